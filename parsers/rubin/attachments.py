"""Files of an agenda item (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.common.json import Object, child, flag, size, text
from parsers.rubin.content import entries
from parsers.rubin.labels import ATTACHMENT, KINDS, PAPER
from parsers.rubin.values import public
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Anlage

_PLATFORM = re.compile(r"&(?:json=1|platform=ris)(?=&|$)")


def documents(item: Object) -> list[Object]:
    """An item's files that are public and finished."""
    files = entries(item.get("documents"))
    return [
        file for file in files if public(file, "documentPublicStatusId") is not False and not flag(file, "is_draft")
    ]


def attachments(page: Page, files: Iterable[Object]) -> Iterator[Anlage]:
    """The attachments among an item's files; the Vorlage's own PDF is no attachment of itself."""
    for file in files:
        name = text(file, "documentName", "bookmarkText", "name")
        if name and _kind(file) == ATTACHMENT:
            address = text(file, "documentUrl")
            url = page.absolute(_PLATFORM.sub("", address)) if address else None
            yield Anlage(name=name, url=url, groesse=size(file, "documentSize"))


def paper_document(item: Object) -> Object:
    """The file that is the Vorlage itself; an empty object where there is none."""
    return next((file for file in documents(item) if _kind(file) == PAPER), {})


def kind(file: Object, nummer: str | None) -> str | None:
    """The kind of paper that its file's name prints in front of its number: "Beschlussvorlage 2026/235 (…).pdf"."""
    words = (text(file, "documentName", "bookmarkText") or "").partition(f" {nummer}")
    return words[0] or None if words[1] else None


def _kind(file: Object) -> str | None:
    """What a file is: by its type, by what it belongs to, by the parameters of its address (Eibenstock, 2026-09)."""
    said = text(child(file, "documentType"), "alias")
    belongs = (text(file, "relationType") or "").rpartition("\\")[2]
    parameter = query(text(file, "documentUrl") or "").get("document_type_id")
    return said or KINDS.get(belongs) or KINDS.get(parameter or "")
