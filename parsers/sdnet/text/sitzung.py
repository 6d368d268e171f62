"""Text copies of `/tops`: an item is a line that begins with the next number; links and ids are gone.

Where cells are glued, a subject that ends with a digit hides the number behind it ("Haushalt 2013/201491/2013").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.common.html import assign
from parsers.common.item_numbers import Number, can_follow, key, steps
from parsers.common.text import going_on, is_paper, lines
from parsers.sdnet.head import token
from parsers.sdnet.labels import NO_AGENDA, PART, SITZUNG, TISCHVORLAGEN
from parsers.sdnet.text.head import head_blocks
from parsers.sdnet.values import meeting_fields, refuse_empty
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Sitzung, Top
from ris_scraper.words.german import oeffentlich

_NUMBER = re.compile(r"(?:TOP\s*)?(?:[ÖN]\s*)?(?P<nummer>\d{1,3}(?:\.\d{1,2})*)\.?(?!\s?/)(?P<rest>.*)")
# "79/2026", "926 /XI.", "T 02/325/26" behind the subject; what the links to the documents say stands behind it.
_PAPER = re.compile(
    r"(?:(?<=[a-zäöüß)\"“])|(?<=\s)|^)"
    r"(?P<nummer>(?:[A-ZÄÖÜ]{1,4}[ /-]?)?\d{1,5}(?:\s?/(?:[IVXLC]+\.|[IVXLC]+(?![A-Za-z])|\d{1,5}))+)"
)
_DOCUMENTS = re.compile(
    r"(?P<documents>(?:^|(?<=[a-zäöüß)\"“])|(?<=\s))(?:(?:Beschlussv|Sitzungsv|Verwaltungsv|Mitteilungsv|V)orlage|Beschlusstext"
    r"|Anlagen?|Auszug|Vorgang(?: öffnen)?)(?:\s*(?:Vorlage|Beschlusstext|Anlagen?|Auszug|Vorgang(?: öffnen)?))*)$"
)


def read_sitzung(page: Page) -> Parsed:
    """A meeting from a text copy of its agenda; raises NotPublic or LayoutDrift like the page itself."""
    found = lines(page)
    marks = (i for i, line in enumerate(found) if PART.fullmatch(line) or NO_AGENDA.search(line))
    start = next(marks, len(found))
    blocks = head_blocks(found[:start], SITZUNG, frozenset())
    values, unknown = assign([(name, _value(said)) for name, said in blocks], SITZUNG)
    fields = meeting_fields(values)
    tops = tuple(_tops(found[start:]))
    if not tops:
        refuse_empty(page, fields)
    sitzung = Sitzung(id=token(page.url), **fields, tops=tops)
    return Parsed(datensaetze=(sitzung,), hinweise=tuple(unknown))


def _value(said: Sequence[str]) -> str:
    """The first line behind a label, and what a comma at its end leads to: headings stand below the head too."""
    ends = (place for place, line in enumerate(said, start=1) if not line.endswith(","))
    return " ".join(said[: next(ends, None)])


def _tops(found: Sequence[str]) -> Iterator[Top]:
    public: bool | None = None
    before: Number = ()
    block: list[str] = []
    for line in found:
        part, late = PART.fullmatch(line), TISCHVORLAGEN.fullmatch(line)
        start = None if part or late else _start(line, before, not block)
        if (part or late or start) and block:
            yield _top(block, public)
            block = []
        if late:
            return
        if part:
            public = oeffentlich(line)
        elif start:
            before = key(start[0])
            block = [start[0], *([start[1]] if start[1] else [])]
        elif block:
            block.append(line)
    if block:
        yield _top(block, public)


def _start(line: str, before: Number, part_begins: bool) -> tuple[str, str] | None:
    """Number and rest of a line that begins an item; the sequence tells where a subject's own digits begin."""
    found = _NUMBER.fullmatch(line)
    if not found:
        return None
    expected = [".".join(map(str, step)) for step in steps(before)] + (["1"] if part_begins else [])
    if found["nummer"] in expected:
        return found["nummer"], found["rest"].strip()
    glued = [step for step in expected if found["nummer"].startswith(step)]
    if glued:
        number = max(glued, key=len)
        return number, line[found.start("nummer") + len(number) :].strip()
    ahead = can_follow(key(found["nummer"]), before)
    return (found["nummer"], found["rest"].strip()) if ahead and found["rest"][:1] in ("", " ") else None


def _top(block: list[str], public: bool | None) -> Top:
    number, *said = block
    title, paper = _title_and_paper(said)
    return Top(nummer=number, oeffentlich=public, betreff=" ".join(title) or None, vorlage_nummer=paper)


def _title_and_paper(said: list[str]) -> tuple[list[str], str | None]:
    """Lines of the subject, and the paper's number behind it with nothing but its documents after it."""
    title: list[str] = []
    for line in said:
        plain = _DOCUMENTS.sub("", line).strip()
        found = next((match for match in _PAPER.finditer(plain) if match.end() == len(plain)), None)
        if found and is_paper(found):
            rest = plain[: found.start()].strip()
            return title + ([rest] if rest else []), found["nummer"]
        if not plain:
            break
        title.append(plain)
    return going_on(title), None
