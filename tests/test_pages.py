"""Real pages and text copies, where the collection is at hand: every value that a careful reader takes from them."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from parsers import VENDORS
from ris_scraper import read
from ris_scraper.archive import Abruf

pytestmark = pytest.mark.pages


def gold_files(folder: Path) -> list[Path]:
    return sorted((folder / "pages").rglob("*.expected.json")) + sorted((folder / "seeds").rglob("*.expected.json"))


def page_beside(gold: Path) -> Path:
    stem = gold.name.removesuffix(".expected.json")
    return next(path for path in sorted(gold.parent.glob(f"{stem}.*")) if not path.name.endswith(".expected.json"))


def fold(value: Any) -> Any:
    return " ".join(unicodedata.normalize("NFC", value).split()) if isinstance(value, str) else value


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
        elif ([fold(x) for x in want] if isinstance(want, list) else fold(want)) != (
            [fold(x) for x in have or []] if isinstance(want, list) else fold(have)
        ):
            found.append(f"{name}.{key}: {have!r} instead of {want!r}")
    return found


def test_every_expected_value_is_read(pages_folder: Path) -> None:
    missed = []
    for gold_file in gold_files(pages_folder):
        gold = json.loads(gold_file.read_text("utf-8"))
        if gold["vendor"] not in VENDORS:
            continue
        said = {key: gold.pop(key, None) for key in ("url", "rendering", "vendor", "seitentyp")}
        abruf = Abruf(said["url"], "", rendering=said["rendering"])
        found = read.parse(read.page_of(abruf, page_beside(gold_file).read_bytes()))
        assert (found.vendor, found.seitentyp) == (said["vendor"], said["seitentyp"]), gold_file.name
        records = [record.model_dump(mode="json") for record in found.parsed.datensaetze]
        missed += misses(gold_file.name, gold, next((r for r in records if r["typ"] == gold["typ"]), {}))
    assert not missed, "\n".join(missed)


def test_no_page_is_claimed_by_another_vendor(pages_folder: Path) -> None:
    for path in (pages_folder / "pages").rglob("*.*"):
        if path.name.endswith(".expected.json") or path.name == "README.md":
            continue
        page = read.page_of(Abruf(f"https://portal.example/{path.name}", ""), path.read_bytes())
        claims = [name for name, vendor in VENDORS.items() if vendor.recognise(page)]
        # "oparl_sdnet": the OParl interface of SD.NET.
        assert set(claims) <= {path.parent.name.partition("_")[0]}, f"{path.name}: {claims}"
