"""Text sections of ALLRIS 3 pages: nested Word documents behind anchors, and headings inside them (pure).

Every section is a complete HTML document printed into the page behind `<a name="allrisBV">` (Hildesheim, LK Osnabrück,
2026-11). A HTML5 parser keeps their content in place as flat siblings of the anchors, so one tree is enough.
Wortprotokolle are minutes of who said what; they hold names of persons and are left out of every record.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.allris3.head import label_cells
from parsers.allris3.labels import ANCHORS, ANLAGEN, HEADINGS
from parsers.common.headings import Section, cut, is_heading, is_voting
from parsers.common.html import Node, attribute, caption, label, words
from ris_scraper.nouns.records import BROKEN_OFF, Hinweis, Vote
from ris_scraper.words.german import clean
from ris_scraper.words.votes import count_votes

_ANCHOR = "a[name^='allris']"
# The `_r` skin puts every document into a box of the same name; some print no anchor in it.
_BOX = re.compile(r"allris([A-Z]{2})")
_JUMP = re.compile(r"#allris[A-Z]{2}")
_INLINE = frozenset({"a", "b", "center", "em", "font", "i", "p", "span", "strong", "u"})
_SILENT = frozenset({"-comment", "title", "style", "script"})
_END = frozenset({"risfoot", "content_unten", "foot"})
VOTING = "Abstimmungsergebnis"
#: The kind of Hinweis of a section that a whole page announces and has not.
SECTION = "abschnitt"
_SHORT = 60
_VOTE_HEAD = re.compile(r"^(?:Zustimmung|Ablehnung|Enthaltung|Ja|Nein|Dafür|Dagegen|Einstimmig|Mehrheitlich)", re.I)


def sections(scope: Node) -> list[Section]:
    """All sections of a page in printed order: heading (else the anchor's name) and paragraphs; empty ones too."""
    documents = _documents(scope)
    names = _names(scope) if documents else {}
    found: list[Section] = []
    for key, text in documents:
        titel, rest = _first_heading(names.get(key), _printed(text))
        found.extend(cut(titel, rest, HEADINGS))
    return found


def votings(scope: Node) -> list[Section]:
    """The section of the voting under its anchor, whatever its heading says."""
    return [(VOTING, _printed(text)) for key, text in _documents(scope) if key == "AE"]


def announced(scope: Node) -> tuple[Hinweis, ...]:
    """A Hinweis where the page's list of sections names one at its end that the page has not.

    It breaks off, unless what stands below the frame is printed too (`#risfoot`, a town's CMS): then the portal left
    the section out. Whole pages have such a foot (Hildesheim, 2026-11); a cut page ends in its frame.
    """
    hrefs = [attribute(link, "href") or "" for link in scope.css("a[href^='#allris']")]
    keys = [href.removeprefix("#") for href in hrefs if _JUMP.fullmatch(href)]
    # A list of one is at some tenants a link to what is not printed.
    if len(keys) < 2 or scope.css_first(_place(keys[-1])) is not None:
        return ()
    art = SECTION if _goes_on(scope, keys[-1]) else BROKEN_OFF
    return (Hinweis(art=art, text=f"the section {keys[-1]} is announced and missing"),)


def _place(key: str) -> str:
    return f"a[name='{key}'], [id='{key}']"


def _goes_on(scope: Node, key: str) -> bool:
    """Whether more is printed below the frame, and not the section itself, put there by a tag that closes too much."""
    below = list(_below(scope))
    lost = any(node.tag != "-text" and node.css_first(_place(key)) is not None for node in below)
    return not lost and any(clean(node.text()) for node in below)


def _below(scope: Node) -> Iterator[Node]:
    """The nodes that follow a node and its ancestors."""
    node: Node | None = scope
    while node is not None:
        following = node.next
        while following is not None:
            if following.tag not in _SILENT:
                yield following
            following = following.next
        node = node.parent


def vote(found: Iterable[Section]) -> Vote:
    """The vote printed in the section that holds the result of the voting."""
    text = [" ".join(printed) for titel, printed in found if is_voting(titel)]
    return count_votes(" ".join(text))


def _printed(text: str) -> list[str]:
    return [block for piece in text.split("\f") if (block := clean(piece))]


def _ends(node: Node) -> bool:
    """Whether the sections end here: the attachment table below the text (`td.kb1`), or the page's foot."""
    if node.id in _END:
        return True
    return node.tag == "table" and any(caption(cell) in ANLAGEN for cell in label_cells(node))


def _before_anchor(node: Node) -> Iterator[str]:
    """Text pieces of a node that swallowed the next anchor (an unclosed tag before it), up to that anchor."""
    for child in node.iter(include_text=True):
        if _is_anchor(child):
            return
        if child.tag != "-text" and child.css_first(_ANCHOR) is not None:
            yield from _before_anchor(child)
            return
        yield child.text()


def _is_anchor(node: Node) -> bool:
    return node.tag == "a" and (node.attrs.get("name") or "").startswith("allris")


def _siblings(start: Node) -> tuple[str, bool]:
    """Text of the nodes behind `start`, and whether the section ended among them."""
    pieces: list[str] = []
    node = start.next
    while node is not None:
        if node.tag == "-text":
            pieces.append(node.text())
        elif node.tag not in _SILENT:
            if _ends(node) or _is_anchor(node):
                return "".join(pieces), True
            if node.css_first(_ANCHOR) is not None:
                return "".join([*pieces, *_before_anchor(node)]), True
            pieces.append(node.text())
        node = node.next
    return "".join(pieces), False


def _following(anchor: Node) -> str:
    """Text behind an anchor, up to the next one."""
    start, text = anchor, anchor.text()
    while True:
        more, ended = _siblings(start)
        text += more
        # An anchor printed inside a paragraph: the document follows the paragraph.
        if ended or clean(text) or start.parent is None or start.parent.tag not in _INLINE:
            return text
        start = start.parent


def _names(scope: Node) -> dict[str, str]:
    """What the page's jump list calls its sections: {"BV": "Beschlussvorschlag"}."""
    listed = {
        (attribute(link, "href") or "").removeprefix("#allris"): words(link) for link in scope.css("a[href^='#allris']")
    }
    return {**ANCHORS, **{key: name for key, name in listed.items() if key and name}}


def _first_heading(name: str | None, printed: list[str]) -> Section:
    """A section's own first paragraph is its heading where it is short and ends with a colon."""
    first = printed[0] if printed else ""
    if first.endswith(":") and len(first) <= _SHORT and not is_heading(first, HEADINGS) and not _VOTE_HEAD.match(first):
        return label(first), printed[1:]
    return name, printed


def _documents(scope: Node) -> list[tuple[str, str]]:
    """Key ("BV") and text of every document behind an anchor; of every box where the page has no anchors."""
    if anchors := scope.css(_ANCHOR):
        keys = [(attribute(anchor, "name") or "").removeprefix("allris") for anchor in anchors]
        return [(key, _following(anchor)) for key, anchor in zip(keys, anchors, strict=True) if key != "WP"]
    boxes = [(_BOX.fullmatch(node.id or ""), node) for node in scope.css("div[id^='allris']")]
    return [(named[1], node.text()) for named, node in boxes if named and named[1] != "WP"]
