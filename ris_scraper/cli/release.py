"""The command that makes a release, and the one that checks it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from ris_scraper.cli.options import data_option, existing, fresh, say
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import counted
from ris_scraper.publish.releases import PACKAGE, releases
from ris_scraper.release.check import faults
from ris_scraper.release.release import release as make

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("version", required=False)
@click.option("--out", type=_FOLDER, help="Folder that holds the releases (default: releases/ of the data folder).")
@click.option("--since", type=_FOLDER, help="Release to compare with (default: the next lower version in that folder).")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="Its day (default: that of the last page read).")
@click.option("--check", type=_FOLDER, metavar="DIR", help="Check the release in DIR, or all in it, and make none.")
@data_option
def release(
    version: str | None, out: Path | None, since: Path | None, day: datetime | None, check: Path | None, folder: Folder
) -> None:
    """Make an edition of the dataset that never changes, for other people's programs.

    It is the folder VERSION in releases/, with SQLite, Parquet, CSV, data package, codebook, citation and sums; then
    `ris publish` offers it on the site.

    \b
    Example:
      ris release 0.2.0 && ris release --check ris-data/releases/0.2.0
    """
    if (version is None) == (check is None):
        raise click.UsageError("give either a VERSION to make, or --check DIR")
    if check:
        _check(check)
        return
    with folder.writing():
        ris_db = fresh(existing(folder.ris_db, "ris build"))
        when = f"{day:%Y-%m-%d}" if day else None
        place, own, measured = out or folder.releases, folder.site_file, folder.measurements
        made = make(ris_db, place, version or "", own, since, when, measured)
    say(f"released {made}")


def _check(folder: Path) -> None:
    """Check a release, or each of those in a folder."""
    found = [folder] if (folder / PACKAGE).exists() else [known.path for known in releases(folder)]
    if not found:
        raise InputError(f"{folder}: no release is there")
    wrong = 0
    for path in found:
        said = [*faults(path)]
        for fault in said:
            say(f"{path}: {fault}")
        if not said:
            say(f"{path}: sums, counts, types and keys are right")
        wrong += len(said)
    if wrong:
        raise InputError(f"{counted(wrong, 'fault')}, see above")
