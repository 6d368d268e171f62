"""Lists of what changed since a day: how to ask for one, and whether an answer is one (pure)."""

from __future__ import annotations

from urllib.parse import quote

from parsers.common.json import Object, addresses, child, objects, text
from ris_scraper.nouns.page import query

#: The filter of lists by the day of change (OParl 1.0 and 1.1).
SINCE = "modified_since"


def filtered(address: str, since: str) -> str:
    """A list's address that asks for what changed since a day (`YYYY-MM-DD…`)."""
    if query(address).get(SINCE):
        return address
    return f"{address}{'&' if '?' in address else '?'}{SINCE}={quote(since)}"


def heeded(since: str, data: list[object], whole: Object) -> bool:
    """Whether an answer holds only what changed since a day.

    Products drop the filter in silence, or stamp every object with the midnight of the present day (rubin): then a
    block of many objects of one moment that has a next one tells nothing, unless it shows that some of them were made
    on another day.
    """
    stamps = {text(said, "modified", "created") or "" for said in objects(data)}
    days = {stamp[:10] for stamp in stamps}
    made = {(text(said, "created") or "")[:10] for said in objects(data)} - {""}
    one_moment = len(stamps) == 1 and len(data) > 1 and made <= days and child(whole, "links").get("next")
    return not one_moment and all(day >= since[:10] for day in days) and not any(addresses(data))
