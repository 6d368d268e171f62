"""Dates in running text, and the year of those that are printed without one (pure).

A year is inferred only from what the report states: its own date; a date printed with its weekday (a report gives
weekdays for days near its own); a date that a plan looks ahead to; a fully printed date of the same paragraph and
tense. All of them have to agree, and none may be further away than five months. Else the year is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from parsers.presse.sentences import Satz

Art = Literal["am", "im", "plan", ""]
Zeitform = Literal["voraus", "zurueck"]


class Angabe(NamedTuple):
    """A date as printed; None for parts that are not. `art`: "am" a day, "im" a month, "plan" a day aimed at.

    `versatz` is the year relative to the report's: -1 for "letzten Jahres".
    """

    start: int
    end: int
    art: Art
    tag: int | None
    monat: int
    jahr: int | None
    versatz: int | None
    wochentag: int | None


_MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_MONAT = (
    r"(?P<monat>Jan(?:uar)?|Feb(?:ruar)?|März|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?"
    r"|Nov(?:ember)?|Dez(?:ember)?)\b\.?"
)
_SHIFTS = {"letzten": -1, "vergangenen": -1, "vorigen": -1, "dieses": 0, "diesen": 0, "laufenden": 0, "kommenden": 1,
           "nächsten": 1}  # fmt: skip
_JAHR = rf"(?:\s+(?:(?P<jahr>\d{{4}})(?!\d)|(?:des\s+)?(?P<versatz>{'|'.join(_SHIFTS)})\s+Jahres))?"
_TAG = re.compile(
    rf"(?<![\d.,])(?P<tag>\d{{1,2}})\.\s?(?:{_MONAT}{_JAHR}|(?P<nr>\d{{1,2}})\.(?:\s?(?P<kurz>\d{{4}}|\d{{2}})(?!\d))?(?!\d))"
)
_IM = re.compile(rf"\b(?:[Ii]m|Ende|Anfang|Mitte)\s+{_MONAT}{_JAHR}")
# Most sentences have no date: these spare them the patterns.
_POINT = re.compile(r"\d\.")
_NAMES = tuple(name.capitalize() for name in _MONTHS)
_WEEKDAYS = {"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
             "sonntag": 6}  # fmt: skip
_SITZUNG_VOM = re.compile(r"(?:Sitzung|Beschluss(?:es)?|Kreistage?s|[Aa]usschusses)\s+vom\s+$")
_PLAN = frozenset("ab zum bis spätestens frühestens".split())
_OTHER = _PLAN | frozenset("vor seit nach von vom".split())


def _art(before: str) -> tuple[Art, int | None]:
    """What the words before a date make of it, and the weekday among them."""
    woerter = before.lower().split()
    article = woerter.pop() if woerter and woerter[-1] in ("den", "dem") else None
    weekday = _WEEKDAYS.get(woerter[-1].rstrip(",")) if woerter else None
    woerter = woerter[:-1] if weekday is not None else woerter
    wort = woerter[-1].lstrip("(„") if woerter else ""
    if wort in _PLAN:
        return "plan", weekday
    if weekday is not None:
        return ("" if wort in _OTHER else "am"), weekday
    if article:
        return "", None
    return ("am" if wort == "am" or before.endswith("(") or _SITZUNG_VOM.search(before) else ""), None


def _tage(text: str) -> Iterator[Angabe]:
    previous: Angabe | None = None
    for found in _TAG.finditer(text):
        monat = int(found["nr"]) if found["nr"] else _MONTHS.index(found["monat"][:3].lower()) + 1
        if not (1 <= monat <= 12 and 1 <= int(found["tag"]) <= 31):
            continue
        before = text[max(0, found.start() - 60) : found.start()]
        art, weekday = _art(before)
        # "am 9. September und 13. September"
        if previous and text[previous.end : found.start()].strip() in ("und", "sowie", "bzw.", ","):
            art = previous.art
        printed = found["jahr"] or found["kurz"]
        jahr = int(printed) + (2000 if len(printed) == 2 else 0) if printed else None
        versatz = _SHIFTS[found["versatz"]] if found["versatz"] else None
        previous = Angabe(found.start(), found.end(), art, int(found["tag"]), monat, jahr, versatz, weekday)
        yield previous


def tage(text: str) -> list[Angabe]:
    """The days that a sentence prints.

    >>> [(a.art, a.tag, a.monat, a.jahr) for a in tage("am 9. September, ab dem 1. Dezember 2013")]
    [('am', 9, 9, None), ('plan', 1, 12, 2013)]
    """
    return list(_tage(text)) if _POINT.search(text) else []


def months(text: str) -> list[Angabe]:
    """The months that a sentence prints without a day.

    >>> [(a.monat, a.jahr, a.versatz) for a in monate("im Juni letzten Jahres, im September 2012")]
    [(6, None, -1), (9, 2012, None)]
    """
    found: list[Angabe] = []
    for match in _IM.finditer(text) if any(name in text for name in _NAMES) else ():
        versatz = _SHIFTS[match["versatz"]] if match["versatz"] else None
        jahr = int(match["jahr"]) if match["jahr"] else None
        monat = _MONTHS.index(match["monat"][:3].lower()) + 1
        found.append(Angabe(match.start(), match.end(), "im", None, monat, jahr, versatz, None))
    return found


# --- tense -----------------------------------------------------------------------------------

_AHEAD = re.compile(
    r"\b(?:wird|werden|soll(?:en)?|will|wollen|muss|kann|steht|stehen|berät|beraten|tagt|tagen|entscheidet|entscheiden"
    r"|stimmt|befasst|befassen|folgt|kommt|geht|trifft|treffen|sieht|beginnt|beginnen|startet|gilt|gelten|tritt|liegt"
    r"|behandelt|voraussichtlich|geplant|vorgesehen)\b"
)
_BACK = re.compile(
    r"\b(?:wurden?|worden|hatten?|hat|haben|war(?:en)?|beschloss|beriet(?:en)?|stimmten?|entschied(?:en)?|tagten?"
    r"|traf(?:en)?|tauschten?|verabschiedeten?|billigten?|lehnten?|kam(?:en)?|befassten?|diskutierten?|empfahl(?:en)?"
    r"|beauftragten?|stellten?|legten?|gab(?:en)?|fand(?:en)?|folgten?|trat(?:en)?|galt(?:en)?|sollten?|wollten?)\b"
)


def zeitform(satz: str) -> Zeitform | None:
    """Whether a sentence looks ahead or back; None where it does both or its verbs do not tell.

    >>> zeitform("Am 13. September wird es vom Kreistag beraten"), zeitform("Der Kreistag beschloss es")
    ('voraus', 'zurueck')
    """
    ahead, back = bool(_AHEAD.search(satz)), bool(_BACK.search(satz))
    return None if ahead == back else "voraus" if ahead else "zurueck"


# --- the year --------------------------------------------------------------------------------

_FAR = timedelta(days=150)


def _day(jahr: int, monat: int, tag: int) -> date | None:
    try:
        return date(jahr, monat, tag)
    except ValueError:
        return None


@dataclass(frozen=True)
class _Anker:
    """A date whose year is printed. `vorher`: what it fixes comes before it; `absatz` and `form` limit its reach."""

    tag: date
    vorher: bool = False
    absatz: int | None = None
    form: Zeitform | None = None

    def fixes(self, angabe: Angabe, satz: Satz, form: Zeitform | None) -> date | None:
        """The day meant if this date fixes it, else None."""
        if self.absatz is not None and (self.absatz != satz.absatz or self.form is None or self.form != form):
            return None
        if self.vorher and form == "zurueck":
            return None
        years = (self.tag.year - 1, self.tag.year, self.tag.year + 1)
        days = [day for year in years if (day := _day(year, angabe.monat, angabe.tag or 15))]
        if self.vorher:
            days = [day for day in days if day <= self.tag]
        nearest = min(days, key=lambda day: abs(day - self.tag), default=None)
        return nearest if nearest and abs(nearest - self.tag) <= _FAR else None


def _anchors(texte: Sequence[Satz]) -> Iterator[_Anker]:
    for satz in texte:
        for angabe in tage(satz.text):
            day = tag_von(angabe, angabe.jahr)
            if day is None:
                continue
            form = zeitform(satz.text)
            if angabe.art == "am":
                near = angabe.wochentag == day.weekday()
                yield _Anker(day) if near else _Anker(day, absatz=satz.absatz, form=form)
            elif angabe.art == "plan" and form == "voraus":
                yield _Anker(day, vorher=True)


def _agreed(days: Iterable[date | None]) -> date | None:
    found = {day for day in days if day}
    return found.pop() if len(found) == 1 else None


class Zeitrechnung:
    """Finds the years of a report's dates; made from its sentences and its own date, if it states one."""

    def __init__(self, texte: Sequence[Satz], erschienen: date | None) -> None:
        self.erschienen = erschienen
        self._anker = [_Anker(erschienen)] if erschienen else list(_anchors(texte))

    def _report_year(self) -> int | None:
        """The year in which the report was written: its own date, else the days that it gives with their weekday."""
        years = {anker.tag.year for anker in self._anker if not anker.vorher and anker.absatz is None}
        return years.pop() if len(years) == 1 else None

    def jahr(self, angabe: Angabe, satz: Satz) -> int | None:
        """The year of a date in a sentence: printed, told relative to the report's, or fixed by the context."""
        if angabe.jahr:
            return angabe.jahr
        if angabe.versatz is not None:
            year = self._report_year()
            return year + angabe.versatz if year else None
        form = zeitform(satz.text)
        day = _agreed(anker.fixes(angabe, satz, form) for anker in self._anker)
        return day.year if day and self._fits(day, angabe, form) else None

    def _fits(self, day: date, angabe: Angabe, form: Zeitform | None) -> bool:
        """Whether an inferred day agrees with its printed weekday and with the tense of its sentence."""
        if angabe.wochentag not in (None, day.weekday()):
            return False
        if not self.erschienen or not form or not angabe.tag or day == self.erschienen:
            return True
        return (day > self.erschienen) == (form == "voraus")


def tag_von(angabe: Angabe, jahr: int | None) -> date | None:
    """The day that a date with its year means; None without day or year, and for a day that does not exist."""
    return _day(jahr, angabe.monat, angabe.tag) if jahr and angabe.tag else None
