"""What readers write in SQL is answered, ends in time and takes nothing from others."""

from __future__ import annotations

import asyncio
import resource
import time
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ris_scraper.publish.site import publish
from tests.support import sample_db
from tests.support.serving import get, plugin

fremdes_sql = plugin("fremdes_sql")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fremd")
    (folder / "site.toml").write_text("[einstellungen]\nsql_time_limit_ms = 1000\n", "utf-8")
    publish(sample_db.build(folder / "ris.db"), folder / "site", folder / "site.toml")
    return folder / "site"


@pytest.fixture(scope="module")
def app(site: Path) -> Datasette:
    return Datasette(config_dir=site)


def rows(app: Datasette, sql: str, **params: str) -> Any:
    answer = get(app, "/ris.json", params={"sql": sql, "_shape": "arrays", **params})
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


def test_own_sql_answers_as_before(app: Datasette) -> None:
    assert rows(app, "select 1 as a, 2 as a, null, 1.5, 'ä\"'") == [[1, 2, None, 1.5, 'ä"']]
    assert rows(app, "select :was || 'x'", was="ü") == [["üx"]]
    assert rows(app, "select count(*) from vorlagen where ags = :ags", ags=sample_db.NORD)[0][0] > 0
    assert rows(app, "select 1 where 0") == []
    cut = get(
        app, "/ris.json?sql=with+recursive+z(n)+as+(select+1+union+all+select+n%2B1+from+z+limit+2500)+select+n+from+z"
    )
    assert cut.json()["truncated"] and len(cut.json()["rows"]) == 2000
    page = get(app, "/ris?sql=select+betreff+from+vorlagen+limit+3")
    assert page.status_code == 200 and page.text.count("<tr>") == 4


def test_a_condition_of_a_reader_is_a_condition(app: Datasette) -> None:
    found = get(app, "/ris/vorlagen.json?_where=nummer_jahr+is+null&_shape=array")
    everything = get(app, "/ris/vorlagen.json?_shape=array")
    assert found.status_code == 200 and len(found.json()) < len(everything.json())


WRONG = {
    "no such column": "select nichts from vorlagen",
    "größer als 10 MB": "with recursive z(n) as (select 1 union all select n + 1 from z limit 900)"
    " select n, hex(zeroblob(50000)) from z",
}


@pytest.mark.parametrize("said", WRONG)
def test_what_cannot_be_answered_says_why(app: Datasette, said: str) -> None:
    answer = get(app, "/ris.json", params={"sql": WRONG[said]})
    assert answer.status_code == 400 and said in answer.json()["error"]


ENDLESS = "with recursive z(n) as (select 1 union all select n + 1 from z)"
GREEDY = {
    "memory": "select length(hex(zeroblob(400000000)))",
    "one step": "select instr(printf('%.*c', 900000, 'a'), printf('%.*c', 400000, 'a') || 'b')",
    "endless": f"{ENDLESS} select count(*) from z",
    "sort": f"{ENDLESS} select n from z order by hex(randomblob(500))",
    "join": f"select count(*) from beratungen, {', '.join(f'beratungen b{n}' for n in range(12))}",
}


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
@pytest.mark.parametrize("kind", GREEDY)
def test_a_greedy_query_is_ended_and_takes_nothing_from_the_server(app: Datasette, kind: str, form: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    answer = get(app, f"/ris.{form}", params={"sql": GREEDY[kind]})
    assert answer.status_code == 400
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


PAGES = ("/", "/kreis", "/ris/vorlagen", "/konzept/integrationskonzept")


async def timed(app: Datasette, question: str) -> list[float]:
    """Seconds of each page, asked for in a way that nothing remembers."""
    taken = []
    for path in PAGES:
        began = time.perf_counter()
        answer = await app.client.get(path, params={"x": question})
        taken.append(time.perf_counter() - began)
        assert answer.status_code == 200
    return taken


def test_others_are_answered_while_fifty_strangers_wait(app: Datasette) -> None:
    async def all_at_once() -> tuple[list[float], list[float], list[int]]:
        calm = await timed(app, "calm")
        slow = [asyncio.create_task(app.client.get("/ris.json", params={"sql": f"{GREEDY['endless']} -- {n}"}))
                for n in range(50)]  # fmt: skip
        await asyncio.sleep(0.3)
        busy = await timed(app, "busy")
        assert sum(not task.done() for task in slow) >= fremdes_sql.WAITING, "nobody was waiting"
        return calm, busy, [(await task).status_code for task in slow]

    calm, busy, slow = asyncio.run(all_at_once())
    # Who had to wait for them would wait for half a minute; two seconds is what a free machine needs at most.
    assert max(busy) < 10, (calm, busy)
    assert sorted(set(slow)) == [400, 503]
    assert slow.count(400) == fremdes_sql.AT_ONCE + fremdes_sql.WAITING


@pytest.mark.parametrize(
    "sql",
    [
        "attach 'x' as y",
        "select load_extension('x')",
        "pragma query_only = 0",
        "delete from vorlagen",
        "select 1; select 2",
    ],
)
def test_only_questions_are_asked(app: Datasette, sql: str) -> None:
    assert get(app, "/ris.json", params={"sql": sql}).status_code == 400


def test_a_long_pattern_in_a_filter_is_refused(app: Datasette) -> None:
    assert get(app, "/ris/vorlagen.json", params={"betreff__like": "%a" * 40}).status_code == 200
    assert get(app, "/ris/vorlagen.json", params={"betreff__like": "%a" * 400}).status_code == 400
