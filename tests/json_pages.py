"""What the tests of JSON vendors share: fixtures as pages, and every way in which one value can be of a wrong type."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ris_scraper import read
from ris_scraper.archive import Abruf
from ris_scraper.errors import PageError
from ris_scraper.model import Page, Parsed

FIXTURES = Path(__file__).parent.parent / "fixtures"
WRONG: tuple[Any, ...] = (None, True, -1, 1e300, "x", "http://[", "\ud800", [], {}, [None], [[]], [{}], {"id": []})


def said(vendor: str, stem: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FIXTURES / vendor / f"{stem}.json").read_text("utf-8"))
    return found


def stems(vendor: str) -> list[str]:
    return sorted(path.name.removesuffix(".api.json") for path in (FIXTURES / vendor).glob("*.api.json"))


def page(vendor: str, stem: str) -> Page:
    body = (FIXTURES / vendor / f"{stem}.api.json").read_bytes()
    return read.page_of(Abruf(said(vendor, stem)["url"], ""), body)


def page_with(given: Page, content: Any) -> Page:
    return Page(given.url, json.dumps(content), given.rendering)


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


def survives(
    pages: Mapping[str, Callable[[Page], Parsed]], recognise: Callable[[Page], str | None], given: Page
) -> None:
    """A page of any content is read or refused with a named error of its address."""
    for kind in {recognise(given), *pages} - {None}:
        try:
            pages[str(kind)](given).model_dump_json()
        except PageError as error:
            assert given.url in str(error)
