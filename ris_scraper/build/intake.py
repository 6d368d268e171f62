"""Takes kept fetches into the dataset: what is new, or everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ris_scraper.archive.archive import Archive, Fetch
from ris_scraper.build.files import take_in_files
from ris_scraper.build.versions import stamp_new
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Counts, Dataset
from ris_scraper.dataset.join.join import join_dirty, settle, touch_all
from ris_scraper.dataset.portal_state import enter_state, enter_window
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import PageError
from ris_scraper.nouns.reading import Reading
from ris_scraper.read.read import guarded, read

# So many pages are written at a time where each of them is new.
_MANY = 200


def read_into(db: Dataset, folder: Folder, slug: str, everything: bool = False) -> Counts:
    """Read a portal's archive into the dataset, with what runs found out about the portal itself."""
    ocr = folder.portal(slug).ocr
    with folder.archive(slug) as archive, folder.frontier(slug) as frontier:
        enter_window(db, slug, frontier)
        counts = read_portal(db, archive, slug, everything, ocr)
        enter_state(db, slug, frontier)
    return counts


def read_portal(db: Dataset, archive: Archive, portal: str, everything: bool = False, ocr: bool = False) -> Counts:
    """Read a portal's kept fetches into the dataset, only the new ones unless `everything`; returns the counts.

    `everything` reads in the order of fetching, so that the history of changes comes out the same each time.
    `ocr`: pages of files that are pictures are read too. The full-text indexes are left to the caller
    (`Dataset.rebuild_volltext`).
    """
    with db.run("read", portal) as counts:
        take_in(db, archive, portal, counts, everything)
        settle(db, portal)
        take_in_files(db, archive, portal, ocr)
    return counts


def take_in(db: Dataset, archive: Archive, portal: str, counts: Counts, everything: bool = False) -> None:
    """Read and join within a transaction of the caller, who settles the portal in the end; counts in `counts`."""
    stamp_new(db)
    [known] = db.rows("select vendor from portale where slug = ?", [portal]) or [{"vendor": None}]
    after = 0 if everything else store.last_read(db, portal)
    fetches = archive.fetches(after, oldest_first=everything)
    put_pages(db, portal, pages_of(archive, portal, known["vendor"], fetches), counts)
    join_dirty(db)


def hand_over(db: Dataset, portal: str, pages: Iterable[tuple[Fetch, Reading]], counts: Counts) -> None:
    """Take in pages that were read as they came, in the order of their fetches, as `take_in` does.

    What the dataset has already is left out; no fetch before these may be missing from it.
    """
    stamp_new(db)
    after = store.last_read(db, portal)
    for fetch, reading in pages:
        if fetch.id > after:
            _put(db, portal, _page(portal, fetch, reading), counts)
    join_dirty(db)


def pages_of(archive: Archive, portal: str, vendor: str | None, fetches: Iterable[Fetch]) -> Iterator[store.Page]:
    """Read kept fetches one by one; `vendor` is the one that the portal is known to run."""
    for fetch in fetches:
        yield _page(portal, fetch, read_fetch(fetch, archive.body(fetch.sha256), vendor))


def put_pages(db: Dataset, portal: str, pages: Iterable[store.Page], counts: Counts) -> None:
    """Write pages in the order in which they come; into a dataset without any of the portal, many at a time."""
    if db.rows("select 1 from seiten where portal = ? limit 1", [portal]):
        for page in pages:
            _put(db, portal, page, counts)
        return
    seen: set[str] = set()
    new: list[store.Page] = []
    for page in pages:
        again = page.id in seen
        if again or len(new) == _MANY:
            # A page that was fetched again is compared with all that was stated before it.
            _put_new(db, portal, new, counts)
            new.clear()
        if again:
            _put(db, portal, page, counts)
        else:
            new.append(page)
            seen.add(page.id)
    _put_new(db, portal, new, counts)


def read_fetch(fetch: Fetch, body: bytes, vendor: str | None = None) -> Reading:
    """Read one kept fetch; `vendor` is the one that the portal is known to run."""
    return read(fetch.url, body, fetch.http_status, fetch.content_type, fetch.encoding, fetch.rendering, vendor)


def _page(portal: str, fetch: Fetch, reading: Reading) -> store.Page:
    """A read fetch as rows; one whose statements cannot be rows is recorded like one that cannot be read."""
    try:
        return guarded(fetch.url, lambda: store.page_of(portal, fetch, reading))
    except PageError as error:
        failed = Reading(reading.rendering, fehler=type(error).__name__, grund=error.reason)
        return store.page_of(portal, fetch, failed)


def _put_new(db: Dataset, portal: str, pages: list[store.Page], counts: Counts) -> None:
    """Write pages that are new all at once; if one of them cannot be written, one by one."""
    try:
        guarded(portal, lambda: _write(db, lambda: store.put_new(db, pages)))
    except PageError:
        for page in pages:
            _put(db, portal, page, counts)
        return
    for page in pages:
        _count(page, counts)


def _put(db: Dataset, portal: str, page: store.Page, counts: Counts) -> None:
    """Write what a page states; one that cannot be written is recorded like one that cannot be read."""
    try:
        guarded(page.row["url"], lambda: _write(db, lambda: store.put_page(db, page)))
    except PageError as error:
        # What was joined on the way is undone with the page.
        touch_all(db, portal)
        page = page.failed(type(error).__name__, error.reason)
        store.put_page(db, page)
    _count(page, counts)


def _write(db: Dataset, work: Callable[[], None]) -> None:
    with db.savepoint():
        work()


def _count(page: store.Page, counts: Counts) -> None:
    counts.seiten += 1
    counts.datensaetze += page.records
    counts.fehler += page.row["fehler"] is not None
