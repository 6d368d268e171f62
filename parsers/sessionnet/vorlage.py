"""vo0050 as HTML: the head of a paper, its documents and inline text; in the old layout also its stations."""

from __future__ import annotations

from parsers.common.html import Node, Tree, assign, headings, label, tree, words
from parsers.common.values import unnumbered
from parsers.sessionnet.attachments import own_documents
from parsers.sessionnet.beratungen import station_heads, table_stations
from parsers.sessionnet.head import Pair, box_around, complete, head_pairs, links, own_id, printed
from parsers.sessionnet.labels import HEADINGS, OTHER_PANEL, REFUSED, TEXT, VORLAGE, heading_key
from parsers.sessionnet.sections import block_lines, sections, text_blocks
from parsers.sessionnet.values import head_fields, split_references
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Abschnitt, Parsed, Vorlage
from ris_scraper.words.german import stated

_HEAD = "#smctablevorgang, [class*='smc_page_vo0050_contenttable'], [id^='smc_page_vo0050_contenttable']"
_PANEL_HEAD = ".card-header, .panel-heading"
_HEADS = "h2, h3, h4, h5, b, strong"
# What stands beside the texts of a page: menus, documents, stations, head rows, and footers.
_NO_TEXT = "nav, footer, form, table, ul, .smc-documents, .smc-d-el, .smc-table-row, #smcaccordion, dl"
_PAPERS = ("vo0050", "vo0053", "si0050", "si0056", "si0057", "to0040", "to0050")


def read_vorlage(page: Page) -> Parsed:
    """A paper's own page. Raises Gone where the page is whole and empty, LayoutDrift where it lost its head."""
    parsed = tree(page)
    pairs = head_pairs(parsed, ("vo",))
    if not pairs and complete(page) and not parsed.css(_HEAD) and not _content(parsed):
        if REFUSED.search(words(parsed.css_first("#page-content") or parsed.body)):
            raise NotPublic(page.url, "the page says that the paper is not public")
        # An invalid or hidden kvonr answers 200 with the frame and nothing in it (Kaiserslautern, 2026-11).
        raise Gone(page.url, "the page has a frame and no paper in it: the id is unknown or hidden")
    values, unknown = assign(printed(pairs), VORLAGE)
    led, heads, references = tuple(links(page, parsed, _PAPERS)), station_heads(parsed), _references(pairs)
    vorlage = _vorlage(page, parsed, values).model_copy(update={"bezug": references})
    if not (vorlage.nummer or vorlage.betreff):
        raise LayoutDrift(page.url, ".voname, .vobetr, #smctablevorgang", len(pairs))
    return Parsed(
        datensaetze=(vorlage,),
        links=led,
        hinweise=(*unknown, *heads, *unnumbered(vorlage)),
    )


def _content(where: Tree) -> bool:
    """Whether a page without a head that we know has files or labels of a paper: no reason to say that it is gone."""
    if where.css_first("[href*=getfile], [href*=ydocstart]") is not None:
        return True
    body = where.css_first("#page-content") or where.body
    return len({VORLAGE.get(label(line)) for line in block_lines(body)} - {None}) > 1 if body else False


def _vorlage(page: Page, where: Tree, values: dict[str, str]) -> Vorlage:
    return Vorlage(
        id=own_id(page, where, "__kvonr"),
        **head_fields(values, headings(where)),
        beratungen=tuple(table_stations(where)),
        anlagen=own_documents(page, where),
        abschnitte=_sections(where),
    )


def _sections(where: Tree) -> tuple[Abschnitt, ...]:
    found = tuple(part for block in text_blocks(where) for part in _block_sections(block))
    return found or _loose_sections(where.css_first("#page-content") or where.body)


def _block_sections(block: Node) -> tuple[Abschnitt, ...]:
    """The sections of one text; what stands above its first heading is what the panel around it is called."""
    title = _panel_title(block)
    return sections([*([title] if title else ()), *block_lines(block)])


def _panel_title(block: Node) -> str | None:
    """The heading of the panel that holds this text and no other; None where it is none of a text's."""
    panel = box_around(block)
    if panel is None or len(text_blocks(panel)) > 1:
        return None
    title = words(panel.css_first(_PANEL_HEAD))
    return title if heading_key(title) in HEADINGS else None


def _loose_sections(content: Node | None) -> tuple[Abschnitt, ...]:
    """Texts of a page without boxes of text: those under headings that only a text has, without lists around them."""
    if content is None or not any(heading_key(words(node)) in HEADINGS for node in content.css(_HEADS)):
        return ()
    for box in content.css(_NO_TEXT):
        box.decompose()
    lines = (line for line in block_lines(content) if not OTHER_PANEL.fullmatch(line))
    return tuple(part for part in sections(lines) if part.titel and TEXT.match(heading_key(part.titel)))


def _references(pairs: list[Pair]) -> tuple[str, ...]:
    """Numbers of the papers this one refers to: the words of the links, else of the cell."""
    found: dict[str, None] = {}
    for name, cell in pairs:
        if VORLAGE.get(label(name)) != "bezug":
            continue
        said = [words(anchor) for anchor in cell.css("a")] or split_references(words(cell))
        found.update(dict.fromkeys(text for text in map(stated, said) if text))
    return tuple(found)
