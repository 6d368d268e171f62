"""`recherche.php` and `sitzungskalender.php`: links to meetings, from forms with hidden fields (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from parsers.common.html import Node, Tree, attribute, tree
from parsers.rubin.labels import AGENDAS
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Link, Parsed


def read_kalender(page: Page) -> Parsed:
    """Meetings of a month; the calendar leads to no other."""
    return Parsed(links=tuple(dict.fromkeys(_meetings(page, tree(page)))))


def read_liste(page: Page) -> Parsed:
    """Meetings of a search, and its next part; a part without meetings ends it."""
    found = read_kalender(page).links
    return Parsed(links=(*found, *_next(page, len(found))))


def _meetings(page: Page, where: Tree) -> Iterator[Link]:
    for field in where.css("input[name='sid' i]"):
        form: Node | None = field
        while form is not None and form.tag != "form":
            form = form.parent
        action = (attribute(form, "action") or "").partition("?")[0]
        sid = attribute(field, "value")
        if sid:
            program = action if action.endswith(AGENDAS) else AGENDAS[0]
            yield Link(url=f"{page.absolute(program)}?sid={quote(sid, safe='')}", seitentyp="sitzung")


def _next(page: Page, hits: int) -> list[Link]:
    """`recherche.php` counts on by `entry`, the number of hits before a part."""
    entry = page.query.get("entry", "0")
    if not hits or "recherche.php" not in page.url or not re.fullmatch(r"[0-9]{1,7}", entry):
        return []
    rest = re.sub(r"[?&]entry=[^&#]*", "", page.url.partition("#")[0])
    mark = "&" if "?" in rest else "?"
    return [Link(url=f"{rest}{mark}entry={int(entry) + hits}", seitentyp="liste")]
