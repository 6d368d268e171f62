"""Who proposes a paper, as printed: parties, groups and bodies, never a person (pure).

Only words of parteien.toml stay, so that what a page prints beside them, the names of members, is nowhere kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ris_scraper.words.german import clean

#: What stands between parts of a value that holds several.
SEPARATOR = "; "
_CACHED = 4096
# No name of a proposer is longer; behind it stands a text.
_LONGEST = 600
_BETWEEN = r"(?:[\s,/&+;()–-]|(?<=\W)(?:und|u\.|sowie|von|der|die|des)(?=\W))*"
# A group's own short name in capitals before its hyphen ("BASIS-Fraktion", Eschweiler, 2026-11): no person is named so.
_OWN = r"[A-ZÄÖÜ]{2,5}(?=-[Ff]raktion\b)"


# Where a word that is a surname too tells a party: behind "Fraktion"; or between others, with no first name behind it.
_LED = r"(?:(?<=raktion )|(?<=raktionen )|(?<=ruppe ))"
_JOINED = r"(?:(?<=/)|(?<=/ )|(?<=und )|(?<=u\. )|(?<=- )|(?<=, )(?<!raktion, ))"
_ENDED = r"(?=$|\s?[/)(:;.–-]|\s[a-zäöü])"
_FRACTION = r"(?=-(?:\w*[Ff]raktion|[Gg]ruppe)\b)"
# A party's branch is no body of a council.
_BRANCH = r"(?![- ](?:Orts|Kreis|Stadt|Gemeinde|Bezirks|Landes)(?:verein|verband|gruppe))"


class _Words(NamedTuple):
    """The patterns: each party's with its name, a run of words, and one in a place that only a proposer takes."""

    parties: Sequence[tuple[str, re.Pattern[str]]]
    run: re.Pattern[str]
    placed: re.Pattern[str]


def proposers(printed: str) -> str | None:
    """The parties, groups and bodies that a printed proposer names, each as printed; None where it names none.

    >>> proposers("CDU-Fraktion, Nachname, Vorname"), proposers("Fraktionen SPD und Bündnis 90/Die Grünen")
    ('CDU-Fraktion', 'Fraktionen SPD und Bündnis 90/Die Grünen')
    >>> proposers("Nachname, Vorname (SPD)"), proposers("Linke, Vorname"), proposers("Fraktion Nachname")
    ('SPD', None, 'Fraktion')
    """
    runs = (match[0] for match in _words().run.finditer(clean(printed[:_LONGEST])))
    return SEPARATOR.join(dict.fromkeys(runs)) or None


def proposers_at(text: str, start: int) -> str | None:
    """The same of the words that begin at a place of a text where a proposer stands, up to the first other word."""
    found = _words().placed.match(text, start)
    return found[0] if found else None


def set_apart(text: str, mark: str) -> tuple[str, list[str]]:
    """A text with a mark in the place of each run of words that names a party, and these runs in their order.

    >>> set_apart("gegen die Stimmen von CDU und FDP", "§"), set_apart("Vorschlag der Verwaltung", "§")
    (('gegen die Stimmen von §', ['CDU und FDP']), ('Vorschlag der Verwaltung', []))
    """
    runs = [match for match in _words().run.finditer(text) if parties(match[0])]
    starts, ends = [*(run.start() for run in runs), len(text)], [0, *(run.end() for run in runs)]
    between = (text[end:start] for end, start in zip(ends, starts, strict=True))
    return mark.join(between), [run[0] for run in runs]


@lru_cache(maxsize=_CACHED)
def parties(words: str) -> tuple[str, ...]:
    """The short names of the parties and groups that printed words name, in their order.

    >>> parties("Fraktionen SPD und Bündnis 90/Die Grünen"), parties("BASIS-Fraktion"), parties("Kreisverwaltung")
    (('SPD', 'GRÜNE'), ('BASIS',), ())
    """
    found: dict[int, str] = {}
    for name, pattern in _words().parties:
        for match in pattern.finditer(words):
            found.setdefault(match.start(), name or match[0])
    return tuple(dict.fromkeys(found[place] for place in sorted(found)))


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.files("ris_scraper.words").joinpath("parteien.toml").read_text("utf-8"))
    listed = data["party"]
    known = [(one["name"], re.compile(_any([*one["names"], *one.get("beside", ())]))) for one in listed]
    surnames = _any([pattern for one in listed for pattern in one.get("beside", ())])
    alone = _any([pattern for one in listed for pattern in one["names"]]) + _BRANCH
    telling = rf"(?:{alone}|{_any([*data['bodies']['names'], _OWN])})"
    word = rf"(?:{telling}|{_LED}{surnames}|{_JOINED}{surnames}{_ENDED})"
    first = rf"(?:{telling}|(?<!-){surnames}{_FRACTION})"
    more = rf"(?:{_BETWEEN}{word})*"
    return _Words(
        parties=(*known, ("", re.compile(_any([_OWN])))),
        run=re.compile(first + more),
        placed=re.compile(rf"(?:{first}|{surnames}{_ENDED}){more}"),
    )


def _any(patterns: Sequence[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)})(?!\w)"
