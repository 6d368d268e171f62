"""more!rubin (more! software): the JSON behind the current app (`api.php`) and the old PHP pages.

The app (`*.gremien.info`) is an empty shell; all it shows comes from `api.php`, as text or by looks as markup. The
old pages (`*.more-rubin1.de`) are markup. Both are told by their content, never by a host's name: every name under
more-rubin1.de resolves.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from parsers.common.json import looks_like
from parsers.rubin import old as alt
from parsers.rubin.lists import gesperrt, kalender, koerperschaften
from parsers.rubin.sitzung import sitzung
from parsers.rubin.strategy import STRATEGY
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.nouns.vendor import Vendor

# Unknown tenants and refused calls answer with a small object, often under HTTP 200.
_ERROR = re.compile(r'^\s*\{\s*"(?:error|errors|message|exception|success|status)"\s*:')
_CALL = re.compile(r"/api\.php\?(?:[^#]*&)?id=(?:meetings|calendar|organizations|submissions?|system)\b")
_MAX_ERROR = 3000


def recognise(page: Page) -> str | None:
    """The kind of a rubin page, None for any other page; looks for field names in the text only."""
    return _recognise_json(page) if looks_like(page.text) else alt.recognise(page)


def _recognise_json(page: Page) -> str | None:
    said = page.text
    if said.lstrip("\ufeff \t\r\n")[0] == "[":
        return "liste" if '"committees_count"' in said[:2000] else None
    if '"first_day"' in said and '"last_day"' in said and '"meetings"' in said:
        return "kalender"
    if '"fraktionssitzung"' in said and '"event_type_id"' in said:
        return "sitzung"
    if len(said) <= _MAX_ERROR and _ERROR.match(said) and _CALL.search(page.url):
        return "gesperrt"
    return None


def _either(json: Callable[[Page], Parsed], markup: Callable[[Page], Parsed]) -> Callable[[Page], Parsed]:
    return lambda page: json(page) if looks_like(page.text) else markup(page)


PAGES: dict[str, Callable[[Page], Parsed]] = {
    "sitzung": _either(sitzung, alt.sitzung),
    "kalender": _either(kalender, alt.liste),
    "liste": _either(koerperschaften, alt.liste),
    "gesperrt": gesperrt,
}

VENDOR = Vendor(
    name="rubin",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"sitzung"}),
    elsewhere="beschluesse_details.php",
    strategy=STRATEGY,
)
