"""Downloads: complete, or they say that they are not. Runs in the server, so it imports nothing of ours.

Datasette gives 2,000 rows of a query without a word, and a table that breaks off looks whole. Here a table, a query and
own SQL are one thing, a question, that is read in one go and sent as it is read: no more of it is in memory than a few
hundred rows. What breaks before the first byte is refused with a sentence; later the sentence is the last line.

    /ris/<table or query>.csv               with a comma, for programs
    /ris/<table or query>.csv?_trenner=semikolon   with a semicolon and a BOM, for German spreadsheets
    /ris/<table or query>.xlsx              a workbook, see arbeitsmappe.py
    /ris/<table or query>.json?_stream=on   rows, what the columns mean, source, date, version, licence

and the same of /ris.csv?sql=…; other JSON is Datasette's. Filters, order and columns are Datasette's too (`_sort`,
`_search`, `_col`, `_labels` …); without an order a table comes in that of its key, which is also the fastest.
"""

from __future__ import annotations

import asyncio
import io
import re
import tempfile
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from datasette import Response, hookimpl
from datasette.plugins import pm
from datasette.utils import add_cors_headers, tilde_decode, tilde_encode, urlsafe_components
from datasette.utils.asgi import NotFound
from datasette.views.base import DatasetteError
from datasette.views.database import DatabaseView
from datasette.views.table import TableView

DATABASE = "ris"
#: Bytes that are read before the first is sent: a smaller file is known to be whole, or refused.
EARLY = 1_000_000
#: Seconds from the first byte to the last, for readers that are very slow.
LONGEST = 3600
# Arguments of a page that are none of its files.
_PAGE = ("_next", "_size", "_seite", "_show_sql", "_hide_sql", "_trenner", "_stream")
# What is read, as lesen.py has it.
Reading = Any
_PARTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def _plugin(name: str) -> Any:
    """Another plugin of this folder; Datasette registers them under the names of their files."""
    return pm.get_plugin(f"{name}.py")


def _refused(text: str, status: int = 400) -> DatasetteError:
    return _plugin("frage").refused(text, status)  # type: ignore[no-any-return]


# --- what a file says of itself ------------------------------------------------------------------


def _about(datasette: Any, request: Any, asked: Any, columns: Iterable[str]) -> Any:
    """What a file says of itself, and what its columns mean."""
    own = datasette.plugin_config(DATABASE) or {}
    said, edition, texts = datasette.metadata(), own["stand"], datasette.jinja_env.globals["spaltentext"]
    return _plugin("formen").About(
        {
            "titel": asked.title,
            "beschreibung": asked.text,
            "herausgeber": own["betreiber"]["name"] or said["title"],
            "quelle": said["source"],
            "stand": edition["datum"],
            "ausgabe": edition["ausgabe_text"],
            "version": edition["version"],
            "regeln": edition["regeln"],
            "lizenz": said["license"],
            "lizenz_url": said["license_url"],
            "adresse": datasette.absolute_url(request, request.full_path),
            "gefragt": ", ".join(f"{key}={value}" for key, value in asked.given.items()),
        },
        {name: asked.columns.get(name) or texts(name) for name in columns},
    )


def file_name(asked: Any, day: str | None, suffix: str) -> str:
    """The name of a file: what was asked, for what, and the date of the dataset, in ASCII."""
    given = () if "sql" in asked.given else asked.given.values()
    parts = [re.sub("[^a-z0-9_]+", "-", _ascii(part)).strip("-")[:40] for part in (asked.name, *given)]
    return f"{'_'.join([*filter(None, parts[:6]), *([day] if day else [])])}.{suffix}"


def _ascii(text: str) -> str:
    spelled = "".join(_PARTS.get(sign, sign) for sign in text.casefold())
    return unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()


# --- sending -------------------------------------------------------------------------------------

#: How many are loading now, by server; nobody waits for a place.
_loading: dict[int, int] = {}


@asynccontextmanager
async def _place(datasette: Any) -> AsyncIterator[None]:
    """One of the few places for downloads. Raises DatasetteError (503) if all are taken."""
    server = id(datasette)
    if _loading.get(server, 0) >= datasette.plugin_config(DATABASE)["laden"]["zugleich"]:
        raise _refused("Gerade wird schon vieles geladen. Bitte „in einer Minute“ noch einmal versuchen.", 503)
    _loading[server] = _loading.get(server, 0) + 1
    try:
        yield
    finally:
        _loading[server] -= 1


@asynccontextmanager
async def _presence(request: Any) -> AsyncIterator[Callable[[], bool]]:
    """Whether the reader is still there: nobody else would tell us to stop."""

    async def leave() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    left = asyncio.ensure_future(leave())
    try:
        yield lambda: not left.done()
    finally:
        left.cancel()
        with suppress(asyncio.CancelledError):
            await left


class Download(NamedTuple):
    """A file that is sent while it is made. Raises DatasetteError as long as nothing is sent."""

    datasette: Any
    request: Any
    asked: Any
    form: str

    async def asgi_send(self, send: Any) -> None:
        """Send it, to HEAD without its body."""
        async with _place(self.datasette), _presence(self.request) as present:
            reading = await _plugin("lesen").read(self.datasette, self.asked)
            try:
                await (self._workbook if self.form == "xlsx" else self._text)(reading, send, present)
            finally:
                await asyncio.to_thread(reading.close)

    async def _text(self, reading: Reading, send: Any, present: Callable[[], bool]) -> None:
        form = _plugin("formen").FORMS[self.form]
        about = _about(self.datasette, self.request, self.asked, reading.columns)
        parts, number, done = [form.begin(reading.columns, about)], 0, False
        while not done and sum(map(len, parts)) < EARLY:
            rows = await asyncio.to_thread(reading.batch)
            parts.append(form.rows(reading.columns, rows, number))
            number, done = number + len(rows), not rows
        if done:
            await self._whole("".join([*parts, form.end(number, None)]).encode(), form, send)
            return
        await self._begin(send, form, {"cache-control": "no-store"})
        if self.request.method == "HEAD":
            await _body(send, b"", more=False)
            return
        await _body(send, "".join(parts).encode())
        await self._rest(reading, send, present, number)

    async def _rest(self, reading: Reading, send: Any, present: Callable[[], bool], number: int) -> None:
        """What does not fit into EARLY: batch after batch, and the last line."""
        form, columns, until = _plugin("formen").FORMS[self.form], reading.columns, time.monotonic() + LONGEST
        most, sent, why = self.datasette.setting("max_csv_mb") * 2**20, EARLY, None
        while present():
            try:
                rows = await asyncio.to_thread(reading.batch)
            except DatasetteError as error:
                why = self.datasette.jinja_env.filters["fehlertext"](error.message)
                break
            if not rows:
                break
            text = await asyncio.to_thread(form.rows, columns, rows, number)
            number, sent = number + len(rows), sent + len(text)
            await _body(send, text.encode())
            late = time.monotonic() > until
            if late or 0 < most < sent:
                why = "Das Laden dauerte zu lange." if late else "Die Datei wird zu groß."
                break
        await _body(send, form.end(number, why).encode(), more=False)

    async def _whole(self, body: bytes, form: Any, send: Any) -> None:
        age = f"max-age={self.datasette.setting('default_cache_ttl')}"
        await self._begin(send, form, {"cache-control": age, "content-length": str(len(body))})
        await _body(send, b"" if self.request.method == "HEAD" else body, more=False)

    async def _workbook(self, reading: Reading, send: Any, present: Callable[[], bool]) -> None:
        """A workbook can be sent once it is finished."""
        writer = _plugin("arbeitsmappe")
        form = _plugin("formen").Form("xlsx", writer.MIME, *_plugin("formen").FORMS["csv"][2:])
        with tempfile.TemporaryFile() as file:
            await self._write(writer, reading, file, present)
            length = str(file.seek(0, io.SEEK_END))
            file.seek(0)
            await self._begin(send, form, {"cache-control": "no-store", "content-length": length})
            while self.request.method != "HEAD" and present() and (part := file.read(2**16)):
                await _body(send, part)
            await _body(send, b"", more=False)

    async def _write(self, writer: Any, reading: Reading, file: Any, present: Callable[[], bool]) -> None:
        days = (self.datasette.plugin_config(DATABASE) or {}).get("spaltenarten", {}).get("tag", ())
        until = time.monotonic() + self.datasette.plugin_config(DATABASE)["laden"]["sekunden"]
        book = writer.Book(file, self.asked.title, days)
        rows = await asyncio.to_thread(reading.batch)
        book.add_sheet("Daten", reading.columns, rows)
        while rows and present():
            try:
                await asyncio.to_thread(book.add, rows)
            except OverflowError as error:
                most = _plugin("formen").grouped(writer.ROWS - 1)
                raise _refused(f"Mehr als {most} Zeilen fasst keine Arbeitsmappe: bitte „als CSV“ laden.") from error
            if time.monotonic() > until:
                raise _refused("Das ist zu viel für eine Arbeitsmappe: bitte eingrenzen oder „als CSV“ laden.")
            rows = await asyncio.to_thread(reading.batch)
        about = _about(self.datasette, self.request, self.asked, reading.columns)
        await asyncio.to_thread(book.close, about.columns, {**about.source, "zeilen": book.rows})

    async def _begin(self, send: Any, form: Any, more: Mapping[str, str]) -> None:
        own, said = self.datasette.plugin_config(DATABASE) or {}, self.datasette.metadata()
        edition = own["stand"]
        day = "_ausgabe-".join(filter(None, (edition["datum"], edition["ausgabe"])))
        name = file_name(self.asked, day, form.suffix)
        codebook = self.datasette.absolute_url(self.request, self.datasette.urls.path("/codebuch"))
        headers = {
            "content-type": form.kind,
            "content-disposition": f'attachment; filename="{name}"',
            "link": f'<{said["license_url"]}>; rel="license", <{codebook}>; rel="describedby"',
            "x-dataset-date": edition["datum"] or "",
            "x-dataset-version": "; ".join(
                [edition["version"], *(f"{key}={edition[key] or ''}" for key in ("regeln", "ausgabe"))]
            ),
            **more,
        }
        if self.datasette.cors:
            add_cors_headers(headers)
        pairs = [(key.encode("latin-1"), value.encode("latin-1")) for key, value in headers.items()]
        await send({"type": "http.response.start", "status": 200, "headers": pairs})


async def _body(send: Any, body: bytes, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


# --- addresses -----------------------------------------------------------------------------------


async def load(datasette: Any, request: Any) -> Any:
    """A file of a table, a query or own SQL, whole."""
    asked = await _plugin("frage").question(datasette, request)
    if isinstance(asked, Response):
        return asked
    form = request.url_vars["format"]
    if form == "csv":
        form = "semikolon" if request.args.get("_trenner") in ("semikolon", ";") else "csv"
    elif form == "json":
        form = "array" if request.args.get("_shape") == "array" else "json"
    return Download(datasette, request, asked, form)


async def load_json(datasette: Any, request: Any) -> Any:
    """JSON of a whole answer (`_stream=on`), and of a query as a list, which has no place to say that it is cut.

    Everything else is Datasette's, which says `truncated`.
    """
    if request.args.get("_stream") or await _is_list(datasette, request):
        return await load(datasette, request)
    view = TableView if "table" in request.url_vars else DatabaseView
    return await view(datasette).dispatch_request(request)


async def _is_list(datasette: Any, request: Any) -> bool:
    others = [key for key in request.args if key.startswith("_") and key not in ("_shape", "_size", "_dl")]
    if request.args.get("_shape") != "array" or others:
        return False
    if "table" not in request.url_vars:
        return "sql" in request.args
    return bool(await datasette.get_canned_query(DATABASE, tilde_decode(request.url_vars["table"]), request.actor))


async def load_row(datasette: Any, request: Any) -> Response:
    """The CSV of a row is that of its table, filtered by the key."""
    name, values = tilde_decode(request.url_vars["table"]), urlsafe_components(request.url_vars["key"])
    key = await datasette.get_database(DATABASE).primary_keys(name)
    if not key or len(key) != len(values):
        raise NotFound(f"Record not found: {values}")
    asked = urlencode([(f"{column}__exact", value) for column, value in zip(key, values, strict=True)])
    path = datasette.urls.path(f"/{DATABASE}/{request.url_vars['table']}.csv")
    return Response.redirect(f"{path}?{asked}")


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Files of tables, queries and own SQL are ours."""
    table = rf"^/(?P<database>{DATABASE})/(?P<table>[^/]+?)"
    return [
        (rf"{table}\.(?P<format>csv|xlsx)$", load),
        (rf"{table}\.(?P<format>json)$", load_json),
        (rf"{table}/(?P<key>[^/]+?)\.csv$", load_row),
        (rf"^/(?P<database>{DATABASE})\.(?P<format>csv|xlsx)$", load),
        (rf"^/(?P<database>{DATABASE})\.(?P<format>json)$", load_json),
    ]


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For templates: `laden_paar` (the arguments of a download, from a mapping, pairs or a request) and `tilde`."""

    def arguments(given: Any, **more: str) -> str:
        if hasattr(given, "query_string"):
            given = [pair for pair in parse_qsl(given.query_string, keep_blank_values=True) if pair[0] not in _PAGE]
        return urlencode([*(given.items() if isinstance(given, Mapping) else given), *more.items()])

    env.filters["tilde"] = tilde_encode
    env.globals["laden_paar"] = arguments
