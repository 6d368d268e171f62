"""Where the marks of the charts stand: the functions of the plugin, without a server."""

from __future__ import annotations

import csv
import doctest
import gzip
import re
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import pytest

from tests.support.serving import plugin

ROOT = Path(__file__).parent.parent
diagramme = plugin("diagramme")

# name, lat, lon: the corners of Germany and its middle
LIST, KONSTANZ = (55.01, 8.44), (47.66, 9.18)
AACHEN, GOERLITZ, ERFURT = (50.78, 6.08), (51.15, 14.99), (50.98, 11.03)


def corners(path: str) -> list[tuple[int, int]]:
    """All corners of a path of relative lines."""
    found: list[tuple[int, int]] = []
    for letter, x, y in re.findall(r"([Ml])(-?\d+) ?(-?\d+)", path):
        before = found[-1] if letter == "l" else (0, 0)
        found.append((before[0] + int(x), before[1] + int(y)))
    return found


SHAPES = {
    ags: corners(path)
    for ags, path in re.findall(
        r'id="k(\d{5})"[^>]* d="([^"]*)"', (ROOT / "datasette/static/kreise.svg").read_text("utf-8")
    )
}


def station(ags: str, datum: str, zeichen: str = "beraten") -> dict[str, Any]:
    return {"konzept": "k", "ags": ags, "datum": datum, "zeichen": zeichen}


WAY = {
    "von_kreis": "", "nach_kreis": "", "betreff_frueher": None, "betreff_spaeter": None, "woerter": 40,
}  # fmt: skip


def way(earlier: str, day: str, later: str, later_day: str) -> Any:
    keys = {"vorlage_frueher": earlier, "datum_frueher": day, "vorlage_spaeter": later, "datum_spaeter": later_day}
    return {**WAY, **keys, "von_ags": earlier[0], "nach_ags": later[0]}


def test_words_come_from_the_earliest_that_had_them() -> None:
    rows = [way("b1", "2015-07-01", "c1", "2018-01-01"), way("a1", "2014-01-01", "c1", "2018-01-01")]
    drawn = diagramme.ways([*rows, way("a1", "2014-01-01", "b1", "2015-07-01"), way("x", "bald", "y", "2018")])
    assert [lane["ags"] for lane in drawn["spuren"]] == ["a", "b", "c"] and drawn["kreise"] == 2
    assert sorted((line["y1"], line["y2"]) for line in drawn["linien"]) == [(12, 36), (12, 60)]
    assert [mark["zuerst"] for lane in drawn["spuren"] for mark in lane["marken"]] == [True, False, False]
    assert diagramme.ways([])["spuren"] == []


def test_examples_in_the_docstrings() -> None:
    found = doctest.testmod(diagramme)
    assert found.attempted >= 4
    assert found.failed == 0


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, point)) for point in (a, b))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def drawn(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Length on the map, over the true one."""
    (x1, y1), (x2, y2) = diagramme.place(*a), diagramme.place(*b)
    return sqrt((x1 - x2) ** 2 + (y1 - y2) ** 2) / diagramme.DEGREE * 111.2 / kilometres(a, b)


def test_the_map_keeps_distances() -> None:
    for a, b in [(LIST, KONSTANZ), (AACHEN, GOERLITZ), (ERFURT, AACHEN), (LIST, ERFURT), (KONSTANZ, GOERLITZ)]:
        assert abs(drawn(a, b) - 1) < 0.05
    assert 0.92 < drawn(KONSTANZ, (KONSTANZ[0], 10)) < 0.94
    assert 1.09 < drawn(LIST, (LIST[0], 9)) < 1.11


def test_all_of_germany_is_on_the_map() -> None:
    bild = diagramme.map_of([{"ags": "99", "lat": lat, "lon": lon} for lat, lon in (LIST, KONSTANZ, AACHEN, GOERLITZ)])
    assert len(bild["marken"]) == 4
    for mark in bild["marken"]:
        assert 0 < mark["x"] < bild["breite"] and 0 < mark["y"] < bild["hoehe"]


def test_marks_of_one_town_lie_side_by_side() -> None:
    here = {"lat": ERFURT[0], "lon": ERFURT[1]}
    bild = diagramme.map_of([{**here, "ags": "1"}, {**here, "ags": "2"}, {"ags": "3", "lat": None, "lon": None}])
    first, second = bild["marken"]
    assert (second["x"] - first["x"], second["y"]) == (diagramme.MARK, first["y"])
    assert bild["ohne"] == [{"ags": "3", "lat": None, "lon": None}]


def test_an_axis_has_few_marks_however_long_it_is() -> None:
    assert diagramme.axis_over(["2016-09-15"]) == {"von": 2016, "bis": 2017, "marken": [(2016, 0.0), (2017, 100.0)]}
    for dates in (["2012-01-01", "2026-12-31"], ["1990", "2026"], ["1200-01-01", "2026-01-01"]):
        axis = diagramme.axis_over(dates)
        assert 2 <= len(axis["marken"]) <= 9
        assert all(0 <= x <= 100 for _, x in axis["marken"])
    assert diagramme.axis_over([])["marken"]


def test_lanes() -> None:
    stations = [station("1", "2016-01-01"), station("1", "2017-01-01"), station("2", "2016-07"), station("3", "bald")]
    zeit = diagramme.timeline([{"ags": "2"}, {"ags": "1"}, {"ags": "3"}, {"ags": "4"}], stations)
    assert [spur["zeile"]["ags"] for spur in zeit["spuren"]] == ["2", "1"]
    second = zeit["spuren"][1]
    assert (second["von"], second["bis"]) == (0.0, 50.0)
    assert [mark["x"] for mark in second["marken"]] == [0.0, 50.0]


def test_the_map_has_the_shape_of_every_kreis_and_its_symbol_is_inside() -> None:
    kreise = [row for row in csv.DictReader((ROOT / "ris_scraper/portals/kreise.csv").open(encoding="utf-8"))]
    assert set(diagramme.SHAPES) == {row["ags"] for row in kreise} and len(kreise) == 400
    for ags, ring in SHAPES.items():
        xs, ys = zip(*ring, strict=True)
        x, y = diagramme.SHAPES[ags]
        assert min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys)
    # both projections are the same: a town that is a Kreis has its own seat in it
    for row in kreise:
        x, y = diagramme.place(float(row["lat"]), float(row["lon"]))
        xs, ys = zip(*SHAPES[row["ags"]], strict=True)
        if row["typ"] in ("Kreisfreie Stadt", "Stadtkreis"):
            assert min(xs) - 3 <= x <= max(xs) + 3 and min(ys) - 3 <= y <= max(ys) + 3, row["name"]


def test_the_borders_are_small_and_name_their_source() -> None:
    borders = (ROOT / "datasette/static/kreise.svg").read_bytes()
    assert len(borders) < 250_000 and len(gzip.compress(borders)) < 80_000
    assert b"GeoBasis-DE / BKG (2020), dl-de/by-2-0" in borders


def test_a_kreis_with_a_shape_needs_no_seat() -> None:
    bild = diagramme.map_of([{"ags": "05974", "lat": None, "lon": None}, {"ags": "99001", "lat": 51.0, "lon": 10.0}])
    assert [mark["flaeche"] for mark in bild["marken"]] == [True, False] and bild["ohne"] == []


def test_durations() -> None:
    rows = [{"ags": str(days), "tage": days} for days in (200, None, 0, 50)]
    found = diagramme.durations(rows)
    assert [(row["ags"], row["breite"]) for row in found["balken"]] == [("0", 0.5), ("50", 25.0), ("200", 100.0)]
    assert (found["median"], found["anzahl"], found["weitere"]) == (50, 3, 0)
    assert diagramme.durations([])["median"] is None and diagramme.durations([])["klassen"] == []
    many = diagramme.durations([{"ags": str(days), "tage": days} for days in range(400)])
    assert [row["tage"] for row in many["balken"]] == [0, 1, 2, 3, 4, 395, 396, 397, 398, 399]
    assert (many["anzahl"], many["weitere"], many["median"]) == (400, 390, 199.5)


@pytest.mark.parametrize("days", [[0], [7, 7], list(range(100)), [10, 20, 30, 9000], [4000, 5000], [1] * 300 + [99999]])
def test_a_histogram_has_every_day_once_in_few_bins(days: list[int]) -> None:
    bins = diagramme.histogram(days)
    assert sum(found["anzahl"] for found in bins) == len(days) and len(bins) <= 11
    assert [a["bis"] + 1 for a in bins[:-1]] == [b["von"] for b in bins[1:]]
    assert max(found["breite"] for found in bins) == 100


def test_adoptions_stand_over_the_kreise_of_which_that_is_known() -> None:
    def row(year: int, known: int, new: int, all_in_all: int) -> dict[str, int]:
        return {"jahr": year, "kreise": known, "neu_beschlossen": new, "bis_dahin_beschlossen": all_in_all}

    rows = [row(1900, 0, 0, 0), row(2014, 4, 1, 1), row(2015, 4, 1, 2), row(2016, 0, 0, 0)]
    found = diagramme.adoptions(rows)
    assert [(year["jahr"], year["anteil"], year["neu"]) for year in found] == [
        (2014, 25.0, 25.0), (2015, 50.0, 25.0), (2016, 0.0, 0.0),
    ]  # fmt: skip
    assert diagramme.adoptions(rows[:1]) == []
    long = diagramme.adoptions([row(year, 9, 0, 9) for year in range(1700, 2027)])
    assert (long[0]["jahr"], long[-1]["jahr"]) == (1997, 2026)
    assert sum(year["beschriftet"] for year in long) <= 8 and long[-1]["beschriftet"]


def test_what_prepares_a_decision_has_another_symbol_than_what_decides() -> None:
    def said(outcome: str | None, role: str | None = None, kind: str | None = "kreistag") -> Any:
        return diagramme.bodies([{"ags": "1", "gremium_typ": kind, "rolle_norm": role, "ergebnis_norm": outcome}])["1"]

    def symbol(*given: Any) -> str:
        return str(said(*given)["kreistag"][0]["zeichen"])

    assert (symbol("geaendert_beschlossen", "entscheidung"), symbol("beschlossen")) == ("beschlossen", "beschlossen")
    assert (symbol("empfohlen"), symbol("beschlossen", "vorberatung")) == ("beraten", "beraten")
    assert (symbol("nicht_empfohlen", "vorberatung"), symbol("verwiesen")) == ("abgelehnt", "vertagt")
    assert (symbol(None), symbol("zur_kenntnis"), symbol("neu")) == ("unbekannt", "andere", "andere")
    assert list(said("empfohlen", None, None)) == list(said("empfohlen", None, "neu")) == ["sonstiges"]


def test_outcomes_over_the_years() -> None:
    counts = [(2015, "beschlossen", 3), (2015, "geaendert_beschlossen", 1), (2014, "abgelehnt", 1), (2014, "neu", 1)]
    old, new = diagramme.years([{"jahr": j, "ergebnis_norm": e, "anzahl": n} for j, e, n in counts])
    assert (new["jahr"], new["anzahl"], new["gruppen"]["beschlossen"]) == (2015, 4, 4)
    assert [(s["name"], s["x"], s["breite"]) for s in old["anteile"]] == [("abgelehnt", 0, 25), ("andere", 25, 25)]
    assert [(s["name"], s["breite"]) for s in new["anteile"]] == [("beschlossen", 100)]


def test_every_date_finds_the_station_that_stands_for_it() -> None:
    stations = [station("1", "2014-01-01", "beschlossen"), station("1", "2020-01-01", "beschlossen")]
    stations += [station("1", "2020-01-01", "fortgeschrieben"), station("2", "2013-09", "presse")]
    found = diagramme.sources(stations)
    assert found["k", "1", "2014-01-01", "fortgeschrieben"] is stations[0]
    assert found["k", "1", "2020-01-01", "fortgeschrieben"] is stations[2]
    assert found["k", "2", "2013-09", "angekuendigt"] is stations[3]
    assert ("k", "1", "2014-01-01", "angekuendigt") not in found
