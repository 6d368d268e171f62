"""Text copies that an extractor wrote as Markdown state what the plain ones state."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from ris_scraper.nouns.page import Page
from ris_scraper.read import read
from ris_scraper.read.plain import unmarked
from tests.support.fixture_pages import MARKED, expected, name, page_of
from tests.support.rendering import copy_of

LABEL = re.compile(r"^([A-ZÄÖÜ][A-Za-zäöüß /.-]{1,40}:)[ \t]*(\S.*)$", re.M)
WAYS: dict[str, Callable[[str], str]] = {
    "dashes": lambda text: LABEL.sub(r"- \1 \2", text),
    "stars": lambda text: LABEL.sub(r"* \1 \2", text),
    "pipes": lambda text: LABEL.sub(r"| \1 | \2 |", text),
    "bold": lambda text: LABEL.sub(r"**\1** \2", text),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
}
VENDORS = ("allris3", "allris4", "sdnet", "sessionnet")
COPIES = [
    path
    for path in MARKED
    if path.parent.name in VENDORS and expected(path)["seitentyp"] in ("vorlage", "sitzung", "auszug")
]


def head(page: Page) -> Any:
    """What a copy states in its head, or how it is refused; the values of lists aside."""
    reading = read.read(page.url, page.text.encode(), rendering="text")
    records = reading.parsed.datensaetze
    if not records:
        return reading.fehler
    stated = records[0].model_dump(exclude_none=True)
    return {key: value for key, value in stated.items() if not isinstance(value, tuple)}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", COPIES, ids=name)
def test_a_copy_in_markdown_states_the_same(path: Any, way: str) -> None:
    copy = copy_of(page_of(path))
    marked = WAYS[way](copy.text)
    assert head(Page(copy.url, marked, "text")) == head(copy)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("- Betreff: Radweg", "Betreff: Radweg"),
        ("**Betreff:** Radweg __neu__", "Betreff: Radweg neu"),
        ("## Beschluss", "Beschluss"),
        ("| Betreff: | Radweg |\n|---|---|\n| Art: | Antrag |", "Betreff: Radweg\nArt: Antrag"),
        ("| 1 | Radweg |", "| 1 | Radweg |"),
        ("- 5 °C im Mittel", "- 5 °C im Mittel"),
        ("a * b * c", "a * b * c"),
        ("Betreff: Radweg\n- Antrag der Gruppe X", "Betreff: Radweg\n- Antrag der Gruppe X"),
        ("- Plan\n- Karte\n\n- Bericht", "Plan\nKarte\n\nBericht"),
        ("** Betreff: ** Radweg", "Betreff: Radweg"),
    ],
)
def test_marks_go_and_text_stays(text: str, plain: str) -> None:
    assert unmarked(text) == plain


@pytest.mark.parametrize(
    ("url", "text", "said"),
    [
        (
            "vo020?VOLFDNR=1",
            "Beschlussvorlage - 2026/245\nText der Vorlage.",
            {"nummer": "2026/245", "art": "Beschlussvorlage"},
        ),
        ("to020?TOLFDNR=7", "23.06.2026 - 7.1 Radverkehrskonzept", {"betreff": "Radverkehrskonzept"}),
        ("to010?SILFDNR=3", "Schulausschuss - 01.09.2026", {"gremium": "Schulausschuss"}),
    ],
)
def test_a_copy_of_allris_4_that_kept_its_heading_only(url: str, text: str, said: dict[str, str]) -> None:
    stated = head(Page(f"https://www.kreis.example/public/{url}", text, "text"))
    assert isinstance(stated, dict), stated
    assert said.items() <= stated.items()


def test_an_address_keeps_its_underscores() -> None:
    text = "vo0050.asp?__kvonr=1 und si0057.asp?__ksinr=2\nhttps://ris.example/a__b/c__d"
    assert unmarked(text) == text
