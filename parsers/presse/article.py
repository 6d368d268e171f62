"""The article itself: title, medium, date and paragraphs, from markup (pure)."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from parsers.common.html import Node, Tree, attribute, blocks, tree, words
from parsers.presse.dateline import before_text, on_a_line
from ris_scraper.nouns.page import Page
from ris_scraper.words.german import clean, datum, stated

# Advertisements and the short codes of blog software that reach us as text ("[gallery ids=…]").
_CODE = re.compile(r"\[/?[a-z_]+(?:[ =][^\]]{0,200})?\]")
_ADVERT = re.compile(r"(?:Anzeige|Werbung|Advertorial)\b(?:$|[ :–—-])", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_JSON_LD = re.compile(r"<script\b[^>]{0,300}application/ld\+json[^>]{0,300}>(.*?)</script", re.I | re.S)
_KIND = re.compile(r"\w*NewsArticle|Article|BlogPosting")
# The text lies in the first of these; parts of a page that are no text of the article are taken out before.
_PLACES = ("[itemprop='articleBody']", "article", "main", "body")
_FURNITURE = ["aside", "nav", "footer", "figure", "form", "noscript", "template", "button"]
_HEAD = 2
_TEXT = "p, li, blockquote, h2, h3, h4"
_DATES = ("meta[property='article:published_time']", "meta[itemprop='datePublished']", "meta[name='date']")


@dataclass(frozen=True)
class Article:
    """What an article says of itself, the lines above its text, and its paragraphs with white space folded."""

    title: str | None
    medium: str | None
    published: date | None
    above: tuple[str, ...]
    paragraphs: tuple[str, ...]


def read_article(page: Page) -> Article:
    """The article of a page; JSON-LD goes before markup, markup before Open Graph (which cuts and decorates titles)."""
    parsed, said = tree(page), _linked_data(page)
    title, day = _title(parsed, said), _day(parsed, said)
    medium = _publisher(said) or _meta(parsed, "meta[property='og:site_name']")
    parsed.strip_tags(_FURNITURE)
    paragraphs = tuple(text for text in article_paragraphs(_texts(_place(parsed))) if text != title)
    # A day in a paragraph of its own stands above the text.
    day = day or on_a_line(paragraphs[:_HEAD]) or before_text(paragraphs[0] if paragraphs else "")
    return Article(title, medium, day, (title,) if title else (), paragraphs)


def article_paragraphs(texts: Iterable[str]) -> Iterator[str]:
    """The texts that are the article's: no advertisements, no short codes, no rules of dashes."""
    for text in texts:
        kept = clean(_CODE.sub(" ", text))
        if _LETTERS.search(kept) and not _ADVERT.match(kept):
            yield kept


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: one, a list, or a graph."""
    if depth > 5:
        return
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph", []), depth + 1)


def _linked_data(page: Page) -> dict[str, Any]:
    """The first article that the page's JSON-LD describes; {} where there is none."""
    for found in _JSON_LD.finditer(page.text):
        try:
            said = json.loads(found[1], strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(said):
            kinds = item.get("@type")
            if any(_KIND.fullmatch(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return item
    return {}


def _words(value: Any) -> str | None:
    """Text of a JSON-LD value: itself, the name of an object, or the first of a list."""
    if isinstance(value, list):
        return _words(value[0]) if value else None
    if isinstance(value, dict):
        return _words(value.get("name"))
    return stated(html.unescape(value)) if isinstance(value, str) else None


def _publisher(said: dict[str, Any]) -> str | None:
    """The publisher's name; a person who publishes under his own name is nobody's medium."""
    publisher = said.get("publisher")
    person = isinstance(publisher, dict) and publisher.get("@type") == "Person"
    return None if person else _words(publisher)


def _meta(parsed: Tree, selector: str) -> str | None:
    return attribute(parsed.css_first(selector), "content")


def _day(parsed: Tree, said: dict[str, Any]) -> date | None:
    """The day of publication as the page states it: JSON-LD, meta tags, else the first <time> of the article."""
    moment = parsed.css_first("article time[datetime], main time[datetime]") or parsed.css_first("time[datetime]")
    stated_in = [_words(said.get("datePublished")), *(_meta(parsed, name) for name in _DATES)]
    texts = [*stated_in, attribute(moment, "datetime")]
    return next((day for text in texts if text and (day := datum(text[:10]))), None)


def _title(parsed: Tree, said: dict[str, Any]) -> str | None:
    found = next((found for place in ("article h1", "main h1", "h1") if (found := parsed.css(place))), [])
    heading = words(found[0]) if len(found) == 1 else None
    return _words(said.get("headline")) or heading or _meta(parsed, "meta[property='og:title']")


def _place(parsed: Tree) -> Node | None:
    """The node that holds the article; of several (teasers are articles too) the one with the most text."""
    for selector in _PLACES:
        if found := parsed.css(selector):
            return max(found, key=lambda node: sum(len(words(part)) for part in node.css("p")))
    return None


def _texts(place: Node | None) -> list[str]:
    """Paragraphs in order; a list item or quotation that holds paragraphs is not read twice."""
    if place is None:
        return []
    # A node's own selectors find the node itself too.
    parts = [part for part in place.css(_TEXT) if part.tag == "p" or not part.css_first("p")]
    return [words(part) for part in parts] or blocks(place)
