"""Takes kept fetches into the dataset: what is new, or everything."""

from __future__ import annotations

from collections.abc import Iterable

from ris_scraper.archive.archive import Archive, Fetch
from ris_scraper.build.versions import stamp_new
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Counts, Dataset
from ris_scraper.dataset.join.join import settle, touch_all
from ris_scraper.dataset.portal_state import enter_state
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import PageError
from ris_scraper.nouns.reading import Reading
from ris_scraper.read.read import guarded, read


def read_into(db: Dataset, folder: Folder, slug: str, everything: bool = False) -> Counts:
    """Read a portal's archive into the dataset, with what runs found out about the portal itself."""
    folder.portal(slug)
    with folder.archive(slug) as archive, folder.frontier(slug) as frontier:
        counts = read_portal(db, archive, slug, everything)
        enter_state(db, slug, frontier)
    return counts


def read_portal(db: Dataset, archive: Archive, portal: str, everything: bool = False) -> Counts:
    """Read a portal's kept fetches into the dataset, only the new ones unless `everything`; returns the counts.

    `everything` reads in the order of fetching, so that the history of changes comes out the same each time.
    The full-text indexes are left to the caller (`Dataset.rebuild_volltext`).
    """
    with db.run("read", portal) as counts:
        take_in(db, archive, portal, counts, everything)
    return counts


def take_in(db: Dataset, archive: Archive, portal: str, counts: Counts, everything: bool = False) -> None:
    """What `read_portal` does within a transaction of the caller; counts in `counts`."""
    stamp_new(db)
    [known] = db.rows("select vendor from portale where slug = ?", [portal]) or [{"vendor": None}]
    after = 0 if everything else store.last_read(db, portal)
    for fetch in archive.fetches(after, oldest_first=everything):
        _put(db, portal, fetch, read_fetch(fetch, archive.body(fetch.sha256), known["vendor"]), counts)
    settle(db, portal)


def hand_over(db: Dataset, portal: str, pages: Iterable[tuple[Fetch, Reading]], counts: Counts) -> None:
    """Take in pages that were read as they came, in the order of their fetches, within a transaction of the caller.

    What the dataset has already is left out; no fetch before these may be missing from it.
    """
    stamp_new(db)
    after = store.last_read(db, portal)
    for fetch, reading in pages:
        if fetch.id > after:
            _put(db, portal, fetch, reading, counts)
    settle(db, portal)


def read_fetch(fetch: Fetch, body: bytes, vendor: str | None = None) -> Reading:
    """Read one kept fetch; `vendor` is the one that the portal is known to run."""
    return read(fetch.url, body, fetch.http_status, fetch.content_type, fetch.encoding, fetch.rendering, vendor)


def _put(db: Dataset, portal: str, fetch: Fetch, reading: Reading, counts: Counts) -> None:
    """Write what a page states; one that cannot be written is recorded like one that cannot be read."""
    try:
        guarded(fetch.url, lambda: _write(db, portal, fetch, reading))
    except PageError as error:
        # What was joined on the way is undone with the page.
        touch_all(db, portal)
        reading = Reading(reading.rendering, fehler=type(error).__name__, grund=error.reason)
        _write(db, portal, fetch, reading)
    counts.seiten += 1
    counts.datensaetze += len(reading.parsed.datensaetze)
    counts.fehler += reading.fehler is not None


def _write(db: Dataset, portal: str, fetch: Fetch, reading: Reading) -> None:
    with db.savepoint():
        store.put(db, portal, fetch, reading)
