"""Concepts that a dataset finds by itself: which, on what grounds, and until when."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.records import Abschnitt, Vorlage
from tests.support.storing import Page, content, page, take_in


def concepts(*said: tuple[str, str, str]) -> list[Page]:
    """Pages of Vorlagen: address, Betreff and Beschlussvorschlag."""
    return [
        page(
            url,
            "vorlage",
            Vorlage(
                id=url.partition("=")[2],
                betreff=betreff,
                art="Beschlussvorlage",
                abschnitte=(Abschnitt(titel="Beschlussvorschlag:", text=vorschlag),) if vorschlag else (),
            ),
        )
        for url, betreff, vorschlag in said
    ]


PAPERS = (
    ("vo0050.php?__kvonr=1", "Baederkonzept", "Die Verwaltung wird beauftragt, ein Konzept zu erstellen."),
    ("vo0050.php?__kvonr=2", "Bäderkonzeption: Verabschiedung", ""),
    ("vo0050.php?__kvonr=3", "Hafenkonzept", ""),
)
FOUND = "select slug, name, auswahl from konzepte where auswahl <> 'gepflegt' order by slug"


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_found_concepts_do_not_depend_on_the_order_of_reading(tmp_path: Path, order: tuple[int, ...]) -> None:
    results = []
    for number, places in enumerate((range(3), order)):
        with Dataset(tmp_path / f"{number}.db") as db:
            pages = concepts(*PAPERS)
            for place in places:
                take_in(db, pages[place])
            results.append(content(db))
    assert results[0]["konzept_vorlagen"] and results[0] == results[1]


def test_what_no_vorlage_names_any_more_is_no_concept(db: Dataset) -> None:
    take_in(db, *concepts(*PAPERS))
    assert [tuple(row.values()) for row in db.rows(FOUND)] == [
        ("baederkonzept", "Bäderkonzeption", "gefunden"),
        ("hafenkonzept", "Hafenkonzept", "gefunden"),
    ]
    take_in(db, *concepts(("vo0050.php?__kvonr=3", "Haushaltsplan", "")))
    assert [row["slug"] for row in db.rows(FOUND)] == ["baederkonzept"]
    assert not db.rows("select * from konzept_vorlagen where konzept = 'hafenkonzept'")


def test_the_beschlussvorschlag_tells_the_phase(db: Dataset) -> None:
    take_in(db, *concepts(*PAPERS))
    rows = db.rows("select phase, regel, phase_regel, worte from konzept_vorlagen order by vorlage")
    assert [tuple(row.values()) for row in rows] == [
        ("auftrag", "zusammensetzung", "vorschlag_auftrag", "Baederkonzept; ein Baederkonzept zu erstellen"),
        ("beschluss", "zusammensetzung", "beschluss_genannt", "Bäderkonzeption; Bäderkonzeption: Verabschiedung"),
        ("beschluss", "zusammensetzung", "beschlussvorlage_nur_name", "Hafenkonzept"),
    ]


def test_the_kreis_of_the_portal_is_no_subject(db: Dataset) -> None:
    take_in(db, *concepts(("vo0050.php?__kvonr=1", "Masterplan Muster", "")))
    assert db.rows("select * from konzept_vorlagen") == []
