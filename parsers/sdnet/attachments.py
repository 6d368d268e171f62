"""The documents of a paper."""

from __future__ import annotations

from parsers.common.html import Node, attribute, words
from parsers.sdnet.head import Pair
from parsers.sdnet.labels import ANLAGE, EXPORTED, VORLAGE
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage
from ris_scraper.words.german import clean, groesse, without_size


def files(page: Page, pairs: list[Pair]) -> list[Anlage]:
    """Attachments: what the page calls an Anlage. The paper's own document stands among them and is none."""
    found: dict[tuple[str, str | None], Anlage] = {}
    for name, cell in pairs:
        field = VORLAGE.get(name)
        for anchor in cell.css("a[href]") if field in ("dokument", "anlage") else ():
            if field == "anlage" or _is_attachment(anchor):
                anlage = _file(page, anchor)
                found.setdefault((anlage.name, anlage.url), anlage)
    return list(found.values())


def file_name(text: str) -> str:
    """A document's label without the day of export and the size behind it.

    >>> file_name("Plan (Entwurf) (exportiert: 18.09.2026) (673 KB)")
    'Plan (Entwurf)'
    """
    return clean(EXPORTED.sub("", without_size(text)))


def _is_attachment(anchor: Node) -> bool:
    said = attribute(anchor, "aria-label") or words(anchor)
    return said.startswith("Anlage") or bool(anchor.css("[class*='attachment-link']"))


def _file(page: Page, anchor: Node) -> Anlage:
    """Name and size are printed in the link, in its title, or behind it up to the next link."""
    printed, title = words(anchor), attribute(anchor, "title") or ""
    described = ANLAGE.match(attribute(anchor, "aria-label") or "")
    name = file_name(printed) or (described["name"] if described else "") or file_name(title)
    size = next((size for text in (printed, title, _behind(anchor)) if (size := groesse(text)) is not None), None)
    return Anlage(name=name, url=page.absolute(anchor.attributes.get("href") or ""), groesse=size)


def _behind(anchor: Node) -> str:
    said: list[str] = []
    node = anchor.next
    while node is not None and node.tag != "a":
        said.append(node.text())
        node = node.next
    return clean(" ".join(said))
