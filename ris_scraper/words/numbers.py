"""What the number of a Vorlage says: year, running number, supplement (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ris_scraper.words.german import clean, full_year, split_nummer, whole


def paper_number(printed: str | None) -> str | None:
    """The number of a Vorlage in a value like "2024/066" or "2024/066 Radweg Nord"; None for words alone.

    >>> paper_number("2024/066 Radweg Nord"), paper_number("V0490"), paper_number("Radweg Nord 2030")
    ('2024/066', 'V0490', None)
    """
    text = clean(printed)
    return split_nummer(text)[0] or (text if " " not in text and _DIGIT.search(text) else None)


def numbers(printed: Iterable[str]) -> tuple[str, ...]:
    """Numbers of Vorlagen, each once, from texts like "2014/284" or "2014/284 Radweg Nord".

    >>> numbers(["2014/284 Radweg Nord", "siehe unten", "85/2013"])
    ('2014/284', '85/2013')
    >>> numbers(["AN-7/2024; AN-9/2024"]), numbers(["2014/284 Radwege, 1. Abschnitt"])
    (('AN-7/2024', 'AN-9/2024'), ('2014/284',))
    """
    found = (paper_number(one) for text in printed for one in _listed(clean(text)))
    return tuple(dict.fromkeys(number for number in found if number))


def _listed(text: str) -> list[str]:
    """The parts of a list of numbers; any other text whole, as a subject has commas, too."""
    parts = _LIST.split(text)
    return parts if all(part and split_nummer(part) == (part, None) for part in parts) else [text]


class Nummer(NamedTuple):
    """The parts of a Vorlage's number; None where the number does not tell."""

    jahr: int | None
    lfd: int | None
    zusatz: str | None


_DIGIT = re.compile(r"\d")
_LIST = re.compile(r"[;,] ")
_WORD = re.compile(r"\w+")
_ROMAN = re.compile(r"[IVXLC]+\.?")
_SEPARATORS = re.compile(r"[/\s-]+")
_PREFIX = re.compile(r"^[A-Z]+(?=\d)")


@lru_cache(maxsize=4096)
def nummer(text: str) -> Nummer:
    """Split a Vorlage's number into year, running number and supplement.

    >>> nummer("85/2013"), nummer("0207/2016/1")
    (Nummer(jahr=2013, lfd=85, zusatz=None), Nummer(jahr=2016, lfd=207, zusatz='1'))
    >>> nummer("2017/FB3/0412"), nummer("K 2026/0725")
    (Nummer(jahr=2017, lfd=412, zusatz=None), Nummer(jahr=2026, lfd=725, zusatz=None))
    >>> nummer("BV-25-2026-007"), nummer("XIX-0365/2023")
    (Nummer(jahr=2026, lfd=7, zusatz=None), Nummer(jahr=2023, lfd=365, zusatz=None))
    >>> nummer("926 /XI."), nummer("XVII-0490/2014/4")
    (Nummer(jahr=None, lfd=926, zusatz=None), Nummer(jahr=2014, lfd=490, zusatz='4'))
    >>> nummer("26/0396"), nummer("039/26")
    (Nummer(jahr=2026, lfd=396, zusatz=None), Nummer(jahr=2026, lfd=39, zusatz=None))
    >>> nummer("25/073-2"), nummer("16051-09-E1")
    (Nummer(jahr=2025, lfd=73, zusatz='2'), Nummer(jahr=2009, lfd=16051, zusatz='E1'))
    >>> nummer("0123/98"), nummer("137/06").jahr
    (Nummer(jahr=1998, lfd=123, zusatz=None), 2006)
    >>> nummer("12/26"), nummer("Tischvorlage")
    (Nummer(jahr=None, lfd=None, zusatz=None), Nummer(jahr=None, lfd=None, zusatz=None))
    """
    whole_text = clean(text)
    base, _, suffix = whole_text.rpartition("-")
    zusatz = suffix if "/" in base and _WORD.fullmatch(suffix) else None
    parts = _SEPARATORS.split(_PREFIX.sub("", base if zusatz else whole_text))
    parts = [part for part in parts if part and not _ROMAN.fullmatch(part)]
    place = _find_year(parts)
    year = None if place is None else full_year(int(parts[place]))
    serial = _find_serial(parts, place)
    if serial is None:
        return Nummer(year, None, None)
    rest = parts[max(serial, place or 0) + 1 :] + ([zusatz] if zusatz else [])
    return Nummer(year, whole(parts[serial]), "/".join(rest) or None)


def _find_year(parts: list[str]) -> int | None:
    """Index of the year among the parts: four digits first, else two digits beside a longer number."""
    years = [index for index, part in enumerate(parts) if _is_year(part)]
    if years:
        return years[0] if len(years) == 1 else None
    numbers = [index for index, part in enumerate(parts) if part.isdecimal()]
    short = [index for index in numbers if len(parts[index]) == 2]
    return short[-1] if short and any(len(parts[index]) > 2 for index in numbers) else None


def _find_serial(parts: list[str], year: int | None) -> int | None:
    """Index of the running number: the first number of three digits, else the only one there is."""
    digits = [index for index, part in enumerate(parts) if whole(part) is not None and index != year]
    if year is None and (sum(map(_is_year, parts)) > 1 or not any(len(parts[index]) > 2 for index in digits)):
        return None
    before = [index for index in digits if year is not None and index < year]
    long = [index for index in digits if len(parts[index]) > 2]
    return next(iter([i for i in before if i in long] or long or before or digits), None)


def _is_year(part: str) -> bool:
    return len(part) == 4 and part.isdecimal() and 1950 <= int(part) <= 2099
