"""How deep the elements of a page are nested; a page that nests without end takes minutes to read."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The deepest real page has 36 (collection of real pages, 2026-11).
DEEPEST = 200
# Tags that open nothing, and what stands in their place: counted as plain strings, which costs next to nothing.
_OPEN_NOTHING = ("<br", "<img", "<input", "<hr", "<meta", "<link", "<!", "/>")
_STEPS = 16
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*?(/?)>", re.I)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def too_deep(text: str) -> bool:
    """Whether elements are nested deeper than any page of a portal nests them."""
    # Most pages pass by the first count, which takes every tag for one that opens something.
    return _may_be(text, ()) and _may_be(text, _OPEN_NOTHING) and _is(text)


def _may_be(text: str, open_nothing: Sequence[str]) -> bool:
    """Whether at some place so many more tags stand open than are closed; end tags that one may leave out count."""
    step, standing = len(text) // _STEPS + 1, 0
    for start in range(0, len(text), step):
        end = start + step
        standing += text.count("<", start, end) - 2 * text.count("</", start, end)
        standing -= sum(text.count(nothing, start, end) for nothing in open_nothing)
        if standing > DEEPEST:
            return True
    return False


def _is(text: str) -> bool:
    open_tags: list[str] = []
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if tag[3] or name in _VOID:
            continue
        if tag[1]:
            _close(open_tags, name)
            continue
        for sibling in _ENDS_AT.get(name, ()):
            if open_tags and open_tags[-1] == sibling:
                open_tags.pop()
        open_tags.append(name)
        if len(open_tags) > DEEPEST:
            return True
    return False


# What an element ends that stands open just before it.
_ENDS_AT = {
    "p": ("p",), "li": ("p", "li"), "td": ("p", "td", "th"), "th": ("p", "td", "th"), "tr": ("p", "td", "th", "tr"),
    "option": ("option",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "div": ("p",), "table": ("p",), "ul": ("p",),
}  # fmt: skip


def _close(open_tags: list[str], name: str) -> None:
    if name in open_tags[-20:]:
        while open_tags.pop() != name:
            pass
