"""What every vendor's HTML needs: selectors that assert, text of a node, label tables (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from operator import attrgetter

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Hinweis
from ris_scraper.words.german import clean
from ris_scraper.words.persons import is_label
from ris_scraper.words.proposers import proposers

Tree = LexborHTMLParser
Node = LexborNode
Labels = Mapping[str, str | None]

TAG = attrgetter("tag")

# Lexbor glues "Turnhalle<br>Planung" and neighbouring paragraphs; a form feed before these tags keeps words apart.
# It is white space to HTML and to `clean`, and no portal prints one, so `blocks` can cut the text there again.
BREAK = "\f"
_BREAKS = re.compile(r"<(?=/?+(?:[tT][rRdDhH]|[dD][iI][vV]|[pP]|[lL][iI]|[bB][rR]|[hH][1-6])\b)")


def tree(page: Page) -> Tree:
    """Parse the page's HTML; scripts and styles are removed, `<br>` and blocks leave a blank in the text."""
    parsed = LexborHTMLParser(_BREAKS.sub(f"{BREAK}<", page.text))
    parsed.strip_tags(["script", "style"])
    return parsed


def words(node: Node | None) -> str:
    """All text of a node with whitespace folded; "" for a missing node."""
    return clean(node.text()) if node is not None else ""


def blocks(node: Node | None) -> list[str]:
    """The text of a node cut at `<br>`, paragraphs, list items, rows and cells; empty pieces are dropped."""
    if node is None:
        return []
    return [block for piece in node.text().split(BREAK) if (block := clean(piece))]


def one(page: Page, where: Tree | Node, selector: str) -> Node:
    """The only node that matches; raises LayoutDrift if there is none or more than one."""
    found = where.css(selector)
    if len(found) != 1:
        raise LayoutDrift(page.url, selector, len(found))
    return found[0]


def many(page: Page, where: Tree | Node, selector: str) -> list[Node]:
    """All nodes that match; raises LayoutDrift if there is none."""
    found = where.css(selector)
    if not found:
        raise LayoutDrift(page.url, selector)
    return found


def attribute(node: Node | None, name: str) -> str | None:
    """An attribute's value, whitespace folded; None where node, attribute or value is missing."""
    return clean(node.attributes.get(name)) or None if node is not None else None


def link_id(where: Node, parameter: str) -> str | None:
    """The id that a link, else a hidden form field inside `where` carries under `parameter` (lower case).

    ALLRIS prints the same id as `<a href="to010.asp?SILFDNR=1">` and as `<input name="SILFDNR" value="1">`.
    """
    fields = []
    for node in where.traverse():
        if node.tag == "a":
            href = node.attrs.get("href") or ""
            if parameter in href.lower() and (number := query(href).get(parameter)):
                return number
        elif node.tag == "input":
            fields.append(node.attrs)
    named = (said.get("value") for said in fields if (said.get("name") or "").lower() == parameter)
    return next(filter(None, map(clean, named)), None)


def around(node: Node | None, tag: str) -> Node | None:
    """The nearest element of this name that a node stands in, itself included; None where there is none."""
    while node is not None and node.tag != tag:
        node = node.parent
    return node


def first_of(cells: Iterable[Node], links: str) -> str:
    """The text of the first link in these cells that matches `links` (one item, two Vorlagen), else of the cells."""
    cells = list(cells)
    linked = (text for cell in cells for link in cell.css(links) if (text := words(link)))
    return next(linked, None) or " ".join(text for cell in cells if (text := words(cell)))


def headings(root: Tree) -> list[str]:
    """What a page's headings and its title say, the largest first; for values that stand nowhere else."""
    found = (words(node) for node in sorted(root.css("h1, h2, h3, h4, title"), key=TAG))
    return [text for text in found if text]


def caption(node: Node) -> str:
    """The text of a node that holds a printed label, without its colon."""
    return words(node).rstrip(" :")


def label(text: str) -> str:
    """A printed label without its colon: " Vorlage-Art: " -> "Vorlage-Art"."""
    return clean(text).rstrip(" :")


def staff_before(node: Node) -> str | None:
    """The label of a person that is printed right before a node, in its line or box; None where there is none.

    Classes and ids are the vendor's, labels the tenant's: where a label names a person, it counts.
    """
    before = _before(node) or (_before(node.parent) if node.parent is not None else None)
    printed = caption(before) if before is not None else ""
    return printed if is_label(printed) else None


def _before(node: Node) -> Node | None:
    """What stands before a node beside it, blanks and comments left out."""
    found = node.prev
    while found is not None and not words(found):
        found = found.prev
    return found


def assign(pairs: Iterable[tuple[str, str]], labels: Labels) -> tuple[dict[str, str], list[Hinweis]]:
    """Sort printed label/value pairs into fields.

    `labels` maps a printed label to our field, or to None where it is known and not kept (names of staff).
    The first stated value of a field wins. A label that the map does not know becomes a Hinweis, as does one with
    another label in place of its value: the cells stand otherwise than we think. Of an `einbringer` no person stays.

    >>> assign([("Art:", "Antrag"), ("Art", "Status:")], {"Art": "art", "Status": "status"})
    ({'art': 'Antrag'}, [Hinweis(art='label', text='Art: no value')])
    """
    values: dict[str, str] = {}
    unknown: list[Hinweis] = []
    for printed, value in pairs:
        name = label(printed)
        if name not in labels and is_label(name):
            continue
        if name not in labels:
            unknown.append(Hinweis(art="label", text=name))
            continue
        field = labels[name]
        if field == "einbringer":
            value = proposers(value) or ""
        if field and value.endswith(":") and label(value) in labels:
            unknown.append(Hinweis(art="label", text=f"{name}: no value"))
        elif field and value:
            values.setdefault(field, value)
    return values, unknown
