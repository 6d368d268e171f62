"""Judges anew what pages state: rows are joined again from the kept statements, and no page is read."""

from __future__ import annotations

from collections.abc import Iterator

from ris_scraper.dataset.file import Counts, Dataset
from ris_scraper.dataset.join.join import join_all
from ris_scraper.judgement.version import version


def judge(db: Dataset) -> Iterator[tuple[str, Counts]]:
    """Judge every portal's statements by the present rules; yields each portal with its counts."""
    for row in db.rows("select distinct portal from seiten order by portal"):
        with db.run("judge", row["portal"]) as counts:
            counts.datensaetze = join_all(db, row["portal"])
        yield row["portal"], counts
    db.rebuild_volltext()
    db.stamp("regeln", version())
