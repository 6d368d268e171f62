"""ALLRIS 3: which pages it claims, its small rules, and what other tenants and versions print."""

from __future__ import annotations

import pytest

from parsers import allris3
from parsers.allris3.recognise import recognise
from ris_scraper.nouns.errors import NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed, Vorlage
from ris_scraper.words import openers

# --- recognition -----------------------------------------------------------------------------


def test_a_page_that_links_to_the_portal_is_not_claimed() -> None:
    html = '<html><body><h1>Kreis</h1><p>Vorlage - 85/2013</p><a href="/allris/vo020.asp?VOLFDNR=1">V</a></body></html>'
    assert recognise(Page("https://www.kreis.example/bi/vo020.asp?VOLFDNR=1", html)) is None


def test_an_address_alone_claims_nothing() -> None:
    assert recognise(Page("https://www.kreis.example/bi/vo020.asp?VOLFDNR=1", "<html><body>404</body></html>")) is None
    assert recognise(Page("https://www.kreis.example/bi/vo020.asp?VOLFDNR=1", "Ein Bericht.", "text")) is None


# --- small rules -----------------------------------------------------------------------------


def vorlage(extra: str, stations: str = "") -> Vorlage:
    html = (
        '<div id="allriscontainer" class="vo020"><div id="risname"><h1>Vorlage - 1/2020</h1></div>'
        '<div id="rismain"><table><tr><td class="kb1">Betreff:</td><td>Radweg</td></tr>'
        f"{extra}</table>{stations}</div></div>"
    )
    record = allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp?VOLFDNR=9", html)).datensaetze[0]
    assert isinstance(record, Vorlage)
    return record


def test_a_label_that_no_map_knows_becomes_a_hinweis() -> None:
    row = '<tr><td class="kb1">{}:</td><td>A</td></tr>'
    html = f'<div id="rismain"><table>{row.format("Betreff")}{row.format("Lenker")}</table></div>'
    parsed = allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp", html))
    assert [(hint.art, hint.text) for hint in parsed.hinweise][:1] == [("label", "Lenker")]


def test_sections_survive_an_unclosed_document() -> None:
    texts = (
        '<a name="allrisBV"></a><html><body><div><p>Eins.<a name="allrisSV"></a><html><body><p>Zwei.</p></body></html>'
    )
    assert [(a.titel, a.text) for a in vorlage("", texts).abschnitte] == [
        ("Beschlussvorschlag", "Eins."),
        ("Sachverhalt", "Zwei."),
    ]


def test_wortprotokoll_is_left_out() -> None:
    texts = '<a name="allrisWP"></a><p>Frau N. spricht.</p><a name="allrisBS"></a><p>Ja.</p>'
    assert [a.text for a in vorlage("", texts).abschnitte] == ["Ja."]


def test_several_references() -> None:
    extra = '<tr><td class="kb1">Bezüglich:</td><td>2014/284 Radweg<br />85/2013</td></tr>'
    assert vorlage(extra).bezug == ("2014/284", "85/2013")


def test_the_same_name_twice_is_two_attachments() -> None:
    rows = "".join(f'<tr><td class="text3"><a href="___tmp/{n}.pdf">Plan</a></td></tr>' for n in (1, 2))
    assert len(vorlage("", f'<table><tr><td class="kb1">Anlagen:</td></tr>{rows}</table>').anlagen) == 2


def test_refusal_inside_the_frame_is_named() -> None:
    html = '<div id="rismain"><h1>Vorlage</h1><p>Sie haben keine Berechtigung.</p></div>'
    with pytest.raises(NotPublic):
        allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp", html))


OUTCOMES = (
    "ungeändert beschlossen",
    "geändert beschlossen",
    "in der Sitzung vertagt",
    "zur Kenntnis genommen",
    "einstimmig beschlossen",
    "nicht beschlossen",
    "ohne Votum behandelt",
    "an Ausschuss überwiesen",
    "keine Beschlussfassung",
    "zurückgezogen / erledigt",
)


@pytest.mark.parametrize("printed", OUTCOMES)
def test_printed_outcomes_are_cut_from_the_meeting(printed: str) -> None:
    assert openers.split_ergebnis(f"4. Sitzung des Kreistages {printed}") == ("4. Sitzung des Kreistages", printed)


# --- what other tenants and versions print ----------------------------------------------------


def test_a_page_is_known_by_its_frame_and_its_own_address() -> None:
    html = (
        '<body><div id="allriscontainer" class="vo020"><div id="risname"><h1>Vorlage: 1/2020</h1></div>'
        '<div id="rismain"><table><tr><td class="kb1">Betreff:</td><td>Radweg</td></tr></table></div></div></body>'
    )
    page = Page("https://x.example/bi/vo020.asp?VOLFDNR=9", html)
    assert recognise(page) == "vorlage"
    assert allris3.PAGES["vorlage"](page).datensaetze[0].model_dump()["nummer"] == "1/2020"


def test_attachments_under_a_heading_without_class() -> None:
    side = '<table><tr><td>Anlagen:</td></tr><tr><td><a href="___tmp/2.pdf">Plan</a></td></tr></table>'
    assert [one.name for one in vorlage(f'<tr><td class="me1">{side}</td></tr>').anlagen] == ["Plan"]


def test_values_and_sections_of_a_layout_without_labels_and_anchors() -> None:
    html = (
        '<div id="allris" class="vo020"><h1>VO/2026/1 - Antrag</h1><dl><dt>Thema</dt><dd id="vobetreff">Radweg</dd>'
        '<dt>Stelle</dt><dd id="voamt">Amt 6</dd></dl><div id="allrisBV"><p>Der Kreistag beschließt.</p></div>'
        '<div id="allrisWP"><p>Frau N. spricht.</p></div><div id="allrisSV"><p>So.</p></div></div>'
    )
    found = allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020_r.asp", html)).datensaetze[0].model_dump()
    assert (found["betreff"], found["federfuehrend"]) == ("Radweg", "Amt 6")
    assert [(part["titel"], part["text"]) for part in found["abschnitte"]] == [
        ("Beschlussvorschlag", "Der Kreistag beschließt."),
        ("Sachverhalt", "So."),
    ]


def test_a_size_behind_the_link() -> None:
    side = (
        '<table><tr><td class="kb1">Anlagen:</td></tr><tr><td><a href="___tmp/2.pdf">Plan</a> (84 KB)</td></tr></table>'
    )
    assert [(one.name, one.groesse) for one in vorlage("", side).anlagen] == [("Plan", 84 * 1024)]


@pytest.mark.parametrize(
    ("program", "kind", "link"),
    [("si018", "kalender", "to010.asp?SILFDNR=7"), ("vo010", "liste", "vo020.asp?VOLFDNR=7")],
)
def test_other_lists_lead_on(program: str, kind: str, link: str) -> None:
    html = f'<div ID="allriscontainer" CLASS="{program}"><table><tr><td><a href="{link}">4</a></td></tr></table></div>'
    page = Page(f"https://x.example/bi/{program}.asp", html)
    assert recognise(page) == kind
    assert [one.url for one in allris3.PAGES[kind](page).links] == [f"https://x.example/bi/{link}"]


@pytest.mark.parametrize(
    "heading", ["Sachlage:", "Beschlußvorschlag", "IV. Kosten-Folgekosten-Finanzierung", "2. Rechtslage"]
)
def test_headings_of_sections(heading: str) -> None:
    (section,) = vorlage("", f'<a name="allrisSV"></a><p>{heading}</p><p>Text.</p>').abschnitte
    assert (section.titel, section.text) == (heading.rstrip(":"), "Text.")


def test_a_column_that_a_tenant_adds_to_the_stations() -> None:
    heads = "".join(f"<th>{name}</th>" for name in ("Status", "Datum", "Gremium", "TOP", "Beschluss"))
    rows = (
        "<tr><td></td><td></td><td>Kreistag</td><td></td><td>Entscheidung</td></tr>"
        '<tr><td></td><td class="date">21.10.2026</td><td>3. Sitzung</td><td>Ö 7</td><td>vertagt</td></tr>'
    )
    (station,) = vorlage("", f'<table class="bfTable"><tr>{heads}</tr>{rows}</table>').beratungen
    assert (station.sitzung, station.rolle, station.ergebnis) == ("3. Sitzung", "Entscheidung", "vertagt")


def test_an_empty_betreff_is_none_and_no_drift() -> None:
    html = (
        '<div id="allriscontainer" class="vo020"><div id="risname"><h1>Vorlage - 1/2020</h1></div>'
        '<div id="rismain"><table><tr><td class="kb1">Betreff:</td><td></td></tr></table></div></div>'
    )
    found = allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp", html)).datensaetze[0].model_dump()
    assert (found["nummer"], found["betreff"]) == ("1/2020", None)


@pytest.mark.parametrize(
    ("body", "meeting", "public"),
    [("Kreisausschuss (nichtöffentlich)", "Sitzung des Kreisausschusses", False),
     ("Ausschuss für öffentliche Ordnung", "Sitzung des Ausschusses für öffentliche Ordnung", None),
     ("Kreistag", "4. öffentliche Sitzung des Kreistages", True)],
)  # fmt: skip
def test_a_station_is_public_by_its_meeting_and_not_by_the_name_of_its_body(
    body: str, meeting: str, public: bool | None
) -> None:
    rows = (
        f"<tr><td></td><td></td><td>{body}</td><td>Beratung</td></tr>"
        f'<tr><td></td><td class="date">21.10.2026</td><td>{meeting}</td><td></td></tr>'
    )
    (station,) = vorlage("", f'<table class="bfTable">{rows}</table>').beratungen
    assert station.oeffentlich == public


@pytest.mark.parametrize(
    ("label", "office"),
    [
        ("Fachbereich", "Amt 66"),
        ("Zuständiges Amt", "Amt 66"),
        ("Federführender Fachdienst", "Amt 66"),
        ("Dezernent/in", None),
    ],
)
def test_the_office_under_other_labels(label: str, office: str | None) -> None:
    assert vorlage(f'<tr><td class="kb1">{label}:</td><td>Amt 66</td></tr>').federfuehrend == office


# --- the Beratungsfolge under other names -------------------------------------------------------

BODY = '<tr><td title="Erledigt"></td><td class="text1">Kreistag</td><td class="text1">Entscheidung</td></tr>'
MET = (
    '<tr><td></td><td class="text2">21.10.2026</td><td></td><td><a href="to010.asp?SILFDNR=3">3. Sitzung</a></td>'
    '<td class="text3">vertagt</td><td></td><td></td></tr>'
)


@pytest.mark.parametrize("head", ["Beratungsfolge:", "Beratungsgang:"])
@pytest.mark.parametrize("between", ["", "<tr><td></td></tr>", "\n<tr>\n<td>&nbsp;</td></tr>\n"])
def test_the_stations_stand_behind_their_heading_whatever_is_between(head: str, between: str) -> None:
    table = f"<tr><td><table>{BODY}{MET}</table></td></tr>"
    (station,) = vorlage(f'<tr><td class="kb1">{head}</td></tr>{between}{table}').beratungen
    assert (station.gremium, station.rolle, station.zustand) == ("Kreistag", "Entscheidung", "Erledigt")
    assert (str(station.datum), station.sitzung, station.ergebnis) == ("2026-10-21", "3. Sitzung", "vertagt")
    assert station.sitzung_id == "3"


def responsive(heads: str, body: str, meeting: str) -> Parsed:
    """A Vorlage of the `_r` skin; cells are parted by bars."""
    names = "".join(f"<th>{name}</th>" for name in heads.split())
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in (body, meeting))
    html = (
        '<div id="allris" class="vo020"><h1 class="title">1/2026 - Antrag</h1><div class="label">Betreff:</div>'
        '<span id="vobetreff">Radweg</span><div id="bfTable"><table class="bfTable">'
        f"<tr>{names}</tr>{rows}</table></div></div>"
    )
    return allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020_r.asp?VOLFDNR=9", html))


LINKED = '<a href="to010_r.asp?SILFDNR=3">3. Sitzung</a>'


@pytest.mark.parametrize(
    ("heads", "body", "meeting"),
    [
        ("Status Datum Gremium Beschluss", "||Kreistag|Entscheidung", f"|21.10.2026|{LINKED}|vertagt"),
        ("Datum Gremium Beschluss Status", "|Kreistag|Entscheidung|", f"21.10.2026|{LINKED}|vertagt|"),
        ("Beschluss NA Gremium Datum", "Entscheidung||Kreistag|", f"vertagt|NA|{LINKED}|21.10.2026"),
        ("", "||Kreistag|Entscheidung", f"|21.10.2026|{LINKED}|vertagt"),
    ],
)
def test_stations_are_read_by_the_heads_of_their_columns(heads: str, body: str, meeting: str) -> None:
    parsed = responsive(heads, body, meeting)
    (station,) = parsed.datensaetze[0].beratungen  # type: ignore[union-attr]
    assert (station.gremium, station.rolle, station.sitzung, station.ergebnis, str(station.datum)) == (
        "Kreistag", "Entscheidung", "3. Sitzung", "vertagt", "2026-10-21",
    )  # fmt: skip
    assert parsed.hinweise == ()


def test_a_column_of_stations_that_no_table_knows_is_said() -> None:
    parsed = responsive("Status Xyzzy Gremium Beschluss", "||Kreistag|Entscheidung", f"|21.10.2026|{LINKED}|vertagt")
    assert parsed.datensaetze[0].beratungen[0].datum is not None  # type: ignore[union-attr]
    assert [hint.text for hint in parsed.hinweise] == ["Xyzzy", "no column: datum"]
    parsed = responsive("Status Gremium Beschluss", "|Kreistag|Entscheidung", f"|{LINKED}|vertagt")
    assert [(b.gremium, b.ergebnis) for b in parsed.datensaetze[0].beratungen] == [("Kreistag", "vertagt")]  # type: ignore[union-attr]
    assert [hint.text for hint in parsed.hinweise] == ["no column: datum"]


# --- one thing called or placed otherwise -------------------------------------------------------


def shown(extra: str) -> Parsed:
    html = (
        '<div id="allriscontainer" class="vo020"><div id="risname"><h1>Vorlage - 1/2020</h1></div><div id="rismain">'
        f"<table>{extra}</table></div></div>"
    )
    return allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp?VOLFDNR=9", html))


HEAD = '<tr><td class="kb1">Betreff:</td><td>Radweg</td></tr>'


@pytest.mark.parametrize(
    ("row", "status", "hints"),
    [
        ('<td class="kb1">Status:</td><td></td><td>öffentlich</td>', "öffentlich", []),
        ('<td class="kb1">Status:</td><td class="kb1">Vorlage-Art:</td><td>Antrag</td>', None, ["Status: no value"]),
        ('<td>öffentlich</td><td class="kb1">Status:</td>', None, ["Status: no value"]),
        (
            '<td>Antrag</td><td class="kb1">Vorlage-Art:</td><td>öffentlich</td><td class="kb1">Status:</td>',
            None,
            ["Vorlage-Art: no value", "Status: no value"],
        ),
    ],
)
def test_a_value_stands_behind_its_label_or_nowhere(row: str, status: str | None, hints: list[str]) -> None:
    parsed = shown(f"{HEAD}<tr>{row}</tr>")
    assert parsed.datensaetze[0].model_dump()["status"] == status
    assert [hint.text for hint in parsed.hinweise] == hints


def test_labels_without_their_class_are_known_by_their_words() -> None:
    parsed = shown(f"{HEAD}<tr><td>Status:</td><td>öffentlich</td></tr>".replace("kb1", "label"))
    assert parsed.datensaetze[0].model_dump()["status"] == "öffentlich"


def test_files_under_a_heading_that_no_table_knows() -> None:
    files = '<tr><td>Beigefügt</td></tr><tr><td><a href="___tmp/tmp/1/2.pdf">Plan 2</a></td></tr>'
    assert [one.name for one in vorlage(files).anlagen] == ["Plan 2"]


def test_a_voting_is_known_by_its_anchor() -> None:
    html = (
        '<div id="rismain"><table><tr><td class="kb1">TOP:</td><td>Ö 7</td></tr></table>'
        '<a name="allrisAE"></a><p><b>Votum:</b></p><p>Zustimmung: 20 Ablehnung: 3</p></div>'
    )
    found = allris3.PAGES["auszug"](Page("https://x.example/bi/to020.asp?TOLFDNR=7", html)).datensaetze[0].model_dump()
    assert (found["ja"], found["nein"]) == (20, 3)


def test_a_section_that_is_announced_and_missing_breaks_the_page_off() -> None:
    jumps = '<a href="#allrisBV">Beschlussvorschlag</a><a href="#allrisSV">Sachverhalt</a>'
    whole = f'{HEAD}<tr><td>{jumps}<a name="allrisBV"></a><p>Ja.</p><a name="allrisSV"></a><p>Nein.</p></td></tr>'
    assert not shown(whole).broken_off
    cut = whole.partition('<a name="allrisSV"')[0]
    assert shown(cut).broken_off


@pytest.mark.parametrize("foot", ['<div id="risfoot">Software: ALLRIS</div>', "<footer><p>Impressum</p></footer>"])
def test_a_section_that_a_whole_page_leaves_out_does_not_break_it_off(foot: str) -> None:
    jumps = '<a href="#allrisBV">Beschlussvorschlag</a><a href="#allrisSV">Sachverhalt</a>'
    cut = f'<div id="rismain"><table>{HEAD}</table>{jumps}<a name="allrisBV"></a><p>Ja.</p>'
    read = allris3.PAGES["vorlage"]
    whole = read(Page("https://x.example/bi/vo020.asp?VOLFDNR=9", f"<body>{cut}</div>{foot}</body>"))
    assert [(hint.art, hint.text) for hint in whole.hinweise if hint.art != "nummer"] == [
        ("abschnitt", "the section allrisSV is announced and missing")
    ]
    lost = f'<body>{cut}</div></div><div><a name="allrisSV"></a><p>So.</p></div>{foot}</body>'
    assert read(Page("https://x.example/bi/vo020.asp?VOLFDNR=9", lost)).broken_off
    assert read(Page("https://x.example/bi/vo020.asp?VOLFDNR=9", f"<body>{cut}")).broken_off


def test_a_role_is_no_body() -> None:
    rows = f'<tr><td title="Erledigt"></td><td>Vorberatung</td></tr>{MET}'
    parsed = shown(f'{HEAD}<tr><td class="kb1">Beratungsfolge:</td></tr><tr><td><table>{rows}</table></td></tr>')
    (station,) = parsed.datensaetze[0].beratungen  # type: ignore[union-attr]
    assert (station.gremium, station.rolle) == (None, "Vorberatung")


def test_what_a_paper_is_now_stands_in_the_second_column() -> None:
    rows = (
        '<tr><td class="kb1">Status:</td><td>öffentlich</td><td>Ursprung</td><td>aktuell</td></tr>'
        '<tr><td class="kb1">Drucksache-Art:</td><td></td><td>Antrag</td><td>Beschlussempfehlung</td></tr>'
    )
    paper = vorlage(rows)
    assert (paper.status, paper.art) == ("öffentlich", "Beschlussempfehlung")
    assert vorlage(rows.replace("aktuell", "früher")).art == "Antrag"


def test_what_a_paper_is_now_stands_behind_its_own_label() -> None:
    rows = (
        "<tr><td></td><td>Ursprung</td><td></td><td>aktuell</td></tr>"
        '<tr><td class="kb1">Drucksache-Art:</td><td>Antrag</td>'
        '<td class="kb1">Drucksache-Art:</td><td>Beschlussempfehlung</td></tr>'
    )
    assert vorlage(rows).art == "Beschlussempfehlung"
    assert vorlage(rows.replace("aktuell", "früher")).art == "Antrag"


LOGIN = '<form><input type="password" name="kennwort"></form>'


@pytest.mark.parametrize("skin", ["vo020.asp", "vo020_r.asp"])
def test_a_form_to_log_in_beside_a_page_bars_nobody(skin: str) -> None:
    frame = '<div id="allris" class="vo020"><h1 class="title">1/2026 - Antrag</h1>{}</div>'
    shows = '<div class="label">Betreff:</div><span id="vobetreff">Radweg</span>'
    address = f"https://x.example/bi/{skin}?VOLFDNR=9"
    assert recognise(Page(address, LOGIN + frame.format(shows))) == "vorlage"
    assert recognise(Page(address, LOGIN + frame.format("Bitte anmelden"))) == "gesperrt"


def test_a_size_behind_a_link_whose_name_has_numbers() -> None:
    files = (
        '<tr><td class="me1"><table><tr><td>Anlagen:</td></tr><tr><td><a href="___tmp/1.pdf">Anlage 3 zum Plan 2a</a>'
        " (1,2 MB)</td></tr></table></td></tr>"
    )
    assert [(one.name, one.groesse) for one in vorlage(files).anlagen] == [("Anlage 3 zum Plan 2a", 1258291)]


@pytest.mark.parametrize("tag", ["h2", "h3", "title"])
@pytest.mark.parametrize("printed", ["Vorlage - 926/XI", "926/XI - Antrag"])
def test_the_number_may_stand_in_any_heading(tag: str, printed: str) -> None:
    html = f'<{tag}>{printed}</{tag}><div id="rismain"><table>{HEAD}</table></div>'
    parsed = allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp?VOLFDNR=9", html))
    assert (parsed.datensaetze[0].model_dump()["nummer"], parsed.hinweise) == ("926/XI", ())
    parsed = allris3.PAGES["vorlage"](Page("https://x.example/bi/vo020.asp?VOLFDNR=9", html.replace("926/XI", "Kreis")))
    assert [hint.art for hint in parsed.hinweise] == ["nummer"]
