"""What `ris status` shows: portals, pages, records, failures and Hinweise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import click

from ris_scraper.build.versions import older
from ris_scraper.cli.options import data_option, harmless
from ris_scraper.dataset.file import Dataset
from ris_scraper.folder import Folder

_PORTALS = """
select p.slug as portal, p.vendor, p.zustand,
  (select count(*) from seiten s where s.portal = p.slug) as seiten,
  (select count(*) from seiten s where s.portal = p.slug and s.fehler is not null) as fehler,
  (select count(*) from vorlagen v where v.portal = p.slug) as vorlagen,
  (select count(*) from beratungen b join vorlagen v on v.id = b.vorlage where v.portal = p.slug) as beratungen,
  (select count(*) from sitzungen z where z.portal = p.slug) as sitzungen,
  (select coalesce(sum(anzahl), 0) from hinweise h where h.portal = p.slug) as hinweise,
  (select max(abgerufen_am) from seiten s where s.portal = p.slug) as letzter_abruf
from portale p where exists (select 1 from seiten s where s.portal = p.slug) order by p.slug
"""
_FAILURES = "select portal, fehler, url, grund from seiten where fehler is not null order by portal, fehler, url"
_NOTES = "select portal, seitentyp, art, text, anzahl from hinweise order by anzahl desc, portal, text"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of a table.")
@data_option
def status(as_json: bool, folder: Folder) -> None:
    """Show portals, pages, records, failures and Hinweise.

    \b
    Example:
      ris status
    """
    for line in _lines(folder, as_json):
        click.echo(harmless(line))


def _lines(folder: Folder, as_json: bool) -> Iterator[str]:
    """The lines to print; a data folder without a dataset says what to do."""
    if not folder.ris_db.exists():
        yield f"{folder.ris_db} does not exist yet: `ris demo` shows how it looks, `ris ingest` takes in page files."
        return
    with Dataset(folder.ris_db) as db:
        found = _collect(db, folder)
    if as_json:
        yield json.dumps(found, ensure_ascii=False)
        return
    for title, rows in found.items():
        yield f"{title.capitalize()}: {len(rows)}"
        yield from _table(rows) if rows else ()
        yield ""


def _collect(db: Dataset, folder: Folder) -> dict[str, list[dict[str, Any]]]:
    return {
        "portale": db.rows(_PORTALS),
        "fehler": db.rows(_FAILURES),
        "aufgegeben": list(_given_up(folder)),
        "hinweise": db.rows(_NOTES),
        "veraltet": [{"was": sentence} for sentence in older(folder.ris_db)],
    }


def _given_up(folder: Folder) -> Iterator[dict[str, Any]]:
    """Pages that were asked for in vain so often that no run asks again."""
    for slug in folder.archived():
        with folder.frontier(slug) as frontier:
            yield from ({"portal": slug, "url": url, "grund": why} for url, why in frontier.given_up())


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    cells = [[str(name) for name in rows[0]]] + [["" if v is None else str(v) for v in row.values()] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
