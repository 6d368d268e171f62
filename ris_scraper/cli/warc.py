"""WARC at the command line: archives leave as WARC or WACZ, and pages of known portals come in from such files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

import click

from ris_scraper.archive.backup import put
from ris_scraper.archive.carrying import Holdings, holdings
from ris_scraper.archive.opening import told
from ris_scraper.cli.build import read_pages
from ris_scraper.cli.options import data_option, existing, say
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import counted
from ris_scraper.warc.intake import Intake, Tally
from ris_scraper.warc.wacz import Index, pack, tapes
from ris_scraper.warc.writing import moment_of, warc_date, write


@click.command("export-warc")
@click.argument("slugs", nargs=-1, required=True, metavar="SLUG…")
@click.option("--wacz", is_flag=True, help="Write WACZ: WARC with an index, for replay in a browser.")
@click.option(
    "--out",
    default=".",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to.",
)
@data_option
def export_warc(slugs: tuple[str, ...], wacz: bool, out: Path, folder: Folder) -> None:
    """Write raw archives as WARC files, one a portal, for other programs and for keeping.

    They hold all that pages print (also names of staff): they are for operators, not to be published. Pages
    removed with `ris forget` are not in them. The same archive gives the same file; its name says the last fetch.

    \b
    Example:
      ris export-warc borken --out /mnt/archiv
    """
    for slug in dict.fromkeys(slugs):
        existing(folder.archive_path(folder.portal(slug).slug), f"ris crawl {slug}")
        click.echo(_exported(folder, slug, wacz, out))


def _exported(folder: Folder, slug: str, wacz: bool, out: Path) -> Path:
    """Write one portal's file; returns its path."""
    with holdings(folder.archive_path(slug)) as held:
        if not held.last():
            raise InputError(f"{held.path} holds no page: there is nothing to write")
        name = f"{slug}-{moment_of(held.last()):%Y%m%d%H%M%S}.warc.gz"
        target = out / (f"{name.removesuffix('.warc.gz')}.wacz" if wacz else name)
        new = target.with_name(f"{target.name}.neu")
        with told(target):
            out.mkdir(parents=True, exist_ok=True)
            try:
                _write(held, slug, new, name, wacz)
                put(new, target)
            finally:
                new.unlink(missing_ok=True)
    return target


def _write(held: Holdings, slug: str, new: Path, name: str, wacz: bool) -> None:
    software = f"ris-scraper/{version('ris-scraper')}"
    warc = new.with_name(f"{name}.neu")
    try:
        with Index(name) as index, warc.open("wb") as file:
            for entry in write(held, slug, file, name, software):
                if wacz:
                    index.add(entry)
            file.close()
            if wacz:
                pack(new, warc, index, slug, warc_date(moment_of(held.last())), software)
    finally:
        if wacz:
            warc.unlink(missing_ok=True)


def ingest_warcs(paths: Iterable[Path], portal: str | None, folder: Folder) -> None:
    """Take WARC files into archives, say what came of it, and read what is new.

    Raises InputError at the end for damaged files, for pages that could not be had, and where there was none to take.
    """
    if portal:
        folder.portal(portal)
    wrong: list[str] = []
    with Intake(folder, portal) as intake:
        for path in paths:
            wrong += _taken(path, intake)
        new = intake.kept()
    for slug, count in new.items():
        say(f"{slug}: {count} new pages kept")
    if any(new.values()):
        read_pages(folder, [slug for slug, count in new.items() if count], everything=False)
    if wrong:
        raise InputError("; ".join(wrong))


def _taken(path: Path, intake: Intake) -> Iterator[str]:
    """Take one file in; yields a sentence for each thing that is wrong with it."""
    existing(path, "ris ingest --help")
    with told(path), tapes(path) as found:
        for name, tape in found:
            tally = intake.take(tape)
            say(f"{name}: {_summary(tally)}")
            yield from (f"{name}: {sentence}" for sentence in _faults(tally))


def _summary(tally: Tally) -> str:
    said = {
        "records": tally.whole,
        "pages of known portals": tally.taken.total(),
        "of other addresses": tally.foreign,
        "no pages (redirects, errors, pictures …)": tally.others,
        "forgotten before": tally.forgotten,
        "that could not be had": len(tally.refused),
    }
    return ", ".join(f"{count} {what}" for what, count in said.items() if count or what == "records")


def _faults(tally: Tally) -> Iterator[str]:
    if tally.missing:
        yield _damage(tally)
    if tally.refused:
        yield f"{counted(len(tally.refused), 'page')} could not be had; first: {tally.refused[0]}"
    for slug, count in tally.unknown.items():
        yield f"{counted(count, 'page')} of portal {slug!r}, which is not known: enter it in your portals.toml"
    if not tally.taken and not tally.missing and not tally.refused and not tally.unknown and not tally.forgotten:
        yield "it holds no page of a known portal (`ris portals` lists them, with their addresses)"


def _damage(tally: Tally) -> str:
    """Which part of a file is missing, and what to do."""
    if not tally.whole:
        return f"no record can be read ({tally.lost[0]}): is it a WARC file?"
    where = "it ends too early" if tally.cut or not tally.lost else f"it is damaged ({tally.lost[0]})"
    of = f" of {tally.promised}" if tally.promised else ""
    return (
        f"{where}: records missing: {tally.missing}{of}; the other {tally.whole} were taken in,"
        " get the file anew and take it in again for the rest"
    )
