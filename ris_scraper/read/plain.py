"""Text copies without the marks of an extractor that writes Markdown; what is left is what every copy looks like."""

from __future__ import annotations

import re

# "## Beschluss", "> …".
_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]+)", re.M)
# "- Betreff: …", "* Betreff: …", "- **…". A dash before a number is text, and so is one that begins the second line of
# a subject ("- Antrag der Gruppe X", Laatzen, 2026-11): what is no label is an entry only beside another one.
_BULLET = r"^[ \t]*[-*•▪◦][ \t]+"
_LABELLED = re.compile(rf"{_BULLET}(?=[*_]|[A-ZÄÖÜ][^:\n]{{0,60}}:)", re.M)
_ENTRIES = re.compile(rf"(?:{_BULLET}[A-ZÄÖÜ*_][^\n]*\n\s*){{1,500}}{_BULLET}(?=[A-ZÄÖÜ*_])", re.M)
_ENTRY = re.compile(_BULLET, re.M)
# Underscores not inside an address or a name: "vo0050.asp?__kvonr=1".
_EMPHASIS = re.compile(r"(?<![\w/?=&.])(\*\*|__)[ \t]*([^*_\s][^*_\n]{0,300}?)[ \t]*\1(?:(?<=\*)|(?!\w))")
# "| Betreff: | Radweg |"; tables whose first cell is no label are left to the vendors, who know their columns.
_LABEL_ROW = re.compile(r"^[ \t]*\|[ \t]*(?P<label>[A-ZÄÖÜ][^|\n:]{1,60}:)[ \t]*\|(?P<rest>[^\n]*)$", re.M)
_RULE = re.compile(r"^[ \t]*+\|?(?:[ \t]*+:?-{2,}+:?[ \t]*+\|)++[ \t:-]*+$\n?", re.M)


def unmarked(text: str) -> str:
    """The text of a copy without bullets, bold, headings and rules, and with labels beside their values."""
    text = _MARK.sub("", _RULE.sub("", text.replace("\xa0", " ")))
    text = _LABELLED.sub("", _ENTRIES.sub(lambda found: _ENTRY.sub("", found[0]), text))
    return _LABEL_ROW.sub(_row, _EMPHASIS.sub(_inside, text))


def _inside(found: re.Match[str]) -> str:
    return found[2]


def _row(found: re.Match[str]) -> str:
    cells = [cell.strip() for cell in found["rest"].split("|")]
    return " ".join([found["label"], *(cell for cell in cells if cell)])
