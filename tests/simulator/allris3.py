"""ALLRIS 3, classic skin, as pages of a simulated Kreis: windows-1252 without a charset in the header.

Pure: the same world, address and session give the same bytes.
"""

from __future__ import annotations

import re
from typing import Any

from tests.simulator.allris3_markup import Options, View, button, datum_link, page, pair, paragraphs, sitzung_name, word
from tests.simulator.allris3_sitzung import to010, to020
from tests.simulator.files import attachment
from tests.simulator.nouns import Anlage, Gremium, Response, Sitzung, Station, Top, Vorlage
from tests.simulator.skeleton import (
    DAYS,
    MONTHS,
    Traits,
    Values,
    de,
    fresh,
    h,
    line,
    month_after,
    number,
    portal_of,
    redirect,
    told,
)
from tests.simulator.world import World

TRAITS = Traits(
    start="allris.net.asp",
    version="3.9.5",
    vorlage="vo020.*volfdnr={}$",
    forbidden="to020",
    charset="utf-8",
    login='<html><head><meta name="description" content="ALLRIS net Version 3.9.5" /></head><body>'
    '<div id="allriscontainer" class="noauth"><div id="risname"><h1>Anmeldung</h1></div><div id="rismain">Bitte '
    'melden Sie sich an <form action="in010.asp"><input type="password" name="pwd" /></form></div></div></body></html>',
    failure=fresh(500, "<html><body><p>Microsoft VBScript runtime error '800a000d'</p></body></html>"),
    encoding="cp1252",
    layouts={
        "class": (r"vo020|to020|to010", (('class="kb1"', 'class="kx7"'), ('class="tl1"', 'class="tx7"'))),
        "label": (r"vo020", (("Federführend:", "Zuständigkeit der Verwaltung:"), ("Vorlage-Art:", "Typus:"))),
        "column": (r"vo020", ((r' <td class="text3">[^<]*&nbsp;</td>(?=<td>&nbsp;</td><td>)', " <td></td>"),)),
        "list": (r"vo040|si010", ((r'<tr class="(?:zl1[12]|zw1)">.*?</tr>', ""),)),
    },
)
KALENDER = ("si010.asp", "si010_e.asp", "si010_j.asp", "si010_r.asp", "si010_a.asp")
_HIDDEN = redirect("noauth.asp?p=1")


# --- Vorlage ---------------------------------------------------------------------------------


def zustand(sitzung: Sitzung | None) -> str:
    """The status word of a station."""
    if sitzung is None or not (sitzung.freigegeben or sitzung.gelaufen):
        return "Geplant"
    return "Erledigt" if sitzung.gelaufen else "Bereit"


def _station(
    view: View, place: int,
    station: Station, gremium: Gremium, sitzung: Sitzung | None, top: Top | None,
) -> str:  # fmt: skip
    css, said = f"zl1{2 - place % 2}", zustand(sitzung)
    rolle = f' <td class="text1" colspan="3" nowrap="nowrap">{station.rolle}</td>' if station.rolle else ""
    row = (f'<tr class="{css}" title="Folgenummer {place}" valign="top"><td bgcolor="#ffffff" title="{said}">'
           f'&nbsp;</td>'
           f'<td class="text1" colspan="3">{h(gremium.name)}</td>{rolle}</tr>')  # fmt: skip
    if sitzung is None:
        return row
    name, form, result, na = h(sitzung_name(view.world, sitzung)), "", "", ""
    if sitzung.zeigt_tagesordnung:
        selected = top.id if top else 0
        form = button(f"to010.asp?topSelected={selected}", "SILFDNR", sitzung.id, "il1_to", "TO", "Tagesordnung")
        name = f'<a href="to010.asp?SILFDNR={sitzung.id}">{name}</a>'
    if top and sitzung.gelaufen:
        result = top.ausgang.worte if top.ausgang else "(offen)"
        na = button("to020.asp", "TOLFDNR", top.id, "il1_naz", "NA", "Auszug")
    return (f'{row}<tr class="{css}" valign="top"><td bgcolor="#ffffff" title="{said}">&nbsp;</td><td class="text2">'
            f'{datum_link(view, sitzung)}&nbsp;</td><td>{form}</td><td>{name}</td> <td class="text3">'
            f'{h(result)}&nbsp;</td>'
            f"<td>&nbsp;</td><td>{na}</td></tr>")  # fmt: skip


def _anlagen(vorlage: Vorlage) -> str:
    if not vorlage.anlagen:
        return ""

    def row(a: Anlage) -> str:
        return (f'<tr valign="top"><td class="text3"><a href="___tmp/tmp/45081036/{a.id}/01/a.pdf" target="_blank" '
                f'title="{line(a.name)} öffnen">{h(a.name)}</a></td> <td class="text3">&nbsp;</td></tr>')  # fmt: skip

    return ('<table class="tk1" cellspacing="0" cellpadding="3"><tr><td colspan="3"></td></tr><tr valign="top">'
            f'<td class="kb1" colspan="2">Anlagen:</td></tr>{"".join(map(row, vorlage.anlagen))}</table>')  # fmt: skip


def _kopf(world: World, v: Vorlage) -> str:
    bezug, rows = world.vorlage[v.bezug] if v.bezug else None, []
    rows.append(pair("Betreff", h(v.betreff), "text1", ' colspan="3"'))
    rows.append(pair("Status", "öffentlich") + pair("Vorlage-Art", v.art, "text4"))
    if v.aktenzeichen:
        rows.append(pair("Aktenzeichen", v.aktenzeichen, "text4"))
    rows.append(pair("Verfasser", "Nachname, Vorname"))
    rows.append(pair("Federführend", h(v.federfuehrend)) + pair("Bearbeiter/-in", "Nachname, Vorname", "text4"))
    if bezug:
        link = f'<a href="vo020.asp?VOLFDNR={bezug.id}">{bezug.nummer}</a>'
        rows.append(pair("Bezüglich", link, "text3", ' colspan="3"'))
    return "".join(f"<tr>{row}</tr>" for row in rows)


def vo020(view: View, v: Vorlage) -> Response:
    """A Vorlage with everything."""
    stations = "".join(_station(view, n, *found) for n, found in enumerate(view.world.folge(v)))
    jump = "".join(f'<br /><a href="#allris{a.anker}">{a.titel}</a> ' for a in v.abschnitte)
    inhalt = f"""<table class="tk1" cellspacing="0" cellpadding="0"><tr><td class="ko1" valign="top">\
<table class="tk1" cellspacing="0" cellpadding="3">{_kopf(view.world, v)}<tr><td class="kb1" colspan="4">\
Beratungsfolge:</td></tr>\
<tr><td colspan="4" valign="top"><table border="0" cellspacing="0" cellpadding="3"><tr><td><img \
src="images/px.gif" width="1" \
height="1" alt="" /></td><td colspan="6"><img src="images/px.gif" width="1" height="1" alt="" /></td></tr>\
{stations}</table></td></tr>\
<tr><td></td><td width="45%"></td><td></td><td width="45%"></td></tr></table></td><td class="ko2"></td><td class="me1">\
<table class="tk1" cellspacing="0" cellpadding="0"><tr><td class="me1"><form action="do027.asp" method="post" \
target="_blank">\
<input type="hidden" name="DOLFDNR" value="{v.id * 10}" /><input type="hidden" name="options" value="64" />\
<input type="submit" class="il2_p" value="Vorlage" /></form>\
{button("vo021.asp", "VOLFDNR", v.id, "il2_s", "Beschlüsse", "")}</td></tr>\
<tr><td class="me1">{jump}{_anlagen(v)}</td></tr></table></td></tr></table>
<hr />"""
    texte = (word(view, a.anker, v.id, a.titel, paragraphs(view.world.absaetze(v, a))) for a in v.abschnitte)
    shown = page(view, "vo020", f"Vorlage - {v.nummer}", inhalt, b"".join(texte))
    return Response(200, shown.body, session={**view.session, "dateien": v.id}) if v.anlagen else shown


def _file(view: View) -> Response:
    """A file of the Vorlage that this visitor looks at; the addresses of all others lead to `noauth`."""
    number = int(view.request.path.split("/")[3])
    return attachment(number) if view.session.get("dateien") == number // 10 else _HIDDEN


# --- lists -----------------------------------------------------------------------------------


def _paper_row(place: int, v: Vorlage) -> str:
    name = f"{v.nummer} {line(v.betreff)}"
    # Every tenth row carries its id in the hidden field alone.
    titel = f'<a href="vo020.asp?VOLFDNR={v.id}">{name}</a>' if place % 10 else name
    return (f'<tr class="zl1{2 - place % 2}"><td>{button("vo020.asp", "VOLFDNR", v.id, "il1_vo", "VO", "Vorlage")}</td>'
            f"<td>{titel}</td><td>{h(v.federfuehrend)}</td><td>{de(v.datum)}</td><td>{v.art}</td></tr>")  # fmt: skip


def vo040(view: View) -> Response:
    """The list: all at once where released, else block by block, the place kept in the visitor's view.session."""
    everything = view.options.showall and view.values.get("showall") == "true"
    papers, size = view.world.neueste_zuerst, len(view.world.vorlagen) if everything else view.options.block
    start = int(str(view.session.get("vo040", 0))) if view.values.get("shownext") == "true" and not everything else 0
    rows = "".join(_paper_row(n, v) for n, v in enumerate(papers[start : start + size], start=1))
    more = '<tr class="zw1"><td colspan="5"><a href="vo040.asp?shownext=true">weitere Vorlagen</a></td></tr>'
    inhalt = f"""<table class="tl1"><tr class="zk1"><th>&nbsp;</th><th>Betreff</th><th>Federführend</th><th>\
Datum</th><th>Art</th></tr>\
{rows}{more if start + size < len(papers) else ""}</table>"""
    shown = page(view, "vo040", "Vorlagen", inhalt)
    return shown if everything else Response(200, shown.body, session={**view.session, "vo040": start + size})


def _day_row(view: View, place: int, s: Sitzung) -> str:
    d, name, form = s.datum, h(sitzung_name(view.world, s)), ""
    if s.zeigt_tagesordnung:
        form = button("to010.asp", "SILFDNR", s.id, "il1_to", "TO", "Tagesordnung")
        name = f'<a href="to010.asp?SILFDNR={s.id}">{name}</a>'
    return (f'<tr class="zl1{2 - place % 2}"><td class="text2">{DAYS[d.weekday()]}</td><td class="text2">'
            f'<a href="{view.options.kalender}?YY={d.year}&amp;MM={d.month:02d}&amp;DD={d.day:02d}">'
            f'{d.day:02d}</a></td><td class="text2">{s.beginn}</td><td>{form}</td><td>{name}</td></tr>')  # fmt: skip


def si010(view: View) -> Response:
    """A month of the calendar; links to the months beside it, inside the years that have meetings."""
    year, month = (
        number(view.values, "yy") or view.world.heute.year,
        number(view.values, "mm") or view.world.heute.month,
    )
    (first, last), here = [(d.year, d.month) for d in view.world.spanne], (year, month)
    beside = (month_after(year, month, -1), month_after(year, month), (year - 1, month), (year + 1, month))
    near = [m for m in beside if first <= m <= last] or [first if here < first else last]
    links = " ".join(f'<a href="{view.options.kalender}?MM={m}&amp;YY={y}">{MONTHS[m - 1]} {y}</a>' for y, m in near)
    rows = "".join(_day_row(view, n, s) for n, s in enumerate(view.world.months.get(here, ())))
    titel = f"Sitzungskalender {month:02d}/{year}"
    inhalt = f"""<table class="tk1"><tr><td>{links}</td></tr></table><table class="tl1"><tr class="zk1"><th \
colspan="2">Tag</th>\
<th>Zeit</th><th>&nbsp;</th><th>Sitzung</th></tr>{rows}</table>"""
    return page(view, "si010", titel, inhalt)


# --- navigation ------------------------------------------------------------------------------


def _menu(view: View) -> Response:
    inhalt = f"""<table class="tk1"><tr><td><a href="{view.options.kalender}">Sitzungskalender</a></td></tr>\
<tr><td><a href="vo040.asp">Vorlagen</a></td></tr><tr><td><a href="au010.asp">Gremien</a></td></tr></table>"""
    return page(view, "allris", "Bürgerinformationssystem", inhalt)


def _noauth(view: View) -> Response:
    inhalt = """<form action="in010.asp" method="post"><table class="tk1"><tr><td class="text1">Sie haben keine \
Berechtigung \
für diese Seite.</td></tr><tr><td class="kb1">Kennwort:</td><td><input type="password" name="pwd" /></td></tr>\
</table></form>"""
    return page(view, "noauth", "Anmeldung", inhalt)


def _thing(view: View, path: str) -> Response | None:
    """The page of one Vorlage, meeting or item; what the public must not see leads to `noauth`."""
    world, values = view.world, view.values
    if path == "vo020.asp":
        v = world.vorlage.get(number(values, "volfdnr"))
        return vo020(view, v) if v else _HIDDEN
    if path == "to010.asp":
        s = world.sitzung.get(number(values, "silfdnr"))
        return to010(view, s) if s and s.zeigt_tagesordnung else _HIDDEN
    found = world.top.get(number(values, "tolfdnr"))
    shown = found and found[1].oeffentlich and found[0].gelaufen
    return to020(view, *found) if found and shown else _HIDDEN


def answer(view: View) -> Response | None:
    """The page under a path; None for what this portal has not, such as `do027.asp`."""
    path = view.request.path
    if re.fullmatch(r"___tmp/tmp/45081036/\d+/01/a\.pdf", path):
        return _file(view)
    if path in ("vo020.asp", "to010.asp", "to020.asp"):
        return _thing(view, path)
    if path == view.options.kalender:
        return si010(view)
    if path in KALENDER:
        said = f'<table class="tk1"><tr><td class="text1">Zugriff verweigert (Programm {path})</td></tr></table>'
        return page(view, "si010", "Sitzungskalender", said)
    if path == "":
        return Response(200, b'<html><head><title>ALLRIS net</title></head><frameset rows="*">'
                             b'<frame src="allris.net.asp" '
                             b'name="main"></frameset></html>')  # fmt: skip
    return PAGES[path](view) if path in PAGES else None


PAGES = {"vo040.asp": vo040, "allris.net.asp": _menu, "noauth.asp": _noauth}
portal = portal_of("allris3", answer, Options, "ASPSESSIONIDQCSTABCD")


def expected(world: World) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of this portal knows: `World.expected()` without what these pages do not print."""
    known: dict[str, Values] = world.expected()
    for _, values, stations in told(world, known):
        values["datum"] = None
        for station, (_, _, sitzung, top) in stations:
            # An agenda says Ö, the words "Nichtöffentliche Sitzung" say N, a planned station says nothing.
            station["oeffentlich"] = True if top else False if sitzung and not sitzung.oeffentlich else None
            station["zustand"] = zustand(sitzung)
            station["sitzung"] = sitzung_name(world, sitzung) if sitzung else None
    return known
