"""Text copies of `/tops`: an item is a line that begins with the next number; links and ids are gone.

Where cells are glued, a subject that ends with a digit hides the number behind it ("Haushalt 2013/201491/2013"), unless
the names of its files repeat the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.common.html import assign
from parsers.common.item_numbers import Number, can_follow, key, steps
from parsers.common.outcomes import is_outcome
from parsers.common.text import broken_off, cell_lines, going_on, is_open, is_paper, with_colons, without_staff
from parsers.sdnet.head import token
from parsers.sdnet.labels import AGENDA_HEAD, FILED, NO_AGENDA, ONLY_HOW, PART, SITZUNG, TISCHVORLAGEN
from parsers.sdnet.text.head import head_blocks
from parsers.sdnet.values import doubts, meeting_fields, outcome, refuse_empty
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Parsed, Sitzung, Top
from ris_scraper.words.german import oeffentlich

_NUMBER = re.compile(
    r"(?:TOP\s*)?(?:[ÖN]\s*)?(?P<nummer>\d{1,3}(?:\.\d{1,2})*(?:\.?\s?[a-z](?=\)))?)[.)]?(?!\s?/)(?P<rest>.*)"
)
# "79/2026", "926 /XI.", "T 02/325/26" behind the subject; what the links to the documents say stands behind it.
_PAPER = re.compile(
    r"(?:(?<=[a-zäöüß)\"“])|(?<=\s)|^)"
    r"(?P<nummer>(?:[A-ZÄÖÜ]{1,4}[ /-]?)?\d{1,5}(?:\s?/(?:[IVXLC]+\.|[IVXLC]+(?![A-Za-z])|\d{1,5}))+)"
)
_DOCUMENTS = re.compile(
    r"(?P<documents>(?:^|(?<=[a-zäöüß)\"“])|(?<=\s))(?:(?:Beschlussv|Sitzungsv|Verwaltungsv|Mitteilungsv|V)orlage|Beschlusstext"
    r"|Anlagen?|Auszug|Vorgang(?: öffnen)?)(?:\s*(?:Vorlage|Beschlusstext|Anlagen?|Auszug|Vorgang(?: öffnen)?))*)$"
)
# What the link to the paper says at the end of an item: "Drucksache XI. 954 /XI. - Vorgang" (Teststadt, 2026-11).
_LINKED = re.compile(r"(?P<name>.*\S) - Vorgang$")
# Between a number and its subject; glued only where the number has a point.
_GAP = re.compile(r"\s|$|\)|\.(?=[A-ZÄÖÜ\s]|$)")
# The kind of paper before its number, behind what closes another file's name: ")Drucksache XI. ".
_KIND_BEFORE = re.compile(r"(?<=\)) ?[^()]{2,60}$")
_ROMAN = re.compile(r"[IVX]{1,4}\.")
_Item = tuple[Top, tuple[Hinweis, ...]]


def read_sitzung(page: Page) -> Parsed:
    """A meeting from a text copy of its agenda; raises NotPublic or LayoutDrift like the page itself."""
    found = with_colons(cell_lines(page), SITZUNG, _ends_head)
    marks = (i for i, line in enumerate(found) if PART.fullmatch(line) or NO_AGENDA.search(line))
    start = next(marks, len(found))
    # The part's own number may stand on the line above it.
    start -= start > 0 and _ROMAN.fullmatch(found[start - 1]) is not None
    blocks = head_blocks(found[:start], SITZUNG, frozenset())
    pairs = [(name, _value(name, said, (name, said) is blocks[-1])) for name, said in blocks]
    values, unknown = assign(pairs, SITZUNG)
    fields = meeting_fields(values)
    items = tuple(_tops(without_staff(found[start:])))
    if not items:
        refuse_empty(page, fields)
    sitzung = Sitzung(id=token(page.url), **fields, tops=tuple(top for top, _ in items))
    hints = dict.fromkeys(hint for _, hints in items for hint in hints)
    return Parsed(datensaetze=(sitzung,), hinweise=(*unknown, *doubts(values), *hints, *broken_off(page, SITZUNG)))


def _ends_head(line: str) -> bool:
    return PART.fullmatch(line) is not None


def _value(name: str, said: Sequence[str], last: bool) -> str:
    """The first line behind a label, and what a comma at its end leads to: headings stand below the head too.

    A place goes on to the next label; in the last row to the heading of the agenda, which only a known one shows.
    """
    heading = next((place for place, line in enumerate(said) if AGENDA_HEAD.fullmatch(line)), None)
    if SITZUNG.get(name) in ("ort", "raum") and (heading is not None or not last):
        return " ".join(said[:heading])
    ends = (place for place, line in enumerate(said, start=1) if not line.endswith(","))
    return " ".join(said[: next(ends, None)])


def _tops(found: Sequence[str]) -> Iterator[_Item]:
    public: bool | None = None
    before: Number = ()
    block: list[str] = []
    apart = False
    for line in found:
        part, late = PART.fullmatch(line), TISCHVORLAGEN.fullmatch(line)
        start = None if part or late else _start(line, before, not block, apart)
        if (part or late or start) and block:
            yield _top(block, public, apart)
            block = []
        if late:
            return
        if part:
            public = oeffentlich(line)
        elif start:
            before, apart = key(start[0]), not start[1]
            block = [start[0], *([start[1]] if start[1] else [])]
        elif block:
            block.append(line)
    if block:
        yield _top(block, public, apart)


def _start(line: str, before: Number, part_begins: bool, apart: bool) -> tuple[str, str] | None:
    """Number and rest of a line that begins an item; the sequence tells where a subject's own digits begin.

    Where numbers stand on lines of their own (`apart`), a file's line begins none ("20241009_Plan.pdf (75 KB)").
    """
    found = _NUMBER.fullmatch(line)
    if not found or (apart and FILED.search(line)):
        return None
    expected = [".".join(map(str, step)) for step in steps(before)] + (["1"] if part_begins else [])
    # "5 a)", "5.b)": several items under one number.
    number, lettered = re.sub(r"\.?\s?[a-z]$", "", found["nummer"]), found["nummer"][-1].isalpha()
    if number in expected or (lettered and key(number) == before):
        return found["nummer"], found["rest"].strip()
    glued = [step for step in expected if found["nummer"].startswith(step)]
    if glued:
        number = max(glued, key=len)
        return number, line[found.start("nummer") + len(number) :].strip()
    ahead = can_follow(key(found["nummer"]), before)
    return (found["nummer"], found["rest"].strip()) if ahead and _GAP.match(line, found.end("nummer")) else None


def _top(block: list[str], public: bool | None, apart: bool) -> _Item:
    number, *printed = block
    said = [cell for line in printed for cell in _parted(line)]
    title, paper, told = _title_and_paper(said, apart)
    hints = () if told else (Hinweis(art="betreff", text=f"item {number}: no end of the subject before its files"),)
    fields, _ = outcome("", _result(said, paper))
    return Top(nummer=number, oeffentlich=public, betreff=title or None, vorlage_nummer=paper, **fields), hints


def _parted(line: str) -> list[str]:
    """A line, cut behind the paper's number where nothing but a result follows it: "Radweg 79/2026 vertagt"."""
    for found in _PAPER.finditer(line):
        rest = line[found.end() :]
        # Glued digits hide where the number ends.
        hidden = line[found.end() - 1].isdigit() and rest[:1].isdigit()
        if rest and not hidden and _is_result(rest.strip()):
            return [line[: found.end()], rest.strip()]
    return [line]


def _is_result(line: str) -> bool:
    return is_outcome(line) or ONLY_HOW.match(line) is not None


def _result(said: list[str], paper: str | None) -> str:
    """The line behind the paper's number that prints an outcome or a vote and nothing else."""
    at = next((place for place, line in enumerate(said, start=1) if paper and line.endswith(paper)), len(said))
    return next(filter(_is_result, said[at:]), "")


def _title_and_paper(said: list[str], apart: bool) -> tuple[str, str | None, bool]:
    """Subject, number of the paper behind it, and whether the copy shows where they end."""
    files = next((place for place, line in enumerate(said) if FILED.search(line)), None)
    if files is None:
        return *_unfiled(said), True
    named = _named_by_files(" ".join(said))
    if named:
        return *named, True
    return *_unfiled(said[:files] if apart else []), apart


def _named_by_files(whole: str) -> tuple[str, str | None] | None:
    """Subject and number where the names of an item's files, or of the link to its paper, say either once more."""
    linked = _LINKED.match(whole)
    name = linked["name"] if linked else whole
    if linked and (subject := _said_twice(name)):
        return subject, None
    found = [number for number in _PAPER.finditer(name) if linked is None or number.end() == len(name)]
    own = [number for number in found if linked or is_paper(number)]
    return next((said for number in own if (said := _before_number(name, number["nummer"]))), None)


def _said_twice(name: str) -> str | None:
    """A subject that stands at the beginning and, as the name of a paper without number, at the end."""
    half = len(name) // 2
    places = (half, half + 1, *(place for place, letter in enumerate(name, start=1) if letter == ")"))
    behind = (name[place:].strip() for place in places)
    return next((subject for subject in behind if subject and name.startswith(subject)), None)


def _before_number(name: str, printed: str) -> tuple[str, str] | None:
    """What stands before the first of several mentions of a number; without the kind that every one of them names."""
    if name.count(printed) < 2:
        return None
    kind = _KIND_BEFORE.search(name, 0, name.rfind(printed))
    named = f"{kind[0].strip()} {printed}" if kind else printed
    column = name.count(printed) > name.count(named)
    return name[: name.find(printed if column else named)].strip(), printed


def _unfiled(said: list[str]) -> tuple[str, str | None]:
    """The lines of the subject, and the paper's number behind it with nothing but its documents after it."""
    title: list[str] = []
    for place, line in enumerate(said, start=1):
        plain = _DOCUMENTS.sub("", line).strip()
        found = next((match for match in _PAPER.finditer(plain) if match.end() == len(plain)), None)
        if found and is_paper(found):
            rest = plain[: found.start()].strip()
            return " ".join(_whole([*title, *([rest] if rest else [])], said[place:])), found["nummer"]
        if not plain:
            break
        title.append(plain)
    return " ".join(going_on(title)), None


def _whole(title: list[str], behind: list[str]) -> list[str]:
    """A subject with the line behind its number where a text browser broke its cell: it cannot end as it does."""
    more = behind[:1] if title and is_open(title[-1]) else []
    return title if any(map(_is_result, more)) else [*title, *more]
