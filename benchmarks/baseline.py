"""What the usual way would cost: the same fields read with BeautifulSoup(html.parser).

Only for measuring: it knows the Vorlage page of ALLRIS 3 (classic skin) and of SessionNet (current layout).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bs4 import BeautifulSoup, Tag

_LABELS = {"Betreff:": "betreff", "Status:": "status", "Vorlage-Art:": "art", "Federführend:": "federfuehrend"}
_SIZE = re.compile(r"\s*\(?[\d.,]+\s*[KM]?B\)?$")
_CELLS = {"vobetr": "betreff", "voname": "nummer", "voakz": "aktenzeichen", "vovaname": "art"}


def knows(body: bytes) -> bool:
    """Whether the baseline can read this page."""
    classic = b'class="vo020"' in body and b'id="allriscontainer"' in body
    return classic or (b"smc_page_vo0050_layout" in body and b"smc-table-row" in body)


def fields(url: str, text: str) -> dict[str, Any]:
    """The fields of a Vorlage page, as `ris parse` names them; stations as flat lists."""
    soup = BeautifulSoup(re.sub(r"<br\b", " <br", text), "html.parser")
    return _sessionnet(soup) if soup.select_one(".smc-table-row") else _allris3(soup)


def _clean(node: Tag | None) -> str:
    return " ".join(node.get_text().split()) if node else ""


def _day(text: str) -> str | None:
    found = re.search(r"(\d\d)\.(\d\d)\.(\d{4})", text)
    return date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else None


def _stations(soup: BeautifulSoup) -> Iterator[list[str | None]]:
    gremium: str | None = None
    rolle: str | None = None
    waiting = False
    for row in soup.select("#rismain table.tk1 table tr.zl11, #rismain table.tk1 table tr.zl12"):
        cells = row.find_all("td", recursive=False)
        if len(cells) < 5:
            if waiting:
                yield [gremium, rolle, None, None, None]
            gremium, rolle = _clean(cells[1]), _clean(cells[2]) if len(cells) > 2 else None
            waiting = True
            continue
        ergebnis = _clean(cells[4])
        yield [gremium, rolle or None, _day(_clean(cells[1])), _clean(cells[3]) or None, ergebnis or None]
        waiting = False
    if waiting:
        yield [gremium, rolle or None, None, None, None]


def _allris3(soup: BeautifulSoup) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for script in soup.find_all("script"):
        script.decompose()
    for cell in soup.select("td.kb1"):
        field, value = _LABELS.get(_clean(cell)), cell.find_next_sibling("td")
        if field and value:
            found.setdefault(field, _clean(value))
    found["nummer"] = _clean(soup.select_one("#risname h1")).partition(" - ")[2]
    found["beratungen"] = list(_stations(soup))
    found["abschnitte"] = [_clean(anchor) for anchor in soup.select("a[name^=allris]")]
    return found


def _sessionnet(soup: BeautifulSoup) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in _CELLS.items():
        cell = soup.select_one(f".smc-table-cell.{name}")
        if cell:
            found[field] = _clean(cell)
    found["anlagen"] = [_SIZE.sub("", _clean(link)) for link in soup.select(".smc-documents .smc-el-h a")]
    found["abschnitte"] = [_clean(block) for block in soup.select("div.smcdocmsword")]
    return found
