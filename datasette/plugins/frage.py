"""What a download asks, as one thing: a canned query, a table with its filters, or own SQL. Runs in the server, so it
imports nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from datasette import Response
from datasette.utils import (
    InvalidSql,
    derive_named_parameters,
    escape_sqlite,
    filters_should_redirect,
    sqlite3,
    tilde_decode,
    validate_sql_select,
)
from datasette.utils.asgi import Request
from datasette.views.base import DatasetteError
from datasette.views.table import TableView

DATABASE = "ris"
# Arguments that say how to load, or that only a page has.
_HOW = frozenset(
    "_size _next _stream _dl _trenner _labels _label _shape _timelimit _trace _header _nl _ttl _nocount _nofacet "
    "_nosuggest _extra _seite _show_sql _hide_sql".split()
)


class Question(NamedTuple):
    """What is asked: its name, title and sentence, SQL and its values, what was given, what columns mean, seconds."""

    name: str
    title: str
    text: str
    sql: str
    values: Mapping[str, Any]
    given: Mapping[str, str]
    columns: Mapping[str, str]
    seconds: float


def refused(text: str, status: int = 400) -> DatasetteError:
    """The error that refuses a download with a sentence."""
    return DatasetteError(text, title="Das lässt sich nicht laden", status=status)


async def question(datasette: Any, request: Any) -> Question | Response:
    """What a request asks: a canned query, a table, own SQL. An answer where Datasette sends the reader elsewhere."""
    if "table" not in request.url_vars:
        return await _own_sql(datasette, request)
    name = tilde_decode(request.url_vars["table"])
    query = await datasette.get_canned_query(DATABASE, name, request.actor)
    return await (_query(datasette, request, name, query) if query else _table(datasette, request, name))


async def _query(datasette: Any, request: Any, name: str, query: Mapping[str, Any]) -> Question:
    wanted = [("view-query", (DATABASE, name)), ("view-database", DATABASE), "view-instance"]
    await datasette.ensure_permissions(request.actor, wanted)
    values = {key: request.args.get(key) or "" for key in query.get("params", ())}
    given = {key: value for key, value in values.items() if value}
    sql, seconds = _limited(query["sql"], request), _seconds(datasette)
    return Question(name, query["title"], query["description"], sql, values, given, {}, seconds)


async def _own_sql(datasette: Any, request: Any) -> Question:
    await datasette.ensure_permissions(request.actor, [("execute-sql", DATABASE), ("view-database", DATABASE)])
    sql = (request.args.get("sql") or "").strip().rstrip(";")
    try:
        validate_sql_select(sql)
    except InvalidSql as error:
        raise refused(str(error)) from error
    names = await derive_named_parameters(datasette.get_database(DATABASE), sql)
    values = {name: request.args.get(name) or "" for name in names}
    seconds = datasette.setting("sql_time_limit_ms") / 1000
    given = {"sql": sql, **values}
    return Question("abfrage", "Eigene Abfrage", "", _limited(sql, request), values, given, {}, seconds)


async def _table(datasette: Any, request: Any, name: str) -> Question | Response:
    """Datasette itself makes the SQL of a table with its filters, here without the limit of a page."""
    if filters_should_redirect(request.args) or "_sort_by_desc" in request.args:
        return await TableView(datasette).dispatch_request(request)  # type: ignore[no-any-return]
    key = await datasette.get_database(DATABASE).primary_keys(name)
    try:
        page, *_ = await TableView(datasette).data(_one_page(request, key))
    except sqlite3.OperationalError as error:
        raise refused(str(error)) from error
    sql = _with_labels(page, request.args)
    order = sql.rpartition("order by ")[2].removesuffix(" desc") if key else ""
    ties = [escape_sqlite(column) for column in key if escape_sqlite(column) != order]
    said = datasette.table_metadata(DATABASE, name)
    given = {key: value for key, value in _pairs(request) if not key.startswith("_") or key in ("_search", "_where")}
    texts = {**said.get("columns", {}), **{f"{column}_label": f"Name zu {column}" for column in page["columns"]}}
    return Question(
        name, said.get("title", name), said.get("description", ""), _limited(", ".join([sql, *ties]), request),
        page["query"]["params"], given, texts, _seconds(datasette),
    )  # fmt: skip


def _pairs(request: Any) -> list[tuple[str, str]]:
    return [
        (key, value) for key, value in parse_qsl(request.query_string, keep_blank_values=True)
        if key not in _HOW and not key.startswith("_facet")
    ]  # fmt: skip


def _one_page(request: Any, key: Sequence[str]) -> Request:
    """The request for a page of no rows, in the order that is asked for, else in that of the key."""
    pairs = [(name, value) for name, value in _pairs(request) if value or name not in ("_sort", "_sort_desc")]
    if key and not any(name in ("_sort", "_sort_desc") for name, _ in pairs):
        pairs.append(("_sort", key[0]))
    asked = urlencode([*pairs, ("_size", "0"), ("_nocount", "1"), ("_nofacet", "1")]).encode()
    return Request({**request.scope, "query_string": asked}, request.receive)


def _with_labels(page: Mapping[str, Any], args: Any) -> str:
    """The SQL of a table without a limit; behind a key that refers to a row its name, if that is asked for."""
    sql = page["query"]["sql"].removesuffix(" limit 1")
    wanted = args.getlist("_label")
    if not wanted and args.get("_labels") not in ("on", "1", "true"):
        return str(sql)
    names = {link["column"]: (link, label) for link, label in page["expandable_columns"] if label}
    columns = []
    for column in page["columns"]:
        columns.append(escape_sqlite(column))
        if column in names and (not wanted or column in wanted):
            columns.append(_label(page["table"], *names[column]))
    plain = ", ".join(escape_sqlite(column) for column in page["columns"])
    return f"select {', '.join(columns)}{sql.removeprefix(f'select {plain}')}"


def _label(table: str, link: Mapping[str, str], label: str) -> str:
    own, other = escape_sqlite(link["column"]), escape_sqlite(link["other_column"])
    name = escape_sqlite(f"{link['column']}_label")
    return (
        f"(select andere.{escape_sqlite(label)} from {escape_sqlite(link['other_table'])} andere "
        f"where andere.{other} = {escape_sqlite(table)}.{own}) as {name}"
    )


def _limited(sql: str, request: Any) -> str:
    """SQL for as many rows as are asked for with `_size`; all, if nothing or `max` is said."""
    size = request.args.get("_size") or "max"
    if size == "max":
        return sql
    if not re.fullmatch(r"\d{1,9}", size, re.ASCII):
        raise refused(f"_size: „{size[:60]}“ ist keine Zahl; ohne _size kommen alle Zeilen")
    return f"select * from ({sql}\n) limit {size}"


def _seconds(datasette: Any) -> float:
    return float(datasette.plugin_config(DATABASE)["laden"]["sekunden"])
