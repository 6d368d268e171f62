"""`ris backup`: whole copies while a run writes; a damaged archive, a full disk or a kill never cost the older copy."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ris_scraper.folder import Folder
from tests.support.command import RUN, refused, ris
from tests.support.crawling import enter
from tests.support.keeping import archive, damage, in_namespace, killed
from tests.support.rows import query

FETCHES = "select url, abgerufen_am, sha256 from abrufe order by id"
# Writes into an archive without end.
WRITER = """
import sys
from pathlib import Path
from ris_scraper.archive.archive import Fetch
from ris_scraper.folder import Folder
with Folder(Path(sys.argv[1])).archive("nord") as kept:
    for number in range(10**9):
        kept.keep(Fetch(f"https://nord.example/bi/{number}", "2026-11-05T00:00:00+00:00"), b"%d" % number * 500)
        if number == 20:
            print("writing", flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with archives and all that an operator wrote."""
    folder = Folder(tmp_path / "ris-data")
    enter(folder.path, "allris3", nord="https://nord.example/bi/", sued="https://sued.example/bi/")
    for slug in ("nord", "sued"):
        archive(folder, slug, 30)
    (folder.path / "berichte").mkdir()
    for name in ("site.toml", "probe.jsonl", "berichte/2026-11-02T021700.json"):
        (folder.path / name).write_text(f"# {name}\n")
    return folder


def copied(folder: Folder) -> Folder:
    return Folder(folder.path.parent / "kopie")


def backup(folder: Folder, code: int = 0) -> str:
    done = ris(folder.path.parent, "backup", "kopie")
    assert done.returncode == code and done.stdout == "", done.stderr
    return done.stderr


def files(path: Path) -> dict[str, bytes]:
    """What a backup holds, without its lock, which names the process."""
    found = (file for file in path.rglob("*") if file.is_file() and file.name != "backup.lock")
    return {str(file.relative_to(path)): file.read_bytes() for file in found}


def test_a_backup_is_a_data_folder_to_build_from(folder: Folder) -> None:
    assert "6 of 6 files in kopie, each checked" in backup(folder)
    found = files(copied(folder).path)
    assert sorted(found) == [
        "archive/nord.db", "archive/sued.db", "berichte/2026-11-02T021700.json", "portals.toml", "probe.jsonl",
        "site.toml",
    ]  # fmt: skip
    assert all((folder.path / name).read_bytes() == body for name, body in found.items() if not name.endswith(".db"))
    for slug in ("nord", "sued"):
        assert query(copied(folder).archive_path(slug), FETCHES) == query(folder.archive_path(slug), FETCHES)
    assert ris(folder.path.parent, "build", "--data", "kopie").returncode == 0
    archive(folder, "nord", 35)
    backup(folder)
    assert len(query(copied(folder).archive_path("nord"), FETCHES)) == 35


def test_releases_are_copied_once_and_a_half_made_one_is_not(folder: Folder) -> None:
    for name in ("0.2.0", "0.3.0.neu"):
        (folder.releases / name).mkdir(parents=True)
        (folder.releases / name / "ris.db").write_bytes(b"cited")
    (folder.releases / "0.2.0" / "ris.db").chmod(0o444)
    backup(folder)
    [made] = copied(folder).releases.rglob("*.db")
    assert made.parent.name == "0.2.0" and made.read_bytes() == b"cited"
    first = made.stat().st_ino
    backup(folder)
    assert made.stat().st_ino == first
    shutil.rmtree(folder.releases / "0.2.0")
    (folder.releases / "0.2.0").mkdir()
    (folder.releases / "0.2.0" / "ris.db").write_bytes(b"anew!")
    backup(folder)
    assert made.read_bytes() == b"anew!"


def test_a_damaged_archive_is_named_and_costs_nothing(folder: Folder) -> None:
    backup(folder)
    before = files(copied(folder).path)
    damage(folder.archive_path("nord"))
    (folder.path / "archive" / "mitte.db").write_bytes(b"no database at all, " * 999)
    archive(folder, "sued", 31)
    said = backup(folder, code=1)
    assert "nord.db" in said and "damaged" in said and "mitte.db is not an archive of ours" in said
    assert "5 of 7 files in kopie" in said
    after = files(copied(folder).path)
    assert after["archive/nord.db"] == before["archive/nord.db"] and sorted(after) == sorted(before)
    assert len(query(copied(folder).archive_path("sued"), FETCHES)) == 31


def test_a_backup_while_a_run_writes_is_one_moment_of_it(folder: Folder) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder.path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout and writer.stdout.readline() == "writing\n"
    for _ in range(3):
        backup(folder)
        copy = copied(folder).archive_path("nord")
        assert query(copy, "pragma integrity_check") == [("ok",)]
        assert query(copy, "select count(*) from abrufe where sha256 not in (select sha256 from inhalte)") == [(0,)]
    rows = query(copy, FETCHES)
    killed(writer)
    assert len(rows) > 50
    assert query(folder.archive_path("nord"), FETCHES)[: len(rows)] == rows


def test_a_kill_leaves_the_older_copy_whole_and_the_next_backup_mends_the_rest(folder: Folder) -> None:
    backup(folder)
    before = files(copied(folder).path)
    archive(folder, "nord", 6000)
    running = subprocess.Popen([*RUN, "backup", "kopie"], cwd=folder.path.parent, stderr=subprocess.DEVNULL, text=True)
    half = copied(folder).archive_path("nord").with_name("nord.db.neu")
    while not half.exists() and running.poll() is None:
        time.sleep(0.001)
    killed(running)
    assert half.exists()
    assert files(copied(folder).path)["archive/nord.db"] == before["archive/nord.db"]
    backup(folder)
    assert not half.exists() and len(query(copied(folder).archive_path("nord"), FETCHES)) == 6000


def test_a_full_disk_ends_with_its_sentence_and_leaves_the_older_backup(folder: Folder) -> None:
    backup(folder)
    # What comes last is as long as before, so that only the copies of the archives do not fit.
    archive(folder, "nord", 9000)
    mount = "mkdir -p voll && mount -t tmpfs -o size=1m tmpfs voll && cp -r kopie/. voll"
    done = in_namespace(
        folder.path.parent, mount, "sh", "-c", f"{' '.join(RUN)} backup voll; echo $?; rm -rf danach; cp -r voll danach"
    )
    assert done.stdout == "1\n" and "the disk is full; make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert files(folder.path.parent / "danach") == files(copied(folder).path)


def test_a_backup_of_a_folder_that_may_not_be_written(folder: Folder) -> None:
    mount = "mount --bind ris-data ris-data && mount -o remount,ro,bind ris-data"
    done = in_namespace(folder.path.parent, mount, *RUN, "backup", "kopie")
    assert done.returncode == 0, done.stderr
    assert query(copied(folder).archive_path("nord"), FETCHES) == query(folder.archive_path("nord"), FETCHES)
    shutil.rmtree(copied(folder).path)
    copied(folder).path.mkdir()
    done = in_namespace(folder.path.parent, mount.replace("ris-data", "kopie"), *RUN, "backup", "kopie")
    assert done.returncode == 1 and "cannot be written; give the user of this command the right" in done.stderr


def test_a_log_beside_the_older_copy_is_not_replayed_into_the_new_one(folder: Folder) -> None:
    backup(folder)
    copy = copied(folder).archive_path("nord")
    with copied(folder).archive("nord") as kept:
        kept.reject(1, "written into the backup")
        log = copy.with_name("nord.db-wal").read_bytes()
    copy.with_name("nord.db-wal").write_bytes(log)
    archive(folder, "nord", 31)
    backup(folder)
    assert not copy.with_name("nord.db-wal").exists()
    assert query(copy, "select count(*) from abrufe where verworfen is not null") == [(0,)]


def test_what_cannot_be_backed_up_gets_a_sentence(folder: Folder, tmp_path: Path) -> None:
    assert "is the data folder itself" in refused(tmp_path, "backup", "ris-data", code=2)
    assert "or lies in it" in refused(tmp_path, "backup", "ris-data/archive", code=2)
    assert "nowhere holds nothing to back up" in refused(tmp_path, "backup", "kopie", "--data", "nowhere")
    assert not (tmp_path / "kopie").exists() and not (tmp_path / "nowhere").exists()
