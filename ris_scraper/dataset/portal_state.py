"""What runs found out about a portal, entered into the dataset."""

from __future__ import annotations

from ris_scraper.archive.frontier import Frontier
from ris_scraper.dataset.file import Dataset

#: A Vorlage is gone after so many full looks without it.
LOOKS = 3
# Vorlagen without a page of their own are gone when no agenda states them any more.
_GONE = """
update vorlagen set verschwunden_am = a.weg_seit from aussagen a
where a.typ = 'vorlage' and a.schluessel = vorlagen.id and a.weg_seit is not null and vorlagen.portal = ?
"""


def enter_state(db: Dataset, portal: str, frontier: Frontier) -> None:
    """Enter into the dataset what runs found out: robots verdict, state, and which Vorlagen are gone since when."""
    last, verdicts = frontier.get("lauf") or {}, frontier.get("robots") or []
    robots = "; ".join(str(verdict["verdict"]) for verdict in verdicts) or None
    db.execute(
        "update portale set robots = coalesce(?, robots), zustand = coalesce(?, zustand),"
        " geprueft_am = coalesce(?, geprueft_am) where slug = ?",
        [robots, last.get("zustand"), last.get("ende"), portal],
    )
    db.execute("update vorlagen set verschwunden_am = null where portal = ? and verschwunden_am is not null", [portal])
    db.execute(_GONE, [portal])
    for url, since in frontier.vanished(LOOKS).items():
        db.execute("update vorlagen set verschwunden_am = ? where portal = ? and url = ?", [since, portal, url])
