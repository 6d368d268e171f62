"""The pages for comparing over many invented Kreise: pages of the table, charts, matrix, two concepts."""

from __future__ import annotations

from statistics import median

import pytest
from datasette.app import Datasette
from selectolax.lexbor import LexborHTMLParser

from benchmarks import muster
from ris_scraper.publish.site import publish
from tests.support.pages_as_trees import tree, words
from tests.support.serving import get

CONCEPT = "/konzept/integrationskonzept"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """A site of so many invented Kreise that their table has several pages."""
    path = tmp_path_factory.mktemp("many")
    muster.make(path / "data", 120, 6000, text=50, idle=False)
    publish(path / "data" / "ris.db", path / "site")
    return Datasette(config_dir=path / "site")


def kreise_of(page: LexborHTMLParser) -> list[str]:
    return [str(tr.attributes["id"])[6:] for tr in page.css("table.vergleich tbody tr")]


def test_pages_of_the_table_are_the_rows_of_the_query_and_the_charts_show_all(many: Datasette) -> None:
    pages = [tree(many, f"{CONCEPT}?seite={n}") for n in (1, 2)]
    rows = get(many, "/ris/konzept_in_kreisen.json?konzept=integrationskonzept&_shape=array").json()
    assert [ags for page in pages for ags in kreise_of(page)] == [found["ags"] for found in rows]
    assert len(kreise_of(pages[0])) == 50 < len(rows) <= 100
    for page in pages:
        assert len(page.css(".karte svg a")) == len(rows)
        assert sum(int(words(td)) for td in page.css("#stand + table td:nth-child(2)")) == len(rows)
        assert {str(a.attributes["href"]) for a in page.css(".zeitstrahl li > a")} <= {
            f"#kreis-{ags}" for ags in kreise_of(page)
        }
        assert {str(a.attributes["href"])[7:] for a in page.css(".gremien th a")} <= set(kreise_of(page))


def test_every_mark_of_the_map_leads_to_a_row(many: Datasette) -> None:
    page = tree(many, f"{CONCEPT}?sort=-tage")
    links = [str(a.attributes["href"]) for a in page.css(".karte svg a")]
    targets = {url: kreise_of(tree(many, CONCEPT + url)) for url in {link.partition("#")[0] for link in links} - {""}}
    assert targets
    for link in links:
        url, _, ags = link.partition("#kreis-")
        assert ags in (targets[url] if url else kreise_of(page)), link
    assert kreise_of(tree(many, f"{CONCEPT}?zu={links[-1][-5:]}")).count(links[-1][-5:]) == 1


def _key(column: str, cell: str) -> str | int:
    """What a printed cell is sorted by: a number, the day of a date, else the text."""
    if column == "tage":
        return int(cell.replace(".", ""))
    return "-".join(reversed(cell[:10].split("."))) if column == "beschluss" else cell


@pytest.mark.parametrize("sort", ["kreis", "-kreis", "tage", "-tage", "beschluss"])
def test_the_table_is_sorted_by_a_link(many: Datasette, sort: str) -> None:
    column, down = sort.removeprefix("-"), sort.startswith("-")
    cell = {"kreis": "th a", "tage": "td[data-name^=Tage]", "beschluss": "td[data-name=Beschluss]"}[column]
    page = tree(many, f"{CONCEPT}?sort={sort}")
    keys = [_key(column, text) for found in page.css(f"table.vergleich tbody {cell}") if (text := words(found))]
    assert len(keys) > 20 and keys == sorted(keys, reverse=down)
    head = page.css_first("th[aria-sort]")
    assert head and head.attributes["aria-sort"] == ("descending" if down else "ascending")
    turn = head.css_first("a")
    assert turn and str(turn.attributes["href"]) == f"?sort={column if down else '-' + column}#kreise"


@pytest.mark.parametrize("asked", ["sort=einwohner", "seite=99", "seite=abc", "sort=%3Cscript%3E&seite=-1"])
def test_what_cannot_be_shown_is_named(many: Datasette, asked: str) -> None:
    page = tree(many, f"{CONCEPT}?{asked}")
    assert page.css("p.message-error") and len(kreise_of(page)) == 50
    assert not page.css("main script")


def test_durations_are_those_of_the_query(many: Datasette) -> None:
    url = "/ris/konzept_dauer.json?_shape=array&konzept=integrationskonzept&stationen=alle"
    rows = get(many, url).json()
    days = [found["tage"] for found in rows if found["tage"] is not None]
    page = tree(many, CONCEPT)
    assert f"in {len(days)} Kreisen der Auswahl; Median {round(median(days))} Tage" in words(
        page.css_first("#dauer ~ p")
    )
    assert sum(int(words(td)) for td in page.css(".klassen td:nth-child(2)")) == len(days)
    listed = [int(words(tr.css_first("td"))) for tr in page.css(".dauer tbody tr")]
    assert listed == sorted(days)[:5] + sorted(days)[-5:]


def test_adoptions_by_year_are_those_of_the_query(many: Datasette) -> None:
    rows = get(
        many, "/ris/beschluesse_im_verlauf.json?_shape=array&konzept=integrationskonzept&kreistyp=Landkreis"
    ).json()
    page = tree(many, f"{CONCEPT}?kreistyp=Landkreis")
    table = next(found for found in page.css("table") if "bis dahin beschlossen" in words(found))
    shown = [[words(cell) for cell in tr.css("th, td")] for tr in table.css("tbody tr")]
    assert [[int(cell) for cell in cells[:4]] for cells in shown] == [
        [found[name] for name in ("jahr", "neu_beschlossen", "bis_dahin_beschlossen", "kreise")] for found in rows
    ]
    assert len(page.css(".jahresbalken .neu")) == len(rows)


def test_the_matrix_says_what_each_body_said(many: Datasette) -> None:
    page = tree(many, CONCEPT)
    heads = [words(th) for th in page.css(".gremien thead th")]
    assert heads == [
        "Kreis", "Kreistag", "Kreisausschuss", "Fachausschuss", "Beirat", "Rat", "Ortsgremium", "anderes Gremium",
    ]  # fmt: skip
    ags = kreise_of(page)[0]
    rows = get(many, f"/ris/konzept_gremien.json?_shape=array&konzept=integrationskonzept&kreise={ags}").json()
    cells = page.css(".gremien tbody tr")[0].css("td")
    for kind, cell in zip(("kreistag", "kreisausschuss", "fachausschuss"), cells, strict=False):
        days = [".".join(reversed(found["datum"].split("-"))) for found in rows if found["gremium_typ"] == kind]
        assert [words(span) for span in cell.css(".zahl")] == days
    links = [str(a.attributes["href"]) for a in page.css("#gremien ~ p.export-links a[href*=konzept_gremien]")]
    assert len(links) == 4 and all(get(many, link).status_code == 200 for link in links)


# --- two concepts --------------------------------------------------------------------------------

TWO = "a=integrationskonzept&b=klimaschutzkonzept"


@pytest.mark.parametrize("more", ["", "&kreistyp=Landkreis", "&land=Musterland"])
def test_two_concepts_side_by_side_count_over_the_kreise_that_were_read(many: Datasette, more: str) -> None:
    rows = get(many, f"/ris/konzepte_nebeneinander.json?_shape=array&{TWO}{more}").json()
    page = tree(many, f"/konzepte?{TWO}{more}")
    read_to_the_end = [found for found in rows if found["beobachtet_ab"]]
    assert f"von {len(read_to_the_end)} fertig gelesenen" in words(page.css_first("table.saeulen thead"))
    counts = [[words(td) for td in tr.css("td")] for tr in page.css("table.saeulen tbody tr")]
    assert counts == [
        [str(sum(found["lage"] == name for found in group)) for group in (rows, read_to_the_end)]
        for name in ("beide", "nur a", "nur b", "keines", "unbekannt")
    ]
    shown = kreise_of(page)
    assert len(shown) == min(50, sum(bool(found["a_beschlossen_am"] or found["b_beschlossen_am"]) for found in rows))


def test_which_of_two_concepts_came_first(many: Datasette) -> None:
    rows = get(many, f"/ris/konzepte_nebeneinander.json?_shape=array&{TWO}").json()
    known = [found for found in rows if found["zuerst_kam"]]
    assert {found["zuerst_kam"] for found in known} >= {"a", "b"}
    for found in known:
        assert found["lage"] == "beide"
        days = found["tage_a_bis_b"]
        assert found["zuerst_kam"] == ("a" if days > 0 else "b" if days < 0 else "am selben Tag")
    for found in rows:  # nobody can tell what an unread Kreis has not
        assert found["beobachtet_ab"] or found["lage"] in ("beide", "unbekannt")
    turned = get(
        many, "/ris/konzepte_nebeneinander.json?_shape=array&a=klimaschutzkonzept&b=integrationskonzept"
    ).json()
    swap = {"a": "b", "b": "a"}
    assert {r["ags"]: swap.get(r["zuerst_kam"], r["zuerst_kam"]) for r in turned} == {
        r["ags"]: r["zuerst_kam"] for r in rows
    }


@pytest.mark.parametrize("asked", ["a=nichts", "b=%3Cb%3E", f"{TWO}&lage=alles", "a=schutz&b=schutz", f"{TWO}&sort=x"])
def test_two_concepts_that_cannot_be_compared_are_named(many: Datasette, asked: str) -> None:
    assert tree(many, f"/konzepte?{asked}").css("p.message-error")


def test_a_concept_leads_to_its_comparison(many: Datasette) -> None:
    form = tree(many, f"{CONCEPT}?land=Musterland").css_first("form.daneben")
    assert form and form.attributes["action"] == "/konzepte"
    fields = {str(field.attributes["name"]): field.attributes.get("value") for field in form.css("input[name]")}
    assert fields == {"a": "integrationskonzept", "land": "Musterland"}
    assert "klimaschutzkonzept" in [option.attributes["value"] for option in form.css("select[name=b] option")]


def test_the_page_of_a_kreis_shows_the_editions_of_a_concept(many: Datasette) -> None:
    rows = get(many, "/ris/kette.json?_shape=array&konzept=integrationskonzept").json()
    ags = next(found["ags"] for found in rows if found["jahre_dazwischen"] is not None)
    chain = [found for found in rows if found["ags"] == ags]
    row = next(tr for tr in tree(many, f"/kreis/{ags}").css("tr") if "Integrationskonzept" in words(tr.css_first("th")))
    assert len(row.css("ol.kette li")) == len(chain) > 1
    assert f"nach {str(chain[-1]['jahre_dazwischen']).replace('.', ',')} Jahren" in words(row.css_first("ol.kette"))
