"""Passages that two texts share word for word, or nearly (pure): n-grams of words, thinned out, chained, compared.

A form repeats within a Kreis, what one took over from another repeats across Kreise: an n-gram that many papers of one
Kreis or very many Kreise have tells nothing (`telling`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import count, product, repeat
from operator import and_, or_
from typing import NamedTuple
from zlib import crc32

from rapidfuzz.distance import Indel

#: Words of an n-gram, and how many n-grams in a row leave one behind: ten equal words in a row share at least one.
GRAM, WINDOW = 6, 5
#: A passage has so many common n-grams, so many words in each text, and so large a share of common words in order.
SEEDS, LEAST, ALIKE = 4, 30, 0.55
#: Words that may lie between two common n-grams of a passage; so many may differ at its ends, if so many equal follow.
GAP, SLIP, AGAIN = 40, 6, 3
#: An n-gram tells nothing where more papers of one Kreis have it, or more Kreise.
MOST_PAPERS, MOST_KREISE = 3, 60

# Numbers and dates are what a copy changes first, and a table of figures is no prose.
_WORD = re.compile(r"[^\W\d_]+")
# A mark is a number of 64 bits: the n-gram in the upper 40, below them its place. In 25 million n-grams some hundred
# pairs are taken for one that are not; a passage needs four that follow one another, and is compared by its words.
_PLACE = 24
_PLACES = (1 << _PLACE) - 1
_GRAMS = ((1 << 64) - 1) ^ _PLACES
# Words to leave out in either text, few before many.
_SLIPS = sorted(product(range(SLIP + 1), repeat=2), key=sum)[1:]
# Places at which a text repeats an n-gram that are looked at.
_REPEATS = 4


class Marked(NamedTuple):
    """A text in words: a number for each, where it stands (in characters), and the places of the kept n-grams."""

    words: list[int]
    spans: list[tuple[int, int]]
    places: dict[int, list[int]]


class Passage(NamedTuple):
    """What two texts share: where it stands in each (in characters, the end excluded), its words in the shorter one,
    and the share of common words in order, 0 to 1."""

    start_a: int
    ende_a: int
    start_b: int
    ende_b: int
    woerter: int
    aehnlichkeit: float


class _Chain(NamedTuple):
    """Common n-grams that follow one another in both texts: first and last place in each, and how many they are."""

    first_a: int
    first_b: int
    last_a: int
    last_b: int
    seeds: int


def words_in(text: str) -> int:
    """How many words a text has; numbers are none."""
    return len(_WORD.findall(text))


def fingerprints(text: str) -> tuple[int, set[int]]:
    """How many words a text has, and its n-grams that are kept, numbers of 40 bits; none where it is too short."""
    words = [*map(_number, _WORD.findall(text))]
    return len(words), {mark >> _PLACE for mark in _marks(words)} if len(words) >= LEAST else set()


def marked(text: str) -> Marked:
    """A text as `shared` compares it."""
    found = [*_WORD.finditer(text)]
    words = [_number(word[0]) for word in found]
    places: dict[int, list[int]] = defaultdict(list)
    for mark in _marks(words):
        places[mark >> _PLACE].append(mark & _PLACES)
    return Marked(words, [word.span() for word in found], places)


def telling(holders: Iterable[tuple[int, int]]) -> bool:
    """Whether an n-gram tells of words taken over; `holders` are the papers that have it, as (Kreis, paper).

    >>> telling([(1, 10), (2, 20)]), telling([(1, 10), (1, 11)]), telling([(1, 10), (2, 20), (2, 21), (2, 22), (2, 23)])
    (True, False, False)
    """
    papers: dict[int, set[int]] = {}
    for kreis, paper in holders:
        own = papers.setdefault(kreis, set())
        own.add(paper)
        if len(own) > MOST_PAPERS or len(papers) > MOST_KREISE:
            return False
    return len(papers) > 1


def shared(a: Marked, b: Marked, grams: Collection[int]) -> list[Passage]:
    """The passages that two texts share, by the n-grams that both have and that tell something; the longest first, and
    none that overlaps a longer one."""
    chains = filter(_proves, _chains(sorted(_seeds(a, b, grams))))
    kept: list[Passage] = []
    for found in sorted(filter(None, (_passage(a, b, chain) for chain in chains)), key=lambda p: (-p.woerter, p)):
        if not any(_overlap(found, longer) for longer in kept):
            kept.append(found)
    return kept


def union(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches joined where they overlap, in order, so that nothing is counted twice.

    >>> list(union([(5, 9), (0, 3), (2, 4)]))
    [(0, 4), (5, 9)]
    """
    start = end = None
    for first, last in sorted(spans):
        if end is not None and first <= end:
            end = max(end, last)
            continue
        if start is not None and end is not None:
            yield start, end
        start, end = first, last
    if start is not None and end is not None:
        yield start, end


@lru_cache(maxsize=1 << 19)
def _number(word: str) -> int:
    return crc32(word.casefold().encode())


def _overlap(one: Passage, other: Passage) -> bool:
    return (one.start_a < other.ende_a and other.start_a < one.ende_a) or (
        one.start_b < other.ende_b and other.start_b < one.ende_b
    )


def _marks(words: list[int]) -> dict[int, None]:
    """Of every few n-grams in a row the one whose hash is least, with its place; in order (winnowing)."""
    grams = zip(*(words[start:] for start in range(GRAM)), strict=False)
    marks = [*map(or_, map(and_, map(hash, grams), repeat(_GRAMS)), count())]
    return dict.fromkeys(map(min, *(marks[start:] for start in range(WINDOW))))


def _seeds(a: Marked, b: Marked, grams: Collection[int]) -> Iterator[tuple[int, int]]:
    for gram in grams:
        for place in a.places[gram][:_REPEATS]:
            for other in b.places[gram][:_REPEATS]:
                yield place, other


def _chains(seeds: Iterable[tuple[int, int]]) -> list[_Chain]:
    """Seeds joined to chains, each to the one whose end is nearest."""
    chains: list[_Chain] = []
    for a, b in seeds:
        near = [number for number, chain in enumerate(chains) if _follows(chain, a, b)]
        if not near:
            chains.append(_Chain(a, b, a, b, 1))
            continue
        best = min(near, key=lambda number: abs(a - chains[number].last_a - b + chains[number].last_b))
        chains[best] = chains[best]._replace(last_a=a, last_b=b, seeds=chains[best].seeds + 1)
    return chains


def _follows(chain: _Chain, a: int, b: int) -> bool:
    return 0 < a - chain.last_a <= GAP and 0 < b - chain.last_b <= GAP


def _proves(chain: _Chain) -> bool:
    """Whether a chain has n-grams enough, and not all across one place: there two forms may meet that often do not."""
    return chain.seeds >= SEEDS and chain.last_a - chain.first_a >= GRAM


def _passage(a: Marked, b: Marked, chain: _Chain) -> Passage | None:
    """The passage of a chain, as far as the words before and behind it go together; None if it is short or unlike."""
    before_a, before_b = _reach(a.words[: chain.first_a][::-1], b.words[: chain.first_b][::-1])
    behind_a, behind_b = _reach(a.words[chain.last_a + GRAM :], b.words[chain.last_b + GRAM :])
    first_a, end_a = chain.first_a - before_a, chain.last_a + GRAM + behind_a
    first_b, end_b = chain.first_b - before_b, chain.last_b + GRAM + behind_b
    length = min(end_a - first_a, end_b - first_b)
    if length < LEAST:
        return None
    alike = Indel.normalized_similarity(a.words[first_a:end_a], b.words[first_b:end_b])
    if alike < ALIKE:
        return None
    starts = a.spans[first_a][0], a.spans[end_a - 1][1], b.spans[first_b][0], b.spans[end_b - 1][1]
    return Passage(*starts, length, round(alike, 3))


def _reach(a: list[int], b: list[int]) -> tuple[int, int]:
    """How far two texts go on together behind their last n-gram: over a few words that differ, if equal ones follow.

    So many equal words in a row must have kept an n-gram; as it tells nothing, they are those of a form: no further.
    """
    at_a = at_b = 0
    most = WINDOW - 1
    while True:
        run = _equal(a, b, at_a, at_b, most)
        at_a, at_b = at_a + run, at_b + run
        if run == most:
            return at_a, at_b
        most = GRAM + WINDOW - 2
        for skip_a, skip_b in _SLIPS:
            next_a, next_b = at_a + skip_a, at_b + skip_b
            if _equal(a, b, next_a, next_b, AGAIN) == AGAIN:
                at_a, at_b = next_a, next_b
                break
        else:
            return at_a, at_b


def _equal(a: list[int], b: list[int], at_a: int, at_b: int, most: int) -> int:
    """How many words are equal from two places on, at most so many."""
    run = 0
    while run < most and at_a + run < len(a) and at_b + run < len(b) and a[at_a + run] == b[at_b + run]:
        run += 1
    return run
