"""Every fault of the simulator ends in the state that `crawl` documents, with the rest of the data intact."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpcore2
import pytest

from ris_scraper.cli.crawl import exit_code
from ris_scraper.crawl.nouns import Report
from ris_scraper.fetch import Limits
from tests.simulator import faults
from tests.simulator.faults import Fault
from tests.simulator.world import World
from tests.support.crawling import VENDORS, Kreis, every, kreis, small, tiny

#: The errors of a page that cannot be read; it is asked for again.
UNREAD = "LayoutDrift|UnknownPage"
HASTY = Limits(read=0.25, total=1.0, tries=3, backoff=0.01, body=2_000_000)


@dataclasses.dataclass(frozen=True)
class Case:
    """A fault, and how a run on a portal that has it ends: outcome, exit code, the portal's state as published,
    whether the Vorlage that the fault is on is read all the same, and the error that its request keeps (a pattern)."""

    fault: Fault
    ausgang: str = "fertig"
    code: int = 0
    zustand: str = "aktiv"
    read: bool = False
    left: str | None = None


def on_the_line(page: str) -> Iterable[Case]:
    """Faults of one page that are the same for every vendor; everything else of the portal works."""
    at: dict[str, Any] = {"where": page}
    yield Case(faults.unavailable(429, retry_after=2, times=1, **at), read=True)
    yield Case(faults.unavailable(503, times=2, **at), read=True)
    yield Case(faults.unavailable(503, **at), left="Unreachable")
    yield Case(faults.unavailable(503, retry_after=9999, **at), "fehler", 1, left="Unreachable")
    yield Case(faults.slow(0.05, **at), read=True)
    yield Case(faults.slow(5, **at), left="Unreachable")
    yield Case(faults.dripping(piece=4096, pause=0.005, **at), read=True)
    yield Case(faults.dripping(piece=1, pause=0.1, **at), left="Unreachable")
    yield Case(faults.stalled(times=1, **at), read=True)
    yield Case(faults.stalled(**at), left="Unreachable")
    yield Case(faults.truncated(times=1, **at), read=True)
    yield Case(faults.truncated(**at), left="Unreachable")
    yield Case(faults.cut_chunks(times=1, **at), read=True)
    yield Case(faults.cut_chunks(**at), left="Unreachable")
    yield Case(faults.cut_gzip(**at), left="Unreachable")
    yield Case(faults.gzip_members(**at), read=True)
    yield Case(faults.gzip_bomb(5, **at), left="TooLarge")
    yield Case(faults.huge(3, **at), left="TooLarge")
    yield Case(faults.redirect_loop(where=page.removesuffix("$")), left="AddressRefused")
    yield from (Case(faults.redirected(url, **at), left="AddressRefused") for url in faults.PRIVATE)
    yield from (Case(faults.gate(kind, **at), "gesperrt", 1, "gesperrt", left="") for kind in faults.GATES)


def on_one_page(vendor: str, page: str) -> Iterable[Case]:
    """Faults of one page."""
    broken = VENDORS[vendor].TRAITS.failure.status >= 500
    yield Case(faults.shortened(0.1, where=page), left=UNREAD)
    yield Case(faults.login(vendor, where=page))
    yield Case(faults.error_page(vendor, where=page), left="Unreachable" if broken else UNREAD + "|")
    if vendor == "sessionnet":
        yield from on_the_line(page)


def everywhere(vendor: str) -> Iterable[Case]:
    """Faults of the whole portal, from the 20th request on or on every calendar."""
    yield Case(faults.login(vendor, skip=20), "gesperrt", 1, "gesperrt")
    yield Case(faults.endless_calendar(), read=True)
    yield Case(faults.gate(skip=20), "gesperrt", 1, "gesperrt")
    if vendor == "sessionnet":
        yield Case(faults.unavailable(503, skip=20), "fehler", 1)
        yield Case(faults.slow(5, skip=20), "fehler", 1)
        yield Case(faults.stalled(skip=20), "fehler", 1)
        yield Case(faults.truncated(skip=20), "fehler", 1)


def some_vorlage(world: World) -> int:
    """A Vorlage that no other refers to."""
    named = {vorlage.bezug for vorlage in world.vorlagen}
    return next(vorlage.id for vorlage in world.neueste_zuerst if vorlage.id not in named)


def one_page(vendor: str, world: World) -> tuple[str, set[str]]:
    """A pattern of the request for a page, and the Vorlagen that it states: one, or all that a meeting treats."""
    module = VENDORS[vendor]
    if hasattr(module, "one_page"):
        page, there = module.one_page(world)
        return str(page), set(there)
    number = some_vorlage(world)
    return module.TRAITS.vorlage.format(number), {str(number)}


def published(portal: Kreis) -> str:
    [(zustand,)] = portal.query("select zustand from portale where slug = 'muster'")
    return str(zustand)


def ended(case: Case, report: Report, portal: Kreis) -> None:
    assert (report.ausgang, exit_code([report]), published(portal)) == (case.ausgang, case.code, case.zustand), (
        case.fault.name, report)  # fmt: skip


@every
def test_a_fault_of_one_page_leaves_the_rest_intact(
    vendor: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialled = set()
    connect = httpcore2.SyncBackend.connect_tcp

    def watched(self: Any, host: str, port: int, *rest: Any, **named: Any) -> Any:
        dialled.add((host, port))
        return connect(self, host, port, *rest, **named)

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", watched)
    world = tiny(vorlagen=6)
    page, there = one_page(vendor, world)
    for place, case in enumerate(on_one_page(vendor, page)):
        dialled.clear()
        with kreis(vendor, tmp_path / str(place), world, faults=[case.fault]) as portal:
            portal.limits = HASTY
            report = portal.full()
            ended(case, report, portal)
            assert dialled == {("127.0.0.1", portal.server.port)}
            if case.ausgang == "fertig":
                others = [line for line in portal.differences() if re.split("[.:]", line)[0] not in there]
                assert (others, portal.differences() == []) == ([], case.read), case.fault.name
            waiting = portal.archive("select adresse, coalesce(fehler, '') from auftraege")
            kept = [reason.partition(":")[0] for adresse, reason in waiting if re.search(page, adresse, re.I)]
            assert len(kept) <= 1 and re.fullmatch(case.left or "", "".join(kept)), case.fault.name
            assert portal.query("pragma foreign_key_check") == []


@every
def test_a_fault_of_the_whole_portal_ends_the_run_and_a_later_run_makes_good(vendor: str, tmp_path: Path) -> None:
    for place, case in enumerate(everywhere(vendor)):
        with kreis(vendor, tmp_path / str(place), tiny(vorlagen=6), faults=[case.fault]) as portal:
            portal.limits = HASTY
            ended(case, portal.full(), portal)
            assert (portal.differences() == []) == case.read
            portal.server.faults = []
            portal.clock.later = timedelta(hours=25)
            report = portal.full()
            assert (report.ausgang, portal.differences(), published(portal)) == ("fertig", [], "aktiv"), case.fault.name


@every
def test_pages_that_failed_once_are_asked_for_again(vendor: str, tmp_path: Path) -> None:
    sick = [faults.error_page(vendor, chance=0.1, seed=4), faults.shortened(0.1, chance=0.05, where="vo0")]
    with kreis(vendor, tmp_path, tiny(), faults=sick) as portal:
        portal.full()
        assert any(entry.fault for entry in portal.server.log)
        portal.server.faults = []
        for _ in range(8):
            portal.next_day()
            portal.crawl()
        assert portal.differences() == []


@every
def test_a_wrong_charset_in_the_header_changes_nothing(vendor: str, tmp_path: Path) -> None:
    wrong = VENDORS[vendor].TRAITS.charset
    with kreis(vendor, tmp_path, tiny(), faults=[faults.mislabelled(wrong)]) as portal:
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])


def test_every_fault_maker_is_tried_here() -> None:
    tried = {case.fault.name for vendor in VENDORS for case in [*on_one_page(vendor, "x"), *everywhere(vendor)]}
    tried |= {"mislabelled", "layout: class"}  # above, and in test_crawl_drift
    tried |= {"other page", "lost session", "session in links"}  # in test_crawl_answers, test_crawl_state
    words = {"unavailable": "HTTP", "gzip_bomb": "gzip bomb", "redirected": "redirect to", "error_page": "error page",
             "redirect_loop": "redirect loop", "endless_calendar": "endless", "changed_layout": "layout",
             "other_page": "other page", "lost_session": "lost session",
             "session_in_links": "session in links", "cut_chunks": "cut chunks", "cut_gzip": "cut gzip",
             "gzip_members": "gzip members"}  # fmt: skip
    makers = [
        name for name, made in vars(faults).items() if getattr(made, "__annotations__", {}).get("return") == "Fault"
    ]
    assert len(makers) > 12
    for maker in set(makers) - {"replaced"}:
        assert any(name.startswith(words.get(maker, maker)) for name in tried), maker


def test_one_broken_page_in_a_large_portal_does_not_end_the_run(tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, small(), faults=[faults.unavailable(500, where=r"si0057.*=\d*3$")]) as portal:
        assert portal.full().fehler > 0
