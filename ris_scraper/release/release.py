"""A release: a folder that never changes again.

    releases/0.2.0/  ris.db                       all published tables, views and the full-text search
                     <table>.parquet, .csv        one of each for every table, as schema.toml types it
                     datapackage.json             what the columns are, keys, licence, sources
                     codebook.html, .md           the same for people, with frequencies and what is missing
                     README.md                    what this is, and what changed since the last one
                     CITATION.cff, dcat-ap-de.jsonld, schema-org.jsonld
                     SHA256SUMS

It is written beside its place and moved there once it is whole. The same dataset, settings and last release give the
same bytes: its day is that of the last page read, never today.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import releases, settings
from ris_scraper.publish.edition import CLOCKED, edition
from ris_scraper.publish.files import write_json, write_yaml
from ris_scraper.publish.releases import Release
from ris_scraper.publish.tables import VIEWS, published
from ris_scraper.release import catalogues, database, package, sums, tables, texts
from ris_scraper.release.about import Stamp, about
from ris_scraper.release.changes import changes
from ris_scraper.release.columns import arrow, arrow_schema
from ris_scraper.release.figures import categories, figures

#: Tables that say how well pages are read; a dataset without a measurement does not have them.
ACCURACY = ("genauigkeit", "verwechslungen")
_READ_ONLY = 0o444


def release(
    ris_db: Path,
    out: Path,
    version: str,
    own: Path | None = None,
    since: Path | None = None,
    day: str | None = None,
    measured: Path | None = None,
) -> Path:
    """Make the release `version` of the dataset `ris_db` as a folder in `out`; returns the folder.

    `own` is the operator's site.toml, `since` the release to compare with (else the next lower version in `out`), `day`
    (YYYY-MM-DD) its date instead of that of the last page read, `measured` the folder of the operator's measurements of
    accuracy, which stand beside the shipped ones. Raises InputError where the version is no version or
    there already, where the dataset has no date, or where something cannot be read or written.
    """
    arrow()
    if not releases.VERSION.fullmatch(version):
        raise InputError(f"{version!r} is no version: write it as 0.2.0 or 1.0.0-rc.1 (semver.org)")
    if not ris_db.is_file():
        raise InputError(f"{ris_db}: no such dataset; run `ris build` first")
    place = out.resolve() / version
    if place.exists():
        raise InputError(f"{place} is there already, and a release never changes: take another version")
    spec, last = settings.load(own), _last(out, version, since)
    beside, made = place.with_name(f"{version}.neu"), place.with_name(f"{version}.neu") / "ris.db"
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        mark = database.make(ris_db, made, spec, measured)
        _fill(made, Stamp(version, day or _day(made), mark, last), spec)
        for file in beside.iterdir():
            file.chmod(_READ_ONLY)
        beside.rename(place)
    except OSError as error:
        raise InputError(f"{place}: cannot be written ({error})") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return place


def _last(out: Path, version: str, since: Path | None) -> Release | None:
    if since:
        if not (since / releases.PACKAGE).exists():
            raise InputError(f"{since}: no release is there: name the folder of one with --since, releases/0.1.0 say")
        return releases.read(since)
    lower = (known for known in releases.releases(out) if releases.order(known.version) < releases.order(version))
    return next(lower, None)


def _day(made: Path) -> str:
    """The day of the last page that was read."""
    day = edition(made)["datum"]
    if not day:
        raise InputError("the dataset holds no page that was read: give the release a day with --date")
    return day


def _fill(made: Path, stamp: Stamp, spec: Mapping[str, Any]) -> None:
    """Write all files of a release beside its ris.db."""
    folder, last = made.parent, stamp.last
    with closing(sqlite3.connect(f"{made.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        said = about(db, stamp, edition(made), spec)
        for table in published():
            tables.write(db, table.name, arrow_schema(package.fields(table, spec), table.pk), table.pk, folder)
        counted = {table.name: figures(db, table, categories(table, spec)) for table in published()}
        accuracy = [(table, _all(db, table.name)) for table in published() if table.name in ACCURACY]
    resources = [package.resource(table, counted[table.name][0], folder, spec) for table in published()]
    _describe(folder, said, resources)
    texts.write(folder, {
        "a": said,
        "tabellen": published(),
        "felder": {each["name"]: each["schema"]["fields"] for each in resources},
        "zahlen": counted,
        "ansichten": {name: spec["ansichten"][name] for name in VIEWS},
        "geleert": CLOCKED,
        "genauigkeit": [(table, rows) for table, rows in accuracy if rows],
        "seit": changes(made, last.path / "ris.db", last.version, published()) if last else None,
    })  # fmt: skip
    sums.write(folder)


def _describe(folder: Path, said: Mapping[str, Any], resources: list[dict[str, Any]]) -> None:
    """Write what programs read about a release."""
    titles = {table.name: table.title for table in published()}
    offered = catalogues.files(folder)
    write_json(folder / releases.PACKAGE, package.package(said, resources))
    write_json(folder / "dcat-ap-de.jsonld", catalogues.dcat(said, offered, titles))
    write_json(folder / "schema-org.jsonld", catalogues.schema_org(said, offered, titles))
    write_yaml(folder / "CITATION.cff", catalogues.citation(said))


def _all(db: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    return db.execute(f'select * from "{table}"').fetchall()
