"""OParl 1.1: the dataset for other people's programs, read-only. Runs in the server, so it imports nothing of ours.

    /oparl/v1/system                       the way in; /oparl leads there
    /oparl/v1/bodies                       the Kreise that were read
    /oparl/v1/body/<ags>/papers            a list of a Kreis, with pages and filters (oparl_listen.py)
    /oparl/v1/<kind>/<key>                 an object; its id is this address

Objects are made by oparl_gremien.py, oparl_sitzungen.py and oparl_vorlagen.py from the published tables and from the
hidden ones of `publish/oparl.py`. No object is a person. docs/oparl.md says what becomes what, and what is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote

from datasette import Response, hookimpl
from datasette.plugins import pm

DATABASE, START = "ris", "/oparl/v1"
VERSION = "https://schema.oparl.org/1.1/"
NO_OBJECT = "Unter dieser Adresse gibt es kein Objekt (no such object)."
NO_LIST = "Unter dieser Adresse gibt es keine Liste (no such list)."
NO_HOST = "Der Name des Servers in der Anfrage ist keiner (bad Host header)."
_HEADERS = {
    "access-control-allow-origin": "*",
    # Programs may read what search engines should not show: a text that names somebody is found through its portal.
    "x-robots-tag": "noindex",
}
_HOST = re.compile(r"(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
#: The word of a path -> the plugin and function that read its objects.
OBJECTS = {
    "body": ("gremien", "body"),
    "legislativeterm": ("gremien", "legislativeterm"),
    "organization": ("gremien", "organization"),
    "meeting": ("sitzungen", "meeting"),
    "location": ("sitzungen", "location"),
    "agendaitem": ("sitzungen", "agendaitem"),
    "paper": ("vorlagen", "paper"),
    "consultation": ("vorlagen", "consultation"),
    "file": ("vorlagen", "file"),
}
_OBJECT = rf"^{START}/(?P<word>{'|'.join(OBJECTS)})/(?P<key>.+)$"
_LIST = rf"^{START}/body/(?P<ags>[^/]+)/(?P<word>[a-z]+)$"

Object = dict[str, Any]
Answer = Callable[[Any], Object | None]


def _plugin(name: str) -> Any:
    return pm.get_plugin(f"oparl_{name}.py")


def _reader(word: str) -> Callable[[Any, Sequence[str]], list[Object]]:
    plugin, function = OBJECTS[word]
    return getattr(_plugin(plugin), function)  # type: ignore[no-any-return]


# --- answers ---------------------------------------------------------------------------------


def _json(request: Any, said: Object, status: int = 200) -> Response:
    body = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    headers = {**_HEADERS, "content-length": str(len(body.encode()))} if request.method == "HEAD" else _HEADERS
    body = "" if request.method == "HEAD" else body
    return Response(body, status=status, headers=dict(headers), content_type="application/json; charset=utf-8")


def _refused(request: Any, sentence: str, status: int) -> Response:
    return _json(request, {"error": sentence, "status": status}, status)


def addresses(datasette: Any, request: Any) -> tuple[str, str] | None:
    """The addresses of the interface and of the site: the operator's, else as asked; None for a Host that is none."""
    own = (datasette.plugin_config(DATABASE) or {})["oparl"]["adresse"].rstrip("/")
    if own:
        return own + START, own
    if not _HOST.fullmatch(request.headers.get("host", "")):
        return None
    site = datasette.absolute_url(request, datasette.urls.path("/")).rstrip("/")
    return site + START, site


async def _answer(datasette: Any, request: Any, ask: Callable[[Any], Object | None], nothing: str) -> Response:
    """Ask the dataset in a thread of Datasette's; what cannot be asked is refused with a sentence."""
    found = addresses(datasette, request)
    if found is None:
        return _refused(request, NO_HOST, 400)

    def asking(connection: Any) -> Object | None:
        return ask(_plugin("werte").Store(connection, *found))

    try:
        said = await datasette.get_database(DATABASE).execute_fn(asking)
    except _plugin("listen").Wrong as error:
        return _refused(request, str(error), 400)
    return _json(request, said) if said else _refused(request, nothing, 404)


def _parameters(request: Any) -> Any:
    """What is asked of a list. Raises Wrong."""
    return _plugin("listen").asked(parse_qsl(request.query_string, keep_blank_values=True))


# --- objects ---------------------------------------------------------------------------------


async def start(request: Any) -> Response:
    """The short addresses lead to the System."""
    return Response.redirect(f"{START}/system", headers=dict(_HEADERS))


async def system(datasette: Any, request: Any) -> Response:
    """The System: who publishes what under which licence."""
    said, own = datasette.metadata(), datasette.plugin_config(DATABASE)["betreiber"]
    contact = own["kontakt"].removeprefix("mailto:")

    def ask(db: Any) -> Object:
        [times] = db.rows("select min(erstellt) as erstellt, max(geaendert) as geaendert from oparl_kreise")
        found = {
            "id": f"{db.base}/system",
            "type": f"{VERSION}System",
            "oparlVersion": VERSION,
            "license": said["license_url"],
            "body": f"{db.base}/bodies",
            "name": said["title"],
            "contactName": own["name"],
            "contactEmail": contact if pm.get_plugin("zitat.py").is_mail(contact) else None,
            "website": f"{db.pages}/",
            **_plugin("werte").made(times),
        }
        return _plugin("werte").full(found)  # type: ignore[no-any-return]

    return await _answer(datasette, request, ask, NO_OBJECT)


async def an_object(datasette: Any, request: Any) -> Response:
    """An object under its address."""
    word, key = request.url_vars["word"], unquote(request.url_vars["key"])

    def ask(db: Any) -> Object | None:
        return next(iter(_reader(word)(db, [key])), None)

    return await _answer(datasette, request, ask, NO_OBJECT)


# --- lists -----------------------------------------------------------------------------------


async def bodies(datasette: Any, request: Any) -> Response:
    """The list of Bodies; they are few enough for pages without filters of their own."""

    def ask(db: Any) -> Object:
        return _plugin("listen").listed(
            db, f"{db.base}/bodies", _parameters(request), "oparl_kreise", "", _reader("body")
        )  # type: ignore[no-any-return]

    return await _answer(datasette, request, ask, NO_LIST)


async def a_list(datasette: Any, request: Any) -> Response:
    """A list of a Body."""
    word, ags = request.url_vars["word"], unquote(request.url_vars["ags"])

    def ask(db: Any) -> Object | None:
        if word not in LISTS or not db.rows("select 1 from oparl_kreise where id = ?", [ags]):
            return None
        return LISTS[word](db, f"{db.to('body', ags)}/{word}", _parameters(request), ags)

    return await _answer(datasette, request, ask, NO_LIST)


def _listed(table: str, word: str) -> Callable[..., Object]:
    """The list of objects that have a row in a table of keys."""

    def ask(db: Any, address: str, question: Any, ags: str) -> Object:
        return _plugin("listen").listed(db, address, question, table, ags, _reader(word))  # type: ignore[no-any-return]

    return ask


def _parts(
    table: str, read: Callable[[Any, Sequence[str]], list[Object]], having: str = "true"
) -> Callable[..., Object]:
    """The list of objects that hang on those of a table; `having` says on which some hang."""

    def ask(db: Any, address: str, question: Any, ags: str) -> Object:
        return _plugin("listen").parts(db, address, question, table, ags, read, having)  # type: ignore[no-any-return]

    return ask


def _hanging(word: str, keys: str) -> Callable[[Any, Sequence[str]], list[Object]]:
    """Reads what hangs on papers: first its keys, then the objects."""
    return lambda db, papers: _reader(word)(db, getattr(_plugin("vorlagen"), keys)(db, papers))


def _items(db: Any, meetings: Sequence[str]) -> list[Object]:
    return [item for one in _reader("meeting")(db, meetings) for item in one.get("agendaItem", [])]


def _terms(db: Any, address: str, question: Any, ags: str) -> Object:
    found = _reader("legislativeterm")(db, _plugin("gremien").terms(db, ags))
    return _plugin("listen").whole(address, question, found)  # type: ignore[no-any-return]


def _persons(db: Any, address: str, question: Any, ags: str) -> Object:
    """The list of persons, which OParl wants; it is empty."""
    return _plugin("listen").whole(address, question, [])  # type: ignore[no-any-return]


_HAS_STATIONS = "exists (select 1 from beratungen b where b.vorlage = o.id)"
_HAS_FILES = "exists (select 1 from anlagen a where a.vorlage = o.id and a.url is not null)"
#: The lists of a Body by the word of their path.
LISTS: dict[str, Callable[..., Object]] = {
    "organizations": _listed("oparl_gremien", "organization"),
    "meetings": _listed("oparl_sitzungen", "meeting"),
    "papers": _listed("oparl_vorlagen", "paper"),
    "agendaitems": _parts("oparl_sitzungen", _items),
    "consultations": _parts("oparl_vorlagen", _hanging("consultation", "consultations"), _HAS_STATIONS),
    "files": _parts("oparl_vorlagen", _hanging("file", "files"), _HAS_FILES),
    "legislativeterms": _terms,
    "persons": _persons,
}


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """The addresses, unless the operator has switched the interface off."""
    if not (datasette.plugin_config(DATABASE) or {}).get("oparl", {}).get("anbieten"):
        return []
    return [
        (r"^/oparl(?:/(?:v1/?)?)?$", start),
        (rf"^{START}/system$", system),
        (rf"^{START}/bodies$", bodies),
        (_LIST, a_list),
        (_OBJECT, an_object),
    ]
