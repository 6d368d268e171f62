"""The forms in which an answer leaves the house: a module each, and its line in EXPORTS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import IO, Any, NamedTuple

from ris_scraper.publish.exports import csv, json

#: `write(rows, columns, out)`: the rows under the names of their columns, as bytes.
Write = Callable[[Iterable[Sequence[Any]], Sequence[str], IO[bytes]], None]


class Export(NamedTuple):
    """A form: what writes it, and what the command line says of it."""

    write: Write
    help: str


#: Every form by its name; each is a flag of `ris query`.
EXPORTS: dict[str, Export] = {
    "csv": Export(csv.write, "Print CSV (default)."),
    "json": Export(json.write, "Print one JSON object per row."),
}
#: The form of who asks for none.
DEFAULT = "csv"
