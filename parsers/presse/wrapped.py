"""Lines of text copies that a browser of text, or a page of paper, broke: joined again (pure)."""

from __future__ import annotations

import re
from itertools import pairwise

from parsers.presse.labels import MONTHS
from ris_scraper.words.german import clean

# Longer lines were broken by nothing that prints.
_WIDEST = 110
_WORD_GOES_ON = re.compile(r"[a-zäöüß]-$")
_PAIR = re.compile(r"(?:und|oder|bzw\.|sowie|bis)\b")
# Rows of tables begin with days and numbers; those of a sentence stand behind one of these.
_WORD = re.compile(r"[„“\"»«(]?[^\W\d_]")
_BEFORE_NUMBER = re.compile(
    rf"(?:(?<!\w)(?:am|um|den|vom|bis|ab|seit|von|mit|rund|etwa|bei|auf|zum|für)|(?:{'|'.join(MONTHS)})[a-zä]{{0,7}})$",
    re.I,
)
_SMALL = re.compile(r"[a-zäöüß]")
_END = re.compile(r"[.!?…:][“”\"»«’)]*$")
# What a printer sets above and below: "Seite 1 von 2" behind medium and day, the address, the number of the page.
_PAGE = re.compile(
    r"(?<!\W)\W*\bSeite \d{1,3}(?: von \d{1,3})?$|^https?://\S+(?:\s+\d{1,3}/\d{1,3})?$|^\d{1,3}/\d{1,3}$"
)


def unbroken(text: str) -> list[str]:
    """The lines of a copy, white space folded, without empty ones, where what was broken at a margin is one again.

    A line goes on where the next one begins small, or with a word that had no place on it.

    >>> unbroken("Konzept vor dem Abschluss\\n\\nDer Kreistag hat das Integrations-\\nkonzept beraten.\\nSeite 1 von 1")
    ['Konzept vor dem Abschluss', 'Der Kreistag hat das Integrationskonzept beraten.']
    """
    printed = [clean(_PAGE.sub("", clean(raw))) for raw in text.splitlines()]
    widest = max(map(len, printed), default=0)
    found: list[str] = []
    for above, line in pairwise(["", *printed]):
        if above and line and _goes_on(above, line, widest):
            found[-1] = _joined(found[-1], line)
        elif line:
            found.append(line)
    return found


def _goes_on(above: str, line: str, widest: int) -> bool:
    if _WORD_GOES_ON.search(above) or (_SMALL.match(line) and not _END.search(above)):
        return True
    full = len(above) + 1 + len(line.partition(" ")[0]) > widest
    begins = _WORD.match(line) or _BEFORE_NUMBER.search(above)
    return widest <= _WIDEST and full and not _END.search(above) and begins is not None


def _joined(above: str, line: str) -> str:
    if not _WORD_GOES_ON.search(above) or _PAIR.match(line):
        return f"{above} {line}"
    return f"{above[:-1] if _SMALL.match(line) else above}{line}"
