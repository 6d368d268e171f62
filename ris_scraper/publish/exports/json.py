"""JSON, a line for each row, with the values as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import IO, Any


def write(rows: Iterable[Sequence[Any]], columns: Sequence[str], out: IO[bytes]) -> None:
    """Write one JSON object per row."""
    for row in rows:
        line = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        out.write(f"{line}\n".encode())
