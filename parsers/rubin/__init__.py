"""more!rubin (more! software): the JSON behind the current app (`api.php`) and the old PHP pages.

The app (`*.gremien.info`) is an empty shell; all it shows comes from `api.php`, as text or by looks as markup. The
old pages (`*.more-rubin1.de`) are markup. Both are told by their content, never by a host's name: every name under
more-rubin1.de resolves.
"""

from __future__ import annotations

import re

from parsers.common import renderings
from parsers.common.renderings import Reader
from parsers.rubin import lists, old, sitzung
from parsers.rubin.recognise import either, recognise
from parsers.rubin.strategy import STRATEGY
from ris_scraper.nouns.vendor import Fingerprint, Vendor

PAGES: dict[str, Reader] = {
    "sitzung": either(sitzung.read_sitzung, renderings.either(old.sitzung.read_sitzung, old.text.read_sitzung)),
    "kalender": either(lists.read_kalender, old.lists.read_kalender),
    "liste": either(lists.read_liste, old.lists.read_liste),
    "gesperrt": lists.refuse,
}

VENDOR = Vendor(
    name="rubin",
    recognise=recognise,
    pages=PAGES,
    outcomes=frozenset({"sitzung"}),
    elsewhere="beschluesse_details.php",
    strategy=STRATEGY,
    fingerprint=Fingerprint(
        re.compile(r"more!? ?rubin|gremien\.info|more-rubin|Suchueberschrift|\bsitzungen_top\.php", re.I)
    ),
    # OParl endpoint lists, 2026.
    oparl=("/oparl/system", "/oparl"),
)
