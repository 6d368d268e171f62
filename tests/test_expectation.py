"""`ris fixture` writes pairs and refreshes them; what a parser's author meets on the way is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from parsers import VENDORS
from ris_scraper.accuracy.expectation import changes
from ris_scraper.cli import main
from ris_scraper.nouns.errors import NotPublic, ParserDefect
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Link, Parsed, Vorlage
from ris_scraper.nouns.vendor import Vendor

URL = "https://ris.musterkreis.example/neu/vorlage?id=9"
HTML = '<html><body class="neu-ris"><h1>{}</h1></body></html>'


def read_vorlage(page: Page) -> Parsed:
    """What the heading of the invented vendor's page says, in one of several ways."""
    betreff = page.text.partition("<h1>")[2].partition("</h1>")[0]
    if betreff == "gesperrt":
        raise NotPublic(page.url, "the page says so")
    link = Link(url=page.absolute("sitzung?id=3"), seitentyp="sitzung")
    return Parsed(datensaetze=(Vorlage(id="9", betreff=betreff),), links=(link,))


def recognise(page: Page) -> str | None:
    return "vorlage" if 'class="neu-ris"' in page.text else None


@pytest.fixture
def neu(monkeypatch: pytest.MonkeyPatch) -> Vendor:
    """An invented vendor, entered with the others."""
    vendor = Vendor("neu", recognise, {"vorlage": read_vorlage})
    monkeypatch.setitem(VENDORS, "neu", vendor)
    return vendor


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a saved page."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seite.html").write_text(HTML.format("Radweg"), "utf-8")
    return tmp_path


def fixture(*arguments: str) -> Result:
    return CliRunner().invoke(main.cli, ["fixture", *arguments])


def write(**more: str) -> Result:
    options = {"url": URL, "portal": "musterkreis", "name": "9", **more}
    return fixture("seite.html", *(part for name, value in options.items() for part in (f"--{name}", value)))


def said(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path("fixtures", name).read_text("utf-8"))
    return found


def sign(name: str, **more: Any) -> None:
    signed = {**said(name), "checked": "2026-11-28 ab", **more}
    Path("fixtures", name).write_text(json.dumps(signed), "utf-8")


def test_a_pair_holds_what_is_needed_and_what_was_read(there: Path, neu: Vendor) -> None:
    assert write().exit_code == 0
    pair = said("neu/musterkreis_vorlage_9.json")
    assert list(pair) == [
        "url", "portal", "abgerufen_am", "encoding", "content_type", "vendor", "seitentyp", "checked",
        "datensaetze", "links", "hinweise",
    ]  # fmt: skip
    assert (pair["vendor"], pair["seitentyp"], pair["checked"]) == ("neu", "vorlage", None)
    assert pair["datensaetze"] == [{"typ": "vorlage", "id": "9", "betreff": "Radweg"}]


def test_words_are_judged_as_users_see_them(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Parsed(datensaetze=(Vorlage(id="9", betreff="Radweg", art="Beschlussvorlage"),))
    monkeypatch.setitem(VENDORS, "neu", Vendor("neu", recognise, {"vorlage": lambda _: paper}))
    write()
    assert said("neu/musterkreis_vorlage_9.json")["datensaetze"][0]["art_norm"] == "beschlussvorlage"


def test_a_refusal_is_said_and_has_vendor_and_kind(there: Path, neu: Vendor) -> None:
    Path("seite.html").write_text(HTML.format("gesperrt"), "utf-8")
    done = write()
    assert "refused: NotPublic" in done.output and "the page says so" in done.output
    pair = said("neu/musterkreis_vorlage_9.json")
    assert (pair["vendor"], pair["seitentyp"], pair["raises"]) == ("neu", "vorlage", "NotPublic")


def test_an_interface_answers_json(there: Path) -> None:
    Path("seite.html").write_text('{"a": 1}', "utf-8")
    write()
    assert said("unbekannt/musterkreis_unbekannt_9.json")["content_type"].startswith("application/json")


def test_a_page_that_nobody_claimed_moves_to_its_vendor(there: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = write()
    assert done.exit_code == 0 and "no vendor knows" in done.output
    assert "`ris fixture --refresh musterkreis_unbekannt_9` reads it" in done.output and "sign" not in done.output
    first = said("unbekannt/musterkreis_unbekannt_9.json")
    assert (first["vendor"], first["seitentyp"], first["raises"]) == ("unbekannt", "unbekannt", "UnknownPage")
    assert "reads as before" in fixture("--refresh", "musterkreis_unbekannt_9").output
    monkeypatch.setitem(VENDORS, "neu", Vendor("neu", recognise, {"vorlage": read_vorlage}))
    done = fixture("--refresh", "musterkreis_unbekannt_9")
    assert "moved to" in done.output and done.exit_code == 0
    assert not Path("fixtures/unbekannt").exists()
    assert Path("fixtures/neu/musterkreis_vorlage_9.html").read_text("utf-8") == HTML.format("Radweg")
    pair = said("neu/musterkreis_vorlage_9.json")
    assert pair["datensaetze"][0]["betreff"] == "Radweg" and "raises" not in pair


def test_refreshing_keeps_what_was_written_by_hand_and_takes_the_signature(there: Path, neu: Vendor) -> None:
    write()
    name = "neu/musterkreis_vorlage_9.json"
    by_hand = {"abgerufen_am": "2026-11-02T03:10:00+01:00", "content_type": "text/html", "quelle": "eigene"}
    sign(name, **by_hand)
    Path("fixtures/neu/musterkreis_vorlage_9.html").write_text(HTML.format("Radwege"), "utf-8")
    done = fixture("--refresh", "musterkreis_vorlage_9")
    assert 'datensaetze[0].betreff: "Radweg" -> "Radwege"' in done.output and "links" not in done.output
    pair = said(name)
    assert pair["datensaetze"][0]["betreff"] == "Radwege"
    assert {key: pair[key] for key in by_hand} == by_hand
    assert (pair["url"], pair["portal"], pair["encoding"], pair["checked"]) == (URL, "musterkreis", "utf-8", None)


def test_an_expectation_that_still_holds_stays_signed(there: Path, neu: Vendor) -> None:
    write()
    name = "neu/musterkreis_vorlage_9.json"
    sign(name)
    before = Path("fixtures", name).read_bytes()
    assert "reads as before" in fixture("--refresh", "neu/*").output
    assert Path("fixtures", name).read_bytes() == before


def test_a_wall_in_front_of_a_portal_stays_with_its_vendor(there: Path) -> None:
    Path("seite.html").write_text("<h1>Zu viele Zugriffe aus Ihrem Netz</h1>", "utf-8")
    write()
    sign("unbekannt/musterkreis_unbekannt_9.json", vendor="neu", seitentyp="gesperrt", raises="NotPublic")
    done = fixture("--refresh", "musterkreis_unbekannt_9")
    assert 'raises: "NotPublic" -> "Challenged"' in done.output
    pair = said("neu/musterkreis_gesperrt_9.json")
    assert (pair["vendor"], pair["seitentyp"]) == ("neu", "gesperrt")


def broken(_: Page) -> Parsed:
    raise ZeroDivisionError("by hand")


@pytest.mark.parametrize(
    "vendor",
    [Vendor("neu", recognise, {"vorlage": broken}), Vendor("neu", broken, {"vorlage": read_vorlage})],  # type: ignore[arg-type]
    ids=["reader", "recognise"],
)
def test_a_parser_that_breaks_shows_where_and_writes_nothing(
    vendor: Vendor, there: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(VENDORS, "neu", vendor)
    command = ["fixture", "seite.html", "--url", URL, "--portal", "musterkreis", "--name", "9"]
    monkeypatch.setattr("sys.argv", ["ris", *command])
    with pytest.raises(SystemExit) as ended:
        main.main()
    shown = capsys.readouterr().err
    assert ended.value.code == 1 and not Path("fixtures").exists()
    assert "Traceback" in shown and "in broken" in shown and "ZeroDivisionError: by hand" in shown
    assert shown.splitlines()[-1].startswith(f"ParserDefect: {URL}: ")


def test_a_parser_that_breaks_leaves_the_expectation_as_it_is(
    there: Path, neu: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    before = said("neu/musterkreis_vorlage_9.json")
    monkeypatch.setitem(VENDORS, "neu", Vendor("neu", recognise, {"vorlage": broken}))
    done = fixture("--refresh", "musterkreis_vorlage_9")
    assert isinstance(done.exception, ParserDefect) and "in broken" in done.output
    assert str(done.exception) == "fixtures/neu/musterkreis_vorlage_9.html: ZeroDivisionError: by hand"
    assert said("neu/musterkreis_vorlage_9.json") == before


def test_pages_that_cannot_be_refreshed_are_all_named_and_the_others_written(
    there: Path, neu: Vendor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_some(page: Page) -> Parsed:
        return broken(page) if "Brücke" in page.text else read_vorlage(page)

    for name in ("1", "2", "3", "4"):
        write(name=name)
    for name, betreff in (("1", "Brücke"), ("3", "Brücke"), ("4", "Radwege")):
        Path(f"fixtures/neu/musterkreis_vorlage_{name}.html").write_text(HTML.format(betreff), "utf-8")
    Path("fixtures/neu/musterkreis_vorlage_2.json").write_text("{", "utf-8")
    monkeypatch.setitem(VENDORS, "neu", Vendor("neu", recognise, {"vorlage": read_some}))
    done = fixture("--refresh", "neu/*")
    assert done.exit_code == 1
    assert "ParserDefect: fixtures/neu/musterkreis_vorlage_1.html: ZeroDivisionError: by hand" in done.output
    assert "InputError: fixtures/neu/musterkreis_vorlage_2.json is no readable sidecar" in done.output
    assert str(done.exception) == "fixtures/neu/musterkreis_vorlage_3.html: ZeroDivisionError: by hand"
    assert done.output.count("Traceback") == 2
    assert said("neu/musterkreis_vorlage_4.json")["datensaetze"][0]["betreff"] == "Radwege"


def test_what_cannot_be_refreshed_is_named(there: Path, neu: Vendor) -> None:
    Path("fixtures").mkdir()
    assert "holds no fixture niemand" in str(fixture("--refresh", "niemand").exception)
    write()
    name = "neu/musterkreis_vorlage_9.json"
    Path("fixtures", name).write_text("{}", "utf-8")
    assert "musterkreis_vorlage_9.html has no address" in str(fixture("--refresh", "neu/*").exception)
    Path("fixtures", name).write_text("{", "utf-8")
    assert "musterkreis_vorlage_9.json is no readable sidecar" in str(fixture("--refresh", "neu/*").exception)


@pytest.mark.parametrize("wrong", [[], ["seite.html", "--portal", "x"], ["seite.html", "--refresh", "x"]])
def test_wrong_usage(there: Path, wrong: list[str]) -> None:
    assert fixture(*wrong).exit_code == 2


def test_every_kind_of_change_is_told() -> None:
    before = {"seitentyp": "vorlage", "datensaetze": [{"ja": 0, "anlagen": [{"name": "Plan"}, {"name": "Karte"}]}]}
    after = {"seitentyp": "auszug", "datensaetze": [{"ja": None, "anlagen": [{"name": "Plan"}], "betreff": "B" * 200}]}
    hints = [Hinweis(art="label", text="Farbe").model_dump()]
    assert changes(before, {**after, "hinweise": hints, "portal": "anderes"}) == [
        'seitentyp: "vorlage" -> "auszug"',
        "datensaetze[0].ja: 0 -> nothing",
        'datensaetze[0].anlagen[1]: {"name": "Karte"} -> nothing',
        f'datensaetze[0].betreff: nothing -> "{"B" * 99} …',
        'hinweise: nothing -> [{"art": "label", "text": "Farbe"}]',
    ]
