"""What the tests of the dataset share: pages of one Vorlage, and how pages get into a dataset."""

from __future__ import annotations

from typing import Any

from ris_scraper.archive.archive import Fetch
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.join import settle
from ris_scraper.nouns.reading import Reading
from ris_scraper.nouns.records import Auszug, Beratung, Link, Parsed, Sitzung, Top, Vorlage

HEAD = Vorlage(id="9", nummer="0207/2016/1", betreff="Integrationskonzept", art="Beschlussvorlage")
STATIONS = Vorlage(
    id="9",
    beratungen=(
        Beratung(gremium="Kreistag", rolle="Entscheidung", datum="2016-09-22", sitzung_id="77"),
        Beratung(gremium="Sozialausschuss", rolle="Vorberatung", datum="2016-09-01", sitzung_id="70"),
    ),
)
AGENDA = Sitzung(
    id="77",
    gremium="Kreistag",
    datum="2016-09-22",
    tops=(
        Top(nummer="3", vorlage_nummer="0207/2016/1", vorlage_id="9", ergebnis="geändert beschlossen", ja=20, nein=4),
        Top(nummer="4", betreff="Anfragen"),
    ),
)
MINUTES = Auszug(id="501", nummer="3", sitzung_id="77", vorlage_id="9", enthaltung=2)
PAGES = {
    "vo0050.php?__kvonr=9": ("vorlage", HEAD),
    "vo0053.php?__kvonr=9": ("beratungen", STATIONS),
    "si0057.php?__ksinr=77": ("sitzung", AGENDA),
    "to0050.php?__ktonr=501": ("auszug", MINUTES),
}
RESULT_PAGES = {"sitzung", "auszug"}


#: A kept fetch and what reading it came to.
Page = tuple[Fetch, Reading]


def page(url: str, kind: str, record: Any, day: str = "2026-11-02", links: tuple[Link, ...] = ()) -> Page:
    parsed = Parsed(datensaetze=(record,), links=links)
    sha = f"{hash((url, record.model_dump_json()))}"
    fetch = Fetch(f"https://muster.example/bi/{url}", f"{day}T02:00:00+00:00", sha256=sha)
    return fetch, Reading("html", "sessionnet", kind, parsed, outcomes=kind in RESULT_PAGES)


def take_in(db: Dataset, *pages: Page) -> None:
    with db.run("read", "muster"):
        for fetch, reading in pages:
            store.put(db, "muster", fetch, reading)
        settle(db, "muster")


def all_pages() -> list[Page]:
    return [page(url, kind, record) for url, (kind, record) in PAGES.items()]


def content(db: Dataset) -> dict[str, list[dict[str, Any]]]:
    tables = ("vorlagen", "beratungen", "sitzungen", "tops", "herkunft", "konzepte", "konzept_vorlagen", "seiten")
    tables += ("aenderungen",)
    return {table: db.rows(f"select * from {table} order by 1, 2, 3") for table in tables}
