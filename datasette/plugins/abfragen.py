"""The pages of the canned queries: a form that offers what can be given, one page of rows at a time, what was wrong
with the question, and why there is no answer. Runs in the server, so it imports nothing of ours.

What a parameter is (`art`) and which values it takes stands in site.toml, [parameter].
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import parse_qsl
from weakref import WeakKeyDictionary

from datasette import Response, hookimpl
from datasette.database import QueryInterrupted
from datasette.plugins import pm
from datasette.utils import await_me_maybe, path_with_format, path_with_removed_args, path_with_replaced_args, sqlite3
from datasette.version import __version__

DATABASE = "ris"
#: Rows of a page; milliseconds for counting all rows, and for each count that explains an empty page.
ROWS, COUNT_MS, WHY_MS = 50, 1500, 300
#: Fields of a card, which is what a row is on a phone.
FIELDS = 5
#: How many counts and lists of choices are remembered; the dataset does not change while it is served.
REMEMBERED = 5000
# Characters of a wrong value that are said back.
_SAID = 60
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_OWN_LIMIT = re.compile(r"\blimit\s+\d+\s*$", re.IGNORECASE)

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
Spec = Mapping[str, Any]
_MEMORY: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()


class Choice(NamedTuple):
    """A value of a parameter, what it is called, the group it stands in, and whether a form offers it."""

    value: str
    name: str
    group: str = ""
    offered: bool = True


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


def _remembered(datasette: Any) -> dict[Any, Any]:
    memory = _MEMORY.setdefault(datasette, {})
    if len(memory) > REMEMBERED:
        memory.clear()
    return memory


def _own(datasette: Any) -> Mapping[str, Any]:
    return datasette.plugin_config(DATABASE) or {}


# --- what can be given ---------------------------------------------------------------------------


async def choices(datasette: Any, name: str) -> list[Choice]:
    """The values of a parameter as site.toml tells them; none for a date or a text."""
    memory = _remembered(datasette)
    if name not in memory:
        memory[name] = await _choices(datasette, _own(datasette).get("parameter", {}).get(name, {}))
    return list(memory[name])


async def _choices(datasette: Any, spec: Spec) -> list[Choice]:
    words = _own(datasette).get("vokabular", {}).get(spec.get("vokabular"), {})
    found = [Choice(word, readable(datasette, word)) for word in words]
    found += [Choice(value, name) for value, name in spec.get("werte", {}).items()]
    if "abfrage" in spec:
        result = await datasette.get_database(DATABASE).execute(spec["abfrage"])
        found += [Choice(row["wert"], row["name"], row["gruppe"], bool(row["angeboten"])) for row in result.rows]
    return found


def readable(datasette: Any, word: str) -> str:
    """A word of a vocabulary as people write it."""
    return str(datasette.jinja_env.filters["lesbar"](word))


def is_day(value: str) -> bool:
    """Whether this is a year, a month or a day of the calendar.

    >>> is_day("2015"), is_day("2015-06"), is_day("2015-06-01"), is_day("2015-02-30"), is_day("1.6.2015")
    (True, True, True, False, False)
    """
    found = _DAY.fullmatch(value)
    if not found:
        return False
    try:
        date(*(int(part or 1) for part in found.groups()))
    except ValueError:
        return False
    return True


def near(value: str, known: Iterable[Choice]) -> list[str]:
    """Up to three values that look like this one, by their names, the words of these, or themselves."""
    words: dict[str, str] = {}
    for choice in known:
        for word in (choice.value, choice.name, *choice.name.split()):
            words.setdefault(word.casefold(), choice.name)
    return list(dict.fromkeys(words[word] for word in get_close_matches(value[:_SAID].casefold(), words, 5)))[:3]


def wrong(name: str, value: str, art: str, known: list[Choice]) -> str | None:
    """The sentence that says what is wrong with a value of a parameter; None where nothing is, or none is given."""
    said = f"„{value[:_SAID]}{'…' if len(value) > _SAID else ''}“"
    if not value or art == "text":
        return None
    if art == "datum":
        return None if is_day(value) else f"{name}: {said} ist kein Jahr und kein Tag (2015 oder 2015-06-01)."
    parts = value.split(",") if art == "liste" else [value]
    unknown = next((part for part in parts if not _is_known(part, art, known)), None)
    if unknown is None:
        return None
    alike = ", ".join(f"„{found}“" for found in near(unknown, known))
    return f"{name}: {said} kennt der Datensatz nicht." + (f" Ähnlich: {alike}." if alike else "")


def _is_known(value: str, art: str, known: list[Choice]) -> bool:
    if any(value in (choice.value, choice.name) for choice in known):
        return True
    return art == "teil" and any(value.casefold() in choice.name.casefold() for choice in known)


async def mistakes(datasette: Any, query: Spec, given: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with what is given for a canned query: a sentence for each parameter that is."""
    specs = _own(datasette).get("parameter", {})
    found = {
        name: wrong(name, given[name], specs.get(name, {}).get("art", "text"), await choices(datasette, name))
        for name in query["params"]
        if given.get(name)
    }
    return {name: sentence for name, sentence in found.items() if sentence}


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Files of canned queries, whatever their kind, are not made from a wrong question: 400 and what is wrong."""

    def wrap(app: App) -> App:
        async def asking(scope: dict[str, Any], receive: Any, send: Any) -> None:
            refusal = await _refusal(datasette, scope) if scope["type"] == "http" else None
            await (refusal.asgi_send(send) if refusal else app(scope, receive, send))

        return asking

    return wrap


async def _refusal(datasette: Any, scope: Mapping[str, Any]) -> Response | None:
    found = re.search(rf"/{DATABASE}/(\w+)\.(\w+)$", scope["path"])
    query = await datasette.get_canned_query(DATABASE, found[1], None) if found else None
    if not found or not query:
        return None
    pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    sentences = await mistakes(datasette, query, dict(reversed(pairs)))
    text = " ".join(sentences.values())
    if not text:
        return None
    if found[2] == "json":
        return Response.json({"ok": False, "error": text, "status": 400, "title": "Diese Frage geht so nicht"}, 400)
    return Response.text(text, status=400)


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


async def count(datasette: Any, sql: str, given: Mapping[str, str], limit_ms: int) -> int | None:
    """The rows of a query, remembered; None where counting takes too long."""
    memory, key = _remembered(datasette), (sql, *sorted(given.items()))
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


async def field(datasette: Any, query: Spec, name: str, value: str, mistake: str | None) -> dict[str, Any]:
    """A field of the form: title, help, the value given, and its choices in groups; what is given is among them."""
    spec = _own(datasette).get("parameter", {}).get(name, {})
    known = await choices(datasette, name) if spec.get("art") in ("wahl", "teil") else []
    offered = [choice for choice in known if choice.offered]
    chosen = next((choice.value for choice in offered if value in (choice.value, choice.name)), value)
    if known and value and chosen not in {choice.value for choice in offered}:
        offered = [Choice(value, _beside(value, spec["art"], known, mistake)), *offered]
    groups = [(group, list(members)) for group, members in groupby(offered, lambda choice: choice.group)]
    said = {"titel": spec.get("titel", name), "art": spec.get("art", "text"), "leer": spec.get("leer", "alle")}
    hilfe = query["parameter"].get(name, "")
    return {**said, "name": name, "wert": chosen, "hilfe": hilfe, "gruppen": groups, "fehler": mistake}


def _beside(value: str, art: str, known: list[Choice], mistake: str | None) -> str:
    """What the form calls a value that it does not offer."""
    if mistake:
        return f"„{value[:_SAID]}“ (unbekannt)"
    named = next((choice.name for choice in known if value == choice.value), value)
    return f"Name enthält „{value}“" if art == "teil" and named == value else named


def card(columns: list[str], preferred: Iterable[str], first: Iterable[str] = ()) -> list[str]:
    """The columns that make the card of a row: `first`, then the preferred ones, then whatever comes first."""
    ordered = dict.fromkeys([*first, *(name for name in preferred if name in columns), *columns])
    return [name for name in ordered if name in columns][:FIELDS]


async def cells(datasette: Any, sheet: Sheet) -> list[list[Any]]:
    """The rows of a page as they are shown: what plugins make of a value, else the value."""
    return [[await _cell(datasette, row, name, row[name]) for name in sheet.columns] for row in sheet.rows]


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
    """A page for the template: its rows, `von`, `bis`, `gesamt`, `seite`, `seiten`, and addresses before and after it."""

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


def cut(request: Any, rows: list[Any], truncated: bool, path: Callable[[str], str]) -> dict[str, Any]:
    """One page of rows that are there already, those of own SQL; how many there are in all is not known if cut off."""
    number = page_number(request) or 1
    first = (number - 1) * ROWS
    total = None if truncated else len(rows)
    shown = Sheet([], [], number, first + 1, total, first + ROWS < len(rows))
    return leaf(request, shown, rows[first : first + ROWS], path)


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
    wrong_ones = await mistakes(datasette, query, given)
    number = page_number(request)
    found, errors = None, list(wrong_ones.values())
    if number is None:
        errors.append(f"_seite: „{request.args['_seite'][:_SAID]}“ ist keine Seitenzahl.")
    elif not errors:
        try:
            found = await sheet(datasette, query["sql"], given, number)
        except (QueryInterrupted, sqlite3.Error) as error:
            errors.append(str(error.args[0]))
    said = await _said(datasette, request, query, given, found)
    fields = [await field(datasette, query, key, given[key], wrong_ones.get(key)) for key in query["params"]]
    context = {**said, "canned_query": name, "felder": fields, "fehler": errors, "named_parameter_values": given}
    page = await datasette.render_template("query.html", context, request=request, view_name="query")
    link = {"Link": f'{said["alternate_url_json"]}; rel="alternate"; type="application/json+datasette"'}
    return Response.html(page, status=400 if errors else 200, headers=link)


async def _said(datasette: Any, request: Any, query: Spec, given: Spec, found: Sheet | None) -> dict[str, Any]:
    """What the template knows of a query's rows, in Datasette's words where it has some."""
    path = datasette.urls.path
    whole = path_with_removed_args(request, {"_seite"})
    files = {kind: path(path_with_format(request=request, path=whole, format=kind)) for kind in ("json", "csv")}
    allowed = await datasette.permission_allowed(request.actor, "execute-sql", DATABASE, default=True)
    shown = {}
    if found:
        rows = await cells(datasette, found)
        empty = await reasons(datasette, query, given) if found.total == 0 else []
        shown = {"columns": found.columns, "blatt": leaf(request, found, rows, path), "gruende": empty}
    return {
        "database": DATABASE,
        "metadata": query,
        "query": {"sql": query["sql"], "params": given},
        "hide_sql": not request.args.get("_show_sql"),
        "allow_execute_sql": allowed,
        "renderers": {"json": files["json"]},
        "url_csv": files["csv"],
        "alternate_url_json": datasette.absolute_url(request, files["json"]),
        "datasette_version": __version__,
        "settings": datasette.settings_dict(),
        **shown,
    }


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """The pages of the canned queries are ours; their files stay Datasette's."""
    names = "|".join(map(re.escape, datasette.metadata("queries", database=DATABASE) or {}))
    return [(rf"^/{DATABASE}/(?P<query>{names})$", query_page)] if names else []


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For templates: `kartenfelder` (the columns of a card), `seiten_von` (one page of the rows of own SQL), `ersetzt` (this
    address with other arguments).
    """
    preferred = _own(datasette).get("karten", {}).get("felder", ())

    def replaced(request: Any, **args: Any) -> str:
        return str(datasette.urls.path(path_with_replaced_args(request, args)))

    def one_page(request: Any, rows: list[Any], truncated: bool) -> dict[str, Any]:
        return cut(request, rows, truncated, datasette.urls.path)

    def cards(columns: list[str], *first: str) -> list[str]:
        return card(list(columns), preferred, first)

    env.globals.update(kartenfelder=cards, seiten_von=one_page, ersetzt=replaced)
