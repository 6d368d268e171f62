"""A small server stays alive: answers are remembered for everybody, and what is too much to count is not counted."""

from __future__ import annotations

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from tests.support.serving import get, plugin

leistung = plugin("leistung")


class App:
    """An application that counts how often it is asked."""

    def __init__(
        self, status: int = 200, headers: tuple[tuple[bytes, bytes], ...] = (), body: bytes = b"Seite"
    ) -> None:
        self.asked, self.status, self.headers, self.body = 0, status, headers, body

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        self.asked += 1
        await send({"type": "http.response.start", "status": self.status, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body[:2], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[2:], "more_body": False})


def ask(app: Any, path: str, **more: Any) -> bytes:
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], **more}
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, None, send))
    return b"".join(message.get("body", b"") for message in sent)


def test_a_second_answer_comes_from_memory() -> None:
    app = App()
    around = leistung.asgi_wrapper(None)(app)
    assert [ask(around, "/ris") for _ in range(3)] == [b"Seite"] * 3
    assert app.asked == 1
    ask(around, "/ris", query_string=b"_next=2")
    ask(around, "/ris", headers=[(b"accept-encoding", b"br, gzip")])
    ask(around, "/ris", headers=[(b"host", b"anders.example")])
    assert app.asked == 4


@pytest.mark.parametrize(
    "asked",
    [
        {"headers": [(b"cookie", b"ds_messages=x")]},
        {"method": "POST"},
        {"path": "/-/versions.json"},
        {"path": "/static/ris.css"},
        {"path": "/ris.db"},
    ],
)
def test_what_depends_on_more_is_asked_for_each_time(asked: dict[str, Any]) -> None:
    app = App()
    around = leistung.asgi_wrapper(None)(app)
    for _ in range(2):
        ask(around, **{"path": "/ris", **asked})
    assert app.asked == 2


@pytest.mark.parametrize(
    "app",
    [App(status=404), App(headers=((b"Set-Cookie", b"a=b"),)), App(body=b"x" * (leistung.LARGEST + 1))],
    ids=["error", "personal", "large"],
)
def test_some_answers_are_not_kept(app: App) -> None:
    around = leistung.asgi_wrapper(None)(app)
    for _ in range(2):
        assert ask(around, "/ris") == app.body
    assert app.asked == 2


def test_memory_has_an_end_and_forgets_what_nobody_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leistung, "MEMORY", 2 * (leistung._BESIDE + 20))
    app = App()
    around = leistung.asgi_wrapper(None)(app)
    for path in ("/a", "/b", "/a", "/c", "/a"):
        ask(around, path)
    assert app.asked == 3
    ask(around, "/b")
    assert app.asked == 4


def test_long_addresses_take_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks decides how long an address is: 4,000 of 60 kB, each with an answer of 5 bytes, took 280 MB."""
    monkeypatch.setattr(leistung, "MEMORY", 200_000)
    app = App()
    around = leistung.asgi_wrapper(None)(app)
    for _ in range(2):
        for number in range(5):
            ask(around, "/ris", query_string=b"x" * 60_000 + bytes([number]))
    assert app.asked == 10


def test_an_answer_knows_its_scheme() -> None:
    app = App()
    around = leistung.asgi_wrapper(None)(app)
    for scheme in ("http", "https", "http"):
        ask(around, "/ris", scheme=scheme)
    assert app.asked == 2


def test_rows_of_views_are_counted_when_published(site: Path, tmp_path: Path) -> None:
    """What was counted is shown, not counted again: a wrong number would stand on the page."""
    own = shutil.copytree(site, tmp_path / "site")
    file = own / "inspect-data.json"
    known = json.loads(file.read_text("utf-8"))
    assert known["ris"]["views"]["herkunft_alle"]["count"] > 100
    known["ris"]["views"]["herkunft_alle"]["count"] = 7_654_321
    file.write_text(json.dumps(known), "utf-8")
    app = Datasette(config_dir=own)
    assert "7.654.321" in get(app, "/ris/herkunft_alle").text
    assert "7.654.321" not in get(app, "/ris/herkunft_alle?tabelle=vorlagen").text
    assert get(app, "/ris").status_code == 200


def test_the_site_answers_from_memory_packed_and_safe(site: Path) -> None:
    app = Datasette(config_dir=site)

    async def twice() -> list[Any]:
        return [await app.client.get("/ris/kreise", headers={"accept-encoding": "gzip"}) for _ in range(2)]

    first, second = asyncio.run(twice())
    assert first.text == second.text and first.headers == second.headers
    assert second.headers["content-encoding"] == "gzip" and "content-security-policy" in second.headers
