"""Which rows of two portals are one Vorlage, and what the views count then."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ris_scraper.judgement.same_paper import Version, groups
from tests.support.serving import QUERIES
from tests.support.small_db import Small, beratung, small

DAYS = frozenset({"2013-06-13", "2013-06-27"})
OLD = Version("alt:1", "alt", "85/2013", 'Integrationskonzept "Zuhause im Kreis"', "2013-05-20", DAYS)
NEW = Version("neu:9", "neu", "VO/2013/085", "Integrationskonzept „Zuhause im Kreis“", None, DAYS)


def ids(*rows: Version) -> list[list[str]]:
    return [[row.id for row in group] for group in groups(rows)]


SAME: dict[str, dict[str, Any]] = {
    "printed otherwise": {},
    "one common day is enough": {"days": frozenset({"2013-06-27", "2013-07-04"})},
    "no days": {"days": frozenset()},
    "no days, same date": {"days": frozenset(), "datum": "2013-05-20"},
    "Betreff cut off": {"betreff": "Integrationskonzept „Zuhause im"},
    "blanks and case": {"betreff": "INTEGRATIONSKONZEPT Zuhause im  Kreis", "nummer": " 85 / 2013"},
}
OTHER: dict[str, dict[str, Any]] = {
    "same number, other Betreff": {"betreff": "Haushaltssatzung 2013"},
    "same number and day, a Betreff too short to tell": {"betreff": "Integrations"},
    "no Betreff": {"betreff": None},
    "renumbered": {"nummer": "86/2013"},
    "supplement": {"nummer": "85/2013/1"},
    "no number": {"nummer": None},
    "number without a digit": {"nummer": "Tischvorlage"},
    "same text in another year": {"nummer": "85/2018", "days": frozenset({"2018-06-27"})},
    "same text and number in another council": {"days": frozenset({"2013-06-20"})},
    "no days, other date": {"days": frozenset(), "datum": "2013-08-01"},
    "same portal": {"portal": "alt"},
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_vorlage(case: str) -> None:
    assert ids(OLD, NEW._replace(**SAME[case])) == [["alt:1", "neu:9"]]


@pytest.mark.parametrize("case", OTHER)
def test_another_vorlage(case: str) -> None:
    assert ids(OLD, NEW._replace(**OTHER[case])) == []


@pytest.mark.parametrize(("days", "found"), [(DAYS, [["alt:1", "neu:9"]]), (frozenset(), [])])
def test_a_number_without_year_needs_a_common_day(days: frozenset[str], found: list[list[str]]) -> None:
    one, other = OLD._replace(nummer="926 /XI.", datum=None), NEW._replace(nummer="926/XI", days=days)
    assert ids(one, other) == found


def test_where_several_could_be_the_same_none_is() -> None:
    assert ids(OLD, NEW, NEW._replace(id="neu:10")) == []


def test_three_portals_in_the_order_given() -> None:
    third = NEW._replace(id="dritt:3", portal="dritt", days=frozenset({"2013-06-13"}))
    assert ids(third, NEW, OLD) == [["dritt:3", "neu:9", "alt:1"]]
    # the second and the third have no day in common, but each has one with the first
    first, last = NEW._replace(days=frozenset({"2013-06-27"})), OLD
    assert ids(first, third, last) == [["neu:9", "dritt:3", "alt:1"]]


def test_other_vorlagen_stay_alone() -> None:
    report = NEW._replace(id="neu:10", nummer="VO/2013/090", betreff="Bericht")
    assert ids(OLD, report, NEW) == [["alt:1", "neu:9"]]


# --- in the dataset ----------------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Small]:
    with small(tmp_path) as made:
        made.portal("alt")
        made.portal("neu")
        yield made


def put(db: Small, key: str, *stations: dict[str, Any], **values: Any) -> None:
    head = {"nummer": "85/2013", "betreff": "Integrationskonzept des Musterkreises", "phase": "beschluss"}
    db.vorlage(key, *stations, **{**head, **values})


def unique(db: Small) -> list[tuple[Any, ...]]:
    db.settle()
    return [
        tuple(row.values()) for row in db.db.rows("select id, fassungen, kennungen from vorlagen_eindeutig order by id")
    ]


ANNOUNCED, DECIDED = beratung("Kreistag", "2013-06-27"), beratung("Kreistag", "2013-06-27", "beschlossen")


def test_counted_once_and_kept_twice(db: Small) -> None:
    put(db, "alt:1", ANNOUNCED)
    put(db, "neu:9", DECIDED)
    assert unique(db) == [("neu:9", 2, "neu:9, alt:1")]
    assert len(db.db.rows("select id from vorlagen")) == 2
    row = db.one("select vorlagen, vorlage, zustand from konzeptvergleich where konzept = 'integrationskonzept'")
    assert tuple(row.values()) == (1, "neu:9", "beschlossen")


def test_the_row_that_tells_most_stands_for_the_others(db: Small) -> None:
    put(db, "alt:1", beratung("Kreisausschuss", "2013-06-13"), ANNOUNCED)
    put(db, "neu:9", ANNOUNCED)
    assert unique(db) == [("alt:1", 2, "alt:1, neu:9")]
    put(db, "neu:9", DECIDED)
    assert unique(db) == [("neu:9", 2, "neu:9, alt:1")]
    put(db, "alt:1", DECIDED, beratung("Kreisausschuss", "2013-06-13"))
    assert unique(db) == [("alt:1", 2, "alt:1, neu:9")]


def test_the_row_seen_last_stands_where_both_tell_the_same(db: Small) -> None:
    put(db, "alt:1", DECIDED)
    put(db, "neu:9", DECIDED, zuletzt_gesehen="2026-12-01T03:10:00+01:00")
    assert [row[0] for row in unique(db)] == ["neu:9"]


def test_a_betreff_that_changes_parts_them_again(db: Small) -> None:
    put(db, "alt:1", DECIDED)
    put(db, "neu:9", DECIDED)
    assert len(unique(db)) == 1
    put(db, "neu:9", DECIDED, betreff="Wahl der Vorsitzenden des Kreistags")
    assert unique(db) == [("alt:1", 1, "alt:1"), ("neu:9", 1, "neu:9")]


def test_the_days_of_the_stations_tell_where_the_number_has_no_year(db: Small) -> None:
    put(db, "alt:1", DECIDED, nummer="926 /XI.")
    put(db, "neu:9", DECIDED, nummer="926/XI")
    assert [row[0] for row in unique(db)] == ["alt:1"]
    put(db, "neu:9", beratung("Kreistag", "2013-07-04"), nummer="926/XI")
    assert len(unique(db)) == 2


def test_two_kreise_never_share_a_vorlage(db: Small) -> None:
    db.kreis("99002", "Anderer Kreis")
    db.portal("fern", ags="99002")
    put(db, "alt:1", DECIDED)
    put(db, "fern:9", DECIDED)
    assert len(unique(db)) == 2


COUNTING = (
    "abgelehnte_und_vertagte", "ergebnisse_je_gremium_typ", "erst_vertagt_dann_beschlossen",
    "dauer_nach_land", "federfuehrung_nach_konzept", "fortschreibungen", "geaendert_beschlossen", "kette",
    "knappe_abstimmungen", "konzept_dauer",
)  # fmt: skip


def asked(db: Small, name: str) -> list[dict[str, Any]]:
    """The rows of a canned query without any parameter that narrows it."""
    given = {**dict.fromkeys(QUERIES[name].parameters, ""), "art": "alle"}
    return db.db.rows(QUERIES[name].sql, given)


@pytest.mark.parametrize("name", COUNTING)
def test_canned_queries_count_once(db: Small, name: str) -> None:
    vote = {"gremium_typ": "kreistag", "ja": 20, "nein": 19}
    for key in ("alt:1", "neu:9"):
        first = beratung("Kreistag", "2013-06-13", "vertagt", gremium_typ="kreistag")
        put(db, key, first, beratung("Kreistag", "2013-06-27", "geaendert_beschlossen", **vote), phase="fortschreibung")
    assert len(unique(db)) == 1
    [row] = asked(db, name)
    assert row.get("vorlagen", 1) == 1 and row.get("beratungen", 2) == 2


def test_what_is_missing_is_counted_once(db: Small) -> None:
    for key in ("alt:1", "neu:9"):
        put(db, key, ANNOUNCED)
    db.settle()
    assert len(asked(db, "ohne_ergebnis")) == 1
