"""Turns HTML into the plain text that a crawl's extractor leaves: the second rendering for tests.

Blocks, table rows, forms and `<br>` end a line; neighbouring cells are glued unless the source has white
space between them; nothing of attributes, scripts or hidden fields remains. Checked against text copies of
ALLRIS 3 (Soest, Börde) and SessionNet (Borken), 2026-11.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from ris_scraper.nouns.page import Page

_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
    "header hr html li main nav ol p section table tbody thead tr ul".split()
)
_SILENT = frozenset("script style head title noscript template".split())


class _Extractor(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A nested document brings its own <head>; only the tags that really close count.
        self.silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent = max(0, self.silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"[ \t\r\n]+", " ", data))


def as_text(html: str) -> str:
    """The page as a text extractor would have kept it."""
    extractor = _Extractor()
    extractor.feed(html)
    extractor.close()
    folded = re.sub(r"[ \t]+", " ", "".join(extractor.parts))
    return re.sub(r"\n ", "\n", re.sub(r"\n\s*\n+", "\n\n", folded)).strip() + "\n"


#: How a copy may have joined neighbouring cells of a table; own lines lose nothing but make more of them.
JOINTS = {"as it is": None, "glued": "</td><td", "blank": "</td> <td", "own lines": "</td><br /><td"}
#: Every way in which tests make a copy; a dense one has lost its blank lines.
WAYS = (*JOINTS, "dense")


#: A copy whose tables are pipe tables, as extractors write that keep them.
PIPES = "pipes"
_CELL = re.compile(r"<(t[dh])\b([^>]*)>((?:(?!<t[dh]\b|</t[dh]>).)*)</\1>", re.S)


def _piped(html: str) -> str:
    """The page with a bar around each innermost cell, each row on a line."""
    flat = _CELL.sub(lambda cell: f"| {re.sub(r'</?(?:p|div|br|ul|li)[^>]*>', ' ', cell[3])} ", html)
    return re.sub(r"\s*</tr>", " |</tr>", re.sub(r"\|\s+(?=\|)", "| ", flat))


def copy_of(page: Page, way: str = "as it is") -> Page:
    """The text copy of a page of markup."""
    if way == PIPES:
        return Page(page.url, as_text(_piped(page.text)), "text")
    joint = JOINTS.get(way)
    text = as_text(re.sub(r"</td>\s*<td", joint, page.text) if joint else page.text)
    return Page(page.url, text.replace("\n\n", "\n") if way == "dense" else text, "text")
