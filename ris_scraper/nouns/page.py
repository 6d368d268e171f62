"""A page as parsers see it: address, decoded text, rendering."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import unquote_plus, urljoin

Rendering = Literal["html", "text"]


@dataclass(frozen=True)
class Page:
    """One page as a parser sees it: its address, its decoded text, and how it was rendered."""

    url: str
    text: str
    rendering: Rendering = "html"

    @property
    def query(self) -> dict[str, str]:
        """Parameters of the address, names in lower case (portals mix `VOLFDNR` and `volfdnr`)."""
        return query(self.url)

    @cached_property
    def base(self) -> str:
        """The address that links are relative to: the page's own, unless its head names another (`<base href>`)."""
        start = max(self.text.find(tag, 0, _LONGEST_HEAD) for tag in ("<base", "<BASE"))
        named = _BASE.match(self.text, start) if start >= 0 else None
        try:
            return self.url if named is None else named[1] if _WHOLE.match(named[1]) else urljoin(self.url, named[1])
        except ValueError:
            return self.url

    @cached_property
    def _folder(self) -> str | None:
        """Where the page lies, without a last slash; None for an address without host."""
        folder = self.base.partition("?")[0].rpartition("/")[0]
        return folder if folder.count("/") > 1 else None

    def absolute(self, href: str) -> str:
        """Resolve a link of this page; an address that cannot be parsed is returned as it is."""
        href = href.strip()
        # Nearly every link of a portal is written in one of these ways; urljoin takes ten times as long.
        if _WHOLE.match(href):
            return href
        if self._folder and _BESIDE.match(href):
            return f"{self._folder}/{href.removeprefix('./')}"
        if self._folder and _ROOTED.match(href):
            return f"{'/'.join(self._folder.split('/', 3)[:3])}{href}"
        try:
            return urljoin(self.base, href)
        except ValueError:
            return href


# Portals inside a CMS name the address that all links are relative to.
_BASE = re.compile(r"""<base\b[^>]*?\shref\s*=\s*["']?([^"'\s>]+)""", re.I)
_LONGEST_HEAD = 20_000
# "program.asp?…" beside the page or below, from the root of its host, with its host.
_STEPS, _NAME, _QUERY = "(?:[A-Za-z0-9_-]+/)*", r"[A-Za-z0-9_-]+(?:\.[A-Za-z]+)?", r"(?:\?[^#:\s]+)?$"
_BESIDE = re.compile(rf"(?:\./)?{_STEPS}{_NAME}{_QUERY}")
_ROOTED, _WHOLE = (re.compile(rf"{host}/{_STEPS}(?:{_NAME})?{_QUERY}") for host in ("", "https?://[a-z0-9.-]+"))


def is_json(text: str) -> bool:
    """Whether a page's text begins like a JSON object or list; cheap enough for every page.

    >>> is_json('\ufeff {"id": 1}'), is_json("<html>")
    (True, False)
    """
    return text[:64].lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def query(url: str) -> dict[str, str]:
    """Parameters of any address, names in lower case; the last of a repeated name counts.

    >>> query("vo020.asp?VOLFDNR=946&refresh=false&x=#top")
    {'volfdnr': '946', 'refresh': 'false'}
    """
    found = {}
    for pair in url.partition("#")[0].partition("?")[2].split("&"):
        name, _, value = pair.partition("=")
        if value:
            found[name.lower()] = unquote_plus(value) if "%" in value or "+" in value else value
    return found
