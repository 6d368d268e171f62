"""Bodies named in running text (pure)."""

from __future__ import annotations

import re
from typing import NamedTuple


class Mention(NamedTuple):
    """A body named in a sentence: its name in the nominative, and where."""

    gremium: str
    start: int
    end: int


_SUBJECT = r"[A-ZÄÖÜ][\w-]*"
_GREMIUM = re.compile(
    rf"(?<![\w-])(?:(?P<council>Kreistag)(?:ssitzung(?:en)?|e?s)?"
    rf"|(?P<about>(?:[A-ZÄÖÜ][\w-]*)?(?:[Aa]usschu(?:ss|ß)|[Bb]eirat))(?:es|s)?"
    rf"(?P<subjects> für (?:die |das |den )?{_SUBJECT}(?:(?:,| und| sowie) (?:die |das )?{_SUBJECT})*)"
    rf"|(?P<committee>(?:{_SUBJECT}-(?:,| und| sowie) )*[A-ZÄÖÜ][\w-]*ausschu(?:ss|ß))(?:es)?"
    r"|(?P<board>[A-ZÄÖÜ][\w-]*beirat|Beirat|(?:Integrations|Migrations|Gemeinde|Stadt)rat)(?:e?s)?"
    r"|(?P<network>Netzwerk)(?:e?s)?(?P<title> „[^“”\"]{3,80}[“”\"]))(?![\w-])"
)
# A list of subjects runs into the next body: "Ausschuss für Soziales und Kreistag".
_NEXT_BODY = re.compile(r"(?:,| und| sowie) (?:die |das )?(?:Kreistag|\w*[Aa]usschu(?:ss|ß))\w*.*")


def bodies_in(sentence: str) -> list[Mention]:
    """The bodies that a sentence names, in the nominative where it prints a genitive.

    >>> [body.gremium for body in bodies_in("Tagesordnung des Kreissozialausschusses und des Kreistages")]
    ['Kreissozialausschuss', 'Kreistag']
    >>> [body.gremium for body in bodies_in("im Ausschuss für Soziales und Sport sowie im Kultur- und Schulausschuss")]
    ['Ausschuss für Soziales und Sport', 'Kultur- und Schulausschuss']
    """
    found, start = [], 0
    while match := _GREMIUM.search(sentence, start):
        text = match["council"] or match["committee"] or match["board"]
        if match["about"]:
            text = match["about"] + _NEXT_BODY.sub("", match["subjects"])
        elif match["network"]:
            text = match["network"] + match["title"]
        start = match.start() + len(text) if match["about"] else match.end()
        found.append(Mention(text, match.start(), max(start, match.start() + 1)))
    return found
