"""What a page that breaks off may change (pure): it adds facts, and takes nothing back that an earlier fetch stated."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

Kept = dict[str, Any]


def with_kept(said: Sequence[Kept], kept: Sequence[Kept]) -> list[Kept]:
    """The statements of a page that breaks off, filled up with those of its earlier fetch."""
    old = {(row["typ"], row["schluessel"]): row for row in kept}
    new = [_filled(row, old.pop((row["typ"], row["schluessel"]), None)) for row in said]
    return [*new, *old.values()]


def _filled(said: Kept, kept: Kept | None) -> Kept:
    if kept is None:
        return said
    old, new = json.loads(kept["json"]), json.loads(said["json"])
    lists = {name: _longer(new.get(name, []), items) for name, items in old.items() if isinstance(items, list)}
    whole = json.dumps({**old, **new, **lists}, ensure_ascii=False, separators=(",", ":"))
    return {**said, "json": whole, "ganz": kept["ganz"]}


def _longer(new: list[Any], old: list[Any]) -> list[Any]:
    return [*new, *old[len(new) :]]
