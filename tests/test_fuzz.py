"""A walk over mangled pages with a fixed seed, reading and writing; `python -m benchmarks.fuzz` walks on."""

from __future__ import annotations

from random import Random

from benchmarks import fuzz


def test_mangled_pages_end_in_a_result_or_a_named_error() -> None:
    found = fuzz.run(pages=400, minutes=None, seed=7, more=None)
    assert found.pages == 400
    assert found.good, found
    assert found.cut > 60
    assert found.ends["read"] > 100


def test_every_mutation_changes_some_page() -> None:
    rng, [case, *_] = Random(1), fuzz.cases(None)
    text = case.body.decode("utf-8", "replace")
    for mutate in fuzz.MUTATIONS:
        assert any(mutate(rng, text) != text for _ in range(20)), mutate.__name__


def test_a_cut_page_that_claims_too_much_is_found() -> None:
    case = next(case for case in fuzz.cases(None) if b"einstimmig beschlossen" in case.body)
    whole = fuzz.read_fetch(fuzz.Fetch(case.url, ""), case.body)
    assert fuzz.too_much(case, whole) == set()
    other = case.body.replace(b"einstimmig beschlossen", b"vertagt")
    assert ("ergebnis_norm", "vertagt") in fuzz.too_much(case, fuzz.read_fetch(fuzz.Fetch(case.url, ""), other))


def test_every_finding_counts() -> None:
    assert fuzz.Found().good
    for wrong in ({"unwritten": 1}, {"claims": ["x"]}, {"slow": ["x"]}, {"defects": fuzz.Counter(x=1)}):
        assert not fuzz.Found(**wrong).good
