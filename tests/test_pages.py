"""Real pages and text copies, where the collection is at hand: every value that a careful reader takes from them."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from contextlib import suppress
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

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
HASHED = "sha256:"
MARKUP = (".html", ".xml", ".json")
# Facts of pages beside which nothing may be written: numbers, days, votes, and hashes of the texts.
INTERFACES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "pages.expected.json").read_text(encoding="utf-8")
)


def fold(value: Any) -> Any:
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


def said_as(want: Any, have: Any) -> Any:
    """A value in the form in which it is expected: folded; of text that must not be copied the hash's beginning."""
    if isinstance(want, list):
        return [said_as(one, other) for one, other in zip_longest(want, have or ())]
    if isinstance(want, str) and want.startswith(HASHED) and isinstance(have, str):
        return HASHED + hashlib.sha256(fold(have).encode()).hexdigest()[:16]
    return want if fold(want) == fold(have) else have


def misses(name: str, gold: dict[str, Any], got: dict[str, Any]) -> list[str]:
    found = []
    for key, want in gold.items():
        have = got.get(key)
        if key == "anlagen":
            have = [item["name"] for item in have or []]
        if isinstance(want, list) and want and isinstance(want[0], dict):
            items = (have or []) + [{}] * len(want)
            found += [f"{name}.{key}: {len(have or [])} instead of {len(want)}"] if len(have or []) != len(want) else []
            for number, item in enumerate(want):
                found += misses(f"{name}.{key}[{number}]", item, items[number])
        elif want != said_as(want, have):
            found.append(f"{name}.{key}: {have!r} instead of {want!r}")
    return found


def test_every_expected_value_is_read(pages_folder: Path) -> None:
    missed, golds = [], gold_files(pages_folder)
    assert golds
    for gold_file in golds:
        gold = json.loads(gold_file.read_text("utf-8"))
        said = {key: gold.pop(key, None) for key in ("url", "rendering", "vendor", "seitentyp")}
        body = page_beside(gold_file).read_bytes()
        found = parse(read.page_of(said["url"], body, rendering=said["rendering"]))
        assert (found.vendor, found.seitentyp) == (said["vendor"], said["seitentyp"]), gold_file.name
        records = [record.model_dump(mode="json") for record in found.parsed.datensaetze]
        kind = gold.pop("typ")
        missed += misses(gold_file.name, gold, next((r for r in records if r["typ"] == kind), {}))
    assert not missed, "\n".join(missed)


def test_the_stated_values_are_counted(pages_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How many values the collection states, vendor by vendor: what a score of one hundred per cent stands for."""
    counts: Counter[str] = Counter()
    for gold_file in gold_files(pages_folder):
        gold = json.loads(gold_file.read_text("utf-8"))
        counts[gold["vendor"]] += stated(
            {key: value for key, value in gold.items() if key not in ("url", "rendering", "vendor", "seitentyp", "typ")}
        )
    with capsys.disabled():
        print("\nstated values of real pages:", ", ".join(f"{name} {count}" for name, count in sorted(counts.items())))
    assert min(counts.values()) > 10


def _is_page(path: Path) -> bool:
    return path.suffix in MARKUP and not path.name.endswith(".expected.json")


def stated(value: Any) -> int:
    """How many values are stated."""
    if isinstance(value, dict):
        return sum(map(stated, value.values()))
    return sum(map(stated, value)) if isinstance(value, list) else value is not None


def test_every_listed_link_is_found(pages_folder: Path) -> None:
    lists = sorted((pages_folder / "pages").rglob("*.links.txt"))
    assert lists
    for listed in lists:
        gold = listed.with_name(listed.name.replace(".links.txt", ".expected.json"))
        page = next(path for path in listed.parent.glob(listed.name.replace("links.txt", "*")) if _is_page(path))
        url = json.loads(gold.read_text("utf-8"))["url"]
        links = [link.url for link in read.parse(read.page_of(url, page.read_bytes())).parsed.links]
        wanted = listed.read_text("utf-8").split()
        assert not [address for address in wanted if not any(address in link for link in links)], listed.name


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
    pairs = zip(said["datensaetze"], records, strict=True)
    missed = [line for want, have in pairs for line in misses(name, want, have)]
    assert not missed and not found.parsed.hinweise, "\n".join(missed)
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
