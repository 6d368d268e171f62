"""A corpus of invented papers, some of which have words of others, and who has them from whom: for bench_reuse.

Words are invented and follow each other as in a chain of bigrams. Forms recur as in real portals: 5 of each Kreis in
60 % of its papers, 4 of each Land in 40 %, 4 of the nation in 50 %; 2 % of the papers are revisions of another of their
Kreis. Planted are copies of 40 to 200 words with up to 20 % edited, and model texts of 120 words in 5 to 30 Kreise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import NamedTuple

KREISE, LAENDER = 300, 16
FORMS = {"kreis": (5, 0.6), "land": (4, 0.4), "bund": (4, 0.5)}
REVISIONS, COPIES, MODELS = 0.02, 0.05, 0.0005
LENGTHS, EDITS, MODEL_WORDS, MODEL_KREISE = (40, 60, 100, 200), (0.0, 0.05, 0.1, 0.2), 120, (5, 30)
START = date(2010, 1, 1)
# A word of a paper is known by its paper and its place in it; those of forms are nobody's.
_EACH = 1 << 20
NOBODY = -1
_SYLLABLES = (
    "ba be bir do dau el en fa fel ge gru hal he in kar ke lei lo ma mei nau no or pa ral ro sa sei tal un".split()
)


class Plant(NamedTuple):
    """Words that two papers share: how many there were, and the share that was edited; a model text is no copy."""

    source: int
    target: int
    words: int
    edits: float
    model: bool


@dataclass
class Paper:
    """A paper: its Kreis, and its words with whose they are."""

    kreis: int
    words: list[int] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)

    def insert(self, place: int, words: Sequence[int], origins: Sequence[int]) -> None:
        self.words[place:place] = words
        self.origins[place:place] = origins


class Corpus(NamedTuple):
    """Papers, what was planted, and the words by their numbers."""

    papers: list[Paper]
    plants: list[Plant]
    vocabulary: list[str]

    def text(self, paper: Paper) -> str:
        """The paper's text; a space between two words, so that they can be counted."""
        return " ".join(map(self.vocabulary.__getitem__, paper.words))


class _Chain:
    """Words that follow each other: each has some that may come next, the frequent ones often."""

    def __init__(self, rng: Random, size: int = 30_000, next_words: int = 24) -> None:
        self.rng = rng
        ranks = [int(size ** rng.random()) - 1 for _ in range(size * next_words)]
        self._next = [ranks[n * next_words : (n + 1) * next_words] for n in range(size)]
        self.vocabulary = [*_vocabulary(rng, size)]

    def words(self, count: int) -> list[int]:
        """So many words in a row."""
        found, word, random, after = [], self.rng.randrange(len(self._next)), self.rng.random, self._next
        for _ in range(count):
            choice = after[word]
            word = choice[int(random() * len(choice))]
            found.append(word)
        return found


def make(papers: int, seed: int = 1) -> Corpus:
    """So many papers of 300 Kreise, by length some 730 words each."""
    rng = Random(seed)
    chain = _Chain(rng)
    made = [_paper(chain, number, rng) for number in range(papers)]
    plants = [*_copies(chain, made, rng), *_models(chain, made, rng)]
    _forms(chain, made, rng)
    _revise(chain, made, rng)
    return Corpus(made, plants, chain.vocabulary)


def day(rng: Random) -> str:
    """A day of some fifteen years."""
    return (START + timedelta(days=rng.randrange(5500))).isoformat()


def _vocabulary(rng: Random, size: int) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < size:
        word = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(1, 4)))
        word = word.capitalize() if rng.random() < 0.3 else word
        if word.casefold() not in seen:
            seen.add(word.casefold())
            yield word


def _paper(chain: _Chain, number: int, rng: Random) -> Paper:
    words = chain.words(int(min(3000, rng.lognormvariate(6.0, 0.6))) + 60)
    return Paper(rng.randrange(KREISE), words, [number * _EACH + place for place in range(len(words))])


def _copies(chain: _Chain, papers: list[Paper], rng: Random) -> Iterator[Plant]:
    """Copies between papers of different Kreise, of words that the source was written with."""
    for _ in range(int(len(papers) * COPIES)):
        source, target = rng.sample(range(len(papers)), 2)
        length, share = rng.choice(LENGTHS), rng.choice(EDITS)
        own = [place for place, origin in enumerate(papers[source].origins) if origin // _EACH == source]
        if papers[source].kreis == papers[target].kreis or len(own) < length + 2:
            continue
        start = rng.randrange(len(own) - length)
        if own[start + length - 1] - own[start] >= length:
            continue  # a copy was put into the middle of it
        span = slice(own[start], own[start] + length)
        _plant(chain, papers[target], papers[source].words[span], papers[source].origins[span], share)
        yield Plant(source, target, length, share, False)


def _models(chain: _Chain, papers: list[Paper], rng: Random) -> Iterator[Plant]:
    """Model texts, each in one paper of several Kreise, whoever wrote them."""
    for number in range(int(len(papers) * MODELS)):
        words = chain.words(MODEL_WORDS)
        origins = [(len(papers) + number) * _EACH + place for place in range(MODEL_WORDS)]
        chosen = {papers[paper].kreis: paper for paper in rng.sample(range(len(papers)), rng.randint(*MODEL_KREISE))}
        for paper in chosen.values():
            _plant(chain, papers[paper], words, origins, rng.choice(EDITS[:3]))
        yield from (Plant(*pair, MODEL_WORDS, 0.0, True) for pair in combinations(sorted(chosen.values()), 2))


def _plant(chain: _Chain, paper: Paper, words: Sequence[int], origins: Sequence[int], share: float) -> None:
    edited = [*_edited(chain, words, origins, share)]
    place = chain.rng.randrange(len(paper.words))
    while place and paper.origins[place] - paper.origins[place - 1] == 1 and paper.origins[place] % _EACH == 0:
        place -= 1
    paper.insert(place, [word for word, _ in edited], [origin for _, origin in edited])


def _edited(chain: _Chain, words: Sequence[int], origins: Sequence[int], share: float) -> Iterator[tuple[int, int]]:
    """The words with a share of them replaced, left out or followed by another."""
    for word, origin in zip(words, origins, strict=True):
        kind = chain.rng.choice(("replace", "replace", "omit", "add")) if chain.rng.random() < share else ""
        if kind in ("", "add"):
            yield word, origin
        if kind in ("replace", "add"):
            yield chain.rng.randrange(len(chain.vocabulary)), NOBODY


def _forms(chain: _Chain, papers: list[Paper], rng: Random) -> None:
    """Put forms before, behind and between the words of papers."""
    forms: dict[tuple[str, int], list[list[int]]] = {}
    for paper in papers:
        for kind, group in (("kreis", paper.kreis), ("land", paper.kreis % LAENDER), ("bund", 0)):
            count, share = FORMS[kind]
            if rng.random() < share:
                known = forms.setdefault((kind, group), [])
                if not known:
                    known.extend(chain.words(rng.randint(50, 150)) for _ in range(count))
                form = rng.choice(known)
                paper.insert(rng.choice((0, len(paper.words))), form, [NOBODY] * len(form))


def _revise(chain: _Chain, papers: list[Paper], rng: Random) -> None:
    """Make some papers revisions of another one of their Kreis: what was planted in them stays there."""
    first: dict[int, int] = {}
    for number, paper in enumerate(papers):
        if paper.kreis in first and rng.random() < REVISIONS:
            source = papers[first[paper.kreis]]
            edited = [*_edited(chain, source.words, source.origins, 0.05)]
            paper.insert(len(paper.words), [word for word, _ in edited], [origin for _, origin in edited])
        first[paper.kreis] = number
