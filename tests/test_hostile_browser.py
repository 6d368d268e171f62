"""The hostile dataset in Chromium: whatever stands in it, no script runs, nobody else is asked, every page opens.

`test_hostile_values` asks for every kind of page with every value over HTTP. Here the values are dealt over the rows,
so that every page shows as many of them as it has rows: every kind of page, and the page of a row for each value.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from ris_scraper.publish.site import publish
from tests.support import hostile_values, sample_db
from tests.support.hostile_values import PAYLOADS
from tests.support.page_types import PAGES
from tests.support.serving import serving
from tests.test_hostile_values import HEADERS

pytestmark = pytest.mark.browser

#: What a script of the dataset would do, seen from the page: open a window, write a mark, or throw.
CANARY = "window.__xss = []; window.alert = window.confirm = window.prompt = text => window.__xss.push(String(text));"
#: Elements and attributes that only a value could have brought. An address that is none (":") leads nowhere.
FOREIGN = """
[...document.querySelectorAll('main script, main style, main img, iframe, object, embed, base')]
  .concat([...document.querySelectorAll('*')].filter(e => e.getAttributeNames().some(name => name.startsWith('on'))))
  .concat([...document.links].filter(a => !['http:', 'https:', 'mailto:', ':'].includes(a.protocol)))
  .map(e => e.outerHTML.slice(0, 120))
"""
PICTURE = "<img src=https://x.example/ onerror=1>"
# A page that asks for a Land by its name is refused (400) where that name became a hostile value.
ADDRESSES = [path for path, _ in PAGES.values() if "land=Nordrhein" not in path]
ROWS = [f"/ris/vorlagen/{hostile_values.row_of(number)}" for number in range(len(PAYLOADS))]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("dealt")
    publish(sample_db.build(folder / "ris.db"), folder / "site")
    hostile_values.deal(folder / "site")
    with serving(folder / "site") as address:
        yield address


@pytest.fixture(scope="module")
def wrong() -> list[str]:
    """What went wrong while pages were open."""
    return []


@pytest.fixture(scope="module")
def page(browser: Any, address: str, wrong: list[str]) -> Iterator[Any]:
    """One page that visits all addresses, and notes what should not be."""
    context = browser.new_context(base_url=address, locale="de-DE")
    context.add_init_script(CANARY)
    page = context.new_page()
    page.on("dialog", lambda dialog: wrong.append(f"dialog {dialog.message}") or dialog.dismiss())
    page.on("pageerror", lambda error: wrong.append(f"script {error}"))
    page.on("console", lambda said: wrong.append(f"console {said.text}") if said.type == "error" else None)
    page.on("request", lambda sent: wrong.append(f"asked {sent.url[:100]}") if foreign(sent.url) else None)
    context.on("page", lambda other: wrong.append(f"a window of {other.url[:100]}") if other != page else None)
    yield page
    context.close()


def foreign(url: str) -> bool:
    """Whether an address is anybody else's; pictures of the styles are part of them."""
    parts = urlsplit(url)
    return parts.hostname != "127.0.0.1" and parts.scheme != "data"


def faults(page: Any, path: str, wrong: list[str]) -> Iterator[str]:
    """What was wrong with an address."""
    wrong.clear()
    answer = page.goto(path, wait_until="load")
    if answer.status != 200:
        yield f"{path}: {answer.status}"
    if missing := [name for name in HEADERS if name not in answer.headers]:
        yield f"{path}: without {missing}"
    if ran := page.evaluate("window.__xss"):
        yield f"{path}: a script ran: {ran}"
    yield from (f"{path}: foreign markup {found}" for found in page.evaluate(FOREIGN))
    yield from (f"{path}: {line}" for line in wrong)


def test_every_kind_of_page_opens_and_runs_nothing(page: Any, wrong: list[str]) -> None:
    assert [fault for path in ADDRESSES for fault in faults(page, path, wrong)] == []


def test_the_page_of_a_row_opens_and_runs_nothing_for_every_value(page: Any, wrong: list[str]) -> None:
    assert len(ROWS) >= 60
    assert [fault for path in ROWS for fault in faults(page, path, wrong)] == []


def test_a_script_that_ran_would_be_seen(page: Any, wrong: list[str]) -> None:
    wrong.clear()
    page.goto("/")
    page.evaluate("window.alert('x')")
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=https://x.example/ onerror=1>')"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.__xss") == ["x"]
    assert any("img" in found for found in page.evaluate(FOREIGN))
    assert any("x.example" in line for line in wrong)
