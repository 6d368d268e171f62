"""Rows of press reports: the report, the deliberations it mentions, its Kreis and its concepts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.statements import Statement, marks, sources, statements
from ris_scraper.judgement.concepts import listed


def clear_presse(db: Dataset, keys: Collection[str]) -> None:
    """Remove the rows of press reports."""
    for table, column in (("presse_termine", "presse"), ("presse_konzepte", "presse"), ("presse", "id")):
        db.delete(table, column, keys)


def join_presse(db: Dataset, portal: str, keys: list[str]) -> None:
    """Write the rows of press reports anew: of the renderings of one address markup counts before text."""
    about = sources(db, "presse", keys)
    clear_presse(db, about)
    for key, said in statements(db, "presse", about).items():
        _put(db, key, portal, said[0])


def _put(db: Dataset, key: str, portal: str, said: Statement) -> None:
    values, seite = said.part.values, said.part.seite
    names = values.get("kreise") or ()
    report = {"id": key, "portal": portal, "kreise": "; ".join(names) or None, "ags": _kreis(db, names)}
    db.replace("presse", [{**values, **report, "url": said.page["url"], "seite": seite}])
    termine = enumerate(values.get("termine") or (), start=1)
    db.replace(
        "presse_termine",
        ({**termin, "id": f"{key}:{n}", "presse": key, "position": n, "seite": seite} for n, termin in termine),
    )
    db.replace("presse_konzepte", ({**row, "presse": key, "seite": seite} for row in _konzepte(values)))


def _kreis(db: Dataset, names: Collection[str]) -> str | None:
    """The AGS if just one of the names is that of a known Kreis."""
    found = db.rows(f"select ags from kreise where name in ({marks(names)})", list(names))
    return found[0]["ags"] if len(found) == 1 else None


def _konzepte(values: Any) -> list[dict[str, str]]:
    """The concepts that the printed phrases name, each with the first phrase that does."""
    found: dict[str, str] = {}
    for phrase in values.get("konzept_worte") or ():
        for konzept in listed(phrase):
            found.setdefault(konzept, phrase)
    return [{"konzept": konzept, "worte": phrase} for konzept, phrase in found.items()]
