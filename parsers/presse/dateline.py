"""The day that a report prints of itself: on a line of its own, or before its first sentence (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from parsers.presse.labels import COUNCIL, WEEKDAYS
from ris_scraper.words.german import datum

_FULL_DAY = re.compile(r"(?<!\d)\d{1,2}\.\s?(?:\d{1,2}\.|[^\W\d]+)\s?\d{4}(?!\d)")
# "Kreis Soest, ", "Pressemitteilung Nr. 12/2014 vom ", "Veröffentlicht am Donnerstag, ": no sentence, so no verbs.
# "(lk)", "(dpa/lnw)" name who reports.
_NAME = re.compile(r"\(\w{2,6}(?:/\w{2,6})?\)|\W*(?:[A-ZÄÖÜ0-9]|(?:vom|am|den|der|des|im|in|a)\b|$)")
# Before a day of the text these stand, not before the day of the report.
_IN_A_SENTENCE = frozenset("am vom seit ab bis im zum den dem und oder".split())
_ON_A_LINE = re.compile(
    r"\W*(?:\d{1,2}[:.]\d{2}\W*)?(?:Uhr)?\W*(?:Presse(?:mitteilung|meldung|information)|Meldung)?\W*"
)
_BEFORE_TEXT = re.compile(r"\s?(?:\)|[:|–—-]|\.\s?(?:[–—-]|$|(?=\s[A-ZÄÖÜ„“\"])))")
_LONGEST = 120


def on_a_line(lines: Iterable[str]) -> date | None:
    """The day that a line prints and nothing else but place, medium and time: "Soest, 28. Februar 2014, 14:30 Uhr".

    >>> on_a_line(["Konzept liegt vor", "Pressemitteilung vom 28.02.2014"]).isoformat()
    '2014-02-28'
    >>> on_a_line(["Kreistag am 28. Februar 2014", "Was am 3. März 2014 wichtig war"])
    """
    return next((day for line in lines if (day := _day(line, _ON_A_LINE, alone=True))), None)


def before_text(paragraph: str) -> date | None:
    """The day that stands before the first sentence of a report.

    >>> before_text("Soest, 28. Februar 2014 – Am 27. Februar tagte der Kreistag.").isoformat()
    '2014-02-28'
    >>> before_text("Am 28. Februar 2014 – einem Freitag – tagte der Kreistag."), before_text("Der Kreistag tagt.")
    (None, None)
    """
    return _day(paragraph, _BEFORE_TEXT, alone=False)


def is_dateline(line: str) -> bool:
    """Whether a line is the report's day and nothing else.

    >>> is_dateline("28. August 2013, 14:30 Uhr"), is_dateline("Konzept vom 28. August 2013 liegt vor")
    (True, False)
    """
    return on_a_line([line]) is not None


def _day(text: str, behind: re.Pattern[str], alone: bool) -> date | None:
    found = _FULL_DAY.search(text[:_LONGEST])
    if not found or (alone and len(text) > _LONGEST):
        return None
    before, after = text[: found.start()], text[found.end() :]
    ends = behind.fullmatch(after) if alone else behind.match(after)
    if not ends or COUNCIL.search(before) or not all(map(_NAME.match, before.split())):
        return None
    words = [word for word in re.findall(r"\w+", before.lower()) if word not in WEEKDAYS]
    return None if not alone and words and words[-1] in _IN_A_SENTENCE else datum(found[0])
