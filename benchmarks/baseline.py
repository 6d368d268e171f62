"""What the usual way would cost: the same fields read with BeautifulSoup(html.parser).

Only for measuring: it knows the Vorlage page of ALLRIS 3 (classic skin) and of SessionNet (current layout).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

_LABELS = {
    "Betreff:": "betreff", "Status:": "status", "Vorlage-Art:": "art", "Federführend:": "federfuehrend",
    "Aktenzeichen:": "aktenzeichen",
}  # fmt: skip
_PARAMETERS = {"vo020": "VOLFDNR", "to010": "SILFDNR", "to020": "TOLFDNR"}
_FULL_ROW = 5
_SIZE = re.compile(r"\s*\(?[\d.,]+\s*[KM]?B\)?$")
_HEADS = {"Status": "status", "Federführendes Amt": "federfuehrend"}
_VIEWS = ("smclayout", "voselect", "toselect", "refresh")
_CELLS = {"vobetr": "betreff", "voname": "nummer", "voakz": "aktenzeichen", "vovaname": "art"}


def knows(body: bytes) -> bool:
    """Whether the baseline can read this page."""
    classic = b'class="vo020"' in body and b'id="allriscontainer"' in body
    return classic or (b"smc_page_vo0050_layout" in body and b"smc-table-row" in body)


def fields(url: str, text: str) -> dict[str, Any]:
    """The fields of a Vorlage page, as `ris parse` names them, and its `links`."""
    soup = BeautifulSoup(re.sub(r"<br\b", " <br", text), "html.parser")
    found = _sessionnet(soup, url) if soup.select_one(".smc-table-row") else _allris3(soup, url)
    said = _query(url)
    return {
        **found,
        "id": said.get("volfdnr") or said.get("__kvonr"),
        "oeffentlich": {"öffentlich": True, "nichtöffentlich": False}.get(found.get("status") or ""),
    }


def _query(url: str) -> dict[str, str]:
    return {name.lower(): value for name, value in parse_qsl(urlsplit(url).query)}


def _id(where: Tag, parameter: str) -> str | None:
    """The id in a link, else in a form's hidden field."""
    for link in where.find_all("a", href=True):
        if found := _query(link["href"]).get(parameter):
            return found
    field = where.find("input", attrs={"name": re.compile(rf"^{parameter}$", re.I)})
    return field.get("value") if field else None


def _clean(node: Tag | None) -> str:
    return " ".join(node.get_text().split()) if node else ""


def _day(text: str) -> str | None:
    found = re.search(r"(\d\d)\.(\d\d)\.(\d{4})", text)
    return date(int(found[3]), int(found[2]), int(found[1])).isoformat() if found else None


def _station(row: Tag | None, head: list[str], cells: list[str]) -> dict[str, Any]:
    return {
        "gremium": head[1] or None,
        "rolle": (head[2] if len(head) > 2 else "") or None,
        "datum": _day(cells[1]) if cells else None,
        "sitzung": cells[3] or None if cells else None,
        "ergebnis": cells[4] or None if cells else None,
        "sitzung_id": _id(row, "silfdnr") if row and cells else None,
        "top_id": _id(row, "tolfdnr") if row and cells else None,
    }


def _stations(soup: BeautifulSoup) -> Iterator[dict[str, Any]]:
    head: list[str] = []
    waiting = False
    for row in soup.select("#rismain table.tk1 table tr.zl11, #rismain table.tk1 table tr.zl12"):
        cells = [_clean(cell) for cell in row.find_all("td", recursive=False)]
        if len(cells) < _FULL_ROW:
            if waiting:
                yield _station(None, head, [])
            head, waiting = cells, True
            continue
        yield _station(row, head, cells)
        waiting = False
    if waiting:
        yield _station(None, head, [])


def _allris3(soup: BeautifulSoup, url: str) -> dict[str, Any]:
    found: dict[str, Any] = dict.fromkeys(_LABELS.values())
    for script in soup.find_all("script"):
        script.decompose()
    for cell in soup.select("td.kb1"):
        field, value = _LABELS.get(_clean(cell)), cell.find_next_sibling("td")
        if field and value and not found[field]:
            found[field] = _clean(value) or None
    found["nummer"] = _clean(soup.select_one("#risname h1")).partition(" - ")[2]
    found["beratungen"] = list(_stations(soup))
    found["links"] = list(dict.fromkeys(_programs(soup, url)))
    return found


def _programs(soup: BeautifulSoup, url: str) -> Iterator[str]:
    for node in soup.select("#allriscontainer a[href*='.asp'], #allriscontainer form[action*='.asp']"):
        address = urljoin(url, str(node.get("href") or node.get("action")))
        program = re.search(r"(vo020|to010|to020)\.asp", address)
        name = _PARAMETERS[program[1]] if program else ""
        number = (_query(address).get(name.lower()) or _id(node, name.lower())) if program else None
        if number and number != _query(url).get(name.lower()):
            yield f"{address.partition('?')[0]}?{name}={number}"


def _sessionnet(soup: BeautifulSoup, url: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in _CELLS.items():
        cell = soup.select_one(f".smc-table-cell.{name}")
        found[field] = _clean(cell) or None
    for cell in soup.select(".smc-table-cell.smc-cell-head"):
        if field := _HEADS.get(_clean(cell)):
            found[field] = _clean(cell.find_next_sibling()) or None
    files = {_query(urljoin(url, link["href"])).get("id"): link for link in soup.select(".smc-documents .smc-el-h a")}
    found["anlagen"] = [
        {"name": _SIZE.sub("", _clean(link)), "url": urljoin(url, link["href"])} for link in files.values()
    ]
    found["links"] = list(dict.fromkeys(_things(soup, url)))
    return found


def _things(soup: BeautifulSoup, url: str) -> Iterator[str]:
    for link in soup.select("a[href*='__k']"):
        address = urljoin(url, str(link["href"])).partition("#")[0]
        if re.search(r"(?:vo0050|vo0053|si005[067]|to0040|to0050)\.\w+\?(?:.*&)?__k(?:vo|si|to)nr=.", address):
            path, _, query = address.partition("?")
            kept = "&".join(part for part in query.split("&") if part and part.partition("=")[0] not in _VIEWS)
            if f"{path}?{kept}" != url.partition("&")[0]:
                yield f"{path}?{kept}"
