"""Which versions of our rules and readers a dataset comes from, and whether these are the present ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

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
    kept = versions(path, published)
    again = " and `ris publish`" if published else ""
    if kept.get("leser") != readers.version():
        yield f"{path} was read by an older version of this program: `ris build`{again} reads all pages anew"
    elif kept.get("regeln") != rules.version():
        yield f"{path} was judged by older rules: `ris judge`{again} brings it up to date"
