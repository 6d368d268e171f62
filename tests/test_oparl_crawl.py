"""OParl servers of several habits are crawled whole; OParl and HTML of the same Kreis give the same dataset."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from tests.simulator.compare import differences as unlike
from tests.simulator.compare import known
from tests.simulator.world import World
from tests.support.crawling import kreis, small, tiny

HABITS: dict[str, dict[str, Any]] = {
    "as SD.NET RIM": {},
    "ten objects a block, no filter (ALLRIS 4)": {"block": 10, "filter": False},
    "newest first, no filter (Peine)": {"block": 10, "filter": False, "neueste_zuerst": True},
    "newest first, no link to the end": {"block": 5, "filter": False, "neueste_zuerst": True, "ende": False},
    "a filter, no link to the end": {"block": 5, "ende": False},
}


@pytest.mark.parametrize("habit", HABITS)
def test_every_habit_is_crawled_whole_and_new_papers_are_found(habit: str, tmp_path: Path) -> None:
    with kreis("oparl", tmp_path, small(5), options=HABITS[habit]) as portal:
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        for night in range(2):
            portal.server.world = portal.server.world.evolve(night, changes=3, new=3)
            portal.crawl()
        new = {str(vorlage) for vorlage in portal.server.world.neu}
        assert not [line for line in portal.differences() if line.partition(":")[0].partition(".")[0] in new]


def test_a_change_of_an_old_paper_is_found_where_the_filter_is_heeded(tmp_path: Path) -> None:
    for heeded in (True, False):
        with kreis("oparl", tmp_path / str(heeded), small(), options={"filter": heeded}) as portal:
            portal.full()
            portal.next_day()
            portal.server.world = with_old_change(portal.server.world)
            portal.crawl()
            assert bool(portal.differences()) == (not heeded)
            notes = portal.query("select distinct art from hinweise where art = 'filter'")
            assert notes == ([] if heeded else [("filter",)])


def with_old_change(world: World) -> World:
    """The world with another Betreff of a decided paper, which no night looks at before the sweep comes to it."""
    old = [v for v in world.vorlagen if world.expected()[str(v.id)]["ergebnis"]][12]
    papers = tuple(dataclasses.replace(v, betreff="Neu") if v == old else v for v in world.vorlagen)
    return dataclasses.replace(world, vorlagen=papers, geaendert=frozenset({old.id}))


def test_a_hub_that_repeats_one_block_ends_the_walk(tmp_path: Path) -> None:
    with kreis("oparl", tmp_path, tiny(vorlagen=30), options={"block": 10, "immer_dasselbe": True}) as portal:
        report = portal.full()
        assert report.ausgang == "drift" and any("says that it has 30 entries, 10 came" in one for one in report.alarme)
        assert len(portal.server.asked("/paper?page")) <= 3 and len(portal.query("select id from vorlagen")) >= 10


def test_the_system_and_its_bodies_are_only_the_way_in(tmp_path: Path) -> None:
    with kreis("oparl", tmp_path, tiny(vorlagen=3)) as portal:
        entry = tmp_path / "portals.toml"
        entry.write_text(entry.read_text().replace("/bi/", "/bi/oparl/system"))
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        assert portal.query("select url from seiten where url like '%/system' or url like '%/body'") == []


# --- OParl and HTML --------------------------------------------------------------------------

#: In what the dataset of a Kreis differs by the way it was read, with the reason; also in docs/vendors/oparl.md.
DIFFERENCES = {
    "status": "no field for it; all that a server shows is public",
    "oeffentlich": "no field for it; all that a server shows is public",
    "aktenzeichen": "no field for it",
    "datum": "ALLRIS 3 prints none, a Paper has one",
    "bezug": "related Papers are addresses, a reference is kept by its printed number",
    "anlagen": "SessionNet lists the main document among the attachments; here it is `mainFile`, which is no Anlage",
    "abschnitte": "the wording of Papers is in files only",
    "beratungen.zustand": "no field for it; ALLRIS prints one",
    "beratungen.sitzung": "every product names meetings in its own way, SessionNet not in its list of stations",
    "beratungen.sitzung_id": "coming meetings are objects before their agenda is a page",
    "beratungen.datum": "a meeting that is not public is no object, so its day is not known",
    "beratungen.oeffentlich": "only agenda items say it",
    "beratungen.ja": "no field for votes; where `result` prints them they are read",
    "beratungen.nein": "no field for votes; where `result` prints them they are read",
    "beratungen.enthaltung": "no field for votes; where `result` prints them they are read",
}
#: Where both state something and it is not the same.
OTHERWISE = {"anlagen", "beratungen.sitzung"}
_LINE = re.compile(r"\d+\.(?P<field>[^:]+): expected (?P<html>.*), found (?P<oparl>.*)", re.S)
_NOTHING = ("None", "[]")


def crawled(vendor: str, path: Path) -> dict[str, dict[str, Any]]:
    with kreis(vendor, path, small(7)) as portal:
        assert portal.full().ausgang == "fertig"
        return known(portal.folder.ris_db, "muster")


def test_oparl_and_html_give_the_same_dataset(tmp_path: Path) -> None:
    oparl = crawled("oparl", tmp_path / "oparl")
    seen = set()
    for vendor in ("allris3", "sessionnet"):
        html = crawled(vendor, tmp_path / vendor)
        assert oparl.keys() == html.keys()
        for line in unlike(html, oparl):
            found = _LINE.fullmatch(line)
            assert found, line
            field = re.sub(r"\[\d+\]", "", found["field"])
            seen.add(field)
            assert field in DIFFERENCES, line
            assert field in OTHERWISE or found["html"] in _NOTHING or found["oparl"] in _NOTHING, line
    assert seen == set(DIFFERENCES)


def test_the_docs_list_the_differences() -> None:
    said = (Path(__file__).parent.parent / "docs" / "vendors" / "oparl.md").read_text("utf-8")
    listed = dict(re.findall(r"^\| ([`\w., ]+) \| (.+) \|$", said.partition("## OParl and HTML")[2], re.M))
    fields = {field: reason for fields, reason in listed.items() for field in re.findall(r"`([\w.]+)`", fields)}
    assert fields == DIFFERENCES
