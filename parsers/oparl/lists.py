"""System, Body, lists of objects, and refusals: what leads to others (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn
from urllib.parse import quote

from parsers.common.json import Object, addresses, child, link, load, looks_like, objects, text
from parsers.oparl.labels import ARTEN_DER_LISTE, LISTEN
from parsers.oparl.sitzung import read_item, read_meeting
from parsers.oparl.values import id_of
from parsers.oparl.vorlage import read_consultation, read_paper
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic, PageError
from ris_scraper.nouns.kinds import LIST_END, NEWS
from ris_scraper.nouns.page import Page, query
from ris_scraper.nouns.records import Datensatz, Gremium, Hinweis, Link, Parsed, Vorlage

_MISSING = re.compile(
    r"not found|nicht gefunden|existiert nicht|does not exist|unknown|unbekannt|\b(?:404|410)\b", re.I
)
_CLOSED = re.compile(
    r"not active|nicht aktiv|expired|abgelaufen|forbidden|unauthori[sz]ed|not allowed|\b(?:401|403)\b", re.I
)
#: The filter of lists by the day of change (OParl 1.0 and 1.1).
SEIT = "modified_since"
_TYPE = re.compile(r"/1\.\d/([A-Za-z]+)/?$")


def type_of(said: Object) -> str | None:
    """The type of an object: "https://schema.oparl.org/1.1/Paper" -> "Paper"; versions 1.0 and 1.1 are mixed."""
    found = _TYPE.search(text(said, "type") or "")
    return found[1] if found else None


def read(page: Page) -> Parsed:
    """An object, or a list with one record per object and a link to the next part.

    Raises Gone for an object that is marked as deleted, LayoutDrift where a page is neither object nor list.
    """
    found = load(page)
    if isinstance(found, list):
        return _list(page, found, {})
    if isinstance(found, dict) and isinstance(found.get("data"), list):
        return _list(page, found["data"], found)
    if not isinstance(found, dict) or type_of(found) not in _READERS:
        raise LayoutDrift(page.url, "type of an OParl object")
    if found.get("deleted") is True:
        raise Gone(page.url, "the object is marked as deleted")
    return _READERS[type_of(found) or ""](page, found)


def _list(page: Page, data: list[object], whole: Object) -> Parsed:
    """What each object states. An object that cannot be read becomes a Hinweis, so that it does not hide the others."""
    if page.query.get(SEIT) and not _honoured(page.query[SEIT], data, whole):
        return Parsed(hinweise=(Hinweis(art="filter", text=f"{SEIT} is not heeded"),))
    parts = [part for said in objects(data) if (part := _listed(page, said))]
    links = [*_own(page, data), *(one for part in parts for one in part.links)]
    links += _referenced(page, data)
    links += _blocks(page, whole, ARTEN_DER_LISTE.get(_first_type(data), "liste"))
    return Parsed(
        datensaetze=tuple(_joined(record for part in parts for record in part.datensaetze)),
        links=tuple(dict.fromkeys(links)),
        hinweise=tuple(dict.fromkeys(hint for part in parts for hint in part.hinweise)),
    )


def _listed(page: Page, said: Object) -> Parsed | None:
    """What one object of a list states; None for deleted, non-public and foreign objects."""
    kind = type_of(said)
    if said.get("deleted") is True or kind not in _READERS:
        return None
    try:
        return _READERS[kind](page, said)
    except NotPublic:
        return None
    except PageError as error:
        hint = Hinweis(art="objekt", text=f"{kind} {id_of(text(said, 'id'))}: {error.reason}")
        return Parsed(hinweise=(hint,))


def _first_type(data: list[object]) -> str:
    return next((kind for said in objects(data) if (kind := type_of(said))), "")


def _joined(records: Iterable[Datensatz]) -> Iterator[Datensatz]:
    """The records in order; stations of one Vorlage that a list names one by one become one record."""
    seen: dict[str, Vorlage] = {}
    others: list[Datensatz] = []
    for record in records:
        known = seen.get(record.id or "") if isinstance(record, Vorlage) else None
        if isinstance(record, Vorlage) and record.id and known:
            whole = (*known.beratungen, *record.beratungen)
            seen[record.id] = known.model_copy(update={"beratungen": tuple(dict.fromkeys(whole))})
        elif isinstance(record, Vorlage) and record.id:
            seen[record.id] = record
        else:
            others.append(record)
    yield from seen.values()
    yield from others


def _referenced(page: Page, data: list[object]) -> Iterator[Link]:
    """Objects that a list only names by address."""
    words = {"/paper": "vorlage", "/meeting": "sitzung", "/agendaitem": "auszug", "/consultation": "beratungen"}
    for address in addresses(data):
        kind = next((kind for word, kind in words.items() if word in address.lower()), "liste")
        yield Link(url=link(page, address), seitentyp=kind)


def _own(page: Page, data: list[object]) -> Iterator[Link]:
    """The own pages of what a list holds: lists may leave parts out (SessionNet: agendas), and their blocks shift."""
    for said in objects(data):
        kind, own = {"Paper": "vorlage", "Meeting": "sitzung"}.get(type_of(said) or ""), text(said, "id")
        if kind and own and said.get("deleted") is not True:
            yield Link(url=link(page, own), seitentyp=kind)


def _blocks(page: Page, whole: Object, kind: str) -> Iterator[Link]:
    """The next block, the one before, and the last while there is a next; a link to the page itself ends the list.

    Of what changed only the next block; a filter is put back where the link has dropped it (SessionNet, from the third
    block on).
    """
    links, since = child(whole, "links"), page.query.get(SEIT)
    named = {name: link(page, address) for name in ("next", "prev", "last") if (address := text(links, name))}
    if since:
        named = {name: filtered(address, since) for name, address in named.items() if name == "next"}
    for name, address in named.items():
        if address != page.url and (name != "last" or "next" in named):
            yield Link(url=address, seitentyp=NEWS if since else LIST_END if name == "last" else kind)


def filtered(address: str, since: str) -> str:
    """A list's address that asks for what changed since a day (`YYYY-MM-DD…`)."""
    if query(address).get(SEIT):
        return address
    return f"{address}{'&' if '?' in address else '?'}{SEIT}={quote(since)}"


def _honoured(since: str, data: list[object], whole: Object) -> bool:
    """Whether an answer holds only what changed since a day.

    Products drop the filter in silence, or stamp every object with the present day (rubin): then a block of many
    objects of one day that has a next one tells nothing.
    """
    stamps = {(text(said, "modified", "created") or "")[:10] for said in objects(data)}
    one_day = len(stamps) == 1 and len(data) > 1 and text(child(whole, "links"), "next")
    return not one_day and all(stamp >= since[:10] for stamp in stamps) and not any(addresses(data))


def _system(page: Page, said: Object) -> Parsed:
    found = [Link(url=link(page, address), seitentyp="liste") for address in addresses(said.get("body"))]
    if not found:
        raise LayoutDrift(page.url, "body")
    return Parsed(links=tuple(found))


def _body(page: Page, said: Object) -> Parsed:
    """The lists of a Body. Raises LayoutDrift where it has none."""
    found = [
        Link(url=link(page, address), seitentyp=kind)
        for key, kind in LISTEN.items()
        for address in addresses(said.get(key))
    ]
    if not found:
        raise LayoutDrift(page.url, ", ".join(LISTEN))
    return Parsed(links=tuple(dict.fromkeys(found)))


def _organization(page: Page, said: Object) -> Parsed:
    """A body. Raises LayoutDrift where it has no name."""
    name = text(said, "name", "shortName")
    if not name:
        raise LayoutDrift(page.url, "name")
    return Parsed(datensaetze=(Gremium(id=id_of(text(said, "id")), name=name),))


_READERS: dict[str, Callable[[Page, Object], Parsed]] = {
    "Paper": read_paper,
    "Consultation": read_consultation,
    "Meeting": read_meeting,
    "AgendaItem": read_item,
    "Organization": _organization,
    "System": _system,
    "Body": _body,
}


def gesperrt(page: Page) -> NoReturn:
    """Refusals: raises NotPublic where OParl is switched off, Gone for missing objects, LayoutDrift for other words."""
    said = page.text[:1000]
    if _CLOSED.search(said):
        raise NotPublic(page.url, "the portal has switched its OParl interface off")
    if _MISSING.search(said):
        raise Gone(page.url, "the interface says that there is nothing under this address")
    raise LayoutDrift(page.url, "type of an OParl object" if looks_like(said) else "JSON")
