"""Every page says how it is cited and where to write if it is wrong."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from ris_scraper.publish.site import publish
from tests.support import hostile_db, sample_db
from tests.support.page_types import PAGES
from tests.support.serving import get, plugin

zitat = plugin("zitat")
OPERATOR = """
[betreiber]
name = "Institut für Beispiele"
impressum = "Beispielweg 1, 99999 Musterstadt"
meldung = "melden@institut.example"
"""


def site(folder: Path, own: str, build: object = sample_db.build) -> Datasette:
    (folder / "site.toml").write_text(own, "utf-8")
    publish(build(folder / "ris.db"), folder / "site", folder / "site.toml")  # type: ignore[operator]
    return Datasette(config_dir=folder / "site")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """A site whose operator said who he is; what its portals print is hostile."""
    return site(tmp_path_factory.mktemp("run"), OPERATOR, hostile_db.build)


@pytest.mark.parametrize("path", [path for path, _ in PAGES.values()])
def test_every_page_is_cited_and_can_be_reported(run: Datasette, path: str) -> None:
    page = LexborHTMLParser(get(run, path).text)
    said = page.css_first("footer .zitat").text()
    assert "Institut für Beispiele: " in said and "Stand 02.11.2026, Version 0.1.0, Regeln " in said
    title = page.css_first("title").text()
    assert " ".join(title.split())[:250] in said
    address = page.css_first("footer .melden a").attributes["href"] or ""
    assert address.startswith("mailto:melden@institut.example?subject=Meldung%3A%20")
    assert path.partition("?")[0].replace("~", "") in unquote(address).replace("~", "")
    for link in page.css("footer details.zitieren a[rel=nofollow]"):
        answer = get(run, link.attributes["href"] or "")
        assert answer.status_code == 200 and 'attachment; filename="zitat.' in answer.headers["content-disposition"]


def test_bibtex_and_ris_say_what_is_cited(run: Datasette) -> None:
    asked = {"titel": "100 % Beispiel & {mehr}\\\r\nER  - ", "seite": "/konzept/integrationskonzept?land=Bayern"}
    bib, ris = get(run, "/zitat.bib", params=asked), get(run, "/zitat.ris", params=asked)
    assert bib.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    assert r"title = {{100 \% Beispiel \& \textbraceleft{}mehr\textbraceright{}\textbackslash{} ER -}}" in bib.text
    assert "url = {http://localhost/konzept/integrationskonzept?land=Bayern}" in bib.text
    assert "author = {{Institut für Beispiele}}" in bib.text and "year = {2026}" in bib.text
    assert ris.headers["content-type"] == "application/x-research-info-systems; charset=utf-8"
    lines = ris.text.split("\r\n")
    assert lines[0] == "TY  - DATA" and lines[-2:] == ["ER  - ", ""]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert "AU  - Institut für Beispiele" in lines and "DA  - 2026/11/02" in lines
    assert asyncio.run(run.client.head("/zitat.bib", params=asked)).content == b""


@pytest.mark.parametrize("page", ["", "//evil.example", "https://evil.example", "javascript:alert(1)"])
def test_only_pages_of_this_site_are_cited(run: Datasette, page: str) -> None:
    answer = get(run, "/zitat.bib", params={"titel": "x", "seite": page})
    assert answer.status_code == 400 and "Welche Seite" in answer.text


@given(st.text(max_size=40), st.text(st.characters(exclude_characters="\r\n"), max_size=20))
def test_no_title_leaves_its_field(title: str, address: str) -> None:
    said = {"autor": "A", "titel": zitat._line(title) or "T", "werk": "W", "datum": "2026-11-02", "version": "1",
            "lizenz": "L", "lizenz_url": "https://l", "adresse": f"https://x/{address}"}  # fmt: skip
    text = zitat.bibtex(said)
    assert text.count("{") == text.count("}") and text.count("\n") == 9
    assert len(re.findall(r"^[A-Z][A-Z0-9]  - ", zitat.ris(said), re.M)) == 11


def test_the_page_of_a_vorlage_asks_for_reports(run: Datasette) -> None:
    text = get(run, "/ris/vorlagen/nord~3A2").text
    assert text.count("mailto:melden@institut.example") == 2 and "Wert dieser Vorlage melden" in text


def test_the_operator_s_address_stands_on_the_page_of_sources(run: Datasette) -> None:
    assert "Beispielweg 1, 99999 Musterstadt" in get(run, "/quellen").text


def test_without_a_contact_there_is_nothing_to_click(app: Datasette) -> None:
    assert "melden</a>" not in get(app, "/ris/vorlagen/nord~3A2").text
    assert "Noch keine Adresse" in get(app, "/quellen").text


def test_a_report_goes_where_the_operator_wants_it() -> None:
    issue = zitat.report("https://git.example/issues/new?title={titel}&body={text}", "A & B", "https://x/?a=1&b=2")
    asked = parse_qs(urlsplit(issue).query)
    assert asked["title"] == ["Meldung: A & B"] and asked["body"][0].startswith("Seite: https://x/?a=1&b=2\n")
    assert zitat.report("https://git.example/issues", "A", "x") == "https://git.example/issues"
    mail = parse_qs(urlsplit(zitat.report("wir@institut.example", "A & B?", "x")).query)
    assert mail["subject"] == ["Meldung: A & B?"]
    for wrong in ("", "javascript:alert(1)", "a@b.de?bcc=x@y.de", "kein Kontakt"):
        assert zitat.report(wrong, "A", "x") == ""


def test_a_concept_page_has_its_analysis_file_in_four_forms(app: Datasette) -> None:
    page = LexborHTMLParser(get(app, "/konzept/integrationskonzept?land=Beispielland").text)
    links = [str(link.attributes["href"]) for link in page.css(".laden a")]
    assert [link.partition("?")[0] for link in links] == [
        f"/ris/konzept_analyse.{kind}" for kind in ("csv", "csv", "xlsx", "json")
    ]
    for link in links:
        answer = get(app, link)
        assert (
            answer.status_code == 200 and "_integrationskonzept_beispielland_" in answer.headers["content-disposition"]
        )
