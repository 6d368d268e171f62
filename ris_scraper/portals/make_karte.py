"""Make kreise.svg anew: `python ris_scraper/portals/make_karte.py VG250_KRS.shp datasette/static/kreise.svg`.

The first argument is the file of the package that README.md (beside this file) names; it is read with pyshp. The shapes
are drawn in the units of the site's map (`place` in datasette/plugins/diagramme.py) and rounded to whole ones, about
900 m: neighbours share their corners, so their borders still meet. Each has the point in it that lies furthest from its
border (`data-x`, `data-y`): where the map puts its symbol.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from ris_scraper.portals.make_kreise import MERGED

Point = tuple[int, int]
Ring = list[Point]
WEST, NORTH, MIDDLE, DEGREE = 5.8, 55.1, 51.0, 120.0
CREDIT = "© GeoBasis-DE / BKG (2020), dl-de/by-2-0, https://www.govdata.de/dl-de/by-2-0, VG250, verändert"
# Places tried for a symbol, in each direction over a shape.
TRIED = 24
# Shapes of the source that are land; the others are parts of the sea and of Lake Constance.
LAND = 4


def main(source: Path, target: Path) -> None:
    """Write kreise.svg: `kreise` with a path `k<ags>` for each Kreis, and `laender` with the borders of the Länder."""
    import shapefile  # type: ignore[import-untyped, import-not-found, unused-ignore]

    found: dict[str, list[Ring]] = {}
    with shapefile.Reader(str(source), encoding="utf-8") as file:
        for record in file.iterShapeRecords():
            if int(record.record["GF"]) == LAND:
                ags = record.record["AGS"]
                found.setdefault(MERGED.get(ags, ags), []).extend(_rings(record.shape))
    kreise = {ags: outline(rings) for ags, rings in sorted(found.items())}
    laender = [outline(r for ags in kreise if ags[:2] == land for r in kreise[ags]) for land in {a[:2] for a in kreise}]
    parts = [_path(f"k{ags}", rings, middle(rings)) for ags, rings in kreise.items()]
    borders = _path("laender", sorted(ring for rings in laender for ring in rings))
    lines = [f"<!-- {CREDIT} -->", '<g id="kreise">', *parts, "</g>", borders]
    text = "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *lines, "</svg>\n"])
    target.write_text(text, "utf-8")


def _rings(shape: Any) -> Iterable[Ring]:
    points, starts = [_place(*point) for point in shape.points], [*shape.parts, len(shape.points)]
    return [points[start:end] for start, end in pairwise(starts)]


def _place(lon: float, lat: float) -> Point:
    return round((lon - WEST) * DEGREE * cos(radians(MIDDLE))), round((NORTH - lat) * DEGREE)


def outline(rings: Iterable[Ring]) -> list[Ring]:
    """The border of what the closed rings enclose together: without the edges that two of them share.

    >>> outline([[(0, 0), (1, 0), (1, 1), (0, 0)], [(0, 0), (1, 1), (0, 1), (0, 0)]])
    [[(0, 0), (0, 1), (1, 1), (1, 0), (0, 0)]]
    """
    edges: set[frozenset[Point]] = set()
    for ring in rings:
        for a, b in pairwise(ring):
            if a != b:
                edges ^= {frozenset((a, b))}
    near: dict[Point, set[Point]] = {}
    for a, b in map(tuple, edges):
        near.setdefault(a, set()).add(b)
        near.setdefault(b, set()).add(a)
    return [straight(_walk(near, point)) for point in sorted(near) if near[point]]


def _walk(near: dict[Point, set[Point]], start: Point) -> Ring:
    """A closed way along edges, which are used up."""
    ring = [start]
    while near[ring[-1]]:
        here, there = ring[-1], min(near[ring[-1]])
        near[here].remove(there)
        near[there].remove(here)
        ring.append(there)
    return ring


def straight(ring: Ring) -> Ring:
    """The ring without the points that lie on the line between their neighbours.

    >>> straight([(0, 0), (1, 0), (2, 0), (2, 2), (0, 0)])
    [(0, 0), (2, 0), (2, 2), (0, 0)]
    """
    kept = ring[:1]
    for (x, y), (next_x, next_y) in pairwise(ring[1:]):
        before_x, before_y = kept[-1]
        if (x - before_x) * (next_y - y) != (y - before_y) * (next_x - x):
            kept.append((x, y))
    return [*kept, ring[-1]]


def middle(rings: list[Ring]) -> Point:
    """The point inside that lies furthest from every border, of those tried."""
    edges = [edge for ring in rings for edge in pairwise(ring)]
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    west, width, top, height = min(xs), max(xs) - min(xs), min(ys), max(ys) - min(ys)
    steps = [(step + 0.5) / TRIED for step in range(TRIED)]
    tried = [(west + width * right, top + height * down) for right in steps for down in steps]
    inside = [point for point in tried if _inside(point, edges)]
    x, y = max(inside, key=lambda point: min(_away(point, *edge) for edge in edges))
    return round(x), round(y)


def _inside(point: tuple[float, float], edges: list[tuple[Point, Point]]) -> bool:
    x, y = point
    crossed = (((ay > y) != (by > y)) and x < (bx - ax) * (y - ay) / (by - ay) + ax for (ax, ay), (bx, by) in edges)
    return sum(crossed) % 2 == 1


def _away(point: tuple[float, float], a: Point, b: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, a, b
    share = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)
    share = min(1.0, max(0.0, share))
    return hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))


def _path(name: str, rings: list[Ring], at: Point | None = None) -> str:
    place = f' data-x="{at[0]}" data-y="{at[1]}"' if at else ""
    return f'<path id="{name}"{place} fill-rule="evenodd" d="{"".join(map(_drawn, rings))}"/>'


def _drawn(ring: Ring) -> str:
    steps = (f"l{bx - ax} {by - ay}" for (ax, ay), (bx, by) in pairwise(ring[:-1]))
    return f"M{ring[0][0]} {ring[0][1]}{''.join(steps)}z".replace(" -", "-")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
