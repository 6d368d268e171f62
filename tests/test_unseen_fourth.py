"""Pages of SessionNet and ALLRIS in forms of other installations, each with what it states."""

from __future__ import annotations

from typing import Any

import pytest

from ris_scraper.read.read import page_of, parse
from tests.support.unseen import ALLRIS_4, allris_4

BI = "https://ris.musterkreis.example/bi/"


def read(url: str, said: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The page's only record, and its Hinweise."""
    parsed = parse(page_of(url, said.encode(), encoding="utf-8")).parsed
    (record,) = parsed.datensaetze
    return record.model_dump(mode="json"), [(hint.art, hint.text) for hint in parsed.hinweise]


def sessionnet(program: str, content: str) -> str:
    return f'<html><body><div class="smclayout smc_page_{program}_layout">{content}</div></body></html>'


def head_row(*pairs: tuple[str, str, str]) -> str:
    cells = (
        f'<div class="smc-table-cell smc-cell-head {name}_title">{head}</div>'
        f'<div class="smc-table-cell {name}">{value}</div>'
        for name, head, value in pairs
    )
    return f'<div class="smc-table-row">{"".join(cells)}</div>'


# --- SessionNet ------------------------------------------------------------------------------


def test_links_in_the_boxes_of_an_item_are_no_results() -> None:
    card = (
        '<h1 class="smc_h1">Kreistag - 20.07.2026 - 14:00 Uhr</h1><div id="smcaccordion"><div class="card card-light">'
        '<div class="card-header"><span class="badge">Ö 2</span><div class="smc-card-text-title">Radweg</div></div>'
        '<div class="card-body"><p class="smc_field_smcdv0_box2_dolink"><a href="getfile.php?id=9">Sitzungsvorlage</a>'
        '</p><p class="smc_field_smcdv0_box2_volink"><a href="vo0050.php?__kvonr=500" class="smc_datatype_vo">'
        'KT/2026/031</a></p><p class="smc_field_smcdv0_box2_beschluss"><strong>Beschluss:</strong> vertagt</p>'
        '<p class="smc_field_smcdv0_box2_neu"><strong>Frist:</strong> 01.09.2026</p></div></div></div>'
    )
    record, hints = read(f"{BI}si0056.php?__ksinr=320", sessionnet("si0056", card))
    (top,) = record["tops"]
    assert (top["vorlage_nummer"], top["vorlage_id"], top["ergebnis"]) == ("KT/2026/031", "500", "vertagt")
    assert hints == [("label", "Frist")]


def test_the_head_of_an_item_may_repeat_its_papers() -> None:
    head = head_row(("sigrname", "Gremium", "Kreistag"), ("sidat", "Datum", "12.10.2026"))
    paper = head_row(("vobetr", "Betreff", "Radweg"), ("voname", "Vorlage", "BV/31/2026")) + head_row(
        ("vovaname", "Art", "Beschlussvorlage"), ("voakz", "Aktenzeichen", "66-1"), ("voamt", "Federführend", "Amt 66")
    )
    record, hints = read(f"{BI}to0050.asp?__ktonr=7", sessionnet("to0050", head + paper))
    assert (record["betreff"], record["vorlage_nummer"], hints) == ("Radweg", "BV/31/2026", [])


@pytest.mark.parametrize(
    ("row", "off"),
    [
        (("sistatus", "Status", "Die Sitzung entfällt."), True),
        (("sihinweis", "Hinweis", "Sitzung abgesagt"), True),
        (("sibez", "Bezeichnung", "5. Sitzung (abgesagt)"), True),
        (("sistatus", "Status", "öffentlich"), None),
    ],
)
def test_sessionnet_rows_that_say_that_a_meeting_is_off(row: tuple[str, str, str], off: bool | None) -> None:
    head = head_row(("sigrname", "Gremium", "Kreistag"), ("sidat", "Datum", "12.10.2026")) + head_row(row)
    record, _ = read(f"{BI}si0050.asp?__ksinr=7", sessionnet("si0050", head))
    assert record["abgesagt"] is off


def test_sizes_beside_the_links_of_sessionnet() -> None:
    files = "".join(
        f'<div class="smc-d-el"><a href="getfile.asp?id={number}&amp;type=do"><i></i></a><div class="smc-el-h">'
        f'<a href="getfile.asp?id={number}&amp;type=do">{name}</a> <span>{size}</span></div></div>'
        for number, name, size in ((1, "Vorlage", "(214 KB)"), (2, "Anlage 1 - Plan", "1,5 MB"), (3, "Anlage 2", ""))
    )
    content = head_row(("voname", "Vorlage", "7/2026")) + f'<div class="smc-documents">{files}</div>'
    record, _ = read(f"{BI}vo0050.asp?__kvonr=7", sessionnet("vo0050", content))
    assert [(one["name"], one["groesse"]) for one in record["anlagen"]] == [
        ("Vorlage", 219136),
        ("Anlage 1 - Plan", 1572864),
        ("Anlage 2", None),
    ]


def station_row(day: str, body: str, repeated: str, result: str) -> str:
    return (
        f'<tr class="smc-t-r-l">{repeated}<td data-label="Datum" class="sidat">{day}</td><td class="grname">{body}</td>'
        f'<td data-label="Zuständigkeit" class="txname">Vorberatung</td><td data-label="Beschluss">{result}</td></tr>'
    )


@pytest.mark.parametrize(
    "repeated",
    [
        '<td data-label="&nbsp;" class="smc-table-cell-block-991 smc-table-cell-heading">{day} {body}</td>',
        '<td data-label="&nbsp;" class="smc-hidden-lg">{body}</td>',
        '<td data-label="&nbsp;" class="smc-hidden-lg">{day}</td>',
    ],
)
def test_a_stations_cell_for_small_screens_is_no_result(repeated: str) -> None:
    rows = "".join(
        station_row(day, body, repeated.format(day=day, body=body), result)
        for day, body, result in (("12.03.2026", "Finanzausschuss", "empfohlen"), ("19.03.2026", "Kreisausschuss", ""))
    )
    heads = "<tr><th>&nbsp;</th><th>Datum</th><th>Gremium</th><th>Zuständigkeit</th><th>Beschluss</th></tr>"
    record, hints = read(f"{BI}vo0053.php?__kvonr=71", sessionnet("vo0053", f"<table>{heads}{rows}</table>"))
    assert [(one["gremium"], one["datum"], one["ergebnis"]) for one in record["beratungen"]] == [
        ("Finanzausschuss", "2026-03-12", "empfohlen"),
        ("Kreisausschuss", "2026-03-19", None),
    ]
    assert hints == []


@pytest.mark.parametrize(
    ("result", "voting", "counts"),
    [
        ("einstimmig, bei 3 Enthaltungen, beschlossen", "Ja: 40, Nein: 0, Enthaltung: 3", (40, 0, 3, True)),
        ("bei 2 Enthaltungen beschlossen", "Ja: 40, Nein: 1, Enthaltung: 3", (40, 1, None, None)),
        ("mit 8 Gegenstimmen beschlossen", "mehrheitlich", (None, 8, None, False)),
    ],
)
def test_a_result_may_count_what_the_vote_counts(result: str, voting: str, counts: tuple[Any, ...]) -> None:
    row = (
        '<tr><td class="tofnum"><span class="badge">Ö 3</span></td><td class="tobetr">'
        '<div class="smc-card-header-title-simple">Radweg</div>'
        f'<p class="smc_field_smcdv0_box2_beschluss"><strong>Beschluss:</strong> {result}</p>'
        f'<p class="smc_field_smcdv0_box2_abstimmung"><strong>Abstimmung:</strong> {voting}</p></td></tr>'
    )
    record, _ = read(f"{BI}si0057.php?__ksinr=7", sessionnet("si0057", f'<table class="smctablesitzung">{row}</table>'))
    (top,) = record["tops"]
    assert (top["ja"], top["nein"], top["enthaltung"], top["einstimmig"]) == counts


def panel(head: str, *texts: str) -> str:
    documents = "".join(f'<div class="smcdocmsword"><div class="WordSection1">{text}</div></div>' for text in texts)
    header = f'<div class="card-header"><h2><button>{head}</button></h2></div>'
    return f'<div class="card card-light">{header}<div class="card-body">{documents}</div></div>'


def test_a_text_without_heading_is_called_as_its_panel() -> None:
    content = (
        head_row(("voname", "Vorlage", "7/2026"))
        + panel("Beschlussvorschlag", "<p>Der Kreistag stimmt zu.</p>")
        + panel("Begründung", "<p><b>Sachverhalt:</b></p><p>Der Weg ist schmal.</p>")
        + panel("Texte", "<p>Lage im Norden.</p>")
        + panel("Begründung", "<p>Erster Teil.</p>", "<p>Zweiter Teil.</p>")
    )
    record, _ = read(f"{BI}vo0050.asp?__kvonr=7", sessionnet("vo0050", content))
    assert [(one["titel"], one["text"]) for one in record["abschnitte"]] == [
        ("Beschlussvorschlag", "Der Kreistag stimmt zu."),
        ("Sachverhalt", "Der Weg ist schmal."),
        (None, "Lage im Norden."),
        (None, "Erster Teil."),
        (None, "Zweiter Teil."),
    ]


# --- ALLRIS ----------------------------------------------------------------------------------

_OPENED = (
    '<div class="toPanel"><h3 class="expandedTitle">Beschluss</h3><div class="docPart"><p>Zugestimmt.</p></div></div>'
)


def allris_4_agenda(status: str, state: str = "") -> str:
    head = (
        '<h1 class="title">Jugendhilfeausschuss - 11.02.2026</h1><span id="sigremium">Jugendhilfeausschuss</span>'
        f'<span id="sidatum">11.02.2026</span><span id="sistatus">{status}</span><span id="sistat">{state}</span>'
    )
    rows = "".join(
        f'<tr><td class="tonr"><a id="link_{number}">{number}</a></td><td class="tobetreff"><div>'
        f'<a id="betreff_{number}">{title}<span class="zusatzinfo"></span> </a>{more}</div></td></tr>'
        for number, title, more in ((1, "Eröffnung", ""), (2, "Richtlinie", _OPENED))
    )
    return allris_4("Sitzung", f'{head}<table id="toTreeTable"><tbody>{rows}</tbody></table>')


@pytest.mark.parametrize(("status", "public"), [("öffentlich", True), ("nichtöffentlich", False), ("gemischt", None)])
def test_items_without_letter_and_part_are_what_the_meeting_is(status: str, public: bool | None) -> None:
    record, _ = read(f"{ALLRIS_4}to010?SILFDNR=7&refresh=false", allris_4_agenda(status))
    assert [(top["betreff"], top["oeffentlich"]) for top in record["tops"]] == [
        ("Eröffnung", public),
        ("Richtlinie", public),
    ]


def test_allris_4_says_in_its_state_that_a_meeting_is_off() -> None:
    for state, off in (("(Sitzung abgesagt)", True), ("(Anwesenheit bearbeitet)", None)):
        record, _ = read(f"{ALLRIS_4}to010?SILFDNR=7&refresh=false", allris_4_agenda("öffentlich", state))
        assert record["abgesagt"] is off


def allris_3_agenda(status: str) -> str:
    head = (
        '<table class="tk1"><tr><td class="kb1">Gremium:</td><td>Kreistag</td></tr><tr><td class="kb1">Datum:</td>'
        f'<td>Mo, 20.05.2019</td><td class="kb1">Status:</td><td>{status}</td></tr></table>'
    )
    rows = (
        '<tr><td class="text4">1</td><td>Radweg</td><td></td></tr><tr><td class="text4">N 2</td><td></td><td></td></tr>'
    )
    agenda = f'<table class="tl1"><tr><th>TOP</th><th>Betreff</th><th>Vorlage</th></tr>{rows}</table>'
    return (
        '<html><head><meta name="description" content="ALLRIS net Version 3.9.3"></head><body>'
        f'<div id="allriscontainer" class="to010"><div id="risname"><h1>Tagesordnung - Kreistag</h1></div>'
        f'<div id="rismain">{head}{agenda}</div></div></body></html>'
    )


@pytest.mark.parametrize(
    ("status", "public", "off"),
    [("öffentlich", True, None), ("öffentlich/nichtöffentlich", None, None), ("abgesagt", None, True)],
)
def test_the_same_in_allris_3(status: str, public: bool | None, off: bool | None) -> None:
    record, _ = read(f"{BI}to010.asp?SILFDNR=7", allris_3_agenda(status))
    assert [top["oeffentlich"] for top in record["tops"]] == [public, False]
    assert record["abgesagt"] is off


def test_sizes_beside_the_links_of_allris_4() -> None:
    files = "".join(
        f'<li><div><a class="attlink" href="./vo020?0--attachments-{at}-link">{name}</a> <span>{size}</span></div></li>'
        for at, name, size in ((0, "Endfassung", "(4,5 MB)"), (1, "Tabelle", ""))
    )
    head = '<h1 class="title">Antrag - 7/2026</h1><span id="vobetreff">Radweg</span>'
    said = allris_4("Vorlage", f'{head}<aside id="anlagenHeaderPanel" class="attachments"><ul>{files}</ul></aside>')
    record, _ = read(f"{ALLRIS_4}vo020?VOLFDNR=7&refresh=false", said)
    assert [(one["name"], one["groesse"]) for one in record["anlagen"]] == [("Endfassung", 4718592), ("Tabelle", None)]


def test_sizes_in_the_cell_behind_a_link_of_allris_3() -> None:
    files = "".join(
        f'<tr><td class="text3"><a href="___tmp/tmp/1/{at}.pdf">{name}</a></td><td class="text3">{behind}</td></tr>'
        for at, name, behind in ((1, "Konzept", "(2311 KB)"), (2, "Liste", "Stand 3 GB-Netz"), (3, "Plan", ""))
    )
    said = (
        '<html><head><meta name="description" content="ALLRIS net Version 3.9.3"></head><body>'
        '<div id="allriscontainer" class="vo020"><div id="risname"><h1>Vorlage - 7/2019</h1></div><div id="rismain">'
        '<table class="tk1"><tr><td class="kb1">Betreff:</td><td>Radweg</td></tr></table>'
        f'<table class="tk1"><tr><td class="kb1">Anlagen:</td></tr>{files}</table></div></div></body></html>'
    )
    record, _ = read(f"{BI}vo020.asp?VOLFDNR=7", said)
    assert [(one["name"], one["groesse"]) for one in record["anlagen"]] == [
        ("Konzept", 2366464),
        ("Liste", None),
        ("Plan", None),
    ]


def test_a_heading_inside_of_a_text_names_no_other_text() -> None:
    head = '<h1 class="title">Antrag - 7/2026</h1><span id="vobetreff">Radweg</span>'
    texts = (
        '<h2 class="expandedTitle">Sachverhalt</h2>'
        '<div class="docPart"><h2>2. Verfahren</h2><p>Die Träger sind gehört.</p></div>'
        '<div class="docPart"><p>Der Plan läuft aus.</p></div>'
    )
    record, _ = read(f"{ALLRIS_4}vo020?VOLFDNR=7&refresh=false", allris_4("Vorlage", head + texts))
    assert [(one["titel"], one["text"]) for one in record["abschnitte"]] == [
        ("Sachverhalt", "2. Verfahren Die Träger sind gehört."),
        ("Sachverhalt", "Der Plan läuft aus."),
    ]


def test_the_number_of_a_supplement_is_printed_whole() -> None:
    link = '<a href="./vo020?VOLFDNR=600&amp;refresh=false&amp;TOLFDNR=9">{}</a>'
    head = '<h1 class="title">02.03.2026 - 6.2 Radweg</h1><span id="tonr">Ö 6.2</span><span id="tovonr">{}</span>'
    for printed, number in (
        ("VL-22/2026 1. Ergänzung", "VL-22/2026 1. Ergänzung"),
        ("VL-22/2026 1. Abschnitt des Radwegs", "VL-22/2026"),
    ):
        said = allris_4("Auszug", head.format(link.format(printed)))
        record, _ = read(f"{ALLRIS_4}to020?TOLFDNR=9&refresh=false", said)
        assert (record["vorlage_nummer"], record["vorlage_id"]) == (number, "600")


def test_several_papers_that_one_refers_to_stand_in_a_list() -> None:
    head = '<h1 class="title">Antrag - AN-12/2025</h1><span id="vobetreff">Radweg</span>'
    said = allris_4("Vorlage", f'{head}<span id="vobezug">AN-7/2024; AN-9/2024</span>')
    record, _ = read(f"{ALLRIS_4}vo020?VOLFDNR=7&refresh=false", said)
    assert record["bezug"] == ["AN-7/2024", "AN-9/2024"]
