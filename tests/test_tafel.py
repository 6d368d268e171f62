"""Sorting and paging of tables on the server: the functions of the plugin, without a server."""

from __future__ import annotations

import doctest
from typing import Any

import pytest

from tests.support.serving import plugin

tafel = plugin("tafel")
COLUMNS = {"kreis": "name", "tage": "tage", "stand": "zustand"}
RANKS = ["beschlossen", "abgelehnt"]
ROWS = [
    {"ags": "1", "name": "Zwickau", "tage": 9, "zustand": "abgelehnt"},
    {"ags": "2", "name": "Ähren", "tage": None, "zustand": "neu"},
    {"ags": "3", "name": "aachen", "tage": 100, "zustand": "beschlossen"},
]


def order(sort: str) -> list[str]:
    return [row["ags"] for row in tafel.ordered(ROWS, sort, COLUMNS, RANKS)["zeilen"]]


def test_examples_in_the_docstrings() -> None:
    found = doctest.testmod(tafel)
    assert found.attempted >= 4 and found.failed == 0


def test_names_numbers_and_states_have_their_own_order_and_what_is_missing_comes_last() -> None:
    assert (order("kreis"), order("-kreis")) == (["3", "2", "1"], ["1", "2", "3"])
    assert (order("tage"), order("-tage")) == (["1", "3", "2"], ["3", "1", "2"])
    assert order("stand") == ["3", "1", "2"]
    assert order("") == ["1", "2", "3"]


@pytest.mark.parametrize("sort", ["ags", "--kreis", "kreis; drop", "-", "KREIS"])
def test_an_unknown_column_is_named_and_changes_nothing(sort: str) -> None:
    found = tafel.ordered(ROWS, sort, COLUMNS, RANKS)
    assert found["zeilen"] == ROWS and f"„{sort}“" in found["fehler"] and "kreis, tage, stand" in found["fehler"]


@pytest.mark.parametrize("wanted", ["0", "9", "-1", "abc", "1.5", "²", "1" * 400])
def test_a_page_that_is_not_there_is_named_and_the_first_one_shown(wanted: str) -> None:
    found: dict[str, Any] = tafel.paged([{"ags": str(n)} for n in range(101)], wanted)
    assert (found["seite"], found["seiten"], len(found["zeilen"])) == (1, 3, 50)
    assert f"„{wanted[:40]}“" in found["fehler"] and "3 Seiten" in found["fehler"]


def test_pages_hold_every_row_once_and_say_where_a_kreis_is() -> None:
    rows = [{"ags": str(n)} for n in range(101)]
    pages = [tafel.paged(rows, str(n)) for n in (1, 2, 3)]
    assert [row for page in pages for row in page["zeilen"]] == rows
    assert [page["fehler"] for page in pages] == ["", "", ""]
    assert all(row in pages[pages[0]["wo"][row["ags"]] - 1]["zeilen"] for row in rows)
    assert tafel.paged([], "")["seiten"] == 1 and tafel.paged(rows, "", "unknown")["seite"] == 1
