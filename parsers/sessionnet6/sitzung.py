"""`sitzungen/{siNr}/tagesordnung`: an agenda with decisions and votes (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from parsers.common.json import Object, child, number, rows, text, unknown
from parsers.common.outcomes import LONGEST_OUTCOME
from parsers.sessionnet6.labels import PUBLIC, TOP_FIELDS
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Abschnitt, Auszug, Parsed, Sitzung, Top, Vorlage
from ris_scraper.words.german import top_nummer
from ris_scraper.words.openers import split_ergebnis
from ris_scraper.words.votes import count_votes

_MEETING = re.compile(r"/sitzungen/(\d+)/", re.I)
_ENDS = (".", "!", ":", ";")


def read_sitzung(page: Page) -> Parsed:
    """An agenda and the Vorlagen it treats; the calendar states the meeting's name and day.

    An Auszug for every item with a wording.

    Raises LayoutDrift where the address names no meeting. Items that are not public are left out: the interface may
    hand out more of them than the app shows.
    """
    found = _MEETING.search(page.url)
    if not found:
        raise LayoutDrift(page.url, "sitzungen/{siNr}/tagesordnung")
    items = [item for item in rows(page) if text(item, "oSt") in (None, PUBLIC)]
    fields = [(_fields(item, words := _wording(item)), words) for item in items]
    meeting = Sitzung(id=found[1], tops=tuple(Top.model_validate(one) for one, _ in fields))
    texts = tuple(_auszug(one, found[1], words) for one, words in fields if words)
    hints = dict.fromkeys(hint for item in items for hint in unknown(item, TOP_FIELDS, "tagesordnung"))
    return Parsed(datensaetze=(meeting, *_papers(fields), *texts), hinweise=tuple(hints))


def _papers(fields: Iterable[tuple[dict[str, Any], str | None]]) -> Iterator[Vorlage]:
    """The Vorlagen that items treat, each once: nothing but the item says what they are about."""
    found = {one["vorlage_id"]: one["betreff"] for one, _ in fields if one["vorlage_id"]}
    return (Vorlage(id=number, betreff=subject) for number, subject in found.items())


def _fields(item: Object, words: str | None) -> dict[str, Any]:
    """What the agenda says of an item; `words` is the wording of its decision, where `beschluss` is one."""
    outcome = None if words else text(item, "beschluss")
    printed, public = top_nummer(text(item, "nummer") or "")
    return {
        **_vote(item, outcome),
        "id": text(item, "toNr"),
        "nummer": printed or text(item, "nummer"),
        "oeffentlich": True if text(item, "oSt") == PUBLIC else public,
        "betreff": text(item, "text", "textLang"),
        "vorlage_id": text(item, "voNr") if number(item, "voNr") != 0 else None,
        "ergebnis": outcome,
    }


def _vote(item: Object, outcome: str | None) -> dict[str, Any]:
    """The counts of `abstimmungErgebnis`; how it was voted stands in the words of decision and kind of vote.

    Where all three are 0 nobody voted: these are no counts but the fields' default.
    """
    counted = child(item, "abstimmungErgebnis")
    said = count_votes(" | ".join(words for words in (outcome, text(item, "abstimmungTyp")) if words)).model_dump()
    counts = {key: number(counted, key) for key in ("ja", "nein", "enthaltung")}
    stated = {key: count for key, count in counts.items() if count is not None}
    default = len(stated) == len(counts) and not any(stated.values())
    return said if default else {**said, **stated}


def _wording(item: Object) -> str | None:
    """`beschluss` where it is the wording of the decision; None where it is the outcome ("mehrheitlich zugestimmt").

    A wording is long, or sentences that are more than an outcome.
    """
    said = text(item, "beschluss")
    if not said or len(said) > LONGEST_OUTCOME:
        return said
    before, outcome = split_ergebnis(said)
    sentences = said.endswith(_ENDS) or "<" in str(item["beschluss"])
    return said if sentences and (before or outcome is None) else None


def _auszug(fields: dict[str, Any], meeting: str, words: str) -> Auszug:
    return Auszug.model_validate({**fields, "sitzung_id": meeting, "abschnitte": (Abschnitt(text=words),)})
