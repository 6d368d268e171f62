"""Whether a page came whole: one that breaks off, or whose program failed, must not pass for all there is."""

from __future__ import annotations

import re

from ris_scraper.nouns.page import Page, is_json
from ris_scraper.nouns.records import BROKEN_OFF, Hinweis

_TAIL = 3_000
# Ends of whole answers: a page, and the fragment that Wicket exchanges (ALLRIS 4).
_END = re.compile(r"</(?:html|body|ajax-response)\s*>", re.I)
# What may stand behind the end of a page: its own closing tags, comments, blanks, counters.
_CONTENT = re.compile(r"<(?:t[rdh]|table|li|p|h[1-6]|a)\b", re.I)
_OPEN, _CLOSED = re.compile(r"<html\b", re.I), re.compile(r"</html\s*>", re.I)
_TABLE, _TABLE_END = re.compile(r"<table\b", re.I), re.compile(r"</table\s*>", re.I)
# What the programs of portals print where they fail: ASP and ADO, PHP, Java, .NET (the usual messages, 2026).
_FAILED = re.compile(
    r"(?:Microsoft VBScript|ADODB\.\w+|Microsoft OLE DB[^<\n]{0,60}?|Active Server Pages)[^<\n]{0,40}(?:error|Fehler)"
    r"|error '80[0-9a-f]{6}'|Fehler '80[0-9a-f]{6}'"
    r"|<b>(?:Fatal error|Parse error|Warning)</b>:|\bFatal error: |\bUncaught \w*(?:Error|Exception)\b"
    r"|\bORA-\d{5}\b|\bSQLSTATE\[|\bjava\.lang\.\w+(?:Exception|Error)\b|Server Error in '/",
    re.I,
)
# One of each of these stands in whatever the pattern finds, and is found far sooner: all pages pass here.
_WORDS = (b"error", b"fehler", b"exception", b"ora-", b"sqlstate[", b"warning</b>")
_SIGNS = (
    "microsoft vbscript", "adodb.", "microsoft ole db", "active server pages", "error '80", "fehler '80",
    "<b>parse error</b>", "<b>warning</b>", "fatal error", "uncaught ", "ora-", "sqlstate[", "java.lang.",
    "server error in '/",
)  # fmt: skip
_MARKS = tuple(sign.encode() for sign in _SIGNS)


def broken_off(page: Page) -> Hinweis | None:
    """A Hinweis where a page in markup breaks off; text copies have no end that would tell.

    Looks at strings only, as every page passes here.
    """
    text = page.text
    if page.rendering == "text" or is_json(text):
        return None
    # Bytes fold their case four times as fast as text.
    lowered = text.encode("latin-1", "replace").lower()
    if not _ended(text, lowered):
        return Hinweis(art=BROKEN_OFF, text="the page breaks off before its end")
    if failure := _failure(text, lowered):
        return Hinweis(art=BROKEN_OFF, text=f"the portal's program failed: {failure[:80]}")
    return None


def _ended(text: str, lowered: bytes) -> bool:
    start = max(0, len(text) - _TAIL)
    ends = [found.end() for found in _END.finditer(text, start)]
    if not ends or _CONTENT.search(text, ends[-1]):
        return False
    begun = lowered.count(b"<html")
    if begun <= lowered.count(b"</html>", start) or begun <= lowered.count(b"</html>"):
        return True
    # A document embedded in the page (ALLRIS 3) brings an end of its own.
    unclosed = _count(_OPEN, text) > _count(_CLOSED, text)
    return not (unclosed and _count(_TABLE, text) > _count(_TABLE_END, text))


def _failure(text: str, lowered: bytes) -> str | None:
    if not any(word in lowered for word in _WORDS) or not any(mark in lowered for mark in _MARKS):
        return None
    found = _FAILED.search(text)
    return found[0] if found else None


def _count(pattern: re.Pattern[str], text: str) -> int:
    return sum(1 for _ in pattern.finditer(text))
