"""Text sections of ALLRIS 4 pages and the votes in them (pure).

A section is a panel with its heading (`h2.expandedTitle`) and the converted Word document (`div.docPart`). The heading
may be empty; the panel's own button names it then: "Sachverhalt ausblenden" (Laatzen, 2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsers.allris4.labels import PANELS
from parsers.common.headings import Section, cut, is_voting
from parsers.common.html import Node, attribute, blocks, label, words
from ris_scraper.nouns.records import Vote
from ris_scraper.words.votes import count_votes

_BUTTON = re.compile(r"\s+(?:ausblenden|einblenden|anzeigen|reduzieren|erweitern)$", re.I)
# What a table or list of votes heads its counts with.
_BALLOT = re.compile(r"\bDafür\b|\bEnthaltung")
_VOTES = re.compile(r"\b(?=Dafür\b)")


def sections(scope: Node) -> list[Section]:
    """All sections of a page in printed order: heading and paragraphs; empty ones too."""
    found: list[Section] = []
    titel = ""
    for node in scope.css("h2, div.docPart"):
        if node.tag == "h2":
            titel = words(node)
            continue
        found.extend(cut((label(titel) if titel not in PANELS else "") or _button(node), blocks(node)))
    return found


def last_vote(text: str) -> Vote:
    """The vote that a text prints; of several tables "Dafür / Dagegen / Enthaltungen" the last (Taunusstein, 2026).

    >>> last_vote("Dafür Dagegen Enthaltungen 3 9 0 Dafür Dagegen Enthaltungen 20 3 1").ja
    20
    """
    whole = count_votes(text)
    for piece in reversed(_VOTES.split(text)):
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
    """What the button of a panel without a printed heading calls it."""
    panel = part.parent
    while panel is not None and "compFull" not in (panel.attributes.get("class") or ""):
        panel = panel.parent
    said = attribute(panel.css_first("[data-simpletooltip-text]"), "data-simpletooltip-text") if panel else None
    return _BUTTON.sub("", said) if said and _BUTTON.search(said) else None
