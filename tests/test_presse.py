"""Press reports: what an article states, which Kreise and concepts it names, and what is no report."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from benchmarks import bench_konzepte
from parsers import presse
from parsers.presse import article
from parsers.presse.concepts import konzept_worte
from parsers.presse.kreise import kreise
from parsers.presse.people import without_people
from parsers.presse.sentences import sentences
from parsers.presse.text import article as text_article
from ris_scraper.judgement.concepts import konzepte, listed
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Presse
from ris_scraper.read import read
from tests.support.fixture_pages import MARKED, PAGES, example, name, of, page_of, parse
from tests.support.rendering import as_text

REPORTS = of("presse")
OTHERS = [path for path in PAGES if path not in REPORTS]
URL = "https://zeitung.example/bericht"
HTML = example("presse", "presse_presse_musterland-schulentwicklungsplan").text


def report(page: Page) -> Presse:
    [record] = parse(page).parsed.datensaetze
    assert isinstance(record, Presse)
    return record


def test_sentences_know_their_place() -> None:
    paragraphs = ("Am 9. September tagt er. Am 1. kommt der 2. Teil z. B. „so“.", "Bis 2013. Dann nicht!")
    whole = "\n".join(paragraphs)
    found = sentences(paragraphs)
    assert [sentence.text for sentence in found] == [
        "Am 9. September tagt er.", "Am 1. kommt der 2. Teil z. B. „so“.", "Bis 2013.", "Dann nicht!",
    ]  # fmt: skip
    assert all(whole[sentence.position :].startswith(sentence.text) for sentence in found)


def test_quotes_stand_where_they_say() -> None:
    for path in REPORTS:
        page = page_of(path)
        read_article = text_article.read_article if page.rendering == "text" else article.read_article
        text = "\n".join(read_article(page).paragraphs)
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
    ours, right, wrong, missed = {konzept.slug for konzept in konzepte()}, 0, 0, 0
    for row in bench_konzepte.labelled():
        phrases = konzept_worte(f"Der Ausschuss befasste sich mit dem Thema „{row.betreff}“ und vertagte sich.")
        found = {slug for phrase in phrases for slug in listed(phrase)}
        right += len(found & row.concepts)
        wrong += len(found - row.allowed)
        missed += len(row.concepts & ours - found)
    assert right / (right + wrong) >= 0.98
    # What is missed is mostly what a Betreff abbreviates ("NVP") or sets apart ("Rettungsdienst: Bedarfsplan").
    assert right / (right + missed) >= 0.93


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
    assert without_people(text) == expected


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
    # The medium and what is no part of the article are known from markup alone.
    assert (text.medium, text.datum) == (None, found.datum)
    bodies = [(termin.gremium, termin.zitat) for termin in text.termine]
    assert all((termin.gremium, termin.zitat) in bodies for termin in found.termine)


PROSE = (
    "Der Kreistag berät das Konzept am 9. September in öffentlicher Sitzung, und alle sind dazu herzlich eingeladen. "
    * 3
)


def test_lines_above_the_text() -> None:
    found = text_article.read_article(
        Page(URL, f"Konzept liegt vor\n28. August 2013, 14:30 Uhr\n\n{PROSE}\n— .\n[code a=1]\nAnzeige", "text")
    )
    assert (found.title, found.published, len(found.paragraphs)) == ("Konzept liegt vor", date(2013, 8, 28), 1)
    assert text_article.read_article(Page(URL, f"Startseite\nKonzept liegt vor\n{PROSE}", "text")).title is None
    assert text_article.read_article(Page(URL, PROSE, "text")).title is None


@pytest.mark.parametrize(
    "text",
    [
        "Der Kreistag hat am 10. März das Integrationskonzept beschlossen.",
        "Soest, 12. März 2014. Der Kreistag hat am 10. März den Haushalt beschlossen.",
        "Haushalt steht\nSoest, 12. März 2014\nDer Kreistag hat am Montag, 10. März, den Haushalt beschlossen.",
        "Der Jugendhilfeausschuss berät am 9. September über die Kindertagesstätten.",
        "Der Seniorenbeirat tagte am 3. Juni 2025 im Kreishaus zu Fragen der Pflege.",
        PROSE.replace("Konzept", "Fest"),
    ],
)
def test_a_report_may_be_short_and_name_no_concept(text: str) -> None:
    page = Page(URL, text, "text")
    assert read.recognise(page) == ("presse", "presse")
    assert report(page).termine


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Soest, 12. März 2014 – Der Kreistag hat am 10. März den Haushalt beschlossen.", date(2014, 3, 10)),
        ("Kreis Soest (12.03.2014). Der Kreistag hat am 10. März den Haushalt beschlossen.", date(2014, 3, 10)),
        ("12.03.2014 | Soest | Der Kreistag hat am 10. März den Haushalt beschlossen.", date(2014, 3, 10)),
        ("Pressemitteilung vom 12.03.2014\nDer Kreistag hat am 10. März den Haushalt beschlossen.", date(2014, 3, 10)),
        ("Mittwoch, 12. März 2014, 14:30 Uhr\nDer Kreistag wird am 20. März den Haushalt beraten.", date(2014, 3, 20)),
        ("Der Kreistag hat am 10. März den Haushalt beschlossen.\nStand: 12.03.2014", date(2014, 3, 10)),
        ("Soest, 8. Januar 2014. Der Kreistag hat am 20. Dezember den Haushalt beschlossen.", date(2013, 12, 20)),
        ("Der Kreistag hat am 10. März den Haushalt beschlossen.", None),
        ("Bericht vom 12.03.2014 liegt vor\nDer Kreistag hat am 10. März den Haushalt beschlossen.", None),
    ],
)
def test_a_day_without_year_takes_it_from_the_dateline(text: str, day: date | None) -> None:
    [termin] = report(Page(URL, text, "text")).termine
    assert (termin.gremium, termin.datum) == ("Kreistag", day)


@pytest.mark.parametrize(
    "text",
    [
        PROSE.replace("Kreistag", "Verein"),
        PROSE.replace("Konzept", "Fest").replace("berät", "feiert").replace("Sitzung", "Halle"),
        "Die Sitzung des Ausschusses ist nicht öffentlich oder wurde noch nicht freigegeben.",
        "Willkommen im Ratsinformationssystem. Hier finden Sie den Haushaltsplan und alle Sitzungen des Kreistages.",
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
