"""SessionNet: foreign pages are left alone, refusals are told apart, and the grammar of its pages."""

from __future__ import annotations

from functools import partial

import pytest

from parsers import sessionnet
from parsers.sessionnet.attachments import file_label
from parsers.sessionnet.sections import sections
from parsers.sessionnet.values import headline
from ris_scraper.nouns.errors import Gone, LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from tests.support.fixture_pages import example
from tests.support.sessionnet import PAPER_HEAD, head_row, record, shown

page = partial(example, "sessionnet")


def test_a_cut_page_is_not_gone() -> None:
    whole = page("musterkreis-sued_vorlage_integrationskonzept")
    cut = Page(whole.url, whole.text[: whole.text.index("smc_page_vo0050_contenttable1")])
    with pytest.raises(LayoutDrift):
        sessionnet.PAGES["vorlage"](cut)


def test_a_head_of_other_classes_is_read_by_its_labels() -> None:
    whole = page("musterkreis-sued_vorlage_integrationskonzept")
    renamed = whole.text.replace("smc-table-", "new-").replace('voname"', 'new"').replace('vobetr"', 'new"')
    [read] = sessionnet.PAGES["vorlage"](Page(whole.url, renamed)).datensaetze
    [said] = sessionnet.PAGES["vorlage"](whole).datensaetze
    assert read == said
    for printed in ("Vorlage", "Betreff"):
        renamed = renamed.replace(f">{printed}<", ">Xyzzy<")
    with pytest.raises(LayoutDrift):
        sessionnet.PAGES["vorlage"](Page(whole.url, renamed))


def test_messages_are_told_apart() -> None:
    frame = page("musterkreis-sued_fehler_berechtigung")
    gone = Page(frame.url, frame.text.replace("nicht berechtigt", "falsch: Der Datensatz wurde nicht gefunden"))
    with pytest.raises(NotPublic):
        sessionnet.PAGES["gesperrt"](frame)
    with pytest.raises(Gone):
        sessionnet.PAGES["gesperrt"](gone)


# --- recognition -----------------------------------------------------------------------------

SHELL = (
    '<html><head><title>SessionNet | Bürgerinformationssystem</title><meta name="app-version" content="6.1.0">'
    '<base href="/bi/"></head><body><app-root></app-root><script src="main-ABC.js"></script></body></html>'
)
CMS = (
    "<html><head><title>Kreis</title></head><body><h1>Politik</h1> <a href='si0040.asp'>Kalender</a>"
    '<a href="https://ris.example/bi/to0050.php?__ktonr=1&smclayout=d">TOP</a></body></html>'
)
MEMBERS = (
    '<html><head><meta name="sessionnet" content="V:050407"/></head>'
    '<body><div class="smclayout smc_page_kp0041_layout"></div></body></html>'
)


@pytest.mark.parametrize("text", [SHELL, CMS, MEMBERS, "", "<html></html>"])
@pytest.mark.parametrize("name", ["si0040.asp", "vo0050.php?__kvonr=1", "kp0041.asp"])
def test_foreign_pages_are_left_alone(text: str, name: str) -> None:
    assert sessionnet.recognise(Page(f"https://ris.example/bi/{name}", text)) is None


def test_the_page_says_its_kind_where_the_address_is_rewritten() -> None:
    shown = page("musterkreis-sued_vorlage_integrationskonzept")
    assert sessionnet.recognise(Page("https://www.kreis.example/politik/vorlagen/3101", shown.text)) == "vorlage"


def test_a_paper_about_error_messages_is_a_paper() -> None:
    shown = page("musterkreis-sued_vorlage_integrationskonzept")
    text = shown.text.replace("Integrationskonzept 2025 bis 2030", "Fehlermeldung der Leitstelle")
    assert sessionnet.recognise(Page(shown.url, text)) == "vorlage"


# --- grammar ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dokument anzeigen: Vorlage Dateigrösse: 583 KB", "Vorlage"),
        ("Dokument Download Dateityp: pdf", ""),
        ("Plan (1,5 MB)", "Plan"),
        ("Anlage 1: - Lageplan", "Anlage 1: - Lageplan"),
    ],
)
def test_labels_of_files(text: str, name: str) -> None:
    assert file_label(text) == name


def test_sections_keep_wording_and_drop_speech() -> None:
    found = sections(
        ["Vorab", "1. Sachdarstellung:", "Text", "Begründung: Kurz", "Wortmeldungen:", "Frau N. fragt", "Anlagen"]
    )
    assert [(part.titel, part.text) for part in found] == [
        (None, "Vorab"),
        ("1. Sachdarstellung", "Text"),
        ("Begründung", "Kurz"),
    ]


def test_minutes_without_classes_are_read_by_their_labels() -> None:
    text = (
        '<html><body class="smc_body"><div class="smclayout smc_page_to0050_layout"><h1>Ö 8 Hilfeplan</h1>'
        "<p><b>Beschluss:</b> vertagt</p><p>Abstimmung: einstimmig</p><p><b>Beschluss:</b></p><p>Erneut beraten.</p>"
        "</div></body></html>"
    )
    found = record(Page("https://x.example/bi/to0050.asp?__ktonr=1", text))
    assert (found["nummer"], found["ergebnis"], found["einstimmig"]) == ("8", "vertagt", True)
    assert [part["text"] for part in found["abschnitte"]] == ["Erneut beraten."]


# --- what other tenants and versions print ----------------------------------------------------


AGENDA_ROW = '<table class="smctablesitzung"><tr><td class="tofnum">Ö 1</td><td class="tobetr">Radweg</td></tr></table>'


@pytest.mark.parametrize(
    ("label", "office"),
    [("Federführende Dienststelle", "Amt 66"), ("Federführende/r Fachbereich", "Amt 66"), ("Verfasser/-in", None),
     ("Sachbearbeiter(in)", None), ("Vortragende/r", None), ("Dezernat", None)],
)  # fmt: skip
def test_offices_are_read_and_persons_are_not(label: str, office: str | None) -> None:
    page_ = Page("https://x.example/bi/vo0050.asp?__kvonr=1", f'<body class="smc_body">{PAPER_HEAD}'
                 f'<div class="smc-table-row"><div class="smc-table-cell smc-cell-head">{label}</div>'
                 '<div class="smc-table-cell">Amt 66</div></div></body>')  # fmt: skip
    parsed = sessionnet.PAGES["vorlage"](page_)
    assert (parsed.datensaetze[0].model_dump()["federfuehrend"], parsed.hinweise) == (office, ())


@pytest.mark.parametrize(
    ("cell", "url"),
    [
        ('<a href="ydocstart.asp?dt=7&amp;type=do">583 KB</a>', "https://x.example/bi/ydocstart.asp?dt=7&type=do"),
        ('<form action="ydocstart.asp" method="post"><input type="hidden" name="DT" value="7">'
         '<input type="submit" value="583 KB"></form>', None),
    ],
)  # fmt: skip
def test_files_of_the_old_layout_start_in_several_ways(cell: str, url: str | None) -> None:
    found = shown(
        "vo0050.asp?__kvonr=1", f'{PAPER_HEAD}<table class="smcdocbox"><tr><td>Plan</td><td>{cell}</td></tr></table>'
    )
    assert found["anlagen"] == [{"name": "Plan", "url": url, "groesse": 596992}]


def test_files_without_a_common_box_are_listed() -> None:
    box = '<div class="smc-dg-ds-1 smc-d-el"><a href="getfile.asp?id=7&amp;type=do">Plan</a></div>'
    assert [one["name"] for one in shown("vo0050.asp?__kvonr=1", PAPER_HEAD + box)["anlagen"]] == ["Plan"]


def test_an_agenda_without_classes_and_with_other_letters() -> None:
    rows = (
        '<tr><td data-label="TOP">Ö 1</td><td data-label="Betreff">Radweg</td></tr>'
        '<tr><td data-label="TOP">NÖ 2</td><td data-label="Betreff">Vergabe</td></tr>'
    )
    found = shown("si0057.asp?__ksinr=1", f'<table class="smctablesitzung">{rows}</table>', "Kreistag 03.09.2026")
    assert [(top["nummer"], top["oeffentlich"], top["betreff"]) for top in found["tops"]] == [
        ("1", True, "Radweg"),
        ("2", False, "Vergabe"),
    ]


@pytest.mark.parametrize(
    "title",
    ["Kreistag - 03.09.2026 - 15-17 Uhr", "Kreistag - Donnerstag, 03.09.2026 - 15 - 17:00 Uhr"],
)
def test_headings_of_meetings(title: str) -> None:
    found = shown("si0057.asp?__ksinr=1", AGENDA_ROW, title)
    assert (found["gremium"], found["datum"]) == ("Kreistag", "2026-09-03")
    assert (found["beginn"], found["ende"]) == ("15:00", "17:00")


def test_the_heading_of_a_cancelled_meeting() -> None:
    found = shown("si0057.asp?__ksinr=1", AGENDA_ROW, "Kreistag - 03.09.2026 - fällt aus")
    assert (found["gremium"], found["datum"], found["beginn"]) == ("Kreistag", "2026-09-03", None)


def item_card(number: str, subject: str) -> str:
    return (
        f'<div class="card"><span class="badge">{number}</span><div class="smc-card-text-title">{subject}</div></div>'
    )


def test_cards_without_letters_take_the_part_they_stand_in() -> None:
    cards = f"<h2>Öffentlicher Teil</h2>{item_card('1', 'A')}<h2>Nichtöffentlicher Teil</h2>{item_card('2', 'B')}"
    found = shown("si0056.asp?__ksinr=1", f'<div id="smcaccordion">{cards}</div>', "Kreistag 03.09.2026")
    assert [(top["nummer"], top["oeffentlich"]) for top in found["tops"]] == [("1", True), ("2", False)]


def test_group_rows_of_the_old_agenda() -> None:
    def group(text: str) -> str:
        return f'<tr class="smcrowh"><td>{text}</td></tr>'

    def item(number: int) -> str:
        return f'<tr id="to_{number}"><td class="smc_tophn">{number}</td><td class="smc_topht">A</td></tr>'

    rows = (
        f"{group('Öffentlicher Teil')}{group('Berichte')}{item(1)}"
        '<tr class="smc_tophz"><td>&nbsp;</td><td>Beschluss: vertagt</td></tr>'
        f"{group('Nicht öffentlicher Teil')}{item(2)}"
    )
    found = shown(
        "to0040.asp?__ksinr=1", f'<table id="smc_page_to0040_contenttable1">{rows}</table>', "Kreistag 03.09.2026"
    )
    assert [(top["id"], top["oeffentlich"], top["ergebnis"]) for top in found["tops"]] == [
        ("1", True, "vertagt"),
        ("2", False, None),
    ]


def test_a_vote_that_only_the_minutes_count() -> None:
    text = "<p>Beschluss:</p><p>Der Kreistag stimmt zu.</p><p>Abstimmungsergebnis: 10 Ja-Stimmen, 2 Nein-Stimmen</p>"
    found = shown("to0050.asp?__ktonr=1", f'<div class="smcdocmsword">{text}</div>', "Ö 8 Hilfeplan")
    assert (found["ja"], found["nein"], found["enthaltung"], found["ergebnis"]) == (10, 2, None, None)


def test_links_follow_the_base_and_drop_the_session() -> None:
    text = (
        '<html><head><base href="https://kreis.example/"></head><body class="smc_body">'
        f'{PAPER_HEAD}<a href="ris/vo0053.php?PHPSESSID=a1&amp;__kvonr=1">Beratungen</a></body></html>'
    )
    parsed = sessionnet.PAGES["vorlage"](Page("https://kreis.example/ris/vo0050.php?__kvonr=1", text))
    assert [link.url for link in parsed.links] == ["https://kreis.example/ris/vo0053.php?__kvonr=1"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Kreistag - 03.09.2026 - 15:00-22:00 Uhr", "Kreistag"),
        ("Kreistag, 18. Sitzung, 03.09.2026", "Kreistag"),
        ("18. Sitzung des Kreistages - 03.09.2026", None),
        ("Bericht zur Sitzung des Kreistages am 03.09.2026", None),
    ],
)
def test_a_heading_names_the_body_only_where_it_stands_apart(title: str, body: str | None) -> None:
    assert headline([title]).get("gremium") == body


def test_a_remark_glued_to_a_number_is_not_read() -> None:
    row = (
        '<td class="tofnum"><span class="badge">Ö 10.1</span><span>Nachtrag: 1.6.</span></td><td class="tobetr">A</td>'
    )
    found = shown(
        "si0057.asp?__ksinr=1", f'<table class="smctablesitzung"><tr>{row}</tr></table>', "Kreistag 03.09.2026"
    )
    assert [top["nummer"] for top in found["tops"]] == ["10.1"]


def test_of_two_votes_only_what_both_say() -> None:
    box = "".join(f'<p class="smc_field_smcdv0_box2_abstimmung">Abstimmung: Ja: {yes}, Nein: 3</p>' for yes in (20, 22))
    row = f'<td class="tofnum">Ö 1</td><td class="tobetr"><div class="smc-card-header-title-simple">A</div>{box}</td>'
    found = shown(
        "si0057.asp?__ksinr=1", f'<table class="smctablesitzung"><tr>{row}</tr></table>', "Kreistag 03.09.2026"
    )
    assert [(top["ja"], top["nein"]) for top in found["tops"]] == [(None, 3)]


@pytest.mark.parametrize("name", ["<strong>Votum:</strong> ", "<strong>Beschluss</strong> ", ""])
def test_a_result_is_known_by_its_class(name: str) -> None:
    kind = "smc_field_smcdv0_box2_"
    box = f'<p class="{kind}beschluss">{name}vertagt</p><p class="{kind}abstimmung">Ja: 3, Nein: 1</p>'
    paper = '<span class="sr-only">Vorlage:</span> <a href="vo0050.asp?__kvonr=3">1/2026</a>'
    subject = f'<td class="tobetr"><div class="smc-card-header-title-simple">A</div>{box}</td>'
    row = f'<tr><td class="tofnum">Ö 1</td>{subject}<td class="tovo">{paper}</td></tr>'
    found = shown("si0057.asp?__ksinr=1", f'<table class="smctablesitzung">{row}</table>', "Kreistag 03.09.2026")
    (top,) = found["tops"]
    assert (top["ergebnis"], top["ja"], top["nein"], top["vorlage_nummer"]) == ("vertagt", 3, 1, "1/2026")


def test_minutes_with_their_item_in_a_card() -> None:
    found = shown(
        "to0050.asp?__ktonr=1", f"{item_card('Ö 5', 'Radweg')}<p>Beschluss: vertagt</p>", "Kreistag 03.09.2026"
    )
    assert (found["nummer"], found["betreff"], found["gremium"]) == ("5", "Radweg", "Kreistag")


# --- stations in tables, and numbers in headings ----------------------------------------------


@pytest.mark.parametrize(
    ("heading", "nummer"),
    [("<h1>Radweg</h1><h2>Beschlussvorlage Nr. 7/2026</h2>", "7/2026"), ("<title>SessionNet | Vorlage SV-8-02</title>",
     "SV-8-02"), ("<h1>Vorlage 9/2026 der Verwaltung</h1>", None)],
)  # fmt: skip
def test_a_number_may_stand_in_a_heading(heading: str, nummer: str | None) -> None:
    subject = "Vorlage 9/2026 der Verwaltung"
    text = f'<html><body class="smc_body">{heading}{head_row(Betreff=subject)}</body></html>'
    parsed = sessionnet.PAGES["vorlage"](Page("https://x.example/bi/vo0050.asp?__kvonr=1", text))
    assert parsed.datensaetze[0].model_dump()["nummer"] == nummer
    assert [hint.art for hint in parsed.hinweise] == ([] if nummer else ["nummer"])


def bare_paper(content: str) -> Page:
    text = f'<html><body class="smc_body"><div class="smclayout smc_page_vo0050_layout">{content}</div></body></html>'
    return Page("https://x.example/bi/vo0050.asp?__kvonr=1", text)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("", Gone),
        ("<p>Diese Vorlage ist nicht öffentlich.</p>", NotPublic),
        ('<p>Radweg</p><a href="getfile.asp?id=1">Vorlage</a>', LayoutDrift),
        ("<p>Art</p><p>Datum</p><p>Status</p>", LayoutDrift),
    ],
)
def test_only_an_empty_frame_is_gone(content: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        sessionnet.PAGES["vorlage"](bare_paper(content))


def test_a_head_in_a_list_of_definitions() -> None:
    content = "<dl><dt>Vorlage</dt><dd>1/2026</dd><dt>Betreff</dt><dd>Radweg</dd><dt>Art</dt><dd>Antrag</dd></dl>"
    found = record(bare_paper(content))
    assert (found["nummer"], found["betreff"], found["art"]) == ("1/2026", "Radweg", "Antrag")


@pytest.mark.parametrize(
    ("title", "day", "off"),
    [
        ("Kreistag - 03.09.2026 - fällt aus", "2026-09-03", True),
        ("ABGESAGT: Kreistag - 03.09.2026 - 15:00 Uhr", "2026-09-03", True),
        ("Sitzung des Kreistages am 3. September 2026", "2026-09-03", None),
        ("Sitzung vom 03.09.2026, Nachtrag 28.08.2026", None, None),
    ],
)
def test_headings_that_say_the_day_or_that_a_meeting_is_off(title: str, day: str | None, off: bool | None) -> None:
    found = shown("si0057.asp?__ksinr=1", AGENDA_ROW, title)
    assert (found["datum"], found["abgesagt"]) == (day, off)


def test_cards_outside_of_an_accordion_that_we_know() -> None:
    cards = f'<div id="toaccordion">{item_card("Ö 1", "A")}{item_card("N 2", "B")}</div>'
    found = shown("si0056.asp?__ksinr=1", cards, "Kreistag 03.09.2026")
    assert [(top["nummer"], top["oeffentlich"]) for top in found["tops"]] == [("1", True), ("2", False)]


@pytest.mark.parametrize("heading", ["Beschluss Nr. 7/2026:", "Der Kreistag fasst folgenden Beschluss:", "Beschluß:"])
def test_the_wording_under_headings_that_say_more(heading: str) -> None:
    text = f'<div class="smcdocmsword"><p>{heading}</p><p>Es wird gebaut.</p></div>'
    found = shown("to0050.asp?__ktonr=1", text, "Ö 8 Radweg")
    assert [part["text"] for part in found["abschnitte"]] == ["Es wird gebaut."]


def test_files_and_texts_outside_of_known_boxes_are_read() -> None:
    content = (
        '<ul><li><a href="getfile.asp?id=5">Plan (12 KB)</a></li></ul><h3>Beschlussvorschlag</h3>'
        "<p>Der Kreistag baut.</p><h3>Sachverhalt</h3><p>Es ist so.</p><h3>Dokumente</h3>"
    )
    found = shown("vo0050.asp?__kvonr=1", PAPER_HEAD + content)
    assert [(one["name"], one["groesse"]) for one in found["anlagen"]] == [("Plan", 12288)]
    assert [(part["titel"], part["text"]) for part in found["abschnitte"]] == [
        ("Beschlussvorschlag", "Der Kreistag baut."),
        ("Sachverhalt", "Es ist so."),
    ]
    assert shown("vo0050.asp?__kvonr=1", PAPER_HEAD + "<h3>3 Dokumente</h3><p>Plan</p>")["abschnitte"] == []
