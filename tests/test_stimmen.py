"""How Fraktionen voted: what printed words say of them, what they do not say, and the rows that come of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ris_scraper.dataset.file import Dataset
from ris_scraper.judgement.stimmen import stimmen
from ris_scraper.nouns.records import Abschnitt, Top
from tests.support.storing import AGENDA, HEAD, MINUTES, STATIONS, page, take_in

Q = None
# text, outcome -> party: (haltung, ja, nein, enthaltung)
SAID: list[tuple[str, str | None, dict[str, tuple[Any, ...]]]] = [
    ("mit den Stimmen von CDU und FDP gegen die Stimmen der SPD", "beschlossen",
     {"CDU": ("dafür", Q, Q, Q), "FDP": ("dafür", Q, Q, Q), "SPD": ("dagegen", Q, Q, Q)}),
    ("Mehrheitlich beschlossen gegen die Stimmen der Fraktion DIE LINKE bei Enthaltung der AfD-Fraktion.", Q,
     {"Die Linke": ("dagegen", Q, Q, Q), "AfD": ("enthaltung", Q, Q, Q)}),
    ("Abstimmungsergebnis: 30 Ja-Stimmen, 12 Nein-Stimmen, gegen die Stimmen von SPD und Bündnis 90/Die Grünen",
     "geaendert_beschlossen", {"SPD": ("dagegen", Q, Q, Q), "GRÜNE": ("dagegen", Q, Q, Q)}),
    ("Der Antrag wird mit den Stimmen von CDU und FDP gegen die Stimmen der SPD abgelehnt.", "abgelehnt",
     {"CDU": ("dagegen", Q, Q, Q), "FDP": ("dagegen", Q, Q, Q), "SPD": ("dafür", Q, Q, Q)}),
    ("mehrheitlich bei Gegenstimmen der AfD-Fraktion", "empfohlen", {"AfD": ("dagegen", Q, Q, Q)}),
    ("CDU: 12 Ja, 1 Nein; SPD: 8 Nein", Q, {"CDU": (Q, 12, 1, Q), "SPD": ("dagegen", Q, 8, Q)}),
    ("CDU: 12 Ja, 0 Nein, 0 Enthaltungen", Q, {"CDU": ("dafür", 12, 0, 0)}),
    ("CDU (12 Ja), SPD (Nein 8)", Q, {"CDU": ("dafür", 12, Q, Q), "SPD": ("dagegen", Q, 8, Q)}),
    ("einstimmig bei 2 Enthaltungen der FDP-Fraktion", "beschlossen", {"FDP": (Q, Q, Q, 2)}),
    ("einhellig bei 2 Enthaltungen der FDP-Fraktion", "beschlossen", {"FDP": (Q, Q, Q, 2)}),
    ("3 Gegenstimmen (AfD), zwei Enthaltungen (FDP)", "beschlossen", {"AfD": (Q, Q, 3, Q), "FDP": (Q, Q, Q, 2)}),
    ("2 Enthaltungen der SPD und 3 Nein-Stimmen der SPD", Q, {"SPD": (Q, Q, 3, 2)}),
    ("Ja 22 (CDU) Nein: 7 (AfD), Enthaltungen 2 (FDP)", Q,
     {"CDU": (Q, 22, Q, Q), "AfD": (Q, Q, 7, Q), "FDP": (Q, Q, Q, 2)}),
    ("gegen fünf Stimmen der AfD-Fraktion beschlossen", "beschlossen", {"AfD": (Q, Q, 5, Q)}),
    ("Dafür: CDU; Dagegen: AfD; Enthaltungen: keine", "beschlossen",
     {"CDU": ("dafür", Q, Q, Q), "AfD": ("dagegen", Q, Q, Q)}),
    ("Dafür: CDU; Dagegen: AfD; Enthaltung: FDP", "abgelehnt",
     {"CDU": ("dafür", Q, Q, Q), "AfD": ("dagegen", Q, Q, Q), "FDP": ("enthaltung", Q, Q, Q)}),
    ("CDU: Ja, SPD: Nein, FDP: Enthaltung", Q,
     {"CDU": ("dafür", Q, Q, Q), "SPD": ("dagegen", Q, Q, Q), "FDP": ("enthaltung", Q, Q, Q)}),
    ("CDU und FDP dafür, SPD dagegen, AfD enthält sich", Q,
     {"CDU": ("dafür", Q, Q, Q), "FDP": ("dafür", Q, Q, Q), "SPD": ("dagegen", Q, Q, Q),
      "AfD": ("enthaltung", Q, Q, Q)}),
    ("beschlossen Fraktion Ja Nein Enth. CDU 18 0 0 SPD 10 0 1 LINKE - 6 -", "beschlossen",
     {"CDU": ("dafür", 18, 0, 0), "SPD": (Q, 10, 0, 1), "Die Linke": ("dagegen", Q, 6, Q)}),
    ("Fraktion | Sitze | Ja | Nein | CDU | 18 | 17 | 0 | Fraktionslos | 2 | 2 | 0 | Summe | 20 | 19 | 0", Q,
     {"CDU": ("dafür", 17, 0, Q)}),
    ("Fraktion CDU SPD Gesamt Ja 18 0 18 Nein 0 9 9", Q, {"CDU": ("dafür", 18, 0, Q), "SPD": ("dagegen", 0, 9, Q)}),
    ("Fraktion Ja Nein FDP/Piraten 3 0 AfD - x", Q,
     {"FDP": ("dafür", Q, Q, Q), "PIRATEN": ("dafür", Q, Q, Q), "AfD": ("dagegen", Q, Q, Q)}),
    ("CDU 18 Ja, SPD 9 Ja 1 Nein", Q, {"CDU": ("dafür", 18, Q, Q), "SPD": (Q, 9, 1, Q)}),
    ("mehrheitlich bei 3 Gegenstimmen (2 AfD, 1 FDP) und zwei Enthaltungen (SPD: 1, CDU: 1)", "beschlossen",
     {"AfD": (Q, Q, 2, Q), "FDP": (Q, Q, 1, Q), "SPD": (Q, Q, Q, 1), "CDU": (Q, Q, Q, 1)}),
    ("12 Ja-Stimmen, 2 Nein-Stimmen (1 AfD und 1 SPD), Enthaltung der FDP", "abgelehnt",
     {"AfD": (Q, Q, 1, Q), "SPD": (Q, Q, 1, Q), "FDP": ("enthaltung", Q, Q, Q)}),
    ("Gruppe FDP/Piraten dagegen", Q, {"FDP": ("dagegen", Q, Q, Q), "PIRATEN": ("dagegen", Q, Q, Q)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "norm", "expected"), SAID)
def test_what_a_text_says(text: str, norm: str | None, expected: dict[str, tuple[Any, ...]]) -> None:
    found = stimmen(text, norm)
    assert {row.fraktion: row[1:5] for row in found.rows} == expected
    assert found.unread == ()
    for row in found.rows:
        assert row.worte and all(part in text for part in row.worte.split("; "))


PARTLY: list[tuple[str, dict[str, tuple[Any, ...]], tuple[str, ...]]] = [
    ("Dafür 22 (CDU, SPD), dagegen 7 (AfD)", {"AfD": (Q, Q, 7, Q)}, ("CDU", "SPD")),
    ("28 Ja (CDU, SPD), 6 Nein (AfD)", {"AfD": (Q, Q, 6, Q)}, ("CDU", "SPD")),
    ("gegen die Stimmen der AfD bei 3 Enthaltungen von SPD und FDP", {"AfD": ("dagegen", Q, Q, Q)}, ("SPD", "FDP")),
]


@pytest.mark.parametrize(("text", "expected", "unread"), PARTLY)
def test_a_count_that_parties_share_says_nothing_of_each(
    text: str, expected: dict[str, tuple[Any, ...]], unread: tuple[str, ...]
) -> None:
    found = stimmen(text, "beschlossen")
    assert {row.fraktion: row[1:5] for row in found.rows} == expected
    assert found.unread == unread


UNSAID: list[tuple[str, str | None]] = [
    # what was decided is not known: for or against the paper?
    ("mit den Stimmen der CDU gegen die Stimmen der SPD", None),
    ("gegen die Stimmen der SPD", "abgelehnt"),
    ("bei Gegenstimmen der SPD abgelehnt", "abgelehnt"),
    ("mit den Stimmen der CDU abgelehnt", "beschlossen"),
    ("gegen 6 Stimmen der AfD abgelehnt", "abgelehnt"),
    # the vote was on something else
    ("gegen die Stimmen der SPD", "vertagt"),
    ("Der Änderungsantrag der SPD wird gegen die Stimmen der SPD abgelehnt.", "beschlossen"),
    # a part of a Fraktion, or a member
    ("bei Enthaltungen aus der SPD-Fraktion", "beschlossen"),
    ("gegen die Stimmen der AfD und eines Mitglieds der SPD", "beschlossen"),
    ("mit den Stimmen der CDU mit Ausnahme eines Mitglieds", "beschlossen"),
    ("gegen Stimmen der SPD", "beschlossen"),
    ("bei einigen Enthaltungen der SPD", "beschlossen"),
    ("1 Enthaltung (Nachname, CDU)", "beschlossen"),
    # a group that nobody knows
    ("mit den Stimmen von CDU und Bürgerliste Musterstadt", "beschlossen"),
    # whose the numbers or words are is not printed
    ("2 Enthaltungen (SPD, FDP)", "beschlossen"),
    ("CDU/FDP: 12 Ja", "beschlossen"),
    ("12 Ja CDU 8 Nein SPD", "beschlossen"),
    ("Ja CDU Nein SPD Enthaltung AfD", "beschlossen"),
    ("dafür CDU dagegen SPD", "beschlossen"),
    ("CDU: 12 Ja 8 Nein SPD", "beschlossen"),
    ("bei Enthaltung der CDU, SPD dagegen", "beschlossen"),
    ("CDU: 12 Ja 4", "beschlossen"),
    ("3 Enthaltungen (1 SPD, 1 FDP)", "beschlossen"),
    ("3 Gegenstimmen (2 AfD, 1 FDP)", "abgelehnt"),
    ("2 Enthaltungen (1 SPD, 1 Nachname)", "beschlossen"),
    ("2 Enthaltungen (1 SPD/FDP, 1 CDU)", "beschlossen"),
    # tables that do not fit: a cell too few, a name too much, more than the sum, members, no votes, another matter's
    ("Fraktion Ja Nein Enth. CDU 18 0 SPD 10 0 1", "beschlossen"),
    ("Fraktion Ja Nein CDU 18 0 Bürgerliste Musterstadt 3 0", "beschlossen"),
    ("Fraktion Ja Nein CDU 18 0 SPD 0 9 Gesamt 17 9", "beschlossen"),
    ("Name Fraktion Ja Nein Nachname CDU x - Nachname SPD - x", "beschlossen"),
    ("Fraktion Sitze Anwesend CDU 18 17 SPD 10 9", "beschlossen"),
    ("Fraktion Ja Nein CDU 18 0 SPD 0 9", "vertagt"),
    ("Fraktion Ja Nein CDU 18 0 CDU 0 9", "beschlossen"),
    ("Fraktion Ja Nein FDP/Piraten 3 1", "beschlossen"),
    ("Fraktion CDU SPD Ja 18 Nein 0 9", "beschlossen"),
    # two things of one
    ("gegen die Stimmen der SPD bei Enthaltung der SPD", "beschlossen"),
    ("28 Ja (CDU, SPD), 6 Nein (CDU)", "beschlossen"),
    # more parties than votes
    ("gegen die Stimmen der AfD bei 1 Enthaltung (SPD, FDP)", "beschlossen"),
    ("2 Enthaltungen der SPD, 3 Enthaltungen der SPD", "beschlossen"),
]


@pytest.mark.parametrize(("text", "norm"), UNSAID)
def test_what_cannot_be_known_is_not_guessed(text: str, norm: str | None) -> None:
    found = stimmen(text, norm)
    assert found.rows == () and found.unread


@pytest.mark.parametrize(
    "text", ["mehrheitlich beschlossen", "Vorschlag der Verwaltung: Ja", "1 Enthaltung (Linke, V.)", "§ 5"]
)
def test_what_names_no_fraktion_says_nothing(text: str) -> None:
    assert stimmen(text, "beschlossen") == ((), ())


def test_long_texts_are_prose() -> None:
    assert stimmen("gegen die Stimmen der SPD" + " und so weiter" * 50, "beschlossen") == ((), ())


def test_no_line_of_a_real_page_is_taken_for_a_vote(pages_folder: Path) -> None:
    """None of them prints how a Fraktion voted, but many name parties beside counts, motions and members."""
    files = [path for part in ("pages", "seeds") for path in sorted((pages_folder / part).rglob("*")) if path.is_file()]
    lines = {
        line.strip()
        for path in files
        for line in re.sub(r"<[^>]+>|\\[nr]", "\n", path.read_text("utf-8", errors="replace")).splitlines()
    }
    assert len(lines) > 1000
    assert not [line for line in lines for norm in ("beschlossen", "abgelehnt", None) if stimmen(line, norm).rows]


# --- in the dataset ----------------------------------------------------------------------------

VOTED = "mehrheitlich beschlossen gegen die Stimmen der SPD"


def agenda(ergebnis: str) -> Any:
    top = Top(nummer="3", vorlage_nummer="0207/2016/1", vorlage_id="9", ergebnis=ergebnis)
    return page("si0057.php?__ksinr=77", "sitzung", AGENDA.model_copy(update={"tops": (top,)}))


def rows(db: Dataset) -> list[tuple[Any, ...]]:
    sql = "select s.fraktion, s.haltung, s.vorlage, b.gremium, s.top, p.seitentyp from stimmen s"
    found = db.rows(f"{sql} left join beratungen b on b.id = s.beratung join seiten p on p.id = s.seite order by s.id")
    return [tuple(row.values()) for row in found]


def notes(db: Dataset) -> list[str]:
    return [row["text"] for row in db.rows("select text from hinweise where art = 'stimmen'")]


def test_an_item_and_its_station_are_counted_once(db: Dataset) -> None:
    papers = page("vo0050.php?__kvonr=9", "vorlage", HEAD), page("vo0053.php?__kvonr=9", "beratungen", STATIONS)
    take_in(db, *papers, agenda(VOTED))
    assert rows(db) == [("SPD", "dagegen", "muster:9", "Kreistag", "muster:77:3", "sitzung")]
    assert notes(db) == []


def test_an_item_without_its_vorlage(db: Dataset) -> None:
    take_in(db, agenda(VOTED))
    assert rows(db) == [("SPD", "dagegen", None, None, "muster:77:3", "sitzung")]
    take_in(db, page("vo0050.php?__kvonr=9", "vorlage", HEAD))
    assert [row[2] for row in rows(db)] == ["muster:9"]


def test_a_result_on_the_page_of_the_vorlage(db: Dataset) -> None:
    station = STATIONS.beratungen[0].model_copy(update={"ergebnis": VOTED, "sitzung_id": None})
    take_in(db, page("vo0050.php?__kvonr=9", "vorlage", HEAD.model_copy(update={"beratungen": (station,)})))
    assert rows(db) == [("SPD", "dagegen", "muster:9", "Kreistag", None, "vorlage")]


def test_the_section_of_the_voting_comes_first(db: Dataset) -> None:
    texts = (
        Abschnitt(titel="Abstimmungsergebnis", text="CDU: 12 Ja; SPD: 8 Nein"),
        Abschnitt(titel="Protokoll", text="AfD: 2 Ja"),
    )
    minutes = MINUTES.model_copy(update={"abschnitte": texts})
    take_in(db, agenda(VOTED), page("to0050.php?__ktonr=501", "auszug", minutes))
    assert [(row[0], row[1], row[5]) for row in rows(db)] == [("CDU", "dafür", "auszug"), ("SPD", "dagegen", "auszug")]


def test_what_is_not_understood_is_noted_without_its_words(db: Dataset) -> None:
    take_in(db, agenda("1 Enthaltung (Nachname, CDU)"))
    assert (rows(db), notes(db)) == ([], ["CDU"])
    take_in(db, agenda(VOTED))
    assert (len(rows(db)), notes(db)) == (1, [])


def test_parties_that_share_a_count_are_noted_beside_the_rows(db: Dataset) -> None:
    take_in(db, agenda("beschlossen, 28 Ja (CDU, SPD), 6 Nein (AfD)"))
    assert ([row[0] for row in rows(db)], notes(db)) == (["AfD"], ["CDU; SPD"])


def test_a_result_that_changes_takes_its_rows_along(db: Dataset) -> None:
    take_in(db, agenda(VOTED))
    take_in(db, agenda("einstimmig beschlossen"))
    assert rows(db) == []
