"""The vocabulary of outcomes: every printed form that the collection knows, and its traps."""

from __future__ import annotations

import pytest

from ris_scraper.judgement.phrases import Verdict, ergebnis
from ris_scraper.words.openers import split_ergebnis
from tests.support.phrases import UNKNOWN, listed, table

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
    assert ergebnis(phrase) == Verdict(norm, True)


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
    assert ergebnis(phrase) == Verdict(norm, True)


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
    assert ergebnis(phrase) == Verdict("sonstiges", True)


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
    assert ergebnis(phrase) == Verdict(norm, True)


@pytest.mark.parametrize(
    "phrase",
    listed("""
        Änderungsantrag abgelehnt, beschlossen | beschlossen, Ziffer 3 vertagt | nicht mehrheitlich beschlossen
        Ziffer 2 abgelehnt, Vorlage beschlossen | empfohlen, Ziffer 4 abgelehnt | nicht abgelehnt
        Beteiligt: | Das Land folgt der Empfehlung der Kommission
        Die Verwaltung folgt der Empfehlung des Gutachters | Die CDU folgt der Beschlussempfehlung
        teilweise abgelehnt | nicht gewählt | abgewählt | Grundsteinlegung | unbeschlossen | 17
    """),
)
def test_an_ambiguous_or_unknown_outcome_is_not_guessed(phrase: str) -> None:
    assert ergebnis(phrase) == UNKNOWN


@pytest.mark.parametrize(
    ("phrase", "norm"),
    [
        ("Änderungsantrag abgelehnt, Vorlage beschlossen", "beschlossen"),
        ("Änderungsantrag zurückgezogen, Vorlage beschlossen", "beschlossen"),
        ("Der Ergänzungsantrag der Fraktion wird mehrheitlich abgelehnt. Die Vorlage wird vertagt.", "vertagt"),
        ("Änderungsantrag angenommen, Vorlage abgelehnt", "abgelehnt"),
        ("Änderungsantrag angenommen, Vorlage beschlossen", "geaendert_beschlossen"),
        ("empfohlen, Zusatzantrag abgelehnt", "empfohlen"),
    ],
)
def test_of_an_amendment_and_the_matter_named_beside_it_the_matter_counts(phrase: str, norm: str) -> None:
    assert ergebnis(phrase).norm == norm


@pytest.mark.parametrize(
    "phrase",
    listed("""
        geändert empfohl | geändert empfohl… | ungeändert besch | geändert abgele | einstimmig beschlossen mit Änder
        geändert ver | 12 Ja, 3 Nein, empfoh | zur Kenntnis geno | mit Änderungen zurückgestel
    """),
)
def test_a_text_cut_within_the_word_that_tells_tells_nothing(phrase: str) -> None:
    assert ergebnis(phrase) == UNKNOWN


def test_prose_proves_nothing() -> None:
    assert ergebnis("und so weiter " * 40 + "beschlossen") == UNKNOWN


def test_first_of_two_results_counts() -> None:
    assert ergebnis("vertagt/überwiesen").norm == "vertagt"
    assert ergebnis("überwiesen / vertagt").norm == "verwiesen"
    assert ergebnis("/ beschlossen").norm == "beschlossen"


def test_outcome_is_compared_folded() -> None:
    decomposed = "zuru\u0308ckgezogen"
    assert ergebnis(decomposed) == ergebnis("  ZURÜCKGEZOGEN . ") == Verdict("zurueckgezogen", True)
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
