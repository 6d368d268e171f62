"""Any page of OParl: an object or a list of objects; System, Body, Organization; and refusals (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NoReturn

from parsers.common.json import Object, addresses, child, link, load, number, objects, text
from parsers.common.refusals import refuse_call
from parsers.oparl.auszug import read_item
from parsers.oparl.beratungen import read_consultation
from parsers.oparl.blocks import neighbours
from parsers.oparl.changes import SINCE, filtered, heeded
from parsers.oparl.labels import CLOSED, ERROR, FAILED, KINDS, KINDS_OF_LISTS, LISTS, MISSING, OFF, REFERENCED
from parsers.oparl.sitzung import read_meeting
from parsers.oparl.values import id_of, is_deleted, names_person, targets, type_of
from parsers.oparl.vorlage import read_paper
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic, PageError
from ris_scraper.nouns.kinds import LIST_END, NEWS
from ris_scraper.nouns.page import Page, is_json
from ris_scraper.nouns.records import Datensatz, Gremium, Hinweis, Link, Parsed, Vorlage

_ERROR = re.compile(rf'"type"\s*:\s*"[^"]{{1,60}}/{ERROR}\\?/?"')
# Objects that are asked for by their own pages though a list holds them.
_PAGES = ("Paper", "Meeting")


def read_page(page: Page) -> Parsed:
    """An object, or a list with one record per object and a link to the next part.

    Raises Gone for an object that is marked as deleted, LayoutDrift where a page is neither object nor list.
    """
    found = load(page)
    if isinstance(found, list):
        return _list(page, found, {})
    if isinstance(found, dict) and isinstance(found.get("data"), list):
        return _list(page, found["data"], found)
    if not isinstance(found, dict) or type_of(found) not in READERS:
        raise LayoutDrift(page.url, "type of an OParl object")
    if is_deleted(found):
        raise Gone(page.url, "the object is marked as deleted")
    return READERS[type_of(found) or ""](page, found)


def refuse(page: Page) -> NoReturn:
    """Refusals: raises NotPublic where OParl is switched off or closed, Gone for missing objects, else LayoutDrift."""
    if OFF.search(page.text):
        raise NotPublic(page.url, "the portal has switched its OParl interface off")
    if _ERROR.search(page.text) and not CLOSED.search(page.text) and not FAILED.search(page.text):
        raise Gone(page.url, "the interface answers with an error instead of the object")
    refuse_call(page, MISSING, CLOSED, "type of an OParl object" if is_json(page.text) else "JSON")


def _list(page: Page, data: list[object], whole: Object) -> Parsed:
    """What each object states. An object that cannot be read becomes a Hinweis, so that it does not hide the others."""
    if page.query.get(SINCE) and not heeded(page.query[SINCE], data, whole):
        return Parsed(hinweise=(Hinweis(art="filter", text=f"{SINCE} is not heeded"),))
    parts = [part for said in data if (part := _listed(page, said))]
    links = [*_own(page, data), *(one for part in parts for one in part.links)]
    links += _referenced(page, data)
    links += _blocks(page, whole, KINDS_OF_LISTS.get(_first_type(data), "liste"))
    return Parsed(
        datensaetze=tuple(_joined(record for part in parts for record in part.datensaetze)),
        links=tuple(dict.fromkeys(links)),
        hinweise=tuple(dict.fromkeys(hint for part in parts for hint in part.hinweise)),
        entries=len(data),
        total=number(child(whole, "pagination"), "totalElements"),
    )


def _listed(page: Page, said: object) -> Parsed | None:
    """What one object of a list states; None for deleted, non-public and foreign objects, and for addresses."""
    if any(addresses(said)):
        return None
    kind = type_of(said) if isinstance(said, dict) else None
    if not isinstance(said, dict) or kind is None:
        return Parsed(hinweise=(Hinweis(art="objekt", text="an entry without type"),))
    if is_deleted(said) or kind not in READERS:
        return None
    try:
        return READERS[kind](page, said)
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
    for address in addresses(data):
        if names_person(address):
            continue
        kind = next((kind for word, kind in REFERENCED.items() if word in address.lower()), "liste")
        yield Link(url=link(page, address), seitentyp=kind)


def _own(page: Page, data: list[object]) -> Iterator[Link]:
    """The own pages of what a list holds: lists may leave parts out (SessionNet: agendas), and their blocks shift.

    Also of what is marked as deleted: its own page says that it is gone.
    """
    for said in objects(data):
        kind, own = type_of(said) or "", text(said, "id")
        if kind in _PAGES and own:
            yield Link(url=link(page, own), seitentyp=KINDS[kind])


def _blocks(page: Page, whole: Object, kind: str) -> Iterator[Link]:
    """The next block, the one before, and the last while there is a next; a link to the page itself ends the list.

    Of what changed only the next block; a filter is put back where the link has dropped it (SessionNet, from the third
    block on).
    """
    since = page.query.get(SINCE)
    named = {name: link(page, address) for name, address in neighbours(page, whole)}
    if since:
        named = {name: filtered(address, since) for name, address in named.items() if name == "next"}
    for name, address in named.items():
        if address != page.url and (name != "last" or "next" in named):
            yield Link(url=address, seitentyp=NEWS if since else LIST_END if name == "last" else kind)


def _system(page: Page, said: Object) -> Parsed:
    found = [Link(url=link(page, address), seitentyp="liste") for address in targets(said.get("body"))]
    if not found:
        raise LayoutDrift(page.url, "body")
    return Parsed(links=tuple(found))


def _body(page: Page, said: Object) -> Parsed:
    """The lists of a Body. Raises LayoutDrift where it has none."""
    found = [
        Link(url=link(page, address), seitentyp=kind)
        for key, kind in LISTS.items()
        for address in targets(said.get(key))
    ]
    if not found:
        raise LayoutDrift(page.url, ", ".join(LISTS))
    return Parsed(links=tuple(dict.fromkeys(found)))


def _organization(page: Page, said: Object) -> Parsed:
    """A body. Raises LayoutDrift where it has no name."""
    name = text(said, "name", "shortName")
    if not name:
        raise LayoutDrift(page.url, "name")
    return Parsed(datensaetze=(Gremium(id=id_of(text(said, "id")), name=name),))


READERS: dict[str, Callable[[Page, Object], Parsed]] = {
    "Paper": read_paper,
    "Consultation": read_consultation,
    "Meeting": read_meeting,
    "AgendaItem": read_item,
    "Organization": _organization,
    "System": _system,
    "Body": _body,
}
