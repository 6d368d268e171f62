"""What every answer says to browsers and spreadsheets. Runs in the server, so it imports nothing of ours.

The data are other people's texts. In a page they are escaped, and the Content-Security-Policy sees to it that a slip
there runs nothing: only files of this site are scripts, styles and images, nothing stands inline. In a CSV, which
people open in a spreadsheet, a cell that would be a formula there begins with an apostrophe; JSON stays as it is.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from datasette import hookimpl

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
App = Callable[[dict[str, Any], Any, Send], Awaitable[None]]

HEADERS: Headers = [
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        b"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    # Portals need not learn what a reader looked at before.
    (b"referrer-policy", b"no-referrer"),
]
# A cell is a formula by its first visible sign (full width forms too). A German spreadsheet splits at ";" what we split
# at ",", and knows no quotes then: what follows a ";", a tab or a line break can start a cell as well.
_FORMULA = re.compile(r"(^|[;\t\r\n])([\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*)(?=[=+\-@＝＋－＠])")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
# A text section may be longer than what Python's reader takes for a cell.
csv.field_size_limit(sys.maxsize)


def harmless(cell: str) -> str:
    """A cell of a CSV as a spreadsheet may have it: `=1+1` becomes `'=1+1`; numbers, `-5` too, stay numbers.

    >>> harmless("=1+1"), harmless("-5"), harmless("a;=1+1"), harmless("Bau- und Sozialamt")
    ("'=1+1", '-5', "a;'=1+1", 'Bau- und Sozialamt')
    """
    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub(r"\1\2'", cell)


def harmless_rows(rows: str) -> str:
    """Whole lines of CSV with every cell made harmless."""
    out = io.StringIO()
    csv.writer(out).writerows([harmless(cell) for cell in row] for row in csv.reader(io.StringIO(rows, newline="")))
    return out.getvalue()


def _is_csv(path: str, headers: Headers) -> bool:
    """Whether an answer is a CSV; Datasette calls it text/plain unless it is to be a file. Errors are HTML."""
    kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    return kind.startswith(b"text/csv") or (path.endswith(".csv") and kind.startswith(b"text/plain"))


def _with_ours(path: str, headers: Headers) -> Headers:
    """The headers of an answer, and ours where it has none of that name."""
    names = {name.lower() for name, _ in headers}
    # datasette-gzip leaves alone what has an encoding; to compress the whole dataset again for each reader who
    # takes it along would keep a small server busy for minutes.
    ours = [*HEADERS, (b"content-encoding", b"identity")] if path.endswith(".db") else HEADERS
    return headers + [(name, value) for name, value in ours if name not in names]


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Around all of Datasette, its static files and plugins: headers for every answer, harmless cells for every CSV."""

    def wrap(app: App) -> App:
        async def guarded(scope: dict[str, Any], receive: Any, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            is_csv = False

            async def sending(message: Message) -> None:
                nonlocal is_csv
                if message["type"] == "http.response.start":
                    headers = [(bytes(name), bytes(value)) for name, value in message["headers"]]
                    is_csv = _is_csv(scope["path"], headers)
                    message = {**message, "headers": _with_ours(scope["path"], headers)}
                elif is_csv and message.get("body"):
                    # Datasette sends a row at a time, each whole.
                    message = {**message, "body": harmless_rows(message["body"].decode()).encode()}
                await send(message)

            await app(scope, receive, sending)

        return guarded

    return wrap
