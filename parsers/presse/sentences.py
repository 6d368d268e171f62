"""Sentences of running text (pure)."""

from __future__ import annotations

import re
from typing import NamedTuple


class Sentence(NamedTuple):
    """A sentence, the number of its paragraph, and its place: characters from the start of the text."""

    text: str
    paragraph: int
    position: int


# Where a sentence may end: closing mark, closing quotation marks, blank, and something that can begin a sentence.
_END = re.compile(r"[.!?…][“”\"»«')\]]*\s+(?=[„“\"»«(]?[A-ZÄÖÜ0-9])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„])(?:Dr|Prof|Dipl|bzw|ca|Nr|St|Abs|Art|Str|usw|evtl|ggf|Mio|Mrd|vgl|inkl|max|min|Tel|"
    r"Jan|Feb|Apr|Aug|Sept?|Okt|Nov|Dez|[A-Za-z])\.$"
)
# "am 9. September", "die 20. Sitzung": the point belongs to the number.
_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.$")
_BEFORE = re.compile(
    r"\b(?:am|vom|zum|zur|im|ab|bis|seit|de[rmns]|die|das|und|oder|sowie|\w+tag|Mittwoch),?\s+\d{1,2}\.$", re.I
)
_AFTER = re.compile(
    r"(?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Sitzung|Wahlperiode|Kreistag|Jahrhundert|\d{1,2}\.|\d{4})"
)


def _ends(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 25) : found.start() + 1]
    if _ORDINAL.search(before):
        return not (_BEFORE.search(before) or _AFTER.match(text, found.end()))
    return not _ABBREVIATION.search(before)


def sentences(paragraphs: tuple[str, ...]) -> list[Sentence]:
    """The sentences of all paragraphs; positions count as if the paragraphs were joined with one line break each.

    >>> [one.text for one in sentences(("Am 9. September tagt Dr. Nachname. Es folgt am 13. September der Kreistag.",))]
    ['Am 9. September tagt Dr. Nachname.', 'Es folgt am 13. September der Kreistag.']
    """
    found, offset = [], 0
    for number, paragraph in enumerate(paragraphs):
        start = 0
        for end in [*(match.end() for match in _END.finditer(paragraph) if _ends(paragraph, match)), len(paragraph)]:
            if text := paragraph[start:end].rstrip():
                found.append(Sentence(text, number, offset + start))
            start = end
        offset += len(paragraph) + 1
    return found
