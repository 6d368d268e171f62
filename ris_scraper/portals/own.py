"""Writes into an operator's own portals.toml without touching what the operator wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.container import OutOfOrderTableProxy
from tomlkit.items import Item, Table

from ris_scraper.nouns.errors import InputError
from ris_scraper.portals import portals

#: A line that ends in this comment was written by `ris probe`, which may write it anew; all others are the operator's.
MARK = "ris probe"

Values = Mapping[str, str | date]


def enter(path: Path, entries: Mapping[str, Values], mark: str | None = MARK) -> list[str]:
    """Enter keys of portals (slug -> key -> value) into the file; returns a sentence for each line that was left alone.

    With a `mark` the lines are the program's, and a line of the operator's stays as it is; without one they are the
    operator's own, and replace what stands there. Raises InputError where the file is not valid; then nothing changed.
    """
    text = path.read_text("utf-8") if path.exists() else ""
    portals.load(path if path.exists() else None)
    document = tomlkit.parse(text)
    left: list[str] = []
    for slug, values in entries.items():
        # In one table or, with a consent further down, in parts.
        if not isinstance(document.setdefault(slug, tomlkit.table()), Table | OutOfOrderTableProxy):
            raise InputError(f"{path}: [{slug}] is no table of its own; write it as one, so that keys can be added")
        left += _put(document[slug], slug, values, mark)
    _swap(path, tomlkit.dumps(document))
    return left


def _put(table: Any, slug: str, values: Values, mark: str | None) -> Iterator[str]:
    for key, value in values.items():
        present = table.get(key)
        if mark and present is not None and not _is_ours(present):
            if present != value:
                yield f"{slug}: {key} stays {present!s}, as you wrote it; found: {value}"
            continue
        table[key] = tomlkit.item(value)
        table[key].trivia.comment_ws, table[key].trivia.comment = (" ", f"# {mark}") if mark else ("", "")


def _is_ours(item: Item) -> bool:
    return item.trivia.comment.lstrip("# ").startswith(MARK)


def _swap(path: Path, text: str) -> None:
    """Put the new text in place once it is known to be good."""
    new = path.with_name(f"{path.name}.neu")
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_text(text, "utf-8")
    try:
        portals.load(new)
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
