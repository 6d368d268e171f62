"""Whether a page is ALLRIS 3, and which kind (pure): string tests only, no tree."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from parsers.allris3.labels import REFUSED
from ris_scraper.nouns.page import Page

# Programs have three digits (`vo020.asp`, `si010_e.asp`); SessionNet's have four.
_PROGRAM = re.compile(r"\b([a-z]{2}\d{3})(?:_[a-z]\d?)?\.asp\b", re.I)
_LONGEST = len("vo020_r2.asp?")
# These patterns begin with plain characters: that makes them fast.
_ASP = re.compile(r"\.asp\b", re.I)
# Containers of both skins, with quotes of either kind.
_FRAME = re.compile(r"""id=["']?(?:allris(?:container)?|ris(?:name|main)(?:_raw)?)["'\s>]""")
_EMBEDDED = re.compile(r"""class=["']?allriscontent\b""")
_CLASS = re.compile(r"""id=["']?allris(?:container)?["']?\s[^>]*class=["']?([a-z]{2}\d{3})""")
_HEADING = re.compile(r"<h1[^>]*>\s*(Vorlage|Drucksache|Tagesordnung|Auszug)\s+[-–]\s")
_KIND_OF_HEADING = {"Vorlage": "vorlage", "Drucksache": "vorlage", "Tagesordnung": "sitzung", "Auszug": "auszug"}
_KINDS = {
    "vo020": "vorlage",
    "to010": "sitzung",
    "to020": "auszug",
    "si010": "kalender",
    "si018": "kalender",
    "vo010": "liste",
    "vo040": "liste",
}

# Every page of ALLRIS 3 holds one of these; plain substrings spare other vendors' pages the patterns.
_MARKS = ("allris", "ALLRIS", "rismain", "Zugriff")
_REFUSED = re.compile(r"Zugriff verweigert\s*\(Programm\s+\w+\.asp\)")
_PASSWORD = re.compile(r"""type=["']?password""")
# What only a page that shows something has: labels, tables of items, links to things. A form to log in beside these
# bars nobody.
_SHOWS = re.compile(
    r"""class=["']?(?:kb1|tl1|zl1[12])\b|["'\s](?:bfTable|toTable|vobetreff|sidatum|tobetreff)["'\s]"""
    r"""|(?:SIL|VOL|TOL)FDNR=\d|name=["']?(?:SIL|VOL|TOL)FDNR|\bsi010\w{0,3}\.asp\?(?:YY|MM)="""
)
_MAKER = ("ALLRIS net", "ALLRIS® net", "ALLRIS.ico", "allrisnet.js", "CC e-gov")
_ALLRIS_4 = re.compile(r"ALLRIS\W{1,3}net\W{1,3}Version 4")

# ALLRIS 4 calls the same programs without ".asp".
_ALLRIS_4_ADDRESS = re.compile(r"/(?:vo020|to010|to020)(?:[?;#]|$)", re.I)

# Text copies: lines that only ALLRIS 3 prints; a heading alone may be another vendor's.
_TEXT_TITLES = {
    "vorlage": re.compile(r"^[^\S\n]*(?:Vorlage|Drucksache) +[-–] +(?:[A-ZÄÖÜ]{1,4} +)?\S*\d", re.M),
    "sitzung": re.compile(r"^[^\S\n]*Tagesordnung +[-–] +\S", re.M),
    "auszug": re.compile(r"^[^\S\n]*Auszug +[-–] +\S", re.M),
}
_TEXT_LABELS = {
    "vorlage": ("Betreff:", "Status:", "Vorlage-Art:", "Federführend:", "Beratungsfolge"),
    "sitzung": ("Bezeichnung:", "Gremium:", "Datum:", "Status:", "Zeit:", "Raum:", "Anlass:"),
    "auszug": ("TOP:", "Gremium:", "Gremien:", "Datum:", "Beschlussart:", "Status:", "Zeit:", "Anlass:"),
}
_OWN_LABELS = {"vorlage": ("Vorlage-Art:",), "sitzung": ("Bezeichnung:",), "auszug": ("TOP:", "Beschlussart:")}


def recognise(page: Page) -> str | None:
    """The kind of an ALLRIS 3 page (vorlage, sitzung, auszug, kalender, liste, gesperrt), or None.

    The page's content claims it; its address only decides the kind where the content does not say it.
    """
    if page.rendering == "text":
        return _recognise_text(page)
    if not any(mark in page.text for mark in _MARKS):
        return None
    return _recognise_html(Page(page.url, _folded(page.text)) if "CLASS=" in page.text else page)


def _program(page: Page) -> str | None:
    """The program in the page's own address, or None."""
    try:
        found = _PROGRAM.search(urlsplit(page.url).path)
    except ValueError:
        return None
    return found[1].lower() if found else None


def _kind(page: Page) -> str | None:
    """The kind of a page inside the frame: its container's class, its heading, its address."""
    named = _CLASS.search(page.text)
    kind = _KINDS.get(named[1]) if named else None
    heading = _HEADING.search(page.text)
    return kind or (_KIND_OF_HEADING[heading[1]] if heading else None) or _KINDS.get(_program(page) or "")


def _framed(page: Page) -> bool:
    """Whether the page has a container of ALLRIS 3, and is or calls one of its programs."""
    text = page.text
    if not (_FRAME.search(text) or _EMBEDDED.search(text)):
        return False
    if _program(page):
        return True
    ends = (found.start() + len(".asp?") for found in _ASP.finditer(text))
    return any(_PROGRAM.search(text, max(end - _LONGEST, 0), end) for end in ends)


def _is_login(page: Page) -> bool:
    if "noauth" in page.url:
        return True
    return _PASSWORD.search(page.text) is not None and not _SHOWS.search(page.text)


def _folded(text: str) -> str:
    """A page of old, with attributes in capitals, as the others: faster than asking for both everywhere."""
    return text.replace("ID=", "id=").replace("CLASS=", "class=").replace("TYPE=", "type=").replace("<H1", "<h1")


def _recognise_html(page: Page) -> str | None:
    text = page.text
    if _REFUSED.search(text):
        return "gesperrt"
    framed = _framed(page)
    if not (framed or any(mark in text for mark in _MAKER)) or "wicket/" in text or _ALLRIS_4.search(text):
        return None
    if framed and (_HEADING.search(text) or not _is_login(page)) and (kind := _kind(page)):
        return kind
    return "gesperrt" if _is_login(page) or REFUSED.search(text) else None


def _recognise_text(page: Page) -> str | None:
    if _ALLRIS_4_ADDRESS.search(page.url):
        return None
    text, program = page.text, _program(page)
    if _REFUSED.search(text):
        return "gesperrt"
    for kind, title in _TEXT_TITLES.items():
        titled = title.search(text) is not None
        labels = sum(label in text for label in _TEXT_LABELS[kind])
        own = any(label in text for label in _OWN_LABELS[kind])
        addressed = _KINDS.get(program or "") == kind
        if (addressed and (titled or labels >= 2) and (labels or titled)) or (titled and own and labels >= 2):
            return kind
    if _KINDS.get(program or "") and REFUSED.search(text):
        return "gesperrt"
    return None
