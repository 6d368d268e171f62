"""Pages that carry an answer of the interface in their markup, for a component of the app to show (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from parsers.common.json import Object, load_object, looks_like
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page

#: What every such page has: `window.components["MeetingPage__8bcaf0f"] = { props: {"passed-meeting": {…}} }`
#: (Eibenstock, 2026-11).
MARK = "window.components["
_PROPS = re.compile(r"\bprops\s*:\s*(?=\{)")


def carries(page: Page) -> bool:
    """Whether a page is an answer of the interface, bare or in markup."""
    return looks_like(page.text) or MARK in page.text


def answer(page: Page, key: str) -> Object:
    """The object of an answer that has `key`; raises LayoutDrift where there is none."""
    if looks_like(page.text):
        return load_object(page)
    for props in _props(page.text):
        for value in (props, *props.values()):
            if isinstance(value, dict) and key in value:
                return value
    raise LayoutDrift(page.url, f"a component with {key}")


def _props(text: str) -> Iterator[dict[str, Any]]:
    decoder = json.JSONDecoder()
    for found in _PROPS.finditer(text):
        try:
            props, _ = decoder.raw_decode(text, found.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(props, dict):
            yield props
