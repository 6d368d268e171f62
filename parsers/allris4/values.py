"""From printed values to records, the same for both renderings (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from parsers.allris4.sections import vote
from parsers.common.agenda import item_number
from parsers.common.headings import Section
from parsers.common.values import auszug_record, vorlage_record
from ris_scraper.nouns.records import Auszug, Sitzung, Top, Vorlage, Vote
from ris_scraper.words import german
from ris_scraper.words.meetings import called_off, is_off
from ris_scraper.words.votes import count_votes

_DASH = " - "
# Between Art and number: "Antrag - 12/2026", "Antrag: 12/2026".
_SEPARATOR = re.compile(r"\s+[-–]\s+|\s*:\s+")
_KIND_OF_PAGE = re.compile(r"^(?:Vorlage|Drucksache)\s+(?=\S*\d)")
# "öffentlich (Vorlage freigegeben)": the workflow behind the status.
_WORKFLOW = re.compile(r"\s*\([^()]*\)\s*$")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?\s*([AP])\.?M\b\.?", re.I)
_KIND = re.compile(r"^(?:Auszug|Tagesordnungspunkt|TOP)\s+[-–]\s+")
_DATED = re.compile(r"^\d{1,2}\.\d{1,2}\.\d{4}\s+[-–]\s+")


def title_parts(title: str, art: str | None) -> tuple[str | None, str | None]:
    """Number and Art from a heading. The Art may hold dashes itself, so the number is what stands behind the last.

    >>> title_parts("Schriftliche Kenntnisgabe - K 2026/0725", None)
    ('K 2026/0725', 'Schriftliche Kenntnisgabe')
    >>> title_parts("Antrag - Fraktion - 12/2026", "Antrag - Fraktion"), title_parts("Antrag", None)
    (('12/2026', 'Antrag - Fraktion'), (None, 'Antrag'))
    >>> title_parts("Antrag: 12/2026", "Antrag"), title_parts("Vorlage 12/2026", None)
    (('12/2026', 'Antrag'), ('12/2026', None))
    """
    title = _SEPARATOR.sub(_DASH, _KIND_OF_PAGE.sub("", german.clean(title)))
    if art and title.startswith(art + _DASH):
        kind, number = art, title[len(art + _DASH) :]
    elif art and title.endswith(_DASH + art):
        kind, number = art, title[: -len(_DASH + art)]
    else:
        kind, _, number = title.rpartition(_DASH)
    if not re.search(r"\d", number):
        return None, art or title or None
    return german.stated(number), art or german.stated(kind)


def head_record(values: Mapping[str, str], title: str, bezug: tuple[str, ...]) -> Vorlage:
    """A Vorlage with what its head states; lists are the caller's."""
    nummer, art = title_parts(title, german.stated(values.get("art")))
    return vorlage_record(values, nummer, art, bezug, german.stated(_WORKFLOW.sub("", values.get("status", ""))))


def times(text: str) -> tuple[str | None, str | None]:
    """Begin and end as HH:MM; hours in the reader's language are understood like dates.

    >>> times("18:00 - 20:15"), times("6:00 PM")
    (('18:00', '20:15'), ('18:00', None))
    """
    return german.time_span(_TIME.sub(_day_time, text))


def meeting_record(values: Mapping[str, str], title: str) -> Sitzung:
    """A Sitzung with what its head states. `ort` is the printed Ort, else the Raum; the heading is "body - date"."""
    body, _, day = title.rpartition(_DASH)
    beginn, ende = times(values.get("zeit", ""))
    return Sitzung(
        name=german.stated(values.get("name")),
        gremium=german.stated(values.get("gremium")) or (german.stated(body) if german.datum(day) else None),
        datum=german.datum(values.get("datum", "")) or german.datum(day),
        beginn=beginn,
        ende=ende,
        ort=german.stated(values.get("ort")) or german.stated(values.get("raum")),
        abgesagt=called_off(values.get("name"), title) or is_off(values.get("zustand")),
    )


def item(cells: Mapping[str, str], part: bool | None) -> Top:
    """One item of an agenda from the texts of its cells; `part` says in which part of the agenda it stands."""
    printed = cells.get("nummer", "")
    # "Ö 3.1 Nachtrag": the number with a remark.
    nummer, oeffentlich = item_number(printed) if item_number(printed)[0] else german.top_nummer(printed)
    ergebnis = german.stated(cells.get("ergebnis"))
    counts = count_votes(ergebnis) if ergebnis else Vote()
    return Top(
        nummer=nummer,
        oeffentlich=part if oeffentlich is None else oeffentlich,
        betreff=german.stated(cells.get("betreff")),
        vorlage_nummer=german.stated(cells.get("vorlage")),
        rolle=german.stated(cells.get("rolle")),
        ergebnis=ergebnis,
        **vars(counts),
    )


def item_title(title: str, nummer: str | None) -> str | None:
    """The Betreff in the heading of an item's page.

    >>> item_title("23.06.2026 - 7.1 Radverkehrskonzept", "7.1"), item_title("Auszug - Radwege - Stand", None)
    ('Radverkehrskonzept', 'Radwege - Stand')
    """
    text = _DATED.sub("", _KIND.sub("", german.clean(title)))
    printed, _ = german.top_nummer(text)
    if nummer and printed == nummer:
        text = re.sub(rf"^(?:TOP\s*)?[ÖN]?\s*{re.escape(nummer)}[.)]?(?:\s+[-–])?(?:\s+|$)", "", text)
    return german.stated(text)


def item_record(values: Mapping[str, str], title: str, texts: Iterable[Section], tables: Iterable[str]) -> Auszug:
    """An agenda item with what its page states; the vote is the printed voting's, else the result's."""
    dated = _DATED.search(title)
    # A copy that kept its heading only: "23.06.2026 - 7.1 Radverkehrskonzept".
    top = values.get("top") or (title[dated.end() :] if dated else "")
    nummer, _ = german.top_nummer(top)
    betreff = german.stated(values.get("betreff")) or item_title(title, nummer)
    datum = german.datum(values.get("datum", "")) or german.datum(title)
    return auszug_record({**values, "top": top}, betreff, datum, vote(texts, tables))


def _day_time(found: re.Match[str]) -> str:
    hour = int(found[1]) % 12 + (12 if found[3].upper() == "P" else 0)
    return f"{hour:02d}:{found[2]}"
