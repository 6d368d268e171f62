"""What the pages of this site need beyond Datasette itself. Runs in the server, so it imports nothing of ours."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from datasette import hookimpl
from datasette.utils import tilde_encode
from markupsafe import Markup

DATABASE = "ris"
# Columns of queries and views that hold the key of a row, and its table. Tables link their keys themselves.
KEYS = {
    "vorlage": "vorlagen",
    "vorlage_frueher": "vorlagen",
    "vorlage_spaeter": "vorlagen",
    "vorlage_a": "vorlagen",
    "vorlage_b": "vorlagen",
    "presse": "presse",
    "portal": "portale",
}
VIEWS = ("konzeptvergleich", "kreis_jahr", "kreisfenster", "vorlagen_eindeutig", "abdeckung", "weitergabe")
# Columns that hold the key of something with a page of its own, and the path of that page.
PAGES = {"konzept": "/konzept/", "ags": "/kreis/", "von_ags": "/kreis/", "nach_ags": "/kreis/"}
ADDRESSES = ("url", "quelle")
# Words of the vocabularies that people write otherwise.
_PRINTED = {"geaendert": "geändert", "zurueck": "zurück", "geprueft": "geprüft", "kenntnis": "Kenntnis"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: int | None) -> str:
    """A number as printed in German: 12.345; nothing for None."""
    return "" if value is None else f"{value:,}".replace(",", ".")


def day(value: str | None) -> str:
    """A date or point in time of the dataset (ISO 8601) as printed in German: 31.12.2015."""
    return ".".join(reversed(value[:10].split("-"))) if value else ""


def web(value: str | None) -> str:
    """An address that a reader may be sent to: https or http, else nothing (a portal may print `javascript:`)."""
    return value if value and value.startswith(("https://", "http://")) else ""


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


# A portal may print ten thousand characters as a Betreff; where one is a link among others, this many will do.
_LONGEST = 300


def _link(datasette: Any, table: str, key: str, text: str) -> Markup:
    text = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
    return Markup('<a href="{}">{}</a>').format(datasette.urls.row(DATABASE, table, tilde_encode(key)), text)


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any) -> Markup | None:
    """Link keys and shorten addresses in queries and views; mark outcomes everywhere."""
    if not isinstance(value, str) or not value or database != DATABASE:
        return None
    if column == "ergebnis_norm":
        return Markup('<span class="ergebnis ergebnis-{0}">{0}</span>').format(value)
    if table is not None and table not in VIEWS:
        return None
    if column in KEYS or (table, column) == ("vorlagen_eindeutig", "id"):
        return _link(datasette, KEYS.get(column, "vorlagen"), value, value)
    if column in PAGES:
        return Markup('<a href="{}">{}</a>').format(datasette.urls.path(PAGES[column] + tilde_encode(value)), value)
    if column == "betreff" and "vorlage" in row.keys() and row["vorlage"]:  # noqa: SIM118  sqlite3.Row is no dict
        return _link(datasette, "vorlagen", row["vorlage"], value)
    if column in ADDRESSES and web(value):
        return Markup('<a href="{}" title="{}">{}</a>').format(value, value, urlsplit(value).hostname or value)
    return None
