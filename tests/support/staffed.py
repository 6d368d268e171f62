"""Example pages with a person of the administration put in: behind every label, in every place of a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice
from typing import NamedTuple, TypeVar

from ris_scraper.nouns.errors import PageError
from ris_scraper.nouns.page import Page
from ris_scraper.read import read
from ris_scraper.words.persons import LABELS
from tests.support.fixture_pages import expected, of, page_of
from tests.support.rendering import copy_of

AT = "@"
#: What stands behind a label, and what of it may stand nowhere; nobody is called so, and nobody answers there.
VALUES = (
    "Xaverbeck, Quirina",
    "Frau Quirina Xaverbeck",
    "Herr Dr. Xaverbeck",
    "Quirina Xaverbeck, Tel. 0999 94-4711",
    f"q.xaverbeck{AT}kreis-a.example",
)
SECRETS = ("Xaverbeck", "xaverbeck", "Quirina", "94-4711", "kreis-a.example")


class Staffed(NamedTuple):
    """A page with a person in it, the page without, and what was put in where."""

    page: Page
    plain: Page
    told: str


Put = tuple[str, str]
_P = TypeVar("_P")
#: How a text copy may hold the row, by the lines of the copy, the place in it, the label and its value.
LINES: dict[str, Callable[[Sequence[str], int, str, str], list[str]]] = {
    "own line": lambda lines, at, label, value: [*lines[: at + 1], f"{label}: {value}", *lines[at + 1 :]],
    "two lines": lambda lines, at, label, value: [*lines[: at + 1], f"{label}:", value, *lines[at + 1 :]],
    "blank": lambda lines, at, label, value: [*lines[:at], f"{lines[at]} {label}: {value}", *lines[at + 1 :]],
    "glued": lambda lines, at, label, value: [*lines[:at], f"{lines[at]}{label}:{value}", *lines[at + 1 :]],
}
_TEXTS = (("</p>", "</p><p>{}: {}</p>"), ("</td>", "<br>{}: {}</td>"), ("</li>", "</li><li>{}: {}</li>"))
# Rows of heads by vendor: what stands before one, and the row of a person.
_ROWS = {
    "allris3": (
        ('<tr><td class="kb1">', '<tr><td class="kb1">{}:</td><td class="text4">{}</td></tr>'),
        (
            '<div class="row">',
            '<div class="row"><div class="label">{}:</div><div class="colEntry">'
            '<span class="text4">{}</span></div></div>',
        ),
    ),
    "allris4": (('<dt class="colTitle">', '<dt class="colTitle">{}:</dt><dd>{}</dd>'),),
    "sdnet": (('<tr>\n                <th scope="row">', '<tr><th scope="row">{}:</th><td>{}</td></tr>'),),
    "sessionnet": (
        (
            '<div class="smc-table-row">',
            '<div class="smc-table-row"><div class="smc-table-cell smc-cell-head">{}</div>'
            '<div class="smc-table-cell">{}</div></div>',
        ),
        ('<tr><td class="smctablehead">', '<tr><td class="smctablehead">{}:</td><td>{}</td></tr>'),
    ),
}
#: The same with what stands before; and running text: paragraphs, cells, lists.
HEADS = {vendor: tuple((sign, row + sign) for sign, row in rows) for vendor, rows in _ROWS.items()}
MARKUP = {vendor: (*puts, *_TEXTS) for vendor, puts in HEADS.items()}


def said(page: Page) -> str:
    """What is read of a page; nothing where it cannot be read."""
    try:
        return read.parse(page).parsed.model_dump_json()
    except PageError:
        return ""


def leaking(told: Iterable[Staffed]) -> list[str]:
    """What was put in where something of it is read."""
    read_of = ((one.told, said(one.page)) for one in told)
    return [where for where, stated in read_of if any(secret in stated for secret in SECRETS)]


def copies(vendor: str, labels: Sequence[str] = LABELS) -> Iterator[Staffed]:
    """Text copies of a vendor's pages with a row of a person: every label, and a row at each of their lines."""
    copied = [
        copy_of(page, how) for page in _stating(vendor) if page.rendering == "html" for how in ("as it is", "glued")
    ]
    texts = [page for page in _stating(vendor) if page.rendering == "text"]
    lines = {page: page.text.splitlines() for page in dict.fromkeys((*texts, *copied))}
    places = [(page, at) for page, printed in lines.items() for at, line in enumerate(printed) if line.strip()]
    rows = _taken(places, labels)
    for (page, at, label, value), put in zip(rows, cycle(LINES.values()), strict=False):
        text = "\n".join(put(lines[page], at, label, value))
        yield Staffed(Page(page.url, text, "text"), page, f"{page.url} {at} {label}: {value}")


def pages(vendor: str, puts: Sequence[Put], labels: Sequence[str] = LABELS) -> Iterator[Staffed]:
    """Pages of markup with a row in place of each sign of `puts`, as above."""
    places = [
        (page, (found.start(), sign, row))
        for page in _stating(vendor)
        for sign, row in puts
        for found in re.finditer(re.escape(sign), page.text)
        if page.rendering == "html"
    ]
    for page, (at, sign, row), label, value in _taken(places, labels):
        text = page.text[:at] + row.format(label, value) + page.text[at + len(sign) :]
        yield Staffed(Page(page.url, text), page, f"{page.url} {at} {label}: {value}")


def _stating(vendor: str) -> list[Page]:
    found = (path for path in of(vendor) if expected(path).get("datensaetze") and "ics" not in path.stem)
    return [page_of(path) for path in found]


def _taken(places: Sequence[tuple[Page, _P]], labels: Sequence[str]) -> Iterator[tuple[Page, _P, str, str]]:
    """Every place and every label at least once, each with the next of the values."""
    told = zip(cycle(places), cycle(labels), cycle(VALUES), strict=False)
    for (page, at), label, value in islice(told, max(len(places), len(labels)) if places else 0):
        yield page, at, label, value
