"""The data package of a release (datapackage.org, version 2), from the descriptions that the site shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ris_scraper.dataset.schema import Column, Table
from ris_scraper.publish.releases import digest
from ris_scraper.release.columns import KINDS
from ris_scraper.release.figures import vocabulary

_PROFILE = "https://datapackage.org/profiles/2.0/"
_DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True,
            "skipInitialSpace": False}  # fmt: skip


def fields(table: Table, spec: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The columns of a table as fields: name, type, title, description, and what its values mean where that is said."""
    return [_field(table, column, spec) for column in table.columns]


def resource(table: Table, rows: int, folder: Path, spec: Mapping[str, Any]) -> dict[str, Any]:
    """The CSV of a table as a resource: where it is, how it is written, what its columns mean and refer to."""
    file = folder / f"{table.name}.csv"
    return {
        "name": table.name,
        "type": "table",
        "path": file.name,
        "title": table.title,
        "description": table.text,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest(file)}",
        "rows": rows,
        "dialect": _DIALECT,
        "schema": {
            "$schema": f"{_PROFILE}tableschema.json",
            "fields": fields(table, spec),
            "missingValues": [""],
            "primaryKey": list(table.pk),
            "foreignKeys": [_foreign(column) for column in table.columns if column.target],
        },
    }


def package(about: Mapping[str, Any], resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The descriptor of a release, from what is said about it (see `about.py`)."""
    return {
        "$schema": f"{_PROFILE}datapackage.json",
        "name": about["name"],
        "title": about["titel"],
        "description": about["text"],
        "version": about["version"],
        "created": f"{about['datum']}T00:00:00Z",
        "keywords": about["stichworte"],
        "licenses": [{"name": about["lizenz_kennung"], "path": about["lizenz_url"], "title": about["lizenz"]}],
        "sources": about["quellen"],
        "contributors": [{"title": about["herausgeber"], "roles": ["publisher"]}],
        # What is ours: the mark tells the site whether it shows this release.
        "ris": {key: about[key] for key in ("kennung", "programm", "regeln", "leser", "vorige")},
        "resources": resources,
    }


def _field(table: Table, column: Column, spec: Mapping[str, Any]) -> dict[str, Any]:
    titles = spec["spaltentitel"]
    said = vocabulary(table.name, column.name, spec)
    return {
        "name": column.name,
        "type": KINDS[column.type].package,
        "title": titles.get(f"{table.name}.{column.name}", titles.get(column.name, column.name)),
        "description": column.text,
        **({"constraints": {"required": True}} if column.name in table.pk else {}),
        **({"werte": said} if said else {}),
    }


def _foreign(column: Column) -> dict[str, Any]:
    assert column.target
    table, key = column.target
    return {"fields": [column.name], "reference": {"resource": table, "fields": [key]}}
