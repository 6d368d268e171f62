"""From ris.db to a folder that Datasette serves (floor 6): allowed tables only, and everything a page needs.

The folder is built beside its place and then takes it, so a reader never meets half a site:

    site/  ris.db           the tables of schema.toml without the internal ones, and the views
           metadata.yaml    titles, descriptions, facets, queries   (Datasette 0.65)
           datasette.yaml   facets, queries, settings               (Datasette 1.0)
           settings.json    settings                                (Datasette 0.65)
           inspect-data.json   declares ris.db immutable: faster, and it can be downloaded
           templates/ static/ plugins/                              copies of datasette/
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlite_utils import Database

from ris_scraper import schema, website
from ris_scraper.errors import InputError
from ris_scraper.resources import resource

DATABASE = "ris"
#: Views that are published; a view that is not named here stays inside.
VIEWS = ("konzeptvergleich", "vorlagen_eindeutig", "abdeckung", "herkunft_alle")
#: Name under which the site's plugin finds what `publish` knows about the data.
PLUGIN = "ris"
_MARK = "datasette.yaml"
_COPIED = ("templates", "static", "plugins")
_HEADER = re.compile(r"--\s*(?P<key>titel|text|parameter)\s*:\s*(?P<value>.*\S)\s*")
# AGS of the invented Kreise; no Land has the number 99.
_EXAMPLES = "select exists (select 1 from portale where ags like '99%')"


@dataclass(frozen=True)
class Abfrage:
    """A canned query: file name without suffix, German title and sentence, parameters with their help, SQL."""

    name: str
    titel: str
    text: str
    parameter: dict[str, str]
    sql: str


# --- the commands' side ----------------------------------------------------------------------


def publish(ris_db: Path, site: Path, own: Path | None = None) -> None:
    """Build the served folder `site` from the dataset `ris_db`; an older site gives way once the new one is whole.

    `own` is the operator's site.toml (see `website`). Raises InputError if it is wrong, if `ris_db` is no dataset of
    this version, if `site` is a folder that `publish` did not make, or if the folder cannot be written. The old site
    is untouched then.
    """
    spec = website.load(own)
    if not ris_db.is_file():
        raise InputError(f"{ris_db}: no such dataset; run `ris build` first")
    site = site.resolve()
    if site.exists() and not _is_ours(site):
        raise InputError(f"{site} is not empty and was not made by publish; choose another folder")
    beside = site.with_name(f"{site.name}.neu")
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        _remove(beside)
        beside.mkdir()
        _build(ris_db, beside, spec)
        _swap(beside, site)
    except OSError as error:
        raise InputError(f"{site}: cannot be written ({error})") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def serve_command(site: Path, host: str = "127.0.0.1", port: int = 8001) -> list[str]:
    """Command line that serves the folder `site` with Datasette. Raises InputError if `site` was not published."""
    if not (site / _MARK).is_file():
        raise InputError(f"{site}: nothing is published there; run `ris publish` first")
    # UTF-8 mode: Datasette opens its settings in the encoding of the locale.
    python = [sys.executable, "-X", "utf8", "-m", "datasette"]
    return [*python, "serve", str(site), "--host", host, "--port", str(port)]


def abfragen() -> list[Abfrage]:
    """The canned queries of datasette/queries, by name. Raises InputError for a file without its header lines."""
    return [_abfrage(path) for path in sorted((resource("datasette") / "queries").glob("*.sql"))]


# --- the folder ------------------------------------------------------------------------------


def _is_ours(site: Path) -> bool:
    return site.is_dir() and ((site / _MARK).is_file() or not any(site.iterdir()))


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)


def _swap(new: Path, site: Path) -> None:
    """Put `new` in the place of `site`: two renames; if the second fails, the old site comes back."""
    old = site.with_name(f"{site.name}.alt")
    _remove(old)
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _build(ris_db: Path, folder: Path, spec: Mapping[str, Any]) -> None:
    database = folder / f"{DATABASE}.db"
    try:
        counts, examples = _copy_database(ris_db, database, spec["entfernt"]["zeilen"])
    except sqlite3.Error as error:
        raise InputError(f"{ris_db}: not a dataset of this version ({error}); run `ris build`") from error
    source = resource("datasette")
    for name in _COPIED:
        shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    own = {key: spec[key] for key in ("betreiber", "vokabular", "abfragespalten")}
    plugins = {
        PLUGIN: {"beispieldaten": examples, **own},
        "datasette-block-robots": {"literal": spec["robots"]["text"]},
    }
    _write_yaml(folder / "metadata.yaml", metadata(spec, plugins))
    _write_yaml(folder / _MARK, configuration(spec, plugins))
    _write_json(folder / "settings.json", spec["einstellungen"])
    _write_json(folder / "inspect-data.json", {DATABASE: _inspection(database, counts)})


def _inspection(database: Path, counts: dict[str, int]) -> dict[str, Any]:
    with database.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    rows = {name: {"count": count} for name, count in counts.items()}
    views = {name: rows.pop(name) for name in VIEWS}
    return {"hash": digest, "size": database.stat().st_size, "file": database.name, "tables": rows, "views": views}


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False), "utf-8")


class _Dumper(yaml.SafeDumper):
    """Writes text of several lines as it is, so that the SQL in the files stays readable."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent)


def _write_yaml(path: Path, value: object) -> None:
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, "utf-8")


# --- the database ----------------------------------------------------------------------------


def _published() -> list[schema.Tabelle]:
    return [tabelle for tabelle in schema.tabellen().values() if not tabelle.intern]


def _copy_database(source: Path, target: Path, left_out: Sequence[str]) -> tuple[dict[str, int], bool]:
    """Copy the allowed tables and columns without some rows; return the rows per table and view, and whether
    there are invented Kreise.
    """
    with closing(sqlite3.connect(target, uri=True)) as connection:
        _create(connection)
        connection.execute("attach ? as quelle", [f"{source.resolve().as_uri()}?mode=ro"])
        with connection:
            for tabelle in _published():
                _copy_table(connection, tabelle)
            website.leave_out(connection, left_out)
        connection.execute("detach quelle")
        _index_provenance(connection)
        connection.execute("analyze")
        # Counted once for all: the rows of herkunft_alle are too many to count for a page.
        counts = {name: _count(connection, name) for name in (*(t.name for t in _published()), *VIEWS)}
        examples = bool(connection.execute(_EXAMPLES).fetchone()[0])
        connection.execute("vacuum")
        _fill_fulltext(connection)
    return counts, examples


def _create(connection: sqlite3.Connection) -> None:
    """The schema of the dataset without its internal tables and views."""
    db = Database(connection)
    schema.create(db)
    allowed = {tabelle.name for tabelle in _published()}
    for view in set(db.view_names()) - set(VIEWS):
        db.view(view).drop()
    for tabelle in schema.tabellen().values():
        if tabelle.name not in allowed:
            db.table(tabelle.name).drop()


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f'select count(*) from "{table}"').fetchone()[0])


def _copy_table(connection: sqlite3.Connection, tabelle: schema.Tabelle) -> None:
    columns = ", ".join(f'"{name}"' for name in tabelle.felder)
    order = ", ".join(f'"{name}"' for name in tabelle.pk)
    connection.execute(
        f'insert into main."{tabelle.name}" ({columns}) select {columns} from quelle."{tabelle.name}" order by {order}'
    )


def _index_provenance(connection: sqlite3.Connection) -> None:
    """For the page of a `seite`, which counts the rows that it stated; only readers of the site ask that."""
    db = Database(connection)
    for tabelle in _published():
        if "seite" in tabelle.felder:
            db.table(tabelle.name).create_index(["seite"], if_not_exists=True)


def _fill_fulltext(connection: sqlite3.Connection) -> None:
    """Index the text last: `vacuum` may renumber rows, and the full-text tables refer to them by number."""
    with connection:
        for tabelle in _published():
            if tabelle.volltext:
                name = f"{tabelle.name}_fts"
                connection.execute(f'insert into "{name}" ("{name}") values (\'rebuild\')')


# --- what Datasette is told ------------------------------------------------------------------


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


def _names(spec: Mapping[str, Any]) -> list[str]:
    return [tabelle.name for tabelle in _published()] + list(spec["ansichten"])


def _texts(name: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    if name in spec["ansichten"]:
        view = spec["ansichten"][name]
        base = _columns(view["grundlage"]) if "grundlage" in view else {}
        columns = {column: text or base[column] for column, text in view["spalten"].items()}
        return {"title": view["titel"], "description": view["text"], "columns": columns}
    tabelle = schema.tabellen()[name]
    return {"title": tabelle.titel, "description": tabelle.text, "columns": _columns(name)}


def _columns(table: str) -> dict[str, str]:
    return {spalte.name: spalte.text for spalte in schema.tabellen()[table].spalten}


def _behaviour(name: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    """Facets, order and label of a table, in Datasette's words."""
    entry = spec["tabellen"].get(name) or spec["ansichten"].get(name) or {}
    tabelle = schema.tabellen().get(name)
    found = {
        "facets": entry.get("facetten"),
        "sort": entry.get("sortierung"),
        "sort_desc": entry.get("absteigend"),
        "label_column": tabelle.label if tabelle else None,
    }
    return {key: value for key, value in found.items() if value}


def _queries() -> dict[str, Any]:
    """The canned queries in Datasette's words; the help for the parameters is ours, for templates/query.html."""
    return {
        abfrage.name: {
            "title": abfrage.titel,
            "description": abfrage.text,
            "sql": abfrage.sql,
            "params": list(abfrage.parameter),
            "parameter": abfrage.parameter,
            "hide_sql": True,
        }
        for abfrage in abfragen()
    }


def _abfrage(path: Path) -> Abfrage:
    """Read one query: comment lines `-- titel: …`, `-- text: …`, `-- parameter: name = help`, then the SQL."""
    lines = path.read_text("utf-8").splitlines()
    header = [found for line in lines if (found := _HEADER.fullmatch(line))]
    values = {found["key"]: found["value"] for found in header if found["key"] != "parameter"}
    if set(values) != {"titel", "text"}:
        raise InputError(f"{path}: a query starts with the comment lines `-- titel: …` and `-- text: …`")
    pairs = [found["value"].partition("=") for found in header if found["key"] == "parameter"]
    parameter = {name.strip(): text.strip() for name, _, text in pairs}
    sql = "\n".join(line for line in lines if not _HEADER.fullmatch(line)).strip()
    return Abfrage(path.stem, values["titel"], values["text"], parameter, sql)
