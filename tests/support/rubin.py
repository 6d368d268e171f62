"""Small answers of more!rubin, and what is read of them."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from ris_scraper.nouns.records import Parsed, Sitzung, Vorlage
from tests.support.fixture_pages import example, page_with, read_by

page = partial(example, "rubin")


parsed = partial(read_by, "rubin")


AGENDA = "musterkreis-rubin_sitzung_kreistag-2025-09-29"


def agenda(stem: str = AGENDA) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page(stem).text)
    return found


def sitzung(content: dict[str, Any]) -> Sitzung:
    record = parsed(page_with(page(AGENDA), content)).datensaetze[0]
    assert isinstance(record, Sitzung)
    return record


def vorlagen(found: Parsed) -> dict[str | None, Vorlage]:
    return {record.nummer: record for record in found.datensaetze if isinstance(record, Vorlage)}


LEAN = "musterkreis-rubin_sitzung_kreistag-2026-09-28"
