"""Other people's texts stay texts: in the pages, in a CSV that a spreadsheet opens, in what the browser may run."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import parse_qsl
from xml.etree import ElementTree

import pytest
from datasette.app import Datasette

from ris_scraper.publish.site import publish
from tests.support import hostile_db
from tests.support.hostile_db import FORMULA, LONG, SCRIPT, TITLES, TURNED
from tests.support.page_types import PAGES
from tests.support.serving import get, plugin

sicherheit = plugin("sicherheit")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    folder = tmp_path_factory.mktemp("hostile")
    publish(hostile_db.build(folder / "ris.db"), folder / "site")
    return Datasette(config_dir=folder / "site")


HOSTILE = [path for path, _ in PAGES.values()] + [f"/ris/vorlagen/{key.replace(':', '~3A')}" for key in TITLES]
HOSTILE += ["/ris/abschnitte", "/ris/anlagen", "/ris/sitzungen", "/ris/aenderungen", "/ris/beratungsweg?vorlage=nord:2"]
HOSTILE += ["/ris?sql=select+'%3Cscript%3Ealert(1)%3C/script%3E'+as+[%3Cscript%3Ealert(2)%3C/script%3E]"]


@pytest.mark.parametrize("path", HOSTILE)
def test_no_text_becomes_markup(app: Datasette, path: str) -> None:
    page = get(app, path)
    assert page.status_code == 200
    assert "<script>alert" not in page.text and "<b>x" not in page.text
    assert not re.search(r'(?:href|src|action)="\s*(?:javascript|data):', page.text)


@pytest.mark.parametrize("path", [*HOSTILE, "/ris/nothing"])
def test_no_page_has_anything_inline_that_the_policy_would_refuse(app: Datasette, path: str) -> None:
    page = get(app, path).text
    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"<style|<[^>]*\s(?:style|on[a-z]+)=\"", page)


@pytest.mark.parametrize(
    "path", ["/", "/ris/vorlagen.json", "/ris/vorlagen.csv", "/static/ris.css", "/nothing", "/ris.db"]
)
def test_every_answer_says_what_a_browser_may_do(app: Datasette, path: str) -> None:
    headers = get(app, path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


FEEDS = ["/konzept/integrationskonzept.atom", "/kreis/99001.atom"]


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_has_other_people_s_words_as_text(app: Datasette, path: str) -> None:
    feed = get(app, path)
    assert feed.status_code == 200 and "xml" in feed.headers["content-type"]
    said = {"".join(entry.itertext()) for entry in ElementTree.fromstring(feed.text).iter()}
    assert any(FORMULA in text for text in said)
    assert "<script" not in feed.text and "javascript:" not in feed.text


DOWNLOADS = [
    "/ris/vorlagen.csv",
    "/ris/vorlagen.csv?_dl=1&_stream=on&_size=max&_labels=on",
    "/ris/abschnitte.csv",
    "/ris/aenderungen.csv",
    "/ris/sitzungen.csv?_stream=1",
    "/ris/volltextsuche.csv?suche=",
    "/ris/vorlagen.csv?_trenner=semikolon&_labels=on",
    "/ris.csv?sql=select+betreff,+nummer,+-5+as+minus+from+vorlagen",
]


@pytest.mark.parametrize("path", DOWNLOADS)
def test_no_cell_of_a_download_is_a_formula(app: Datasette, path: str) -> None:
    answer = get(app, path)
    separator = ";" if "semikolon" in path else ","
    rows = list(csv.reader(io.StringIO(answer.text, newline=""), delimiter=separator))
    assert len(rows) > 1 and len({len(row) for row in rows}) == 1
    for mark in (",", ";", "\t"):
        for row in csv.reader(io.StringIO(answer.text, newline=""), delimiter=mark):
            assert not [cell for cell in row if cell.lstrip(" \u200b\u202e").startswith(("=", "+", "@"))]
    base, _, query = path.partition(".csv")
    parameters = {
        name: value for name, value in parse_qsl(query.removeprefix("?")) if name not in ("_dl", "_stream", "_trenner")
    }
    for shape in ("objects", "array"):
        answer = get(app, f"{base}.json", params={**parameters, "_shape": shape})
        assert answer.status_code == 200 and answer.json() and "'=" not in answer.text


def test_no_cell_of_the_hits_is_a_formula(app: Datasette) -> None:
    rows = list(csv.DictReader(io.StringIO(get(app, "/suche.csv", params={"q": "boese"}).text, newline="")))
    assert "'" + FORMULA in {row["betreff"] for row in rows}


def test_a_download_has_everything_else_as_it_is(app: Datasette) -> None:
    rows = list(csv.DictReader(io.StringIO(get(app, "/ris/vorlagen.csv").text, newline="")))
    titles = {row["id"]: row["betreff"] for row in rows}
    assert titles["nord:2"] == "'" + FORMULA
    assert (titles["nord:1"], titles["nord:3"], titles["nord:4"]) == (SCRIPT, TURNED, LONG)
    numbers = get(app, "/ris.csv?sql=select+-5+as+a,+-1.5+as+b,+'-5'+as+c,+'%2B49'+as+d").text
    assert numbers == "a,b,c,d\r\n-5,-1.5,-5,+49\r\n"


@pytest.mark.parametrize(
    ("cell", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("-1+1", "'-1+1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "\t'=1"),
        (" \u200b=1", " \u200b'=1"),
        ("＝1", "'＝1"),
        ("a;=1;b", "a;'=1;b"),
        ("a\n=1", "a\n'=1"),
        ("-5", "-5"),
        ("+1.5e3", "+1.5e3"),
        ("a = b", "a = b"),
        ("2015-05-19", "2015-05-19"),
        ("", ""),
        ('x";"=1+1;y', 'x";"\'=1+1;y'),
        ('"=1', "\"'=1"),
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula(cell: str, safe: str) -> None:
    assert sicherheit.harmless(cell) == safe
