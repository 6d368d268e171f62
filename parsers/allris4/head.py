"""The frame of an ALLRIS 4 page: content, heading, labelled values, links (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.allris4.labels import GONE, REFUSED, TITLE, WORKFLOW
from parsers.common.html import Labels, Node, Tree, assign, headings, label, staff_before, words
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Link
from ris_scraper.words.persons import is_label

Pair = tuple[str, Node]

_COUNTED = re.compile(r"^\d+\.\s*(?=\D)|\s?(?<!\d)\d{1,3}$")
# Before a visitor brings a cookie, links carry the session behind ";", which no stable address has.
# A link whose query begins with Wicket's page version ("?0-1.-head", "?1196") lives in one session only.
_TARGET = re.compile(r"(?P<path>[^?#]*?\b(?P<program>vo020|to010|to020))(?:;[^?#]*)?\?(?!\d)(?P<query>[^#]*)", re.I)
_TARGETS = {"vo020": ("VOLFDNR", "vorlage"), "to010": ("SILFDNR", "sitzung"), "to020": ("TOLFDNR", "auszug")}
_NUMBERS = {name: re.compile(rf"(?:^|[&;]){name}=(\d+)(?=[&;]|$)", re.I) for name, _ in _TARGETS.values()}


def refusal(page: Page, text: str) -> NotPublic | Gone | None:
    """The error that a page's own words stand for, None where they refuse nothing."""
    if said := REFUSED.search(text):
        return NotPublic(page.url, said[0])
    said = GONE.search(text)
    return Gone(page.url, said[0]) if said else None


def missing(page: Page, text: str, selector: str) -> NotPublic | Gone | LayoutDrift:
    """The error for a page that lacks a landmark: what the page says itself, else LayoutDrift."""
    return refusal(page, text) or LayoutDrift(page.url, selector)


def frame(page: Page, root: Tree) -> Node:
    """The page's own content, without menus and search; raises what the page says, else LayoutDrift."""
    found = root.css_first("main") or root.css_first("#pageContent") or root.css_first("#allris")
    if found is None:
        raise missing(page, words(root.body), "main, #allris")
    return found


def heading(scope: Node) -> str:
    """The page's printed heading, for example "Antrag - 2026/245"; "" where there is none."""
    return words(scope.css_first("h1"))


def titled(root: Tree, scope: Node) -> str:
    """The heading that names the Vorlage: the page's own, else the first heading or title with Art and number."""
    own = heading(scope)
    if any(map(str.isdigit, own)):
        return own
    return next((text for text in headings(root) if TITLE.fullmatch(text)), own)


def label_name(printed: str) -> str:
    """A printed label without colon and counting number.

    >>> label_name("Verfasser 1:"), label_name("1. Berichterstattung:"), label_name(" Betreff: ")
    ('Verfasser', 'Berichterstattung', 'Betreff')
    """
    return _COUNTED.sub("", label(printed))


def head_values(scope: Node, labels: Labels) -> tuple[dict[str, str], list[Hinweis], dict[str, Node]]:
    """Values of the head by field, labels that no map knows, and the nodes that hold the values."""
    found = list(_pairs(scope, labels)) or list(_known_ids(scope, labels))
    values, unknown = assign(((name, words(node) if labels.get(name) else "") for name, node in found), labels)
    nodes: dict[str, Node] = {}
    for name, node in found:
        if field := labels.get(name):
            nodes.setdefault(field, node)
    return values, unknown, nodes


def target(href: str) -> tuple[str, str, str] | None:
    """Program, its path as printed and the number of the thing that a link leads to; None for any other link.

    >>> target("./to010?SILFDNR=1000022&TOLFDNR=1000948")
    ('to010', './to010', '1000022')
    >>> target("vo020;jsessionid=0A1B?VOLFDNR=7&refresh=false")
    ('vo020', 'vo020', '7')
    >>> target("./vo020?0--anlagenHeaderPanel-attachment-link&VOLFDNR=1")
    """
    found = _TARGET.match(href)
    if not found:
        return None
    program = found["program"].lower()
    number = _NUMBERS[_TARGETS[program][0]].search(found["query"])
    return (program, found["path"], number[1]) if number else None


def address(program: str, parameter: str, number: object) -> str:
    """The stable address of a thing: "vo020?VOLFDNR=7&refresh=false"."""
    return f"{program}?{parameter}={number}&refresh=false"


def links(page: Page, scope: Node, own: tuple[str, str | None] | None = None) -> tuple[Link, ...]:
    """Addresses of Vorlagen, Sitzungen and Auszüge that `scope` links to, each once, in order.

    Only the parameter that names the thing is kept (`TOLFDNR` beside `SILFDNR` shows the same page), and
    `refresh=false`, as the portals' own links to Vorlagen have it: without it a page may answer `noauth` (other
    readers, 2026).
    `own` is program and number of the page itself, which is left out.
    """
    found: dict[str, Link] = {}
    bases: dict[str, str] = {}
    for anchor in scope.css("a[href*='LFDNR=']"):
        led = target(anchor.attributes.get("href") or "")
        if led is None or (led[0], led[2]) == own:
            continue
        program, path, number = led
        parameter, kind = _TARGETS[program]
        base = bases.get(path) or bases.setdefault(path, page.absolute(path))
        url = address(base, parameter, number)
        found.setdefault(url, Link(url=url, seitentyp=kind))
    return tuple(found.values())


def linked(scope: Node | None, program: str) -> str | None:
    """The number in the first link to `program` ("vo020") inside `scope`; None where there is none."""
    if scope is None:
        return None
    hrefs = (anchor.attributes.get("href") or "" for anchor in scope.css(f"a[href*='{program}']"))
    return next((led[2] for href in hrefs if (led := target(href)) and led[0] == program), None)


def _value(term: Node) -> Node | None:
    following = term.next
    while following is not None and following.tag not in ("dd", "dt"):
        following = following.next
    return following if following is not None and following.tag == "dd" else None


def _ids(cell: Node, labels: Labels) -> list[Pair]:
    """The elements in a value's cell whose ids say what they are: `<span id="vobetreff">`, `voverfasser1`."""
    keys = (((node.id or "").rstrip("0123456789"), node) for node in cell.iter())
    return [(key, node) for key, node in keys if key in labels]


def _pairs(scope: Node, labels: Labels) -> Iterator[Pair]:
    for term in scope.css("dt"):
        cell = _value(term)
        if cell is None:
            continue
        printed, known = words(term), _ids(cell, labels)
        # A label that names a person counts, unless the cell tells the person from an office beside it.
        if len(known) <= 1 and printed and is_label(name := label_name(printed)):
            yield name, cell
            continue
        # Beside an office the author is its clerk.
        kept = sorted((pair for pair in known if labels[pair[0]]), key=lambda pair: labels[pair[0]] == "einbringer")
        if kept:
            yield kept[0]
        # Beside a status of another name stands the workflow, which is not kept: the label tells.
        elif known and not (set(dict(known)) <= WORKFLOW and labels.get(label_name(printed))):
            yield known[0]
        # The legend is a list of icons and signs without colons.
        elif printed.endswith(":"):
            yield label_name(printed), cell


def _known_ids(scope: Node, labels: Labels) -> Iterator[Pair]:
    """Values of a layout that arranges its head otherwise than in `dl`: their ids alone say what they are."""
    for node in scope.css("[id]"):
        key = (node.id or "").rstrip("0123456789")
        if key in labels:
            yield staff_before(node) or key, node
