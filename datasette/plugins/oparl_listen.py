"""Lists of OParl objects: pages, and what changed. Runs in the server, so it imports nothing of ours; oparl.py asks it.

A list is in the order of its keys and goes on behind the last one (`after`): what is added to the dataset while
somebody walks through it moves nothing. Keys begin with the portal or the AGS, so the objects of a Kreis are ranges of
an index, also at the end of a list of 200,000. `deleted` objects are in filtered lists only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode

#: Objects of a page, and at most; of meetings, which hold their agendas, fewer.
SIZE, OF_MEETINGS = 100, 25
#: The filters, the column of each, and how it compares.
FILTERS = {
    "created_since": ("erstellt", ">="),
    "created_until": ("erstellt", "<="),
    "modified_since": ("geaendert", ">="),
    "modified_until": ("geaendert", "<="),
}
PARAMETERS = (*FILTERS, "after", "limit")
_STAMP = "%Y-%m-%dT%H:%M:%S"
# "+" of a time zone, as an address without %2B has it.
_BLANK_ZONE = re.compile(r"(?<=\d) (?=\d\d:?\d\d$)")

Object = dict[str, Any]
Read = Callable[[Any, Sequence[str]], list[Object]]


class Wrong(ValueError):
    """A question that makes no sense, with a German and an English sentence."""


class Asked(NamedTuple):
    """What is asked of a list: filters as stamps in UTC, the key to go on behind, objects of a page."""

    filters: Mapping[str, str]
    given: Mapping[str, str]
    after: str
    limit: int


# --- what is asked ---------------------------------------------------------------------------


def asked(given: Sequence[tuple[str, str]]) -> Asked:
    """Parameters as they stand in an address. Raises Wrong."""
    said = dict(given)
    for name in said:
        if name not in PARAMETERS:
            known = ", ".join(PARAMETERS)
            raise Wrong(f"Den Parameter „{name[:80]}“ gibt es nicht (unknown parameter); bekannt sind: {known}.")
    if len(said) < len(given):
        raise Wrong("Jeder Parameter darf nur einmal vorkommen (a parameter is given twice).")
    filters = {name: utc(name, value) for name, value in said.items() if name in FILTERS}
    return Asked(filters, said, said.get("after", ""), _limit(said.get("limit", str(SIZE))))


def _limit(said: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", said) or int(said) < 1:
        raise Wrong("„limit“ ist eine Zahl ab 1 (limit is a number from 1 up).")
    return min(int(said), SIZE)


def utc(name: str, said: str) -> str:
    """A day or a moment as the tables have it: in UTC, to the second. Raises Wrong.

    >>> utc("modified_since", "2026-11-02T02:10:00+01:00"), utc("modified_since", "2026-11-02T02:10:00 01:00")
    ('2026-11-02T01:10:00', '2026-11-02T01:10:00')
    >>> utc("modified_until", "2026-11-02"), utc("modified_since", "2026-11-02T02:10:00Z")
    ('2026-11-02T00:00:00', '2026-11-02T02:10:00')
    """
    try:
        found = datetime.fromisoformat(_BLANK_ZONE.sub("+", said.strip()))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).strftime(_STAMP)
    except (ValueError, OverflowError):
        example = "2026-11-02T00:00:00Z"
        raise Wrong(f"„{name}“ ist kein Zeitpunkt wie {example} (no date-time: {said[:80]!r}).") from None


# --- pages -----------------------------------------------------------------------------------


def ranges(db: Any, table: str, ags: str) -> list[tuple[str, str]]:
    """The ranges of keys in which the objects of a Kreis lie, in their order: of its portals, or of its AGS."""
    if table == "oparl_kreise":
        return [("", "~")]
    if table == "oparl_gremien":
        return [(f"{ags}:", f"{ags};")]
    slugs = [row["slug"] for row in db.rows("select slug from portale where ags = ?", [ags])]
    return sorted((f"{slug}:", f"{slug};") for slug in slugs)


def _where(question: Asked) -> tuple[str, list[str]]:
    """The condition of the filters; without one, what is not gone."""
    if not question.filters:
        return "geloescht is null", []
    found = [(*FILTERS[name], value) for name, value in question.filters.items()]
    return " and ".join(f"{column} {sign} ?" for column, sign, _ in found), [value for *_, value in found]


def _keys(
    db: Any, table: str, parts: Sequence[tuple[str, str]], question: Asked, after: str, count: int, having: str = "true"
) -> list[str]:
    """The next keys of a list; `having` is a condition more."""
    where, values = _where(question)
    found: list[str] = []
    for low, high in parts:
        if after >= high or len(found) == count:
            continue
        sql = f"select id from {table} o where id > ? and id < ? and {where} and {having} order by id limit ?"
        rows = db.rows(sql, [max(low, after), high, *values, count - len(found)])
        found += (row["id"] for row in rows)
    return found


def _sized(table: str, question: Asked) -> Asked:
    most = OF_MEETINGS if table == "oparl_sitzungen" else SIZE
    return question._replace(limit=min(question.limit, most))


def _count(db: Any, table: str, ags: str, parts: Sequence[tuple[str, str]], question: Asked) -> int:
    """How many a list has; all of a Kreis were counted when the site was published."""
    if not question.filters and table != "oparl_kreise":
        [row] = db.rows(
            "select coalesce(sum(anzahl), 0) as n from oparl_anzahl where tabelle = ? and ags = ?", [table, ags]
        )
        return int(row["n"])
    where, values = _where(question)
    sql = f"select count(*) as n from {table} where id > ? and id < ? and {where}"
    return sum(db.rows(sql, [low, high, *values])[0]["n"] for low, high in parts)


def listed(db: Any, address: str, question: Asked, table: str, ags: str, read: Read) -> Object:
    """A page of objects that have a row in a table of keys."""
    parts, question = ranges(db, table, ags), _sized(table, question)
    keys = _keys(db, table, parts, question, question.after, question.limit + 1)
    more = keys[-2] if len(keys) > question.limit else None
    total = _count(db, table, ags, parts, question)
    pages = {"totalElements": total, "elementsPerPage": question.limit, "totalPages": math.ceil(total / question.limit)}
    return _page(read(db, keys[: question.limit]), pages, address, question, more)


def parts(db: Any, address: str, question: Asked, table: str, ags: str, read: Read, having: str) -> Object:
    """A page of objects that hang on others (stations on papers): all of the next of these, so that a page may be
    longer or shorter than another; its parts are filtered by when these were made and changed.
    """
    within, question = ranges(db, table, ags), _sized(table, question)
    after = question.after
    while keys := _keys(db, table, within, question, after, question.limit + 1, having):
        some, after = keys[: question.limit], keys[min(len(keys), question.limit) - 1]
        data, more = read(db, some), after if len(keys) > question.limit else None
        if data or not more:
            return _page(data, {"elementsPerPage": question.limit}, address, question, more)
    return _page([], {"elementsPerPage": question.limit}, address, question, None)


def whole(address: str, question: Asked, data: list[Object]) -> Object:
    """A list that is one page; its few objects are filtered as they are."""
    kept = [one for one in data if _passes(one, question)]
    pages = {"totalElements": len(kept), "elementsPerPage": SIZE, "totalPages": 1}
    return _page(kept, pages, address, question, None)


def _passes(one: Object, question: Asked) -> bool:
    """Whether an object passes the filters."""
    stamps = {"erstellt": one.get("created", "")[:19], "geaendert": one.get("modified", "")[:19]}
    found = ((stamps[FILTERS[name][0]], FILTERS[name][1], value) for name, value in question.filters.items())
    return all(stamp >= value if sign == ">=" else stamp <= value for stamp, sign, value in found)


def _page(data: list[Object], pages: Object, address: str, question: Asked, more: str | None) -> Object:
    rest = {name: value for name, value in question.given.items() if name != "after"}
    here = {**rest, "after": question.after} if question.after else rest
    links = {"first": _with(address, rest), "self": _with(address, here)}
    if more is not None:
        links["next"] = _with(address, {**rest, "after": more})
    return {"data": data, "pagination": pages, "links": links}


def _with(address: str, parameters: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(parameters)}" if parameters else address
