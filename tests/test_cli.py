"""The commands as a user types them: output, exit codes, one clear sentence for bad input."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest

from ris_scraper.archive.frontier import MAX_TRIES
from ris_scraper.archive.ingest import supplied
from ris_scraper.cli.main import COMMANDS
from ris_scraper.cli.progress import Progress, Steps
from ris_scraper.crawl.nouns import Report
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.vendor import Request
from tests.simulator import allris3
from tests.simulator.server import serve
from tests.simulator.world import make_world
from tests.support.command import RUN, SOEST, commands, refused, ris
from tests.support.fixture_pages import PAGES, expected
from tests.support.rows import query

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    done = ris(folder, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("http://127.0.0.1:8001/") == 4
    return folder / "ris-demo"


def test_demo_touches_nothing_else(demo: Path) -> None:
    assert [path.name for path in demo.parent.iterdir()] == ["ris-demo"]
    assert {"archive", "ris.db", "site", "portals.toml"} <= {path.name for path in demo.iterdir()}


def test_soest_was_adopted_by_the_kreistag(demo: Path) -> None:
    [(key, norm, gremium, datum, stand)] = query(
        demo / "ris.db",
        "select id, ergebnis_norm, ergebnis_gremium, ergebnis_datum, ergebnis_stand from vorlagen"
        " where nummer = '85/2013'",
    )
    assert (norm, gremium, datum, stand) == ("beschlossen", "Kreistag", "2013-06-27", "entschieden")
    assert query(
        demo / "ris.db", f"select gremium, datum from beratungen where vorlage = '{key}' order by position"
    ) == [("Kreisausschuss", "2013-06-13"), ("Kreistag", "2013-06-27")]


def test_borken_waits(demo: Path) -> None:
    [(key, stand)] = query(demo / "ris.db", "select id, ergebnis_stand from vorlagen where nummer = '0207/2016/1'")
    assert stand == "offen"
    assert query(
        demo / "ris.db", f"select gremium, datum, ergebnis from beratungen where vorlage = '{key}' order by position"
    ) == [("Kreisausschuss", "2016-09-15", None), ("Kreistag", "2016-09-22", None)]


def test_boerde_published_no_decision(demo: Path) -> None:
    rows = query(demo / "ris.db", "select ergebnis_norm, ergebnis_stand from vorlagen where nummer = '2017/FB3/0412'")
    assert rows == [(None, "nicht_veroeffentlicht")]


def test_the_seeds_are_compared(demo: Path) -> None:
    columns = "ags, zustand, fehlt, beschlossen_am, beschluss_gremium, tage_bis_entscheidung, angekuendigt_am"
    sql = f"select {columns} from konzeptvergleich where konzept = 'integrationskonzept' and ags < '99'"
    for file in (demo / "ris.db", demo / "site" / "ris.db"):
        known = {row[0]: row[1:] for row in query(file, f"{sql} and (vorlagen or presse)")}
        assert known == {
            "05974": ("beschlossen", None, "2013-06-27", "Kreistag", 14, None),
            "15083": ("beraten", "nicht veröffentlicht", None, None, None, None),
            "05554": ("angekuendigt", "noch offen", None, None, None, "2016-09-22"),
            "05970": ("angekuendigt", "noch nicht abgefragt", None, None, None, "2013-09-13"),
        }
        assert len(query(file, sql)) == len(query(file, "select ags from kreise where ags < '99'")) > 399


def test_a_kreis_that_moved_is_counted_once(demo: Path) -> None:
    [(key, portals, rows)] = query(
        demo / "ris.db", "select id, fassungen, kennungen from vorlagen_eindeutig where fassungen > 1"
    )
    assert (portals, rows) == (2, f"{key}, musterkreis-rubin-alt:sv-2012/0123")
    [(count, own)] = query(
        demo / "ris.db",
        "select c.vorlagen, (select count(*) from konzept_vorlagen k join vorlagen v on v.id = k.vorlage"
        " where k.konzept = c.konzept and v.ags = c.ags) from konzeptvergleich c"
        " where c.ags = '99009' and c.konzept = 'integrationskonzept'",
    )
    assert own - count == 1  # its two portals print one paper each, the same


def test_coverage_names_every_portal(demo: Path) -> None:
    portals = query(demo / "ris.db", "select slug from portale where vendor is not 'presse' order by slug")
    assert query(demo / "ris.db", "select distinct portal from abdeckung order by portal") == portals
    [row] = query(demo / "ris.db", "select vorlagen, nummern, luecken from abdeckung where portal = 'musterland'")
    assert row == (2, 2, 52)


def test_no_table_holds_a_name_of_staff(demo: Path) -> None:
    for file in (demo / "ris.db", demo / "site" / "ris.db"):
        tables = [name for (name,) in query(file, "select name from sqlite_master where type = 'table'")]
        for table in tables:
            for row in query(file, f"select * from [{table}]"):
                assert not any("Nachname" in str(value) for value in row), (file.name, table, row)


def test_demo_twice_gives_the_same_dataset(demo: Path) -> None:
    before = query(demo / "ris.db", "select * from vorlagen order by id")
    assert ris(demo.parent, "demo", "--no-serve").returncode == 0
    assert query(demo / "ris.db", "select * from vorlagen order by id") == before


def test_demo_holds_every_fixture(demo: Path) -> None:
    said = [expected(page) for page in PAGES]
    readable = {item["url"] for item in said if "raises" not in item}
    refused = [item["raises"] for item in said if "raises" in item and item["url"] not in readable]
    found = query(demo / "ris.db", "select fehler from seiten where fehler is not null")
    assert sorted(name for (name,) in found) == sorted(refused)


def test_references_hold(demo: Path) -> None:
    assert query(demo / "ris.db", "pragma foreign_key_check") == []


def test_reading_everything_again_changes_nothing(demo: Path) -> None:
    dump = "select * from {} order by 1, 2, 3"
    tables = (
        "vorlagen",
        "beratungen",
        "tops",
        "sitzungen",
        "herkunft",
        "aenderungen",
        "abschnitte",
        "anlagen",
        "hinweise",
    )
    before = [query(demo / "ris.db", dump.format(table)) for table in tables]
    assert ris(demo.parent, "read", "--all", "--data", "ris-demo").returncode == 0
    assert [query(demo / "ris.db", dump.format(table)) for table in tables] == before


def test_parse_prints_the_contract(tmp_path: Path) -> None:
    url = "https://politik.kreis-soest.de/bi/vo020.asp?VOLFDNR=1"
    for arguments, stdin in ((["parse", str(SOEST)], b""), (["parse", "-"], SOEST.read_bytes())):
        done = ris(tmp_path, *arguments, "--url", url, stdin=stdin)
        said = json.loads(done.stdout)
        assert list(said) == ["vendor", "seitentyp", "datensaetze", "links", "hinweise"]
        assert (done.returncode, said["vendor"], said["seitentyp"]) == (0, "allris3", "vorlage")
        assert said["datensaetze"][0]["ergebnis_datum"] == "2013-06-27"


def test_a_page_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    said = refused(tmp_path, "parse", "-", "--url", "https://portal.example/x", stdin=b"<html>Hallo</html>")
    assert said.startswith("UnknownPage: https://portal.example/x: ") and said.count("\n") == 1


def test_bad_input_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "seite.html").write_text("<html></html>")
    (tmp_path / "leer").mkdir()
    assert "fehlt.html cannot be read" in refused(tmp_path, "parse", "fehlt.html", "--url", "https://a.example/")
    assert "'x' is no web address" in refused(tmp_path, "parse", "seite.html", "--url", "x")
    assert "fehlt does not exist" in refused(tmp_path, "ingest", "fehlt", "--portal", "borken")
    assert "holds no page files" in refused(tmp_path, "ingest", "leer", "--portal", "borken")
    assert "seite.html has no address" in refused(tmp_path, "ingest", "seite.html", "--portal", "borken")
    unknown = refused(tmp_path, "ingest", "seite.html", "--portal", "nirgends", "--url", "https://a.example/")
    assert "portal 'nirgends' is not known" in unknown
    assert "run `ris build` first" in refused(tmp_path, "publish")
    assert "run `ris publish` first" in refused(tmp_path, "serve")
    assert "No such option" in refused(tmp_path, "parse", "--nonsense", code=2)


def test_ingest_keeps_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "portal").mkdir()
    good, bad = tmp_path / "portal" / "gut.html", tmp_path / "portal" / "kaputt.html"
    page = b"<!-- saved from url=(0053)https://politik.kreis-soest.de/bi/vo020.asp?VOLFDNR=1 -->"
    good.write_bytes(page + SOEST.read_bytes())
    bad.write_bytes(b"<!-- saved from url=(0034)https://politik.kreis-soest.de/bi/x -->nichts")
    (tmp_path / "portal" / "ohne.html").write_text("<html></html>")
    done = ris(tmp_path, "ingest", "portal", "--portal", "soest-alt")
    assert done.returncode == 1
    assert "soest-alt: 2 new of 2 files kept" in done.stderr
    assert "1 of 3 files not taken in" in done.stderr
    assert query(tmp_path / "ris-data" / "archive" / "soest-alt.db", "select count(*) from abrufe") == [(2,)]
    assert query(tmp_path / "ris-data" / "ris.db", "select betreff from vorlagen")[0][0].startswith(
        "Integrationskonzept"
    )
    assert "UnknownPage" in ris(tmp_path, "status").stdout
    again = ris(tmp_path, "build")
    assert again.returncode == 0 and "soest-alt: 2 pages read, 1 record, 1 page failed" in again.stderr


def test_ingest_fails_when_its_only_page_does(tmp_path: Path) -> None:
    (tmp_path / "kaputt.html").write_text("nichts")
    said = ["ingest", "kaputt.html", "--portal", "soest-alt", "--url", "https://politik.kreis-soest.de/bi/x"]
    for _ in range(2):
        assert "UnknownPage: https://politik.kreis-soest.de/bi/x: no vendor" in refused(tmp_path, *said)
    assert query(tmp_path / "ris-data" / "archive" / "soest-alt.db", "select count(*) from abrufe") == [(1,)]


@pytest.mark.parametrize(
    ("name", "value"),
    [("http_status", "viele"), ("http_status", 10**30), ("encoding", "keins"), ("encoding", 7), ("encoding", "hex"),
     ("rendering", "pdf"),
     ("url", ["a"]), ("portal", {"a": 1}), ("abgerufen_am", 20261102), ("content_type", False)],
)  # fmt: skip
def test_a_sidecar_with_wrong_values_is_named(name: str, value: object, tmp_path: Path) -> None:
    (tmp_path / "seite.html").write_bytes(SOEST.read_bytes())
    whole = {"url": "https://politik.kreis-soest.de/bi/vo020.asp?VOLFDNR=1", "portal": "soest-alt", name: value}
    (tmp_path / "seite.json").write_text(json.dumps(whole))
    with pytest.raises(InputError, match=rf"seite\.json: {name} cannot be "):
        supplied(tmp_path / "seite.html")


def test_status_shows_what_was_asked_for_in_vain(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "ris-data")
    with folder.archive("borken"), folder.frontier("borken") as frontier, folder.dataset():
        item = Request("https://secure.kreis-borken.de/BI/vo0050.asp?__kvonr=9", "vorlage")
        frontier.add([item])
        for _ in range(MAX_TRIES):
            frontier.failed(item, "Unreachable: 500", "2026-11-02T00:00:00+00:00")
    said = json.loads(ris(tmp_path, "status", "borken", "--json").stdout)
    assert said["aufgegeben"] == [{"portal": "borken", "url": item.url, "grund": "Unreachable: 500"}]
    assert "Invalid value" in refused(tmp_path, "portals", "--zustand", "tot", code=2)


def test_a_dataset_of_another_version_is_named_and_can_be_built_anew(tmp_path: Path) -> None:
    (tmp_path / "ris-data").mkdir()
    with sqlite3.connect(tmp_path / "ris-data" / "ris.db") as old:
        old.execute("create table vorlagen (id text primary key)")
    assert "another version of this program: run `ris build`" in refused(tmp_path, "status")
    assert ris(tmp_path, "build").returncode == 0
    assert ris(tmp_path, "status").returncode == 0


def test_data_folder_comes_from_the_environment(tmp_path: Path) -> None:
    done = subprocess.run(
        [*RUN, "status"], cwd=tmp_path, env={**os.environ, "RIS_DATA": "anderswo"}, capture_output=True, check=False
    )
    assert b"anderswo" in done.stdout and done.returncode == 0


def test_a_locked_dataset_is_named(demo: Path) -> None:
    with sqlite3.connect(demo / "ris.db", isolation_level=None) as other:
        other.execute("begin immediate")
        said = refused(demo.parent, "read", "--data", "ris-demo")
        other.execute("rollback")
    assert "is being written by another program" in said


def test_fixture_writes_an_unsigned_redacted_pair(tmp_path: Path) -> None:
    page = tmp_path / "seite.html"
    page.write_text(SOEST.read_bytes().decode("cp1252").replace("</h1>", "</h1>erika" + "@" + "kreis.example"), "utf-8")
    url = "https://politik.kreis-soest.de/bi/vo020.asp?VOLFDNR=1"
    arguments = ("fixture", "seite.html", "--url", url, "--portal", "soest-alt", "--name", "85/2013", "--to", "neu")
    assert ris(tmp_path, *arguments).returncode == 0
    pair = sorted(path.name for path in (tmp_path / "neu" / "allris3").iterdir())
    assert pair == ["soest-alt_vorlage_85-2013.html", "soest-alt_vorlage_85-2013.json"]
    said = json.loads((tmp_path / "neu" / "allris3" / pair[1]).read_text("utf-8"))
    assert said["checked"] is None and said["datensaetze"][0]["nummer"] == "85/2013"
    assert "kreis.example" not in (tmp_path / "neu" / "allris3" / pair[0]).read_text("utf-8")
    assert "exists already" in refused(tmp_path, *arguments)


def test_fixture_asks_the_portal_politely(tmp_path: Path) -> None:
    world = make_world(3, 20, date(2023, 1, 1), 1)
    with serve(allris3.portal(world)) as server:
        (tmp_path / "portals.toml").write_text(
            f'[muster]\nags = ""\nname = "Muster"\nvendor = "allris3"\nurl = "{server.base_url}"\n'
            "netz_privat = true\npause = 0.001\n"
        )
        url = f"{server.base_url}vo020.asp?VOLFDNR={world.vorlagen[0].id}"
        arguments = ("fixture", url, "--portal", "muster", "--name", "erste", "--data", ".", "--to", "neu")
        assert "no contact is set: give" in refused(tmp_path, *arguments)
        assert "'hans' is no contact: give" in refused(tmp_path, *arguments, "--contact", "hans")
        assert ris(tmp_path, *arguments, "--contact", "https://example.org/kontakt").returncode == 0
        assert [entry.path for entry in server.log] == ["/robots.txt", "/bi/vo020.asp"]
    assert (tmp_path / "neu" / "allris3" / "muster_vorlage_erste.html").exists()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_for_each_portal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    progress = Progress(as_json=False)
    for slug in ("nord", "ost"):
        progress.report(Report(slug, anfragen=30, neu=7, offen=90), "https://ris.example/")
    progress.close()
    assert "nord:  25%" in shown.getvalue() and "ost:  25%" in shown.getvalue() and "new=7" in shown.getvalue()


@pytest.mark.parametrize("as_json", [False, True])
def test_elsewhere_progress_is_a_line_now_and_then(as_json: bool, capsys: pytest.CaptureFixture[str]) -> None:
    progress = Progress(as_json)
    for number in range(1, 201):
        progress.report(Report("nord", anfragen=number, neu=7), "https://ris.example/")
    lines = capsys.readouterr().err.splitlines()
    shown = [json.loads(line)["anfragen"] if as_json else int(line.split()[1]) for line in lines]
    assert shown == [100, 200]


@pytest.mark.parametrize(("most", "rest"), [(None, ", 00:00 left"), (7200.0, ", at most 1:59:59 left")])
def test_a_line_of_progress_says_how_long_the_rest_takes(most: float | None, rest: str) -> None:
    steps = Steps(4, "portal", most)
    steps.one()
    assert steps.line() == f"1 of 4 portals, 00:00 gone{rest}"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = commands()[name]
    text = command.get_help(click.Context(command, info_name=name))
    assert f"ris {name}" in text and "Example" in text
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_the_list_of_commands_says_of_each_what_its_help_says(tmp_path: Path) -> None:
    assert {name: text for name, (_, text) in COMMANDS.items()} == {
        name: command.get_short_help_str(limit=1000) for name, command in commands().items()
    }
    shown = " ".join(ris(tmp_path, "--help").stdout.split())
    assert not [name for name, (_, text) in COMMANDS.items() if f" {name} {text}" not in shown]


# What makes a start slow: reading pages, asking for them, the dataset; a list of commands needs none of it.
HEAVY = {"parsers", "httpx2", "pydantic", "selectolax", "sqlite_utils", "datasette", "ris_scraper.nouns.records"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_to_list_the_commands_imports_none_of_them(arguments: list[str]) -> None:
    told = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    run = [sys.executable, "-c", f"{told}; from ris_scraper.cli.main import main; main()", *arguments]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "ris_scraper.cli.main" in loaded and not HEAVY & loaded


def test_a_dataset_is_opened_without_pandas() -> None:
    """sqlite-utils loads it where it is: half a second and 80 MB for each command, and each process of a build."""
    opened = 'import sys, ris_scraper.dataset.file; print(*sys.modules.keys() & {"pandas", "numpy", "sqlite_utils"})'
    done = subprocess.run([sys.executable, "-c", opened], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["sqlite_utils"]


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert not [name for name in COMMANDS if f"ris {name}" not in readme]
