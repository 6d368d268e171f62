"""Vorlage pages of ALLRIS 3 as text copies (pure). The page's links, ids and status titles are gone."""

from __future__ import annotations

import re

from parsers.allris3.head import missing
from parsers.allris3.labels import ANLAGEN, HEADINGS, VORLAGE
from parsers.allris3.text.head import head_values, jump_list, next_line, page_lines
from parsers.allris3.text.stations import first_station, read_stations
from parsers.allris3.values import head_record
from parsers.common.attachments import merge
from parsers.common.headings import abschnitte, cut, is_heading
from parsers.common.html import label
from parsers.common.text import broken_off, without_rows
from parsers.common.values import doubtful, unnumbered
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import BROKEN_OFF, Anlage, Hinweis, Parsed
from ris_scraper.words import german
from ris_scraper.words.numbers import numbers

_BERATUNGSFOLGE = re.compile(r"Beratungsfolge\s*:?")
_TABLE_HEAD = re.compile(r"Nr\.(?:\s*Status)?(?:\s*Name)?")
# "Anlage 1 1 Plan (82 KB)": text of an icon, number, at some tenants the status, name and size (Börde, 2017).
_ENTRY = re.compile(r"(?:Anlage\s+\d{1,3}\s+)?\d{1,3}(?:\s+|(?=[^\d\s.,]))(?:(?:nicht)?öffentlich\s*)?")
_LONGEST_NAME = 150


def read_vorlage(page: Page) -> Parsed:
    """One Vorlage from a text copy; raises NotPublic or LayoutDrift like the HTML rendering."""
    title, lines = page_lines(page, "vorlage")
    head, below, rest = _split_head(lines)
    values, unknown = head_values(head, VORLAGE)
    bezug = numbers(values.get("bezug", "").split("\n"))
    record = head_record(values, title, bezug)
    if not (record.nummer or record.betreff):
        raise missing(page, page.text, "Betreff:")
    beratungen, rest = read_stations(below) if below is not None else ((), rest)
    panel = _panel(head)
    anlagen, jump, body = _attachments(rest, "" in "\n".join(head).strip().split("\n"))
    sections = cut(jump[0] if jump else None, [line for line in body if line], HEADINGS)
    parts = {
        "id": page.query.get("volfdnr"),
        "beratungen": beratungen,
        "anlagen": merge([anlagen, [Anlage(name=name) for name in panel]]),
        "abschnitte": abschnitte(sections),
    }
    broken = _unread(jump, body) or broken_off(page, VORLAGE)
    hints = broken or without_rows(page.text, "Beratungsfolge", beratungen)
    return Parsed(
        datensaetze=(record.model_copy(update=parts),),
        hinweise=(*unknown, *doubtful(values), *unnumbered(record), *hints),
    )


def _unread(jump: list[str], body: list[str]) -> tuple[Hinweis, ...]:
    """A Hinweis where the list of sections names some and no text follows."""
    if not jump or any(body):
        return ()
    return (Hinweis(art=BROKEN_OFF, text=f"the section {jump[0]!r} is announced and missing"),)


def _split_head(lines: list[str]) -> tuple[list[str], list[str] | None, list[str]]:
    """Head, Beratungsfolge with all that follows (None where the page has none), or what follows the head."""
    at = next((i for i, line in enumerate(lines) if _BERATUNGSFOLGE.fullmatch(line)), None)
    if at is not None:
        return lines[:at], lines[at + 1 :], []
    first = first_station(lines)
    if first is not None:
        return lines[:first], lines[first:], []
    end = next(
        (i for i, line in enumerate(lines) if line and (is_heading(line, HEADINGS) or label(line) in ANLAGEN)),
        len(lines),
    )
    return lines[:end], None, lines[end:]


def _is_sentence(line: str) -> bool:
    return len(line) > _LONGEST_NAME or (line[-1] in ".!?" and not re.search(r"\.\w{2,4}$|Nr\.$", line))


def _is_anlagen(line: str) -> bool:
    return line.endswith(":") and label(line) in ANLAGEN


def _panel(head: list[str]) -> list[str]:
    """Names in the panel "Anlagen" that the `_r` skin prints above the Beratungsfolge."""
    at = next((i for i, line in enumerate(head) if line == "Anlagen"), len(head))
    return [line for line in head[at + 1 :] if line and not _is_anlagen(line)]


def _anlage(line: str) -> Anlage:
    name = german.without_size(line)
    return Anlage(name=name, groesse=german.groesse(line) if name != line else None)


def _side_list(lines: list[str], spaced: bool) -> tuple[list[Anlage], list[str]]:
    """The files below "Anlagen:" beside the head, and the lines behind them.

    Nothing marks the end of the list. Where the copy has no blank lines between rows, a blank line does (Soest,
    Börde); else the list ends at a heading or a sentence.
    """
    block = _block(lines) if not spaced else 0
    files: list[Anlage] = [_anlage(line) for line in lines[:block]]
    for index, line in enumerate(lines[block:], block):
        if not line:
            if files and not spaced:
                return files, lines[index:]
        elif is_heading(line, HEADINGS) or _is_sentence(line):
            return files, lines[index:]
        else:
            files.append(_anlage(line))
    return files, []


def _block(lines: list[str]) -> int:
    """How many lines stand before the first blank one, if all may be names: a file may be called like a heading."""
    end = next((i for i, line in enumerate(lines) if not line), 0)
    return 0 if any(_is_sentence(line) or line.endswith(":") for line in lines[:end]) else end


def _label_apart(lines: list[str]) -> list[str]:
    """The lines with "Anlagen: Plan" cut in two where the list of files begins with them."""
    named = (i for i, line in enumerate(lines) if line and not (is_heading(line, HEADINGS) and line[-1] != ":"))
    at = next(named, 0)
    name, colon, first = lines[at].partition(":") if lines else ("", "", "")
    return [*lines[:at], f"{name}:", first.strip(), *lines[at + 1 :]] if colon and first and name in ANLAGEN else lines


def _has_size(line: str) -> bool:
    return line.endswith(")") and german.without_size(line) != line


def _begins_table(lines: list[str], place: int) -> bool:
    """Whether below "Anlagen:" a table follows or, under the text, a file with its size (the head is lost)."""
    following = next_line(lines, place + 1)
    return bool(_TABLE_HEAD.match(following)) or (any(lines[:place]) and _has_size(following))


def _bottom_table(lines: list[str]) -> tuple[list[Anlage], list[str]]:
    """The table "Anlagen: Nr. | Name" below the text with its sizes, and the lines before it."""
    heads = [i for i, line in enumerate(lines) if _is_anlagen(line) and _begins_table(lines, i)]
    if not heads:
        return [], lines
    found: list[Anlage] = []
    cells: list[str] = []
    for line in lines[heads[-1] + 1 :]:
        if not line or (not cells and not line[:1].isdecimal() and not _ENTRY.match(line) and not _has_size(line)):
            continue
        cells.append(line)
        if _has_size(line):
            text = " ".join(cells)
            entry = _ENTRY.match(text)
            name = german.without_size(text[entry.end() :] if entry else text)
            found.append(Anlage(name=name, groesse=german.groesse(text)))
            cells = []
    return found, lines[: heads[-1]]


def _attachments(lines: list[str], spaced: bool) -> tuple[tuple[Anlage, ...], list[str], list[str]]:
    """Attachments, the names of the jump list, and the lines of the text sections."""
    bottom, lines = _bottom_table(_label_apart(lines))
    jump, lines = jump_list(lines)
    side: list[Anlage] = []
    if _is_anlagen(next_line(lines, 0)):
        start = next(i for i, line in enumerate(lines) if line)
        side, lines = _side_list(lines[start + 1 :], spaced)
    names = {anlage.name for anlage in bottom}
    if bottom and (len(side) > len(bottom) or not any(anlage.name in names for anlage in side)):
        side = [anlage for anlage in side if anlage.name in names]
    later, lines = jump_list(lines) if not jump else (jump, lines)
    return merge([side, bottom]), jump or later, lines
