"""ALLRIS 4 (Wicket), as pages of a simulated Kreis: UTF-8, a session cookie, the calendar's table by Ajax.

Pure: the same world, request and session give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from tests.simulator.allris4_markup import (
    View,
    ajax,
    cells,
    datum,
    grunddaten,
    message,
    page,
    panel,
    row,
    shell,
    sitzung_name,
    table,
    text,
    version,
)
from tests.simulator.allris4_sitzung import to010, to020
from tests.simulator.files import attachment
from tests.simulator.nouns import Response, Sitzung, Top, Vorlage
from tests.simulator.skeleton import (
    DAYS,
    MONTHS,
    NoOptions,
    Stop,
    Traits,
    Values,
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
    start="",
    version="4.1.7",
    vorlage="vo020.*volfdnr={}&refresh=false$",
    forbidden="to020",
    charset="iso-8859-1",
    login=message("noauth", "Bitte melden Sie sich an."),
    failure=fresh(200, message("internalerrorpage", "Interner Fehler")),
    encoding="utf-8",
    by_number=True,
    layouts={
        "class": (
            r"vo020|to010|to020",
            (('id="(?:vo|to|si)', 'id="x'), ("bfTable", "folge"), ("toT(?:able|ree)", "t")),
        ),
        "label": (r"vo020", (('id="vofamt"', 'id="voeinheit"'), ("Federführend:", "Leitung der Sache:"))),
        "column": (r"vo020", ((r'<td class="beschluss">.*?</td>', "<td></td>"),)),
        "list": (r"si010", ((r"<tr\b.*?</tr>", ""),)),
    },
)
_GATE = fresh(200, '<html><body><span class="message_text">Zu viele Zugriffe aus Ihrem Netzwerk.</span></body></html>')
_STALE = "<redirect><![CDATA[./internalerrorpage?0]]></redirect>"
_ATTACHMENT = re.compile(r"(\d+)--(\d+)-attachment-link")
_FOLGE = (("colorCol", "Status"), ("", "Datum"), ("", "Gremium"), ("", "Beschluss"), ("toLink", "NA"))

# --- Vorlage ---------------------------------------------------------------------------------


def groups(world: World, v: Vorlage) -> list[list[Stop]]:
    """The stations as rows of bodies: a body that meets again with the same task gets a further date, no new row."""
    groups: list[list[Stop]] = []
    for one in world.folge(v):
        if groups and _again(groups[-1][-1], one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _again(before: Stop, after: Stop) -> bool:
    same = before[0].gremium == after[0].gremium and before[0].rolle == after[0].rolle
    return same and before[2] is not None and after[2] is not None


def zustand(group: list[Stop]) -> str:
    """The status word of a body's row."""
    _, _, sitzung, top = group[-1]
    if top and top.ausgang and top.ausgang.norm == "zurueckgezogen":
        return "Gestoppt"
    if sitzung is None or not (sitzung.freigegeben or sitzung.gelaufen):
        return "Geplant"
    return "Erledigt" if sitzung.gelaufen else "Bereit"


def _station(view: View, group: list[Stop]) -> Iterator[str]:
    station, gremium, _, _ = group[0]
    said = f'<span class="wfcolorDescIcon">●</span> <span class="wfcolorDesc">{zustand(group)}</span>'
    rolle = station.rolle or " "
    yield cells("even", [("colorCol", said), ("", " "), ("", h(gremium.name)), ("rolle", rolle), ("toLink", " ")])
    for _, _, sitzung, top in group:
        if sitzung:
            yield _termin(view, sitzung, top)


def _termin(view: View, sitzung: Sitzung, top: Top | None) -> str:
    name, result, na = h(sitzung_name(view.world, sitzung)), "<a></a>", ""
    if sitzung.zeigt_tagesordnung:
        item = f"&amp;TOLFDNR={top.id}" if top else ""
        name = f'<a href="./to010?SILFDNR={sitzung.id}{item}">{name}</a>'
    if top and sitzung.gelaufen:
        at, said = f'href="./to020?TOLFDNR={top.id}"', h(top.ausgang.worte) if top.ausgang else "(offen)"
        result, na = f"<a {at}>{said}</a>", f'<a class="objAnchor" {at}>NA</a>'
    return cells(
        "odd", [("", " "), ("date", datum(view, sitzung.datum)), ("", name), ("beschluss", result), ("toLink", na)]
    )


def _kopf(view: View, v: Vorlage) -> Iterable[str]:
    yield row("Betreff", f"<p>{h(v.betreff)}</p>", "vobetreff")
    stat = '<span class="text4" id="vostat"><a> (Vorlage freigegeben)</a></span>'
    yield row("Status", f'<span class="text4" id="vostatus">öffentlich</span> {stat}')
    yield row("Vorlageart", v.art, "voart")
    yield row("Verfasser 1", "Nachname, Vorname", "voverfasser1")
    yield row("Federführend", h(v.federfuehrend), "vofamt")
    if v.aktenzeichen:
        yield row("Aktenzeichen", v.aktenzeichen, "voaz")
    if v.bezug:
        bezug = view.world.vorlage[v.bezug]
        yield row("Bezugsdrucksache", f'<a href="./vo020?VOLFDNR={bezug.id}">{bezug.nummer}</a>')


def _anlagen(view: View, v: Vorlage) -> tuple[str, str]:
    """The attachments twice, beside the head and in a table with sizes; their links are good in this session only."""
    at = f"./vo020?{version(view)}--{{}}-attachment-link&amp;VOLFDNR={v.id}&amp;refresh=false"
    links = [f'<a class="attlink pdf" href="{at.format(a.id)}">{h(a.name)}</a>' for a in v.anlagen]
    if not links:
        return "", ""
    listed = "".join(f"<li>{link}</li>" for link in links)
    aside = f'<aside class="attachments" id="anlagenHeaderPanel"><ul>{listed}</ul></aside>'
    rows = [cells("even", [("rightCol", str(n)), ("", link), ("fileSize", f"{a.kb},0 kB")])
            for n, (a, link) in enumerate(zip(v.anlagen, links, strict=True), start=1)]  # fmt: skip
    heads = (("", "Nr."), ("", "Name"), ("fileSize", "Größe"))
    return aside, panel(9, "Anlagen", table("attachmentTable", "Anlagen", heads, rows))


def vo020(view: View, v: Vorlage) -> Response:
    """A Vorlage with everything."""
    aside, files = _anlagen(view, v)
    file = f'<a class="doclink pdf" href="./wicket/resource/org.apache.wicket.Application/doc{v.id}.pdf">Vorlage</a>'
    documents = f'<aside class="documents" id="dokumenteHeaderPanel">{file}</aside>'
    rows = (said for group in groups(view.world, v) for said in _station(view, group))
    folge = f'<div id="bfTable">{table("bfTable", "Beratungsfolge", _FOLGE, rows)}</div>'
    parts = [panel(1, "Beratungsfolge", folge)]
    parts += [panel(n, a.titel, text(v.id * 10 + n, view.world.absaetze(v, a)))
              for n, a in enumerate(v.abschnitte, start=2)]  # fmt: skip
    inhalt = f'{grunddaten(_kopf(view, v), documents + aside)}<div id="mainContent">{"".join(parts)}{files}</div>'
    return page(view, "vo020", "Vorlage", inhalt, f"{v.art} - {v.nummer}", f"vo020?VOLFDNR={v.id}&refresh=false")


# --- the calendar ----------------------------------------------------------------------------


def _month(view: View) -> tuple[int, int]:
    return number(view.values, "yy") or view.world.heute.year, number(view.values, "mm") or view.world.heute.month


def _day(view: View, s: Sitzung, first: bool) -> str:
    name, d = h(view.world.gremium[s.gremium].name), s.datum
    if s.zeigt_tagesordnung:
        tip = f"{name} am {datum(view, d)} um {s.beginn}"
        name = f'<a href="./to010?SILFDNR={s.id}" data-simpletooltip-text="{tip}">{name}</a>'
    day = f'<span class="dow">{DAYS[d.weekday()]}</span> <span class="dom">{d.day:02d}</span>' if first else ""
    found = [("dayCol", day), ("time", s.beginn), ("textCol", name), ("raum", line(s.ort))]
    return cells("" if first else "sameday", found)


def _tabelle(view: View) -> Response:
    """The table of a month, with the ways to the months beside it."""
    year, month = _month(view)
    beside = (month_after(year, month, -1), month_after(year, month))
    links = "".join(f'<a href="./si010?MM={m}&amp;YY={y}">{MONTHS[m - 1]} {y}</a> ' for y, m in beside)
    meetings = view.world.months.get((year, month), ())
    days = [s.datum for s in meetings]
    rows = [_day(view, s, n == days.index(s.datum)) for n, s in enumerate(meetings)]
    empty = cells("emptyRow", [("dayCol", '<span class="dom">01</span>'), ("textCol", "")])
    inhalt = f"{links}{table('calendar', 'Sitzungskalender', (), rows or [empty])}"
    return ajax(f'<component id="id4" ><![CDATA[<div id="id4">{inhalt}</div>]]></component>')


def si010(view: View) -> Response | None:
    """A month's shell; its table for the call that the last page of the session made, and for no other. Months after
    the last meeting are not there."""
    last = view.world.spanne[1]
    if _month(view) > (last.year, last.month):
        return None
    called = next((found[1] for name in view.values if (found := re.fullmatch(r"(\d+)-1\.0-", name))), None)
    year, month = _month(view)
    if called is None:
        return shell(view, "si010", f"Kalender {MONTHS[month - 1]} {year}", f"MM={month}&YY={year}")
    sent = view.request.headers
    is_call = sent.get("wicket-ajax") == "true" and sent.get("x-requested-with") == "XMLHttpRequest"
    if not is_call or sent.get("wicket-ajax-baseurl") != f"si010?MM={month}&YY={year}":
        return _refused("internalerrorpage")
    return _tabelle(view) if called == str(view.session.get("tabelle")) else ajax(_STALE)


# --- navigation ------------------------------------------------------------------------------


def _refused(program: str) -> Response:
    return redirect(f"./{program}?0")


def _thing(view: View, path: str) -> Response:
    """The page of one Vorlage, meeting or item; without `refresh=false` what is not settled yet leads to `noauth`."""
    world, stale = view.world, view.values.get("refresh") != "false"
    if path == "vo020" and (link := next(filter(None, map(_ATTACHMENT.fullmatch, view.values)), None)):
        # Good on the page that the visitor is on, and on no other.
        return attachment(int(link[2])) if link[1] == str(view.session.get("seite")) else _refused("internalerrorpage")
    if path == "vo020":
        wanted = number(view.values, "volfdnr")
        found = world.vorlage.get(wanted)
        return vo020(view, found) if found else _refused("noauth" if wanted in world.versteckt else "internalerrorpage")
    if path == "to010":
        s = world.sitzung.get(number(view.values, "silfdnr"))
        shown = s and s.zeigt_tagesordnung and (s.gelaufen or not stale)
        return to010(view, s) if s and shown else _refused("noauth")
    item = world.top.get(number(view.values, "tolfdnr"))
    return to020(view, *item) if item and item[1].oeffentlich and item[0].gelaufen else _refused("noauth")


def answer(view: View) -> Response | None:
    """The page under a path; None (a 404) for what this portal has not. Who brings no cookie may see the start only."""
    if view.request.path == "":
        return page(view, "app", "Bürgerinformation", '<div id="mainContent"><p>Willkommen</p></div>')
    if not view.session:
        return _GATE
    if view.request.path in ("vo020", "to010", "to020"):
        return _thing(view, view.request.path)
    if view.request.path == "si010":
        return si010(view)
    said = {"noauth": "Sie haben keine Berechtigung, diese Seite aufzurufen.", "internalerrorpage": "Interner Fehler"}
    return fresh(200, message(view.request.path, said[view.request.path])) if view.request.path in said else None


portal = portal_of("allris4", answer, NoOptions, "JSESSIONID")


def erreichbar(world: World) -> set[int]:
    """The Vorlagen to which a way leads: from an agenda, or from a Vorlage that refers to them."""
    found = {top.vorlage for s in world.sitzungen if s.zeigt_tagesordnung for top in s.tops if top.vorlage}
    due = list(found)
    while due:
        bezug = world.vorlage[due.pop()].bezug
        if bezug and bezug not in found:
            found.add(bezug)
            due.append(bezug)
    return found


def expected(world: World, bis: int = 0) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of this portal knows: `World.expected()` without what these pages do not print, and without
    the Vorlagen to which no way leads, but for those that were tried by number, up to `bis`."""
    known: dict[str, Values] = world.expected()
    for vorlage, values, stations in told(world, known):
        values["datum"] = None
        words = [zustand(group) for group in groups(world, vorlage) for _ in group]
        for said, (station, (_, _, sitzung, top)) in zip(words, stations, strict=True):
            station["zustand"] = said
            # An agenda says Ö, the words "Nichtöffentliche Sitzung" say N, a planned station says nothing.
            station["oeffentlich"] = True if top else False if sitzung and not sitzung.oeffentlich else None
            station["sitzung"] = sitzung_name(world, sitzung) if sitzung else None
    found = erreichbar(world)
    return {key: values for key, values in known.items() if int(key) in found or int(key) <= bis}
