"""Tells press reports on councils from all other pages by string tests only (pure)."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from parsers.presse.dates import printed_days, printed_months
from parsers.presse.labels import COUNCIL, DELIBERATION, LABELS, ONLY
from parsers.presse.wrapped import unbroken
from ris_scraper.nouns.page import Page, is_json
from ris_scraper.words.german import clean

# What newspapers say of a page that is one article: schema.org in JSON-LD or as microdata, Open Graph.
_ARTICLE = re.compile(
    r"""["']@type["']\s*:\s*(?:\[[^\]]{0,200}?)?["'](?:\w{0,20}NewsArticle|Article|BlogPosting)["']"""
    r"""|itemtype=["']?https?://schema\.org/(?:\w{0,20}NewsArticle|Article|BlogPosting)\b"""
    r"""|<meta\b(?=[^>]{0,300}\bog:type\b)(?=[^>]{0,300}\bcontent=["']?article\b)"""
    r"""|<meta\b[^>]{0,300}\barticle:published_time\b"""
)
_MARKS = ("Article", "BlogPosting", "og:type", "article:published_time")
# The sites of most Kreise say none of that: their reports are told by the address, which goes on behind the folder of
# the press office, and by what they tell.
_PRESS = re.compile(
    r"/[\w-]{0,40}(?:presse|medieninformation|pressemitteilung|pressemeldung)[\w-]{0,40}/(?:[^?#]*[^/?#]|[?])", re.I
)
_TAG = re.compile(r"<[^<>]*>")
_CONCEPT = re.compile(r"konzept|strategie|plan(?:e?s|ung)?\b|pläne", re.I)
# Cells of markup hold labels of portals alone; in text copies they begin a line or stand anywhere.
_CELL = re.compile(rf">\s*{LABELS}\s*:?\s*</")
_LINE = re.compile(
    rf"\b{ONLY}\s*:|^[^\S\n]*{LABELS}[^\S\n]*(?::|$)|^[^\S\n]*(?:TOP|Ö|N)\s*\d"
    r"|\b(?:Vorlage|Vorgang|Drucksache|Auszug) - \S*\d|</?[a-zA-Z]|\"\w+\"\s*:",
    re.M,
)
# What a portal greets with. A report names the system too, but is longer than that.
_GREETING, _LONGEST_GREETING = re.compile(r"(?:Rats|Bürger|Kreistags|Gremien|Sitzungs)info", re.I), 300
_END = re.compile(r"[.!?…:][“”\"»«’)]*(?:\s*\([\w/ .-]{1,20}\))?$")
# A paragraph has this many characters; headings, bylines and advertisements may stand between.
_LINE_OF_PROSE, _MOST_SHORT = 40, 10


def recognise(page: Page) -> str | None:
    """The kind "presse" for an article that mentions a council, None for any other page."""
    claims = _is_text(page.text) if page.rendering == "text" else _is_html(page)
    return "presse" if claims else None


def _is_html(page: Page) -> bool:
    text = page.text
    marked = any(mark in text for mark in _MARKS) and _ARTICLE.search(text) is not None
    if not (marked or (_PRESS.search(page.url) and _is_report(text))):
        return False
    return bool(COUNCIL.search(text)) and not _CELL.search(text)


def _is_report(text: str) -> bool:
    """Whether a page without a landmark is one report on a council; a list of reports has many headings or articles."""
    if is_json(text) or text.count("<h1") != 1 or text.count("<article") > 1:
        return False
    told = [said for said in map(clean, _paragraphs(text)) if is_sentence(said)]
    return any(COUNCIL.search(said) and _tells_when(said) for said in told)


def _paragraphs(text: str) -> Iterator[str]:
    """What stands in the paragraphs of markup, without tags."""
    for part in text.split("<p")[1:]:
        if part[:1] in (">", " ", "\n", "\t"):
            yield html.unescape(_TAG.sub("", part.partition(">")[2].partition("</p>")[0]))


def _is_text(text: str) -> bool:
    """Text has no landmark: prose for the most part, about what a council does or has before it, without labels."""
    if is_json(text) or not COUNCIL.search(text):
        return False
    if not (_CONCEPT.search(text) or _tells_when(text)):
        return False
    if len(text) < _LONGEST_GREETING and _GREETING.search(text):
        return False
    return _is_prose(unbroken(text)) and not _LINE.search(text)


def _tells_when(text: str) -> bool:
    """Whether a council does something on a day, as notices of portals ("… ist nicht öffentlich") never say."""
    return bool(DELIBERATION.search(text) and (printed_days(text) or printed_months(text)))


def is_sentence(line: str) -> bool:
    """Whether a line is prose; lists and glued cells are long too, but end without a point."""
    return len(line) >= _LINE_OF_PROSE and _END.search(line) is not None


def _is_prose(lines: list[str]) -> bool:
    """Whether most of the lines' text is sentences."""
    prose = [line for line in lines if is_sentence(line)]
    return sum(map(len, prose)) * 2 > sum(map(len, lines)) and len(lines) <= 2 * len(prose) + _MOST_SHORT
