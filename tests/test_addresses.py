"""Addresses of links: the quick ways of `Page.absolute` say what the standard says."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.nouns.page import Page

_URLS = ("https://ris.example/bi/vo020.asp?VOLFDNR=1", "https://ris.example", "https://ris.example/", "vo020.asp")


@pytest.mark.parametrize("url", _URLS)
@pytest.mark.parametrize(
    "href",
    [
        "", "?", "?a=1", "#top", "to010.asp?SILFDNR=2", "./to010?SILFDNR=2", "../to010.asp", "a/../b.asp",
        "a/b.php?x=1&y=2", "/", "/bi/to010.asp?SILFDNR=2", "/public/", "//other.example/a.asp", "/a//b.asp", "/./a.asp",
        "https://other.example/a.asp?x=1", "https://other.example", "http://other.example/public/",
        "https://Other.Example:8080/a", "mailto:a", "a.asp?t=12:30", "a.asp#b",
    ],
)  # fmt: skip
def test_an_address_is_joined_as_the_standard_says(url: str, href: str) -> None:
    assert Page(url, "").absolute(href) == urljoin(url, href)


@given(st.text(alphabet="ab/.?=:#-_", max_size=12))
def test_any_address_is_joined_as_the_standard_says(href: str) -> None:
    # An empty query is dropped, or kept behind a program: both lead to one page.
    for url in _URLS:
        assert Page(url, "").absolute(href).rstrip("?") == urljoin(url, href).rstrip("?")


def test_an_address_is_relative_to_the_one_that_the_head_names() -> None:
    page = Page("https://kreis.example/politik", '<base href="https://ris.example/bi/">')
    assert page.absolute("to010.asp?SILFDNR=2") == "https://ris.example/bi/to010.asp?SILFDNR=2"
