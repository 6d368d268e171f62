"""The documents of a page: links, and the posted forms of the old layout (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from parsers.common.attachments import size_beside
from parsers.common.html import Node, Tree, attribute, words
from parsers.sessionnet.head import unique
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Anlage
from ris_scraper.words.german import groesse, without_size

# The old layout also starts a file by `ydocstart` or by posting a form with its number, `DT` (4.x, other readers).
_FILES = 'a[href*="getfile"], a[href*="ydocstart"], form:has(input[name="DT" i])'
_LEAD = re.compile(r"^(?:Dokument (?:anzeigen|Download)|Download)\s*:?\s*(?:Dateityp:\s*\w+)?\s*", re.I)
_SHOWN = re.compile(
    r"(?:Dokument anzeigen:\s*)?(?P<name>.+?)\s*\(?Dateigr(?:ö|oe)(?:ß|ss)e\s*:?\s*[\d.,]+\s*[KM]?B", re.I
)


_ROWS = frozenset(("tr", "li"))


def file_label(text: str) -> str:
    """A file's label without "Dokument anzeigen:" and size: "Dokument anzeigen: Plan Dateigrösse: 5 KB" -> "Plan"."""
    shown = _SHOWN.match(text) if "dateigr" in text.lower() else None
    return without_size(shown["name"] if shown else _LEAD.sub("", text))


def documents(page: Page, boxes: Iterable[Node]) -> tuple[Anlage, ...]:
    """The files in these boxes; a file has an icon and a text link of one id and is listed once."""
    found: dict[str, Anlage] = {}
    for node in unique(node for box in boxes for node in box.css(_FILES)):
        key, url, said = _file(page, node)
        known, size = found.get(key), groesse(said)
        size = size_beside(node) if size is None and node.tag == "a" else size
        # An icon says no more of a file that is known.
        name = (_name(node) or _row_label(node)) if known is None or file_label(said) else None
        if name and (known is None or known.name != name):
            found[key] = Anlage(name=name, url=url, groesse=size or (known.groesse if known else None))
        elif known is not None and size and not known.groesse:
            found[key] = known.model_copy(update={"groesse": size})
    return tuple(found.values())


def own_documents(page: Page, where: Tree) -> tuple[Anlage, ...]:
    """The paper's own documents; files in station rows belong to the meeting."""
    boxes = [box for box in unique(where.css(".smc-documents, .smc-d-el, table.smcdocbox")) if not _in_stations(box)]
    if boxes or (content := where.css_first("#page-content") or where.body) is None:
        return documents(page, boxes)
    # A release that calls its boxes otherwise.
    return documents(page, [file.parent for file in content.css(_FILES) if file.parent and not _in_stations(file)])


def _name(anchor: Node) -> str:
    for badge in anchor.css(".badge"):
        badge.decompose()
    return (
        file_label(words(anchor))
        or file_label(attribute(anchor, "title") or "")
        or file_label(attribute(anchor, "aria-label") or "")
        or file_label(attribute(anchor.css_first("img"), "alt") or "")
    )


def _row_label(anchor: Node) -> str:
    """The label in the cell beside a link that shows only a size or an icon (S1)."""
    row = anchor.parent
    while row is not None and row.tag != "tr":
        row = row.parent
    said = (file_label(words(cell)) for cell in row.css("td")) if row is not None else iter(())
    return next((name for name in said if name), "")


def _file(page: Page, node: Node) -> tuple[str, str | None, str]:
    """Key, address and words of a file: a link, or the old layout's form, which has no address of its own."""
    if node.tag == "form":
        number = attribute(node.css_first("input[name='DT' i]"), "value") or ""
        return number, None, attribute(node.css_first("input[type='submit' i]"), "value") or ""
    url = page.absolute((node.attrs.get("href") or "").rstrip("&"))
    fields = query(url)
    return fields.get("id") or fields.get("dt") or url, url, words(node)


def _in_stations(box: Node) -> bool:
    node = box.parent
    while node is not None:
        if node.tag == "table" and "smccontenttable" in (node.attrs.get("class") or ""):
            return True
        if node.tag in _ROWS and node.css_first('a[href*="__ksinr"]') is not None:
            return True
        node = node.parent
    return False
