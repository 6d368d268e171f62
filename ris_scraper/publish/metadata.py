"""Titles, descriptions and behaviour of the site, in Datasette's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ris_scraper.dataset import schema
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.tables import published

#: Name of the database on the site, and of its file without suffix.
DATABASE = "ris"


def metadata(spec: Mapping[str, Any], plugins: Mapping[str, Any]) -> dict[str, Any]:
    """Contents of metadata.yaml from site.toml (`spec`) and what the plugins are told."""
    texts = {
        "title": spec["titel"],
        "description": spec["text"],
        "license": spec["lizenz"],
        "license_url": spec["lizenz_url"],
        "source": spec["quelle"],
    }
    tables = {name: _texts(name, spec) | _behaviour(name, spec) for name in _names(spec)}
    database = {**texts, "queries": _queries(), "tables": tables}
    return {**texts, "plugins": dict(plugins), "databases": {DATABASE: database}}


def configuration(spec: Mapping[str, Any], plugins: Mapping[str, Any]) -> dict[str, Any]:
    """Contents of datasette.yaml: what Datasette 1.0 reads there and no longer in metadata.yaml."""
    tables = {name: behaviour for name in _names(spec) if (behaviour := _behaviour(name, spec))}
    return {
        "settings": dict(spec["einstellungen"]),
        "plugins": dict(plugins),
        "databases": {DATABASE: {"queries": _queries(), "tables": tables}},
    }


def shared_columns() -> dict[str, str]:
    """What a column of a name means wherever nothing else is said of it."""
    return {name: column.text for name, column in schema.shared().items()}


def _names(spec: Mapping[str, Any]) -> list[str]:
    return [table.name for table in published()] + list(spec["ansichten"])


def _texts(name: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    if name in spec["ansichten"]:
        view = spec["ansichten"][name]
        base = shared_columns() | (_columns(view["grundlage"]) if "grundlage" in view else {})
        columns = {column: text or base[column] for column, text in view["spalten"].items()}
        return {"title": view["titel"], "description": view["text"], "columns": columns}
    table = schema.tables()[name]
    return {"title": table.title, "description": table.text, "columns": _columns(name)}


def _columns(table: str) -> dict[str, str]:
    return {column.name: column.text for column in schema.tables()[table].columns}


def _behaviour(name: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    """Facets, order and label of a table."""
    entry = spec["tabellen"].get(name) or spec["ansichten"].get(name) or {}
    table = schema.tables().get(name)
    found = {
        "facets": entry.get("facetten"),
        "sort": entry.get("sortierung"),
        "sort_desc": entry.get("absteigend"),
        "label_column": table.label if table else None,
        # Datasette finds an index by its table, but not one that holds no text of its own.
        "fts_table": f"{name}_fts" if table and table.fulltext else None,
    }
    return {key: value for key, value in found.items() if value}


def _queries() -> dict[str, Any]:
    """The canned queries; the help for the parameters is ours, for templates/query.html."""
    return {
        query.name: {
            "title": query.title,
            "description": query.text,
            "sql": query.sql,
            "params": list(query.parameters),
            "parameter": query.parameters,
            "hide_sql": True,
        }
        for query in canned_queries()
    }
