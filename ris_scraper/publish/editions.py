"""The editions of a site: each publish makes a folder of its own, and a link leads to the newest.

    site -> site.7      a link, changed in one step: there is no moment without a whole site
    site.7              the edition that is served
    site.6              the one before, as long as a running `ris serve` still answers from it

Who answers from an edition holds a lock on its mark, so that no file goes away under open connections.
"""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

#: The file that every published folder has.
MARK = "datasette.yaml"
#: Seconds to wait until a running site has taken the new edition; what it keeps longer goes with the next publish.
WAIT = 10.0


def place(site: Path) -> Path:
    """Where the link of a site stands: the folder itself, or what an operator's own link leads to."""
    site = site.parent.resolve() / site.name if site.name else site.resolve()
    if site.is_symlink() and site.readlink().parent != Path():
        return place(site.parent / site.readlink())
    return site


@contextmanager
def made(site: Path) -> Iterator[Path]:
    """A new folder to fill: when the body is done it is the site, and what it follows goes; when it fails, nothing was.

    Raises OSError where the folder cannot be made or entered.
    """
    _clear(site, 0)
    edition = site.with_name(f"{site.name}.{1 + max(_numbered(site), default=0)}")
    try:
        edition.mkdir()
        yield edition
        _enter(site, edition)
    finally:
        if site.resolve() != edition:
            shutil.rmtree(edition, ignore_errors=True)
    _clear(site, WAIT)


@contextmanager
def held(site: Path) -> Iterator[tuple[Path, IO[str]]]:
    """The present edition and its mark, opened and locked: as long as that file is open anywhere, the edition stays.

    Raises FileNotFoundError where nothing is published.
    """
    edition = site.resolve(strict=True)
    with (edition / MARK).open(encoding="utf-8") as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
        if (edition / MARK).exists():
            yield edition, mark
            return
    with held(site) as found:  # It was taken away in this moment.
        yield found


def _numbered(site: Path) -> dict[int, Path]:
    """The editions beside a site by number, finished or not."""
    beside = site.parent.glob(f"{site.name}.*") if site.parent.is_dir() else ()
    return {int(path.suffix[1:]): path for path in beside if path.suffix[1:].isdecimal() and path.stem == site.name}


def _enter(site: Path, edition: Path) -> None:
    """Let the link lead to an edition. A folder of an older version of this program becomes an edition first."""
    link = site.with_name(f"{site.name}.neu")
    link.unlink(missing_ok=True)
    link.symlink_to(edition.name)
    if site.exists() and not site.is_symlink():
        site.rename(site.with_name(f"{site.name}.0"))
    link.replace(site)


def _clear(site: Path, seconds: float) -> None:
    """Remove the editions that the site does not lead to, and wait so long for those that somebody answers from."""
    end = time.monotonic() + seconds
    now = site.resolve()
    for edition in _numbered(site).values():
        while edition != now and not _removed(edition) and time.monotonic() < end:
            time.sleep(0.1)


def _removed(edition: Path) -> bool:
    """Remove an edition unless somebody answers from it."""
    try:
        with (edition / MARK).open(encoding="utf-8") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(edition, ignore_errors=True)
    except BlockingIOError:
        return False
    except OSError:  # It has no mark: a publish was killed before it wrote one.
        shutil.rmtree(edition, ignore_errors=True)
    return True
