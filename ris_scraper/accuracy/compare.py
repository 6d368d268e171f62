"""What a page is expected to state beside what was read of it, value by value (pure)."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from ris_scraper.accuracy.nouns import FIELDS, LISTS, PAGE, RECORDS

#: Of a text that must not be copied an expectation holds the beginning of its hash.
HASHED = "sha256:"
Verdict = Literal["richtig", "falsch", "fehlend", "erfunden", "leer"]
Record = Mapping[str, Any]
Pair = tuple[Record | None, Record | None]


class Finding(NamedTuple):
    """One value: of what, which field, how it was read, what was expected and what was read; where in the page."""

    satz: str
    feld: str
    verdict: Verdict
    want: Any
    have: Any
    where: str


def records(want: Sequence[Record], have: Sequence[Record], whole: bool) -> Iterator[Finding]:
    """The findings of a page's records; `whole`: what is not expected is not there, else it was not looked for."""
    for typ in RECORDS:
        wanted, read = ([record for record in side if record.get("typ") == typ] for side in (want, have))
        for number, pair in enumerate(_aligned(wanted, read)):
            keys = FIELDS[typ] if whole else _signed([pair[0] or {}], typ)
            if keys:
                yield _found(PAGE, "datensaetze", *pair, f"{typ}[{number}]")
            yield from _record(typ, keys, pair, whole, f"{typ}[{number}]")


def scalar(satz: str, feld: str, want: Any, have: Any, where: str) -> Finding:
    """The finding of one value; None and an empty list are none."""
    want, have = (None if value in (None, []) else value for value in (want, have))
    if want is None:
        return Finding(satz, feld, "leer" if have is None else "erfunden", want, have, where)
    if have is None:
        return Finding(satz, feld, "fehlend", want, have, where)
    return Finding(satz, feld, "richtig" if same(want, have) else "falsch", want, have, where)


def words(satz: str, feld: str, want: Collection[Any], have: Collection[Any], where: str) -> Iterator[Finding]:
    """The findings of a list of texts: which are on both sides, missing, too many."""
    left = list(have)
    for value in want:
        found = next((other for other in left if same(value, other)), None)
        if found is not None:
            left.remove(found)
        yield scalar(satz, feld, value, found, where)
    yield from (scalar(satz, feld, None, value, where) for value in left)


def same(want: Any, have: Any) -> bool:
    """Whether two values are the same but for white space and the way their letters are put together."""
    want, have = _folded(want), _folded(have)
    if isinstance(want, str) and want.startswith(HASHED) and isinstance(have, str):
        return want == HASHED + hashlib.sha256(have.encode()).hexdigest()[:16]
    return bool(want == have)


def _folded(value: Any) -> Any:
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


def _found(satz: str, feld: str, want: Any, have: Any, where: str) -> Finding:
    """The finding of a row by itself: whether it is on both sides."""
    verdict: Verdict = "erfunden" if want is None else "fehlend" if have is None else "richtig"
    return Finding(satz, feld, verdict, want, have, where)


def _record(satz: str, keys: Collection[str], pair: Pair, whole: bool, where: str) -> Iterator[Finding]:
    """The findings of a record's fields; of one that is on one side only what is stated there."""
    found = _fields(satz, keys, pair, whole, where)
    return (finding for finding in found if finding.verdict != "leer") if None in pair else found


def _fields(satz: str, keys: Collection[str], pair: Pair, whole: bool, where: str) -> Iterator[Finding]:
    want, have = (side or {} for side in pair)
    for key in keys:
        place = f"{where}.{key}"
        if key in LISTS:
            yield from _rows(satz, key, _rows_of(key, want), _rows_of(key, have), whole, place)
        elif isinstance(want.get(key) or have.get(key), list | tuple):
            yield from words(satz, key, want.get(key) or (), have.get(key) or (), place)
        else:
            yield scalar(satz, key, want.get(key), have.get(key), place)


def _rows(
    satz: str, feld: str, want: Sequence[Record], have: Sequence[Record], whole: bool, where: str
) -> Iterator[Finding]:
    if not want and not have:
        yield scalar(satz, feld, None, None, where)
    for number, pair in enumerate(_aligned(want, have)):
        # A row too many counts where other rows were looked at.
        keys = FIELDS[feld] if whole else _signed([pair[0]] if pair[0] else want, feld)
        yield _found(satz, feld, *pair, f"{where}[{number}]")
        yield from _record(feld, keys, pair, whole, f"{where}[{number}]")


def _rows_of(key: str, record: Record) -> Sequence[Record]:
    """The rows of a list; of attachments an expectation may give the names alone."""
    return [{"name": row} if isinstance(row, str) else row for row in record.get(key) or ()]


def _signed(rows: Sequence[Record], satz: str) -> list[str]:
    """The fields that somebody looked for."""
    return [field for field in FIELDS[satz] if any(field in row for row in rows)]


# --- which row is which --------------------------------------------------------------------------


def _aligned(want: Sequence[Record], have: Sequence[Record]) -> list[Pair]:
    """The rows of both sides in their order, put together so that most values agree; None where a row has no partner.

    One missing row makes no other wrong: that is the longest common subsequence, with agreeing values for its length.
    """
    best = [[0] * (len(have) + 1) for _ in range(len(want) + 1)]
    agree = [[_agreement(one, other) for other in have] for one in want]
    for i, j in ((i, j) for i in reversed(range(len(want))) for j in reversed(range(len(have)))):
        best[i][j] = max(agree[i][j] + best[i + 1][j + 1], best[i + 1][j], best[i][j + 1])
    return list(_path(want, have, best, agree))


def _path(
    want: Sequence[Record], have: Sequence[Record], best: list[list[int]], agree: list[list[int]]
) -> Iterator[Pair]:
    i = j = 0
    while i < len(want) and j < len(have):
        if best[i][j] == agree[i][j] + best[i + 1][j + 1]:
            yield want[i], have[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            yield want[i], None
            i += 1
        else:
            yield None, have[j]
            j += 1
    yield from ((row, None) for row in want[i:])
    yield from ((None, row) for row in have[j:])


def _agreement(want: Record, have: Record) -> int:
    return sum(value not in (None, [], ()) and same(value, have.get(key)) for key, value in want.items())
