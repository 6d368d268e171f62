"""The simulated portals: their pages say exactly what their world knows, and lead to one another as the vendors' do."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest

from ris_scraper.nouns.errors import Gone, NotPublic
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.reading import Reading
from ris_scraper.read import decode, read
from tests.simulator import allris3, sessionnet, words
from tests.simulator.compare import differences
from tests.simulator.nouns import Request, Response
from tests.simulator.skeleton import Portal
from tests.simulator.world import make_world
from tests.support.fixture_pages import parse
from tests.support.visiting import BASE, LARGE, SEEDS, START, WORLD, answer, both, portal

PORTALS = {
    "allris3": allris3.portal(WORLD),
    "allris3 with UTF-8 texts": allris3.portal(WORLD, utf8_texte=True),
    "sessionnet php": sessionnet.portal(WORLD),
    "sessionnet asp": sessionnet.portal(WORLD, ext="asp", neueste_zuerst=True, mandanten=("Zweckverband Abfall",)),
}
EXPECTED = {"allris3": allris3.expected, "sessionnet": sessionnet.expected}
every = pytest.mark.parametrize("name", PORTALS)


def reading(of: Portal, target: str) -> Reading:
    got = answer(of, target)
    assert got.status == 200, f"{target}: {got.status} {got.headers}"
    return parse(Page(BASE + target, decode.decode(target, got.body, got.content_type)))


def record(of: Portal, target: str) -> dict[str, Any]:
    found = reading(of, target)
    assert not found.parsed.hinweise, target
    [only] = found.parsed.datensaetze
    return only.model_dump(mode="json")


def unlike(expected: Mapping[str, Any], found: Mapping[str, Any], *without: str) -> list[str]:
    kept = {name: value for name, value in expected.items() if name not in without}
    return differences({"": kept}, {"": found})


# --- the world -------------------------------------------------------------------------------


def test_a_world_is_its_seed() -> None:
    assert make_world(2, 60, START, 4) == WORLD
    assert make_world(3, 60, START, 4) != WORLD
    assert len(WORLD.vorlagen) == 60 and len(WORLD.expected()) == 60


def test_a_world_has_every_outcome_and_every_kind_of_station() -> None:
    stations = [station for values in LARGE.expected().values() for station in values["beratungen"]]  # type: ignore[attr-defined]
    assert set(words.AUSGAENGE) <= {station["ergebnis_norm"] for station in stations}
    small = {s["ergebnis_norm"] for values in WORLD.expected().values() for s in values["beratungen"]}  # type: ignore[attr-defined]
    assert small >= set(words.AUSGAENGE)
    kinds = Counter((s["datum"] is None, s["oeffentlich"], s["sitzung_id"] is None, s["ja"] is None) for s in stations)
    assert {(True, True, True, True), (False, False, True, True), (False, True, False, False)} <= kinds.keys()
    assert {len(v.stationen) for v in LARGE.vorlagen} == {1, 2, 3, 4, 5}
    twice = [v for v in LARGE.vorlagen if len({s.gremium for s in v.stationen}) < len(v.stationen)]
    assert twice and any(top.nachtrag for s in LARGE.sitzungen for top in s.tops)


def test_the_next_day_changes_what_it_says_and_nothing_else() -> None:
    before, day = LARGE, LARGE.evolve(1)
    for _ in range(3):
        old, new = before.expected(), day.expected()
        assert len(day.geaendert) == 10 and len(day.neu) == 5
        assert {int(key) for key in old if old[key] != new[key]} == day.geaendert
        assert {int(key) for key in new.keys() - old.keys()} == day.neu
        before, day = day, day.evolve(1)
    assert LARGE.evolve(1) == LARGE.evolve(1) != LARGE.evolve(2)
    more = LARGE.evolve(1, anlagen=True)
    assert len(more.geaendert) == 10
    assert sum(len(more.vorlage[v.id].anlagen) > len(v.anlagen) for v in LARGE.vorlagen) == 4


def test_a_world_can_lose_vorlagen() -> None:
    gone = [vorlage.id for vorlage in WORLD.vorlagen[:3]]
    less = WORLD.without(gone)
    assert len(less.expected()) == 57 and set(gone) <= less.versteckt
    assert not [top for s in less.sitzungen for top in s.tops if top.vorlage in gone]


# --- pages say what the world knows ----------------------------------------------------------


def ext(of: Portal) -> str:
    return "asp" if answer(of, "si0040.asp").status == 200 else "php"


def paper(of: Portal, number: int) -> dict[str, Any]:
    """A Vorlage with its stations, from however many pages the vendor has."""
    if of.vendor == "allris3":
        return record(of, f"vo020.asp?VOLFDNR={number}")
    head, folge = (record(of, f"{page}.{ext(of)}?__kvonr={number}") for page in ("vo0050", "vo0053"))
    turned = folge["beratungen"][::-1] if ext(of) == "asp" else folge["beratungen"]
    return {**head, "beratungen": turned}


LATER = ("top", "ja", "nein", "enthaltung")
ON_AGENDAS = ("ergebnis", "ergebnis_norm", "ergebnis_gremium", "ergebnis_datum", "einstimmig", "sitzung", *LATER)


@every
def test_papers_say_what_the_world_knows(name: str) -> None:
    of = PORTALS[name]
    expected = EXPECTED[of.vendor](WORLD)
    elsewhere = LATER if of.vendor == "allris3" else ON_AGENDAS
    for number in WORLD.vorlage:
        values, found = expected[str(number)], paper(of, number)
        found["anlagen"] = [anlage["name"] for anlage in found["anlagen"]]
        assert not unlike(values, found, "beratungen", *(elsewhere if of.vendor == "sessionnet" else ()))
        for station, read_ in zip(values["beratungen"], found["beratungen"], strict=True):
            # On ALLRIS 3 only the agenda says Ö.
            silent = ("oeffentlich",) if of.vendor == "allris3" and station["oeffentlich"] else ()
            assert not unlike(station, read_, *elsewhere, *silent), number


def agenda_pages(of: Portal, number: str) -> list[str]:
    if of.vendor == "allris3":
        return [f"to010.asp?SILFDNR={number}"]
    return [f"{page}.{ext(of)}?__ksinr={number}" for page in ("si0057", "si0056")]


def item_page(of: Portal, number: str) -> str:
    return f"to020.asp?TOLFDNR={number}" if of.vendor == "allris3" else f"to0050.{ext(of)}?__ktonr={number}"


@every
def test_agendas_and_items_say_what_the_world_knows(name: str) -> None:
    of, votes, items = PORTALS[name], LATER[1:], 0
    for number, values in WORLD.agendas().items():
        for target in agenda_pages(of, number):
            found = record(of, target)
            assert not unlike(values, found, "tops", *(("ort",) if "si0056" in target else ()))
            for top, read_ in zip(values["tops"], found["tops"], strict=True):  # type: ignore[call-overload]
                unlinked = ("id",) if read_["id"] is None else ()
                assert not unlike(top, read_, *unlinked, *(votes if of.vendor == "allris3" else ())), target
        for top in values["tops"]:  # type: ignore[attr-defined]
            if top["ergebnis"]:
                items += 1
                assert not unlike(top, record(of, item_page(of, top["id"])))
    assert items > 60


def test_the_encodings_are_the_vendors() -> None:
    old, new = (answer(of, SEEDS[of.vendor][0]) for of in (PORTALS["allris3"], PORTALS["sessionnet php"]))
    assert (old.content_type, new.content_type) == ("text/html", "text/html; charset=utf-8")
    assert "für den Musterkreis" in old.body.decode("cp1252") and "für den Musterkreis" in new.body.decode()
    with pytest.raises(UnicodeDecodeError):
        old.body.decode()


# --- navigation ------------------------------------------------------------------------------


def papers_on(of: Portal, target: str) -> set[str]:
    links = reading(of, target).parsed.links
    return {v for link in links if link.seitentyp == "vorlage" for k, v in query(link.url).items() if k.endswith("nr")}


@both
def test_the_list_of_all_papers(vendor: str) -> None:
    assert papers_on(portal(vendor), SEEDS[vendor][0]) == {str(number) for number in WORLD.vorlage}


@both
def test_the_calendar_reaches_every_public_agenda(vendor: str) -> None:
    of, due, seen, meetings = portal(vendor), [SEEDS[vendor][1]], set(), set()
    while due:
        target = due.pop()
        if target not in seen:
            seen.add(target)
            for link in reading(of, target).parsed.links:
                there = link.url.removeprefix(BASE)
                due += [there] if link.seitentyp == "kalender" else []
                meetings |= {there.rpartition("=")[2]} if link.seitentyp == "sitzung" else set()
    assert meetings == WORLD.agendas().keys() and 40 < len(seen) < 80


def test_allris_pages_its_list_by_session() -> None:
    of = allris3.portal(LARGE, showall=False)
    first = answer(of, "vo040.asp?showall=true")
    second = answer(of, "vo040.asp?shownext=true", first.session)
    assert first.session == {"vo040": 50} and second.session == {"vo040": 100}
    assert second.body != first.body == answer(of, "vo040.asp?shownext=true").body


def test_allris_releases_one_calendar() -> None:
    of = portal("allris3")
    for program in set(allris3.KALENDER) - {"si010_e.asp"}:
        with pytest.raises(NotPublic, match="Zugriff verweigert"):
            reading(of, program)
    assert b"si010_e.asp" in answer(of, "allris.net.asp").body and answer(of, "do027.asp?DOLFDNR=1").status == 404


def location(got: Response) -> str:
    return dict(got.headers)["Location"]


def test_hidden_things_are_hidden() -> None:
    hidden, unreleased = min(WORLD.versteckt), next(s.id for s in WORLD.sitzungen if not s.freigegeben)
    private = next(s.id for s in WORLD.sitzungen if not s.oeffentlich)
    for target in (f"vo020.asp?VOLFDNR={hidden}", "vo020.asp?VOLFDNR=9", f"to010.asp?SILFDNR={private}"):
        assert "noauth" in location(answer(portal("allris3"), target))
    with pytest.raises(NotPublic):
        reading(portal("allris3"), "noauth.asp")
    of = portal("sessionnet")
    with pytest.raises(NotPublic):
        reading(of, f"vo0050.php?__kvonr={hidden}")
    with pytest.raises(Gone):
        reading(of, "vo0050.php?__kvonr=9999")
    assert "error.php" in location(answer(of, f"si0057.php?__ksinr={private}"))
    assert "si0050.php" in location(answer(of, f"si0057.php?__ksinr={unreleased}"))
    with pytest.raises(NotPublic):
        reading(portal("sessionnet", alle_vorlagen=False), "vo0042.php?__cwpall=1")


def test_sessionnet_searches_by_date_and_remembers_the_month() -> None:
    of, form = portal("sessionnet"), {"__swords": "", "__sao": "1", "__sgo": "Suchen"}
    slice_ = {**form, "__axxdat_full": "2023-01-01", "__exxdat_full": "2023-12-31"}
    got = of.respond(Request("POST", "/bi/vo0040.php", {}, slice_), {})
    found = read.parse(Page(f"{BASE}vo0040.php", got.body.decode())).parsed.links
    numbers = {query(link.url)["__kvonr"] for link in found if link.seitentyp == "vorlage"}
    assert numbers == {str(v.id) for v in WORLD.vorlagen if v.datum.year == 2023}
    march = answer(of, "si0040.php?__cjahr=2023&__cmonat=3")
    assert answer(of, "si0040.php", march.session).body == march.body != answer(of, "si0040.php").body


def test_pages_render_fast() -> None:
    world = make_world(5, 100, START, 4, textlaenge=35_000)
    for vendor, target in (("allris3", "vo020.asp?VOLFDNR={}"), ("sessionnet", "vo0050.php?__kvonr={}")):
        of, sizes, began = portal(vendor, world), [], time.perf_counter()
        for number in world.vorlage:
            sizes.append(len(answer(of, target.format(number)).body))
        each = (time.perf_counter() - began) / len(sizes)
        assert each < 0.005 and sum(sizes) / len(sizes) > 35_000
