"""Objects of more!rubin's interface, with the fields that its answers carry."""

from __future__ import annotations

import json
from typing import Any

from tests.simulator.nouns import Anlage, Gremium, Response, Sitzung, Top, Vorlage
from tests.simulator.world import World

Object = dict[str, Any]

# Roles as this product prints them.
ROLLEN = {"Vorberatung": "vorberatend", "Entscheidung": "beschließend", "Kenntnisnahme": "zur Information",
          "Anhörung": "anhörend", "Beratung": "beratend"}  # fmt: skip
_NIE = "00:00:00"


def answer(said: object) -> Response:
    """An answer as PHP writes it: ASCII, slashes escaped."""
    return Response(200, json.dumps(said).replace("/", "\\/").encode(), "application/json")


def meeting_number(world: World, s: Sitzung) -> str:
    """A meeting's number; it gets a prefix once there are minutes."""
    return ("ni_" if s.gelaufen else "") + sitzung_id(world, s)


def sitzung_id(world: World, s: Sitzung) -> str:
    """The number without the prefix."""
    return f"{s.datum.year}-{world.gremium[s.gremium].kuerzel}-{s.lfd}"


def titel(world: World, s: Sitzung) -> str:
    """What this vendor calls a meeting."""
    return f"{s.lfd}. Sitzung des {world.gremium[s.gremium].genitiv}"


def head(world: World, s: Sitzung) -> Object:
    """A meeting as calendar and stations show it. The stamp is the day of the answer, whatever changed."""
    nummer = meeting_number(world, s)
    return {
        "id": s.id, "nummer": nummer, "nummer_si": sitzung_id(world, s) if s.gelaufen else None, "event_type_id": 1,
        "fraktionssitzung": "0", "datum": s.datum.isoformat(), "titel": titel(world, s), "status": 4,
        "niederschrift_status": s.gelaufen, "gremium_1": world.gremium[s.gremium].kuerzel, "gremium_2": "",
        "raum": "KH", "beginn": f"{s.beginn}:00", "beginn_oef": _NIE, "ende": f"{s.ende}:00" if s.ende else _NIE,
        "chairman_id": 7, "updated_at": f"{world.heute} 00:00:00", "is_draft": not s.freigegeben, "closed_at": None,
        "full_url": f"/meeting?id={nummer}",
    }  # fmt: skip


def decoys(world: World, s: Sitzung) -> list[Object]:
    """What a calendar shows beside a meeting: a Fraktion's, and a reception."""
    base = head(world, s)
    return [{**base, "nummer": f"{s.datum.year}-FB-{s.id}", "fraktionssitzung": "1", "titel": "Sitzung der Fraktion"},
            {**base, "nummer": f"{s.datum.year}-EMP-{s.id}", "event_type_id": 3, "titel": "Empfang"}]  # fmt: skip


def committee(gremium: Gremium) -> Object:
    """A body."""
    return {"ai_id": gremium.id, "Kuerzel": gremium.kuerzel, "Bezeichnung": gremium.name, "id": gremium.kuerzel,
            "Koerperschaftsnummer": "LK", "name": gremium.name}  # fmt: skip


def item_id(world: World, s: Sitzung, top: Top) -> str:
    """The key by which stations name an item."""
    return f"{meeting_number(world, s)}|{top.vorlage or f'T{top.id}'}|1"


def vote(top: Top) -> str:
    """The text of the vote: outcome and counts."""
    if top.ausgang is None:
        return ""
    stimmen = top.stimmen
    counts = f", Ja {stimmen.ja}, Nein {stimmen.nein}, Enthaltungen {stimmen.enthaltung}" if stimmen else ""
    return top.ausgang.worte + counts


def status(rolle: str | None) -> Object | None:
    """What a body is asked to do."""
    return {"id": 3, "name": ROLLEN[rolle], "can_be_voted": False} if rolle else None


def item(world: World, s: Sitzung, place: int, top: Top) -> Object:
    """An item as stations carry it."""
    return {
        "ai_id": top.id, "parent_id": None, "nummer": meeting_number(world, s), "meeting_id": s.id, "folge": place,
        "vorlagennummer": str(top.vorlage or ""), "topnummer": top.nummer, "status": 1 if top.oeffentlich else 2,
        "abstimmungstext": vote(top), "topart": "vl" if top.vorlage else "at", "id": item_id(world, s, top),
        "title": world.betreff(top).replace("\n", "\r\n"), "number": top.nummer, "resolution_number": "",
    }  # fmt: skip


def consultations(world: World, v: Vorlage) -> list[Object]:
    """The stations of a paper; one that is not public has body and day only, a planned one its body."""
    found = []
    for place, (station, gremium, sitzung, top) in enumerate(world.folge(v), start=1):
        shown = sitzung if sitzung and sitzung.oeffentlich else None
        found.append({
            "agenda_item_id": item_id(world, shown, top) if shown and top else "", "id": v.id * 10 + place,
            "vorlagennummer": str(v.id), "folge": place, "gremium": gremium.kuerzel,
            "topstatus": 2 if sitzung and not shown else 1, "topnummer": None,
            "sitzungsdatum": sitzung.datum.isoformat() if sitzung else None,
            "beratungsstatus_lang": ROLLEN[station.rolle] if station.rolle else None,
            "sitzungsnummer": meeting_number(world, shown) if shown else "",
            "meeting": head(world, shown) if shown else None,
            "agendaItem": item(world, shown, place, top) if shown and top else None,
            "status": "zugeordnet" if sitzung else None, "committee": committee(gremium),
        })  # fmt: skip
    return found


def submission(v: Vorlage) -> Object:
    """A paper, without its stations."""
    return {
        "id": str(v.id), "erstellungsdatum": f"{v.datum} 00:00:00", "Status": 1, "is_draft": False,
        "type": {"kuerzel": "V", "bezeichnung": v.art, "name": v.art}, "documentName": f"{v.art} {v.nummer}.pdf",
        "documentType": {"id": 4, "alias": "vl"}, "relationType": "App\\Submission", "documentPublicStatusId": 1,
        "name": v.betreff.replace("\n", "\r\n"), "alias": v.nummer,
    }  # fmt: skip


def attachment(v: Vorlage, anlage: Anlage) -> Object:
    """An attachment."""
    address = f"/api.php?submission_attachment_id={anlage.id}&json=1&platform=ris"
    return {
        "id": f"{v.id}|{anlage.id}", "documentUrl": address,
        "documentType": {"id": 13, "alias": "vla"}, "documentSize": anlage.kb * 1000, "documentName": anlage.name,
        "relationType": "App\\SubmissionAttachment", "documentPublicStatusId": 1,
    }  # fmt: skip


def agenda_item(world: World, s: Sitzung, place: int, top: Top, stations: bool) -> Object:
    """An item of an agenda, with its paper, files and, where the portal has them, the paper's stations."""
    said = item(world, s, place, top) | {"documents": [], "votings": [], "counselling_status": None}
    if top.vorlage is None:
        return said
    v = world.vorlage[top.vorlage]
    rolle = next(station.rolle for station in v.stationen if station.top == top.id)
    paper = submission(v) | ({"consultations": consultations(world, v)} if stations else {})
    files = [submission(v), *(attachment(v, a) for a in v.anlagen)]
    return said | {"counselling_status": status(rolle), "submission": paper, "documents": files}


def agenda(world: World, s: Sitzung, stations: bool) -> Object:
    """A meeting with its agenda. The interface hands out the items of the non-public part too."""
    room = {"Kuerzel": "KH", "Bezeichnung": s.ort, "Strasse": "", "PLZ": "", "Ort": ""}
    items = [agenda_item(world, s, place, top, stations) for place, top in enumerate(s.tops, start=1)]
    return head(world, s) | {"room": room, "committees": [committee(world.gremium[s.gremium])], "agenda_items": items}
