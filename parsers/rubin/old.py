"""The old PHP pages (`*.more-rubin1.de`, about 2006 to 2021): agenda and lists of meetings.

Source: the project's dossier on pages of Darmstadt and others; links are forms with hidden fields, and the agenda is
known by its rows of ten cells only. `beschluesse_details.php` is not read: its layout is not known to us.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from parsers.common.html import Node, Tree, assign, attribute, label, many, one, tree, words
from parsers.rubin.values import sitzung_id
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung, Link, Parsed, Sitzung, Top, Vorlage
from ris_scraper.words.german import datum, stated, time_span, top_nummer

_HEAD = {"Termin": "termin", "Raum": "ort", "Ort": "ort", "Gremien": "gremien", "Gremium": "gremien", "Bemerkung": None}
_AGENDA_CELLS = 10
_STATUS = {"ö": True, "oe": True, "n": False, "nö": False, "noe": False}
_PROGRAMS = ("sitzungen_top.php", "meeting.php")
_PAPER = re.compile(r"\s*\[\s*Vorlage:\s*(?P<nummer>[^,\]]+?)\s*(?:,\s*(?P<art>[^\]]+?)\s*)?\]\s*$")
_SID = re.compile(r"""name=["']?sid["'\s>]""", re.I)
_LISTS = re.compile(r"\b(?:recherche|sitzungskalender)\.php\b")


def recognise(page: Page) -> str | None:
    """The kind of an old page, None for any other page; by its classes and hidden fields."""
    if page.rendering == "text" or "Suchueberschrift" not in page.text:
        return None
    if "InfoBlock" in page.text and any(name in page.text or name in page.url for name in _PROGRAMS):
        return "sitzung"
    if not _LISTS.search(page.text) and not _SID.search(page.text):
        return None
    return "kalender" if "sitzungskalender.php" in page.url else "liste" if "recherche.php" in page.url else None


def sitzung(page: Page) -> Parsed:
    """A meeting with its agenda, and a Vorlage for every public item that names one.

    Raises LayoutDrift where body, head or agenda are missing.
    """
    parsed = tree(page)
    body = stated(words(one(page, parsed, "b.Suchueberschrift")))
    pairs = [_pair(row) for row in many(page, parsed, "div.InfoBlock tr")]
    head, unknown = assign([pair for pair in pairs if pair], _HEAD)
    rows = [cells for row in parsed.css("tr") if len(cells := _cells(row)) >= _AGENDA_CELLS]
    if not rows or "termin" not in head:
        raise LayoutDrift(page.url, "Termin, a row of ten cells", len(rows))
    begin, end = time_span(head["termin"])
    meeting = Sitzung(
        id=sitzung_id(page.query.get("sid")),
        gremium=body or stated(head.get("gremien")),
        datum=datum(head["termin"]),
        beginn=begin,
        ende=end,
        ort=stated(head.get("ort")),
    )
    tops = tuple(_top(cells) for cells in rows)
    papers = {paper.nummer: paper for cells in rows if (paper := _paper(cells, meeting))}
    return Parsed(datensaetze=(meeting.model_copy(update={"tops": tops}), *papers.values()), hinweise=tuple(unknown))


def _cells(row: Node) -> list[Node]:
    return [cell for cell in row.iter() if cell.tag == "td"]


def _pair(row: Node) -> tuple[str, str] | None:
    """A row of the head, "Termin: " and its value; a row of another shape is none."""
    cells = _cells(row)
    return (label(words(cells[0])), words(cells[1])) if len(cells) == 2 else None


def _title(cells: list[Node]) -> tuple[str | None, str | None, str | None]:
    """Subject, number and kind of paper: "Radweg [Vorlage: SV-2006/0123, Beschlussvorlage]"."""
    said = words(cells[4])
    found = _PAPER.search(said)
    if not found:
        return stated(said), None, None
    return stated(said[: found.start()]), found["nummer"], found["art"]


def _top(cells: list[Node]) -> Top:
    betreff, nummer, _ = _title(cells)
    printed = words(cells[1])
    return Top(
        nummer=top_nummer(printed)[0] or stated(printed),
        oeffentlich=_STATUS.get(words(cells[0]).lower()),
        betreff=betreff,
        vorlage_nummer=nummer,
    )


def _paper(cells: list[Node], meeting: Sitzung) -> Vorlage | None:
    """The Vorlage of an item. It has no page and no id of its own: its number has to tell it."""
    betreff, nummer, kind = _title(cells)
    top = _top(cells)
    if nummer is None or top.oeffentlich is False:
        return None
    station = Beratung(
        gremium=meeting.gremium,
        datum=meeting.datum,
        sitzung_id=meeting.id,
        top=top.nummer,
        oeffentlich=top.oeffentlich,
    )
    return Vorlage(nummer=nummer, betreff=betreff, art=kind, beratungen=(station,))


def liste(page: Page) -> Parsed:
    """Meetings of a search or a month, and the search's next part; a part without meetings ends it."""
    parsed = tree(page)
    found = list(dict.fromkeys(_meetings(page, parsed)))
    return Parsed(links=tuple([*found, *_next(page, len(found))]))


def _meetings(page: Page, where: Tree) -> Iterator[Link]:
    for field in where.css("input[name='sid' i]"):
        form: Node | None = field
        while form is not None and form.tag != "form":
            form = form.parent
        action = (attribute(form, "action") or "").partition("?")[0]
        sid = attribute(field, "value")
        if sid:
            program = action if action.endswith(_PROGRAMS) else _PROGRAMS[0]
            yield Link(url=f"{page.absolute(program)}?sid={quote(sid, safe='')}", seitentyp="sitzung")


def _next(page: Page, hits: int) -> list[Link]:
    """`recherche.php` counts on by `entry`, the number of hits before a part."""
    entry = page.query.get("entry", "0")
    if not hits or "recherche.php" not in page.url or not re.fullmatch(r"[0-9]{1,7}", entry):
        return []
    rest = re.sub(r"[?&]entry=[^&#]*", "", page.url.partition("#")[0])
    mark = "&" if "?" in rest else "?"
    return [Link(url=f"{rest}{mark}entry={int(entry) + hits}", seitentyp="liste")]
