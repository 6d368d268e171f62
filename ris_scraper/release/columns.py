"""The columns of a table as other programs type them: Parquet, CSV and the data package from one source, schema.toml.

No type is guessed from rows: a column that begins with nothing and goes on with text stays text, and an AGS keeps its
zero. Days stay text too, as many are years or months only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ris_scraper.nouns.errors import InputError


class Kind(NamedTuple):
    """A type of schema.toml, as Arrow and as Data Package name it."""

    arrow: str
    package: str


KINDS = {
    "text": Kind("string", "string"),
    "integer": Kind("int64", "integer"),
    "real": Kind("float64", "number"),
}
_ARROW = {kind.package: kind.arrow for kind in KINDS.values()}
#: What is missing where the extra is not installed, as a sentence.
MISSING = "{} is not installed: `pip install 'ris-scraper[release]'` brings what releases need"


def arrow() -> Any:
    """The module pyarrow. Raises InputError where it is not installed."""
    try:
        import pyarrow  # type: ignore[import-untyped]
        import pyarrow.csv  # type: ignore[import-untyped]
        import pyarrow.parquet  # type: ignore[import-untyped]
    except ImportError as error:
        raise InputError(MISSING.format("pyarrow")) from error
    return pyarrow


def arrow_schema(fields: Sequence[Mapping[str, Any]], key: Sequence[str]) -> Any:
    """The Arrow schema of the fields that a data package describes; what is in the key is never empty."""
    pa = arrow()
    return pa.schema(
        pa.field(
            field["name"],
            pa.type_for_alias(_ARROW[field["type"]]),
            nullable=field["name"] not in key,
            metadata={"description": field["description"]},
        )
        for field in fields
    )
