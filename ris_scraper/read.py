"""The seam: page -> records -> rows. Besides it only what crawls, probes or serves portals imports parsers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from parsers import VENDORS
from parsers._gates import refusal
from ris_scraper import store
from ris_scraper.archive import Abruf, Archive
from ris_scraper.dataset import Dataset, Lauf
from ris_scraper.errors import Gone, NotPublic, PageError, ParserDefect, TooLarge, Undecodable, UnknownPage
from ris_scraper.join import settle
from ris_scraper.model import Page, Parsed, Rendering
from ris_scraper.normalise import normalise
from ris_scraper.store import Gelesen

# The largest real list pages (ALLRIS 3 `vo040?showall=true`) have a few MB; 24 MB is no page.
MAX_PAGE = 24_000_000
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
    """
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


@dataclass(frozen=True)
class Reading:
    """What one page turned out to be and what it states."""

    vendor: str
    seitentyp: str
    parsed: Parsed
    nennt_ergebnis: bool


def recognise(page: Page, vendor: str | None = None) -> tuple[str, str]:
    """Vendor and kind of a page; raises UnknownPage unless exactly one vendor claims it, or the gate's error.

    `vendor` is the one that the portal is known to run: if it claims the page, the others are not asked.
    """
    gate = refusal(page)
    if gate:
        raise gate
    if vendor in VENDORS and (own := VENDORS[vendor].recognise(page)):
        return vendor, own
    claims = [(name, kind) for name, vendor in VENDORS.items() if (kind := vendor.recognise(page))]
    if len(claims) == 1:
        return claims[0]
    if not claims:
        raise UnknownPage(page.url, "no vendor knows this kind of page; `ris probe` tells what the portal runs")
    raise UnknownPage(page.url, "claimed by " + " and ".join(name for name, _ in claims))


def parse(page: Page, vendor: str | None = None) -> Reading:
    """Everything a page states; raises a PageError that names what is wrong. `vendor` as in `recognise`.

    The one broad `except` of the project: whatever a parser did not foresee is named with its page and recorded,
    so that one page never ends a run.
    """
    try:
        name, kind = recognise(page, vendor)
        parsed = normalise(VENDORS[name].pages[kind](page))
    except PageError:
        raise
    except Exception as error:
        raise ParserDefect(page.url, f"{type(error).__name__}: {error}") from error
    return Reading(name, kind, parsed, VENDORS[name].zeigt_ergebnisse(page, kind))


def page_of(abruf: Abruf, body: bytes) -> Page:
    """Build the page that parsers see from a kept fetch; raises TooLarge or Undecodable."""
    text = decode(abruf.url, body, abruf.content_type, abruf.encoding)
    rendering: Rendering = "text" if abruf.rendering == "text" else "html" if abruf.rendering else rendering_of(text)
    return Page(abruf.url, text, rendering)


_NOTHING: Mapping[int, Gelesen] = {}
# Statuses that say by themselves why there is no page; the body is kept all the same.
_STATUS: dict[int, type[PageError]] = {401: NotPublic, 403: NotPublic, 404: Gone, 410: Gone}


def read_one(abruf: Abruf, body: bytes, vendor: str | None = None) -> Gelesen:
    """Read one kept fetch; a page that cannot be read comes back with its error's name and reason.

    `vendor` as in `recognise`.
    """
    rendering = abruf.rendering or "html"
    refused = _STATUS.get(abruf.http_status)
    if refused:
        return Gelesen(abruf, rendering, fehler=refused.__name__, grund=f"the portal answered with {abruf.http_status}")
    try:
        page = page_of(abruf, body)
        rendering = page.rendering
        reading = parse(page, vendor)
    except PageError as error:
        return Gelesen(abruf, rendering, fehler=type(error).__name__, grund=error.reason)
    return Gelesen(
        abruf,
        rendering,
        vendor=reading.vendor,
        seitentyp=reading.seitentyp,
        parsed=reading.parsed,
        nennt_ergebnis=reading.nennt_ergebnis,
    )


def read_portal(db: Dataset, archive: Archive, portal: str, everything: bool = False) -> Lauf:
    """Read a portal's kept fetches into the dataset, only the new ones unless `everything`; returns the counts.

    `everything` reads in the order of fetching, so that the history of changes comes out the same each time.
    The full-text indexes are left to the caller (`Dataset.rebuild_volltext`).
    """
    with db.run("read", portal) as lauf:
        take_in(db, archive, portal, lauf, everything)
    return lauf


def take_in(
    db: Dataset,
    archive: Archive,
    portal: str,
    lauf: Lauf,
    everything: bool = False,
    schon: Mapping[int, Gelesen] = _NOTHING,
) -> None:
    """What `read_portal` does within a transaction of the caller; counts in `lauf`.

    `schon` are fetches, by their number, that were read already.
    """
    [known] = db.rows("select vendor from portale where slug = ?", [portal]) or [{"vendor": None}]
    after = 0 if everything else store.last_read(db, portal)
    for abruf in archive.abrufe(after, oldest_first=everything):
        gelesen = schon.get(abruf.id) or read_one(abruf, archive.body(abruf.sha256), known["vendor"])
        store.put(db, portal, gelesen)
        lauf.seiten += 1
        lauf.datensaetze += len(gelesen.parsed.datensaetze)
        lauf.fehler += gelesen.fehler is not None
    settle(db, portal)
