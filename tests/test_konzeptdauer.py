"""How long an adoption takes, and the editions of a concept: one rule, the same numbers everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from datasette.app import Datasette
from selectolax.lexbor import LexborHTMLParser

from benchmarks import muster
from ris_scraper.publish.site import publish
from tests.support.serving import QUERIES, ask, get, sql
from tests.support.small_db import Small, beratung, small


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Small]:
    with small(tmp_path) as made:
        made.portal()
        yield made


def put(db: Small, number: int, phase: str, day: str | None, ergebnis: str | None = "beschlossen", **more: Any) -> None:
    """A Vorlage whose only Beratung is in the Kreistag."""
    stations = [beratung("Kreistag", day, ergebnis, rolle_norm="entscheidung")] if day else []
    db.vorlage(f"muster:{number}", *stations, phase=phase, **more)


def column(db: Small, name: str) -> list[Any]:
    """A column of konzept_vorlagen, in the order of the Vorlagen."""
    db.settle()
    return [row[name] for row in db.db.rows(f"select {name} from konzept_vorlagen order by vorlage")]


# --- what was adopted --------------------------------------------------------------------------

ADOPTED: dict[str, tuple[list[tuple[str, str]], list[str | None]]] = {
    "order and adoption": ([("auftrag", "2013-01-01"), ("beschluss", "2014-01-01")], ["Auftrag", "erster Beschluss"]),
    "again within the year": ([("beschluss", "2014-01-01"), ("beschluss", "2014-12-01")], ["erster Beschluss", None]),
    "again years later": (
        [("beschluss", "2014-01-01"), ("beschluss", "2016-01-01")],
        ["erster Beschluss", "Fortschreibung"],
    ),
    "a renewal soon after": (
        [("beschluss", "2014-01-01"), ("fortschreibung", "2014-06-01")],
        ["erster Beschluss", "Fortschreibung"],
    ),
    "renewals every year": (
        [("fortschreibung", "2014-01-01"), ("fortschreibung", "2014-12-01")],
        ["Fortschreibung", "Fortschreibung"],
    ),
    "nothing is first after a renewal": (
        [("fortschreibung", "2014-01-01"), ("beschluss", "2018-01-01")],
        ["Fortschreibung", "Fortschreibung"],
    ),
    "reports and measures adopt nothing": ([("bericht", "2014-01-01"), ("umsetzung", "2015-01-01")], [None, None]),
}


@pytest.mark.parametrize("case", ADOPTED)
def test_what_was_adopted(db: Small, case: str) -> None:
    papers, expected = ADOPTED[case]
    for number, (phase, day) in enumerate(papers):
        put(db, number, phase, day)
    assert column(db, "beschlossen_als") == expected


def test_what_is_first_does_not_hang_on_the_order_of_reading(db: Small) -> None:
    put(db, 1, "beschluss", "2018-01-01")
    assert column(db, "beschlossen_als") == ["erster Beschluss"]
    put(db, 2, "beschluss", "2012-01-01")
    assert column(db, "beschlossen_als") == ["Fortschreibung", "erster Beschluss"]
    db.vorlage("muster:2", beratung("Kreistag", "2012-01-01", "abgelehnt"), phase="beschluss")
    assert column(db, "beschlossen_als") == ["erster Beschluss", None]


def test_who_prepares_adopts_nothing(db: Small) -> None:
    station = beratung("Sozialausschuss", "2014-01-01", "beschlossen", rolle_norm="vorberatung")
    db.vorlage("muster:1", station, phase="beschluss")
    assert column(db, "beschlossen_als") == [None]


# --- how long it took --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "days"),
    [([], None), (["2013-12-12"], 20), (["2014-01-01"], 0), ([None], None), (["2013-11-30", "2013-12-12"], 32)],
)
def test_days_from_the_first_beratung_to_the_decision(db: Small, before: list[str | None], days: int | None) -> None:
    stations = [beratung("Sozialausschuss", day, "empfohlen", rolle_norm="vorberatung") for day in before]
    db.vorlage("muster:1", *stations, beratung("Kreistag", "2014-01-01", "beschlossen"), phase="beschluss")
    db.settle()
    row = db.one("select tage, stationen, art, kreistyp, land, beschlossen_am from konzeptdauer")
    assert tuple(row.values()) == (
        days, len(before) + 1, "erster Beschluss", "Landkreis", "Musterland", "2014-01-01",
    )  # fmt: skip
    assert db.one("select tage_bis_entscheidung as n from konzeptstand")["n"] == days


def test_a_renewal_is_no_first_adoption(db: Small) -> None:
    stations = beratung("Sozialausschuss", "2013-12-12"), beratung("Kreistag", "2014-01-01", "beschlossen")
    db.vorlage("muster:1", *stations, phase="fortschreibung")
    db.settle()
    assert tuple(db.one("select tage, art from konzeptdauer").values()) == (20, "Fortschreibung")
    assert db.one("select tage_bis_entscheidung as n from konzeptstand")["n"] is None


# --- editions ----------------------------------------------------------------------------------


def test_a_chain_of_editions(db: Small) -> None:
    put(db, 10, "auftrag", "2012-01-01")
    put(db, 11, "entwurf", "2013-01-01", "zur_kenntnis")
    put(db, 12, "beschluss", "2014-01-01")
    put(db, 13, "beschluss", "2014-03-01", "zur_kenntnis")
    put(db, 14, "bericht", "2016-01-01", "zur_kenntnis")
    put(db, 15, "sonstiges", "2016-02-01", "zur_kenntnis")
    put(db, 16, "auftrag", "2017-01-01")
    put(db, 17, "fortschreibung", "2018-01-01")
    put(db, 18, "umsetzung", "2018-01-01")
    put(db, 19, "fortschreibung", "2018-01-01")
    put(db, 20, "beschluss", "2020-01-01", "abgelehnt")
    put(db, 21, "beschluss", "2021-01-01")
    put(db, 22, "fortschreibung", None)
    assert column(db, "kette") == [1, 1, 1, 1, 1, None, 2, 2, 2, 2, 3, 3, None]


CHAINS: dict[str, tuple[list[tuple[str, str, str | None]], list[int | None]]] = {
    "only begun": ([("auftrag", "2014-01-01", "beschlossen"), ("entwurf", "2015-01-01", "zur_kenntnis")], [1, 1]),
    "rejected": ([("beschluss", "2014-01-01", "abgelehnt")], [1]),
    "first edition not known": (
        [("auftrag", "2014-01-01", "beschlossen"), ("bericht", "2015-01-01", None)],
        [None, None],
    ),
    "only renewals known": (
        [("fortschreibung", "2014-01-01", "beschlossen"), ("fortschreibung", "2019-01-01", "beschlossen")],
        [None, None],
    ),
    "a renewal before the first adoption that is known": (
        [("fortschreibung", "2014-01-01", "abgelehnt"), ("beschluss", "2016-01-01", "beschlossen")],
        [None, 1],
    ),
}


@pytest.mark.parametrize("case", CHAINS)
def test_the_number_of_an_edition(db: Small, case: str) -> None:
    papers, expected = CHAINS[case]
    for number, (phase, day, ergebnis) in enumerate(papers):
        put(db, number, phase, day, ergebnis)
    assert column(db, "kette") == expected


def test_concepts_and_kreise_have_chains_of_their_own(db: Small) -> None:
    db.kreis("99002", "Anderer Kreis")
    db.portal("fern", ags="99002")
    put(db, 1, "beschluss", "2014-01-01")
    put(db, 2, "beschluss", "2018-01-01", konzept="klimaschutzkonzept")
    db.vorlage("fern:1", beratung("Kreistag", "2018-01-01", "beschlossen"), phase="beschluss")
    assert column(db, "kette") == [1, 1, 1]


def test_the_vorlage_that_adopted_an_edition_stands_for_it_and_not_a_later_report(db: Small) -> None:
    put(db, 1, "beschluss", "2014-01-01")
    put(db, 2, "bericht", "2016-01-01", "zur_kenntnis")
    put(db, 3, "fortschreibung", "2020-01-01", "abgelehnt")
    db.settle()
    found = db.db.rows(QUERIES["kette"].sql, dict.fromkeys(QUERIES["kette"].parameters, ""))
    assert [(row["kette"], row["beschlossen_am"], row["vorher_beschlossen"]) for row in found] == [
        (1, "2014-01-01", None), (2, None, "2014-01-01"),
    ]  # fmt: skip


def test_renewals_within_five_years(db: Small) -> None:
    for number, (phase, day) in enumerate(
        [("beschluss", "2010-01-01"), ("fortschreibung", "2014-12-31"), ("beschluss", "2020-01-01")]
    ):
        put(db, number, phase, day)
    db.settle()
    query = QUERIES["fortschreibungen"]
    keys = ("kette", "vorher_beschlossen", "fortgeschrieben_am", "jahre_danach", "jahre_dazwischen")
    found = db.db.rows(query.sql, dict.fromkeys(query.parameters, ""))
    assert [tuple(row[key] for key in keys) for row in found] == [
        (2, "2010-01-01", "2014-12-31", 5.0, 5.0), (3, "2014-12-31", "2020-01-01", 10.0, 5.0),
    ]  # fmt: skip
    [row] = db.db.rows(query.sql, {**dict.fromkeys(query.parameters, ""), "jahre": "5"})
    assert row["fortgeschrieben_am"] == "2014-12-31"


# --- one question, one answer ------------------------------------------------------------------


@pytest.fixture(scope="module", params=["demo", "muster"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published dataset: the example data, and one of many invented Kreise."""
    if request.param == "demo":
        return Path(request.getfixturevalue("demo_site"))
    folder = tmp_path_factory.mktemp("dauer")
    muster.make(folder, 8, 1200)
    publish(folder / "ris.db", folder / "site", folder / "site.toml")
    return folder / "site"


FIRST = "select konzept, ags, tage as n from konzeptdauer where art = 'erster Beschluss' and tage is not null"
COMPARED = "select konzept, ags, tage_bis_entscheidung as n from {} where tage_bis_entscheidung is not null"


def triples(rows: list[dict[str, Any]], name: str = "n") -> list[tuple[str, str, int]]:
    return sorted((row["konzept"], row["ags"], row[name]) for row in rows)


def test_view_table_and_query_give_the_same_rows(whole: Path) -> None:
    view = triples(sql(whole, FIRST))
    assert view
    assert triples(sql(whole, COMPARED.format("konzeptvergleich"))) == view
    assert triples([row for row in ask(whole, "konzept_dauer") if row["tage"] is not None], "tage") == view
    assert len({(konzept, ags) for konzept, ags, _ in view}) == len(view)


def test_medians_by_land_are_those_of_the_rows(whole: Path) -> None:
    rows = ask(whole, "dauer_nach_land", art="alle")
    assert rows
    for row in rows:
        where = {key: row[key] for key in ("konzept", "land", "kreistyp")}
        asked = ask(whole, "konzept_dauer", art="alle", stationen="alle", **where)
        days = [found["tage"] for found in asked if found["tage"] is not None]
        assert (row["anzahl"], row["median_tage"]) == (len(days), median(days) if days else None)
        assert row["mit_einer_beratung"] == sum(found["stationen"] < 2 for found in asked)


def test_the_page_of_a_kreis_shows_these_days(whole: Path) -> None:
    app = Datasette(config_dir=whole)
    ags = sql(whole, FIRST)[0]["ags"]
    names = {row["slug"]: row["name"] for row in sql(whole, "select slug, name from konzepte")}
    page = LexborHTMLParser(get(app, f"/kreis/{ags}").text)
    rows = {row.css_first("th").text(strip=True): row for row in page.css("table.vergleich tbody tr")}
    shown = {name: row.css_first("td[data-name='Tage bis zum Beschluss'] .tage") for name, row in rows.items()}
    days = {name: int(node.text()) for name, node in shown.items() if node}
    assert days == {names[row["konzept"]]: row["n"] for row in sql(whole, FIRST) if row["ags"] == ags}
