"""Text sections of ALLRIS 4 pages and the votes in them (pure).

A section is a panel with its heading (`h2.expandedTitle`) and the converted Word document (`div.docPart`). The heading
may be empty; the panel's own button names it then: "Sachverhalt ausblenden" (Laatzen, 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.allris4.labels import PANELS
from parsers.common.headings import Section, cut, is_voting
from parsers.common.html import Node, attribute, blocks, label, words
from ris_scraper.nouns.records import Vote
from ris_scraper.words.votes import count_votes

_BUTTON = re.compile(r"\s+(?:ausblenden|einblenden|anzeigen|reduzieren|erweitern)$", re.I)
# What a table or list of votes heads its counts with.
_BALLOT = re.compile(r"\bDafür\b|\bEnthaltung")
_WORD = re.compile(r"\b(?:Dafür|Dagegen|Enthaltung)", re.I)


def sections(scope: Node) -> list[Section]:
    """All sections of a page in printed order: heading and paragraphs; empty ones too."""
    found: list[Section] = []
    titel = ""
    for node in _headings_and_parts(scope):
        if node.tag == "h2":
            titel = words(node)
            continue
        found.extend(cut((label(titel) if titel not in PANELS else "") or _button(node), blocks(node)))
    return found


def _headings_and_parts(scope: Node) -> Iterator[Node]:
    """Headings and texts; where no text is known by its class, what follows each heading that is no panel's."""
    if scope.css_first("div.docPart") is not None:
        # A heading inside of a text is its own ("1. Ausgangslage"), not its panel's.
        inside = {node.mem_id for node in scope.css("div.docPart h2")}
        yield from (node for node in scope.css("h2, div.docPart") if node.mem_id not in inside)
        return
    for heading in scope.css("h2.expandedTitle"):
        if words(heading) in PANELS:
            continue
        yield heading
        following = heading.next
        while following is not None and following.tag != "h2":
            if following.tag != "-text" and words(following):
                yield following
            following = following.next


def last_vote(text: str) -> Vote:
    """The vote that a text prints; of several tables "Dafür / Dagegen / Enthaltungen" the last (Taunusstein, 2026).

    >>> last_vote("Dafür Dagegen Enthaltungen 3 9 0 Dafür Dagegen Enthaltungen 20 3 1").ja
    20
    """
    whole, first = count_votes(text), _WORD.search(text) if "Dafür" in text else None
    # Whatever a table begins with, each begins with it.
    pieces = re.split(rf"\b(?={first[0]})", text) if first else []
    for piece in reversed(pieces):
        found = count_votes(piece)
        if found.ja is not None or found.nein is not None:
            return found.model_copy(update={"einstimmig": whole.einstimmig})
    return whole


def vote(found: Iterable[Section], tables: Iterable[str]) -> Vote:
    """The vote of an item: what its section "Abstimmungsergebnis" prints, counts from the last table of votes."""
    said = last_vote(" ".join(" ".join(printed) for titel, printed in found if is_voting(titel)))
    votes = [counted for text in tables if _BALLOT.search(text) and (counted := last_vote(text)).ja is not None]
    return votes[-1].model_copy(update={"einstimmig": said.einstimmig}) if votes else said


def _button(part: Node) -> str | None:
    """What the button of a panel without a printed heading calls it: a panel holds one text."""
    panel = part.parent
    while panel is not None and len(panel.css("div.docPart")) == 1:
        buttons = (attribute(node, "data-simpletooltip-text") or "" for node in panel.css("[data-simpletooltip-text]"))
        said = next((text for text in buttons if _BUTTON.search(text)), None)
        if said:
            return _BUTTON.sub("", said)
        panel = panel.parent
    return None
