"""Make kreise.csv anew: `python ris_scraper/portals/make_kreise.py districts.json cities500.json`.

Both arguments are files of the two packages that README.md (beside this file) names.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from pathlib import Path
from typing import Any

from ris_scraper.portals.portals import LAENDER

HERE = Path(__file__).parent
COLUMNS = ("ags", "name", "typ", "land", "einwohner", "lat", "lon", "nuts3")
#: Merged since the source's date: former Kreis -> the Kreis that took it in (Eisenach, 2021-07-01).
MERGED = {"16056": "16063"}
#: The source files these under the form of their Land; by law they are something of their own.
SPECIAL = {"03241", "05334", "10041"}
#: Names that already say what the body is, and so get no "Kreis" or "Landkreis" in front.
COMPLETE = re.compile(r"kreis\b|^(Region|Regionalverband|Städteregion)\b", re.IGNORECASE)


def main(districts: Path, cities: Path) -> None:
    """Write kreise.csv from the two source files, one row per Kreis, sorted by AGS."""
    rows = {str(d["AGS"]).zfill(5): d for d in json.loads(districts.read_text("utf-8"))}
    for former, successor in MERGED.items():
        rows[successor]["population"] += rows.pop(former)["population"]
    places = json.loads(cities.read_text("utf-8"))
    with (HERE / "kreissitze.csv").open(encoding="utf-8", newline="") as file:
        seats = {seat["ags"]: places[seat["geonameid"]] for seat in csv.DictReader(file)}
    with (HERE / "kreise.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(ags, rows[ags], seats[ags]) for ags in sorted(rows))


def _row(ags: str, source: dict[str, Any], seat: dict[str, Any]) -> tuple[object, ...]:
    typ = "Kommunalverband besonderer Art" if ags in SPECIAL else source["type"]
    name = _name(source["name"], source["type"])
    place = seat["latitude"], seat["longitude"]
    return (ags, name, typ, LAENDER[ags[:2]], source["population"], *place, source["NUTS3"])


def _name(printed: str, typ: str) -> str:
    """Name that is unique in Germany: "Soest" -> "Kreis Soest", "Kiel, Landeshauptstadt" -> "Kiel"."""
    bare = printed.partition(",")[0]
    is_city = typ in ("Kreisfreie Stadt", "Stadtkreis")
    return bare if is_city or COMPLETE.search(bare) else f"{typ} {bare}"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
