"""SessionNet 6 as a simulated Kreis: the shell of an Angular app, and JSON under `api/v1/`.

Pure: the same world and address give the same bytes. There are no sessions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tests.simulator.nouns import Request, Response, Sitzung, Top
from tests.simulator.portal import Eigenart, Portal, Session, fresh
from tests.simulator.world import World, outcome

EIGENART = Eigenart(
    start="",
    version="6.1.0",
    vorlage="",
    verboten="api/v1/sitzungen/",
    charset="iso-8859-1",
    login='{"status": 401, "error": "Unauthorized"}',
    fehler=fresh(200, '{"status": 500, "message": "Interner Fehler"}'),
    encoding="utf-8",
    layouts={
        "klasse": (r"tagesordnung", (('"toNr"', '"topNr"'),)),
        "label": (r"tagesordnung", (('"beschluss"', '"entscheidung"'), ('"abstimmungErgebnis"', '"votum"'))),
        "spalte": (r"tagesordnung", (('"nummer"', '"zeile"'),)),
        "liste": (r"sitzungen\?", ((r"\[\{.*\}\]", "[]"),)),
    },
)
_SHELL = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><base href="{}">\
<title>SessionNet | Bürgerinformationssystem</title><meta name="app-version" content="6.1.0"></head>\
<body><app-root></app-root><script src="main-ABCDE.js" type="module"></script></body></html>"""
_AGENDA = re.compile(r"api/v1/sitzungen/(\d+)/tagesordnung")


def sitzung_name(world: World, sitzung: Sitzung) -> str:
    """What this product calls a meeting."""
    return f"Sitzung {world.gremium[sitzung.gremium].genitiv}"


def _meeting(world: World, s: Sitzung) -> dict[str, Any]:
    released = f"{s.datum}T00:00:00" if s.freigegeben else None
    start = f"{s.datum}T{s.beginn}:00"
    number = f"{s.datum.year}/{s.lfd}"
    name = sitzung_name(world, s)
    return {"siNr": s.id, "dat": start, "name": name, "nummer": number, "freigabeDatum": released, "grNr": s.gremium}


def _invited(betreff: str) -> str:
    """The words with which an item was put on the agenda: they stay when a paper is worded anew."""
    return betreff.partition(" – Neufassung")[0]


def _item(world: World, s: Sitzung, place: int, top: Top) -> dict[str, Any]:
    vote = top.stimmen
    counts = {"ja": vote.ja, "nein": vote.nein, "enthaltung": vote.enthaltung, "befangen": 0} if vote else {}
    return {
        "toNr": top.id, "oSt": 1 if top.oeffentlich else 2, "sort": place, "nummer": top.nummer,
        "text": _invited(world.betreff(top)), "textLang": "", "voNr": top.vorlage, "grNr": s.gremium,
        "beschluss": top.ausgang.worte if top.ausgang else None, "abstimmungTyp": None, "abstimmungErgebnis": counts,
    }  # fmt: skip


def _calls(world: World, path: str, query: Mapping[str, str]) -> list[dict[str, Any]] | None:
    """What a call answers, None for one that there is not."""
    if path == "api/v1/gremien":
        return [{"grNr": gremium.id, "name": gremium.name} for gremium in world.gremium.values()]
    if path == "api/v1/sitzungen":
        von, bis = query.get("von", ""), query.get("bis", "")
        shown = [s for s in world.sitzungen if s.oeffentlich and von <= s.datum.isoformat() <= bis]
        return [_meeting(world, s) for s in shown]
    asked = _AGENDA.fullmatch(path)
    s = world.sitzung.get(int(asked[1])) if asked else None
    if s is None or not s.zeigt_tagesordnung:
        return None
    return [_item(world, s, place, top) for place, top in enumerate(s.tops, start=1)]


def _answer(basis: str, world: World, request: Request, session: Session) -> Response:
    if request.path == "":
        return fresh(200, _SHELL.format(basis))
    found = _calls(world, request.path, request.query)
    said = {"status": 404, "error": "Not Found"} if found is None else found
    return Response(404 if found is None else 200, json.dumps(said).encode(), "application/json")


def portal(world: World, basis: str = "/bi/") -> Portal:
    """A SessionNet 6 portal over a world."""
    return Portal("sessionnet6", world, lambda *asked: _answer(basis, *asked), "none", basis)


def eine_seite(world: World) -> tuple[str, set[str]]:
    """A pattern of the request for an agenda, and the Vorlagen that it treats."""
    s = next(s for s in reversed(world.sitzungen) if s.zeigt_tagesordnung and any(top.vorlage for top in s.tops))
    return rf"/sitzungen/{s.id}/tagesordnung\??$", {str(top.vorlage) for top in s.tops if top.vorlage}


def expected(world: World) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of this portal knows: the Vorlagen on agendas that are out, by their items."""
    known, found = world.expected(), {}
    for v in world.vorlagen:
        values, stations = known[str(v.id)], []
        for station, (_, _, sitzung, top) in zip(values["beratungen"], world.folge(v), strict=True):
            if sitzung and top:
                silent = dict.fromkeys(("rolle", "rolle_norm", "zustand"))
                stations.append({**station, **silent, "sitzung": sitzung_name(world, sitzung)})
        if stations:
            empty = {name: [] if isinstance(value, list) else None for name, value in values.items()}
            own = {"betreff": _invited(values["betreff"]), "beratungen": stations}
            found[str(v.id)] = {**empty, **own, **outcome(stations)}
    return found
