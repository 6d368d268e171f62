"""`reuse.db`: which n-grams which texts have, and the passages found, so that a run costs only what is new.

What a run leaves is what a run from nothing would leave. Beside the new texts it looks again at the pairs that share an
n-gram which began or ceased to tell something (`passages.telling`) because of them; no other pair can have changed.
The file holds no words, only their hashes; it may be deleted at any time.
"""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from inspect import getsource
from itertools import chain, combinations, count, pairwise
from pathlib import Path
from typing import NamedTuple

from ris_scraper.judgement import passages
from ris_scraper.judgement.passages import SEEDS, Marked, fingerprints, marked, shared, telling
from ris_scraper.nouns.trouble import is_damage, trouble

_SCHEMA = """
create table stand (version text not null);
create table texte (
  nr integer primary key, pruefsumme blob not null, vorlage text not null, gruppe text not null, ags text not null,
  abschnitt text, anlage text, blatt integer, woerter integer not null
);
create table eimer (nr integer primary key, marken blob not null);
create table passagen (
  a integer not null, b integer not null, start_a integer not null, ende_a integer not null, start_b integer not null,
  ende_b integer not null, woerter integer not null, aehnlichkeit real not null, primary key (a, b, start_a)
) without rowid;
create index passagen_b on passagen (b);
"""
# A mark is an n-gram (40 bits) above the number of a text; marks lie in order in buckets by their upper bits.
_NUMBER = 24
_NUMBERS = (1 << _NUMBER) - 1
_BUCKETS = 1024
_BUCKET = 40 - 10
# Below this share of a bucket's n-grams it is faster to look each up than to walk through.
_FEW = 20


class Place(NamedTuple):
    """Where a text stands: a section of a Vorlage, or a page of one of its files."""

    vorlage: str
    abschnitt: str | None
    anlage: str | None
    blatt: int | None


class Text(NamedTuple):
    """A text of a Vorlage. `gruppe` is the same for rows that are one Vorlage."""

    place: Place
    gruppe: str
    ags: str
    text: str


class Found(NamedTuple):
    """A passage with the places of both texts, and the words that each has."""

    a: Place
    b: Place
    passage: passages.Passage


Wording = Callable[[Place], str]
Pair = tuple[int, int]


@dataclass
class _Change:
    """What a run brings: new texts, their marks by bucket, texts that are gone, pairs to be looked at again."""

    fresh: set[int] = field(default_factory=set)
    marks: list[array[int]] = field(default_factory=lambda: [array("Q") for _ in range(_BUCKETS)])
    gone: set[int] = field(default_factory=set)
    turned: set[Pair] = field(default_factory=set)


@dataclass
class _Groups:
    """The n-grams that tell something, each with its texts, and for each text the numbers of its n-grams."""

    grams: array[int] = field(default_factory=lambda: array("Q"))
    ends: array[int] = field(default_factory=lambda: array("Q", [0]))
    members: array[int] = field(default_factory=lambda: array("L"))
    of: dict[int, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("L")))

    def add(self, gram: int, texts: Iterable[int]) -> None:
        number = len(self.grams)
        self.grams.append(gram)
        for text in texts:
            self.members.append(text)
            self.of[text].append(number)
        self.ends.append(len(self.members))

    def texts(self, number: int) -> array[int]:
        return self.members[self.ends[number] : self.ends[number + 1]]


class Index:
    """The side file; use as a context manager: what the body did is kept if it ends well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = _opened(path)
        self.holders: dict[int, Pair] = {}
        self._names: dict[str, int] = {}
        self._db.execute("begin immediate")
        for number, ags, gruppe in self._db.execute("select nr, ags, gruppe from texte"):
            self._hold(number, ags, gruppe)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: object, error: BaseException | None, __: object) -> None:
        with suppress(sqlite3.Error):
            self._db.execute("rollback" if kind else "commit")
        self._db.close()
        if isinstance(error, sqlite3.DatabaseError):
            raise trouble(self._path, error) from error

    def update(self, texts: Iterable[Text], wording: Wording, told: Callable[[Sequence[Pair]], Iterable[Pair]]) -> int:
        """Bring the passages up to date with all texts there are; returns how many texts are new.

        `wording` gives the text of a place; `told` sees the pairs pass that are compared.
        """
        change = self._taken_in(texts)
        self._stored(change)
        self._forgotten(change)
        groups = self._groups(change, wording)
        self._compare(groups, told([*self._pairs(groups, change)]), wording)
        return len(change.fresh)

    def found(self) -> Iterator[Found]:
        """All passages."""
        sql = """
            select p.*, x.vorlage, x.abschnitt, x.anlage, x.blatt, y.vorlage, y.abschnitt, y.anlage, y.blatt
            from passagen p join texte x on x.nr = p.a join texte y on y.nr = p.b
        """
        for row in self._db.execute(sql):
            yield Found(Place(*row[8:12]), Place(*row[12:16]), passages.Passage(*row[2:8]))

    def words(self) -> dict[str, int]:
        """Words of the texts of each Vorlage that has a passage."""
        sql = """
            select vorlage, sum(woerter) from texte where vorlage in (
              select vorlage from texte where nr in (select a from passagen union select b from passagen)
            ) group by vorlage
        """
        return dict(self._db.execute(sql).fetchall())

    # --- texts -------------------------------------------------------------------------------

    def _hold(self, number: int, ags: str, gruppe: str) -> None:
        self.holders[number] = (self._name(ags), self._name(gruppe))

    def _name(self, name: str) -> int:
        return self._names.setdefault(name, len(self._names))

    def _taken_in(self, texts: Iterable[Text]) -> _Change:
        known = dict(self._db.execute("select pruefsumme, nr from texte").fetchall())
        change, numbers = _Change(), count(max(known.values(), default=0) + 1)
        for text in texts:
            digest = _digest(text)
            if known.pop(digest, None) is None:
                self._add(change, next(numbers), digest, text)
        change.gone = set(known.values())
        return change

    def _add(self, change: _Change, number: int, digest: bytes, text: Text) -> None:
        words, grams = fingerprints(text.text)
        row = (number, digest, text.place.vorlage, text.gruppe, text.ags, *text.place[1:], words)
        self._db.execute("insert into texte values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._hold(number, text.ags, text.gruppe)
        change.fresh.add(number)
        for gram in grams:
            change.marks[gram >> _BUCKET].append(gram << _NUMBER | number)

    def _forgotten(self, change: _Change) -> None:
        """Drop the texts that are gone with their passages, and the passages of pairs that are looked at again."""
        for where in ("passagen where a = ?", "passagen where b = ?", "texte where nr = ?"):
            self._db.executemany(f"delete from {where}", ([number] for number in change.gone))
        self._db.executemany("delete from passagen where (a, b) in (values (?, ?), (?2, ?1))", change.turned)
        for number in change.gone:
            del self.holders[number]

    # --- n-grams -----------------------------------------------------------------------------

    def _bucket(self, number: int) -> array[int]:
        marks = array("Q")
        for (kept,) in self._db.execute("select marken from eimer where nr = ?", [number]):
            marks.frombytes(kept)
        return marks

    def _stored(self, change: _Change) -> None:
        """Put the new marks into their buckets, and note the pairs whose common n-grams tell something else by that."""
        for number, new in enumerate(change.marks):
            if not new and not change.gone:
                continue
            old = self._bucket(number)
            lost = {mark >> _NUMBER for mark in old if mark & _NUMBERS in change.gone} if change.gone else set()
            kept = array("Q", (mark for mark in old if mark & _NUMBERS not in change.gone)) if lost else old
            marks = _merged(kept, sorted(new))
            if old:
                touched = lost.union(mark >> _NUMBER for mark in new)
                change.turned |= self._turned(old, marks, touched)
            self._db.execute("insert or replace into eimer values (?, ?)", [number, marks.tobytes()])

    def _turned(self, before: Sequence[int], after: Sequence[int], grams: Iterable[int]) -> set[Pair]:
        """Pairs of texts that were there and stay, with an n-gram that began or ceased to tell something."""
        pairs: set[Pair] = set()
        for gram in grams:
            if len(had := _holding(before, gram)) > 1:
                has = _holding(after, gram)
                if self._tells(had) != self._tells(has):
                    pairs.update(pair for pair in combinations(sorted({*had} & {*has}), 2) if self._apart(*pair))
        return pairs

    def _tells(self, texts: Iterable[int]) -> bool:
        return telling(self.holders[text] for text in texts)

    def _apart(self, one: int, other: int) -> bool:
        """Whether two texts are of different Kreise: what a Kreis repeats of its own is a revision."""
        return self.holders[one][0] != self.holders[other][0]

    # --- passages ----------------------------------------------------------------------------

    def _groups(self, change: _Change, wording: Wording) -> _Groups:
        """The telling n-grams of all texts that have to be compared."""
        again: dict[int, set[int]] = defaultdict(set)
        for number in {*chain.from_iterable(change.turned)}:
            for gram in fingerprints(wording(self._place(number)))[1]:
                again[gram >> _BUCKET].add(gram)
        groups = _Groups()
        for number, new in enumerate(change.marks):
            wanted = again[number].union(mark >> _NUMBER for mark in new)
            change.marks[number] = array("Q")
            for gram, texts in _grouped(self._bucket(number), wanted) if wanted else ():
                if self._tells(texts):
                    groups.add(gram, texts)
        return groups

    def _pairs(self, groups: _Groups, change: _Change) -> Iterator[Pair]:
        """Pairs of texts of different Kreise with telling n-grams enough, each once, if it has to be compared."""
        at_stake = change.fresh.union(chain.from_iterable(change.turned))
        for one in sorted(at_stake & groups.of.keys()):
            common = Counter(chain.from_iterable(map(groups.texts, groups.of[one])))
            for other, seeds in common.items():
                pair = (one, other) if one < other else (other, one)
                if seeds < SEEDS or not self._apart(one, other) or (other in at_stake and other < one):
                    continue
                if one in change.fresh or other in change.fresh or pair in change.turned:
                    yield pair

    def _compare(self, groups: _Groups, pairs: Iterable[Pair], wording: Wording) -> None:
        """Look for passages in pairs; which of two texts is the first depends on their places alone."""

        @lru_cache(maxsize=2000)
        def look(number: int) -> tuple[Place, Marked]:
            place = self._place(number)
            return place, marked(wording(place))

        for pair in pairs:
            a, b = sorted(pair, key=lambda number: _order(look(number)[0]))
            grams = {groups.grams[number] for number in {*groups.of[a]} & {*groups.of[b]}}
            rows = [(a, b, *passage) for passage in shared(look(a)[1], look(b)[1], grams)]
            self._db.executemany("insert into passagen values (?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _place(self, number: int) -> Place:
        sql = "select vorlage, abschnitt, anlage, blatt from texte where nr = ?"
        return Place(*self._db.execute(sql, [number]).fetchone())


def version() -> str:
    """By what rules n-grams are made here: it changes with them, and with the Python whose hashes they are."""
    probe = sorted(fingerprints("ein Wort gibt das andere und noch eins " * 5)[1])
    return _hashed(f"{getsource(passages)} {probe}".encode()).hex()[:12]


def _opened(path: Path) -> sqlite3.Connection:
    """Open the file, new where there is none, or none of this version that is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        if db.execute("select name from sqlite_master where name = 'stand'").fetchall():
            if db.execute("select version from stand").fetchall() == [(version(),)]:
                return db
            db = _anew(db, path)
        elif db.execute("select 1 from sqlite_master").fetchall():
            db = _anew(db, path)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            db.close()
            raise trouble(path, error) from error
        db = _anew(db, path)
    db.executescript(_SCHEMA)
    db.execute("insert into stand values (?)", [version()])
    return db


def _anew(db: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    db.close()
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return sqlite3.connect(path, isolation_level=None, timeout=5)


def _digest(text: Text) -> bytes:
    """A hash of all that matters of a text: if any of it is another, the text is."""
    return _hashed(repr((text.place, text.gruppe, text.ags)).encode(), text.text.encode())


def _hashed(*parts: bytes) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
    return digest.digest()


def _merged(old: array[int], new: list[int]) -> array[int]:
    """Two runs of marks in order as one; where few are new, the old ones are copied in slices."""
    if len(new) * _FEW > len(old):
        return array("Q", sorted([*old, *new]))
    marks, start = array("Q"), 0
    for mark in new:
        end = bisect_left(old, mark, start)
        marks += old[start:end]
        marks.append(mark)
        start = end
    return marks + old[start:]


def _holding(marks: Sequence[int], gram: int) -> list[int]:
    """The texts that have an n-gram."""
    start = bisect_left(marks, gram << _NUMBER)
    end = bisect_left(marks, (gram + 1) << _NUMBER, start)
    return [mark & _NUMBERS for mark in marks[start:end]]


def _grouped(marks: array[int], wanted: set[int]) -> Iterator[tuple[int, list[int]]]:
    """The wanted n-grams that several texts have, with these."""
    if len(wanted) * _FEW < len(marks):
        for gram in sorted(wanted):
            if len(texts := _holding(marks, gram)) > 1:
                yield gram, texts
        return
    found: dict[int, list[int]] = {}
    for one, other in pairwise(marks):
        if one ^ other <= _NUMBERS:
            found.setdefault(one >> _NUMBER, [one & _NUMBERS]).append(other & _NUMBERS)
    yield from ((gram, texts) for gram, texts in found.items() if gram in wanted)


def _order(place: Place) -> tuple[str, str, str, int]:
    return place.vorlage, place.abschnitt or "", place.anlage or "", place.blatt or 0
