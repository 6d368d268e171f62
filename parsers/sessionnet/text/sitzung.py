"""Text copies of agendas (si0057, si0056, to0040)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from parsers.common.agenda import LETTERS, is_paper_number
from parsers.common.html import assign
from parsers.common.item_numbers import Number, can_follow, key, steps
from parsers.common.text import going_on, is_paper, without_staff
from parsers.common.values import doubtful
from parsers.sessionnet.head import refuse_unreleased
from parsers.sessionnet.labels import DOCUMENT_CODE, DOCUMENT_NAME, RESULT, SITZUNG
from parsers.sessionnet.text.head import HEAD_LINES, content_lines, scan_head
from parsers.sessionnet.text.whole import broken_off
from parsers.sessionnet.values import meeting_fields, outcome, title_text, undated
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Sitzung, Top
from ris_scraper.words.german import oeffentlich

_MEETING_ANCHORS = frozenset(("Sitzung", "Sitzungsnummer", "Gremium", "Ausschuss"))
_PART = re.compile(
    r"(?:(?:[A-Z]|[IVX]{1,4}|\d)[.)]\s*)?(?:Nicht[\s-]?öffentliche|Öffentliche)"
    r"(?:r (?:Teil|Sitzungsteil)\b| Sitzung(?=\s*:|$)).{0,40}",
    re.I,
)
# "Ö 3", "N 1", "TOP Ö 3", "TOP 3" (which has no letter).
_LETTERED = re.compile(
    r"(?:TOP\s+)?(?P<letter>NÖ|[ÖN]|(?<=TOP\s))\s*(?P<nummer>\d+(?:\.\d+)*(?:\.?[a-z](?=\s|$))?)[.)]*(?P<rest>.*)"
)
_BARE = re.compile(r"(?P<letter>)(?P<nummer>\d+(?:\.\d+)*)(?P<rest>.*)")
_ALONE = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?")
_BEGINS = re.compile(rf"{_PART.pattern}|(?:TOP\s+(?:NÖ|[ÖN])?|NÖ|[ÖN])\s*\d.*", re.I)
# An agenda is there, in whatever lines: one of which no item is read is no empty one.
_ANNOUNCED = re.compile(r"[Öö]ffentliche(?:r (?:Teil|Sitzungsteil)\b| Sitzung\s*(?::|$))|(?<!\w)Ö\s?\d")
_LATE = re.compile(r"^\s*(?:Nachtrag(?::\s*[\d.]+|\s*$)\s*)?\*?\s*")
_LATE_LINE = re.compile(r"Nachtrag(?::\s*[\d.]+)?\s*\*?|\*")
_TABLE_HEAD = re.compile(r"TOP\s*(?:Inhalt|Betreff).*|Dokumenttyp\s*Bezeichnung.*")
_RESULT_LINE = re.compile(rf"(?P<label>{'|'.join(RESULT)})\s*:\s*(?P<value>.*)")
# A paper's number glued behind a subject: "Vergabe von BauleistungenVIII/2026/02600".
_GLUED_NUMBER = re.compile(r"(?:(?<=[a-zäöüß)\"“])|(?<=\s))(?P<nummer>(?:[A-ZÄÖÜ]{1,6}[/-])?\d{2,}(?:[/-]\w*\d\w*)+)$")
_SERIAL_YEAR = re.compile(r"\d{3,}/(?:(?:19|20)\d\d|\d\d)")
_NUMBER_LABEL = re.compile(r"^Vorlage\s*:\s*")
_TITLE_LINES = 4
_BADGES = re.compile(rf"{DOCUMENT_CODE.pattern}(?:\s{DOCUMENT_CODE.pattern})*")
# A motion's name may be the second line of a subject.
_MOTION = re.compile(r"Antrag|Anfrage")
# Subjects begin like this with digits: "26. Änderung", "2 Anträge", "3-Tage-Woche"; "1gesperrte" is none.
_DIGITS_FIRST = re.compile(r"\d+(?:[.\s%-]|$)")


def read_sitzung(page: Page) -> Parsed:
    """A meeting from a text copy of its agenda. Raises NotPublic or LayoutDrift like the page itself."""
    refuse_unreleased(page)
    found = content_lines(page)
    pairs, place = scan_head(found, SITZUNG, _MEETING_ANCHORS)
    values, unknown = assign(pairs, SITZUNG)
    start = next((i for i, line in enumerate(found) if i >= place and _BEGINS.fullmatch(line)), None)
    fields = meeting_fields(values, found[: min(place or start or HEAD_LINES, HEAD_LINES)])
    tops = list(_tops(without_staff(found[start:]))) if start is not None else []
    if not tops and (any(map(_ANNOUNCED.search, found[place:])) or not (fields["gremium"] and fields["datum"])):
        raise LayoutDrift(page.url, "Öffentlicher Teil")
    sitzung = Sitzung(id=page.query.get("__ksinr"), **fields, tops=tuple(tops))
    return Parsed(
        datensaetze=(sitzung,), hinweise=(*unknown, *doubtful(values), *undated(fields), *broken_off(page, SITZUNG))
    )


def _tops(found: Sequence[str]) -> Iterator[Top]:
    public: bool | None = None
    number: Number = ()
    block: list[str] = []
    lettered = any(_LETTERED.match(line) for line in found)
    for line in found if lettered else _with_subjects(found):
        start = _start(line, number, lettered)
        if start is None and not block:
            start = _start(line, (), lettered)  # a part may count from 1 again
        if _PART.fullmatch(line) or start:
            if block:
                yield _top(block, public)
            block = []
        if _PART.fullmatch(line):
            public = oeffentlich(line)
        elif start:
            number = key(start[1])
            block = [start[0], start[1], *([start[2]] if start[2] else [])]
        elif block:
            block.append(line)
    if block:
        yield _top(block, public)


def _with_subjects(found: Sequence[str]) -> list[str]:
    """The lines, each number that stands alone (a cell of its own) with the line behind it.

    >>> _with_subjects(["1", "Bekanntgaben", "2.1", "Radweg"])
    ['1 Bekanntgaben', '2.1 Radweg']
    """
    joined: list[str] = []
    for line in found:
        if joined and _ALONE.fullmatch(joined[-1]) and not (_PART.fullmatch(line) or _is_next(line, joined[-1])):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _is_next(line: str, number: str) -> bool:
    """Whether a line begins with the number that follows another: the other's item has no subject."""
    found = _BARE.fullmatch(line)
    return found is not None and key(found["nummer"]) in steps(key(number))


def _start(line: str, before: Number, lettered: bool) -> tuple[str, str, str] | None:
    """Letter, number and the rest of a line that begins an item; None for any other line."""
    found = (_LETTERED if lettered else _BARE).fullmatch(line)
    if found is None:
        return None
    number, glued = _cut_number(found["nummer"], found["rest"] or "", before)
    if not lettered and (not glued.strip() or not can_follow(key(number), before)):
        return None
    return found["letter"], number, _LATE.sub("", glued)


def _cut_number(number: str, rest: str, before: Number) -> tuple[str, str]:
    """Where a subject that begins with digits is glued to its number ("42. Änderung" after "4" or "Ö 4").

    Only the sequence tells: after 4.1 the text "4.26. Änderung" is item 4.2 with "6. Änderung", not item 4.26.
    """
    if not rest.strip(" .") or key(number) in steps(before):
        return number, rest.removeprefix(".")
    parts = number.split(".")
    for cut in range(1, len(parts[-1])):
        shorter = [*parts[:-1], parts[-1][:cut]]
        if key(".".join(shorter)) in steps(before) and _DIGITS_FIRST.match(parts[-1][cut:] + rest):
            return ".".join(shorter), parts[-1][cut:] + rest
    return number, rest.removeprefix(".")


def _top(block: Sequence[str], public: bool | None) -> Top:
    letter, number, *said = (block[0], block[1], *_joined(block[2:]))
    results = [(match["label"], match["value"]) for line in said if (match := _RESULT_LINE.fullmatch(line))]
    title, paper = _title_and_paper(said)
    fields, _ = outcome(results)
    return Top(
        nummer=number,
        oeffentlich=LETTERS.get(letter, public),
        betreff=title_text(title),
        vorlage_nummer=paper,
        **fields,
    )


def _joined(said: Sequence[str]) -> list[str]:
    """Lines of an item, each label of a result that stands alone with the line behind it."""
    joined: list[str] = []
    for line in said:
        alone = joined and joined[-1].endswith(":") and _RESULT_LINE.fullmatch(joined[-1])
        if alone and not _RESULT_LINE.fullmatch(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return joined


def _title_and_paper(said: Sequence[str]) -> tuple[list[str], str | None]:
    """Lines of the subject and the paper's number: on a line of its own (S3), or glued behind the subject (S1)."""
    title = list(said) if len(said) == 1 and DOCUMENT_CODE.fullmatch(said[0]) else []
    closed = False
    # Badges behind a number count the documents of its item ("Ö 3 VO", Nürnberg, 2026-11).
    for line in said[1:] if len(said) > 1 and _BADGES.fullmatch(said[0]) and _is_title(said[1]) else said:
        number = _first_of(_NUMBER_LABEL.sub("", line))
        if _is_number(number):
            return title, number
        if _RESULT_LINE.fullmatch(line) or _LATE_LINE.fullmatch(line):
            continue
        if DOCUMENT_CODE.fullmatch(line) or _TABLE_HEAD.fullmatch(line) or len(title) >= _TITLE_LINES:
            break
        closed = closed or bool(title and DOCUMENT_NAME.fullmatch(line) and not _MOTION.match(line))
        if not closed:
            title.append(line)
    glued = _GLUED_NUMBER.search(title[0]) if title else None
    if glued and _plausible(glued):
        return [title[0][: glued.start()].rstrip()], glued["nummer"]
    return going_on(title), None


def _first_of(line: str) -> str:
    """The first number of a line that holds those of several papers and nothing else.

    >>> _first_of("VO/26/0820 VO/26/0821"), _first_of("Haushalt 2026/2027")
    ('VO/26/0820', 'Haushalt 2026/2027')
    """
    numbers = line.split()
    return numbers[0] if len(numbers) > 1 and all(map(is_paper_number, numbers)) else line


def _is_title(line: str) -> bool:
    return not any(pattern.fullmatch(line) for pattern in (DOCUMENT_CODE, DOCUMENT_NAME, _RESULT_LINE, _LATE_LINE))


def _is_number(line: str) -> bool:
    glued = _GLUED_NUMBER.search(line)
    return is_paper_number(line) and len(line) < 30 and not (glued and glued.start())


def _plausible(found: re.Match[str]) -> bool:
    """A number behind a blank may be a part of the subject: only one that cannot be anything else is a paper's."""
    number = found["nummer"]
    glued = not found.string[found.start() - 1].isspace()
    whole = number[0].isalpha() or number.count("/") + number.count("-") > 1 or _SERIAL_YEAR.fullmatch(number)
    return is_paper(found) and bool(glued or whole)
