"""Where an answer's content stands: the whole of it, in an envelope, or in the script of a page (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from parsers.common.json import Object, load, objects
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page, is_json

# The pages of the app carry the same objects: `window.components["MeetingPage__8bcaf0f"] = {props: {…}}` (Eibenstock,
# 2026-09).
EMBEDDED = "window.components"
_PROPS = re.compile(r"""["']?\bprops["']?\s*:\s*(?=[\[{])""")
_DECODER = json.JSONDecoder()
# `props` -> "passed-meeting" -> the meeting; `{"data": {"meeting": {…}}}`.
_DEEPEST = 3


def holding(page: Page, key: str) -> Object:
    """The outermost object that has `key`. Raises LayoutDrift where none has."""
    level = [value for root in _roots(page) for value in objects(root)]
    for _ in range(_DEEPEST):
        if found := next((each for each in level if key in each), None):
            return found
        level = [inner for each in level for value in each.values() for inner in objects(value)]
    raise LayoutDrift(page.url, f"an object with {key}")


def entries(value: Any) -> list[Object]:
    """The objects of a list; PHP writes a list with gaps as an object: `{"0": {…}, "2": {…}}`.

    >>> entries({"0": {"a": 1}, "2": {"a": 2}}), entries(None), entries({"a": 1})
    ([{'a': 1}, {'a': 2}], [], [{'a': 1}])
    """
    if isinstance(value, dict) and all(isinstance(each, dict) for each in value.values()):
        return list(value.values())
    return list(objects(value))


def _roots(page: Page) -> Iterator[Any]:
    if is_json(page.text):
        yield load(page)
        return
    at = 0
    while found := _PROPS.search(page.text, at):
        try:
            value, at = _DECODER.raw_decode(page.text, found.end())
        except (ValueError, RecursionError) as error:
            raise LayoutDrift(page.url, "a whole JSON document in window.components") from error
        yield value
