"""`ris status`: one screen whatever the number of portals, named portals in full, and the truth after a kill."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ris_scraper.archive.frontier import MAX_TRIES
from ris_scraper.folder import Folder
from ris_scraper.nouns.vendor import Request
from tests.support.command import RUN, refused, ris
from tests.support.crawling import enter
from tests.support.keeping import archive, damage, in_namespace, killed, running

PORTALS = 40
SCREEN = 40
ERRORS = ("LayoutDrift", "UnknownPage", "NotPublic", "ParserDefect")
NOW = datetime.now(UTC)


def page(slug: str, number: int, fehler: str | None, when: str = "2026-11-02T02:00:00+00:00") -> dict[str, Any]:
    url = f"https://{slug}.example/bi/vo020.asp?VOLFDNR={number}"
    row = {"id": f"{slug}:{number}", "portal": slug, "url": url, "seitentyp": "vorlage", "abgerufen_am": when}
    return {**row, "fehler": fehler, "grund": fehler and "a landmark is missing " * 10}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """40 portals with 200 failures and 100 pages given up each, alarms, rests, and a damaged archive."""
    place = tmp_path_factory.mktemp("large")
    folder, slugs = Folder(place / "ris-data"), [f"muster-{number:02}" for number in range(PORTALS)]
    enter(folder.path, "allris3", **{slug: f"https://{slug}.example/bi/" for slug in slugs})
    with folder.dataset() as db:
        for slug in slugs:
            db.replace("seiten", (page(slug, number, ERRORS[number % 4]) for number in range(200)))
    for slug in slugs:
        archive(folder, slug)
        with folder.frontier(slug) as frontier:
            items = [
                Request(f"https://{slug}.example/bi/to010.asp?SILFDNR={number}", "sitzung") for number in range(100)
            ]
            frontier.add(items)
            for item in items:
                for _ in range(MAX_TRIES):
                    frontier.failed(item, "Unreachable: 500", "2026-11-02T00:00:00+00:00")
            frontier.put("lauf", {"ausgang": "drift", "ende": "2026-11-02T03:00:00+00:00", "alarme": ["gone", "lost"]})
            frontier.put("ruhe", {"bis": (NOW + timedelta(hours=20)).isoformat(timespec="seconds"), "grund": "captcha"})
    damage(folder.archive_path(slugs[7]))
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with two portals, each with pages in its archive, and a dataset."""
    folder = Folder(tmp_path / "ris-data")
    enter(folder.path, "allris3", nord="https://nord.example/bi/", sued="https://sued.example/bi/")
    with folder.dataset() as db:
        for slug in ("nord", "sued"):
            archive(folder, slug)
            failed = [page(slug, 1, "LayoutDrift"), page(slug, 2, "NotPublic"), page(slug, 3, None)]
            db.replace("seiten", failed)
    return folder


def told(folder: Folder, *arguments: str) -> dict[str, Any]:
    done = ris(folder.path.parent, "status", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def needs(folder: Folder) -> dict[str, dict[str, Any]]:
    return {item["was"]: item["wo"] for item in told(folder)["ansehen"]}


def test_forty_portals_with_thousands_of_failures_are_one_screen(large: Path) -> None:
    done = ris(large, "status")
    lines = done.stdout.splitlines()
    assert done.returncode == 0 and 10 < len(lines) <= SCREEN
    assert max(map(len, lines)) < 300
    said = " ".join(done.stdout.split())
    assert f"{PORTALS} aktiv" in said and f"{PORTALS} with an archive" in said
    assert "6,000: 2,000 LayoutDrift, 2,000 ParserDefect, 2,000 UnknownPage; besides 2,000 that are not public" in said
    assert "1 damaged archives muster-07" in said and "-> ris doctor" in said
    assert "3,900 pages given up muster-00 100, muster-01 100, muster-02 100, muster-03 100 and 35 more" in said
    assert "78 drift alarms muster-00 2," in said and "39 rests after a gate muster-00 until 20" in said


def test_the_screen_as_json_names_every_place(large: Path) -> None:
    said = told(Folder(large / "ris-data"))
    assert said["fehler"] == {"LayoutDrift": 2000, "UnknownPage": 2000, "ParserDefect": 2000}
    assert (said["nicht_oeffentlich"], said["archive"], said["laeufe"]) == (2000, PORTALS, {"drift": PORTALS - 1})
    given_up = next(item for item in said["ansehen"] if item["was"] == "pages given up")
    assert (given_up["anzahl"], len(given_up["wo"])) == (3900, 39)
    assert said["platz"]["archive"] > 0 and said["platz"]["frei"] > 0


def test_a_portal_in_full_shows_each_failure_and_no_other_portal(large: Path) -> None:
    done = ris(large, "status", "muster-03")
    assert "muster-04" not in done.stdout
    lines = done.stdout.splitlines()
    assert sum("a landmark is missing" in line for line in lines) == 150
    assert sum("Unreachable: 500" in line for line in lines) == 100
    assert any("captcha" in line for line in lines)
    found = told(Folder(large / "ris-data"), "muster-03", "muster-07")
    assert [(row["portal"], row["fehler"], row["nicht_oeffentlich"]) for row in found["portale"]] == [
        ("muster-03", 150, 50),
        ("muster-07", 150, 50),
    ]
    [broken] = found["archive"]
    assert broken["portal"] == "muster-07" and "damaged" in broken["grund"]


def test_a_run_that_was_killed_is_none_that_ended(folder: Folder) -> None:
    process = running(folder, "nord")
    [now] = told(folder)["arbeitet"]
    assert now == f"`ris crawl` (process {process.pid}) on 1 portal"
    [row] = told(folder, "nord")["laeufe"]
    assert (row["ausgang"], row["ende"]) == ("laeuft", None) and str(process.pid) in row["grund"]
    assert "runs broken off again" not in needs(folder) and told(folder)["laeufe"] == {"laeuft": 1}
    killed(process)
    assert told(folder)["arbeitet"] == []
    # The next run takes it up by itself; only where that is killed too does somebody have to look.
    assert "runs broken off again" not in needs(folder)
    [row] = told(folder, "nord")["laeufe"]
    assert (row["ausgang"], row["ende"], row["neu"]) == ("abgebrochen", None, None)
    assert "1 abgebrochen" in ris(folder.path.parent, "status").stdout
    with folder.frontier("nord") as frontier:
        frontier.put("lauf", {**(frontier.get("lauf") or {}), "abbrueche": 2})
    assert needs(folder)["runs broken off again"] == {"nord": "2 in a row"}


def night(folder: Folder, beginn: str, ausgang: str, ende: str | None = None) -> None:
    with folder.dataset() as db:
        db.replace("laeufe", [{"art": "night", "beginn": beginn, "ende": ende, "ausgang": ausgang}])


def test_the_last_night_is_told_by_its_report_or_by_its_row(folder: Folder) -> None:
    assert told(folder)["nacht"] is None and "none yet" in ris(folder.path.parent, "status").stdout
    begin, end = "2026-11-02T02:17:00+00:00", "2026-11-02T04:00:00+00:00"
    night(folder, begin, "fertig", end)
    (folder.path / "berichte").mkdir()
    rows = [
        {"portal": "nord", "ausgang": "drift", "alarme": ["a list is empty"], "ansehen": "drift: a list is empty"},
        {"portal": "sued", "ausgang": "fertig", "alarme": [], "ansehen": ""},
        "no row",
    ]
    report = {"beginn": begin, "ende": end, "ausgang": "fertig", "portale": rows}
    (folder.path / "berichte" / "2026-11-02T021700.json").write_text(json.dumps(report))
    (folder.path / "berichte" / "2026-11-03T021700.json").write_text('{"beginn": "2026-11-03')
    assert told(folder)["nacht"] == {
        "beginn": begin, "ende": end, "ausgang": "fertig", "portale": {"drift": 1, "fertig": 1}, "alarme": 1,
        "ansehen": ["nord"],
    }  # fmt: skip
    assert needs(folder)["drift alarms"] == {"nord": 1} and "portals not read" not in needs(folder)
    rows[1] = {"portal": "sued", "ausgang": "fehler", "grund": "no answer", "ansehen": "fehler: no answer"}
    (folder.path / "berichte" / "2026-11-02T021700.json").write_text(json.dumps(report))
    assert needs(folder)["portals not read"] == {"sued": "no answer"}
    with folder.frontier("sued") as frontier:
        frontier.put("lauf", {"ausgang": "fertig", "ende": "2026-11-02T09:00:00+00:00"})
    assert "portals not read" not in needs(folder)
    night(folder, "2026-11-03T02:17:00+00:00", "abgebrochen")
    assert "2026-11-03 02:17: abgebrochen" in ris(folder.path.parent, "status").stdout


def test_what_needs_a_person_is_named_with_its_command(folder: Folder) -> None:
    today = date.today()
    consent = '[[{}.erlaubnis]]\nwer = "Kreis"\nrolle = "Betreiber"\ndatum = 2020-01-01\nbis = {}\n'
    with (folder.path / "portals.toml").open("a") as file:
        file.write(consent.format("nord", today - timedelta(days=1)))
        file.write(consent.format("sued", today + timedelta(days=10)))
    with folder.dataset() as db:
        db.replace("seiten", [page("nord", 9, None, "2999-01-01T00:00:00+00:00")])
        db.execute("update versionen set version = 'alt'")
        db.stamp("regeln", "alt")
    found = needs(folder)
    assert found["consents that end"] == {
        "nord": f"ended {today - timedelta(days=1)}",
        "sued": f"ends {today + timedelta(days=10)}",
    }
    assert found["dates in the future"] == {"nord": 1}
    assert "older version of this program" in found["older rules or readers"]["ris.db"]
    assert told(folder)["seiten"]["neuester_abruf"] == "2026-11-02T02:00:00+00:00"


def test_a_rest_that_is_over_or_that_a_wrong_clock_set_is_none(folder: Folder) -> None:
    for slug, hours in (("nord", -1), ("sued", 24 * 30)):
        with folder.frontier(slug) as frontier:
            frontier.put("ruhe", {"bis": (NOW + timedelta(hours=hours)).isoformat(timespec="seconds"), "grund": "x"})
    assert "rests after a gate" not in needs(folder) and told(folder, "nord", "sued")["ruhe"] == []


def test_what_was_looked_at_later_is_a_portal_s_state(folder: Folder) -> None:
    with folder.dataset() as db:
        db.execute("update portale set zustand = 'gesperrt', geprueft_am = '2999-01-01' where slug = 'nord'")
    assert told(folder)["portale"]["gesperrt"] >= 1
    with (folder.path / "portals.toml").open("a") as file:
        file.write('[borken]\nzustand = "weg"\ngeprueft_am = 2999-01-02\n')
    assert told(folder)["portale"]["weg"] >= 1


def test_status_changes_nothing_and_needs_no_right_to_write(folder: Folder) -> None:
    before = {file: file.stat().st_mtime_ns for file in folder.path.rglob("*") if file.is_file()}
    for arguments in ([], ["nord"]):
        assert ris(folder.path.parent, "status", *arguments).returncode == 0
    assert {file: file.stat().st_mtime_ns for file in folder.path.rglob("*") if file.is_file()} == before
    mount = "mount --bind ris-data ris-data && mount -o remount,ro,bind ris-data"
    for arguments in ([], ["nord"]):
        done = in_namespace(folder.path.parent, mount, *RUN, "status", *arguments)
        assert done.returncode == 0, done.stderr
        assert "damaged" not in done.stdout and "LayoutDrift" in done.stdout


def test_an_unknown_portal_and_a_folder_without_a_dataset_get_a_sentence(folder: Folder, tmp_path: Path) -> None:
    assert "portal 'nirgends' is not known" in refused(tmp_path, "status", "nirgends")
    assert told(folder, "borken")["portale"][0]["seiten"] == 0
    said = ris(folder.path.parent, "status", "nord").stdout
    assert "Portale: 1" in said and "Nothing to say of: " in said and ": 0" not in said
    folder.ris_db.unlink()
    assert needs(folder)["no dataset"] == {"ris.db": "does not exist"}
    (tmp_path / "leer").mkdir()
    for name, word in (("weg", "does not exist"), ("leer", "is empty")):
        said = ris(tmp_path, "status", "--data", name).stdout
        assert f"{name} {word}: `ris probe --all --write`" in said
    assert told(folder)["archive"] == 2 and told(folder, "nord")["portale"][0]["vendor"] == "allris3"
