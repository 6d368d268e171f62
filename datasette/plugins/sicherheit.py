"""What every answer says to browsers and spreadsheets. Runs in the server, so it imports nothing of ours.

The data are other people's texts. In a page they are escaped, and the Content-Security-Policy sees to it that a slip
there runs nothing: only files of this site are scripts, styles and images, nothing stands inline. In a CSV, which
people open in a spreadsheet, a cell that would be a formula there begins with an apostrophe (laden.py writes them all);
JSON stays as it is, and a workbook says itself what is text.
"""

from __future__ import annotations

import re
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
#: Where the files of releases are.
RELEASES = "/static/ausgaben/"
# A cell is a formula by its first visible sign (full width forms too). A spreadsheet that splits at another sign than
# we do takes no notice of our quotes: what follows that sign, a tab or a line break can start a cell as well, behind a
# quote too.
_UNSEEN = r"\"\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_FORMULA = re.compile(rf"(?<![{_UNSEEN}])[{_UNSEEN}]*+(?=[=+\-@＝＋－＠])")
_SPLITS = {",": ";", ";": ",;"}
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)


def harmless(cell: str, separator: str = ",") -> str:
    """A cell of a CSV as a spreadsheet may have it: `=1+1` becomes `'=1+1`; numbers, `-5` too, stay numbers.

    >>> harmless("=1+1"), harmless("-5"), harmless("a;=1+1"), harmless("Bau- und Sozialamt")
    ("'=1+1", '-5', "a;'=1+1", 'Bau- und Sozialamt')
    >>> harmless("a,=1+1"), harmless("a,=1+1", ";")
    ('a,=1+1', "a,'=1+1")
    """

    def marked(found: re.Match[str]) -> str:
        at, unseen = found.start(), found[0]
        begins = not at or cell[at - 1] in _SPLITS[separator] or not set("\t\r\n").isdisjoint(unseen)
        return f"{unseen}'" if begins else unseen

    return cell if _NUMBER.fullmatch(cell) else _FORMULA.sub(marked, cell)


def _with_ours(path: str, headers: Headers) -> Headers:
    """The headers of an answer, and ours where it has none of that name."""
    names = {name.lower() for name, _ in headers}
    # datasette-gzip leaves alone what has an encoding; to compress the whole dataset again for each reader who
    # takes it along would keep a small server busy for minutes.
    large = path.endswith(".db") or path.startswith(RELEASES)
    ours = [*HEADERS, (b"content-encoding", b"identity")] if large else HEADERS
    return headers + [(name, value) for name, value in ours if name not in names]


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Around all of Datasette, its static files and plugins: headers for every answer."""

    def wrap(app: App) -> App:
        async def guarded(scope: dict[str, Any], receive: Any, send: Send) -> None:
            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    headers = [(bytes(name), bytes(value)) for name, value in message["headers"]]
                    message = {**message, "headers": _with_ours(scope["path"], headers)}
                await send(message)

            await app(scope, receive, sending if scope["type"] == "http" else send)

        return guarded

    return wrap
