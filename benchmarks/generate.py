"""Archives of many pages for benchmarks: our fixtures with other ids, numbers and texts."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ris_scraper.archive.archive import Fetch
from ris_scraper.demo import demo
from ris_scraper.folder import Folder

FIXTURES = Path(__file__).parent.parent / "fixtures"
WORDS = (
    "Kreis Konzept Ausschuss Maßnahme Träger Förderung Haushalt Planung Gemeinde Schule Verkehr Klima Pflege Jugend "
    "Netz Radweg Bericht Ziel Bedarf Angebot Beteiligung Verwaltung Umsetzung Fortschreibung Zuständigkeit"
).split()
# Words that a generated page has more than its fixture: with them a Vorlage is as long as the real ones.
TEXT_WORDS = 600


@dataclass(frozen=True)
class Template:
    """A fixture, the ids and the number that vary in it, and the sentence that is followed by more text."""

    portal: str
    fixture: str
    ids: tuple[str, ...]
    number: str
    sentence: str | None = None


_ALLRIS3 = ("731", "1171", "1180", "1188", "1204", "9012", "9044", "9081", "9107")
_SESSIONNET = ("3101", "3102", "3103", "3104", "3105", "3106", "3107", "811", "815", "9106", "9107", "9109")
_SUED = "sessionnet/musterkreis-sued"
# Each Vorlage of SessionNet comes with its Beratungsfolge and the agenda that decides it.
TEMPLATES = (
    Template("musterkreis-nord", "allris3/musterkreis-nord_vorlage_integrationskonzept", _ALLRIS3, "2014/031",
             "Es wurde mit den Gemeinden abgestimmt."),
    Template("musterkreis-sued", f"{_SUED}_vorlage_integrationskonzept", _SESSIONNET, "0112/2025",
             "Die Mittel stehen im Haushalt 2025."),
    Template("musterkreis-sued", f"{_SUED}_beratungen_integrationskonzept", _SESSIONNET, "0112/2025"),
    Template("musterkreis-sued", f"{_SUED}_sitzung_kreistag", _SESSIONNET, "0112/2025"),
)  # fmt: skip


def _pages(template: Template, count: int) -> Iterator[tuple[Fetch, bytes]]:
    """The fixture again and again: in the n-th page n is appended to every id, and the Vorlage's number is n."""
    chance = random.Random(template.fixture)
    said = json.loads((FIXTURES / f"{template.fixture}.json").read_text("utf-8"))
    body = (FIXTURES / f"{template.fixture}.html").read_bytes().decode(said["encoding"])
    varies = re.compile(rf"(?<!\d)(?:(?P<id>{'|'.join(template.ids)})|{re.escape(template.number)})(?![\d/])")
    for place in range(count):
        names = {"id": f"{place:05}", "number": f"{place:05}/{2000 + place % 25}"}

        def renamed(found: re.Match[str], names: dict[str, str] = names) -> str:
            return found[0] + names["id"] if found["id"] else names["number"]

        page = varies.sub(renamed, body)
        if template.sentence:
            text = " ".join(chance.choices(WORDS, k=TEXT_WORDS))
            page = page.replace(template.sentence, f"{template.sentence} {text}", 1)
        fetch = Fetch(varies.sub(renamed, said["url"]), said["abgerufen_am"], content_type=said["content_type"])
        yield fetch, page.encode(said["encoding"])


def fill(folder: Folder, pages: int) -> None:
    """Keep `pages` generated pages, the same number of each template."""
    demo.prepare(folder)
    for template in TEMPLATES:
        with folder.archive(template.portal) as archive:
            for fetch, body in _pages(template, pages // len(TEMPLATES)):
                archive.keep(fetch, body)
