"""`ris night`: all active portals, the dataset and the site after them, a report; every portal a world of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from parsers import allris3
from ris_scraper.crawl.many import Turn, by_server, crawl_many
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.night.report import Night, text, why
from ris_scraper.night.schedule import Schedule, longest_unseen_first
from ris_scraper.portals.portals import Portal
from ris_scraper.read import fence
from tests.simulator import faults
from tests.simulator.server import Server, serve
from tests.simulator.world import World, make_world
from tests.support.command import RUN, ris
from tests.support.crawling import CONTACT, VENDORS, Clock
from tests.support.rows import query

CODES = ("--contact", CONTACT, "--data", ".")


def world() -> World:
    """A small Kreis whose day is today, as these runs go by the clock of this machine."""
    return make_world(3, 10, date.today() - timedelta(days=365), 1)


def table(slug: str, server: Server, vendor: str, zustand: str = "aktiv") -> str:
    return (
        f'[{slug}]\nags = ""\nname = "Muster"\nvendor = "{vendor}"\nurl = "{server.base_url}"\n'
        f'zustand = "{zustand}"\nnetz_privat = true\npause = 0\n'
    )


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[dict[str, Server]]:
    """Two good portals, a gated one, and one that is not active."""
    with ExitStack() as running:
        servers = {
            "eins": running.enter_context(serve(VENDORS["allris3"].portal(world()))),
            "zwei": running.enter_context(serve(VENDORS["sessionnet"].portal(world()))),
            "schranke": running.enter_context(
                serve(VENDORS["allris3"].portal(world()), faults=[faults.gate("captcha")])
            ),
            "ruhend": running.enter_context(serve(VENDORS["allris3"].portal(world()))),
        }
        vendors = {"zwei": "sessionnet"}
        tables = [
            table(slug, server, vendors.get(slug, "allris3"), "ungeprueft" if slug == "ruhend" else "aktiv")
            for slug, server in servers.items()
        ]
        (tmp_path / "portals.toml").write_text("\n".join(tables), "utf-8")
        yield servers


def reports(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted((folder / "berichte").glob("*.json"))]


def ended(report: dict[str, Any]) -> dict[str, str]:
    return {row["portal"]: row["ausgang"] for row in report["portale"]}


def test_a_night_crawls_publishes_and_reports(fleet: dict[str, Server], tmp_path: Path) -> None:
    done = ris(tmp_path, "night", *CODES, "--restart", "touch restarted", "--notify", "cat > mail.txt")
    assert done.returncode == 1, done.stderr
    [report] = reports(tmp_path)
    assert ended(report) == {"eins": "fertig", "zwei": "fertig", "schranke": "gesperrt"}
    assert [step["ausgang"] for step in report["schritte"] if step["ausgang"] == "fehler"] == []
    assert (tmp_path / "restarted").exists() and (tmp_path / "site" / "ris.db").exists()
    assert not fleet["ruhend"].log
    first, *rest = done.stdout.splitlines()
    assert "3 portals: 2 fertig, 1 gesperrt; 1 to look at, 1 of them new" in first
    assert any(line.startswith("NEW schranke: gesperrt: ") and "captcha" in line for line in rest)
    assert (tmp_path / "mail.txt").read_text("utf-8") == done.stdout
    assert query(tmp_path / "ris.db", "select ausgang, ende is not null from laeufe where art = 'night'") == [
        ("fertig", 1)
    ]
    [(vorlagen,)] = query(tmp_path / "site" / "ris.db", "select count(*) from vorlagen")
    assert vorlagen > 0


def test_what_was_known_is_no_news(fleet: dict[str, Server], tmp_path: Path) -> None:
    ris(tmp_path, "night", *CODES)
    first = len(fleet["eins"].log)
    for server in fleet.values():
        server.forget()
    done = ris(tmp_path, "night", *CODES, "--notify", "cat > mail.txt")
    assert done.returncode == 1 and "1 to look at, 0 of them new" in done.stdout
    assert not (tmp_path / "mail.txt").exists()
    # The gate is left alone, and the second look is not a full one.
    assert not fleet["schranke"].log
    assert 0 < len(fleet["eins"].log) < first


def test_a_portal_is_a_world_of_its_own(fleet: dict[str, Server], tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "eins.db").write_bytes(b"no database, but the rest of one" * 99)
    done = ris(tmp_path, "night", *CODES)
    assert done.returncode == 1, done.stderr
    [report] = reports(tmp_path)
    assert ended(report) == {"eins": "fehler", "zwei": "fertig", "schranke": "gesperrt"}
    assert "eins.db is not an archive of ours" in done.stdout
    assert (tmp_path / "site" / "ris.db").exists()


def test_a_dataset_of_another_version_is_made_anew(fleet: dict[str, Server], tmp_path: Path) -> None:
    ris(tmp_path, "night", *CODES)
    (tmp_path / "ris.db").write_bytes(b"garbage" * 999)
    done = ris(tmp_path, "night", *CODES)
    [_, report] = reports(tmp_path)
    assert report["schritte"][0]["schritt"] == "auffrischen" and report["schritte"][0]["ausgang"] == "fertig"
    assert ended(report)["eins"] == "fertig", done.stderr


def test_a_step_that_fails_is_named(fleet: dict[str, Server], tmp_path: Path) -> None:
    done = ris(tmp_path, "night", *CODES, "--restart", "exit 7", "--notify", "exit 8")
    assert done.returncode == 1
    assert "neustart failed" in done.stdout.splitlines()[0]
    assert "`exit 7` ended with code 7" in done.stdout and "nobody was notified: `exit 8`" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--vendor", "rubin"], "no portal to crawl is active"),
        (["--vendor", "nix"], "no portal runs 'nix'"),
        (["--land", "Nirgendwo"], "is no Land"),
    ],
)
def test_nothing_to_do_is_said(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = ris(tmp_path, "night", *CODES, *arguments)
    assert (done.returncode, said in done.stderr, done.stdout) == (2, True, ""), done.stderr


def test_a_night_that_is_killed_or_stopped_leaves_the_truth(fleet: dict[str, Server], tmp_path: Path) -> None:
    fleet["eins"].faults = [faults.slow(0.2)]
    for number, ausgang in ((signal.SIGKILL, "abgebrochen"), (signal.SIGTERM, "fertig")):
        fleet["eins"].forget()
        night = subprocess.Popen([*RUN, "night", *CODES], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while len(fleet["eins"].log) < 4:
            time.sleep(0.01)
        os.kill(night.pid, number)
        out, err = night.communicate()
        assert b"Traceback" not in err, err
        rows = query(tmp_path / "ris.db", "select ausgang from laeufe where art = 'night' order by id")
        assert rows[-1] == (ausgang,)
        with Folder(tmp_path).frontier("eins") as frontier:
            assert frontier.get("lauf")["ausgang"] == {"abgebrochen": "abgebrochen", "fertig": "unterbrochen"}[ausgang]
    assert re.search(r"not at their end: \d portals?: [\w, ]*\beins\b", out.decode()), out.decode()


@pytest.mark.parametrize(
    ("text", "codes", "said"),
    [
        ("x = [", CODES, "portals.toml: is no valid TOML"),
        ("", CODES, "no portal to crawl is active"),
        (None, ("--data", "."), "no contact is set"),
    ],
)
def test_a_night_that_cannot_be_is_told_as_well(
    fleet: dict[str, Server], tmp_path: Path, text: str | None, codes: tuple[str, ...], said: str
) -> None:
    if text is not None:
        (tmp_path / "portals.toml").write_text(text, "utf-8")
    done = ris(tmp_path, "night", *codes, "--notify", "cat > mail.txt")
    assert done.returncode in (1, 2) and said in done.stderr
    mail = (tmp_path / "mail.txt").read_text("utf-8")
    assert mail.startswith("ris night: no night, or not all of it: ") and said in mail
    assert not any(server.log for server in fleet.values())
    # A command that fails does not hide why there was no night.
    done = ris(tmp_path, "night", *codes, "--notify", "exit 8")
    assert said in done.stderr and "nobody was notified: `exit 8`" in done.stderr


def test_when_its_hours_are_over_a_night_asks_nothing_more(fleet: dict[str, Server], tmp_path: Path) -> None:
    done = ris(tmp_path, "night", *CODES, "--hours", "0.00001")
    assert (done.returncode, "3 portals: 3 unterbrochen" in done.stdout) == (0, True), done.stdout
    assert not any(server.log for server in fleet.values())


def test_one_night_at_a_time(fleet: dict[str, Server], tmp_path: Path) -> None:
    with Folder(tmp_path).night():
        done = ris(tmp_path, "night", *CODES)
    assert done.returncode == 1 and "another night goes on here" in done.stderr
    assert not any(server.log for server in fleet.values())


def portal(slug: str, host: str) -> Portal:
    return Portal(slug=slug, ags=None, name=slug, vendor="allris3", url=f"https://{host}/")


def test_portals_of_one_server_follow_each_other() -> None:
    a, b, c = portal("a", "x.example"), portal("b", "y.example"), portal("c", "x.example")
    assert by_server([a, b, c]) == [[a, c], [b]]


def test_those_longest_unseen_come_first(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    for slug, ende in (("alt", "2026-01-01"), ("neu", "2026-02-01")):
        with folder.frontier(slug) as frontier:
            frontier.put("lauf", {"ende": ende})
    (tmp_path / "archive" / "kaputt.db").write_bytes(b"nothing" * 999)
    chosen = [portal(slug, f"{slug}.example") for slug in ("neu", "alt", "nie", "kaputt")]
    assert [p.slug for p in longest_unseen_first(folder, chosen)] == ["kaputt", "nie", "alt", "neu"]


@pytest.mark.parametrize(
    ("left", "on_server", "servers", "minutes"),
    [
        (60, 1, 1, 60),
        (60, 3, 1, 20),
        (60, 1, 40, 6),
        (60, 2, 8, 15),
        (60, 1, 9999, 0.5),
        (0.1, 9, 9, 0.1),
        (-5, 1, 1, 0),
    ],
)
def test_the_night_is_shared_fairly(tmp_path: Path, left: float, on_server: int, servers: int, minutes: float) -> None:
    clock = Clock()
    schedule = Schedule(Folder(tmp_path), clock, 2010, clock.monotonic() + left * 60)
    turn = Turn(portal("a", "x.example"), on_server, servers, jobs=4)
    assert schedule.minutes(turn) == pytest.approx(minutes, rel=0.01)


@pytest.mark.parametrize(
    ("last", "seit"),
    [(None, 2010), ("2024-12-20T00:00:00+00:00", None), ("2024-11-20T00:00:00+00:00", 2010), ("2099-01-01", 2010)],
    ids=["never", "lately", "long ago", "a wrong clock"],
)
def test_a_full_crawl_comes_first_and_again(tmp_path: Path, last: str | None, seit: int | None) -> None:
    folder, clock = Folder(tmp_path), Clock()
    clock.heute = date(2025, 1, 1)
    with folder.frontier("a") as frontier:
        frontier.put("voll", last)
    schedule = Schedule(folder, clock, 2010, clock.monotonic() + 60)
    assert schedule.order(Turn(portal("a", "x.example"), 1, 1, 1)).seit == seit


def test_a_report_says_first_what_matters() -> None:
    night = Night("2026-11-28T02:00:00", portale=[
        Report("gut"), Report("weiter", ausgang="unterbrochen"), Report("zu", ausgang="gesperrt", grund="captcha"),
        Report("anders", ausgang="drift", alarme=["anders: the list is empty"]),
        Report("zuletzt", ausgang="fehler", grund="no answer"),
    ])  # fmt: skip
    night.compare({"zu": "gesperrt: captcha"})
    said = text(night).splitlines()
    assert "5 portals" in said[0] and "3 to look at, 2 of them new" in said[0]
    looks = [line for line in said if line.startswith(("NEW ", "zu:"))]
    assert looks == [
        "NEW anders: drift; the list is empty", "NEW zuletzt: fehler: no answer", "zu: gesperrt: captcha"
    ]  # fmt: skip
    assert looks == said[2:5] and said[6] == "0 requests, 0 new pages, 0 failed"
    assert why(Report("gut")) == why(Report("weiter", ausgang="unterbrochen")) == ""
    many = Report("viele", ausgang="drift", alarme=[f"viele: alarm {number}" for number in range(5)])
    assert why(many) == "drift; alarm 0; alarm 1; alarm 2; 2 alarms more: `ris status viele`"
    gate = Report(
        "zu", ausgang="gesperrt", grund="https://x.example/: a captcha", alarme=["zu: https://x.example/: a captcha"]
    )
    assert why(gate) == "gesperrt: https://x.example/: a captcha"


def test_a_page_that_takes_too_long_ends_no_run(
    fleet: dict[str, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fence, "SECONDS", 0.3)
    monkeypatch.setitem(allris3.VENDOR.pages, "kalender", lambda page: re.fullmatch(r"(a+)+b", "a" * 40))  # type: ignore[dict-item]
    folder, order = Folder(tmp_path), Order(2020, max_requests=9)
    with Fetcher(CONTACT) as fetcher:
        chosen = [folder.portal("eins"), folder.portal("zwei")]
        runs = crawl_many(folder, chosen, fetcher, 2, lambda _: order, Context())
        reports = {report.portal: report for report in runs}
    assert [alarm for alarm in reports["eins"].alarme if "TooCostly" in alarm]
    assert reports["zwei"].alarme == []
