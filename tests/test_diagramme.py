"""Where the marks of the charts stand: the functions of the plugin, without a server."""

from __future__ import annotations

import doctest
from math import asin, cos, radians, sin, sqrt
from typing import Any

from tests.support.serving import plugin

diagramme = plugin("diagramme")

# name, lat, lon: the corners of Germany and its middle
LIST, KONSTANZ = (55.01, 8.44), (47.66, 9.18)
AACHEN, GOERLITZ, ERFURT = (50.78, 6.08), (51.15, 14.99), (50.98, 11.03)


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
    bild = diagramme.map_of([{"lat": lat, "lon": lon} for lat, lon in (LIST, KONSTANZ, AACHEN, GOERLITZ)])
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


def test_durations() -> None:
    rows = [{"ags": str(days), "tage_bis_entscheidung": days} for days in (200, None, 0, 50)]
    found = diagramme.durations(rows)
    assert [(row["ags"], row["breite"]) for row in found["balken"]] == [("0", 0.5), ("50", 25.0), ("200", 100.0)]
    assert found["median"] == 50
    assert diagramme.durations([]) == {"balken": [], "median": None}
    assert diagramme.durations([rows[2]])["balken"][0]["breite"] == 0.5


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
