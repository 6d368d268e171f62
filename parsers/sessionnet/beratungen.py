"""The stations of a paper as HTML.

vo0053 has them as accordion (S3) or tables (S2, Dresden), vo0050 of the old layout (S1) as a table. No source documents
the columns of the old table, so a cell is known by its heading, its class or its content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.common import columns
from parsers.common.agenda import LETTERS
from parsers.common.html import Node, Tree, around, assign, label, tree, words
from parsers.common.outcomes import is_outcome
from parsers.sessionnet.head import (
    box_pairs,
    classes,
    complete,
    head_pairs,
    is_head,
    linked_id,
    links,
    own_id,
    printed,
    unique,
)
from parsers.sessionnet.labels import OTHER_PANEL, RESULT, ROLES, STATION, STATION_CLASSES, VORLAGE
from parsers.sessionnet.values import Fields, head_fields, outcome, split_label, station_from_header
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Beratung, Hinweis, Parsed, Vorlage
from ris_scraper.words.german import datum, oeffentlich, stated, top_nummer
from ris_scraper.words.persons import is_label

_LINKED = ("vo0050", "si0050", "si0056", "si0057", "to0040", "to0050")
_ACCORDION = "#smcaccordion > .card, #smcaccordion > .panel"
_LOOSE = ".card[id^=smcpanel], .panel[id^=smcpanel]"
_HEADER = ".card-header, .panel-heading"
_TABLES = (
    "table.smc_page_vo0050_contenttable, table#smc_page_vo0050_contenttable1, table#smc_page_vo0050_contenttable2,"
    "table[summary*='Beratungen der Vorlage'], table[summary*='Beratungsfolge']"
)
_MEETING = 'a[href*="__ksinr"]'
# The field of a column whose head names persons: kept nowhere.
_PERSON = "person"
_TOP = re.compile(r"(?:TOP\s*)?(?:[ÖN]\s*)?\d+(?:\.\d+)*(?:\.?[a-z])?\.?")
_ONLY_DATE = re.compile(r"(?:\w{2,10},?\s+)?\d{1,2}\.\d{1,2}\.\d{2,4}(?:\s*,?\s*\d{1,2}[:.]\d{2}(?:\s*Uhr)?)?")
_MEETING_NAME = re.compile(r"[A-ZÄÖÜ]\w*/\w*\d[\w/]*|\d{4}/\d+/\w+")
_FOREIGN = frozenset(("smc_doc", "sidocs", "smc-table-cell-heading"))
_ROLE_WORDS = frozenset(role.lower() for role in ROLES)


def read_beratungen(page: Page) -> Parsed:
    """A paper's stations as a Vorlage with id and Beratungen. Raises LayoutDrift where there is no list of them."""
    parsed = tree(page)
    led = tuple(links(page, parsed, _LINKED))
    stations = _accordion(parsed) or tuple(table_stations(parsed))
    meetings = any(link.seitentyp == "sitzung" for link in led)
    if not stations and complete(page) and not parsed.css(_ACCORDION) and not meetings:
        # A paper that no body has on its agenda yet: nothing to state, and worth a count.
        empty = Hinweis(art="leer", text="vo0053 ohne Beratung")
        return Parsed(links=led, hinweise=(empty,))
    if not stations:
        raise LayoutDrift(page.url, "#smcaccordion > .card, table[summary*='Beratungen der Vorlage']")
    values, unknown = assign(printed(head_pairs(parsed, ("vo",))), VORLAGE)
    vorlage = Vorlage(id=own_id(page, parsed, "__kvonr"), **head_fields(values), beratungen=stations)
    return Parsed(
        datensaetze=(vorlage,),
        links=led,
        hinweise=(*unknown, *station_heads(parsed)),
    )


def table_stations(where: Tree) -> Iterator[Beratung]:
    """Stations in printed order from every station table of the page; each table once."""
    for table in _tables(where):
        yield from _stations(table)


def station_heads(where: Tree) -> tuple[Hinweis, ...]:
    """What is to be said of the heads of station tables: those that nobody knows."""
    heads = [words(cell) for table in _tables(where) for row in _rows(table) for cell in _heads_of(row)]
    return columns.unknown(heads, STATION)


def _tables(where: Tree) -> list[Node]:
    """The station tables; where a release names them otherwise, those under such heads or with links to meetings."""
    return unique(where.css(_TABLES)) or [table for table in where.css("table") if any(map(_tells, _rows(table)))]


def _tells(row: Node) -> bool:
    fields = {_field(cell) for cell in _heads_of(row)}
    return {"gremium", "datum"} <= fields or {"gremium", "rolle"} <= fields or row.css_first(_MEETING) is not None


def _rows(table: Node) -> Iterator[Node]:
    return (row for row in table.css("tr") if (own := around(row, "table")) and own.mem_id == table.mem_id)


def _heads_of(row: Node) -> list[Node]:
    """The cells of a row of heads; [] for a row that states something beside them."""
    cells = list(row.iter())
    return cells if all(cell.tag == "th" for cell in cells) else []


def _field(head: Node) -> str | None:
    return _PERSON if is_label(words(head).rstrip(" :")) else STATION.get(columns.key(words(head)))


def _accordion(where: Tree) -> tuple[Beratung, ...]:
    own = unique(where.css(_ACCORDION))
    found = (_card(card, bool(own)) for card in own or unique(where.css(_LOOSE)))
    return tuple(station for station in found if station is not None)


def _card(card: Node, in_accordion: bool) -> Beratung | None:
    head = card.css_first(_HEADER)
    if head is None or OTHER_PANEL.fullmatch(words(head)):
        return None
    for badge in head.css(".badge"):
        badge.decompose()
    station = station_from_header(words(head))
    if station is None:
        return None
    ids = {"sitzung_id": linked_id(card, "__ksinr"), "top_id": linked_id(card, "__ktonr")}
    # In the accordion a body's name is enough; a panel elsewhere must say something that only a station says.
    said = station.datum or station.rolle or station.oeffentlich is not None or ids["sitzung_id"]
    return station.model_copy(update={**ids, **_result(card)}) if in_accordion or said else None


def _result(card: Node) -> Fields:
    """The result that a station's card prints, as paragraphs or rows; the rows go, as the head has such, too."""
    rows = [(label(name), value) for name, value in printed(head_pairs(card, ()))]
    result, _ = outcome([*box_pairs(card), *(row for row in rows if row[0] in RESULT)])
    for row in card.css(".smc-table-row"):
        row.decompose()
    return result


def _stations(table: Node) -> Iterator[Beratung]:
    fields: list[str | None] = []
    pending: Beratung | None = None
    for row in _rows(table):
        if heads := _heads_of(row):
            fields = [_field(cell) for cell in heads for _ in range(columns.span(cell))]
            continue
        told = columns.under(row, fields)
        named = [(cell, field) for cell, field in told if field != _PERSON and not _foreign(cell)]
        cells = [cell for cell, _ in named]
        if _heads(cells):
            continue
        extra = _result_row(cells)
        if extra and pending is not None:
            pending = pending.model_copy(update={key: value for key, value in extra.items() if value is not None})
            continue
        station = _station(row, named)
        if station is not None:
            if pending is not None:
                yield pending
            pending = station
    if pending is not None:
        yield pending


def _heads(cells: list[Node]) -> bool:
    """Whether a row belongs to the paper's head, which some versions print in a table of the same class."""
    first = words(cells[0]) if cells else ""
    return any(is_head(cell) for cell in cells) or (first.endswith(":") and label(first) in VORLAGE)


def _foreign(cell: Node) -> bool:
    """Cells of documents and forms hold files of the meeting; their own cells come up in the row's as well.

    The heading of a row on small screens says once more what its cells say.
    """
    return not _FOREIGN.isdisjoint(classes(cell)) or cell.css_first("table, form, [href*=getfile]") is not None


def _result_row(cells: list[Node]) -> Fields:
    """A following row "Beschluss: | vertagt" of the old layout; {} for any other row."""
    said = [text for cell in cells if (text := words(cell))]
    if len(said) == 1 and ":" in said[0]:
        said = list(split_label(said[0]))
    if len(said) != 2 or label(said[0]) not in ("Beschluss", "Ergebnis", "Abstimmung", "Beratungsergebnis"):
        return {}
    return outcome([(label(said[0]), said[1])])[0]


def _station(row: Node, named: list[tuple[Node, str | None]]) -> Beratung | None:
    found: dict[str, str] = {}
    rest: list[str] = []
    for cell, head in named:
        text = stated(words(cell))
        if text is None:
            continue
        day = "datum" if _ONLY_DATE.fullmatch(text) else None
        kind = _kind_by_class(cell) or day or head or _kind_by_content(cell, text)
        if kind and kind not in found:
            found[kind] = text
        else:
            rest.append(text)
    # A column of bodies may be headed "Beratung".
    if "gremium" not in found and not rest and "rolle" in found and found["rolle"].lower() not in _ROLE_WORDS:
        found["gremium"] = found.pop("rolle")
    _place_rest(found, rest)
    return _beratung(row, found) if found.get("gremium") and _is_station(row, found) else None


def _is_station(row: Node, found: dict[str, str]) -> bool:
    return bool(row.css_first(_MEETING)) or len(found) > 1


def _kind_by_class(cell: Node) -> str | None:
    return next((STATION_CLASSES[name] for name in classes(cell) if name in STATION_CLASSES), None)


def _kind_by_content(cell: Node, text: str) -> str | None:
    """What a cell is by what it says; None where only its place beside the others could tell."""
    if _ONLY_DATE.fullmatch(text):
        return "datum"
    if cell.css_first(_MEETING) is not None:
        return "gremium"
    if text.lower() in _ROLE_WORDS:
        return "rolle"
    if text in ("Ö", "N") or (oeffentlich(text) is not None and len(text) < 20):
        return "status"
    if _TOP.fullmatch(text):
        return "top"
    if _MEETING_NAME.fullmatch(text):
        return "sitzung"
    return "ergebnis" if is_outcome(text) else None


def _place_rest(found: dict[str, str], rest: list[str]) -> None:
    """Words that say nothing of themselves: the first is the body if no link named it, then the result.

    What another cell of the row prints as well is no result.
    """
    for text in (text for text in rest if text not in found.values()):
        field = "gremium" if "gremium" not in found else "ergebnis"
        found.setdefault(field, text)


def _beratung(row: Node, found: dict[str, str]) -> Beratung:
    result, _ = outcome([("Ergebnis", found.get("ergebnis", "")), ("Abstimmung", found.get("abstimmung", ""))])
    number, public = top_nummer(found.get("top", ""))
    status = LETTERS.get(found.get("status", ""), oeffentlich(found.get("status", "")))
    name = found["gremium"]
    day = datum(found.get("datum", "") or name)
    return Beratung(
        gremium=stated(re.sub(rf"^{_ONLY_DATE.pattern}\s*|\s*{_ONLY_DATE.pattern}$", "", name)),
        rolle=found.get("rolle"),
        datum=day,
        sitzung=found.get("sitzung"),
        sitzung_id=linked_id(row, "__ksinr"),
        top=number,
        top_id=linked_id(row, "__ktonr"),
        oeffentlich=public if status is None else status,
        **result,
    )
