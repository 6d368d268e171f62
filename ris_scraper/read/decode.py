"""From bytes to text, once and in one place."""

from __future__ import annotations

import re
from itertools import pairwise

from ris_scraper.nouns.errors import TooLarge, Undecodable
from ris_scraper.nouns.page import Rendering
from ris_scraper.words.german import whole_letters

# The largest real list pages (ALLRIS 3 `vo040?showall=true`) have a few MB; what is fetched and kept may have more.
MAX_PAGE = 8_000_000
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.I)
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|table|div|frameset|h1)\b", re.I)
_JSON = re.compile(r"\ufeff?\s*(?:\{\s*[\"}]|\[\s*[\[{\"\]])")
_DOCUMENT = re.compile(rb"<(?:\?xml|html\b)")
# Browsers read these labels as windows-1252, and portals mean it: "–" and "„" are printed under them.
_LATIN_1 = frozenset({"iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"})
# Bytes that are no UTF-8 do not become it by a label.
_WRONG = frozenset({"utf-8", "utf8"})
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff")


def _label(body: bytes, content_type: str | None) -> str:
    declared = _DECLARED.search((content_type or "").encode()) or _DECLARED.search(body[:4096])
    name = declared[1].decode("ascii").lower() if declared else "windows-1252"
    return "windows-1252" if name in _LATIN_1 | _WRONG else name


def _utf8(body: bytes) -> str | None:
    """The text, if the bytes are UTF-8 or UTF-8 with a few broken places (Dresden; a body cut mid-character)."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not broken:
        return text
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return text if broken < sound else None


def _decode_as(body: bytes, name: str) -> str:
    try:
        return body.decode(name, "replace")
    except LookupError:
        return body.decode("windows-1252", "replace")


def decode(url: str, body: bytes, content_type: str | None = None, encoding: str | None = None) -> str:
    """The text of a page; raises TooLarge or Undecodable.

    `encoding` is the portal's own, if somebody knows it; else UTF-8 wherever the bytes are UTF-8 (by chance they
    never are), else what header or first meta declares, latin-1 labels read as windows-1252. ALLRIS 3 embeds
    documents that are encoded on their own, so a mixed page is decoded piece by piece (Hildesheim, 2026-11).
    The text is NFC: "ä" typed as two signs is a letter to everyone who looks at it.
    """
    return whole_letters(_text(url, body, content_type, encoding))


def _text(url: str, body: bytes, content_type: str | None, encoding: str | None) -> str:
    if len(body) > MAX_PAGE:
        raise TooLarge(url, f"{len(body):,} bytes are more than a page of a council portal has")
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    if body.startswith(_BINARY) or b"\x00" in body[:2048]:
        raise Undecodable(url, "this is a file, not a page of text")
    if encoding:
        return _decode_as(body, encoding)
    try:
        return body.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        name = _label(body, content_type)
    places = [0, *(found.start() for found in _DOCUMENT.finditer(body)), len(body)]
    pieces = [body[start:end] for start, end in pairwise(places)]
    texts = [(_utf8(piece), piece) for piece in pieces]
    return "".join(text if text is not None else _decode_as(piece, name) for text, piece in texts)


def rendering_of(text: str) -> Rendering:
    """Whether a page is a portal's own (markup, the JSON of an interface) or a plain-text copy."""
    return "html" if _JSON.match(text) or _MARKUP.search(text, 0, 20_000) else "text"
