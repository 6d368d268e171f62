"""Lists that come in blocks: how far one is followed, and whether all came that it says it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from ris_scraper.nouns.records import Gremium, Parsed
from ris_scraper.nouns.vendor import Request

#: So many blocks without any entry may lie between two with some: deleted things stay in OParl lists.
_BARREN = 20


class Lists:
    """The lists of one run, each known by the address of its first block."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._came: dict[str, set[str]] = {}
        self._lost: dict[str, dict[str, int]] = {}
        self._totals: dict[str, int] = {}
        self._barren: Counter[str] = Counter()
        self._kinds: dict[str, str] = {}

    def block(self, item: Request, things: set[str], parsed: Parsed) -> None:
        """Count what a block names: `things` are the addresses of Vorlagen and Sitzungen."""
        first = self._first.setdefault(item.address, item.address)
        bodies = {f"gremium {record.id}" for record in parsed.datensaetze if isinstance(record, Gremium)}
        self._came.setdefault(first, set()).update(things | bodies)
        self._lost.setdefault(first, {})[item.address] = max(0, parsed.entries - len(parsed.datensaetze))
        self._barren[first] = 0 if things else self._barren[first] + 1
        self._kinds.setdefault(first, item.seitentyp)
        if parsed.total is not None:
            self._totals[first] = min(parsed.total, self._totals.get(first, parsed.total))

    def goes_on(self, item: Request, things: set[str], whole: bool) -> bool:
        """Whether more may come behind a block that brings nothing new: an empty one, or, where the whole list is
        wanted, one that is repeated while the list says that it has more."""
        first = self._first[item.address]
        if not things:
            return self._barren[first] <= _BARREN
        return whole and self._count(first) < self._totals.get(first, 0)

    def lead(self, item: Request, links: Iterable[Request]) -> None:
        """Remember which list the followed blocks belong to."""
        first = self._first[item.address]
        for link in links:
            self._first.setdefault(link.address, first)

    def walked(self, kind: str) -> bool:
        """Whether the run looked at a list of a kind."""
        return kind in self._kinds.values()

    def alarms(self, kinds: Iterable[str]) -> Iterator[str]:
        """Lists of these kinds of which fewer entries came than they say they have."""
        for first, total in self._totals.items():
            if self._kinds[first] in kinds and (count := self._count(first)) < total:
                yield f"{first} says that it has {total} entries, {count} came"

    def _count(self, first: str) -> int:
        return len(self._came[first]) + sum(self._lost[first].values())
