"""No page that differs by one change states other facts without an error or a Hinweis."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ris_scraper.nouns.errors import PageError
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.reading import Reading
from ris_scraper.read import read
from tests.support.fixture_pages import PAGES, expected, name, page_of, parse
from tests.support.mutations import mutants
from tests.support.real_pages import gold_files, page_beside, real_page


class Excused(NamedTuple):
    """Changes that may pass silently: pages ("vendor/name"), changes and fields as patterns, and why."""

    pages: str
    changes: str
    fields: str
    why: str


EXCUSED = [
    Excused(r"(?!sessionnet/musterkreis-sued).*\.txt", "cut", ".*", "a text copy of the content alone has no end"),
    Excused(".*", "label|class docPart", r"abschnitte\.\w+", "a heading is what the page prints, whatever it says"),
    Excused(".*", "id", r"tops\.id", "the id of an item stands in this attribute only"),
    Excused("sessionnet/musterkreis-alt", "class smc", r"anlagen\.\w+", "only the class tells whose file it is"),
    Excused("allris4/.*_auszug", "column", r"nein|abschnitte\.text", "a table of ballots inside the wording"),
    Excused("allris4/.*_sitzung", "class zusatzinfo", r"tops\.betreff", "only the class tells remark from subject"),
    Excused("sdnet/.*_sitzung", "class tischvorlagen", r"tops\.\w+", "only the class tells papers from an agenda"),
    Excused("sdnet/.*_sitzung", "class column-nummer", r"tops\.vorlage_nummer", "a column without head, in few rows"),
    Excused("sdnet/.*_vorlage", "class table-details", "art|art_norm", "the kind is a label that no table knows"),
]


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from leaves(item, path)
    elif value is not None:
        yield path, value


def facts(reading: Reading) -> Counter[tuple[str, Any]]:
    return Counter(leaves(reading.parsed.model_dump(mode="json")["datensaetze"]))


@cache
def silent(page: Page) -> list[tuple[str, frozenset[str]]]:
    """The changes of a page that state other facts and say nothing, with the fields concerned."""
    whole = parse(page)
    said, stated = set(whole.parsed.hinweise), facts(whole)
    found = []
    for change, mutant in mutants(page):
        try:
            other = parse(mutant)
        except PageError:
            continue
        fields = frozenset(field for field, _ in (stated - facts(other)) + (facts(other) - stated))
        if fields and not (set(other.parsed.hinweise) - said or other.parsed.broken_off):
            found.append((change, fields))
    return found


def excuses(one: Excused, path: Path, change: str, fields: frozenset[str]) -> bool:
    named = re.match(one.pages, f"{path.parent.name}/{path.name}") and re.match(one.changes, change)
    return bool(named) and all(re.fullmatch(one.fields, field) for field in fields)


def unexcused(path: Path, page: Page) -> list[str]:
    return [
        f"{change}: {', '.join(sorted(fields))}"
        for change, fields in silent(page)
        if not any(excuses(one, path, change, fields) for one in EXCUSED)
    ]


READ = [path for path in PAGES if "raises" not in expected(path)]


@pytest.mark.parametrize("path", READ, ids=name)
def test_one_change_is_read_said_or_refused(path: Path) -> None:
    assert unexcused(path, page_of(path)) == []


@pytest.mark.pages
def test_one_change_of_a_real_page_is_read_said_or_refused(pages_folder: Path) -> None:
    found = {gold.name: unexcused(page_beside(gold), real_page(gold)) for gold in gold_files(pages_folder)}
    assert found
    assert {name: changes for name, changes in found.items() if changes} == {}


@pytest.mark.parametrize("one", EXCUSED, ids=lambda one: one.why)
def test_every_excuse_is_needed(one: Excused) -> None:
    assert any(excuses(one, path, *change) for path in READ for change in silent(page_of(path)))


@pytest.mark.parametrize("path", READ, ids=name)
def test_letters_of_two_marks_and_a_wrong_charset_change_nothing(path: Path) -> None:
    page = page_of(path)
    apart = unicodedata.normalize("NFD", page.text).encode()
    for body, declared in ((apart, "text/html; charset=utf-8"), (page.text.encode(), "text/html; charset=iso-8859-1")):
        other = read.page_of(page.url, body, declared, rendering=page.rendering)
        assert facts(parse(other)) == facts(parse(page)), declared
