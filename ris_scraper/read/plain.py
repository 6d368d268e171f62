"""Text copies without the marks of an extractor that writes Markdown; what is left is what every copy looks like."""

from __future__ import annotations

import re

# "- Betreff: …", "* Betreff: …", "## Beschluss", "> …"; a dash alone, or one before a number, is text.
_MARK = re.compile(r"^[ \t]*(?:[-*•▪◦][ \t]+(?=[A-ZÄÖÜ*_])|#{1,6}[ \t]+|>[ \t]+)", re.M)
# Not inside an address or a name: "vo0050.asp?__kvonr=1".
_EMPHASIS = re.compile(r"(?<![\w/?=&.])(\*\*|__)(?=\S)([^*_\n]{1,300})\1(?!\w)")
# "| Betreff: | Radweg |"; tables whose first cell is no label are left to the vendors, who know their columns.
_LABEL_ROW = re.compile(r"^[ \t]*\|[ \t]*(?P<label>[A-ZÄÖÜ][^|\n:]{1,60}:)[ \t]*\|(?P<rest>[^\n]*)$", re.M)
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t:-]*$\n?", re.M)


def unmarked(text: str) -> str:
    """The text of a copy without bullets, bold, headings and rules, and with labels beside their values."""
    text = _EMPHASIS.sub(r"\2", _MARK.sub("", _RULE.sub("", text)))
    return _LABEL_ROW.sub(_row, text)


def _row(found: re.Match[str]) -> str:
    cells = [cell.strip() for cell in found["rest"].split("|")]
    return " ".join([found["label"], *(cell for cell in cells if cell)])
