"""One agenda item as a text copy (pure). Text before the first heading is the Wortprotokoll: left out."""

from __future__ import annotations

import re

from parsers.allris3.head import after_dash, missing
from parsers.allris3.labels import AUSZUG, HEADINGS
from parsers.allris3.text.head import head_values, jump_list, list_behind, page_lines
from parsers.allris3.values import item_record
from parsers.common.headings import WORTPROTOKOLL, Section, abschnitte, cut, is_heading, is_voting
from parsers.common.text import broken_off, label_pattern
from parsers.common.values import doubtful
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.words import german
from ris_scraper.words.numbers import paper_number

_LABEL = label_pattern(AUSZUG)
_PAPERS_OWN = ("Status:", "Vorlage-Art:", "Drucksache-Art:", "Federführend:")
_LONGEST_SUBJECT, _SEVERAL = 6, 3
# A line that is nothing but the voting: "Zustimmung: 20", "mehrheitlich zugestimmt 45 Ja-Stimmen 7 Nein-Stimmen".
_VOTE = re.compile(
    r"(?:(?:einstimmig|mehrheitlich)\b.{0,60}|(?:Zustimmung|Ablehnung|Enthaltung(?:en)?|Ja|Nein|Dafür|Dagegen)\s*:.{0,80}"
    r"|\d{1,3}\s+(?:Ja|Nein|Stimmen|Enthaltung).{0,80})(?<![.!?])"
)


def read_auszug(page: Page) -> Parsed:
    """One agenda item from a text copy; raises NotPublic or LayoutDrift like the HTML rendering."""
    title, lines = page_lines(page, "auszug")
    head, rest = _split_head(lines)
    values, unknown = head_values(head, AUSZUG)
    jump, body = jump_list(rest)
    if not jump and (behind := list_behind(rest))[0]:
        jump, body = behind
    texts = list(cut(jump[0] if jump else WORTPROTOKOLL, [line for line in body if line], HEADINGS))
    record = item_record(values, after_dash(title), _voting(texts, body))
    if not (record.betreff or record.nummer):
        raise missing(page, page.text, "TOP:")
    parts = {
        "id": page.query.get("tolfdnr"),
        "vorlage_nummer": paper_number(values.get("vorlage")) or _paper(head, record.betreff),
        "abschnitte": abschnitte(texts),
    }
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        hinweise=(*unknown, *doubtful(values, () if record.ja is not None else texts), *broken_off(page, AUSZUG)),
    )


def _split_head(lines: list[str]) -> tuple[list[str], list[str]]:
    """The head with the Vorlage's block, which ends with its last label, and what follows."""
    text = next((i for i, line in enumerate(lines) if line and is_heading(line, HEADINGS)), len(lines))
    last = max((i for i in range(text) if _is_head(lines[i])), default=-1)
    if last < 0:
        return [], lines
    # Cells on lines of their own: the last label's value is the line behind it.
    end = last + 1
    while end < text and lines[last].endswith(":") and not any(lines[last + 1 : end]):
        end += 1
    return lines[:end], lines[end:]


def _is_head(line: str) -> bool:
    """Whether a line begins with a label, or holds several: a head whose rows a copy joined."""
    return _LABEL.match(line) is not None or sum(1 for _ in _LABEL.finditer(line)) >= _SEVERAL


def _paper(head: list[str], betreff: str | None) -> str | None:
    """The Vorlage's number: "25/085 Annahme von …", in a line not far above the Vorlage's own labels."""
    for index, line in enumerate(head):
        number, rest = german.split_nummer(line)
        if number is None or _LABEL.match(line):
            continue
        if (rest and betreff and betreff.startswith(rest)) or _before_labels(head[index + 1 :]):
            return number
    return None


def _before_labels(lines: list[str]) -> bool:
    """Whether only the rest of a subject stands before the labels of the Vorlage."""
    stated = [line for line in lines if line]
    at = next((i for i, line in enumerate(stated) if _LABEL.match(line)), None)
    return at is not None and at <= _LONGEST_SUBJECT and stated[at].startswith(_PAPERS_OWN)


def _voting(texts: list[Section], body: list[str]) -> list[Section]:
    """The sections that state the vote; where none is named so, the lines that are nothing but a voting."""
    named = [section for section in texts if is_voting(section[0])]
    return named or [("Abstimmung", [line for line in body if _VOTE.fullmatch(line)])]
