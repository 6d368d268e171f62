"""Which version of our readers read a page."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import parsers
from ris_scraper import words

_SOURCES = (".py", ".toml")


@cache
def version() -> str:
    """A short hash over the sources of parsers and words: it changes when pages may be read otherwise."""
    folders = [Path(str(room.__file__)).parent for room in (parsers, words)]
    files = sorted((file for folder in folders for file in folder.rglob("*") if file.suffix in _SOURCES), key=str)
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
