"""The rows of a table as Parquet and CSV, read once and written in batches, so that memory does not grow with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from ris_scraper.nouns.errors import InputError
from ris_scraper.release.columns import arrow

#: Rows that are read at once, and how many rows or bytes make a group of a Parquet file: as much as is in memory.
BATCH, ROWS, BYTES = 2_000, 100_000, 32_000_000


def write(connection: sqlite3.Connection, name: str, schema: Any, key: Sequence[str], folder: Path) -> int:
    """Write `<name>.parquet` (zstd) and `<name>.csv` into a folder, in the order of the key; returns the rows.

    CSV quotes every text and no empty cell, so that it tells an empty text from none; nothing in it is disarmed. Raises
    InputError for a value that is not of its column's type.
    """
    pa, number = arrow(), 0
    with ExitStack() as files:
        parquet = files.enter_context(
            pa.parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd", write_statistics=True)
        )
        csv = files.enter_context(pa.csv.CSVWriter(folder / f"{name}.csv", schema))
        for group in _groups(_batches(connection, name, schema, key)):
            table = pa.Table.from_batches(group, schema)
            parquet.write_table(table)
            csv.write_table(table)
            number += table.num_rows
    return number


def _batches(connection: sqlite3.Connection, name: str, schema: Any, key: Sequence[str]) -> Iterator[Any]:
    pa = arrow()
    columns, order = (", ".join(f'"{column}"' for column in names) for names in (schema.names, key))
    cursor = connection.execute(f'select {columns} from "{name}" order by {order}')
    while rows := cursor.fetchmany(BATCH):
        try:
            arrays = [
                pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
        except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
            raise InputError(
                f"{name}: a value is not of the type that schema.toml gives its column ({error})"
            ) from error
        yield pa.record_batch(arrays, schema=schema)


def _groups(batches: Iterable[Any]) -> Iterator[list[Any]]:
    """Batches in lists that are large enough for a group of rows."""
    group: list[Any] = []
    for batch in batches:
        group.append(batch)
        if sum(each.num_rows for each in group) >= ROWS or sum(each.nbytes for each in group) >= BYTES:
            yield group
            group = []
    if group:
        yield group
