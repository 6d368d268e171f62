"""Word lists of the simulated Kreis: bodies, subjects, outcomes, sentences. All invented; tables, no code."""

from __future__ import annotations

from itertools import product

from tests.simulator.nouns import Ending, Gremium

GREMIEN = (
    Gremium(1, "Kreistag", "Kreistages", "KT", "kreistag", 5, 48),
    Gremium(2, "Kreisausschuss", "Kreisausschusses", "KA", "kreisausschuss", 8, 13),
    Gremium(3, "Ausschuss für Soziales und Gesundheit", "Ausschusses für Soziales und Gesundheit", "ASG",
            "fachausschuss", 5, 15),
    Gremium(4, "Ausschuss für Umwelt, Klima und Verkehr", "Ausschusses für Umwelt, Klima und Verkehr", "UKV",
            "fachausschuss", 5, 15),
    Gremium(5, "Schulausschuss", "Schulausschusses", "SCH", "fachausschuss", 4, 15),
    Gremium(6, "Jugendhilfeausschuss", "Jugendhilfeausschusses", "JHA", "fachausschuss", 4, 15),
    Gremium(7, "Bauausschuss", "Bauausschusses", "BAU", "fachausschuss", 4, 11),
    Gremium(8, "Seniorenbeirat", "Seniorenbeirates", "SBR", "beirat", 3, 9),
)  # fmt: skip
KREISTAG, KREISAUSSCHUSS, BEIRAT = 1, 2, 8
FACHAUSSCHUESSE = (3, 4, 5, 6, 7)

# printed role -> slug
ROLLEN = {
    "Vorberatung": "vorberatung",
    "Entscheidung": "entscheidung",
    "Kenntnisnahme": "kenntnisnahme",
    "Anhörung": "anhoerung",
    "Beratung": "beratung",
}
# printed kind -> slug
ARTEN = {
    "Beschlussvorlage": "beschlussvorlage",
    "Informationsvorlage": "informationsvorlage",
    "Antrag": "antrag",
    "Änderungsantrag": "aenderungsantrag",
    "Anfrage": "anfrage",
    "Antwort auf Anfrage": "antwort",
}

# Every outcome of the vocabulary: slug -> (printed words, what they say about unanimity).
AUSGAENGE: dict[str, tuple[Ending, ...]] = {
    norm: tuple(Ending(worte, norm, einstimmig) for worte, einstimmig in formen)
    for norm, formen in {
        "beschlossen": (
            ("ungeändert beschlossen", None), ("einstimmig beschlossen", True), ("mehrheitlich beschlossen", False),
            ("beschlossen", None), ("Mehrheitlich zugestimmt", False), ("einstimmig angenommen", True),
        ),
        "geaendert_beschlossen": (
            ("geändert beschlossen", None), ("einstimmig geändert beschlossen", True),
            ("mehrheitlich mit Änderungen beschlossen", False),
        ),
        "abgelehnt": (
            ("abgelehnt", None), ("mehrheitlich abgelehnt", False), ("einstimmig abgelehnt", True),
        ),
        "empfohlen": (
            ("empfohlen", None), ("einstimmig empfohlen", True), ("mehrheitlich empfohlen", False),
            ("geänderte Empfehlung", None),
        ),
        "nicht_empfohlen": (("nicht empfohlen", None),),
        "zur_kenntnis": (("zur Kenntnis genommen", None), ("Kenntnis genommen", None)),
        "vertagt": (("vertagt", None), ("in der Sitzung zurückgestellt", None)),
        "verwiesen": (("an Fachausschuss verwiesen", None), ("überwiesen", None)),
        "zurueckgezogen": (("zurückgezogen", None), ("vor Eintritt in die Tagesordnung zurückgezogen", None)),
        "abgesetzt": (("von der Tagesordnung abgesetzt", None), ("abgesetzt", None)),
        "erledigt": (("erledigt", None), ("schriftlich beantwortet", None)),
        "ohne_beschluss": (("ohne Votum behandelt", None), ("kein Beratungsergebnis", None)),
        "sonstiges": (("siehe Protokoll", None), ("Quorum wurde erreicht", None)),
    }.items()
}  # fmt: skip
# What a station of a role may end with, and how often (parts of 100).
VERTEILUNG = {
    "Entscheidung": {"beschlossen": 62, "geaendert_beschlossen": 13, "abgelehnt": 8, "vertagt": 6, "abgesetzt": 3,
                     "zurueckgezogen": 2, "verwiesen": 3, "erledigt": 2, "sonstiges": 1},
    "Vorberatung": {"empfohlen": 64, "nicht_empfohlen": 7, "vertagt": 9, "ohne_beschluss": 7, "abgesetzt": 4,
                    "zurueckgezogen": 3, "verwiesen": 3, "sonstiges": 3},
    "Kenntnisnahme": {"zur_kenntnis": 86, "vertagt": 5, "erledigt": 5, "ohne_beschluss": 4},
    "Anhörung": {"empfohlen": 50, "zur_kenntnis": 35, "ohne_beschluss": 15},
    "Beratung": {"zur_kenntnis": 60, "erledigt": 25, "ohne_beschluss": 15},
}  # fmt: skip
# How a story goes on after an outcome: the body meets again, another body first, or it ends here.
WIEDER = frozenset({"vertagt", "abgesetzt"})
ENDE = frozenset({"zurueckgezogen", "erledigt"})
MIT_STIMMEN = frozenset({"beschlossen", "geaendert_beschlossen", "abgelehnt", "empfohlen", "nicht_empfohlen"})

KONZEPTE = (
    "Integrationskonzept", "Klimaschutzkonzept", "Nahverkehrsplan", "Radverkehrskonzept", "Schulentwicklungsplan",
    "Pflegebedarfsplan", "Klimaanpassungskonzept", "Abfallwirtschaftskonzept", "Gleichstellungsplan",
    "Jugendhilfeplan", "Mobilitätskonzept", "Sportentwicklungsplan",
)  # fmt: skip
# {k} concept, {kreis}, {j} year, {e} five years on, {o} place, {s} thing
BETREFFE = (
    "{k} für den {kreis}",
    "{k} {j} bis {e}\nhier: Auftrag zur Erarbeitung",
    "Fortschreibung: {k} {j} – {e}",
    "{k}, Zwischenbericht {j}",
    "Sanierung {s} in {o}",
    "Förderung {s} „{o}“",
    "Neubau {s} in {o}\nhier: Planung & Kosten",
    "Haushaltssatzung {j}, Abschnitt {o}",
    "Zuschuss für die {o}er Straße (1. Abschnitt)",
    "Benennung einer Vertretung für {o}",
    "Gebührensatzung {j} mit Änderung zu {o}",
)
ORTE = ("Musterstadt", "Neudorf", "Altfeld", "Südheim", "Großbrück", "Hohenau", "Nordermoor", "Lindental")
SACHEN = ("der Turnhalle", "des Kreishauses", "der Förderschule", "des Radweges", "der Brücke", "der Rettungswache",
          "der Straße", "des Jugendzentrums")  # fmt: skip
AEMTER = ("Sozialamt", "Amt für Umwelt und Klima", "Schulverwaltungsamt", "Jugendamt", "Kämmerei", "Bauamt",
          "Büro des Landrates", "Gesundheitsamt")  # fmt: skip
ANLAGEN = ("Entwurf", "Kostenübersicht", "Lageplan", "Stellungnahme", "Karte Süd", "Satzung (Lesefassung)")
ORT = ("Kreishaus, Großer Sitzungssaal", "Kreishaus, Raum 1.12", "Förderschule Neudorf, Aula")

# (Nummer of year j and running number n, of its supplement z)
NUMMERN = ("{j}/{n:03d}", "{n:04d}/{j}", "BV/{n:04d}/{j}", "{n}/{j}", "{j}-{n:03d}")
ZUSATZ = "{nummer}/{z}"

EROEFFNUNG = ("Eröffnung der Sitzung", "Genehmigung der Niederschrift", "Einwohnerfragestunde")
SCHLUSS = "Anfragen und Mitteilungen"
NICHTOEFFENTLICH = ("Grundstücksangelegenheit", "Personalangelegenheit", "Vergabe eines Auftrages")

_WER = ("Der Kreis", "Die Verwaltung", "Der Ausschuss", "Das Fachamt", "Die Gemeinde", "Ein Gutachten", "Der Beirat")
_TUT = ("prüft", "beschreibt", "fördert", "plant", "vergleicht", "erneuert", "bewertet")
_WAS = ("die Wege zur Schule", "den Bedarf an Plätzen", "das Angebot für Familien", "die Kosten der Maßnahme",
        "den Zustand der Gebäude", "die Ziele für das Klima", "alle Anträge der Vereine")  # fmt: skip
_WIE = ("im kommenden Jahr", "mit eigenen Mitteln", "nach Beteiligung der Öffentlichkeit", "in drei Schritten",
        "gemäß § 5 der Satzung", "für rund 120.000 €", "bis zum Ende der Wahlzeit")  # fmt: skip
SAETZE = tuple(f"{wer} {tut} {was} {wie}." for wie, was, tut, wer in product(_WIE, _WAS, _TUT, _WER))
