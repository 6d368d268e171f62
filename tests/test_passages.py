"""What counts as a passage that two texts share: pure texts in, passages out."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.judgement import passages
from ris_scraper.judgement.passages import LEAST, Passage, fingerprints, marked, shared, telling, words_in


def prose(seed: int, count: int) -> str:
    """So many words that nobody else has."""
    rng = Random(seed)
    return " ".join("".join(rng.choices("abcdefghijklmnop", k=7)) for _ in range(count))


def found(a: str, b: str) -> list[Passage]:
    return shared(marked(a), marked(b), fingerprints(a)[1] & fingerprints(b)[1])


COMMON = prose(1, 80)


def test_a_common_passage_is_found_where_it_stands() -> None:
    a, b = f"{prose(2, 50)} {COMMON} {prose(3, 20)}", f"{prose(4, 9)}. „{COMMON.upper()}“ {prose(5, 60)}"
    [passage] = found(a, b)
    assert a[passage.start_a : passage.ende_a] == COMMON and b[passage.start_b : passage.ende_b] == COMMON.upper()
    assert passage[4:] == (80, 1.0)


def test_numbers_do_not_count() -> None:
    a, b = "Im Jahr 2015 ".join(COMMON.split("a")), "Im Jahr 2021 ".join(COMMON.split("a"))
    [passage] = found(a, b)
    assert passage.aehnlichkeit == 1.0 and passage.woerter == words_in(a)


@pytest.mark.parametrize(("every", "alike"), [(15, 0.9), (9, 0.85)])
def test_some_words_may_differ(every: int, alike: float) -> None:
    words = COMMON.split()
    edited = [prose(100 + n, 1) if n % every == every - 1 else word for n, word in enumerate(words)]
    [passage] = found(f"{prose(2, 30)} {COMMON}", f"{' '.join(edited)} {prose(3, 30)}")
    assert passage.aehnlichkeit >= alike and passage.woerter >= 70


@pytest.mark.parametrize("count", [LEAST - 5, LEAST + 15])
def test_what_is_too_short_is_none(count: int) -> None:
    common = prose(7, count)
    assert bool(found(f"{prose(2, 50)} {common}", f"{common} {prose(3, 50)}")) == (count > LEAST)


def test_two_passages_are_two() -> None:
    other = prose(9, 60)
    a, b = f"{COMMON} {prose(2, 200)} {other}", f"{other} {prose(3, 200)} {COMMON}"
    assert [passage.woerter for passage in found(a, b)] == [80, 60]


def test_the_place_where_two_forms_meet_tells_nothing() -> None:
    one, other = prose(20, 100), prose(21, 100)
    both = f"{one} {other}"
    grams = fingerprints(both)[1] - fingerprints(one)[1] - fingerprints(other)[1]
    assert not shared(marked(both), marked(both), grams)


def test_a_passage_ends_where_a_form_begins() -> None:
    form = prose(22, 100)
    both = f"{COMMON} {form}"
    [passage] = shared(marked(both), marked(both), fingerprints(both)[1] - fingerprints(form)[1])
    assert 80 <= passage.woerter <= 80 + passages.GRAM + passages.WINDOW


@pytest.mark.parametrize(
    ("holders", "tells"),
    [
        ([(1, 1), (2, 2)], True),
        ([(1, 1), (1, 1), (1, 1), (1, 1), (2, 2)], True),
        ([(1, n) for n in range(3)] + [(2, 9)], True),
        ([(1, n) for n in range(4)] + [(2, 9)], False),
        ([(n, n) for n in range(60)], True),
        ([(n, n) for n in range(61)], False),
        ([(1, 1), (1, 2)], False),
    ],
)
def test_what_repeats_in_a_kreis_or_everywhere_is_a_form(holders: list[tuple[int, int]], tells: bool) -> None:
    assert telling(holders) == tells


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(a: str, b: str) -> None:
    for passage in found(a, b):
        assert 0 <= passage.start_a < passage.ende_a <= len(a) and 0 <= passage.start_b < passage.ende_b <= len(b)


@given(st.lists(st.sampled_from("der die das Kreis Konzept ist wird".split()), max_size=200), st.integers(0, 50))
def test_a_text_of_few_words_shares_itself_at_most_once(words: list[str], cut: int) -> None:
    a, b = " ".join(words), " ".join(words[cut:])
    spans = sorted((passage.start_a, passage.ende_a) for passage in found(a, b))
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
