"""The vocabularies of roles, papers, bodies and sections: the printed forms of the collection, and its traps."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.judgement import phrases
from ris_scraper.judgement.phrases import Verdict, abschnitt_art, art, ergebnis, gremium_typ, rolle
from tests.support.phrases import UNKNOWN, table

SLUGS = {
    "ergebnis": "beschlossen geaendert_beschlossen abgelehnt empfohlen nicht_empfohlen zur_kenntnis vertagt verwiesen "
    "zurueckgezogen abgesetzt erledigt ohne_beschluss sonstiges",
    "rolle": "entscheidung vorberatung anhoerung kenntnisnahme beratung sonstiges",
    "art": "beschlussvorlage informationsvorlage antrag aenderungsantrag anfrage antwort sonstiges",
    "gremium": "kreistag kreisausschuss fachausschuss beirat rat ortsgremium sonstiges",
    "abstimmung": "sonstiges",
    "beschluss": "beschlossen abgelehnt abgesetzt empfohlen nicht_empfohlen zur_kenntnis vertagt verwiesen sonstiges",
    "abschnitt": "beschlussvorschlag sachverhalt begruendung finanzen sonstiges",
}


# --- the data files ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", SLUGS)
def test_vocabulary_uses_the_contracts_slugs_and_names_its_sources(name: str) -> None:
    text = resources.files("ris_scraper.judgement").joinpath("vocabulary", f"{name}.toml").read_text(encoding="utf-8")
    rules = tomllib.loads(text)["rule"]
    assert {rule["norm"] for rule in rules} <= set(SLUGS[name].split())
    assert all(rule["source"].strip() for rule in rules)
    assert all(set(rule) <= {"norm", "open", "patterns", "unless", "source"} for rule in rules)


@pytest.mark.parametrize("name", SLUGS)
def test_vocabulary_leaves_no_shared_part_unresolved(name: str) -> None:
    words = phrases.vocabulary(name)
    patterns = [pattern for rule in words.rules for pattern in (rule.pattern, rule.unless) if pattern]
    assert not [pattern.pattern for pattern in patterns if "%" in pattern.pattern]


@pytest.mark.parametrize("name", SLUGS)
def test_every_slug_can_be_reached(name: str) -> None:
    reached = {rule.norm for rule in phrases.vocabulary(name).rules} | {"sonstiges"}
    assert reached == set(SLUGS[name].split())


# --- roles -------------------------------------------------------------------------------------

ROLES = {
    "entscheidung": """
        Entscheidung | Beschluss | beschließend | Beschließend | Beschlussfassung | zur Entscheidung
        Beratung und Beschlussfassung | Beratung und Beschluss | Beratung/Entscheidung | öffentlich - Entscheidung
        Entscheidung (nicht öffentlich) | entscheidend | beschlussfassend | abschließende Entscheidung
        """,
    "vorberatung": """
        Vorberatung | vorberatend | Empfehlung | Beschlussempfehlung | Mitberatung | Beratung und Empfehlung
        Empfehlung an den Kreistag | Empfehlung an Kreistag | vorbereitend
        """,
    "beratung": "weitere Beratung | Beratung | beratend | 1. Lesung | 2. Lesung",
    "kenntnisnahme": """
        Kenntnisnahme | zur Kenntnisnahme | Bekanntgabe | Information | Bericht | Informationspflicht | Kenntnis
        zur Kenntnis | Kenntnisgabe | zur Information | Unterrichtung | Beratung und Kenntnisnahme | kenntnisnehmend
        """,
    "anhoerung": "Anhörung | Anhörungsrecht | zur Anhörung | Stellungnahme",
    "sonstiges": "Beteiligung | Einbringung | Mitwirkung",
}


@pytest.mark.parametrize(("phrase", "norm"), table(ROLES))
def test_role(phrase: str, norm: str) -> None:
    assert rolle(phrase) == Verdict(norm, True)


@pytest.mark.parametrize("phrase", ["Vorberatung/Entscheidung", "Vorbereitung der Entscheidung", "Ortstermin"])
def test_an_unclear_role_is_not_guessed(phrase: str) -> None:
    assert rolle(phrase) == UNKNOWN


# --- kinds of paper ----------------------------------------------------------------------------

PAPERS = {
    "beschlussvorlage": """
        Beschlussvorlage | (öffentliche) Beschlussvorlage | öffentliche Beschlussvorlage
        Beschlussvorlage - öffentlich | Beschlussvorlage (nichtöffentlich) | Beschlussvorlage nicht öffentlich
        Entscheidungsvorlage | Sitzungsvorlage | Verwaltungsvorlage | Vorlage | Ergänzungsvorlage | 01_Beschlussvorlage
        """,
    "informationsvorlage": """
        Informationsvorlage | Unterrichtungsvorlage | 02_Unterrichtungsvorlage | Vorlage zur Kenntnis | Kenntnisnahme
        Berichtsvorlage | Berichtsvorlage (öffentlich bis 31.12.2022) | Bericht der Verwaltung | Mitteilung
        Mitteilungsvorlage | Mitteilung außerhalb von Sitzungen | Informationsbrief | Schriftliche Kenntnisgabe
        Infovorlage
        """,
    "antrag": "Antrag | Antrag (öffentlich) | Antrag an den Rat | Dringlichkeitsantrag | Prüfantrag",
    "aenderungsantrag": "Änderungsantrag | Ergänzungsantrag | Änderungs- und Ergänzungsantrag | 3. Änderungsantrag",
    "anfrage": "Anfrage | Kleine Anfrage | Einwohnerfragen",
    "antwort": """
        Antwort auf Kleine Anfrage | Beantwortung einer Anfrage | Anfragenbeantwortung | Stellungnahme
        Stellungnahme der Verwaltung
        """,
    "sonstiges": """
        Anregungen und Beschwerden | Resolution | Petition | Drucksache | Grundstücksangelegenheiten
        """,
}


@pytest.mark.parametrize(("phrase", "norm"), table(PAPERS))
def test_kind_of_paper(phrase: str, norm: str) -> None:
    assert art(phrase) == Verdict(norm, True)


@pytest.mark.parametrize("phrase", ["Einführung und Verpflichtung", "Wahl", "öffentlich", "07"])
def test_an_unknown_kind_of_paper_is_not_guessed(phrase: str) -> None:
    assert art(phrase) == UNKNOWN


# --- kinds of body -----------------------------------------------------------------------------

BODIES = {
    "kreistag": """
        Kreistag | Kreistag des Landkreises Musterland | Kreistag (KT) | 6. WP Kreistag | XI. Wahlperiode - Kreistag
        Der Kreistag | Städteregionstag
        """,
    "kreisausschuss": """
        Kreisausschuss | Kreisausschuss (nicht-öffentlich) | Kreis- und Finanzausschuss | Kreis- und Strategieausschuss
        Kreis-, Finanz- und Wirtschaftsausschuss | Finanz- und Kreisausschuss | 6. WP Kreisausschuss
        """,
    "fachausschuss": """
        Ausschuss für Planen und Bauen | Ausschuss des Kreistages für Soziales | Jugendhilfeausschuss
        Kreissozialausschuss | Kreisentwicklungsausschuss | Kreisausschuss für Soziales | Kultur- und Sozialausschuss
        Umweltausschuss | Umweltausschuß | Betriebsausschuss | Unterausschuss | Unterausschuss Jugendhilfeplanung
        Verwaltungsausschuss (nicht-öffentlich) | Haupt- und Finanzausschuss | Hauptausschuss
        Ausschuss für Ortsräte und Beiräte
        """,
    "beirat": """
        Naturschutzbeirat | Beirat bei der unteren Naturschutzbehörde | Seniorenbeirat | Behindertenbeirat
        Integrationsrat | Ausländerbeirat | Jugendgemeinderat
        """,
    "rat": """
        Rat | Rat der Stadt Musterstadt | Stadtrat | Stadtrat Musterstadt | Gemeinderat | Ortsgemeinderat Musterdorf
        Stadtverordnetenversammlung | Stadtvertretung | Gemeindevertretung | Bürgerschaft | Verbandsgemeinderat
        """,
    "ortsgremium": """
        Ortsrat | Ortsrat Stadtmitte/Neustadt | Ortsbeirat | Ortschaftsrat | Bezirksvertretung | Bezirksausschuss
        Stadtbezirksrat
        """,
    "sonstiges": """
        Ältestenrat | Verwaltungsrat | Aufsichtsrat | Regionalversammlung | Arbeitskreis Haushalt
        Fraktionsvorsitzende | Gemeinsame Sitzung des Kreisausschusses und des Umweltausschusses | Amtsausschuss
        """,
}


@pytest.mark.parametrize(("name", "norm"), table(BODIES))
def test_kind_of_body(name: str, norm: str) -> None:
    assert gremium_typ(name) == Verdict(norm, True)


@pytest.mark.parametrize("name", ["KUS", "Landrat", "Kreistagsbüro", "Schulkonferenz"])
def test_an_unknown_body_is_not_guessed(name: str) -> None:
    assert gremium_typ(name) == UNKNOWN


# --- headings ----------------------------------------------------------------------------------

HEADINGS = {
    "beschlussvorschlag": """
        Beschlussvorschlag | 1. Beschlussvorschlag: | Beschlussvorschlag der Verwaltung | Beschlussentwurf
        Beschlußvorschlag | Beschluss | Beschlussempfehlung | Petitum/Beschluss
        """,
    "sachverhalt": """
        Sachverhalt | Sachverhalt: | Sachdarstellung | III. Sachdarstellung | Sachdarstellung, Begründung:
        Sachverhalt/Begründung | Sach- und Rechtslage | Sachvortrag | Ausgangssituation | Problembeschreibung
        """,
    "begruendung": "Begründung | a) Begründung",
    "finanzen": "Finanzielle Auswirkungen | Finanzierung | Kostendeckung | Personelle und finanzielle Auswirkungen",
    "sonstiges": "Zusammenfassung | Beschlusskontrolle | Wortprotokoll | Klimaauswirkungen",
}


@pytest.mark.parametrize(("titel", "norm"), table(HEADINGS))
def test_kind_of_section(titel: str, norm: str) -> None:
    assert abschnitt_art(titel).norm == norm


def test_section_without_heading_is_sonstiges() -> None:
    assert abschnitt_art(None).norm == "sonstiges"


# --- any input ---


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    for name, judge in (("ergebnis", ergebnis), ("rolle", rolle), ("art", art), ("gremium", gremium_typ)):
        assert judge(text).norm in SLUGS[name].split()
    assert abschnitt_art(text).norm in SLUGS["abschnitt"].split()
