"""Commands that make the dataset from what is kept: read pages, build all anew, judge anew."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click

from ris_scraper.build.build import build as build_dataset
from ris_scraper.build.intake import read_into
from ris_scraper.build.judge import judge as judge_dataset
from ris_scraper.build.versions import stamp
from ris_scraper.cli.options import data_option, existing, fresh, say
from ris_scraper.dataset.file import Counts
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import counted


@click.command()
@click.argument("portals", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Read every kept page again, not only what is new.")
@data_option
def read(portals: tuple[str, ...], everything: bool, folder: Folder) -> None:
    """Read kept pages into the dataset: of the given portals, or of all.

    \b
    Example:
      ris read --all borken
    """
    read_pages(folder, portals or list(folder.archived()), everything, whole=everything and not portals)


@click.command()
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes that read at a time; the number of cores if not given."
)
@click.option("--dask", metavar="ADDRESS", help="Read on the Dask cluster of this scheduler, tcp://host:8786.")
@data_option
def build(jobs: int | None, dask: str | None, folder: Folder) -> None:
    """Make ris.db anew from the archives and swap it in.

    A portal that cannot be read is named at the end; the others are built all the same.

    \b
    Example:
      ris build --data ris-data
    """
    if jobs and dask:
        raise click.UsageError("--jobs and --dask exclude each other: a cluster has its own workers")
    for slug, counts in build_dataset(folder, jobs or os.cpu_count() or 1, dask):
        _tell(slug, counts)
    say(f"built {folder.ris_db}")


@click.command()
@data_option
def judge(folder: Folder) -> None:
    """Judge anew what the pages state, after a change of vocabulary; no page is read.

    Outcomes, roles, kinds, concepts and all that follows from them are made again from the printed words.

    \b
    Example:
      ris judge && ris publish
    """
    existing(folder.ris_db, "ris build")
    with folder.dataset() as db:
        for slug, counts in judge_dataset(db):
            say(f"{slug}: {counted(counts.datensaetze, 'thing')} judged")
    say(f"judged {folder.ris_db}")


def read_pages(folder: Folder, slugs: Iterable[str], everything: bool, whole: bool = False) -> None:
    """Read kept pages of portals into the dataset and say what came of it; `whole` if all of it is read anew.

    Raises InputError at the end for the portals that could not be read; the others are.
    """
    if not whole:
        fresh(folder.ris_db)
    refused = []
    with folder.dataset() as db:
        for slug in slugs:
            try:
                _tell(slug, read_into(db, folder, slug, everything))
            except InputError as error:
                refused.append(str(error))
        db.rebuild_volltext()
        if whole and not refused:
            stamp(db)
    if refused:
        raise InputError("; ".join(refused))


def _tell(slug: str, counts: Counts) -> None:
    pages, records = counted(counts.seiten, "page"), counted(counts.datensaetze, "record")
    say(f"{slug}: {pages} read, {records}, {counted(counts.fehler, 'page')} failed")
