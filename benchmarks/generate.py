"""Archives of many pages for benchmarks: our fixtures with other ids, numbers and texts, as long as real pages.

Ten portals of four vendors; half of the real pages that were seen have 14 to 42 kB, the largest some 90.
"""

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
#: Bytes of the shortest, the middle and the longest page, and how far they spread.
SHORTEST, MIDDLE, LONGEST, SPREAD = 15_000, 20_000, 90_000, 0.6


@dataclass(frozen=True)
class Template:
    """A fixture, the patterns of ids and the number that vary in it, and the sentence that is followed by more
    text."""

    fixture: str
    ids: tuple[str, ...]
    number: str
    sentence: str | None = None


_ALLRIS3 = ("731", "1171", "1180", "1188", "1204", "9012", "9044", "9081", "9107")
_ALLRIS4 = ("1000512", "1000290", "1000361", "1000365", "1003613", "1003655")
_SESSIONNET = ("3101", "3102", "3103", "3104", "3105", "3106", "3107", "811", "815", "9106", "9107", "9109")
_SDNET = (r"TXVzdGVya3JlaXNNaXR0[\w-]+",)
_SUED = "sessionnet/musterkreis-sued"
# What a portal of each vendor shows, a Vorlage each. SessionNet's comes with its Beratungsfolge and the agenda that
# decides it.
TEMPLATES = {
    "allris3": (
        Template("allris3/musterkreis-nord_vorlage_integrationskonzept", _ALLRIS3, "2014/031",
                 "Es wurde mit den Gemeinden abgestimmt."),
    ),
    "sessionnet": (
        Template(f"{_SUED}_vorlage_integrationskonzept", _SESSIONNET, "0112/2025",
                 "Die Mittel stehen im Haushalt 2025."),
        Template(f"{_SUED}_beratungen_integrationskonzept", _SESSIONNET, "0112/2025"),
        Template(f"{_SUED}_sitzung_kreistag", _SESSIONNET, "0112/2025"),
    ),
    "allris4": (Template("allris4/musterkreis-hoch_vorlage_integrationskonzept", _ALLRIS4, "2024/066"),),
    "sdnet": (Template("sdnet/musterkreis-mitte_vorlage_integrationskonzept", _SDNET, "87/2013"),),
}  # fmt: skip
#: How many portals of each vendor there are.
PORTALS = {"allris3": 3, "sessionnet": 3, "allris4": 2, "sdnet": 2}
_PORTAL = """
[{slug}]
ags = "{ags}"
name = "{slug}"
vendor = "{vendor}"
url = "https://{slug}.example/"
"""


def fill(folder: Folder, pages: int) -> int:
    """Keep some `pages` generated pages, as many of each portal; returns how many Vorlagen they are about."""
    demo.prepare(folder)
    vendors = [vendor for vendor, portals in PORTALS.items() for _ in range(portals)]
    with (folder.path / "portals.toml").open("a", encoding="utf-8") as file:
        for n, vendor in enumerate(vendors):
            file.write(_PORTAL.format(slug=f"{vendor}-{n}", ags=99001 + n, vendor=vendor))
    each, vorlagen = pages // len(vendors), 0
    for n, vendor in enumerate(vendors):
        papers = each // len(TEMPLATES[vendor])
        vorlagen += papers
        with folder.archive(f"{vendor}-{n}") as archive:
            for template in TEMPLATES[vendor]:
                for fetch, body in _pages(template, papers):
                    archive.keep(fetch, body)
    return vorlagen


def _pages(template: Template, papers: int) -> Iterator[tuple[Fetch, bytes]]:
    """The fixture again and again: in the n-th page n is appended to every id, and the Vorlage's number is n."""
    chance = random.Random(template.fixture)
    said = json.loads((FIXTURES / f"{template.fixture}.json").read_text("utf-8"))
    body = (FIXTURES / f"{template.fixture}.html").read_bytes().decode(said["encoding"])
    varies = re.compile(rf"(?<!\d)(?:(?P<id>{'|'.join(template.ids)})|{re.escape(template.number)})(?![\d/])")
    for place in range(papers):
        names = {"id": f"{place:05}", "number": f"{place:05}/{2000 + place % 25}"}

        def renamed(found: re.Match[str], names: dict[str, str] = names) -> str:
            return found[0] + names["id"] if found["id"] else names["number"]

        page = varies.sub(renamed, body)
        if template.sentence:
            text = " ".join(chance.choices(WORDS, k=TEXT_WORDS))
            page = page.replace(template.sentence, f"{template.sentence} {text}", 1)
        page = _filled(page, chance)
        fetch = Fetch(varies.sub(renamed, said["url"]), said["abgerufen_am"], content_type=said["content_type"])
        yield fetch, page.encode(said["encoding"])


def _filled(page: str, chance: random.Random) -> str:
    """A page with what surrounds the content of real ones, until it has the length of one: links, half of it script."""
    length = min(LONGEST, max(SHORTEST, MIDDLE * chance.lognormvariate(0, SPREAD)))
    missing = max(0, int(length) - len(page))
    entries = [_ENTRY.format(n=n, word=chance.choice(WORDS)) for n in range(missing // 2 // len(_ENTRY))]
    script = "".join(_CALL.format(n=n) for n in range(missing // 2 // len(_CALL)))
    around = f"<div><ul>{''.join(entries)}</ul></div><script>{script}</script></body>"
    return page.replace("</body>", around, 1)


_ENTRY = '<li class="eintrag"><a class="verweis" href="seite.html#{n}" title="{word}"><span>{word}</span></a></li>\n'
_CALL = "menue.eintrag({n}, function (element) {{ element.setAttribute('aria-expanded', 'false'); }});\n"
