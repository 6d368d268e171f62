"""OParl 1.1 over a simulated Kreis, as SD.NET RIM answers, with the habits of other products as options.

Pure: the same world, address and host give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.simulator import skeleton
from tests.simulator.nouns import Gremium, Response, Sitzung, Station, Top, Vorlage
from tests.simulator.skeleton import Traits, Values, fresh, json_answer, number, portal_of, told
from tests.simulator.world import World

TRAITS = Traits(
    start="",
    version="1.1",
    vorlage=r"/paper/{}\??$",
    forbidden="oparl/body/1/organization/",
    charset="iso-8859-1",
    login='{"error": {"code": 401, "message": "unauthorized"}}',
    failure=fresh(200, '{"error": {"code": 500, "message": "internal error"}}'),
    encoding="utf-8",
    layouts={
        "class": (r"/(?:paper|meeting)/", ((r"oparl\.org/1\.1/(?:Paper|Meeting)", "oparl.org/2.0/Document"),)),
        "label": (r"/paper/", (('"underDirectionOf"', '"leadOrganization"'), ('"paperType"', '"kind"'))),
        "column": (r"/paper/", (('"consultation"', '"deliberation"'),)),
        "list": (r"/(?:paper|meeting)\?", ((r'"data": \[.*\], "pagination"', '"data": [], "pagination"'),)),
    },
)
_SCHEMA = "https://schema.oparl.org/1.1/"
_EARLIER = timedelta(days=30)

Object = dict[str, Any]


@dataclass(frozen=True)
class Options:
    """A product's habits: objects in a block, newest first, whether `modified_since` is heeded, whether lists link to
    their last block, and whether every block is the first one (a hub of owl-it, 2026); how many deleted objects stand
    in front, how links are written ("text", "object" or not at all), which block is empty, and after which one the
    links end too early."""

    block: int = 25
    neueste_zuerst: bool = False
    filter: bool = True
    ende: bool = True
    immer_dasselbe: bool = False
    deleted: int = 0
    links: str = "text"
    empty: int = 0
    end_at: int = 0


View = skeleton.View[Options]


def root(view: View) -> str:
    """Where the server stands, as it was asked."""
    return f"http://{view.request.headers.get('host', 'ris.musterkreis.example')}{view.base}"


def address(view: View, *parts: object) -> str:
    """The address of an object or list of the Body."""
    return "/".join((f"{root(view)}oparl/body/1", *map(str, parts)))


def thing(view: View, kind: str, key: object, modified: date, **values: Any) -> Object:
    """An object with what all have; fields without value are left out."""
    own = {"id": address(view, kind.lower(), key), "type": f"{_SCHEMA}{kind}", "body": address(view)}
    stamps = {"created": _stamp(modified - _EARLIER), "modified": _stamp(modified)}
    return own | {name: value for name, value in values.items() if value not in (None, [])} | stamps


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+01:00"


# --- objects ---------------------------------------------------------------------------------


def body(view: View) -> Object:
    """The Body with its lists."""
    lists = {name: address(view, name) for name in ("organization", "person", "meeting", "paper")}
    return thing(view, "Body", 1, view.world.spanne[0], name=view.world.kreis, **lists) | {"id": address(view)}


def organization(view: View, gremium: Gremium) -> Object:
    """A body of the Kreis."""
    first = view.world.spanne[0]
    return thing(view, "Organization", gremium.id, first, name=gremium.name, organizationType="Gremium")


def paper(view: View, v: Vorlage, listed: bool = False) -> Object:
    """A Paper; in lists without its consultations."""
    amt = {"type": f"{_SCHEMA}Organization", "name": v.federfuehrend, "organizationType": "Verwaltungsbereich"}
    files = [_file(view, a.id, a.name, a.kb) for a in v.anlagen]
    stations = [_consultation(view, v, n, *found) for n, found in enumerate(view.world.folge(v), start=1)]
    return thing(
        view, "Paper", v.id, _changed(view.world, v), name=v.betreff.replace("\n", "\r\n"), reference=v.nummer,
        date=v.datum.isoformat(), paperType=v.art, underDirectionOf=[amt],
        originatorPerson=[address(view, "person", 7)],
        mainFile=_file(view, v.id * 10, "Vorlage", 50), auxiliaryFile=files,
        relatedPaper=[address(view, "paper", v.bezug)] if v.bezug else [], consultation=[] if listed else stations,
    )  # fmt: skip


def _changed(world: World, v: Vorlage) -> date:
    return world.heute if v.id in world.geaendert | world.neu else v.datum


def _file(view: View, number: int, name: str, kb: int) -> Object:
    at = address(view, "file", number, "download")
    return thing(view, "File", number, view.world.spanne[0], name=name, size=kb * 1024, accessUrl=at)


def _consultation(
    view: View, v: Vorlage, place: int,
    station: Station, gremium: Gremium, sitzung: Sitzung | None, top: Top | None,
) -> Object:  # fmt: skip
    public = sitzung if sitzung and sitzung.oeffentlich else None
    return thing(
        view, "Consultation", f"{v.id}-{place}", _changed(view.world, v), role=station.rolle,
        organization=[address(view, "organization", gremium.id)],
        meeting=address(view, "meeting", public.id) if public else None,
        agendaItem=address(view, "agendaitem", top.id) if top else None,
    )  # fmt: skip


def sitzung_name(world: World, sitzung: Sitzung) -> str:
    """What this product calls a meeting."""
    return f"{sitzung.lfd}. Sitzung {world.gremium[sitzung.gremium].genitiv}"


def meeting(view: View, s: Sitzung, listed: bool = False) -> Object:
    """A Meeting; in lists without its agenda (SessionNet)."""
    world = view.world
    items = [_item(view, place, top) for place, top in enumerate(s.tops, start=1)] if s.zeigt_tagesordnung else []
    return thing(
        view, "Meeting", s.id, _met(world, s), name=sitzung_name(world, s), start=f"{s.datum}T{s.beginn}:00+01:00",
        end=f"{s.datum}T{s.ende}:00+01:00" if s.ende else None,
        location={"type": f"{_SCHEMA}Location", "description": s.ort},
        organization=[address(view, "organization", s.gremium)], agendaItem=[] if listed else items,
    )  # fmt: skip


def _met(world: World, s: Sitzung) -> date:
    if any(top.vorlage in world.geaendert | world.neu for top in s.tops):
        return world.heute
    return s.datum if s.gelaufen else world.spanne[0]


def _item(view: View, place: int, top: Top) -> Object:
    said = {"number": top.nummer, "order": place, "name": view.world.betreff(top), "public": top.oeffentlich}
    return thing(
        view, "AgendaItem", top.id, view.world.spanne[0], **said, result=top.ausgang.worte if top.ausgang else None
    )


# --- lists and answers -----------------------------------------------------------------------


def _meetings(world: World) -> Iterable[Sitzung]:
    return (sitzung for sitzung in world.sitzungen if sitzung.oeffentlich)


def _list(view: View, name: str) -> Sequence[Object]:
    world = view.world
    if name == "paper":
        found = [paper(view, v, listed=True) for v in world.vorlagen]
    elif name == "meeting":
        found = [meeting(view, s, listed=True) for s in _meetings(world)]
    else:
        found = [organization(view, gremium) for gremium in world.gremium.values()]
    since = view.values.get("modified_since", "")[:10] if view.options.filter else ""
    found = [one for one in found if one["modified"][:10] >= since]
    found = found[::-1] if view.options.neueste_zuerst else found
    stones = [{**thing(view, "Paper", 9000 + n, world.heute), "deleted": True} for n in range(view.options.deleted)]
    return [*(stones if name == "paper" else ()), *found]


def block(view: View, name: str) -> Any:
    """A block of a list with links to the others; no object at all is a bare array (SD.NET RIM)."""
    found, size = _list(view, name), view.options.block
    last = max(1, -(-len(found) // size))
    here = min(max(1, number(view.values, "page")), last)
    start = 0 if view.options.immer_dasselbe else (here - 1) * size
    size = 0 if here == view.options.empty else size
    if not found:
        return []
    places = {"first": 1, "prev": here - 1, "self": here, "next": here + 1}
    places |= {"last": last} if view.options.ende else {}
    end = view.options.end_at or last
    links = {label: f"{address(view, name)}?page={page}" for label, page in places.items() if 1 <= page <= end}
    said = {label: {"href": url} for label, url in links.items()} if view.options.links == "object" else links
    return {
        "data": found[start : start + size],
        "pagination": {"totalElements": len(found), "elementsPerPage": size, "currentPage": here, "totalPages": last},
        # The filter is not in the links: who wants it has to ask for it again (SessionNet).
        "links": said if view.options.links else {},
    }


def _system(view: View) -> Object:
    lists = f"{root(view)}oparl/body"
    said = {"type": f"{_SCHEMA}System", "oparlVersion": _SCHEMA, "body": lists, "name": "Simulation"}
    return {"id": f"{root(view)}oparl/system", **said, "vendor": "https://hersteller.example/"}


def _found(view: View, path: str) -> Any:
    """The object or list under a path, None where there is none."""
    if path in ("", "oparl/body"):
        return {"data": [body(view)], "links": {"first": f"{root(view)}oparl/body?page=1"}}
    if path == "oparl/system":
        return _system(view)
    kind, _, key = path.removeprefix("oparl/body/1").strip("/").partition("/")
    if not key:
        return body(view) if not kind else block(view, kind) if kind in ("paper", "meeting", "organization") else None
    world, wanted = view.world, number({"key": key}, "key")
    if kind == "paper":
        return paper(view, world.vorlage[wanted]) if wanted in world.vorlage else None
    if kind == "meeting":
        s = world.sitzung.get(wanted)
        return meeting(view, s) if s and s.oeffentlich else None
    gremium = world.gremium.get(wanted) if kind == "organization" else None
    return organization(view, gremium) if gremium else None


def answer(view: View) -> Response:
    """The object or list under a path."""
    found = _found(view, view.request.path)
    missing = {"error": {"code": 404, "message": "not found"}}
    return json_answer(missing, 404) if found is None else json_answer(found)


portal = portal_of("oparl", answer, Options, "JSESSIONID")


def expected(world: World) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of this server knows: `World.expected()` without what OParl has no field for."""
    known: dict[str, Values] = world.expected()
    for _, values, stations in told(world, known):
        values |= {"status": None, "oeffentlich": None, "aktenzeichen": None, "bezug": [], "abschnitte": []}
        for station, (_, _, sitzung, top) in stations:
            station |= dict.fromkeys(("zustand", "ja", "nein", "enthaltung"))
            station |= {"oeffentlich": True if top else None, **_meeting_of(world, sitzung)}
    return known


def _meeting_of(world: World, sitzung: Sitzung | None) -> dict[str, str | None]:
    """What a station's meeting tells; one that is not public has no object."""
    if sitzung is None or not sitzung.oeffentlich:
        return {"datum": None, "sitzung_id": None, "sitzung": None}
    return {
        "datum": sitzung.datum.isoformat(), "sitzung_id": str(sitzung.id), "sitzung": sitzung_name(world, sitzung),
    }  # fmt: skip
