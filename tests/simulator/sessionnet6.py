"""SessionNet 6 as a simulated Kreis: the shell of an Angular app, and JSON under `api/v1/`.

Pure: the same world and address give the same bytes. There are no sessions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tests.simulator import skeleton
from tests.simulator.nouns import Response, Sitzung, Top
from tests.simulator.skeleton import NoOptions, Traits, Values, fresh, json_answer, portal_of, told
from tests.simulator.world import World, outcome

TRAITS = Traits(
    start="",
    version="6.1.0",
    vorlage="",
    forbidden="api/v1/sitzungen/",
    charset="iso-8859-1",
    login='{"status": 401, "error": "Unauthorized"}',
    failure=fresh(200, '{"status": 500, "message": "Interner Fehler"}'),
    encoding="utf-8",
    layouts={
        "class": (r"tagesordnung", (('"toNr"', '"topNr"'),)),
        "label": (r"tagesordnung", (('"beschluss"', '"entscheidung"'), ('"abstimmungErgebnis"', '"votum"'))),
        "column": (r"tagesordnung", (('"nummer"', '"zeile"'),)),
        "list": (r"sitzungen\?", ((r"\[\{.*\}\]", "[]"),)),
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


def answer(view: skeleton.View[NoOptions]) -> Response:
    """The shell of the app, or what a call answers."""
    if view.request.path == "":
        return fresh(200, _SHELL.format(view.base))
    found = _calls(view.world, view.request.path, view.values)
    return json_answer({"status": 404, "error": "Not Found"}, 404) if found is None else json_answer(found)


portal = portal_of("sessionnet6", answer, NoOptions)


def one_page(world: World) -> tuple[str, set[str]]:
    """A pattern of the request for an agenda, and the Vorlagen that it treats."""
    s = next(s for s in reversed(world.sitzungen) if s.zeigt_tagesordnung and any(top.vorlage for top in s.tops))
    return rf"/sitzungen/{s.id}/tagesordnung\??$", {str(top.vorlage) for top in s.tops if top.vorlage}


def expected(world: World) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of this portal knows: the Vorlagen on agendas that are out, by their items."""
    known: dict[str, Values] = world.expected()
    found = {}
    for v, values, stops in told(world, known):
        stations = []
        for station, (_, _, sitzung, top) in stops:
            if sitzung and top:
                silent = dict.fromkeys(("rolle", "rolle_norm", "zustand"))
                stations.append({**station, **silent, "sitzung": sitzung_name(world, sitzung)})
        if stations:
            empty: Values = {name: [] if isinstance(value, list) else None for name, value in values.items()}
            own = {"betreff": _invited(values["betreff"]), "beratungen": stations}
            found[str(v.id)] = {**empty, **own, **outcome(stations)}
    return found
