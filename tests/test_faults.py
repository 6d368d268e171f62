"""A full disk, a folder that cannot be written, another program at the file, damaged files, at every step.

Each ends with a sentence and its exit code, no traceback; nothing that was fetched is lost, and the site stays. Mounts
hold for the command alone (a namespace of its own); where the system does not allow them, these tests are skipped.
Several commands at once: test_trouble.py, test_crawl.py, test_night.py.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.simulator.server import serve
from tests.support.command import RUN, SOEST, ris
from tests.support.crawling import CONTACT, VENDORS, enter, tiny
from tests.support.keeping import in_namespace
from tests.support.rows import content, query

URL = "https://portal.example/vo020.asp?VOLFDNR=1"
COMMANDS = (("read", "--all"), ("build",), ("judge",), ("publish",))
#: Mounts: a disk with a copy of the folder and hardly any room left, and a folder in which nobody may write.
FULL = "mkdir -p disk && mount -t tmpfs -o size={kilobytes}k none disk && cp -a data/. disk/"
READ_ONLY = "mount --bind data data && mount -o remount,bind,ro data"
SENTENCES = {FULL: "the disk is full; make room", READ_ONLY: "cannot be written; give the user"}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with an archive, a dataset and a site."""
    folder = tmp_path_factory.mktemp("faults")
    for command in (["ingest", str(SOEST), "--portal", "soest-alt", "--url", URL], ["publish"]):
        assert ris(folder, *command, "--data", "data").returncode == 0
    return folder / "data"


@pytest.fixture
def data(kept: Path, tmp_path: Path) -> Path:
    return shutil.copytree(kept, tmp_path / "data", symlinks=True)


def run(folder: Path, setup: str, *command: str) -> CompletedProcess[str]:
    """Run `ris` where the mounts hold; what the data folder then is, is copied to `after`."""
    place = "disk" if "disk" in setup else "data"
    line = f'"$@"; code=$?; cp -a {place} after; exit $code'
    done = in_namespace(folder, setup, "sh", "-c", line, "sh", *RUN, *command, "--data", place)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def whole(path: Path) -> bool:
    return query(path, "pragma integrity_check") == [("ok",)]


def as_before(now: Path, before: Path) -> None:
    """What was fetched is there, what was published is served on, and the dataset is that of before."""
    for file in (before / "archive").glob("*.db"):
        sql = "select a.*, i.zlib from abrufe a join inhalte i using (sha256) order by a.id"
        assert query(now / "archive" / file.name, sql) == query(file, sql)
    assert (now / "site" / "ris.db").read_bytes() == (before / "site" / "ris.db").read_bytes()
    assert (now / "site" / "datasette.yaml").is_file()
    assert whole(now / "ris.db") and content(now / "ris.db") == content(before / "ris.db")


def full(data: Path) -> str:
    """Mounts for a disk that holds the folder and next to nothing else."""
    size = sum(path.lstat().st_size // 4096 + 1 for path in data.rglob("*")) * 4
    return FULL.format(kilobytes=size + 20)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("fault", SENTENCES, ids=["full", "read-only"])
def test_a_disk_without_room_or_rights(data: Path, kept: Path, fault: str, command: tuple[str, ...]) -> None:
    done = run(data.parent, full(data) if fault == FULL else fault, *command)
    assert done.returncode == 1 and SENTENCES[fault] in done.stderr, done.stderr
    as_before(data.parent / "after", kept)


#: Each with the kilobytes that are enough for its dataset, and not for all pages.
CRAWLS = {("crawl", "muster", "--since", "2020"): 1_000, ("night", "--since", "2020"): 1_600}
CRAWL = next(iter(CRAWLS))


@pytest.mark.parametrize("command", CRAWLS, ids=" ".join)
def test_a_disk_that_fills_up_while_a_portal_is_crawled(tmp_path: Path, command: tuple[str, ...]) -> None:
    with serve(VENDORS["sessionnet"].portal(tiny())) as server:
        enter(tmp_path / "data", "sessionnet", muster=server.base_url)
        done = run(tmp_path, FULL.format(kilobytes=CRAWLS[command]), *command, "--contact", CONTACT)
        assert done.returncode == 1 and "the disk is full" in done.stderr + done.stdout, done.stderr
        archive, kept = tmp_path / "after" / "archive" / "muster.db", "select url, sha256 from abrufe"
        assert whole(archive)
        asked = query(archive, kept)
        # With room again the next run goes on.
        again = ris(tmp_path, *CRAWL, "--contact", CONTACT, "--data", "after")
        assert again.returncode == 0, again.stderr
        assert set(asked) < set(query(archive, kept))
    assert whole(tmp_path / "after" / "ris.db")


LOCKED = {("read", "--all"): 1, ("judge",): 1, ("build",): 0, ("publish",): 0}


@pytest.mark.parametrize("command", LOCKED, ids=" ".join)
def test_another_program_at_the_dataset(data: Path, kept: Path, command: tuple[str, ...]) -> None:
    """Who only reads the old file, or replaces it, is not in its way; who writes waits five seconds, and is told."""
    with closing(sqlite3.connect(data / "ris.db", isolation_level=None)) as other:
        other.execute("begin immediate")
        done = ris(data.parent, *command, "--data", "data")
    assert done.returncode == LOCKED[command]
    if done.returncode:
        assert "it is being written by another program" in done.stderr
        as_before(data, kept)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garbage(path: Path) -> None:
    path.write_bytes(b"what a bad disk left" * 999)


def empty(path: Path) -> None:
    path.write_bytes(b"")


#: A file, how it is spoilt, a command, and a sentence of what it says; None where it mends or does not need the file.
SPOILT = [
    ("ris.db", truncated, ("publish",), "ris build"),
    ("ris.db", garbage, ("read", "--all"), "ris build"),
    ("ris.db", empty, ("judge",), "ris build"),
    ("ris.db", garbage, ("build",), None),
    ("archive/soest-alt.db", truncated, ("read", "--all"), "soest-alt.db"),
    ("archive/soest-alt.db", garbage, ("build",), "ris.db stays as it is"),
    ("archive/soest-alt.db", empty, ("build",), "holds no page"),
    ("site/ris.db", garbage, ("publish",), None),
    ("site/ris.db", garbage, ("serve",), "ris publish"),
    ("site/ris.db", truncated, ("serve",), "ris publish"),
]


@pytest.mark.parametrize(("name", "spoil", "command", "said"), SPOILT)
def test_a_damaged_file(data: Path, kept: Path, name: str, spoil: object, command: tuple[str, ...], said: str) -> None:
    assert callable(spoil)
    spoil(data / name)
    others = {path: path.read_bytes() for path in (data / "site").glob("*.*") if str(path) != str(data / name)}
    done = ris(data.parent, *command, "--data", "data")
    assert done.returncode == (1 if said else 0), done.stderr
    if said:
        assert said in done.stderr
        assert all(path.read_bytes() == body for path, body in others.items())
        return
    assert whole(data / "ris.db") and whole(data / "site" / "ris.db")
    assert content(data / "ris.db") == content(kept / "ris.db")


# The command on a machine whose clock says 2001.
BACK = """
import datetime, sys
real = datetime.datetime
class Then(real):
    @classmethod
    def now(cls, tz=None):
        return real.now(tz).replace(year=2001)
datetime.datetime = Then
from ris_scraper.cli.main import main
for command in sys.argv[1:]:
    sys.argv = ["ris", *command.split(), "--data", "data"]
    try:
        main()
    except SystemExit as end:
        if end.code:
            raise
"""


def test_a_clock_that_went_back_loses_nothing(data: Path, kept: Path) -> None:
    """All that was fetched lies in the future then; the same is read from it, and the site is made of it."""
    line = [sys.executable, "-c", BACK, *map(" ".join, COMMANDS)]
    done = subprocess.run(line, cwd=data.parent, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stderr
    assert "2001" in query(data / "ris.db", "select max(ende) from laeufe where art = 'judge'")[0][0]
    assert content(data / "ris.db") == content(kept / "ris.db")
    assert whole(data / "site" / "ris.db")
