"""Attachments that a page lists more than once (pure)."""

from __future__ import annotations

from collections.abc import Iterable

from ris_scraper.nouns.records import Anlage


def merge(lists: Iterable[Iterable[Anlage]]) -> tuple[Anlage, ...]:
    """Several lists of the same attachments as one: the first list's order, with the sizes of the others."""
    merged: list[Anlage] = []
    for found in lists:
        rest = list(range(len(merged)))
        for anlage in found:
            same = next((index for index in rest if merged[index].name == anlage.name), None)
            if same is None:
                merged.append(anlage)
                continue
            rest.remove(same)
            merged[same] = merged[same].model_copy(update={"groesse": merged[same].groesse or anlage.groesse})
    return tuple(merged)
