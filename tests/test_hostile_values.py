"""No value of the dataset breaks a page: every published text column, one hostile value after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from ris_scraper.dataset import schema
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.site import publish
from ris_scraper.publish.tables import published
from tests.support import hostile_values, sample_db
from tests.support.hostile_values import PAYLOADS
from tests.support.page_types import PAGES
from tests.support.serving import get

HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy")
QUERIES = [query.name for query in canned_queries()]
TABLES = [*(table.name for table in published()), *schema.views()]
ADDRESSES = [path for path, _ in PAGES.values()]
#: All render their cells alike: a value is tried in every third one, each of them with every third value; what stands
#: together is tried in all.
OF_ROWS = [f"/ris/{name}" for name in (*TABLES, *QUERIES)]
FILES = [f"/ris/{name}.{form}" for name in (*TABLES, *QUERIES) for form in ("csv", "json")]
#: Values that files are made of, too, and that keys have: each stands for its kind.
IN_FILES = ("null", "nul", "control", "c1", "not a character", "formula behind a quote", "many lines", "infinity")
#: Values that do harm wherever they stand in another: those of a line are tried as one.
TOGETHER = (
    ("script", "image", "single quote", "svg", "style", "textarea", "comment", "cdata"),
    ("template", "percent", "format", "brackets", "json", "sql", "fts"),
    ("bidi", "zero width", "astral", "combining"),
)
VALUES = {
    **{name: value for name, value in PAYLOADS.items() if not any(name in names for names in TOGETHER)},
    **{f"{names[0]} and more": " ".join(PAYLOADS[name] or "" for name in names) for names in TOGETHER},
}
IN_KEYS = ("script", "single quote", "percent", "nul", "bidi", "astral", "tilde", "slash", "dots", "question", "comma",
           "colon", "blank", "address without a host")  # fmt: skip
ADDRESSES += ["/konzept/integrationskonzept.atom", "/kreis/99001.atom", "/ris/vorlagen/sued~3A11"]
_HREF = re.compile(r'(?:href|src|action)="([^"]*)"')
_ROWS = re.compile(r"/(ris/\w+|kreis|konzept)/[^.?#]+$")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    publish(sample_db.build(folder / "ris.db"), folder / "site")
    return folder / "site"


def faults(app: Datasette, path: str) -> Iterator[str]:
    """What is wrong with the answer to a request."""
    answer = get(app, path)
    if answer.status_code >= 500:
        yield f"{path}: {answer.status_code} {answer.text[-200:]}"
    if missing := [name for name in HEADERS if name not in answer.headers]:
        yield f"{path}: without {missing}"
    if "html" in answer.headers.get("content-type", ""):
        yield from (f"{path}: {fault}" for fault in markup(answer.text))


def markup(page: str) -> Iterator[str]:
    """What of a page would run, or lead to where nobody should be led."""
    if re.search(r"<script(?![^>]*\ssrc=)|<svg/|<img|onerror=alert\(1\)>|<style", page):
        yield "a value became markup"
    for address in map(unescape, _HREF.findall(page)):
        if not address.startswith(("/", "#", "?", "https://", "http://", "mailto:")) or address.startswith("//"):
            yield f"a link to {address[:60]!r}"


@pytest.mark.parametrize(("number", "name"), [*enumerate(VALUES)])
def test_no_value_breaks_a_page(site: Path, tmp_path: Path, number: int, name: str) -> None:
    spoilt = hostile_values.copied(site, tmp_path)
    hostile_values.spoil(spoilt, VALUES[name])
    app = Datasette(config_dir=spoilt)
    rows = OF_ROWS[number % 3 :: 3] if name in PAYLOADS else OF_ROWS
    asked = ADDRESSES + rows + (FILES if name in IN_FILES else [])
    assert [fault for path in asked for fault in faults(app, path)] == []


@pytest.mark.parametrize("name", IN_KEYS)
def test_no_key_breaks_a_page_and_every_link_to_a_row_leads_there(site: Path, tmp_path: Path, name: str) -> None:
    spoilt = hostile_values.copied(site, tmp_path)
    hostile_values.spoil_keys(spoilt, PAYLOADS[name] or "")
    app = Datasette(config_dir=spoilt)
    seen: dict[str, Any] = {}
    for path in ("/ris/vorlagen", "/konzept/integrationskonzept", "/kreis/99001", "/ris/vorlagen_eindeutig"):
        links = map(unescape, _HREF.findall(get(app, path).text))
        seen |= {link: path for link in links if _ROWS.fullmatch(link)}
    assert seen
    assert [fault for path in [*seen, *ADDRESSES[: len(PAGES)]] for fault in faults(app, path)] == []
    assert [link for link in seen if get(app, link, follow_redirects=True).status_code != 200] == []
