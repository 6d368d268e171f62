"""The pages for comparing, over the site of `ris demo`: what they say of the Kreise, filters, downloads, feeds."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette
from selectolax.lexbor import LexborHTMLParser

from benchmarks import muster
from ris_scraper.publish.site import publish
from tests.support import sample_db
from tests.support.pages_as_trees import row, tree, words
from tests.support.serving import get

CONCEPT = "/konzept/integrationskonzept"
SOEST, BOERDE, BORKEN, SIEGEN = "05974", "15083", "05554", "05970"
ATOM = "{http://www.w3.org/2005/Atom}"
FILTERS = [
    "",
    "land=Nordrhein-Westfalen",
    "zustand=beschlossen",
    "phase=fortschreibung",
    "von=2014&bis=2016",
    "land=Musterland&zustand=fortgeschrieben&von=2020",
]


@pytest.fixture(scope="module")
def app(demo_site: Path) -> Datasette:
    return Datasette(config_dir=demo_site)


# --- what the concept page says ------------------------------------------------------------------


@pytest.fixture(scope="module")
def page(app: Datasette) -> LexborHTMLParser:
    return tree(app, CONCEPT)


def test_soest_adopted_it(page: LexborHTMLParser) -> None:
    soest = row(page, SOEST)
    assert soest["Stand"] == "beschlossen"
    assert soest["Beschluss"].replace(" ", "") == "27.06.2013Kreistag"
    assert soest["Tage bis zum Beschluss"] == "14"


def test_boerde_was_informed_and_no_decision_is_known(page: LexborHTMLParser) -> None:
    stand = row(page, BOERDE)["Stand"]
    assert stand.startswith("beraten") and "01.02.2017" in stand and "(zur Kenntnis)" in stand
    assert "nicht veröffentlicht" in stand
    assert row(page, BOERDE)["Beschluss"] == ""


def test_borken_is_announced_and_its_outcome_is_not_known(page: LexborHTMLParser) -> None:
    stand = row(page, BORKEN)["Stand"]
    assert stand.startswith("angekündigt") and "22.09.2016" in stand and "Ausgang nicht bekannt" in stand
    assert row(page, BORKEN)["Weg"] == "Kreisausschuss → Kreistag"


def test_siegen_wittgenstein_is_known_from_the_press_only(page: LexborHTMLParser) -> None:
    cells = row(page, SIEGEN)
    assert cells["Stand"].startswith("angekündigt") and "13.09.2013" in cells["Stand"]
    assert "laut Presse; keine Seite eines Portals bekannt" in cells["Stand"]
    assert cells["Beleg"] == "Presse"


def test_invented_kreise_stand_beside_them(page: LexborHTMLParser) -> None:
    assert {"fortgeschrieben", "beschlossen"} <= {row(page, ags)["Stand"] for ags in ("99001", "99004", "99007")}


def test_every_date_leads_to_its_source_in_two_clicks(app: Datasette, page: LexborHTMLParser) -> None:
    links = {
        str(link.attributes["href"])
        for link in page.css("table.vergleich td a")
        if words(link)[:2].isdigit() and words(link).count(".") == 2
    }
    assert len(links) >= 12
    for link in links:
        sources = [str(a.attributes["href"]) for a in tree(app, link).css("main a[href^=http]")]
        assert sources, link


def test_every_row_leads_to_what_stated_it(app: Datasette, page: LexborHTMLParser) -> None:
    rows = page.css("table.vergleich tbody tr")
    assert len(rows) > 4
    for tr in rows:
        proof = tr.css("td[data-name=Beleg] a")
        assert proof, tr.attributes["id"]
        assert get(app, str(proof[0].attributes["href"])).status_code == 200


def test_the_rest_is_summed_up_by_reason_and_can_be_reached(app: Datasette, page: LexborHTMLParser) -> None:
    reasons = page.css("#nichts-bekannt + table tbody tr")
    shown = len(page.css("table.vergleich tbody tr"))
    counts = {words(tr.css_first("th")): int(words(tr.css_first("td"))) for tr in reasons}
    assert {"kein Portal bekannt", "noch nicht abgefragt"} <= set(counts)
    assert shown + sum(counts.values()) == len(get(app, "/ris/kreise.json?_shape=array&_size=max").json())
    for tr in reasons:
        link = tr.css_first("a")
        assert link
        count = counts[words(tr.css_first("th"))]
        shown_there = tree(app, f"{CONCEPT}{link.attributes['href']}")
        assert int(words(shown_there.css_first("p.einleitung")).split()[0]) == count
        assert len(shown_there.css("tbody tr[id^=kreis-]")) == min(50, count)


# --- filters -------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", FILTERS)
def test_table_charts_csv_and_json_show_the_same_kreise(app: Datasette, chosen: str) -> None:
    page = tree(app, f"{CONCEPT}?{chosen}")
    kreise = [str(tr.attributes["id"])[6:] for tr in page.css("table.vergleich tbody tr")]
    assert kreise
    assert words(page.css_first("p.einleitung strong")) == str(len(kreise))

    def linked(selector: str) -> list[str]:
        return [str(a.attributes["href"]).partition("#kreis-")[2] for a in page.css(selector)]

    assert sorted(linked(".karte svg a") + linked(".karte .ohne-ort a")) == sorted(kreise)
    assert set(linked(".zeitstrahl li > a")) == set(kreise)
    assert set(linked(".dauer a")) <= set(kreise)
    assert sum(int(words(td)) for td in page.css("#stand + table td:nth-child(2)")) == len(kreise)
    csv_link, json_link = (str(a.attributes["href"]) for a in page.css("p.export-links")[0].css("a")[:2])
    assert [found["ags"] for found in csv.DictReader(io.StringIO(get(app, csv_link).text))] == kreise
    assert [found["ags"] for found in get(app, json_link).json()] == kreise
    stations = str(page.css("#zeitstrahl ~ p.export-links a")[1].attributes["href"])
    rows = list(csv.DictReader(io.StringIO(get(app, stations).text)))
    assert {found["ags"] for found in rows} == set(kreise)
    assert len(rows) == len(page.css(".zeitstrahl li svg a"))


def test_a_selection_without_kreise_says_so(app: Datasette) -> None:
    assert "Keine Kreise für diese Auswahl." in get(app, f"{CONCEPT}?von=2099").text


def test_a_filter_is_text(app: Datasette) -> None:
    page = get(app, f"{CONCEPT}?land=%22%3E%3Cscript%3E&von=%27;drop")
    assert page.status_code == 200
    assert "<script>" not in page.text


# --- other pages -----------------------------------------------------------------------------------


def test_the_start_page_leads_to_every_concept(app: Datasette) -> None:
    page = tree(app, "/")
    slugs = {found["slug"] for found in get(app, "/ris/konzepte.json?_shape=array&_size=max").json()}
    linked = {str(a.attributes["href"]).partition("?")[0] for a in page.css("main a[href^='/konzept/']")}
    assert linked == {f"/konzept/{slug}" for slug in slugs}
    integration = next(tr for tr in page.css(".stapel tbody tr") if "Integrationskonzept" in words(tr))
    counts = [int(words(a)) for a in integration.css(".anzahlen a")]
    assert sum(counts) == int(words(integration.css_first("td")))


def test_the_page_of_a_kreis(app: Datasette) -> None:
    page = tree(app, "/kreis/99001")
    for part in ("#konzepte", "#ergebnisse", "#gremien", "#portale", "#abdeckung", "#neues"):
        assert page.css_first(part), part
    concept = page.css_first("table.vergleich th a")
    assert concept and str(concept.attributes["href"]) == f"{CONCEPT}?zu=99001#kreis-99001"
    assert "29.09.2014" in words(page.css_first("table.vergleich tbody tr"))


def test_a_kreis_counts_what_two_of_its_portals_show_once(app: Datasette) -> None:
    rows = get(app, "/ris/vorlagen_eindeutig.json?_shape=array&_size=max&ags=99009").json()
    both = get(app, "/ris/vorlagen.json?_shape=array&_size=max&ags=99009").json()
    assert len(rows) < len(both)
    assert words(tree(app, "/kreis/99009").css_first("p.einleitung")).startswith(f"{len(rows)} Vorlagen")


def test_a_kreis_without_data_says_so(app: Datasette) -> None:
    assert "Von diesem Kreis ist noch keine Vorlage gelesen." in get(app, "/kreis/09162").text


@pytest.mark.parametrize("path", ["/konzept/nichts", "/konzept/nichts.atom", "/kreis/00000", "/kreis/00000.atom"])
def test_what_does_not_exist_is_not_found(app: Datasette, path: str) -> None:
    page = get(app, path)
    assert page.status_code == 404
    assert "gibt es hier nicht" in page.text


def test_the_list_of_kreise(app: Datasette) -> None:
    assert len(tree(app, "/kreis").css(".spalten-liste a")) == len(tree(app, "/kreis?suche=").css(".spalten-liste a"))
    assert [words(a) for a in tree(app, "/kreis?suche=soest").css(".spalten-liste a")] == ["Kreis Soest"]


# --- feeds -----------------------------------------------------------------------------------------


def entries(text: str) -> list[ElementTree.Element]:
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    for needed in ("title", "id", "updated"):
        assert all(part.findtext(f"{ATOM}{needed}") for part in (feed, *feed.findall(f"{ATOM}entry")))
    return feed.findall(f"{ATOM}entry")


@pytest.mark.parametrize("path", [CONCEPT, "/kreis/99001", "/kreis/05970"])
def test_a_page_names_its_feed_and_the_feed_leads_to_its_rows(app: Datasette, path: str) -> None:
    link = tree(app, path).css_first("link[type='application/atom+xml']")
    assert link and link.attributes["href"] == f"{path}.atom"
    answer = get(app, f"{path}.atom")
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    found = entries(answer.text)
    days = [entry.findtext(f"{ATOM}updated") or "" for entry in found]
    assert days == sorted(days, reverse=True) and found
    for entry in found[:3]:
        target = entry.find(f"{ATOM}link")
        assert target is not None
        assert get(app, target.attrib["href"].removeprefix("http://localhost")).status_code == 200


def test_a_feed_without_entries_is_whole(app: Datasette) -> None:
    assert entries(get(app, "/konzept/tourismuskonzept.atom").text) == []


def test_no_text_breaks_a_feed(tmp_path: Path) -> None:
    source = sample_db.build(tmp_path / "ris.db")
    hostile = "<script>\x00\x01\x0b&amp; \ufffe ]]> \u202eKonzept"
    with closing(sqlite3.connect(source)) as db, db:
        db.execute("update vorlagen set betreff = ?, ergebnis = ?, url = 'javascript:alert(1)'", [hostile, hostile])
    publish(source, tmp_path / "site")
    app = Datasette(config_dir=tmp_path / "site")
    for path in (f"{CONCEPT}.atom", f"/kreis/{sample_db.NORD}.atom"):
        found = entries(get(app, path).text)
        assert "<script>&amp;  ]]> \u202eKonzept" in (found[0].findtext(f"{ATOM}title") or "")
        assert not [link for entry in found for link in entry.findall(f"{ATOM}link") if link.attrib["rel"] == "via"]


# --- side by side ------------------------------------------------------------------------------------


def test_rows_can_be_put_side_by_side(app: Datasette, page: LexborHTMLParser) -> None:
    boxes = {str(box.attributes["value"]) for box in page.css("input[name=k][form=nebeneinander]")}
    assert {f"integrationskonzept:{ags}" for ags in (SOEST, BOERDE, BORKEN)} <= boxes
    assert f"integrationskonzept:{SIEGEN}" not in boxes
    beside = get(app, f"/vergleich?k=integrationskonzept:{SOEST}&k=integrationskonzept:{BOERDE}").text
    assert "Kreis Soest" in beside and "Landkreis Börde" in beside


# --- absence -------------------------------------------------------------------------------------


def test_example_pages_are_too_few_to_claim_that_something_is_not_there(app: Datasette) -> None:
    windows = get(app, "/ris/kreisfenster.json?_shape=array&_size=max").json()
    assert windows and not [found for found in windows if found["beobachtet_ab"] or found["fehlt"] is None]
    for path in (CONCEPT, f"/kreis/{BORKEN}", "/"):
        assert "nichts gefunden" not in get(app, path).text
    assert "kein Anteil" in words(tree(app, CONCEPT).css_first("#anteil"))


def test_borken_is_announced_for_the_integrationskonzept_and_absent_from_nothing(app: Datasette) -> None:
    rows = get(app, f"/ris/konzeptvergleich.json?_shape=array&_size=max&ags={BORKEN}").json()
    [integration] = [found for found in rows if found["konzept"] == "integrationskonzept"]
    assert integration["zustand"] == "angekuendigt"
    assert len(rows) > 30 and {found["fehlt"] for found in rows} & {"noch nicht fertig gelesen"}
    assert "nichts gefunden" not in {found["fehlt"] for found in rows}


def test_adopted_are_also_those_that_renewed_it_since(app: Datasette) -> None:
    rows = get(app, "/ris/konzept_in_kreisen.json?konzept=integrationskonzept&zustand=beschlossen&_shape=array").json()
    assert {"beschlossen", "fortgeschrieben"} == {found["zustand"] for found in rows}
    adopted = next(tr for tr in tree(app, CONCEPT).css("#stand + table tbody tr"))
    renewed = sum(found["zustand"] == "fortgeschrieben" for found in rows)
    assert words(adopted.css_first("td")) == str(len(rows))
    assert f"davon {renewed} seither fortgeschrieben" in words(adopted.css_first("th"))


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """A site of invented Kreise: most are read to the end, some since later, some not."""
    path = tmp_path_factory.mktemp("muster")
    muster.make(path / "data", 15, 1500, text=50)
    publish(path / "data" / "ris.db", path / "site")
    return Datasette(config_dir=path / "site")


@pytest.mark.parametrize("kreistyp", ["Landkreis", "kreisfreie Stadt"])
def test_a_share_names_its_denominator(read: Datasette, kreistyp: str) -> None:
    page = tree(read, f"{CONCEPT}?kreistyp={kreistyp}&land=")
    url = f"/ris/konzeptvergleich.json?_shape=array&_size=max&konzept=integrationskonzept&kreistyp={kreistyp}"
    rows = [found for found in get(read, url).json() if found["beobachtet_ab"]]
    adopted = sum(bool(found["beschlossen_am"]) for found in rows)
    assert rows and f"{adopted} von {len(rows)} fertig gelesenen" in words(page.css_first("#anteil"))
    link = str(page.css("p.export-links")[0].css("a")[0].attributes["href"])
    loaded = list(csv.DictReader(io.StringIO(get(read, link).text)))
    assert {found["kreise_gelesen"] for found in loaded} == {str(len(rows))}
    assert {found["kreistyp"] for found in loaded} == {kreistyp}


def test_what_was_not_found_names_the_years_that_were_read(read: Datasette) -> None:
    page = tree(read, f"{CONCEPT}?zustand=nichts&fehlt=nichts gefunden")
    reasons = {words(td) for td in page.css("tbody tr[id^=kreis-] td:last-child")}
    assert "gelesen 2014–2026, nichts gefunden; davor nicht gelesen" in reasons
    unread = tree(read, f"{CONCEPT}?zustand=nichts&fehlt=noch nicht fertig gelesen")
    assert {words(td) for td in unread.css("tbody tr[id^=kreis-] td:last-child")} <= {"noch nicht fertig gelesen"}


def test_a_kreis_says_from_when_to_when_it_was_read(read: Datasette) -> None:
    since = words(tree(read, "/kreis/99007").css_first("#fenster"))
    assert since.startswith("Fertig gelesen vom 01.01.2018 bis zum 01.11.2026; davor nicht gelesen.")
    assert "Gelesen 2018–2026, nichts gefunden" in get(read, "/kreis/99007").text
    unfinished = words(tree(read, "/kreis/99005").css_first("#fenster"))
    assert unfinished.endswith("noch nicht fertig gelesen.")
    assert "nichts gefunden" not in get(read, "/kreis/99005").text


def test_coverage_counts_windows_and_prints_what_others_counted(read: Datasette) -> None:
    page = tree(read, "/abdeckung")
    states = {
        words(tr.css_first("th")): words(tr.css("td")[-1]) for tr in page.css("#fenster ~ div tbody")[0].css("tr")
    }
    assert states["fertig gelesen"] == "12" and int(states["kein Portal bekannt"]) > 20
    said = get(read, "/abdeckung").text
    assert "221 von 401" in said and "54 Kommunale Integrationszentren" in said and "Berlin-Institut" in said
    portal = words(tree(read, "/abdeckung?portal=muster-007").css_first("dl"))
    assert "Fertig gelesenvom 01.01.2018 bis zum 01.11.2026" in portal
