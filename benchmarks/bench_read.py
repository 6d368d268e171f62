"""Reading (decode, recognise, parse, normalise) against a bare parse and a BeautifulSoup reader, vendor by vendor.

A bare parse is Lexbor's of a page and `json.loads` of an interface's answer. What is fair: pages as large as real ones,
the vendor known as in a build, caches of values warm and cold, computing time of this thread alone, and an allocator
that keeps its memory, for floor and reader alike (else a bare parse pays twice over for pages given back).
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from benchmarks import baseline
from benchmarks.timing import interleaved
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.records import Parsed
from ris_scraper.read import decode, read
from tests.support.fixture_pages import PAGES, expected, fetch_of
from tests.support.real_pages import gold_files, page_beside

ROUNDS = 15
# The real pages of councils have 15 to 90 KB of markup; answers of interfaces are as small as our own.
SIZES = (15_000, 30_000, 60_000, 90_000)
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _NEVER = -1, -3, 1 << 30
_VALUES = 1024
_MENU = '<li class="nav-item"><a href="/verwaltung/thema-{0}" title="Thema {0}">Verwaltung und Politik {0}</a></li>\n'
_SCRIPT = "<script>function menu{0}(e){{var d=document.getElementById('m{0}');if(d){{d.hidden=!d.hidden}}}}</script>\n"
_TEXT = "<p>Der Kreis informiert über Fristen, Öffnungszeiten und Angebote der Ämter ({0}).</p>\n"


class Case(NamedTuple):
    """A page as it was kept, and whose it is."""

    vendor: str
    url: str
    body: bytes


# --- pages -----------------------------------------------------------------------------------


def generated() -> dict[str, list[Case]]:
    """The readable fixtures by vendor, those in markup with as much of a portal's frame as makes them real ones."""
    found: dict[str, list[Case]] = defaultdict(list)
    for place, path in enumerate(path for path in PAGES if path.suffix != ".txt" and "raises" not in expected(path)):
        body = path.read_bytes()
        if path.suffix == ".html":
            body = framed(body, SIZES[place % len(SIZES)])
        found[path.parent.name].append(Case(path.parent.name, fetch_of(path).url, body))
    return found


def framed(body: bytes, size: int) -> bytes:
    """The page with menus, scripts and words of the site around its content, so many bytes in all."""
    head, end, rest = body.rpartition(b"</body>")
    if not end:
        return body
    parts: list[bytes] = []
    while len(body) + sum(map(len, parts)) < size:
        number = len(parts)
        parts.append((_MENU * 5 + _SCRIPT + _TEXT * 2).format(number).encode("ascii", "xmlcharrefreplace"))
    return b"".join((head, b'<div class="site">', *parts, b"</div>", end, rest))


def real() -> dict[str, list[Case]]:
    """The real pages by vendor, where the collection is at hand."""
    folder = Path(os.environ.get("RIS_PAGES", Path(__file__).parent.parent.parent / "shared"))
    found: dict[str, list[Case]] = defaultdict(list)
    for gold in gold_files(folder) if (folder / "pages").is_dir() else []:
        path, said = page_beside(gold), json.loads(gold.read_text("utf-8"))
        if path.suffix != ".txt":
            found[said["vendor"]].append(Case(said["vendor"], said["url"], path.read_bytes()))
    return found


# --- what is measured ------------------------------------------------------------------------


def _bare(texts: list[str]) -> None:
    for text in texts:
        json.loads(text) if text.lstrip("\ufeff \r\n\t").startswith(("{", "[")) else LexborHTMLParser(text)


def ours(page: Case) -> Parsed:
    """What we read on a page, the vendor known."""
    return normalise(read.read(page.url, page.body, vendor=page.vendor).parsed)


def _ours(pages: list[Case]) -> None:
    for page in pages:
        ours(page)


def _cold(pages: list[Case], forget: list[Callable[[], None]]) -> None:
    for page in pages:
        for cache in forget:
            cache()
        ours(page)


def _soup(pages: list[Case]) -> None:
    for page in pages:
        baseline.fields(page.url, decode.decode(page.url, page.body))


def differing(page: Case) -> dict[str, tuple[object, object]]:
    """The fields that the baseline reads otherwise than we do, with both values; it counts where there are none."""
    record, *_ = (parsed := read.read(page.url, page.body, vendor=page.vendor).parsed).datensaetze
    said = {**record.model_dump(mode="json"), "links": [link.url for link in parsed.links]}
    theirs = baseline.fields(page.url, decode.decode(page.url, page.body))
    return {key: (_as(value, said[key]), value) for key, value in theirs.items() if _as(value, said[key]) != value}


def _as(theirs: object, value: Any) -> Any:
    """Our value with the fields of theirs."""
    if isinstance(theirs, list) and theirs and isinstance(theirs[0], dict):
        return [{key: each[key] for key in theirs[0]} for each in value]
    return value


def _caches() -> Iterator[Callable[[], None]]:
    """What empties the caches of values; those of patterns and tables are warm after the first page of any run."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("ris_scraper.", "parsers.")):
            for value in vars(module).values():
                if hasattr(value, "cache_parameters") and (value.cache_parameters()["maxsize"] or 0) >= _VALUES:
                    yield value.cache_clear


def keep_memory() -> None:
    """Let the allocator (glibc) keep what is given back; others keep it anyway."""
    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(_TRIM_THRESHOLD, _NEVER)
        libc.mallopt(_MMAP_THRESHOLD, _NEVER)


def _table(title: str, found: dict[str, list[Case]]) -> None:
    """A line a vendor: pages, their mean size, and milliseconds of a bare parse and of reading, warm and cold."""
    forget = list(dict.fromkeys(_caches()))
    print(f"{title:22} pages    KB  bare ms  read ms  cold ms  read/bare")
    all_bare = all_read = 0.0
    for vendor, pages in sorted(found.items()):
        texts = [decode.decode(page.url, page.body) for page in pages]
        work = {
            "bare": lambda texts=texts: _bare(texts),
            "cold": lambda pages=pages: _cold(pages, forget),
            # Not shown: the round behind the cold one finds caches as empty.
            "warming": lambda pages=pages: _ours(pages),
            "read": lambda pages=pages: _ours(pages),
        }
        taken = interleaved(work, ROUNDS, time.thread_time)
        bare, warm, cold = (1000 * taken[name] / len(pages) for name in ("bare", "read", "cold"))
        size = sum(len(page.body) for page in pages) / len(pages) / 1000
        print(f"  {vendor:20} {len(pages):5} {size:5.1f} {bare:8.3f} {warm:8.3f} {cold:8.3f} {warm / bare:10.1f}")
        if pages[0].body.lstrip()[:1] not in (b"{", b"["):
            all_bare, all_read = all_bare + taken["bare"], all_read + taken["read"]
    if all_bare:
        print(f"  markup alone: {all_read / all_bare:.1f} x a bare parse (aim: at most 5); OParl's aim: 0.2 ms a page")


def run() -> None:
    """Measure and print all of it."""
    keep_memory()
    sized = generated()
    _table("generated pages", sized)
    if places := real():
        _table("real pages", places)
    pages = [page for vendor in (*sized.values(), *places.values()) for page in vendor if baseline.knows(page.body)]
    taken = interleaved({"soup": lambda: _soup(pages), "read": lambda: _ours(pages)}, 5, time.thread_time)
    print(
        f"BeautifulSoup(html.parser) on {len(pages)} pages, the same fields:"
        f" {taken['soup'] / taken['read']:.1f} times slower (aim: at least 12)"
    )


if __name__ == "__main__":
    run()
