"""`ris accuracy`: what is compared, counted and proved, what is shipped, and what the site shows of it."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks import accuracy as shipping
from benchmarks.bench_konzepte import Labelled
from ris_scraper.accuracy import kept
from ris_scraper.accuracy.bound import lower_bound
from ris_scraper.accuracy.collection import cases
from ris_scraper.accuracy.compare import records
from ris_scraper.accuracy.measure import measured
from ris_scraper.accuracy.nouns import ALL, FIELDS, MERKMALE, NOTHING, OTHER, Mark, Measurement, words
from ris_scraper.accuracy.rows import Genauigkeit, genauigkeit
from ris_scraper.nouns.errors import InputError
from ris_scraper.read.vendors import VENDORS
from tests.support.command import SOEST
from tests.support.fixture_pages import PAGES
from tests.support.signed import URL, expectation

ROOT = Path(__file__).parent.parent

# --- the bound -------------------------------------------------------------------------------


@pytest.mark.parametrize(("wrong", "n"), [(0, 598), (1, 947), (2, 1258)])
def test_so_many_values_prove_995_in_1000_and_one_less_does_not(wrong: int, n: int) -> None:
    assert lower_bound(n - wrong, n) == 0.995
    assert (lower_bound(n - 1 - wrong, n - 1) or 1) < 0.995


def at_least(right: int, n: int, share: float) -> float:
    return math.fsum(math.comb(n, i) * share**i * (1 - share) ** (n - i) for i in range(right, n + 1))


@pytest.mark.parametrize(("right", "n"), [(1, 1), (1, 40), (7, 12), (39, 40), (60, 60), (100, 200), (397, 407)])
def test_with_the_bound_what_was_seen_comes_about_once_in_twenty_times(right: int, n: int) -> None:
    bound = lower_bound(right, n)
    assert bound is not None
    assert at_least(right, n, bound) <= 0.0501 and at_least(right, n, bound + 1e-4) > 0.05


def test_nothing_right_proves_nothing_and_nothing_measured_is_no_share() -> None:
    assert lower_bound(0, 9) == 0 and lower_bound(0, 0) is None


# --- the comparison --------------------------------------------------------------------------


def verdicts(want: dict[str, Any], have: dict[str, Any], whole: bool = True) -> dict[str, Counter[str]]:
    """How each field of one record was read, without what is rightly empty."""
    found: dict[str, Counter[str]] = {}
    for finding in records([want], [have] if have else [], whole):
        if finding.verdict != "leer":
            found.setdefault(f"{finding.satz}.{finding.feld}", Counter())[finding.verdict] += 1
    return found


def paper(**values: Any) -> dict[str, Any]:
    return {"typ": "vorlage", **values}


def test_a_value_is_right_wrong_missing_or_invented() -> None:
    found = verdicts(paper(id="1", nummer="2", art="Antrag"), paper(id="1", nummer="3", status="neu"))
    assert found == {
        "seite.datensaetze": {"richtig": 1},
        "vorlage.id": {"richtig": 1},
        "vorlage.nummer": {"falsch": 1},
        "vorlage.art": {"fehlend": 1},
        "vorlage.status": {"erfunden": 1},
    }


def test_white_space_and_composed_letters_make_no_difference() -> None:
    found = verdicts(paper(betreff="Für  den\tKreis"), paper(betreff="Fu\u0308r den Kreis"))
    assert found["vorlage.betreff"] == {"richtig": 1}


def stations(*days: int) -> list[dict[str, Any]]:
    return [{"gremium": "Kreistag", "datum": f"2024-01-{day:02}"} for day in days]


def test_a_missing_row_makes_no_other_row_wrong() -> None:
    found = verdicts(paper(beratungen=stations(1, 2, 3, 4)), paper(beratungen=stations(1, 3, 4, 5)))
    assert found["vorlage.beratungen"] == {"richtig": 3, "fehlend": 1, "erfunden": 1}
    assert found["beratungen.datum"] == {"richtig": 3, "fehlend": 1, "erfunden": 1}
    assert "falsch" not in found["beratungen.gremium"]


def test_a_row_whose_value_is_wrong_is_the_same_row() -> None:
    found = verdicts(
        paper(anlagen=["Plan", "Karte"]), paper(anlagen=[{"name": "Plan"}, {"name": "Carte"}]), whole=False
    )
    assert found["vorlage.anlagen"] == {"richtig": 2} and found["anlagen.name"] == {"richtig": 1, "falsch": 1}


def test_of_a_partial_expectation_only_what_stands_in_it_is_compared() -> None:
    want = paper(nummer=None, beratungen=[{"rolle": "Beratung"}, {"rolle": None, "top": "1"}])
    have = paper(
        nummer="7", betreff="x", beratungen=[{"rolle": "Beratung", "top": "9"}, {"top": "1"}, {"zustand": "neu"}]
    )
    assert verdicts(want, have, whole=False) == {
        "seite.datensaetze": {"richtig": 1},
        "vorlage.nummer": {"erfunden": 1},
        "vorlage.beratungen": {"richtig": 2, "erfunden": 1},
        "beratungen.rolle": {"richtig": 1},
        "beratungen.top": {"richtig": 1},
    }


def test_texts_of_a_list_are_counted_one_by_one() -> None:
    found = verdicts(paper(bezug=["1/24", "2/24"]), paper(bezug=["2/24", "3/24", "3/24"]))
    assert found["vorlage.bezug"] == {"richtig": 1, "fehlend": 1, "erfunden": 2}


def test_a_text_that_must_not_be_copied_is_compared_by_its_hash() -> None:
    said = f"sha256:{hashlib.sha256('Radweg Süd'.encode()).hexdigest()[:16]}"
    assert verdicts(paper(betreff=said), paper(betreff="Radweg  Süd"), whole=False)["vorlage.betreff"] == {"richtig": 1}
    assert verdicts(paper(betreff=said), paper(betreff="anders"), whole=False)["vorlage.betreff"] == {"falsch": 1}


def test_of_a_record_that_is_not_read_all_values_are_missing() -> None:
    found = verdicts(paper(id="1", beratungen=stations(1)), {})
    assert {verdict for counted in found.values() for verdict in counted} == {"fehlend"}
    assert found.keys() == {"seite.datensaetze", "vorlage.id", "vorlage.beratungen"} | {
        "beratungen.gremium",
        "beratungen.datum",
    }


# --- the collection --------------------------------------------------------------------------


def test_only_signed_expectations_are_compared(tmp_path: Path) -> None:
    expectation(tmp_path, "a", art="Beschlussvorlage")
    expectation(tmp_path, "b", art="Beschlussvorlage", checked=None)
    fixture = {"url": URL, "vendor": "allris3", "seitentyp": "vorlage", "checked": None, "datensaetze": []}
    (tmp_path / "c.html").write_bytes(SOEST.read_bytes())
    (tmp_path / "c.json").write_text(json.dumps(fixture))
    (tmp_path / "d.html").write_bytes(SOEST.read_bytes())
    found, unsigned = cases([tmp_path])
    assert [case.file.name for case in found] == ["a.html"]
    assert {file.name for file in unsigned} == {"b.html", "c.html"}


def test_expectations_may_stand_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "seiten").mkdir()
    (tmp_path / "seiten" / "soest.html").write_bytes(SOEST.read_bytes())
    said = {"url": URL, "vendor": "allris3", "seitentyp": "vorlage", "checked": "2026-11-28 XY"}
    listed = tmp_path / "alle.json"
    listed.write_text(json.dumps({"soest.html": {**said, "datensaetze": [{"typ": "vorlage", "nummer": "999/2013"}]}}))
    [case], _ = cases([tmp_path / "seiten"], listed)
    assert marks(measured("x", "bekannt", [case])[0])["vorlage", "nummer"] == Mark(falsch=1)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("{", "cannot be read as an expectation"),
        ("[]", "has to be a JSON object"),
        ('{"url": "https://a.example"}', "lacks vendor and seitentyp"),
    ],
)
def test_an_expectation_that_is_none_is_named(content: str, why: str, tmp_path: Path) -> None:
    expectation(tmp_path).write_text(content)
    with pytest.raises(InputError, match=rf"soest\.expected\.json.* {why}"):
        cases([tmp_path])


def test_an_expectation_without_its_page_is_named(tmp_path: Path) -> None:
    expectation(tmp_path)
    (tmp_path / "soest.html").unlink()
    with pytest.raises(InputError, match=r"soest\.expected\.json has no page beside it"):
        cases([tmp_path])
    (tmp_path / "soest.expected.json").unlink()
    (tmp_path / "alle.json").write_text('{"weg.html": {}}')
    with pytest.raises(InputError, match=r"alle\.json: 'weg\.html' is no page below"):
        cases([tmp_path], tmp_path / "alle.json")


def marks(measurement: Measurement) -> dict[tuple[str, str], Mark]:
    return {(row.satz, row.feld): row.mark for row in measurement.zaehlungen}


def test_a_page_that_cannot_be_read_lacks_all_its_values(tmp_path: Path) -> None:
    expectation(tmp_path, art="Beschlussvorlage")
    (tmp_path / "soest.html").write_text("<html><body>Guten Tag</body></html>")
    found = marks(measured("x", "bekannt", cases([tmp_path])[0])[0])
    assert found["seite", "fehler"] == Mark(erfunden=1) and found["vorlage", "art"] == Mark(fehlend=1)
    assert found["seite", "vendor"] == Mark(fehlend=1)


# --- what a measurement says -----------------------------------------------------------------


@pytest.fixture(scope="module")
def shipped() -> tuple[Measurement, ...]:
    return kept.shipped()


def test_what_is_shipped_is_what_is_read_now() -> None:
    """Fails when fixtures, labels, parsers or rules were changed since: `make accuracy` measures anew."""
    assert kept.texts(shipping.measurements()) == shipping.FILE.read_text("utf-8"), "run `make accuracy`"


def test_every_example_page_is_measured_and_read_rightly(shipped: tuple[Measurement, ...]) -> None:
    assert shipped[0].seiten == len(PAGES) and shipped[0].stichprobe == "beispiel"
    assert all(row.mark.n == row.mark.richtig for row in shipped[0].zaehlungen)
    assert sum(row.mark.n for row in shipped[0].zaehlungen) > 4000


def test_every_vendor_and_every_field_has_its_row(shipped: tuple[Measurement, ...]) -> None:
    rows = [row for row in genauigkeit(shipped[:1]) if row.seitentyp == ALL]
    wanted = [(v, satz, feld) for v in (ALL, *sorted(VENDORS)) for satz, fields in FIELDS.items() for feld in fields]
    assert [(row.vendor, row.satz, row.feld) for row in rows] == wanted
    unmeasured = [row for row in rows if not row.n]
    assert unmeasured and all(row.untergrenze is row.anteil is None for row in unmeasured)
    assert all(row.untergrenze is not None and row.anteil is not None for row in rows if row.n)


def total(rows: list[Genauigkeit]) -> dict[tuple[str, str], list[int]]:
    sums: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        counts = (row.n, row.richtig, row.falsch, row.fehlend, row.erfunden)
        sums[row.satz, row.feld] = [a + b for a, b in zip(sums.get((row.satz, row.feld), [0] * 5), counts, strict=True)]
    return {key: counts for key, counts in sums.items() if counts[0]}


def test_what_is_pooled_is_the_sum_of_its_parts(shipped: tuple[Measurement, ...]) -> None:
    rows = list(genauigkeit(shipped[:1]))
    by_vendor = [row for row in rows if row.seitentyp == ALL and row.vendor != ALL]
    by_kind = [row for row in rows if row.seitentyp != ALL]
    assert total([row for row in rows if row.vendor == ALL]) == total(by_vendor) == total(by_kind)
    assert all(row.n == row.richtig + row.falsch + row.fehlend + row.erfunden for row in rows)


def test_only_words_of_our_lists_are_kept(shipped: tuple[Measurement, ...]) -> None:
    found = [row for measurement in shipped for row in measurement.verwechslungen]
    assert {row.merkmal for row in found} == set(MERKMALE.values())
    for row in found:
        assert {row.erwartet, row.gelesen} <= words(row.merkmal) | {NOTHING, OTHER}


def title(concepts: str, phases: str, betreff: str = "Fortschreibung des Integrationskonzepts") -> Labelled:
    named = concepts.split()
    sure = frozenset(name for name in named if not name.endswith("?"))
    allowed = frozenset(name.rstrip("?") for name in named)
    return Labelled("arbeit", betreff, "beschlussvorlage", "", "", sure, allowed, frozenset(phases.split("/")) - {""})


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (title("integrationskonzept", "fortschreibung/entwurf"), ["richtig", "richtig"]),
        (title("integrationskonzept", "bericht"), ["richtig", "falsch"]),
        (title("integrationskonzept?", "fortschreibung"), ["richtig", "richtig"]),
        (title("klimaschutzkonzept", "fortschreibung"), ["falsch", "richtig"]),
        (title("", ""), ["erfunden", "erfunden"]),
        (title("integrationskonzept", "beschluss", "Haushalt 2026"), ["fehlend", "fehlend"]),
        (title("", "", "Haushalt 2026"), ["leer", "leer"]),
    ],
)
def test_a_labelled_betreff_gives_concept_and_phase(row: Labelled, found: list[str]) -> None:
    assert [finding.verdict for finding in shipping.findings(row)] == found
