"""`ris probe --all --write`: many portals looked at and entered beside what the operator wrote; `ris portals --set`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ris_scraper.cli.main import cli
from ris_scraper.fetch import Fetcher, Limits
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError, RobotsDenied
from ris_scraper.portals import own
from ris_scraper.portals import portals as shipped
from ris_scraper.portals.portals import Erlaubnis, Portal
from tests.simulator import faults
from tests.simulator.server import Server, serve
from tests.support.crawling import CONTACT, VENDORS, tiny
from tests.support.rows import query

TODAY = date.today().isoformat()
LOOPBACK = "netz_privat = true\npause = 0\n"


@pytest.fixture
def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Server]]:
    """Two portals to crawl, one behind a gate, one that robots.txt forbids; and none of the shipped ones."""
    monkeypatch.setattr(shipped, "_shipped_portals", dict)
    monkeypatch.setattr(shipped, "_portals_as_shipped", dict)
    with ExitStack() as running:
        servers = {
            "sessionnet": running.enter_context(serve(VENDORS["sessionnet"].portal(tiny()))),
            "allris3": running.enter_context(serve(VENDORS["allris3"].portal(tiny()))),
            "schranke": running.enter_context(serve(VENDORS["sdnet"].portal(tiny()), faults=[faults.gate("captcha")])),
            "verboten": running.enter_context(
                serve(VENDORS["sessionnet"].portal(tiny()), robots="User-agent: *\nDisallow: /\n")
            ),
        }
        tables = [
            f'[{slug}]\nags = ""\nname = "Muster"\nurl = "{server.base_url}"\n{LOOPBACK}'
            for slug, server in servers.items()
        ]
        (tmp_path / "portals.toml").write_text("\n".join(tables), "utf-8")
        yield servers


def ris(folder: Path, *arguments: str) -> Result:
    done = CliRunner().invoke(cli, [*arguments, "--data", str(folder)], env={"RIS_CONTACT": CONTACT})
    assert done.exception is None or isinstance(done.exception, (SystemExit, InputError)), done.exception
    return done


def entries(folder: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((folder / "portals.toml").read_text("utf-8"))


def test_the_census_enters_products_and_states(fleet: dict[str, Server], tmp_path: Path) -> None:
    done = ris(tmp_path, "probe", "--all", "--write")
    assert done.exit_code == 0, done.output
    found = {slug: (entry.get("vendor"), entry.get("zustand")) for slug, entry in entries(tmp_path).items()}
    assert found == {
        "sessionnet": ("sessionnet", "aktiv"),
        "allris3": ("allris3", "aktiv"),
        "schranke": (None, "gesperrt"),
        "verboten": (None, "gesperrt"),
    }
    assert all(entry["geprueft_am"] == date.today() for entry in entries(tmp_path).values())
    assert entries(tmp_path)["verboten"]["grund"] == "robots.txt untersagt die Startadresse"
    assert "2 gesperrt" in done.stderr and "2 aktiv" in done.stderr and "entry says" not in done.stdout
    assert all(len(server.log) <= 5 for server in fleet.values())
    assert [entry.target for entry in fleet["verboten"].log] == ["/robots.txt"]


def test_a_census_goes_on_where_it_stopped(fleet: dict[str, Server], tmp_path: Path) -> None:
    ris(tmp_path, "probe", "--all", "--vendor", "?", "--zustand", "ungeprueft")
    kept = (tmp_path / "probe.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["slug"] for line in kept} == set(fleet)
    # A kill left half a line of the second, and the third is of a version that knew other things.
    other = kept[2].replace('"vendor"', '"product"')
    (tmp_path / "probe.jsonl").write_text("\n".join([kept[0], other, kept[1][:40]]), "utf-8")
    known = json.loads(kept[0])["slug"]
    for server in fleet.values():
        server.forget()
    done = ris(tmp_path, "probe", "--all", "--json")
    assert {json.loads(line)["slug"] for line in done.stdout.splitlines()} == set(fleet)
    assert [slug for slug, server in fleet.items() if not server.log] == [known]
    assert "1 of 4 portals asked within the last 24 hours" in done.stderr


def test_nothing_is_written_over_a_line_of_the_operators(fleet: dict[str, Server], tmp_path: Path) -> None:
    path = tmp_path / "portals.toml"
    path.write_text(
        "# mine\n" + path.read_text("utf-8").replace("[allris3]", '[allris3]\nzustand = "weg" # leave it'), "utf-8"
    )
    done = ris(tmp_path, "probe", "allris3", "--write")
    assert "allris3: zustand stays weg, as you wrote it; found: aktiv" in done.stderr
    text = path.read_text("utf-8")
    assert text.startswith("# mine\n") and 'zustand = "weg" # leave it' in text
    assert entries(tmp_path)["allris3"]["zustand"] == "weg"


def test_a_slug_is_probed_with_what_its_entry_says(fleet: dict[str, Server], tmp_path: Path) -> None:
    done = ris(tmp_path, "probe", "sessionnet")
    assert tomllib.loads(done.stdout)["sessionnet"]["vendor"] == "sessionnet"
    assert entries(tmp_path)["sessionnet"].get("vendor") is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["probe"], "give addresses or slugs, or --all"),
        (["probe", "--all", "--vendor", "nix"], "no portal runs 'nix'"),
        (["probe", "--all", "--land", "Bavaria"], "is no Land"),
        (["probe", "--all", "--zustand", "weg"], "no portal passes these filters"),
        (["probe", "https://ris.example/", "--write"], "--write goes with slugs"),
        (["portals", "--set", "aktiv"], "say of which portals"),
        (["portals", "soest", "--set", "gesperrt", "--grund", " "], "give both"),
        (["portals", "soest", "--grund", "Wunsch des Betreibers"], "give both"),
        (["portal"], "did you mean 'portals'?"),
        (["crawl", "soest", "--minutes", "nan"], "no number of hours or minutes"),
        (["night", "--hours", "nan"], "no number of hours or minutes"),
    ],
)
def test_wrong_usage_is_said(fleet: dict[str, Server], tmp_path: Path, arguments: list[str], said: str) -> None:
    done = ris(tmp_path, *arguments)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


def test_probe_may_write_its_own_lines_anew(tmp_path: Path) -> None:
    path = tmp_path / "portals.toml"
    assert own.enter(path, {"borken": {"zustand": "gesperrt", "geprueft_am": date(2026, 11, 1)}}) == []
    assert own.enter(path, {"borken": {"zustand": "aktiv", "geprueft_am": date(2026, 11, 2)}}) == []
    assert entries(tmp_path)["borken"] == {"zustand": "aktiv", "geprueft_am": date(2026, 11, 2)}
    # What the operator enters by command is the operator's, and stays.
    own.enter(path, {"borken": {"zustand": "weg"}}, mark=None)
    assert len(own.enter(path, {"borken": {"zustand": "aktiv"}})) == 1
    assert Folder(tmp_path).portal("borken").zustand == "weg"


@pytest.mark.parametrize(
    "text", ["borken = {pause = 5}\n", '[borken]\npause = "x"\n', "[borken\n", "borken.pause = 5\nsoest.pause = 4\n"]
)
def test_a_file_that_cannot_be_added_to_stays_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "portals.toml"
    path.write_text(text, "utf-8")
    try:
        own.enter(path, {"borken": {"zustand": "weg"}})
    except InputError as error:
        assert str(path) in str(error) and path.read_text("utf-8") == text
    else:
        assert entries(tmp_path)["borken"] == {"pause": 5, "zustand": "weg"}
    assert [file.name for file in tmp_path.iterdir()] == ["portals.toml"]


def test_consents_stand_below_their_portal_when_keys_are_added(tmp_path: Path) -> None:
    path = tmp_path / "portals.toml"
    consent = '[[borken.erlaubnis]]\nwer = "Kreis"\nrolle = "Betreiber"\ndatum = 2026-01-01\nbis = 2026-12-31\n'
    path.write_text(f"[borken]\npause = 3\n\n{consent}", "utf-8")
    own.enter(path, {"borken": {"zustand": "aktiv"}, "soest": {"zustand": "weg"}})
    portal = Folder(tmp_path).portal("borken")
    assert (portal.zustand, portal.pause, len(portal.erlaubnis)) == ("aktiv", 3, 1)
    # A consent that is put at the file's end, below other portals; and one without a table of its portal.
    for text in (f"[borken]\npause = 3\n\n[goslar]\npause = 4\n\n{consent}", consent):
        path.write_text(text, "utf-8")
        assert own.enter(path, {"borken": {"zustand": "gesperrt"}, "soest": {"zustand": "weg"}}) == []
        assert own.enter(path, {"borken": {"zustand": "aktiv", "vendor": "sessionnet"}}) == []
        portals = Folder(tmp_path).portals
        assert (portals["borken"].zustand, len(portals["borken"].erlaubnis)) == ("aktiv", 1)
        assert portals["soest"].zustand == "weg" and (portals["goslar"].pause == 4) == ("goslar" in text)


def test_the_operator_sets_the_state_of_many(tmp_path: Path) -> None:
    done = ris(tmp_path, "portals", "--land", "nrw", "--vendor", "sessionnet", "--set", "aktiv")
    assert done.exit_code == 0, done.output
    said = entries(tmp_path)
    assert said["borken"] == {"zustand": "aktiv"} and "goslar" not in said and "soest" not in said
    left = ris(tmp_path, "portals", "soest", "steinburg", "--set", "aktiv")
    assert "1 portal left as before" in left.stderr and "steinburg" not in entries(tmp_path)


def test_a_word_that_is_nearly_right_is_asked_for(tmp_path: Path) -> None:
    for arguments, word in ((["portals", "--vendor", "sesionnet"], "sessionnet"), (["portals", "borkn"], "borken")):
        done = ris(tmp_path, *arguments)
        assert f"did you mean '{word}'?" in f"{done.stderr}{done.exception}"


def test_a_state_has_its_reason_and_not_that_of_the_one_before(tmp_path: Path) -> None:
    asked = ["portals", "soest", "--set", "gesperrt", "--grund", 'Wunsch des "Betreibers"']
    assert "1 portal set to gesperrt" in ris(tmp_path, *asked).stderr
    assert entries(tmp_path)["soest"] == {"zustand": "gesperrt", "grund": 'Wunsch des "Betreibers"'}
    assert ris(tmp_path, "portals", "soest", "--set", "weg").exit_code == 0
    assert not Folder(tmp_path).portals["soest"].grund


def test_kreise_without_a_portal_are_named(tmp_path: Path) -> None:
    lines = ris(tmp_path, "portals").stdout.splitlines()
    assert sum(line.endswith(": kein Portal bekannt") for line in lines) == 27
    assert not any("kein Portal bekannt" in line for line in ris(tmp_path, "portals", "--vendor", "rubin").stdout)


def permitted(server: Server, *consents: Erlaubnis) -> Portal:
    return Portal(
        slug="muster", ags=None, name="Muster", vendor="sessionnet", url=server.base_url, pause=0, netz_privat=True,
        erlaubnis=consents,
    )  # fmt: skip


def consent(first: int, last: int, *umfang: str) -> Erlaubnis:
    start, end = (date.today() + timedelta(days=days) for days in (first, last))
    return Erlaubnis(wer="Musterkreis", rolle="Betreiber", datum=start, bis=end, umfang=umfang or ("/",))


@pytest.mark.parametrize(
    ("given", "lifted"),
    [
        ([], False),
        ([consent(-9, 9)], True),
        ([consent(0, 0)], True),
        ([consent(-9, -1)], False),
        ([consent(1, 9)], False),
        ([consent(-9, 9, "/anderswo/")], False),
        ([consent(-9, 9, "/anderswo/"), consent(-9, 9, "/bi/")], True),
    ],
    ids=["none", "good", "today", "expired", "to come", "other path", "one of two"],
)
def test_only_a_consent_that_holds_lifts_robots(given: list[Erlaubnis], lifted: bool) -> None:
    with (
        serve(VENDORS["sessionnet"].portal(tiny()), robots="User-agent: *\nDisallow: /\n") as server,
        Fetcher(CONTACT) as fetcher,
        fetcher.portal(permitted(server, *given)) as session,
    ):
        if lifted:
            assert session.get(server.base_url).status == 200
        else:
            with pytest.raises(RobotsDenied):
                session.get(server.base_url)
        assert len(server.log) == 1 + lifted


def test_a_robots_txt_that_could_not_be_asked_forbids_all_the_same() -> None:
    with (
        serve(VENDORS["sessionnet"].portal(tiny()), robots=503) as server,
        Fetcher(CONTACT, limits=Limits(backoff=0.01)) as fetcher,
        fetcher.portal(permitted(server, consent(-9, 9))) as session,
        pytest.raises(RobotsDenied),
    ):
        session.get(server.base_url)


def test_consents_and_findings_are_in_the_dataset(tmp_path: Path) -> None:
    (tmp_path / "portals.toml").write_text(
        '[borken]\nzustand = "gesperrt"\ngrund = "HTTP 403"\ngeprueft_am = 2026-11-02\n'
        '[[borken.erlaubnis]]\nwer = "Kreis Borken"\nrolle = "Betreiber"\ndatum = 2026-01-01\nbis = 2026-12-31\n',
        "utf-8",
    )
    with Folder(tmp_path).dataset():
        pass
    [row] = query(tmp_path / "ris.db", "select zustand, grund, geprueft_am from portale where slug = 'borken'")
    assert row == ("gesperrt", "HTTP 403", "2026-11-02")
    [row] = query(tmp_path / "ris.db", "select portal, umfang, bis from erlaubnisse")
    assert row == ("borken", "/", "2026-12-31")
