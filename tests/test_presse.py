"""Press reports: what an article states, which years can be known, and where it goes in the dataset."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from benchmarks import bench_konzepte
from parsers import presse
from parsers.presse.artikel import from_html, from_text
from parsers.presse.kreise import kreise
from parsers.presse.saetze import gremien, konzept_worte, ohne_personen, saetze
from parsers.presse.termine import termine
from ris_scraper import demo as demo_data
from ris_scraper import read, store
from ris_scraper.archive import Abruf
from ris_scraper.cli import cli
from ris_scraper.dataset import Dataset
from ris_scraper.errors import LayoutDrift
from ris_scraper.folder import Folder
from ris_scraper.join import settle
from ris_scraper.konzepte import gelistete, konzepte
from ris_scraper.model import Page, Parsed, Presse, PresseTermin
from ris_scraper.portals import Kreis, Portal
from ris_scraper.store import Gelesen
from tests.fixture_pages import MARKED, PAGES, example, expected, name, of, page_of
from tests.rendering import as_text
from tests.rows import query

REPORTS = of("presse")
OTHERS = [path for path in PAGES if path not in REPORTS]
URL = "https://zeitung.example/bericht"
HTML = example("presse", "presse_presse_musterland-schulentwicklungsplan").text


def report(page: Page) -> Presse:
    [record] = read.parse(page).parsed.datensaetze
    assert isinstance(record, Presse)
    return record


def said(text: str, erschienen: date | None = None) -> list[tuple[str, str | None, str | None]]:
    """Body, day and month of every deliberation in a text; paragraphs are lines."""
    found = termine(tuple(text.splitlines()), erschienen)
    return [(t.gremium, t.datum.isoformat() if t.datum else None, t.monat) for t in found]


# --- the year --------------------------------------------------------------------------------

AUGUST, DEZEMBER, MAERZ = date(2013, 8, 28), date(2013, 12, 20), date(2014, 3, 1)
YEARS = [
    # printed with the day
    ("Der Kreistag berät am 9. September 2013.", None, ["2013-09-09"]),
    ("Der Kreistag berät am 9.9.2013.", None, ["2013-09-09"]),
    ("Der Kreistag (9.9.13) berät.", None, ["2013-09-09"]),
    # the report's own date: the nearest day, if it agrees with tense and weekday
    ("Der Kreistag berät am 9. September.", AUGUST, ["2013-09-09"]),
    ("Der Kreistag berät am 9. 9. über den Plan.", AUGUST, ["2013-09-09"]),
    ("Der Kreistag berät am 15. Januar.", DEZEMBER, ["2014-01-15"]),
    ("Der Kreistag beschloss am 15. Januar den Plan.", DEZEMBER, [None]),
    ("Der Kreistag beschloss am 9. Dezember den Plan.", DEZEMBER, ["2013-12-09"]),
    ("Der Kreistag berät am 9. Dezember.", DEZEMBER, [None]),
    ("Der Kreistag berät am Montag, 9. September.", AUGUST, ["2013-09-09"]),
    ("Der Kreistag berät am Dienstag, 9. September.", AUGUST, [None]),
    ("Der Kreistag beschloss am 9. September den Plan.", MAERZ, [None]),  # nearly half a year away
    ("Der Kreistag berät am 29. Februar.", MAERZ, [None]),
    ("Der Kreistag beschloss am 9. September letzten Jahres den Plan.", MAERZ, ["2013-09-09"]),
    ("Der Kreistag berät am 9. September dieses Jahres.", MAERZ, ["2014-09-09"]),
    # no date of its own: a day with its weekday is near the report
    ("Der Schulausschuss tagt am Montag, 9. September 2013. Am 13. September folgt der Kreistag.", None,
     ["2013-09-09", "2013-09-13"]),
    # a wrong weekday proves nothing beyond its paragraph
    ("Der Schulausschuss tagt am Sonntag, 9. September 2013.\nAm 13. September folgt der Kreistag.", None,
     ["2013-09-09", None]),
    # a day that a plan looks ahead to comes after what is announced
    ("Am 9. September berät der Kreistag. Der Plan soll ab dem 1. Dezember 2013 gelten.", None, ["2013-09-09"]),
    ("Am 9. September berät der Kreistag.\nDer Plan soll zum 1. Februar 2014 gelten.", None, ["2013-09-09"]),
    ("Am 9. September berät der Kreistag. Der Plan soll ab dem 1. August 2014 gelten.", None, [None]),
    ("Am 9. September berät der Kreistag. Der Plan soll ab dem 1. September 2013 gelten.", None, [None]),
    ("Am 9. September beschloss der Kreistag den Plan. Er soll ab dem 1. Dezember 2013 gelten.", None, [None]),
    ("Am 9. September berät der Kreistag. Der alte Plan galt bis zum 31. Dezember 1998.", None, [None]),
    # two plans that fix different years
    ("Am 9. September berät der Kreistag. Der Plan soll ab dem 1. Dezember 2013 gelten, ein weiterer soll zum 1. Januar"
     " 2016 folgen.", None, [None]),
    ("Am 9. September berät der Kreistag. Ein Plan soll ab dem 1. Dezember 2013 gelten, einer ab dem 1. Dezember 2014.",
     None, [None]),
    # a full date of the same paragraph and tense, and not of another
    ("Am 13. September 2013 entscheidet der Kreistag, am 9. September berät der Sozialausschuss.", None,
     ["2013-09-13", "2013-09-09"]),
    ("Am 3. Mai 1998 beschloss der Kreistag den ersten Plan. Am 9. September berät der Sozialausschuss.", None,
     ["1998-05-03", None]),
    ("Am 13. September 2013 entscheidet der Kreistag.\nAm 9. September berät der Sozialausschuss.", None,
     ["2013-09-13", None]),
    # years alone fix nothing
    ("Im Haushalt 2013 steht Geld bereit. Am 9. September berät der Kreistag.", None, [None]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "erschienen", "expected"), YEARS)
def test_the_year_is_known_or_it_is_not(text: str, erschienen: date | None, expected: list[str | None]) -> None:
    assert [day for _, day, _ in said(text, erschienen)] == expected


MONTHS = [
    ("Der Kreistag beschloss das Konzept im Juni 2013.", None, [("Kreistag", None, "2013-06")]),
    ("Der Kreistag beschloss es im Juni letzten Jahres.", date(2014, 3, 1), [("Kreistag", None, "2013-06")]),
    ("Der Kreistag beschloss es im Juni letzten Jahres.", None, [("Kreistag", None, None)]),
    # a month is dropped where the body's day in it is named
    ("Der Kreistag berät im September.\nAm 9. September 2013 entscheidet der Kreistag.", None,
     [("Kreistag", "2013-09-09", "2013-09")]),
    ("Der Kreistag gab es im September 2012 nach Beratung in Auftrag.\nAm 9. September 2013 entscheidet er, der"
     " Kreistag.", None, [("Kreistag", None, "2012-09"), ("Kreistag", "2013-09-09", "2013-09")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "erschienen", "expected"), MONTHS)
def test_a_month_is_no_day(text: str, erschienen: date | None, expected: list[Any]) -> None:
    assert said(text, erschienen) == expected


# --- bodies and days -------------------------------------------------------------------------

PAIRS = [
    ("Es steht am 9. September 2013 auf der Tagesordnung des Kreissozialausschusses.", ["Kreissozialausschuss 09"]),
    ("Am 9. September 2013 berät der Sozialausschuss, am 13. September 2013 der Kreistag.",
     ["Sozialausschuss 09", "Kreistag 13"]),
    ("Der Sozialausschuss am 9. September 2013 und der Kreistag am 13. September 2013 beraten darüber.",
     ["Sozialausschuss 09", "Kreistag 13"]),
    ("Am 9. September 2013 beraten Schulausschuss und Kreistag.", ["Schulausschuss 09", "Kreistag 09"]),
    ("Der Schulausschuss und der Sozialausschuss tagen am 9. September 2013.",
     ["Schulausschuss 09", "Sozialausschuss 09"]),
    ("Am 9. September 2013 berät der Sozialausschuss, bevor der Kreistag entscheidet.", ["Sozialausschuss 09"]),
    ("In der Sitzung des Kreistags vom 9. September 2013 wurde es beschlossen.", ["Kreistag 09"]),
    # days that are not those of a deliberation
    ("Das Zentrum soll zum 1. Februar 2014 öffnen, wenn der Kreistag entscheidet.", []),
    ("Seit dem 1. Februar 2014 gilt, was der Kreistag beschloss.", []),
    ("Ab Montag, 9. September 2013, gilt der Beschluss des Kreistags.", []),
    ("Am 9. September 2013 war Sommerfest; der Kreistag freut sich.", []),
    ("Am 25. Mai 2014 stimmen alle bei der Kreistagswahl ab, auch über den Kreistag.", []),
    ("Die Sitzung des Kreistags am 9. September 2013 fällt leider aus.", []),
    ("Der Kreistag berät nicht wie geplant am 9. September 2013, sondern am 13. September 2013.", ["Kreistag 13"]),
    ("Am 9. September 2013 wird entschieden.", []),
    ("Die Kreistagsfraktion berät am 9. September 2013.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_which_body_meets_when(text: str, expected: list[str]) -> None:
    assert [f"{body} {(day or '')[-2:]}" for body, day, _ in said(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("des Kreistages, des Kreistags, im Kreistag", ["Kreistag"] * 3),
        ("des Kreissozialausschusses und des Beirats", ["Kreissozialausschuss", "Beirat"]),
        ("im Ausschuss für Umwelt, Klima und Verkehr und im Kreisausschuß",
         ["Ausschuss für Umwelt, Klima und Verkehr", "Kreisausschuß"]),
        ("des Ausschusses für Soziales und Kreistag", ["Ausschuss für Soziales", "Kreistag"]),
        ("der Landrat, die Ausschüsse, ein Ausschussmitglied, der Aufsichtsrat", []),
    ],
)  # fmt: skip
def test_bodies_are_read_in_the_nominative(text: str, expected: list[str]) -> None:
    assert [body.gremium for body in gremien(text)] == expected


def test_sentences_know_their_place() -> None:
    absaetze = ("Am 9. September tagt er. Am 1. kommt der 2. Teil z. B. „so“.", "Bis 2013. Dann nicht!")
    whole = "\n".join(absaetze)
    found = saetze(absaetze)
    assert [satz.text for satz in found] == [
        "Am 9. September tagt er.", "Am 1. kommt der 2. Teil z. B. „so“.", "Bis 2013.", "Dann nicht!",
    ]  # fmt: skip
    assert all(whole[satz.position :].startswith(satz.text) for satz in found)


def test_quotes_stand_where_they_say() -> None:
    for path in REPORTS:
        page = page_of(path)
        artikel = from_html(page) if page.rendering == "html" else from_text(page)
        text = "\n".join(artikel.absaetze)
        for termin in report(page).termine:
            assert text[termin.zitat_position :].startswith(termin.zitat.split("…")[0])


# --- Kreise, concepts, people ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("im Kreis Soest und im Landkreis Börde; des Kreises Soest", ("Kreis Soest", "Landkreis Börde")),
        ("Der Landkreis Rotenburg (Wümme) und der Heidekreis", ("Landkreis Rotenburg (Wümme)", "Heidekreis")),
        ("im Märkischen Kreis, des Rhein-Sieg-Kreises", ("Märkischer Kreis", "Rhein-Sieg-Kreis")),
        ("dass der Kreis Mittel bereitstellt; die Kreisstadt Soest; der Kirchenkreis Soest", ()),
        ("im Musterkreis Nord; des Musterkreises Nord", ("Musterkreis Nord",)),
        ("Arbeitskreis Asyl, Arbeitskreis Asyl", ()),
    ],
)
def test_kreise_are_named_not_guessed(text: str, expected: tuple[str, ...]) -> None:
    assert kreise(text) == expected


def test_phrases_of_concepts() -> None:
    text = "Das Integrations- und Teilhabekonzept, der Nahverkehrsplan, es ist geplant, ein Konzept, Planungen."
    assert konzept_worte(text) == ("Integrations- und Teilhabekonzept", "Nahverkehrsplan")
    text = "Das ÖPNV-Konzept, die digitale Agenda, der Bedarfsplan Katastrophenschutz, das Kreisleitbild, ein Leitbild."
    assert konzept_worte(text) == (
        "ÖPNV-Konzept", "digitale Agenda", "Bedarfsplan Katastrophenschutz", "Kreisleitbild",
    )  # fmt: skip


def test_reports_name_the_concepts_of_the_labelled_list() -> None:
    """A report that quotes a Betreff names the concepts on our list, and no others."""
    listed, right, wrong, missed = {konzept.slug for konzept in konzepte()}, 0, 0, 0
    for row in bench_konzepte.zeilen():
        phrases = konzept_worte(f"Der Ausschuss befasste sich mit dem Thema „{row.betreff}“ und vertagte sich.")
        found = {slug for phrase in phrases for slug in gelistete(phrase)}
        right += len(found & row.konzepte)
        wrong += len(found - row.auch)
        missed += len(row.konzepte & listed - found)
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.94


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("betonte Landrätin Erika Beispiel im Kreistag", "betonte Landrätin … im Kreistag"),
        ("so Erika Beispiel.", "so …."),
        ("Dezernentin Dr. Erika von Beispiel-Probe stellt", "Dezernentin … stellt"),
        ("sagte Erich Beispiel (CDU) im Kreistag", "sagte … (CDU) im Kreistag"),
        ("Der Kreistag des Kreises Soest tagt", "Der Kreistag des Kreises Soest tagt"),
        ("beauftragt vom Kreis und Kreis Soest.", "beauftragt vom Kreis und Kreis Soest."),
    ],
)
def test_names_of_people_are_left_out(text: str, expected: str) -> None:
    assert ohne_personen(text) == expected


# --- the article -----------------------------------------------------------------------------


def test_meta_tags_do_where_there_is_no_linked_data() -> None:
    start = HTML.index('<script type="application/ld+json">')
    end = HTML.index("</script>", start)
    found = report(Page(URL, HTML[:start] + HTML[end:]))
    assert (found.titel, found.datum) == ("Oberschulen: Kreistag entscheidet Ende März", date(2023, 3, 8))
    assert found.medium == "Musterheimer Bote online"
    bare = "\n".join(line for line in HTML.splitlines() if "meta property" not in line or "og:type" in line)
    assert report(Page(URL, bare.replace("datePublished", "x"))).datum == date(2023, 3, 8)  # <time>


def test_broken_linked_data_is_passed_over() -> None:
    assert report(Page(URL, HTML.replace('"@graph": [', '"@graph": [['))).medium == "Musterheimer Bote online"
    deep = HTML.replace("</head>", f'<script type="application/ld+json">{"[" * 100_000}</script></head>')
    assert report(Page(URL, deep)).medium == "Musterheimer Bote"


def test_text_gives_what_text_can_carry() -> None:
    start, end = HTML.index('<article class="bericht"'), HTML.index('<section class="mehr"')
    found, text = report(Page(URL, HTML)), report(Page(URL, as_text(HTML[start:end]), "text"))
    assert (text.konzepte, text.kreise) == (found.konzepte, found.kreise)
    # The day of the report, its medium and what is no part of the article are known from markup alone.
    assert (text.medium, text.datum) == (None, None)
    bodies = [(termin.gremium, termin.zitat) for termin in text.termine]
    assert all((termin.gremium, termin.zitat) in bodies for termin in found.termine)


PROSE = (
    "Der Kreistag berät das Konzept am 9. September in öffentlicher Sitzung, und alle sind dazu herzlich eingeladen. "
    * 3
)


def test_lines_above_the_text() -> None:
    article = from_text(
        Page(URL, f"Konzept liegt vor\n28. August 2013, 14:30 Uhr\n\n{PROSE}\n— .\n[code a=1]\nAnzeige", "text")
    )
    assert (article.titel, article.datum, len(article.absaetze)) == ("Konzept liegt vor", date(2013, 8, 28), 1)
    assert from_text(Page(URL, f"Startseite\nKonzept liegt vor\n{PROSE}", "text")).titel is None
    assert from_text(Page(URL, PROSE, "text")).titel is None


@pytest.mark.parametrize(
    "text",
    [
        PROSE.replace("Kreistag", "Verein"),
        PROSE.replace("Konzept", "Fest"),
        f"Beratungsfolge:\n{PROSE}",
        f"Betreff\nKonzept\n{PROSE}",
        f"<p>{PROSE}</p>",
        "Kreistag Konzept",
        "\n".join(["Kreistag", "Konzept"] * 40) + PROSE,
        "",
    ],
)
def test_other_text_is_nobody_s_report(text: str) -> None:
    assert presse.recognise(Page(URL, text, "text")) is None


def test_an_article_without_text_is_drift() -> None:
    empty = '<html><meta property="og:type" content="article"><body><nav>Kreistag</nav></body></html>'
    with pytest.raises(LayoutDrift):
        read.parse(Page(URL, empty))


@pytest.mark.parametrize("path", OTHERS, ids=name)
def test_no_page_of_a_portal_is_a_report(path: Path) -> None:
    page = page_of(path)
    assert presse.recognise(Page(URL, page.text, page.rendering)) is None
    assert presse.recognise(Page(URL, as_text(page.text) if path in MARKED else page.text, "text")) is None


@pytest.mark.parametrize("path", [path for path in MARKED if "vorlage_" in path.name], ids=name)
def test_a_portal_s_page_inside_an_article_s_frame_is_the_portal_s(path: Path) -> None:
    page = page_of(path)
    framed = f'<head><meta property="og:type" content="article"></head>{page.text}'
    assert presse.recognise(Page(page.url, framed)) is None


# --- the dataset -----------------------------------------------------------------------------


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Dataset]:
    portal = Portal(slug="presse", ags=None, name="Presse", vendor="presse", url="https://presse.invalid/")
    known = [Kreis(ags=f"9900{n}", name=f"Kreis {name}", typ="Kreis", land="Land") for n, name in enumerate("AB")]
    with Dataset(tmp_path / "ris.db") as dataset:
        dataset.register(known, [portal])
        yield dataset


def take_in(db: Dataset, record: Presse, day: str = "2026-11-02", rendering: str = "html") -> None:
    sha = str(hash((record.model_dump_json(), day)))
    gelesen = Gelesen(Abruf(URL, f"{day}T02:00:00+00:00", sha256=sha), rendering, "presse", "presse",
                      Parsed(datensaetze=(record,)))  # fmt: skip
    with db.run("read", "presse"):
        store.put(db, "presse", gelesen)
        settle(db, "presse")


TERMIN = PresseTermin(gremium="Kreistag", datum=date(2013, 9, 13), monat="2013-09", zitat="Am …", zitat_position=7)
BERICHT = Presse(titel="Titel", kreise=("Kreis A",), konzept_worte=("Integrationskonzept",), termine=(TERMIN,))


def test_a_report_has_its_kreis_its_concept_and_its_dates(db: Dataset) -> None:
    take_in(db, BERICHT)
    [row] = db.rows("select * from presse")
    assert (row["titel"], row["ags"], row["kreise"], row["url"]) == ("Titel", "99000", "Kreis A", URL)
    [termin] = db.rows("select * from presse_termine")
    assert (termin["presse"], termin["position"], termin["datum"], termin["zitat_position"]) == (
        row["id"],
        1,
        "2013-09-13",
        7,
    )
    assert db.rows("select konzept, worte from presse_konzepte") == [
        {"konzept": "integrationskonzept", "worte": "Integrationskonzept"}
    ]
    assert db.rows("pragma foreign_key_check") == []
    pages = db.rows("select distinct tabelle, url from herkunft_alle order by tabelle")
    assert [(page["tabelle"], page["url"]) for page in pages] == [("presse", URL), ("presse_termine", URL)]


@pytest.mark.parametrize(
    ("names", "ags"),
    [((), None), (("Kreis A", "Kreis B"), None), (("Kreis X",), None), (("Kreis X", "Kreis B"), "99001")],
)
def test_only_a_single_known_kreis_is_the_report_s(db: Dataset, names: tuple[str, ...], ags: str | None) -> None:
    take_in(db, BERICHT.model_copy(update={"kreise": names}))
    assert db.rows("select ags from presse") == [{"ags": ags}]


def test_a_corrected_report_replaces_its_rows_and_leaves_a_trace(db: Dataset) -> None:
    take_in(db, BERICHT)
    later = TERMIN.model_copy(update={"datum": date(2013, 9, 20)})
    take_in(db, BERICHT.model_copy(update={"termine": (later,)}), "2026-11-03")
    assert [row["datum"] for row in db.rows("select datum from presse_termine")] == ["2013-09-20"]
    [change] = db.rows("select tabelle, feld, alt, neu from aenderungen")
    assert tuple(change.values()) == ("presse_termine", "datum", "2013-09-13", "2013-09-20")


def test_two_renderings_of_one_report_are_one_row(db: Dataset) -> None:
    take_in(db, BERICHT.model_copy(update={"titel": None}), "2026-11-03", "text")
    take_in(db, BERICHT)
    assert [row["titel"] for row in db.rows("select titel from presse")] == ["Titel"]
    assert len(db.rows("select * from presse_termine")) == 1


# --- the commands ----------------------------------------------------------------------------


def test_ingest_presse(tmp_path: Path) -> None:
    (tmp_path / "bericht.txt").write_text(REPORTS[0].read_text("utf-8"), "utf-8")
    arguments = ["ingest", str(tmp_path / "bericht.txt"), "--presse", "--data", str(tmp_path / "data")]
    done = CliRunner().invoke(cli, [*arguments, "--url", URL])
    assert done.exit_code == 0 and "presse: 1 new of 1 files kept" in done.stderr
    assert query(tmp_path / "data" / "ris.db", "select count(*) from presse") == [(1,)]
    assert (tmp_path / "data" / "archive" / "presse.db").is_file()
    again = CliRunner().invoke(cli, [*arguments, "--url", URL, "--portal", "borken"])
    assert again.exit_code == click.UsageError.exit_code and "--presse goes without --portal" in again.stderr
    assert CliRunner().invoke(cli, [*arguments, "--url", URL, "--portal", "presse"]).exit_code == 0


def test_the_demo_links_each_report_to_kreis_and_concept(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    demo_data.prepare(folder)
    with folder.archive("presse") as archive:
        for path in REPORTS:
            archive.keep(Abruf(expected(path)["url"], "2026-11-02T02:10:00+00:00"), path.read_bytes())
        with folder.dataset() as db:
            read.read_portal(db, archive, "presse")
    linked = query(
        folder.ris_db,
        "select k.name, z.slug from presse p join kreise k on k.ags = p.ags join presse_konzepte c on c.presse = p.id"
        " join konzepte z on z.slug = c.konzept order by 1, 2",
    )
    assert linked == [
        ("Kreis Siegen-Wittgenstein", "integrationskonzept"), ("Kreis Soest", "integrationskonzept"),
        ("Landkreis Musterland", "hitzeaktionsplan"), ("Landkreis Musterland", "schulentwicklungsplan"),
    ]  # fmt: skip
    announced = query(
        folder.ris_db,
        "select t.gremium, t.datum from presse_termine t join presse p on p.id = t.presse where p.ags = '05970'"
        " order by t.position",
    )
    assert announced == [("Kreissozialausschuss", "2013-09-09"), ("Kreistag", "2013-09-13")]
    assert query(folder.ris_db, "select count(*) from vorlagen where ags = '05970'") == [(0,)]


# --- the real reports ------------------------------------------------------------------------


def seed(folder: Path, number: str) -> Presse:
    [path] = (folder / "seeds").glob(f"{number}_*.txt")
    return report(Page(f"https://zeitung.example/{number}", path.read_text("utf-8"), "text"))


@pytest.mark.pages
def test_the_report_on_siegen_wittgenstein(pages_folder: Path) -> None:
    found = seed(pages_folder, "003")
    assert (found.titel, found.kreise) == ("Kommunales Integrationskonzept vorgelegt", ("Kreis Siegen-Wittgenstein",))
    assert (found.konzepte, found.medium, found.datum) == (("integrationskonzept",), None, None)
    assert [(termin.gremium, termin.datum) for termin in found.termine if termin.datum] == [
        ("Kreissozialausschuss", date(2013, 9, 9)), ("Kreistag", date(2013, 9, 13)),
    ]  # fmt: skip


@pytest.mark.pages
def test_the_report_on_soest(pages_folder: Path) -> None:
    found = seed(pages_folder, "002")
    assert (found.titel, found.kreise, found.konzepte) == (None, ("Kreis Soest",), ("integrationskonzept",))
    assert [(termin.gremium, termin.datum, termin.monat) for termin in found.termine] == [
        ("Kreistag", None, "2013-06"),
        ("Netzwerk „Teilhabe und Integration“", date(2014, 2, 27), "2014-02"),
    ]
