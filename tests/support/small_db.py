"""Rows of a dataset made by hand, one call a thing; what a call does not name is empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.summaries import summarise
from ris_scraper.portals.portals import Kreis, Portal

AGS = "99001"
SEEN = "2026-11-02T03:10:00+01:00"
Row = dict[str, Any]


class Small:
    """A dataset of one Kreis without a portal, to which rows are added."""

    def __init__(self, db: Dataset) -> None:
        self.db = db
        db.register([Kreis(ags=AGS, name="Musterkreis", typ="Kreis", land="Musterland")], [])

    def kreis(self, ags: str, name: str) -> None:
        """Add a Kreis."""
        self.db.register([Kreis(ags=ags, name=name, typ="Kreis", land="Musterland")], [])

    def portal(self, slug: str = "muster", ags: str | None = AGS, **values: Any) -> None:
        """Add a portal; `read` says how many of its pages were read."""
        read = values.pop("read", 1)
        self.db.register([], [Portal(slug=slug, ags=ags, name=slug, vendor="allris3", url=f"https://{slug}.example/")])
        for name, value in values.items():
            self.db.execute(f"update portale set {name} = ? where slug = ?", [value, slug])
        for n in range(read):
            page = {"id": f"{slug}:seite{n}", "portal": slug, "url": f"https://{slug}.example/{n}"}
            self.db.replace("seiten", [{**page, "seitentyp": "vorlage", "abgerufen_am": SEEN}])

    def vorlage(self, key: str, *stations: Row, **values: Any) -> None:
        """Add a Vorlage; the day, body and result of its last station with a result are its own."""
        phase, konzept = values.pop("phase", None), values.pop("konzept", "integrationskonzept")
        portal = key.partition(":")[0]
        [found] = self.db.rows("select ags from portale where slug = ?", [portal])
        days = [station["datum"] for station in stations if station.get("datum")]
        row = {"id": key, "portal": portal, "ags": found["ags"], "ergebnis_stand": "offen"}
        row |= {"erste_beratung": min(days, default=None), "letzte_beratung": max(days, default=None)}
        for station in stations:
            if station.get("ergebnis"):
                row |= {"ergebnis": station["ergebnis"], "ergebnis_norm": station["ergebnis_norm"]}
                row |= {"ergebnis_datum": station["datum"], "ergebnis_gremium": station["gremium"]}
                row |= {"ergebnis_stand": "entschieden"}
        row |= {"zuerst_gesehen": SEEN, "zuletzt_gesehen": SEEN, "url": f"https://{portal}.example/{key}"}
        self.db.replace("vorlagen", [row | values])
        for n, station in enumerate(stations, start=1):
            self.db.replace("beratungen", [{"id": f"{key}:{n}", "vorlage": key, "position": n, **station}])
        if phase:
            self.db.replace("konzept_vorlagen", [{"konzept": konzept, "vorlage": key, "phase": phase}])

    def report(self, key: str, *termine: Row, ags: str | None = AGS, datum: str | None = None) -> None:
        """Add a press report about the Integrationskonzept."""
        self.db.replace("presse", [{"id": key, "portal": "presse", "ags": ags, "datum": datum}])
        self.db.replace("presse_konzepte", [{"presse": key, "konzept": "integrationskonzept"}])
        rows = ({"id": f"{key}:{n}", "presse": key, "position": n, **termin} for n, termin in enumerate(termine))
        self.db.replace("presse_termine", rows)

    def settle(self) -> None:
        """Sum up all portals."""
        for row in self.db.rows("select slug from portale"):
            summarise(self.db, row["slug"])

    def one(self, sql: str, **values: Any) -> Row:
        """The only row of a query."""
        [row] = self.db.rows(sql, values)
        return row


@contextmanager
def small(folder: Path) -> Iterator[Small]:
    """An empty dataset in `folder`."""
    with Dataset(folder / "ris.db") as db:
        yield Small(db)


def beratung(gremium: str, datum: str | None = None, ergebnis_norm: str | None = None, **values: Any) -> Row:
    """A station; a result is printed as its slug."""
    return {"gremium": gremium, "datum": datum, "ergebnis": ergebnis_norm, "ergebnis_norm": ergebnis_norm, **values}
