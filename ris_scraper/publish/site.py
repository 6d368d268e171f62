"""From ris.db to a folder that Datasette serves: allowed tables only, and everything a page needs.

Each publish makes a folder of its own (see `editions`), so a reader never meets half a site:

    site/  ris.db           the tables of schema.toml without the internal ones, and the views
           metadata.yaml    titles, descriptions, facets, queries   (Datasette 0.65)
           datasette.yaml   facets, queries, settings               (Datasette 1.0)
           settings.json    settings                                (Datasette 0.65)
           inspect-data.json   declares ris.db immutable: faster, and it can be downloaded
           templates/ static/ plugins/                              copies of datasette/
           static/ausgaben/                                         the files of the releases
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ris_scraper.dataset import schema
from ris_scraper.folder import resource
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.trouble import is_about_room, trouble
from ris_scraper.publish import editions, oparl, releases, settings, tables
from ris_scraper.publish.edition import edition, mark
from ris_scraper.publish.files import write_json, write_yaml
from ris_scraper.publish.metadata import DATABASE, configuration, metadata, shared_columns

#: Name under which the site's plugin finds what `publish` knows about the data.
PLUGIN = "ris"
_COPIED = ("templates", "static", "plugins")
#: Tables of site.toml that the site's plugins and templates read.
_TOLD = ("betreiber", "laden", "oparl", "vokabular", "parameter", "spaltentitel", "spaltenarten", "karten", "gruende",
         "fehlertexte", "abfragespalten", "vergleichszahlen")  # fmt: skip


# --- the commands' side ----------------------------------------------------------------------


def publish(
    ris_db: Path, site: Path, own: Path | None = None, measured: Path | None = None, made: Path | None = None
) -> None:
    """Build the served folder `site` from the dataset `ris_db`; an older site gives way once the new one is whole.

    `own` is the operator's site.toml (see `settings`), `measured` the folder of his measurements of accuracy, which are
    published beside the shipped ones, `made` the folder of the releases, which the site offers. Raises InputError if
    one of them is wrong, if `ris_db` is no dataset of this version, if `site` is a folder that `publish` did not make,
    or if the folder cannot be written. The old site is untouched then.
    """
    spec, known = settings.load(own), releases.releases(made)
    if not ris_db.is_file():
        raise InputError(f"{ris_db}: no such dataset; run `ris build` first")
    site = editions.place(site)
    if site.exists() and not _is_ours(site):
        raise InputError(f"{site} is not empty and was not made by publish; choose another folder")
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        with editions.made(site) as folder:
            _build(ris_db, folder, spec, measured, known)
    except OSError as error:
        raise trouble(site, error) from error


def serve_command(site: Path, host: str = "127.0.0.1", port: int = 8001) -> list[str]:
    """Command line that serves the folder `site` with Datasette alone, which stays with this edition.

    Raises InputError if `site` was not published.
    """
    if not (site / editions.MARK).is_file():
        raise InputError(f"{site}: nothing is published there; run `ris publish` first")
    # UTF-8 mode: Datasette opens its settings in the encoding of the locale.
    python = [sys.executable, "-X", "utf8", "-m", "datasette"]
    return [*python, "serve", str(site), "--host", host, "--port", str(port)]


# --- the folder ------------------------------------------------------------------------------


def _is_ours(site: Path) -> bool:
    return site.is_dir() and ((site / editions.MARK).is_file() or not any(site.iterdir()))


def _build(
    ris_db: Path, folder: Path, spec: Mapping[str, Any], measured: Path | None, known: Sequence[releases.Release]
) -> None:
    database = folder / f"{DATABASE}.db"
    try:
        left_out, texts = spec["entfernt"]["zeilen"], spec["anlagen"]["texte"]
        counts, examples = tables.copy(ris_db, database, left_out, texts, measured)
    except sqlite3.Error as error:
        if is_about_room(error):
            raise trouble(database, error) from error
        raise InputError(f"{ris_db}: not a dataset of this version ({error}); run `ris build`") from error
    # Before anything comes into the file that no release has.
    stand = edition(database) | releases.told(known, database, mark(database, counts, texts))
    if spec["oparl"]["anbieten"]:
        oparl.create(database)
    source = resource("datasette")
    for name in _COPIED:
        shutil.copytree(source / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    releases.place(known, folder / "static")
    own = {key: spec[key] for key in _TOLD}
    own["schluessel"] = {name: view["schluessel"] for name, view in spec["ansichten"].items()}
    own["versteckt"] = [oparl.PREFIX, *tables.hidden()]
    own["ausgaben"] = releases.listed(known, {name: table.title for name, table in schema.tables().items()})
    plugins = {
        PLUGIN: {"beispieldaten": examples, "spalten": shared_columns(), "stand": stand, **own},
        "datasette-block-robots": {"literal": spec["robots"]["text"]},
    }
    write_yaml(folder / "metadata.yaml", metadata(spec, plugins))
    write_yaml(folder / editions.MARK, configuration(spec, plugins))
    write_json(folder / "settings.json", spec["einstellungen"])
    write_json(folder / "inspect-data.json", {DATABASE: _inspection(database, counts)})
    _to_disk(database)


def _to_disk(path: Path) -> None:
    """Wait until the file is safe, so that a power cut after the change leaves no broken site."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _inspection(database: Path, counts: dict[str, int]) -> dict[str, Any]:
    rows = {name: {"count": count} for name, count in counts.items()}
    views = {name: rows.pop(name) for name in tables.VIEWS}
    return {
        "hash": releases.digest(database),
        "size": database.stat().st_size,
        "file": database.name,
        "tables": rows,
        "views": views,
    }
