"""Judgement on records: which station decides, and what normalise fills in (words: test_ergebnis, test_vokabular)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.judgement.decision import deciding_station
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.records import BROKEN_OFF, Abschnitt, Auszug, Beratung, Hinweis, Parsed, Sitzung, Top, Vorlage
from ris_scraper.words.votes import count_votes

# --- the deciding station ----------------------------------------------------------------------


def station(
    gremium: str,
    rolle: str | None = None,
    ergebnis: str | None = None,
    datum: str | None = None,
) -> Beratung:
    return Beratung(
        gremium=gremium,
        rolle=rolle,
        ergebnis=ergebnis,
        datum=date.fromisoformat(datum) if datum else None,
    )


def decided(*stations: Beratung) -> Vorlage:
    """The normalised Vorlage with these stations."""
    parsed = normalise(Parsed(datensaetze=(Vorlage(beratungen=stations),)))
    vorlage = parsed.datensaetze[0]
    assert isinstance(vorlage, Vorlage)
    return vorlage


def outcome(*stations: Beratung) -> tuple[str | None, str | None, str | None]:
    """Norm, body and date of the Vorlage's outcome."""
    vorlage = decided(*stations)
    datum = vorlage.ergebnis_datum
    return vorlage.ergebnis_norm, vorlage.ergebnis_gremium, datum.isoformat() if datum else None


NOTHING = (None, None, None)


def test_kreistag_decides_where_no_role_is_printed() -> None:
    # Kreis Soest, 85/2013
    assert outcome(
        station("Kreisausschuss", None, "ungeändert beschlossen", "2013-06-13"),
        station("Kreistag", None, "ungeändert beschlossen", "2013-06-27"),
    ) == ("beschlossen", "Kreistag", "2013-06-27")


def test_committee_that_only_takes_note_without_result_leaves_the_outcome_open() -> None:
    # Landkreis Börde, 2017/FB3/0412
    vorlage = decided(station("Kultur- und Sozialausschuss", "Informationspflicht", None, "2017-02-01"))
    assert (vorlage.ergebnis, vorlage.ergebnis_norm, vorlage.ergebnis_gremium) == NOTHING
    assert vorlage.beratungen[0].rolle_norm == "kenntnisnahme"
    assert vorlage.beratungen[0].gremium_typ == "fachausschuss"


def test_approval_of_a_committee_is_not_the_decision() -> None:
    assert (
        outcome(
            station("Ausschuss für Planen und Bauen", "Beratung", "ungeändert beschlossen", "2026-09-01"),
            station("Kreisausschuss", "Beratung", None, "2026-09-08"),
            station("Kreistag", "Entscheidung"),
        )
        == NOTHING
    )
    assert outcome(station("Schulausschuss", None, "empfohlen", "2026-09-01"), station("Kreistag")) == NOTHING


def test_role_comes_before_the_body() -> None:
    assert outcome(
        station("Kreisausschuss", "Entscheidung", "beschlossen", "2026-01-10"),
        station("Kreistag", None, "zur Kenntnis genommen", "2026-02-10"),
    ) == ("beschlossen", "Kreisausschuss", "2026-01-10")


def test_body_that_met_twice_decides_the_second_time() -> None:
    assert outcome(
        station("Kreistag", "Entscheidung", "vertagt", "2026-01-10"),
        station("Kreistag", "Entscheidung", "geändert beschlossen", "2026-03-10"),
    ) == ("geaendert_beschlossen", "Kreistag", "2026-03-10")


def test_date_rules_over_the_printed_order() -> None:
    assert outcome(
        station("Kreistag", "Entscheidung", "beschlossen", "2026-03-10"),
        station("Umweltausschuss", "Vorberatung", "empfohlen", "2026-02-01"),
        station("Kreistag", "Entscheidung", "vertagt", "2026-01-10"),
    ) == ("beschlossen", "Kreistag", "2026-03-10")


def test_planned_station_is_the_last_in_either_printed_order() -> None:
    planned = station("Kreistag", "Entscheidung")
    first = station("Umweltausschuss", "Vorberatung", "empfohlen", "2026-01-10")
    then = station("Kreistag", "Entscheidung", "vertagt", "2026-02-10")
    assert outcome(first, then, planned) == NOTHING
    assert outcome(planned, then, first) == NOTHING


def test_same_day_goes_by_place_in_the_list() -> None:
    first = station("Kreistag", "Entscheidung", "vertagt", "2026-02-10")
    again = station("Kreistag", "Entscheidung", "beschlossen", "2026-02-10")
    assert outcome(first, again)[0] == "beschlossen"


def test_council_without_dates_goes_by_place() -> None:
    assert outcome(station("Kreistag", None, "vertagt"), station("Kreistag", None, "beschlossen"))[0] == "beschlossen"


@pytest.mark.parametrize("words", ["Kenntnisnahme", "Anhörung", "Vorberatung"])
def test_council_that_does_not_decide(words: str) -> None:
    only = station("Kreistag", words, "zur Kenntnis genommen", "2026-02-10")
    assert outcome(only) == ("zur_kenntnis", "Kreistag", "2026-02-10")
    committee = station("Umweltausschuss", "Kenntnisnahme", "zur Kenntnis genommen", "2026-01-10")
    assert outcome(committee, station("Kreistag", words)) == ("zur_kenntnis", "Umweltausschuss", "2026-01-10")


def test_council_that_deliberates_decides() -> None:
    assert outcome(station("Umweltausschuss", "Vorberatung", "empfohlen"), station("Kreistag", "Beratung")) == NOTHING


def test_where_no_station_decides_the_last_result_counts() -> None:
    assert outcome(
        station("Umweltausschuss", "Kenntnisnahme", "zur Kenntnis genommen", "2026-01-10"),
        station("Ortsrat Musterdorf", "Kenntnisnahme", "vertagt", "2026-02-10"),
        station("Naturschutzbeirat", "Kenntnisnahme", None, "2026-03-10"),
    ) == ("vertagt", "Ortsrat Musterdorf", "2026-02-10")


def test_rat_decides_where_a_committee_follows() -> None:
    assert (
        outcome(
            station("Schulausschuss", "Vorberatung", "vertagt", "2026-01-10"),
            station("Rat der Stadt Musterstadt", "Entscheidung"),
            station("Schulausschuss", "Vorberatung"),
        )
        == NOTHING
    )


def test_no_station_no_outcome() -> None:
    assert deciding_station(()) is None
    assert outcome() == NOTHING


def test_deciding_station_is_the_same_for_the_store() -> None:
    vorlage = decided(station("Umweltausschuss", "Vorberatung", "empfohlen"), station("Kreistag", "Entscheidung"))
    assert deciding_station(vorlage.beratungen) is vorlage.beratungen[1]


# --- whole pages -------------------------------------------------------------------------------


def test_printed_outcome_of_the_vorlage_stays() -> None:
    parsed = normalise(
        Parsed(datensaetze=(Vorlage(ergebnis="abgelehnt", beratungen=(station("Kreistag", None, "beschlossen"),)),))
    )
    vorlage = parsed.datensaetze[0]
    assert isinstance(vorlage, Vorlage)
    assert (vorlage.ergebnis, vorlage.ergebnis_norm, vorlage.ergebnis_gremium) == ("abgelehnt", "abgelehnt", None)


@pytest.mark.parametrize(
    ("vote", "wording", "norm"),
    [
        ("Einstimmig, 0 Enthaltung(en)", "Der Kreistag beschließt den Plan.", "beschlossen"),
        ("Einstimmig", "Der Ausschuss für Schule, Kultur und Sport empfiehlt, den Plan zu beschließen.", "empfohlen"),
        ("Einstimmig", "Der Kreistag beschließt den Plan, wie ihn der Ausschuss empfiehlt.", "beschlossen"),
        ("12 Ja-Stimme(n), 3 Gegenstimme(n)", "Der Kreistag stimmt dem Entwurf zu.", "beschlossen"),
        ("Einstimmig", "Der Ausschuss nimmt den Bericht zur Kenntnis.", "zur_kenntnis"),
        ("Einstimmig", "Der Ausschuss nimmt den Bericht zur Kenntnis und beauftragt die Verwaltung.", "sonstiges"),
        ("Einstimmig", "Der Kreistag lehnt den Antrag ab.", "abgelehnt"),
        ("Einstimmig", "Der Ausschuss empfiehlt dem Kreistag, den Antrag nicht anzunehmen.", "sonstiges"),
        ("Einstimmig", "Der Ausschuss beschließt, dem Kreistag zu empfehlen, den Plan zu beschließen.", "empfohlen"),
        ("Einstimmig", "Der Ausschuss beschließt folgende Empfehlung an den Kreistag: Der Plan …", "empfohlen"),
        ("Einstimmig", "Dem Kreistag wird empfohlen, den Plan zu beschließen.", "empfohlen"),
        ("Einstimmig", "Der Kreistag beschließt entsprechend der Empfehlung des Ausschusses.", "beschlossen"),
        ("Einstimmig", "1. Kreistag beschließt den Plan.", "beschlossen"),
        ("Einstimmig", "Dem Antrag wird zugestimmt.", "beschlossen"),
        ("Einstimmig", "Der Antrag wird nicht angenommen.", "sonstiges"),
        ("Einstimmig", "Der Antrag wird abgelehnt.", "abgelehnt"),
        ("Einstimmig", "Der Antrag auf Vertagung wird abgelehnt.", "sonstiges"),
        ("Einstimmig", "Der Änderungsantrag der Fraktion wird abgelehnt.", "sonstiges"),
        ("Einstimmig", "Den Plan beschließt der Kreistag.", "sonstiges"),
        ("12 Ja-Stimme(n), 3 Gegenstimme(n)", "Siehe Anlage.", "beschlossen"),
        ("12 Ja-Stimme(n), 3 Gegenstimme(n)", "Der Ausschuss empfiehlt, den Plan zu beschließen.", "empfohlen"),
        # Whose votes they were says no more of the matter.
        ("Einstimmig bei Enthaltung der AfD-Fraktion", "Der Kreistag beschließt den Plan.", "beschlossen"),
        ("12 Ja-Stimme(n), 3 Gegenstimme(n) (SPD)", "Der Ausschuss empfiehlt, den Plan zu beschließen.", "empfohlen"),
        ("mehrheitlich gegen die Stimmen der SPD", "Der Kreistag beschließt den Plan.", "sonstiges"),
        ("6 Ja (CDU), 6 Nein (SPD), 7 Nein (AfD)", "Der Kreistag beschließt den Plan.", "sonstiges"),
        # Which side the majority was on is not printed, or it was the other one, or there was none.
        ("mehrheitlich", "Der Kreistag beschließt den Plan.", "sonstiges"),
        ("12 Ja-Stimme(n), 12 Gegenstimme(n)", "Der Kreistag beschließt den Plan.", None),
        ("3 Ja-Stimme(n), 12 Gegenstimme(n)", "Der Kreistag beschließt den Plan.", "abgelehnt"),
        ("vertagt", "Der Kreistag beschließt den Plan.", "vertagt"),
        ("Geschäftsordnungsantrag einstimmig", "Der Kreistag beschließt den Plan.", "sonstiges"),
        # The verb is one thing, what it governs another.
        ("Einstimmig", "Der Ausschuss beschließt, den Punkt von der Tagesordnung abzusetzen.", "abgesetzt"),
        ("Einstimmig", "Der Kreistag beschließt, den Antrag in den Umweltausschuss zu verweisen.", "verwiesen"),
        ("12 Ja-Stimme(n), 3 Gegenstimme(n)", "Der Ausschuss beschließt, die Beratung zu vertagen.", "vertagt"),
        ("Einstimmig", "Der Kreistag beschließt, den Antrag der Fraktion abzulehnen.", "abgelehnt"),
        ("Einstimmig", "Der Ausschuss empfiehlt dem Kreistag, den Antrag abzulehnen.", "nicht_empfohlen"),
        ("Einstimmig", "Der Kreistag beschließt, den Punkt nicht von der Tagesordnung abzusetzen.", "sonstiges"),
        ("einstimmig beschlossen", "Der Kreistag lehnt den Antrag ab.", "abgelehnt"),
        ("einstimmig beschlossen", "Der Ausschuss beschließt, die Vorlage zu vertagen.", "vertagt"),
        ("einstimmig beschlossen", "Der Kreistag beschließt den Plan.", "beschlossen"),
        ("12 Ja-Stimme(n), 3 Gegenstimme(n)", "Der Antrag auf Ablehnung des Antrags wird angenommen.", "sonstiges"),
    ],
)
def test_a_mere_vote_means_what_its_wording_says(vote: str, wording: str, norm: str | None) -> None:
    # SD.NET prints how was voted in one column and what about in another.
    fields = {"ergebnis": vote, "beschluss": wording, **count_votes(vote).model_dump()}
    assert decided(Beratung(gremium="Kreistag", **fields)).ergebnis_norm == norm


def test_a_motion_to_refuse_a_motion_is_a_hinweis() -> None:
    wording = "Der Antrag, die Vorlage abzulehnen, wird angenommen."
    vorlage = Vorlage(beratungen=(Beratung(ergebnis="Einstimmig", beschluss=wording, einstimmig=True),))
    parsed = normalise(Parsed(datensaetze=(vorlage,)))
    assert parsed.hinweise == (Hinweis(art="ergebnis", text=f"Einstimmig: {wording}"),)
    assert parsed.datensaetze[0].beratungen[0].ergebnis_norm == "sonstiges"  # type: ignore[union-attr]


def test_unknown_phrases_become_one_hinweis_each() -> None:
    known = Hinweis(art="label", text="Produkte")
    rows = (station("KUS", "Ortstermin", "Grundsteinlegung"), station("KUS", "Ortstermin", "siehe Protokoll"))
    parsed = normalise(Parsed(datensaetze=(Vorlage(art="Wahl", beratungen=rows),), hinweise=(known, known)))
    assert parsed.hinweise == (
        known,
        known,
        Hinweis(art="art", text="Wahl"),
        Hinweis(art="gremium", text="KUS"),
        Hinweis(art="rolle", text="Ortstermin"),
        Hinweis(art="ergebnis", text="Grundsteinlegung"),
    )
    vorlage = parsed.datensaetze[0]
    assert isinstance(vorlage, Vorlage)
    assert vorlage.art_norm == "sonstiges"
    assert vorlage.beratungen[0].gremium_typ == "sonstiges"


def test_sitzung_and_auszug_are_filled() -> None:
    sitzung = Sitzung(tops=(Top(nummer="1", ergebnis="geändert beschlossen"), Top(nummer="2")))
    auszug = Auszug(ergebnis="Vertagt.", abschnitte=(Abschnitt(titel="Beschluss:", text="x"), Abschnitt(text="y")))
    meeting, item = normalise(Parsed(datensaetze=(sitzung, auszug))).datensaetze
    assert isinstance(meeting, Sitzung)
    assert isinstance(item, Auszug)
    assert [top.ergebnis_norm for top in meeting.tops] == ["geaendert_beschlossen", None]
    assert item.ergebnis_norm == "vertagt"
    assert [abschnitt.art for abschnitt in item.abschnitte] == ["beschlussvorschlag", "sonstiges"]


def test_what_needs_no_change_is_not_copied() -> None:
    top = Top(nummer="1", betreff="Eröffnung")
    parsed = normalise(Parsed(datensaetze=(Sitzung(tops=(top,)),)))
    sitzung = parsed.datensaetze[0]
    assert isinstance(sitzung, Sitzung)
    assert sitzung.tops[0] is top


def test_what_the_page_does_not_print_stays_unstated() -> None:
    vorlage = decided(Beratung())
    assert vorlage.art_norm is None
    assert vorlage.beratungen[0] == Beratung()


# --- any input ---------------------------------------------------------------------------------

PHRASES = """
    ungeändert beschlossen | geändert beschlossen | abgelehnt | zur Kenntnis genommen | vertagt / verbleibt | Einstimmig
    Entscheidung | Vorberatung | Kenntnisnahme | Anhörung | Beratung | Kreistag | Kreisausschuss | Umweltausschuss
    Rat der Stadt Musterstadt | Ortsrat Musterdorf | Beschlussvorlage - öffentlich | Anfrage | KUS | Sachverhalt:
""".replace("\n", "|").split("|")
phrases = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.sampled_from(PHRASES),
)
stations = st.builds(
    Beratung, gremium=phrases, rolle=phrases, ergebnis=phrases, datum=st.none() | st.dates(date(2000, 1, 1))
)
sections = st.builds(Abschnitt, titel=phrases, text=st.text(max_size=10))
pages = st.builds(
    Parsed,
    datensaetze=st.tuples(
        st.builds(
            Vorlage,
            art=phrases,
            ergebnis=phrases,
            beratungen=st.lists(stations, max_size=5).map(tuple),
            abschnitte=st.lists(sections, max_size=3).map(tuple),
        ),
        st.builds(Auszug, ergebnis=phrases, abschnitte=st.lists(sections, max_size=2).map(tuple)),
        st.builds(Sitzung, tops=st.lists(st.builds(Top, ergebnis=phrases), max_size=3).map(tuple)),
    ),
)


@given(pages)
def test_normalise_is_idempotent(parsed: Parsed) -> None:
    once = normalise(parsed)
    assert normalise(once) == once


@given(st.lists(stations, max_size=6))
def test_deciding_station_is_one_of_the_list(rows: list[Beratung]) -> None:
    chosen = deciding_station(rows)
    assert chosen is None or chosen in rows


def test_a_beratungsfolge_that_breaks_off_gives_no_result() -> None:
    station = Beratung(gremium="Sozialausschuss", rolle="Vorberatung", ergebnis="vertagt")
    whole = Parsed(datensaetze=(Vorlage(id="1", beratungen=(station,)),))
    cut = whole.model_copy(update={"hinweise": (Hinweis(art=BROKEN_OFF, text="the page breaks off"),)})
    assert [record.model_dump()["ergebnis_norm"] for record in normalise(whole).datensaetze] == ["vertagt"]
    [record] = normalise(cut).datensaetze
    assert isinstance(record, Vorlage) and record.ergebnis is None and record.ergebnis_norm is None
    assert record.beratungen[0].ergebnis_norm == "vertagt"
