"""The command that looks for words that Vorlagen of different Kreise share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from ris_scraper.cli.options import data_option, existing, fresh, say
from ris_scraper.cli.progress import Steps
from ris_scraper.dataset.reuse import reuse as reuse_in
from ris_scraper.folder import Folder
from ris_scraper.nouns.wording import counted


@click.command()
@click.option("--rebuild", is_flag=True, help="Compare all texts anew, not only what is new since the last time.")
@data_option
def reuse(rebuild: bool, folder: Folder) -> None:
    """Find the passages that Vorlagen of different Kreise share, and who had them first.

    The first run looks at every text; later ones cost what is new. What it keeps for that in reuse.db may be deleted.
    From then on `ris night` does it each time. What is found and what is not: docs/datensatz.md.

    \b
    Example:
      ris reuse && ris publish
    """
    fresh(existing(folder.ris_db, "ris build"))
    with folder.dataset() as db:
        if rebuild:
            folder.reuse_db.unlink(missing_ok=True)
        found = reuse_in(db, folder.reuse_db, _shown)
    shared = f"{counted(found.passagen, 'passage')} that {counted(found.vorlagen, 'Vorlage', 'Vorlagen')} share"
    say(f"{counted(found.neu, 'new text')}; {shared}, in {folder.ris_db}")


def _shown(things: Iterable[Any], total: int, unit: str) -> Iterator[Any]:
    """The things, with how many of them have passed."""
    with Steps(total, unit) as steps:
        for thing in things:
            yield thing
            steps.one()
