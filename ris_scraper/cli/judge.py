"""The command that judges anew."""

from __future__ import annotations

import click

from ris_scraper.build.judge import judge as judge_dataset
from ris_scraper.cli.options import data_option, existing, say
from ris_scraper.folder import Folder


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
            say(f"{slug}: {counts.datensaetze} things judged")
    say(f"judged {folder.ris_db}")
