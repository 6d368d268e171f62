"""`sitzungen/{siNr}/tagesordnung`: an agenda with decisions and votes (floor 2, pure)."""

from __future__ import annotations

import re
from typing import Any

from parsers._json import Object, child, number, rows, text, unknown
from parsers.sessionnet6.felder import OEFFENTLICH, TOP_FELDER
from ris_scraper.errors import LayoutDrift
from ris_scraper.german import stimmen, top_nummer
from ris_scraper.model import Abschnitt, Auszug, Page, Parsed, Sitzung, Top
from ris_scraper.openers import split_ergebnis

_MEETING = re.compile(r"/sitzungen/(\d+)/", re.I)
# The longest outcome in the project's vocabulary has 75 letters; what is longer is the wording of the decision.
_LONGEST = 160


def sitzung(page: Page) -> Parsed:
    """An agenda; the calendar states the meeting's name and day. An Auszug for every item with a wording.

    Raises LayoutDrift where the address names no meeting. Items that are not public are left out: the interface may
    hand out more of them than the app shows.
    """
    found = _MEETING.search(page.url)
    if not found:
        raise LayoutDrift(page.url, "sitzungen/{siNr}/tagesordnung")
    items = [item for item in rows(page) if text(item, "oSt") in (None, OEFFENTLICH)]
    fields = [(_fields(item), _wording(item)) for item in items]
    meeting = Sitzung(id=found[1], tops=tuple(Top.model_validate(one) for one, _ in fields))
    texts = tuple(_auszug(one, found[1], words) for one, words in fields if words)
    hints = dict.fromkeys(hint for item in items for hint in unknown(item, TOP_FELDER, "tagesordnung"))
    return Parsed(datensaetze=(meeting, *texts), hinweise=tuple(hints))


def _fields(item: Object) -> dict[str, Any]:
    printed, public = top_nummer(text(item, "nummer") or "")
    return {
        **_vote(item),
        "id": text(item, "toNr"),
        "nummer": printed or text(item, "nummer"),
        "oeffentlich": True if text(item, "oSt") == OEFFENTLICH else public,
        "betreff": text(item, "text", "textLang"),
        "vorlage_id": text(item, "voNr"),
        "ergebnis": None if _wording(item) else text(item, "beschluss"),
    }


def _vote(item: Object) -> dict[str, Any]:
    """The counts of `abstimmungErgebnis`; how it was voted stands in the words of decision and kind of vote."""
    counted = child(item, "abstimmungErgebnis")
    short = None if _wording(item) else text(item, "beschluss")
    said = stimmen(" | ".join(words for words in (short, text(item, "abstimmungTyp")) if words)).model_dump()
    counts = {key: number(counted, key) for key in ("ja", "nein", "enthaltung")}
    return {**said, **{key: count for key, count in counts.items() if count is not None}}


def _wording(item: Object) -> str | None:
    """`beschluss` where it is the wording of the decision; None where it is the outcome ("mehrheitlich zugestimmt")."""
    said = text(item, "beschluss")
    if not said:
        return None
    before, outcome = split_ergebnis(said)
    return said if len(said) > _LONGEST or outcome is None or before else None


def _auszug(fields: dict[str, Any], meeting: str, words: str) -> Auszug:
    return Auszug.model_validate({**fields, "sitzung_id": meeting, "abschnitte": (Abschnitt(text=words),)})
