"""No pattern of words/, judgement/ and the site may take time that grows faster than its text, whatever is printed."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from itertools import chain

import pytest

import ris_scraper.judgement
import ris_scraper.words
from ris_scraper.folder import resource
from ris_scraper.judgement import concepts, mentions, phrases
from ris_scraper.words import german, meetings, numbers, openers, votes
from tests.support.serving import plugin

PLUGINS = resource("datasette") / "plugins"
# What a page may repeat; some patterns only go wrong where the end does not fit.
UNITS = (
    "1 1- 1. 1/ 1: A a ä Ö - – _ . , : ; ( ) [ „ \" § ' I. X/ aA1 a- a-1/ 1.1. 12.03. 12:30 20:4: □ ◇ ß "
    "Ja Nein-Stimmen mehrheit einstimmig nicht konzept plan und"
).split()
HOSTILE = tuple(
    chain(UNITS, (f"{unit} " for unit in UNITS), (" ", "\u00a0", "\n", "die Vorlage ", "wird ", "1 Ja ", "- und "))
)
# From a quarter to the whole a linear time grows fourfold; what is done in a moment need not be compared.
SHORT, LONG, FOLD, MOMENT = 2_000, 8_000, 8, 0.1


def patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    """The compiled patterns in a value: itself, or in its tuples and records."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from patterns_in(part)
    elif isinstance(value, dict):
        yield from patterns_in(list(value.values()))


def of_modules(package: object) -> Iterator[re.Pattern[str]]:
    """The patterns that the modules of a package hold."""
    path, name = package.__path__, package.__name__  # type: ignore[attr-defined]
    for module in pkgutil.iter_modules(path, f"{name}."):
        yield from patterns_in(list(vars(importlib.import_module(module.name)).values()))


def seconds(pattern: re.Pattern[str], text: str) -> float:
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    pattern.match(text)
    pattern.fullmatch(text)
    return time.process_time() - start


def hostile(unit: str, length: int) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def grows(pattern: re.Pattern[str], unit: str) -> bool:
    for end in ("", "!", "\n"):
        long = seconds(pattern, hostile(unit, LONG) + end)
        if long < MOMENT:
            continue
        if min(seconds(pattern, hostile(unit, LONG) + end) for _ in range(2)) > FOLD * seconds(
            pattern, hostile(unit, SHORT) + end
        ):
            return True
    return False


def of_judgement() -> Iterator[re.Pattern[str]]:
    """The patterns of judgement, and those that its vocabularies are made into."""
    yield from of_modules(ris_scraper.judgement)
    for name in ("ergebnis", "abstimmung", "beschluss", "rolle", "art", "gremium", "abschnitt"):
        yield from patterns_in(phrases.vocabulary(name))
    yield from patterns_in((concepts._rules(), mentions._words()))


def of_plugins() -> Iterator[re.Pattern[str]]:
    """The patterns of the plugins of the site, which see all values of the dataset."""
    yield from patterns_in([list(vars(plugin(path.stem)).values()) for path in PLUGINS.glob("*.py")])


def listed(patterns: Iterator[re.Pattern[str]]) -> list[re.Pattern[str]]:
    return sorted(set(patterns), key=lambda pattern: pattern.pattern)


# Names of meetings are cut to 300 characters before any pattern sees them, as are the phrases and texts of judgement.
CUT = set(patterns_in(list(vars(meetings).values())))
AT_MOST, SOON = 600, 2.0


@pytest.mark.parametrize("pattern", listed(of_modules(ris_scraper.words)), ids=lambda pattern: pattern.pattern[:40])
def test_a_pattern_of_words_grows_with_its_text(pattern: re.Pattern[str]) -> None:
    if pattern not in CUT:
        assert not [unit for unit in HOSTILE if grows(pattern, unit)]


@pytest.mark.parametrize("pattern", listed(of_plugins()), ids=lambda pattern: pattern.pattern[:40])
def test_a_pattern_of_the_site_grows_with_its_text(pattern: re.Pattern[str]) -> None:
    assert not [unit for unit in HOSTILE if grows(pattern, unit)]


@pytest.mark.parametrize("pattern", [*listed(of_judgement()), *listed(CUT)], ids=lambda pattern: pattern.pattern[:40])
def test_a_pattern_of_judgement_is_quick_on_the_longest_text_it_sees(pattern: re.Pattern[str]) -> None:
    for unit in HOSTILE:
        text = hostile(unit, 300 if pattern in CUT else AT_MOST) + "!"
        assert min(seconds(pattern, text) for _ in range(2)) < SOON, unit


JUDGES = (
    phrases.ergebnis, phrases.beschluss, phrases.rolle, phrases.art, phrases.gremium_typ, phrases.abschnitt_art,
    concepts.listed, meetings.body_of, german.clean, german.stated, german.datum, german.time_span, german.split_nummer,
    german.top_nummer, german.oeffentlich, german.groesse, german.without_size, numbers.nummer, numbers.paper_number,
    openers.split_ergebnis, openers.split_rolle, votes.count_votes, votes.leftover, votes.einstimmig,
)  # fmt: skip


@pytest.mark.parametrize("judge", JUDGES, ids=lambda judge: judge.__name__)
def test_a_long_text_is_read_in_linear_time(judge: Callable[[str], object]) -> None:
    for unit in HOSTILE:
        text = hostile(unit, 16_000) + "!"
        start = time.process_time()
        judge(text)
        assert time.process_time() - start < SOON, unit
