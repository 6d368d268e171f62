"""Files of Vorlagen, fetched from simulated portals: whose, how fast, how many, and what becomes of the odd ones."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from ris_scraper.build.build import build
from ris_scraper.fetch.pace import PAUSE
from tests.simulator import faults
from tests.simulator.faults import Fault
from tests.simulator.nouns import Response
from tests.support import files
from tests.support.crawling import CONTACT, Kreis, kreis, tiny
from tests.support.rows import content
from tests.test_crawl_kills import launcher, wait_for

# How the address of a file looks to the server, and how many portals show addresses that live in one visit only.
FILE = {"sessionnet": "getfile", "allris3": "___tmp", "allris4": "attachment-link", "sdnet": "", "oparl": ""}
serving = pytest.mark.parametrize("vendor", ("sessionnet", "allris3", "allris4"))


@contextlib.contextmanager
def portal_with(vendor: str, path: Path, anlagen: str = "konzepte", **more: object) -> Iterator[Kreis]:
    """A simulated portal whose files are wanted."""
    with kreis(vendor, path, tiny(), **more) as portal:
        wish(portal, anlagen)
        yield portal


def wish(portal: Kreis, anlagen: str, *lines: str) -> None:
    own = portal.folder.path / "portals.toml"
    said = own.read_text().replace('anlagen = "nein"', f'anlagen = "{anlagen}"')
    own.write_text(said + "".join(f"{line}\n" for line in lines))
    portal.folder.__dict__.pop("portals", None)


def about_concepts(portal: Kreis) -> set[str]:
    """The attachments of Vorlagen that a concept names."""
    sql = "select a.id from anlagen a where a.vorlage in (select vorlage from konzept_vorlagen)"
    return {row[0] for row in portal.query(sql)}


def states(portal: Kreis) -> dict[str, str]:
    return dict(portal.query("select id, stand from anlagen"))


@serving
def test_the_files_of_concepts_are_fetched_and_read(vendor: str, tmp_path: Path) -> None:
    with portal_with(vendor, tmp_path) as portal:
        report = portal.full()
        named = about_concepts(portal)
        assert (report.ausgang, report.alarme, portal.differences()) == ("fertig", [], [])
        assert named and len(states(portal)) > len(named)
        assert {key for key, stand in states(portal).items() if stand == "gelesen"} == named
        assert set(states(portal).values()) == {"gelesen", "nicht_geladen"}
        assert report.dateien == len(named) and report.dateien_offen == 0
        asked = portal.server.asked(FILE[vendor])
        assert len(asked) == len(named) and {entry.status for entry in asked} == {200}
        # Pages first: nothing but files, and the pages that show them, comes behind the first file.
        behind = portal.server.log[portal.server.log.index(asked[0]) :]
        assert all(FILE[vendor] in entry.target or "vo020" in entry.target for entry in behind)
        texts = portal.query("select seite, text, quelle, konfidenz, url from anlagen_seiten order by anlage, seite")
        assert len(texts) == 2 * len(named) and all("Klimaschutzkonzepts für den" in row[1] for row in texts[::2])
        assert texts[1][:4] == (2, "Zweite Seite: Kosten 5.000 €.", "pdf", None)
        assert all((row[4] or "").endswith(f"#page={row[0]}") == (vendor == "sessionnet") for row in texts)
        # Where numbers are tried, there is not always a Vorlage behind them.
        assert portal.query("select fehler from seiten where fehler not in ('Gone', 'NotPublic')") == []
        assert portal.query("pragma foreign_key_check") == []


def test_the_operator_chooses_whose_files(tmp_path: Path) -> None:
    with portal_with("sessionnet", tmp_path, "nein") as portal:
        portal.full()
        assert not portal.server.asked("getfile") and set(states(portal).values()) == {"nicht_geladen"}
        wish(portal, "alle")
        portal.next_day()
        portal.crawl()
        assert set(states(portal).values()) == {"gelesen"}
        assert len(portal.server.asked("getfile")) == len(states(portal))


def test_a_wish_for_all_portals(tmp_path: Path) -> None:
    with portal_with("sessionnet", tmp_path) as portal:
        own = tmp_path / "portals.toml"
        own.write_text('[vorgaben]\nanlagen = "nein"\n' + own.read_text().replace('anlagen = "konzepte"\n', ""))
        portal.folder.__dict__.pop("portals", None)
        portal.full()
        assert not portal.server.asked("getfile")


@serving
def test_files_keep_the_pace(vendor: str, tmp_path: Path) -> None:
    """Each request waits for its turn, whatever it is for."""
    with portal_with(vendor, tmp_path) as portal:
        own = portal.folder.path / "portals.toml"
        own.write_text(own.read_text().replace("pause = 0.001", "pause = 7"))
        portal.folder.__dict__.pop("portals", None)
        portal.full()
        waits = [slept for slept in portal.clock.slept if slept > PAUSE]
        assert len(waits) >= len(portal.server.log) - 1 and len(portal.server.asked(FILE[vendor])) > 1


@serving
def test_a_second_night_asks_for_no_file_but_a_few_old_ones(vendor: str, tmp_path: Path) -> None:
    with portal_with(vendor, tmp_path, conditional=True) as portal:
        portal.full()
        before = portal.query("select * from anlagen_seiten order by id")
        portal.next_day()
        report = portal.crawl()
        asked = portal.server.asked(FILE[vendor])
        assert 1 <= len(asked) <= 5 and (report.dateien, report.ausgang) == (0, "fertig")
        assert any(entry.status == 304 for entry in asked)
        assert portal.query("select * from anlagen_seiten order by id") == before
        assert portal.query("select * from aenderungen") == []
        seen = portal.archive("select url, abgerufen_am from abrufe where rendering = 'datei'")
        portal.crawl()
        again = portal.archive("select url, abgerufen_am from abrufe where rendering = 'datei'")[len(seen) :]
        today = {url for url, when in seen if when[:10] == portal.clock.heute.isoformat()}
        assert not today & {url for url, _ in again}, "nothing is asked for twice on one day"


def test_a_file_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    with portal_with("sessionnet", tmp_path) as portal:
        portal.full()
        portal.server.faults = [instead(files.pdf(["Neue Fassung"]))]
        portal.next_day()
        asked = portal.crawl().dateien
        new = portal.query("select text from anlagen_seiten where text = 'Neue Fassung'")
        assert len(new) == asked > 0
        pages = "select count(*) from anlagen_seiten p join anlagen a on a.id = p.anlage and a.seitenzahl < p.seite"
        assert portal.query(pages) == [(0,)]


def instead(body: bytes, kind: str = files.PDF, where: str = "getfile", **when: object) -> Fault:
    return faults.other_page(Response(200, body, kind), where=where, **when)


OK = files.pdf(["Der Kreis plant."])


def odd() -> dict[str, tuple[Response, str, str]]:
    """A file as it comes, and the state it ends in, with what is said of it."""
    elsewhere = (("Location", "https://other.example/a.pdf"),)
    login = b'<html><body><input type="password"></body></html>'
    return {
        "scanned": (Response(200, files.scan(["Ein Bild"], dpi=72), files.PDF), "kein_text", ""),
        "user password": (Response(200, files.pdf(["x"], user="u", owner="o"), files.PDF), "verschluesselt", ""),
        "owner password": (Response(200, files.pdf(["Lesbar"], owner="o"), files.PDF), "gelesen", ""),
        "half": (Response(200, OK[: len(OK) // 3], files.PDF), "beschaedigt", "format"),
        "garbage": (Response(200, b"%PDF-1.7\n" + bytes(range(256)) * 40, files.PDF), "beschaedigt", "format"),
        "empty": (Response(200, b"", files.PDF), "beschaedigt", "empty"),
        "html": (Response(200, b"<html><body><p>Hinweis</p></body></html>", files.PDF), "keine_datei", "a page"),
        "login": (Response(200, login, files.PDF), "gesperrt", "login"),
        "10,000 pages": (Response(200, files.pdf(*[["Seite"]] * 10_000), files.PDF), "teilweise_gelesen", "first 500"),
        "bomb": (Response(200, files.pdf_bomb(), files.PDF), "zu_aufwendig", "SIG"),
        "docx": (Response(200, files.docx("Der Kreis", "plant."), files.DOCX), "gelesen", ""),
        "docx bomb": (Response(200, files.docx_bomb(), files.DOCX), "zu_gross", "unpacks"),
        "half docx": (Response(200, files.docx("Der Kreis")[:90], files.DOCX), "beschaedigt", "BadZipFile"),
        "odt": (Response(200, files.odt("Der Kreis"), files.ODT), "gelesen", ""),
        "xlsx": (Response(200, files.xlsx(["Kosten", 5000]), files.XLSX), "gelesen", ""),
        "text": (Response(200, "Für den Kreis".encode("cp1252"), "text/plain"), "gelesen", ""),
        "picture": (Response(200, b"\x89PNG\r\n\x1a\n", "image/png"), "anderes_format", "image/png"),
        "zip": (Response(200, files.packed(a="b"), "application/zip"), "anderes_format", "zip"),
        "not found": (Response(404, b"weg", "text/html"), "weg", "404"),
        "forbidden": (Response(403, b"nein", "text/html"), "gesperrt", "403"),
        "too large": (Response(200, OK + bytes(20_000_000), files.PDF), "zu_gross", "bytes"),
        "elsewhere": (Response(302, b"", headers=elsewhere), "nicht_erreichbar", "other.example"),
        "silent": (Response(503, b"", "text/html"), "nicht_erreichbar", "503"),
    }


def test_every_file_ends_in_its_state_and_none_ends_the_run(tmp_path: Path) -> None:
    cases = odd()
    with kreis("sessionnet", tmp_path, tiny(vorlagen=25)) as portal:
        wish(portal, "alle")
        numbers = [anlage.id for vorlage in portal.server.world.vorlagen for anlage in vorlage.anlagen]
        shown = dict(zip(cases, numbers, strict=False))
        portal.server.faults = [
            faults.other_page(answer, where=f"getfile.*id={shown[name]}&") for name, (answer, _, _) in cases.items()
        ]
        report = portal.full()
        assert (report.ausgang, report.alarme, portal.differences()) == ("fertig", [], [])
        found = {name: portal.query(STATE.format(number))[0] for name, number in shown.items()}
        assert len(found) == len(cases)
        assert {name: stand for name, (stand, _) in found.items()} == {name: case[1] for name, case in cases.items()}
        assert [name for name, (_, why) in found.items() if cases[name][2] not in (why or "")] == []
        assert portal.query("select seitenzahl from anlagen where stand = 'teilweise_gelesen'") == [(10_000,)]
        said = "select text from anlagen_seiten where quelle in ('office', 'text') order by text"
        assert portal.query(said) == [("Der Kreis",), ("Der Kreis plant.",), ("Für den Kreis",), ("Kosten 5000",)]
        before = content(portal.folder.ris_db)
        [*build(portal.folder)]
        after = content(portal.folder.ris_db)
        assert all(after[table] == before[table] for table in ("anlagen", "anlagen_seiten", "dateien"))


STATE = "select stand, grund from anlagen where url like '%id={}&%'"


@serving
def test_a_gate_before_the_files_ends_the_asking_for_files_only(vendor: str, tmp_path: Path) -> None:
    with portal_with(vendor, tmp_path, faults=[faults.gate("captcha", where=FILE[vendor])]) as portal:
        report = portal.full()
        assert (report.ausgang, report.alarme, portal.differences()) == ("fertig", [], [])
        assert "files wait" in report.grund and len(portal.server.asked(FILE[vendor])) == 1
        assert "gesperrt" in states(portal).values()
        portal.next_day()
        report = portal.crawl()
        assert report.ausgang == "fertig"


def test_five_refusals_in_a_row_end_the_asking_for_files(tmp_path: Path) -> None:
    refused = faults.other_page(Response(403, b""), where="getfile")
    with portal_with("sessionnet", tmp_path, "alle", faults=[refused]) as portal:
        report = portal.full()
        assert report.ausgang == "fertig" and len(portal.server.asked("getfile")) == 5
        assert portal.crawl().ausgang == "fertig" and not portal.server.asked("getfile")


def test_a_file_that_never_comes_is_asked_for_three_times(tmp_path: Path) -> None:
    gone = faults.other_page(Response(404, b""), where="getfile")
    with portal_with("sessionnet", tmp_path, faults=[gone]) as portal:
        portal.full()
        for tries in (2, 3, 4):
            portal.next_day()
            portal.crawl()
            assert bool(portal.server.asked("getfile")) == (tries < 4)
        assert "weg" in states(portal).values()


def test_robots_txt_holds_for_files(tmp_path: Path) -> None:
    robots = "User-agent: *\nDisallow: /bi/getfile"
    with portal_with("sessionnet", tmp_path, robots=robots) as portal:
        assert portal.full().ausgang == "fertig"
        assert not portal.server.asked("getfile")
        assert {"gesperrt", "nicht_geladen"} == set(states(portal).values())


def test_the_bytes_of_a_run_are_limited(tmp_path: Path) -> None:
    with portal_with("sessionnet", tmp_path, "alle", faults=[instead(OK + b" " * 400_000)]) as portal:
        wish(portal, "alle", "anlagen_mb = 1")
        report = portal.full()
        # Of sizes that are not printed a run knows only afterwards: it brings one file more at most.
        assert (report.ausgang, report.dateien) == ("fertig", 3) and "MB of files are used up" in report.grund
        assert report.dateien_offen == len(states(portal)) - 3
        portal.next_day()
        assert portal.crawl().dateien == 3


@serving
def test_a_stopped_run_goes_on_with_its_files(vendor: str, tmp_path: Path) -> None:
    with portal_with(vendor, tmp_path / "calm") as portal:
        portal.full()
        calm, whole = content(portal.folder.ris_db), len(portal.server.log)
        pages = portal.server.log.index(portal.server.asked(FILE[vendor])[0])
    with portal_with(vendor, tmp_path / "stopped") as portal:
        first = portal.full(max_requests=pages + 2)
        assert first.ausgang == "fertig" and "used up" in first.grund and first.dateien_offen
        rest = portal.full()
        assert first.dateien + rest.dateien == len(about_concepts(portal)) and rest.dateien_offen == 0
        assert len(portal.server.asked(FILE[vendor])) == rest.dateien
        again = content(portal.folder.ris_db)
        assert len(again["anlagen_seiten"]) == len(calm["anlagen_seiten"]) and whole > pages


@serving
def test_kills_lose_no_file_and_ask_for_none_twice(vendor: str, tmp_path: Path) -> None:
    chance = Random(f"files {vendor}")
    slow = faults.slow(0.01, where=FILE[vendor])
    with portal_with(vendor, tmp_path / "killed", "alle", faults=[slow]) as portal, launcher() as ris:
        command = ("crawl", "muster", "--since", "2020", "--data", str(portal.folder.path))
        kills = 6 if vendor == "sessionnet" else 2
        for _ in range(kills):
            seen = len(portal.server.asked(FILE[vendor]))
            run = ris.start(*command)
            more = chance.randint(1, 3)
            wait_for(lambda seen=seen, more=more: len(portal.server.asked(FILE[vendor])) >= seen + more)
            os.kill(run, signal.SIGKILL)
            assert ris.ended() == -signal.SIGKILL
        ris.start(*command)
        assert ris.ended() == 0
        wanted = len(states(portal))
        assert set(states(portal).values()) == {"gelesen"} and portal.differences() == []
        asked = portal.server.asked(FILE[vendor])
        # A kill costs at most the file that was under way.
        assert wanted <= len(asked) <= wanted + kills
        [(pages,)] = portal.query("select count(*) from anlagen_seiten")
        assert pages == 2 * wanted


def test_a_content_is_kept_and_read_once(tmp_path: Path) -> None:
    with portal_with("sessionnet", tmp_path, "alle", faults=[instead(OK)]) as portal:
        portal.full()
        [(fetches, contents)] = portal.archive(
            "select count(*), count(distinct sha256) from abrufe where rendering='datei'"
        )
        assert fetches == len(states(portal)) > 3 and contents == 1
        assert portal.archive("select count(*) from auslesungen") == [(1,)]


def test_a_forgotten_page_takes_its_files_along(tmp_path: Path) -> None:
    with portal_with("allris3", tmp_path) as portal:
        portal.full()
        [url, *_] = [row[0] for row in portal.archive("select url from abrufe where rendering = 'datei'")]
        page = url.partition("#")[0]
        with portal.folder.archive("muster") as archive:
            archive.forget(page)
        left = portal.archive(f"select count(*) from abrufe where url like '{page}%'")
        orphans = "select count(*) from auslesungen where sha256 not in (select sha256 from abrufe)"
        assert left == [(0,)] and portal.archive(orphans) == [(0,)]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the most memory of a process")
def test_memory_of_a_run_stays_small(tmp_path: Path) -> None:
    """Bombs and large files in a run of the real command."""
    large = OK + b" " * 15_000_000
    struck = [
        instead(files.pdf_bomb(), times=2),
        instead(files.docx_bomb(), files.DOCX, skip=2, times=2),
        instead(large, skip=4, times=3),
    ]
    with portal_with("sessionnet", tmp_path, "alle", faults=struck) as portal:
        arguments = ["ris", "crawl", "muster", "--since", "2020", "--data", str(tmp_path), "--contact", CONTACT]
        command = [sys.executable, "-c", MEASURED, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert {"zu_aufwendig", "zu_gross", "gelesen"} <= set(states(portal).values())
    assert int(done.stdout.split()[-1]) < 300_000, done.stdout


# A run, and the most memory that it had.
MEASURED = """
import sys
sys.argv = sys.argv[1:]
from ris_scraper.cli.main import main
try:
    main()
finally:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
