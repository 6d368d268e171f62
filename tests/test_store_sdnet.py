"""SD.NET's papers and agendas are one thing in the dataset, by the token that both have."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.page import Page
from tests.support.fixture_pages import example, read_by
from tests.support.storing import page, take_in

AGENDA = example("sdnet", "musterkreis-mitte_sitzung_kreistag-2013-09-26")
PAPER = example("sdnet", "musterkreis-mitte_vorlage_integrationskonzept")
TOKEN = PAPER.query["__"]
ROW = (
    '<tr data-vorgang-id="200_99999"><td class="column-beginn">Do, 10.10.2013 17:00 Uhr</td>'
    '<td class="column-gremium">Kreistag</td><td class="column-beschluss"></td><td class="column-ergebnis"></td></tr>'
)
LATER = Page(PAPER.url, PAPER.text.replace("</tbody></table></div>", f"{ROW}</tbody></table></div>", 1))
READ = {name: read_by("sdnet", said).datensaetze[0] for name, said in {"agenda": AGENDA, "paper": PAPER}.items()}


def put(db: Dataset, name: str, day: str = "2026-11-02") -> None:
    kind = {"agenda": "sitzung"}.get(name, "vorlage")
    record = read_by("sdnet", LATER).datensaetze[0] if name == "later" else READ[name]
    take_in(db, page("agenda" if name == "agenda" else "paper", kind, record, day))


@pytest.mark.parametrize("order", [*itertools.permutations(READ)])
def test_a_paper_and_its_agenda_join_in_both_orders(order: tuple[str, ...], tmp_path: Path) -> None:
    with Dataset(tmp_path / "ris.db") as db:
        for name in order:
            put(db, name)
        assert db.rows("select id from vorlagen where nummer = '87/2013'") == [{"id": f"muster:{TOKEN}"}]
        assert db.rows("select vorlage from tops where nummer = '3'") == [{"vorlage": f"muster:{TOKEN}"}]


def test_a_second_station_leaves_the_paper_its_id(tmp_path: Path) -> None:
    with Dataset(tmp_path / "ris.db") as db:
        put(db, "paper")
        before = db.rows("select count(*) n from beratungen")[0]["n"]
        put(db, "later", "2026-11-03")
        assert db.rows("select id, verschwunden_am from vorlagen") == [
            {"id": f"muster:{TOKEN}", "verschwunden_am": None}
        ]
        assert db.rows("select count(*) n from beratungen")[0]["n"] == before + 1
