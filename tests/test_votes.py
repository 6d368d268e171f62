"""Votes in every printed form, and what is left over of a number."""

from __future__ import annotations

import pytest

from ris_scraper.judgement.normalise import judged
from ris_scraper.nouns.records import Hinweis, Sitzung, Top
from ris_scraper.words.votes import count_votes, leftover

PRINTED = {
    "20:4:2 (J:N:E)": (20, 4, 2),
    "Abstimmung: 20 : 4 : 2 (Ja : Nein : Enth.)": (20, 4, 2),
    "Abstimmungsergebnis (J:N:E): 20:4:2": (20, 4, 2),
    "Abstimmungsergebnis: 20:4:0": (20, 4, 0),
    "mit 20:4:2 Stimmen": (20, 4, 2),
    "mit einem Stimmenverhältnis von 20 : 4 beschlossen": (20, 4, None),
    "mit einem Stimmenverhältnis von 20 : 4": (20, 4, None),
    "mit 20 zu 4 Stimmen angenommen": (20, 4, None),
    "20 gegen 4 Stimmen": (20, 4, None),
    "dafür: 20 / dagegen: 3 / Enth.: 1": (20, 3, 1),
    "dafür: 20 dagegen: 3 Enth.: 1": (20, 3, 1),
    "J: 20, N: 3, E: 1": (20, 3, 1),
    "Ja 20 | Nein 3 | Enthaltung 1": (20, 3, 1),
    "20 Ja-Stimmen, 0 Nein-Stimmen, 2 Enthaltungen": (20, 0, 2),
    "mit 20 Ja- und 3 Nein-Stimmen": (20, 3, None),
    "20 Ja-Stimmen, 3 Gegenstimmen bei 1 Stimmenthaltung": (20, 3, 1),
    "einstimmig bei 2 Enthaltungen": (None, None, 2),
    "Einstimmig ohne Enthaltungen": (None, None, None),
    "mit 3 Gegenstimmen": (None, 3, None),
    "eine Gegenstimme": (None, 1, None),
    "bei einer Gegenstimme und zwei Enthaltungen": (None, 1, 2),
    "mehrheitlich bei dreizehn Enthaltungen": (None, None, 13),
    "17:30": (17, 30, None),
    "Beginn 17:30 Uhr": (None, None, None),
    "Abstimmung: 17:30 Uhr": (None, None, None),
}


@pytest.mark.parametrize("phrase", PRINTED)
def test_printed_vote(phrase: str) -> None:
    vote = count_votes(phrase)
    assert (vote.ja, vote.nein, vote.enthaltung) == PRINTED[phrase]
    assert leftover(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("Ja 20 Nein 4 2", "2"),
        ("Zustimmung Ablehnung Enthaltung 20 3", "20 3"),
        ("mit 20:4:2:1 Stimmen", "20:4:2:1"),
        ("20, 4, 2 Enthaltungen", "20 4"),
        ("1234 Ja-Stimmen", "1234"),
        ("Ja: 20, Nein: 99999999999999999999", "99999999999999999999"),
    ],
)
def test_a_number_that_no_word_claims_makes_the_whole_vote_unknown(phrase: str, left: str) -> None:
    vote = count_votes(phrase)
    assert (vote.ja, vote.nein, vote.enthaltung, leftover(phrase)) == (None, None, None, left)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("12 Ja, 8 Nein, 7 Nein", (None, None, None)),
        ("Ja: 20, Nein: 3; Ja: 22, Nein: 3", (None, 3, None)),
        ("Ja 20 Nein 4 (Ja 20 Nein 4)", (20, 4, None)),
        ("6 Ja (CDU), 6 Ja (SPD), 7 Nein (AfD)", (None, None, None)),
        ("einstimmig, 1 Enthaltung (CDU), 1 Enthaltung (SPD)", (None, None, None)),
        ("12 Ja (CDU), 7 Nein (AfD)", (12, 7, None)),
    ],
)
def test_of_two_votes_is_known_what_both_say_and_of_two_fraktionen_nothing(
    phrase: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    vote = count_votes(phrase)
    assert (vote.ja, vote.nein, vote.enthaltung) == expected


def test_what_is_left_over_of_a_vote_is_a_hinweis() -> None:
    _, hints = judged(Sitzung(tops=(Top(ergebnis="beschlossen, Ja 20 Nein 4 2"),)))
    assert hints == (Hinweis(art="abstimmung", text="beschlossen, Ja 20 Nein 4 2"),)


@pytest.mark.parametrize(
    "phrase", ["Ja: 20, Nein: 4 (2 abwesend)", "beschlossen am 12.03.2025", "3. Sitzung, 20 Ja, 4 Nein"]
)
def test_other_numbers_are_not_left_over(phrase: str) -> None:
    assert leftover(phrase) is None
