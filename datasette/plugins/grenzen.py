"""What may be asked at all. Runs in the server, so it imports nothing of ours.

Long addresses, hundreds of groupings and methods that nobody needs are refused before Datasette sees them. Of its own
pages only those stay that say how the site is made: the others name files of the machine, or are for its operator.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from datasette import Response, hookimpl

METHODS = ("GET", "HEAD")
#: Bytes of an address, and groupings of a table at once: each takes up to facet_time_limit_ms.
ADDRESS, FACETS = 16_000, 12
OWN_PAGES = re.compile(r"/-/((versions|metadata|settings)(\.json)?|static/.*|static-plugins/.*)?")
WRONG_METHOD = "Hier kann nur gelesen werden (GET)."
TOO_LONG = f"Die Adresse ist zu lang: höchstens {ADDRESS} Zeichen. Kürzen Sie die Abfrage oder die Zahl der Filter."
TOO_MANY = f"Nach höchstens {FACETS} Spalten lässt sich auf einmal gruppieren."
NO_PAGE = "Diese Seite gibt es hier nicht."

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def refused(method: str, path: str, query: bytes) -> tuple[int, str] | None:
    """Status and sentence for what is not answered; None for everything else.

    >>> refused("GET", "/ris/vorlagen", b"_facet=ags"), refused("POST", "/", b"")
    (None, (405, 'Hier kann nur gelesen werden (GET).'))
    """
    if method not in METHODS:
        return 405, WRONG_METHOD
    if len(path) + len(query) > ADDRESS:
        return 414, TOO_LONG
    if path.startswith("/-/") and not OWN_PAGES.fullmatch(path):
        return 404, NO_PAGE
    names = [name for name, _ in parse_qsl(query.decode("latin-1"))]
    facets = sum(name in ("_facet", "_facet_array", "_facet_date") for name in names)
    return (400, TOO_MANY) if facets > FACETS else None


# The innermost: what it answers gets the headers of every answer, too.
@hookimpl(tryfirst=True)
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Around Datasette: refuse what is too much."""

    def wrap(app: App) -> App:
        async def bounded(scope: dict[str, Any], receive: Any, send: Any) -> None:
            said = scope["type"] == "http" and refused(scope["method"], scope["path"], scope["query_string"])
            if said:
                await Response.text(said[1], status=said[0]).asgi_send(send)
            else:
                await app(scope, receive, send)

        return bounded

    return wrap
