"""Which versions of our rules and readers a dataset comes from, and whether these are the present ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from ris_scraper.dataset.file import Dataset, versions
from ris_scraper.judgement import version as rules
from ris_scraper.read import version as readers


def stamp(db: Dataset) -> None:
    """Note that the whole dataset comes from the present rules and readers."""
    db.stamp("regeln", rules.version())
    db.stamp("leser", readers.version())


def stamp_new(db: Dataset) -> None:
    """The same for a dataset that holds nothing yet."""
    if not db.rows("select 1 from versionen limit 1"):
        stamp(db)


def older(path: Path, published: bool = False) -> Iterator[str]:
    """A sentence for each thing that is newer than a dataset file, or its published copy (`published`).

    Raises InputError where the file is no dataset of this version at all.
    """
    again = " and `ris publish`" if published else ""
    match stale(path, published):
        case "build":
            yield f"{path} was read by an older version of this program: `ris build`{again} reads all pages anew"
        case "judge":
            yield f"{path} was judged by older rules: `ris judge`{again} brings it up to date"


def stale(path: Path, published: bool = False) -> Literal["build", "judge"] | None:
    """What brings a dataset file up to date; None where it is. Raises InputError as `older` does."""
    kept = versions(path, published)
    if kept.get("leser") != readers.version():
        return "build"
    return "judge" if kept.get("regeln") != rules.version() else None
