"""Which Betreffe name which concept. Written by hand, about invented Kreise unless the Betreff is one of the seeds'."""

from __future__ import annotations

import re
import time
import tomllib
from importlib import resources

import pytest

from ris_scraper.konzepte import PHASEN, konzepte, zuordnen

B, INFO, A = "beschlussvorlage", "informationsvorlage", "antrag"
INT, KLI, NVP, RAD, SEP = (
    "integrationskonzept",
    "klimaschutzkonzept",
    "nahverkehrsplan",
    "radverkehrskonzept",
    "schulentwicklungsplan",
)

NAMED = [
    # real ones, as printed in the portals of Kreis Soest, Kreis Borken and Landkreis Börde
    ('Integrationskonzept "Zuhause im Kreis Soest"', B, {INT: "beschluss"}),
    ("Integrationskonzept Kreis Borken", B, {INT: "beschluss"}),
    ("Integrationskonzept des Landkreises Börde", INFO, {INT: "sonstiges"}),
    # Integration in its spellings
    ("Erarbeitung eines Integrationskonzepts für den Musterkreis Nord", B, {INT: "auftrag"}),
    ("Integrations- und Teilhabekonzept des Musterkreises Süd", B, {INT: "beschluss"}),
    ("Teilhabe- und Integrationskonzept", B, {INT: "beschluss"}),
    ("Migrationskonzept 2030 - Entwurf", INFO, {INT: "entwurf"}),
    ("Migrations- und Integrationskonzept: Sachstandsbericht", INFO, {INT: "bericht"}),
    ("Fortschreibung Handlungskonzept Migration", B, {INT: "fortschreibung"}),
    ("Handlungskonzept zur Integration, Umsetzung der Maßnahmen 2019", B, {INT: "umsetzung"}),
    ("Konzept zur Integration von Geflüchteten im Landkreis Musterland", INFO, {INT: "sonstiges"}),
    ("Aufhebung des Integrationskonzeptes", B, {INT: "aufhebung"}),
    ("Antrag: Integrationskonzept fortschreiben", A, {INT: "fortschreibung"}),
    ("Zuwanderungs- und Integrationskonzept; Beschlussfassung", B, {INT: "beschluss"}),
    ("INTEGRATIONSKONZEPT DES MUSTERKREISES", B, {INT: "beschluss"}),
    # climate
    ("Integriertes Klimaschutzkonzept", B, {KLI: "beschluss"}),
    ("Integriertes Klimaschutzkonzept für den Landkreis Musterland", B, {KLI: "beschluss"}),
    ("Klimaschutzkonzept - Förderung von Lastenrädern", B, {KLI: "sonstiges"}),
    ("Beschluss über das Klimaschutzkonzept und dessen Umsetzung", B, {KLI: "beschluss"}),
    ("Beschluss zur Umsetzung des Klimaschutzkonzepts", B, {KLI: "umsetzung"}),
    ("Klimaschutzteilkonzept Erneuerbare Energien, Auftragsvergabe", B, {KLI: "auftrag"}),
    ("Energie- und Klimaschutzkonzept: Verabschiedung", B, {KLI: "beschluss"}),
    (
        "Erstellung eines Klimaschutz- und Klimaanpassungskonzepts",
        A,
        {KLI: "auftrag", "klimaanpassungskonzept": "auftrag"},
    ),
    ("Konzept zur Anpassung an den Klimawandel", INFO, {"klimaanpassungskonzept": "sonstiges"}),
    ("Hitzeaktionsplan für den Musterkreis Nord", B, {"hitzeaktionsplan": "beschluss"}),
    ("Prüfauftrag Hitzeaktionsplan", A, {"hitzeaktionsplan": "auftrag"}),
    # transport
    ("3. Nahverkehrsplan des Musterkreises Süd", B, {NVP: "beschluss"}),
    ("Nahverkehrsplan 2020-2025", B, {NVP: "beschluss"}),
    ("Fortschreibung des Nahverkehrsplans; Entwurf und Beteiligungsverfahren", B, {NVP: "entwurf"}),
    ("Sachstandsbericht zur Fortschreibung des Nahverkehrsplans", INFO, {NVP: "bericht"}),
    ("2. Änderung des Nahverkehrsplans", B, {NVP: "fortschreibung"}),
    ("Radverkehrskonzept für den Kreis", B, {RAD: "beschluss"}),
    ("Radwegekonzept Musterkreis Nord: Maßnahmen 2022", B, {RAD: "umsetzung"}),
    ("Rad- und Fußverkehrskonzept", INFO, {RAD: "sonstiges"}),
    ("Aktualisierung des Mobilitätskonzepts", B, {"mobilitaetskonzept": "fortschreibung"}),
    # school, youth, care
    ("Schulentwicklungsplanung der Berufskollegs", INFO, {SEP: "sonstiges"}),
    ("Entwicklung eines Schulentwicklungsplans", A, {SEP: "auftrag"}),
    ("Schulentwicklungsplan 2018 bis 2023", B, {SEP: "beschluss"}),
    ("Jugendhilfeplanung: Teilfortschreibung Hilfen zur Erziehung", B, {"jugendhilfeplan": "fortschreibung"}),
    ("Kinder- und Jugendförderplan 2021-2025", B, {"jugendhilfeplan": "beschluss"}),
    ("Kindertagesstättenbedarfsplanung 2024/2025", INFO, {"kitabedarfsplan": "sonstiges"}),
    ("Örtliche Pflegeplanung - Bericht 2023", INFO, {"pflegebedarfsplan": "bericht"}),
    ("Aktionsplan Inklusion", B, {"inklusionsplan": "beschluss"}),
    ("Gleichstellungsplan 2022-2026", B, {"gleichstellungsplan": "beschluss"}),
    # the rest
    ("Abfallwirtschaftskonzept des Landkreises Musterland", B, {"abfallwirtschaftskonzept": "beschluss"}),
    ("Rettungsdienstbedarfsplan, Fortschreibung 2020", B, {"rettungsdienstbedarfsplan": "fortschreibung"}),
    ("Bedarfsplan für den Rettungsdienst", B, {"rettungsdienstbedarfsplan": "beschluss"}),
    ("Brandschutzbedarfsplan", B, {"brandschutzbedarfsplan": "beschluss"}),
    ("Katastrophenschutzbedarfsplan - Vergabe eines Gutachtens", B, {"katastrophenschutzplan": "auftrag"}),
    ("Gigabitstrategie des Musterkreises", B, {"breitbandstrategie": "beschluss"}),
    ("Digitalisierungsstrategie: Evaluation", INFO, {"digitalisierungsstrategie": "bericht"}),
    ("Sportentwicklungskonzeption", INFO, {"sportentwicklungsplan": "sonstiges"}),
    ("Kulturentwicklungsplan; Eckpunkte", INFO, {"kulturentwicklungsplan": "entwurf"}),
    ("Tourismuskonzept 2030", B, {"tourismuskonzept": "beschluss"}),
    ("Wohnraumversorgungskonzept für den Landkreis Musterland", B, {"wohnraumkonzept": "beschluss"}),
    ("Demografiestrategie", INFO, {"demografiekonzept": "sonstiges"}),
    ("Kreisentwicklungskonzept, Auftragsvergabe", B, {"kreisentwicklungskonzept": "auftrag"}),
    ("Wirtschaftsförderungskonzept", INFO, {"wirtschaftsfoerderungskonzept": "sonstiges"}),
]

NOT_NAMED = [
    "Wahl der Mitglieder des Integrationsrates",
    "Integrationsrat Wahl",
    "Einrichtung eines Integrationszentrums",
    "Integration der Leitstelle in das Kreishaus",
    "Integriertes Handlungskonzept Innenstadt",
    "Stellenplan: Klimaschutzmanager",
    "Ausbau des Radwegs an der K 12",
    "Kreisverkehr an der L 5",
    "Jugendhilfeausschuss: Nachwahl",
    "Pflege- und Entwicklungsplan für das Naturschutzgebiet",
    "Haushaltsplan 2024",
    "Schulbudget",
    "Fahrplan der Buslinie 520",
    "Tourismusabgabe",
    "",
]


@pytest.mark.parametrize(("betreff", "art", "expected"), NAMED)
def test_named(betreff: str, art: str, expected: dict[str, str]) -> None:
    assert {found.konzept: found.phase for found in zuordnen(betreff, art)} == expected


@pytest.mark.parametrize("betreff", NOT_NAMED)
def test_not_named(betreff: str) -> None:
    assert zuordnen(betreff, B) == []


@pytest.mark.parametrize(("betreff", "art", "_"), NAMED)
def test_words_are_the_printed_ones(betreff: str, art: str, _: dict[str, str]) -> None:
    for found in zuordnen(betreff, art):
        assert found.worte
        assert all(word in betreff for word in found.worte.split("; "))


def test_the_kind_of_paper_matters_only_where_the_betreff_says_nothing() -> None:
    phases = {art: zuordnen("Klimaschutzkonzept", art)[0].phase for art in (B, INFO, A, None)}
    assert phases == {B: "beschluss", INFO: "sonstiges", A: "sonstiges", None: "sonstiges"}


def test_decomposed_umlauts_and_blanks() -> None:
    assert zuordnen("Wirtschaftsfo\u0308rderungskonzept", None)[0].konzept == "wirtschaftsfoerderungskonzept"
    assert zuordnen("Handlungskonzept \n Migration", None)[0].konzept == INT


def test_the_vocabulary_is_complete() -> None:
    data = tomllib.loads(resources.files("ris_scraper").joinpath("vokabular", "konzept.toml").read_text("utf-8"))
    slugs = [konzept.slug for konzept in konzepte()]
    assert len(slugs) == len(set(slugs)) >= 24
    assert all(re.fullmatch(r"[a-z]+", slug) for slug in slugs)
    assert all(entry["quelle"] for entry in data["konzept"] + data["phase"])
    assert {entry["phase"] for entry in data["phase"]} | {"sonstiges"} == set(PHASEN)
    assert not re.search("%", str(data["woerter"]))


def test_every_concept_finds_its_own_name() -> None:
    missed = [k.name for k in konzepte() if k.slug not in {z.konzept for z in zuordnen(k.name, None)}]
    assert missed == []


@pytest.mark.parametrize(
    "worte", ["Beschluss des ", "Konzept - ", "Klimaschutz- und ", "Erstellung der neuen ", "Beirat "]
)
def test_long_and_odd_texts_are_answered_at_once(worte: str) -> None:
    began = time.perf_counter()
    zuordnen(worte * 9 + "Nahverkehrsplan " * 400 + worte * 400, B)
    assert time.perf_counter() - began < 2
