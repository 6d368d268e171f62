"""`sitzungen_top.php`, `meeting.php`: a meeting with its agenda, and the Vorlagen that it names (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from parsers.common.html import Node, assign, label, many, one, tree, words
from parsers.rubin.labels import HEAD, STATUS
from parsers.rubin.values import sitzung_id
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung, Hinweis, Parsed, Sitzung, Top, Vorlage
from ris_scraper.words.german import datum, stated, time_span, top_nummer
from ris_scraper.words.meetings import called_off

_AGENDA_CELLS = 10


class Item(NamedTuple):
    """What the row of an agenda prints: whether it is public, its number, its subject with the Vorlage behind it."""

    status: str
    number: str
    subject: str


PAPER = re.compile(r"\s*\[\s*Vorlage:\s*(?P<nummer>[^,\]]+?)\s*(?:,\s*(?P<art>[^\]]+?)\s*)?\]\s*$")


def read_sitzung(page: Page) -> Parsed:
    """A meeting with its agenda, and a Vorlage for every public item that names one.

    Raises LayoutDrift where body, head or agenda are missing.
    """
    parsed = tree(page)
    body = stated(words(one(page, parsed, "b.Suchueberschrift")))
    pairs = [_pair(row) for row in many(page, parsed, "div.InfoBlock tr")]
    head, unknown = assign([pair for pair in pairs if pair], HEAD)
    rows = [cells for row in parsed.css("tr") if len(cells := _cells(row)) >= _AGENDA_CELLS]
    if not rows or "termin" not in head:
        raise LayoutDrift(page.url, "Termin, a row of ten cells", len(rows))
    items = [Item(*(words(cells[place]) for place in (0, 1, 4))) for cells in rows]
    return agenda(page, body, head, items, unknown)


def agenda(
    page: Page, body: str | None, head: dict[str, str], items: Iterable[Item], unknown: Iterable[Hinweis]
) -> Parsed:
    """A meeting with its agenda, and the Vorlagen of its public items, however the page was printed."""
    begin, end = time_span(head["termin"])
    meeting = Sitzung(
        id=sitzung_id(page.query.get("sid")),
        gremium=body or stated(head.get("gremien")),
        datum=datum(head["termin"]),
        beginn=begin,
        ende=end,
        ort=stated(head.get("ort")),
        abgesagt=called_off(body),
    )
    found = [(item, _top(item)) for item in items]
    papers = {paper.nummer: paper for item, top in found if (paper := _paper(item, top, meeting))}
    tops = tuple(top for _, top in found)
    return Parsed(datensaetze=(meeting.model_copy(update={"tops": tops}), *papers.values()), hinweise=tuple(unknown))


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.iter() if cell.tag == "td"]


def _pair(row: Node) -> tuple[str, str] | None:
    """A row of the head, "Termin: " and its value; a row of another shape is none."""
    cells = _cells(row)
    return (label(words(cells[0])), words(cells[1])) if len(cells) == 2 else None


def _title(item: Item) -> tuple[str | None, str | None, str | None]:
    """Subject, number and kind of paper: "Radweg [Vorlage: SV-2006/0123, Beschlussvorlage]"."""
    found = PAPER.search(item.subject)
    if not found:
        return stated(item.subject), None, None
    return stated(item.subject[: found.start()]), found["nummer"], found["art"]


def _top(item: Item) -> Top:
    betreff, nummer, _ = _title(item)
    return Top(
        nummer=top_nummer(item.number)[0] or stated(item.number),
        oeffentlich=STATUS.get(item.status.lower()),
        betreff=betreff,
        vorlage_nummer=nummer,
    )


def _paper(item: Item, top: Top, meeting: Sitzung) -> Vorlage | None:
    """The Vorlage of an item. It has no page and no id of its own: its number has to tell it."""
    if top.vorlage_nummer is None or top.oeffentlich is False:
        return None
    station = Beratung(
        gremium=meeting.gremium,
        datum=meeting.datum,
        sitzung_id=meeting.id,
        top=top.nummer,
        oeffentlich=top.oeffentlich,
    )
    return Vorlage(nummer=top.vorlage_nummer, betreff=top.betreff, art=_title(item)[2], beratungen=(station,))
