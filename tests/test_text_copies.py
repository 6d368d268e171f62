"""Both renderings of a page say the same: every page of markup against its text copies, made in several ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from parsers import VENDORS, sessionnet
from ris_scraper.nouns.page import Page
from tests.support.fixture_pages import MARKED, example, expected, page_of, read_by
from tests.support.rendering import PIPES, WAYS, copy_of

#: The vendors whose pages reach us as text copies, with the ways of copying that their readers understand.
COPIED = {
    "allris3": (*WAYS, PIPES),
    "allris4": (*WAYS, PIPES),
    "sdnet": (*WAYS, PIPES),
    "sessionnet": ("as it is", "glued", "blank", "dense"),
}
#: What text cannot carry: ids of rows and links, addresses of files.
LOST = {"sitzung_id", "top_id", "vorlage_id", "tops.id", "url"}
LOST_BY = {
    "allris3": {"beratungen.zustand", "tops.ergebnis", "tops.einstimmig"},  # titles of cells and buttons
    "sdnet": {"vorlage.id"},  # stands in the rows of the Beratungsfolge
}
#: Only the card tells that "15.09.2016 Kreisausschuss" is a station; as a line it could be anything.
CARDS = "borken_beratungen_integrationskonzept"
#: Real pages that print these in the title of the page only.
TITLED = {"halle_to0040": {"sitzung.gremium", "sitzung.datum"}}


def carried(value: Any, lost: set[str], inside: str) -> Any:
    """A record without what text loses and without what is not stated; `lost` are names, or names inside of one."""
    if isinstance(value, list):
        return [carried(item, lost, inside) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {key: carried(item, lost, key) for key, item in value.items() if not {key, f"{inside}.{key}"} & lost}
    if texts := kept.get("abschnitte"):
        # Where a section has no printed heading, text cannot tell that it begins.
        kept["abschnitte"] = " ".join(section["text"] for section in texts)
    return {key: item for key, item in kept.items() if item not in (None, [], {})}


def records(vendor: str, page: Page, name: str) -> list[Any]:
    lost = LOST | LOST_BY.get(vendor, set()) | TITLED.get(name, set())
    found = read_by(vendor, page).model_dump(mode="json")["datensaetze"]
    return [carried(record, lost, record["typ"]) for record in found]


def cases() -> list[Any]:
    stating = [path for path in MARKED if expected(path).get("datensaetze") and path.stem != CARDS]
    ways = [(path, way) for path in stating for way in COPIED.get(path.parent.name, ())]
    return [pytest.param(path, way, id=f"{path.stem}-{way}") for path, way in ways]


@pytest.mark.parametrize(("path", "way"), cases())
def test_a_text_copy_states_the_same(path: Path, way: str) -> None:
    vendor, page = path.parent.name, page_of(path)
    assert records(vendor, copy_of(page, way), path.stem) == records(vendor, page, path.stem)


def test_a_text_line_without_public_mark_is_no_station() -> None:
    assert sessionnet.recognise(copy_of(example("sessionnet", CARDS))) is None


@pytest.mark.pages
@pytest.mark.parametrize(("vendor", "way"), [(vendor, way) for vendor, ways in COPIED.items() for way in ways])
def test_a_text_copy_of_a_real_page_states_the_same(pages_folder: Path, vendor: str, way: str) -> None:
    golds = sorted((pages_folder / "pages" / vendor).glob("*.expected.json"))
    assert golds
    differing, read = set(), set()
    for gold in golds:
        # Calendars and lists are read for their links, which a copy has not.
        if json.loads(gold.read_text("utf-8"))["seitentyp"] in ("kalender", "liste"):
            continue
        stem = gold.name.removesuffix(".expected.json")
        page = Page(json.loads(gold.read_text("utf-8"))["url"], gold.with_name(f"{stem}.html").read_text("utf-8"))
        read.add(stem)
        if records(vendor, copy_of(page, way), stem) != records(vendor, page, stem):
            differing.add(stem)
    assert read
    assert differing == set()


#: The head of a copy by vendor, with a row of staff behind the office.
STAFFED = {
    "allris3": (
        "bi/vo020.asp?VOLFDNR=1",
        "Vorlage - 1/2013\nBetreff: Radweg\nFederführend:Amt 66{}\nBeratungsfolge:\n",
    ),
    "allris4": (
        "public/vo020?VOLFDNR=1",
        "Vorlage - 1/2013\nBetreff: Radweg\nFederführend: Amt 66{}\nStatus: öffentlich\n",
    ),
    "sdnet": ("vorgang/?__=a", "Beschlussvorlage: 1/2013\nBetreff: Radweg\nFederführung: Amt 66{}\nBeratungsfolge\n"),
    "sessionnet": (
        "bi/vo0050.php?__kvonr=1",
        "Name:1/2013Federführung:Amt 66{}\nBetreff:Radweg\nSachverhalt:\nText.\n",
    ),
}
STAFF = (
    "Bearbeiter",
    "Sachbearbeiter/-in",
    "Bearbeiter:in",
    "Erstellt von",
    "Name des Verfassers",
    "Mitwirkender",
    "Kontakt",
)


@pytest.mark.parametrize("joint", ["\n", " ", ""], ids=["own line", "blank", "glued"])
@pytest.mark.parametrize("label", STAFF)
@pytest.mark.parametrize("vendor", STAFFED)
def test_names_of_staff_stay_out_of_every_record(vendor: str, label: str, joint: str) -> None:
    address, text = STAFFED[vendor]
    page = Page(f"https://x.example/{address}", text.format(f"{joint}{label}: Nachname, Vorname"), "text")
    [paper] = VENDORS[vendor].pages["vorlage"](page).datensaetze
    said = paper.model_dump()
    assert (said["betreff"], said["federfuehrend"]) == ("Radweg", "Amt 66")
    assert "Nachname" not in paper.model_dump_json()
