"""A page of ALLRIS whose values grow takes time in proportion, in both renderings, whatever the values repeat."""

from __future__ import annotations

import time

import pytest

from ris_scraper.nouns.errors import PageError, ParserDefect
from ris_scraper.read import read

UNITS = (
    "1",
    "1-",
    "1.",
    "1/",
    "A ",
    "a",
    "(",
    "- A\n",
    "|",
    "| a ",
    "Betreff:",
    "Sachverhalt ",
    "Ö 1 ",
    "Geplant ",
    "\n",
    " ",
)
TEXTS = {
    "bi/vo020.asp?VOLFDNR=1": (
        "Vorlage - {0}\nBetreff: {0}\nStatus: {0}\nFederführend: Amt {0}\nBeratungsfolge:\nKreistag {0}\n"
        "21.10.2026 {0}\nAnlagen:\nPlan {0}\n\nBeschlussvorschlag:\n{0}\nAnlagen:\nNr. Name\n1 {0}\n"
    ),
    "bi/to010.asp?SILFDNR=1": "Tagesordnung - {0}\nBezeichnung: {0}\nZeit: {0}\nTOP Betreff\nÖ 1 {0}\n{0}\nÖ 2 {0}\n",
    "bi/to020.asp?TOLFDNR=1": "Auszug - {0}\nTOP: Ö {0}\nDatum: {0}\n25/1 {0}\nStatus: {0}\nAbstimmungsergebnis\n{0}\n",
    "public/vo020?VOLFDNR=1": (
        "Antrag - {0}\nGrunddaten\nBetreff: {0}\nStatus: {0}\nVorlageart: {0}\nAnlagen\n{0}\nBeratungsfolge\n"
        "● Erledigt {0}\n21.10.2026 {0}\n{0}\nBegründung\n{0}\nAnlagen\nNr. Name\n1 {0}\n"
    ),
    "public/to010?SILFDNR=1": (
        "Kreistag - 21.10.2026\nGrunddaten\nBetreff: {0}\nGremium: {0}\nUhrzeit: {0}\nTagesordnung\n"
        "TOP Betreff Vorlage Beschluss Zuständigkeit\nÖ 1 {0}\n2 {0}\n"
    ),
}
HTML = {
    "bi/vo020.asp?VOLFDNR=1": (
        '<div id="allriscontainer" class="vo020"><div id="risname"><h1>Vorlage - {0}</h1></div><div id="rismain">'
        '<table><tr><td class="kb1">Betreff:</td><td>{0}</td></tr>'
        '<tr><td class="kb1">Beratungsfolge:</td></tr><tr><td><table>'
        '<tr><td title="{0}"></td><td>{0}</td><td>{0}</td></tr></table></td></tr><tr><td>Anlagen:</td></tr>'
        '<tr><td><a href="___tmp/1">{0}</a></td></tr></table><a name="allrisBV"></a><p>{0}</p></div></div>'
    ),
    "public/to010?SILFDNR=1": (
        '<script src="./wicket/resource/x.js"></script><div id="allris" class="to010"><main><h1>{0} - 21.10.2026</h1>'
        '<table id="toTreeTable"><tr><td class="tonr"><a id="link_1">{0}</a></td><td class="tobetreff">{0}</td>'
        '<td>{0}</td></tr><tr><td>{0}</td><td>{0}</td><td><a href="vo020?VOLFDNR=1">{0}</a></td></tr>'
        "</table></main></div>"
    ),
}
PAGES = [
    *((path, text, "text") for path, text in TEXTS.items()),
    *((path, text, "html") for path, text in HTML.items()),
]
# Four times the length takes four times as long; what is done in a moment need not be compared.
SHORT, LONG, FOLD, MOMENT = 2_000, 8_000, 12, 0.3


def seconds(path: str, text: str, rendering: str, unit: str, length: int) -> float:
    body = text.replace("{0}", (unit * length)[:length] + "!").encode()
    start = time.thread_time()
    try:
        read.parse(read.page_of(f"https://x.example/{path}", body, rendering=rendering))
    except ParserDefect:
        raise
    except PageError:
        pass
    return time.thread_time() - start


@pytest.mark.parametrize("unit", UNITS, ids=repr)
@pytest.mark.parametrize(("path", "text", "rendering"), PAGES, ids=[f"{page[0]} {page[2]}" for page in PAGES])
def test_a_longer_page_takes_longer_in_proportion(path: str, text: str, rendering: str, unit: str) -> None:
    long = min(seconds(path, text, rendering, unit, LONG) for _ in range(2))
    assert long < MOMENT or long < FOLD * seconds(path, text, rendering, unit, SHORT)
