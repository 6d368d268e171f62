"""Which rows of a Kreis's portals are one Vorlage (pure): a Kreis that moved shows its papers twice.

A number alone says nothing: councils behind one portal repeat it, a new portal may begin anew. Number, Betreff and
dates have to agree, and no other row of that portal may agree as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import combinations, product
from typing import NamedTuple

from ris_scraper.words.ids import slug
from ris_scraper.words.numbers import nummer

# A Betreff that a portal cuts off is still known by so many letters.
_ENOUGH = 20
# Text copies garble subjects (labels glued, lines lost); so much in common, and it may be one.
_CLOSE = 0.6


class Version(NamedTuple):
    """What one portal prints of a Vorlage; `days` are the days of its Beratungen."""

    id: str
    portal: str
    nummer: str | None
    betreff: str | None
    datum: str | None = None
    days: frozenset[str] = frozenset()


def groups(versions: Iterable[Version]) -> Iterator[list[Version]]:
    """The rows that are one Vorlage, two or more together, in the order they came in."""
    alike: dict[tuple[int | str | None, ...], list[Version]] = defaultdict(list)
    for version in versions:
        if key := _folded(version.nummer or ""):
            alike[key].append(version)
    for found in alike.values():
        yield from _joined(found)


def same_subject(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two papers of one number may be one by what pages print as their Betreff, if both have any.

    >>> same_subject(["Radweg an der B 1"], ["Radweg an der B 1, hier: Vergabe"]), same_subject(["Radweg"], ["Etat"])
    (True, False)
    """
    pairs = [*product(map(slug, one), map(slug, other))]
    return not pairs or any(_alike(*pair) for pair in pairs)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or SequenceMatcher(None, one, other, autojunk=False).ratio() > _CLOSE


def _joined(alike: list[Version]) -> Iterator[list[Version]]:
    """Rows with one number, joined where one of each portal is the same; where several could be, none is."""
    pairs = [(one, other) for one, other in combinations(alike, 2) if one.portal != other.portal and same(one, other)]
    found = Counter((row.id, other.portal) for pair in pairs for row, other in (pair, pair[::-1]))
    groups = {row.id: [row] for row in alike}
    for one, other in pairs:
        mine, theirs = groups[one.id], groups[other.id]
        if mine is not theirs and found[one.id, other.portal] == found[other.id, one.portal] == 1:
            mine += theirs
            groups |= {row.id: mine for row in theirs}
    for group in {id(group): group for group in groups.values()}.values():
        if len(group) > 1:
            yield sorted(group, key=alike.index)


def _folded(printed: str) -> tuple[int | str | None, ...] | None:
    """A number as it may be compared: by year, running number and supplement, or as printed where no year is known.

    >>> _folded("85/2013") == _folded("VO/2013/085"), _folded("926 /XI.") == _folded("926/XI")
    (True, True)
    >>> _folded("85/2013") == _folded("85/2013/1"), _folded("Tischvorlage")
    (False, None)
    """
    parts = nummer(printed)
    if parts.jahr and parts.lfd is not None:
        return parts.jahr, parts.lfd, slug(parts.zusatz or "")
    return (slug(printed),) if any(map(str.isdecimal, printed)) else None


def same(one: Version, other: Version) -> bool:
    """Whether two rows whose numbers agree are one Vorlage: their Betreff and their days agree too."""
    return _same_betreff(slug(one.betreff or ""), slug(other.betreff or "")) and _same_days(one, other)


def _same_betreff(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and (short == long or (len(short) >= _ENOUGH and long.startswith(short)))


def _same_days(one: Version, other: Version) -> bool:
    """A common day of Beratung; where a portal shows none, a number with its year will do unless the dates differ."""
    if one.days and other.days:
        return bool(one.days & other.days)
    with_year = nummer(one.nummer or "").jahr is not None
    return with_year and (one.datum is None or other.datum is None or one.datum == other.datum)
