"""Whether a text copy came whole: one that begins with the page's frame ends with it, and no table ends in a row."""

from __future__ import annotations

import re

from parsers.common import text
from parsers.common.html import Labels, label
from parsers.common.text import lines
from parsers.sessionnet.labels import DOCUMENT_COUNT, FOOT, FOOTER, FRAME
from parsers.sessionnet.text.head import HEAD_LINES
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import BROKEN_OFF, Hinweis

# A word of the menu may also head a part of the content; two are the frame.
_FRAME_LINES = 2
_FOOT_LINES = 5
_TABLE_HEAD = re.compile(r"(?:TOP|Inhalt|Betreff|Dokumenttyp|Bezeichnung|Aktionen|Dokumente|Datum|Gremium|\s)+")
_NUMBER = re.compile(r"(?:TOP\s+)?(?:NÖ|[ÖN])\s*\d+(?:\.\d+)*")
# Headings of the accordion that stand before what they name.
_OPENS = frozenset(("Tagesordnung", "Beratungen", "Informationen"))


def broken_off(page: Page, labels: Labels) -> tuple[Hinweis, ...]:
    """A Hinweis where a copy ends with what announces more, or without the foot of the frame that it begins with."""
    found = lines(page)
    ended = any(map(FOOTER.match, found)) or any(map(FOOT.match, found[-_FOOT_LINES:]))
    frame = sum(line in FRAME for line in found[:HEAD_LINES])
    if frame >= _FRAME_LINES and not ended:
        return (Hinweis(art=BROKEN_OFF, text="the copy has the page's menu and not its foot"),)
    if found and not ended and _opens(found, labels):
        return (Hinweis(art=BROKEN_OFF, text=f"the copy ends with {found[-1][:60]!r}"),)
    return text.broken_off(page, labels)


def _opens(found: list[str], labels: Labels) -> bool:
    """Whether the last line is a label of the head, the number of an item or the head of a table, and nothing more."""
    before, last = ("", *found)[-2:]
    bare = labels.get(label(last)) is not None and labels.get(label(before)) is None
    patterns = (_NUMBER, _TABLE_HEAD, DOCUMENT_COUNT)
    return bare or last in _OPENS or any(pattern.fullmatch(last) for pattern in patterns)
