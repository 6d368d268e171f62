"""What reading a file came to: its state, and its text page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

#: The states of a file (`anlagen.stand`), with what each means.
STATES: Mapping[str, str] = MappingProxyType(
    {
        "nicht_geladen": "nobody has asked for it: not chosen, or not its turn yet",
        "gelesen": "its text stands in anlagen_seiten",
        "teilweise_gelesen": "the text of some of its pages does: it has too many, or some could not be read",
        "kein_text": "pictures of pages, with no text to be had from them",
        "verschluesselt": "it asks for a password",
        "beschaedigt": "half a file, or none of the kind that it says it is",
        "anderes_format": "a kind of file that is not read",
        "zu_gross": "larger than files that are fetched, or unpacked larger than files that are read",
        "zu_aufwendig": "to read it takes more memory or time than a file gets",
        "nicht_lesbar": "the reader failed, which is a defect of this program",
        "keine_datei": "the portal answered with a page instead",
        "gesperrt": "a login, a gate or robots.txt stands before it",
        "weg": "the portal says that it is not there",
        "nicht_erreichbar": "no answer, or an address that is not the portal's",
    }
)
Quelle = Literal["pdf", "ocr", "office", "text"]


@dataclass(frozen=True)
class FilePage:
    """The text of one page as it was found, line by line; `konfidenz` (0 to 1) is that of OCR, None for all else."""

    seite: int
    text: str
    quelle: Quelle
    konfidenz: float | None = None


@dataclass(frozen=True)
class Extract:
    """What a file holds. `stand` is one of STATES, `grund` says more; `seitenzahl` is None where a file has no pages.

    `bilder` is the number of pages that are pictures without text, `ocr` whether it was tried to read those.
    """

    stand: str
    grund: str | None = None
    seitenzahl: int | None = None
    seiten: tuple[FilePage, ...] = ()
    bilder: int = 0
    ocr: bool = False
