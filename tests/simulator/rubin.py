"""more!rubin's current app as a simulated Kreis: an empty shell, and JSON behind `api.php`.

Pure: the same world and address give the same bytes. There are no sessions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.simulator import rubin_json as objects
from tests.simulator import skeleton
from tests.simulator.nouns import Response
from tests.simulator.skeleton import Stop, Traits, Values, fresh, portal_of, told
from tests.simulator.world import World, outcome

TRAITS = Traits(
    start="",
    version=None,
    vorlage="",
    forbidden="api.php?id=meetings",
    charset="iso-8859-1",
    login='{"error":true,"message":"Login required."}',
    failure=fresh(200, '{"error":true,"message":"Call to a member function on null"}'),
    encoding="utf-8",
    layouts={
        "class": (r"meetings", (('"agenda_items"', '"items"'),)),
        "label": (r"meetings", (('"abstimmungstext"', '"votetext"'), ('"erstellungsdatum"', '"datum_neu"'))),
        "column": (r"meetings", (('"committee"', '"body"'),)),
        "list": (r"calendar", ((r'"meetings": \[.*\], "holidays"', '"meetings": [], "holidays"'),)),
    },
)
_SHELL = """<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><meta name="robots" content="NOINDEX, NOFOLLOW">\
<title>more! rubin</title></head><body><div id="app"></div><script src="js/app.js"></script></body></html>"""


@dataclass(frozen=True)
class Options:
    """Whether agenda items carry the stations of their paper."""

    stationen: bool = True


def calendar(world: World, von: str, bis: str) -> Response:
    """The meetings from a month to a month, both included; without them the interface has nothing to say."""
    shown = [s for s in world.sitzungen if s.oeffentlich and von <= f"{s.datum:%Y-%m}" <= bis]
    meetings = [objects.head(world, s) for s in shown]
    meetings += objects.decoys(world, shown[0]) if shown else []
    said = {"first_day": f"{von}-01", "last_day": f"{bis}-28", "meetings": meetings, "holidays": [], "room_events": []}
    return objects.answer(said)


def meeting(world: World, options: Options, number: str) -> Response:
    """A meeting by its number, with or without the prefix of minutes."""
    wanted = number.removeprefix("ni_")
    s = next((s for s in world.sitzungen if objects.sitzung_id(world, s) == wanted), None)
    if s is None or not s.oeffentlich:
        return objects.answer({"error": True, "message": "Meeting not found."})
    return objects.answer(objects.agenda(world, s, options.stationen))


def answer(view: skeleton.View[Options]) -> Response | None:
    """The shell of the app, or what its interface says."""
    values = view.values
    if view.request.path == "":
        return fresh(200, _SHELL)
    if view.request.path != "api.php":
        return None
    if values.get("id") == "calendar" and values.get("from") and values.get("to"):
        return calendar(view.world, values["from"], values["to"])
    if values.get("id") == "meetings":
        return meeting(view.world, view.options, values.get("meeting_id", ""))
    return objects.answer({"error": True, "message": "Unknown action."})


portal = portal_of("rubin", answer, Options, "PHPSESSID")


def one_page(world: World) -> tuple[str, set[str]]:
    """A pattern of the request for a meeting that alone states a Vorlage, and all Vorlagen on its agenda."""
    for v in world.neueste_zuerst:
        shown = [s for _, _, s, top in world.folge(v) if s and top]
        if len(shown) == 1:
            there = {str(top.vorlage) for top in shown[0].tops if top.vorlage}
            return f"meeting_id=(?:ni_)?{objects.sitzung_id(world, shown[0])}(?:&|$)", there
    raise ValueError("no Vorlage of this world was in one meeting only")


def expected(world: World, stationen: bool = True) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of this portal knows: the Vorlagen on agendas that are out, without what only files say.

    Without `stationen` an agenda says of a Vorlage's stations its own alone.
    """
    known: dict[str, Values] = world.expected()
    found = {}
    for v, values, stations in told(world, known):
        if any(top for _, (_, _, _, top) in stations):
            _as_printed(world, values, stations, stationen)
            found[str(v.id)] = values
    return found


def _as_printed(world: World, values: Values, stations: list[tuple[Values, Stop]], stationen: bool) -> None:
    values |= {"status": None, "federfuehrend": None, "aktenzeichen": None, "bezug": [], "abschnitte": []}
    for station, (plan, _, sitzung, top) in stations:
        shown = sitzung if sitzung and sitzung.oeffentlich else None
        station["rolle"] = objects.ROLLEN[plan.rolle] if plan.rolle else None
        station["zustand"] = "zugeordnet" if sitzung and stationen else None
        station["sitzung_id"] = objects.sitzung_id(world, shown) if shown else None
        station["sitzung"] = objects.titel(world, shown) if shown else None
        station["ergebnis"] = objects.vote(top) or None if top else None
    values["beratungen"] = [s for s, _ in stations if stationen or s["top"]]
    values |= outcome(values["beratungen"])
