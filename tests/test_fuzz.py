"""A walk over mangled pages with a fixed seed, reading and writing; `python -m benchmarks.fuzz` walks on."""

from __future__ import annotations

from random import Random

from benchmarks import fuzz


def test_mangled_pages_end_in_a_result_or_a_named_error() -> None:
    found = fuzz.run(pages=400, minutes=None, seed=7, more=None)
    assert found.pages == 400
    assert not found.defects and not found.slow
    assert found.ends["read"] > 100


def test_every_mutation_changes_some_page() -> None:
    rng, [case, *_] = Random(1), fuzz.cases(None)
    text = case.body.decode("utf-8", "replace")
    for mutate in fuzz.MUTATIONS:
        assert any(mutate(rng, text) != text for _ in range(20)), mutate.__name__
