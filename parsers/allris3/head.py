"""The frame of an ALLRIS 3 page in both skins: container, heading, label and value pairs, links (pure)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from parsers.allris3.labels import DOUBLE, IDS, LABELS, REFUSED, ZUSATZINFO
from parsers.common.html import Labels, Node, Tree, assign, attribute, caption, headings, link_id, staff_before, words
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Hinweis, Link
from ris_scraper.words.german import clean
from ris_scraper.words.persons import is_label

# A label and the cell with its value; None where the table has none beside it.
Pair = tuple[str, Node | None]

# Classic skin, the same inside a city's CMS (Hildesheim, 2026-11), and the `_r` skin (LK Osnabrück, 2026-11).
FRAMES = "#rismain, #rismain_raw, div#allris"
_WIDER = "#allriscontainer, .allriscontent"
_LONGEST_LABEL = 60
# "Vorlage - 85/2013", "VO/2026/181 - Antrag": a heading of another place than usual must look like one.
_NUMBERED = re.compile(
    r"[A-ZÄÖÜ][\w -]{2,40}\s[-–]\s\S{0,20}\d\S{0,20}(?:\s/?\S{1,8})?|\S{0,20}\d\S{0,20}\s[-–]\s[\w -]{3,60}"
)
_HEADINGS = "#risname h1, #risname_raw h1, #allris h1, .allriscontent h1, #allriscontainer h1"

PROGRAM = re.compile(r"(?:^|[/.])(?P<program>[a-z]{2}\d{3})(?P<skin>_[a-z]\d?)?\.asp$", re.I)
_TARGET = re.compile(r"(?P<path>(?:[^?#]*[/.])?(?P<program>vo020|to010|to020)(?:_[a-z]\d?)?\.asp)(?:[?#]|$)", re.I)
# Which parameter names the thing a program shows, and what kind of page that is.
_TARGETS = {"vo020": ("volfdnr", "vorlage"), "to010": ("silfdnr", "sitzung"), "to020": ("tolfdnr", "auszug")}


def frame(page: Page, root: Tree) -> Node:
    """The container with the page's own content; raises NotPublic for a refusal, LayoutDrift if there is none."""
    found = root.css_first(FRAMES) or root.css_first(_WIDER)
    if found is None:
        raise missing(page, words(root.body), FRAMES)
    return found


def missing(page: Page, text: str, selector: str) -> NotPublic | LayoutDrift:
    """The error for a page that lacks a landmark: NotPublic where the page says so itself, else LayoutDrift."""
    refused = REFUSED.search(text)
    return NotPublic(page.url, refused[0]) if refused else LayoutDrift(page.url, selector)


def heading(root: Tree) -> str:
    """The page's printed heading, for example "Vorlage - 85/2013"; "" where there is none."""
    return words(root.css_first(_HEADINGS))


def titled(root: Tree) -> str:
    """The heading that names the Vorlage: the page's own, else the first heading or title with kind and number."""
    own = heading(root)
    if any(map(str.isdigit, own)):
        return own
    return next((text for text in headings(root) if _NUMBERED.fullmatch(text)), own)


def after_dash(text: str) -> str:
    """The heading without its kind of page: "Auszug - Radweg" -> "Radweg".

    >>> after_dash("Tagesordnung - 4. Sitzung des Kreistages"), after_dash("Radweg - Planung 2026")
    ('4. Sitzung des Kreistages', 'Radweg - Planung 2026')
    """
    return re.sub(r"^(?:Auszug|Tagesordnung|Tagesordnungspunkt|Vorlage|Sitzung)\s+[-–]\s+", "", clean(text))


def without_person(text: str) -> str:
    """A Betreff without the person printed behind it.

    >>> without_person("Radweg (Nord) (Referentin: Vorname Nachname)")
    'Radweg (Nord)'
    """
    return ZUSATZINFO.sub("", text)


def cell_after(cell: Node) -> Node | None:
    """The next cell of the same row."""
    following = cell.next
    while following is not None and following.tag not in ("td", "th"):
        following = following.next
    return following


def label_cells(scope: Node) -> list[Node]:
    """The cells with labels of the classic skin: by their class, else by what they print."""
    return scope.css("td.kb1") or [cell for cell in scope.css("td") if _is_label(cell)]


def classic_pairs(scope: Node, labels: list[Node]) -> Iterator[Pair]:
    """Labels of the classic skin (`td.kb1`) with the cell beside them."""
    places = {cell.mem_id for cell in labels}
    said = scope.text() if labels else ""
    double = all(name in said for name in DOUBLE) and set(DOUBLE) <= {words(cell) for cell in scope.css("td")}
    for cell in labels:
        if (name := caption(cell)) and not (double and _repeated(cell, name, places)):
            yield name, None if _mirrored(cell, places) else _value(cell, places, double)


def _repeated(cell: Node, name: str, labels: Container[int]) -> bool:
    """Whether the row prints the label once more: what was, and what is now, each behind its own (Berlin BVV)."""
    following = cell_after(cell)
    while following is not None:
        if following.mem_id in labels and caption(following) == name:
            return True
        following = cell_after(following)
    return False


def _is_label(cell: Node) -> bool:
    """Whether a cell holds a label that a table knows, where no class tells."""
    said = words(cell)
    return said.endswith(":") and len(said) < _LONGEST_LABEL and caption(cell) in LABELS


def _value(cell: Node, labels: Container[int], double: bool) -> Node | None:
    """The cell with the value of a label: the first with text up to the next label, as a spacer may stand between.

    Where a page prints what was and what is now, the last one.
    """
    found = None
    following = first = cell_after(cell)
    while following is not None and following.mem_id not in labels:
        if (said := words(following)) and not (double and said in DOUBLE):
            found = following
            if not double:
                break
        following = cell_after(following)
    if found is not None:
        return found
    return first if first is not None and first.mem_id not in labels else None


def _mirrored(cell: Node, labels: Container[int]) -> bool:
    """Whether a row of labels begins with a value and ends with a label: nobody knows whose value is whose."""
    row = [node for node in cell.parent.iter() if node.tag in ("td", "th")] if cell.parent is not None else []
    return len(row) > 1 and row[-1].mem_id in labels and row[0].mem_id not in labels and bool(words(row[0]))


def responsive_pairs(scope: Node) -> Iterator[Pair]:
    """Labels of the `_r` skin (`div.label`) with the element they describe, by its id where it has one."""
    for cell in scope.css("div.label"):
        target = attribute(cell.css_first("[aria-describedby]"), "aria-describedby")
        if target in IDS and (value := scope.css_first(f"#{target}")) is not None:
            # What a tenant's own label says of a person counts, whatever the id is.
            yield printed if is_label(printed := caption(cell)) else IDS[target], value
        elif (row := cell.parent) is not None and (value := row.css_first(".colEntry, span[id]")) is not None:
            yield caption(cell), value


def pairs(scope: Node, labels: list[Node]) -> list[Pair]:
    """All label and value pairs of a page, in printed order; in a layout without either kind of label, by their ids.

    `labels` are its `label_cells`.
    """
    found = [*classic_pairs(scope, labels), *responsive_pairs(scope)]
    return found or [(staff_before(node) or IDS[node.id], node) for node in scope.css("[id]") if node.id in IDS]


def sort_pairs(found: list[Pair], labels: Labels) -> tuple[dict[str, str], list[Hinweis]]:
    """Sort the pairs into fields; values of labels that are not kept are not even read."""
    values, unknown = assign(((name, words(value) if labels.get(name) else "") for name, value in found), labels)
    alone = [
        Hinweis(art="label", text=f"{name}: no value") for name, value in found if value is None and labels.get(name)
    ]
    return values, [*unknown, *alone]


def links(page: Page, scope: Node, own: str | None = None) -> tuple[Link, ...]:
    """Addresses of Vorlagen, Sitzungen and Auszüge that links and one-button forms inside `scope` lead to.

    Only the parameter that names the thing is kept (`topSelected`, `BES`, `#beschluss` show the same page), so one
    page has one address. `own` is the id parameter and value ("VOLFDNR=946") of the page itself, which is left out.
    """
    found: dict[tuple[str, str], Link] = {}
    programs: dict[str, str] = {}
    seen: set[str] = set()
    for node in scope.css("a[href*='.asp'], form[action*='.asp']"):
        is_link = node.tag == "a"
        address = node.attrs.get("href" if is_link else "action") or ""
        # A third of a page's links repeat others; forms of one address lead to different things.
        if address in seen or not (target := _TARGET.match(address)):
            continue
        if is_link:
            seen.add(address)
        parameter, kind = _TARGETS[target["program"].lower()]
        number = _number(node, parameter, address)
        key = (target["path"], f"{parameter.upper()}={number}")
        if number and key not in found and key[1] != own:
            address = programs.get(key[0]) or programs.setdefault(key[0], page.absolute(key[0]))
            found[key] = Link(url=f"{address}?{key[1]}", seitentyp=kind)
    return tuple({link.url: link for link in found.values()}.values())


def _number(node: Node, parameter: str, address: str) -> str | None:
    """The id that a link carries in its address, or a one-button form in its hidden field."""
    number = query(address).get(parameter) if node.tag == "a" else link_id(node, parameter)
    return number if number and number.isdecimal() else None
