"""What every canned query answers."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ris_scraper.publish.site import publish
from tests.support import sample_db
from tests.support.serving import QUERIES, Rows, ask, get, sql


def column(rows: Rows, name: str) -> list[Any]:
    return [row[name] for row in rows]


OF_CONCEPTS = ("zustand", "fehlt", "phase", "art", "stationen", "jahre")
OF_PROPOSERS = ("einbringer_typ", "fraktion", "haltung")
OF_TWO = ("a", "b", "lage")
OF_KREISE = ("gremium_typ", "kreis", "kreise", "land", "kreistyp")


def test_parameters_are_the_ones_the_sql_uses() -> None:
    assert len(QUERIES) >= 10
    for query in QUERIES.values():
        used = set(re.findall(r"(?<![\w:]):([a-z_]+)", query.sql))
        assert used == set(query.parameters), query.name
        assert used <= {"konzept", "von", "bis", "vorlage", "suche", *OF_CONCEPTS, *OF_PROPOSERS, *OF_KREISE, *OF_TWO}
        assert all(query.parameters.values())


@pytest.mark.parametrize("name", QUERIES)
def test_without_parameters_a_query_shows_everything(site: Path, app: Datasette, name: str) -> None:
    rows = ask(site, name)
    assert rows
    telling = {
        "vorlage",
        "url",
        "quelle",
        "gremium_typ",
        "federfuehrend",
        "fraktion",
        "neu_beschlossen",
        "median_tage",
        "lage",
        "vorlage_a",
        "vorlage_spaeter",
    }
    assert telling & set(rows[0])
    page = get(app, f"/ris/{name}")
    assert page.status_code == 200
    assert QUERIES[name].title in page.text
    assert get(app, f"/ris/{name}.json", params={"_shape": "array"}).json() == rows


def test_konzept_in_kreisen(site: Path) -> None:
    rows = ask(site, "konzept_in_kreisen", konzept="integrationskonzept")
    assert [(row["kreis"], row["beschlossen_am"], row["vorlage"]) for row in rows] == [
        ("Kreis Soest", "2013-06-27", "soest-alt:85-2013"),
        ("Musterkreis Nord", "2015-05-19", "nord:2"),
        ("Musterkreis Süd", "2016-12-15", "sued:11"),
    ]
    nord = rows[1]
    assert nord["weg"] == "Sozialausschuss → Sozialausschuss → Kreisausschuss → Kreistag"
    assert nord["ergebnis_norm"] == "geaendert_beschlossen"
    assert (nord["anzahl_beratungen"], nord["fortschreibungen"]) == (4, 1)
    assert nord["tage_bis_entscheidung"] == 98  # from its own first Beratung, not from the order on 2014-05-20
    assert nord["url"] == "https://nord.example/bi/vorlage?id=2"
    by_land = ask(site, "konzept_in_kreisen", konzept="Integrationskonzept", land="Nordrhein-Westfalen")
    assert column(by_land, "kreis") == ["Kreis Soest"]


def test_a_found_concept_stands_apart(tmp_path: Path) -> None:
    dataset = sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(dataset)) as db, db:
        db.execute(
            "insert into konzepte (slug, name, auswahl, quelle) values ('hafenkonzept', 'H', 'gefunden', 'Regel')"
        )
        db.execute(
            "insert into konzeptstand (konzept, ags) select 'hafenkonzept', ags from vorlagen where id = 'sued:12'"
        )
    publish(dataset, tmp_path / "site")
    rows = sql(tmp_path / "site", "select konzept, count(*) as n from konzeptvergleich group by konzept")
    counts = {row["konzept"]: row["n"] for row in rows}
    assert counts.pop("hafenkonzept") == 1
    assert min(counts.values()) > 1
    app = Datasette(config_dir=tmp_path / "site")
    assert "auswahl=gefunden" in (page := get(app, "/").text) and "/konzept/hafenkonzept" not in page
    assert "das keine Liste nennt" in get(app, "/konzept/hafenkonzept").text
    assert "Wohnraumversorgungskonzept" in get(app, "/konzept/wohnraumkonzept").text


def test_konzeptvergleich_without_a_decision(site: Path) -> None:
    rows = sql(site, "select * from konzeptvergleich where konzept in ('klimaschutzkonzept', 'nahverkehrsplan')")
    found = {(row["konzept"], row["ags"]): row for row in rows}
    rejected = found["klimaschutzkonzept", sample_db.NORD]
    assert (rejected["ergebnis_norm"], rejected["beschlossen_am"]) == ("abgelehnt", None)
    assert rejected["stand"] == "entschieden"
    unknown = found["nahverkehrsplan", sample_db.NORD]
    assert (unknown["ergebnis_norm"], unknown["stand"]) == (None, "nicht_veroeffentlicht")
    assert unknown["tage_bis_entscheidung"] is None


@pytest.mark.parametrize("name", ["beratungsweg", "quellen_je_wert"])
def test_a_vorlage_is_looked_up_and_not_searched_for(site: Path, name: str) -> None:
    with closing(sqlite3.connect(f"file:{site}/ris.db?mode=ro", uri=True)) as db:
        plan = [row[3] for row in db.execute(f"explain query plan {QUERIES[name].sql}", {"vorlage": "nord:2"})]
    assert "SEARCH vorlagen USING COVERING INDEX sqlite_autoindex_vorlagen_1 (id=?)" in plan


def test_beratungsweg(site: Path) -> None:
    rows = ask(site, "beratungsweg", vorlage="2015/012")
    assert column(rows, "ergebnis_norm") == ["vertagt", "empfohlen", "empfohlen", "geaendert_beschlossen"]
    assert rows == ask(site, "beratungsweg", vorlage="nord:2")
    assert (rows[3]["ja"], rows[3]["nein"], rows[3]["enthaltung"]) == (28, 18, 2)
    planned = ask(site, "beratungsweg", vorlage="sued:12")
    assert column(planned, "datum") == ["2026-09-08", None]


def test_konzept_dauer(site: Path) -> None:
    rows = ask(site, "konzept_dauer", konzept="integrationskonzept")
    assert [(row["vorlage"], row["art"], row["tage"], row["stationen"]) for row in rows] == [
        ("nord:2", "erster Beschluss", 98, 4),
        ("sued:11", "erster Beschluss", 43, 2),
        ("soest-alt:85-2013", "erster Beschluss", 14, 2),
    ]
    assert rows[2]["ags"] == "05974" and rows[2]["land"] == "Nordrhein-Westfalen"
    assert ask(site, "konzept_dauer", art="Fortschreibung") == []
    [apart] = ask(site, "konzept_dauer", art="Fortschreibung", stationen="eine")
    assert (apart["vorlage"], apart["tage"], apart["stationen"], apart["kette"]) == ("nord:3", None, 1, 2)
    everything = ask(site, "konzept_dauer", konzept="Integrationskonzept", art="alle", stationen="alle")
    assert column(everything, "vorlage") == ["nord:2", "sued:11", "soest-alt:85-2013", "nord:3"]
    assert column(ask(site, "konzept_dauer", stationen="eine"), "vorlage") == ["sued:13"]


def test_dauer_nach_land(site: Path) -> None:
    rows = ask(site, "dauer_nach_land", konzept="integrationskonzept")
    keys = ("land", "kreistyp", "anzahl", "kreise", "median_tage", "kuerzeste_tage", "laengste_tage")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("Beispielland", "Landkreis", 2, 2, 70.5, 43, 98),
        ("Nordrhein-Westfalen", "Landkreis", 1, 1, 14.0, 14, 14),
    ]
    [apart] = ask(site, "dauer_nach_land", konzept="klimaschutzkonzept")
    assert (apart["anzahl"], apart["median_tage"], apart["mit_einer_beratung"]) == (0, None, 1)


def test_kette(site: Path) -> None:
    rows = ask(site, "kette", konzept="integrationskonzept", kreis="Nord")
    keys = ("kette", "auftrag_am", "beschlossen_am", "jahre_dazwischen", "ergebnis_norm", "vorlagen", "vorlage")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        (1, "2014-05-20", "2015-05-19", None, "geaendert_beschlossen", 2, "nord:2"),
        (2, None, "2021-05-18", 6.0, "beschlossen", 1, "nord:3"),
    ]
    [rejected] = ask(site, "kette", konzept="klimaschutzkonzept", kreis="Nord")
    assert tuple(rejected[key] for key in keys) == (1, None, None, None, "abgelehnt", 1, "nord:4")


def test_stimmen_der_fraktionen(site: Path) -> None:
    rows = ask(site, "stimmen_der_fraktionen", konzept="integrationskonzept")
    keys = ("datum", "ags", "gremium", "fraktion", "haltung", "ergebnis_norm", "vorlage")
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("2015-05-19", "99001", "Kreistag", "AfD", "dagegen", "geaendert_beschlossen", "nord:2"),
        ("2015-05-19", "99001", "Kreistag", "SPD", "dafür", "geaendert_beschlossen", "nord:2"),
    ]
    assert rows[0]["quelle"] == "https://nord.example/bi/auszug?id=6"
    assert column(ask(site, "stimmen_der_fraktionen", fraktion="SPD", von="2015"), "haltung") == ["dafür"]
    assert ask(site, "stimmen_der_fraktionen", haltung="dagegen", bis="2014") == []


def test_ergebnisse_je_gremium_typ(site: Path) -> None:
    rows = {row["gremium_typ"]: row for row in ask(site, "ergebnisse_je_gremium_typ", kreis="Nord")}
    assert rows["kreistag"]["beratungen"] == 5
    assert rows["kreistag"]["mit_ergebnis"] == 4
    assert (rows["kreistag"]["beschlossen"], rows["kreistag"]["geaendert_beschlossen"]) == (2, 1)
    assert (rows["kreistag"]["abgelehnt"], rows["kreistag"]["abgelehnt_prozent"]) == (1, 25.0)
    assert rows["fachausschuss"]["vertagt"] == 1
    in_time = ask(site, "ergebnisse_je_gremium_typ", kreis=sample_db.NORD, von="2015", bis="2015-04")
    assert [(row["gremium_typ"], row["beratungen"]) for row in in_time] == [("fachausschuss", 2)]


def test_abgelehnte_und_vertagte(site: Path) -> None:
    rows = ask(site, "abgelehnte_und_vertagte")
    assert [(row["vorlage"], row["ergebnis_norm"]) for row in rows] == [
        ("sued:12", "vertagt"),
        ("nord:4", "abgelehnt"),
        ("nord:2", "vertagt"),
    ]
    assert column(ask(site, "abgelehnte_und_vertagte", konzept="klimaschutzkonzept"), "vorlage") == ["nord:4"]
    assert column(ask(site, "abgelehnte_und_vertagte", bis="2015"), "vorlage") == ["nord:2"]


def test_erst_vertagt_dann_beschlossen(site: Path) -> None:
    (row,) = ask(site, "erst_vertagt_dann_beschlossen")
    assert (row["vorlage"], row["vertagt_am"], row["beschlossen_am"]) == ("nord:2", "2015-02-10", "2015-05-19")
    assert row["tage_dazwischen"] == 98
    assert ask(site, "erst_vertagt_dann_beschlossen", land="Nordrhein-Westfalen") == []


def test_federfuehrung_nach_konzept(site: Path) -> None:
    rows = ask(site, "federfuehrung_nach_konzept", konzept="integrationskonzept")
    assert [(row["federfuehrend"], row["vorlagen"], row["beschlossen"]) for row in rows] == [
        ("Sozialamt", 2, 2),
        ("40 Schulangelegenheiten", 1, 1),
        ("Fachbereich Soziales", 1, 1),
        ("Kommunales Integrationszentrum", 1, 1),
    ]


def test_knappe_abstimmungen(site: Path) -> None:
    rows = ask(site, "knappe_abstimmungen")
    assert [(row["vorlage"], row["vorsprung"]) for row in rows] == [("nord:4", 1), ("sued:13", 2)]
    assert column(ask(site, "knappe_abstimmungen", kreis="Süd"), "vorlage") == ["sued:13"]


def test_ohne_ergebnis(site: Path) -> None:
    rows = ask(site, "ohne_ergebnis")
    assert [(row["vorlage"], row["ergebnis_stand"], row["stationen_ohne_ergebnis"]) for row in rows] == [
        ("sued:12", "offen", "Kreistag"),
        ("nord:5", "nicht_veroeffentlicht", "Kreistag 2020-06-16"),
    ]
    assert column(ask(site, "ohne_ergebnis", von="2021"), "vorlage") == ["sued:12"]


@pytest.mark.parametrize(
    ("suche", "found"),
    [
        ("teilhabe", [("sued:11", "Betreff")]),
        ("Süd teilhabekonzept", [("sued:11", "Betreff")]),
        ("wohnung", [("nord:2", "Sachverhalt")]),
        ("Ehrenamt", [("nord:2", "Protokoll")]),
        ('"zuhause', [("soest-alt:85-2013", "Betreff")]),
        ("nahverkehrsplan  2020", [("nord:5", "Betreff")]),
        ("ehrenamt OR radverkehr", []),
        ("* ) near(", []),
    ],
)
def test_volltextsuche(site: Path, suche: str, found: list[tuple[str, str]]) -> None:
    rows = ask(site, "volltextsuche", suche=suche)
    assert [(row["vorlage"], row["fundstelle"]) for row in rows] == found


def test_volltextsuche_shows_where(site: Path) -> None:
    (row,) = ask(site, "volltextsuche", suche="ehrenamt")
    assert row["auszug"] == "Ein Antrag ergänzt das Ehrenamt im dritten Kapitel."
    assert len(ask(site, "volltextsuche")) == len(sample_db.PAPERS)


def test_geaendert_beschlossen(site: Path) -> None:
    (row,) = ask(site, "geaendert_beschlossen")
    assert (row["vorlage"], row["ergebnis"], row["ergebnis_gremium"]) == ("nord:2", "geändert beschlossen", "Kreistag")
    assert ask(site, "geaendert_beschlossen", von="2016") == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [({"fraktion": "SPD"}, 1), ({"fraktion": "GRÜNE"}, 1), ({"fraktion": "GRÜN"}, 0), ({"fraktion": "CDU"}, 0),
     ({"einbringer_typ": "fraktion"}, 1), ({"einbringer_typ": "verwaltung"}, 0)],
)  # fmt: skip
def test_queries_are_narrowed_to_proposers(site: Path, asked: dict[str, str], found: int) -> None:
    assert len(ask(site, "geaendert_beschlossen", **asked)) == found


def test_wer_bringt_ein_counts_a_joint_motion_for_each_of_its_fraktionen(site: Path) -> None:
    rows = ask(site, "wer_bringt_ein", einbringer_typ="fraktion")
    assert [(row["fraktion"], row["vorlagen"], row["beschlossen"]) for row in rows] == [("GRÜNE", 1, 1), ("SPD", 1, 1)]
    (own,) = ask(site, "wer_bringt_ein", einbringer_typ="fraktion", fraktion="SPD", konzept="integrationskonzept")
    assert (own["vorlagen"], own["kreise"], own["mit_ergebnis"], own["abgelehnt"]) == (1, 1, 1, 0)
    whole = ask(site, "wer_bringt_ein")
    assert {row["einbringer_typ"] for row in whole} == {"fraktion", "verwaltung", None}
    assert ask(site, "wer_bringt_ein", einbringer_typ="fraktion", bis="2014") == []


def test_fortschreibungen(site: Path) -> None:
    (row,) = ask(site, "fortschreibungen")
    assert (row["zuerst_beschlossen"], row["fortgeschrieben_am"]) == ("2015-05-19", "2021-05-18")
    assert (row["jahre_danach"], row["jahre_dazwischen"], row["kette"], row["vorlage"]) == (6.0, 6.0, 2, "nord:3")
    assert ask(site, "fortschreibungen", jahre="5") == []
    assert ask(site, "fortschreibungen", jahre="6,5") == [row]


def test_konzepte_ohne_beschluss(site: Path) -> None:
    rows = ask(site, "konzepte_ohne_beschluss")
    assert [(row["konzept_name"], row["vorlage"]) for row in rows] == [
        ("Klimaschutzkonzept", "nord:4"),
        ("Nahverkehrsplan", "nord:5"),
        ("Radverkehrskonzept", "sued:12"),
    ]


def test_aenderungen_seit(site: Path) -> None:
    (row,) = ask(site, "aenderungen_seit", von="2026-11")
    assert (row["feld"], row["alt"], row["kreis"]) == ("betreff", "Radwegekonzept", "Musterkreis Süd")
    assert row["quelle"] == "https://sued.example/bi/vorlage?id=12"
    assert ask(site, "aenderungen_seit", von="2027") == []


def test_quellen_je_wert(site: Path) -> None:
    rows = ask(site, "quellen_je_wert", vorlage="nord:2")
    pages = {(row["zeile"], row["feld"]): row["quelle"] for row in rows}
    assert pages["nord:2", "betreff"] == "https://nord.example/bi/vorlage?id=2"
    assert pages["nord:2#4", "ja"] == "https://nord.example/bi/auszug?id=6"
    assert {row["zeile"] for row in rows} == {"nord:2", "nord:2#1", "nord:2#2", "nord:2#3", "nord:2#4"}


def test_konzept_analyse(site: Path) -> None:
    rows = ask(site, "konzept_analyse", konzept="integrationskonzept")
    known = sql(site, "select vorlage from konzept_vorlagen where konzept = 'integrationskonzept'")
    assert sorted(column(rows, "vorlage")) == sorted(column(known, "vorlage"))
    row = next(row for row in rows if row["vorlage"] == "nord:2")
    assert (row["ags"], row["kreistyp"], row["phase"], row["beschlossen_als"], row["tage"], row["stationen"]) == (
        sample_db.NORD, "Landkreis", "beschluss", "erster Beschluss", 98, 4,
    )  # fmt: skip
    stations = sql(
        site, "select gremium_typ, datum, ja, nein from beratungen where vorlage = 'nord:2' order by position"
    )
    days = [station["datum"] for station in stations if station["gremium_typ"] == "fachausschuss"]
    assert (row["fachausschuss_zuerst"], row["fachausschuss_zuletzt"]) == (min(days), max(days))
    assert (row["kreistag_zuletzt"], row["rat_zuletzt"]) == (row["ergebnis_datum"], None)
    assert (row["ja"], row["nein"]) == (stations[-1]["ja"], stations[-1]["nein"]) == (28, 18)
    assert ask(site, "konzept_analyse", konzept="integrationskonzept", land="Bayern") == []
