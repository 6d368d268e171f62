"""Whether a page is ALLRIS 3, and which kind (floor 2, pure): string tests only, no tree."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from parsers.allris3.labels import VERWEIGERT
from ris_scraper.model import Page

# Programs have three digits (`vo020.asp`, `si010_e.asp`); SessionNet's have four.
_PROGRAM = re.compile(r"\b([a-z]{2}\d{3})(?:_[a-z]\d?)?\.asp\b", re.I)
# Containers of both skins; with quotes of either kind, attributes in any order.
_FRAME = re.compile(
    r"""\bid=["']?(?:allriscontainer|risname(?:_raw)?|rismain(?:_raw)?)\b|\bclass=["'][^"']*\ballriscontent\b"""
    r"""|<div\b[^>]*\bid=["']?allris["'\s>]""",
    re.I,
)
_CLASS = re.compile(r"""\bid=["']?allris(?:container)?["']?\s[^>]*\bclass=["']?([a-z]{2}\d{3})""", re.I)
_HEADING = re.compile(r"<h1[^>]*>\s*(Vorlage|Drucksache|Tagesordnung|Auszug)\s+[-–]\s", re.I)
_KIND_OF_HEADING = {"vorlage": "vorlage", "drucksache": "vorlage", "tagesordnung": "sitzung", "auszug": "auszug"}
_KINDS = {"vo020": "vorlage", "to010": "sitzung", "to020": "auszug", "si010": "kalender", "vo040": "liste"}

REFUSED = re.compile(r"Zugriff verweigert\s*\(Programm\s+\w+\.asp\)", re.I)
_LOGIN = re.compile(r"""<input\b[^>]*\btype=["']?password|\bnoauth\b""", re.I)
_MAKER = re.compile(r"ALLRIS[\s®]*net|ALLRIS\.ico|CC e-gov|sitzungsdienst.*ALLRIS|allrisnet\.js", re.I)
_ALLRIS_4 = re.compile(r"ALLRIS[\s®]*net[\s®]*Version 4|wicket", re.I)

# Text copies: lines that only ALLRIS 3 prints; a heading alone may be another vendor's.
_TEXT_TITLES = {
    "vorlage": re.compile(r"^[^\S\n]*(?:Vorlage|Drucksache) +- +\S*\d", re.M),
    "sitzung": re.compile(r"^[^\S\n]*Tagesordnung +- +\S", re.M),
    "auszug": re.compile(r"^[^\S\n]*Auszug +- +\S", re.M),
}
_TEXT_LABELS = {
    "vorlage": ("Betreff:", "Status:", "Vorlage-Art:", "Federführend:", "Beratungsfolge"),
    "sitzung": ("Bezeichnung:", "Gremium:", "Datum:", "Status:", "Zeit:", "Raum:", "Anlass:"),
    "auszug": ("TOP:", "Gremium:", "Gremien:", "Datum:", "Beschlussart:", "Status:", "Zeit:", "Anlass:"),
}
_OWN_LABELS = {"vorlage": ("Vorlage-Art:",), "sitzung": ("Bezeichnung:",), "auszug": ("TOP:", "Beschlussart:")}


def _program(page: Page) -> str | None:
    """The program in the page's own address, or None."""
    try:
        found = _PROGRAM.search(urlsplit(page.url).path)
    except ValueError:
        return None
    return found[1].lower() if found else None


def _recognise_html(page: Page) -> str | None:
    text, program = page.text, _program(page)
    framed = _FRAME.search(text) is not None and _PROGRAM.search(text) is not None
    if _ALLRIS_4.search(text) or not (framed or _MAKER.search(text) or REFUSED.search(text)):
        return None
    if REFUSED.search(text):
        return "gesperrt"
    named = _CLASS.search(text)
    heading = _HEADING.search(text)
    kind = _KINDS.get(named[1].lower()) if named else None
    kind = kind or (_KIND_OF_HEADING[heading[1].lower()] if heading else None) or _KINDS.get(program or "")
    if framed and kind and (heading or not _LOGIN.search(text)):
        return kind
    return "gesperrt" if _LOGIN.search(text) or "noauth" in page.url or VERWEIGERT.search(text) else None


def _recognise_text(page: Page) -> str | None:
    text, program = page.text, _program(page)
    if REFUSED.search(text):
        return "gesperrt"
    for kind, title in _TEXT_TITLES.items():
        titled = title.search(text) is not None
        labels = sum(label in text for label in _TEXT_LABELS[kind])
        own = any(label in text for label in _OWN_LABELS[kind])
        addressed = _KINDS.get(program or "") == kind
        if (addressed and (titled or labels >= 2) and (labels or titled)) or (titled and own and labels >= 2):
            return kind
    if _KINDS.get(program or "") and VERWEIGERT.search(text):
        return "gesperrt"
    return None


def recognise(page: Page) -> str | None:
    """The kind of an ALLRIS 3 page (vorlage, sitzung, auszug, kalender, liste, gesperrt), or None.

    The page's content claims it; its address only decides the kind where the content does not say it.
    """
    return _recognise_text(page) if page.rendering == "text" else _recognise_html(page)
