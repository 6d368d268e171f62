"""From which year to which day a portal is known without a hole; kept in its frontier as `fenster`.

A full crawl opens the window when it came to its end without an alarm and left nothing waiting. It reaches to the day
on which that crawl was begun, and every later run that looks back so far moves its end on.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ris_scraper.archive.frontier import Frontier
from ris_scraper.crawl.nouns import Order

#: One request in so many may have been asked for in vain before a crawl no longer counts as one of the whole portal.
ONE_IN = 50


def move(frontier: Frontier, order: Order, begun: date, fetches: int) -> None:
    """Enter a run that came to its end without an alarm: its order, the day it was begun, the fetches kept so far."""
    known: dict[str, Any] = frontier.get("fenster") or {}
    found = _opened(known, order.seit, begun) if order.seit is not None else _moved(known, order, begun)
    if not found:
        return
    whole = frontier.waiting() == 0 and len(frontier.given_up()) * ONE_IN <= fetches
    if whole or not known.get("ganz"):
        frontier.put("fenster", {**found, "ganz": whole})


def _opened(known: dict[str, Any], since: int, begun: date) -> dict[str, Any]:
    """The window of a full crawl, with the years of an earlier one where no year is missing between them."""
    joins = known.get("ganz") and known["bis"] >= f"{since}-01-01"
    return {"seit": min(known["seit"], since) if joins else since, "bis": begun.isoformat()}


def _moved(known: dict[str, Any], order: Order, begun: date) -> dict[str, Any]:
    """The window with a later end, if the run looked back to its present one; what has none gets none."""
    reach = order.period().since
    return {**known, "bis": begun.isoformat()} if known and reach and reach.isoformat() <= known["bis"] else {}
