"""more!rubin's old PHP pages as a simulated Kreis: ISO-8859-1, links that are forms with hidden fields.

Pure: the same world and address give the same bytes. There are no sessions. The pages of decisions are linked and
have no layout here, as none is known.
"""

from __future__ import annotations

from typing import Any

from ris_scraper.words.ids import fold_nummer
from tests.simulator import skeleton
from tests.simulator.nouns import Response, Sitzung, Top
from tests.simulator.rubin_json import meeting_number, sitzung_id
from tests.simulator.skeleton import NoOptions, Values, de, h, portal_of, told
from tests.simulator.world import World

_FRAME = """<html><head><title>Rubin</title>
<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">
<link rel="stylesheet" href="rubin.css"></head><body>
<b class="Suchueberschrift">{titel}</b>
{inhalt}
<form action="sitzungskalender.php"><input type="submit" value="Kalender"></form>
<form action="recherche.php"><input type="submit" value="Recherche"></form>
</body></html>"""


def _page(titel: str, inhalt: str) -> Response:
    said = _FRAME.format(titel=h(titel), inhalt=inhalt)
    return Response(200, said.encode("iso-8859-1", "xmlcharrefreplace"))


def _form(action: str, field: str, value: str, label: str) -> str:
    hidden = f'<input type="hidden" name="{field}" value="{value}">'
    return f'<form action="{action}" method="get">{hidden}<input type="submit" value="{label}"></form>'


def kalender(world: World, von: str, bis: str) -> Response:
    """The meetings from a month to a month."""
    rows = "".join(
        f"<tr><td>{de(s.datum)}</td><td>{h(world.gremium[s.gremium].name)}</td><td>"
        f"{_form('sitzungen_top.php', 'sid', meeting_number(world, s), 'Tagesordnung')}</td></tr>\n"
        for s in world.sitzungen
        if s.zeigt_tagesordnung and von <= f"{s.datum:%Y-%m}" <= bis
    )
    return _page("Sitzungskalender", f'<table width="100%">{rows}</table>')


def _row(world: World, top: Top) -> str:
    titel, decision = h(world.betreff(top)), ""
    if top.vorlage:
        v = world.vorlage[top.vorlage]
        titel += h(f" [Vorlage: {v.nummer}, {v.art}]")
    if top.ausgang:
        decision = _form("beschluesse_details.php", "nid", str(top.id), "Beschluss")
    cells = ("ö" if top.oeffentlich else "nö", top.nummer, "", "", titel, "", "", decision, "", "")
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>\n"


def sitzung(world: World, s: Sitzung) -> Response:
    """A meeting: head, and an agenda of ten cells a row."""
    gremium = world.gremium[s.gremium]
    zeit = f"{s.beginn} Uhr - {s.ende} Uhr" if s.ende else f"{s.beginn} Uhr"
    head = (("Termin", f"{de(s.datum)}, {zeit}"), ("Raum", h(s.ort)), ("Gremien", gremium.kuerzel))
    pairs = "".join(f"<tr><td>{name}: </td><td>{value}</td></tr>" for name, value in head)
    rows = "".join(_row(world, top) for top in s.tops)
    inhalt = f'<div class="InfoBlock"><table>{pairs}</table></div>\n<table border="0">\n{rows}</table>'
    return _page(gremium.name, inhalt)


def answer(view: skeleton.View[NoOptions]) -> Response | None:
    """The page of a program."""
    world, values, path = view.world, view.values, view.request.path
    if path == "sitzungskalender.php":
        return kalender(world, values.get("d_von", ""), values.get("d_bis", ""))
    if path == "sitzungen_top.php":
        wanted = values.get("sid", "").removeprefix("ni_")
        found = (s for s in world.sitzungen if s.zeigt_tagesordnung and sitzung_id(world, s) == wanted)
        return next((sitzung(world, s) for s in found), None)
    return _page("Willkommen", "<p>Gremieninformation</p>") if path == "" else None


portal = portal_of("rubin", answer, NoOptions, "PHPSESSID")


def expected(world: World) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of these pages knows: numbers stand for the ids that Vorlagen have not, outcomes are on
    pages that nobody can read."""
    found: dict[str, dict[str, Any]] = {}
    known: dict[str, Values] = world.expected()
    for v, full, stops in told(world, known):
        stations = [
            {**dict.fromkeys(station), "gremium": gremium.name, "gremium_typ": gremium.typ, "top": top.nummer,
             "datum": s.datum.isoformat(), "oeffentlich": True, "sitzung_id": sitzung_id(world, s), "sitzung": None}
            for station, (_, gremium, s, top) in stops if s and top
        ]  # fmt: skip
        if stations:
            lists: dict[str, Any] = {"bezug": [], "anlagen": [], "abschnitte": [], "beratungen": stations}
            printed = {name: full[name] for name in ("nummer", "betreff", "art", "art_norm")}
            found[fold_nummer(v.nummer)] = dict.fromkeys(full) | printed | lists
    return found
