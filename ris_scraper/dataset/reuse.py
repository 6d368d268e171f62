"""Which Vorlagen of different Kreise share whose words: the tables `textgleich` and `uebernahmen`, made from all texts.

What an earlier run found out is kept beside the dataset (`reuse_index`), so that a run costs only what is new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from ris_scraper.archive.opening import look
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.reuse_index import Found, Index, Place, Text, Wording, version
from ris_scraper.judgement.passages import fingerprints, union, words_in

#: Where texts stand, one line for each kind: Vorlage, section, file, its page, text.
SOURCES = (
    "select vorlage, id as abschnitt, null as anlage, null as blatt, text from abschnitte where vorlage <> ''",
    "select vorlage, null as abschnitt, anlage, seite as blatt, text from anlagen_seiten where vorlage <> ''",
)

_ALL = f"with t as ({' union all '.join(SOURCES)})"
_TEXTS = f"""{_ALL}
select t.vorlage, t.abschnitt, t.anlage, t.blatt, coalesce(d.gilt, v.id) as gruppe, v.ags, t.text
from t join vorlagen v on v.id = t.vorlage left join dubletten d on d.vorlage = v.id
where v.ags is not null and t.text <> ''
"""
_WORDING = f"{_ALL} select text from t where abschnitt is ? and anlage is ? and blatt is ?"
_COUNT = f"{_ALL} select count(*) as anzahl from t"
_DATES = "select id, coalesce(erste_beratung, datum) as tag from vorlagen"
_TWINS = "select vorlage, gilt from dubletten"
_LAST = "select max(ende) from laeufe where art in ('read', 'build', 'judge', 'crawl')"
#: Name of the entry in `versionen` that says by which rules the tables were made.
STAMP = "textgleich"

Row = dict[str, Any]
_T = TypeVar("_T")
Told = Callable[[Iterable[_T], int, str], Iterable[_T]]


class Outcome(NamedTuple):
    """What a run came to: texts that were new or changed, passages that there are, Vorlagen that have one."""

    neu: int
    passagen: int
    vorlagen: int


def _untold(things: Iterable[_T], _: int, __: str) -> Iterable[_T]:
    return things


def reuse(db: Dataset, index: Path, told: Told[Any] = _untold) -> Outcome:
    """Bring `textgleich` and `uebernahmen` up to date with all texts of the dataset.

    `index` is the side file, made anew where there is none that can be used; `told` sees texts and pairs pass, with
    their number and what one of them is. Raises Locked while another program writes.
    """
    with Index(index) as side:
        [row] = db.rows(_COUNT)
        texts = told(_texts(db), row["anzahl"], "text")
        # A text has several passages, and is asked for with each.
        wording = lru_cache(maxsize=1000)(partial(_wording, db))
        new = side.update(texts, wording, lambda pairs: told(pairs, len(pairs), "pair"))
        rows = [*_rows(db, side.found(), wording)]
        shares = [*_shares(rows, side.words())]
    with db.transaction():
        for table, made in (("textgleich", rows), ("uebernahmen", shares)):
            db.execute(f"delete from {table}")
            db.replace(table, made)
        db.stamp(STAMP, version())
    return Outcome(new, len(rows), len(shares))


def outdated(path: Path) -> bool:
    """Whether the tables of a dataset file are none of this version's, or older than what was read or judged last.

    Raises sqlite3.Error where it is no dataset.
    """
    with look(path) as db:
        made = dict(db.execute("select version, seit from versionen where name = ?", [STAMP]).fetchall())
        [(last,)] = db.execute(_LAST).fetchall()
    return version() not in made or (last or "") > made[version()]


def _texts(db: Dataset) -> Iterator[Text]:
    for row in db.stream(_TEXTS):
        yield Text(Place(*row[:4]), *row[4:])


def _wording(db: Dataset, place: Place) -> str:
    [row] = db.rows(_WORDING, place[1:])
    return str(row["text"])


def _rows(db: Dataset, found: Iterable[Found], wording: Wording) -> Iterator[Row]:
    """The rows of `textgleich`; what two Vorlagen share twice, or twins of theirs, is there once."""
    days = {row["id"]: row["tag"] for row in db.stream(_DATES)}
    twins: dict[str, str] = {row["vorlage"]: row["gilt"] for row in db.stream(_TWINS)}
    pairs: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for one in found:
        row = _row(wording, one, days)
        first, second = sorted(twins.get(place.vorlage, place.vorlage) for place in (one.a, one.b))
        pairs[first, second].append(row)
    for rows in pairs.values():
        yield from _once(rows, twins) if len(rows) > 1 else rows


def _once(rows: list[Row], twins: dict[str, str]) -> Iterator[Row]:
    """Rows of two Vorlagen without those whose words another has: those of twins and of files come last."""
    told: set[int] = set()
    for row in sorted(rows, key=lambda row: _rank(row, twins)):
        _, grams = fingerprints(row["text_a"])
        if 2 * len(grams & told) <= len(grams):
            told |= grams
            yield row


def _rank(row: Row, twins: dict[str, str]) -> tuple[Any, ...]:
    doubled = (row["vorlage_a"] in twins) + (row["vorlage_b"] in twins)
    return doubled, (row["anlage_a"] is not None) + (row["anlage_b"] is not None), -row["woerter"], row["id"]


def _row(wording: Wording, found: Found, days: dict[str, str | None]) -> Row:
    """A row of `textgleich`: first what is dated earlier, if dates tell."""
    a, b, p = found
    one = _side(wording, a, days, p.start_a, p.ende_a)
    other = _side(wording, b, days, p.start_b, p.ende_b)
    known = one["datum"] and other["datum"] and one["datum"] != other["datum"]
    if known and other["datum"] < one["datum"]:
        one, other = other, one
    sides = {f"{name}_{side}": value for side, values in (("a", one), ("b", other)) for name, value in values.items()}
    frueher = one["vorlage"] if known else None
    return {**sides, "id": _key(sides), "woerter": p.woerter, "aehnlichkeit": p.aehnlichkeit, "frueher": frueher}


def _side(wording: Wording, place: Place, days: dict[str, str | None], start: int, end: int) -> Row:
    text = wording(place)[start:end]
    return {**place._asdict(), "datum": days[place.vorlage], "start": start, "ende": end, "text": text}


def _key(sides: Row) -> str:
    """A key that stays as long as the passage does."""
    names = ("vorlage", "abschnitt", "anlage", "blatt", "start", "ende")
    places = sorted(repr([sides[f"{name}_{side}"] for name in names]) for side in "ab")
    return blake2b(repr(places).encode(), digest_size=8).hexdigest()


def _shares(rows: Iterable[Row], words: dict[str, int]) -> Iterator[Row]:
    """The rows of `uebernahmen`: what of each Vorlage stands in others, and in earlier ones."""
    of: dict[str, list[tuple[Row, str, str]]] = defaultdict(list)
    for row in rows:
        of[row["vorlage_a"]].append((row, "a", "b"))
        of[row["vorlage_b"]].append((row, "b", "a"))
    for vorlage, found in of.items():
        taken = [(row, side, other) for row, side, other in found if row["frueher"] == row[f"vorlage_{other}"]]
        dated = all(row["frueher"] for row, _, _ in found)
        yield {
            "vorlage": vorlage,
            "woerter": words[vorlage],
            "woerter_gleich": _covered(found),
            "woerter_uebernommen": _covered(taken) if dated else None,
            "anteil_uebernommen": round(_covered(taken) / words[vorlage], 3) if dated else None,
            "andere": len({row[f"vorlage_{other}"] for row, _, other in found}),
            "quellen": len({row["frueher"] for row, _, _ in taken}),
        }


def _covered(found: Iterable[tuple[Row, str, str]]) -> int:
    """Words of the passages of one Vorlage, none twice."""
    texts: dict[tuple[Any, ...], dict[tuple[int, int], str]] = defaultdict(dict)
    for row, side, _ in found:
        text = tuple(row[f"{name}_{side}"] for name in ("abschnitt", "anlage", "blatt"))
        texts[text][row[f"start_{side}"], row[f"ende_{side}"]] = row[f"text_{side}"]
    return sum(chain.from_iterable(map(_counts, texts.values())))


def _counts(spans: dict[tuple[int, int], str]) -> Iterator[int]:
    for start, end in union(spans):
        inside = sorted((first, last, text) for (first, last), text in spans.items() if start <= first < end)
        told = start
        for first, last, text in inside:
            yield words_in(text[max(told - first, 0) :])
            told = max(told, last)
