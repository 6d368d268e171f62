"""Whose turn it is in a night, what a portal's turn is for, and how long it lasts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import Any

from ris_scraper.crawl.many import Turn
from ris_scraper.crawl.nouns import Order
from ris_scraper.fetch.pace import Clock
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import RisError
from ris_scraper.portals.portals import Portal

#: A full crawl looks again after so long: it alone sees that a Vorlage is gone.
FULL_EVERY = timedelta(days=30)
#: The shortest turn: an archive is opened and a start page asked for in any case.
_SHORTEST = 0.5


def longest_unseen_first(folder: Folder, portals: Iterable[Portal]) -> list[Portal]:
    """The portals in the order of their last run's end, those that were never seen before all others."""
    return sorted(portals, key=lambda portal: (_last(folder, portal).get("ende") or "", portal.slug))


def _last(folder: Folder, portal: Portal) -> dict[str, Any]:
    """What the last run left; nothing where the archive cannot be opened, which is for the portal's own run to say."""
    if not folder.archive_path(portal.slug).exists():
        return {}
    try:
        with folder.frontier(portal.slug) as frontier:
            return frontier.get("lauf") or {}
    except (RisError, sqlite3.Error, OSError):
        return {}


@dataclass(frozen=True)
class Schedule:
    """A night's plan: full crawls go back to the year `since`; all is over at `end` (of the clock's monotonic time)."""

    folder: Folder
    clock: Clock
    since: int
    end: float

    def order(self, turn: Turn) -> Order:
        """What to do in a portal's turn: a full crawl until one has come to its end, and again every 30 days."""
        return Order(self.since if self._full(turn.portal) else None, minutes=self.minutes(turn))

    def minutes(self, turn: Turn) -> float:
        """A fair share of what is left: portals on one server follow each other, and servers may be more than jobs.

        When the night is over it is 0, so that nothing more is asked.
        """
        left = max(0.0, self.end - self.clock.monotonic()) / 60
        share = left / turn.on_server * min(1.0, turn.jobs / max(1, turn.servers))
        return min(left, max(_SHORTEST, share))

    def _full(self, portal: Portal) -> bool:
        with self.folder.frontier(portal.slug) as frontier:
            last = frontier.get("voll") or ""
        # A date to come is that of a wrong clock.
        now = self.clock.now().astimezone(UTC)
        return not (now - FULL_EVERY).isoformat(timespec="seconds") < last <= now.isoformat(timespec="seconds")
