"""Deliberations that a report mentions: which body, on which day, by which sentence (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from parsers.presse.sentences import Mention, Satz, gremien, ohne_personen, saetze
from parsers.presse.tenses import Angabe, Zeitrechnung, months, tag_von, tage
from ris_scraper.nouns.records import PresseTermin

# A sentence that names a body and a day tells of a deliberation only with one of these.
_DELIBERATION = re.compile(
    r"\b(?:\w*[Bb]erat\w*|berät|beriet\w*|[Bb]eschl(?:ie|oss|uss|üss)\w*|\w*entsch(?:eid|ied)\w*|\w*[Tt]agesordnung\w*|\w*stimm(?:t|en|ten)"
    r"|votier\w*|verabschied\w*|\w*[Ss]itzung\w*|tagt|tagen|tagten?|befass\w*|vor(?:ge|zu)?(?:stell|leg)\w*|\w*behandel\w*"
    r"|diskut\w*|debatt\w*|\w*beauftragt\w*|empf(?:ahl|iehl|ohl|ehl)\w*|billig\w*|folgt|tausch(?:en|ten|te|t)\s+sich|zusammen\w*"
    r"|tr(?:af|aff|iff|eff)\w*|[Tt]hema|stell\w*|leg\w*|zurück(?:ge|zu)?stell\w*|vertag\w*|verschob\w*|(?:ab)?(?:ge)?lehn(?:t|en|ten)|genehmig\w*)\b"
)
# Elections and meetings that do not take place; a day that a sentence only names to take it back.
_NONE = re.compile(
    r"\b(?:Kommunalwahl\w*|Kreistagswahl\w*|Wahltag\w*|Wahlsonntag\w*|fällt\b.*\baus|entfällt|abgesagt|ausgefallen)\b"
)
_TAKEN_BACK = re.compile(r"\bnicht\b.*?\bsondern\b")
_JOINED = re.compile(r"\s*(?:,|und|sowie|/|sowie auch|und auch)\s*(?:(?:der|dem|den|die|des|im|vom)\s+)?")


class _Erwaehnung(NamedTuple):
    """A body with a date of a sentence."""

    gremium: str
    angabe: Angabe
    satz: Satz


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


def _pairs(text: str, days: list[Angabe], bodies: list[Mention]) -> Iterator[tuple[Angabe, Mention]]:
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


def _nearest(text: str, day: Angabe, bodies: list[Mention]) -> Iterator[tuple[Angabe, Mention]]:
    """The body of a sentence's only date: the nearest, and those that stand beside it."""
    near = min(range(len(bodies)), key=lambda place: max(bodies[place].start - day.end, day.start - bodies[place].end))
    group = {*_joined(bodies, near, text, 1), *_joined(bodies, near, text, -1)}
    yield from ((day, body) for body in sorted(group, key=lambda body: body.start))


def _mentions(satz: Satz) -> list[_Erwaehnung]:
    """The dates with bodies of one sentence; months count only where it prints no day."""
    days = _days(satz.text)
    bodies = gremien(satz.text) if days else []
    if not bodies or not _DELIBERATION.search(satz.text) or _NONE.search(satz.text):
        return []
    pairs = _nearest(satz.text, days[0], bodies) if len(days) == 1 else _pairs(satz.text, days, bodies)
    return [_Erwaehnung(body.gremium, day, satz) for day, body in pairs]


def _days(text: str) -> list[Angabe]:
    """The days of a sentence that it does not take back, else its months."""
    days = [angabe for angabe in tage(text) if angabe.art == "am"]
    if not days:
        return months(text)
    back = _TAKEN_BACK.search(text)
    return [day for day in days if not back or not back.start() <= day.start < back.end()]


def _month_of(angabe: Angabe, jahr: int | None) -> str | None:
    return f"{jahr}-{angabe.monat:02d}" if jahr else None


def _repeated(mention: _Erwaehnung, jahr: int | None, days: set[tuple[str, int, int | None]]) -> bool:
    """Whether a month is said of a body again whose day in that month the report names elsewhere."""
    years = {year for body, month, year in days if (body, month) == (mention.gremium, mention.angabe.monat)}
    return not mention.angabe.tag and bool(years) and (jahr is None or bool(years & {None, jahr}))


def termine(absaetze: tuple[str, ...], erschienen: date | None) -> tuple[PresseTermin, ...]:
    """The deliberations that paragraphs mention, in order, each body and day once.

    `datum` is None where only a month is printed or the year cannot be known; `monat` ("2013-06") where it can.
    """
    texte = saetze(absaetze)
    rechnung = Zeitrechnung(texte, erschienen)
    mentions = [(mention, rechnung.jahr(mention.angabe, mention.satz)) for satz in texte for mention in _mentions(satz)]
    days = {(mention.gremium, mention.angabe.monat, jahr) for mention, jahr in mentions if mention.angabe.tag}
    found: dict[tuple[str, int | None, int, int | None], PresseTermin] = {}
    for mention, jahr in mentions:
        if _repeated(mention, jahr, days):
            continue
        termin = PresseTermin(
            gremium=mention.gremium,
            datum=tag_von(mention.angabe, jahr),
            monat=_month_of(mention.angabe, jahr),
            zitat=ohne_personen(mention.satz.text),
            zitat_position=mention.satz.position,
        )
        found.setdefault((mention.gremium, mention.angabe.tag, mention.angabe.monat, jahr), termin)
    return tuple(found.values())
