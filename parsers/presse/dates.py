"""Dates as running text prints them (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from parsers.presse.labels import MONTHS, NO_MEETING, PLANNING, SHIFTS, WEEKDAYS

Kind = Literal["day", "month", "plan", ""]


class PrintedDate(NamedTuple):
    """A date as printed; None for parts that are not. `kind`: "day", "month", "plan" a day aimed at.

    `shift` is the year relative to the report's: -1 for "letzten Jahres".
    """

    start: int
    end: int
    kind: Kind
    day: int | None
    month: int
    year: int | None
    shift: int | None
    weekday: int | None


_MONTH = (
    r"(?P<month>Jan(?:uar)?|Feb(?:ruar)?|März|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?"
    r"|Nov(?:ember)?|Dez(?:ember)?)\b\.?"
)
_YEAR = rf"(?:\s+(?:(?P<year>\d{{4}})(?!\d)|(?:des\s+)?(?P<shift>{'|'.join(SHIFTS)})\s+Jahres))?"
_DAY = re.compile(
    rf"(?<![\d.,])(?P<day>\d{{1,2}})\.\s?(?:{_MONTH}{_YEAR}|(?P<number>\d{{1,2}})\.(?:\s?(?P<short>\d{{4}}|\d{{2}})(?!\d))?(?!\d))"
)
_IM = re.compile(rf"\b(?:[Ii]m|Ende|Anfang|Mitte)\s+{_MONTH}{_YEAR}")
# Most sentences have no date: these spare them the patterns.
_POINT = re.compile(r"\d\.")
_NAMES = tuple(name.capitalize() for name in MONTHS)
_MEETING_OF = re.compile(r"(?:Sitzung|Beschluss(?:es)?|Kreistage?s|[Aa]usschusses)\s+vom\s+$")


def printed_days(text: str) -> list[PrintedDate]:
    """The days that a sentence prints.

    >>> [(a.kind, a.day, a.month, a.year) for a in printed_days("am 9. September, ab dem 1. Dezember 2013")]
    [('day', 9, 9, None), ('plan', 1, 12, 2013)]
    """
    return list(_days(text)) if _POINT.search(text) else []


def printed_months(text: str) -> list[PrintedDate]:
    """The months that a sentence prints without a day.

    >>> [(a.month, a.year, a.shift) for a in printed_months("im Juni letzten Jahres, im September 2012")]
    [(6, None, -1), (9, 2012, None)]
    """
    found: list[PrintedDate] = []
    for match in _IM.finditer(text) if any(name in text for name in _NAMES) else ():
        shift = SHIFTS[match["shift"]] if match["shift"] else None
        year = int(match["year"]) if match["year"] else None
        month = _month(match)
        found.append(PrintedDate(match.start(), match.end(), "month", None, month, year, shift, None))
    return found


def day_of(when: PrintedDate, year: int | None) -> date | None:
    """The day that a date with its year means; None without day or year, and for a day that does not exist."""
    return calendar_day(year, when.month, when.day) if year and when.day else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """A day of the calendar; None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days(text: str) -> Iterator[PrintedDate]:
    previous: PrintedDate | None = None
    for found in _DAY.finditer(text):
        month = int(found["number"]) if found["number"] else _month(found)
        if not (1 <= month <= 12 and 1 <= int(found["day"]) <= 31):
            continue
        before = text[max(0, found.start() - 60) : found.start()]
        kind, weekday = _kind(before)
        # "am 9. September und 13. September"
        if previous and text[previous.end : found.start()].strip() in ("und", "sowie", "bzw.", ","):
            kind = previous.kind
        printed = found["year"] or found["short"]
        year = int(printed) + (2000 if len(printed) == 2 else 0) if printed else None
        shift = SHIFTS[found["shift"]] if found["shift"] else None
        previous = PrintedDate(found.start(), found.end(), kind, int(found["day"]), month, year, shift, weekday)
        yield previous


def _kind(before: str) -> tuple[Kind, int | None]:
    """What the words before a date make of it, and the weekday among them."""
    words = before.lower().split()
    article = words.pop() if words and words[-1] in ("den", "dem") else None
    weekday = WEEKDAYS.get(words[-1].rstrip(",")) if words else None
    words = words[:-1] if weekday is not None else words
    word = words[-1].lstrip("(„") if words else ""
    if word in PLANNING:
        return "plan", weekday
    if weekday is not None:
        return ("" if word in NO_MEETING else "day"), weekday
    if article:
        return "", None
    return ("day" if word == "am" or before.endswith("(") or _MEETING_OF.search(before) else ""), None


def _month(found: re.Match[str]) -> int:
    return MONTHS.index(found["month"][:3].lower()) + 1
