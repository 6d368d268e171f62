"""Text copies of `sitzungen_top.php`: labels before values, an item a row or a line for each of its cells (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.common.html import assign
from parsers.common.text import going_on, label_pattern, labelled, lines
from parsers.rubin.labels import HEAD, STATUS
from parsers.rubin.old.sitzung import PAPER, Item, agenda
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.words.names import any_of

# "ö 4 Radweg [Vorlage: SV-2006/0123, Beschlussvorlage]"
_ITEM = re.compile(
    rf"^[\s|]*(?P<status>{any_of(STATUS)})[\s|]+(?P<nummer>\d{{1,3}}(?:\.\d{{1,3}}){{0,4}})\.?(?=[\s|])", re.M
)
_HEAD = re.compile(r"^[\s|]*Termin\s*:", re.M)


def is_agenda(text: str) -> bool:
    """Whether a text has the head and an item of an old agenda."""
    return _HEAD.search(text) is not None and _ITEM.search(text) is not None


def read_sitzung(page: Page) -> Parsed:
    """A meeting with its agenda; the body stands right above the head. Raises LayoutDrift where the head has no day."""
    text = "\n".join(line for raw in lines(page) if (line := raw.strip("| ")))
    begins, first = _HEAD.search(text), _ITEM.search(text)
    if begins is None or first is None:
        raise LayoutDrift(page.url, "Termin, an item of the agenda")
    above = text[: begins.start()].splitlines()
    pairs = [
        (name, said.strip(" |\n")) for name, said in labelled(text[begins.start() : first.start()], label_pattern(HEAD))
    ]
    head, unknown = assign(pairs, HEAD)
    if "termin" not in head:
        raise LayoutDrift(page.url, "Termin")
    return agenda(page, above[-1] if above else None, head, _items(text), unknown)


def _items(text: str) -> Iterator[Item]:
    found = list(_ITEM.finditer(text))
    ends = [*(item.start() for item in found[1:]), len(text)]
    for item, end in zip(found, ends, strict=True):
        yield Item(item["status"], item["nummer"], _subject(text[item.end() : end]))


def _subject(said: str) -> str:
    """The subject with the Vorlage behind it, which ends it; without one, its first line and what goes on there."""
    printed = [line for raw in said.splitlines() if (line := raw.strip("| "))]
    whole = " ".join(printed)
    closed = PAPER.search(whole[: whole.find("]") + 1])
    return closed.string if closed else " ".join(going_on(printed))
