"""Mangled pages through reading and writing in one process: what breaks, takes long, or claims what it should not.

usage: python -m benchmarks.fuzz [--pages N | --minutes M] [--seed S] [--more FOLDER | --fixtures]

The pages are the fixtures, and page files (with a sidecar or an expectation that names the address) below FOLDER: the
collection of real pages, if there is one beside the project. Every sixth page is only cut (a text copy, whose content
has no end that could be missing, between two lines): what it then claims of outcomes and votes without saying that it
breaks off, the whole page has to claim, too. Exit code 1 if anything ended in a ParserDefect, could not be written,
took more than two seconds of computing, or claimed too much.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ris_scraper.archive.archive import Fetch
from ris_scraper.archive.ingest import page_files, sidecar_of
from ris_scraper.build.intake import hand_over, read_fetch
from ris_scraper.dataset.file import Counts, Dataset
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.reading import Reading
from ris_scraper.portals.portals import Portal

FIXTURES = Path(__file__).parent.parent / "fixtures"
SLOW = 2.0
_BATCH = 100


class Case(NamedTuple):
    """A page as it was kept."""

    url: str
    body: bytes
    rendering: str | None


@dataclass
class Found:
    """What became of the pages."""

    pages: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    defects: Counter[str] = field(default_factory=Counter)
    slow: list[str] = field(default_factory=list)
    unwritten: int = 0
    cut: int = 0
    claims: list[str] = field(default_factory=list)
    longest: float = 0.0

    @property
    def good(self) -> bool:
        """Whether nothing was found."""
        return not (self.defects or self.slow or self.unwritten or self.claims)


# --- pages -----------------------------------------------------------------------------------


def cases(more: Path | None) -> list[Case]:
    """The fixtures, and the pages of another folder."""
    found = []
    for path in page_files([FIXTURES, *([more] if more else [])]):
        url = _address(path)
        if url:
            found.append(Case(url, path.read_bytes(), "text" if path.suffix == ".txt" else None))
    return found


def _address(path: Path) -> str | None:
    sidecar = sidecar_of(path) or path.with_name(path.name.removesuffix(path.suffix) + ".expected.json")
    said = json.loads(sidecar.read_text("utf-8")) if sidecar.is_file() else {}
    return said.get("url") if isinstance(said, dict) else None


# --- mutations -------------------------------------------------------------------------------

Mutation = Callable[[Random, str], str]


def _span(rng: Random, text: str) -> tuple[int, int]:
    start = rng.randrange(len(text) + 1)
    return start, min(len(text), start + rng.choice((1, 10, 100, 1000)))


def _cut(rng: Random, text: str) -> str:
    return text[: rng.randrange(len(text) + 1)]


def _behead(rng: Random, text: str) -> str:
    return text[rng.randrange(len(text) + 1) :]


def _remove(rng: Random, text: str) -> str:
    start, end = _span(rng, text)
    return text[:start] + text[end:]


def _repeat(rng: Random, text: str) -> str:
    start, end = _span(rng, text)
    return text[:end] + text[start:end] * rng.choice((1, 2, 50)) + text[end:]


def _move(rng: Random, text: str) -> str:
    (start, end), to = _span(rng, text), rng.randrange(len(text) + 1)
    return _remove_span(text[:to] + text[start:end] + text[to:], start, end)


def _remove_span(text: str, start: int, end: int) -> str:
    return text[:start] + text[end:]


def _insert(rng: Random, text: str) -> str:
    place = rng.randrange(len(text) + 1)
    return text[:place] + rng.choice(_HOSTILE) + text[place:]


def _swap(rng: Random, text: str) -> str:
    one, other = rng.choice(_SWAPS)
    return text.replace(one, other)


def _decomposed(_: Random, text: str) -> str:
    return unicodedata.normalize("NFD", text)


_HOSTILE = (
    "9" * 400, "9" * 5000, "2014/" + "9" * 20, "1-" * 500 + "!", "1.1." * 300, " " * 3000, "\u200e", "\xad", "\x00",
    "\u202e",
    "99999999999 GB", "24:30", "31.02.2014", "01.01.0001", "31.12.9999", "12 : 3 : 1", "Ja: 1e400", "-1", "NaN", "null",
    "<table><tr><td>" * 150, "<div>" * 190, "</table>" * 20, "<!--", "]]>", "<html>", "</html>", "<a href='http://['>x</a>",
    "<base href='//x'>", "{", "}", "[", '"', "\\u0000", "Ö 1", "abgesetzt", "<tr><td>Ö 2</td></tr>", "𝟙𝟚", "Ⅷ", "²",
)  # fmt: skip
_SWAPS = (
    ("class=", "klass="), ("id=", "ident="), ("<td", "<th"), ("<tr", "<div"), ("<table", "<section"), (":", " :"),
    (":", ""),
    ("öffentlich", "offentlich"), ("2", "22222222222222222222"), ("0", ""), ("\n", " "), ("\n", "\n\n\n"),
    (" ", "\xa0"),
    ('"id"', '"ident"'), ("null", "[]"), ("true", '"ja"'), ("{", "[{"), ('":"', '":{"x":"'), (",", ";"),
    ("href", "src"),
)  # fmt: skip
MUTATIONS: tuple[Mutation, ...] = (_cut, _behead, _remove, _repeat, _move, _insert, _insert, _swap, _decomposed)


def mangled(rng: Random, case: Case) -> Case:
    """The page after one to four mutations."""
    text = case.body.decode("utf-8", "surrogateescape")
    for _ in range(rng.choice((1, 1, 2, 4))):
        text = rng.choice(MUTATIONS)(rng, text)[:400_000]
    return case._replace(body=text.encode("utf-8", "surrogateescape"))


# --- claims ----------------------------------------------------------------------------------

#: What says how something was decided; words that no rule understands claim nothing.
_CLAIMS = ("ergebnis_norm", "ja", "nein", "enthaltung")
_UNKNOWN = "sonstiges"


def claims(reading: Reading) -> set[tuple[str, Any]]:
    """What a page claims of outcomes and votes."""
    return set(_claims(normalise(reading.parsed).model_dump(mode="json")["datensaetze"]))


def _claims(value: Any) -> Iterator[tuple[str, Any]]:
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            yield from _claims(item)
    if isinstance(value, dict):
        yield from ((name, value[name]) for name in _CLAIMS if value.get(name) not in (None, _UNKNOWN))


@cache
def _whole(case: Case) -> frozenset[tuple[str, Any]] | None:
    """What a page claims as it was kept; None where it cannot be read."""
    reading = read_fetch(Fetch(case.url, _DAY, rendering=case.rendering), case.body)
    return None if reading.fehler else frozenset(claims(reading))


def too_much(case: Case, reading: Reading) -> set[tuple[str, Any]]:
    """What a cut of a page claims, and does not say that it breaks off, that the page does not."""
    whole = _whole(case)
    if whole is None or reading.fehler or reading.parsed.broken_off:
        return set()
    return claims(reading) - whole


# --- running ---------------------------------------------------------------------------------

_DAY = "2026-01-01T00:00:00+00:00"
#: Of so many pages one is only cut.
_CUT = 6


def run(pages: int | None, minutes: float | None, seed: int, more: Path | None) -> Found:
    """Read and write so many mangled pages, or for so long."""
    found, rng, known = Found(), Random(seed), cases(more)
    ends = time.monotonic() + minutes * 60 if minutes else None
    with tempfile.TemporaryDirectory() as folder, Dataset(Path(folder) / "ris.db") as db:
        db.register([], [Portal("fuzz", None, "Fuzz", None, "https://fuzz.example/")])
        while (ends and time.monotonic() < ends) or (pages and found.pages < pages):
            _write(found, db, [_one(found, rng, rng.choice(known)) for _ in range(_BATCH)])
    return found


def _one(found: Found, rng: Random, case: Case) -> tuple[Fetch, Reading]:
    """Mangle and read one page, and note what came of it."""
    found.pages += 1
    if found.pages % _CUT:
        return _read(found, mangled(rng, case))
    cut = _cut_only(rng, case)
    fetch, reading = _read(found, cut)
    found.cut += 1
    if extra := too_much(case, reading):
        where = f"{case.url[:80]} cut at {len(cut.body)} of {len(case.body)}"
        found.claims.append(f"{where}: {sorted(extra, key=repr)[:3]}")
    return fetch, reading


def _cut_only(rng: Random, case: Case) -> Case:
    """The page up to some place."""
    body = case.body[: rng.randrange(len(case.body) + 1)]
    return case._replace(body=body.rpartition(b"\n")[0] if case.rendering == "text" else body)


def _read(found: Found, case: Case) -> tuple[Fetch, Reading]:
    fetch = Fetch(case.url, f"2026-01-01T00:00:00.{found.pages:09}+00:00", rendering=case.rendering, id=found.pages)
    # Time of this thread alone: what else runs on the machine is no fault of a page's.
    began = time.thread_time()
    reading = read_fetch(fetch, case.body)
    taken = time.thread_time() - began
    found.longest = max(found.longest, taken)
    found.ends[reading.fehler or "read"] += 1
    if reading.fehler == "ParserDefect":
        found.defects[reading.grund or ""] += 1
    if taken > SLOW or reading.fehler == "TooCostly":
        found.slow.append(f"{taken:.1f} s {reading.vendor or reading.fehler} {case.url[:80]} {len(case.body):,} bytes")
    return fetch, reading


def _write(found: Found, db: Dataset, pages: list[tuple[Fetch, Reading]]) -> None:
    with db.transaction():
        hand_over(db, "fuzz", pages, counts := Counts())
    found.unwritten += counts.fehler - sum(reading.fehler is not None for _, reading in pages)


def collection() -> Path | None:
    """The collection of real pages beside the project; it is no part of it."""
    folder = Path(os.environ.get("RIS_PAGES", FIXTURES.parent.parent / "shared")) / "pages"
    return folder if folder.is_dir() else None


def main() -> None:
    """Read the command line, run, print what was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Mangle pages and see what breaks.")
    parser.add_argument("--pages", type=int, help="so many pages (default 100000)")
    parser.add_argument("--minutes", type=float, help="or for so long")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other pages (default 1)")
    more = parser.add_mutually_exclusive_group()
    more.add_argument("--more", type=Path, default=collection(), help="a folder of further pages")
    more.add_argument("--fixtures", action="store_true", help="the fixtures alone")
    given = parser.parse_args()
    folder = None if given.fixtures else given.more
    found = run(given.pages or (None if given.minutes else 100_000), given.minutes, given.seed, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{found.pages:,} pages, seed {given.seed}: {dict(found.ends.most_common())}")
    print(f"longest page {found.longest:.2f} s, peak memory {peak:.0f} MB")
    print(f"{sum(found.defects.values())} defects, {len(found.slow)} slow, {found.unwritten} not written;", end=" ")
    print(f"{found.cut:,} cut pages, {len(found.claims)} that claim too much")
    for line in (
        *(f"defect ({count}): {reason}" for reason, count in found.defects.most_common(20)),
        *(f"slow: {line}" for line in found.slow[:20]),
        *(f"claim: {line}" for line in found.claims[:20]),
    ):
        print(line)
    sys.exit(0 if found.good else 1)


if __name__ == "__main__":
    main()
