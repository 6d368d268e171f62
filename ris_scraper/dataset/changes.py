"""What changed between two fetches of a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ris_scraper.dataset.rows import Values

Snapshot = Mapping[tuple[str, str], Values]
# Columns that say where a row stands and when it was seen, not what a portal states.
_BOOKKEEPING = frozenset({"id", "seite", "position", "vorlage", "verknuepft", "sitzung", "portal", "ags", "url",
                          "stand", "grund", "seitenzahl", "sha256", "abgerufen_am", "zuerst_gesehen",
                          "zuletzt_gesehen"})  # fmt: skip


class Change(NamedTuple):
    """A value that differs between two fetches of a page."""

    tabelle: str
    zeile: str
    feld: str
    alt: Any
    neu: Any


def changes(before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """Every stated value that differs, rows that appeared or vanished included."""
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key, {}), after.get(key, {})
        for name in [*old, *(name for name in new if name not in old)]:
            if name not in _BOOKKEEPING and old.get(name) != new.get(name):
                yield Change(*key, name, old.get(name), new.get(name))
