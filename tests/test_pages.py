"""Real pages and text copies, where the collection is at hand; that all expected values are read says test_accuracy."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from ris_scraper.accuracy.compare import records as compare
from ris_scraper.dataset.reuse import reuse
from ris_scraper.nouns.errors import RisError, UnknownPage
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.read import read
from tests.support.fixture_pages import ADDRESSES, claims, parse
from tests.support.real_pages import gold_files, page_beside
from tests.support.rendering import copy_of
from tests.support.small_db import small

pytestmark = pytest.mark.pages
MARKUP = (".html", ".xml", ".json")
# Facts of pages beside which nothing may be written: numbers, days, votes, and hashes of the texts.
INTERFACES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "pages.expected.json").read_text(encoding="utf-8")
)


def _is_page(path: Path) -> bool:
    return path.suffix in MARKUP and not path.name.endswith(".expected.json")


def test_pages_of_products_that_nobody_reads_are_unknown(pages_folder: Path) -> None:
    pages = sorted((pages_folder / "pages" / "andere").iterdir())
    assert pages
    for path in pages:
        with pytest.raises(UnknownPage):
            read.parse(read.page_of(f"https://portal.example/{path.name}", path.read_bytes()))


@pytest.mark.parametrize("name", INTERFACES)
def test_every_expected_value_of_an_interface_is_read(name: str, pages_folder: Path) -> None:
    said = INTERFACES[name]
    page = read.page_of(said["url"], (pages_folder / "pages" / name).read_bytes())
    found = parse(page)
    assert (found.vendor, found.seitentyp) == (said["vendor"], said["seitentyp"])
    records = [record.model_dump(mode="json") for record in found.parsed.datensaetze]
    assert [(record["typ"], record["id"]) for record in records] == [(w["typ"], w["id"]) for w in said["datensaetze"]]
    compared = compare(said["datensaetze"], records, whole=False)
    missed = [finding for finding in compared if finding.verdict not in ("richtig", "leer")]
    assert not missed and not found.parsed.hinweise
    links = [unquote(link.url) for link in found.parsed.links]
    assert not [wanted for wanted in said.get("links", ()) if not any(wanted in url for url in links)]


def test_the_expectations_of_interfaces_are_signed_and_complete(pages_folder: Path) -> None:
    here = {f"{folder}/{path.name}" for folder in ("rubin", "oparl_sdnet")
            for path in (pages_folder / "pages" / folder).glob("*.json")
            if not (path.name.endswith(".expected.json") or path.with_suffix(".expected.json").exists())}  # fmt: skip
    assert here == INTERFACES.keys() and all(said["checked"] for said in INTERFACES.values())


def test_no_page_is_claimed_by_another_vendor(pages_folder: Path) -> None:
    files = [path for path in (pages_folder / "pages").glob("*/*") if not path.name.endswith(".expected.json")]
    assert files
    for path in files:
        page = read.page_of(f"https://portal.example/{path.name}", path.read_bytes())
        # "oparl_sdnet": the OParl interface of SD.NET.
        own = {path.parent.name.partition("_")[0]}
        assert set(claims(page)) <= own, path.name
        if path.suffix == ".html":
            assert set(claims(copy_of(page))) <= own, path.name
            assert not {name for url in ADDRESSES.values() for name in claims(Page(url, page.text))} - own, path.name


def _texts_by_host(folder: Path) -> dict[str, list[str]]:
    """All texts that pages of the collection state, by the host of the portal; of some pages only the file is known."""
    found: dict[str, list[str]] = {}
    seen = {page_beside(gold): json.loads(gold.read_text("utf-8"))["url"] for gold in gold_files(folder)}
    seen |= {folder / "pages" / name: said["url"] for name, said in INTERFACES.items()}
    for path in sorted(path for place in ("pages", "seeds") for path in (folder / place).rglob("*.*")):
        if path in seen or (_is_page(path) or path.suffix == ".txt"):
            url = seen.get(path, f"https://{path.stem.replace('_', '-')}.example/{path.name}")
            with suppress(RisError):
                texts = _texts(read.parse(read.page_of(url, path.read_bytes())).parsed)
                found.setdefault(urlsplit(url).netloc, []).extend(texts)
    return found


def _texts(parsed: Parsed) -> list[str]:
    records = [record.model_dump(mode="json") for record in parsed.datensaetze]
    return [part["text"] for record in records for part in record.get("abschnitte") or () if part["text"]]


def test_no_two_real_portals_share_a_passage(pages_folder: Path, tmp_path: Path) -> None:
    """Nobody took over anything here as far as is known: what these pages share are forms and phrases."""
    by_host = {host: texts for host, texts in _texts_by_host(pages_folder).items() if texts}
    assert len(by_host) > 5
    with small(tmp_path) as made:
        for number, (host, texts) in enumerate(by_host.items()):
            made.kreis(f"99{number:03d}", host)
            made.portal(f"p{number}", f"99{number:03d}")
            for key, text in enumerate(texts):
                made.vorlage(f"p{number}:{key}")
                made.db.replace("abschnitte", [{"id": f"{number}#{key}", "vorlage": f"p{number}:{key}", "text": text}])
        assert reuse(made.db, tmp_path / "reuse.db").neu == sum(map(len, by_host.values()))
        assert made.db.rows("select vorlage_a, vorlage_b, woerter from textgleich") == []
