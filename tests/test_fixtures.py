"""One walk over all fixtures: page and expectation side by side, one test id per stated field."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parsers import VENDORS
from ris_scraper import errors, read
from ris_scraper.archive import Abruf
from ris_scraper.ingest import page_files, sidecar_of

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = list(page_files([FIXTURES]))


@cache
def expected(page: Path) -> dict[str, Any]:
    sidecar = sidecar_of(page)
    assert sidecar, f"{page.name} has no expectation beside it"
    said: dict[str, Any] = json.loads(sidecar.read_text("utf-8"))
    return said


def abruf(page: Path) -> Abruf:
    said = expected(page)
    rendering = "text" if page.suffix == ".txt" else "html"
    return Abruf(said["url"], "", content_type=said.get("content_type"), encoding=None, rendering=rendering)


@cache
def reading(page: Path) -> read.Reading:
    return read.parse(read.page_of(abruf(page), page.read_bytes()))


def stated(value: Any) -> Any:
    """Drop what is not stated, so that an expectation holds only what a citizen would write down."""
    if isinstance(value, dict):
        kept = {key: stated(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, [], {})}
    return [stated(item) for item in value] if isinstance(value, list) else value


def found(page: Path) -> dict[str, Any]:
    result = reading(page)
    whole = {"vendor": result.vendor, "seitentyp": result.seitentyp, **result.parsed.model_dump(mode="json")}
    return {key: stated(value) for key, value in whole.items()}


def readable() -> list[Path]:
    return [page for page in PAGES if "raises" not in expected(page)]


def fields() -> list[Any]:
    cases = []
    for page in readable():
        for number, record in enumerate(expected(page).get("datensaetze", [])):
            for key in record:
                cases.append(pytest.param(page, number, key, id=f"{page.parent.name}/{page.stem}-{number}-{key}"))
    return cases


@pytest.mark.parametrize(("page", "number", "key"), fields())
def test_field(page: Path, number: int, key: str) -> None:
    records = found(page)["datensaetze"]
    assert number < len(records), "a record is missing"
    assert records[number].get(key) == expected(page)["datensaetze"][number][key]


def names(pages: list[Path]) -> list[Any]:
    return [pytest.param(page, id=f"{page.parent.name}/{page.name}") for page in pages]


@pytest.mark.parametrize("page", names(readable()))
def test_nothing_else_is_stated(page: Path) -> None:
    records = expected(page).get("datensaetze", [])
    got = found(page)
    assert [sorted(record) for record in got["datensaetze"]] == [sorted(record) for record in records]
    for key in ("vendor", "seitentyp"):
        assert got[key] == expected(page)[key]
    for key in ("links", "hinweise"):
        assert got[key] == expected(page).get(key, [])


@pytest.mark.parametrize("page", names([page for page in PAGES if "raises" in expected(page)]))
def test_refused_page_has_its_named_error(page: Path) -> None:
    error = getattr(errors, expected(page)["raises"])
    with pytest.raises(error) as caught:
        reading(page)
    assert expected(page)["url"] in str(caught.value)


@pytest.mark.parametrize("page", names(PAGES))
def test_expectation_is_signed(page: Path) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \S.*", expected(page).get("checked") or ""), "compare, then sign `checked`"


@pytest.mark.parametrize("page", names(PAGES))
def test_exactly_one_vendor_claims_the_page(page: Path) -> None:
    text = read.page_of(abruf(page), page.read_bytes())
    claims = [name for name, vendor in VENDORS.items() if vendor.recognise(text)]
    assert claims == [page.parent.name]


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_kind_of_page_has_a_fixture(vendor: str) -> None:
    seen = {reading(page).seitentyp for page in readable() if page.parent.name == vendor}
    refused = {
        VENDORS[vendor].recognise(read.page_of(abruf(page), page.read_bytes()))
        for page in PAGES
        if page.parent.name == vendor and "raises" in expected(page)
    }
    assert seen | refused == set(VENDORS[vendor].pages)


def test_every_fixture_folder_is_a_vendor() -> None:
    assert {page.parent.name for page in PAGES} <= set(VENDORS)


NAMES = re.compile(r"Nachname|Vorname|Muster(?:mann|frau)")


@pytest.mark.parametrize("page", names(readable()))
def test_no_name_of_staff_is_read(page: Path) -> None:
    assert not NAMES.search(json.dumps(found(page), ensure_ascii=False))
