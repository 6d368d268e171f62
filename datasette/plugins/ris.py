"""What the pages of this site need beyond Datasette itself. Runs in the server, so it imports nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup, escape

DATABASE = "ris"
# Columns of queries and views that hold the key of a row, and its table. Tables link their keys themselves.
KEYS = {
    "vorlage": "vorlagen",
    "a_vorlage": "vorlagen",
    "b_vorlage": "vorlagen",
    "vorlage_frueher": "vorlagen",
    "vorlage_spaeter": "vorlagen",
    "vorlage_a": "vorlagen",
    "vorlage_b": "vorlagen",
    "presse": "presse",
    "portal": "portale",
}
# What a row of a query calls its Vorlage or report: there stands its link.
TITLES = ("betreff", "titel", "text")
ADDRESSES = ("url", "quelle")
# Keys of tables that are no links there: the page of a row has them, and each would be fifty more stops of the Tab key.
UNLINKED = ("portal", "seite")
# Words of the vocabularies that people write otherwise.
_PRINTED = {
    "geaendert": "geändert",
    "aenderung": "änderung",
    "zurueck": "zurück",
    "geprueft": "geprüft",
    "kenntnis": "Kenntnis",
    "Kenntnisnahme": "kenntnisnahme",
    "angekuendigt": "angekündigt",
    "veroeffentlicht": "veröffentlicht",
    "anhoerung": "anhörung",
    "ohne beschluss": "ohne Beschluss",
}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: int | None) -> str:
    """A number as printed in German: 12.345; nothing for None."""
    return "" if value is None else f"{value:,}".replace(",", ".")


def day(value: str | None) -> str:
    """A date or point in time of the dataset (ISO 8601) as printed in German: 31.12.2015."""
    return ".".join(reversed(value[:10].split("-"))) if value else ""


def web(value: str | None) -> str:
    """An address that a reader may be sent to: https or http with a host, else nothing (`javascript:`, `http://[`)."""
    if not value or not value.startswith(("https://", "http://")):
        return ""
    try:
        return value if urlsplit(value).hostname else ""
    except ValueError:  # `http://[` and the like
        return ""


def readable(value: str | None) -> str:
    """A word of a vocabulary as people write it: `geaendert_beschlossen` is "geändert beschlossen"."""
    text = (value or "").replace("_", " ")
    for plain, printed in _PRINTED.items():
        text = text.replace(plain, printed)
    return text


def xml(value: str) -> str:
    """A text without the characters that XML has no way to write, so that one of them spoils no feed."""
    return _NOT_XML.sub("", value)


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For every template, that of errors too: filters, `sql` (asks the dataset), `abfrage` (asks a canned query; what
    is not given is empty), `zeile` (address of a row), `absolut` (the same with the name of this site), `beispieldaten`
    (whether Kreise are invented).
    """

    async def sql(query: str, **params: Any) -> list[dict[str, Any]]:
        result = await datasette.get_database(DATABASE).execute(query, params)
        return [dict(row) for row in result.rows]

    async def canned(name: str, **params: str) -> list[dict[str, Any]]:
        found = await datasette.get_canned_query(DATABASE, name, None)
        return await sql(found["sql"], **{**dict.fromkeys(found["params"], ""), **params})

    def row_url(table: str, key: str) -> str:
        return str(datasette.urls.row(DATABASE, table, tilde_encode(key)))

    own = datasette.plugin_config("ris") or {}
    env.filters.update(zahl=number, datum=day, web=web, xml=xml, lesbar=readable)
    env.globals.update(sql=sql, abfrage=canned, zeile=row_url, absolut=datasette.absolute_url)
    env.globals.update(beispieldaten=own.get("beispieldaten", False))

    def value_text(column: str, value: Any) -> str:
        """A value of a column, as it is shown in a cell, for a list of values."""
        printed = _printed(_kind(datasette, column), column, value)
        return str(value) if printed is None else printed.striptags()

    env.globals.update(werttext=value_text)


# A portal may print ten thousand characters as a Betreff; where one is a link among others, this many will do.
_LONGEST = 300
# Numbers of five digits and more are printed in groups, and so years need not be told from other numbers.
_GROUPED = 10_000


def _link(datasette: Any, table: str, key: str, text: str) -> Markup:
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
    return Markup('<a href="{}">{}</a>').format(datasette.urls.row(DATABASE, table, tilde_encode(key)), text)


def _printed(kind: str | None, column: str, value: Any) -> Markup | None:
    """A value as people write it, by the kind of its column; None where it stays as it is."""
    if kind in _KINDS:
        return _KINDS[kind](value)
    if isinstance(value, bool) or not isinstance(value, int | float) or kind == "jahr":
        return None
    if isinstance(value, float):
        return Markup(f"{value}".replace(".", ","))
    return Markup(number(value)) if abs(value) >= _GROUPED else None


def _date(value: Any) -> Markup | None:
    found = _ISO.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    clock = f", {found[2]} Uhr" if found[2] else ""
    return Markup('<time datetime="{}">{}{}</time>').format(value, day(found[1]), clock)


def _yes_or_no(value: Any) -> Markup | None:
    return Markup({0: "nein", 1: "ja"}[value]) if value in (0, 1) else None


def _word(value: Any) -> Markup | None:
    return escape(readable(value)) if isinstance(value, str) else None


_ISO = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?)(?:T(\d{2}:\d{2})\S*)?", re.ASCII)
_KINDS: dict[str | None, Callable[[Any], Markup | None]] = {
    "tag": _date,
    "zeitpunkt": _date,
    "ja_nein": _yes_or_no,
    "wort": _word,
}


# What `publish` left for us, by server: Datasette looks through all its settings each time it is asked for one.
_OWN: WeakKeyDictionary[Any, dict[str, Any]] = WeakKeyDictionary()


def _own(datasette: Any) -> dict[str, Any]:
    """The kinds of columns by name, the views, and what is hidden."""
    if datasette not in _OWN:
        own = datasette.plugin_config("ris") or {}
        kinds = {name: kind for kind, columns in own.get("spaltenarten", {}).items() for name in columns}
        views, hidden = frozenset(own.get("schluessel", ())), frozenset(own.get("versteckt", ()))
        _OWN[datasette] = {"kinds": kinds, "views": views, "hidden": hidden}
    return _OWN[datasette]


def _is_view(datasette: Any, table: str) -> bool:
    return table in _own(datasette)["views"]


def _kind(datasette: Any, column: str) -> str | None:
    kind: str | None = _own(datasette)["kinds"].get(column)
    return kind


def _linked(row: Any, value: str, column: str, table: str | None, datasette: Any) -> Markup | None:
    """In queries and views: one link to the Vorlage (or report) of a row, one to its Kreis, one to its source."""
    has = row.keys()
    if column in TITLES:
        key = next((name for name in ("vorlage", "presse") if name in has and row[name]), None)
        return _link(datasette, KEYS[key], row[key], value) if key else None
    if column in KEYS:
        told = any(name in has and row[name] for name in TITLES) and column != "portal"
        return None if told else _link(datasette, KEYS[column], value, value)
    if (table, column) == ("vorlagen_eindeutig", "id"):
        return _link(datasette, "vorlagen", value, value)
    if (column == "kreis" and "ags" in has and row["ags"]) or (column == "ags" and "kreis" not in has):
        path = datasette.urls.path(f"/kreis/{tilde_encode(row['ags'])}")
        return Markup('<a href="{}">{}</a>').format(path, value)
    if column in ADDRESSES and web(value):
        return Markup('<a href="{}" title="{}">{}</a>').format(value, value, urlsplit(value).hostname or value)
    return None


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:
    """Dates, words and numbers as people write them; links in queries and views; outcomes marked everywhere."""
    if value in (None, "") or database != DATABASE:
        return None
    if isinstance(value, Mapping):  # a key with its label: too many links would stand in each row
        return escape(value["label"] or value["value"]) if column in UNLINKED else None
    if column == "ergebnis_norm" and isinstance(value, str):
        return Markup('<span class="ergebnis ergebnis-{}">{}</span>').format(value, readable(value))
    if isinstance(value, str) and (table is None or _is_view(datasette, table)):
        linked = _linked(row, value, column, table, datasette)
        if linked is not None:
            return linked
    return _printed(_kind(datasette, column), column, value)


@hookimpl
def get_metadata(datasette: Any, database: str | None) -> dict[str, Any]:
    """Hides what the site needs and is no table of the dataset: Datasette hides a name, and all that begin with it."""
    if database != DATABASE:
        return {}
    return {"databases": {DATABASE: {"tables": {name: {"hidden": True} for name in _own(datasette)["hidden"]}}}}
