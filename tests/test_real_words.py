"""Printed words that portals use: those that readers met and reported, and 200 more from knowledge of the field.

The second collection (`FIELD_*`) was written down in 2026-11 by one author before any of it was tried: results, roles,
kinds of paper and names of bodies as minutes and portals of Kreise print them, each with the slug that a careful reader
would give it. Of its 231 forms the rules then knew 184 (results 82 of 112, roles 21 of 32, papers 41 of 43, bodies
40 of 44); of the first 168 forms that readers met, and their neighbours, 60. What failed was mended by rules.
Signed: the fourth author of printed forms (three others wrote benchmarks/konzepte.csv).
"""

from __future__ import annotations

import pytest

from ris_scraper.judgement.phrases import Verdict, art, ergebnis, gremium_typ, rolle
from tests.support.phrases import UNKNOWN, listed, table

# --- what readers met --------------------------------------------------------------------------

MET = {
    "abgelehnt": """
        Ablehnung beschlossen | Der Ablehnung wurde zugestimmt | Der Ablehnung wird einstimmig zugestimmt
        einstimmig Ablehnung beschlossen | Die Ablehnung wird mehrheitlich beschlossen | Ablehnung einstimmig angenommen
        Ablehnung des Antrags beschlossen | Die Ablehnung des Antrages wurde mehrheitlich beschlossen
        Der Kreistag beschließt die Ablehnung | Der Kreistag beschließt, den Antrag abzulehnen
        beschließt einstimmig, den Antrag abzulehnen | Der Ausschuss lehnt den Antrag ab
        lehnt den Antrag mehrheitlich ab
        mehrheitliche Ablehnung | Abstimmungsergebnis: mehrheitlich dagegen | Abstimmungsergebnis: einstimmig abgelehnt
        abgelehnt* | abgelehnt¹ | (abgelehnt) | [mehrheitlich abgelehnt] | abgelehnt 1)
        """,
    "abgesetzt": """
        Der Ausschuss beschließt, den Punkt von der Tagesordnung abzusetzen | beschließt, den TOP abzusetzen
        einstimmig beschlossen, den Punkt von der Tagesordnung abzusetzen | Absetzung von der Tagesordnung beschlossen
        Der Absetzung wird zugestimmt | Der Kreistag beschließt die Absetzung von der Tagesordnung
        von der Tagesordnung genommen | beschließt, den Tagesordnungspunkt von der Tagesordnung zu nehmen
        """,
    "verwiesen": """
        beschließt, die Vorlage in den Ausschuss zu verweisen 
        einstimmig beschlossen, den Antrag in den Umweltausschuss zu verweisen
        Der Kreistag beschließt die Verweisung in den Umweltausschuss | Der Verweisung wird zugestimmt
        beschließt, den Antrag an den Schulausschuss zu überweisen
        Der Kreistag verweist den Antrag in den Umweltausschuss
        Verweisung in den Fachausschuss beschlossen
        """,
    "vertagt": """
        beschließt, den Punkt zu vertagen | Der Ausschuss beschließt, die Beratung zu vertagen
        Der Vertagung wird zugestimmt
        einstimmig beschlossen, die Angelegenheit zurückzustellen | Der Kreistag vertagt den Tagesordnungspunkt
        Der Kreistag beschließt die Vertagung | Der Ausschuss stellt die Beschlussfassung zurück
        beschließt, die Beschlussfassung auf die nächste Sitzung zu verschieben | vertagt* | vertagt ²
        """,
    "zurueckgezogen": "Der Antragsteller zieht den Antrag zurück | zurückgezogen*",
    "ohne_beschluss": """
        Der Kreistag beschließt am 12.12.2025 über den Haushalt | wird im Ausschuss weiter beraten
        wird im Kreistag beschlossen | Die Vorlage wird in der nächsten Sitzung beschlossen
        Der Haushalt wird im Kreistag am 12.12.2025 beschlossen | soll im Kreistag beschlossen werden
        wird vom Kreistag beschlossen werden | Beschluss erfolgt im Kreistag | Die Beschlussfassung erfolgt im Kreistag
        zur Beschlussfassung im Kreistag vorgesehen | wird am 12.03.2025 im Kreistag entschieden
        """,
    "empfohlen": """
        Einstimmig zugestimmt (Vorberatung) | mehrheitlich zugestimmt (Vorberatung) | Vorberatung: zugestimmt
        ungeändert beschlossen (Vorberatung) | einstimmig beschlossen (als Empfehlung)
        Der Ausschuss beschließt, dem Kreistag zu empfehlen | Der Ausschuss empfiehlt dem Kreistag einstimmig
        Beschluss empfohlen* | (empfohlen) | einstimmig befürwortet
        """,
    "nicht_empfohlen": """
        Der Ausschuss empfiehlt dem Kreistag die Ablehnung | Der Ausschuss empfiehlt dem Kreistag, den Antrag abzulehnen
        abgelehnt (Vorberatung) | Ablehnung empfohlen | nicht befürwortet
        """,
    "beschlossen": """
        Das Gremium beschließt ungeändert | Das Gremium beschließt einstimmig | Der Kreistag beschließt mehrheitlich
        gebilligt | einstimmig gebilligt | bestätigt | einstimmig bestätigt | jeweils einstimmig dafür
        jeweils mehrheitlich beschlossen | Mit Mehrheit dafür, bei 3 Gegenstimmen
        Mit Mehrheit dafür, bei einer Gegenstimme
        mehrheitliche Zustimmung | einstimmige Zustimmung bei zwei Enthaltungen
        Abstimmungsergebnis: mehrheitlich dafür
        Abstimmungsergebnis: einstimmig dafür | mit einem Stimmenverhältnis von 20 : 4 beschlossen
        mit einem Stimmenverhältnis von 20 : 4 | 20:4:2 (J:N:E) | Abstimmung: 20:4:2 (J:N:E)
        20 : 4 : 2 (Ja : Nein : Enth.)
        dafür: 20 / dagegen: 3 / Enth.: 1 | dafür: 20, dagegen: 3, Enth.: 1
        20 Ja-Stimmen, 0 Nein-Stimmen, 2 Enthaltungen
        beschlossen* | beschlossen¹ | ungeändert beschlossen² | (beschlossen) | [einstimmig beschlossen]
        beschlossen 1)
        beschlossen1) | „beschlossen“ | * einstimmig beschlossen | beschlossen (siehe Anlage)
        einstimmig beschlossen **)
        beschlossen [2] | beschlossen¹⁾ | einstimmig (beschlossen) | Die Vorlage wird einstimmig beschlossen
        Dem Beschlussvorschlag wird einstimmig zugestimmt | Die Satzung wurde mehrheitlich beschlossen
        einstimmig ohne Enthaltungen beschlossen
        """,
    "geaendert_beschlossen": "Das Gremium beschließt geändert | geändert beschlossen* | [geändert beschlossen]",
    "zur_kenntnis": """
        zu Kenntnis | zu Kenntnis genommen | Das Gremium nimmt Kenntnis
        Der Ausschuss nimmt die Mitteilung zur Kenntnis
        """,
    "sonstiges": """
        Einstimmig ohne Enthaltungen | mehrheitlich bei 2 Enthaltungen | Abstimmungsergebnis: einstimmig
        Niederschriften
        jeweils einstimmig | einstimmig, ohne Gegenstimmen | einstimmig* | (einstimmig)
        """,
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "norm"), table(MET))
def test_outcome_that_readers_met(phrase: str, norm: str) -> None:
    assert ergebnis(phrase) == Verdict(norm, True)


@pytest.mark.parametrize(
    "phrase",
    listed("""
        Ablehnung abgelehnt | Antrag auf Ablehnung | Antrag auf Ablehnung angenommen | Antrag auf Ablehnung abgelehnt
        Der Antrag, die Vorlage abzulehnen, wird abgelehnt | Der Ablehnung wurde nicht zugestimmt
        Der Antrag auf Ablehnung des Antrags wurde abgelehnt | beschließt, den Antrag nicht abzulehnen
        beschließt, den Punkt nicht von der Tagesordnung abzusetzen | beschließt, den Antrag nicht zu vertagen
    """),
)
def test_a_motion_to_refuse_a_motion_is_not_guessed(phrase: str) -> None:
    assert ergebnis(phrase) == UNKNOWN


MET_ROLES = {
    "vorberatung": """
        Beschlussvorbereitung | zur Beschlussvorbereitung | Vorbereitung des Beschlusses | Beschlussvorbereitung*
        """,
    "kenntnisnahme": """
        Kenntnisnahme (bzw. Beratung) | Kenntnisnahme (bzw. Beschluss) | Kenntnisnahme (ggf. Beratung) | zu Kenntnis
        Kenntnisnahme*
        """,
    "entscheidung": "Entscheidung* | (Entscheidung) | Entscheidung¹ | Beschluss (Entscheidung)",
}
MET_PAPERS = {
    "beschlussvorlage": """
        Antrag der Verwaltung | Antrag der Kreisverwaltung | Verwaltungsantrag | Beschluss | Beschluss*
        """,
    "sonstiges": "Niederschriften | Niederschrift",
    "antrag": "Antrag an die Verwaltung | Antrag der Fraktion | Antrag*",
}
MET_BODIES = {
    "ortsgremium": "BVV | BVV Musterbezirk",
    "fachausschuss": """
        UA | UA Haushalt | PLA | Bauen und Umwelt | Soziales, Gesundheit und Sport | Umwelt, Klima und Energie
        Finanzen
        Bildung und Kultur | Schule und Sport | Wirtschaft, Tourismus und Verkehr | Planung, Bauen und Verkehr
        """,
    "beirat": "Kreisklimarat | Klimarat | Klimabeirat",
    "rat": """
        SG X - Rat der Samtgemeinde X | SG Musterau - Rat der Samtgemeinde Musterau | 03 - Rat der Stadt Musterstadt
        """,
}


@pytest.mark.parametrize(("phrase", "norm"), table(MET_ROLES))
def test_role_that_readers_met(phrase: str, norm: str) -> None:
    assert rolle(phrase) == Verdict(norm, True)


@pytest.mark.parametrize(("phrase", "norm"), table(MET_PAPERS))
def test_paper_that_readers_met(phrase: str, norm: str) -> None:
    assert art(phrase) == Verdict(norm, True)


@pytest.mark.parametrize(("name", "norm"), table(MET_BODIES))
def test_body_that_readers_met(name: str, norm: str) -> None:
    assert gremium_typ(name) == Verdict(norm, True)


# --- 200 forms from knowledge of the field -----------------------------------------------------

FIELD_OUTCOMES = {
    "beschlossen": """
        einstimmig angenommen | mit großer Mehrheit angenommen | mehrheitlich bei 5 Gegenstimmen beschlossen
        Einstimmiger Beschluss bei einer Enthaltung | antragsgemäß beschlossen | antragsgemäß | vorlagegemäß beschlossen
        gemäß Verwaltungsvorlage beschlossen | wie Vorlage | laut Vorlage einstimmig beschlossen
        Beschluss gefasst | Beschluss: einstimmig angenommen | Beschluss mehrheitlich gefasst
        Der Kreistag stimmt der Vorlage zu | Der Kreistag stimmt dem Beschlussvorschlag einstimmig zu
        Der Vorlage wurde zugestimmt | Zustimmung erteilt | Einvernehmen erteilt | Genehmigung erteilt
        verabschiedet | Satzung beschlossen | Haushalt mehrheitlich verabschiedet | Entlastung erteilt
        festgestellt | ungeändert angenommen | en bloc beschlossen | im Block einstimmig beschlossen
        im Umlaufverfahren beschlossen | per Akklamation gewählt | Eilentscheidung genehmigt
        Dringlichkeitsentscheidung genehmigt | Niederschrift genehmigt | bei 3 Enthaltungen einstimmig beschlossen
        mit 25 Ja- und 3 Nein-Stimmen beschlossen | bestellt | berufen
        """,
    "geaendert_beschlossen": """
        mit Änderungen angenommen | in der geänderten Fassung einstimmig beschlossen | mit Maßgabe beschlossen
        mit folgender Änderung beschlossen | mit Zusatz beschlossen | ergänzend beschlossen
        geänderter Beschluss gefasst | beschlossen in der Fassung des Änderungsantrags
        """,
    "abgelehnt": """
        mit Mehrheit abgelehnt | bei 3 Ja-Stimmen abgelehnt | Antrag abgelehnt | Antrag mehrheitlich abgelehnt
        nicht beschlossen wegen Stimmengleichheit | Der Antrag fand keine Mehrheit | keine Mehrheit
        Dem Antrag wurde nicht entsprochen | Zustimmung versagt | Einvernehmen versagt
        """,
    "empfohlen": """
        Dem Kreistag zur Annahme empfohlen | zustimmend empfohlen | Empfehlungsbeschluss | Beschlussempfehlung
        einstimmige Beschlussempfehlung | mit Mehrheit empfohlen | Empfehlung beschlossen
        Annahme empfohlen | Zustimmung empfohlen
        """,
    "nicht_empfohlen": "Ablehnung empfohlen bei 2 Enthaltungen | empfiehlt die Ablehnung | keine Zustimmung empfohlen",
    "zur_kenntnis": """
        zustimmend zur Kenntnis genommen | ohne Aussprache zur Kenntnis genommen | Bericht zur Kenntnis genommen
        z. K. genommen | z.K. | Der Bericht wird zur Kenntnis genommen | Kenntnisnahme erfolgt
        Kenntnisnahme ohne Beschluss
        """,
    "vertagt": """
        auf die nächste Sitzung vertagt | in die nächste Sitzung verschoben | Beratung vertagt | einstimmig vertagt
        bis zur nächsten Sitzung zurückgestellt | vorerst zurückgestellt | Entscheidung vertagt
        """,
    "verwiesen": """
        in den Fachausschuss verwiesen | an den Kreisausschuss überwiesen | an den Haushaltsausschuss verwiesen
        zur weiteren Beratung verwiesen | zurück in den Ausschuss | zur Vorberatung verwiesen
        """,
    "zurueckgezogen": """
        vom Antragsteller zurückgezogen | von der Verwaltung zurückgezogen | Antrag zurückgezogen
        Vorlage zurückgenommen
        """,
    "abgesetzt": "vor Sitzungsbeginn abgesetzt | TOP abgesetzt | von der TO abgesetzt | Tagesordnungspunkt entfällt",
    "erledigt": """
        durch Beschluss zu TOP 5 erledigt | hat sich erledigt | durch Zeitablauf erledigt | mündlich beantwortet
        """,
    "ohne_beschluss": """
        ohne Abstimmung | ohne Beschlussfassung beraten | nicht abgestimmt | Beratung ohne Beschluss | beraten
        keine Beschlussfassung erforderlich | diskutiert | zur Beratung eingebracht | nicht behandelt
        """,
    "sonstiges": """
        Abstimmung siehe Einzelpunkte | getrennte Abstimmung | einstimmig bei 1 Enthaltung | s. Niederschrift
        """,
}
FIELD_ROLES = {
    "entscheidung": """
        zur Beschlussfassung | Beschluß | Beschlußfassung | abschließende Beschlussfassung | Entscheidung (abschließend)
        endgültige Entscheidung | zum Beschluss | Schlussentscheidung | Endentscheidung
        """,
    "vorberatung": """
        Vorberatung und Empfehlung | empfehlende Beratung | zur Empfehlung | Beschlussempfehlung an den Kreistag
        Empfehlung an den Kreisausschuss | Vorbereitung Kreistag | nichtöffentliche Vorberatung
        vorberatender Ausschuss
        """,
    "anhoerung": "Anhörung § 94 NKomVG | Anhörung des Ortsrates | zur Stellungnahme",
    "kenntnisnahme": """
        zur Kenntnisnahme | Kenntnisnahme und Beratung | zur Unterrichtung | Mitteilung | Berichterstattung
        Information und Kenntnisnahme
        """,
    "beratung": "zur Beratung | weitere Beratung | Aussprache | Diskussion | Erste Lesung | 2. Beratung",
}
FIELD_PAPERS = {
    "beschlussvorlage": """
        Beschlussvorlage Kreistag | Beschlußvorlage | Kreistagsvorlage | Kreisausschussvorlage | Tischvorlage | Satzung
        Eilentscheidung | Dringlichkeitsvorlage | Dringlichkeitsentscheidung | Wahlvorlage
        Verwaltungsvorlage - öffentlich
        Vorlage (Beschluss) | Nachtragsvorlage
        """,
    "informationsvorlage": """
        Mitteilung der Verwaltung | Berichtsvorlage Ausschuss | Informationsvorlage öffentlich | Kenntnisvorlage
        Bericht
        Sachstandsbericht | Mitteilungsvorlage - öffentlich | Info-Vorlage | Kenntnisgabe | Zwischenbericht
        """,
    "antrag": """
        Fraktionsantrag | Antrag der CDU-Fraktion | Antrag gem. § 5 GO | Gemeinsamer Antrag | Haushaltsantrag
        Eilantrag
        Einwohnerantrag
        """,
    "aenderungsantrag": "Änderungsantrag der Fraktion | Ergänzungsantrag zum Haushalt | Änderungsanträge",
    "anfrage": "Anfrage der Fraktion | Große Anfrage | Schriftliche Anfrage | Einwohnerfragestunde",
    "antwort": "Antwort der Verwaltung | Anfragebeantwortung | Beantwortung der Anfrage",
    "sonstiges": "Resolution des Kreistages | Petition | Präsentation",
}
FIELD_BODIES = {
    "kreistag": "Kreistag Musterland | Kreistag des Kreises Musterland | KT | Kreistagssitzung | Kreistag - öffentlich",
    "kreisausschuss": "KA | Kreisausschuß | Kreisausschuss des Landkreises Musterland | Kreis- und Umweltausschuss",
    "fachausschuss": """
        Rechnungsprüfungsausschuss | Ausschuss für Bildung, Kultur und Sport | Werksausschuss Abfallwirtschaft
        Betriebsausschuss Rettungsdienst | Wahlprüfungsausschuss | Kreiswahlausschuss | JHA | Jugendhilfeausschuß
        Sozialausschuss des Kreistages | Ausschuss f. Umwelt | Schul- und Kulturausschuss | Bau- und Planungsausschuss
        Ferienausschuss | Finanz- und Personalausschuss
        """,
    "beirat": """
        Kreisseniorenbeirat | Beirat für Menschen mit Behinderungen | Polizeibeirat | Naturschutzbeirat des Kreises
        Migrationsbeirat | Kreisseniorenrat | Jagdbeirat
        """,
    "rat": """
        Rat der Gemeinde Musterdorf | Rat der Landeshauptstadt | Samtgemeinderat
        Stadtverordnetenversammlung Musterstadt
        Marktgemeinderat
        """,
    "ortsgremium": "Ortsrat Nord | Ortschaftsrat Musterhausen | Ortsbeirat 3 | Bezirksvertretung Mitte | Bezirksrat",
    "sonstiges": """
        Kreistagsfraktion | Verbandsversammlung Zweckverband Abfall | Lenkungsgruppe Breitband | Kreistagspräsidium
        """,
}  # fmt: skip


@pytest.mark.parametrize(("phrase", "norm"), table(FIELD_OUTCOMES))
def test_outcome_of_the_field(phrase: str, norm: str) -> None:
    assert ergebnis(phrase) == Verdict(norm, True)


@pytest.mark.parametrize(("phrase", "norm"), table(FIELD_ROLES))
def test_role_of_the_field(phrase: str, norm: str) -> None:
    assert rolle(phrase) == Verdict(norm, True)


@pytest.mark.parametrize(("phrase", "norm"), table(FIELD_PAPERS))
def test_paper_of_the_field(phrase: str, norm: str) -> None:
    assert art(phrase) == Verdict(norm, True)


@pytest.mark.parametrize(("name", "norm"), table(FIELD_BODIES))
def test_body_of_the_field(name: str, norm: str) -> None:
    assert gremium_typ(name) == Verdict(norm, True)
