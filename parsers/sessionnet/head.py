"""The frame of SessionNet's pages: addresses, headings, head rows, result boxes (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.common.html import TAG, Node, Tree, label, staff_before, words
from parsers.common.outcomes import LONGEST_OUTCOME
from parsers.sessionnet.labels import AUSZUG, CLASS_LABELS, KINDS, NOT_RELEASED, RESULT, VORLAGE
from parsers.sessionnet.values import split_label
from ris_scraper.nouns.errors import NotPublic
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Link
from ris_scraper.words.persons import is_label

Pair = tuple[str, Node]
# Parameters that choose a view, mark a row or carry the session, not the thing shown.
_VOLATILE = frozenset(("smclayout", "voselect", "toselect", "topselected", "smcspf", "smcat", "refresh", "phpsessid"))
_PAGE_NAME = re.compile(r"\b((?:si|to|vo)\d{4})\.(?:asp|php)\b", re.I)
_THING = re.compile(r"\?(?:[^#]*&)?__k(?:vo|si|to)nr=[^&#]", re.I)
_FRAME_END = re.compile(r"</html>|smcsomacosinfo", re.I)
_HEAD_ROWS = ".smc-table-row, #smctablevorgang tr, tr:has(> [class*='_title'])"
_LABELS = frozenset((*VORLAGE, *AUSZUG))
_PAIR = 2
_BOX = ("div", "table")
_BOXES = {"_box2_beschluss": "Beschluss", "_box2_abstimmung": "Abstimmung"}
RESULT_BOXES = '[class*="_box2_"]'
NAMED_RESULTS = "p:not([class*='_box2_']):has(> strong), p:not([class*='_box2_']):has(> b)"
_PANELS = frozenset(("card", "panel", "accordion-item"))
ITEM_TITLE = ".smc-card-text-title, .smc-card-header-title-simple, .smc-panel-text-title"


def page_name(url: str) -> str | None:
    """SessionNet's name of a page: "vo0050" for ".../vo0050.asp?__kvonr=1"; None where the address has none."""
    found = _PAGE_NAME.search(url)
    return found[1].lower() if found else None


def complete(page: Page) -> bool:
    """Whether the page came whole: a cut page must not pass for one that says nothing."""
    return bool(_FRAME_END.search(page.text))


def refuse_unreleased(page: Page) -> None:
    """Raise NotPublic where the page says that no details are released yet (si0050, si0057)."""
    if "Detailinformationen" in page.text and NOT_RELEASED.search(page.text):
        raise NotPublic(page.url, "no details of this meeting are released yet; ask again later")


def canonical(page: Page, href: str) -> str:
    """The absolute address of a page without fragment and parameters that only choose a view."""
    path, _, parameters = page.absolute(href).partition("#")[0].partition("?")
    kept = "&".join(item for item in parameters.split("&") if item and item.partition("=")[0].lower() not in _VOLATILE)
    return f"{path}?{kept}" if kept else path


def links(page: Page, where: Tree | Node, wanted: Iterable[str]) -> Iterator[Link]:
    """Links to things (a paper, a meeting, an item) whose page name is in `wanted`, in order, each once."""
    names, seen = frozenset(wanted), {canonical(page, page.url)}
    # Half of a page's links repeat others.
    for href in dict.fromkeys(anchor.attrs.get("href") or "" for anchor in where.css('a[href*="__k"]')):
        name = page_name(href)
        if name not in names or not _THING.search(href):
            continue
        address = canonical(page, href)
        if address not in seen:
            seen.add(address)
            yield Link(url=address, seitentyp=KINDS[name])


def linked_id(where: Tree | Node, parameter: str) -> str | None:
    """The id in the first link inside `where` that carries `parameter` ("__kvonr"); asks no other link."""
    return id_of(where.css(f'a[href*="{parameter}="]'), parameter)


def id_of(links: Iterable[Node], parameter: str) -> str | None:
    """The id in the first of these links that carries `parameter`."""
    for anchor in links:
        found = query(anchor.attrs.get("href") or "").get(parameter)
        if found:
            return found
    return None


def own_id(page: Page, where: Tree, parameter: str) -> str | None:
    """The id of the shown thing: from the page's address, else from its own tabs."""
    if page.query.get(parameter):
        return page.query[parameter]
    tabs = where.css_first("#smcregister")
    return linked_id(tabs, parameter) if tabs is not None else None


def unique(nodes: Iterable[Node]) -> list[Node]:
    """Each node once: a selector with commas lists a node again for every part that matches it."""
    return list({node.mem_id: node for node in nodes}.values())


def headlines(where: Tree) -> list[str]:
    """Headings and titles of a page."""
    return [words(node) for node in sorted(where.css("h1, title"), key=TAG)]


def classes(node: Node) -> list[str]:
    """The classes of a node."""
    return (node.attrs.get("class") or "").split()


def box_around(node: Node | None) -> Node | None:
    """The card or panel that a node is or stands in."""
    while node is not None and node.tag != "html":
        if _PANELS.intersection(classes(node)):
            return node
        node = node.parent
    return None


def is_head(cell: Node) -> bool:
    """Whether a cell of a head row holds the label."""
    printed = cell.attrs.get("class") or ""
    if "smc-cell-head" not in printed and "_title" not in printed:
        return False
    return any(name == "smc-cell-head" or name.endswith("_title") for name in printed.split())


def head_pairs(where: Tree | Node, prefixes: tuple[str, ...]) -> list[Pair]:
    """Label and value cell of every head row: S3 rows of divs or cells, S1 table with one or two pairs a row.

    A layout that arranges the cells otherwise is read by the classes that begin with one of `prefixes` and by the words
    of its labels, one without either by the colons of its labels.
    """
    if rows := _rows(where, _HEAD_ROWS):
        return rows
    return [*_known_cells(where, prefixes), *_labelled(where)] or _rows(where, "table.smccontenttable tr")


def printed(pairs: Iterable[Pair]) -> list[tuple[str, str]]:
    """The pairs as text."""
    return [(name, words(cell)) for name, cell in pairs]


def box_pairs(where: Tree | Node) -> list[tuple[str, str]]:
    """The result paragraphs under an agenda item (`smc_field_smcdv0_box2_beschluss`, `..._abstimmung`).

    Tenants may rename the label or leave it out; then the class tells. A box with nothing but links to the item's paper
    or files (`..._volink`; Nürnberg, 2026-11) says no result.
    """
    return [pair for node in where.css(RESULT_BOXES) if (pair := _box_pair(node))[0] in RESULT or not _is_linked(node)]


def result_pairs(where: Node) -> list[tuple[str, str]]:
    """The results under an item of an agenda; where a release calls the class otherwise, those behind their labels."""
    return [*box_pairs(where), *_named_results(where)]


def _row_pairs(cells: list[Node]) -> Iterator[Pair]:
    """Label and value of a row's cells; an empty cell is a value only where no text follows before the next label."""
    said = [(cell, words(cell)) for cell in cells]
    if turned := _turned(said):
        yield from turned
        return
    pending, blank = "", None
    for cell, text in said:
        if is_head(cell) or ((not pending or blank is not None) and _is_label(cell, text)):
            if blank is not None:
                yield pending, blank
            pending, blank = text, None
        elif pending and text:
            yield pending if is_label(label(pending)) else _known_label(cell) or pending, cell
            pending, blank = "", None
        elif pending and blank is None:
            blank = cell
    if blank is not None:
        yield pending if is_label(label(pending)) else _known_label(blank) or pending, blank


def _turned(said: list[tuple[Node, str]]) -> list[Pair]:
    """The labels of a row that ends with one and begins with none, each in place of its value: `assign` says so."""
    cells = [(cell, text) for cell, text in said if text]
    if len(cells) < _PAIR or not cells[-1][1].endswith(":") or cells[0][1].endswith(":") or is_head(cells[0][0]):
        return []
    return [(text, cell) for cell, text in cells if text.endswith(":")]


def _known_label(cell: Node) -> str | None:
    return next((CLASS_LABELS[name] for name in classes(cell) if name in CLASS_LABELS), None)


def _is_label(cell: Node, text: str) -> bool:
    """Whether a cell without the class of labels is one; a known word in a table may also head a column."""
    return text.endswith(":") or (cell.tag == "div" and text in _LABELS)


def _rows(where: Tree | Node, selector: str) -> list[Pair]:
    rows = unique(where.css(selector))
    return [pair for row in rows for pair in _row_pairs(unique(row.css(".smc-table-cell, td, th")))]


def _known_cells(where: Tree | Node, prefixes: tuple[str, ...]) -> Iterator[Pair]:
    for name, said in CLASS_LABELS.items():
        cell = where.css_first(f".{name}") if name.startswith(prefixes) else None
        if cell is not None:
            yield staff_before(cell) or said, cell


def _labelled(where: Tree | Node) -> Iterator[Pair]:
    """Pairs of boxes the first of which holds a known label and nothing else, the second no boxes of its own.

    A link is the name of a file ("Sitzungsvorlage"), no label.
    """
    for row in where.css("div, tr, dl"):
        cells = list(row.iter())
        for cell, value in zip(cells[::2], cells[1::2], strict=False):
            if (
                (name := label(words(cell))) in _LABELS
                and value.tag != "th"
                and cell.css_first("a[href]") is None
                and not any(part.tag in _BOX for part in value.iter())
            ):
                yield name, value


def _named_results(where: Node) -> Iterator[tuple[str, str]]:
    for node in where.css(NAMED_RESULTS):
        name, value = split_label(words(node))
        if RESULT.get(name) and len(value) <= LONGEST_OUTCOME:
            yield name, value


def _is_linked(node: Node) -> bool:
    """Whether all that a box prints is links."""
    said = words(node)
    return bool(said) and said == " ".join(filter(None, map(words, node.css("a[href]"))))


def _box_pair(node: Node) -> tuple[str, str]:
    text, name = words(node), words(node.css_first("strong, b"))
    pair = split_label(text)
    known = next((said for mark, said in _BOXES.items() if any(cls.endswith(mark) for cls in classes(node))), None)
    return pair if known is None or pair[0] in RESULT else (known, text.removeprefix(name).lstrip(" :"))
