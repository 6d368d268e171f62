"""Small pages of SessionNet, and what is read of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from ris_scraper.nouns.page import Page
from tests.support.fixture_pages import first_record

record = partial(first_record, "sessionnet")


def shown(name: str, body: str, title: str = "") -> dict[str, Any]:
    layout = name.partition(".")[0]
    text = f'<body class="smc_body"><div class="smclayout smc_page_{layout}_layout"><h1>{title}</h1>{body}</div></body>'
    return record(Page(f"https://x.example/bi/{name}", text))


def head_row(**cells: str) -> str:
    return "".join(
        f'<div class="smc-table-row"><div class="smc-table-cell smc-cell-head">{name.replace("_", " ")}</div>'
        f'<div class="smc-table-cell">{value}</div></div>'
        for name, value in cells.items()
    )


PAPER_HEAD = head_row(Betreff="Radweg", Vorlage="1/2026")
