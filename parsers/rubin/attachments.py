"""Files of an agenda item (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.common.json import Object, child, number, text
from parsers.rubin.labels import ATTACHMENT, ATTACHMENT_ID
from parsers.rubin.values import public
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Anlage

_PLATFORM = re.compile(r"&(?:json=1|platform=ris)(?=&|$)")


def attachments(page: Page, documents: Iterable[Object]) -> Iterator[Anlage]:
    """The public attachments among an item's files; the Vorlage's own PDF is no attachment of itself."""
    for document in documents:
        name, address = text(document, "documentName"), text(document, "documentUrl")
        if name and _is_attached(document, address or "") and public(document, "documentPublicStatusId") is not False:
            url = page.absolute(_PLATFORM.sub("", address)) if address else None
            yield Anlage(name=name, url=url, groesse=number(document, "documentSize"))


def _is_attached(document: Object, address: str) -> bool:
    """By the type that the portal states, else by that in the file's address."""
    if kind := text(child(document, "documentType"), "alias"):
        return kind == ATTACHMENT
    if related := text(document, "relationType"):
        return related.endswith("SubmissionAttachment")
    asked = query(address)
    return asked.get("document_type_id") == ATTACHMENT_ID or "submission_attachment_id" in asked
