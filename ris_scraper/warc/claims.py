"""What a WARC file of ours says of its fetches and of its portal, believed only as far as it can be true.

Anybody can write such a file: what is not of the right kind is left out as if it were not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from ris_scraper.archive.archive import COLUMNS, FILE, Fetch
from ris_scraper.archive.carrying import is_state
from ris_scraper.fetch.robots import RobotsVerdict

_WRONG = object()
_SHA256 = re.compile(r"[0-9a-f]{64}")
_Check = Callable[[Any], bool]


class State(NamedTuple):
    """Rows of a table that runs keep of a portal."""

    portal: str
    table: str
    rows: list[dict[str, Any]]


def fetch_of(payload: bytes) -> tuple[str, Fetch] | None:
    """The portal and the fetch that a metadata record of ours describes; None where it cannot be one."""
    said = _json(payload)
    if not isinstance(said, dict) or said.keys() != {"portal", *COLUMNS}:
        return None
    portal = said.pop("portal")
    if not isinstance(portal, str) or not all(_FETCH[name](value) for name, value in said.items()):
        return None
    return portal, Fetch(**said)


def state_of(payload: bytes) -> State | None:
    """The rows that a metadata record of ours holds, without those that no run can have left; None for no rows."""
    said = _json(payload)
    if not isinstance(said, dict) or said.keys() != {"portal", "tabelle", "zeilen"}:
        return None
    portal, table, rows = said["portal"], said["tabelle"], said["zeilen"]
    if not isinstance(portal, str) or not isinstance(rows, list):
        return None
    good = [row for row in rows if is_state(table, row) and (table != "zustand" or _is_known(row))]
    return State(portal, table, good) if good else None


def _json(payload: bytes) -> object:
    """The value of a JSON text; _WRONG where it is none, or one that no file of ours could hold."""
    try:
        said = json.loads(payload)
        json.dumps(said, ensure_ascii=False, allow_nan=False).encode()  # half a character cannot be kept
    except (ValueError, RecursionError):
        return _WRONG
    return said


def _is_known(row: Mapping[str, str]) -> bool:
    """Whether a remembered value is one that runs remember, and of its kind."""
    check = _REMEMBERED.get(row["name"])
    value = _json(row["wert"].encode())
    return check is not None and (value is None or check(value))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _may(check: _Check) -> _Check:
    return lambda value: value is None or check(value)


def _is_moment(value: object) -> bool:
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None and isinstance(value, str)
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    return type(value) is int and 0 <= value < 1 << 53


def _is_encoding(value: object) -> bool:
    try:
        "a".encode(str(value))
    except (LookupError, ValueError):
        return False
    return isinstance(value, str)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _has(**checks: _Check) -> _Check:
    """Whether it is an object whose known keys hold what they should."""
    return lambda value: isinstance(value, dict) and all(check(value.get(name)) for name, check in checks.items())


def _is_robots(value: object) -> bool:
    try:
        verdicts = TypeAdapter(list[RobotsVerdict]).validate_python(value)
    except ValidationError:
        return False
    return all(_is_moment(verdict.asked_at) for verdict in verdicts)


_is_run = _has(
    **dict.fromkeys(("portal", "ausgang", "grund"), _may(_is_text)),
    **dict.fromkeys(("anfragen", "neu", "unveraendert", "fehler", "offen", "dateien"), _may(_is_number)),
    **dict.fromkeys(("dateien_offen", "abbrueche"), _may(_is_number)),
    alarme=_may(_texts),
    ende=_may(_is_moment),
    zustand=lambda value: value in (None, "aktiv", "gesperrt"),
)
_FETCH: Mapping[str, _Check] = {
    "id": lambda value: _is_number(value) and value > 0,
    "url": lambda value: _is_text(value) and value.startswith(("http://", "https://")),
    "abgerufen_am": _is_moment,
    "http_status": lambda value: type(value) is int and 100 <= value <= 599,
    "content_type": _may(_is_text),
    "headers": lambda value: isinstance(value, dict) and all(map(_is_text, value.values())),
    "encoding": _may(_is_encoding),
    "rendering": lambda value: value in (None, "html", "text", FILE),
    "sha256": lambda value: _is_text(value) and _SHA256.fullmatch(value) is not None,
    "verworfen": _may(_is_text),
}
_REMEMBERED: Mapping[str, _Check] = {
    "fenster": _has(seit=_is_number, bis=_is_text, ganz=lambda value: value in (None, True, False)),
    "lauf": lambda value: _is_run(value) and not (value.get("zustand") and not value.get("ende")),
    "listen": lambda value: isinstance(value, dict) and all(map(_is_number, value.values())),
    "plan": _has(key=lambda value: isinstance(value, list), nach=_is_number, am=_may(_is_text)),
    "robots": _is_robots,
    "ruhe": _has(bis=_is_moment, grund=_is_text),
    "ruhe_dateien": _is_moment,
    "vergessen": _texts,
    "voll": _is_text,
}  # fmt: skip
