"""How parties and groups voted, from the printed words of a result (pure); never how a person did.

A text is understood wholly or not at all: where it says more than the forms of vocabulary/stimmen.toml, nobody knows
what the rest takes back ("mit Ausnahme eines Mitglieds der CDU").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from ris_scraper.judgement.fraktionstabelle import Line, table
from ris_scraper.words.german import clean
from ris_scraper.words.proposers import parties, set_apart
from ris_scraper.words.votes import count_votes, leftover

_CACHED = 4096
# Longer than any printed result: prose.
_LONGEST = 600
_RUN = "§"
_MARKS = ("x", "X", "✓")
_KINDS = ("ja", "nein", "enthaltung")
# "2 AfD", "2 x AfD", "AfD: 2"
_PIECE = re.compile(rf"\d{{1,3}} (?:x )?{_RUN}|{_RUN}:? \d{{1,3}}")
_NUMBER = re.compile(r"\d+")
_KIND_OF = {"gegen": "nein"}
_WHOLE = {"ja": "dafür", "nein": "dagegen", "enthaltung": "enthaltung"}
_CONTRARY = {"dafür": "dagegen", "dagegen": "dafür"}
# What a body did with the paper, by `ergebnis_norm`; of every other outcome the vote was on something else.
_OUTCOMES: dict[str | None, bool | None] = {
    "beschlossen": True, "geaendert_beschlossen": True, "empfohlen": True,
    "abgelehnt": False, "nicht_empfohlen": False, "sonstiges": None, None: None,
}  # fmt: skip


class Stimme(NamedTuple):
    """How a party or group voted on a paper: as a whole, or so many of its members, as far as it is printed."""

    fraktion: str
    haltung: str | None
    ja: int | None
    nein: int | None
    enthaltung: int | None
    worte: str


class Stimmen(NamedTuple):
    """What a text says of Fraktionen; `unread` are the parties it names of which it does not tell how they voted."""

    rows: tuple[Stimme, ...]
    unread: tuple[str, ...]


class _Form(NamedTuple):
    pattern: re.Pattern[str]
    haltung: str | None
    anzahl: str | None
    zum_beschluss: bool
    wendet: bool


class _Vocabulary(NamedTuple):
    forms: tuple[_Form, ...]
    beside: re.Pattern[str]
    shared: re.Pattern[str]
    accepting: re.Pattern[str]
    rejecting: re.Pattern[str]


class _Said(NamedTuple):
    """A form as found in a text, and the parties that it is about."""

    form: _Form
    match: re.Match[str]
    parties: tuple[str, ...]
    worte: str


_NOTHING = Stimmen((), ())


@lru_cache(maxsize=_CACHED)
def stimmen(text: str, ergebnis_norm: str | None) -> Stimmen:
    """The votes of Fraktionen that a printed result states, with the outcome it belongs to.

    >>> [row[:2] for row in stimmen("mit den Stimmen von CDU und FDP gegen die Stimmen der SPD", "beschlossen").rows]
    [('CDU', 'dafür'), ('FDP', 'dafür'), ('SPD', 'dagegen')]
    >>> [row[:5] for row in stimmen("CDU: 12 Ja, 1 Nein, SPD: 8 Nein", None).rows]
    [('CDU', None, 12, 1, None), ('SPD', 'dagegen', None, 8, None)]
    >>> stimmen("Enthaltungen aus der SPD-Fraktion", "beschlossen")
    Stimmen(rows=(), unread=('SPD',))
    """
    marked, runs = set_apart(clean(text), _RUN) if len(text) <= _LONGEST and _RUN not in text else ("", [])
    if not runs:
        return _NOTHING
    if tabled := _tabled(clean(text), ergebnis_norm):
        return Stimmen(tabled, ())
    found = _understood(marked, runs, ergebnis_norm)
    told = {row.fraktion for row in found}
    named = dict.fromkeys(name for run in runs for name in parties(run))
    return Stimmen(found, tuple(name for name in named if name not in told))


def _understood(marked: str, runs: list[str], norm: str | None) -> tuple[Stimme, ...]:
    """The rows of a text; a party that shares a count with others has none, and may not be told of elsewhere."""
    if norm not in _OUTCOMES:
        return ()
    shared = list(_vocabulary().shared.finditer(marked))
    rows = [row for match in shared for row in _shares(marked, runs, match, _decision(marked, norm))]
    taken = {at for match in shared for at in _runs_of(marked, match)}
    marked, runs = _without(marked, shared), [run for at, run in enumerate(runs) if at not in taken]
    said = list(_said(marked, runs))
    rest = _without(marked, [one.match for one in said])
    if _RUN in rest or not _vocabulary().beside.fullmatch(rest):
        return ()
    rows += [row for one in said for row in _rows(one, _decision(marked, norm), _told(marked))]
    sharing = {party for one in said if _is_shared(one) for party in one.parties}
    return _merged(rows) if not any(row is None or row.fraktion in sharing for row in rows) else ()


def _tabled(text: str, norm: str | None) -> tuple[Stimme, ...]:
    """The lines of a table, where nothing but it and words beside it are printed."""
    if norm not in _OUTCOMES or not (found := table(text)):
        return ()
    start, end = found.span
    rest = f"{text[:start]} {text[end:]}"
    rows = [row for line in found.lines for row in _of_line(line)]
    alone = not set_apart(rest, _RUN)[1] and _vocabulary().beside.fullmatch(rest)
    return _merged(rows) if alone and all(rows) else ()


def _of_line(line: Line) -> Iterator[Stimme | None]:
    """A row of a table's line; of a line of two parties only how both voted, where all of them voted alike."""
    counts = {kind: int(cell) if (cell := line.cells.get(kind, "")).isdigit() else None for kind in _KINDS}
    cast = [kind for kind in _KINDS if counts[kind] or line.cells.get(kind, "") in _MARKS]
    whole = _WHOLE[cast[0]] if len(cast) == 1 else None
    if len(line.parties) > 1:
        yield from (Stimme(party, whole, None, None, None, line.worte) if whole else None for party in line.parties)
    elif cast or any(count is not None for count in counts.values()):
        yield Stimme(line.parties[0], whole, counts["ja"], counts["nein"], counts["enthaltung"], line.worte)


def _runs_of(marked: str, match: re.Match[str]) -> range:
    first = marked.count(_RUN, 0, match.start())
    return range(first, first + match[0].count(_RUN))


def _shares(marked: str, runs: list[str], match: re.Match[str], decision: bool | None) -> Iterator[Stimme | None]:
    """Votes of one kind, counted by party; None where their sum is another, or what they are against unknown."""
    said = next(kind for kind in (*_KINDS, "gegen") if match[kind])
    pieces = _PIECE.findall(match["teile"])
    numbers = [int(_NUMBER.findall(piece)[0]) for piece in pieces]
    total = count_votes(f"{match['summe']} Enthaltungen").enthaltung if match["summe"] else sum(numbers)
    named = [runs[at] for at in _runs_of(marked, match)]
    if total != sum(numbers) or any(len(parties(run)) != 1 for run in named) or (said == "gegen" and not decision):
        yield None
        return
    for run, number, piece in zip(named, numbers, pieces, strict=True):
        ja, nein, enthaltung = (number if kind == _KIND_OF.get(said, said) else None for kind in _KINDS)
        yield Stimme(parties(run)[0], None, ja, nein, enthaltung, piece.replace(_RUN, run))


def _said(marked: str, runs: list[str]) -> Iterator[_Said]:
    """The forms in the order of the text; of two at one place the first of the vocabulary."""
    start = 0
    while hits := [(match, form) for form in _vocabulary().forms if (match := form.pattern.search(marked, start))]:
        match, form = min(hits, key=lambda hit: hit[0].start())
        run = runs[marked.count(_RUN, 0, match.start() + match[0].index(_RUN))]
        yield _Said(form, match, parties(run), match[0].replace(_RUN, run))
        start = match.end()


def _without(text: str, matches: Sequence[re.Match[str]]) -> str:
    ends = [0, *(match.end() for match in matches)]
    starts = [*(match.start() for match in matches), len(text)]
    return " ".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _told(text: str) -> bool | None:
    """What the text itself says was done with the paper; None where it says nothing, or both."""
    words = _vocabulary()
    accepted, rejected = bool(words.accepting.search(text)), bool(words.rejecting.search(text))
    return None if accepted == rejected else accepted


def _decision(text: str, norm: str | None) -> bool | None:
    """What was done with the paper; None where that is unknown, or text and outcome contradict each other."""
    told, known = _told(text), _OUTCOMES[norm]
    if told is None or known is None:
        return known if told is None else told
    return told if told == known else None


def _rows(said: _Said, decision: bool | None, told: bool | None) -> Iterator[Stimme | None]:
    """A row for each party of a form; None where it cannot be known how that voted."""
    groups, form = said.match.groupdict(), said.form
    if form.zum_beschluss and not decision and not (form.wendet and decision is False and told is False):
        yield None
    elif groups.get("anzahl") or groups.get("je"):
        yield from () if _is_shared(said) else (_counted(said) if len(said.parties) == 1 else None,)
    else:
        turned = form.zum_beschluss and decision is False
        haltung = _CONTRARY[str(form.haltung)] if turned else form.haltung
        yield from (Stimme(party, haltung, None, None, None, said.worte) for party in said.parties)


def _is_shared(said: _Said) -> bool:
    """Whether several parties share one count, "28 Ja (CDU, SPD)": of each is only known that some of it voted so."""
    if said.form.anzahl is None or not said.match.groupdict().get("anzahl"):
        return False
    count = count_votes(f"{said.match['anzahl']} Enthaltungen").enthaltung
    return count is not None and count >= len(said.parties) > 1


def _counted(said: _Said) -> Stimme | None:
    """The counted votes of one party; of a list of all its members ("SPD: 8 Nein") also how it voted as a whole."""
    words = said.match["je"] if said.form.anzahl is None else f"{said.match['anzahl']} {_WORDS[said.form.anzahl]}"
    vote = count_votes(words)
    numbers = {kind: getattr(vote, kind) for kind in _KINDS}
    cast = [kind for kind in _KINDS if numbers[kind]]
    if leftover(words) or not any(number is not None for number in numbers.values()):
        return None
    whole = _WHOLE[cast[0]] if said.form.anzahl is None and len(cast) == 1 else None
    return Stimme(said.parties[0], whole, numbers["ja"], numbers["nein"], numbers["enthaltung"], said.worte)


_WORDS = {"ja": "Ja-Stimmen", "nein": "Nein-Stimmen", "enthaltung": "Enthaltungen"}


def _merged(rows: Sequence[Stimme | None]) -> tuple[Stimme, ...]:
    """One row a party; nothing at all where a text says two things of one."""
    found: dict[str, Stimme] = {}
    for row in rows:
        if row is None or (row.fraktion in found and not (row := _both(found[row.fraktion], row))):
            return ()
        found[row.fraktion] = row
    return tuple(found.values())


def _both(one: Stimme, other: Stimme) -> Stimme | None:
    """What two forms say of one party: counts of different kinds add up; nothing else does."""
    pairs = [(getattr(one, kind), getattr(other, kind)) for kind in _KINDS]
    if one.haltung or other.haltung or not all(None in pair for pair in pairs):
        return None
    ja, nein, enthaltung = (first if second is None else second for first, second in pairs)
    return Stimme(one.fraktion, None, ja, nein, enthaltung, f"{one.worte}; {other.worte}")


@cache
def _vocabulary() -> _Vocabulary:
    file = resources.files("ris_scraper.judgement").joinpath("vocabulary", "stimmen.toml")
    data = tomllib.loads(file.read_text("utf-8"))
    words, beside = data["words"], data["beside"]
    forms = tuple(
        _Form(_pattern(form["pattern"], words), form.get("haltung"), form.get("anzahl"),
              form.get("zum_beschluss", False), form.get("wendet", False))
        for form in data["form"]
    )  # fmt: skip
    return _Vocabulary(
        forms,
        _pattern(f"(?:{'|'.join(beside['words'])})*", words),
        _pattern(data["shared"]["pattern"], words),
        _pattern(beside["accepting"], words),
        _pattern(beside["rejecting"], words),
    )


def _pattern(pattern: str, words: dict[str, str]) -> re.Pattern[str]:
    while named := re.search(r"%(\w+)%", pattern):
        pattern = pattern.replace(named[0], words[named[1]])
    return re.compile(rf"(?<!\w)(?:{pattern})", re.I)
