"""Sections of inline text: Word-HTML under a paper's head, minutes on to0050, and their text copies (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from parsers.common.headings import joined
from parsers.common.html import Node, Tree
from parsers.sessionnet.labels import GOES_ON, HEADINGS, SPEAKER, SPEECH, heading_key
from parsers.sessionnet.voting import votings
from ris_scraper.nouns.records import Abschnitt
from ris_scraper.words.german import clean

# Eschweiler and Borken (2026-11) wrap each Word document; older tenants show Word's own section or a named area.
_WRAPPED = "div.smcdocmsword"
_BARE = "#dokumentenbereich, div[class*='WordSection'], div.Section1"
_BLOCKS = "p, div, li, tr, br, hr, h1, h2, h3, h4, h5, h6, blockquote"
_LINE = "\u2028"
_LONGEST = 100
# "Beschlussvorschlag: Der Kreistag ..." on one line.
_INLINE = re.compile(r"(?P<titel>[^:]{4,60}):\s+(?P<text>\S.*)")


def text_blocks(where: Tree | Node) -> list[Node]:
    """The areas of inline text, the outermost ones only, in order."""
    return where.css(_WRAPPED) or _outermost(where.css(_BARE))


def block_lines(block: Node) -> list[str]:
    """The lines of a block as a reader sees them: paragraphs, list items, table rows."""
    for node in block.css(_BLOCKS):
        if node.mem_id == block.mem_id:
            continue
        node.insert_before(_LINE)
        node.insert_after(_LINE)
    return [line for raw in block.text().split(_LINE) if (line := clean(raw))]


def sections(lines: Iterable[str]) -> tuple[Abschnitt, ...]:
    """Split lines at known headings; text before the first one has no title, blocks of speech are dropped."""
    return tuple(
        Abschnitt(titel=title, text=joined(said))
        for title, said in _collect(lines)
        if said and (title is None or heading_key(title) not in SPEECH)
    )


def minutes(lines: Iterable[str]) -> tuple[tuple[Abschnitt, ...], list[str]]:
    """Titled sections of minutes, and the votes they print; "" among the lines stands for a gap on the page.

    Untitled text is mostly the debate and names speakers, so it is not kept; where a speaker's name begins a line, or
    other words begin behind a gap below the wording of a decision, the debate begins.
    """
    parts = list(_collect(lines))
    kept = ((title, _until_speech(title, said)) for title, said in parts if title and heading_key(title) not in SPEECH)
    found = tuple(Abschnitt(titel=title, text=joined(said)) for title, said in kept if said)
    return found, votings(parts)


def _until_speech(title: str, said: list[str]) -> list[str]:
    kept: list[str] = []
    ends = heading_key(title).startswith("beschluss")
    for before, line in pairwise(("", *said)):
        if not line:
            continue
        if SPEAKER.match(line) and (kept or not ends):
            break
        if kept and ends and not before and not GOES_ON.match(line):
            break
        kept.append(line)
    return kept


def _outermost(nodes: list[Node]) -> list[Node]:
    kept: list[Node] = []
    inside: set[int] = set()
    for node in nodes:
        if node.mem_id not in inside:
            kept.append(node)
            inside.update(child.mem_id for child in node.css("div"))
    return kept


def _heading(line: str) -> tuple[str, str] | None:
    """Heading and the text behind it on the same line; None where the line is ordinary text."""
    if len(line) < _LONGEST and _known(line):
        return line.rstrip(" :"), ""
    found = _INLINE.match(line)
    if found and _known(found["titel"]):
        return found["titel"].strip(), found["text"]
    return None


def _known(text: str) -> bool:
    key = heading_key(text)
    return key in HEADINGS or key in SPEECH


def _collect(lines: Iterable[str]) -> Iterator[tuple[str | None, list[str]]]:
    title: str | None = None
    said: list[str] = []
    for line in lines:
        found = _heading(line)
        if found is None:
            said.append(line)
            continue
        yield title, said
        title, said = found[0], [found[1]] if found[1] else []
    yield title, said
