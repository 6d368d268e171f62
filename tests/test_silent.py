"""No page that differs by one change states other facts without an error or a Hinweis.

`test_kinds` walks the fixtures vendor by vendor; here are the reasons, and the real pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from ris_scraper.nouns.errors import PageError
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.reading import Reading
from tests.support.fixture_pages import PAGES, expected, page_of, parse
from tests.support.mutations import mutants
from tests.support.real_pages import gold_files, page_beside, real_page


class Excused(NamedTuple):
    """Changes that may pass silently: pages ("vendor/name"), changes and fields as patterns, and why."""

    pages: str
    changes: str
    fields: str
    why: str


EXCUSED = [
    Excused(
        r"(?!sdnet/|sessionnet/musterkreis-sued).*\.txt", "cut", ".*", "a text copy of the content alone has no end"
    ),
    Excused(r"sdnet/.*_sitzung_.*\.txt", "cut", r"tops\.\w+", "any item may be the last of an agenda's copy"),
    Excused(
        r"sdnet/.*_vorlage_.*\.txt", "cut", r"(?:beratungen|abschnitte)\.\w+|ergebnis\w*", "any station may be the last"
    ),
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


#: Families of changes, by the beginning of their names.
FAMILIES = {"names": ("class", "id", "label"), "columns": ("head", "column", "keys"), "cuts": ("cut",)}


@cache
def silent(page: Page, family: str) -> list[tuple[str, frozenset[str]]]:
    """The changes of a family that state other facts of a page and say nothing, with the fields concerned."""
    whole = parse(page)
    said, stated = set(whole.parsed.hinweise), facts(whole)
    found = []
    for change, mutant in mutants(page):
        if not change.startswith(FAMILIES[family]):
            continue
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


def unexcused(path: Path, page: Page, *families: str) -> list[str]:
    return [
        f"{path.name}: {change}: {', '.join(sorted(fields))}"
        for family in families or FAMILIES
        for change, fields in silent(page, family)
        if not any(excuses(one, path, change, fields) for one in EXCUSED)
    ]


READ = [path for path in PAGES if "raises" not in expected(path)]


@pytest.mark.pages
def test_one_change_of_a_real_page_is_read_said_or_refused(pages_folder: Path) -> None:
    found = {gold.name: unexcused(page_beside(gold), real_page(gold)) for gold in gold_files(pages_folder)}
    assert found
    assert {name: changes for name, changes in found.items() if changes} == {}


@pytest.mark.parametrize("one", EXCUSED, ids=lambda one: one.why)
def test_every_excuse_is_needed(one: Excused) -> None:
    named = (path for path in READ if re.match(one.pages, f"{path.parent.name}/{path.name}"))
    assert any(excuses(one, path, *change) for path in named for f in FAMILIES for change in silent(page_of(path), f))


def test_every_change_belongs_to_one_family() -> None:
    changes = {change for path in READ for change, _ in mutants(page_of(path))}
    assert all(sum(change.startswith(begin) for begin in FAMILIES.values()) == 1 for change in changes)
