"""`/vorgang/?__=…` as HTML: one paper, its documents and its Beratungsfolge."""

from __future__ import annotations

import re

from parsers.common.html import Node, Tree, assign, attribute, label, tree, words
from parsers.sdnet.head import Fields, Pair, cells, columns, head_pairs, item_number, links, outcome, own_number, token
from parsers.sdnet.labels import ANLAGE, EXPORTIERT, FOLGE, VORLAGE
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Abschnitt, Anlage, Beratung, Hinweis, Parsed, Vorlage
from ris_scraper.words.german import clean, datum, groesse, oeffentlich, stated, without_size

_HEADING = re.compile(r"Vorgang\s+(?P<nummer>.*\S)")
_PRINTED = ("betreff", "federfuehrend", "beteiligt", "aktenzeichen", "status")


def read_vorlage(page: Page) -> Parsed:
    """A paper from its own page; the label of its first row is its kind (art), the value its number.

    `id` is the `data-vorgang-id` of the rows, else None: the number then tells which paper it is. The address does
    not, as a tenant's new key changes every token. Raises LayoutDrift where the head states no Betreff.
    """
    parsed = tree(page)
    pairs = head_pairs(parsed)
    first, rest = split_first([(name, words(cell)) for name, cell in pairs])
    values, unknown = assign(rest, VORLAGE)
    if "betreff" not in values:
        raise LayoutDrift(page.url, "table.table-details th: Betreff", len(pairs))
    table = _stations_table(parsed)
    stations, new = _stations(table) if table is not None else ((), [])
    vorlage = Vorlage(
        id=own_number(table) if table is not None else None,
        **head_fields(first, values, words(parsed.css_first("h1"))),
        beratungen=stations,
        anlagen=tuple(_files(page, pairs)),
        abschnitte=sections(stations),
    )
    return Parsed(datensaetze=(vorlage,), links=tuple(links(page, parsed, ("tops",))), hinweise=(*unknown, *new))


def split_first(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str] | None, list[tuple[str, str]]]:
    """The row "kind of paper: number" and the other rows; the first row is it unless its label is a known one."""
    if pairs and label(pairs[0][0]) not in VORLAGE:
        return pairs[0], pairs[1:]
    return None, pairs


def head_fields(first: tuple[str, str] | None, values: dict[str, str], heading: str) -> Fields:
    """Fields of a Vorlage from its head; the same for both renderings. The heading repeats the number."""
    titled = _HEADING.fullmatch(heading)
    art, number = first or (values.get("art"), values.get("nummer"))
    return {
        "art": stated(art),
        "nummer": stated(number) or (titled["nummer"] if titled else None),
        **{name: stated(values.get(name)) for name in _PRINTED},
        "oeffentlich": oeffentlich(values.get("status", "")),
        "datum": datum(values.get("datum", "")),
    }


# --- documents -------------------------------------------------------------------------------


def _files(page: Page, pairs: list[Pair]) -> list[Anlage]:
    """Attachments: what the page calls an Anlage. The paper's own document stands among them and is none."""
    found: dict[tuple[str, str | None], Anlage] = {}
    for name, cell in pairs:
        field = VORLAGE.get(name)
        for anchor in cell.css("a[href]") if field in ("dokument", "anlage") else ():
            if field == "anlage" or _is_attachment(anchor):
                anlage = _file(page, anchor)
                found.setdefault((anlage.name, anlage.url), anlage)
    return list(found.values())


def _is_attachment(anchor: Node) -> bool:
    said = attribute(anchor, "aria-label") or ""
    return said.startswith("Anlage") or bool(anchor.css("[class*='attachment-link']"))


def _file(page: Page, anchor: Node) -> Anlage:
    """Name and size are printed in the link, in its title, or behind it up to the next link."""
    printed, title = words(anchor), attribute(anchor, "title") or ""
    described = ANLAGE.match(attribute(anchor, "aria-label") or "")
    name = file_name(printed) or (described["name"] if described else "") or file_name(title)
    size = next((size for text in (printed, title, _behind(anchor)) if (size := groesse(text)) is not None), None)
    return Anlage(name=name, url=page.absolute(anchor.attributes.get("href") or ""), groesse=size)


def file_name(text: str) -> str:
    """A document's label without the day of export and the size behind it.

    >>> file_name("Plan (Entwurf) (exportiert: 18.09.2026) (673 KB)")
    'Plan (Entwurf)'
    """
    return clean(EXPORTIERT.sub("", without_size(text)))


def _behind(anchor: Node) -> str:
    said: list[str] = []
    node = anchor.next
    while node is not None and node.tag != "a":
        said.append(node.text())
        node = node.next
    return clean(" ".join(said))


# --- Beratungsfolge --------------------------------------------------------------------------


def _stations_table(where: Tree) -> Node | None:
    """The table "Beratungsfolge": by its caption, else by its class; a paper may have none."""
    captioned = [table for table in where.css("table") if words(table.css_first("caption")) == FOLGE]
    return next(iter(captioned or where.css("table.table-vorgang")), None)


def _stations(table: Node) -> tuple[tuple[Beratung, ...], list[Hinweis]]:
    """One station per row, and a Hinweis for each column that no table knows."""
    (header, unknown), found = columns(table), []
    for row in table.css("tr:has(td)"):
        said = cells(row, header)
        printed = {field: words(cell) for field, cell in said.items()}
        if not (printed.get("gremium") or printed.get("termin")):
            continue
        meeting = said["termin"].css_first("a[href*='__=']") if "termin" in said else None
        number = token(meeting.attributes.get("href") or "") if meeting is not None else None
        found.append(station_of(printed, number))
    return tuple(found), unknown


def station_of(printed: dict[str, str], sitzung_id: str | None) -> Beratung:
    """A station from the texts of its row; the same for both renderings."""
    fields, wording = outcome(printed.get("beschluss", ""), printed.get("abstimmung", ""))
    return Beratung(
        gremium=stated(printed.get("gremium")),
        rolle=stated(printed.get("rolle")),
        datum=datum(printed.get("termin", "")),
        sitzung_id=sitzung_id,
        top=item_number(printed.get("top", "")),
        oeffentlich=oeffentlich(printed.get("status", "")),
        beschluss=wording,
        **fields,
    )


def sections(stations: tuple[Beratung, ...]) -> tuple[Abschnitt, ...]:
    """The wordings as sections below their column's heading; one that several bodies adopted stands once."""
    wordings = dict.fromkeys(station.beschluss for station in stations)
    return tuple(Abschnitt(titel="Beschluss", text=text) for text in wordings if text)
