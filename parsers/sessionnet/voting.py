"""Votes in the words of minutes (pure): under a heading or in lines of their own, read whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from parsers.common.outcomes import LONGEST_OUTCOME, is_outcome
from ris_scraper.nouns.records import Hinweis, Vote
from ris_scraper.words.openers import split_ergebnis
from ris_scraper.words.votes import count_votes, einstimmig, leftover

# The words of a line that is nothing but a vote: "dafür: 12", "Mehrheitlich beschlossen mit 20 zu 4 Stimmen".
_KINDS = (
    r"(?:ja|nein|gegen|für)(?:-?\s?stimmen?)?|da(?:für|gegen)|enth(?:altung(?:en)?|\.)?|stimmenthaltung(?:en)?"
    r"|zustimmung(?:en)?|ablehnung(?:en)?"
)
_OTHERS = (
    r"abstimmung(?:sergebnis)?|stimm(?:en|berechtigte?)|einstimmig|mehrheitlich|angenommen|abgelehnt|beschlossen"
    r"|zugestimmt|an-?wesend|abwesend|befangen|bei|davon|gegen|keine?r?|mit|ohne|und|zu|eine[rn]?|zwei|drei|vier|fünf"
    r"|\d{1,3}(?:\((?=\d|e?n\)))?"
)
_LINE = re.compile(rf"(?:(?:{_KINDS}|{_OTHERS})(?![a-zäöüß])(?:\(e?n\))?[\s:;,./|=()–-]*){{1,20}}", re.I)
_KIND = re.compile(rf"(?:{_KINDS})(?![a-zäöüß])", re.I)
# A kind of vote at the end, and no number behind it: the line breaks off.
_UNFINISHED = re.compile(rf"\d.*(?<![a-zäöüß])(?:{_KINDS})\s*[:=]\s*$", re.I)
_MANNER = re.compile(r"\b(?:einstimmig|mehrheitlich|mit (?:\w+ )?mehrheit)\b[\s,:;–-]*", re.I)
_LONGEST = 200


def votings(found: Iterable[tuple[str | None, Sequence[str]]]) -> list[str]:
    """The votes that the sections of minutes print: under their own heading, else in lines without any."""
    parts = list(found)
    named = [_vote_part(said) for title, said in parts if title and "bstimmung" in title and said]
    return named or [run for _, said in parts for run in _runs(said)]


def decided(text: str) -> str | None:
    """The outcome that a vote says beside its counts; "einstimmig" alone says how, and not what.

    >>> decided("mehrheitlich abgelehnt"), decided("Ja: 20, Nein: 4, damit angenommen"), decided("einstimmig")
    ('mehrheitlich abgelehnt', 'angenommen', None)
    """
    outcome = split_ergebnis(_MANNER.sub("", _KIND.sub("", text)))[1]
    if outcome is None or len(text) > LONGEST_OUTCOME:
        return None
    return text if is_outcome(text) else outcome


def whole_vote(texts: Sequence[str]) -> tuple[Vote, tuple[Hinweis, ...]]:
    """The vote that all of these print; one that cannot be read whole, or two different ones, give a Hinweis alone.

    >>> whole_vote(["dafür: 12 dagegen: 3"])[0].ja, whole_vote(["Ja: 12, Nein:"])[1][0].text
    (12, 'Ja: 12, Nein:')
    """
    said = list(dict.fromkeys(texts))
    votes = {count_votes(text) for text in said}
    if len(votes) <= 1 and not any(map(_is_part, said)):
        return next(iter(votes), Vote()), ()
    return Vote(einstimmig=_agreed(said)), tuple(Hinweis(art="abstimmung", text=text[:_LONGEST]) for text in said)


def _agreed(said: Sequence[str]) -> bool | None:
    manners = {einstimmig(text) for text in said}
    return manners.pop() if len(manners) == 1 else None


def _is_part(text: str) -> bool:
    """Whether a text prints a vote that is not understood as a whole; prose may count other things, too."""
    prose = len(text) > _LONGEST and count_votes(text) != Vote(einstimmig=einstimmig(text))
    return bool(leftover(text) or _UNFINISHED.search(text) or prose)


def _is_line(line: str) -> bool:
    return len(line) <= _LONGEST and _LINE.fullmatch(line) is not None


def _vote_part(said: Sequence[str]) -> str:
    """What a section under the heading of a vote says of it: its first lines as far as they are a vote, else all."""
    lines = [line for line in said if line]
    size = next((place for place, line in enumerate(lines) if not _is_line(line)), len(lines))
    return " ".join(lines[:size] or lines)


def _runs(said: Sequence[str]) -> Iterator[str]:
    """Lines that follow each other and are nothing but a vote with counts, each run as one text."""
    run: list[str] = []
    for line in (*said, "."):
        if _is_line(line):
            run.append(line)
            continue
        text = " ".join(run)
        if _KIND.search(text) and any(map(str.isdigit, text)):
            yield text
        run = []
