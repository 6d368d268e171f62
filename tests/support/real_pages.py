"""The collection of real pages beside the project, where there is one: expectations and the pages they are of."""

from __future__ import annotations

import json
from pathlib import Path

from ris_scraper.nouns.page import Page
from ris_scraper.read.decode import rendering_of


def gold_files(folder: Path) -> list[Path]:
    """The expectations of pages and of seeds in the collection."""
    return sorted((folder / "pages").rglob("*.expected.json")) + sorted((folder / "seeds").rglob("*.expected.json"))


def page_beside(gold: Path) -> Path:
    """The file of the page that an expectation is of."""
    stem, other = gold.name.removesuffix(".expected.json"), (".expected.json", ".links.txt")
    return next(path for path in sorted(gold.parent.glob(f"{stem}.*")) if not path.name.endswith(other))


def real_page(gold: Path) -> Page:
    """The page that an expectation is of."""
    text = page_beside(gold).read_text("utf-8")
    return Page(json.loads(gold.read_text("utf-8"))["url"], text, rendering_of(text))
