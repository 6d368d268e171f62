"""Takes kept fetches into the dataset: reads what is new, or everything, and writes what it states."""

from __future__ import annotations

from collections.abc import Mapping

from ris_scraper.archive.archive import Archive
from ris_scraper.dataset import portal_state, store
from ris_scraper.dataset.file import Dataset, Lauf
from ris_scraper.dataset.join.join import settle
from ris_scraper.folder import Folder
from ris_scraper.read.read import Gelesen, read_one


def read_into(db: Dataset, folder: Folder, slug: str, everything: bool = False) -> Lauf:
    """Read a portal's archive into the dataset, with what runs found out about the portal itself."""
    folder.portal(slug)
    with folder.archive(slug) as archive, folder.frontier(slug) as frontier:
        lauf = read_portal(db, archive, slug, everything)
        portal_state.enter_state(db, slug, frontier)
    return lauf


_NOTHING: Mapping[int, Gelesen] = {}


def read_portal(db: Dataset, archive: Archive, portal: str, everything: bool = False) -> Lauf:
    """Read a portal's kept fetches into the dataset, only the new ones unless `everything`; returns the counts.

    `everything` reads in the order of fetching, so that the history of changes comes out the same each time.
    The full-text indexes are left to the caller (`Dataset.rebuild_volltext`).
    """
    with db.run("read", portal) as lauf:
        take_in(db, archive, portal, lauf, everything)
    return lauf


def take_in(
    db: Dataset,
    archive: Archive,
    portal: str,
    lauf: Lauf,
    everything: bool = False,
    schon: Mapping[int, Gelesen] = _NOTHING,
) -> None:
    """What `read_portal` does within a transaction of the caller; counts in `lauf`.

    `schon` are fetches, by their number, that were read already.
    """
    [known] = db.rows("select vendor from portale where slug = ?", [portal]) or [{"vendor": None}]
    after = 0 if everything else store.last_read(db, portal)
    for abruf in archive.fetches(after, oldest_first=everything):
        gelesen = schon.get(abruf.id) or read_one(abruf, archive.body(abruf.sha256), known["vendor"])
        store.put(db, portal, gelesen)
        lauf.seiten += 1
        lauf.datensaetze += len(gelesen.parsed.datensaetze)
        lauf.fehler += gelesen.fehler is not None
    settle(db, portal)
