"""Reading (decode, recognise, parse, normalise) against a bare parse and a BeautifulSoup reader, vendor by vendor.

A bare parse is Lexbor's of a page and `json.loads` of an interface's answer.
"""

from __future__ import annotations

import json
import time
from collections import defaultdict

from selectolax.lexbor import LexborHTMLParser

from benchmarks import baseline
from benchmarks.timing import interleaved
from ris_scraper.archive.archive import Fetch
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.page import Page
from ris_scraper.read import decode, read
from tests.support.fixture_pages import PAGES, expected, fetch_of

ROUNDS = 25
FIRST = "allris3"
Case = tuple[Fetch, bytes]


def cases() -> dict[str, list[Case]]:
    """The readable fixtures by vendor, text copies left out."""
    found: dict[str, list[Case]] = defaultdict(list)
    for path in PAGES:
        if path.suffix != ".txt" and "raises" not in expected(path):
            found[path.parent.name].append((fetch_of(path), path.read_bytes()))
    return found


def _bare(texts: list[str]) -> None:
    for text in texts:
        json.loads(text) if text.startswith(("{", "[")) else LexborHTMLParser(text)


def _page(fetch: Fetch, body: bytes) -> Page:
    return read.page_of(fetch.url, body, fetch.content_type, fetch.encoding, fetch.rendering)


def _ours(pages: list[Case]) -> None:
    for fetch, body in pages:
        normalise(read.parse(_page(fetch, body)).parsed)


def _soup(pages: list[Case]) -> None:
    for fetch, body in pages:
        baseline.fields(decode.decode(fetch.url, body, fetch.content_type))


def run() -> None:
    found = cases()
    texts = {v: [decode.decode(fetch.url, body, fetch.content_type) for fetch, body in found[v]] for v in found}
    sizes = {vendor: sum(len(body) for _, body in pages) / 1024 for vendor, pages in found.items()}
    bare = {f"bare {vendor}": lambda t=pages: _bare(t) for vendor, pages in texts.items()}
    taken = interleaved(
        {**{vendor: lambda p=pages: _ours(p) for vendor, pages in found.items()}, **bare}, ROUNDS, time.process_time
    )
    for vendor, size in sizes.items():
        print(
            f"read {vendor}: {len(found[vendor]) / taken[vendor]:,.0f} pages/s, {size / taken[vendor]:,.0f} KB/s;"
            f" {taken[vendor] / taken[f'bare {vendor}']:.2f} x a bare parse (aim: at most 3),"
            f" {taken[vendor] / size / (taken[FIRST] / sizes[FIRST]):.2f} x {FIRST} per KB (aim: at most 2)"
        )
    pages = [case for vendor in found.values() for case in vendor if baseline.knows(case[1])]
    _same_fields(pages)
    taken = interleaved({"soup": lambda: _soup(pages), "read": lambda: _ours(pages)}, 5, time.process_time)
    print(
        f"read against BeautifulSoup(html.parser) on {len(pages)} pages with the same fields:"
        f" {taken['soup'] / taken['read']:.1f} times faster (aim: at least 10)"
    )


def _flat(record: dict[str, object]) -> dict[str, object]:
    """Our record in the baseline's form: stations and attachments as flat lists, texts left out."""
    fields = ("gremium", "rolle", "datum", "sitzung", "ergebnis")
    stations = [[station[field] for field in fields] for station in record["beratungen"]]
    return {**record, "beratungen": stations, "anlagen": [item["name"] for item in record["anlagen"]]}


def _same_fields(pages: list[Case]) -> None:
    """The baseline counts only if it reads what we read."""
    for fetch, body in pages:
        ours = _flat(normalise(read.parse(_page(fetch, body)).parsed).datensaetze[0].model_dump(mode="json"))
        theirs = baseline.fields(decode.decode(fetch.url, body, fetch.content_type))
        for key, value in theirs.items():
            same = key == "abschnitte" or ours[key] == value
            assert same, f"{fetch.url} {key}: {ours[key]!r} and {value!r}"
