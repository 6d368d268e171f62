"""The questions of docs/fragen.md: every address answers, and the ways from the start page lead to true answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from datasette.app import Datasette

from benchmarks import muster
from ris_scraper.publish.site import publish
from tests.support.serving import get, serving, sql

GUIDE = (Path(__file__).parent.parent / "docs" / "fragen.md").read_text("utf-8")
ADDRESSES = dict(re.findall(r"(?ms)^## (\d+)\. .*?^`(/[^`]+)`$", GUIDE))
CONCEPT, LAND = "integrationskonzept", "Beispielland"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fragen")
    muster.make(folder, 40, 2000, idle=False)
    publish(folder / "ris.db", folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def app(site: Path) -> Datasette:
    return Datasette(config_dir=site)


@pytest.fixture(scope="module")
def page(site: Path, browser: Any) -> Iterator[Any]:
    with serving(site) as address, browser.new_page(base_url=address, viewport={"width": 1280, "height": 900}) as page:
        yield page


def test_there_are_eighteen_questions_each_with_its_way() -> None:
    assert list(ADDRESSES) == [str(number) for number in range(1, 19)]
    assert GUIDE.count("\nWeg: ") == 18


@pytest.mark.parametrize("number", ADDRESSES)
def test_the_address_of_a_question_shows_rows(app: Datasette, number: str) -> None:
    answer = get(app, ADDRESSES[number])
    assert answer.status_code == 200
    assert "zero-results" not in answer.text and re.search(r"<tbody>\s*<tr|<mark>", answer.text)


# --- the ways, and what SQL of our own says ----------------------------------------------------


def start(page: Any) -> None:
    page.goto("/")
    page.click(".stapel th a:text-is('Integrationskonzept')")
    page.wait_for_url(f"**/konzept/{CONCEPT}")


def query(page: Any, title: str, **given: str) -> list[list[str]]:
    """The cells of a canned query's first page, reached by its title and its form."""
    page.goto("/")
    page.click("nav a:text-is('Abfragen')")
    page.click(f"main a:text-is('{title}')")
    for name, value in given.items():
        field = page.locator(f"form.sql [name={name}]")
        (field.select_option if field.evaluate("e => e.tagName") == "SELECT" else field.fill)(value)
    page.click("form.sql input[type=submit]")
    page.locator("table.rows-and-columns tbody tr").first.wait_for()
    return page.eval_on_selector_all(  # type: ignore[no-any-return]
        "table.rows-and-columns tbody tr",
        "rows => rows.map(row => [...row.querySelectorAll('td:not(.mehr)')].map(cell => cell.innerText.trim()))",
    )


def total(page: Any) -> int:
    """How many rows an answer has, as its page says."""
    said = re.search(r"([\d.]+) Zeilen?", page.inner_text(".export-links"))
    between = re.search(r"von ([\d.]+)", page.inner_text("main"))
    return int((between or said)[1].replace(".", ""))  # type: ignore[index]


@pytest.mark.browser
def test_who_was_first_in_a_land(page: Any, site: Path) -> None:
    start(page)
    page.select_option("select[name=land]", LAND)
    page.click("input[value=Anwenden]")
    page.wait_for_url(f"**land={LAND}**")
    page.click("table.vergleich th a:has-text('Beschluss')")
    page.wait_for_url("**sort=beschluss**")
    [first] = sql(
        site,
        "select kreis from konzeptvergleich where konzept = :k and land = :l and beschlossen_am is not null"
        " order by beschlossen_am limit 1",
        k=CONCEPT,
        l=LAND,
    )
    assert first["kreis"] in page.locator("table.vergleich tbody tr").first.inner_text()


@pytest.mark.browser
def test_the_median_by_land_and_kreistyp(page: Any, site: Path) -> None:
    rows = query(page, "Dauer nach Land und Kreistyp", konzept=CONCEPT)
    days = sql(site, "select land, kreistyp, tage from konzeptdauer where konzept = :k and art = 'erster Beschluss'"
               " and tage is not null", k=CONCEPT)  # fmt: skip
    groups: dict[tuple[str, str], list[int]] = {}
    for row in days:
        groups.setdefault((row["land"], row["kreistyp"]), []).append(row["tage"])
    assert groups
    for (land, kreistyp), found in groups.items():
        [shown] = [row for row in rows if land in row and kreistyp in row]
        assert f"{float(median(found))}".replace(".", ",") in shown


@pytest.mark.browser
def test_contested_votes(page: Any, site: Path) -> None:
    query(page, "Knappe Abstimmungen")
    [row] = sql(site, "select count(*) as n from beratungen b join vorlagen_eindeutig v on v.id = b.vorlage"
                " where b.ja + b.nein > 0 and abs(b.ja - b.nein) <= 0.1 * (b.ja + b.nein)")  # fmt: skip
    assert total(page) == row["n"] > 0


@pytest.mark.browser
def test_renewals_within_five_years(page: Any, site: Path) -> None:
    query(page, "Fortschreibungen", jahre="5")
    decided = sql(
        site, "select konzept, ags, art, beschlossen_am from konzeptdauer order by konzept, ags, beschlossen_am"
    )
    found = 0
    for before, after in pairwise(decided):
        same = (before["konzept"], before["ags"]) == (after["konzept"], after["ags"])
        limit = f"{int(before['beschlossen_am'][:4]) + 5}{before['beschlossen_am'][4:]}"
        found += same and after["art"] == "Fortschreibung" and after["beschlossen_am"] <= limit
    assert total(page) == found > 0


@pytest.mark.browser
def test_the_share_of_kreise_that_had_adopted_by_2020(page: Any, site: Path) -> None:
    rows = query(page, "Beschlüsse im Verlauf der Jahre", konzept=CONCEPT)
    [row] = sql(site, "select count(kumuliert) as n, sum(kumuliert) as m from kreis_jahr"
                " where konzept = :k and jahr = 2020 and beobachtet_von is not null", k=CONCEPT)  # fmt: skip
    [shown] = [cells for cells in rows if "2020" in cells]
    assert {str(row["n"]), str(row["m"]), f"{round(100 * row['m'] / row['n'], 1)}".replace(".", ",")} <= set(shown)


@pytest.mark.browser
def test_motions_by_fraktion(page: Any, site: Path) -> None:
    rows = query(page, "Wer bringt Vorlagen ein?", einbringer_typ="fraktion")
    counted: dict[str, int] = {}
    for row in sql(site, "select fraktionen from vorlagen_eindeutig where einbringer_typ = 'fraktion'"):
        for name in (row["fraktionen"] or "").split("; "):
            counted[name] = counted.get(name, 0) + 1
    assert counted
    for name, number in counted.items():
        # Kind, Fraktion and Vorlagen are the first three columns.
        assert [cells[2] for cells in rows if cells[1] == name] == [str(number)], name


@pytest.mark.browser
def test_what_is_not_known_and_why(page: Any, site: Path) -> None:
    start(page)
    page.click("p.einleitung a")
    row = page.locator("table[aria-label='Warum nichts bekannt ist'] tbody tr").first
    why, number = row.locator("th").inner_text(), row.locator("td").inner_text()
    reason = "nichts gefunden" if why.startswith("fertig gelesen") else why
    [known] = sql(site, "select count(*) as n from konzeptvergleich where konzept = :k and vorlagen = 0 and presse = 0"
                  " and fehlt = :w", k=CONCEPT, w=reason)  # fmt: skip
    assert number == str(known["n"])


@pytest.mark.browser
def test_which_of_two_concepts_came_first(page: Any, site: Path) -> None:
    start(page)
    page.select_option("select[name=b]", "klimaschutzkonzept")
    page.click("input[value=Vergleichen]")
    page.wait_for_url("**/konzepte?**")
    both = sql(site, "select a.beschlossen_am as a, b.beschlossen_am as b, a.beobachtet_ab as gelesen"
               " from konzeptvergleich a join konzeptvergleich b using (ags)"
               " where a.konzept = :a and b.konzept = :b and a.beschlossen_am <> '' and b.beschlossen_am <> ''",
               a=CONCEPT, b="klimaschutzkonzept")  # fmt: skip
    read = [row for row in both if row["gelesen"]]
    first, second = sum(row["a"] < row["b"] for row in read), sum(row["a"] > row["b"] for row in read)
    said = page.inner_text("p.einleitung")
    assert read and f"haben {len(read)} beide beschlossen" in said
    assert f"{first} zuerst „Integrationskonzept“, {second} zuerst „Klimaschutzkonzept“" in said
    shown = page.locator("table.lagen tr", has_text="beide beschlossen").locator("td").first.inner_text()
    assert shown == str(len(both))
