"""The pages of the canned queries: a form (parameter.py says what it offers), one page of rows at a time, what was
wrong with the question, and why there is no answer. Runs in the server, so it imports nothing of ours.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, NamedTuple

from datasette import Response, hookimpl
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils import (
    InvalidSql,
    await_me_maybe,
    derive_named_parameters,
    path_with_removed_args,
    path_with_replaced_args,
    sqlite3,
    validate_sql_select,
)
from datasette.version import __version__
from datasette.views.database import DatabaseView

DATABASE = "ris"
#: Rows of a page; milliseconds for counting all rows, and for each count that explains an empty page.
ROWS, COUNT_MS, WHY_MS = 50, 1500, 300
#: Fields of a card, which is what a row is on a phone.
FIELDS = 5
_OWN_LIMIT = re.compile(r"\blimit\s+\d+\s*$", re.IGNORECASE)

Spec = Mapping[str, Any]


def _parameter() -> Any:
    """The plugin that knows parameters; Datasette registers plugins under the names of their files."""
    return pm.get_plugin("parameter.py")


class Sheet(NamedTuple):
    """One page of a result: its columns and rows, its number, the number of its first row, and of all rows if known."""

    columns: list[str]
    rows: list[Any]
    number: int
    first: int
    total: int | None
    more: bool

    @property
    def pages(self) -> int | None:
        """How many pages there are, if that is known."""
        return None if self.total is None else max(1, -(-self.total // ROWS))


# --- a page of rows ------------------------------------------------------------------------------


def paged(sql: str) -> str:
    """A query for one page of its rows (`:_zeilen`, `:_ab`), in its own order; its own limit stays."""
    body = f"select * from (\n{sql}\n)" if _OWN_LIMIT.search(sql) else sql
    return f"{body}\nlimit :_zeilen offset :_ab"


async def sheet(datasette: Any, sql: str, given: Mapping[str, str], number: int) -> Sheet:
    """A page of a query, counted from 1. Raises QueryInterrupted at the time limit, sqlite3.Error for wrong SQL."""
    first = (number - 1) * ROWS
    database = datasette.get_database(DATABASE)
    result = await database.execute(paged(sql), {**given, "_zeilen": ROWS + 1, "_ab": first})
    rows = result.rows[:ROWS]
    more = len(result.rows) > ROWS
    known = not more and (rows or number == 1)
    total = first + len(rows) if known else await count(datasette, sql, given, COUNT_MS)
    return Sheet([column[0] for column in result.description], rows, number, first + 1, total, more)


async def typed(datasette: Any, sql: str, given: Mapping[str, str], number: int) -> Sheet:
    """A page of own SQL, of the rows that Datasette gives of it at most; how many there are then is not known.

    Raises InvalidSql for what is no select, and what `sheet` raises.
    """
    validate_sql_select(sql.strip())
    result = await datasette.execute(DATABASE, sql, dict(given), truncate=True)
    first = (number - 1) * ROWS
    rows, total = result.rows[first : first + ROWS], None if result.truncated else len(result.rows)
    columns = [column[0] for column in result.description]
    return Sheet(columns, rows, number, first + 1, total, first + ROWS < len(result.rows))


async def count(datasette: Any, sql: str, given: Mapping[str, str], limit_ms: int) -> int | None:
    """The rows of a query, remembered; None where counting takes too long."""
    memory, key = _parameter().remembered(datasette), (sql, *sorted(given.items()))
    if key not in memory:
        asked = f"select count(*) from (\n{sql}\n)"
        try:
            result = await datasette.get_database(DATABASE).execute(asked, dict(given), custom_time_limit=limit_ms)
            memory[key] = result.rows[0][0]
        except QueryInterrupted:
            memory[key] = None
    return memory[key]  # type: ignore[no-any-return]


async def reasons(datasette: Any, query: Spec, given: Mapping[str, str]) -> list[dict[str, Any]]:
    """Why a query has no rows: for each parameter that is set, how many rows there are without it (None: unknown)."""
    found = []
    for name in (name for name in query["params"] if given[name]):
        rows = await count(datasette, query["sql"], {**given, name: ""}, WHY_MS)
        found.append({"name": name, "wert": given[name], "zeilen": rows})
    return found


# --- what the template is told ---------------------------------------------------------------------


def card(columns: list[str], preferred: Iterable[str], first: Iterable[str] = ()) -> list[str]:
    """The columns that make the card of a row: `first`, then the preferred ones, then whatever comes first."""
    ordered = dict.fromkeys([*first, *(name for name in preferred if name in columns), *columns])
    return [name for name in ordered if name in columns][:FIELDS]


async def cells(datasette: Any, sheet: Sheet) -> list[list[Any]]:
    """The rows of a page as they are shown: what plugins make of a value, else the value."""
    return [
        [await _cell(datasette, row, name, value) for name, value in zip(sheet.columns, row, strict=True)]
        for row in sheet.rows
    ]


async def _cell(datasette: Any, row: Any, column: str, value: Any) -> Any:
    if value in ("", None):
        return ""
    hooks = pm.hook.render_cell(
        row=row, value=value, column=column, table=None, database=DATABASE, datasette=datasette, request=None
    )
    for candidate in hooks:
        if (shown := await await_me_maybe(candidate)) is not None:
            return shown
    text, longest = str(value), datasette.setting("truncate_cells_html")
    return f"{text[:longest]}…" if longest and len(text) > longest else text


def leaf(request: Any, shown: Sheet, rows: list[Any], path: Callable[[str], str]) -> dict[str, Any]:
    """A page for the template: its rows, `von`, `bis`, `gesamt`, `seite`, `seiten`, and the addresses around it."""

    def turned(number: int) -> str:
        return path(path_with_replaced_args(request, {"_seite": None if number == 1 else number}))

    last = shown.first + len(rows) - 1
    return {
        "zeilen": rows,
        "von": shown.first,
        "bis": last,
        "gesamt": shown.total,
        "seite": shown.number,
        "seiten": shown.pages,
        "vorher": turned(min(shown.number - 1, shown.pages or shown.number)) if shown.number > 1 else None,
        "weiter": turned(shown.number + 1) if shown.more else None,
    }


def page_number(request: Any) -> int | None:
    """The number of the page that is asked for, 1 if none; None where it is no number of a page."""
    asked = request.args.get("_seite") or "1"
    return int(asked) if re.fullmatch(r"[1-9]\d{0,7}", asked, re.ASCII) else None


async def query_page(datasette: Any, request: Any) -> Response:
    """The page of a canned query: 400 for a wrong question, with the form as it was filled."""
    name = request.url_vars["query"]
    permissions = [("view-query", (DATABASE, name)), ("view-database", DATABASE), "view-instance"]
    await datasette.ensure_permissions(request.actor, permissions)
    query = await datasette.get_canned_query(DATABASE, name, request.actor)
    given = {key: request.args.get(key) or "" for key in query["params"]}
    mistaken = await _parameter().mistakes(datasette, query, given)
    found, errors = await _found(
        request, mistaken.values(), lambda number: sheet(datasette, query["sql"], given, number)
    )
    fields = [await _parameter().field(datasette, query, key, given[key], mistaken.get(key)) for key in query["params"]]
    why = await reasons(datasette, query, given) if found and found.total == 0 else []
    own = {"canned_query": name, "metadata": query, "felder": fields, "gruende": why}
    return await _page(
        datasette, request, {**own, "hide_sql": not request.args.get("_show_sql")}, query, given, found, errors
    )


async def sql_page(datasette: Any, request: Any) -> Response:
    """The page of own SQL, which shows 50 of the rows that Datasette would show; without SQL that of the dataset."""
    sql = request.args.get("sql")
    if not sql:
        return await DatabaseView(datasette).dispatch_request(request)
    await datasette.ensure_permissions(request.actor, [("execute-sql", DATABASE)])
    names = await derive_named_parameters(datasette.get_database(DATABASE), sql)
    given = {name: request.args.get(name) or "" for name in names if not name.startswith("_")}
    found, errors = await _found(request, (), lambda number: typed(datasette, sql, given, number))
    query = {"sql": sql, "params": names}
    own = {"metadata": {}, "editable": True, "hide_sql": bool(request.args.get("_hide_sql"))}
    return await _page(datasette, request, own, query, given, found, errors)


async def _found(
    request: Any, mistaken: Iterable[str], ask: Callable[[int], Awaitable[Sheet]]
) -> tuple[Sheet | None, list[str]]:
    """The page of rows that is asked for, or what is wrong with the question, its page or its SQL."""
    number, errors = page_number(request), list(mistaken)
    if number is None:
        errors.append(f"_seite: „{request.args['_seite'][: _parameter().SAID]}“ ist keine Seitenzahl.")
    if number is None or errors:
        return None, errors
    try:
        return await ask(number), []
    except (QueryInterrupted, InvalidSql, sqlite3.Error) as error:
        return None, [str(error.args[0])]


async def _page(
    datasette: Any, request: Any, own: Spec, query: Spec, given: Spec, found: Sheet | None, errors: list[str]
) -> Response:
    """The page, from a template that knows Datasette's names where Datasette has some."""
    path, whole = datasette.urls.path, path_with_removed_args(request, {"_seite"}).partition("?")
    json = path(f"{whole[0]}.json{whole[1]}{whole[2]}")
    allowed = await datasette.permission_allowed(request.actor, "execute-sql", DATABASE, default=True)
    rows = await cells(datasette, found) if found else []
    context = {
        **own,
        "database": DATABASE,
        "query": {"sql": query["sql"], "params": given},
        "named_parameter_values": given,
        "columns": found.columns if found else [],
        "blatt": leaf(request, found, rows, path) if found else None,
        "fehler": errors,
        "allow_execute_sql": allowed,
        "alternate_url_json": datasette.absolute_url(request, json),
        "datasette_version": __version__,
        "settings": datasette.settings_dict(),
    }
    page = await datasette.render_template("query.html", context, request=request, view_name="query")
    link = f'{context["alternate_url_json"]}; rel="alternate"; type="application/json+datasette"'
    return Response.html(page, status=400 if errors else 200, headers={"Link": link})


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """The pages of canned queries and of own SQL are ours; their files are those of laden.py."""
    names = "|".join(map(re.escape, datasette.metadata("queries", database=DATABASE) or {}))
    # Datasette's view of the dataset asks for a format; a page has none
    own_sql = (rf"^/(?P<database>{DATABASE})(?P<format>(?!))?$", sql_page)
    return [own_sql, (rf"^/{DATABASE}/(?P<query>{names})$", query_page)] if names else [own_sql]


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For templates: `kartenfelder` (the columns of a card) and `ersetzt` (this address with other arguments)."""
    preferred = _parameter().own(datasette).get("karten", {}).get("felder", ())

    def replaced(request: Any, **args: Any) -> str:
        return str(datasette.urls.path(path_with_replaced_args(request, args)))

    def cards(columns: list[str], *first: str) -> list[str]:
        return card(list(columns), preferred, first)

    env.globals.update(kartenfelder=cards, ersetzt=replaced)
