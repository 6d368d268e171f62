"""The parameters of canned queries: what can be given for each, what of it is wrong, its field in the form. Runs in the
server, so it imports nothing of ours; abfragen.py asks it.

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

DATABASE = "ris"
#: How many counts and lists of choices are remembered; the dataset does not change while it is served.
REMEMBERED = 5000
#: Characters of a wrong value that are said back.
SAID = 60
_NUMBER = re.compile(r"\d{1,9}([.,]\d{1,9})?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]
Spec = Mapping[str, Any]
_MEMORY: WeakKeyDictionary[Any, dict[Any, Any]] = WeakKeyDictionary()


class Choice(NamedTuple):
    """A value of a parameter, what it is called, the group it stands in, and whether a form offers it."""

    value: str
    name: str
    group: str = ""
    offered: bool = True


def remembered(datasette: Any) -> dict[Any, Any]:
    """What was asked of a server once, by what asked for it."""
    memory = _MEMORY.setdefault(datasette, {})
    if len(memory) > REMEMBERED:
        memory.clear()
    return memory


def own(datasette: Any) -> Mapping[str, Any]:
    """What `publish` left for the plugins; remembered, because Datasette looks through all of it each time."""
    memory = remembered(datasette)
    if "own" not in memory:
        memory["own"] = datasette.plugin_config(DATABASE) or {}
    return memory["own"]  # type: ignore[no-any-return]


async def choices(datasette: Any, name: str) -> list[Choice]:
    """The values of a parameter as site.toml tells them; none for a date or a text."""
    memory = remembered(datasette)
    if name not in memory:
        memory[name] = await _choices(datasette, own(datasette).get("parameter", {}).get(name, {}))
    return list(memory[name])


async def _choices(datasette: Any, spec: Spec) -> list[Choice]:
    words = own(datasette).get("vokabular", {}).get(spec.get("vokabular"), {})
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
    return list(dict.fromkeys(words[word] for word in get_close_matches(value[:SAID].casefold(), words, 5)))[:3]


def wrong(name: str, value: str, art: str, known: list[Choice]) -> str | None:
    """The sentence that says what is wrong with a value of a parameter; None where nothing is, or none is given."""
    said = f"„{value[:SAID]}{'…' if len(value) > SAID else ''}“"
    if not value or art == "text":
        return None
    if art == "datum":
        return None if is_day(value) else f"{name}: {said} ist kein Jahr und kein Tag (2015 oder 2015-06-01)."
    if art == "zahl":
        return None if _NUMBER.fullmatch(value) else f"{name}: {said} ist keine Zahl."
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
    specs = own(datasette).get("parameter", {})
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


# --- the form ----------------------------------------------------------------------------------


async def field(datasette: Any, query: Spec, name: str, value: str, mistake: str | None) -> dict[str, Any]:
    """A field of the form: title, help, the value given, and its choices in groups; what is given is among them."""
    spec = own(datasette).get("parameter", {}).get(name, {})
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
        return f"„{value[:SAID]}“ (unbekannt)"
    named = next((choice.name for choice in known if value == choice.value), value)
    return f"Name enthält „{value}“" if art == "teil" and named == value else named
