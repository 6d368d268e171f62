"""Whether a page is ALLRIS 4, and which kind (pure): string tests only, no tree.

ALLRIS 3's `_r` skin shares ids, classes and titles; Wicket is what only ALLRIS 4 has, `.asp` what only ALLRIS 3 has.
"""

from __future__ import annotations

import re

from parsers.allris4.labels import GONE, REFUSED, TITLE
from ris_scraper.nouns.page import Page

_VERSION = re.compile(r"""content=["']?ALLRIS\W{1,3}net\W{1,3}Version\s+4""")
_ASSETS = "wicket/resource"
# Marks that a skin made after ALLRIS 4's pages might keep: they count only where no page of ALLRIS 3 is called.
_WICKET = ("wicket/", "Wicket.", "wicket.header", "data-wicket", "wicketExtensions")
_OWN = ('id="allris"', "id='allris'", "<title>ALLRIS", "de.allris.net", "ALLRIS net")
_ASP = re.compile(r"\b[a-z]{2}\d{3}(?:_[a-z]\d?)?\.asp\b", re.I)

# Programs and the kind of page they show; `si018` lists meetings like the calendar does.
KINDS = {
    "vo020": "vorlage",
    "to010": "sitzung",
    "to020": "auszug",
    "si010": "kalender",
    "si018": "kalender",
    "vo040": "liste",
    "noauth": "gesperrt",
    "internalerrorpage": "gesperrt",
}
# The page's own program, where it names it: class of its container, base of its Ajax calls, target of its search.
_SHOWN = (
    re.compile(r"""setAttribute\('class', ?'([a-z]{2}\d{3})\b"""),
    re.compile(r"""id=["']allris["'] class=["']([a-z]{2}\d{3})\b"""),
    re.compile(r"""Wicket\.Ajax\.baseUrl ?= ?["'](?:[^"'?]*/)?(\w+)(?=["'?])"""),
    re.compile(r"""action=["'](?:[^"'?]*/)?(\w+)\?[^"']*-head-searchform"""),
)
_TITLE = re.compile(r"<title>ALLRIS(?: net)? - (\w+)")
_TITLES = {
    "Vorlage": "vorlage",
    "Sitzung": "sitzung",
    "Tagesordnung": "sitzung",
    "Auszug": "auszug",
    "TOP": "auszug",
    "Tagesordnungspunkt": "auszug",
    "Kalender": "kalender",
    "Sitzungskalender": "kalender",
}
_ADDRESS = re.compile(r"/(\w+)/?(?:[;?#]|$)")

# Text copies: the page's own frame ("Sie sind hier:", "Grunddaten") and the labels of its head.
_CRUMB = re.compile(r"^[ \t]*Sie sind hier:.{0,300}?(Vorlage|Sitzung|Auszug)[ \t\r]*$", re.M)
_TEXT_LABELS = {
    "vorlage": ("Betreff:", "Status:", "Vorlageart:", "Vorlagenart:", "Federführ", "Beratungsfolge"),
    "sitzung": ("Gremium:", "Datum:", "Uhrzeit:", "Raum:", "Anlass:", "Tagesordnung"),
    "auszug": ("TOP:", "Gremium:", "Datum:", "Beschluss:", "Uhrzeit:", "Sitzung:"),
}
# So many lines a copy's navigation may have above its heading.
_FIRST_LINES = 60
# More labels of a head than these are found in no other text.
_FEW_LABELS = 2
# Labels that ALLRIS 3 words otherwise ("Vorlage-Art", "Zeit"), for copies that lost the frame.
_TEXT_OWN = {"vorlage": "Vorlageart:", "sitzung": "Uhrzeit:", "auszug": "Uhrzeit:"}


def program(address: str) -> str | None:
    """The program that an address calls ("vo020"), None where it is none of ALLRIS 4's."""
    found = _ADDRESS.search(address.partition("?")[0])
    name = found[1].lower() if found else ""
    return name if name in KINDS else None


def recognise(page: Page) -> str | None:
    """The kind of an ALLRIS 4 page (vorlage, sitzung, auszug, kalender, liste, gesperrt), or None.

    The page's content claims it; its address only decides the kind where the content does not say it.
    """
    return _recognise_text(page) if page.rendering == "text" else _recognise_html(page)


def _shown(text: str) -> str | None:
    return next((found[1].lower() for pattern in _SHOWN if (found := pattern.search(text))), None)


def _kind(page: Page) -> str | None:
    """What the page says of itself; only where it says nothing, what its address says."""
    named = _shown(page.text)
    if named in KINDS:
        return KINDS[named]
    title = _TITLE.search(page.text)
    if title and title[1] in _TITLES:
        return _TITLES[title[1]]
    # A page of another program (persons, bodies) is none of the kinds that are read.
    if named and re.fullmatch(r"[a-z]{2}\d{3}", named):
        return None
    return KINDS.get(program(page.url) or "")


def _is_allris_4(text: str) -> bool:
    if "allris" not in text and "ALLRIS" not in text:
        return False
    if _VERSION.search(text):
        return True
    if not any(mark in text for mark in _OWN):
        return False
    return _ASSETS in text or (any(mark in text for mark in _WICKET) and not _ASP.search(text))


def _recognise_ajax(page: Page) -> str | None:
    """Answers to Ajax calls carry no frame: their links tell, else the address."""
    asked = KINDS.get(program(page.url) or "")
    if asked in ("kalender", "liste"):
        return asked
    return "kalender" if re.search(r"\bto010\?[^\"']*SILFDNR=", page.text) else None


def _recognise_html(page: Page) -> str | None:
    if "<ajax-response" in page.text[:400]:
        return _recognise_ajax(page)
    if not _is_allris_4(page.text):
        return None
    kind = _kind(page)
    if kind is None and ("noauth" in page.url or REFUSED.search(page.text) or GONE.search(page.text)):
        return "gesperrt"
    return kind


def _recognise_text(page: Page) -> str | None:
    text, crumb = page.text, _CRUMB.search(page.text)
    named = KINDS.get(program(page.url) or "")
    kind = _TITLES[crumb[1]] if crumb else named
    framed = "Grunddaten" in text and (crumb is not None or named is not None)
    if named in _TEXT_LABELS and any(TITLE.fullmatch(line.strip(" #*")) for line in text.splitlines()[:_FIRST_LINES]):
        return named
    # An address without ".asp" is ALLRIS 4's alone: a copy that lost frame and heading is known by its head.
    if named in _TEXT_LABELS and sum(said in text for said in _TEXT_LABELS[named]) > _FEW_LABELS:
        return named
    if kind in _TEXT_LABELS and (framed or (named and _TEXT_OWN[kind] in text)):
        return kind if sum(said in text for said in _TEXT_LABELS[kind]) >= 2 else None
    return "gesperrt" if named and REFUSED.search(text) else None
