"""Which version of our rules judged a row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable


@cache
def version() -> str:
    """A short hash over vocabulary and sources of judgement and words: it changes when words may mean otherwise."""
    digest = hashlib.sha256()
    for room in ("ris_scraper.judgement", "ris_scraper.words"):
        for file in _sources(files(room)):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def _sources(folder: Traversable) -> Iterator[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _sources(item)
        elif item.name.endswith((".py", ".toml")):
            yield item
