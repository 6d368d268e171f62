"""The table of a Beratungsfolge under the heads Status, Datum, Gremium, Beschluss (pure): ALLRIS 4 and ALLRIS 3's `_r`.

A row of a body is followed by the rows of its meetings; "Beschluss" is the role in the one, the result in the other.
Heads say which cell is which, whatever their order; where they do not, a date is a date, and the texts that are left
are body (or meeting) and role (or result).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from parsers.common.columns import COLUMN, key, unknown, without_head
from parsers.common.html import Node, words
from parsers.common.stations import Station, beratung, is_body, is_day, role_alone
from ris_scraper.nouns.page import query
from ris_scraper.nouns.records import Beratung, Hinweis
from ris_scraper.words import german

_HEADS: Mapping[str | None, str] = {
    "zustand": "status|zustand|stand",
    "datum": "datum|sitzungsdatum|sitzungstermin|termin|tag",
    "gremium": "gremium|sitzung|beratungsgremium|gremium/sitzung|ausschuss|beratung in",
    "beschluss": "beschluss|beschluß|beschlussart|ergebnis|beratungsergebnis",
    # Beside a column of results a column of its own, else the same one.
    "rolle": "zuständigkeit|rolle|kompetenz|beratungsart",
    "top": "top|top-nr|top nr|nr",
    None: "|na|pa|to|auszug|anlage|anlagen|vorlage|dokument|dokumente",
}
_FIELDS = {head: field for field, heads in _HEADS.items() for head in heads.split("|")}
# In place of a field where no table knows the head.
_UNKNOWN = ""
_TITLE = "Beratungsfolge"
_USUAL = ("datum", "gremium", "beschluss")
# Links of a meeting's row: its agenda, its item.
_MEETING = ":is(a[href*='to010'], a[href*='to020'], form[action*='to010'], form[action*='to020'])"
_SILENT = frozenset({"toLink", "colorCol"})


class Row(NamedTuple):
    """One row: the texts of its cells by field, whether a meeting's, the row itself, and the cell of its status."""

    texts: dict[str, str]
    meeting: bool
    node: Node
    status: Node | None


def rows(nodes: Iterable[Node]) -> tuple[list[Row], tuple[Hinweis, ...]]:
    """The rows that name a body or a meeting, and what is to be said of the table's columns."""
    nodes = list(nodes)
    heads = [words(cell) for node in nodes for cell in node.css("th")]
    fields = _columns(heads)
    found = [row for node in nodes if (row := _row(node, fields)) is not None]
    lacking = [name for name in ("datum", "gremium") if heads and name not in fields]
    hints = (*unknown(heads, _FIELDS), *(Hinweis(art=COLUMN, text=f"no column: {name}") for name in lacking))
    return found, hints if found else ()


def _columns(heads: Sequence[str]) -> list[str | None]:
    """The field of every column; a column of roles is that of results, too, where the table has no other."""
    fields = [_FIELDS.get(key(head), _UNKNOWN) for head in heads]
    return fields if "beschluss" in fields else ["beschluss" if field == "rolle" else field for field in fields]


def stations(
    found: Iterable[Row], zustand: Callable[[Row], str | None], ids: Callable[[Node], dict[str, str | None]]
) -> Iterator[Station | Beratung]:
    """The rows as stations and their meetings; `zustand` and `ids` know how the vendor prints status and links."""
    station = Station()
    for row in found:
        gremium, said = (german.stated(row.texts.get(field)) for field in ("gremium", "beschluss"))
        role = german.stated(row.texts.get("rolle"))
        if not row.meeting:
            yield (station := Station(*role_alone(gremium, role or said), zustand(row)))
            continue
        own = station._replace(zustand=zustand(row) or station.zustand, rolle=role or station.rolle)
        if is_body(station, gremium):
            own, gremium = own._replace(gremium=gremium), None
        met = beratung(own, gremium, said, german.datum(row.texts.get("datum", "")))
        top, _ = german.top_nummer(row.texts.get("top", ""))
        yield met.model_copy(update={**ids(row.node), "top": top})


def unread(scope: Node, found: Sequence[Row]) -> tuple[Hinweis, ...]:
    """What is to be said of a page that heads a Beratungsfolge and gives none."""
    headed = any(words(node).strip(" :") == _TITLE for node in scope.css("h2, h3, h4, caption"))
    return (Hinweis(art="zeilen", text="a Beratungsfolge without rows"),) if headed and not found else ()


def item_of(node: Node) -> str | None:
    """TOLFDNR of the item: in the link to its Auszug, or beside the SILFDNR in the link to its agenda."""
    hrefs = (anchor.attributes.get("href") or "" for anchor in node.css("a[href*='TOLFDNR=']"))
    return next((found for href in hrefs if (found := query(href).get("tolfdnr"))), None)


def _classes(cell: Node) -> set[str]:
    return set((cell.attrs.get("class") or "").split())


def _is_date(cell: Node, text: str) -> bool:
    return "date" in _classes(cell) or is_day(text)


def _row(node: Node, fields: list[str | None]) -> Row | None:
    cells = [(cell, words(cell)) for cell in node.iter() if cell.tag == "td"]
    texts: dict[str, str] = {}
    rest, status = cells, cells[0][0] if cells else None
    if len(fields) == len(cells):
        for field, (_, text) in zip(fields, cells, strict=True):
            if field and text:
                texts.setdefault(field, text)
        status = next((cell for field, (cell, _) in zip(fields, cells, strict=True) if field == "zustand"), None)
        rest = [cell for field, cell in zip(fields, cells, strict=True) if field == _UNKNOWN]
    _fill(texts, rest, first_is_status=not fields or len(fields) != len(cells))
    texts = {field: without_head(text, field) for field, text in texts.items()}
    meeting = any(_is_date(cell, text) for cell, text in cells) or node.css_first(_MEETING) is not None
    return Row(texts, meeting, node, status) if meeting or texts.get("gremium") else None


def _fill(texts: dict[str, str], cells: list[tuple[Node, str]], first_is_status: bool) -> None:
    """Give the cells that no head names to the fields that are lacking, in the usual order."""
    if first_is_status and len(cells) > 1:
        texts["zustand"] = cells[0][1]
        cells = cells[1:]
    for cell, text in cells:
        if not text or _SILENT & _classes(cell):
            continue
        wanted = "datum" if _is_date(cell, text) else next((name for name in _USUAL[1:] if name not in texts), None)
        if wanted:
            texts.setdefault(wanted, text)
