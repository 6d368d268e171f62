"""Vorlagen side by side: what is compared, what it may cost, and that whatever is asked for gets an answer."""

from __future__ import annotations

import random
import re
import time
from typing import Any

import pytest
from datasette.app import Datasette

from tests.support.serving import get, plugin

neben = plugin("nebeneinander")


def page(app: Datasette, *wanted: tuple[str, str]) -> str:
    answer = get(app, "/vergleich", params=list(wanted))
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def marked(text: str, tag: str) -> list[str]:
    return re.findall(f"<{tag}>(.*?)</{tag}>", text.partition("<table")[2])


def test_words_that_differ_are_marked(app: Datasette) -> None:
    text = page(app, ("v", "nord:2"), ("v", "nord:3"))
    assert marked(text, "del") == [" das Konzept."]
    assert marked(text, "ins") == [" die Fortschreibung."]
    assert "Ein anderer Text: 0 % der Wörter gemeinsam." in text
    assert text.index("Vorlage 2015/012") < text.index("Vorlage 2021/101")


def test_a_concept_of_a_kreis_stands_for_its_vorlage(app: Datasette) -> None:
    text = page(app, ("k", "integrationskonzept:05974"), ("k", "integrationskonzept:99001"), ("v", "0042/2016"))
    for title in ("Vorlage 85/2013", "Vorlage 2015/012", "Vorlage 0042/2016"):
        assert title in text


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ([], "Zwei bis fünf Vorlagen wählen"),
        ([("v", "nord:2")], "Zwei bis fünf Vorlagen wählen"),
        ([("v", "nord:2"), ("v", ""), ("v", "nord:2")], "Zwei bis fünf Vorlagen wählen"),
        ([("v", "nord:2"), ("v", "9/9999")], "„9/9999“ gibt es nicht."),
        ([("v", "<b>'\"")], "„&lt;b&gt;&#39;&#34;“ gibt es nicht."),
        ([("k", "integrationskonzept")], "gibt es nicht."),
        ([("v", f"nord:{n}") for n in range(1, 6)] + [("v", "sued:11")], "Nebeneinander passen 5 Vorlagen"),
    ],
)
def test_whatever_is_asked_for_gets_an_answer(app: Datasette, wanted: list[tuple[str, str]], said: str) -> None:
    text = page(app, *wanted)
    assert said in text
    assert text.count('<th scope="col">') <= 5


def test_rows_of_tables_can_be_chosen_without_script(app: Datasette) -> None:
    rows = get(app, "/ris/vorlagen").text
    assert 'form="auswahl" name="v" value="nord:2"' in rows
    kreise = get(app, "/ris/konzeptvergleich?vorlagen__gt=0").text
    assert 'form="auswahl" name="k" value="integrationskonzept:99001"' in kreise
    assert 'form="auswahl"' not in get(app, "/ris/kreise").text
    paper = get(app, "/ris/vorlagen/nord~3A2").text
    assert {"nord:3", "sued:11", "soest-alt:85-2013"} <= set(re.findall(r'name="v" value="([^"]+)"', paper))


def joined(runs: Any, *kinds: str) -> str:
    return "".join(run.text for run in runs if run.kind in kinds)


@pytest.mark.parametrize(("first", "other"), [("a b c d", "a x c d"), ("a\nb", "a b  c"), ("x", "x"), (" a", "b a ")])
def test_nothing_is_lost(first: str, other: str) -> None:
    runs, alike = neben.compare(first, other)
    assert joined(runs, "gleich", "neu").split() == other.split()
    assert len(joined(runs, "gleich", "fehlt").split()) == len(first.split())
    assert 0 <= alike <= 1


def test_a_text_of_another_kind_is_not_painted_all_over() -> None:
    cells, _ = neben.row_of(["eins zwei drei vier", "fünf sechs sieben acht"], 1000)
    assert cells[1].pieces == [neben.Piece("gleich", "fünf sechs sieben acht")]
    assert cells[1].hint == "Ein anderer Text: 0 % der Wörter gemeinsam."
    cells, _ = neben.row_of([None, "eins zwei", "eins zwei"], 1000)
    assert (cells[0], cells[1].hint, cells[2].hint) == (None, "", "Wortgleich.")


def test_sections_meet_by_kind_and_others_by_heading() -> None:
    old = neben.by_kind(
        [
            {"titel": "I. Sachverhalt", "art": "sachverhalt", "text": "a"},
            {"titel": "Ort", "art": "sonstiges", "text": "b"},
        ]
    )
    new = neben.by_kind(
        [{"titel": "Lage", "art": "sachverhalt", "text": "c"}, {"titel": "ORT", "art": None, "text": "d"}]
    )
    assert [row["titel"] for row in neben.table_of([old, new])] == ["", "ort"]


def test_huge_texts_cost_little() -> None:
    random.seed(5)
    columns = [{("x", str(n)): " ".join(random.choices("ab", k=199)) for n in range(75)} for _ in range(5)]
    columns.append({("x", "0"): "wort " * 200_000})
    start = time.process_time()
    rows = neben.table_of(columns)
    assert time.process_time() - start < 10
    long = rows[0]["zellen"][-1]
    assert "Gekürzt" in long.hint and sum(len(run.text) for run in long.pieces) <= neben.LONGEST
    assert "Zu lang zum Vergleichen." in rows[-1]["zellen"][4].hint
