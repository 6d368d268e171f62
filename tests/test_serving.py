"""`ris serve`: each publish is taken over without a gap, and nothing is left when it ends."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ris_scraper.publish import editions
from ris_scraper.publish.site import publish
from tests.support import sample_db
from tests.support.command import refused
from tests.support.serving import free_port

# A number that changes with each edition, in three places of the site.
_EDITION = "update kreise set einwohner = 1000 + ? where ags = '99001'"
PLACES = (
    "/ris/kreise.json?_shape=array&ags=99001",
    "/ris.json?sql=select+einwohner+from+kreise+where+ags%3D%2799001%27&_shape=array",
    "/ris/kreise.csv?ags=99001",
)


@dataclass
class Site:
    """A data folder with a site, and the process that serves it."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        """What it told so far."""
        return (self.folder / "said.txt").read_text()

    def edition(self, number: int) -> None:
        with closing(sqlite3.connect(self.folder / "ris.db")) as db, db:
            db.execute(_EDITION, [number])
        publish(self.folder / "ris.db", self.folder / "site")

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return str(answer.read().decode())

    def number(self, path: str = PLACES[0]) -> int:
        """The edition that a place shows."""
        text = self.get(path)
        if not path.partition("?")[0].endswith("csv"):
            return int(json.loads(text)[0]["einwohner"]) - 1000
        names, row = (line.split(",") for line in text.splitlines()[:2])
        return int(row[names.index("einwohner")]) - 1000

    def told(self, words: str) -> None:
        """Wait until it says so."""
        until(lambda: words in self.said)

    @property
    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(number) for number in found]


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.02)


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    if not (folder / "ris.db").exists():
        sample_db.build(folder / "ris.db")
    publish(folder / "ris.db", folder / "site")
    port = free_port()
    command = [sys.executable, "-m", "ris_scraper", "serve", "--data", str(folder), "--port", str(port)]
    with (folder / "said.txt").open("w") as said, subprocess.Popen(command, stderr=said, stdout=said) as process:
        site = Site(folder, port, process)
        try:
            site.told("startup complete")
            yield site
        finally:
            process.terminate()
            process.wait(30)


def gone(number: int) -> bool:
    """Whether a process has ended; one that nobody waits for is a zombie until somebody does."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@dataclass
class Readers:
    """Readers that ask one page after the other, and what they saw."""

    site: Site
    stop: threading.Event = field(default_factory=threading.Event)
    wrong: list[str] = field(default_factory=list)
    asked: int = 0

    def read(self) -> None:
        """No answer fails, and none is of an edition before the last one seen, wherever it is looked up."""
        last = 0
        while not self.stop.is_set():
            for path in PLACES:
                try:
                    now = self.site.number(path)
                except (OSError, ValueError) as error:
                    self.wrong.append(f"{path}: {error!r}")
                    continue
                if now < last:
                    self.wrong.append(f"{path}: edition {now} after {last}")
                last = now
                self.asked += 1


def test_publishing_leaves_no_gap_and_mixes_nothing(tmp_path: Path) -> None:
    sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(tmp_path / "ris.db")) as db, db:
        db.execute(_EDITION, [0])
    with served(tmp_path) as site:
        readers = Readers(site)
        threads = [threading.Thread(target=readers.read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for number in (1, 2):
            site.edition(number)
            until(lambda number=number: site.number() == number)  # type: ignore[misc]
        readers.stop.set()
        for thread in threads:
            thread.join()
        assert readers.wrong == []
        assert readers.asked > 50
        until(lambda: len(site.children) == 1)
    assert sorted(path.name for path in tmp_path.glob("site*")) == ["site", "site.3"]


def test_an_answer_that_is_under_way_comes_whole(tmp_path: Path) -> None:
    sample_db.build(tmp_path / "ris.db")
    with closing(sqlite3.connect(tmp_path / "ris.db")) as db, db:
        rows = [(f"nord:x{number}", "x" * 5_000) for number in range(3_000)]
        db.executemany("insert into vorlagen (id, portal, ags, betreff) values (?, 'nord', '99001', ?)", rows)
        db.execute(_EDITION, [0])
    with served(tmp_path) as site, closing(socket.create_connection(("127.0.0.1", site.port))) as reader:
        reader.sendall(b"GET /ris/vorlagen.csv HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        got = bytearray(reader.recv(1000))
        # Two editions on, so that this one would be cleared away if nobody answered from it.
        for number in (1, 2):
            quick_edition(site, number)
            until(lambda number=number: site.number() == number)  # type: ignore[misc]
        while more := reader.recv(1_000_000):
            got += more
    assert got.startswith(b"HTTP/1.1 200") and got.endswith(b"0\r\n\r\n") and len(got) > 15_000_000
    assert b"UNVOLLST" not in got


def quick_edition(site: Site, number: int) -> None:
    """A new edition by somebody who does not wait until the one before is free."""
    waited, editions.WAIT = editions.WAIT, 0.0
    try:
        site.edition(number)
    finally:
        editions.WAIT = waited


def test_an_edition_that_cannot_be_served_is_not_and_the_next_one_is(tmp_path: Path) -> None:
    with served(tmp_path) as site:
        broken = tmp_path / "site.9"
        broken.mkdir()
        (broken / editions.MARK).write_text("title: x")
        (broken / "metadata.yaml").write_text("{")
        (tmp_path / "neu").symlink_to("site.9")
        (tmp_path / "neu").replace(tmp_path / "site")
        site.told("cannot be served")
        assert "Kreis" in site.get("/")
        site.edition(5)
        until(lambda: site.number() == 5)


@pytest.mark.parametrize(
    ("moment", "number"), [("serving", signal.SIGTERM), ("reloading", signal.SIGTERM), ("reloading", signal.SIGINT)]
)
def test_nothing_is_left_when_the_command_is_ended(tmp_path: Path, moment: str, number: signal.Signals) -> None:
    with served(tmp_path) as site:
        if moment == "reloading":
            quick_edition(site, 1)
            until(lambda: len(site.children) == 2)
        children = site.children
        site.process.send_signal(number)
        assert site.process.wait(20) == 0
        assert len(children) == (2 if moment == "reloading" else 1)
        # One that was only just begun is told by the end of its line.
        until(lambda: all(map(gone, children)))
    assert "Traceback" not in site.said


def test_a_command_that_was_killed_leaves_nothing_either(tmp_path: Path) -> None:
    with served(tmp_path) as site:
        children = site.children
        site.process.kill()
        until(lambda: all(map(gone, children)))


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    publish(sample_db.build(tmp_path / "ris.db"), tmp_path / "site")
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        said = refused(tmp_path, "serve", "--data", ".", "--port", str(port))
    assert f"127.0.0.1:{port} cannot be listened on" in said and "--port" in said
