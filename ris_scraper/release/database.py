"""The ris.db of a release: what the site publishes, without what only the clock of one machine knows."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import tables
from ris_scraper.publish.edition import mark, unclock


def make(ris_db: Path, target: Path, spec: Mapping[str, Any], measured: Path | None = None) -> str:
    """Make the file `target` from the dataset, as the settings `spec` of the site want it; returns its `mark`.
    `measured` is the folder of the operator's measurements of accuracy.

    Raises InputError where `ris_db` is no dataset of this version.
    """
    texts = spec["anlagen"]["texte"]
    try:
        counts, _ = tables.copy(ris_db, target, spec["entfernt"]["zeilen"], texts, measured)
        found = mark(target, counts, texts)
        unclock(target)
    except sqlite3.Error as error:
        raise InputError(f"{ris_db}: not a dataset of this version ({error}); run `ris build`") from error
    return found
