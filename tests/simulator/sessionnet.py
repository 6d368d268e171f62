"""SessionNet, current layout (S3), as pages of a simulated Kreis: UTF-8, ASP or PHP.

Pure: the same world, address and session give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from tests.simulator.files import attachment
from tests.simulator.nouns import Response, Sitzung, Top, Vorlage
from tests.simulator.sessionnet_lists import kalender, vo0040, vo0042
from tests.simulator.sessionnet_markup import Frame, card, document, documents, head_rows, link, tabs, word
from tests.simulator.sessionnet_view import Options, View, address, error, sitzung_name, whole, zeit
from tests.simulator.skeleton import Portal, Traits, Values, de, fresh, h, line, number, portal_of, redirect, told
from tests.simulator.world import World

TRAITS = Traits(
    start="",
    version="5.4.7",
    vorlage="vo0050.*__kvonr={}$",
    forbidden="si0057",
    charset="iso-8859-1",
    login=Frame("ylogon", "Anmeldung", "Anmeldung", "php", "01.01.2026").around(
        '<form action="ylogon.php" method="post" class="smc-pagetype-logon"><input type="password" name="pwd"></form>'
    ),
    failure=fresh(
        200,
        Frame("error", "SessionNet Fehlermeldung", "Fehlermeldung", "php", "01.01.2026").around(
            '<div class="alert alert-danger">Es ist ein Fehler aufgetreten.</div>'
        ),
    ),
    encoding="utf-8",
    layouts={
        "class": (
            r"vo0050|si005",
            (
                ("smc-table-row", "smc-grid-row"),
                ("smctablesitzung", "smcgrid"),
                ("contenttable", "grid"),
                ("smcaccordion", "smcgrid"),
            ),
        ),
        "label": (
            r"vo0050|si005",
            (("Federführung<", "Zuständigkeit der Verwaltung<"), ("<strong>Beschluss:", "<strong>Votum:")),
        ),
        "column": (r"si0057", ((r'<td data-label="Vorlage".*?</td>', '<td class="toxx"></td>'),)),
        "list": (r"vo004|si004", ((r"<tr\b.*?</tr>", ""),)),
    },
)
_NACHTRAG = timedelta(days=7)


# --- Vorlage ---------------------------------------------------------------------------------


def _vorlage_tabs(view: View, v: int, active: str) -> str:
    pages = (("vo0050", "Informationen"), ("vo0053", "Beratungen"))
    return tabs([(address(view, name, f"__kvonr={v}"), text, name == active) for name, text in pages])


def vo0050(view: View) -> Response:
    """A paper: head, documents, inline text. A hidden id gives an error page, an unknown one a bare frame."""
    wanted = number(view.values, "__kvonr")
    if wanted in view.world.versteckt:
        return error(view)
    v = view.world.vorlage.get(wanted)
    if v is None:
        return whole(view, "vo0050", "Vorlage", _vorlage_tabs(view, wanted, "vo0050") + '<div class="row">\n</div>')
    titel, files = line(v.betreff), [(v.id * 10, "Vorlage", "VO"), *((a.id, a.name, "") for a in v.anlagen)]
    panel = card(1, "Vorlage", head_rows("vo0050", _kopf(view, v)))
    panel += card(2, f"{len(files)} Dokumente", documents(document(view.options.ext, *file) for file in files))
    texte = (word(a.titel, view.world.absaetze(v, a)) for a in v.abschnitte) if view.options.texte else ()
    inline = "".join(texte)
    boxed = inline and (
        '<!--smcdocmsword--><div class="smcdocmsword" id="smcdocid0001">\n<div class=WordSection1>\n'
        f"{inline}</div>\n</div>"
    )
    return whole(view, 
        "vo0050", titel,
        f'{_vorlage_tabs(view, v.id, "vo0050")}<div class="row">\n{panel}</div><!-- /meta-row -->\n<div class="row">'
        f'<div class="col-md-12"><div class="card card-light smcbox"><div class="panel-body">{boxed}</div></div>'
        f'</div></div>',
    )  # fmt: skip


def _kopf(view: View, v: Vorlage) -> list[list[tuple[str, str, str]]]:
    bezug = view.world.vorlage[v.bezug] if v.bezug else None
    rows = [
        [("vobetr", "Betreff", h(v.betreff))],
        [("voname", "Vorlage", v.nummer)] + ([("voakz", "Aktenzeichen", v.aktenzeichen)] if v.aktenzeichen else []),
        [("vovaname", "Art", v.art)],
        [("", "Federführung", h(v.federfuehrend))],
        [("", "Verfasser", "Nachname, Vorname")],
        [("", "Datum", de(v.datum))],
    ]
    if bezug:
        rows.append([("", "Referenzvorlage", link(address(view, "vo0050", f"__kvonr={bezug.id}"), bezug.nummer))])
    return rows


def vo0053(view: View) -> Response:
    """The stations of a paper; outcomes are not here."""
    v = view.world.vorlage.get(number(view.values, "__kvonr"))
    if v is None:
        return error(view)
    cards, found = [], list(view.world.folge(v))
    for place, (station, gremium, sitzung, top) in enumerate(found[::-1] if view.options.neueste_zuerst else found, 1):
        day = f"{de(sitzung.datum)} " if sitzung else ""
        at = f" TOP {top.nummer}" if top else ""
        public = "nicht&ouml;ffentlich" if sitzung and not sitzung.oeffentlich else "&ouml;ffentlich"
        role = f" - {station.rolle}" if station.rolle else ""
        badge = ' <span class="badge smc-badges">1 Dok.</span>' if top and top.ausgang else ""
        header = f"{day}{h(gremium.name)}{at} {public}{role}{badge}"
        cards.append(card(place, header, _station_body(view, sitzung, top), accordion=True))
    inner = f'<div id="smcaccordion">\n{"".join(cards)}</div>'
    body = f'<div class="row">\n<div class="col-sm-12">\n{inner}\n</div>\n</div>'
    return whole(view, "vo0053", line(v.betreff), _vorlage_tabs(view, v.id, "vo0053") + body)


def _station_body(view: View, sitzung: Sitzung | None, top: Top | None) -> str:
    if sitzung is None or not sitzung.zeigt_tagesordnung:
        return ""
    said = link(address(view, "si0057", f"__ksinr={sitzung.id}&toselect=1"), "Zur Sitzung")
    if top and top.ausgang:
        said += documents([document(view.options.ext, 10**6 + top.id, "Beschlussauszug", "B")])
    return said


# --- meeting ---------------------------------------------------------------------------------


def _meeting(view: View) -> Sitzung | None:
    """The meeting asked for, if the public may know it."""
    sitzung = view.world.sitzung.get(number(view.values, "__ksinr"))
    return sitzung if sitzung and sitzung.oeffentlich else None


def _released(view: View) -> Sitzung | Response:
    """The meeting asked for; where its agenda is not released, the redirect to its head."""
    s = _meeting(view)
    if s is None:
        return redirect(address(view, "error"))
    return s if s.freigegeben else redirect(address(view, "si0050", f"__ksinr={s.id}"))


def _sitzung_tabs(view: View, s: Sitzung, active: str) -> str:
    pages = (("si0050", "Informationen"), ("si0057", "Tagesordnung"), ("si0056", "TOP-Liste"))
    shown = pages if s.freigegeben else pages[:1]
    return tabs([(address(view, name, f"__ksinr={s.id}"), text, name == active) for name, text in shown])


def _sitzung_head(view: View, s: Sitzung, page: str) -> tuple[str, str]:
    gremium = view.world.gremium[s.gremium].name
    rows = [[("siname", "Sitzung", sitzung_name(view.world, s))], [("sigrname", "Gremium", h(gremium))],
            [("siort", "Raum", h(s.ort))], [("sidat", "Datum", de(s.datum))],
            [("yytime", "Zeit", zeit(s))]]  # fmt: skip
    return f"{h(gremium)} - {de(s.datum)}", card(1, "Informationen", head_rows(page, rows))


def si0050(view: View) -> Response:
    """A meeting's head."""
    s = _meeting(view)
    if s is None:
        return redirect(address(view, "error"))
    titel, head = _sitzung_head(view, s, "si0050")
    body = f'{_sitzung_tabs(view, s, "si0050")}<div class="row">\n{head}</div>'
    return whole(view, "si0050", titel, body, f"{titel} - {zeit(s)}")


def result(top: Top) -> str:
    """Outcome and vote under an item."""
    p = '<p class="smc_field_smcdv0_box2_%s margin-bottom-0 margin-top-0"><strong>%s:</strong> %s</p>'
    if top.ausgang is None:
        return ""
    said = p % ("beschluss", "Beschluss", h(top.ausgang.worte))
    if vote := top.stimmen:
        counts = (("Ja", vote.ja), ("Nein", vote.nein), ("Enthaltung", vote.enthaltung), ("Befangen", 0))
        said += p % ("abstimmung", "Abstimmung", ", ".join(f"{name}:&nbsp;{n}" for name, n in counts))
    return f'\n<div class="smc-table-cell-box-normal">{said}</div>'


def _titel(view: View, top: Top) -> str:
    titel = h(view.world.betreff(top))
    if top.ausgang and top.vorlage and view.options.auszuege:
        return link(address(view, "to0050", f"__ktonr={top.id}"), titel, "smce-a-u")
    return titel


def _row(view: View, s: Sitzung, top: Top) -> str:
    badge = f'<span class="badge">{"&Ouml;" if top.oeffentlich else "N"} {top.nummer}</span>'
    badge += f" Nachtrag: {de(s.datum - _NACHTRAG)}" if top.nachtrag else ""
    if not top.oeffentlich:
        return (f'<tr class="smc-t-r-l"><td class="tofnum">{badge}</td><td class="tobetr">{h(view.world.betreff(top))}'
                "</td><td></td><td></td>\n</tr>\n")  # fmt: skip
    paper = '<td class="toxx">&nbsp;</td>'
    if top.vorlage:
        v = view.world.vorlage[top.vorlage]
        paper = (f'<td data-label="Vorlage" class="smc-t-cl991 tovo"> <a '
                 f'href="{address(view, "vo0050", f"__kvonr={v.id}")}" '
                 f'title="Vorlage anzeigen: {line(v.betreff)}" class="smce-a-u smc-link-procedure smc_doc '
                 f'smc_field_voname '
                 f'smcnowrap smc_datatype_vo" >{v.nummer}</a></td>')  # fmt: skip
    css = "tobetr tolink" if top.vorlage else "tobetr"
    return (f'<tr class="smc-t-r-l"><td class="tofnum">{badge}</td><td class="{css}">'
            f'<div class="margin-bottom smc-card-header-title-simple">{_titel(view, top)}</div>{result(top)}</td>'
            f'{paper}'
            '<td class="smc-t-cl991 sidocs"></td>\n</tr>\n')  # fmt: skip


def si0057(view: View) -> Response:
    """An agenda as a table. One that is not released redirects."""
    s = _released(view)
    if isinstance(s, Response):
        return s
    titel, head = _sitzung_head(view, s, "si0057")
    part = '<tr class="smc-t-r-l"><td class="totrenn" colspan="4"><h2>%s:</h2></td>\n</tr>\n'
    public, private = ("".join(_row(view, s, t) for t in s.tops if t.oeffentlich is part_) for part_ in (True, False))
    rows = part % "&Ouml;ffentlicher Teil" + public
    rows += part % "Nicht&ouml;ffentlicher Teil" + private if private else ""
    table = (f'<table id="smc_page_si0057_contenttable2" class="table table-striped smc-table smc-table-responsive '
             f'smctablesitzung">\n<tbody>\n{rows}</tbody>\n</table>')  # fmt: skip
    body = f'{_sitzung_tabs(view, s, "si0057")}<div class="row">\n{head}</div><!-- /meta-row -->\n{table}\n'
    return whole(view, "si0057", titel, body, f"{titel} - {zeit(s)}")


def _card(view: View, place: int, s: Sitzung, top: Top) -> str:
    v = view.world.vorlage[top.vorlage] if top.vorlage else None
    at = address(view, "vo0050", f"__kvonr={v.id}") if v else ""
    paper = f'<div class="smc-card-link">Vorlage: {link(at, v.nummer)}</div>' if v else ""
    late = f" Nachtrag: {de(s.datum - _NACHTRAG)}" if top.nachtrag else ""
    badge = f'<span class="badge">{"&Ouml;" if top.oeffentlich else "N"} {top.nummer}</span>{late}'
    titel = _titel(view, top) if top.oeffentlich else h(view.world.betreff(top))
    return (f'<div id="smcpanel{place}" class="card card-light"><div class="card-header"><div '
            f'class="smc-card-header-title">'
            f'{badge}<div class="smc-card-text-title">{titel}</div></div></div><div id="smcacchead{place}" '
            f'class="card-body">'
            f"{paper}{result(top)}\n</div></div>\n")  # fmt: skip


def si0056(view: View) -> Response:
    """The same agenda as cards."""
    s = _released(view)
    if isinstance(s, Response):
        return s
    titel = f"{h(view.world.gremium[s.gremium].name)} - {de(s.datum)}"
    cards = "".join(_card(view, place, s, top) for place, top in enumerate(s.tops, 1))
    body = f'{_sitzung_tabs(view, s, "si0056")}<div id="smcaccordion">\n{cards}</div>'
    return whole(view, "si0056", titel, body, f"{titel} - {zeit(s)}")


def to0050(view: View) -> Response:
    """One item with its result and the wording of the decision."""
    sitzung, top = view.world.top.get(number(view.values, "__ktonr"), (None, None))
    if sitzung is None or top is None or not (top.oeffentlich and top.ausgang):
        return error(view)
    v = view.world.vorlage[top.vorlage] if top.vorlage else None
    meeting = link(address(view, "si0057", f"__ksinr={sitzung.id}&toselect={top.id}"), de(sitzung.datum), "smce-a-u")
    rows = [[("sigrname", "Gremium", h(view.world.gremium[sitzung.gremium].name))], [("sidat", "Datum", meeting)],
            [("", "TOP", f"&Ouml; {top.nummer}")], [("vobetr", "Betreff", h(view.world.betreff(top)))]]  # fmt: skip
    if v:
        rows.append(
            [("voname", "Vorlage", link(address(view, "vo0050", f"__kvonr={v.id}"), v.nummer, "smc_field_voname"))]
        )
    texte = word("Beschluss", ["Das Gremium hat über die Vorlage beraten."])
    body = (f'<div class="row">\n{card(1, "Informationen", head_rows("to0050", rows))}{result(top)}</div><div '
            f'class="row">'
            f'<div class="smcdocmsword" id="smcdocid1">\n<div class=WordSection1>{texte}</div></div></div>'
            )  # fmt: skip
    return whole(view, "to0050", line(view.world.betreff(top)), body)


# --- the rest --------------------------------------------------------------------------------


def info(view: View) -> Response:
    """The start page."""
    return whole(view, "info", "Startseite", f"<p>Bürgerinformationssystem {h(view.world.kreis)}</p>")


def getfile(view: View) -> Response:
    """A file."""
    return attachment(number(view.values, "id"))


PAGES: dict[str, Callable[[View], Response]] = {
    "": info, "info": info, "error": error, "vo0050": vo0050, "vo0053": vo0053, "vo0042": vo0042, "vo0040": vo0040,
    "si0040": partial(kalender, page="si0040"), "si0046": partial(kalender, page="si0046"), "si0050": si0050,
    "si0056": si0056, "si0057": si0057, "to0050": to0050, "getfile": getfile,
}  # fmt: skip


def answer(view: View) -> Response | None:
    """The page of a program with the portal's extension."""
    name, _, ext = view.request.path.partition(".")
    page = PAGES.get(name) if not name or ext == view.options.ext else None
    return page(view) if page else None


_portal = portal_of("sessionnet", answer, Options, "PHPSESSID")


def portal(world: World, base: str = "/bi/", **options: Any) -> Portal:
    """A SessionNet portal over a world; `options` are those of `Options`."""
    made = _portal(world, base, **options)
    return made if Options(**options).ext == "php" else replace(made, cookie="ASPSESSIONIDSATBDRQA")


def expected(world: World, options: Options | None = None) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of this portal knows: `World.expected()` as these pages print it."""
    known: dict[str, Values] = world.expected()
    for _, values, stations in told(world, known):
        values |= {"status": None, "oeffentlich": None, "anlagen": ["Vorlage", *values["anlagen"]]}
        if not (options or Options()).texte:
            values["abschnitte"] = []
        for station, (_, _, sitzung, _) in stations:
            # Agendas print the meeting's name; the list of stations does not.
            shown = sitzung and sitzung.zeigt_tagesordnung
            station["sitzung"] = sitzung_name(world, sitzung) if sitzung and shown else None
            station["zustand"] = None
    return known
