"""The other portals of more!rubin: the old pages, and those whose agendas carry no stations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from ris_scraper.build.build import build
from ris_scraper.folder import Folder
from tests.simulator import rubin, rubin_old
from tests.simulator.compare import differences, known
from tests.simulator.server import serve
from tests.simulator.skeleton import Portal
from tests.simulator.world import World
from tests.support.crawling import Kreis, enter, small


@contextmanager
def crawled(portal: Portal, path: Path) -> Iterator[Kreis]:
    """A portal after a full look."""
    with serve(portal) as running:
        enter(path, "rubin", muster=running.base_url)
        kreis = Kreis("rubin", running, Folder(path))
        assert kreis.full().ausgang == "fertig"
        yield kreis


def unlike(kreis: Kreis, expected: dict[str, dict[str, Any]]) -> list[str]:
    return differences(expected, known(kreis.folder.ris_db, "muster"))


def test_the_old_pages_give_exactly_their_content(tmp_path: Path) -> None:
    with crawled(rubin_old.portal(small()), tmp_path) as kreis:
        world: World = kreis.server.world
        assert unlike(kreis, rubin_old.expected(world)) == []
        assert not kreis.server.asked("recherche") and not kreis.server.asked("beschluesse_details")
        again = kreis.crawl()
        assert (again.ausgang, again.neu, again.anfragen < 10) == ("fertig", 0, True)
        for night in range(2):
            kreis.server.world = kreis.server.world.evolve(night, changes=6, new=2)
            report = kreis.crawl()
            assert (report.ausgang, report.alarme) == ("fertig", [])
        assert unlike(kreis, rubin_old.expected(kreis.server.world)) == []


def test_a_decision_on_a_page_that_nobody_can_read_is_not_read_rather_than_not_published(tmp_path: Path) -> None:
    with crawled(rubin_old.portal(small()), tmp_path) as kreis:
        stands = kreis.query("select distinct ergebnis_stand from vorlagen order by 1")
        assert ("nicht_gelesen",) in stands and ("nicht_veroeffentlicht",) not in stands


def test_without_stations_on_agendas_every_meeting_gives_one(tmp_path: Path) -> None:
    with crawled(rubin.portal(small(), stationen=False), tmp_path) as kreis:
        assert unlike(kreis, rubin.expected(kreis.server.world, stationen=False)) == []


def test_a_vorlage_that_no_agenda_names_any_more_is_gone_and_may_come_back(tmp_path: Path) -> None:
    with crawled(rubin.portal(small(1)), tmp_path) as kreis:
        world: World = kreis.server.world
        # On two agendas of these weeks and on no other, as only those are looked at every night.
        days = [(top.vorlage, abs((s.datum - world.heute).days)) for s in world.sitzungen for top in s.tops]
        often = {n for n, _ in days if n and sum(other == n for other, _ in days) == 2}
        [number] = often - {n for n, away in days if away > 25}
        gone = f"select betreff, nummer from vorlagen where id = 'muster:{number}' and verschwunden_am is not null"
        before = kreis.query(f"select betreff, nummer from vorlagen where id = 'muster:{number}'")
        kreis.next_day({number})
        kreis.crawl()
        assert kreis.query(gone) == before != []
        kreis.folder.ris_db.unlink()
        assert list(build(kreis.folder))
        assert kreis.query(gone) == before
        assert unlike(kreis, rubin.expected(kreis.server.world)) == []
        kreis.server.world = replace(world, heute=kreis.server.world.heute + timedelta(days=1))
        kreis.crawl()
        assert kreis.query(gone) == []
        assert unlike(kreis, rubin.expected(kreis.server.world)) == []
