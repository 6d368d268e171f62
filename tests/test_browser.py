"""The site in a browser: pages open without errors, without a request to anybody else, and fit on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ris_scraper.publish.site import publish
from tests.support import hostile_db
from tests.support.browsing import NAMELESS, SIZES, keep
from tests.support.page_types import PAGES
from tests.support.serving import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which everything that a portal prints is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    publish(hostile_db.build(folder / "ris.db"), folder / "site")
    with serving(folder / "site") as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens(page: Any, name: str) -> None:
    path, words = PAGES[name]
    page.goto(path)
    keep(page, name)
    assert words in page.inner_text("body")
    assert "Beispieldaten." in page.inner_text("aside")
    assert page.get_attribute("html", "lang") == "de"
    assert page.locator("h1").count() == 1
    # tables may scroll in their frame, the page itself may not
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(NAMELESS) == []
    place = _search_box(page).bounding_box()
    assert place["x"] >= 0 and place["x"] + place["width"] <= page.viewport_size["width"]
    assert place["width"] >= 150 and place["height"] >= 24


def _search_box(page: Any) -> Any:
    """The box in the head of every page."""
    return page.get_by_role("banner").get_by_role("searchbox", name="Wörter, Vorlagennummer, Kreis oder Konzept")


@pytest.mark.parametrize("name", ["start", "table", "paper"])
@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_the_search_box_searches(page: Any, name: str) -> None:
    page.goto(PAGES[name][0])
    box = _search_box(page)
    box.fill("Integrationskonzepte")
    box.press("Enter")
    page.wait_for_url("**/suche?q=Integrationskonzepte")
    assert page.locator(".treffer h3 a").count() == 5


HOSTILE = [
    "/",
    "/kreis/99001",
    "/kreis/99002",
    "/konzept/integrationskonzept",
    "/ris/vorlagen",
    "/abdeckung",
    "/quellen",
]
HOSTILE += [
    "/suche?q=Konzept",
    "/suche?q=Kon*",
    "/suche?q=script",
    "/ris/beratungsweg",
    "/vergleich?v=nord:2&v=nord:3&v=nord:4&v=sued:11",
]
HOSTILE += [f"/ris/vorlagen/{key.replace(':', '~3A')}" for key in hostile_db.TITLES]


@pytest.mark.parametrize("path", HOSTILE)
def test_hostile_content_runs_nothing_and_breaks_no_page(page: Any, hostile: str, path: str) -> None:
    opened: list[str] = []
    page.on("dialog", lambda dialog: opened.append(dialog.message) or dialog.dismiss())
    page.goto(hostile + path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.querySelectorAll('h1 *:not(sup, a), main script, main b').length") == 0
    assert opened == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("page", ["desktop"], indirect=True)
def test_a_page_has_no_serious_barrier(page: Any, name: str, axe: str) -> None:
    page.goto(PAGES[name][0])
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    page.evaluate(axe)
    # Colours do not depend on the size: each scheme with one of them is enough.
    for (width, height), scheme in zip(SIZES.values(), ("light", "dark"), strict=True):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        assert [
            f"{width} {scheme}: {rule['id']}: {rule['help']}: {node['html'][:200]}"
            for rule in found
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"][:3]
        ] == []


def test_from_the_start_page_to_the_source(page: Any) -> None:
    page.goto("/")
    page.fill("#suche", "Sprachkurs")
    page.press("#suche", "Enter")
    page.wait_for_url("**/suche?q=Sprachkurs")
    assert page.inner_text(".treffer mark") == "Sprachkurse"
    page.click(".treffer h3 a")
    page.wait_for_url("**/ris/vorlagen/**")
    assert "Integrationskonzept für den Musterkreis Nord" in page.inner_text("h1")
    assert page.inner_text("ol.spur li:last-child .ergebnis") == "geändert beschlossen"
    assert page.get_attribute("dl.zeile a >> nth=0", "href") == "https://nord.example/bi/vorlage?id=2"


def test_two_clicks_from_a_concept_to_the_page_that_stated_a_date(page: Any) -> None:
    page.goto("/")
    page.click(".stapel th a:text-is('Integrationskonzept')")
    row = page.locator("tr#kreis-99001")
    assert "19.05.2015" in row.inner_text()
    row.locator("a:text-is('19.05.2015')").click()
    page.wait_for_url("**/ris/vorlagen/nord~3A2")
    assert page.locator("main a[href='https://nord.example/bi/vorlage?id=2']").count() >= 1


def test_the_demo_shows_the_kreise_of_the_seeds(page: Any, demo: str) -> None:
    page.goto(f"{demo}/konzept/integrationskonzept", wait_until="networkidle")
    keep(page, "demo")
    for ags, shown in {
        "05974": ("beschlossen", "27.06.2013", "Kreistag", "14"),
        "15083": ("beraten", "01.02.2017", "zur Kenntnis", "nicht veröffentlicht"),
        "05554": ("angekündigt", "22.09.2016", "Ausgang nicht bekannt"),
        "05970": ("angekündigt", "13.09.2013", "laut Presse; keine Seite eines Portals bekannt"),
    }.items():
        row = page.inner_text(f"tr#kreis-{ags}")
        assert not [words for words in shown if words not in row], row
        page.locator(f"tr#kreis-{ags} td a").first.click()
        page.locator("main a[href^=http]").first.wait_for(state="attached")  # the second click, to the source
        page.go_back()


def test_marks_lead_to_their_rows_and_papers(page: Any) -> None:
    page.goto("/konzept/integrationskonzept")
    assert page.get_attribute(".karte svg a", "href") == "#kreis-05974"
    page.click(".zeitstrahl li > a:text-is('Musterkreis Süd')")
    page.wait_for_url("**#kreis-99002")
    marks = page.locator(".zeitstrahl").first.locator("li", has_text="Musterkreis Süd").locator("svg a")
    assert marks.count() == 2
    marks.nth(1).locator("use").click()
    page.wait_for_url("**/ris/vorlagen/sued~3A11")


def test_a_filter_changes_what_is_shown(page: Any) -> None:
    page.goto("/konzept/integrationskonzept")
    page.select_option("select[name=land]", "Nordrhein-Westfalen")
    page.click("input[value=Anwenden]")
    page.wait_for_url("**land=Nordrhein-Westfalen**")
    for marks in (".vergleich tbody tr", ".zeitstrahl li", ".dauer tbody tr", ".karte svg a"):
        assert page.locator(marks).count() == 1, marks
    page.click("text=alle zeigen")
    page.locator(".vergleich tbody tr").nth(2).wait_for()
    assert page.locator(".vergleich tbody tr").count() == 3


def test_a_concept_prints_whole(page: Any) -> None:
    page.goto("/konzept/integrationskonzept")
    page.emulate_media(media="print")
    keep(page, "print")
    assert not page.is_visible("header.kopf") and not page.is_visible("form.filters")
    assert page.is_visible(".zeitstrahl") and page.is_visible("table.vergleich")


def test_the_map_draws_the_shape_of_a_kreis(page: Any, demo: str) -> None:
    page.goto(f"{demo}/konzept/integrationskonzept", wait_until="networkidle")
    boxes = page.evaluate("[...document.querySelectorAll('.karte use')].map(e => e.getBoundingClientRect().width)")
    assert len(boxes) >= 10 and min(boxes) > 2  # what the browser may not load has no width
    soest = page.locator(".karte a[href='#kreis-05974'] use").first.bounding_box()
    country = page.locator(".karte use.grund").bounding_box()
    assert country["width"] / 30 < soest["width"] < country["width"] / 5


def test_a_query_with_a_parameter(page: Any) -> None:
    page.goto("/ris/konzept_in_kreisen")
    page.select_option("select[name=konzept]", label="Klimaschutzkonzept")
    page.click("input[value=Anzeigen]")
    page.wait_for_url("**konzept=klimaschutzkonzept**")
    assert page.locator("table.rows-and-columns tbody tr").count() == 2
    page.click("text=SQL zeigen")
    assert "konzeptvergleich" in page.inner_text("#sql-query")


def test_filter_and_group(page: Any) -> None:
    page.goto("/ris/vorlagen")
    page.click("#facet-art_norm summary")
    page.click("section.facet-results a:text-is('antrag')")
    page.wait_for_url("**art_norm=antrag**")
    assert page.locator("table.rows-and-columns tbody tr").count() == 1
    page.click("summary:has-text('Was die Spalten bedeuten')")
    page.click("a[aria-label='nach Federführend gruppieren']")
    page.wait_for_url("**_facet=federfuehrend**")
    assert "Federführend" in page.inner_text("section.facet-results")


def test_the_sql_editor_works(page: Any) -> None:
    page.goto("/ris?sql=select+name+from+kreise+where+ags='05974'")
    page.click("#sql-format")
    page.locator(".CodeMirror-line", has_text="where").wait_for()
    page.locator(".CodeMirror textarea").press("Shift+Enter")
    page.wait_for_url("**%0A**")
    assert page.inner_text("td.col-name") == "Kreis Soest"


FOCUS = """
(() => {
  const found = document.activeElement, style = getComputedStyle(found), box = found.getBoundingClientRect();
  return {name: found.outerHTML.slice(0, 100), seen: style.outlineStyle !== "none" && box.left >= 0 && box.width > 0};
})()
"""


@pytest.mark.parametrize("name", ["start", "table", "paper", "side by side"])
def test_the_keyboard_goes_everywhere_and_shows_where_it_is(page: Any, name: str) -> None:
    page.goto(PAGES[name][0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hash") == "#inhalt"
    for _ in range(25):
        found = page.evaluate(FOCUS)
        if found["name"].startswith("<body"):
            break
        assert found["seen"], found["name"]
        page.keyboard.press("Tab")


def test_skipping_leads_past_the_navigation(page: Any) -> None:
    page.goto("/ris/vorlagen/nord~3A2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("name", ["table", "paper", "side by side"])
def test_print_leaves_the_controls_out(page: Any, name: str) -> None:
    page.goto(PAGES[name][0])
    page.emulate_media(media="print")
    assert page.locator("header.kopf:visible, form:visible, input:visible").count() == 0
    assert page.is_visible("h1")
