"""Reading (decode, recognise, parse, normalise) against a bare Lexbor parse and a BeautifulSoup reader."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks import baseline
from benchmarks.timing import interleaved
from ris_scraper import read
from ris_scraper.archive import Abruf
from ris_scraper.ingest import page_files, sidecar_of

FIXTURES = Path(__file__).parent.parent / "fixtures"
ROUNDS = 25
Case = tuple[Abruf, bytes]


def cases() -> dict[str, list[Case]]:
    """The readable HTML fixtures by vendor."""
    found: dict[str, list[Case]] = defaultdict(list)
    for path in page_files([FIXTURES]):
        sidecar = sidecar_of(path)
        said = json.loads(sidecar.read_text("utf-8")) if sidecar else {"raises": ""}
        if path.suffix == ".html" and "raises" not in said:
            found[said["vendor"]].append(
                (Abruf(said["url"], "", content_type=said.get("content_type"), rendering="html"), path.read_bytes())
            )
    return found


def _bare(texts: list[str]) -> None:
    for text in texts:
        LexborHTMLParser(text)


def _ours(pages: list[Case]) -> None:
    for abruf, body in pages:
        read.parse(read.page_of(abruf, body))


def _soup(pages: list[Case]) -> None:
    for abruf, body in pages:
        baseline.fields(read.decode(abruf.url, body, abruf.content_type))


def run() -> None:
    for vendor, pages in cases().items():
        texts = [read.decode(abruf.url, body, abruf.content_type) for abruf, body in pages]
        taken = interleaved({"lexbor": lambda t=texts: _bare(t), "read": lambda p=pages: _ours(p)}, ROUNDS)
        size = sum(len(body) for _, body in pages) / 1024
        print(
            f"read {vendor}: {len(pages) / taken['read']:,.0f} pages/s, {size / taken['read']:,.0f} KB/s;"
            f" {taken['read'] / taken['lexbor']:.2f} x a bare Lexbor parse (aim: at most 3)"
        )
    pages = [case for vendor in cases().values() for case in vendor if baseline.knows(case[1])]
    _same_fields(pages)
    taken = interleaved({"soup": lambda: _soup(pages), "read": lambda: _ours(pages)}, 5)
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
    for abruf, body in pages:
        ours = _flat(read.parse(read.page_of(abruf, body)).parsed.datensaetze[0].model_dump(mode="json"))
        theirs = baseline.fields(read.decode(abruf.url, body, abruf.content_type))
        for key, value in theirs.items():
            same = key == "abschnitte" or ours[key] == value
            assert same, f"{abruf.url} {key}: {ours[key]!r} and {value!r}"
