"""Files of an agenda item (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parsers.common.json import Object, child, number, text
from parsers.rubin.labels import ATTACHMENT
from parsers.rubin.values import public
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Anlage

_PLATFORM = re.compile(r"&(?:json=1|platform=ris)(?=&|$)")


def attachments(page: Page, documents: Iterable[Object]) -> Iterator[Anlage]:
    """The public attachments among an item's files; the Vorlage's own PDF is no attachment of itself."""
    for document in documents:
        kind = text(child(document, "documentType"), "alias")
        attached = (
            kind == ATTACHMENT if kind else (text(document, "relationType") or "").endswith("SubmissionAttachment")
        )
        name = text(document, "documentName")
        if attached and name and public(document, "documentPublicStatusId") is not False:
            address = text(document, "documentUrl")
            url = page.absolute(_PLATFORM.sub("", address)) if address else None
            yield Anlage(name=name, url=url, groesse=number(document, "documentSize"))


def _attached(document: Object) -> bool:
    if kind := text(child(document, "documentType"), "alias"):
        return kind == ATTACHMENT
    return (text(document, "relationType") or "").endswith("SubmissionAttachment")
