"""WARC files of other people: whose pages they hold, what is kept of them, and what no file can do to us."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.archive.archive import FILE, Fetch
from ris_scraper.archive.carrying import STATE
from ris_scraper.folder import Folder
from ris_scraper.warc.addresses import Addresses
from ris_scraper.warc.claims import fetch_of, state_of
from ris_scraper.warc.intake import Intake
from ris_scraper.warc.tape import Tape
from ris_scraper.warc.wacz import tapes
from ris_scraper.warc.writing import FETCH_TYPE, STATE_TYPE
from tests.support.crawling import enter
from tests.support.rows import query
from tests.support.warcs import Warc, bomb, refused, ris

PAGE = "https://nord.example/bi/vo020.asp?VOLFDNR="


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with three portals, two of them on one host."""
    folder = Folder(tmp_path / "ris-data")
    enter(
        folder.path,
        "allris3",
        anlagen="alle",
        nord="https://nord.example/bi/",
        eins="https://haus.example/eins/bi/si010.asp",
        zwei="https://haus.example/zwei/",
    )
    return folder


def take(folder: Folder, data: bytes, only: str | None = None) -> Any:
    with Intake(folder, only) as intake:
        return intake.take(Tape(io.BytesIO(data)))


def kept(folder: Folder, slug: str = "nord") -> list[Fetch]:
    with folder.archive(slug) as archive:
        return [*archive.fetches(), *archive.files().values()]


def test_pages_go_to_the_portals_that_their_addresses_are_of(folder: Folder) -> None:
    own = Addresses(folder.portals.values()).portal_of
    assert own("http://NORD.example:80/bi/vo020.asp?VOLFDNR=1") == own("https://nord.example/bi") == "nord"
    assert own("https://haus.example/eins/BI/vo020.asp") == "eins"
    assert own("https://haus.example/zwei/x") == "zwei"
    for foreign in ("https://haus.example/", "https://nord.example/bild/", "https://nord.example:8443/bi/", "dns:x"):
        assert own(foreign) is None
    assert own("https://nord.example:x/bi/") is own("https://[/bi/") is own("") is None


def test_what_others_fetched_is_kept_under_its_address_and_time(folder: Folder) -> None:
    page, warc = b"<html>Vorlage</html>", Warc()
    chunked = b"5\r\n<html\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(page) - 5, page[5:])
    warc.put("response", f"{PAGE}1&PHPSESSID=8fa2c0d91b7e44aa8c1d#oben", page)
    warc.put("response", f"{PAGE}2", chunked, http={"Transfer-Encoding": "chunked"})
    warc.put("response", f"{PAGE}3", gzip.compress(page), http={"Content-Encoding": "gzip"})
    warc.put("response", f"{PAGE}4", zlib.compress(page), http={"Content-Encoding": "deflate"})
    both = gzip.compress(page)
    sent = b"%x\r\n%s\r\n0\r\n\r\n" % (len(both), both)
    warc.put("response", f"{PAGE}5", sent, http={"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"})
    warc.put("response", f"{PAGE}8", chunked[:-5], http={"Transfer-Encoding": "chunked"})
    warc.put("response", f"{PAGE}9", chunked[:-2] + b"X-Sum: 1\r\n\r\n", http={"Transfer-Encoding": "chunked"})
    # Many tools unpack the body and leave the headers.
    left = {"Content-Encoding": "br", "Transfer-Encoding": "chunked", "Content-Length": "3"}
    warc.put("response", f"<{PAGE}6>", page, http=left)
    warc.put("resource", f"{PAGE}7", page)
    warc.put("response", "https://nord.example/bi/plan.pdf", b"%PDF-1.4", "application/pdf")
    tally = take(folder, warc.data)
    assert (tally.taken["nord"], tally.lost, tally.refused) == (10, [], [])
    *pages, file = kept(folder)
    assert {fetch.url for fetch in pages} == {f"{PAGE}{number}" for number in range(1, 10)}
    assert {fetch.abgerufen_am for fetch in pages} == {"2026-04-12T03:10:00.000000+00:00"}
    with folder.archive("nord") as archive:
        assert {archive.body(fetch.sha256) for fetch in pages} == {page}
    assert (file.rendering, file.url) == (FILE, "https://nord.example/bi/plan.pdf")
    assert all(fetch.headers.keys() == {"content-type"} for fetch in pages[:-1])


def test_texts_of_common_crawl_become_text_copies(folder: Folder) -> None:
    warc = Warc()
    warc.put("conversion", f"{PAGE}1", "Vorlage über Straßen".encode(), "text/plain", WARC_Refers_To="<urn:uuid:1>")
    warc.put("conversion", f"{PAGE}2", b"{}", "application/json")
    tally = take(folder, warc.data)
    [copy] = kept(folder)
    assert (copy.rendering, copy.encoding, tally.others) == ("text", "utf-8", 1)


def test_what_is_no_page_of_a_known_portal_is_skipped_and_counted(folder: Folder) -> None:
    warc = Warc()
    warc.put("response", "https://fremd.example/bi/", b"<html>")
    warc.put("response", "https://haus.example/drei/", b"<html>")
    warc.put("response", f"{PAGE}1", b"<html>", status="404 Not Found")
    warc.put("response", f"{PAGE}2", b"", status="301 Moved", http={"Location": "/"})
    warc.put("response", "https://nord.example/bi/wappen.png", b"\x89PNG", "image/png")
    warc.put("response", "https://nord.example/bi/stil.css", b"a{}", "text/css")
    warc.put("response", "https://haus.example/zwei/1", b"<html>")
    tally = take(folder, warc.data, only="nord")
    assert (tally.foreign, tally.others, tally.taken.total()) == (3, 4, 0)
    assert not folder.archive_path("nord").exists()
    assert take(folder, warc.data).taken == {"zwei": 1}


def test_what_cannot_be_had_is_named(folder: Folder) -> None:
    warc = Warc()
    warc.put("response", f"{PAGE}1", b"\x0b\x02\x80\xff", http={"Content-Encoding": "br"})
    warc.put("response", f"{PAGE}2", gzip.compress(b"<html>")[:-9], http={"Content-Encoding": "gzip"})
    warc.put("response", f"{PAGE}3", gzip.compress(bytes(1 << 26)), http={"Content-Encoding": "gzip"})
    warc.put("response", f"{PAGE}4", b"<html>", WARC_Date="gestern")
    warc.put("response", f"{PAGE}5", b"<html>", WARC_Payload_Digest="sha1:AAAA")
    warc.put("response", f"{PAGE}6", b"<html>", status="OK")
    warc.put("revisit", f"{PAGE}7", b"", WARC_Payload_Digest="sha1:AAAA", WARC_Refers_To_Date="2025-01-01T00:00:00Z")
    tally = take(folder, warc.data)
    assert [reason.partition(": ")[0] for reason in tally.refused] == [f"{PAGE}{number}" for number in range(1, 8)]
    assert not kept(folder)


def test_a_revisit_is_what_it_repeats(folder: Folder) -> None:
    warc = Warc()
    warc.put("response", f"{PAGE}1", b"<html>Vorlage</html>")
    more = {"WARC_Refers_To_Target_URI": f"{PAGE}1", "WARC_Refers_To_Date": "2026-04-12T03:10:00Z"}
    warc.put("revisit", f"{PAGE}1", b"", WARC_Date="2026-05-01T00:00:00Z", WARC_Payload_Digest="sha1:x", **more)
    assert take(folder, warc.data).taken == {"nord": 2}
    first, second = kept(folder)
    assert first.sha256 == second.sha256 and second.abgerufen_am.startswith("2026-05-01")


def test_bombs_and_giants_are_passed_over(folder: Folder) -> None:
    page = Warc()
    page.put("response", f"{PAGE}1", b"<html>")
    giant = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s2\r\nContent-Length: %s\r\n\r\n" % (
        PAGE.encode(), b"9" * 5000
    )  # fmt: skip
    for wild in (bomb("response", f"{PAGE}9"), bomb("response", "https://fremd.example/"), gzip.compress(giant)):
        tally = take(folder, wild + page.data)
        assert (tally.taken["nord"], len(tally.lost)) == (1, 1)
    tally = take(folder, giant + page.plain)
    assert (tally.taken["nord"], len(tally.lost)) == (1, 1)
    head = b"WARC/1.0\r\n" + b"x: y\r\n" * 50_000
    assert take(folder, gzip.compress(head) + page.data).taken["nord"] == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from((*STATE, "nord")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
KNOWN = st.sampled_from(("lauf", "robots", "fenster", "plan", "vergessen", "x"))
ROW = st.fixed_dictionaries({"name": KNOWN, "wert": JSON.map(json.dumps) | st.sampled_from(("{", ""))})
SHAPED = st.fixed_dictionaries({"portal": JSON, "tabelle": st.sampled_from([*STATE]), "zeilen": st.lists(ROW)})


@given(JSON | SHAPED)
def test_claims_are_believed_only_where_they_can_be_true(said: object) -> None:
    payload = json.dumps(said).encode()
    assert fetch_of(payload) is None
    state = state_of(payload)
    for row in state.rows if state else ():
        assert row.keys() == STATE["zustand"].keys()
        json.loads(row["wert"])


def test_wild_claims_cost_no_page(folder: Folder) -> None:
    warc, deep = Warc(), b"[" * 100_000
    told = {"portal": "nord", "tabelle": "zustand", "zeilen": [{"name": "lauf", "wert": '{"zustand": "aktiv"}'}]}
    for wild in (deep, b"\xff", b'"\\ud800"', json.dumps(told).encode(), b'{"portal": "nord"}'):
        for kind in (FETCH_TYPE, STATE_TYPE):
            warc.put("metadata", f"{PAGE}1", wild, kind)
        warc.put("response", f"{PAGE}1", b"<html>Vorlage</html>")
    assert take(folder, warc.data).taken == {"nord": 5}
    assert len(kept(folder)) == 1 and query(folder.archive_path("nord"), "select * from zustand") == []
    said = {"portal": "nord", **vars(Fetch(f"{PAGE}2", "2026-01-01T00:00:00+00:00", sha256="0" * 64, id=7))}
    warc = Warc()
    warc.put("metadata", f"{PAGE}2", json.dumps(said).encode(), FETCH_TYPE, WARC_Refers_To="<urn:x>")
    warc.put("response", f"{PAGE}2", b"<html>etwas anderes</html>", WARC_Record_ID="<urn:x>")
    assert take(folder, warc.data).refused == [f"{PAGE}2: it is not what its metadata says"]


def test_what_cannot_be_taken_in_gets_a_sentence(folder: Folder, tmp_path: Path) -> None:
    here = ("--data", folder.path)
    for name, data in (("leer.warc.gz", b""), ("kein.warc", b"<html>"), ("kein.wacz", b"PK\x05\x06" + bytes(18))):
        (tmp_path / name).write_bytes(data)
        assert name in refused("ingest", tmp_path / name, *here)
    assert "fehlt.warc does not exist" in refused("ingest", tmp_path / "fehlt.warc", *here)
    assert "'nirgends' is not known" in refused("ingest", tmp_path / "leer.warc.gz", "--portal", "nirgends", *here)
    (tmp_path / "seite.html").write_bytes(b"<html>")
    mixed = ris("ingest", tmp_path / "leer.warc.gz", tmp_path / "seite.html", *here, code=2)
    assert "taken in by themselves" in mixed.stderr
    with zipfile.ZipFile(tmp_path / "bombe.wacz", "w", zipfile.ZIP_DEFLATED) as wacz:
        wacz.writestr("archive/a.warc", bytes(10_000_000))
    assert "is not read" in refused("ingest", tmp_path / "bombe.wacz", *here)
    warc = Warc()
    warc.put("response", f"{PAGE}1", b"<html>Vorlage</html>")
    with zipfile.ZipFile(tmp_path / "gepackt.wacz", "w", zipfile.ZIP_DEFLATED) as wacz:
        wacz.writestr("archive/a.warc", warc.plain)
    with tapes(tmp_path / "gepackt.wacz") as found:
        assert [name for name, _ in found] == ["gepackt.wacz: archive/a.warc"]
    ris("ingest", tmp_path / "gepackt.wacz", *here)
    assert len(kept(folder)) == 1
