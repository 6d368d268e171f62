"""The command that looks whether all is well in a data folder, and says what to do where it is not."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryFile

import click

import ris_scraper
from ris_scraper.archive.checking import damage, faults
from ris_scraper.archive.lock import holder
from ris_scraper.archive.opening import look
from ris_scraper.build.versions import older
from ris_scraper.cli.options import contact_option, data_option, harmless, say
from ris_scraper.cli.overview import size
from ris_scraper.cli.progress import Steps
from ris_scraper.dataset.reuse import outdated
from ris_scraper.fetch import user_agent
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import RisError
from ris_scraper.nouns.trouble import trouble
from ris_scraper.nouns.wording import counted
from ris_scraper.publish import settings
from ris_scraper.read.attachments.attachments import can_recognise

#: Below so many bytes beside what a build and a publish need, a night may fill the disk.
_ROOM = 500_000_000
# A clock may differ so much from the one that dated a fetch or a file.
_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True)
class Finding:
    """Something to know, and whether it is wrong; the text says what to do."""

    text: str
    wrong: bool = True


@dataclass(frozen=True)
class _Order:
    folder: Folder
    contact: str | None
    quick: bool


@click.command()
@click.option("--quick", is_flag=True, help="Leave out what reads every byte of archives and dataset.")
@contact_option
@data_option
def doctor(quick: bool, contact: str | None, folder: Folder) -> None:
    """Check archives, rights, room, contact, clock, dataset, site and settings; say what to do.

    Nothing is changed and nothing is asked of the network. Exit codes: 0 all well, 1 something is wrong.

    \b
    Example:
      ris doctor --quick
    """
    found = [finding for check in _CHECKS for finding in _guarded(check, _Order(folder, contact, quick))]
    for finding in found:
        click.echo(harmless(f"{'wrong' if finding.wrong else 'note':6}{finding.text}"))
    wrong = sum(finding.wrong for finding in found)
    say(f"wrong: {wrong} of {counted(len(found), 'finding')}" if wrong else "all is well")
    sys.exit(1 if wrong else 0)


def _guarded(check: Callable[[_Order], Iterator[Finding]], order: _Order) -> Iterator[Finding]:
    """The findings of a check; what stops it is one too, and hides no other check's."""
    try:
        yield from check(order)
    except RisError as error:
        yield Finding(str(error))
    except (sqlite3.Error, OSError) as error:
        yield Finding(str(trouble(getattr(error, "filename", None) or order.folder.path, error)))


def _contact(order: _Order) -> Iterator[Finding]:
    if order.contact:
        user_agent(order.contact)
        return
    yield Finding("no contact is set, so nothing can be asked: set RIS_CONTACT to your e-mail address or web page")


def _rights(order: _Order) -> Iterator[Finding]:
    folder = order.folder.path
    if not folder.is_dir():
        yield Finding(f"{folder} does not exist: name the data folder with --data or RIS_DATA")
        return
    for place in (folder, folder / "archive"):
        if place.is_dir():
            yield from _writable(place)
    own = [order.folder.ris_db, *(order.folder.archive_path(slug) for slug in order.folder.archived())]
    for file in own:
        if file.exists() and not os.access(file, os.R_OK | os.W_OK):
            yield Finding(f"{file} cannot be read and written: give it to the user of this command (chown)")


def _writable(place: Path) -> Iterator[Finding]:
    try:
        with TemporaryFile(dir=place) as file:
            file.write(b"ris")
            file.flush()
    except OSError as error:
        yield Finding(str(trouble(place, error)))


def _room(order: _Order) -> Iterator[Finding]:
    folder = order.folder
    if not folder.path.is_dir():
        return
    needed = size(folder.ris_db) + size(folder.site) + _ROOM
    free = disk_usage(folder.path).free
    if free < needed:
        yield Finding(
            f"{folder.path}: {free / 1e9:.1f} GB are free, a night with build and publish may need"
            f" {needed / 1e9:.1f} GB: make room"
        )


def _portals(order: _Order) -> Iterator[Finding]:
    known = order.folder.portals
    for slug in order.folder.archived():
        if slug not in known:
            path = order.folder.archive_path(slug)
            yield Finding(f"{path} belongs to no known portal: enter [{slug}] in portals.toml, or move the file away")
    if not any(portal.zustand == "aktiv" for portal in known.values()):
        yield Finding("no portal is active, a night has nothing to do: `ris probe --all --write`", wrong=False)
    if any(portal.ocr for portal in known.values()) and not can_recognise():
        yield Finding("ocr is set, and there is no tesseract to do it: apt install tesseract-ocr tesseract-ocr-deu")


def _site_file(order: _Order) -> Iterator[Finding]:
    settings.load(order.folder.site_file)
    yield from ()


def _archives(order: _Order) -> Iterator[Finding]:
    slugs = [*order.folder.archived()]
    with Steps(len(slugs), "archive") as steps:
        for slug in slugs:
            yield from map(Finding, faults(order.folder.archive_path(slug), order.quick))
            steps.one()


def _dataset(order: _Order) -> Iterator[Finding]:
    folder = order.folder
    if not folder.ris_db.exists():
        read = any(folder.archived())
        yield Finding(f"{folder.ris_db} does not exist: `ris build` makes it of the archives", wrong=read)
        return
    yield from map(Finding, older(folder.ris_db))
    if folder.reuse_db.exists() and outdated(folder.ris_db):
        yield Finding(f"{folder.ris_db}: common passages are older than the texts: `ris reuse`", wrong=False)
    if not order.quick:
        yield from _whole(folder.ris_db, "ris build")


def _site(order: _Order) -> Iterator[Finding]:
    folder = order.folder
    published = folder.site / "ris.db"
    if not published.exists():
        yield Finding(f"{folder.site} is not published: `ris publish` does that", wrong=folder.ris_db.exists())
        return
    yield from map(Finding, older(published, published=True))
    if not order.quick:
        yield from _whole(published, "ris publish")


def _whole(path: Path, again: str) -> Iterator[Finding]:
    with look(path) as db:
        if found := damage(db):
            yield Finding(f"{path} is damaged ({found}): `{again}` makes it anew")


def _clock(order: _Order) -> Iterator[Finding]:
    now, made = datetime.now(UTC), datetime.fromtimestamp(Path(ris_scraper.__file__).stat().st_mtime, UTC)
    if late := behind(now, made):
        yield Finding(f"this program was installed {late}: set it (timedatectl)")
    for slug in order.folder.archived():
        newest = _newest(order.folder.archive_path(slug))
        if newest and (late := behind(now, newest)):
            again = "set it (timedatectl); if it is right now, the next fetch puts this right"
            yield Finding(f"the newest fetch of {slug} is of {late}: {again}")


def _newest(path: Path) -> datetime | None:
    """When an archive's last fetch was; None where there is none, or its file is damaged, which is found elsewhere."""
    try:
        with look(path) as db:
            found = db.execute("select abgerufen_am from abrufe order by id desc limit 1").fetchall()
            return datetime.fromisoformat(found[0][0]) if found else None
    except (sqlite3.Error, ValueError):
        return None


def behind(now: datetime, known: datetime) -> str | None:
    """A moment that is over and the clock's in words, where the clock says that it is still to come; else None."""
    if known <= now + _TOLERANCE:
        return None
    return f"{known.isoformat(timespec='minutes')}, and this machine's clock says {now.isoformat(timespec='minutes')}"


def _locks(order: _Order) -> Iterator[Finding]:
    folder = order.folder
    for file in (folder.night_lock, folder.path / "ris.lock", *sorted((folder.path / "archive").glob("*.lock"))):
        if who := holder(file):
            yield Finding(f"{file} is held by {who}: other commands on it wait, or are refused", wrong=False)


_CHECKS = (_contact, _rights, _room, _portals, _site_file, _archives, _dataset, _site, _clock, _locks)
