"""The pages of the site over HTTP: in German, with their sources, and linked."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.database import Database

from ris_scraper.publish.site import publish
from ris_scraper.publish.tables import VIEWS
from tests.support import sample_db
from tests.support.page_types import PAGES
from tests.support.serving import get, sql


@pytest.mark.parametrize("path", [path for path, _ in PAGES.values()] + ["/ris/nothing"])
def test_every_page_is_german_and_says_that_kreise_are_invented(app: Datasette, path: str) -> None:
    page = get(app, path)
    assert page.status_code == (404 if path.endswith("nothing") else 200)
    assert '<html lang="de">' in page.text
    assert "Beispieldaten." in page.text
    assert len(re.findall("<h1", page.text)) == 1
    assert not re.search(r"Powered by|Custom SQL|This data as|Suggested facets|>Search|Apply|rows?\b where", page.text)
    assert not re.search(r'(?:src=|rel="stylesheet" href=)"(?:https?:)?//', page.text)


@pytest.mark.parametrize("path", [path for path, _ in PAGES.values()])
def test_tables_can_be_listened_to(app: Datasette, path: str) -> None:
    page = get(app, path).text
    assert not re.search(r"<th(?=[\s>])(?![^>]*\sscope=)", page)
    for before, table in re.findall(r"(.{0,200})(<table.{0,200})", page, re.DOTALL):
        assert (
            "<caption" in table or re.match("<table[^>]* aria-label=", table) or 'role="region" aria-label="' in before
        ), table


def test_the_start_page_asks_little_and_is_found_as_json_too(app: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    run = Database.execute_fn

    async def counting(self: Database, work: object) -> object:
        asked.append(work)
        return await run(self, work)

    monkeypatch.setattr(Database, "execute_fn", counting)
    page = get(app, "/", headers={"cookie": "afresh=1"})
    assert page.status_code == 200 and 0 < len(asked) <= 10
    assert page.headers["link"] == 'http://localhost/.json; rel="alternate"; type="application/json+datasette"'
    assert get(app, "/.json").json()["ris"]["views_count"] == len(VIEWS)


def test_what_of_which_portal_is_read(app: Datasette, site: Path) -> None:
    page = get(app, "/abdeckung").text.partition('id="gelesen"')[2].partition('id="nicht-gelesen"')[0]
    shown = [[re.sub(r"<svg.*?</svg>|<[^>]+>", "", cell, flags=re.DOTALL).strip() for cell in row.split("</td>")]
             for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page, re.DOTALL)]  # fmt: skip
    rows = sql(site, """
        select portal_name, min(jahr) as von, max(jahr) as bis, sum(vorlagen) as vorlagen, sum(mit_ergebnis) as mit
        from abdeckung where seiten > 0 group by portal order by portal""")  # fmt: skip
    assert [row[3].replace("–", " ").split() for row in shown] == [
        [str(year) for year in dict.fromkeys((row["von"], row["bis"]))] for row in rows
    ]
    assert [(row[5], row[6]) for row in shown] == [(str(row["vorlagen"]), str(row["mit"])) for row in rows]
    nord = next(part for part in page.split("<tr>") if "portal=nord" in part)
    counted = sql(site, "select jahr, vorlagen from abdeckung where portal = 'nord' and jahr is not null")
    squares = dict(re.findall(r"<title>(\d+): (\d+)</title>", nord))
    assert {year: n for year, n in squares.items() if n != "0"} == {
        str(row["jahr"]): str(row["vorlagen"]) for row in counted if row["vorlagen"]
    }


def test_every_page_read_is_on_one_page_of_its_table(app: Datasette, site: Path) -> None:
    """Many were fetched in the same second: Datasette goes on behind the last key among those, whatever their order."""
    address, seen = "/ris/seiten.json?_size=5", []
    while address:
        part = get(app, address).json()
        seen += [row[part["columns"].index("id")] for row in part["rows"]]
        address = (part["next_url"] or "").removeprefix("http://localhost")
    assert sorted(seen) == [row["id"] for row in sql(site, "select id from seiten order by id")]


def test_the_page_of_a_vorlage(app: Datasette) -> None:
    page = get(app, "/ris/vorlagen/nord~3A2").text
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).replace(" ,", ",")
    assert "Musterkreis Nord · Vorlage 2015/012" in text
    assert "geändert beschlossen Kreistag, 19.05.2015" in text
    assert "28 Ja, 18 Nein, 2 Enthaltungen" in text
    assert "Sprachkurse und Wohnungen" in text and "Ein Antrag ergänzt das Ehrenamt" in text
    assert "Konzept, Entwurf vom Januar (1.400 kB)" in text
    assert "2021/101 Fortschreibung des Integrationskonzepts" in text
    assert 'href="https://nord.example/bi/vorlage?id=2"' in page
    assert "javascript:" not in page
    assert "Fraktionen: AfD dagegen; SPD dafür" in text


def test_every_value_of_a_vorlage_leads_to_its_page(app: Datasette, site: Path) -> None:
    page = get(app, "/ris/vorlagen/nord~3A2").text
    station = page.partition('<li class="spur-geaendert_beschlossen">')[2].partition("</li>")[0]
    assert '<a href="#quelle-2" aria-label="Quelle 2">2</a>' in station
    assert page.count('class="beleg"') == 1, "what is from the page of the Vorlage carries no mark"
    for number, url in ((1, "https://nord.example/bi/vorlage?id=2"), (2, "https://nord.example/bi/auszug?id=6")):
        assert f'<li id="quelle-{number}"><a href="{url}">' in page
    told = sql(site, "select feld from herkunft_alle where zeile = 'nord:2' or zeile like 'nord:2#%'")
    told += sql(site, "select feld from herkunft_alle where zeile in ('t0', 't1', 'a0', 'a1')")
    assert page.count('<th scope="row">') == len(told)


def test_press_and_changes_of_a_vorlage(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(source)) as db, db:
        page = "nord:vorlage-2"
        values = ("p1", "Kreis plant Konzept", "Bote", "2015-01-07", sample_db.NORD, "https://bote.example/1", page)
        db.execute(
            "insert into presse (id, titel, medium, datum, ags, url, seite) values (?, ?, ?, ?, ?, ?, ?)", values
        )
        db.execute("insert into presse_konzepte values ('p1', 'integrationskonzept', 'Konzept', ?)", [page])
        db.execute(
            "insert into presse_termine (id, presse, position, zitat) values ('p1#1', 'p1', 1, 'Im Mai berät er.')"
        )
        changed = "insert into aenderungen (tabelle, zeile, feld, alt, neu, gesehen_am) values "
        db.execute(changed + "('beratungen', 'nord:2#1', 'ergebnis', null, 'vertagt', '2026-11-02')")
    publish(source, tmp_path / "site")
    app = Datasette(config_dir=tmp_path / "site")
    page = get(app, "/ris/vorlagen/nord~3A2").text
    assert '<a href="https://bote.example/1">Kreis plant Konzept</a>, Bote, 07.01.2015' in page
    assert "„Im Mai berät er.“" in page
    assert "Sozialausschuss, ergebnis: „“ → „vertagt“ (gesehen am 02.11.2026)" in page
    assert "In der Presse" not in get(app, "/ris/vorlagen/nord~3A4").text


def test_a_vorlage_without_result_says_why(app: Datasette) -> None:
    assert "Das Portal zeigt kein Ergebnis." in get(app, "/ris/vorlagen/nord~3A5").text
    assert "ohne Termin" in get(app, "/ris/vorlagen/sued~3A12").text
    assert "Radwegekonzept" in get(app, "/ris/vorlagen/sued~3A12").text


def test_queries_link_rows_and_offer_values(app: Datasette) -> None:
    page = get(app, "/ris/konzept_in_kreisen", params={"konzept": "integrationskonzept"}).text
    assert '<a href="/ris/vorlagen/soest-alt~3A85-2013">' in page
    assert '<option value="klimaschutzkonzept">Klimaschutzkonzept</option>' in page
    assert 'title="https://sued.example/bi/vorlage?id=11">sued.example</a>' in page


def test_who_proposed_is_shown_offered_and_counted(app: Datasette) -> None:
    assert re.search(r"<dt>Eingebracht von</dt><dd>SPD; GRÜNE", get(app, "/ris/vorlagen/nord~3A2").text)
    cell = r'<td data-name="Eingebracht">Fraktion<small>SPD; GRÜNE</small></td>'
    assert re.search(cell, get(app, "/konzept/integrationskonzept").text)
    assert '<option value="verwaltung">verwaltung</option>' in get(app, "/ris/wer_bringt_ein").text
    facets = get(app, "/ris/vorlagen.json", params={"_size": "0"}).json()["facet_results"]["einbringer_typ"]["results"]
    assert {one["value"] for one in facets} == {"fraktion", "verwaltung"}
    (row,) = get(app, "/ris/vorlagen.json", params={"einbringer_typ": "fraktion", "_shape": "array"}).json()
    assert row["fraktionen"] == "SPD; GRÜNE"


def test_views_link_their_rows(app: Datasette) -> None:
    assert '<a href="/ris/vorlagen/nord~3A2">nord:2</a>' in get(app, "/ris/vorlagen_eindeutig").text
    page = get(app, "/ris/abdeckung", params={"portal": "soest-alt"}).text
    assert '<a href="/ris/portale/soest-alt">soest-alt</a>' in page and "/kreis/05974" in page


def test_the_dataset_can_be_taken_along(app: Datasette, site: Path) -> None:
    assert get(app, "/ris.db").content == (site / "ris.db").read_bytes()


def test_an_address_with_a_slash_at_its_end_leads_to_the_one_without(app: Datasette) -> None:
    for path in ("/kreis", "/konzept/integrationskonzept", "/abdeckung"):
        answer = get(app, f"{path}/?land=x")
        assert (answer.status_code, answer.headers["location"]) == (302, f"{path}?land=x")
