"""Kinds of faults that hide in any portal, each tried with every vendor: one case for each, or the reason why not."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from parsers import VENDORS
from ris_scraper.archive.archive import Archive
from ris_scraper.build.build import build
from ris_scraper.build.intake import read_portal
from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed
from ris_scraper.portals.portals import Portal
from ris_scraper.read import read
from tests.simulator import faults
from tests.simulator.vendors import VENDORS as SIMULATED
from tests.support.crawling import kreis, small, tiny
from tests.support.fixture_pages import expected, fetch_of, of, page_of, parse, read_by
from tests.support.rows import content, query
from tests.test_crawl_answers import sample
from tests.test_join import is_paper, kept, rows
from tests.test_silent import READ, facts, unexcused


class Case(NamedTuple):
    """A vendor, an empty folder, and what a check may change for its time."""

    vendor: str
    folder: Path
    patch: pytest.MonkeyPatch

    @property
    def pages(self) -> list[Path]:
        """The example pages that are read."""
        return [path for path in READ if path.parent.name == self.vendor]


def silent(family: str) -> Callable[[Case], None]:
    """A check that one change of a page states nothing else without an error or a Hinweis."""

    def check(case: Case) -> None:
        assert [line for path in case.pages for line in unexcused(path, page_of(path), family)] == []

    return check


def another_page(case: Case) -> None:
    """A page of the portal that was not asked for is a failure of its request, and tried again."""
    calendar, page = sample(case.vendor)
    wrong = [faults.other_page(calendar, where=page)]
    with kreis(case.vendor, case.folder, tiny(vorlagen=6), faults=wrong) as portal:
        report = portal.full()
        assert (report.ausgang, report.alarme) == ("fertig", [])
        assert report.fehler == 1 + len(portal.query("select 1 from seiten where fehler = 'Gone'"))
        [(reason,)] = portal.archive("select fehler from auftraege where fehler is not null")
        assert reason.startswith(("OtherPage: asked for", "LayoutDrift", "UnknownPage"))
        portal.server.faults = []
        portal.clock.later = timedelta(hours=13)
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        list(build(portal.folder))
        assert portal.differences() == []


#: How a simulated list ends before its total: options of the portal, and a fault.
SHORT: dict[str, tuple[dict[str, Any], list[faults.Fault], int]] = {
    "oparl": ({"block": 10, "end_at": 2}, [], 20),
    "sdnet": ({}, [faults.replaced("ended", ("&gt;</a>", "</a>"), encoding="utf-8", where="vorlagen")], 25),
}


def short_list(case: Case) -> None:
    """A list that ends before its own total is an alarm."""
    options, wrong, came = SHORT[case.vendor]
    with kreis(case.vendor, case.folder, small(), options=options, faults=wrong) as portal:
        alarms = portal.full().alarme
        assert any(alarm.endswith(f" says that it has 40 entries, {came} came") for alarm in alarms)


def both_orders(case: Case) -> None:
    """Papers before agendas, or after them, or each page alone from the last to the first: the rows are the same."""
    with kreis(case.vendor, case.folder, tiny()) as portal:
        assert (portal.full().ausgang, portal.differences()) == ("fertig", [])
        pages = kept(portal)
        papers, others = [*filter(is_paper, pages)], [page for page in pages if not is_paper(page)]
        first = rows(portal, case.folder / "papers first.db", papers, others)
        assert first == rows(portal, case.folder / "agendas first.db", others, papers)
        assert first == rows(portal, case.folder / "one by one.db", *([page] for page in pages[::-1]))
        assert len(first["vorlagen"]) == len(portal.expected())


def encodings(case: Case) -> None:
    """Letters written as two characters, and a wrong charset in the header, change nothing."""
    for path in case.pages:
        page = page_of(path)
        apart = unicodedata.normalize("NFD", page.text).encode()
        for body, charset in ((apart, "utf-8"), (page.text.encode(), "iso-8859-1")):
            other = read.page_of(page.url, body, f"text/html; charset={charset}", rendering=page.rendering)
            assert facts(parse(other)) == facts(parse(page)), (path.name, charset)


def broken_reader(case: Case) -> None:
    """A page on which our parser breaks is recorded as that, spoils no other, and is read once the parser is mended."""
    victim = case.pages[0]
    kind, readers = expected(victim)["seitentyp"], VENDORS[case.vendor].pages

    def breaks(page: Page) -> Parsed:
        if page.text == page_of(victim).text:
            raise ZeroDivisionError("by hand")
        return readers[kind](page)

    whole = stored(case, "whole.db")
    with case.patch.context() as patch:
        broken = dataclasses.replace(VENDORS[case.vendor], pages={**readers, kind: breaks})
        patch.setitem(VENDORS, case.vendor, broken)
        stored(case, "mended.db")
    said = "select url, fehler, grund from seiten where fehler = 'ParserDefect'"
    assert query(case.folder / "mended.db", said) == [
        (page_of(victim).url, "ParserDefect", "ZeroDivisionError: by hand")
    ]
    with_victim = {url for (url,) in query(case.folder / "whole.db", STATING)}
    assert with_victim - {url for (url,) in query(case.folder / "mended.db", STATING)} <= {page_of(victim).url}
    assert stored(case, "mended.db") == whole


STATING = "select distinct s.url from aussagen a join seiten s on s.id = a.seite"


def stored(case: Case, name: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of all example pages, read anew into a dataset of that name, each as of a day of its own."""
    file = case.folder / name
    with Archive(case.folder / "archive.db") as archive, Dataset(file) as db:
        db.register([], [Portal("muster", None, "Muster", case.vendor, "https://muster.example/")])
        if not [*archive.fetches()]:
            for n, path in enumerate(of(case.vendor)):
                day = f"2026-11-02T02:{n:02}:00+00:00"
                archive.keep(dataclasses.replace(fetch_of(path), abgerufen_am=day), path.read_bytes())
        read_portal(db, archive, "muster", everything=True)
    return content(file)


KINDS: dict[str, Callable[[Case], None]] = {
    "names of classes, ids and labels": silent("names"),
    "columns and keys": silent("columns"),
    "some page of ours": another_page,
    "a page that breaks off": silent("cuts"),
    "a list that ends early": short_list,
    "both orders": both_orders,
    "encodings": encodings,
    "a reader that breaks": broken_reader,
}
_NO_TOTAL = "its lists and calendars print no total"
_NOT_CRAWLED = "nobody crawls it: its pages are taken in as files"
#: Cells that cannot be: kind and vendor, and why.
NOT = {
    **{("a list that ends early", vendor): _NO_TOTAL for vendor in VENDORS if vendor not in SHORT},
    **{(kind, v): _NOT_CRAWLED for kind in ("some page of ours", "both orders") for v in VENDORS if v not in SIMULATED},
}
CELLS = [(vendor, kind) for vendor in VENDORS for kind in KINDS if (kind, vendor) not in NOT]


@pytest.mark.parametrize(("vendor", "kind"), CELLS)
def test_a_kind_of_fault(vendor: str, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    KINDS[kind](Case(vendor, tmp_path, monkeypatch))


def test_the_reasons_are_true() -> None:
    for vendor in [vendor for (_, vendor), why in NOT.items() if why == _NO_TOTAL]:
        readings = [read_by(vendor, page_of(path)) for path in READ if path.parent.name == vendor]
        assert readings and all(found.total is None for found in readings), vendor
    assert {vendor for (_, vendor), why in NOT.items() if why == _NOT_CRAWLED} == {
        name for name, vendor in VENDORS.items() if vendor.strategy is None
    }
