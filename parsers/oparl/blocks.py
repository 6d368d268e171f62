"""What follows a block of a list, in the ways that products write it (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from parsers.common.json import Object, child, number, objects, text
from ris_scraper.nouns.page import Page

_PART = re.compile(r"(?<=/page/)\d{1,6}(?=[/?]|$)|(?<=[?&]page=)\d{1,6}(?=&|$)")


def neighbours(page: Page, whole: Object) -> Iterator[tuple[str, str]]:
    """Name and address of the next block, the one before and the last.

    A list without any links that counts more pages than it has shown leads to the next by its number. (One whose links
    end early is no list to go on with by guessing: its total tells that something is missing.)
    """
    named = {name: address for name in ("next", "prev", "last") if (address := _address(whole, name))}
    counted = None if whole.get("links") else _counted(page, child(whole, "pagination"))
    yield from named.items()
    if counted:
        yield "next", counted


def _address(whole: Object, name: str) -> str | None:
    """`links: {next: "…"}` (the specification), `{next: {href: "…"}}`, `[{rel: "next", href: "…"}]`."""
    links = whole.get("links")
    if isinstance(links, list):
        return next((found for one in objects(links) if text(one, "rel") == name and (found := _target(one))), None)
    return _target(child(whole, "links").get(name))


def _target(said: Any) -> str | None:
    inner = next(objects(said), {})
    return text({"": said}, "") or text(inner, "href", "url", "id")


def _counted(page: Page, pages: Object) -> str | None:
    current, last = number(pages, "currentPage"), number(pages, "totalPages")
    if current is None or last is None or current >= last:
        return None
    if _PART.search(page.url):
        return _PART.sub(str(current + 1), page.url, count=1)
    return f"{page.url}{'&' if '?' in page.url else '?'}page={current + 1}"
