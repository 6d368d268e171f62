"""What reading a page came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from ris_scraper.nouns.page import Rendering
from ris_scraper.nouns.records import Parsed


@dataclass(frozen=True)
class Reading:
    """What one page turned out to be and what it states, as printed; or the name and reason of its error.

    `outcomes` says that outcomes would be printed on this page, so that a missing one was not published; `stations`
    that the Beratungsfolge of a Vorlage would, so that one without stations has none yet.
    """

    rendering: Rendering
    vendor: str | None = None
    seitentyp: str | None = None
    parsed: Parsed = field(default_factory=Parsed)
    outcomes: bool = False
    stations: bool = True
    fehler: str | None = None
    grund: str | None = None
