"""Which cell of an agenda's row is which (pure): by its class, by the head of its column, by what it holds.

Tenants rename heads, releases rename classes, and some tables have no head row; what a cell holds stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from parsers.common.agenda import is_paper_number, item_number
from parsers.common.html import Node, words
from parsers.common.outcomes import LONGEST_OUTCOME, is_outcome
from ris_scraper.nouns.records import Hinweis
from ris_scraper.words import openers
from ris_scraper.words.german import whole
from ris_scraper.words.persons import is_label

#: The kind of Hinweis of a column that no table knows.
COLUMN = "spalte"

# Heads of agendas in small letters, without their last point; the last are known, and not kept.
_HEADS: Mapping[str | None, str] = {
    "nummer": "top|tops|top-nr|top nr|nr|nummer|punkt|ö/n",
    "betreff": "betreff|bezeichnung|gegenstand|inhalt|tagesordnungspunkt|titel|thema|beratungsgegenstand|tagesordnung",
    "vorlage": "vorlage|vorlagen|vorlage-nr|vorlage nr|vorlagen-nr|vorlagen nr|vorlagennr|vorlagennummer|drucksache"
    "|drucksachen|drucksache-nr|drucksachen-nr|drucksachennummer|ds|ds-nr",
    "ergebnis": "beschluss|beschluß|beschlussart|ergebnis|beratungsergebnis|abstimmungsergebnis",
    "rolle": "zuständigkeit|kompetenz|beratungsart",
    None: "|+/-|anl|anlage|anlagen|art|auszug|bemerkung|datei|dateien|dokument|dokumente|na|pa|status|to|vorlageart"
    "|vorlagenart|uhrzeit|zeit",
}
# "K 2026/0725", "RS. 16/218-02", "926 /XI. 2": more words are a subject.
_LONGEST_NUMBER, _WORDS = 30, 3
# A word of a subject: "Radweg 1. Abschnitt"; "Vorlage 12/2026" and "Mitteilungsvorlage 7" are names of papers.
_SUBJECT_WORD = re.compile(
    r"(?<!\w)(?!\w*(?:[Vv]orlage|[Dd]rucksache|[Aa]ntrag|[Aa]nfrage))[A-ZÄÖÜ]?[a-zäöüß]{3,}(?!\w*[/\d])"
)
_BUTTON = 2
# Heads that pages for small screens repeat in their cells; no subject begins with the head of its own column.
_REPEATED: Mapping[str, tuple[str, ...]] = {
    "nummer": ("top",),
    "betreff": ("betreff",),
    "vorlage": ("vorlage", "drucksache"),
    "ergebnis": ("beschluss", "beschlussart", "ergebnis"),
    "rolle": ("zuständigkeit",),
    "zustand": ("status",),
    "datum": ("datum",),
    "gremium": ("gremium", "sitzung"),
    "beschluss": ("beschluss", "ergebnis", "zuständigkeit"),
}
_MOST_COLUMNS = 99
_AGENDA = {head: field for field, heads in _HEADS.items() for head in heads.split("|")}


def key(printed: str) -> str:
    """A head as tables of heads name it: in small letters, without its last point or colon."""
    return printed.strip(" :.*").lower()


def field(printed: str) -> str | None:
    """The field of an agenda that a column's head names.

    >>> field("TOP-Nr."), field("Titel"), field("Vorlagen-Nr.:"), field("Anlagen"), field("Wetter")
    ('nummer', 'betreff', 'vorlage', None, None)
    """
    return _AGENDA.get(key(printed))


def without_head(text: str, name: str) -> str:
    """The text of a cell without the head of its own column, which pages for small screens repeat in every cell.

    >>> without_head("Betreff: Radweg", "betreff"), without_head("Thema: Radweg", "betreff")
    ('Radweg', 'Thema: Radweg')
    """
    head, colon, rest = text.partition(":")
    return rest.strip() if colon and head.strip().lower() in _REPEATED.get(name, ()) else text


def unknown(heads: Iterable[str], known: Container[str] = _AGENDA) -> tuple[Hinweis, ...]:
    """A Hinweis for every head that no table knows; `known` are heads in small letters without their last point."""
    return tuple(Hinweis(art=COLUMN, text=head) for head in dict.fromkeys(heads) if key(head) not in known)


def without_staff(cells: list[Node], heads: Sequence[str]) -> list[Node]:
    """The cells of a row that stand under no head that names a person; whatever class a cell has, its head counts."""
    if len(heads) != len(cells):
        return cells
    return [cell for cell, head in zip(cells, heads, strict=True) if not is_label(head.strip(" :"))]


def span(cell: Node) -> int:
    """How many columns a cell reaches over."""
    printed = cell.attrs.get("colspan")
    return 1 if printed is None else min(whole(printed) or 1, _MOST_COLUMNS)


def under(row: Node, fields: Sequence[str | None]) -> Iterator[tuple[Node, str | None]]:
    """The cells of a row, each with the field of the column that it begins in; `fields` are those of all columns."""
    place = 0
    for cell in row.iter():
        if cell.tag in ("td", "th"):
            yield cell, fields[place] if place < len(fields) else None
            place += span(cell)


def by_content(cells: Sequence[Node], papers: str, told: Mapping[str, Node]) -> dict[str, Node]:
    """The cells of an item's row that neither class nor head told: a number, the text behind it, a paper's number.

    `papers` is the selector of links to Vorlagen, `told` what is known already; {} for a row without a number.
    """
    found = dict(told)
    number = found.get("nummer") or next((cell for cell in cells if item_number(words(cell))[0]), None)
    if number is None:
        return {}
    found["nummer"] = number
    taken = {cell.mem_id for cell in found.values()}
    start = next((place for place, cell in enumerate(cells) if cell.mem_id == number.mem_id), 0)
    rest = [cell for cell in cells[start + 1 :] if cell.mem_id not in taken and words(cell)]
    for name, cell in _roles(rest, papers, found):
        found.setdefault(name, cell)
    return found


def _told_by_words(text: str) -> str | None:
    """The field of a cell that prints an outcome or a role and nothing else."""
    if is_outcome(text) and len(text) <= LONGEST_OUTCOME:
        return "ergebnis"
    return "rolle" if openers.split_rolle(text)[0] is None else None


def _roles(cells: Sequence[Node], papers: str, told: Mapping[str, Node]) -> Iterator[tuple[str, Node]]:
    paper = told.get("vorlage") or _paper(cells, papers)
    if paper is not None:
        yield "vorlage", paper
    for cell in cells:
        text = words(cell)
        # "NA", "+", "PA" are buttons.
        if (paper is None or cell.mem_id != paper.mem_id) and len(text) > _BUTTON:
            yield _told_by_words(text) or "betreff", cell


def _paper(cells: Sequence[Node], papers: str) -> Node | None:
    linked = (cell for cell in cells if any(_may_be_number(words(link)) for link in cell.css(papers)))
    return next(linked, None) or next((cell for cell in cells if is_paper_number(words(cell))), None)


def _may_be_number(text: str) -> bool:
    """Whether the text of a link to a Vorlage is its number ("RS. 16/218-02") and not its subject."""
    few = len(text) < _LONGEST_NUMBER and text.count(" ") < _WORDS
    return any(map(str.isdigit, text)) and few and not _SUBJECT_WORD.search(text)
