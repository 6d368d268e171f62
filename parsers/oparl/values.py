"""Values that several kinds of OParl objects share (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from parsers.common.json import Object, addresses, child, flag, link, named, number, objects, text
from parsers.oparl.labels import CANCELLED, ID_WORDS, OWN_UNANIMOUS, OWN_UNNAMED, OWN_VOTES, PERSONS, TYPES
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Hinweis, Link
from ris_scraper.words.german import top_nummer
from ris_scraper.words.meetings import is_cancelled
from ris_scraper.words.votes import count_votes

_TYPE = re.compile(r"oparl\S*[/:]([A-Za-z]+)/?$", re.I)
_ADDRESSED = frozenset(("id", "type", "created", "modified", "@context", "license"))
_LONGEST_KEPT = 300
_PROGRAM = re.compile(r"\.(?:asp|aspx|php|json|html?)$", re.I)


def type_of(said: Object) -> str | None:
    """The type of an object: "https://schema.oparl.org/1.1/Paper" -> "Paper"; versions 1.0 and 1.1 are mixed.

    Also in other letters, without a version, in a list, as a word of the schema ("oparl:Paper").
    """
    given = said.get("type")
    found = _TYPE.search(text({"": given[0] if isinstance(given, list) and given else given}, "") or "")
    return TYPES.get(found[1].lower(), found[1]) if found else None


def id_of(address: str | None) -> str | None:
    """The id that an object's address ends in, unique within one Body of a portal.

    It is what follows the word of the object's kind: products give "vo/12" and "ag/12" for different papers, so
    all parts behind the word count. Without such parts it is the parameter `id`, behind the `typ` by which ALLRIS
    tells bodies from offices ("gr", "at"). A Body in the address is left out:
    a portal of ours is one Body. "ni_" is dropped, as rubin's consultations name meetings without it.

    >>> id_of("https://x.example/oparl/v1.1/body/1/paper/1506"), id_of("https://x.example/papers/vo/12")
    ('1506', 'vo-12')
    >>> id_of("http://x.example/bi/oparl/1.0/papers.asp?id=77"), id_of("https://x.example/meetings/ni_2026-KT-5")
    ('77', '2026-KT-5')
    >>> id_of("http://x.example/oparl/organizations?typ=gr&id=3")
    'gr-3'
    >>> id_of("https://x.example/oparl/4711/"), id_of(None), id_of("https://[x")
    ('4711', None, None)
    """
    if not address:
        return None
    return _id_of(address) if len(address) <= _LONGEST_KEPT else _id_of.__wrapped__(address)


@lru_cache(maxsize=1024)  # an answer names its bodies, meetings and papers many times
def _id_of(address: str) -> str | None:
    try:
        parts = [unquote(part) for part in urlsplit(address).path.split("/") if part]
    except ValueError:
        return None
    words = [place for place, part in enumerate(parts) if _PROGRAM.sub("", part).lower() in ID_WORDS]
    tail = parts[words[-1] + 1 :] if words else parts[-1:]
    named = query(address)
    asked = "-".join(named[key] for key in ("typ", "id") if key in named) if "id" in named else None
    found = asked if asked and (not tail or not words) else "-".join(part.removeprefix("ni_") for part in tail)
    return (found or "").removeprefix("ni_") or None


def reference(where: Object, *keys: str) -> tuple[Object, str | None]:
    """A referenced object, where it is embedded, and its address; the first key that is there counts."""
    for key in keys:
        inner = child(where, key)
        address = next(addresses(where.get(key)), None) or text(inner, "id")
        if inner or address:
            return inner, address
    return {}, None


def body(where: Object) -> dict[str, Any]:
    """Name of the body, where the organization is embedded, else its number; several without names stay unknown."""
    if named := names(where, "organization"):
        return {"gremium": named, "gremium_id": None}
    said = where.get("organization")
    numbers = {id_of(one) for one in (*addresses(said), *(text(one, "id") for one in objects(said)))}
    return {"gremium": None, "gremium_id": numbers.pop() if len(numbers) == 1 else None}


def names(where: Object, key: str) -> str | None:
    """The names of embedded organizations. An address alone is no name: it stays unknown; a person's is not kept."""
    bodies = (one for one in objects(where.get(key)) if not is_person(one))
    return ", ".join(name for one in bodies if (name := text(one, "name", "shortName"))) or None


def joint(where: Object) -> list[Hinweis]:
    """A Hinweis for each body of a joint meeting that is not named, as a record has room for one number only."""
    said = where.get("organization")
    embedded, unnamed = list(objects(said)), list(addresses(said))
    if len(embedded) + len(unnamed) < 2:
        return []
    unnamed += [text(one, "id") or "" for one in embedded if not text(one, "name", "shortName")]
    ids = dict.fromkeys(id_of(one) for one in unnamed)
    return [Hinweis(art="gremium", text=f"mehrere Gremien, eines ist {one}") for one in ids if one]


def is_person(said: Object) -> bool:
    """Whether an embedded object is a person, by its type or its address."""
    return type_of(said) == "Person" or names_person(text(said, "id") or "")


def names_person(address: str) -> bool:
    """Whether an address leads to a person.

    >>> names_person("https://x.example/oparl/person/102"), names_person("http://x.example/oparl/1.0/persons.asp?id=1")
    (True, True)
    >>> names_person("https://x.example/oparl/organization/personalrat")
    False
    """
    path = address.partition("?")[0].lower()
    return any(word in path for word in PERSONS) and any(_PROGRAM.sub("", part) in PERSONS for part in path.split("/"))


def organizations(page: Page, where: Object, key: str) -> Iterator[Link]:
    """Links to the organizations that are only referenced, so that their names can be read."""
    found = (address for address in addresses(where.get(key)) if not names_person(address))
    return (Link(url=link(page, address), seitentyp="gremium") for address in found)


def present(where: Object, key: str) -> Iterator[Object]:
    """The embedded objects under `key` that are not marked as deleted."""
    return (one for one in objects(where.get(key) or []) if not is_deleted(one))


def as_list(value: Any) -> list[Any]:
    """What a field holds, whether it is written as a list or alone; nothing for null, "" and {}."""
    return value if isinstance(value, list) else [value] if value else []


def is_deleted(said: Object) -> bool:
    """Whether an object is marked as deleted; also in the spellings of products that know no flags."""
    return flag(said, "deleted") is True


def cancelled(meeting: Object) -> bool | None:
    """Whether a meeting is called off, where its flag, its state or its name say so."""
    off = CANCELLED.search(text(meeting, "meetingState") or "") or is_cancelled(text(meeting, "name"))
    return True if off else flag(meeting, "cancelled")


def result(item: Object) -> dict[str, Any]:
    """Result and vote of an agenda item, as its `result` prints them; our own interface counts beside it."""
    said = named(item, "result", "name")
    counts = {name: number(item, field) for field, name in OWN_VOTES.items()}
    own = {**counts, "einstimmig": flag(item, OWN_UNANIMOUS)}
    printed = vars(count_votes(said or ""))
    return {"ergebnis": said, **printed, **{name: value for name, value in own.items() if value is not None}}


def betreff(said: Object) -> str | None:
    """The subject of a Paper or an item; our own interface says where its name is none."""
    return None if flag(said, OWN_UNNAMED) else text(said, "name")


def targets(value: Any) -> list[str]:
    """The addresses of what is referenced or embedded."""
    return [*addresses(value), *(address for one in objects(value) for address in addresses(one.get("id")))]


def is_reference(said: Object) -> bool:
    """Whether an embedded object says no more than its address and type."""
    return any(addresses(said.get("id"))) and not any(value for key, value in said.items() if key not in _ADDRESSED)


def top(item: Object) -> tuple[str | None, bool | None]:
    """Number of an agenda item without Ö or N, and whether it is public: `public`, else that letter."""
    said = text(item, "number")
    number, letter = top_nummer(said or "")
    shown = flag(item, "public")
    return number or (said or "").rstrip(". ") or None, letter if shown is None else shown
