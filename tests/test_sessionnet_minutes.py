"""SessionNet's minutes (to0050): results below the wording, votes without heading, and no names of speakers."""

from __future__ import annotations

from typing import Any

import pytest

from parsers import sessionnet
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed

ADDRESS = "https://x.example/bi/to0050.asp?__ktonr=1"


def parsed_as(rendering: str, *lines: str) -> Parsed:
    if rendering == "text":
        page = Page(ADDRESS, "\n".join(("Ö 8 Hilfeplan", *lines)), "text")
    else:
        body = "".join(f"<p>{line}</p>" for line in lines if line)
        text = (
            f'<body class="smc_body"><div class="smclayout smc_page_to0050_layout"><h1>Ö 8 Hilfeplan</h1>{body}</div>'
        )
        page = Page(ADDRESS, text)
    assert sessionnet.recognise(page) == "auszug"
    return sessionnet.PAGES["auszug"](page)


def said(parsed: Parsed) -> dict[str, Any]:
    return parsed.datensaetze[0].model_dump()


BOTH = pytest.mark.parametrize("rendering", ["text", "html"])
WORDING = ("Beschluss:", "Der Kreistag stimmt zu.")


@BOTH
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Abstimmungsergebnis: mehrheitlich abgelehnt",), ("mehrheitlich abgelehnt", None, None, None, False)),
        (("Abstimmungsergebnis:", "Einstimmig"), (None, None, None, None, True)),
        (("Abstimmung: Ja: 20, Nein: 4 - damit angenommen",), ("angenommen", 20, 4, None, None)),
        (("dafür: 12", "dagegen: 3", "Enth.: 1"), (None, 12, 3, 1, None)),
        (("dafür: 12 / dagegen: 3 / Enth.: 1",), (None, 12, 3, 1, None)),
        (("dafür:", "12", "dagegen:", "0"), (None, 12, 0, None, None)),
        (("Ja-Stimmen: 20, Nein-Stimmen: 4", "Anwesend: 24"), (None, 20, 4, None, None)),
    ],
)
def test_results_stand_below_the_wording(rendering: str, lines: tuple[str, ...], expected: tuple[Any, ...]) -> None:
    parsed = parsed_as(rendering, *WORDING, *lines)
    found = said(parsed)
    assert tuple(found[name] for name in ("ergebnis", "ja", "nein", "enthaltung", "einstimmig")) == expected
    assert found["abschnitte"][0]["text"].startswith("Der Kreistag stimmt zu.")
    assert parsed.hinweise == ()


@BOTH
@pytest.mark.parametrize(
    "lines",
    [
        ("Abstimmungsergebnis: Ja 20 Nein 4 2",),
        ("dafür: 12", "dagegen:"),
        ("Abstimmung: Ja: 20, Nein: 4", "Abstimmung: Ja: 18, Nein: 6"),
        ("dafür: 12", "dagegen: 3", "Der zweite Absatz wird getrennt abgestimmt.", "dafür: 10", "dagegen: 5"),
    ],
)
def test_a_vote_that_is_not_read_whole_is_none_and_said(rendering: str, lines: tuple[str, ...]) -> None:
    parsed = parsed_as(rendering, *WORDING, *lines)
    assert [said(parsed)[name] for name in ("ja", "nein", "enthaltung")] == [None, None, None]
    assert {hint.art for hint in parsed.hinweise} == {"abstimmung"}


def test_minutes_do_not_change_the_vote_that_the_head_states() -> None:
    parsed = parsed_as(
        "text", "Beschluss: vertagt", "Abstimmung: Ja: 9, Nein: 4", *WORDING, "Abstimmung: Ja: 8, Enthaltung: 1"
    )
    assert [said(parsed)[name] for name in ("ja", "nein", "enthaltung")] == [9, 4, None]


@BOTH
@pytest.mark.parametrize(
    "speech", ["Kreisrätin Nachname fragt nach den Kosten.", "Herr Dr. Nachname lobt das.", "Die Vorsitzende ruft auf.",
               "KTA Nachname widerspricht.", "Frau Vorname Nachname bittet um Aufschub."]
)  # fmt: skip
def test_where_a_person_begins_a_line_the_wording_ends(rendering: str, speech: str) -> None:
    found = said(parsed_as(rendering, *WORDING, speech, "Weiteres."))
    assert [part["text"] for part in found["abschnitte"]] == ["Der Kreistag stimmt zu."]


@BOTH
def test_who_is_elected_stays_in_the_wording(rendering: str) -> None:
    lines = ("Beschluss:", "In den Beirat wird gewählt:", "Herr Nachname wird Mitglied.")
    assert said(parsed_as(rendering, *lines))["abschnitte"][0]["text"] == " ".join(lines[1:])


def test_behind_a_gap_in_a_copy_the_debate_begins() -> None:
    gap = ("", "", "Nach kurzer Aussprache folgt die Abstimmung.")
    assert said(parsed_as("text", *WORDING, *gap))["abschnitte"][0]["text"] == "Der Kreistag stimmt zu."
    goes_on = ("", "", "2. Die Mittel stehen bereit.")
    assert said(parsed_as("text", *WORDING, *goes_on))["abschnitte"][0]["text"].endswith(goes_on[-1])


def test_a_copy_that_names_its_item_alone_is_read_with_its_second_line() -> None:
    for rows in (
        ("TOP Ö 8: Radweg", "hier: Bau"),
        ("TOP", "Ö 8", "Betreff", "Radweg", "hier: Bau", "Beschluss: vertagt"),
    ):
        page = Page(ADDRESS, "\n".join(rows), "text")
        assert sessionnet.recognise(page) == "auszug"
        found = said(sessionnet.PAGES["auszug"](page))
        assert (found["nummer"], found["oeffentlich"], found["betreff"]) == ("8", True, "Radweg hier: Bau")
