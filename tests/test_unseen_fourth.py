"""Pages of SessionNet and ALLRIS in forms of other installations, each with what it states."""

from __future__ import annotations

from typing import Any

import pytest

from ris_scraper.read.read import page_of, parse

BI = "https://ris.musterkreis.example/bi/"


def read(url: str, said: str) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The page's only record, and its Hinweise."""
    parsed = parse(page_of(url, said.encode(), encoding="utf-8")).parsed
    (record,) = parsed.datensaetze
    return record.model_dump(mode="json"), [(hint.art, hint.text) for hint in parsed.hinweise]


def sessionnet(program: str, content: str) -> str:
    return f'<html><body><div class="smclayout smc_page_{program}_layout">{content}</div></body></html>'


def head_row(*pairs: tuple[str, str, str]) -> str:
    cells = (
        f'<div class="smc-table-cell smc-cell-head {name}_title">{head}</div>'
        f'<div class="smc-table-cell {name}">{value}</div>'
        for name, head, value in pairs
    )
    return f'<div class="smc-table-row">{"".join(cells)}</div>'


# --- SessionNet ------------------------------------------------------------------------------


def test_links_in_the_boxes_of_an_item_are_no_results() -> None:
    card = (
        '<h1 class="smc_h1">Kreistag - 20.07.2026 - 14:00 Uhr</h1><div id="smcaccordion"><div class="card card-light">'
        '<div class="card-header"><span class="badge">Ö 2</span><div class="smc-card-text-title">Radweg</div></div>'
        '<div class="card-body"><p class="smc_field_smcdv0_box2_dolink"><a href="getfile.php?id=9">Sitzungsvorlage</a>'
        '</p><p class="smc_field_smcdv0_box2_volink"><a href="vo0050.php?__kvonr=500" class="smc_datatype_vo">'
        'KT/2026/031</a></p><p class="smc_field_smcdv0_box2_beschluss"><strong>Beschluss:</strong> vertagt</p>'
        '<p class="smc_field_smcdv0_box2_neu"><strong>Frist:</strong> 01.09.2026</p></div></div></div>'
    )
    record, hints = read(f"{BI}si0056.php?__ksinr=320", sessionnet("si0056", card))
    (top,) = record["tops"]
    assert (top["vorlage_nummer"], top["vorlage_id"], top["ergebnis"]) == ("KT/2026/031", "500", "vertagt")
    assert hints == [("label", "Frist")]


def test_the_head_of_an_item_may_repeat_its_papers() -> None:
    head = head_row(("sigrname", "Gremium", "Kreistag"), ("sidat", "Datum", "12.10.2026"))
    paper = head_row(("vobetr", "Betreff", "Radweg"), ("voname", "Vorlage", "BV/31/2026")) + head_row(
        ("vovaname", "Art", "Beschlussvorlage"), ("voakz", "Aktenzeichen", "66-1"), ("voamt", "Federführend", "Amt 66")
    )
    record, hints = read(f"{BI}to0050.asp?__ktonr=7", sessionnet("to0050", head + paper))
    assert (record["betreff"], record["vorlage_nummer"], hints) == ("Radweg", "BV/31/2026", [])


@pytest.mark.parametrize(
    ("row", "off"),
    [
        (("sistatus", "Status", "Die Sitzung entfällt."), True),
        (("sihinweis", "Hinweis", "Sitzung abgesagt"), True),
        (("sibez", "Bezeichnung", "5. Sitzung (abgesagt)"), True),
        (("sistatus", "Status", "öffentlich"), None),
    ],
)
def test_sessionnet_rows_that_say_that_a_meeting_is_off(row: tuple[str, str, str], off: bool | None) -> None:
    head = head_row(("sigrname", "Gremium", "Kreistag"), ("sidat", "Datum", "12.10.2026")) + head_row(row)
    record, _ = read(f"{BI}si0050.asp?__ksinr=7", sessionnet("si0050", head))
    assert record["abgesagt"] is off
