"""One thing changed on a page at a time: what a release of the vendor, a tenant's settings or a proxy change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ris_scraper.nouns.page import Page

_CLASS = re.compile(r"""class\s*=\s*["']([^"']+)["']""")
_ID = re.compile(r"""\sid\s*=\s*["']([A-Za-z][\w-]*)["']""")
_HEAD = re.compile(r"<th\b[^>]*>\s*([^<>]{2,40}?)\s*</th>")
_LABEL = re.compile(r">\s*([A-ZÄÖÜ][^<>:]{1,40}?):\s*(?:&nbsp;)?\s*<")
_ROW = re.compile(r"<tr\b[^>]*>.*?</tr>", re.S)
_CELL = re.compile(r"<(t[dh])\b[^>]*>.*?</\1>", re.S)

#: What changed, and the page with it.
Mutant = tuple[str, Page]


def mutants(page: Page) -> Iterator[Mutant]:
    """Every page that differs from this one by one change."""
    yield from _cuts(page)
    if page.text.lstrip()[:1] in ("{", "["):
        yield from _of_json(page)
    elif page.rendering == "html":
        yield from _of_markup(page)


def _cuts(page: Page) -> Iterator[Mutant]:
    for n in range(1, 20):
        yield f"cut at {n}/20", _with(page, page.text[: len(page.text) * n // 20])


def _of_json(page: Page) -> Iterator[Mutant]:
    try:
        said = json.loads(page.text)
    except ValueError:
        return
    yield "keys sorted", _with(page, json.dumps(said, sort_keys=True))
    yield "keys sorted backwards", _with(page, json.dumps(_backwards(said)))


def _backwards(said: Any) -> Any:
    if isinstance(said, dict):
        return {key: _backwards(said[key]) for key in sorted(said, reverse=True)}
    return [_backwards(item) for item in said] if isinstance(said, list) else said


def _of_markup(page: Page) -> Iterator[Mutant]:
    for name in sorted({token for found in _CLASS.findall(page.text) for token in found.split()}):
        yield f"class {name}", _with(page, _renamed_class(page.text, name))
    for name in sorted(set(_ID.findall(page.text))):
        yield f"id {name}", _with(page, re.sub(rf"""(\sid\s*=\s*["']){re.escape(name)}(["'])""", r"\1x\2", page.text))
    for head in sorted(set(_HEAD.findall(page.text))):
        yield f"head {head}", _with(page, re.sub(rf"(>\s*){re.escape(head)}(\s*</th>)", r"\1Xyzzy\2", page.text))
    for label in sorted(set(_LABEL.findall(page.text))):
        yield f"label {label}", _with(page, re.sub(rf"(>\s*){re.escape(label)}(:)", r"\1Xyzzy\2", page.text))
    yield "columns swapped", _with(page, _each_row(page.text, lambda cells: cells[::-1]))
    yield "column added", _with(page, _each_row(page.text, _with_empty_cell))
    yield "column removed", _with(page, _each_row(page.text, lambda cells: cells[:1] + cells[2:]))


def _with_empty_cell(cells: list[str]) -> list[str]:
    kind = cells[0][1:3]
    return [cells[0], f"<{kind}></{kind}>", *cells[1:]]


def _renamed_class(text: str, name: str) -> str:
    token = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    return _CLASS.sub(lambda found: found[0].replace(found[1], token.sub("xyzzy", found[1])), text)


def _each_row(text: str, change: Any) -> str:
    """The text with the cells of every row of three and more changed."""

    def row(found: re.Match[str]) -> str:
        cells = [(cell.start(), cell.end(), cell[0]) for cell in _CELL.finditer(found[0])]
        if len(cells) < 3 or "<table" in found[0]:
            return found[0]
        return found[0][: cells[0][0]] + "".join(change([cell for _, _, cell in cells])) + found[0][cells[-1][1] :]

    return _ROW.sub(row, text)


def _with(page: Page, text: str) -> Page:
    return Page(page.url, text, page.rendering)
