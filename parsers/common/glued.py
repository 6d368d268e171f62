"""Rows of a Beratungsfolge that a copy joined in one line (pure): body and role, meeting and result."""

from __future__ import annotations

import re

from ris_scraper.words import openers
from ris_scraper.words.german import stated

_OPEN = "(offen)"
# Buttons behind a row: minutes, item.
_BUTTON = re.compile(r"(?:(?<=[a-zäöüß)\d.])|\s)(?:NA|PA|TO|Auszug)$")
_ROLE = re.compile(rf"(?<=[a-zäöüß)\d])(?=(?:{openers.ROLES})$)")
# Behind a name: "Kreisausschussesnicht empfohlen"; a part of it only would say the contrary.
_RESULT = re.compile(rf"(?<=[a-zäöüß)\d])(?!(?:un)?geänderte?$)(?={openers.OUTCOME}(?:[\s,/]|$))")


def without_button(line: str) -> str:
    """A line without the name of the button behind it.

    >>> without_button("Eröffnung NA"), without_button("vertagtNA"), without_button("Bericht zur DNA")
    ('Eröffnung', 'vertagt', 'Bericht zur DNA')
    """
    return _BUTTON.sub("", line)


def body_and_role(line: str) -> tuple[str | None, str | None]:
    """Body and role of a joined line.

    >>> body_and_role("KreistagEntscheidung"), body_and_role("Ausschuss für Information")
    (('Kreistag', 'Entscheidung'), ('Ausschuss für Information', None))
    """
    return openers.split_rolle(_ROLE.sub(" ", without_button(line)))


def meeting_and_result(line: str, gremium: str | None) -> tuple[str | None, str | None]:
    """Meeting and result of a joined line. A meeting that is named like its body tells where the result begins.

    >>> meeting_and_result("3. Sitzung des Kreistagesungeändert beschlossenNA", "Kreistag")
    ('3. Sitzung des Kreistages', 'ungeändert beschlossen')
    >>> meeting_and_result("5. Sitzung des Kreisausschussesnicht empfohlen", None)
    ('5. Sitzung des Kreisausschusses', 'nicht empfohlen')
    """
    line = _apart(without_button(line).removesuffix(_OPEN))
    sitzung, ergebnis = openers.split_ergebnis(line)
    if ergebnis is None and gremium and line.startswith(f"{gremium} "):
        rest = line[len(gremium) :]
        if not re.search(r"Sitzung|\d|^\s*\(", rest):
            return gremium, stated(rest)
    return stated(sitzung), stated(ergebnis)


def _apart(line: str) -> str:
    """The line with a blank before a result that is joined to a name; inside of a result's own words is none."""
    for found in _RESULT.finditer(line):
        start = found.start()
        word = start - len(line[:start].rpartition(" ")[2])
        if not line[word].islower() and openers.split_ergebnis(line[word:])[0]:
            return f"{line[:start]} {line[start:]}"
    return line
