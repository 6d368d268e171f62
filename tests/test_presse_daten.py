"""Press reports in the dataset: their Kreis, concepts and dates; the commands that take them in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ris_scraper.archive.archive import Fetch
from ris_scraper.build import intake
from ris_scraper.cli.main import cli
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.join import settle
from ris_scraper.demo import demo as demo_data
from ris_scraper.folder import Folder
from ris_scraper.nouns.page import Rendering
from ris_scraper.nouns.reading import Reading
from ris_scraper.nouns.records import Parsed, Presse, PresseTermin
from ris_scraper.portals.portals import Kreis, Portal
from tests.support.fixture_pages import expected, of
from tests.support.rows import query

REPORTS = of("presse")
URL = "https://zeitung.example/bericht"


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Dataset]:
    portal = Portal(slug="presse", ags=None, name="Presse", vendor="presse", url="https://presse.invalid/")
    known = [Kreis(ags=f"9900{n}", name=f"Kreis {name}", typ="Kreis", land="Land") for n, name in enumerate("AB")]
    with Dataset(tmp_path / "ris.db") as dataset:
        dataset.register(known, [portal])
        yield dataset


def take_in(db: Dataset, record: Presse, day: str = "2026-11-02", rendering: Rendering = "html") -> None:
    sha = str(hash((record.model_dump_json(), day)))
    fetch = Fetch(URL, f"{day}T02:00:00+00:00", sha256=sha)
    reading = Reading(rendering, "presse", "presse", Parsed(datensaetze=(record,)))
    with db.run("read", "presse"):
        store.put(db, "presse", fetch, reading)
        settle(db, "presse")


TERMIN = PresseTermin(gremium="Kreistag", datum=date(2013, 9, 13), monat="2013-09", zitat="Am …", zitat_position=7)
BERICHT = Presse(titel="Titel", kreise=("Kreis A",), konzept_worte=("Integrationskonzept",), termine=(TERMIN,))


def test_a_report_has_its_kreis_its_concept_and_its_dates(db: Dataset) -> None:
    take_in(db, BERICHT)
    [row] = db.rows("select * from presse")
    assert (row["titel"], row["ags"], row["kreise"], row["url"]) == ("Titel", "99000", "Kreis A", URL)
    [termin] = db.rows("select * from presse_termine")
    assert (termin["presse"], termin["position"], termin["datum"], termin["zitat_position"]) == (
        row["id"],
        1,
        "2013-09-13",
        7,
    )
    assert db.rows("select konzept, worte from presse_konzepte") == [
        {"konzept": "integrationskonzept", "worte": "Integrationskonzept"}
    ]
    assert db.rows("pragma foreign_key_check") == []
    pages = db.rows("select distinct tabelle, url from herkunft_alle order by tabelle")
    assert [(page["tabelle"], page["url"]) for page in pages] == [("presse", URL), ("presse_termine", URL)]


@pytest.mark.parametrize(
    ("names", "ags"),
    [((), None), (("Kreis A", "Kreis B"), None), (("Kreis X",), None), (("Kreis X", "Kreis B"), "99001")],
)
def test_only_a_single_known_kreis_is_the_report_s(db: Dataset, names: tuple[str, ...], ags: str | None) -> None:
    take_in(db, BERICHT.model_copy(update={"kreise": names}))
    assert db.rows("select ags from presse") == [{"ags": ags}]


def test_a_corrected_report_replaces_its_rows_and_leaves_a_trace(db: Dataset) -> None:
    take_in(db, BERICHT)
    later = TERMIN.model_copy(update={"datum": date(2013, 9, 20)})
    take_in(db, BERICHT.model_copy(update={"termine": (later,)}), "2026-11-03")
    assert [row["datum"] for row in db.rows("select datum from presse_termine")] == ["2013-09-20"]
    [change] = db.rows("select tabelle, feld, alt, neu from aenderungen")
    assert tuple(change.values()) == ("presse_termine", "datum", "2013-09-13", "2013-09-20")


def test_two_renderings_of_one_report_are_one_row(db: Dataset) -> None:
    take_in(db, BERICHT.model_copy(update={"titel": None}), "2026-11-03", "text")
    take_in(db, BERICHT)
    assert [row["titel"] for row in db.rows("select titel from presse")] == ["Titel"]
    assert len(db.rows("select * from presse_termine")) == 1


# --- the commands ----------------------------------------------------------------------------


def test_ingest_presse(tmp_path: Path) -> None:
    (tmp_path / "bericht.txt").write_text(REPORTS[0].read_text("utf-8"), "utf-8")
    arguments = ["ingest", str(tmp_path / "bericht.txt"), "--presse", "--data", str(tmp_path / "data")]
    done = CliRunner().invoke(cli, [*arguments, "--url", URL])
    assert done.exit_code == 0 and "presse: 1 new of 1 file kept" in done.stderr
    assert query(tmp_path / "data" / "ris.db", "select count(*) from presse") == [(1,)]
    assert (tmp_path / "data" / "archive" / "presse.db").is_file()
    again = CliRunner().invoke(cli, [*arguments, "--url", URL, "--portal", "borken"])
    assert again.exit_code == click.UsageError.exit_code and "--presse goes without --portal" in again.stderr
    assert CliRunner().invoke(cli, [*arguments, "--url", URL, "--portal", "presse"]).exit_code == 0


def test_the_demo_links_each_report_to_kreis_and_concept(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    demo_data.prepare(folder)
    with folder.archive("presse") as archive:
        for path in REPORTS:
            archive.keep(Fetch(expected(path)["url"], "2026-11-02T02:10:00+00:00"), path.read_bytes())
        with folder.dataset() as db:
            intake.read_portal(db, archive, "presse")
    linked = query(
        folder.ris_db,
        "select k.name, z.slug from presse p join kreise k on k.ags = p.ags join presse_konzepte c on c.presse = p.id"
        " join konzepte z on z.slug = c.konzept order by 1, 2",
    )
    assert linked == [
        ("Kreis Siegen-Wittgenstein", "integrationskonzept"), ("Kreis Soest", "integrationskonzept"),
        ("Landkreis Musterland", "hitzeaktionsplan"), ("Landkreis Musterland", "schulentwicklungsplan"),
    ]  # fmt: skip
    announced = query(
        folder.ris_db,
        "select t.gremium, t.datum from presse_termine t join presse p on p.id = t.presse where p.ags = '05970'"
        " order by t.position",
    )
    assert announced == [("Kreissozialausschuss", "2013-09-09"), ("Kreistag", "2013-09-13")]
    assert query(folder.ris_db, "select count(*) from vorlagen where ags = '05970'") == [(0,)]
