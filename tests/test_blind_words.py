"""Printed words written down from knowledge of the field before anybody looked at the rules, and measured at first try.

The tables are files of `tests/blind_words`: three rounds of phrases without votes (*.toml), then twelve with all that
is read of a phrase (*.txt), the first eight of these without a look at the rules' words; all were measured, and then
the rules mended by kind.
Right at first try, of those written:

| round | results | roles | kinds of paper | bodies | proposers | votes | concepts | what says nothing |
|---|---|---|---|---|---|---|---|---|
| 1st | 470 of 555 | 77 of 91 | 156 of 165 | 233 of 244 | | 45 of 62 | | |
| 2nd | 214 of 244 | 30 of 69 | 86 of 89 | 140 of 152 | | 39 of 40 | | |
| 3rd | 188 of 213 | 37 of 41 | 31 of 32 | 57 of 60 | | 8 of 10 | | |
| 4th | 143 of 160 | 48 of 58 | 58 of 60 | 68 of 69 | 26 of 35 | 28 of 40 | 50 of 50 | 53 of 60 |
| 5th | 150 of 163 | 51 of 58 | 62 of 62 | 68 of 70 | 30 of 34 | 35 of 40 | 49 of 50 | 50 of 60 |
| 6th | 131 of 151 | 42 of 50 | 50 of 50 | 54 of 56 | 32 of 32 | 32 of 35 | 50 of 50 | 48 of 58 |
| 7th | 124 of 136 | 25 of 34 | 43 of 44 | 44 of 46 | | 6 of 8 | | |
| 8th | 109 of 129 | 30 of 33 | 42 of 44 | 44 of 48 | | 4 of 7 | | |
| 9th | 106 of 133 | 21 of 30 | 41 of 44 | 39 of 47 | | 5 of 6 | | |
| 10th | 49 of 53 | 11 of 12 | 10 of 10 | 10 of 10 | | 3 of 3 | | |
| 11th | 99 of 124 | 5 of 17 | 17 of 21 | 19 of 25 | 20 of 29 | 21 of 30 | 49 of 49 | |
| 12th | 46 of 50 | 11 of 12 | 7 of 10 | 10 of 13 | 7 of 9 | 7 of 8 | 11 of 11 | |
| 13th | 33 of 46 | 9 of 9 | | 11 of 11 | 11 of 11 | 7 of 7 | | 12 of 12 |
| 14th | 88 of 94 | | 1 of 1 | 4 of 4 | 3 of 3 | 14 of 15 | | |
| 15th | 56 of 61 | 1 of 3 | 4 of 4 | 9 of 9 | 6 of 6 | 18 of 19 | | |

From the 7th on the counts are among the results; votes are mostly those with Fraktionen. Of the 11th, 14th and 15th
only phrases that no earlier round holds were counted; the 12th, the 13th, 56 results of the 14th and the 15th were
written before they were run, but after the rules had been read, so that they say less.

Where the writer erred or the words do not tell, the tables hold what the contract says ("ohne Gegenstimmen" prints no
number). The numbers of the first three rounds' votes stand in `test_blind_votes`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from ris_scraper.judgement.concepts import assign, konzepte
from ris_scraper.judgement.phrases import art, ergebnis, gremium_typ, rolle
from ris_scraper.judgement.proposals import proposal
from ris_scraper.judgement.stimmen import stimmen
from ris_scraper.words.german import clean, unless_placeholder
from ris_scraper.words.proposers import parties, proposers
from ris_scraper.words.votes import count_votes
from tests.support.phrases import listed, table

FOLDER = Path(__file__).parent / "blind_words"
JUDGES = {"ergebnis": ergebnis, "rolle": rolle, "art": art, "gremium": gremium_typ}
WHOLE = {"ja": "dafür", "nein": "dagegen", "enthaltung": "enthaltung", "": None}
MANNER = {"E": True, "M": False, "": None}


def tables(group: str) -> dict[str, str]:
    return tomllib.loads((FOLDER / f"{group}.toml").read_text("utf-8"))


def lines(group: str, fields: int) -> list[list[str]]:
    text = (FOLDER / f"{group}.txt").read_text("utf-8")
    return [line.split("|", fields - 1) for line in text.splitlines()[1:]]


NO_RESULT = "kein_ergebnis"
OUTCOMES = {norm: text for norm, text in tables("ergebnis").items() if norm != NO_RESULT}


@pytest.mark.parametrize(("phrase", "norm"), table(OUTCOMES))
def test_outcome(phrase: str, norm: str) -> None:
    assert ergebnis(phrase).norm == norm


@pytest.mark.parametrize("phrase", listed(tables("ergebnis")[NO_RESULT]))
def test_what_is_no_result_is_none(phrase: str) -> None:
    assert ergebnis(phrase).norm == "sonstiges"


@pytest.mark.parametrize(("phrase", "norm"), table(tables("rolle")))
def test_role(phrase: str, norm: str) -> None:
    assert rolle(phrase).norm == norm


@pytest.mark.parametrize(("phrase", "norm"), table(tables("art")))
def test_paper(phrase: str, norm: str) -> None:
    assert art(phrase).norm == norm


@pytest.mark.parametrize(("name", "norm"), table(tables("gremium")))
def test_body(name: str, norm: str) -> None:
    assert gremium_typ(name).norm == norm


# --- the later rounds: all that is read of a phrase --------------------------------------------


def read(printed: str) -> str | None:
    """A phrase as a parser takes it from a page; "\\n" stands for its line breaks."""
    return unless_placeholder(clean(printed.replace("\\n", "\n")))


def meant(group: str, printed: str) -> str:
    phrase = read(printed)
    return (JUDGES[group](phrase).norm if phrase else None) or "null"


def wrong_votes(printed: str, expected: list[str]) -> list[tuple[object, str]]:
    vote = count_votes(read(printed) or "")
    wanted = [None if one == "" else int(one) if one.isdigit() else one for one in expected[:3]]
    pairs = zip((vote.ja, vote.nein, vote.enthaltung), wanted, expected, strict=False)
    wrong = [(got, said) for got, want, said in pairs if said != "?" and got != want]
    manner = expected[3]
    return wrong + ([] if manner == "?" or vote.einstimmig is MANNER[manner] else [(vote.einstimmig, manner)])


@pytest.mark.parametrize(("norm", "ja", "nein", "enthaltung", "manner", "phrase"), lines("ergebnis", 6))
def test_result_with_its_vote(norm: str, ja: str, nein: str, enthaltung: str, manner: str, phrase: str) -> None:
    assert meant("ergebnis", phrase) in norm.split(",")
    assert wrong_votes(phrase, [ja, nein, enthaltung, manner]) == []


def whole_of(said: str) -> tuple[str, tuple[object, ...]]:
    """ "CDU=ja:18/0/-" is a Fraktion as a whole with its counts, "AfD:nein=2" a count alone."""
    name, _, rest = said.partition(":" if said.find(":") < said.find("=") and ":" in said else "=")
    party = (parties(name) or parties(f"Fraktion {name}"))[0]
    kind, _, counts = rest.partition(":")
    if "=" in kind:
        kind, _, number = kind.partition("=")
        return party, (None, *(int(number) if one == kind else None for one in ("ja", "nein", "enthaltung")))
    numbers = [int(one) if one.isdigit() else None for one in (counts or "-/-/-").split("/")]
    return party, (WHOLE[kind], *numbers)


@pytest.mark.parametrize(("norm", "ja", "nein", "enthaltung", "manner", "said"), lines("stimmen", 6))
def test_vote_with_its_fraktionen(norm: str, ja: str, nein: str, enthaltung: str, manner: str, said: str) -> None:
    phrase, _, fraktionen = said.rpartition("|")
    test_result_with_its_vote(norm, ja, nein, enthaltung, manner, phrase)
    found = stimmen(clean(phrase.replace("\\n", "\n")), norm if "," not in norm else None)
    assert {row.fraktion: row[1:5] for row in found.rows} == dict(map(whole_of, filter(None, fraktionen.split(";"))))


@pytest.mark.parametrize(
    ("group", "norm", "phrase"), [(group, *line) for group in ("rolle", "art", "gremium") for line in lines(group, 2)]
)
def test_phrase_of_the_later_rounds(group: str, norm: str, phrase: str) -> None:
    assert meant(group, phrase) == norm


@pytest.mark.parametrize(("norm", "label"), lines("einbringer", 2))
def test_proposer(norm: str, label: str) -> None:
    kept = proposers(label)
    assert (proposal({"einbringer": kept}).einbringer_typ if kept else None) == (None if norm == "null" else norm)


@pytest.mark.parametrize(("konzept", "phase", "betreff"), lines("konzept", 3))
def test_concept(konzept: str, phase: str, betreff: str) -> None:
    on_list = {one.slug for one in konzepte()}
    found = [(one.konzept, one.phase) for one in assign(betreff, None) if one.konzept in on_list]
    assert [slug for slug, _ in found] == ([] if konzept == "-" else [konzept])
    assert not phase or found[0][1] == phase


@pytest.mark.parametrize(("field", "sentence"), lines("nothing", 2))
def test_nothing_is_invented(field: str, sentence: str) -> None:
    vote = count_votes(sentence)
    assert (vote.ja, vote.nein, vote.enthaltung) == (None, None, None) and not stimmen(sentence, "beschlossen").rows
    assert field == "stimmen" or JUDGES[field](sentence).norm in ("sonstiges", "ohne_beschluss")
