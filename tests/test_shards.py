"""A build in parts: whoever makes them, and whatever dies on the way, the dataset is the same."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ris_scraper.build import build as building
from ris_scraper.build import engines
from ris_scraper.build.build import build
from ris_scraper.build.engines import Here, Lost, Work
from ris_scraper.build.files import take_in_files
from ris_scraper.build.intake import read_fetch, read_into
from ris_scraper.build.shards import TRIES, Place, present, unfit
from ris_scraper.build.versions import older
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.join import settle
from ris_scraper.dataset.portal_state import enter_state
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.portals import portals
from tests.support.archives import content, filled
from tests.support.command import refused, ris
from tests.support.keeping import damage
from tests.support.rows import query

Content = dict[str, list[tuple[Any, ...]]]
WHOLE = ["archive", "portals.toml", "ris.db", "ris.lock"]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder that nobody has built yet."""
    return filled(tmp_path_factory.mktemp("kept") / "ris-data")


@pytest.fixture(scope="module")
def serial(kept: Folder, tmp_path_factory: pytest.TempPathFactory) -> Content:
    """What this process makes of the archives alone."""
    folder = copied(kept, tmp_path_factory.mktemp("serial"))
    list(build(folder))
    return content(folder.ris_db)


@pytest.fixture
def folder(kept: Folder, tmp_path: Path) -> Folder:
    return copied(kept, tmp_path)


@pytest.fixture
def every(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small archives are worth a process, too."""
    monkeypatch.setattr(building, "_WORTH", 1)


def copied(folder: Folder, to: Path) -> Folder:
    return Folder(shutil.copytree(folder.path, to / "ris-data"))


def files(folder: Folder) -> list[str]:
    return sorted(path.name for path in folder.path.iterdir())


def test_the_archives_hold_all_that_a_build_has_to_merge(serial: Content) -> None:
    # What portals have in common is not merged: `ris reuse` makes it.
    assert [name for name, rows in serial.items() if not rows] == ["textgleich", "uebernahmen"]
    assert {row[4] for row in serial["portale"] if row[4]} >= {"allris3", "allris4", "sessionnet", "sdnet", "rubin"}
    assert len(serial["aenderungen"]) > 50 and any(row[-1] for row in serial["seiten"])


def one_by_one(db: Dataset, folder: Folder, slug: str) -> None:
    """Each page on its own, as a crawl writes what it reads."""
    with folder.archive(slug) as archive, folder.frontier(slug) as frontier, db.transaction():
        for fetch in archive.fetches(oldest_first=True):
            body = archive.body(fetch.sha256)
            store.put(db, slug, fetch, read_fetch(fetch, body, folder.portal(slug).vendor))
        settle(db, slug)
        take_in_files(db, archive, slug, ocr=False)
        enter_state(db, slug, frontier)


def at_once(db: Dataset, folder: Folder, slug: str) -> None:
    """As `ris read --all` does."""
    read_into(db, folder, slug, everything=True)


@pytest.mark.parametrize("take_in", [one_by_one, at_once])
def test_reading_into_one_file_comes_to_the_same(
    take_in: Callable[[Dataset, Folder, str], None], folder: Folder, serial: Content
) -> None:
    with folder.dataset() as db:
        for slug in folder.archived():
            take_in(db, folder, slug)
        db.rebuild_volltext()
    read = content(folder.ris_db, places=False)
    folder.ris_db.unlink()
    list(build(folder))
    built = content(folder.ris_db, places=False)
    assert {name for name, rows in built.items() if rows != read[name]} <= {"runs"}


def test_processes_make_the_same(folder: Folder, serial: Content, every: None) -> None:
    assert {slug for slug, _ in build(folder, jobs=2)} == {*folder.archived()}
    assert content(folder.ris_db) == serial
    assert files(folder) == WHOLE


def test_ranges_make_the_same(folder: Folder, serial: Content, every: None, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    class Wide(Here):
        width = 8

        def submit(self, number: int, work: Work) -> None:
            read.append(work.func.__name__)
            super().submit(number, work)

    monkeypatch.setattr(building, "_engine", lambda *_: Wide())
    list(build(folder, jobs=8, size=3))
    assert read.count("read_range") > 10 and read.count("make") == len(list(folder.archived()))
    assert content(folder.ris_db) == serial


def test_processes_read_ranges(folder: Folder, serial: Content, every: None) -> None:
    list(build(folder, jobs=3, size=7))
    assert content(folder.ris_db) == serial


def test_killed_processes_cost_only_what_they_were_doing(folder: Folder, serial: Content, every: None) -> None:
    killed: set[int | None] = set()
    for _ in build(folder, jobs=2):
        if not killed:
            # One is done and has its next portal already; the other is at its first, or done with it as well.
            for process in multiprocessing.active_children():
                killed.add(process.pid)
                os.kill(process.pid or 0, signal.SIGKILL)
    assert len(killed) == 2 and not multiprocessing.active_children()
    assert content(folder.ris_db) == serial
    assert files(folder) == WHOLE


class Deadly(Here):
    """Whoever works at one portal dies, so many times."""

    def __init__(self, slug: str, times: int) -> None:
        super().__init__()
        self.slug, self.times, self.deaths = slug, times, 0

    def finished(self) -> tuple[int, Any]:
        number, work = next(iter(self._work.items()))
        if work.args[1].slug != self.slug or self.deaths == self.times:
            return super().finished()
        self.deaths += 1
        del self._work[number]
        return number, Lost(final=False)


def test_a_part_is_made_again(folder: Folder, serial: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_engine", lambda *_: Deadly("musterkreis-nord", TRIES - 1))
    list(build(folder))
    assert content(folder.ris_db) == serial


def test_a_portal_whose_worker_dies_each_time_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Deadly("musterkreis-nord", 99)
    monkeypatch.setattr(building, "_engine", lambda *_: engine)
    with pytest.raises(InputError, match=r"1 of \d+ portals .* musterkreis-nord: .* killed again and again") as error:
        list(build(folder))
    assert engine.deaths == TRIES and "musterkreis-nord are missing" in str(error.value)
    assert query(folder.ris_db, "select count(distinct portal) from seiten") == [(len(list(folder.archived())) - 1,)]


def test_the_list_of_portals_is_not_read_for_each_part(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    loads: list[Path | None] = []
    load = portals.load
    monkeypatch.setattr(portals, "load", lambda extra=None: loads.append(extra) or load(extra))
    list(build(folder))
    assert 0 < len(loads) <= 2 < len(list(folder.archived()))


def done(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(sql)


def garbage(path: Path) -> None:
    path.write_text("kein Archiv, sondern irgendein Text, der lang genug ist " * 100)


def hollow(path: Path, but: str = "") -> None:
    """Spoil a content of an archive, none of the page `but`."""
    spared = f"select sha256 from abrufe where url = '{but}'"
    which = f"select max(sha256) from inhalte where sha256 not in ({spared})"
    done(path, f"update inhalte set zlib = x'00' where sha256 = ({which})")


@pytest.mark.parametrize(("spoil", "jobs"), [(garbage, 1), (hollow, 1), (hollow, 2), (damage, 1), (damage, 2)])
def test_a_damaged_archive_costs_no_other(
    spoil: Callable[[Path], None], jobs: int, folder: Folder, serial: Content, every: None
) -> None:
    list(build(folder))
    spoil(folder.archive_path("musterkreis-rubin"))
    with pytest.raises(
        InputError, match=r"musterkreis-rubin\.db.*the rows of musterkreis-rubin are those of the build"
    ):
        list(build(folder, jobs=jobs))
    same = content(folder.ris_db)
    same["runs"] = serial["runs"]
    assert same == serial
    assert files(folder) == WHOLE
    with pytest.raises(InputError, match="the rows of musterkreis-rubin are missing"):
        list(build(folder, keep=False))
    left = query(folder.ris_db, "select distinct portal from seiten")
    assert ("musterkreis-rubin-alt",) in left and ("musterkreis-rubin",) not in left


def test_rows_that_older_readers_made_leave_the_dataset_theirs(folder: Folder) -> None:
    list(build(folder))
    done(folder.ris_db, "update versionen set version = 'alt'")
    garbage(folder.archive_path("musterland"))
    with pytest.raises(InputError, match="are those of the build before"):
        list(build(folder))
    assert "was read by an older version" in next(older(folder.ris_db))


def test_where_nothing_can_be_read_the_dataset_stays(folder: Folder) -> None:
    list(build(folder))
    before = content(folder.ris_db)
    for slug in folder.archived():
        garbage(folder.archive_path(slug))
    with pytest.raises(InputError, match=r"ris\.db stays as it is"):
        list(build(folder))
    assert content(folder.ris_db) == before


def test_the_command_names_a_damaged_archive_at_the_end(folder: Folder) -> None:
    garbage(folder.archive_path("musterkreis-ost"))
    said = refused(folder.path.parent, "build")
    assert "musterland: " in said and "musterkreis-ost.db is not an archive of ours" in said.splitlines()[-1]
    assert query(folder.ris_db, "select count(*) from vorlagen where portal = 'musterland'") != [(0,)]


def test_a_forgotten_page_does_not_come_back_with_kept_rows(folder: Folder) -> None:
    list(build(folder))
    [(url,)] = query(
        folder.ris_db, "select url from seiten where portal = 'musterkreis-ost' and fehler is null limit 1"
    )
    hollow(folder.archive_path("musterkreis-ost"), but=url)
    assert "musterkreis-ost are missing" in refused(folder.path.parent, "forget", "--yes", url)
    assert query(folder.ris_db, f"select count(*) from seiten where url = '{url}'") == [(0,)]


# The command as it is, with processes also for small archives; also where SIGINT is ignored, as under nohup.
COMMAND = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from ris_scraper.build import build
from ris_scraper.cli.main import main
build._WORTH = 1
sys.argv = ["ris", "build", "--jobs", "2"]
main()
"""


def begun(folder: Folder) -> subprocess.Popen[str]:
    """A build of which the first portal is read."""
    command = subprocess.Popen(
        [sys.executable, "-c", COMMAND],
        cwd=folder.path.parent,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert command.stderr and "pages read" in command.stderr.readline()
    return command


def test_ctrl_c_ends_all_processes_and_leaves_nothing(folder: Folder) -> None:
    command = begun(folder)
    os.killpg(command.pid, signal.SIGINT)
    # The processes beside it write to the same pipe: it ends with the last of them.
    said = command.communicate(timeout=60)[1]
    assert command.returncode == 1 and said.endswith("Aborted!\n") and "Traceback" not in said
    assert files(folder) == [name for name in WHOLE if name != "ris.db"]


def test_processes_end_with_a_killed_build_and_the_next_one_clears_up(folder: Folder, serial: Content) -> None:
    command = begun(folder)
    command.kill()
    assert "Traceback" not in command.communicate(timeout=60)[1]
    assert "ris.db.neu.teile" in files(folder)
    assert ris(folder.path.parent, "build").returncode == 0
    assert content(folder.ris_db) == serial
    assert files(folder) == WHOLE


def test_trouble_with_the_folder_ends_the_build(folder: Folder, every: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ris_scraper.build.shards.shutil.copyfile", full)
    with pytest.raises(InputError, match="the disk is full"):
        list(build(folder))
    assert files(folder) == [name for name in WHOLE if name != "ris.db"]


def test_jobs_and_dask_exclude_each_other(tmp_path: Path) -> None:
    assert "exclude each other" in refused(tmp_path, "build", "--jobs", "2", "--dask", "tcp://127.0.0.1:8786", code=2)


def test_dask_is_asked_for_by_name_where_it_is_missing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(engines, "import_module", missing)
    with pytest.raises(InputError, match="--dask needs the extra `dask`"):
        list(build(folder, dask="tcp://127.0.0.1:8786"))
    assert files(folder) == [name for name in WHOLE if name != "ris.db"]


def test_a_worker_elsewhere_has_to_see_the_folder_and_read_alike(tmp_path: Path) -> None:
    place = Place(tmp_path, tmp_path / "teile")
    assert "does not see" in (unfit(place, present()) or "")
    place.parts.mkdir()
    place.template.touch()
    assert unfit(place, present()) is None
    assert "another version" in (unfit(place, ("alt", "alt")) or "")


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as made:
        yield made


def test_a_dask_cluster_makes_the_same_also_when_a_worker_is_killed(
    folder: Folder, serial: Content, cluster: Any
) -> None:
    victims = [worker.pid for worker in cluster.workers.values()]
    for _ in build(folder, dask=cluster.scheduler_address, size=7):
        if victims:
            os.kill(victims.pop(), signal.SIGKILL)
            victims.clear()
    assert content(folder.ris_db) == serial
    assert files(folder) == WHOLE


def test_an_address_without_dask_is_named(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    monkeypatch.setattr(engines, "ANSWER", 1)
    with pytest.raises(InputError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        list(build(folder, dask="tcp://127.0.0.1:9"))
