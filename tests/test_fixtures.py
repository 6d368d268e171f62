"""One walk over all fixtures: page and expectation side by side, one test id per stated field."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from parsers import VENDORS
from ris_scraper.nouns import errors
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.reading import Reading
from ris_scraper.portals import portals
from tests.support.fixture_pages import (
    ADDRESSES,
    ANSWERS,
    FIXTURES,
    MARKED,
    NEEDED,
    PAGES,
    claims,
    expected,
    missing,
    name,
    of,
    page_of,
    parse,
)
from tests.support.rendering import copy_of

READABLE = [path for path in PAGES if "raises" not in expected(path)]
REFUSED = [path for path in PAGES if path not in READABLE]


@cache
def reading(path: Path) -> Reading:
    return parse(page_of(path))


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


def fields() -> list[Any]:
    cases = []
    for page in READABLE:
        for number, record in enumerate(expected(page).get("datensaetze", [])):
            for key in record:
                cases.append(pytest.param(page, number, key, id=f"{page.parent.name}/{page.stem}-{number}-{key}"))
    return cases


@pytest.mark.parametrize(("page", "number", "key"), fields())
def test_field(page: Path, number: int, key: str) -> None:
    records = found(page)["datensaetze"]
    assert number < len(records), "a record is missing"
    assert records[number].get(key) == expected(page)["datensaetze"][number][key]


@pytest.mark.parametrize("page", READABLE, ids=name)
def test_nothing_else_is_stated(page: Path) -> None:
    records = expected(page).get("datensaetze", [])
    got = found(page)
    assert [sorted(record) for record in got["datensaetze"]] == [sorted(record) for record in records]
    for key in ("vendor", "seitentyp"):
        assert got[key] == expected(page)[key]
    for key in ("links", "hinweise"):
        assert got[key] == expected(page).get(key, [])


@pytest.mark.parametrize("page", REFUSED, ids=name)
def test_refused_page_has_its_named_error(page: Path) -> None:
    error = getattr(errors, expected(page)["raises"])
    with pytest.raises(error) as caught:
        reading(page)
    assert expected(page)["url"] in str(caught.value)


WHOLE = {**dict.fromkeys(NEEDED), "raises": "Gone"}


@pytest.mark.parametrize("key", WHOLE)
def test_an_expectation_that_lacks_something_is_named(key: str, tmp_path: Path) -> None:
    page, sidecar = tmp_path / "seite.html", tmp_path / "seite.json"
    sidecar.write_text(json.dumps({name: value for name, value in WHOLE.items() if name != key}), "utf-8")
    with pytest.raises(AssertionError, match=rf"{sidecar} lacks {key}( or datensaetze or links)?: "):
        expected(page)


@pytest.mark.parametrize(
    ("said", "why"), [("{", "is no JSON:"), ("[]", "is no JSON object"), (None, "has no expectation")]
)
def test_an_expectation_that_is_none_is_named(said: str | None, why: str, tmp_path: Path) -> None:
    if said:
        (tmp_path / "seite.json").write_text(said, "utf-8")
    with pytest.raises(AssertionError, match=rf"seite\.(json|html) {why}"):
        expected(tmp_path / "seite.html")


def test_what_is_read_may_be_records_or_links() -> None:
    head = dict.fromkeys(NEEDED)
    assert missing({**head, "links": []}) == missing({**head, "datensaetze": []}) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_expectation_is_signed(page: Path) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \S.*", expected(page).get("checked") or ""), "compare, then sign `checked`"


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_exactly_one_vendor_claims_the_page(path: Path) -> None:
    assert claims(page_of(path)) == [path.parent.name]


@pytest.mark.parametrize("path", MARKED, ids=name)
def test_markup_and_its_copy_are_claimed_by_no_other_vendor(path: Path) -> None:
    page, own = page_of(path), {path.parent.name}
    assert set(claims(copy_of(page))) <= own
    for url in ADDRESSES.values():
        assert set(claims(Page(url, page.text))) <= own, url


@pytest.mark.parametrize("path", [path for path in ANSWERS if path in READABLE], ids=name)
def test_an_answer_of_an_interface_says_the_same_as_text(path: Path) -> None:
    page = page_of(path)
    copy = parse(Page(page.url, page.text, "text"))
    assert copy == replace(reading(path), rendering="text")


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_kind_of_page_has_a_fixture(vendor: str) -> None:
    assert {VENDORS[vendor].recognise(page_of(path)) for path in of(vendor)} == set(VENDORS[vendor].pages)


def test_every_fixture_folder_is_a_vendor() -> None:
    assert {page.parent.name for page in PAGES} <= set(VENDORS)


def test_every_portal_of_a_fixture_is_known_to_the_demo() -> None:
    known = portals.load(FIXTURES / "portals.toml")
    assert {expected(page)["portal"] for page in PAGES} <= set(known), "enter it in fixtures/portals.toml"


NAMES = re.compile(r"Nachname|Vorname|Muster(?:mann|frau)")


@pytest.mark.parametrize("page", READABLE, ids=name)
def test_no_name_of_staff_is_read(page: Path) -> None:
    assert not NAMES.search(json.dumps(found(page), ensure_ascii=False))
