"""A vote printed as a table of Fraktionen: "Fraktion Ja Nein Enth. CDU 18 0 0 SPD 0 9 1", or turned by 90° (pure).

The words of its head are data: vocabulary/stimmen.toml, [table]. A line counts only with as many cells as the head has
columns, behind a name that is a party's and nothing else; lines that count more than the printed total do not fit.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from ris_scraper.words.proposers import parties, proposers

_BETWEEN = r"[\s|:;,]+"
_CELL = r"(?:\d{1,3}|[x✓]|[-–—]+)(?![\w:./])"
_NAME = r"[^\W\d][^|:;]{0,60}?"
# No party's name has more words: "Fraktion Bündnis 90 / Die Grünen".
_WORDS = 6
_KINDS = ("ja", "nein", "enthaltung")


class Line(NamedTuple):
    """What a table prints of a Fraktion, or of several together: its cells by kind of vote, and the printed words."""

    parties: tuple[str, ...]
    cells: Mapping[str, str]
    worte: str


class Table(NamedTuple):
    """Where a table stands in a text, and its lines of Fraktionen."""

    span: tuple[int, int]
    lines: tuple[Line, ...]


def table(text: str) -> Table | None:
    """The table of the votes of Fraktionen that a text prints; None where it prints none that fits.

    >>> [line.cells for line in table("Fraktion Ja Nein CDU 18 0 GRÜNE 0 9 Gesamt 18 9").lines]
    [{'ja': '18', 'nein': '0'}, {'ja': '0', 'nein': '9'}]
    >>> [line.parties for line in table("Fraktion | CDU | SPD | Ja | 18 | 0 | Nein | 0 | 9").lines]
    [('CDU',), ('SPD',)]
    >>> table("Fraktion Ja Nein CDU 18 0 SPD 0 9 Gesamt 17 9"), table("Name Ja Nein Nachname 1 0")
    (None, None)
    """
    return _upright(text) or _turned(text)


def _upright(text: str) -> Table | None:
    """Columns of votes, a line for each Fraktion; lines of members without one are passed over."""
    words = _words()
    head = re.search(rf"(?<!\w){words['first']}{_BETWEEN}({_any(words)}(?:{_BETWEEN}{_any(words)})+)", text, re.I)
    if not head:
        return None
    columns = list(_columns(words, head[1]))
    line = re.compile(rf"{_BETWEEN}({_NAME}){_BETWEEN}({_cells(len(columns))})", re.I)
    lines, end = [], head.end()
    while (found := line.match(text, end)) and ((named := _named(found[1])) or _is(words, "others total", found[1])):
        cells = dict(zip(columns, re.findall(_CELL, found[2], re.I), strict=True))
        lines.append((found[1], Line(named, cells, f"{head[1]}; {found[0].strip(' |:;,')}")))
        end = found.end()
    return _fitting((head.start(), end), columns, lines)


def _turned(text: str) -> Table | None:
    """A column for each Fraktion, a line for each kind of vote."""
    words = _words()
    heads = rf"(?<!\w){words['first']}{_BETWEEN}([^\W\d].{{0,200}}?)(?={_BETWEEN}{_any(words)}{_BETWEEN}{_CELL})"
    if not (head := re.search(heads, text, re.I)):
        return None
    names, total = re.sub(rf"{_BETWEEN}{words['total']}$", "", head[1], flags=re.I), "Gesamt"
    named = tuple(_each(re.split(_BETWEEN, names)))
    labels = [*named, *([total] if names != head[1] else [])]
    line = re.compile(rf"{_BETWEEN}({_any(words)}){_BETWEEN}({_cells(len(labels))})", re.I)
    rows, end = [], head.end()
    while len(named) > 1 and (found := line.match(text, end)):
        rows.append((next(_columns(words, found[1])), re.findall(_CELL, found[2], re.I)))
        end = found.end()
    worte = text[head.start() : end]
    lines = [
        (label, Line(named[at : at + 1], {kind: cells[at] for kind, cells in rows}, worte))
        for at, label in enumerate(labels)
    ]
    return _fitting((head.start(), end), [kind for kind, _ in rows], lines)


def _named(name: str) -> tuple[str, ...]:
    """The parties of a name that says nothing else; a name in a table stands where a Fraktion's does."""
    led = f"Fraktion {name}"
    return parties(led) if proposers(led) == led else ()


def _each(words: Sequence[str]) -> Iterator[str]:
    """The parties of names in a row, each as many words as name one alone; none behind a word that names none."""
    ends = (end for end in range(min(len(words), _WORDS), 0, -1) if len(_named(" ".join(words[:end]))) == 1)
    if end := next(ends, 0):
        yield from _named(" ".join(words[:end]))
        yield from _each(words[end:])


def _fitting(span: tuple[int, int], columns: Sequence[str], lines: Sequence[tuple[str, Line]]) -> Table | None:
    kinds = [kind for kind in columns if kind]
    if not {"ja", "nein"} <= set(kinds) or len(kinds) > len(set(kinds)):
        return None
    totals = [line for name, line in lines if _is(_words(), "total", name)]
    counted = [line for name, line in lines if not _is(_words(), "total", name)]
    if any(_sum(counted, kind) > _sum([total], kind) for total in totals for kind in kinds):
        return None
    found = tuple(line for line in counted if line.parties)
    return Table(span, found) if found else None


def _sum(lines: Sequence[Line], kind: str) -> int:
    return sum(int(line.cells[kind]) for line in lines if line.cells[kind].isdigit())


def _columns(words: Mapping[str, str], head: str) -> Iterator[str]:
    """The kind of vote of each column; "" for one that is no vote ("anwesend")."""
    for found in re.finditer(_any(words), head, re.I):
        yield next((kind for kind in _KINDS if re.fullmatch(words[kind], found[0], re.I)), "")


def _is(words: Mapping[str, str], kinds: str, name: str) -> bool:
    return any(re.fullmatch(words[kind], name, re.I) for kind in kinds.split())


def _cells(count: int) -> str:
    return rf"{_CELL}(?:{_BETWEEN}{_CELL}){{{count - 1}}}"


def _any(words: Mapping[str, str]) -> str:
    return rf"(?:{'|'.join(words[kind] for kind in (*_KINDS, 'beside'))})(?!\w)"


@cache
def _words() -> dict[str, str]:
    file = resources.files("ris_scraper.judgement").joinpath("vocabulary", "stimmen.toml")
    return {name: f"(?:{words})" for name, words in tomllib.loads(file.read_text("utf-8"))["table"].items()}
