"""WARC at the door: all of an archive goes out and comes back; damage costs what it hits; nothing wild breaks it."""

from __future__ import annotations

import gzip
import io
import json
import random
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from ris_scraper.archive.archive import FILE, Fetch
from ris_scraper.archive.carrying import STATE
from ris_scraper.archive.files import Failure, Files
from ris_scraper.build.build import build
from ris_scraper.dataset import schema
from ris_scraper.folder import Folder
from ris_scraper.nouns.vendor import Request
from ris_scraper.publish.tables import published
from ris_scraper.warc.records import Loss, Record
from tests.support.archives import content
from tests.support.rows import query
from tests.support.warcs import Warc, members, names, read, refused, ris, warc_of

SUED = "musterkreis-sued"
PAGE = "https://nord.example/bi/vo020.asp?VOLFDNR="
FETCHES = "select * from abrufe order by id"


@pytest.fixture(scope="module")
def demo(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The demo's archives, and in one of them all that an archive can hold besides."""
    folder = Folder(tmp_path_factory.mktemp("warc") / "ris-demo")
    folder.path.mkdir()
    shutil.copy(demo_site.parent / "portals.toml", folder.path)
    shutil.copytree(demo_site.parent / "archive", folder.path / "archive")
    _enrich(folder)
    return folder


def _enrich(folder: Folder) -> None:
    with folder.archive(SUED) as archive, folder.frontier(SUED) as frontier, Files(archive.path) as files:
        first = next(archive.fetches())
        again = replace(first, id=0, abgerufen_am="2026-12-01T02:00:00.5+00:00", headers={"etag": "ä\r\nx: y"})
        archive.keep(again, archive.body(first.sha256))
        form = replace(again, url=f"{first.url}#seite=2&wort=Stra%C3%9Fe", content_type=None)
        archive.keep(form, b"<html>Antwort auf ein Formular</html>")
        archive.reject(archive.keep(replace(again, url=f"{first.url}&x=1 2", http_status=499), b"").id, "andere Seite")
        archive.keep(Fetch(f"{first.url}#anlage=plan", again.abgerufen_am, rendering=FILE), b"Der Kreis plant.")
        archive.keep(Fetch("https://sammlung.example/kopie", "2026-12-01T03:00:00+01:00", rendering="text"), b"Kopie")
        files.failed(f"{first.url}#anlage=karte", Failure("weg", "404"), "2026-12-01T15:00:00+00:00", limit=5)
        frontier.add([Request("https://sued.example/liste", "liste", "seite=2")], found_on=first.url)
        frontier.sighted([], [first.url], "2026-12-01T15:00:00+00:00", 3)
        frontier.put("lauf", {"zustand": "gesperrt", "grund": "Prüfung", "ende": "2026-12-03T03:10:00+01:00"})
        frontier.put("fenster", {"seit": 2015, "bis": "2026-12-01", "ganz": True})
        frontier.put("robots", [{"origin": "https://a.example", "verdict": "erlaubt", "asked_at": again.abgerufen_am}])
        frontier.forget("https://sued.example/vergessen")


@pytest.fixture(scope="module")
def written(demo: Folder) -> dict[str, Path]:
    """The WARC file of each portal."""
    done = ris("export-warc", *demo.archived(), "--data", demo.path, "--out", demo.path / "warc")
    return dict(zip(demo.archived(), map(Path, done.stdout.split()), strict=True))


def fresh(path: Path, portals: Path) -> Folder:
    path.mkdir()
    shutil.copy(portals / "portals.toml", path)
    return Folder(path)


# --- there and back --------------------------------------------------------------------------


def test_all_portals_come_back_and_give_the_same_dataset(
    demo: Folder, written: dict[str, Path], tmp_path: Path
) -> None:
    back = fresh(tmp_path / "neu", demo.path)
    done = ris("ingest", *written.values(), "--data", back.path)
    assert f"{SUED}: 28 new pages kept" in done.stderr
    for slug in demo.archived():
        old, new = demo.archive_path(slug), back.archive_path(slug)
        for table in ("abrufe", "inhalte", *STATE):
            sql = f"select * from {table} order by 1"
            assert query(new, sql) == query(old, sql), (slug, table)
    assert ris("ingest", *written.values(), "--data", back.path).stderr.count(": 0 new pages kept") == len(written)
    for folder in (demo, back):
        folder.ris_db.unlink(missing_ok=True)
        assert len([*build(folder)]) == len(written)
    before, after = content(demo.ris_db), content(back.ris_db)
    assert [name for name in before if before[name] != after[name]] == []
    # Of these, what is not the time at which they were made is compared.
    versions = "select name, version from versionen order by 1"
    assert query(demo.ris_db, versions) == query(back.ris_db, versions)
    said = {table.name for table in published()} & schema.kept().keys()
    assert said - before.keys() == {"laeufe", "versionen"}
    assert len(before["vorlagen"]) > 30 and len(before["dateien"]) == 2


def test_warcio_finds_nothing_wrong(written: dict[str, Path]) -> None:
    check = [sys.executable, "-c", "from warcio.cli import main; main()", "check", *map(str, written.values())]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_same_archive_gives_the_same_bytes(demo: Folder, written: dict[str, Path], tmp_path: Path) -> None:
    again = warc_of(SUED, demo.path, tmp_path)
    assert again.name == "musterkreis-sued-20261201020000.warc.gz" == written[SUED].name
    assert again.read_bytes() == written[SUED].read_bytes()
    packed = [warc_of(SUED, demo.path, tmp_path / place, "--wacz").read_bytes() for place in "ab"]
    assert packed[0] == packed[1]
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {again.name, f"{again.stem[:-5]}.wacz"}


def test_the_records_say_what_happened(written: dict[str, Path]) -> None:
    kinds: dict[str, list[Record]] = {}
    for found in read(written[SUED].read_bytes()):
        assert isinstance(found, Record)
        kinds.setdefault(found.kind, []).append(found)
    assert {kind: len(found) for kind, found in kinds.items()} == {
        "warcinfo": 1, "request": 26, "response": 26, "revisit": 1, "conversion": 1, "metadata": 32
    }  # fmt: skip
    assert b"ris-records: 87" in (kinds["warcinfo"][0].payload or b"")
    posted = [found.http for found in kinds["request"] if found.payload]
    assert [http.protocol for http in posted if http] == ["POST"]
    assert all(b"vergessen" not in (found.payload or b"") for found in kinds["response"])


def test_a_wacz_has_an_index_that_leads_to_its_answers(demo: Folder, tmp_path: Path) -> None:
    path = warc_of(SUED, demo.path, tmp_path, "--wacz")
    with zipfile.ZipFile(path) as wacz:
        lines = wacz.read("indexes/index.cdx").decode().splitlines()
        warc = wacz.read(next(name for name in wacz.namelist() if name.startswith("archive/")))
        package = json.loads(wacz.read("datapackage.json"))
        for resource in package["resources"]:
            assert len(wacz.read(resource["path"])) == resource["bytes"]
    assert lines == sorted(lines) and len(lines) == 27
    for line in lines:
        said = json.loads(line.split(" ", 2)[2])
        place = int(said["offset"])
        [record] = ArchiveIterator(io.BytesIO(warc[place : place + int(said["length"])]))
        assert record.rec_headers["WARC-Target-URI"] == said["url"]
        assert record.rec_headers["WARC-Payload-Digest"] == said["digest"]
    assert lines[0].startswith("example,musterkreis-sued,sessionnet)/bi/")
    assert any("__wb_method=post" in line and '"method": "POST"' in line for line in lines)


def test_forgotten_pages_are_in_no_file_and_do_not_come_back(
    demo: Folder, written: dict[str, Path], tmp_path: Path
) -> None:
    folder = fresh(tmp_path / "neu", demo.path)
    ris("ingest", written[SUED], "--data", folder.path)
    with folder.archive(SUED) as archive, folder.frontier(SUED) as frontier:
        url, count = next(archive.fetches()).url, archive.count()
        frontier.forget(url)
        gone = archive.forget(url)
    left = gzip.decompress(warc_of(SUED, folder.path, tmp_path).read_bytes())
    assert gone == 4 and f"WARC-Target-URI: {url}\r\n".encode() not in left
    assert f"{gone} forgotten before" in ris("ingest", written[SUED], "--data", folder.path).stderr
    assert query(folder.archive_path(SUED), "select count(*) from abrufe") == [(count - gone,)]


def test_what_cannot_be_written_gets_a_sentence(demo: Folder, tmp_path: Path) -> None:
    assert "portal 'nirgends' is not known" in refused("export-warc", "nirgends", "--data", demo.path)
    assert "run `ris crawl borken` first" in refused("export-warc", "borken", "--data", tmp_path)
    folder = fresh(tmp_path / "neu", demo.path)
    with folder.archive(SUED) as archive:
        assert "holds no page" in refused("export-warc", SUED, "--data", folder.path, "--out", tmp_path)
        kept = archive.keep(Fetch("https://a.example/", "2026-11-02T00:00:00+00:00"), b"Seite")
    with closing(sqlite3.connect(folder.archive_path(SUED))) as db, db:
        db.execute("update inhalte set zlib = 'x' where sha256 = ?", [kept.sha256])
    assert "damaged or missing" in refused("export-warc", SUED, "--data", folder.path, "--out", tmp_path)
    assert not list(tmp_path.glob("*.warc*"))


def test_an_archive_that_runs_know_takes_pages_and_keeps_its_state(
    demo: Folder, written: dict[str, Path], tmp_path: Path
) -> None:
    here = fresh(tmp_path / "neu", demo.path)
    with here.archive(SUED) as archive, here.frontier(SUED) as frontier:
        archive.keep(Fetch("https://a.example/", "2026-01-01T00:00:00+00:00"), b"Seite")
        frontier.put("lauf", {"ausgang": "fertig"})
    ris("ingest", written[SUED], "--data", here.path)
    assert query(here.archive_path(SUED), "select name, wert from zustand") == [("lauf", '{"ausgang": "fertig"}')]
    assert query(here.archive_path(SUED), "select count(*), max(id) from abrufe") == [(29, 29)]


# --- damage ----------------------------------------------------------------------------------


def test_a_cut_file_gives_all_whole_records_and_one_sentence(
    demo: Folder, written: dict[str, Path], tmp_path: Path
) -> None:
    data = written[SUED].read_bytes()
    ends, ids = [*members(data)], names(data)
    for step in range(50):
        cut = len(data) * step // 50 + step % 3
        whole = sum(end <= cut for end in ends)
        found = read(data[:cut])
        assert [record.headers["warc-record-id"] for record in found if isinstance(record, Record)] == ids[:whole]
        assert sum(isinstance(one, Loss) for one in found) == (cut not in (0, *ends))
    for cut in (ends[40], ends[40] - 1):
        folder = fresh(tmp_path / f"cut{cut}", demo.path)
        half = tmp_path / f"{cut}.warc.gz"
        half.write_bytes(data[:cut])
        said = refused("ingest", half, "--data", folder.path)
        assert "it ends too early" in said and "of 87; the other" in said and said.count(";") == 1
        bodies = sum(one.kind in ("response", "revisit") for one in read(data[:cut]) if isinstance(one, Record))
        assert query(folder.archive_path(SUED), "select count(*) from abrufe") == [(bodies,)]
        assert query(folder.ris_db, "select count(*) from seiten where abruf > 0")[0][0] > 5
        # The whole file brings what was missing, and nothing twice.
        ris("ingest", written[SUED], "--data", folder.path)
        rows = "select url, abgerufen_am, sha256, verworfen from abrufe order by 1, 2, 3"
        assert query(folder.archive_path(SUED), rows) == query(demo.archive_path(SUED), rows)


def test_a_flipped_bit_costs_its_record_alone(written: dict[str, Path]) -> None:
    data, chance = written[SUED].read_bytes(), random.Random(15)
    ids = set(names(data))
    for place in [0, 8, 16, 24, *(chance.randrange(len(data) * 8) for _ in range(120))]:
        spoilt = bytearray(data)
        spoilt[place // 8] ^= 1 << place % 8
        found = read(bytes(spoilt))
        left = {record.headers.get("warc-record-id") for record in found if isinstance(record, Record)}
        lost = sum(isinstance(one, Loss) for one in found)
        assert len(ids - left) == lost <= 1, place


def test_other_ways_to_pack_are_read_and_damage_in_them_is_said(written: dict[str, Path]) -> None:
    data = written[SUED].read_bytes()
    plain, ids = gzip.decompress(data), names(data)
    blocks = b"".join(gzip.compress(plain[at : at + 5000]) for at in range(0, len(plain), 5000))
    for packed in (plain, gzip.compress(plain), blocks, data + bytes(700), b"\r\n" + plain):
        assert names(packed) == ids
    body = plain.index(b"<html", len(plain) // 2)
    spoilt = plain[:body] + b"\0" + plain[body + 1 :]
    for packed in (spoilt, gzip.compress(spoilt)):
        assert [one.reason for one in read(packed) if isinstance(one, Loss)] == ["a record is not what its digest says"]
        assert len(names(packed)) == len(ids) - 1
    whole = gzip.compress(plain)
    assert isinstance(read(whole[: len(whole) // 2])[-1], Loss)


def test_a_wacz_without_its_end_is_searched(demo: Folder, tmp_path: Path) -> None:
    path = warc_of(SUED, demo.path, tmp_path, "--wacz")
    half = tmp_path / "halb.wacz"
    half.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    folder = fresh(tmp_path / "neu", demo.path)
    assert "records missing: " in refused("ingest", half, "--data", folder.path)
    assert query(folder.archive_path(SUED), "select count(*) > 10 from abrufe") == [(1,)]


def test_looking_for_the_next_record_ends() -> None:
    for wild in (b"\x1f\x8b\x08" * 300_000, b"WARC/1.0\r\nContent-Length: 9\r\n\r\nx\n" * 30_000):
        assert "damaged again and again" in read(wild)[-1].reason  # type: ignore[union-attr]


WILD = st.lists(
    st.tuples(st.sampled_from(("cut", "flip", "twice", "drop", "insert")), st.floats(0, 1), st.binary(max_size=40)),
    min_size=1,
    max_size=4,
)


def mangled(data: bytes, steps: list[tuple[str, float, bytes]]) -> bytes:
    for how, where, extra in steps:
        at = int(where * len(data))
        end = at + len(extra)
        data = {
            "cut": data[:at],
            "flip": data[:at] + extra + data[end:],
            "twice": data[:end] + data[at:],
            "drop": data[:at] + data[end:],
            "insert": data[:at] + extra + data[at:],
        }[how]
    return data


@pytest.fixture(scope="module")
def small() -> Warc:
    warc = Warc()
    for number in range(6):
        warc.put("response", f"{PAGE}{number}", b"<html>Vorlage %d</html>" % number)
    return warc


@settings(max_examples=150)
@given(WILD, st.booleans())
def test_no_mangled_file_breaks_the_reader_or_makes_a_record_up(
    small: Warc, steps: list[tuple[str, float, bytes]], packed: bool
) -> None:
    whole = small.data if packed else small.plain
    bodies = {one.payload for one in read(whole) if isinstance(one, Record)}
    for found in read(mangled(whole, steps)):
        digested = isinstance(found, Record) and "warc-block-digest" in found.headers
        assert not digested or not packed or found.payload in bodies  # type: ignore[union-attr]
