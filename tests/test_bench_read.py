"""The benchmark of reading is fair: real sizes, and a baseline that reads the same fields."""

from __future__ import annotations

import pytest

from benchmarks import baseline, bench_read
from benchmarks.bench_read import Case

PAGES = [page for pages in (*bench_read.generated().values(), *bench_read.real().values()) for page in pages]
KNOWN = [page for page in PAGES if baseline.knows(page.body)]


@pytest.mark.parametrize("page", KNOWN, ids=lambda page: page.url)
def test_the_baseline_reads_the_same_fields(page: Case) -> None:
    assert not bench_read.differing(page)


def test_the_baseline_reads_both_vendors_and_stations_files_and_links() -> None:
    assert {page.vendor for page in KNOWN} == {"allris3", "sessionnet"}
    read = [baseline.fields(page.url, page.body.decode("latin-1")) for page in KNOWN]
    for field in ("betreff", "nummer", "status", "aktenzeichen", "beratungen", "anlagen", "links", "id"):
        assert any(said.get(field) for said in read), field


def test_a_baseline_that_reads_otherwise_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(baseline._LABELS, "Betreff:", "status")
    assert any("status" in bench_read.differing(page) for page in KNOWN if page.vendor == "allris3")


def test_generated_pages_have_the_size_of_real_ones_and_read_the_same() -> None:
    for page in PAGES[:40]:
        if b"</body>" in page.body:
            framed = bench_read.framed(page.body, 90_000)
            assert 90_000 <= len(framed) < 95_000
            assert bench_read.ours(page._replace(body=framed)).datensaetze == bench_read.ours(page).datensaetze
