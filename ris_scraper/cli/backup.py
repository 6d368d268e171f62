"""The command that copies what cannot be made anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from ris_scraper.archive.backup import backup as copy_archive
from ris_scraper.archive.backup import copy, copy_once
from ris_scraper.archive.lock import held
from ris_scraper.archive.opening import refusal
from ris_scraper.cli.options import data_option, say
from ris_scraper.cli.progress import Steps
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError, RisError
from ris_scraper.nouns.trouble import is_full, trouble
from ris_scraper.nouns.wording import counted
from ris_scraper.publish.releases import VERSION

#: What is copied besides archives, as far as it is there.
_FILES = ("portals.toml", "site.toml", "probe.jsonl", "berichte/*", "genauigkeit/*")


@click.command()
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@data_option
def backup(target: Path, folder: Folder) -> None:
    """Copy archives, releases and settings into DIR, safely also while a run writes.

    Each copy takes its place in DIR once it is known to be whole, file by file; until then, and where an archive is
    damaged, the older copy stays. Give DIR back as --data, or copy it back, to restore: `ris build` makes the rest.

    \b
    Example:
      ris backup /mnt/sicherung/ris
    """
    if target.resolve().is_relative_to(folder.path.resolve()):
        raise click.UsageError("DIR is the data folder itself, or lies in it; name another one, best on another disk")
    jobs = [*_jobs(folder, target)]
    if not jobs:
        raise InputError(f"{folder.path} holds nothing to back up: name the folder with --data")
    with (
        held(target / "backup.lock", f"{target}: {{holder}} copies into it; wait for it to end"),
        _steps(jobs) as steps,
    ):
        failed = [fault for source, made, how in jobs if (fault := _done(source, made, how, steps))]
    for fault in failed:
        say(fault)
    say(f"{len(jobs) - len(failed)} of {counted(len(jobs), 'file')} in {target}, each checked")
    if failed:
        raise InputError(f"{counted(len(failed), 'file')} not backed up, see above; older copies in {target} stay")


_Job = tuple[Path, Path, Callable[[Path, Path], Any]]


def _jobs(folder: Folder, target: Path) -> Iterator[_Job]:
    """What to copy, where to, and how."""
    for slug in folder.archived():
        source = folder.archive_path(slug)
        yield source, target / source.relative_to(folder.path), copy_archive
    for pattern in _FILES:
        for file in sorted(folder.path.glob(pattern)):
            if file.is_file():
                yield file, target / file.relative_to(folder.path), copy
    for file in sorted(folder.releases.glob("*/*")):
        if VERSION.fullmatch(file.parent.name):
            yield file, target / file.relative_to(folder.path), copy_once


def _steps(jobs: list[_Job]) -> Steps:
    return Steps(len(jobs), "file")


def _done(source: Path, made: Path, how: Callable[[Path, Path], Any], steps: Steps) -> str | None:
    """Do one copy; returns why there is none, so that one file hides no other. A full disk ends it all: InputError."""
    try:
        made.parent.mkdir(parents=True, exist_ok=True)
        how(source, made)
    except RisError as error:
        return str(error)
    except (sqlite3.Error, OSError) as error:
        if is_full(error):
            raise trouble(made, error) from error
        return str(refusal(Path(getattr(error, "filename", None) or source), error))
    finally:
        steps.one()
    return None
