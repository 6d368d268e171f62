"""No value gets lost: every field of every noun goes through statement, join and publication."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest

from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.records import (
    Abschnitt,
    Anlage,
    Auszug,
    Beratung,
    Gremium,
    Noun,
    Presse,
    PresseTermin,
    Sitzung,
    Top,
    Vorlage,
)
from ris_scraper.publish.site import publish
from tests.support.storing import page, take_in

NOUNS = (Vorlage, Beratung, Anlage, Abschnitt, Sitzung, Top, Auszug, Gremium, Presse, PresseTermin)
# What judgement says of printed words is made when rows are joined; a statement's own word for it does not count.
JUDGED = {"art_norm", "rolle_norm", "ergebnis_norm", "gremium_typ"}
# (noun, field): why no column holds just this value.
ELSEWHERE = {
    (Vorlage, "ergebnis"): "the result of the deciding station",
    (Vorlage, "ergebnis_gremium"): "the body of the deciding station",
    (Vorlage, "ergebnis_datum"): "the day of the deciding station",
    (Abschnitt, "art"): "judged by its heading",
    (Beratung, "gremium_id"): "stands for a name that the body's own page prints",
    (Presse, "konzepte"): "judged by the phrases",
    (Presse, "konzept_worte"): "kept where it names a concept",
}


# (noun, field): the column, where it is not called like the field.
CALLED = {
    (Top, "id"): "top_id",
    (Auszug, "id"): "top_id",
    (Auszug, "sitzung_id"): "sitzung",
    (Beratung, "sitzung"): "sitzung_name",
    (Beratung, "sitzung_id"): "sitzung",
    (Vorlage, "bezug"): "nummer",
    (Gremium, "id"): "gremium_id",
    (Gremium, "name"): "gremium",
}


def example(noun: type[Noun], name: str, kind: Any) -> Any:
    """A value that says where it comes from."""
    if type(None) in get_args(kind):
        kind = next(arg for arg in get_args(kind) if arg is not type(None))
    if get_origin(kind) is tuple:
        return (example(noun, name, get_args(kind)[0]),)
    if isinstance(kind, type) and issubclass(kind, Noun):
        return whole(kind)
    number = 100 + [(n, f) for n in NOUNS for f in n.model_fields].index((noun, name))
    values: dict[Any, Any] = {
        str: f"{noun.__name__}.{name}",
        int: number,
        bool: True,
        date: date(2020, 1, number % 28 + 1),
    }
    return values[kind]


def whole(noun: type[Noun]) -> Noun:
    """A record that states every field of its noun."""
    return noun(**{n: example(noun, n, f.annotation) for n, f in noun.model_fields.items() if n != "typ"})


def fields() -> list[Any]:
    return list(_fields())


def _fields() -> Iterator[Any]:
    for noun in NOUNS:
        for name, field in noun.model_fields.items():
            lists = get_origin(field.annotation) is tuple and issubclass(get_args(field.annotation)[0], Noun)
            if not (name == "typ" or name in JUDGED or (noun, name) in ELSEWHERE or lists):
                yield pytest.param(noun, name, id=f"{noun.__name__}.{name}")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, Any]]:
    """Column and value of all there is in the published tables of a dataset whose pages state every field."""
    folder = tmp_path_factory.mktemp("arrival")
    with Dataset(folder / "ris.db") as db:
        for noun, kind in (
            (Vorlage, "vorlage"),
            (Sitzung, "sitzung"),
            (Auszug, "auszug"),
            (Gremium, "gremium"),
            (Presse, "presse"),
        ):
            record = whole(noun)
            if isinstance(record, Auszug):
                record = record.model_copy(update={"nummer": "Auszug.nummer"})
            take_in(db, page(f"{kind}?id=1", kind, record))
        # A station that gives its body by number only shows that body's own name.
        bare = Vorlage(id="2", beratungen=(Beratung(gremium_id="Gremium.id"),))
        take_in(db, page("vorlage?id=2", "vorlage", bare))
    publish(folder / "ris.db", folder / "site")
    with closing(sqlite3.connect(folder / "site" / "ris.db")) as connection:
        tables = [row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")]
        found: set[tuple[str, Any]] = set()
        for table in (name for name in tables if "_fts" not in name):
            rows = connection.execute(f'select * from "{table}"')
            columns = [column[0] for column in rows.description]
            found |= {pair for row in rows for pair in zip(columns, row, strict=True)}
    return found


@pytest.mark.parametrize(("noun", "name"), fields())
def test_every_field_arrives(noun: type[Noun], name: str, published: set[tuple[str, Any]]) -> None:
    value = getattr(whole(noun), name)
    value = value[0] if isinstance(value, tuple) else value
    wanted = value.isoformat() if isinstance(value, date) else value
    column = CALLED.get((noun, name), name)
    there = {found for other, found in published if other == column}
    # Keys begin with the portal.
    assert there & {wanted, f"muster:{wanted}"}


def test_a_value_without_a_column_is_an_error(tmp_path: Path) -> None:
    with Dataset(tmp_path / "ris.db") as db, pytest.raises(ValueError, match="tops has no column 'farbe'"):
        db.replace("tops", [{"id": "1", "farbe": "rot"}])
