"""Attachments that a page lists more than once (pure)."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator

from parsers.common.html import Node, words
from ris_scraper.nouns.records import Anlage
from ris_scraper.words.german import groesse


def merge(lists: Iterable[Iterable[Anlage]]) -> tuple[Anlage, ...]:
    """Several lists of the same attachments as one: the first list's order, with the sizes of the others."""
    merged: list[Anlage] = []
    for found in lists:
        rest: dict[str, deque[int]] = defaultdict(deque)
        for place, known in enumerate(merged):
            rest[known.name].append(place)
        for anlage in _once(found):
            if not rest[anlage.name]:
                merged.append(anlage)
                continue
            same = rest[anlage.name].popleft()
            merged[same] = merged[same].model_copy(update={"groesse": merged[same].groesse or anlage.groesse})
    return tuple(merged)


def size_beside(link: Node) -> int | None:
    """The size printed beside a link that is alone in its cell, list item or box."""
    cell = link.parent
    if cell is None or len(cell.css("a")) != 1:
        return None
    return groesse(words(cell).removeprefix(words(link)))


def _once(found: Iterable[Anlage]) -> Iterator[Anlage]:
    """Attachments without those that a skin repeats for small screens; two without address may be two."""
    seen: set[Anlage] = set()
    for anlage in found:
        if anlage not in seen:
            yield anlage
        if anlage.url:
            seen.add(anlage)
