"""Text copies without the marks of the tool that made them; what is left is what every copy looks like.

Tools that write Markdown (html2text, markdownify, trafilatura, reader services) and browsers of text (lynx, w3m): their
output for our own example pages, 2026-11.
"""

from __future__ import annotations

import re

# More empty lines than any copy sets apart its parts with.
_EMPTY_LINES = re.compile(r"\n(?:[^\S\n]*+\n){4,}+")
# "## Beschluss", "> …", ":   öffentlich" (the value of a list of definitions), "CAPTION: Beratungsfolge" (lynx).
_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]+|:[ \t]+(?=\S)|CAPTION:[ \t]+)", re.M)
# "- Betreff: …", "* Betreff: …", "- **…". A dash before a number is text, and so is one that begins the second line of
# a subject ("- Antrag der Gruppe X", Laatzen, 2026-11): what is no label is an entry only beside another one.
_BULLET = r"^[ \t]*[-*•▪◦][ \t]+"
_LABELLED = re.compile(rf"{_BULLET}(?=[*_]|[A-ZÄÖÜ][^:\n]{{0,60}}:)", re.M)
_ENTRIES = re.compile(rf"(?:{_BULLET}[A-ZÄÖÜ*_][^\n]*\n\s*){{1,500}}{_BULLET}(?=[A-ZÄÖÜ*_])", re.M)
_ENTRY = re.compile(_BULLET, re.M)
# Underscores not inside an address or a name: "vo0050.asp?__kvonr=1".
_EMPHASIS = re.compile(r"(?<![\w/?=&.])(\*\*|__)[ \t]*([^*_\s][^*_\n]{0,300}?)[ \t]*\1(?:(?<=\*)|(?!\w))")
# "| Betreff: | Radweg |"; tables whose first cell is no label are left to the vendors, who know their columns.
_LABEL_ROW = re.compile(
    r"^[ \t]*\|(?:[ \t]*\|)*+[ \t]*(?P<label>[A-ZÄÖÜ][^|\n:]{1,60}:)[ \t]*\|(?P<rest>[^\n]*)$", re.M
)
_RULE = re.compile(r"^[ \t]*+\|?(?:[ \t]*+:?-{2,}+:?[ \t]*+\|)++[ \t:-]*+$\n?", re.M)
# Lines under headings and between parts.
_LINE = re.compile(r"^[ \t]*+(?:\|[ \t]*+)?(?:={3,}|-{3,}|_{3,}|[─━═]{3,}|(?:\*[ \t]){2,}\*)[ \t]*\|?[ \t]*$\n?", re.M)
# The caption of a table in the line of its heads: "Beratungsfolge Status | Datum |", "TagesordnungTOP| Betreff".
_CAPTION = re.compile(
    r"^(?P<bar>[ \t|]*)(?P<caption>Beratungsfolge|Tagesordnung|Anlagen)[ ]?(?=(?:Status|TOP|Nr\.)[ ]*\|)", re.M
)
# "Status:", "- öffentlich" (trafilatura's lists of definitions).
_VALUE = re.compile(r"(?<=:\n)[ \t]*-[ \t]+(?=\S)")
# More cells than a row of labels and values has: a whole table in one line.
_MOST_CELLS = 5
# A star, which begins no line of text.
_ALONE = re.compile(r"^[ \t]*\*[ \t]+(?=[A-ZÄÖÜ\d])", re.M)
# A copy that puts a bar in place of every line end: few lines, many bars.
_FEW_LINES, _MANY_BARS = 4, 12
# A table without outer bars, by its rule: "---|---" (html2text).
_OPEN_RULE = re.compile(r"^[ \t]*-{2,}(?:\|-{2,})+[ \t]*$", re.M)
_OPEN_ROW = re.compile(r"^(?![ \t]*\|[^\n]*\|[ \t]*$)[^\n|]*\|[^\n]*$", re.M)
# A table in the cell of another one: its rows come in one line, where "| |" is their joint and "|  |" an empty cell.
_NESTED = re.compile(r"^\|[^\n]*[^\s|-][^\n]*\|[ ]---[ ]\|[^\n]*$|^\|[^\n]*\|[ ]---[ ]\|[^\n]*[^\s|-][^\n]*$", re.M)
_JOINT, _PARAGRAPHS = re.compile(r"\| (?=\|)"), re.compile(r"(?<=[^\s|])[ ]{2,}(?=[^\s|])")
# An address may be broken where the tool ends its lines.
_TARGET = r"\((?:<[^<>\n]{0,600}>|(?:[^()\s]|\n|\([^()\s]{0,100}\)){0,600})(?:\s+\"[^\"]{0,300}\")?\s?\)"
_IMAGE = re.compile(rf"!\[[^\[\]\n]{{0,200}}\]{_TARGET}")
_LINK = re.compile(rf"\[(?P<text>(?:[^\[\]\\]|\\.){{0,400}})\](?:{_TARGET}|\[\d{{1,4}}\])")
_ESCAPED = re.compile(r"\\(?=[-.()_*#+!\[\]{}|<>~`])")
# The list of links that lynx prints below a page, and their numbers in the text; the list of a part begins higher.
_REFERENCES = re.compile(
    r"^(?:References|Verweise)\s+(?:(?:Visible|Hidden) links:?\s+)?\d{1,4}\.[ ]\S+:\S.*\Z", re.M | re.S
)
_REFERENCE = re.compile(r"\[\d{1,4}\](?=\S|[ ]?$)", re.M)
# Buttons and fields of forms.
_BUTTON = re.compile(r"\(BUTTON\)|\[(?:NA|PA|TO|VO|SUBMIT|indicator-|[ _]+)\]")


def unmarked(text: str) -> str:
    """The text of a copy without bullets, bold, headings, rules and links, and with labels beside their values."""
    text = _without_links(_EMPTY_LINES.sub("\n" * 4, text.replace("\xa0", " ")))
    text = _RULE.sub("", _barred(_NESTED.sub(_rows, _lined(text))))
    text = _MARK.sub("", _LINE.sub("", _CAPTION.sub(r"\g<caption>\n\g<bar>", text)))
    text = _LABELLED.sub("", _ENTRIES.sub(lambda found: _ENTRY.sub("", found[0]), _ALONE.sub("", _VALUE.sub("", text))))
    return _LABEL_ROW.sub(_row, _EMPHASIS.sub(_inside, text))


def _without_links(text: str) -> str:
    """The text with what its links are called, without addresses, images, numbers of links and buttons."""
    if references := _REFERENCES.search(text):
        text = _REFERENCE.sub("", text[: references.start()])
    if "](" in text or "][" in text:
        text = _LINK.sub(lambda found: found["text"], _IMAGE.sub("", text))
    return _ESCAPED.sub("", _BUTTON.sub("", text))


def _lined(text: str) -> str:
    """The text with line ends where a copy of a single line has bars: "Betreff:|Radweg|Status:|öffentlich"."""
    joined = text.count("|") >= _MANY_BARS and len(text.strip().splitlines()) <= _FEW_LINES and "| --- |" not in text
    return text.replace("|", "\n") if joined else text


def _rows(found: re.Match[str]) -> str:
    """The rows of tables inside a cell, and the paragraphs behind them, on lines of their own."""
    return _PARAGRAPHS.sub("\n", _JOINT.sub("|\n", found[0]))


def _barred(text: str) -> str:
    """The text with bars around the rows of tables that have them between cells only."""
    return _OPEN_ROW.sub(r"| \g<0> |", text) if _OPEN_RULE.search(text) else text


def _inside(found: re.Match[str]) -> str:
    return found[2]


def _row(found: re.Match[str]) -> str:
    cells = [found["label"], *(said for cell in found["rest"].split("|") if (said := cell.strip()))]
    return (" " if len(cells) <= _MOST_CELLS else "\n").join(cells)
