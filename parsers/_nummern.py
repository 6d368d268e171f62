"""Numbers of Vorlagen inside printed values (floor 2, pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ris_scraper.german import clean, split_nummer

_ONE_WORD = re.compile(r"\S*\d\S*")


def paper_number(printed: str | None) -> str | None:
    """The number of a Vorlage in a value like "2024/066" or "2024/066 Radweg Nord"; None for words alone.

    >>> paper_number("2024/066 Radweg Nord"), paper_number("V0490"), paper_number("Radweg Nord 2030")
    ('2024/066', 'V0490', None)
    """
    text = clean(printed)
    return split_nummer(text)[0] or (text if _ONE_WORD.fullmatch(text) else None)


def numbers(printed: Iterable[str]) -> tuple[str, ...]:
    """Numbers of Vorlagen, each once, from texts like "2014/284" or "2014/284 Radweg Nord".

    >>> numbers(["2014/284 Radweg Nord", "siehe unten", "85/2013"])
    ('2014/284', '85/2013')
    """
    found = (paper_number(text) for text in printed)
    return tuple(dict.fromkeys(number for number in found if number))
