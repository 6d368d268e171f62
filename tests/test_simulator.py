"""The simulated portals: their pages say exactly what their world knows, and their faults are the faults they claim."""

from __future__ import annotations

import gzip
import http.client
import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from ris_scraper import read
from ris_scraper.archive import Abruf, Archive
from ris_scraper.dataset import Dataset
from ris_scraper.errors import Challenged, Gone, LayoutDrift, NotPublic, PageError
from ris_scraper.model import Page, query
from ris_scraper.portals import Portal as Entry
from tests.simulator import allris3, faults, sessionnet, words
from tests.simulator.compare import differences, known
from tests.simulator.nouns import Request, Response
from tests.simulator.portal import Portal
from tests.simulator.server import Server, serve
from tests.simulator.world import World, make_world

START = date(2022, 1, 10)
WORLD = make_world(2, 60, START, 4)
LARGE = make_world(7, 300, START, 4)
MIDDLE = make_world(4, 110, START, 4)
BASE = "https://ris.musterkreis.example/bi/"
PORTALS = {
    "allris3": allris3.portal(WORLD),
    "allris3 with UTF-8 texts": allris3.portal(WORLD, utf8_texte=True),
    "sessionnet php": sessionnet.portal(WORLD),
    "sessionnet asp": sessionnet.portal(WORLD, ext="asp", neueste_zuerst=True, mandanten=("Zweckverband Abfall",)),
}
SEEDS = {
    "allris3": ("vo040.asp?showall=true", "si010_e.asp?YY=2023&MM=05"),
    "sessionnet": ("vo0042.php?__cwpall=1", "si0040.php?__cjahr=2023&__cmonat=5"),
}
EXPECTED = {"allris3": allris3.expected, "sessionnet": sessionnet.expected}
both = pytest.mark.parametrize("vendor", ["allris3", "sessionnet"])
every = pytest.mark.parametrize("name", PORTALS)


def portal(vendor: str, world: World = WORLD, **options: Any) -> Portal:
    return {"allris3": allris3.portal, "sessionnet": sessionnet.portal}[vendor](world, **options)


def answer(of: Portal, target: str, session: Mapping[str, object] | None = None) -> Response:
    return of.respond(Request("GET", f"/bi/{target.partition('?')[0]}", query(target)), session or {})


def reading(of: Portal, target: str) -> read.Reading:
    got = answer(of, target)
    assert got.status == 200, f"{target}: {got.status} {got.headers}"
    return read.parse(Page(BASE + target, read.decode(target, got.body, got.content_type)))


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


# --- the whole circle ------------------------------------------------------------------------


class Visitor:
    """A client without manners: one connection, one cookie jar."""

    def __init__(self, server: Server) -> None:
        self.base, self.cookie = server.base_url, ""
        self.line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2)

    def get(self, target: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        sent = {"Cookie": self.cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.line.request("GET", urlsplit(self.base + target)._replace(scheme="", netloc="").geturl(), headers=sent)
        got = self.line.getresponse()
        body = got.read()
        self.cookie = (got.headers.get("Set-Cookie") or self.cookie).partition(";")[0]
        return got, body


def crawl(server: Server, archive: Archive, day: int) -> None:
    """Follow every link from the portal's lists and keep what comes."""
    visitor, due, seen = Visitor(server), list(SEEDS[server.portal.vendor]), set()
    while due:
        target = due.pop()
        if target in seen:
            continue
        seen.add(target)
        got, body = visitor.get(target)
        if got.status != 200:
            continue
        abruf = Abruf(server.base_url + target, f"2026-01-{day:02d}T03:00:00+00:00", 200, got.headers["Content-Type"])
        archive.keep(abruf, body)
        gelesen = read.read_one(abruf, body)
        due += [link.url.removeprefix(server.base_url) for link in gelesen.parsed.links]


@both
def test_a_crawl_over_http_finds_the_world_and_the_next_day(vendor: str, tmp_path: Path) -> None:
    entry = Entry(slug="probe", ags=None, name="Probe", vendor=vendor, url=BASE)
    path, changed = tmp_path / "ris.db", MIDDLE.evolve(4)
    with serve(portal(vendor, MIDDLE)) as server, Archive(tmp_path / "a.db") as archive, Dataset(path) as db:
        db.register([], [entry])
        for day, world in enumerate((MIDDLE, changed), start=1):
            server.world = world
            crawl(server, archive, day)
            read.read_portal(db, archive, "probe")
            assert not differences(EXPECTED[vendor](world), known(path, "probe"))
        rows = [row["zeile"] for row in db.rows("select zeile from aenderungen where tabelle <> 'tops'")]
    touched = {int(row.split(":")[1]) for row in rows}
    assert changed.geaendert <= touched


# --- server and faults -----------------------------------------------------------------------


@pytest.fixture
def server() -> Iterator[Server]:
    with serve(portal("sessionnet")) as running:
        yield running


def test_the_log_tells_everything(server: Server) -> None:
    Visitor(server).get("si0040.php?__cjahr=2023&__cmonat=3", User_Agent="probe/1", Cookie="a=b")
    [entry] = server.log
    assert (entry.method, entry.path, entry.query) == ("GET", "/bi/si0040.php", "__cjahr=2023&__cmonat=3")
    assert (entry.agent, entry.cookies, entry.status, entry.fault) == ("probe/1", {"a": "b"}, 200, "")
    assert entry.time <= entry.ended and entry.host == f"127.0.0.1:{server.port}"
    assert server.asked("cmonat=3") == [entry] and not server.asked("vo0050")


def test_sessions_live_in_a_cookie() -> None:
    with serve(allris3.portal(LARGE, showall=False)) as server:
        visitor, forgetful = Visitor(server), Visitor(server)
        first = visitor.get("vo040.asp")[1]
        assert visitor.cookie.startswith("ASPSESSIONID")
        assert visitor.get("vo040.asp?shownext=true")[1] != first == forgetful.get("vo040.asp?shownext=true")[1]


def test_robots_and_conditions(server: Server) -> None:
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2)
    for robots, status, body in ((None, 404, b""), (503, 503, b""), ("User-agent: *\nDisallow: /", 200, b"User-agent")):
        server.robots = robots
        line.request("GET", "/robots.txt")
        got = line.getresponse()
        assert got.status == status and got.read().startswith(body)
    server.conditional = True
    visitor, target = Visitor(server), f"vo0050.php?__kvonr={WORLD.vorlagen[0].id}"
    tag = visitor.get(target)[0].headers["ETag"]
    assert visitor.get(target, If_None_Match=tag)[0].status == 304
    server.world = WORLD.evolve(1, changes=3)
    assert visitor.get(target, If_None_Match=tag)[0].status == 200


def test_unavailable_for_the_first_requests(server: Server) -> None:
    when = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    server.faults = [faults.unavailable(429, 7, times=2), faults.unavailable(503, when, skip=2, times=1)]
    got = [Visitor(server).get("info.php")[0] for _ in range(4)]
    assert [g.status for g in got] == [429, 429, 503, 200]
    assert [g.headers["Retry-After"] for g in got] == ["7", "7", "Sun, 22 Nov 2026 03:00:00 GMT", None]
    assert server.log[0].fault == "HTTP 429"


def test_lines_that_break(server: Server) -> None:
    server.faults = [faults.truncated(300)]
    with pytest.raises(http.client.IncompleteRead):
        Visitor(server).get("info.php")
    server.faults = [faults.stalled(300)]
    with pytest.raises(socket.timeout):
        Visitor(server).get("info.php")
    server.faults = [faults.slow(0.2), faults.dripping(1000, 0.01)]
    began = time.monotonic()
    assert Visitor(server).get("info.php")[1].endswith(b"</html>") and time.monotonic() - began > 0.2


def test_bodies_that_lie(server: Server) -> None:
    server.faults = [faults.gzip_bomb(5), faults.mislabelled("iso-8859-15")]
    got, body = Visitor(server).get("info.php")
    assert len(body) < 20_000 and len(gzip.decompress(body)) > 5_000_000
    assert got.headers["Content-Type"] == "text/html; charset=iso-8859-15"
    server.faults = [faults.huge(3), faults.shortened(0.5)]
    assert 1_500_000 < len(Visitor(server).get("info.php")[1]) < 2_000_000


def test_redirects(server: Server) -> None:
    for url in faults.PRIVATE:
        server.faults = [faults.redirected(url)]
        assert Visitor(server).get("info.php")[0].headers["Location"] == url
    server.faults = [faults.redirect_loop()]
    visitor, target, seen = Visitor(server), "info.php?x=1", []
    for _ in range(4):
        target = visitor.get(target)[0].headers["Location"].removeprefix("/bi/")
        seen.append(target[-1])
    assert seen == ["a", "b", "a", "b"]


def test_faults_by_chance_can_be_repeated(server: Server) -> None:
    runs = []
    for _ in range(2):
        server.forget()
        server.faults = [faults.error_page("sessionnet", chance=0.3, seed=5)]
        runs.append([b"Fehlermeldung" in Visitor(server).get("info.php")[1] for _ in range(40)])
    assert runs[0] == runs[1] and 4 < sum(runs[0]) < 20


def struck(vendor: str, fault: faults.Fault, target: str, world: World = WORLD) -> read.Reading:
    request = Request("GET", f"/bi/{target.partition('?')[0]}", query(target))
    got = fault.effect(request, portal(vendor, world).respond(request, {}))
    return read.parse(Page(BASE + target, read.decode(target, got.body, got.content_type)))


@pytest.mark.parametrize("kind", faults.GATES)
def test_gates_are_gates(kind: str) -> None:
    with pytest.raises(Challenged):
        struck("allris3", faults.gate(kind), "allris.net.asp")


@both
def test_logins_and_error_pages(vendor: str) -> None:
    with pytest.raises(NotPublic):
        struck(vendor, faults.login(vendor), SEEDS[vendor][0])
    with pytest.raises(PageError):
        struck(vendor, faults.error_page(vendor), SEEDS[vendor][0])


@both
def test_an_endless_calendar_links_on(vendor: str) -> None:
    target = {"allris3": "si010_e.asp?YY=2099&MM=12", "sessionnet": "si0040.php?__cjahr=2099&__cmonat=12"}[vendor]
    links = [query(link.url) for link in struck(vendor, faults.endless_calendar(), target).parsed.links]
    assert any(set(found.values()) >= {"2100"} for found in links)


THINGS = {"allris3": ("vo020.asp?VOLFDNR={}", "to010.asp?SILFDNR={}"),
          "sessionnet": ("vo0050.php?__kvonr={}", "si0057.php?__ksinr={}")}  # fmt: skip


@both
@pytest.mark.parametrize("kind", ["klasse", "label", "spalte", "liste"])
def test_a_changed_layout_changes_what_is_read(vendor: str, kind: str) -> None:
    """Each change must cost values somewhere: else no alarm could be asked of it."""
    changed, whole = faults.changed_layout(vendor, kind), replace(faults.slow(0), name="nothing")
    decided = next(v for v in WORLD.vorlagen if any(t and t.ausgang for _, _, _, t in WORLD.folge(v)))
    meeting = next(s.id for _, _, s, t in WORLD.folge(decided) if s and t and t.ausgang)
    targets = [THINGS[vendor][0].format(decided.id), THINGS[vendor][1].format(meeting), *SEEDS[vendor]]
    assert any(_outcome(vendor, changed, target) != _outcome(vendor, whole, target) for target in targets)


def _outcome(vendor: str, fault: faults.Fault, target: str) -> object:
    try:
        return struck(vendor, fault, target).parsed
    except LayoutDrift as drift:
        return drift.selector
