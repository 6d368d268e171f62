"""A portal that changes its pages overnight is noticed in the same run; one that only goes on living is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulator import faults
from tests.support.crawling import VENDORS, Crawled, every, kreis, small

KINDS = [
    pytest.param(vendor, kind, id=f"{vendor}-{kind}")
    for vendor, module in VENDORS.items()
    for kind in (*module.TRAITS.layouts, "gate")
]
# These name their cells by class, head and content: where the class alone changes, all is still read.
READ = {("allris3", "class"), ("allris4", "class"), ("sessionnet", "class")}


@pytest.mark.parametrize(("vendor", "kind"), KINDS)
def test_a_layout_that_changes_overnight_is_an_alarm_or_still_read(
    vendor: str, kind: str, crawled: Crawled, tmp_path: Path
) -> None:
    portal = crawled(vendor, tmp_path)
    values = "select count(betreff), count(nummer) from vorlagen"
    before = portal.query(values)
    portal.next_day()
    portal.server.faults = [faults.gate() if kind == "gate" else faults.changed_layout(vendor, kind)]
    report = portal.crawl()
    outcome = {"gate": "gesperrt", "class": "fertig" if (vendor, kind) in READ else "drift"}.get(kind, "drift")
    assert (report.ausgang, bool(report.alarme)) == (outcome, outcome != "fertig")
    assert portal.query(values) == before


@every
def test_a_portal_that_only_goes_on_living_raises_no_alarm(vendor: str, crawled: Crawled, tmp_path: Path) -> None:
    portal = crawled(vendor, tmp_path)
    for night in range(3):
        portal.server.world = portal.server.world.evolve(night, changes=6, new=2)
        report = portal.crawl()
        assert (report.ausgang, report.alarme) == ("fertig", [])
    portal.next_day()
    assert (portal.crawl().alarme, portal.differences()) == ([], [])


@every
def test_an_empty_list_stays_an_alarm_until_it_is_filled_again(vendor: str, crawled: Crawled, tmp_path: Path) -> None:
    portal = crawled(vendor, tmp_path)
    portal.server.faults = [faults.changed_layout(vendor, "list")]
    for _ in range(2):
        portal.next_day()
        assert any("led anywhere" in alarm for alarm in portal.crawl().alarme)
    portal.server.faults = []
    portal.next_day()
    assert portal.crawl().alarme == []


@every
def test_a_start_page_that_nobody_knows_is_an_alarm(vendor: str, tmp_path: Path) -> None:
    start = rf"/bi/{VENDORS[vendor].TRAITS.start}\?$"
    strange = faults.replaced(
        "strange", (".+", "<html><body>Bitte warten</body></html>"), encoding="utf-8", where=start
    )
    with kreis(vendor, tmp_path, small(), faults=[strange]) as portal:
        report = portal.full()
        assert (report.ausgang, report.anfragen, len(report.alarme)) == ("drift", 1, 1)
