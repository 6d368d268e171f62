"""Where the marks of the charts stand: pure functions, called by the templates, which draw. Imports nothing of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container
from datetime import date
from math import cos, radians
from pathlib import Path
from statistics import median
from typing import Any

from datasette import hookimpl

Row = dict[str, Any]

#: State of a concept in a Kreis and what it is called; the order is that of legends and bars. Each has a symbol of its
#: own in templates/_zeichen.html, so that colour never is the only sign.
STATES = {
    "beschlossen": "beschlossen",
    "fortgeschrieben": "fortgeschrieben",
    "abgelehnt": "abgelehnt",
    "beraten": "beraten, Entscheidung nicht bekannt",
    "angekuendigt": "angekündigt, Ausgang nicht bekannt",
    "entwurf": "Entwurf",
    "auftrag": "in Auftrag gegeben",
    "unbekannt": "Stand nicht erkennbar",
}
#: Groups of outcomes in the bar of a year, from left to right; what is in none of them is in the last.
OUTCOMES = {
    "beschlossen": ("beschlossen", "geaendert_beschlossen", "empfohlen"),
    "abgelehnt": ("abgelehnt", "nicht_empfohlen"),
    "vertagt": ("vertagt", "verwiesen", "abgesetzt", "zurueckgezogen"),
    "andere": (),
}
# Germany between 5.8 and 15.1 degrees east, 47.2 and 55.1 north. Equirectangular with the scale right at 51 degrees:
# a degree of longitude is drawn cos(51°) = 0.63 times as long as one of latitude. Lengths from west to east
# come out 7 % too short at Lake Constance and 10 % too long on Sylt.
WEST, EAST, SOUTH, NORTH, MIDDLE = 5.8, 15.1, 47.2, 55.1, 51.0
DEGREE = 120.0
MARK = 22.0
# The borders (make_karte.py) are drawn in the same units; each Kreis says where in it there is room for a symbol.
_SHAPE = re.compile(r'id="k(\d{5})" data-x="(\d+)" data-y="(\d+)"')
_BORDERS = (Path(__file__).parent.parent / "static" / "kreise.svg").read_text("utf-8")
SHAPES = {ags: (float(x), float(y)) for ags, x, y in _SHAPE.findall(_BORDERS)}
# Height of a lane (as in vergleich.css, with its border), and rows of the table below the ways of words.
LANE, LONGEST = 24, 30


def place(lat: float, lon: float) -> tuple[float, float]:
    """Where a point of the earth (degrees) stands on the map, in its units, from the upper left corner.

    >>> place(55.1, 5.8), place(54.1, 5.8)
    ((0.0, 0.0), (0.0, 120.0))
    """
    return round((lon - WEST) * DEGREE * cos(radians(MIDDLE)), 1), round((NORTH - lat) * DEGREE, 1)


def map_of(rows: list[Row]) -> Row:
    """Size of the map, its marks (the rows with `x`, `y` and `flaeche`: whether it has the shape) and the rows without
    a place. A Kreis without a shape stands where its seat is; where two would hide each other, one moves aside.
    """
    width, height = place(SOUTH, EAST)
    marks: dict[tuple[float, float], Row] = {}
    for row in filter(_has_place, rows):
        x, y = SHAPES.get(row["ags"]) or place(row["lat"], row["lon"])
        while (x, y) in marks:
            x = round(x + MARK, 1)
        marks[x, y] = {**row, "x": x, "y": y, "flaeche": row["ags"] in SHAPES}
    without = [row for row in rows if not _has_place(row)]
    return {"breite": round(width), "hoehe": round(height), "marken": list(marks.values()), "ohne": without}


def _has_place(row: Row) -> bool:
    return row["ags"] in SHAPES or (row["lat"] is not None and row["lon"] is not None)


def day(value: str | None) -> float | None:
    """A date (`JJJJ-MM-TT`, `JJJJ-MM` or `JJJJ`) as a year with a fraction; None for anything else.

    >>> day("2020"), day("2020-07"), day("2021-12-31"), day("bald")
    (2020.0, 2020.497, 2021.995, None)
    """
    if not value:
        return None
    try:
        found = date.fromisoformat(value[:10] + "-01-01"[len(value) - 4 :])
    except ValueError:
        return None
    return round(found.year + (found.timetuple().tm_yday - 1) / 366, 3)


def axis_over(dates: list[str]) -> Row:
    """An axis of whole years over all dates: `von`, `bis` (exclusive) and at most nine `marken` (year, percent)."""
    days = [found for value in dates if (found := day(value)) is not None]
    start, end = (int(min(days)), int(max(days)) + 1) if days else (date.min.year, date.min.year + 1)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 2000) if (end - start) / step <= 8)
    years = range(-(-start // step) * step, end + 1, step)
    return {"von": start, "bis": end, "marken": [(year, _percent(year, start, end)) for year in years]}


def _percent(value: float, start: float, end: float) -> float:
    return round(100 * (value - start) / (end - start), 2)


def timeline(rows: list[Row], stations: list[Row]) -> Row:
    """The timeline: its axis, and for each row a lane with its dated `marken`, each a station with its percent `x`.

    A lane also knows `von` and `bis` (percent) of the line through its marks. Rows without any mark have no lane.
    """
    axis = axis_over([station["datum"] for station in stations])
    by_kreis: dict[str, list[Row]] = {}
    for station in stations:
        if (found := day(station["datum"])) is not None:
            mark = {**station, "x": _percent(found, axis["von"], axis["bis"])}
            by_kreis.setdefault(station["ags"], []).append(mark)
    lanes = [{"zeile": row, "marken": by_kreis[row["ags"]]} for row in rows if row["ags"] in by_kreis]
    for lane in lanes:
        lane["von"], lane["bis"] = min(m["x"] for m in lane["marken"]), max(m["x"] for m in lane["marken"])
    return {"achse": axis, "spuren": lanes}


def ways(rows: list[Row]) -> Row:
    """How words travelled, from rows of the query weitergabe_von_texten: its axis, a lane for each Kreis in the order
    of its first day with its `marken`, and the `linien` to each later Vorlage from the earliest that had its words.

    Also the longest of the rows (`zeilen`), how many there are, and how many Kreise had words later.
    """
    ends = [_ends(row) for row in rows if day(row["datum_frueher"]) and day(row["datum_spaeter"])]
    first = {later["vorlage"]: (earlier, later) for earlier, later in sorted(ends, key=_by_source, reverse=True)}
    axis = axis_over([end["datum"] for pair in first.values() for end in pair])
    marks = {end["vorlage"]: _end(end, axis, first) for pair in first.values() for end in pair}
    lanes: dict[str, Row] = {}
    for mark in sorted(marks.values(), key=lambda mark: (mark["x"], mark["vorlage"])):
        lane = {"ags": mark["ags"], "kreis": mark["kreis"], "marken": [], "y": LANE * len(lanes) + LANE / 2}
        lanes.setdefault(mark["ags"], lane)["marken"].append(mark)
    lines = [{"x1": marks[a["vorlage"]]["x"], "y1": lanes[a["ags"]]["y"], "x2": marks[b["vorlage"]]["x"],
              "y2": lanes[b["ags"]]["y"]} for a, b in first.values()]  # fmt: skip
    longest = sorted(rows, key=lambda row: -row["woerter"])[:LONGEST]
    later = len({b["ags"] for _, b in first.values()})
    return {"achse": axis, "spuren": [*lanes.values()], "linien": lines, "zeilen": longest, "anzahl": len(rows),
            "kreise": later}  # fmt: skip


def _ends(row: Row) -> tuple[Row, Row]:
    """The two Vorlagen of a passage: who had it first, and who later."""
    earlier = {"vorlage": row["vorlage_frueher"], "ags": row["von_ags"], "kreis": row["von_kreis"]}
    later = {"vorlage": row["vorlage_spaeter"], "ags": row["nach_ags"], "kreis": row["nach_kreis"]}
    return (
        {**earlier, "datum": row["datum_frueher"], "betreff": row["betreff_frueher"]},
        {**later, "datum": row["datum_spaeter"], "betreff": row["betreff_spaeter"]},
    )


def _by_source(ends: tuple[Row, Row]) -> tuple[str, str]:
    return ends[0]["datum"], ends[0]["vorlage"]


def _end(end: Row, axis: Row, later: Container[str]) -> Row:
    x = _percent(day(end["datum"]) or axis["von"], axis["von"], axis["bis"])
    return {**end, "x": x, "zuerst": end["vorlage"] not in later}


def sources(stations: list[Row]) -> dict[tuple[str, str, str, str], Row]:
    """The station that stands for a date, by (concept, ags, date, what the date is); the last one where there are two.

    A press report may be what announced it; what is adopted again years later is a Fortschreibung to the comparison.
    """
    also = {"presse": "angekuendigt", "beschlossen": "fortgeschrieben"}
    found = {_key(station, also[station["zeichen"]]): station for station in stations if station["zeichen"] in also}
    return found | {_key(station, station["zeichen"]): station for station in stations}


def _key(station: Row, what: str) -> tuple[str, str, str, str]:
    return station["konzept"], station["ags"], station["datum"], what


def durations(rows: list[Row]) -> Row:
    """The days of adoptions (rows with `tage`), shortest first, each with the percent `breite` of its bar; their
    median, and a histogram. Of many only the shortest and the longest are listed; `weitere` is how many are not.

    A bar is never so short that it cannot be seen.
    """
    known = sorted((row for row in rows if row["tage"] is not None), key=lambda row: int(row["tage"]))
    longest = max([int(row["tage"]) for row in known] or [0]) or 1
    bars = [{**row, "breite": max(0.5, round(100 * int(row["tage"]) / longest, 1))} for row in known]
    left_out = max(0, len(bars) - 2 * ENDS)
    listed = bars if left_out < ENDS else [*bars[:ENDS], *bars[-ENDS:]]
    days = [int(row["tage"]) for row in known]
    return {
        "balken": listed, "weitere": len(bars) - len(listed), "anzahl": len(bars), "enden": ENDS,
        "median": median(days) if days else None, "klassen": histogram(days),
    }  # fmt: skip


#: How many of the shortest and of the longest durations are listed; and bins of a histogram, their widths in days.
ENDS, BINS, WIDTHS = 5, 10, (7, 14, 30, 60, 90, 180, 365)


def histogram(days: list[int]) -> list[Row]:
    """Bins of equal width, at most BINS of them, that hold nine of ten; the last one (`bis` is None) holds the rest.

    >>> [(b["von"], b["bis"], b["anzahl"]) for b in histogram([0, 3, 14, 15, 900])]
    [(0, 179, 4), (180, 359, 0), (360, 539, 0), (540, 719, 0), (720, 899, 0), (900, 1079, 1)]
    """
    if not days:
        return []
    most = sorted(days)[-(-9 * len(days) // 10) - 1]
    width = next((width for width in WIDTHS if most < width * BINS), WIDTHS[-1])
    ends = range(0, min(max(days) // width + 1, BINS) * width, width)
    bins = [
        {"von": start, "bis": start + width - 1, "anzahl": sum(start <= n < start + width for n in days)}
        for start in ends
    ]
    rest = sum(n >= width * BINS for n in days)
    bins += [{"von": width * BINS, "bis": None, "anzahl": rest}] if rest else []
    fullest = max(found["anzahl"] for found in bins)
    return [{**found, "breite": round(100 * found["anzahl"] / fullest, 1)} for found in bins]


#: Years that the chart of adoptions shows, the last ones.
YEARS = 30


def adoptions(rows: list[Row]) -> list[Row]:
    """Columns of the chart of adoptions, from the first year for which a Kreis is known: the row of
    `beschluesse_im_verlauf` with the percent `x` and `breite` of its column, the `anteil` of its Kreise that have
    adopted by then and of those that did so in it (`neu`), and whether there is room for its year (`beschriftet`).
    """
    known = [n for n, row in enumerate(rows) if row["kreise"]]
    shown = rows[max(known[0], len(rows) - YEARS) :] if known else []
    step = -(-len(shown) // 8) or 1
    width = 100 / (len(shown) or 1)
    return [
        {
            **row, "x": round(n * width, 2), "breite": round(width * 0.8, 2),
            "neu": _share(row["neu_beschlossen"], row["kreise"]),
            "anteil": _share(row["bis_dahin_beschlossen"], row["kreise"]),
            "beschriftet": (len(shown) - 1 - n) % step == 0,
        }
        for n, row in enumerate(shown)
    ]  # fmt: skip


def _share(part: int, whole: int) -> float:
    return _percent(part, 0, whole) if whole else 0.0


#: Kinds of bodies, the columns of the matrix, and what they are called.
BODIES = {
    "kreistag": "Kreistag", "kreisausschuss": "Kreisausschuss", "fachausschuss": "Fachausschuss", "beirat": "Beirat",
    "rat": "Rat", "ortsgremium": "Ortsgremium", "sonstiges": "anderes Gremium",
}  # fmt: skip


def bodies(stations: list[Row]) -> dict[str, dict[str, list[Row]]]:
    """Stations by Kreis and kind of body, each with its `zeichen`; a body of a kind that is not known is another."""
    found: dict[str, dict[str, list[Row]]] = {}
    for station in stations:
        kind = station["gremium_typ"] if station["gremium_typ"] in BODIES else "sonstiges"
        mark = {**station, "zeichen": _mark(station)}
        found.setdefault(station["ags"], {}).setdefault(kind, []).append(mark)
    return found


def _mark(station: Row) -> str:
    """The symbol of a station: an approval that only prepares the decision is none."""
    outcome = station["ergebnis_norm"]
    if outcome is None:
        return "unbekannt"
    group = next((name for name, norms in OUTCOMES.items() if outcome in norms), "andere")
    prepares = outcome == "empfohlen" or station["rolle_norm"] in ("vorberatung", "anhoerung", "kenntnisnahme")
    return "beraten" if group == "beschlossen" and prepares else group


def segments(counts: dict[str, int]) -> list[Row]:
    """Segments of one bar, in the given order: `name`, `anzahl`, and `x` and `breite` in percent; none without a count.

    >>> segments({"a": 1, "b": 0, "c": 3})[1]
    {'name': 'c', 'anzahl': 3, 'x': 25.0, 'breite': 75.0}
    """
    total, before, found = sum(counts.values()), 0, []
    for name, count in counts.items():
        if count:
            x, width = _percent(before, 0, total), _percent(count, 0, total)
            found.append({"name": name, "anzahl": count, "x": x, "breite": width})
            before += count
    return found


def count_states(rows: list[Row]) -> dict[str, int]:
    """How many rows are in each state, in the order of STATES; what was renewed since counts as adopted, too."""
    found = Counter(row["zustand"] for row in rows)
    found["beschlossen"] += sum(bool(row["beschlossen_am"]) for row in rows if row["zustand"] == "fortgeschrieben")
    return {name: found[name] for name in STATES}


def years(rows: list[Row]) -> list[Row]:
    """Outcomes over the years from rows (`jahr`, `ergebnis_norm`, `anzahl`): per year `anzahl`, counts by group, and
    the segments of its bar, whose length stands for the share of the fullest year.
    """
    groups = {norm: group for group, norms in OUTCOMES.items() for norm in norms}
    counts: dict[int, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row["jahr"], Counter())[groups.get(row["ergebnis_norm"], "andere")] += row["anzahl"]
    most = max([found.total() for found in counts.values()] or [1])
    return [_year(year, counts[year], most) for year in sorted(counts)]


def _year(year: int, counts: Counter[str], most: int) -> Row:
    groups = {group: counts[group] for group in OUTCOMES}
    share = counts.total() / most
    bar = [{**part, "x": part["x"] * share, "breite": part["breite"] * share} for part in segments(groups)]
    return {"jahr": year, "anzahl": counts.total(), "gruppen": groups, "anteile": bar}


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Hand the functions and the names of the states to the templates."""
    env.globals.update(ZUSTAENDE=STATES, ERGEBNISSE=list(OUTCOMES), GREMIEN=BODIES, spuren=timeline, karte=map_of)
    env.globals.update(verlauf=adoptions, gremien_je_kreis=bodies)
    env.globals.update(wege=ways)
    env.globals.update(belege=sources, dauern=durations, anteile=segments, zaehlen=count_states, jahre=years)
