"""The year of dates that are printed without one (pure).

A year is inferred only from what the report states: its own date; a date printed with its weekday (a report gives
weekdays for days near its own); a date that a plan looks ahead to; a fully printed date of the same paragraph and
tense. All of them have to agree, and none may be further away than five months. Else the year is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parsers.presse.dates import PrintedDate, calendar_day, day_of, printed_days
from parsers.presse.sentences import Sentence
from parsers.presse.tenses import Tense, tense_of

_FAR = timedelta(days=150)


@dataclass(frozen=True)
class Anchor:
    """A date with its year. `before`: what it fixes comes before it; `paragraph` and `tense` limit its reach."""

    day: date
    before: bool = False
    paragraph: int | None = None
    tense: Tense | None = None

    def fixes(self, when: PrintedDate, sentence: Sentence, tense: Tense | None) -> date | None:
        """The day meant if this date fixes it, else None."""
        near = tense is not None and (self.paragraph, self.tense) == (sentence.paragraph, tense)
        if self.paragraph is not None and not near:
            return None
        if self.before and tense == "back":
            return None
        years = (self.day.year - 1, self.day.year, self.day.year + 1)
        days = [day for year in years if (day := calendar_day(year, when.month, when.day or 15))]
        if self.before:
            days = [day for day in days if day <= self.day]
        nearest = min(days, key=lambda day: abs(day - self.day), default=None)
        return nearest if nearest and abs(nearest - self.day) <= _FAR else None


@dataclass(frozen=True)
class Context:
    """What fixes the years of a report's dates: its own date, if it states one, else dates with a year in its text."""

    published: date | None
    anchors: tuple[Anchor, ...]


def context_of(report: Sequence[Sentence], published: date | None) -> Context:
    """The context that a report's sentences and its own date give."""
    return Context(published, (Anchor(published),) if published else tuple(_anchors(report)))


def year_of(when: PrintedDate, sentence: Sentence, context: Context) -> int | None:
    """The year of a date in a sentence: printed, told relative to the report's, or fixed by the context."""
    if when.year:
        return when.year
    if when.shift is not None:
        year = _report_year(context)
        return year + when.shift if year else None
    tense = tense_of(sentence.text)
    day = _agreed(anchor.fixes(when, sentence, tense) for anchor in context.anchors)
    return day.year if day and _fits(day, when, tense, context.published) else None


def _anchors(report: Sequence[Sentence]) -> Iterator[Anchor]:
    for sentence in report:
        for when in printed_days(sentence.text):
            day = day_of(when, when.year)
            if day is None:
                continue
            tense = tense_of(sentence.text)
            if when.kind == "day":
                near = when.weekday == day.weekday()
                yield Anchor(day) if near else Anchor(day, paragraph=sentence.paragraph, tense=tense)
            elif when.kind == "plan" and tense == "ahead":
                yield Anchor(day, before=True)


def _agreed(days: Iterable[date | None]) -> date | None:
    found = {day for day in days if day}
    return found.pop() if len(found) == 1 else None


def _report_year(context: Context) -> int | None:
    """The year in which the report was written: its own date, else the days that it gives with their weekday."""
    years = {anchor.day.year for anchor in context.anchors if not anchor.before and anchor.paragraph is None}
    return years.pop() if len(years) == 1 else None


def _fits(day: date, when: PrintedDate, tense: Tense | None, published: date | None) -> bool:
    """Whether an inferred day agrees with its printed weekday and with the tense of its sentence."""
    if when.weekday not in (None, day.weekday()):
        return False
    if not published or not tense or not when.day or day == published:
        return True
    return (day > published) == (tense == "ahead")
