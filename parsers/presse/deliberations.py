"""Deliberations that a report mentions: which body, on which day, by which sentence (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from parsers.presse.bodies import Mention, bodies_in
from parsers.presse.dates import PrintedDate, day_of, printed_days, printed_months
from parsers.presse.labels import DELIBERATION, NO_DELIBERATION
from parsers.presse.people import without_people
from parsers.presse.sentences import Sentence, sentences
from parsers.presse.years import context_of, year_of
from ris_scraper.nouns.records import PresseTermin

# A day that a sentence only names to take it back.
_TAKEN_BACK = re.compile(r"\bnicht\b.*?\bsondern\b")
_JOINED = re.compile(r"\s*(?:,|und|sowie|/|sowie auch|und auch)\s*(?:(?:der|dem|den|die|des|im|vom)\s+)?")


class _Dated(NamedTuple):
    """A body with a date of a sentence."""

    gremium: str
    when: PrintedDate
    sentence: Sentence


def deliberations(paragraphs: tuple[str, ...], published: date | None) -> tuple[PresseTermin, ...]:
    """The deliberations that paragraphs mention, in order, each body and day once.

    `datum` is None where only a month is printed or the year cannot be known; `monat` ("2013-06") where it can.
    """
    report = sentences(paragraphs)
    context = context_of(report, published)
    mentions = [(one, year_of(one.when, one.sentence, context)) for sentence in report for one in _mentions(sentence)]
    days = {(mention.gremium, mention.when.month, year) for mention, year in mentions if mention.when.day}
    found: dict[tuple[str, int | None, int, int | None], PresseTermin] = {}
    for mention, year in mentions:
        if _repeated(mention, year, days):
            continue
        deliberation = PresseTermin(
            gremium=mention.gremium,
            datum=day_of(mention.when, year),
            monat=_month_of(mention.when, year),
            zitat=without_people(mention.sentence.text),
            zitat_position=mention.sentence.position,
        )
        found.setdefault((mention.gremium, mention.when.day, mention.when.month, year), deliberation)
    return tuple(found.values())


def _joined(bodies: list[Mention], start: int, text: str, step: int) -> list[Mention]:
    """A body and those that stand beside it: "der Sozialausschuss und der Kreistag"."""
    group = [bodies[start]]
    while 0 <= start + step < len(bodies):
        left, right = sorted((bodies[start], bodies[start + step]), key=lambda body: body.start)
        if not _JOINED.fullmatch(text, left.end, right.start):
            break
        start += step
        group.append(bodies[start])
    return group[::step]


def _pairs(text: str, days: list[PrintedDate], bodies: list[Mention]) -> Iterator[tuple[PrintedDate, Mention]]:
    """Which body belongs to which date: the one after it, or before it where the sentence begins with a body.

    With one date, the nearest on either side will do; with several, each needs a body of its own.
    """
    bodies_first = bodies[0].start < days[0].start
    for number, day in enumerate(days):
        low = (days[number - 1].end if number else 0) if bodies_first else day.end
        following = days[number + 1].start if number + 1 < len(days) else len(text)
        high = day.start if bodies_first else following
        inside = [place for place, body in enumerate(bodies) if low <= body.start < high]
        if not inside:
            continue
        place, step = (inside[-1], -1) if bodies_first else (inside[0], 1)
        group = [body for body in _joined(bodies, place, text, step) if low <= body.start < high]
        yield from ((day, body) for body in group)


def _nearest(text: str, day: PrintedDate, bodies: list[Mention]) -> Iterator[tuple[PrintedDate, Mention]]:
    """The body of a sentence's only date: the nearest, and those that stand beside it."""
    near = min(range(len(bodies)), key=lambda place: max(bodies[place].start - day.end, day.start - bodies[place].end))
    group = {*_joined(bodies, near, text, 1), *_joined(bodies, near, text, -1)}
    yield from ((day, body) for body in sorted(group, key=lambda body: body.start))


def _mentions(sentence: Sentence) -> list[_Dated]:
    """The dates with bodies of one sentence; months count only where it prints no day."""
    days = _days(sentence.text)
    bodies = bodies_in(sentence.text) if days else []
    if not bodies or not DELIBERATION.search(sentence.text) or NO_DELIBERATION.search(sentence.text):
        return []
    pairs = _nearest(sentence.text, days[0], bodies) if len(days) == 1 else _pairs(sentence.text, days, bodies)
    return [_Dated(body.gremium, day, sentence) for day, body in pairs]


def _days(text: str) -> list[PrintedDate]:
    """The days of a sentence that it does not take back, else its months."""
    days = [when for when in printed_days(text) if when.kind == "day"]
    if not days:
        return printed_months(text)
    back = _TAKEN_BACK.search(text)
    return [day for day in days if not back or not back.start() <= day.start < back.end()]


def _month_of(when: PrintedDate, year: int | None) -> str | None:
    return f"{year}-{when.month:02d}" if year else None


def _repeated(mention: _Dated, year: int | None, days: set[tuple[str, int, int | None]]) -> bool:
    """Whether a month is said of a body again whose day in that month the report names elsewhere."""
    years = {year for body, month, year in days if (body, month) == (mention.gremium, mention.when.month)}
    return not mention.when.day and bool(years) and (year is None or bool(years & {None, year}))
