"""Measurements of accuracy as files, as a command, on the site, and over the real pages."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from datasette.app import Datasette

from ris_scraper.accuracy import forms, kept
from ris_scraper.accuracy.bound import lower_bound
from ris_scraper.accuracy.collection import cases
from ris_scraper.accuracy.measure import measured
from ris_scraper.accuracy.nouns import ALL, FIELDS, Mark, Measurement, Verwechslung
from ris_scraper.accuracy.rows import genauigkeit, tables
from ris_scraper.cli import main
from ris_scraper.nouns.errors import InputError
from ris_scraper.publish.site import publish
from ris_scraper.read.vendors import VENDORS
from ris_scraper.release.release import release
from tests.support import sample_db
from tests.support.serving import get, sql
from tests.support.signed import expectation

# --- the files of measurements ---------------------------------------------------------------


def measurement(**more: Any) -> Measurement:
    said = {
        "sammlung": "eigene",
        "stichprobe": "zufall",
        "seiten": 3,
        "vendors": ("sdnet",),
        "zaehlungen": (("sdnet", "vorlage", "vorlage", "nummer", Mark(richtig=59, fehlend=1)),),
        "verwechslungen": (Verwechslung("sdnet", "rolle", "anhoerung", "beratung", 1),),
    }
    return Measurement.model_validate({**said, **more})


def test_a_measurement_is_kept_and_found_again(tmp_path: Path) -> None:
    assert kept.own(tmp_path / "none") == ()
    kept.write(measurement(), tmp_path)
    assert kept.own(tmp_path) == (measurement(),)


@pytest.mark.parametrize(
    "change",
    [
        ('"nummer"', '"Amt für Schulen, Frau Muster"'),
        ('"anhoerung"', '"Anhörung der Nachbarn"'),
        ('"eigene"', '"andere"'),
        ('"nummer"', '"unbekanntes_feld"'),
        ('["sdnet", "vorlage", "v', '["rubin", "vorlage", "v'),
        ("59", "-59"),
        ("{", ""),
    ],
)
def test_a_file_that_is_no_measurement_is_refused(change: tuple[str, str], tmp_path: Path) -> None:
    file = kept.write(measurement(), tmp_path)
    text = file.read_text("utf-8")
    assert change[0] in text
    file.write_text(text.replace(*change), "utf-8")
    with pytest.raises(InputError, match=r"eigene\.json is no measurement.*`ris accuracy … --write`"):
        kept.own(tmp_path)


def test_a_shipped_name_is_taken(tmp_path: Path) -> None:
    kept.write(measurement(sammlung="beispielseiten"), tmp_path)
    with pytest.raises(InputError, match="'beispielseiten' is a shipped measurement"):
        kept.own(tmp_path)


# --- the command -----------------------------------------------------------------------------


def accuracy(*arguments: object) -> Result:
    return CliRunner().invoke(main.cli, ["accuracy", *map(str, arguments)])


@pytest.fixture
def errors(tmp_path: Path) -> Path:
    """A folder with a page of which some values are expected otherwise than it states them."""
    (tmp_path / "geprueft").mkdir()
    said = {"art": "Beschlussvorlage - öffentlich", "art_norm": "antrag", "betreff": None, "aktenzeichen": "IV-7"}
    expectation(tmp_path / "geprueft", **said)
    return tmp_path / "geprueft"


def test_a_table_for_people(errors: Path) -> None:
    done = accuracy(errors)
    said = [" ".join(line.split()) for line in done.stdout.splitlines()]
    assert said[:2] == [
        "Accuracy: geprueft",
        "1 pages with signed expectations; pages that the developers saw: no estimate for unseen pages.",
    ]
    for line in (
        "allris3 vorlage vorlage art 1 1 0 0 0 5.00 %",
        "allris3 vorlage vorlage art_norm 1 0 1 0 0 0.00 %",
        "alle alle vorlage betreff 1 0 0 0 1 0.00 %",
        "alle alle vorlage aktenzeichen 1 0 0 1 0 0.00 %",
        "antrag beschlussvorlage 1",
    ):
        assert line in said
    assert any(line.startswith("sdnet vorlage id, nummer, betreff") for line in said)
    assert said[said.index("Read as (phase)") + 1] == "not measured"


def test_markdown_and_json_say_the_same(errors: Path, tmp_path: Path) -> None:
    found = accuracy(errors, "--md").stdout.splitlines()
    assert found[0] == "# Accuracy: geprueft"
    assert "| alle | alle | vorlage | art | 1 | 1 | 0 | 0 | 0 | 5.00 % |" in found
    done = accuracy(errors, "--json", "--write", "--data", tmp_path / "data")
    [written] = kept.own(tmp_path / "data" / "genauigkeit")
    assert Measurement.model_validate_json(done.stdout) == written and written.leser and written.regeln
    assert [*forms.markdown(written)] == found


def test_nothing_that_a_page_prints_is_printed_or_kept_unless_it_is_asked_for(errors: Path, tmp_path: Path) -> None:
    for form in ("--md", "--json"):
        done = accuracy(errors, form, "--write", "--data", tmp_path / "data")
        kept_text = (tmp_path / "data" / "genauigkeit" / "geprueft.json").read_text("utf-8")
        for text in (done.output, kept_text):
            assert "Zuhause im Kreis Soest" not in text and "IV-7" not in text
    assert "aktenzeichen (fehlend): None instead of 'IV-7'" in accuracy(errors, "--misses").stderr


def test_publish_says_which_measurement_is_older_than_the_readers(tmp_path: Path) -> None:
    sample_db.build(tmp_path / "ris.db")
    kept.write(measurement(leser="alt", regeln="alt"), tmp_path / "genauigkeit")
    done = CliRunner().invoke(main.cli, ["publish", "--data", str(tmp_path)])
    assert done.exit_code == 0 and "eigene.json was measured with other readers or rules" in done.stderr
    assert sql(tmp_path / "site", "select count(*) as n from genauigkeit where sammlung = 'eigene'")[0]["n"] > 100


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--name", "Meine Seiten"), "cannot be used"),
        (("--expected", "nirgends.json"), "nirgends.json cannot be read"),
    ],
)
def test_wrong_input_gets_a_sentence(more: tuple[str, ...], why: str, errors: Path) -> None:
    done = accuracy(errors, *more)
    assert isinstance(done.exception, InputError) and why in str(done.exception)


def test_a_folder_without_signed_pages_is_no_success(tmp_path: Path) -> None:
    for folder, why in ((tmp_path, "no page has a signed expectation"), (tmp_path / "weg", "does not exist")):
        done = accuracy(folder)
        assert isinstance(done.exception, InputError) and why in str(done.exception)


# --- the site --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published site with a measurement of the operator's own."""
    folder = tmp_path_factory.mktemp("genauigkeit")
    kept.write(measurement(), folder / "genauigkeit")
    publish(sample_db.build(folder / "ris.db"), folder / "site", measured=folder / "genauigkeit")
    return folder / "site"


@pytest.fixture(scope="module")
def app(place: Path) -> Datasette:
    return Datasette(config_dir=place)


def test_both_tables_are_published_with_the_operators_own(place: Path) -> None:
    expected = tables((*kept.shipped(), measurement()))
    for name, rows in expected.items():
        assert [tuple(row.values()) for row in sql(place, f"select * from {name} order by rowid")] == rows
    [row] = sql(place, "select n, untergrenze from genauigkeit where sammlung = 'eigene' and seitentyp = 'vorlage'")
    assert row == {"n": 60, "untergrenze": lower_bound(59, 60)}


def test_without_own_measurements_the_shipped_ones_are_published(site: Path) -> None:
    names = [row["sammlung"] for row in sql(site, "select distinct sammlung from genauigkeit")]
    assert names == ["beispielseiten", "betreffe-arbeit", "betreffe-pruefung"]


def plain(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_a_release_holds_the_operators_own_and_the_site_knows_it(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (pip install -e '.[release]')")
    ris_db, own = sample_db.build(tmp_path / "ris.db"), tmp_path / "genauigkeit"
    kept.write(measurement(), own)
    made = release(ris_db, tmp_path / "releases", "0.2.0", measured=own)
    assert "| eigene | zufall | sdnet | vorlage | vorlage | nummer | 60 |" in (made / "genauigkeit.md").read_text(
        "utf-8"
    )
    publish(ris_db, tmp_path / "site", measured=own, made=tmp_path / "releases")
    told = yaml.safe_load((tmp_path / "site" / "metadata.yaml").read_text("utf-8"))["plugins"]["ris"]["stand"]
    assert told["ausgabe"] == "0.2.0"


def cells(page: str) -> list[tuple[str, ...]]:
    """The rows of the tables of fields: the name of a field, and what is said of each vendor."""
    part = page.partition('id="felder"')[2].partition('id="verwechslungen"')[0]
    rows = re.findall(r"<tr><th scope=\"row\"><code>(\w+)</code>.*?</th>(.*?)</tr>", part, re.S)
    return [(name, *map(plain, re.findall(r"<td>(.*?)</td>", said, re.S))) for name, said in rows]


def test_the_page_says_n_and_bound_or_not_measured_of_every_vendor_and_field(app: Datasette) -> None:
    found = cells(get(app, "/genauigkeit").text)
    # The page has its own order of the records, which the reader knows.
    assert Counter(name for name, *_ in found) == Counter(feld for fields in FIELDS.values() for feld in fields)
    assert {len(row) for row in found} == {1 + 1 + len(VENDORS)}
    said = [cell for _, *rest in found for cell in rest]
    assert all(cell == "nicht gemessen" or re.fullmatch(r"≥ \d+,\d % n \d+", cell) for cell in said)
    assert said.count("nicht gemessen") == sum(not r.n for r in genauigkeit(kept.shipped()[:1]) if r.seitentyp == ALL)


def test_the_page_says_what_a_collection_proves_and_what_was_read_for_what(app: Datasette) -> None:
    page = plain(get(app, "/genauigkeit?sammlung=eigene").text)
    assert "zufällig gezogen und erst danach geprüft: die Untergrenze gilt für alles" in page
    assert "≥ 92,3 % n 60 1 daneben" in page
    assert "anhörung 1 0 beratung 1" in page and page.count("Nicht gemessen.") == 5
    first = " ".join(get(app, "/genauigkeit").text.split())
    assert "zeigt, dass der Leser tut, was er soll, nicht wie oft er bei echten Seiten irrt" in first
    assert "/ris/genauigkeit.csv?sammlung=beispielseiten" in first


def test_an_unknown_collection_is_said(app: Datasette) -> None:
    page = get(app, "/genauigkeit?sammlung=%3Cb%3E")
    assert page.status_code == 200 and "Die Sammlung „&lt;b&gt;“ gibt es nicht." in page.text


# --- real pages ------------------------------------------------------------------------------


@pytest.mark.pages
def test_the_real_pages_are_read_as_a_careful_reader_does(
    pages_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are few, and were seen by those who wrote the readers: no estimate for other pages."""
    listed = Path(__file__).parent / "pages.expected.json"
    found, unsigned = cases([pages_folder / "pages", pages_folder / "seeds"], listed)
    real, misses = measured("echte-seiten", "bekannt", found)
    pooled = [row for row in genauigkeit([real]) if row.vendor == row.seitentyp == ALL and row.n]
    with capsys.disabled():
        print(
            f"\n{len(found)} real pages: {sum(row.richtig for row in pooled)} of {sum(row.n for row in pooled)} values"
        )
    assert not unsigned and not misses, "\n".join(misses)
    assert {row.vendor for row in real.zaehlungen} >= VENDORS.keys() - {"presse"}
