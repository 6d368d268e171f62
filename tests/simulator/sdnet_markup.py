"""Pieces of SD.NET RIM 4's pages: tokens, frame, head table, the table of the Beratungsfolge, calendar files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.simulator.nouns import Response
from tests.simulator.skeleton import DAYS, de, h, line

# What all tokens of a tenant share; the rest is one cipher block, here the thing's number.
_PREFIX = "TXVzdGVya3JlaXNNaXR0"
_TOKEN = 43
_CONTENT = "text/html; charset=UTF-8"
_FRAME = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="generator" content="SD.NET RIM - Ratsinfomanagement">\
<title>{title} - SD.NET RIM 4 | {kreis}</title></head><body>
<ul class="nav"><li><a href="{base}termine">Termine</a></li><li><a href="{base}vorlagen">Vorlagen</a></li>\
<li><a href="{base}gremien">Gremien</a></li></ul>
<main><div id="rimcontent">

<div id="div-content" class="{name}">

    <h1 class="heading">{title}</h1>
{inhalt}
</div>

</div></main>
<footer><a href="/impressum">Impressum</a></footer>
</body></html>
"""
_FOLGE = """<div class="sst-table-container papers-hidden"><table id="table0" class="table-data table-vorgang \
table-cols-4"><caption class="caption">Beratungsfolge</caption><colgroup span="4"></colgroup><thead><tr>\
<th class="column-beginn-header table-col-pos-0" scope="col" role="columnheader">Termin</th>\
<th class="column-gremium-header table-col-pos-1" scope="col" role="columnheader">Gremium</th>\
<th class="column-beschluss-header table-col-pos-2" scope="col" role="columnheader">Beschluss</th>\
<th class="column-ergebnis-header table-col-pos-3" scope="col" role="columnheader">Abstimmung</th></tr></thead><tbody>
%s
</tbody></table></div>"""


def token(kind: str, number: int) -> str:
    """The opaque part of an address, the same from every page."""
    return f"{_PREFIX}{kind}{number:0{_TOKEN - len(_PREFIX) - len(kind)}d}"


def thing(said: str) -> tuple[str, int]:
    """What a token means: kind and number; ("", 0) for one that this tenant never made."""
    inner = said.removeprefix(_PREFIX)
    kind = inner.rstrip("0123456789")
    number = inner[len(kind) :]
    return (kind, int(number)) if len(said) == _TOKEN and number else ("", 0)


def message(title: str, inhalt: str, base: str = "/bi/", kreis: str = "Musterkreis", name: str = "hinweis") -> str:
    """A page in the portal's frame; its name is the class of the frame."""
    return _FRAME.format(base=base, kreis=h(kreis), name=name, title=h(title), inhalt=inhalt)


def page(base: str, kreis: str, name: str, title: str, inhalt: str) -> Response:
    """A whole page."""
    return Response(200, message(title, inhalt, base, kreis, name).encode(), _CONTENT)


def day(datum: date, beginn: str) -> str:
    """A printed day: Di, 29.09.2026 16:30 Uhr."""
    return f"{DAYS[datum.weekday()]}, {de(datum)} {beginn} Uhr"


def details(pairs: Iterable[tuple[str, str]]) -> str:
    """The head table: labels and values as markup."""
    rows = "".join(
        f'            <tr>\n                <th scope="row">{h(name)}:</th>\n                <td>\n'
        f"                    {value}                </td>\n            </tr>\n"
        for name, value in pairs
    )
    return f'<div class="sst-table-container">\n<table class="table-details">\n{rows}</table>\n</div>\n'


def document(url: str, label: str, said: str, kind: str) -> str:
    """A link to a file; the paper's own and an attachment differ by class and spoken label."""
    return (
        f'<a role="button" class="link-element" href="{url}" target="_blank" aria-label="{line(said)}" '
        f'title="{line(label)}"><span aria-hidden="true" class="{kind} fa-icon"><i class="letter_inside"></i></span>'
        f'<span aria-hidden="true">{line(label)}</span></a>'
    )


def station(number: int, place: int, termin: str, gremium: str, beschluss: str, abstimmung: str) -> str:
    """One row of the Beratungsfolge."""
    return (
        f'<tr class="row-{place}"  data-vorgang-id="{number}">\n<td class="column-beginn">{termin}</td>\n'
        f'<td class="column-gremium"><span>{h(gremium)}</span></td>\n'
        f'<td class="column-beschluss">{h(beschluss)}</td>\n<td class="column-ergebnis">{h(abstimmung)}</td>\n</tr>'
    )


def folge(rows: Iterable[str]) -> str:
    """The table of the Beratungsfolge."""
    return _FOLGE % "\n".join(rows)


def event(number: int, lines: Iterable[tuple[str, str]]) -> str:
    """An event of a calendar file: lines of at most 75 characters, the rest behind a fold."""
    whole = ["BEGIN:VEVENT", f"UID:{number}", *(f"{name}:{value}" for name, value in lines), "END:VEVENT"]
    folded = ("\r\n ".join(text[n : n + 74] for n in range(0, len(text), 74)) for text in whole)
    return "\r\n".join(folded)


def escaped(text: str) -> str:
    """Text as a value of a calendar file."""
    return text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def calendar(events: Iterable[str]) -> Response:
    """A calendar file."""
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//STERNBERG//SD.NET RIM//DE"
    return Response(200, "\r\n".join([head, *events, "END:VCALENDAR\r\n"]).encode(), "text/calendar; charset=UTF-8")
