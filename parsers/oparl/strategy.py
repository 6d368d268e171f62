"""How an OParl server is walked: from the System to one Body, from its lists to the objects, every one by its own page.

Lists are followed by their links only. Their order differs by product (ALLRIS 4 and SD.NET: oldest first; Peine:
newest first), so a nightly crawl looks at both ends; and it asks for what changed, where the answer shows that the
server heeds the question. Lists repeat the objects, but blocks shift when something is added, so that only an object's
own page says reliably what it is.
"""

from __future__ import annotations

from typing import Any

from parsers.common.json import Object, addresses, child, link, load, text
from parsers.oparl.changes import filtered
from parsers.oparl.labels import LISTS
from parsers.oparl.lists import refuse
from parsers.oparl.values import id_of, targets, type_of
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.kinds import LIST_END, NEWS
from ris_scraper.nouns.page import Page, is_json
from ris_scraper.nouns.vendor import Period, Request, Strategy

_NIGHTLY = {key: LISTS[key] for key in ("paper", "meeting")}


def everything(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """Everything: the lists of Papers, Meetings and Organizations, to their ends."""
    return _plan(page, mandant, LISTS)


def nightly(page: Page, period: Period, mandant: str | None) -> list[Request]:
    """What is new: both ends of the lists of Papers and Meetings, and what changed."""
    lists = _plan(page, mandant, _NIGHTLY)
    if not period.since or lists[0].seitentyp == "start":
        return lists
    since = f"{period.since.isoformat()}T00:00:00Z"
    return [*(Request(filtered(one.url, since), NEWS) for one in lists), *lists]


def _plan(page: Page, mandant: str | None, wanted: dict[str, str]) -> list[Request]:
    """The lists of the Body on this page, else the next start page: System, list of bodies, next block of it, Body.

    Raises NotPublic or Gone where the server refuses, LayoutDrift where it is not clear which Body is meant.
    """
    if not is_json(page.text):
        refuse(page)
    said = load(page)
    whole: Object = said if isinstance(said, dict) else {}
    bodies = [one for one in _entries(said) if _meant(one, mandant)]
    if len(bodies) > 1:
        raise LayoutDrift(page.url, "one Body, or its name as the portal's mandant", len(bodies))
    if bodies and not isinstance(bodies[0], str):
        return _lists(page, bodies[0], wanted)
    following = [*bodies, *targets(whole.get("body")), *addresses(child(whole, "links").get("next"))]
    if not following:
        refuse(page)
    return [Request(link(page, following[0]), "start")]


def _entries(said: Any) -> list[Any]:
    """The objects or addresses of a list, or the object itself."""
    data = said.get("data", said) if isinstance(said, dict) else said
    return data if isinstance(data, list) else [data]


def _meant(body: Any, mandant: str | None) -> bool:
    """Whether this is the wanted Body: by the end of its address, its name or its AGS; any one where none is named."""
    if isinstance(body, str):
        return any(addresses(body)) and mandant in (None, id_of(body))
    names = (None, id_of(text(body, "id")), text(body, "name"), text(body, "ags")) if isinstance(body, dict) else ()
    return mandant in names and type_of(body) == "Body"


def _lists(page: Page, body: Object, wanted: dict[str, str]) -> list[Request]:
    found = [Request(link(page, one), kind) for key, kind in wanted.items() for one in targets(body.get(key))]
    if not found:
        raise LayoutDrift(page.url, ", ".join(wanted))
    return found


_BLOCK = frozenset({"vorlage", "sitzung", "liste", "kalender", LIST_END})
STRATEGY = Strategy(
    entry=lambda url: url,
    everything=everything,
    nightly=nightly,
    follows={
        "liste": _BLOCK,
        "kalender": _BLOCK,
        LIST_END: _BLOCK,
        NEWS: frozenset({"vorlage", "sitzung", NEWS}),
        "sitzung": frozenset({"auszug", "gremium"}),
        "vorlage": frozenset({"vorlage", "beratungen", "gremium"}),
        "beratungen": frozenset({"gremium"}),
    },
)
