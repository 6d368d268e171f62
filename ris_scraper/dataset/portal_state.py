"""What runs found out about a portal, entered into the dataset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ris_scraper.archive.frontier import Frontier
from ris_scraper.dataset.file import Dataset

#: A Vorlage is gone after so many full looks without it.
LOOKS = 3
# Vorlagen without a page of their own are gone when no agenda states them any more.
_GONE = """
update vorlagen set verschwunden_am = a.weg_seit from aussagen a
where a.typ = 'vorlage' and a.schluessel = vorlagen.id and a.weg_seit is not null and vorlagen.portal = ?
"""
# What was looked at later (by `ris probe`) stands.
_STATE = """
update portale set zustand = :zustand, grund = :grund, geprueft_am = :ende
where slug = :slug and coalesce(geprueft_am, '') <= :ende
"""
# The years that runs say they saw; `summarise` takes off those that the portal shows no meeting of.
_WINDOW = """
update portale set beobachtet_ab = :seit || '-01-01', beobachtet_bis = :bis, vollstaendig = coalesce(:ganz, 0)
where slug = :slug
"""


def enter_window(db: Dataset, portal: str, frontier: Frontier) -> None:
    """Enter the window in which runs saw a portal whole; to be called before the portal is settled."""
    put_window(db, portal, frontier.get("fenster") or {})


def put_window(db: Dataset, portal: str, window: Mapping[str, Any]) -> None:
    """Enter a window: `seit` (year), `bis` (day), `ganz` (nothing of it is left to read); {} for none."""
    db.execute(_WINDOW, {**dict.fromkeys(("seit", "bis", "ganz")), **window, "slug": portal})


def enter_state(db: Dataset, portal: str, frontier: Frontier) -> None:
    """Enter into the dataset what runs found out: robots verdict, state, and which Vorlagen are gone since when."""
    last, verdicts = frontier.get("lauf") or {}, frontier.get("robots") or []
    robots = "; ".join(str(verdict["verdict"]) for verdict in verdicts) or None
    db.execute("update portale set robots = coalesce(?, robots) where slug = ?", [robots, portal])
    if zustand := last.get("zustand"):
        grund = last.get("grund") if zustand == "gesperrt" else None
        db.execute(_STATE, {"zustand": zustand, "grund": grund, "ende": last["ende"], "slug": portal})
    db.execute("update vorlagen set verschwunden_am = null where portal = ? and verschwunden_am is not null", [portal])
    db.execute(_GONE, [portal])
    for url, since in frontier.vanished(LOOKS).items():
        db.execute("update vorlagen set verschwunden_am = ? where portal = ? and url = ?", [since, portal, url])
