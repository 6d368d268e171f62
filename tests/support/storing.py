"""What the tests of the dataset share: pages of one Vorlage, and how pages get into a dataset."""

from __future__ import annotations

from typing import Any

from ris_scraper.archive.archive import Fetch
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.join import settle
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.records import Auszug, Beratung, Link, Parsed, Sitzung, Top, Vorlage
from ris_scraper.read.read import Gelesen

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


def gelesen(url: str, kind: str, record: Any, day: str = "2026-11-02", links: tuple[Link, ...] = ()) -> Gelesen:
    parsed = normalise(Parsed(datensaetze=(record,), links=links))
    sha = f"{hash((url, record.model_dump_json()))}"
    abruf = Fetch(f"https://muster.example/bi/{url}", f"{day}T02:00:00+00:00", sha256=sha)
    return Gelesen(abruf, "html", "sessionnet", kind, parsed, nennt_ergebnis=kind in RESULT_PAGES)


def take_in(db: Dataset, *pages: Gelesen) -> None:
    with db.run("read", "muster"):
        for page in pages:
            store.put(db, "muster", page)
        settle(db, "muster")


def all_pages() -> list[Gelesen]:
    return [gelesen(url, kind, record) for url, (kind, record) in PAGES.items()]


def content(db: Dataset) -> dict[str, list[dict[str, Any]]]:
    tables = ("vorlagen", "beratungen", "sitzungen", "tops", "herkunft", "konzepte", "konzept_vorlagen", "seiten")
    tables += ("aenderungen",)
    return {table: db.rows(f"select * from {table} order by 1, 2, 3") for table in tables}
