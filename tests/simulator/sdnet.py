"""SD.NET RIM 4 as pages of a simulated Kreis: UTF-8, addresses that are opaque tokens, a calendar that is a file.

Pure: the same world and address give the same bytes. The list's paging stands in its tokens, not in a session.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.simulator import sdnet_markup as markup
from tests.simulator import skeleton
from tests.simulator.nouns import Gremium, Response, Sitzung, Top, Vorlage
from tests.simulator.sdnet_markup import day, escaped, thing, token
from tests.simulator.skeleton import Traits, Values, de, fresh, h, line, portal_of, told
from tests.simulator.world import World, outcome

TRAITS = Traits(
    start="termine",
    version="4",
    vorlage="vorgang.*0{}$",
    forbidden="tops",
    charset="iso-8859-1",
    login=markup.message("Anmeldung", '<input type="password" name="kennwort">'),
    failure=fresh(200, markup.message("Fehler", "<p>Es ist ein Fehler aufgetreten.</p>")),
    encoding="utf-8",
    layouts={
        "class": (
            r"vorgang|tops",
            (("table-details", "table-kopf"), ("table-vorgang", "table-folge"), ("top-oeff-", "punkt-")),
        ),
        "label": (r"vorgang", (("Federführung:", "Zuständigkeit der Verwaltung:"), ("Betreff:", "Titel:"))),
        "column": (r"vorgang", ((r'<td class="column-beginn">.*?</td>', ""),)),
        "list": (r"vorlagen|termine/ics", ((r'<tr class="row-.*?</tr>', ""), (r"BEGIN:VEVENT.*END:VEVENT", ""))),
    },
)
_BESCHLUSS = {
    "beschlossen": "Der {} beschließt die Vorlage in der Fassung des Entwurfs.",
    "empfohlen": "Der {} empfiehlt dem Kreistag, die Vorlage zu beschließen.",
}


@dataclass(frozen=True)
class Options:
    """Papers on a page of the list, and meetings in the calendar's file, which has the last and the coming ones."""

    block: int = 25
    termine: int = 100


View = skeleton.View[Options]


def sitzung_name(world: World, s: Sitzung) -> str:
    """What this vendor calls a meeting: Kreistag, 6. Sitzung."""
    return f"{world.gremium[s.gremium].name}, {s.lfd}. Sitzung"


def printed(gremium: Gremium, top: Top | None) -> tuple[str, str]:
    """The columns "Beschluss" and "Abstimmung" of a station.

    A decision has its wording in the one and how was voted in the other, another outcome stands as typed.
    """
    if top is None or top.ausgang is None:
        return "", ""
    vote, said = top.stimmen, top.ausgang
    counts = f"{vote.ja} Ja-Stimme(n), {vote.nein} Gegenstimme(n), {vote.enthaltung} Enthaltung(en)" if vote else ""
    wording = _BESCHLUSS.get(said.norm, "").format(gremium.name)
    if wording and said.einstimmig:
        return wording, f"Einstimmig, {vote.enthaltung} Enthaltung(en)" if vote else "Einstimmig"
    if counts:
        return wording or said.worte, counts
    return "", said.worte


# --- papers ----------------------------------------------------------------------------------


def vorgang(view: View, v: Vorlage) -> Response:
    """A paper: head, files, Beratungsfolge."""
    own = f"{v.art} {v.nummer}"
    pairs = [(v.art, v.nummer), ("Betreff", h(v.betreff))]
    pairs += [("Aktenzeichen", v.aktenzeichen)] if v.aktenzeichen else []
    pairs += [("Federführung", h(v.federfuehrend)), ("Dokument", _documents(view, v, own))]
    said = f'    <p class="description">Diese Ansicht enthält Informationen zum Vorgang: {h(own)}</p>\n'
    inhalt = said + markup.details(pairs) + markup.folge(_stations(view, v))
    return markup.page(view.base, view.world.kreis, "vorgang", f"Vorgang {v.nummer}", inhalt)


def _documents(view: View, v: Vorlage, own: str) -> str:
    when, folder = f"(exportiert: {de(v.datum)})", f"{view.base}sdnetrim/{token('Datei', v.id)}"
    files = [markup.document(f"{folder}/Vorlage.pdf", f"{own} {when} (125 KB)", f"{own} im PDF-Format öffnen",
                             "document-link fa-sst-file vorlage-link")]  # fmt: skip
    for a in v.anlagen:
        said = f"Anlage {a.name} zum Vorgang {v.nummer} exportiert am {de(v.datum)} im PDF-Format öffnen"
        label = f"{a.name} {when} ({a.kb} KB)"
        files.append(markup.document(f"{folder}/{a.id}.pdf", label, said, "attachment-link vorlage-attachment-link"))
    return "".join(files)


def _stations(view: View, v: Vorlage) -> Iterator[str]:
    for place, (_, gremium, sitzung, top) in enumerate(view.world.folge(v), start=1):
        termin = _termin(view, sitzung, gremium) if sitzung else ""
        # The number of a row is that of an item, not of the paper (Teststadt, 2026-11).
        yield markup.station(10 * v.id + place, place, termin, gremium.name, *printed(gremium, top))


def _termin(view: View, s: Sitzung, gremium: Gremium) -> str:
    """The day of a meeting, which links to its agenda if that is out."""
    said = day(s.datum, s.beginn)
    if not s.zeigt_tagesordnung:
        return said
    label = f"Sitzung am {said} des Gremiums {gremium.name} anzeigen."
    return f'<a aria-label="{line(label)}" href="{tops_url(view, s)}" title="Zur Sitzung">{said}</a>'


def tops_url(view: View, s: Sitzung) -> str:
    """The address of an agenda."""
    return f"{view.base}tops/?__={token('Sitzung', s.id)}"


def vorlagen(view: View, first: int) -> Response:
    """The list of all papers from a place on, each with its last meeting; ">" leads on."""
    papers = view.world.neueste_zuerst
    rows = "\n".join(_paper_row(view, n, v) for n, v in enumerate(papers[first : first + view.options.block], 1))
    more = f"{view.base}vorlagen?__={token('Seite', first + view.options.block)}"
    paging = f'<a href="{more}">{first // view.options.block + 2}</a> <a href="{more}" title="Nächste Seite">&gt;</a>'
    last = first + view.options.block
    shown = f"{len(papers)} Datensätze gefunden, Datensatz {first + 1} bis {last} werden angezeigt."
    inhalt = f"""<div class="paging-banner">{shown}</div>
<table id="table0" class="table-data table-vorlagen"><thead><tr><th>Dokument</th><th>Betreff</th>\
<th>Termin</th></tr></thead><tbody>
{rows}
</tbody></table>
<p class="pagination"><span>{first // view.options.block + 1}</span> \
{paging if first + view.options.block < len(papers) else ""}</p>"""
    return markup.page(view.base, view.world.kreis, "vorlagen", "Vorlagen", inhalt)


def _paper_row(view: View, place: int, v: Vorlage) -> str:
    shown = [s for _, _, s, _ in view.world.folge(v) if s and s.zeigt_tagesordnung]
    last = ""
    if shown:
        s, gremium = shown[-1], view.world.gremium[shown[-1].gremium].name
        at = f"Zur Sitzung vom {day(s.datum, s.beginn)}"
        last = f'<a href="{tops_url(view, s)}" title="{at}">{de(s.datum)}</a> <span>{h(gremium)}</span>'
    at = f"{view.base}vorgang/?__={token('Vorgang', v.id)}"
    return (
        f'<tr class="row-{place}"><td class="column-dokument"></td><td class="column-betreff"><a href="{at}">{v.nummer}'
        f'</a> - {v.art}<br><span>{line(v.betreff)}</span></td><td class="column-termin">{last}</td></tr>'
    )


# --- meetings --------------------------------------------------------------------------------


def tops(view: View, s: Sitzung) -> Response:
    """An agenda. Papers laid on the table stand once more in a table of their own."""
    pairs = [("Sitzung", h(sitzung_name(view.world, s))), ("Termin", day(s.datum, s.beginn)), ("Ort", h(s.ort))]
    parts = "".join(_part(view, s, public) for public in (True, False))
    late = "".join(_top(view, top) for top in s.tops if top.nachtrag)
    extra = f'\n<table class="table-top tischvorlagen">\n{late}</table>' if late else ""
    inhalt = f'{markup.details(pairs)}<table class="table table-top">\n{parts}</table>{extra}'
    return markup.page(view.base, view.world.kreis, "tops", "Tagesordnung", inhalt)


def _part(view: View, s: Sitzung, public: bool) -> str:
    rows = "".join(_top(view, top) for top in s.tops if top.oeffentlich is public)
    css, titel = ("oeff", "Öffentlicher Teil") if public else ("noeff", "Nichtöffentlicher Teil")
    return f'<tr class="top-{css}-head"><th colspan="4">{titel}</th></tr>\n{rows}' if rows else ""


def _top(view: View, top: Top) -> str:
    v = view.world.vorlage[top.vorlage] if top.vorlage else None
    link = ""
    if v:
        at = f"{view.base}vorgang/?__={token('Vorgang', v.id)}"
        link = f'<a href="{at}" title="{v.nummer} - Vorgang. Vorgang öffnen">Vorgang</a>'
    return (
        f'<tr class="top-{"oeff" if top.oeffentlich else "noeff"}-data"><td class="column-topnrtext">{top.nummer}</td>'
        f'<td class="column-bezeichnung">{h(view.world.betreff(top))}</td>'
        f'<td class="column-nummer">{v.nummer if v else ""}</td><td class="column-dokumente">{link}</td></tr>\n'
    )


def termine(view: View) -> Response:
    """The calendar's page: a script draws the months, a button has the file."""
    inhalt = f'<button class="export" data-export-url="{view.base}termine/ics/SD.NET_RIM.ics">Export</button>'
    return markup.page(view.base, view.world.kreis, "termine", "Termine", f'{inhalt}\n<div id="calendar"></div>')


def ics(view: View) -> Response:
    """The calendar's file: public meetings, with the agenda's address once that is out."""
    public = sorted((s for s in view.world.sitzungen if s.oeffentlich), key=lambda s: s.datum)
    return markup.calendar(_event(view, s) for s in public[-view.options.termine :])


def _event(view: View, s: Sitzung) -> str:
    times = [("DTSTART", s.beginn), ("DTEND", s.ende or s.beginn)]
    lines = [(f"{name};TZID=Europe/Berlin", f"{s.datum:%Y%m%d}T{at.replace(':', '')}00") for name, at in times]
    lines += [("SUMMARY", escaped(sitzung_name(view.world, s))), ("LOCATION", escaped(s.ort))]
    if s.zeigt_tagesordnung:
        lines.append(("DESCRIPTION", f"Link zur Tagesordnung: {tops_url(view, s)}\\nBemerkung: öffentlich"))
    return markup.event(s.id, lines)


# --- the rest --------------------------------------------------------------------------------


def _refused(view: View) -> Response:
    said = '<p class="error">Sie sind für diese Seite nicht berechtigt.</p>'
    return markup.page(view.base, view.world.kreis, "hinweis", "Hinweis", said)


def _thing(view: View, path: str, said: str) -> Response:
    """The page behind a token; what the public must not see is refused."""
    kind, number = thing(said)
    if (path, kind) == ("vorgang", "Vorgang") and number in view.world.vorlage:
        return vorgang(view, view.world.vorlage[number])
    if (path, kind) == ("vorlagen", "Seite"):
        return vorlagen(view, number)
    s = view.world.sitzung.get(number) if (path, kind) == ("tops", "Sitzung") else None
    return tops(view, s) if s and s.zeigt_tagesordnung else _refused(view)


def answer(view: View) -> Response | None:
    """The page under a path or a token."""
    path = view.request.path.rstrip("/")
    if "__" in view.values:
        return _thing(view, path, view.values["__"])
    if path == "termine/ics/SD.NET_RIM.ics":
        return ics(view)
    if path == "vorlagen":
        return vorlagen(view, 0)
    return termine(view) if path in ("", "termine") else None


portal = portal_of("sdnet", answer, Options, "PHPSESSID")


def one_page(world: World) -> tuple[str, set[str]]:
    """A pattern of the request for the newest paper, and its id; no paper of this vendor refers to another."""
    number = world.neueste_zuerst[0].id
    return TRAITS.vorlage.format(number), {token("Vorgang", number)}


def expected(world: World) -> dict[str, dict[str, Any]]:
    """What a perfect crawl of this portal knows: `World.expected()` as these pages print it, which know no roles."""
    known: dict[str, Values] = world.expected()
    for _, values, stations in told(world, known):
        wordings = dict[str, None]()
        values |= {"status": None, "oeffentlich": None, "datum": None, "bezug": []}
        for station, (_, gremium, sitzung, top) in stations:
            station |= _as_printed(gremium, top) | {"rolle": None, "rolle_norm": None, "zustand": None}
            # Of its agenda a station has the number, the name of the meeting, and that it is public.
            station |= {"oeffentlich": True if top else None, "sitzung": sitzung_name(world, sitzung) if top else None}
            station["sitzung_id"] = token("Sitzung", sitzung.id) if sitzung and sitzung.zeigt_tagesordnung else None
            if top and top.ausgang and printed(gremium, top)[0] != top.ausgang.worte:
                wordings[printed(gremium, top)[0]] = None
        texts = ({"titel": "Beschluss", "art": "beschlussvorschlag", "text": text} for text in wordings if text)
        values |= {"abschnitte": list(texts), **outcome(values["beratungen"])}
    return {token("Vorgang", int(number)): values for number, values in known.items()}


def _as_printed(gremium: Gremium, top: Top | None) -> dict[str, Any]:
    """The outcome of a station as the contract has it."""
    wording, vote = printed(gremium, top)
    if top is None or top.ausgang is None:
        return {}
    said, counts = top.ausgang, top.stimmen
    typed = wording in ("", said.worte)
    if typed:
        # Beside a typed outcome stands the vote, and only the vote says whether it was unanimous.
        return {"ergebnis": said.worte, "einstimmig": None if counts else said.einstimmig}
    if said.einstimmig:
        return {"ergebnis": vote, "ja": None, "nein": None}
    return {"ergebnis": vote, "einstimmig": None}
