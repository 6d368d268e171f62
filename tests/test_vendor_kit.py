"""What each vendor still lacks: fixtures, crawl strategy, simulator, fingerprint, page in docs (see docs/vendor.md)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parsers import VENDORS
from ris_scraper.archive.ingest import page_files, sidecar_of
from ris_scraper.nouns.vendor import Vendor

ROOT = Path(__file__).parent.parent
REFUSED = "gesperrt"
#: What a vendor can lack, besides "fixture <kind>".
PARTS = ("refusal fixture", "text fixture", "strategy", "simulator", "fingerprint", "docs page")

#: Gaps that are accepted today. The list may only get shorter: a gap that is closed has to be taken off.
KNOWN: dict[str, frozenset[str]] = {}
#: What a vendor does not need, with the reason.
NEEDLESS: dict[tuple[str, str], str] = {
    **{
        ("presse", part): "articles are taken in as files; there is no portal"
        for part in ("refusal fixture", "strategy", "simulator", "fingerprint")
    },
    ("rubin", "text fixture"): "an interface: what it answers is not copied as text",
    ("oparl", "text fixture"): "an interface: what it answers is not copied as text",
    ("sessionnet6", "text fixture"): "an interface: what it answers is not copied as text",
}


@cache
def fixtures(vendor: str) -> tuple[tuple[Path, Mapping[str, Any]], ...]:
    """The vendor's example pages with their expectations."""
    folder = ROOT / "fixtures" / vendor
    pages = page_files([folder]) if folder.is_dir() else ()
    return tuple((page, json.loads(side.read_text("utf-8"))) for page in pages if (side := sidecar_of(page)))


def lacks(name: str, vendor: Vendor) -> set[str]:
    """The parts of the kit that are missing."""
    readable = [(page, said) for page, said in fixtures(name) if "raises" not in said]
    has = {
        "refusal fixture": len(readable) < len(fixtures(name)),
        "text fixture": any(page.suffix == ".txt" and said.get("datensaetze") for page, said in readable),
        "strategy": vendor.strategy is not None,
        "simulator": (ROOT / "tests" / "simulator" / f"{name}.py").is_file(),
        "fingerprint": vendor.fingerprint is not None,
        "docs page": (ROOT / "docs" / "vendors" / f"{name}.md").is_file(),
    }
    kinds = set(vendor.pages) - {said["seitentyp"] for _, said in readable} - {REFUSED}
    missing = {part for part, there in has.items() if not there} | {f"fixture {kind}" for kind in kinds}
    return {part for part in missing if (name, part) not in NEEDLESS}


def table(rows: Iterable[tuple[str, set[str], frozenset[str]]]) -> str:
    """Vendor, what it newly lacks, and what is listed and there; only lines that have something to say."""
    lines = [f"{'vendor':14}{'lacks':44}listed, and there: take it off KNOWN"]
    for name, missing, known in rows:
        if missing != known:
            lines.append(
                f"{name:14}{', '.join(sorted(missing - known)):44}{', '.join(sorted(known - missing))}".rstrip()
            )
    return "\n".join(lines)


def test_vendors_lack_what_is_listed_and_nothing_else() -> None:
    rows = [(name, lacks(name, vendor), KNOWN.get(name, frozenset())) for name, vendor in VENDORS.items()]
    assert all(missing == known for _, missing, known in rows), "\n" + table(rows)


def test_the_lists_name_vendors_and_parts_that_exist() -> None:
    listed = {(name, part) for name, parts in KNOWN.items() for part in parts} | set(NEEDLESS)
    for name, part in listed:
        assert name in VENDORS
        assert part in PARTS or part.removeprefix("fixture ") in VENDORS[name].pages


def test_a_new_vendor_lacks_everything() -> None:
    nobody = Vendor(lambda page: None, dict(VENDORS["allris3"].pages), frozenset())
    kinds = {f"fixture {kind}" for kind in nobody.pages if kind != REFUSED}
    assert lacks("nobody", nobody) == {*PARTS, *kinds}
    shown = table([("nobody", {"strategy"}, frozenset({"docs page"})), ("well", set(), frozenset())])
    assert "nobody        strategy" in shown and "docs page" in shown and "well" not in shown


@pytest.mark.parametrize("name", VENDORS)
def test_the_docs_page_is_true(name: str) -> None:
    path = ROOT / "docs" / "vendors" / f"{name}.md"
    said = path.read_text("utf-8") if path.is_file() else pytest.skip("no page: the kit says so")
    assert f"(`{name}`)" in said.splitlines()[0]
    assert not [kind for kind in VENDORS[name].pages if f"\n| `{kind}` |" not in said]
    flat = " ".join(said.split())
    assert f"Crawled: {'yes' if VENDORS[name].strategy else 'not yet'}." in flat
    assert "From descriptions only" in flat or "Seen on no real page" in flat
