"""Names of persons as German pages print them, and offices, which are none (pure).

Words that begin with a capital are all that a name shows, so it counts as one only behind what announces it (a label,
"gez.", "Frau"), or by a first name of namen.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter
from typing import Any

_UPPER, _LOWER = "A-ZÀ-ÖØ-ÞŁŚŠŞŽĆČĐ", "a-zß-öø-ÿāăąćčďđęěğıłńňőřśşšťůűźżž"
#: A blank that is no line end: a name stands in one line.
BLANK = r"[^\S\n]"
_END = rf"(?![{_LOWER}\d_]|-[{_UPPER}{_LOWER}])"
_PART = rf"(?:(?:Mc|Mac|Di|De|Le|La|O['’])?[{_UPPER}][{_LOWER}'’]+|[{_UPPER}]{{2,}})"
# No longer than any double name, so that no text is gone through again and again.
_WORD = rf"{_PART}(?:-{_PART}){{0,3}}{_END}"
_INITIAL = rf"[{_UPPER}]\.(?=[-\s]?{BLANK}?[{_UPPER}])"
_MOST = 5


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches one of these words, the longest first; they are told by their first letters."""
    ordered = sorted(set(words), key=lambda word: (word[:1], -len(word), word))
    groups = ((head, [re.escape(word[1:]) for word in group]) for head, group in groupby(ordered, itemgetter(0)))
    return "(?:" + "|".join(f"{re.escape(head)}(?:{'|'.join(rest)})" for head, rest in groups) + ")"


@cache
def table() -> dict[str, Any]:
    """What persons.toml says."""
    found: dict[str, Any] = tomllib.loads(_read("persons.toml"))
    return found


@cache
def _listed(key: str) -> frozenset[str]:
    """First names or surnames of namen.toml."""
    return frozenset(tomllib.loads(_read("namen.toml"))[key].split())


def _read(name: str) -> str:
    return resources.files("ris_scraper.words").joinpath(name).read_text("utf-8")


def _no_name() -> str:
    """A pattern of words that no name holds."""
    office = table()["office"]
    words = any_of((*table()["no_name"]["words"], *office["words"]))
    compound = rf"[\w-]*(?:{'|'.join((*office['endings'], *(end.capitalize() for end in office['endings'])))})"
    return rf"(?:{words}|{compound})(?![{_LOWER}])"


def _any_part(key: str) -> str:
    return "|".join(table()["names"][key])


_FORM, _DEGREE, _PARTICLE, _NO_NAME = _any_part("forms"), _any_part("titles"), _any_part("particles"), _no_name()
_TITLE = rf"{_DEGREE}|{_any_part('offices')}"
_TITLES = rf"(?:(?<!\w)(?:{_TITLE}){BLANK}?){{0,4}}"
# A word before a colon is a label.
_NAME_WORD = rf"(?:(?!{_NO_NAME}|(?:{_any_part('offices')})(?!\w)){_WORD}(?!{BLANK}?:)|{_INITIAL})"
_MORE = rf"(?:(?:,?{BLANK}{{1,3}}|(?<=\.)){_TITLES}(?:(?:{_PARTICLE}){BLANK}){{0,2}}{_NAME_WORD}){{0,{_MOST}}}"
_ADDRESSED = rf"(?:{_FORM}){BLANK}?{_TITLES}(?:(?:{_PARTICLE}){BLANK}){{0,2}}(?:{_WORD}|{_INITIAL}){_MORE}"
_ONE = rf"(?:{_ADDRESSED}|{_TITLES}(?:(?:{_PARTICLE}){BLANK}){{0,2}}{_NAME_WORD}{_MORE})"
_BETWEEN = rf"{BLANK}{{0,2}}(?:[/;&,]|und|u\.|sowie|oder|bzw\.){BLANK}{{0,2}}"

#: One name with form of address, titles and initials; several of them.
NAME = rf"{_ONE}(?:,?{BLANK}(?:{_TITLE})(?![\w.]))?"
NAMES = rf"{NAME}(?:{_BETWEEN}{NAME}){{0,6}}"
#: One person with a form of address: "Frau Vorname Nachname", "Herrn Dr. Nachname".
ADDRESSED = _ADDRESSED

_FIRST = any_of(_listed("vornamen"))
_SURNAME = rf"(?:(?:{_PARTICLE}){BLANK}){{0,2}}{_NAME_WORD}"
#: A name that a frequent first name shows: "Erika Nachname", "Nachname, Erika".
KNOWN = (
    rf"(?<![\w-])(?:(?:(?:{_FORM}|{_TITLE}){BLANK}?){{0,3}}{_FIRST}(?:-{_FIRST})?{_END}"
    rf"(?:{BLANK}(?:{_FIRST}{_END}|{_INITIAL})){{0,2}}{BLANK}{_SURNAME}"
    rf"|{_NAME_WORD},{BLANK}?(?:(?:{_DEGREE}){BLANK}?)?(?:{_FIRST}(?:-{_FIRST})?{_END}(?:{BLANK}{_FIRST}{_END})?|[{_UPPER}]\.)"
    rf"|(?!{_NO_NAME})[{_UPPER}]{{3,}}{BLANK}{_FIRST}{_END})"
)
_PIECE = re.compile(r"(\s[-–|]\s|[,;/()|]|\s{2,})")
_ALONE = re.compile(rf"{_TITLES}(?:{_INITIAL}{BLANK}?)?(?P<name>{_PART}(?:-{_PART}){{0,2}})")
_INITIALED = re.compile(rf"{_INITIAL}{BLANK}?{_NAME_WORD}")
_FORM_ALONE = re.compile(rf"{_FORM}|{_DEGREE}")
_ENCLOSED = re.compile(r"\(([^()]*)\)")
_LEFT = re.compile(r"\(\s*[,;/-]*\s*\)")
_EDGE = " \t\n,;:/|–-"


@cache
def announced() -> re.Pattern[str]:
    """What is a name anywhere, compiled when it is first asked for."""
    return re.compile(rf"(?<![\w-])(?:{_ADDRESSED}|{KNOWN})")


def without_names(printed: str) -> str | None:
    """The office that a printed value names, without the persons in it; None where nothing else is left.

    A single surname that is in no list cannot be told from an office and stays.

    >>> without_names("FD 3.2, Frau Nachname"), without_names("51 - Amt (E. Muster)"), without_names("Muster, Eva")
    ('FD 3.2', '51 - Amt', None)
    >>> without_names("Landrat"), without_names("Jugend, Soziales"), without_names("Amt 51"), without_names("Herr")
    ('Landrat', 'Jugend, Soziales', 'Amt 51', None)
    """
    if not any(map(str.isupper, printed)):
        return printed if any(map(str.isalnum, printed)) else None
    told = announced().sub("", printed)
    pieces = _PIECE.split(told)
    kept = ["" if _is_person(piece.strip()) else piece for piece in pieces]
    if told == printed and kept == pieces:
        return printed
    rest = _LEFT.sub("", "".join(kept))
    rest = re.sub(r"\s{2,}", " ", re.sub(r"(?:\s*[,;/|]\s*){2,}", ", ", rest)).strip(_EDGE)
    rest = _ENCLOSED.sub(r"\1", rest) if _ENCLOSED.fullmatch(rest) else rest
    return rest if any(map(str.isalnum, rest)) else None


def _is_person(piece: str) -> bool:
    """Whether what stands between separators is nothing but a person: a frequent surname, an initial before a name."""
    alone = _ALONE.fullmatch(piece)
    surname = alone is not None and bool(set(alone["name"].split("-")) & _listed("nachnamen"))
    return surname or bool(_INITIALED.fullmatch(piece) or _FORM_ALONE.fullmatch(piece))
