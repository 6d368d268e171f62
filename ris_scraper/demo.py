"""The demo's own facts (floor 6): where the example pages lie, and what to try."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from ris_scraper.folder import Folder
from ris_scraper.resources import resource


def pages() -> Path:
    """The folder of the shipped example pages."""
    return resource("fixtures")


def prepare(folder: Folder) -> None:
    """Start afresh: the demo folder is ours, its archive is thrown away and the invented portals are entered."""
    shutil.rmtree(folder.path / "archive", ignore_errors=True)
    folder.path.mkdir(parents=True, exist_ok=True)
    shutil.copy(pages() / "portals.toml", folder.path / "portals.toml")


def questions(address: str) -> Iterator[str]:
    """The address and three questions to try."""
    yield f"Open {address}"
    yield "Three questions to try:"
    yield f"  Which Kreise have an Integrationskonzept?  {address}ris/konzept_in_kreisen?konzept=integrationskonzept"
    yield f"  Which bodies saw Soest's, with what result?  {address}ris/beratungsweg?vorlage=soest-alt:1"
    yield f"  What was rejected or deferred?  {address}ris/abgelehnte_und_vertagte"
