"""Words as printed: what hides, what cannot be believed, and what belongs to a number."""

from __future__ import annotations

import pytest

from ris_scraper.nouns.records import LARGEST, TOO_LARGE, Anlage, Beratung, Parsed, Sitzung, Top, Vorlage
from ris_scraper.read.decode import decode
from ris_scraper.words.german import clean, datum, groesse, stated, time_span, top_nummer, without_size
from ris_scraper.words.numbers import Nummer, nummer


@pytest.mark.parametrize("mark", "\u200e \u200f \u200b \u00ad \u202a \ufeff \u2066 \u061c".split())
def test_an_invisible_mark_hides_nothing(mark: str) -> None:
    assert str(datum(f"{mark}12.{mark}03.2025")) == "2025-03-12"
    assert time_span(f"17{mark}:30 Uhr") == ("17:30", None)
    assert top_nummer(f"Ö{mark} 8{mark}.1") == ("8.1", True)
    assert groesse(f"Plan (82{mark} KB)") == 83968
    assert clean(f"2025{mark}/012") == "2025/012"


def test_control_characters_are_no_text() -> None:
    assert clean("Kreis\x1b[31mtag\x07") == "Kreis[31mtag"


def test_text_is_whole_letters() -> None:
    assert clean("Ma\u0308rz") == "März" and str(datum("12. Ma\u0308rz 2025")) == "2025-03-12"
    assert decode("https://x.example/", "<p>O\u0308 8.1</p>".encode()) == "<p>Ö 8.1</p>"


PLACEHOLDERS = """- | -- | (offen) | offen | noch nicht festgelegt | (noch nicht festgelegt) | - noch offen - | N.N.
    Noch nicht festgelegt. | [offen] | … | kein Ergebnis"""


@pytest.mark.parametrize("text", [part.strip() for line in PLACEHOLDERS.split("\n") for part in line.split("|")])
def test_a_placeholder_is_no_result(text: str) -> None:
    assert stated(text) is None


@pytest.mark.parametrize("text", ["beschlossen", "noch nicht beschlossen", "offen gelegt", "0", "Nein"])
def test_words_are_no_placeholder(text: str) -> None:
    assert stated(text) == text


@pytest.mark.parametrize("text", ["12.03.1205", "1.1.1944", "12.03.2061", "2999-01-01", "00.00.0000", "31.04.2025"])
def test_a_date_that_cannot_be_believed_is_none(text: str) -> None:
    assert datum(text) is None


@pytest.mark.parametrize(
    "text", ["24:30 Uhr", "25:00", "TOP 3.10", "3.10", "Ö 12.10", "Punkt 12.10", "17:61", "99.99 Uhr"]
)
def test_a_time_that_is_none(text: str) -> None:
    assert time_span(text) == (None, None)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("24:00 Uhr", ("24:00", None)),
        ("9.30 Uhr", ("09:30", None)),
        ("17.30", ("17:30", None)),
        ("9.30 - 11.00", ("09:30", "11:00")),
        ("3:10", ("03:10", None)),
    ],
)
def test_a_time_that_is_one(text: str, span: tuple[str | None, str | None]) -> None:
    assert time_span(text) == span


NUMBERS = {
    "12 a": ("12 a", None),
    "Ö 12 a": ("12 a", True),
    "N 12A": ("12A", False),
    "II 3": ("II 3", None),
    "Ö II.3": ("II.3", True),
    "3A": ("3A", None),
    "Ö 7.1 b": ("7.1 b", True),
    "7.1 b Radweg": ("7.1 b", None),
    "7.1b": ("7.1b", None),
    "12 A": ("12 A", None),
    "A.1": ("A.1", None),
    "B II 3": ("B II 3", None),
    "IV.2.1": ("IV.2.1", None),
    "TOP Ö 12.": ("12", True),
    "5.a": ("5.a", None),
    "5 a)": ("5 a", None),
    "IV": ("IV", None),
    "Ö": (None, None),
    "2026": (None, None),
    "12 A 44 Ausbau": ("12", None),
    "3-fach-Turnhalle": (None, None),
}


@pytest.mark.parametrize("text", NUMBERS)
def test_an_agenda_items_number_keeps_its_letters_and_parts(text: str) -> None:
    assert top_nummer(text) == NUMBERS[text]


NAMES = {
    "Anlage 3 zum Plan (1,2 MB)": ("Anlage 3 zum Plan", 1258291),
    "Anlage 3 zum Plan": ("Anlage 3 zum Plan", None),
    "Anlage 3b (PDF, 82 KB)": ("Anlage 3b", 83968),
    "Anlage 3b PDF-Dokument": ("Anlage 3b", None),
    "Anlage 3b (PDF-Dokument, 82 KB)": ("Anlage 3b", 83968),
    "Anlage 4 B": ("Anlage 4 B", None),
    "Haushalt 2025 5331 kB": ("Haushalt 2025", 5458944),
    "Plan.pdf - 82 KB": ("Plan.pdf", 83968),
    "Speicher 16 GB im Schulnetz": ("Speicher 16 GB im Schulnetz", 17179869184),
}


@pytest.mark.parametrize("label", NAMES)
def test_only_a_size_is_cut_from_a_name(label: str) -> None:
    assert (without_size(label), groesse(label)) == NAMES[label]


@pytest.mark.parametrize("digits", ["99999999999", "9" * 30, "9" * 5000, "9" * 400 + ",5"])
def test_a_size_beyond_counting_is_too_large(digits: str) -> None:
    assert groesse(f"Plan ({digits} GB)") == TOO_LARGE


def test_a_number_beyond_counting_is_none() -> None:
    assert nummer("2014/99999999999999999999") == Nummer(2014, None, None)
    assert nummer(f"2014/{'9' * 5000}") == Nummer(2014, None, None)
    assert nummer(f"2014/{'0' * 5000}12") == Nummer(2014, 12, None)
    assert nummer("9" * 5000) == Nummer(None, None, None)


def test_no_integer_beyond_counting_is_stated_and_a_hinweis_says_why() -> None:
    files = (Anlage(name="Plan", groesse=LARGEST), Anlage(name="Karte", groesse=TOO_LARGE))
    parsed = Parsed(
        datensaetze=(
            Vorlage(anlagen=files, beratungen=(Beratung(ja=10**400, nein=-1, enthaltung=3),)),
            Sitzung(tops=(Top(ja=12),)),
        )
    )
    paper, meeting = parsed.datensaetze
    assert isinstance(paper, Vorlage) and isinstance(meeting, Sitzung)
    assert [file.groesse for file in paper.anlagen] == [LARGEST, None]
    assert paper.beratungen == (Beratung(enthaltung=3),) and meeting.tops == (Top(ja=12),)
    said = ["groesse of Karte", "ja of Beratung", "nein of Beratung"]
    told = {hint.text.removesuffix(": no number that anyone counts") for hint in parsed.hinweise if hint.art == "zahl"}
    assert sorted(told) == said
    assert Parsed(datensaetze=parsed.datensaetze, hinweise=parsed.hinweise) == parsed
