"""From bytes to a reading: encodings, sizes, gates, renderings."""

from __future__ import annotations

import re
import resource
import time
import unicodedata
from pathlib import Path

import pytest

from ris_scraper.archive.archive import Archive, Fetch
from ris_scraper.build.intake import read_fetch
from ris_scraper.nouns.errors import Challenged, NotPublic, PageError, TooLarge, Undecodable, UnknownPage
from ris_scraper.nouns.page import Page
from ris_scraper.read import decode, read
from ris_scraper.read.depth import excess_of
from tests.support.fixture_pages import MARKED, PAGES, name, page_of

URL = "https://portal.example/seite"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("Börde".encode(), None, "Börde"),
        ("Börde – „Maß“".encode("cp1252"), "text/html; charset=ISO-8859-1", "Börde – „Maß“"),
        ("Börde".encode("cp1252"), None, "Börde"),
        (b'<meta charset="iso-8859-15">' + "5 €".encode("iso-8859-15"), None, '<meta charset="iso-8859-15">5 €'),
        ("Börde".encode(), "text/html; charset=ISO-8859-1", "Börde"),
        ("\ufeffBörde".encode(), None, "Börde"),
        ("Börde".encode("utf-16"), None, "Börde"),
        ("Börde Süd ä".encode() + b"\xc3", "text/html; charset=utf-8", "Börde Süd ä\ufffd"),
        ("Bö".encode("cp1252") + "<?xml version='1.0'?>Süd".encode(), None, "Bö<?xml version='1.0'?>Süd"),
        ("Bö".encode("cp1252"), "text/html; charset=unheard-of", "Bö"),
    ],
)
def test_decoding(body: bytes, content_type: str | None, expected: str) -> None:
    assert decode.decode(URL, body, content_type) == expected


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"PK\x03\x04", b"\x1f\x8b\x08", b"ab\x00cd"])
def test_files_are_no_pages(body: bytes) -> None:
    with pytest.raises(Undecodable):
        decode.decode(URL, body)


def test_a_huge_file_is_refused_in_little_memory_and_stays_in_the_archive(tmp_path: Path) -> None:
    body = b"<p>" + b"x" * 50_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Archive(tmp_path / "a.db") as archive:
        archive.keep(Fetch(URL, "2026-11-02T00:00:00+00:00"), body)
        [kept] = archive.fetches()
        reading = read_fetch(kept, archive.body(kept.sha256))
    assert (reading.fehler, reading.parsed.datensaetze) == ("TooLarge", ())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
    with pytest.raises(TooLarge, match="50,000,003 bytes"):
        decode.decode(URL, body)


GATES = [
    ("<html><body><altcha-widget challengeurl='/_gate/'></altcha-widget></body></html>", Challenged),
    ("<html><title>Just a moment...</title></html>", Challenged),
    ('<html><p class="message_text">Zu viele Zugriffe aus Ihrem Netzwerk.</p></html>', Challenged),
    ("<html><title>Request Rejected</title>The requested URL was rejected.</html>", Challenged),
    ("<html><title>403 Forbidden</title></html>", NotPublic),
    ("<html><title>Kreisverwaltung</title><a href='si0040.asp'>Sitzungen</a></html>", UnknownPage),
    ("", UnknownPage),
]


@pytest.mark.parametrize(("text", "error"), GATES)
def test_gates_have_names(text: str, error: type[PageError]) -> None:
    with pytest.raises(error):
        read.parse(Page(URL, text))


def test_a_long_page_may_speak_of_captchas() -> None:
    with pytest.raises(UnknownPage):
        read.parse(Page(URL, "<html><body>g-recaptcha" + "<p>Text</p>" * 4000))


@pytest.mark.parametrize(
    ("text", "rendering"),
    [
        ('{"id": 1}', "html"),
        ('\n[{"id": 1}]', "html"),
        ("[]", "html"),
        ("<html><body>", "html"),
        ("[Startseite] Vorlage 1/2024", "text"),
        ("Vorlage 1/2024", "text"),
    ],
)
def test_only_a_copy_is_text(text: str, rendering: str) -> None:
    # What a portal itself gave is looked at again by nightly runs, a copy is not.
    assert decode.rendering_of(text) == rendering


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_letters_in_two_parts_state_the_same(path: Path) -> None:
    page = page_of(path)
    parted = unicodedata.normalize("NFD", page.text).encode()
    rendering = "text" if path.suffix == ".txt" else "html"
    assert read.page_of(page.url, parted, encoding="utf-8", rendering=rendering).text == page.text


@pytest.mark.parametrize("path", MARKED, ids=name)
def test_no_page_of_a_portal_is_too_deep(path: Path) -> None:
    assert not excess_of(page_of(path).text)
    many = page_of(path).text + "<p>Absatz" * 1000 + "<ul>" + "<li>Punkt" * 1000 + "</ul>" + "<div>x</div>" * 1000
    assert not excess_of(many + "<table>" + "<tr><td>Zelle" * 1000 + "</table>")


@pytest.mark.parametrize("nest", ["<table><tr><td>", "<div>", "<TABLE><TR><TD>", "<ul><li>", "<span>", "<b>"])
@pytest.mark.parametrize("closed", [True, False])
def test_a_page_that_nests_without_end_is_refused_at_once(nest: str, closed: bool) -> None:
    ends = "".join(f"</{tag}>" for tag in reversed(re.findall(r"<(\w+)>", nest))) if closed else ""
    body = "<html><body>" + nest * 1000 + "Text" + ends * 1000 + "</body></html>"
    began = time.thread_time()
    reading = read.read(URL, body.encode(), rendering="html")
    assert (reading.fehler, "nested more than 200 deep" in (reading.grund or "")) == ("TooLarge", True)
    assert time.thread_time() - began < 1
