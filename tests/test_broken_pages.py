"""Broken pages of every vendor: cut, mangled, decoded wrongly, at a wrong address, with values of wrong types.

Whatever comes gives a result or a named error of its address, and a page that breaks off states no other values.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import VENDORS
from ris_scraper.archive.archive import Fetch
from ris_scraper.nouns.errors import PageError, ParserDefect, UnknownPage
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.read import read
from tests.support.fixture_pages import ANSWERS, MARKED, PAGES, expected, fetch_of, name, page_of, page_with, read_by
from tests.support.rendering import WAYS, copy_of


def survives(vendor: str, page: Page) -> None:
    """The page is read by all that may claim it; where nobody does, by every reader of its vendor."""
    try:
        read.parse(page).parsed.model_dump_json()
    except ParserDefect as defect:
        raise AssertionError(f"unforeseen: {defect}") from defect
    except UnknownPage:
        for reader in VENDORS[vendor].pages.values():
            try:
                reader(page).model_dump_json()
            except PageError as error:
                assert error.url == page.url and error.reason and "\n" not in str(error)
    except PageError as error:
        assert error.url == page.url and error.reason and "\n" not in str(error)


def bytes_survive(vendor: str, fetch: Fetch, body: bytes) -> None:
    try:
        page = read.page_of(fetch.url, body, fetch.content_type, rendering=fetch.rendering)
    except PageError as error:
        assert error.url == fetch.url and error.reason
    else:
        survives(vendor, page)


def parts(whole: Page, pieces: int) -> Iterator[Page]:
    """The page cut at so many places: what comes before and what comes behind."""
    for cut in range(0, len(whole.text), max(1, len(whole.text) // pieces)):
        yield Page(whole.url, whole.text[:cut], whole.rendering)
        yield Page(whole.url, whole.text[cut:], whole.rendering)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_cut_page_gives_a_result_or_a_named_error(path: Path) -> None:
    for part in parts(page_of(path), 24):
        survives(path.parent.name, part)


@pytest.mark.parametrize("path", MARKED, ids=name)
def test_a_cut_text_copy_gives_a_result_or_a_named_error(path: Path) -> None:
    for way in WAYS:
        for part in parts(copy_of(page_of(path), way), 4):
            survives(path.parent.name, part)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_in_a_wrong_encoding_or_address_gives_a_result_or_a_named_error(path: Path) -> None:
    vendor, page, body = path.parent.name, page_of(path), path.read_bytes()
    for encoding in ("utf-8", "cp1252", "utf-16", "iso-8859-15", "cp437"):
        bytes_survive(vendor, Fetch(page.url, ""), page.text.encode(encoding, "replace"))
    for rendering in ("html", "text"):
        bytes_survive(vendor, Fetch(page.url, "", rendering=rendering), body)
    for other in PAGES[::7]:
        survives(other.parent.name, Page(page_of(other).url, page.text, page.rendering))


NOTHING = ("", "\n", "{}", "[]", "<html></html>", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_of_nothing_gives_a_result_or_a_named_error(path: Path) -> None:
    for text in NOTHING:
        for rendering in ("html", "text"):
            survives(path.parent.name, Page(page_of(path).url, text, rendering))


JUNK = st.one_of(
    st.text(alphabet="<>/\"'=td:ÖN1.[]! \n", max_size=6).map(str.encode),
    st.binary(max_size=40),
)


@settings(max_examples=300)
@given(st.sampled_from([*((path, False) for path in PAGES), *((path, True) for path in MARKED)]), st.data())
def test_a_mangled_page_gives_a_result_or_a_named_error(case: tuple[Path, bool], data: st.DataObject) -> None:
    path, copied = case
    body = bytearray(copy_of(page_of(path)).text.encode() if copied else path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(body)))
        body[place : place + data.draw(st.integers(0, 2_000))] = data.draw(JUNK)
    rendering = "text" if copied else fetch_of(path).rendering
    bytes_survive(path.parent.name, Fetch(page_of(path).url, "", rendering=rendering), bytes(body))


@settings(max_examples=200)
@given(st.binary(max_size=3000), st.sampled_from(PAGES))
def test_random_bytes_give_a_named_error(body: bytes, path: Path) -> None:
    bytes_survive(path.parent.name, Fetch(page_of(path).url, ""), body)


# --- values of wrong types -------------------------------------------------------------------

WRONG: tuple[Any, ...] = (None, True, -1, 1e300, "x", "http://[", "\ud800", [], {}, [None], [[]], [{}], {"id": []})


def mangled(value: Any) -> Iterator[Any]:
    """The value with each of its parts, one at a time, missing or of a wrong type."""
    if isinstance(value, dict):
        for key in value:
            yield {name: item for name, item in value.items() if name != key}
            yield from ({**value, key: other} for other in (*WRONG, *mangled(value[key])))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield value[:place] + value[place + 1 :]
            yield from ([*value[:place], other, *value[place + 1 :]] for other in (*WRONG[:4], *mangled(item)))


@pytest.mark.parametrize("path", ANSWERS, ids=name)
def test_values_of_wrong_types_give_a_result_or_a_named_error(path: Path) -> None:
    page = page_of(path)
    contents = list(mangled(json.loads(page.text)))
    # A long agenda has thousands of values that are read alike.
    for content in random.Random(path.name).sample(contents, min(len(contents), 400)):
        survives(path.parent.name, page_with(page, content))


# --- what a page that breaks off states --------------------------------------------------------

#: Values that need what comes behind them: such a page states others.
OPEN = {
    # Counts of votes stand in a table below their headings; of several tables the last counts.
    "allris3": {"enthaltung", "ort"},  # the place stands behind the room
    "allris4": {"ja", "nein", "enthaltung", "ort", "betreff", "text"},  # a heading ends the text before
    "sessionnet": {"name", "groesse"},  # a heading ends the list of files
}


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is stated, with the name of its field."""
    if isinstance(value, Parsed):
        yield from leaves(value.model_dump()["datensaetze"])
    elif isinstance(value, dict):
        for inner, item in value.items():
            yield from leaves(item, inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item, key)
    elif value is not None:
        yield key, value


def rows(parsed: Parsed) -> list[tuple[Any, ...]]:
    """The stations or items of each record; all but the last are whole wherever the page breaks off."""
    return [tuple(getattr(record, "beratungen", getattr(record, "tops", ()))) for record in parsed.datensaetze]


def read_or_nothing(vendor: str, page: Page) -> Parsed:
    """What the vendor reads; nothing, where it does not know the page or refuses it."""
    kind = VENDORS[vendor].recognise(page)
    try:
        return VENDORS[vendor].pages[kind](page) if kind else Parsed()
    except PageError:
        return Parsed()


def broken_off(whole: Page, pieces: int) -> Iterator[Page]:
    """The beginnings of a page that end before a tag or a line, so that no value is cut in itself."""
    mark = "<" if whole.rendering == "html" else "\n"
    ends = [place for place, char in enumerate(whole.text) if char == mark]
    for end in ends[:: max(1, len(ends) // pieces)]:
        yield Page(whole.url, whole.text[:end], whole.rendering)


STATING = [path for path in PAGES if path not in ANSWERS and expected(path).get("datensaetze")]


@pytest.mark.parametrize("path", STATING, ids=name)
def test_a_page_that_breaks_off_states_no_other_values(path: Path) -> None:
    vendor, page = path.parent.name, page_of(path)
    whole = read_by(vendor, page)
    stated = set(leaves(whole))
    readings = (read_or_nothing(vendor, beginning) for beginning in broken_off(page, 60))
    read_in_part = [part for part in readings if part.datensaetze]
    assert read_in_part
    for part in read_in_part:
        for key, value in set(leaves(part)) - stated:
            begins = isinstance(value, str) and any(
                key == other and str(text).startswith(value) for other, text in stated
            )
            assert begins or key in OPEN.get(vendor, set()), (key, value)
        for found, complete in zip(rows(part), rows(whole), strict=False):
            assert found[:-1] == complete[: len(found[:-1])]
