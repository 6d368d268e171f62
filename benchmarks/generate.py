"""Archives of many pages for benchmarks: our fixtures with other ids, numbers and texts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ris_scraper.archive import Abruf
from ris_scraper.folder import Folder

FIXTURES = Path(__file__).parent.parent / "fixtures"
WORDS = (
    "Kreis Konzept Ausschuss Maßnahme Träger Förderung Haushalt Planung Gemeinde Schule Verkehr Klima Pflege Jugend "
    "Netz Radweg Bericht Ziel Bedarf Angebot Beteiligung Verwaltung Umsetzung Fortschreibung Zuständigkeit"
).split()


@dataclass(frozen=True)
class Template:
    """A fixture with the ids that vary, each counted up from its own start, so that pages still belong together."""

    portal: str
    fixture: str
    ids: dict[str, int]
    numbers: tuple[str, ...]


TEMPLATES = (
    Template("soest-alt", "allris3/musterkreis-nord_vorlage_integrationskonzept", {"731": 10_000}, ("2014/031",)),
    Template("borken", "sessionnet/musterkreis-sued_vorlage_integrationskonzept", {"3101": 10_000}, ("0112/2025",)),
    Template("borken", "sessionnet/musterkreis-sued_beratungen_integrationskonzept", {"3101": 10_000, "815": 50_000}, ()),
    Template("borken", "sessionnet/musterkreis-sued_sitzung_kreistag", {"3101": 10_000, "815": 50_000}, ("0112/2025",)),
)
TEXT_WORDS = 600


def _pages(template: Template, count: int) -> Iterator[tuple[Abruf, bytes]]:
    chance = random.Random(template.fixture)
    said = json.loads((FIXTURES / f"{template.fixture}.json").read_text("utf-8"))
    body = (FIXTURES / f"{template.fixture}.html").read_bytes()
    url = said["url"]
    assert any(old in url for old in template.ids), f"{template.fixture}: no id of {template.ids} in {url}"
    for place in range(count):
        page, address = body, url
        for old, start in template.ids.items():
            page = page.replace(old.encode(), str(start + place).encode())
            address = address.replace(old, str(start + place))
        for number in template.numbers:
            page = page.replace(number.encode(), f"{place}/{2000 + place % 25}".encode())
        text = " ".join(chance.choices(WORDS, k=TEXT_WORDS)).encode("utf-8" if b"utf-8" in body[:600].lower() else "cp1252")
        page = page.replace(b"</p>", b" " + text + b"</p>", 1)
        yield Abruf(address, "2026-11-02T02:00:00+00:00", content_type=said.get("content_type")), page


def fill(folder: Folder, pages: int) -> None:
    """Keep `pages` generated pages, the same number of each template."""
    for template in TEMPLATES:
        with folder.archive(template.portal) as archive:
            for abruf, body in _pages(template, pages // len(TEMPLATES)):
                archive.keep(abruf, body)
