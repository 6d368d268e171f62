"""File: the attachments of a Paper (pure)."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.common.json import Object, addresses, link, size, text
from parsers.oparl.values import present
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage, Hinweis


def unnamed(said: Object) -> list[Hinweis]:
    """A Hinweis for attachments that are only referenced, as files are never asked for, or have no name."""
    nameless = [one for one in present(said, "auxiliaryFile") if not text(one, "name", "fileName")]
    counted = len(nameless) + len(list(addresses(said.get("auxiliaryFile"))))
    return [Hinweis(art="anlage", text=f"{counted} attachments without a name")] if counted else []


def attachments(page: Page, said: Object) -> Iterator[Anlage]:
    """The attachments, each once; the main document is one only where it stands among them (SessionNet)."""
    seen: set[str] = set()
    for one in present(said, "auxiliaryFile"):
        name, address = text(one, "name", "fileName"), text(one, "accessUrl", "downloadUrl")
        key = text(one, "id") or address or name or ""
        if name and key not in seen:
            seen.add(key)
            yield Anlage(name=name, url=link(page, address) if address else None, groesse=size(one, "size"))
