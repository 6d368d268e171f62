"""A small dataset to search in: spellings, compounds and endings, papers in two portals, a long list to page through.

`TITLES` and `TEXTS` say what each Vorlage is about; everything is invented.
"""

from __future__ import annotations

from pathlib import Path

from tests.support.small_db import beratung, small

#: Kreis of each portal.
PORTALS = {"west": "99003", "zuvor": "99003", "ost": "99004"}
SERIES = 45
Paper = tuple[str, str, str]

#: Key: number, Betreff, day and result of its only station.
TITLES: dict[str, Paper] = {
    "west:integration": ("85/2013", "Integrationskonzept für den Musterkreis West", "2013-06-27 beschlossen"),
    "zuvor:integration": ("85/2013", "Integrationskonzept für den Musterkreis West", "2013-06-27 beschlossen"),
    "west:fortschreibung": ("86/2019", "Fortschreibung des Integrationskonzepts", "2019-06-27 beschlossen"),
    "ost:teilhabe": ("0042/2016", "Integrations- und Teilhabekonzept", "2016-12-15 abgelehnt"),
    "west:klima": ("K 2026/0725", "Klimaschutzkonzept 2030", "2026-07-01 vertagt"),
    "ost:klima": ("12-2020", "Integriertes Klimaschutz-Konzept: Sachstand", "2020-03-01 zur_kenntnis"),
    "west:massnahme": ("7/2021", "Maßnahmenprogramm zum Hochwasserschutz", "2021-02-01 beschlossen"),
    "ost:massnahme": ("8/2021", "Massnahmen gegen den Klimawandel", "2021-02-02 beschlossen"),
    "west:schueler": ("9/2021", "Beförderung von Schülerinnen und Schülern", "2021-02-03 beschlossen"),
    "ost:strasse": ("10/2021", "Sanierung der Kreisstraße 12", "2021-02-04 beschlossen"),
    "west:plan": ("11/2021", "Nahverkehrsplan", "2021-02-05 beschlossen"),
    "ost:planck": ("12/2021", "Anbau am Planck-Gymnasium", "2021-02-06 beschlossen"),
    "west:beratung": ("13/2021", "Beratung über den Haushalt", "2021-02-07 beschlossen"),
    "ost:rat": ("14/2021", "Wahl zum Rat der Region", "2021-02-08 beschlossen"),
    "west:pflege": ("15/2021", "Krankenhäuser und Pflegeheime", "2021-02-09 abgelehnt"),
    "ost:neun": ("16/2021", "Neun neue Stellen", "2021-02-10 beschlossen"),
    "west:rad": ("17/2021", "Radschnellweg am Fluss", "2021-02-11 beschlossen"),
    "ost:minutes": ("18/2021", "Mitteilungen", "2021-02-12 zur_kenntnis"),
    "west:house": ("19/2021", "Umbau des alten Hauses", "2021-02-13 beschlossen"),
    "ost:cafe": ("20/2021", "Café im Kreishaus", "2021-02-14 beschlossen"),
    "west:spd": ("21/2021", "Antrag der SPD-Fraktion zur Bücherei", "2021-02-15 abgelehnt"),
    "ost:empty": ("22/2021", "", "2021-02-16 beschlossen"),
}
TEXTS: dict[str, list[str]] = {
    "west:integration": [
        "Sprachkurse für Zugewanderte.",
        "Das Integrationskonzept nennt Ziele.",
        "Konzept und Sprache.",
    ],
    "zuvor:integration": ["Wohnungen für alle."],
    "west:klima": ["Die Umsetzung des Klimaschutzkonzeptes kostet 1.000 Euro."],
    "west:schueler": ["Die Schülerbeförderung wird neu vergeben."],
    "ost:strasse": ["Die Straße ist in schlechtem Zustand."],
    "west:beratung": ["Haushaltssatzung und Haushaltsplan liegen vor."],
    "ost:empty": ["Digitalisierungsstrategie der Verwaltung"],
}
#: What minutes say about a Vorlage, whose own page says nothing of it.
MINUTES = {"ost:minutes": "Das Mobilitätskonzept wird im Herbst vorgelegt."}


def build(folder: Path) -> Path:
    """Write the dataset into `folder` and return it."""
    with small(folder) as rows:
        rows.kreis("99003", "Musterkreis West")
        rows.kreis("99004", "Landkreis Musterberg an der Muster")
        for slug, ags in PORTALS.items():
            rows.portal(slug, ags)
        for key, (nummer, betreff, station) in TITLES.items():
            datum, ergebnis = station.split()
            rows.vorlage(key, beratung("Kreistag", datum, ergebnis), nummer=nummer, betreff=betreff or None)
        for number in range(SERIES):
            values = {"nummer": f"S{number}", "betreff": f"Serienbrief {number}"}
            rows.vorlage(f"ost:serie{number}", beratung("Kreistag", f"2022-01-{number % 7 + 1:02}"), **values)
        rows.db.replace(
            "konzept_vorlagen", [{"konzept": "klimaschutzkonzept", "vorlage": "west:klima", "phase": "beschluss"}]
        )
        for key, texts in TEXTS.items():
            for at, text in enumerate(texts):
                row = {"id": f"{key}#{at}", "vorlage": key, "position": at, "titel": "Sachverhalt", "text": text}
                rows.db.replace("abschnitte", [row])
        for key, text in MINUTES.items():
            rows.db.replace("tops", [{"id": f"{key}#t", "vorlage": key, "position": 1}])
            rows.db.replace("abschnitte", [{"id": f"{key}#p", "top": f"{key}#t", "position": 1, "text": text}])
        rows.settle()
    return folder / "ris.db"
