"""Which columns the values of a noun go into: taken from the nouns, so that a new field cannot get lost on its way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import get_origin

from ris_scraper.nouns.records import Abschnitt, Anlage, Beratung, Noun, Presse, PresseTermin, Sitzung, Top, Vorlage

#: A value as SQLite keeps it; days are ISO 8601.
Value = str | int | None
#: Column -> field of the noun.
Columns = Mapping[str, str]


def columns_of(noun: type[Noun], called: Mapping[str, str] | None = None, without: Iterable[str] = ()) -> Columns:
    """The columns of a noun's single values in their order; `called` names a field's column where it differs."""
    lists = {name for name, field in noun.model_fields.items() if get_origin(field.annotation) is tuple}
    left_out = {"typ", *without, *lists}
    return {(called or {}).get(name, name): name for name in noun.model_fields if name not in left_out}


def flat(record: Noun, columns: Columns) -> dict[str, Value]:
    """The values of a record by column; None for what it does not state, or a noun of its kind has not."""
    stated = vars(record)
    return {column: plain(stated.get(name)) for column, name in columns.items()}


def plain(value: object) -> Value:
    """A value as SQLite keeps it."""
    if value is None or isinstance(value, (str, int)):
        return value
    return value.isoformat() if isinstance(value, date) else None


# The result of a Vorlage is that of its deciding station, whatever its own page prints.
OUTCOME = ("ergebnis", "ergebnis_norm", "ergebnis_gremium", "ergebnis_datum")
VORLAGE = columns_of(Vorlage, without=("id", *OUTCOME))
SITZUNG = columns_of(Sitzung, without=("id",))
TOP = columns_of(Top, called={"id": "top_id"})
BERATUNG = columns_of(Beratung, called={"sitzung": "sitzung_name"})
ABSCHNITT = columns_of(Abschnitt)
ANLAGE = columns_of(Anlage)
PRESSE = columns_of(Presse)
TERMIN = columns_of(PresseTermin)
