"""No name of staff, no address of mail, no telephone: labels, running text, offices, and published bytes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parsers
import ris_scraper
from parsers.common.contacts import without_persons
from ris_scraper.archive.archive import Fetch
from ris_scraper.archive.ingest import supplied
from ris_scraper.build.build import build
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Hinweis, Parsed
from ris_scraper.publish.site import publish
from ris_scraper.read import read
from ris_scraper.words.names import KNOWN, table
from ris_scraper.words.persons import LABEL, LABELS, MARK, is_label, office, without_contacts
from tests.support.archives import filled
from tests.support.fixture_pages import FIXTURES, PAGES, fetch_of, page_of
from tests.support.real_pages import gold_files, page_beside, real_page
from tests.support.rendering import copy_of
from tests.support.staffed import AT, HEADS, MARKUP, SECRETS, copies, leaking, pages

ROOT = Path(__file__).parent.parent

# --- running text ----------------------------------------------------------------------------

MAIL = f"e.muster{AT}kreis-a.example"


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (f"Ansprechpartnerin: Frau Erika Muster, Telefon 0999 94-4000, E-Mail: {MAIL}", MARK),
        ("Bearbeiter: Max Mustermann Telefon: 0999/94-4000 Zimmer 312 Der Antrag", f"{MARK} Der Antrag"),
        ("Bearbeiter: Max MustermannStatus:öffentlich", f"{MARK}Status:öffentlich"),
        ("Ansprechpartner:\nMax Mustermann\nTel. 4000\nDer Kreistag", f"{MARK}\nDer Kreistag"),
        ("Verfasser 1: Muster, Eva", MARK),
        ("Verantwortlich: Amt 51, Frau Muster", f"Verantwortlich: Amt 51, {MARK}"),
        ("Berichterstatter: Kreisrat Schmidt", MARK),
        ("Radweg (Berichterstatterin: Dr. Schmidt-Meier)", f"Radweg {MARK}"),
        ("Sitzungsleitung: Vorname Nachname Schriftführung: Nachname", MARK),
        ("Ihre Ansprechpartnerin ist Frau Erika Muster.", f"{MARK}."),
        ("Rückfragen beantwortet Ihnen Frau Schulz unter 0171/1234567.", f"{MARK} unter {MARK}."),
        ("Die Verwaltung (Frau Muster, Tel. 123) erläutert", f"Die Verwaltung {MARK} erläutert"),
        ("gez. Dr. Müller Landrat", MARK),
        ("Musterstadt, 12.03.2026 gez.: Muster", f"Musterstadt, 12.03.2026 {MARK}"),
        ("Im Auftrag Mustermann", MARK),
        ("Im Auftrag\n(Mustermann)", MARK),
        ("i. A. Muster", MARK),
        ("i.V. Erika Muster", MARK),
        ("Mit freundlichen Grüßen Max Muster Fraktionsvorsitzender Anlage 1", f"{MARK} Anlage 1"),
        ("Mit freundlichen Grüßen\ngez. Max Muster", MARK),
        ("max (at) kreis [dot] de", MARK),
        ("max.muster at kreis-a.de", MARK),
        (f"mailto:{MAIL}", MARK),
        ("Rückruf unter (0999) 94-4000 oder +49 999 944000.", f"Rückruf unter {MARK}."),
        ("Telefon: 4000 / 4001", MARK),
        ("Durchwahl -4000", MARK),
        ("Tel.: 0999/94-4000 12.03.2026 Sitzung", f"{MARK} 12.03.2026 Sitzung"),
        ("Telefon 0999 944000 25 Mitglieder", f"{MARK} 25 Mitglieder"),
        ("Tel 0999/94 40 00 § 5 Abs. 2", f"{MARK} § 5 Abs. 2"),
        ("Kreishaus, Raum 120, Tel. 0999 94-4000", f"Kreishaus, {MARK}"),
    ],
)  # fmt: skip
def test_contacts_are_cut_out_of_running_text(text: str, cut: str) -> None:
    assert without_contacts(text) == cut
    assert without_contacts(cut) == cut


@pytest.mark.parametrize("words", table()["speaking"]["stems"])
def test_what_leads_to_a_person_is_cut_from_its_first_word(words: str) -> None:
    assert without_contacts(f"Der Kreistag. Ihre {words} Frau Muster") == f"Der Kreistag. {MARK}"


@pytest.mark.parametrize(
    "words",
    [
        "Im Original gez.",
        "Im Original gezeichnet",
        "Mit freundlichem Gruß",
        "Mit freundlichen Gruessen",
        "Mit vorzüglicher Hochachtung",
        "Herzliche Grüße",
    ],
)
def test_a_signature_is_cut_from_its_first_word(words: str) -> None:
    assert without_contacts(f"Der Kreistag. {words} Erika Muster") == f"Der Kreistag. {MARK}"


@pytest.mark.parametrize(
    "text",
    [
        "Landrat Müller wird beauftragt.",
        "Antrag der Kreistagsmitglieder Müller und Schulz",
        "Im Auftrag des Kreises hat das Büro Muster untersucht",
        "nach § 3 i. V. m. § 5 GO NRW i. V. mit Satz 2",
        "Vorlage 0207/2016/1 vom 02.03.2016, Az. 66.12-03/45, 1.234.567 Euro",
        "IBAN DE02 1203 0000 0000 2020 51",
        "Produkt 030101/501100 und Produkt 060101/543100",
        "Vorlagen-Nr. 0312/4567 und 0312/4567",
        "Az.: 03/2016-0815 und 0228-2016; Kosten 030/2024-12345",
        "Ja-Stimmen: 25, Nein: 3, Enthaltung: 0",
        "Verantwortlich: Jugendamt, Termin: 2027",
        "Verantwortlich: Kreis Musterland",
        "Verfasser: CDU-Fraktion",
        "Bearbeitung: bis 2027",
        "Teilnehmer: 25",
        "Kreishaus, Zimmer 120",
        "Kreis mobil 2025 und Mobil 2030",
        "Die Telefonkonferenz am 12.03.2026 um 17:00 Uhr",
        "E-Mail-Adresse der Verwaltung fehlt",
        "Sitzung 18:00-20:30 Uhr; 0,5 Mio. €; 1.500 €/m²",
    ],
)
def test_what_is_no_contact_stays(text: str) -> None:
    assert without_contacts(text) is text


@given(st.text(alphabet="abgzHFMü.:@+0129/-( )\n[…]", max_size=60))
def test_any_text_is_cut_once_and_for_all(text: str) -> None:
    cut = without_contacts(text)
    assert without_contacts(cut) == cut


@pytest.mark.parametrize("label", LABELS)
def test_every_label_of_the_table_cuts(label: str) -> None:
    assert is_label(label)
    assert without_contacts(f"Der Kreistag. {label}: Xaverbeck, Quirina") == f"Der Kreistag. {MARK}"


def test_long_texts_cost_little() -> None:
    for piece in (
        "Frau ",
        "A. ",
        "0",
        "a.",
        "Ab-",
        "Bearbeiter: ",
        "gez. Müller, ",
        "(0999) ",
        "Tel. 0 ",
        "a@",
        "Dr. ",
        "/-in",
    ):
        without_contacts(piece * 3000)


# --- offices ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Mustermann, Erika", None),
        ("Erika Mustermann", None),
        ("Frau Mustermann", None),
        ("Herr Dr. Beispiel", None),
        ("E. Mustermann", None),
        ("Mustermann, E.", None),
        ("Mustermann", None),
        ("Schmidt-Meier", None),
        ("Herr", None),
        ("Tel. 0999 94-4000", None),
        ("0999/94-4000", None),
        (MAIL, None),
        ("Frau Mustermann, FD 3.2", "FD 3.2"),
        ("Amt 66, Herr Müller, Tel. 123", "Amt 66"),
        ("51 - Jugendamt (Frau Schulz)", "51 - Jugendamt"),
        ("Amt 51 / Müller", "Amt 51"),
        (f"20.1 Kämmerei, {MAIL}", "20.1 Kämmerei"),
        *((kept, kept) for kept in (
            "Amt 51", "FD 3.2", "Landrat", "Der Landrat", "Büro des Landrats", "61.2 Kreisentwicklung", "II.1",
            "Jugend, Soziales", "Zentrale Dienste", "Untere Naturschutzbehörde", "Gleichstellung von Frau und Mann",
            "Umwelt, Bauen und Verkehr",
        )),
    ],
)  # fmt: skip
def test_an_office_in_charge_is_no_person(printed: str, kept: str | None) -> None:
    assert office(printed) == kept


# --- pages -----------------------------------------------------------------------------------


# Every label is tried with every vendor, in a text copy or in markup.
SHARES = [(vendor, number % 2) for number, vendor in enumerate(MARKUP)]


@pytest.mark.parametrize(("vendor", "share"), SHARES)
def test_no_label_leaves_a_person_in_a_text_copy(vendor: str, share: int) -> None:
    assert leaking(copies(vendor, LABELS[share::2])) == []


@pytest.mark.parametrize(("vendor", "share"), SHARES)
def test_no_label_leaves_a_person_in_markup(vendor: str, share: int) -> None:
    assert leaking(pages(vendor, MARKUP[vendor], LABELS[1 - share :: 2])) == []


@pytest.mark.parametrize("vendor", HEADS)
def test_the_rest_of_a_page_is_read_as_without_the_person(vendor: str) -> None:
    told = list(pages(vendor, HEADS[vendor], LABELS[::29]))
    plain = {one.plain: read.parse(one.plain).parsed.datensaetze for one in told}
    assert plain
    assert [one.told for one in told if read.parse(one.page).parsed.datensaetze != plain[one.plain]] == []


# A table that lacks one label, as the same code reads it.
_WITHOUT = """
from tests.support.staffed import MARKUP, leaking, pages
print(len(leaking(pages("sessionnet", MARKUP["sessionnet"], [{label!r}]))))
"""


@pytest.mark.parametrize(("label", "taken"), [("Bearbeiter", True), ("Auskunft erteilt", True), ("Bearbeiter", False)])
def test_a_label_that_the_table_lacks_is_noticed(label: str, taken: bool, tmp_path: Path) -> None:
    for package in (ris_scraper, parsers):
        source = Path(str(package.__file__)).parent
        shutil.copytree(source, tmp_path / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    table = tmp_path / "ris_scraper/words/persons.toml"
    whole = table.read_text("utf-8")
    assert whole.count(f'"{label}",') >= 1
    table.write_text(whole.replace(f'"{label}",', "", 1) if taken else whole, "utf-8")
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    run = subprocess.run(
        [sys.executable, "-c", _WITHOUT.format(label=label)], cwd=tmp_path, env=env, capture_output=True, check=False
    )
    assert (int(run.stdout) > 0) is taken, run.stderr.decode()


_ALLRIS3 = '<div class="row"><div class="label"><a aria-describedby="{0}">{1}:</a></div><span id="{0}">{2}</span></div>'
_ALLRIS4 = '<dt>{1}:</dt><dd><span id="{0}">{2}</span></dd>'
_SESSIONNET = (
    '<div class="smc-table-row"><div class="smc-table-cell smc-cell-head">{1}</div>'
    '<div class="smc-table-cell {0}">{2}</div></div>'
)
_LOOSE = '<div>{1}</div><p class="{0}">{2}</p>'


@pytest.mark.parametrize(
    ("vendor", "url", "around", "row", "subject", "office_class"),
    [
        ("allris3", "bi/vo020_r.asp?VOLFDNR=1", '<div id="rismain">{}</div>', _ALLRIS3, "vobetreff", "vofamt"),
        ("allris4", "public/vo020?VOLFDNR=1", "<main><h1>Antrag - 1/2026</h1><dl>{}</dl></main>", _ALLRIS4, "vobetreff",
         "vofamt"),
        ("sessionnet", "bi/vo0050.php?__kvonr=1", "{}", _SESSIONNET, "vobetr", "vovaname"),
        ("sessionnet", "bi/vo0050.php?__kvonr=1", "{}", _LOOSE, "vobetr", "vovaname"),
    ],
)  # fmt: skip
def test_a_label_that_names_a_person_counts_before_a_class(
    vendor: str, url: str, around: str, row: str, subject: str, office_class: str
) -> None:
    rows = row.format(subject, "Betreff", "Radweg") + row.format(office_class, "Bearbeiter", "Xaverbeck")
    page = Page(f"https://x.example/{url}", f"<html><body>{around.format(rows)}</body></html>")
    [paper] = parsers.VENDORS[vendor].pages["vorlage"](page).datensaetze
    assert paper.model_dump()["betreff"] == "Radweg"
    assert "Xaverbeck" not in paper.model_dump_json()


def test_hints_and_reasons_name_nobody() -> None:
    hint = Hinweis(art="label", text=f"Auskunft erteilt: Frau Muster, {MAIL}")
    assert [kept.text for kept in without_persons(Parsed(hinweise=(hint,))).hinweise] == [MARK]
    error = json.dumps(
        {"type": "https://schema.oparl.org/1.0/Error", "message": f"nicht gefunden, Frau Muster, {MAIL}"}
    )
    kept = read.read("https://x.example/oparl/1.0/paper/1", error.encode())
    assert kept.fehler and MAIL not in (kept.grund or "")


# --- what is published -----------------------------------------------------------------------


def keep(folder: Folder, slug: str, fetch: Fetch, body: bytes) -> None:
    with folder.archive(slug) as archive:
        archive.keep(replace(fetch, content_type="text/html; charset=utf-8"), body)


def published(folder: Folder) -> list[bytes]:
    """The bytes of the dataset and of everything that is published of it."""
    with suppress(InputError):
        list(build(folder))
    publish(folder.ris_db, folder.site)
    return [path.read_bytes() for path in (folder.ris_db, *folder.site.rglob("*")) if path.is_file()]


def test_no_byte_of_what_is_published_names_staff(tmp_path: Path) -> None:
    """All example pages; some of them fetched again with a person in them, and once more without."""
    folder = filled(tmp_path / "data")
    staffed = {one.plain.url: one.page.text for vendor, puts in MARKUP.items() for one in pages(vendor, puts)}
    kept = [supplied(path) for path in PAGES if fetch_of(path).url in staffed]
    for page in kept:
        again = replace(page.fetch, abgerufen_am="2026-12-04T03:00:00+01:00")
        keep(folder, str(page.portal), again, staffed[page.fetch.url].encode())
        keep(
            folder,
            str(page.portal),
            replace(again, abgerufen_am="2026-12-05T03:00:00+01:00"),
            page_of(page.path).text.encode(),
        )
    found = published(folder)
    assert kept and any(b"beschlossen" in body for body in found)
    assert [secret for secret in SECRETS for body in found if secret.encode() in body] == []


# Who and what stands on a real page where it must not be published: behind a label, and addresses in its text.
_PERSON = re.compile(rf"(?<!\w){LABEL}\s?:\s*(?P<name>{KNOWN})")
_ADDRESS = re.compile(
    rf"[\w.+-]+{AT}[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\d./])(?:\+49|0[2-9]\d{1,4})\s?[/-]\s?(?!(?:19|20)\d\d(?!\d))\d{3,}[\d -]*\d(?![\d/.])"
)


def private(page: Page) -> Iterator[str]:
    """Names behind labels, addresses of mail and numbers of telephones that a page prints."""
    text = page.text if page.rendering == "text" else copy_of(page).text
    yield from (found["name"] for found in _PERSON.finditer(text))
    yield from (found[0] for found in _ADDRESS.finditer(text))


@pytest.mark.pages
def test_no_byte_that_is_published_of_real_pages_names_staff(pages_folder: Path, tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    shutil.copy(FIXTURES / "portals.toml", tmp_path)
    golds = gold_files(pages_folder)
    for gold in golds:
        page = real_page(gold)
        body, rendering = page_beside(gold).read_bytes(), page.rendering
        with folder.archive("musterland") as archive:
            archive.keep(Fetch(page.url, "2026-12-04T03:00:00+01:00", rendering=rendering), body)
    told = {secret for gold in golds for secret in private(real_page(gold))}
    found = published(folder)
    assert len(told) > 10
    assert [secret for secret in told for body in found if secret.encode() in body] == []
