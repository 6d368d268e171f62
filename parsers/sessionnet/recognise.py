"""Tells SessionNet's pages from all others by string tests only (pure)."""

from __future__ import annotations

import re

from parsers.sessionnet.head import page_name
from parsers.sessionnet.labels import KINDS, NOT_RELEASED, VORLAGE
from ris_scraper.nouns.page import Page
from ris_scraper.words.names import any_of

# Marks of the page itself, not of a link to the portal (links carry "smclayout=d", so classes are asked for).
_LAYOUT = re.compile(r"smc_page_\w+_(?:layout|contenttable)")
_LANDMARK = re.compile(
    r'<meta name="?sessionnet"?|SessionNet Version \d|class="?[^">]*\bsmclayout\b'
    r'|id="?smctablevorgang|class="?[^">]*\bsmccontenttable\b|<body[^>]*smc[_-](?:body|pagetype)|smc-pagetype-'
    r'|class="?smcdocmsword|class="?[^">]*\bsmc-cell-head\b|class="?[^">]*\bsmctablesitzung',
    re.I,
)
_SHELL = "<app-root"
_SHOWN = re.compile(r"smc_page_([a-z]{2}\d{4}|error2?|ylogon)_")
_LOGIN = "smc-pagetype-logon"
# The whole title or heading, so that a paper about error messages stays a paper.
_MESSAGE = re.compile(
    r"<(?:title|h1)\b[^>]*>\s*(?:SessionNet\s*\|?\s*)?(?:Fehlermeldung|Berechtigungsfehler)\W{0,4}\s*</", re.I
)
_MESSAGE_TEXT = re.compile(r"SessionNet Fehlermeldung|^\s*(?:Fehlermeldung|Berechtigungsfehler)\b", re.M)

_ANCHORS = tuple(name for name, field in VORLAGE.items() if field in ("betreff", "nummer"))
# What the text of a page must print beside an address of SessionNet's pattern.
_TEXT_MARKS = {
    "vorlage": re.compile(rf"^[\s|]*(?:{any_of(_ANCHORS)})(?:\t|\s*(?:[:|]|$))", re.M),
    "beratungen": re.compile(r"öffentlich(?![a-zäöü])"),
    "sitzung": re.compile(
        r"öffentliche(?:r\s+(?:Sitzungst|T)eil|\s+Sitzung)|^[\s|]*(?:Gremium|Sitzung)(?:\t|\s*(?:[:|]|$))|^[\s|]*(?:TOP\s+(?:N?Ö|N)?|N?Ö|N)\s*\d"
        rf"|{NOT_RELEASED.pattern}",
        re.I | re.M,
    ),
    "auszug": re.compile(
        r"^[\s|]*(?:Beschluss|Ergebnis|Abstimmung|TOP|Tagesordnungspunkt)\s*(?:[:|]|$)"
        r"|^\s*(?:SessionNet\s*\|\s*)?(?:TOP\s+(?:N?Ö\s*|N\s*)?|N?Ö\s*|N\s+)\d",
        re.M,
    ),
}
_PARAMETER = re.compile(r"[?&]__k(?:vo|si|to)nr=", re.I)


def recognise(page: Page) -> str | None:
    """The kind of a SessionNet page, None for any other page; looks at the text only, builds no tree."""
    return _recognise_text(page) if page.rendering == "text" else _recognise_html(page)


def _recognise_html(page: Page) -> str | None:
    text = page.text
    # Every landmark holds one of these; plain substrings spare other vendors' pages the patterns.
    if not any(mark in text for mark in ("smc", "SMC", "essionNet", "essionnet")):
        return None
    if not (_LAYOUT.search(text) or _LANDMARK.search(text)) or _SHELL in text:
        return None
    if ("ehlermeldung" in text or "erechtigungsfehler" in text) and _MESSAGE.search(text):
        return "gesperrt"
    # The class names the page even where the address is rewritten.
    shown = _SHOWN.search(text)
    if shown is None and _LOGIN in text:
        return "gesperrt"
    return KINDS.get(shown[1] if shown else page_name(page.url) or "")


def _recognise_text(page: Page) -> str | None:
    name = page_name(page.url)
    if name is None or not _PARAMETER.search(page.url):
        return None
    if _MESSAGE_TEXT.search(page.text):
        return "gesperrt"
    kind = KINDS[name]
    mark = _TEXT_MARKS.get(kind)
    return kind if mark and mark.search(page.text) else None
