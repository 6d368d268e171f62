"""The kinds of pages: one table of what the rooms need to know of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: The kind of a request for an address that no page named: that it is refused says nothing about the portal.
TRIAL = "versuch"
#: A list of what changed since a day: what it names is asked for again, though it is known.
NEWS = "neues"
#: The last part of a list, where a nightly crawl looks too: new things may stand there.
LIST_END = "listenende"
#: From this rank on a page is a list: its stations and items count only while the thing's own page was not read.
LISTED = 9


@dataclass(frozen=True)
class Kind:
    """One kind of page.

    `rank` says which page states a row if several do (the lowest; text copies come after markup), `turn` which request
    goes first, `names_things` whether the page names Vorlagen or Sitzungen and says little of them. `stands_for` are
    the kinds of page that answer a request for this one besides itself; None: any page does.
    """

    rank: int = LISTED
    turn: int = 4
    names_things: bool = False
    stands_for: frozenset[str] | None = frozenset()


# What a list holds differs by product (OParl: the list of Meetings is a calendar), and one page may have both.
_LISTS = frozenset({"liste", "kalender"})

# A thing's own page before its stations before agendas; lists and calendars are asked for first, as they lead to the
# rest, then agendas, then what hangs on them; what is only tried, last.
KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "vorlage": Kind(rank=0, turn=3),
        "sitzung": Kind(rank=0, turn=2),
        "gremium": Kind(rank=0),
        # Where the Vorlage has no tabs, its own page has its stations (SessionNet).
        "beratungen": Kind(rank=2, stands_for=frozenset({"vorlage"})),
        "auszug": Kind(rank=4),
        "presse": Kind(),
        "liste": Kind(turn=0, names_things=True, stands_for=_LISTS),
        "kalender": Kind(turn=1, names_things=True, stands_for=_LISTS),
        NEWS: Kind(turn=0, stands_for=_LISTS),
        LIST_END: Kind(turn=0, stands_for=_LISTS),
        TRIAL: Kind(turn=5, stands_for=frozenset({"vorlage"})),
    }
)
_OTHER = Kind(stands_for=None)


def kind(name: str | None) -> Kind:
    """What is known of a kind of page; an unknown one is a list, and asked for late."""
    return KINDS.get(name or "", _OTHER)


def is_list(name: str) -> bool:
    """Whether a kind of page is a part of a list of Vorlagen, Sitzungen or bodies."""
    return kind(name).stands_for is _LISTS


def answers(asked: str, came: str | None) -> bool:
    """Whether a page of the kind that came is an answer to a request for a kind."""
    others = kind(asked).stands_for
    return others is None or came == asked or came in others
