"""No page takes more than two seconds of computing; one that is stopped is recorded, and the run goes on."""

from __future__ import annotations

import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import NoReturn

import pytest

from parsers import VENDORS
from ris_scraper.archive.archive import Archive
from ris_scraper.build.intake import read_portal
from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.errors import TooCostly
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.read import fence, read
from tests.support.fixture_pages import MARKED, expected, fetch_of, page_of

[GOOD, BAD, *_] = [
    path for path in MARKED if path.parent.name == "allris3" and expected(path)["seitentyp"] == "vorlage"
]
FOREVER = re.compile(r"(?:a+)+$")


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser with a pattern that goes back and forth without end on one page."""
    vendor = VENDORS["allris3"]
    known = vendor.pages["vorlage"]

    def parse(page: Page) -> Parsed:
        if page.url == page_of(BAD).url:
            FOREVER.match("a" * 100 + "!")
        return known(page)

    monkeypatch.setitem(VENDORS, "allris3", replace(vendor, pages={**vendor.pages, "vorlage": parse}))
    monkeypatch.setattr(fence, "SECONDS", 0.3)
    read.prepare()


def read_bad() -> str | None:
    return read.read(page_of(BAD).url, BAD.read_bytes()).fehler


def test_a_page_that_hangs_is_stopped_and_recorded(hanging: None, db: Dataset, tmp_path: Path) -> None:
    began = time.thread_time()
    with Archive(tmp_path / "a.db") as archive:
        for number, path in enumerate((BAD, GOOD)):
            archive.keep(
                replace(fetch_of(path), abgerufen_am=f"2026-11-0{number + 1}T02:00:00+00:00"), path.read_bytes()
            )
        counts = read_portal(db, archive, "muster")
    assert (counts.seiten, counts.fehler) == (2, 1)
    [row] = db.rows("select url, fehler, grund from seiten where fehler is not null")
    assert (row["url"], row["fehler"]) == (page_of(BAD).url, "TooCostly")
    assert "more than 0.3 seconds of computing" in row["grund"]
    assert time.thread_time() - began < 2
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_error_lost_where_none_can_leave_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "SECONDS", 0.1)

    class Finalized:
        def __del__(self) -> None:
            burn(0.15)

    def work() -> NoReturn:
        Finalized()
        while True:
            pass

    with pytest.raises(TooCostly):
        fence.fenced("u", work)


def burn(seconds: float) -> None:
    began = time.thread_time()
    while time.thread_time() - began < seconds:
        pass


def test_what_other_threads_compute_is_not_the_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "SECONDS", 0.2)
    other = threading.Thread(target=burn, args=(0.5,))
    other.start()
    assert fence.fenced("u", lambda: (burn(0.1), time.sleep(0.6), 1)[-1]) == 1
    other.join()


def test_the_fence_within_the_fence_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "SECONDS", 0.4)

    def twice() -> None:
        fence.fenced("u", lambda: burn(0.35))
        fence.fenced("u", lambda: burn(0.35))

    with pytest.raises(TooCostly):
        fence.fenced("u", twice)


def test_threads_have_their_pages_read_by_the_main_thread(hanging: None) -> None:
    inbox: SimpleQueue[object] = SimpleQueue()
    with fence.Desk(inbox.put), ThreadPoolExecutor(2) as pool:
        runs = [pool.submit(read_bad), pool.submit(read.parse, page_of(GOOD))]
        for run in runs:
            run.add_done_callback(inbox.put)
        ended = []
        while len(ended) < len(runs):
            message = inbox.get()
            message() if callable(message) else ended.append(message)
    assert runs[0].result() == "TooCostly"
    assert runs[1].result() == read.parse(page_of(GOOD))


def test_a_desk_that_closes_leaves_nobody_waiting() -> None:
    begun = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        with fence.Desk(lambda _: begun.set()):
            run = pool.submit(read.parse, page_of(GOOD))
            assert begun.wait(10)
        assert run.result(10).vendor == "allris3"


def test_a_thread_without_a_desk_reads_by_itself() -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(read.parse, page_of(GOOD)).result() == read.parse(page_of(GOOD))


def test_threads_that_begin_together_compile_what_pages_need_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ready: list[str] = []

    def prepare() -> None:
        if not ready:
            time.sleep(0.05)
            ready.append(threading.current_thread().name)

    monkeypatch.setattr(read, "prepare", prepare)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: read.page_of("https://a.example/", b"<html></html>"), range(8)))
    assert len(ready) == 1
