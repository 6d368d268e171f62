"""Printed words of real portals: results, roles, kinds of paper and bodies, each with what it means.

Written down from knowledge of the field before the rules were asked (signed 2026-11-28 fc); the first of each are those
that were misread on real pages.
"""

from __future__ import annotations

import pytest

from ris_scraper.judgement import phrases

RESULTS = {
    "abgelehnt": (
        "Ablehnung beschlossen",
        "Der Ablehnung wurde zugestimmt",
        "der Ablehnung zugestimmt",
        "einstimmig dagegen",
        "mehrheitlich dagegen",
        "mehrheitliche Ablehnung",
        "einstimmige Ablehnung",
        "nicht angenommen",
        "bei Stimmengleichheit abgelehnt",
        "Antrag abgelehnt",
        "Dem Antrag wird nicht gefolgt",
        "Einvernehmen versagt",
    ),
    "nicht_empfohlen": (
        "Ablehnung empfohlen",
        "nicht empfohlen",
    ),
    "vertagt": (
        "Vertagung beschlossen",
        "Der Rat beschließt, den Punkt zu vertagen",
        "zurückgestellt",
        "verschoben",
    ),
    "verwiesen": (
        "Verweisung beschlossen",
        "Der Kreistag beschließt, die Vorlage in den Ausschuss zu verweisen",
        "in die Fraktionen verwiesen",
        "überwiesen",
        "an den Ausschuss überwiesen",
        "weitergeleitet",
        "verwiesen an HFA",
    ),
    "abgesetzt": (
        "Absetzung beschlossen",
        "beschließt, den Antrag von der Tagesordnung abzusetzen",
        "von der Tagesordnung genommen",
        "abgesetzt",
        "entfällt",
        "entfallen",
    ),
    "beschlossen": (
        "Das Gremium beschließt ungeändert",
        "gebilligt",
        "bestätigt",
        "jeweils einstimmig dafür",
        "Mit Mehrheit dafür, bei 3 Gegenstimmen",
        "mehrheitliche Zustimmung",
        "einstimmige Zustimmung",
        "mit einem Stimmenverhältnis von 20 : 15",
        "20:15:2 (J:N:E)",
        "Abstimmungsergebnis: mehrheitlich dafür",
        "einstimmig dafür",
        "beschlossen *)",
        "beschlossen¹",
        "(ungeändert beschlossen)",
        "[beschlossen]",
        "ungeändert beschlossen (siehe Protokoll)",
        "einstimmig angenommen",
        "angenommen",
        "mehrheitlich angenommen",
        "zugestimmt",
        "Zustimmung",
        "einstimmig bei 2 Enthaltungen beschlossen",
        "beschlossen - einstimmig",
        "einstimmig beschlossen",
        "Beschluss gefasst",
        "Beschlossen laut Vorlage",
        "lt. Vorlage beschlossen",
        "laut Beschlussvorschlag",
        "wie vorgeschlagen beschlossen",
        "Annahme",
        "gewählt",
        "einvernehmlich beschlossen",
        "Beschlussvorschlag angenommen",
        "Einvernehmen erteilt",
    ),
    "sonstiges": (
        "Einstimmig ohne Enthaltungen",
        "wird am 12.12. beschlossen",
    ),
    "zur_kenntnis": (
        "Kenntnis genommen",
        "zur Kenntnis genommen",
        "zu Kenntnis",
        "zur Kenntnis",
        "Kenntnisnahme",
        "Mitteilung zur Kenntnis genommen",
        "Zustimmende Kenntnisnahme",
    ),
    "zurueckgezogen": (
        "zurückgezogen",
        "vom Antragsteller zurückgezogen",
        "Rücknahme",
    ),
    "erledigt": (
        "erledigt",
        "durch Beschluss erledigt",
        "hat sich erledigt",
        "Gegenstandslos",
    ),
    "ohne_beschluss": (
        "ohne Beschlussfassung",
        "kein Beschluss",
        "keine Beschlussfassung",
        "ohne Beschlussempfehlung",
        "ohne Votum",
        "Nichtbefassung",
    ),
    "geaendert_beschlossen": (
        "mit Änderungen beschlossen",
        "in geänderter Fassung beschlossen",
        "beschlossen mit Ergänzung",
    ),
    "empfohlen": (
        "geändert empfohlen",
        "empfohlen",
        "ungeändert empfohlen",
        "dem Kreistag empfohlen",
        "zur Beschlussfassung empfohlen",
    ),
}
ROLES = {
    "vorberatung": (
        "Beschlussvorbereitung",
        "Vorberatung",
        "empfehlend",
        "Beschlussempfehlung",
        "Mitberatung",
        "zur Vorberatung",
    ),
    "kenntnisnahme": (
        "Kenntnisnahme (bzw. Beschluss)",
        "zur Kenntnis",
        "Information",
        "zur Information",
        "Bericht",
    ),
    "entscheidung": (
        "beschließend",
        "Entscheidung",
        "zum Beschluss",
        "Beschluss",
        "zur Beschlussfassung",
    ),
    "beratung": (
        "zur weiteren Beratung",
        "Beratung",
    ),
    "anhoerung": (
        "Anhörung",
        "Stellungnahme",
    ),
}
PAPERS = {
    "beschlussvorlage": (
        "Antrag der Verwaltung",
        "Beschluss",
        "Beschlussvorlage",
        "Verwaltungsvorlage",
        "Vorlage",
        "Tischvorlage",
        "Ergänzungsvorlage",
        "Entscheidungsvorlage",
        "Eilentscheidung",
    ),
    "antrag": (
        "Antrag",
        "Fraktionsantrag",
        "Dringlichkeitsantrag",
        "Bürgerantrag",
    ),
    "anfrage": ("Anfrage",),
    "antwort": (
        "Antwort",
        "Beantwortung einer Anfrage",
    ),
    "informationsvorlage": (
        "Berichtsvorlage",
        "Mitteilungsvorlage",
        "Kenntnisgabe",
        "Sachstandsbericht",
    ),
    "aenderungsantrag": ("Änderungsantrag",),
    "sonstiges": ("Drucksache",),
}
BODIES = {
    "ortsgremium": (
        "BVV",
        "Ortsrat Nord",
        "Bezirksvertretung Süd",
        "Bezirksverordnetenversammlung",
        "Ortsbeirat Mitte",
    ),
    "fachausschuss": (
        "UA",
        "PLA",
        "Bauausschuss",
        "Hauptausschuss",
        "Jugendhilfeausschuss",
        "Betriebsausschuss",
        "Schulen",
        "Umwelt und Verkehr",
    ),
    "beirat": (
        "Kreisklimarat",
        "Seniorenbeirat",
        "Integrationsrat",
    ),
    "rat": (
        "SG Musterstadt - Rat der Samtgemeinde Musterstadt",
        "Stadtrat",
        "Gemeindevertretung",
        "Verbandsgemeinderat",
    ),
    "kreistag": (
        "Kreistag",
        "Städteregionstag",
        "Regionsversammlung",
    ),
    "kreisausschuss": ("Kreisausschuss",),
    "sonstiges": ("Ältestenrat",),
}


def pairs(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(printed, norm) for norm, words in table.items() for printed in words]


@pytest.mark.parametrize(("printed", "norm"), pairs(RESULTS))
def test_results(printed: str, norm: str) -> None:
    assert phrases.ergebnis(printed).norm == norm


@pytest.mark.parametrize(("printed", "norm"), pairs(ROLES))
def test_roles(printed: str, norm: str) -> None:
    assert phrases.rolle(printed).norm == norm


@pytest.mark.parametrize(("printed", "norm"), pairs(PAPERS))
def test_papers(printed: str, norm: str) -> None:
    assert phrases.art(printed).norm == norm


@pytest.mark.parametrize(("printed", "norm"), pairs(BODIES))
def test_bodies(printed: str, norm: str) -> None:
    assert phrases.gremium_typ(printed).norm == norm


def test_there_are_enough() -> None:
    assert sum(len(pairs(table)) for table in (RESULTS, ROLES, PAPERS, BODIES)) > 150
