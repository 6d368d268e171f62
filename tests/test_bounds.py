"""Two seconds and 300 MB are enough for any page: what it repeats is read in proportion, or refused by name."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.reading import Reading
from ris_scraper.read import read
from ris_scraper.read.depth import DEEPEST, excess_of
from ris_scraper.words.german import whole_letters
from tests.support.fixture_pages import PAGES, expected, fetch_of, name

# One page of each kind and rendering.
ONE = {
    (path.parent.name, path.suffix, expected(path)["seitentyp"]): path
    for path in PAGES
    if "datensaetze" in expected(path)
}
# Runs that took the square of their length or broke a parser before.
UNITS = ("1", "(", ":", "–", "\n", "\n ", " ", "1.", "12/", "A ", "<a ", "\u0301\u0316")
SHORT, LONG, FOLD, MOMENT = 5_000, 20_000, 9, 0.1
# Between the tags, in the lines of a copy, in the strings of an interface's answer.
_PLACES = {".html": re.compile(r"(?<=>)(?=[^<\s][^<]{2})"), ".txt": re.compile(r"(?<=\n)(?=\S)")}
_STRINGS = re.compile(r'(?<=": ")(?=[^"]{3})')


def grown(path: Path, unit: str, length: int) -> list[bytes]:
    """The page with a run of units at each of some places."""
    text = path.read_bytes().decode("utf-8", "replace")
    places = [found.start() for found in _PLACES.get(path.suffix, _STRINGS).finditer(text)]
    run = (unit * length)[:length]
    if path.suffix == ".json":
        run = run.replace("\n", "\\n")
    return [(text[:place] + run + text[place:]).encode() for place in places[:: len(places) // 5 + 1]]


def read_as(path: Path, body: bytes) -> tuple[Reading, float]:
    began = time.thread_time()
    reading = read.read(fetch_of(path).url, body, rendering=fetch_of(path).rendering)
    normalise(reading.parsed)
    return reading, time.thread_time() - began


@pytest.mark.parametrize("path", ONE.values(), ids=name)
def test_a_run_is_read_in_proportion_and_breaks_nothing(path: Path) -> None:
    for unit in UNITS:
        for short, long in zip(grown(path, unit, SHORT), grown(path, unit, LONG), strict=True):
            reading, taken = read_as(path, long)
            assert reading.fehler not in ("ParserDefect", "TooCostly"), (unit, reading.grund)
            if taken > MOMENT:
                assert min(taken, read_as(path, long)[1]) < FOLD * read_as(path, short)[1], unit


EXCESS = {
    "emphasis": ("<p>" + "".join(f"<b id={n}>" for n in range(190)) + "</p>" + "<p>x</p>" * 12_000, "emphasis"),
    "little emphasis": ("<p>" + "".join(f"<b id={n}>" for n in range(19)) + "</p>" + "<p>x</p>" * 99_000, "emphasis"),
    "blocks in emphasis": ("<b><div></b>" * 3_000, "nested"),
    "end tags out of reach": ("<div><table><tr><td></div>" * 3_000, "nested"),
    "tags": ("<br>" * 500_000, "tags"),
    "begun tags": ("<a " * 500_000, "tags"),
}  # fmt: skip


@pytest.mark.parametrize("markup", EXCESS)
def test_excess_of_markup_is_refused_at_once(markup: str) -> None:
    text, word = EXCESS[markup]
    began = time.thread_time()
    assert word in (excess_of(f"<html><body>{text}</body></html>") or "")
    assert time.thread_time() - began < 0.5


def test_ordinary_markup_is_no_excess() -> None:
    unended = "<table>" + "<tr><td><b>Zelle</td><td><a href='x'><i>1</a></td></tr>" * 9_000 + "</table>"
    assert excess_of(unended) is None
    assert excess_of("<p><b>Absatz</p>" * 50 + "<p>Absatz</p>" * 5_000) is None
    assert excess_of("<div>" * (DEEPEST - 1)) is None


def test_signs_that_are_no_marks_stay_where_they_are() -> None:
    line = "─" * 500 + "ü" * 500
    assert whole_letters(line) == line
    began = time.thread_time()
    assert whole_letters("Ra" + "\u0301\u0316" * 300_000 + "dweg") == "Radweg"
    assert time.thread_time() - began < 0.5


# As much as a page may have of what takes most memory, between the tags of a real list.
HEAVY = {
    "cells": "'<table>' + '<td>' * 390_000",
    "paragraphs": "'<p>' * 390_000",
    "rows": "'<tr><td>1</td><td><a href=\"vo020.asp?VOLFDNR=%d\">12/2026 Radweg</a></td></tr>\\n' * 40_000",
    "signs": "'\\U0001f6b2' * 1_900_000",
}


LISTS = [ONE[key] for key in ONE if key[1] == ".html" and key[2] == "sitzung"]
# Cells take most time, and each vendor reads tables in its own way; all else is tried with one of them.
HEAVIEST = [
    *((path, "cells") for path in LISTS),
    *((path, page) for path, page in zip(LISTS, HEAVY, strict=False) if page != "cells"),
]


@pytest.mark.parametrize(("path", "page"), HEAVIEST, ids=lambda value: value if isinstance(value, str) else name(value))
def test_the_heaviest_page_takes_300_megabytes_and_two_seconds(path: Path, page: str) -> None:
    program = f"""
import re, time
from pathlib import Path
from ris_scraper.read import read
text = Path({str(path)!r}).read_bytes().decode("utf-8", "replace")
# What is compiled once per process is no part of a page's own time.
read.read({fetch_of(path).url!r}, text.encode())
body = text.replace("</body>", {HEAVY[page]} + "</body>").encode()
del text
began = time.thread_time()
read.read({fetch_of(path).url!r}, body)
seconds = time.thread_time() - began
# The kernel's own figure (Linux): `ru_maxrss` would begin with that of the process that started this one.
print(seconds, int(re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, ran.stdout.split())
    assert seconds < 2.2 and megabytes < 300, (seconds, megabytes)


# What was walked from its beginning at each of its parts before.
REPEATED = {
    ("allris3", ".html", "vorlage"): re.compile(r'<a href="___tmp.*?</a>|<tr[^>]*><td[^>]*>Anlagen:.*?</tr>', re.S),
    ("allris3", ".txt", "vorlage"): re.compile(r"\n\d\d\.\d\d\.\d{4}[^\n]*(?=\n)"),
    ("allris4", ".txt", "vorlage"): re.compile(r"\nAnlagen(?=\n)"),
    ("rubin", ".html", "sitzung"): re.compile(r'\{[^{}]*"id"[^{}]*\}'),
}


@pytest.mark.parametrize("key", REPEATED, ids=" ".join)
def test_parts_that_repeat_are_read_in_proportion(key: tuple[str, str, str]) -> None:
    path = ONE[key]
    text = path.read_bytes().decode("utf-8", "replace")
    found = REPEATED[key].search(text)
    assert found
    joint = "," if path.suffix == ".html" and found[0].startswith("{") else ""

    def of(count: int) -> bytes:
        return (text[: found.start()] + joint.join([found[0]] * count) + text[found.end() :]).encode()

    # Lines are read far sooner than elements.
    many = 12_000 if path.suffix == ".txt" else 2_000
    long = min(read_as(path, of(many))[1] for _ in range(2))
    assert long < MOMENT or long < FOLD * read_as(path, of(many // 4))[1]
