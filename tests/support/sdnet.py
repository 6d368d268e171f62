"""Small pages of SD.NET, and what is read of them."""

from __future__ import annotations

from functools import partial

from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Vorlage
from tests.support.fixture_pages import of, read_by

parse = partial(read_by, "sdnet")


OWN = of("sdnet")


def vorlage(rows: str, table: str = "") -> Vorlage:
    html = (
        '<div id="div-content" class="vorgang"><h1 class="heading">Vorgang 603/IX.</h1>'
        f'<table class="table-details">{rows}</table>{table}</div>'
    )
    record = parse(Page("https://x.example/rim/vorgang/?__=a", html)).datensaetze[0]
    assert isinstance(record, Vorlage)
    return record


def row(name: str, value: str) -> str:
    return f'<tr><th scope="row">{name}:</th><td>{value}</td></tr>'


def folge(*cells: str) -> str:
    heads = "".join(f"<th>{head}</th>" for head in ("Termin", "Gremium", "Beschluss", "Abstimmung"))
    row = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<table class="table-vorgang"><thead><tr>{heads}</tr></thead><tbody><tr>{row}</tr></tbody></table>'
