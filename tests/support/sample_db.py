"""A small dataset, written by hand: two invented Kreise, and one paper of Kreis Soest as printed in its portal.

`build(path)` makes a ris.db with it. Everything in it is meant to be asked for: the rows that a query must
return are next to rows that it must leave out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ris_scraper.dataset import schema
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.library import Database
from ris_scraper.dataset.summaries import summarise
from ris_scraper.judgement import version as rules
from ris_scraper.judgement.concepts import assign, konzepte
from ris_scraper.read import version as readers

NORD, SUED, SOEST = "99001", "99002", "05974"
SEEN = "2026-11-02T03:10:00+01:00"
Row = Mapping[str, Any]

KREISE = [
    {"ags": NORD, "name": "Musterkreis Nord", "typ": "Landkreis", "land": "Beispielland"},
    {"ags": SUED, "name": "Musterkreis Süd", "typ": "Kreis", "land": "Beispielland"},
    {"ags": SOEST, "name": "Kreis Soest", "typ": "Kreis", "land": "Nordrhein-Westfalen", "einwohner": 301902}
    | {"lat": 51.57558, "lon": 8.10619},
]
PORTALE = [
    {"slug": "nord", "ags": NORD, "name": "Musterkreis Nord", "vendor": "allris3", "url": "https://nord.example/bi/"},
    {"slug": "sued", "ags": SUED, "name": "Musterkreis Süd", "vendor": "sessionnet", "url": "https://sued.example/bi/"},
    {
        "slug": "soest-alt",
        "ags": SOEST,
        "name": "Kreis Soest (bis zum Wechsel)",
        "vendor": "allris3",
        "url": "https://politik.kreis-soest.de/bi/",
    },
]
AGS = {portal["slug"]: portal["ags"] for portal in PORTALE}

# Who proposed the papers that the office in charge did not.
MOVED = {"nord:2": ("fraktion", "SPD; GRÜNE")}
# id, betreff, art_norm, federfuehrend, stations: (gremium, typ, rolle, datum, ergebnis, norm, ja, nein, enthaltung)
Station = tuple[str, str, str | None, str | None, str | None, str | None, int | None, int | None, int | None]
KT, KA, FA = "kreistag", "kreisausschuss", "fachausschuss"
PAPERS: list[tuple[str, str, str, str, str | None, str, list[Station]]] = [
    (
        "nord:1",
        "2014/007",
        "Erarbeitung eines Integrationskonzepts für den Musterkreis Nord",
        "beschlussvorlage",
        "Sozialamt",
        "entschieden",
        [("Kreistag", KT, "entscheidung", "2014-05-20", "einstimmig beschlossen", "beschlossen", 46, 0, 0)],
    ),
    (
        "nord:2",
        "2015/012",
        "Integrationskonzept für den Musterkreis Nord",
        "beschlussvorlage",
        "Sozialamt",
        "entschieden",
        [
            ("Sozialausschuss", FA, "vorberatung", "2015-02-10", "vertagt", "vertagt", None, None, None),
            ("Sozialausschuss", FA, "vorberatung", "2015-04-14", "empfohlen", "empfohlen", 9, 4, 0),
            ("Kreisausschuss", KA, "vorberatung", "2015-05-04", "empfohlen", "empfohlen", None, None, None),
            ("Kreistag", KT, "entscheidung", "2015-05-19", "geändert beschlossen", "geaendert_beschlossen", 28, 18, 2),
        ],
    ),
    (
        "nord:3",
        "2021/101",
        "Fortschreibung des Integrationskonzepts",
        "beschlussvorlage",
        "Kommunales Integrationszentrum",
        "entschieden",
        [("Kreistag", KT, "entscheidung", "2021-05-18", "beschlossen", "beschlossen", 40, 6, 1)],
    ),
    (
        "nord:4",
        "2019/055",
        "Integriertes Klimaschutzkonzept",
        "beschlussvorlage",
        "Umweltamt",
        "entschieden",
        [
            ("Umweltausschuss", FA, "vorberatung", "2019-03-05", "empfohlen", "empfohlen", 8, 5, 0),
            ("Kreistag", KT, "entscheidung", "2019-03-26", "abgelehnt", "abgelehnt", 24, 25, 1),
        ],
    ),
    (
        "nord:5",
        "2020/009",
        "Nahverkehrsplan 2020-2025",
        "beschlussvorlage",
        "Amt für Mobilität",
        "nicht_veroeffentlicht",
        [("Kreistag", KT, "entscheidung", "2020-06-16", None, None, None, None, None)],
    ),
    (
        "sued:11",
        "0042/2016",
        "Integrations- und Teilhabekonzept des Musterkreises Süd",
        "beschlussvorlage",
        "Fachbereich Soziales",
        "entschieden",
        [
            ("Integrationsbeirat", "beirat", "anhoerung", "2016-11-02", "Kenntnis", "zur_kenntnis", None, None, None),
            ("Kreistag", KT, "entscheidung", "2016-12-15", "ungeändert beschlossen", "beschlossen", 40, 0, 2),
        ],
    ),
    (
        "sued:12",
        "0007/2026",
        "Radverkehrskonzept für den Kreis",
        "antrag",
        None,
        "offen",
        [
            ("Verkehrsausschuss", FA, "vorberatung", "2026-09-08", "vertagt", "vertagt", None, None, None),
            ("Kreistag", KT, "entscheidung", None, None, None, None, None, None),
        ],
    ),
    (
        "sued:13",
        "0099/2020",
        "Klimaschutzkonzept des Musterkreises Süd",
        "beschlussvorlage",
        "Fachbereich Umwelt",
        "entschieden",
        [("Kreistag", KT, "entscheidung", "2020-12-10", "mehrheitlich beschlossen", "beschlossen", 26, 24, 0)],
    ),
    (
        "sued:14",
        "0100/2020",
        "Wahl der Mitglieder des Integrationsrates",
        "beschlussvorlage",
        "Hauptamt",
        "entschieden",
        [("Kreistag", KT, "entscheidung", "2020-12-10", "beschlossen", "beschlossen", None, None, None)],
    ),
    (
        "soest-alt:85-2013",
        "85/2013",
        'Integrationskonzept "Zuhause im Kreis Soest"',
        "beschlussvorlage",
        "40 Schulangelegenheiten",
        "entschieden",
        [
            ("Kreisausschuss", KA, None, "2013-06-13", "ungeändert beschlossen", "beschlossen", None, None, None),
            ("Kreistag", KT, None, "2013-06-27", "ungeändert beschlossen", "beschlossen", None, None, None),
        ],
    ),
]
STATION = ("gremium", "gremium_typ", "rolle_norm", "datum", "ergebnis", "ergebnis_norm", "ja", "nein", "enthaltung")


def build(path: Path) -> Path:
    """Write the dataset to `path` and return it."""
    db = Database(path)
    schema.create(db)
    with db.atomic():
        _insert(db, "kreise", KREISE)
        _insert(db, "portale", PORTALE)
        _insert(db, "konzepte", [vars(konzept) for konzept in konzepte()])
        for paper in PAPERS:
            _paper(db, paper)
        _texts(db)
        _passages(db)
        _bookkeeping(db)
    db.table("vorlagen").rebuild_fts()
    db.table("abschnitte").rebuild_fts()
    db.close()
    with Dataset(path) as dataset:
        dataset.unlogged()
        for portal in PORTALE:
            summarise(dataset, portal["slug"])
    return path


def _insert(db: Database, table: str, rows: Sequence[Row]) -> None:
    db.table(table).insert_all(dict(row) for row in rows)


def _page(db: Database, key: str, seitentyp: str, url: str) -> str:
    portal = key.partition(":")[0]
    page = f"{portal}:{seitentyp}-{key.partition(':')[2]}"
    row = {"id": page, "portal": portal, "url": url, "seitentyp": seitentyp, "rendering": "html", "http_status": 200}
    db.table("seiten").insert({**row, "zuerst_abgerufen": SEEN, "abgerufen_am": SEEN}, ignore=True)
    return page


def _paper(db: Database, paper: tuple[str, str, str, str, str | None, str, list[Station]]) -> None:
    key, nummer, betreff, art_norm, office, stand, stations = paper
    portal, _, vendor_id = key.partition(":")
    start = next(p["url"] for p in PORTALE if p["slug"] == portal)
    # the paper of Kreis Soest is known from a copy without its address
    url = start if AGS[portal] == SOEST else f"{start}vorlage?id={vendor_id}"
    page = _page(db, key, "vorlage", url)
    rows = [dict(zip(STATION, station, strict=True)) for station in stations]
    dates = [row["datum"] for row in rows if row["datum"]]
    last = rows[-1]
    year = next(int(part) for part in nummer.split("/") if len(part) == 4 and part.startswith("20"))
    head = {"id": key, "portal": portal, "ags": AGS[portal], "nummer": nummer, "nummer_jahr": year, "betreff": betreff}
    head |= {"art_norm": art_norm, "oeffentlich": 1, "federfuehrend": office, "url": url, "seite": page}
    typ, fraktionen = MOVED.get(key, ("verwaltung" if office else None, None))
    head |= {"einbringer_typ": typ, "fraktionen": fraktionen}
    head |= {"erste_beratung": min(dates), "letzte_beratung": max(dates), "ergebnis_stand": stand}
    head |= {"abgerufen_am": SEEN, "zuerst_gesehen": SEEN, "zuletzt_gesehen": SEEN}
    if last["ergebnis_norm"]:
        head |= {"ergebnis": last["ergebnis"], "ergebnis_norm": last["ergebnis_norm"]}
        head |= {"ergebnis_gremium": last["gremium"], "ergebnis_datum": last["datum"]}
    _insert(db, "vorlagen", [head])
    for position, row in enumerate(rows, start=1):
        row |= {"id": f"{key}#{position}", "vorlage": key, "position": position, "seite": page}
        _insert(db, "beratungen", [row])
    found = assign(betreff, art_norm)
    _insert(db, "konzept_vorlagen", [{**z._asdict(), "vorlage": key} for z in found])


def _texts(db: Database) -> None:
    page = "nord:vorlage-2"
    meeting = {"id": "nord:77", "portal": "nord", "ags": NORD, "name": "Sitzung des Kreistages", "gremium": "Kreistag"}
    meeting |= {"gremium_typ": KT, "datum": "2015-05-19", "beginn": "17:00", "ort": "Kreishaus", "seite": page}
    _insert(db, "sitzungen", [meeting])
    db.table("beratungen").update("nord:2#4", {"sitzung": "nord:77", "top": "6"})
    top = {"id": "nord:77#6", "sitzung": "nord:77", "position": 6, "nummer": "6", "oeffentlich": 1, "vorlage": "nord:2"}
    _insert(db, "tops", [{**top, "betreff": "Integrationskonzept", "vorlage_nummer": "2015/012", "seite": page}])
    texts = [
        ("nord:2", None, "Beschlussvorschlag", "beschlussvorschlag", "Der Kreistag beschließt das Konzept."),
        ("nord:2", None, "Sachverhalt", "sachverhalt", "Sprachkurse und Wohnungen sind die ersten Ziele."),
        ("nord:3", None, "Beschluss", "beschlussvorschlag", "Der Kreistag beschließt die Fortschreibung."),
        ("nord:3", None, "Sachverhalt", "sachverhalt", "Das Konzept von 2015 ist in sechs Jahren umgesetzt worden."),
        (None, "nord:77#6", "Protokoll", "sonstiges", "Ein Antrag ergänzt das Ehrenamt im dritten Kapitel."),
    ]
    keys = ("vorlage", "top", "titel", "art", "text")
    for number, text in enumerate(texts):
        row = dict(zip(keys, text, strict=True))
        _insert(db, "abschnitte", [{"id": f"t{number}", "position": number, "seite": page, **row}])
    anlagen = [("Konzept, Entwurf vom Januar", "https://nord.example/bi/datei?id=9"), ("Karte", "javascript:alert(1)")]
    for number, (name, url) in enumerate(anlagen):
        row = {"id": f"a{number}", "vorlage": "nord:2", "position": number, "name": name, "url": url, "seite": page}
        _insert(db, "anlagen", [{**row, "groesse": 1_400_000}])
    _insert(db, "bezuege", [{"vorlage": "nord:3", "nummer": "2015/012", "bezug": "nord:2", "seite": "nord:vorlage-3"}])


def _passages(db: Database) -> None:
    sides = {"vorlage_a": "nord:2", "vorlage_b": "sued:11", "datum_a": "2015-02-10", "datum_b": "2016-11-02"}
    texts = {
        "abschnitt_a": "t1",
        "start_a": 0,
        "ende_a": 49,
        "text_a": "Sprachkurse und Wohnungen sind die ersten Ziele.",
    }
    texts |= {"start_b": 7, "ende_b": 55, "text_b": "Sprachkurse und Arbeit sind die ersten Ziele."}
    row = {"id": "gleich", "woerter": 31, "aehnlichkeit": 0.93, "frueher": "nord:2", **sides, **texts}
    _insert(db, "textgleich", [row, {**row, "id": "undatiert", "frueher": None, "vorlage_a": "nord:4"}])
    counts = {"vorlage": "sued:11", "woerter": 62, "woerter_gleich": 31, "woerter_uebernommen": 31}
    _insert(db, "uebernahmen", [{**counts, "anteil_uebernommen": 0.5, "andere": 2, "quellen": 1}])


def _bookkeeping(db: Database) -> None:
    minutes = _page(db, "nord:6", "auszug", "https://nord.example/bi/auszug?id=6")
    _insert(db, "herkunft", [{"tabelle": "beratungen", "zeile": "nord:2#4", "feld": "ja", "seite": minutes}])
    change = {"tabelle": "vorlagen", "zeile": "sued:12", "feld": "betreff", "alt": "Radwegekonzept"}
    change |= {"neu": "Radverkehrskonzept für den Kreis", "seite": "sued:vorlage-12"}
    _insert(db, "aenderungen", [{"id": 1, **change, "gesehen_am": SEEN}])
    vote = {"vorlage": "nord:2", "beratung": "nord:2#4", "top": "nord:77#6", "seite": minutes}
    votes = (("SPD", "dafür", "mit den Stimmen der SPD"), ("AfD", "dagegen", "gegen die Stimmen der AfD"))
    for fraktion, haltung, words in votes:
        said = {"id": f"nord:2#4:{fraktion.lower()}", "fraktion": fraktion, "haltung": haltung, "worte": words}
        _insert(db, "stimmen", [{**vote, **said}])
    note = {"portal": "nord", "seitentyp": "vorlage", "art": "label", "text": "Produkt", "anzahl": 3}
    _insert(db, "hinweise", [{**note, "erste_seite": "nord:vorlage-1"}])
    run = {"id": 1, "art": "build", "beginn": SEEN, "ende": SEEN, "seiten": 12, "datensaetze": 10, "fehler": 0}
    _insert(db, "laeufe", [{**run, "ausgang": "fertig"}])
    made = {"regeln": rules.version(), "leser": readers.version()}
    _insert(db, "versionen", [{"name": name, "version": version, "seit": SEEN} for name, version in made.items()])
    _insert(db, "aussagen", [{"seite": "nord:vorlage-1", "typ": "vorlage", "schluessel": "nord:1", "json": "GEHEIM"}])
