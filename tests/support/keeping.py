"""What the tests of looking after a data folder share: folders with archives, a killed run, a damaged file, mounts."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ris_scraper.archive.archive import Fetch
from ris_scraper.folder import Folder

# Holds a portal as a run does, says so, and is killed.
_RUN = """
import sys, time
from pathlib import Path
from ris_scraper.archive.frontier import locked
from ris_scraper.folder import Folder
sys.argv = ["ris", "crawl"]
folder = Folder(Path({folder!r}))
with locked(folder.archive_path({slug!r})), folder.frontier({slug!r}) as frontier:
    begun = {{"ausgang": "abgebrochen", "ende": "2026-11-01T02:00:00+00:00", "grund": "begun, and killed"}}
    frontier.put("lauf", begun)
    print("running", flush=True)
    time.sleep(60)
"""


def archive(folder: Folder, slug: str, pages: int = 3) -> Path:
    """An archive with some fetches, of four different days."""
    with folder.archive(slug) as kept:
        for number in range(pages):
            day = f"2026-11-{1 + number % 4:02}T02:00:00+00:00"
            body = f"<p>Seite {number} von {slug}</p>".encode() + bytes(range(256)) * 20
            kept.keep(Fetch(f"https://{slug}.example/bi/vo020.asp?VOLFDNR={number}", day), body)
    return folder.archive_path(slug)


def running(folder: Folder, slug: str) -> subprocess.Popen[str]:
    """A run on a portal, in a process of its own."""
    code = _RUN.format(folder=str(folder.path), slug=slug)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "running\n"
    return process


def killed(process: subprocess.Popen[str]) -> None:
    """End a process by SIGKILL."""
    process.kill()
    assert process.wait() == -signal.SIGKILL
    if process.stdout:
        process.stdout.close()


def damage(path: Path) -> None:
    """Overwrite pages in the middle of a file, as a bad disk does; its header stays."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    whole = path.read_bytes()
    assert len(whole) > 3 * 4096
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def in_namespace(folder: Path, setup: str, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command where `setup` (mounts) holds for it alone; skips where the system does not let us."""
    call = ["unshare", "-rm", "sh", "-c"]
    try:
        tried = subprocess.run([*call, setup], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if tried.returncode:
        pytest.skip("mounts are not permitted here")
    line = f'{setup} && exec "$@"'
    return subprocess.run([*call, line, "sh", *command], cwd=folder, capture_output=True, text=True, check=False)
