"""From bytes to a reading: encodings, gates, and that whatever comes gives a result or a named error."""

from __future__ import annotations

import json
import random
import resource
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ris_scraper import read
from ris_scraper.archive import Abruf, Archive
from ris_scraper.errors import Challenged, NotPublic, PageError, ParserDefect, TooLarge, Undecodable, UnknownPage
from ris_scraper.ingest import page_files, sidecar_of
from ris_scraper.model import Page

FIXTURES = Path(__file__).parent.parent / "fixtures"
PAGES = [(path, json.loads(sidecar.read_text("utf-8"))["url"]) for path in page_files([FIXTURES])
         if (sidecar := sidecar_of(path))]  # fmt: skip
URL = "https://portal.example/seite"


def attempt(url: str, body: bytes, rendering: str | None = None) -> str:
    """Name of the error, or the kind of the page; anything else than a named error fails the test."""
    try:
        return read.parse(read.page_of(Abruf(url, "", rendering=rendering), body)).seitentyp
    except ParserDefect as defect:
        raise AssertionError(f"unforeseen: {defect}") from defect
    except PageError as error:
        assert error.url == url and error.reason and "\n" not in str(error)
        return type(error).__name__


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
    assert read.decode(URL, body, content_type) == expected


@pytest.mark.parametrize("body", [b"%PDF-1.7", b"PK\x03\x04", b"\x1f\x8b\x08", b"ab\x00cd"])
def test_files_are_no_pages(body: bytes) -> None:
    with pytest.raises(Undecodable):
        read.decode(URL, body)


def test_a_huge_file_is_refused_in_little_memory_and_stays_in_the_archive(tmp_path: Path) -> None:
    body = b"<p>" + b"x" * 50_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with Archive(tmp_path / "a.db") as archive:
        archive.keep(Abruf(URL, "2026-11-02T00:00:00+00:00"), body)
        [kept] = archive.abrufe()
        gelesen = read.read_one(kept, archive.body(kept.sha256))
    assert (gelesen.fehler, gelesen.parsed.datensaetze) == ("TooLarge", ())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000
    with pytest.raises(TooLarge, match="50,000,003 bytes"):
        read.decode(URL, body)


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
    assert attempt(URL, b"<html><body>g-recaptcha" + b"<p>Text</p>" * 4000) == "UnknownPage"


@pytest.mark.parametrize(("path", "url"), PAGES, ids=[path.stem for path, _ in PAGES])
def test_a_cut_page_gives_a_result_or_a_named_error(path: Path, url: str) -> None:
    body, chance = path.read_bytes(), random.Random(path.stem)
    rendering = "text" if path.suffix == ".txt" else "html"
    for cut in sorted({0, 1, len(body) - 1, *(chance.randrange(len(body)) for _ in range(60))}):
        attempt(url, body[:cut], rendering)
        attempt(url, body[cut:], rendering)


@pytest.mark.parametrize(("path", "url"), PAGES, ids=[path.stem for path, _ in PAGES])
def test_a_page_in_a_wrong_encoding_or_address_gives_a_result_or_a_named_error(path: Path, url: str) -> None:
    text = read.decode(url, path.read_bytes())
    for name in ("utf-8", "cp1252", "utf-16", "iso-8859-15", "cp437"):
        attempt(url, text.encode(name, "replace"))
    for _, other in PAGES[::5]:
        attempt(other, path.read_bytes())
    for rendering in ("html", "text"):
        attempt(url, path.read_bytes(), rendering)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(PAGES), st.data())
def test_a_mangled_page_gives_a_result_or_a_named_error(case: tuple[Path, str], data: st.DataObject) -> None:
    path, url = case
    body = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(body)))
        body[place : place + data.draw(st.integers(0, 400))] = data.draw(st.binary(max_size=40))
    attempt(url, bytes(body))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=3000), st.sampled_from([URL, *(url for _, url in PAGES)]))
def test_random_bytes_give_a_named_error(body: bytes, url: str) -> None:
    attempt(url, body)


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
    assert read.rendering_of(text) == rendering
