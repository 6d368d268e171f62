"""Rows of press reports: the report, the deliberations it mentions, its Kreis and its concepts."""

from __future__ import annotations

from collections.abc import Collection

from ris_scraper.dataset.columns import PRESSE, TERMIN, flat
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.rows_out import Rows
from ris_scraper.dataset.statements import Statement, marks, sources, statements
from ris_scraper.judgement.concepts import listed
from ris_scraper.nouns.records import Presse


def clear_presse(db: Dataset, keys: Collection[str]) -> None:
    """Remove the rows of press reports."""
    for table, column in (("presse_termine", "presse"), ("presse_konzepte", "presse"), ("presse", "id")):
        db.delete(table, column, keys)


def join_presse(db: Dataset, portal: str, keys: list[str]) -> None:
    """Write the rows of press reports anew: of the renderings of one address markup counts before text."""
    about, out = sources(db, "presse", keys), Rows()
    clear_presse(db, about)
    for key, said in statements(db, Presse, about).items():
        _add(db, out, key, portal, said[0])
        out.add_hinweise(said)
    out.write(db)


def _add(db: Dataset, out: Rows, key: str, portal: str, said: Statement[Presse]) -> None:
    report, seite = said.record, said.page.seite
    place = {"id": key, "portal": portal, "ags": _kreis(db, report.kreise), "url": said.page.url, "seite": seite}
    out.tables["presse"].append({**flat(report, PRESSE), "kreise": "; ".join(report.kreise) or None, **place})
    out.tables["presse_termine"] += (
        {**flat(termin, TERMIN), "id": f"{key}:{n}", "presse": key, "position": n, "seite": seite}
        for n, termin in enumerate(report.termine, start=1)
    )
    out.tables["presse_konzepte"] += (
        {"presse": key, "konzept": konzept, "worte": words, "seite": seite}
        for konzept, words in _konzepte(report.konzept_worte).items()
    )


def _kreis(db: Dataset, names: Collection[str]) -> str | None:
    """The AGS if just one of the names is that of a known Kreis."""
    found = db.rows(f"select ags from kreise where name in ({marks(names)})", list(names))
    return found[0]["ags"] if len(found) == 1 else None


def _konzepte(phrases: Collection[str]) -> dict[str, str]:
    """The concepts that the printed phrases name, each with the first phrase that does."""
    found: dict[str, str] = {}
    for phrase in phrases:
        for konzept in listed(phrase):
            found.setdefault(konzept, phrase)
    return found
