"""Pages of ALLRIS 4 with one thing on them, as markup and as text copies."""

from __future__ import annotations

from typing import Any

from parsers import allris4
from ris_scraper.nouns.page import Page

BASE = "https://www.musterkreis-hoch.example/public/"


def shown(program: str, inner: str) -> Any:
    """What a page of a program (`vo020`, `to010`, `to020`) states whose content is `inner`."""
    kinds = {"vo020": "vorlage", "to010": "sitzung", "to020": "auszug"}
    page = Page(f"{BASE}{program}?X=1", f'<div id="allris" class="{program}"><main>{inner}</main></div>')
    return allris4.PAGES[kinds[program]](page)


def agenda(rows: str, table: str = "toTable") -> Any:
    """What an agenda with these rows states."""
    return shown("to010", f'<h1>Kreistag - 21.10.2026</h1><table class="{table}">{rows}</table>')


def copied(program: str, *lines: str) -> Any:
    """The record that a text copy of these lines states."""
    kinds = {"vo020": "vorlage", "to010": "sitzung", "to020": "auszug"}
    page = Page(f"{BASE}{program}?X=1", "\n".join(lines), "text")
    return allris4.PAGES[kinds[program]](page).datensaetze[0]
