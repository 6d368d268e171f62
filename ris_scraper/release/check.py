"""Whether a release is what it was when it was made, and keeps what its data package promises."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import releases
from ris_scraper.release import sums
from ris_scraper.release.columns import MISSING, arrow, arrow_schema

#: How many faults frictionless tells of a file; each has its own sentence.
MOST = 20
_BLOCK = 1 << 24


def faults(folder: Path) -> Iterator[str]:
    """A sentence for each thing that is wrong with a release: sums, counts, types, keys, its data package.

    Raises InputError where the folder holds no release, or where pyarrow or frictionless is not installed.
    """
    releases.read(folder)
    arrow()
    validate = _frictionless()
    said = json.loads((folder / releases.PACKAGE).read_text("utf-8"))
    broken = [*sums.faults(folder)]
    yield from broken
    if not broken:
        yield from _database_faults(folder / "ris.db", said["resources"])
        for resource in said["resources"]:
            yield from _table_faults(folder, resource)
        yield from validate(folder / releases.PACKAGE)


def _table_faults(folder: Path, resource: Mapping[str, Any]) -> Iterator[str]:
    """Rows and types of both forms of a table."""
    name, pa = resource["name"], arrow()
    schema = arrow_schema(resource["schema"]["fields"], resource["schema"]["primaryKey"])
    try:
        parquet = pa.parquet.ParquetFile(folder / f"{name}.parquet")
        if not parquet.schema_arrow.equals(schema):
            yield f"{name}.parquet has other columns or types than {releases.PACKAGE} says"
        counted = {"parquet": parquet.metadata.num_rows, "csv": _csv_rows(folder / f"{name}.csv", schema)}
    except (OSError, pa.ArrowException) as error:
        yield f"{name}: cannot be read ({error})"
        return
    for form, rows in counted.items():
        if rows != resource["rows"]:
            yield f"{name}.{form} has {rows} rows, not {resource['rows']}"


def _csv_rows(file: Path, schema: Any) -> int:
    """The rows of a CSV, read as the types of its columns. Raises ArrowInvalid where a value is of another."""
    csv = arrow().csv
    read = csv.open_csv(
        file,
        csv.ReadOptions(block_size=_BLOCK),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types=schema, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
        ),
    )
    return sum(batch.num_rows for batch in read)


def _database_faults(database: Path, resources: list[dict[str, Any]]) -> Iterator[str]:
    """What SQLite finds wrong, rows of each table, keys that are empty, double, or lead nowhere."""
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        try:
            yield from (f"ris.db: {said}" for (said,) in db.execute("pragma quick_check") if said != "ok")
            for table, row, target, _ in db.execute("pragma foreign_key_check"):
                yield f"ris.db: row {row} of {table} refers to a row of {target} that is not there"
            for resource in resources:
                yield from _key_faults(db, resource)
        except sqlite3.Error as error:
            yield f"ris.db: {error}"


def _key_faults(db: sqlite3.Connection, resource: Mapping[str, Any]) -> Iterator[str]:
    name, key = resource["name"], resource["schema"]["primaryKey"]
    listed = ", ".join(f'"{column}"' for column in key)
    empty = " or ".join(f'"{column}" is null' for column in key)
    [(rows, without)] = db.execute(f'select count(*), coalesce(sum({empty}), 0) from "{name}"')
    [(kinds,)] = db.execute(f'select count(*) from (select distinct {listed} from "{name}")')
    if rows != resource["rows"]:
        yield f"ris.db: {name} has {rows} rows, not {resource['rows']}"
    if without or kinds != rows:
        yield f"ris.db: {name} has {without} rows without a key, and {rows - kinds} whose key another row has"


def _frictionless() -> Any:
    """What validates a data package. Raises InputError where frictionless is not installed."""
    try:
        from frictionless import Package
    except ImportError as error:
        raise InputError(MISSING.format("frictionless")) from error

    def validate(descriptor: Path) -> Iterator[str]:
        report = Package.from_descriptor(str(descriptor)).validate()
        yield from (f"frictionless: {error.message}" for error in report.errors)
        for task in report.tasks:
            yield from (f"frictionless: {task.name}: {error.message}" for error in task.errors[:MOST])

    return validate
