"""The vocabularies: every printed form that the collection knows, and its traps."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper import normalise as judgement
from ris_scraper.normalise import Urteil, abschnitt_art, art, ergebnis, gremium_typ, rolle
from ris_scraper.openers import split_ergebnis

UNKNOWN = Urteil("sonstiges", False)

SLUGS = {
    "ergebnis": "beschlossen geaendert_beschlossen abgelehnt empfohlen nicht_empfohlen zur_kenntnis vertagt verwiesen "
    "zurueckgezogen abgesetzt erledigt ohne_beschluss sonstiges",
    "rolle": "entscheidung vorberatung anhoerung kenntnisnahme beratung sonstiges",
    "art": "beschlussvorlage informationsvorlage antrag aenderungsantrag anfrage antwort sonstiges",
    "gremium": "kreistag kreisausschuss fachausschuss beirat rat ortsgremium sonstiges",
    "abstimmung": "sonstiges",
    "beschluss": "beschlossen abgelehnt empfohlen zur_kenntnis vertagt verwiesen sonstiges",
    "abschnitt": "beschlussvorschlag sachverhalt begruendung finanzen sonstiges",
}


def listed(text: str) -> list[str]:
    """Phrases divided by bars or line breaks."""
    return [phrase for part in re.split(r"[|\n]", text) if (phrase := part.strip())]


def table(phrases: dict[str, str]) -> list[tuple[str, str]]:
    """(phrase, norm) pairs of a table whose phrases are divided by bars or line breaks."""
    return [(phrase, norm) for norm, text in phrases.items() for phrase in listed(text)]


# --- the data files ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", SLUGS)
def test_vocabulary_uses_the_contracts_slugs_and_names_its_sources(name: str) -> None:
    text = resources.files("ris_scraper").joinpath("vokabular", f"{name}.toml").read_text(encoding="utf-8")
    rules = tomllib.loads(text)["regel"]
    assert {rule["norm"] for rule in rules} <= set(SLUGS[name].split())
    assert all(rule["quelle"].strip() for rule in rules)
    assert all(set(rule) <= {"norm", "muster", "ohne", "quelle"} for rule in rules)


@pytest.mark.parametrize("name", SLUGS)
def test_vocabulary_leaves_no_shared_part_unresolved(name: str) -> None:
    words = judgement.vokabular(name)
    patterns = [pattern for rule in words.regeln for pattern in (rule.muster, rule.ohne) if pattern]
    assert not [pattern.pattern for pattern in patterns if "%" in pattern.pattern]


@pytest.mark.parametrize("name", SLUGS)
def test_every_slug_can_be_reached(name: str) -> None:
    reached = {rule.norm for rule in judgement.vokabular(name).regeln} | {"sonstiges"}
    assert reached == set(SLUGS[name].split())


# --- outcomes ----------------------------------------------------------------------------------

COLLECTED = {
    "beschlossen": """
        beschlossen | ungeändert beschlossen | einstimmig beschlossen | mehrheitlich beschlossen
        mit Mehrheit beschlossen | einstimmig beschlossen bei Stimmenthaltungen | nicht einstimmig beschlossen
        in Form von WAHLEN beschlossen | gewählt | angenommen | mehrheitlich angenommen | einstimmig angenommen
        Mehrheitlich zugestimmt | zugestimmt | genehmigt | genehmigt OB | ohne Änderungen in der BVV beschlossen
        Einstimmig/Mehrheitlich nach Beschlussvorschlag | Einstimmig nach Beschlussvorschlag
        Mehrheitlich nach Beschlussvorschlag | Verwaltung wird so verfahren | Einstimmig dafür
        ungeändert beschlossen / überwiesen
        """,
    "geaendert_beschlossen": """
        geändert beschlossen | einstimmig geändert beschlossen
        einstimmig/mehrheitlich mit Änderung / teilweise beschlossen | einstimmig mit Änderung / teilweise beschlossen
        mehrheitlich mit Änderung / teilweise beschlossen | einstimmig mit Änderung beschlossen
        mehrheitlich teilweise beschlossen | einstimmig/mehrheitlich beschlossen mit Änderungen
        einstimmig beschlossen mit Änderungen | mehrheitlich beschlossen mit Änderungen
        Einstimmig/Mehrheitlich nach Ergänzung/Änderung des Beschlussvorschlages
        Einstimmig nach Ergänzung/Änderung des Beschlussvorschlages
        Mehrheitlich nach Ergänzung/Änderung des Beschlussvorschlages
        Einstimmig nach Ergänzung des Beschlussvorschlages | Mehrheitlich nach Änderung des Beschlussvorschlages
        Abweichender Beschluss | geändert zugestimmt | geändert beschlossen / überwiesen
        """,
    "abgelehnt": """
        abgelehnt | einstimmig/mehrheitlich abgelehnt (mit Änderungen) | einstimmig abgelehnt | mehrheitlich abgelehnt
        einstimmig abgelehnt (mit Änderungen) | mehrheitlich abgelehnt (mit Änderungen) | ungeändert abgelehnt
        bei Stimmengleichheit abgelehnt | Einstimmig/Mehrheitlich gegen Beschlussvorschlag
        Einstimmig gegen Beschlussvorschlag | Mehrheitlich gegen Beschlussvorschlag
        Mehrheitlich gegen den Beschlussvorschlag | nicht beschlossen | nicht zugestimmt | nicht angenommen
        nicht genehmigt | keine Zustimmung | dagegen
        """,
    "empfohlen": """
        empfohlen | ungeänderte Empfehlung | geänderte Empfehlung | geändert empfohlen | Beschlussempfehlung angenommen
        Beschlussempfehlung einstimmig beschlossen | Der Beschlussempfehlung wird zugestimmt
        """,
    "nicht_empfohlen": "nicht empfohlen",
    "zur_kenntnis": """
        zur Kenntnis genommen | Kenntnis genommen | Die Mitteilung wird zur Kenntnis genommen
        Zwischenmitteilung zur Kenntnis genommen | mit Abschlussbericht zur Kenntnis genommen
        Keine Abstimmung, reine Kenntnisnahme | Kein Beschluss, nur Bericht zur Kenntnis genommen
        Sachstandsbericht durch die Verwaltung
        """,
    "vertagt": """
        vertagt | in der Sitzung vertagt | vertagt, mit Prüfauftrag | vertagt / verbleibt | zurückgestellt | geschoben
        ohne Beschlussfassung geschoben | verschoben
        Die Beratung/Entscheidung/Beschlussfassung wird (teilweise) zurückgestellt | Die Beratung wird zurückgestellt
        Die Entscheidung wurde teilweise zurückgestellt | Die Beschlussfassung wird zurückgestellt
        Die Vorlage wurde vertagt
        """,
    "verwiesen": """
        verwiesen | verwiesen in: | überwiesen | an Ausschuss überwiesen | an Fachausschuss verwiesen
        Die Vorlage wird (zurück) überwiesen | Die Vorlage wird überwiesen | Die Vorlage wird zurück überwiesen
        weitergeleitet | Die Vorlage wird ohne Votum weitergeleitet
        zurück in die Fraktionen/Gruppen ohne erneute Beratung im Fachausschuss
        """,
    "zurueckgezogen": """
        zurückgezogen | in der Sitzung zurückgezogen | vor Eintritt in die Tagesordnung zurückgezogen | zurückgenommen
        zurückgezogen / erledigt | Die Verwaltung zieht die Vorlage zurück | Der Antrag wird zurückgezogen
        Antrag/Anfrage wurde zurückgezogen | Antrag wurde zurückgezogen | Anfrage wurde zurückgezogen
        """,
    "abgesetzt": """
        abgesetzt | von der Tagesordnung abgesetzt | Die Vorlage wird von der Tagesordnung abgesetzt | entfällt
        """,
    "erledigt": """
        erledigt | Sache ist erledigt | durch STELLUNGNAHME der Verwaltung erledigt | durch andere Beschlüsse erledigt
        Der Antrag ist gegenstandslos, daher keine Abstimmung | Die Anfrage ist/wird schriftlich/mündlich beantwortet
        Die Anfrage ist schriftlich beantwortet | Die Anfrage wird mündlich beantwortet | beantwortet
        schriftlich beantwortet | durch eine Mitteilungsvorlage beantwortet
        """,
    "ohne_beschluss": """
        (offen) | offen | - | ohne Votum behandelt | ohne Empfehlung behandelt | kein Beratungsergebnis
        keine Beschlussfassung wegen Sitzungsabsage | Kein explizites Abstimmungsergebnis… | In 1./2./3. Lesung beraten
        In 1. Lesung beraten | In 2. Lesung beraten | In 3. Lesung beraten | im BBR beraten | Vorlage eingebracht
        eingebracht
        """,
    "sonstiges": """
        Quorum wurde erreicht | siehe Protokoll | Siehe Bemerkungsfeld | Protokollauszug beachten
        Die Abstimmung erfolgte getrennt nach Unterpunkten | schriftlicher Bericht/Vorlage wurde zugesagt
        schriftlicher Bericht wurde zugesagt | schriftliche Vorlage wurde zugesagt
        wird in der Verwaltung weiterbearbeitet | Einstimmig
        """,
}


@pytest.mark.parametrize(("phrase", "norm"), table(COLLECTED))
def test_outcome_of_the_collection(phrase: str, norm: str) -> None:
    assert ergebnis(phrase) == Urteil(norm, True)


SPELLINGS = {
    "beschlossen": """
        einstimmig zugestimmt | mehrheitlich zugestimmt 45 Ja-Stimmen 7 Nein-Stimmen 9 Enthaltungen
        UNGEÄNDERT BESCHLOSSEN. | wie vorgelegt beschlossen | unverändert beschlossen
        dem Beschlussvorschlag wird gefolgt | Beschlussvorschlag angenommen | laut Verwaltungsvorschlag
        lt. Beschlussvorschlag | gem. Vorlage beschlossen | mit 3 Gegenstimmen beschlossen
        Einstimmig dafür, 1 Enthaltung | mehrheitlich dafür | gemäß Beschlussempfehlung beschlossen
        wie empfohlen beschlossen | in nicht öffentlicher Sitzung beschlossen | einstimmige Zustimmung
        einstimmiger Beschluss | beschlossen und an den Kreistag verwiesen
        keine Änderung am Beschlussvorschlag, einstimmig beschlossen | Der Beschluss wurde gefasst
        """,
    "geaendert_beschlossen": """
        geänderter Beschluss | in geänderter Fassung beschlossen | mit redaktioneller Änderung beschlossen
        mit Ergänzungen beschlossen | verändert beschlossen | abweichend vom Beschlussvorschlag beschlossen
        modifiziert beschlossen | ergänzt beschlossen | in ergänzter Fassung beschlossen
        teilweise zugestimmt | teilweise beschlossen / teilweise abgelehnt
        """,
    "abgelehnt": """
        einstimmig dagegen | dem Antrag wird nicht gefolgt | Empfehlung abgelehnt | abgelehnt, da nicht finanzierbar
        """,
    "empfohlen": """
        einstimmig empfohlen | Empfehlung an den Kreistag | zur Beschlussfassung empfohlen | nicht einstimmig empfohlen
        """,
    "nicht_empfohlen": "mehrheitlich nicht empfohlen | zur Ablehnung empfohlen | nicht zur Annahme empfohlen",
    "zur_kenntnis": "einstimmig zur Kenntnis genommen | Kenntnisnahme | zur Kenntnis",
    "vertagt": """
        vertagt, weil der Ausschuss nicht beschlussfähig ist | Vertagung | Vertagung einstimmig beschlossen
        noch nicht entscheidungsreif, vertagt
        """,
    "verwiesen": """
        an die Verwaltung verwiesen | zurückverwiesen | zurück an die Verwaltung
        eingebracht und an den Finanzausschuss verwiesen | Verweisung in den Umweltausschuss
        Überweisung in den Umweltausschuss beschlossen
        """,
    "abgesetzt": "abgesetzt, da nicht beratungsreif | Absetzung beschlossen | TOP entfallen",
    "ohne_beschluss": """
        ohne Beschluss beraten | noch nicht beschlossen | nicht behandelt | keine Empfehlung | ohne Beschluss
        """,
}


@pytest.mark.parametrize(("phrase", "norm"), table(SPELLINGS))
def test_outcome_in_other_spellings(phrase: str, norm: str) -> None:
    assert ergebnis(phrase) == Urteil(norm, True)


@pytest.mark.parametrize(
    "phrase",
    listed("""
        einstimmig | mehrheitlich | Einstimmig, 0 Enthaltung(en) | mehrheitlich bei einer Gegenstimme
        ABSTIMMUNGSERGEBNIS: Einstimmig bei 1 Enthaltung | Enthaltungen: 5 | 12 Ja-Stimmen
        Geschäftsordnungsantrag auf Schluss der Debatte einstimmig angenommen
        Antrag auf Vertagung abgelehnt | Vertagung mehrheitlich abgelehnt | Dringlichkeit zuerkannt
    """),
)
def test_how_it_was_voted_or_on_procedure_is_no_outcome(phrase: str) -> None:
    assert ergebnis(phrase) == Urteil("sonstiges", True)


@pytest.mark.parametrize(
    ("phrase", "norm"),
    table({
        "beschlossen": """
            Dafür: 12, Dagegen: 3, Enthalten: 1 | Dagegen: 3, Dafür: 12 | Ja: 20, Nein: 4, Enthaltung: 22, Befangen: 0
            12 Ja-Stimme(n), 3 Gegenstimme(n) | 6 Stimmen dafür, 5 Stimmen dagegen, 0 Enthaltungen
            14:0 Stimmen | Zustimmung: 12 Ablehnung: 3 Enthaltung: 0 | Ja: 14, Nein: 0, Anwesend: 14
            """,
        "abgelehnt": "3 Ja-Stimme(n), 12 Gegenstimme(n) | Dafür: 0, Dagegen: 14",
        None: "Ja: 9, Nein: 9 | 12 Ja-Stimmen, 12 Nein-Stimmen, 2 Enthaltungen",
    }),
)  # fmt: skip
def test_a_vote_of_mere_numbers_is_won_or_lost_and_a_tie_is_neither(phrase: str, norm: str | None) -> None:
    assert ergebnis(phrase) == Urteil(norm, True)


@pytest.mark.parametrize(
    "phrase",
    listed("""
        Änderungsantrag abgelehnt, Vorlage beschlossen | beschlossen, Ziffer 3 vertagt | nicht mehrheitlich beschlossen
        Änderungsantrag zurückgezogen, Vorlage beschlossen | empfohlen, Zusatzantrag abgelehnt | nicht abgelehnt
        teilweise abgelehnt | nicht gewählt | abgewählt | Grundsteinlegung | unbeschlossen | 17
    """),
)
def test_an_ambiguous_or_unknown_outcome_is_not_guessed(phrase: str) -> None:
    assert ergebnis(phrase) == UNKNOWN


def test_prose_proves_nothing() -> None:
    assert ergebnis("und so weiter " * 40 + "beschlossen") == UNKNOWN


def test_first_of_two_results_counts() -> None:
    assert ergebnis("vertagt/überwiesen").norm == "vertagt"
    assert ergebnis("überwiesen / vertagt").norm == "verwiesen"
    assert ergebnis("/ beschlossen").norm == "beschlossen"


def test_outcome_is_compared_folded() -> None:
    decomposed = "zuru\u0308ckgezogen"
    assert ergebnis(decomposed) == ergebnis("  ZURÜCKGEZOGEN . ") == Urteil("zurueckgezogen", True)
    assert ergebnis("ungeändert\u00a0beschlossen:").norm == "beschlossen"


@pytest.mark.parametrize(
    "phrase",
    listed("""
        ungeändert beschlossen | in Form von WAHLEN beschlossen | ohne Änderungen in der BVV beschlossen
        mit Änderungen im Ausschuss beschlossen | bei Stimmengleichheit abgelehnt | Abweichender Beschluss
        keine Zustimmung | Zwischenmitteilung zur Kenntnis genommen | mit Abschlussbericht zur Kenntnis genommen
        ohne Beschlussfassung geschoben | Die Vorlage wurde vertagt | Die Vorlage wird (zurück) überwiesen
        vor Eintritt in die Tagesordnung zurückgezogen | durch STELLUNGNAHME der Verwaltung erledigt | Antrag abgelehnt
        Die Vorlage wird ohne Votum weitergeleitet | schriftlich beantwortet | eingebracht | siehe Protokoll
    """),
)
def test_an_outcome_is_found_behind_a_body_and_its_role(phrase: str) -> None:
    for body in ("Kreistag", "18. Sitzung des Ausschusses für Umwelt", "Kreisausschuss Entscheidung"):
        assert split_ergebnis(f"{body} {phrase}") == (body, phrase)


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
    assert rolle(phrase) == Urteil(norm, True)


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
    assert art(phrase) == Urteil(norm, True)


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
    assert gremium_typ(name) == Urteil(norm, True)


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
