"""A list is never empty where the page shows rows, whatever its classes are called."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung, Parsed, Sitzung, Top, Vorlage
from ris_scraper.read import read
from ris_scraper.read.rows import lacking, unread
from tests.support.fixture_pages import MARKED, expected, name, page_of

LINK = '<a href="to0050.php?__ktonr={}">Punkt</a>'
ROWS = {"sitzung": re.compile(r"to0050\.php\?__ktonr=\d+")}
AGENDAS = [
    path
    for path in MARKED
    if expected(path)["seitentyp"] == "sitzung"
    and path.parent.name in ("allris3", "allris4", "sessionnet", "sdnet")
    and sum(bool(top.get("vorlage_id")) for top in (expected(path).get("datensaetze") or [{}])[0].get("tops", ())) > 1
]


def page(*numbers: int) -> Page:
    return Page("https://x.example/si0057.php", "".join(LINK.format(number) for number in numbers))


def test_links_without_rows_are_drift() -> None:
    empty = Parsed(datensaetze=(Sitzung(id="1"),))
    with pytest.raises(LayoutDrift, match="rows of the 2 links"):
        unread(page(1, 2, 2), "sitzung", empty, ROWS)
    [hint] = unread(page(1), "sitzung", empty, ROWS)
    assert hint.art == "zeilen"
    assert unread(page(), "sitzung", empty, ROWS) == ()


@pytest.mark.parametrize(
    ("parsed", "kind"),
    [
        (Parsed(datensaetze=(Sitzung(id="1", tops=(Top(nummer="1"),)),)), "sitzung"),
        (Parsed(datensaetze=(Vorlage(id="1"),)), "vorlage"),
        (Parsed(), "sitzung"),
    ],
)
def test_a_page_with_rows_or_without_a_rule_says_nothing(parsed: Parsed, kind: str) -> None:
    assert unread(page(1, 2, 3), kind, parsed, ROWS) == ()


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        (Sitzung(tops=(Top(nummer="1"), Top(nummer="2"))), ["betreff"]),
        (Sitzung(tops=(Top(betreff="Radweg"),)), ["nummer"]),
        (Sitzung(tops=(Top(nummer="1"), Top(betreff="Radweg"))), []),
        (Vorlage(beratungen=(Beratung(rolle="Vorberatung", sitzung_id="1"),)), ["gremium", "datum"]),
        (Vorlage(beratungen=(Beratung(gremium="Kreistag"),)), []),
        (Vorlage(), []),
    ],
)
def test_a_column_that_no_row_has_is_said(record: Sitzung | Vorlage, missing: list[str]) -> None:
    said = lacking(page(), Parsed(datensaetze=(record,)))
    assert [hint.text for hint in said] == [f"no column: {name}" for name in missing]
    assert lacking(Page("https://x.example/", "{}"), Parsed(datensaetze=(record,))) == ()


@pytest.mark.parametrize("path", AGENDAS, ids=name)
def test_an_agenda_whose_classes_are_called_otherwise_is_read_or_drift(path: Path) -> None:
    whole = page_of(path)
    tokens = sorted({token for found in re.findall(r'class="([^"]+)"', whole.text) for token in found.split()})
    base = len(read.parse(whole).parsed.datensaetze[0].model_dump()["tops"])
    for token in tokens:
        text = re.sub(rf'(class="[^"]*)(?<![\w-]){re.escape(token)}(?![\w-])', r"\1xyzzy", whole.text)
        try:
            found = read.parse(Page(whole.url, text))
        except LayoutDrift:
            continue
        tops = found.parsed.datensaetze[0].model_dump()["tops"]
        assert len(tops) == base or tops, f"{token}: no item, and nothing said"
