"""Press reports: which body meets on which day, and which years can be known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from parsers.presse.bodies import bodies_in
from parsers.presse.dateline import before_text, on_a_line
from parsers.presse.deliberations import deliberations


def said(text: str, published: date | None = None) -> list[tuple[str, str | None, str | None]]:
    """Body, day and month of every deliberation in a text; paragraphs are lines."""
    found = deliberations(tuple(text.splitlines()), published)
    return [(t.gremium, t.datum.isoformat() if t.datum else None, t.monat) for t in found]


# --- the year --------------------------------------------------------------------------------

AUGUST, DEZEMBER, MAERZ = date(2013, 8, 28), date(2013, 12, 20), date(2014, 3, 1)
YEARS = [
    # printed with the day
    ("Der Kreistag berät am 9. September 2013.", None, ["2013-09-09"]),
    ("Der Kreistag berät am 9.9.2013.", None, ["2013-09-09"]),
    ("Der Kreistag (9.9.13) berät.", None, ["2013-09-09"]),
    # the report's own date: the nearest day, if it agrees with tense and weekday
    ("Der Kreistag berät am 9. September.", AUGUST, ["2013-09-09"]),
    ("Der Kreistag berät am 9. 9. über den Plan.", AUGUST, ["2013-09-09"]),
    ("Der Kreistag berät am 15. Januar.", DEZEMBER, ["2014-01-15"]),
    ("Der Kreistag beschloss am 15. Januar den Plan.", DEZEMBER, [None]),
    ("Der Kreistag beschloss am 9. Dezember den Plan.", DEZEMBER, ["2013-12-09"]),
    ("Der Kreistag berät am 9. Dezember.", DEZEMBER, [None]),
    ("Der Kreistag berät am Montag, 9. September.", AUGUST, ["2013-09-09"]),
    ("Der Kreistag berät am Dienstag, 9. September.", AUGUST, [None]),
    ("Der Kreistag beschloss am 9. September den Plan.", MAERZ, [None]),  # nearly half a year away
    ("Der Kreistag berät am 29. Februar.", MAERZ, [None]),
    ("Der Kreistag beschloss am 9. September letzten Jahres den Plan.", MAERZ, ["2013-09-09"]),
    ("Der Kreistag berät am 9. September dieses Jahres.", MAERZ, ["2014-09-09"]),
    # no date of its own: a day with its weekday is near the report
    ("Der Schulausschuss tagt am Montag, 9. September 2013. Am 13. September folgt der Kreistag.", None,
     ["2013-09-09", "2013-09-13"]),
    # a wrong weekday proves nothing beyond its paragraph
    ("Der Schulausschuss tagt am Sonntag, 9. September 2013.\nAm 13. September folgt der Kreistag.", None,
     ["2013-09-09", None]),
    # a day that a plan looks ahead to comes after what is announced
    ("Am 9. September berät der Kreistag. Der Plan soll ab dem 1. Dezember 2013 gelten.", None, ["2013-09-09"]),
    ("Am 9. September berät der Kreistag.\nDer Plan soll zum 1. Februar 2014 gelten.", None, ["2013-09-09"]),
    ("Am 9. September berät der Kreistag. Der Plan soll ab dem 1. August 2014 gelten.", None, [None]),
    ("Am 9. September berät der Kreistag. Der Plan soll ab dem 1. September 2013 gelten.", None, [None]),
    ("Am 9. September beschloss der Kreistag den Plan. Er soll ab dem 1. Dezember 2013 gelten.", None, [None]),
    ("Am 9. September berät der Kreistag. Der alte Plan galt bis zum 31. Dezember 1998.", None, [None]),
    # two plans that fix different years
    ("Am 9. September berät der Kreistag. Der Plan soll ab dem 1. Dezember 2013 gelten, ein weiterer soll zum 1. Januar"
     " 2016 folgen.", None, [None]),
    ("Am 9. September berät der Kreistag. Ein Plan soll ab dem 1. Dezember 2013 gelten, einer ab dem 1. Dezember 2014.",
     None, [None]),
    # a full date of the same paragraph and tense, and not of another
    ("Am 13. September 2013 entscheidet der Kreistag, am 9. September berät der Sozialausschuss.", None,
     ["2013-09-13", "2013-09-09"]),
    ("Am 3. Mai 1998 beschloss der Kreistag den ersten Plan. Am 9. September berät der Sozialausschuss.", None,
     ["1998-05-03", None]),
    ("Am 13. September 2013 entscheidet der Kreistag.\nAm 9. September berät der Sozialausschuss.", None,
     ["2013-09-13", None]),
    # years alone fix nothing
    ("Im Haushalt 2013 steht Geld bereit. Am 9. September berät der Kreistag.", None, [None]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), YEARS)
def test_the_year_is_known_or_it_is_not(text: str, published: date | None, expected: list[str | None]) -> None:
    assert [day for _, day, _ in said(text, published)] == expected


MONTHS = [
    ("Der Kreistag beschloss das Konzept im Juni 2013.", None, [("Kreistag", None, "2013-06")]),
    ("Der Kreistag beschloss es im Juni letzten Jahres.", date(2014, 3, 1), [("Kreistag", None, "2013-06")]),
    ("Der Kreistag beschloss es im Juni letzten Jahres.", None, [("Kreistag", None, None)]),
    # a month is dropped where the body's day in it is named
    ("Der Kreistag berät im September.\nAm 9. September 2013 entscheidet der Kreistag.", None,
     [("Kreistag", "2013-09-09", "2013-09")]),
    ("Der Kreistag gab es im September 2012 nach Beratung in Auftrag.\nAm 9. September 2013 entscheidet er, der"
     " Kreistag.", None, [("Kreistag", None, "2012-09"), ("Kreistag", "2013-09-09", "2013-09")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "expected"), MONTHS)
def test_a_month_is_no_day(text: str, published: date | None, expected: list[Any]) -> None:
    assert said(text, published) == expected


# --- bodies and days -------------------------------------------------------------------------

PAIRS = [
    ("Es steht am 9. September 2013 auf der Tagesordnung des Kreissozialausschusses.", ["Kreissozialausschuss 09"]),
    ("Am 9. September 2013 berät der Sozialausschuss, am 13. September 2013 der Kreistag.",
     ["Sozialausschuss 09", "Kreistag 13"]),
    ("Der Sozialausschuss am 9. September 2013 und der Kreistag am 13. September 2013 beraten darüber.",
     ["Sozialausschuss 09", "Kreistag 13"]),
    ("Am 9. September 2013 beraten Schulausschuss und Kreistag.", ["Schulausschuss 09", "Kreistag 09"]),
    ("Der Schulausschuss und der Sozialausschuss tagen am 9. September 2013.",
     ["Schulausschuss 09", "Sozialausschuss 09"]),
    ("Am 9. September 2013 berät der Sozialausschuss, bevor der Kreistag entscheidet.", ["Sozialausschuss 09"]),
    ("In der Sitzung des Kreistags vom 9. September 2013 wurde es beschlossen.", ["Kreistag 09"]),
    # days that are not those of a deliberation
    ("Das Zentrum soll zum 1. Februar 2014 öffnen, wenn der Kreistag entscheidet.", []),
    ("Seit dem 1. Februar 2014 gilt, was der Kreistag beschloss.", []),
    ("Ab Montag, 9. September 2013, gilt der Beschluss des Kreistags.", []),
    ("Am 9. September 2013 war Sommerfest; der Kreistag freut sich.", []),
    ("Am 25. Mai 2014 stimmen alle bei der Kreistagswahl ab, auch über den Kreistag.", []),
    ("Die Sitzung des Kreistags am 9. September 2013 fällt leider aus.", []),
    ("Der Kreistag berät nicht wie geplant am 9. September 2013, sondern am 13. September 2013.", ["Kreistag 13"]),
    ("Am 9. September 2013 wird entschieden.", []),
    ("Die Kreistagsfraktion berät am 9. September 2013.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_which_body_meets_when(text: str, expected: list[str]) -> None:
    assert [f"{body} {(day or '')[-2:]}" for body, day, _ in said(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("des Kreistages, des Kreistags, im Kreistag", ["Kreistag"] * 3),
        ("des Kreissozialausschusses und des Beirats", ["Kreissozialausschuss", "Beirat"]),
        ("im Ausschuss für Umwelt, Klima und Verkehr und im Kreisausschuß",
         ["Ausschuss für Umwelt, Klima und Verkehr", "Kreisausschuß"]),
        ("des Ausschusses für Soziales und Kreistag", ["Ausschuss für Soziales", "Kreistag"]),
        ("der Landrat, die Ausschüsse, ein Ausschussmitglied, der Aufsichtsrat", []),
    ],
)  # fmt: skip
def test_bodies_are_read_in_the_nominative(text: str, expected: list[str]) -> None:
    assert [body.gremium for body in bodies_in(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In der Kreistagssitzung am 24. Juni 2026 wurde der Plan beschlossen.", ["2026-06-24"]),
        ("Der Kreistag hat am Donnerstag, 25. Juni 2026, das letzte Wort.", ["2026-06-25"]),
    ],
)
def test_words_for_meetings_and_decisions(text: str, expected: list[str]) -> None:
    assert [(body, day) for body, day, _ in said(text)] == [("Kreistag", day) for day in expected]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (before_text("Musterheim (lk), 20. Dezember 2025 – Der Kreistag berät."), date(2025, 12, 20)),
        (before_text("MUSTERHEIM (dpa/lnw), 20. Dezember 2025 – Der Kreistag berät."), date(2025, 12, 20)),
        (before_text("Konzept (vom Kreistag am 20. Dezember 2025 – beraten)."), None),
        (on_a_line(["21.09.2026 - Pressemitteilung"]), date(2026, 9, 21)),
        (on_a_line(["21.09.2026 - Konzept liegt vor"]), None),
    ],
)
def test_a_line_that_names_who_reports(day: date | None, expected: date | None) -> None:
    assert day == expected
