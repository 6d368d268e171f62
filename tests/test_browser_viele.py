"""Pages about many rows and many Kreise in a browser: how long they are, and whether all of them can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks import muster
from ris_scraper.publish.site import publish
from tests.support.browsing import NAMELESS, keep
from tests.support.serving import QUERIES, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site in which every query has more rows than a page."""
    folder = tmp_path_factory.mktemp("full")
    muster.make(folder, 12, 1200, idle=False)
    publish(folder / "ris.db", folder / "site")
    with serving(folder / "site") as address:
        yield address


# Where the Tab key stops.
STOPS = """
[...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]')]
  .filter(e => e.checkVisibility() && e.tabIndex >= 0).length
"""
TALLEST, MOST_STOPS = 15_000, 200
LONG = [f"/ris/{name}" for name in QUERIES] + [
    "/ris/beratungen",
    "/ris/konzeptvergleich",
    "/ris?sql=select+*+from+vorlagen",
]


@pytest.mark.parametrize("path", LONG)
def test_a_page_of_rows_is_no_taller_than_can_be_read(page: Any, full: str, axe: str, path: str) -> None:
    page.goto(full + path)
    keep(page, f"rows{path.replace('/', '-').partition('?')[0]}")
    assert page.evaluate("document.documentElement.scrollHeight") < TALLEST
    assert page.evaluate(STOPS) < MOST_STOPS
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate(NAMELESS) == []
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found] == []


@pytest.mark.parametrize("page", ["phone"], indirect=True)
def test_a_row_is_a_card_of_five_fields_on_a_phone(page: Any, full: str) -> None:
    page.goto(f"{full}/ris/abgelehnte_und_vertagte")
    row = page.locator("table.karten tbody tr").first
    assert row.locator("td:visible").count() == 6  # five fields, and more
    assert not row.locator("td.col-am_ende").is_visible()
    row.locator("summary").click()
    assert row.locator("dt:visible").first.inner_text() not in ("", "Betreff")
    assert row.locator("dl").inner_text().count("Adresse") == 1
    page.click("a[rel=next]")
    page.wait_for_url("**_seite=2")
    assert "51 bis 100 von" in page.inner_text(".export-links")


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of 150 Kreise."""
    folder = tmp_path_factory.mktemp("many")
    muster.make(folder / "data", 150, 3000, text=20, idle=False)
    publish(folder / "data" / "ris.db", folder / "site")
    with serving(folder / "site") as address:
        yield address


# Dates and votes that stand on more than one line, in a table of numbers a defect.
BROKEN = "[...document.querySelectorAll('.zahl')].filter(e => e.getClientRects().length > 1).map(e => e.textContent)"
# Parts of a page that begin before the last one ends, and cells whose words do not fit.
OVERPRINTED = """
(() => {
  const boxes = [...document.querySelectorAll('main > *, main section > *')].filter(e => e.getClientRects().length)
    .map(e => ({e, box: e.getBoundingClientRect()})).filter(({box}) => box.height > 0);
  const late = boxes.filter(({e, box}) => {
    const before = e.previousElementSibling?.getBoundingClientRect();
    return before?.height > 0 && before.bottom > box.top + 1;
  });
  const full = [...document.querySelectorAll('main td, main th')].filter(e => e.scrollWidth > e.clientWidth + 1);
  return [...late.map(({e}) => e), ...full].map(e => e.outerHTML.slice(0, 120));
})()
"""
ABOUT_KREISE = [
    "/konzept/integrationskonzept",
    "/konzept/integrationskonzept?zustand=nichts",
    "/konzepte?a=integrationskonzept&b=klimaschutzkonzept",
    "/kreis/99013",
]


@pytest.mark.parametrize("path", ABOUT_KREISE)
def test_a_page_about_150_kreise_is_no_longer_than_one_about_50(page: Any, many: str, path: str) -> None:
    page.goto(many + path)
    assert page.evaluate("document.documentElement.scrollHeight") < 18_000
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.evaluate("document.querySelectorAll('a[href]:not([tabindex=\"-1\"]), input, select').length") < 700
    assert page.evaluate(BROKEN) == []


def test_the_table_is_sorted_and_paged_without_a_script(page: Any, many: str) -> None:
    page.goto(f"{many}/konzept/integrationskonzept")
    page.click("table.vergleich thead a:text-is('Kreis')")
    page.wait_for_url("**sort=kreis**")
    first = page.inner_text("table.vergleich tbody th >> nth=0")
    page.click("nav.seiten a:text-is('weiter') >> nth=0")
    page.wait_for_url("**seite=2**")
    assert page.inner_text("table.vergleich tbody th >> nth=0") > first
    page.select_option("select[name=b]", "klimaschutzkonzept")
    page.click("input[value=Vergleichen]")
    page.wait_for_url("**/konzepte?a=integrationskonzept&b=klimaschutzkonzept")
    assert "Integrationskonzept und Klimaschutzkonzept" in page.inner_text("h1")


def test_nothing_is_printed_over_another(page: Any, many: str) -> None:
    page.goto(f"{many}/konzept/integrationskonzept")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 1000})  # A4 without its margins
    frames = page.evaluate(
        "[...document.querySelectorAll('.lang')].filter(e => e.scrollHeight > e.clientHeight + 1).length"
    )
    assert frames == 0
    assert page.evaluate(OVERPRINTED) == []
    assert page.locator("nav.seiten:visible, form:visible").count() == 0
    dark = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(dark) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="dark")
    assert page.evaluate(dark) != "rgb(255, 255, 255)"
