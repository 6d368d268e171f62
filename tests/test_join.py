"""Ids of every vendor's things outlive a second station, a text copy and a rebuild; `test_kinds` has the two orders."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ris_scraper.archive.archive import Fetch
from ris_scraper.build.build import build
from ris_scraper.build.intake import read_fetch
from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns import records
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.reading import Reading
from ris_scraper.read import read
from tests.simulator.nouns import Sitzung, Station, Top, Vorlage
from tests.simulator.world import World
from tests.support.crawling import Kreis, every, kreis, tiny
from tests.support.rendering import copy_of
from tests.support.rows import content
from tests.support.storing import take_in
from tests.test_text_copies import COPIED

Kept = tuple[Fetch, Reading]
PAPERS = ("vorlage", "beratungen")
#: What has an id that links and notes of others may hold.
THINGS = ("vorlagen", "beratungen", "sitzungen", "tops", "anlagen")


@pytest.fixture(scope="module")
def crawled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kreis]:
    """A portal of the vendor after a full crawl; for reading only."""
    with kreis(request.param, tmp_path_factory.mktemp(request.param), tiny()) as portal:
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        yield portal


every_crawled = pytest.mark.parametrize("crawled", every.args[1], indirect=True)


def kept(portal: Kreis) -> list[Kept]:
    with portal.folder.archive("muster") as archive:
        fetches = [*archive.fetches(oldest_first=True)]
        return [(fetch, read_fetch(fetch, archive.body(fetch.sha256), portal.vendor)) for fetch in fetches]


def is_paper(page: Kept) -> bool:
    return page[1].seitentyp in PAPERS


def rows(portal: Kreis, file: Path, *parts: list[Kept]) -> dict[str, list[tuple[Any, ...]]]:
    """The dataset of pages that came in so many parts; what crawls know of lists and portals has no part in it."""
    with Dataset(file) as db:
        db.register([], [portal.folder.portal("muster")])
        for pages in parts:
            take_in(db, *pages)
    return content(file)


def ids(portal: Kreis) -> dict[str, set[Any]]:
    return {table: {row[0] for row in portal.query(f"select id from {table}")} for table in THINGS}


def gone(portal: Kreis, before: dict[str, set[Any]]) -> dict[str, set[Any]]:
    """Ids that the dataset had and has no longer."""
    now = ids(portal)
    return {table: names - now[table] for table, names in before.items() if names - now[table]}


@every_crawled
def test_a_rebuild_leaves_every_row_as_it_is(crawled: Kreis) -> None:
    before = content(crawled.folder.ris_db)
    list(build(crawled.folder))
    after = content(crawled.folder.ris_db)
    assert {table for table in before if before[table] != after[table]} == set()


def treated_again(world: World) -> World:
    """The world in which some papers came onto the agenda of the last meeting that took place, too."""
    meeting = max((s for s in world.sitzungen if s.gelaufen and s.zeigt_tagesordnung), key=lambda s: s.datum)
    again = [vorlage for vorlage in world.vorlagen if may_be_treated(world, vorlage, meeting)][:3]
    assert again, "no paper of this world can be treated once more"
    number = max(world.top)
    tops = {vorlage.id: Top(number + n, f"{80 + n}", True, None, vorlage.id) for n, vorlage in enumerate(again, 1)}
    more = {name: Station(meeting.gremium, "Vorberatung", meeting.id, top.id) for name, top in tops.items()}
    return dataclasses.replace(
        world,
        sitzungen=tuple(
            dataclasses.replace(s, tops=(*s.tops, *tops.values())) if s is meeting else s for s in world.sitzungen
        ),
        vorlagen=tuple(
            dataclasses.replace(v, stationen=(*v.stationen, more[v.id])) if v.id in more else v for v in world.vorlagen
        ),
    )


def may_be_treated(world: World, vorlage: Vorlage, meeting: Sitzung) -> bool:
    held = [world.sitzung[station.sitzung] for station in vorlage.stationen if station.sitzung]
    return len(held) == len(vorlage.stationen) and all(other.datum < meeting.datum for other in held)


@every
def test_a_second_station_leaves_every_id_as_it_is(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny()) as portal:
        portal.full()
        before = ids(portal)
        portal.server.world = treated_again(portal.server.world)
        portal.next_day()
        portal.full()
        portal.next_day()
        portal.crawl()
        assert portal.differences() == []
        assert gone(portal, before) == {}
        assert portal.query("select id from vorlagen where verschwunden_am is not null") == []
        assert len(ids(portal)["beratungen"]) > len(before["beratungen"])


#: What is known of a text copy's address: all of it, or not which paper it is.
PLACES: dict[str, Callable[[str, int], str]] = {
    "its own address": lambda url, _: url,
    "an address without the number": lambda url, n: re.sub(r"=[^&]*", f"=&kopie={n}", url, count=1),
}


def copies(portal: Kreis, place: Callable[[str, int], str], way: str) -> Iterator[Kept]:
    """Later text copies of all papers, made in one way."""
    with portal.folder.archive("muster") as archive:
        for n, (fetch, reading) in enumerate(kept(portal)):
            if reading.seitentyp == "vorlage" and not reading.fehler:
                page = read.page_of(fetch.url, archive.body(fetch.sha256), fetch.content_type)
                copy = Page(place(fetch.url, n), copy_of(page, way).text, "text")
                later = Fetch(copy.url, "2026-11-02T02:00:00+00:00", sha256=f"copy {n}", rendering="text")
                yield later, read_fetch(later, copy.text.encode(), portal.vendor)


def stations(pages: list[Kept]) -> set[Any]:
    """Body, day and result of every station that papers list."""
    papers = [record for page in pages if is_paper(page) for record in page[1].parsed.datensaetze]
    listed = [station for record in papers if isinstance(record, records.Vorlage) for station in record.beratungen]
    return {(record.gremium, record.datum, record.ergebnis, record.ja, record.nein) for record in listed}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("crawled", COPIED, indirect=True)
def test_a_new_text_copy_leaves_every_id_as_it_is(crawled: Kreis, place: str, tmp_path: Path) -> None:
    before, said = rows(crawled, tmp_path / "before.db", kept(crawled)), stations(kept(crawled))
    for way in COPIED[crawled.vendor]:
        later = [*copies(crawled, PLACES[place], way)]
        assert later and all(reading.seitentyp == "vorlage" for _, reading in later), way
        assert stations(later) <= said, way
        after = rows(crawled, tmp_path / f"{way}.db", kept(crawled), later)
        for table in THINGS:
            assert {row[0] for row in after[table]} == {row[0] for row in before[table]}, (way, table)
