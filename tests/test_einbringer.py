"""Who proposed a Vorlage: what labels and subjects print, what it means, and that no person stays."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers.allris3.labels import VORLAGE as ALLRIS3
from parsers.allris4.labels import VORLAGE as ALLRIS4
from parsers.common.html import assign
from parsers.common.labels import EINBRINGER
from parsers.sdnet.labels import VORLAGE as SDNET
from parsers.sessionnet.labels import VORLAGE as SESSIONNET
from ris_scraper.build.judge import judge
from ris_scraper.dataset.file import Dataset
from ris_scraper.judgement.phrases import vocabulary
from ris_scraper.judgement.proposals import moved_by, proposal
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Vorlage
from ris_scraper.words.german import clean
from ris_scraper.words.proposers import SEPARATOR, parties, proposers
from tests.support.allris4 import shown
from tests.support.fixture_pages import PAGES, expected, name, page_of, parse
from tests.support.real_pages import gold_files, real_page
from tests.support.storing import HEAD, page, take_in

ROOT = Path(__file__).parent.parent
PARTIES = tomllib.loads((ROOT / "ris_scraper/words/parteien.toml").read_text("utf-8"))
MEANINGS = tomllib.loads((ROOT / "datasette/site.toml").read_text("utf-8"))["vokabular"]["einbringer_typ"]

# --- what a label prints ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "kept", "named"),
    [
        ("CDU-Fraktion", "CDU-Fraktion", "CDU"),
        ("CDU-Fraktion, Nachname, Vorname", "CDU-Fraktion", "CDU"),
        ("Vorname Nachname (SPD)", "SPD", "SPD"),
        ("Frau Nachname-Linke (DIE LINKE.)", "DIE LINKE.", "Die Linke"),
        ("Fraktionen der CDU, der SPD und von Bündnis 90/DIE GRÜNEN", "", "CDU; SPD; GRÜNE"),
        ("Fraktionen CDU, Grüne und FDP", "", "CDU; GRÜNE; FDP"),
        ("SPD- und Grünen-Fraktion", "", "SPD; GRÜNE"),
        ("Fraktion B´90/Die Grünen", "", "GRÜNE"),
        ("Bündnis '90/Die Grünen", "", "GRÜNE"),
        ("DIE LINKE.-Fraktion", "", "Die Linke"),
        ("AfD-Kreistagsfraktion", "", "AfD"),
        ("Gruppe FDP/Piraten", "", "FDP; PIRATEN"),
        ("Fraktion Volt", "", "Volt"),
        ("Freie Wähler/FDP", "", "FREIE WÄHLER; FDP"),
        ("Freie Wählergemeinschaft", "", "FWG"),
        ("BASIS-Fraktion", "", "BASIS"),
        ("LINKE", "", "Die Linke"),
        ("SPD/Linke", "", "SPD; Die Linke"),
        ("Fraktion Nachname", "Fraktion", ""),
        ("Gruppe Nachname/Nachname", "Gruppe", ""),
        ("Wählergruppe Nachname", None, ""),
        ("Fraktionslose Kreistagsmitglieder Nachname", "Fraktionslose Kreistagsmitglieder", ""),
        ("Landrat Vorname Nachname", "Landrat", ""),
        ("Kreisverwaltung", "Kreisverwaltung", ""),
        ("Gemeinde Musterdorf", "Gemeinde", ""),
        ("SPD-Ortsverein Musterdorf", None, ""),
        # surnames that are words of parties and bodies too
        ("Linke, Vorname", None, ""),
        ("Vorname Linke (SPD)", "SPD", "SPD"),
        ("Linke, SPD", "SPD", "SPD"),
        ("SPD-Fraktion, Linke, Vorname", "SPD-Fraktion", "SPD"),
        ("SPD und Linke, Vorname", "SPD", "SPD"),
        ("SPD-Fraktion, Linke", "SPD-Fraktion", "SPD"),
        ("Nachname-Linke-Fraktion", "Fraktion", ""),
        ("Vorname LINKE", None, ""),
        ("Grüne, Vorname / CDU", "CDU", "CDU"),
        ("Volt, Vorname", None, ""),
        ("Gruppe, Vorname", None, ""),
        ("Bürger, Vorname", None, ""),
        ("Landrat, Vorname", None, ""),
        ("Amt 40", "Amt", ""),
        ("Fachbereich 4 - Soziales", "Fachbereich", ""),
        ("Ausschuss für Soziales", "Ausschuss", ""),
        ("Ratsherr Nachname", "Ratsherr", ""),
        ("", None, ""),
    ],
)
def test_no_person_stays_of_a_proposer(printed: str, kept: str | None, named: str) -> None:
    found = proposers(printed)
    assert found == (printed if kept == "" else kept)
    assert SEPARATOR.join(parties(found or "")) == named


@pytest.mark.parametrize(
    "labels", [ALLRIS3, ALLRIS4, SDNET, SESSIONNET], ids=["allris3", "allris4", "sdnet", "sessionnet"]
)
def test_every_label_of_a_proposer_passes_by_the_person_before(labels: dict[str, str | None]) -> None:
    for label in EINBRINGER:
        pairs = [("Verfasser", "Nachname, Vorname"), (label, "FDP-Fraktion, Nachname, Vorname")]
        assert assign(pairs, labels) == ({"einbringer": "FDP-Fraktion"}, [])


@pytest.mark.parametrize("ident", ["anantragsteller", "voverfasser1"])
@pytest.mark.parametrize(("office", "kept"), [("", "SPD-Fraktion"), ('<span id="vofamt">Bauamt</span>', None)])
def test_a_proposer_is_known_by_its_id(ident: str, office: str, kept: str | None) -> None:
    """Beside an office in the same cell stands its clerk (ALLRIS 4)."""
    cell = f'<span id="{ident}">SPD-Fraktion Nachname</span>{office}'
    (paper,) = shown("vo020", f"<h1>Antrag - 1/2026</h1><dl><dt>X:</dt><dd>{cell}</dd></dl>").datensaetze
    assert isinstance(paper, Vorlage)
    assert (paper.einbringer, paper.federfuehrend) == (kept, "Bauamt" if office else None)


# --- on every page that we have --------------------------------------------------------------


OWN = r"[A-ZÄÖÜ]{2,5}"


def only_listed(kept: str) -> None:
    """Assert that nothing but words of our lists stays: all of them struck out, no word is left."""
    listed = [pattern for one in PARTIES["party"] for pattern in (*one["names"], *one.get("beside", ()))]
    rest = kept
    for pattern in [rf"{OWN}(?=-[Ff]raktion)", *listed, *PARTIES["bodies"]["names"]]:
        rest = re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", " ", rest)
    assert not re.search(r"\w", re.sub(r"\b(?:und|u|sowie|von|der|die|des)\b", "", rest)), kept


def in_vocabulary(paper: Vorlage) -> None:
    only_listed(paper.einbringer or "")
    found = proposal({key: value for key, value in paper if isinstance(value, str)})
    assert found.einbringer_typ in {None, *MEANINGS}
    known = {one["name"] for one in PARTIES["party"]}
    for one in found.fraktionen.split(SEPARATOR) if found.fraktionen else ():
        assert one in known or re.fullmatch(OWN, one), one


def papers(where: Page) -> Iterator[Vorlage]:
    yield from (record for record in parse(where).parsed.datensaetze if isinstance(record, Vorlage))


@pytest.mark.parametrize("path", [path for path in PAGES if "raises" not in expected(path)], ids=name)
def test_no_fixture_leaves_a_person(path: Path) -> None:
    for paper in papers(page_of(path)):
        in_vocabulary(paper)


def test_no_real_page_leaves_a_person(pages_folder: Path) -> None:
    golds = gold_files(pages_folder)
    assert golds
    for paper in (paper for gold in golds for paper in papers(real_page(gold))):
        in_vocabulary(paper)


def test_no_line_of_a_real_page_leaves_a_person(pages_folder: Path) -> None:
    """Whatever a page prints may once stand beside a label of a proposer."""
    files = [path for part in ("pages", "seeds") for path in sorted((pages_folder / part).rglob("*")) if path.is_file()]
    found = [kept for path in files for line in printed(path) if (kept := proposers(line) or moved_by(line))]
    assert len(found) > 20
    for kept in found:
        only_listed(kept.replace(SEPARATOR, " "))


def printed(path: Path) -> Iterator[str]:
    text = path.read_text("utf-8", "replace")
    yield from (line for raw in re.split(r"<[^>]{0,2000}>|\n|[\"{}]", text) if (line := clean(raw)))


# --- what it means ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("betreff", "typ", "fraktionen"),
    [
        ("Antrag der SPD-Fraktion vom 02.03.2026: Radwege", "fraktion", "SPD"),
        ("Antrag der Fraktionen CDU und FDP", "fraktion", "CDU; FDP"),
        ("Radwege hier: Antrag der Kreistagsfraktion Bündnis 90 / Die Grünen", "fraktion", "GRÜNE"),
        ("Ausbau hier: Antrag der CDU Fraktion im Kreistag vom 09.02.2026", "fraktion", "CDU"),
        ("Verbot; hier: Antrag der BASIS-Fraktion vom 16.03.2026", "fraktion", "BASIS"),
        ("Antrag der Gruppe FDP/Piraten", "gruppe", "FDP; PIRATEN"),
        ("Gemeinsamer Antrag von CDU und Grünen", "fraktion", "CDU; GRÜNE"),
        ("Antrag vom 12.03.2026 der SPD-Fraktion", "fraktion", "SPD"),
        ("Antrag Nr. 12/2026 der AfD-Fraktion", "fraktion", "AfD"),
        ("Dringlichkeitsantrag Bündnis 90/Die Grünen", "fraktion", "GRÜNE"),
        ("Resolution der Fraktionen SPD, CDU, FDP", "fraktion", "SPD; CDU; FDP"),
        ("Änderungsantrag der Fraktion Die LINKE zur Vorlage 25/068", "fraktion", "Die Linke"),
        ("Antrag Volt: Radwege", "fraktion", "Volt"),
        ("Antrag der Fraktion Grau", "fraktion", None),
        ("Anfrage der Gruppe Nachname/Nachname", "gruppe", None),
        ("Anfrage der Kreistagsabgeordneten Vorname Nachname (SPD)", "mitglied", None),
        ("Antrag der Abg. Nachname", "mitglied", None),
        ("Antrag des Seniorenbeirates auf Bänke", "beirat", None),
        ("Antrag der Gemeinde Musterdorf auf Zuschuss", "gemeinde", None),
        ("Antrag der Verwaltung", "verwaltung", None),
        ("Antrag auf Förderung der SPD", None, None),
        ("Antrag von Frau Linke", None, None),
        ("Beschluss über den Antrag der CDU-Fraktion", None, None),
        ("Stellungnahme zum Antrag der SPD-Fraktion", None, None),
        ("Beantwortung der Anfrage der FDP-Fraktion", None, None),
        ("Änderungsantrag zum Antrag der CDU-Fraktion", None, None),
        ("Antrag der SPD-Ortsgruppe Musterdorf", None, None),
        ("Integrationskonzept", None, None),
    ],
)
def test_a_subject_says_who_moves(betreff: str, typ: str | None, fraktionen: str | None) -> None:
    assert proposal({"betreff": betreff})[:2] == (typ, fraktionen)


@pytest.mark.parametrize(
    ("art", "office", "typ", "fraktionen"),
    [
        ("Fraktionsantrag", "", "fraktion", None),
        ("Antrag der Fraktion", "Amt 40", "fraktion", None),
        ("Antrag SPD-Fraktion", "", "fraktion", "SPD"),
        ("Antrag (Fraktionen, Abgeordnete)", "", None, None),
        ("Antrag", "Amt 40", None, None),
        ("Antrag", "CDU-Fraktion", "fraktion", "CDU"),
        ("Antrag", "Gruppe 3 Planung", None, None),
        ("Einwohneranfrage", "", "einwohner", None),
        ("Antwort auf Anfrage der Fraktion", "", None, None),
        ("Antwort auf Anfrage der Fraktion", "Amt 40", "verwaltung", None),
        ("Verwaltungsvorlage", "", "verwaltung", None),
        ("Mitteilung des Landrats", "", "verwaltung", None),
        ("Beschlussvorlage", "", None, None),
        ("Beschlussvorlage Kreisausschuss", "Amt 40", "verwaltung", None),
    ],
)
def test_a_kind_of_paper_says_who_proposes(art: str, office: str, typ: str | None, fraktionen: str | None) -> None:
    assert proposal({"art": art, "federfuehrend": office})[:2] == (typ, fraktionen)


def test_a_label_counts_before_the_subject_which_names_the_fraktion() -> None:
    said = {"betreff": "Antrag der SPD-Fraktion", "art": "Beschlussvorlage", "federfuehrend": "Amt 40"}
    assert proposal(said)[:2] == ("fraktion", "SPD")
    assert proposal({**said, "einbringer": "Kreisverwaltung"})[:2] == ("verwaltung", None)
    assert proposal({**said, "einbringer": "Fraktion"}) == ("fraktion", "SPD", "einbringer", "betreff")


def test_every_kind_of_proposer_is_explained() -> None:
    norms = {rule.norm for name in ("einbringer", "einbringer_art") for rule in vocabulary(name).rules}
    assert norms == set(MEANINGS)


def test_every_party_has_a_source_and_is_found_by_its_name() -> None:
    for one in PARTIES["party"]:
        assert one["source"] and parties(f"Fraktion {one['name']}") == (one["name"],)
        assert clean(proposers(f"Fraktion {one['name']}") or "") == f"Fraktion {one['name']}"


# --- in the dataset --------------------------------------------------------------------------


def test_rows_say_who_proposed_and_which_page_tells_it(tmp_path: Path) -> None:
    bare = HEAD.model_copy(update={"betreff": None, "art": None})
    moved = Vorlage(id="9", betreff="Radweg; hier: Antrag der FDP-Fraktion")
    with Dataset(tmp_path / "ris.db") as db:
        take_in(db, page("vo0050.php?__kvonr=9", "vorlage", bare), page("vo0053.php?__kvonr=9", "beratungen", moved))
        (row,) = db.rows("select einbringer, einbringer_typ, fraktionen, seite from vorlagen")
        assert (row["einbringer"], row["einbringer_typ"], row["fraktionen"]) == (None, "fraktion", "FDP")
        told = db.rows(
            "select feld, url from herkunft_alle where feld in ('einbringer_typ', 'fraktionen') order by feld"
        )
        url = "https://muster.example/bi/vo0053.php?__kvonr=9"
        assert told == [{"feld": "einbringer_typ", "url": url}, {"feld": "fraktionen", "url": url}]


def test_judging_anew_fills_the_columns_from_what_was_kept(tmp_path: Path) -> None:
    paper = HEAD.model_copy(update={"einbringer": "Fraktionen SPD und FDP"})
    asked = "select einbringer, einbringer_typ, fraktionen from vorlagen"
    with Dataset(tmp_path / "ris.db") as db:
        take_in(db, page("vo0050.php?__kvonr=9", "vorlage", paper))
        told = db.rows(asked)
        assert told == [
            {"einbringer": "Fraktionen SPD und FDP", "einbringer_typ": "fraktion", "fraktionen": "SPD; FDP"}
        ]
        db.execute("update vorlagen set einbringer_typ = null, fraktionen = null")
        assert list(judge(db))
        assert db.rows(asked) == told
