"""What a fixture expects: what the parser makes of a page now, and what that changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.errors import PageError, ParserDefect
from ris_scraper.nouns.page import Page
from ris_scraper.read.read import guarded, parse, recognise

Expectation = dict[str, Any]

#: Vendor and kind of a page that nobody claims.
UNKNOWN = "unbekannt"
_LISTS = ("datensaetze", "links", "hinweise")
#: What a parser says of a page; whatever else stands in an expectation is kept as it was written.
_READ = ("vendor", "seitentyp", "raises", *_LISTS)
_LONGEST = 100


def expectation(page: Page) -> tuple[Expectation, str | None]:
    """What the parser makes of a page now, and why it refuses it, if it does; raises ParserDefect where it breaks."""
    vendor = kind = UNKNOWN
    try:
        vendor, kind = guarded(page.url, lambda: recognise(page))
        found = guarded(page.url, lambda: normalise(parse(page).parsed)).model_dump(mode="json")
    except ParserDefect:
        raise
    except PageError as error:
        name = type(error).__name__
        return {"vendor": vendor, "seitentyp": kind, "raises": name}, f"{name}: {error}"
    return {"vendor": vendor, "seitentyp": kind, **{key: _stated(found[key]) for key in _LISTS}}, None


def unsigned(head: Expectation, said: Expectation) -> Expectation:
    """An expectation that nobody has compared with its page yet: what is written in its head, then what was read."""
    kept = {key: value for key, value in head.items() if key not in (*_READ, "checked")}
    claim = {key: said[key] for key in ("vendor", "seitentyp")}
    return {**kept, **claim, "checked": None, **{key: said[key] for key in said if key not in claim}}


def changes(before: Expectation, after: Expectation) -> list[str]:
    """A line for each value of what was read that differs between two expectations of a page."""
    old, new = (_stated({key: said.get(key) for key in _READ}) for said in (before, after))
    return list(_unlike(old, new, ""))


def _unlike(before: Any, after: Any, where: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in {**before, **after}:
            yield from _unlike(before.get(key), after.get(key), f"{where}.{key}" if where else key)
    elif isinstance(before, list) and isinstance(after, list):
        for number, pair in enumerate(zip_longest(before, after)):
            yield from _unlike(*pair, f"{where}[{number}]")
    elif before != after:
        yield f"{where}: {_shown(before)} -> {_shown(after)}"


def _shown(value: Any) -> str:
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, item in value.items() if (kept := _stated(item)) not in (None, [], {})}
    return [_stated(item) for item in value] if isinstance(value, list) else value
