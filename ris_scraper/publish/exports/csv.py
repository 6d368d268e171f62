"""CSV as a spreadsheet may have it."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from runpy import run_path
from typing import IO, Any

from ris_scraper.folder import resource


def write(rows: Iterable[Sequence[Any]], columns: Sequence[str], out: IO[bytes]) -> None:
    """Write CSV with a header line; a cell that would be a formula in a spreadsheet begins with an apostrophe."""
    harmless = _harmless()
    table = csv.writer(codecs.getwriter("utf-8")(out))
    table.writerow(columns)
    table.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)


@cache
def _harmless() -> Callable[[str], str]:
    """The site's own rule: its plugin runs where nothing of ours is installed, so it is ours to ask it."""
    found: Callable[[str], str] = run_path(str(resource("datasette") / "plugins" / "sicherheit.py"))["harmless"]
    return found
