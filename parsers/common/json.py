"""What every vendor with a JSON interface needs: load safely, take values by type, never by hope (pure).

An interface answers with whatever its maker likes: numbers as text, flags as "0", `null`, "" and "0000-00-00" for
"nothing". Getters return None for everything that is not a stated value of the type that was asked for.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import LARGEST, TOO_LARGE, Hinweis
from ris_scraper.words.german import clean, datum, groesse, time_span, unless_placeholder
from ris_scraper.words.times import german_time

Object = Mapping[str, Any]

# Half characters and control marks that JSON can spell and no database or terminal can take.
_BROKEN = re.compile("[\ud800-\udfff\x00-\x08\x0e-\x1f]")
# Wordings that were written in an editor come as markup; "<" alone or "R&D" is plain text.
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,5}|amp|quot|apos|lt|gt|nbsp|ndash|szlig|[aouAOU]uml);")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]00:?00)?)?")
_ADDRESS = ("http://", "https://", "/")
# Absolute as it stands; to find that out in general takes ten times as long.
_WHOLE = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]+)?/[A-Za-z0-9_./~-]*(?:\?[A-Za-z0-9_.=&~-]+)?")
_LONGEST = 200
# Larger answers are not kept in memory until the next one.
_KEPT = 500_000
_FLAGS = {True: True, False: False, "1": True, "0": False, "true": True, "false": False}


def load(page: Page) -> Any:
    """The page as JSON, to be read only. Raises LayoutDrift where it is none (cut off, HTML, nested beyond reason)."""
    try:
        return _loaded(page.text) if len(page.text) <= _KEPT else _loaded.__wrapped__(page.text)
    except (ValueError, RecursionError) as error:
        raise LayoutDrift(page.url, "a whole JSON document") from error


@lru_cache(maxsize=1)  # who recognises a page loads it, and so does who reads it
def _loaded(text: str) -> Any:
    return json.loads(text.lstrip("\ufeff"))


def objects(value: Any) -> Iterator[Object]:
    """The objects in a list, or the object itself; anything else is left out."""
    items = value if isinstance(value, list) else [value]
    return (item for item in items if isinstance(item, dict))


def rows(page: Page) -> list[Object]:
    """The objects of a page that is a list, or an object around the only list.

    Raises LayoutDrift where there is no list, or where it holds anything but objects.
    """
    found = load(page)
    if isinstance(found, dict):
        lists = [value for value in found.values() if isinstance(value, list)]
        found = lists[0] if len(lists) == 1 else None
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise LayoutDrift(page.url, "a JSON list of objects")
    return found


def child(where: Object, key: str) -> Object:
    """The object under `key`, or an empty one."""
    value = where.get(key)
    return value if isinstance(value, dict) else next(objects(value), {}) if value else {}


def addresses(value: Any) -> Iterator[str]:
    """The addresses in a list, or the address itself, as OParl writes references; anything else is left out.

    >>> list(addresses(["https://x.example/a", "/oparl/b", "", 5])), list(addresses("Kreistag"))
    (['https://x.example/a', '/oparl/b'], [])
    """
    items = value if isinstance(value, list) else [value]
    return (item.strip() for item in items if isinstance(item, str) and item.strip().startswith(_ADDRESS))


def lost(where: Object, known: str, *keys: str) -> list[Hinweis]:
    """A Hinweis for every field of objects or references that holds anything else, such as bare numbers.

    >>> lost({"meeting": [3, 4], "paper": "https://x.example/p", "file": None}, "Paper", "meeting", "paper", "file")
    [Hinweis(art='verweis', text='Paper.meeting: neither an object nor an address')]
    """
    held = {key: value if isinstance(value, list) else [value] for key in keys if (value := where.get(key))}
    return [
        Hinweis(art="verweis", text=f"{known}.{key}: neither an object nor an address")
        for key, items in held.items()
        if any(not isinstance(item, dict) and not any(addresses(item)) for item in items)
    ]


def prose(value: str) -> str:
    """Text without tags, entities, broken characters; whitespace folded.

    >>> prose("Neubau &amp;\\r\\n Umbau<br/>Teil 1")
    'Neubau & Umbau Teil 1'
    """
    if "<" in value:
        value = _TAG.sub(" ", value)
    if "&" in value and _ENTITY.search(value):
        value = html.unescape(value)
    return clean(value if value.isprintable() else _BROKEN.sub(" ", value))


def text(where: Object, *keys: str) -> str | None:
    """The first stated text or number under these keys; None for flags, objects, placeholders and "".

    >>> text({"a": "", "b": 5}, "a", "b"), text({"a": True}, "a"), text({"a": "(offen)"}, "a")
    ('5', None, None)
    """
    for key in keys:
        value = where.get(key)
        if value is None:
            continue
        if isinstance(value, str) and (found := unless_placeholder(prose(value))):
            return found
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return None


def number(where: Object, key: str) -> int | None:
    """A count, also where it is printed as text or as a float; None for anything else, TOO_LARGE beyond all counting.

    >>> number({"ja": "12"}, "ja"), number({"ja": 0}, "ja"), number({"ja": False}, "ja"), number({"ja": -1}, "ja")
    (12, 0, None, None)
    >>> number({"size": 2048.0}, "size"), number({"size": 0.5}, "size"), number({"size": "9" * 5000}, "size")
    (2048, None, 9007199254740993)
    """
    value = where.get(key)
    if isinstance(value, float):
        return TOO_LARGE if value > LARGEST else int(value) if value >= 0 and value.is_integer() else None
    printed = text(where, key)
    if printed is None or not printed.isdecimal():
        return None
    return min(int(printed), TOO_LARGE) if len(printed) <= len(str(TOO_LARGE)) else TOO_LARGE


def size(where: Object, key: str) -> int | None:
    """The size of a file in bytes: a number, or as people write it.

    >>> size({"size": "2048"}, "size"), size({"size": "1,5 KB"}, "size"), size({"size": "unbekannt"}, "size")
    (2048, 1536, None)
    """
    found = number(where, key)
    return groesse(text(where, key) or "") if found is None else found


def flag(where: Object, key: str) -> bool | None:
    """A yes or no as true, 1 or "1" (rubin writes "fraktionssitzung": "0"); None for anything else."""
    value = where.get(key)
    return _FLAGS.get(value) if isinstance(value, bool | int | str) else None


def moment(where: Object, key: str) -> tuple[date | None, str | None]:
    """Day and time (HH:MM, None where only a day or midnight is written) of a stamp, as the clock in Germany shows it.

    >>> moment({"start": "2025-11-18T19:30:00+01:00"}, "start")[1]
    '19:30'
    >>> moment({"start": "2026-06-30T22:30:00Z"}, "start")
    (datetime.date(2026, 7, 1), '00:30')
    >>> moment({"start": "2026-06-30"}, "start"), moment({"start": "0000-00-00"}, "start")
    ((datetime.date(2026, 6, 30), None), (None, None))
    >>> moment({"start": "30.06.2026 18:30"}, "start")
    (datetime.date(2026, 6, 30), '18:30')
    """
    printed = text(where, key) or ""
    found = _MOMENT.match(printed)
    if not found and "." in printed:
        return datum(printed), time_span(printed)[0]
    day = datum(found[1]) if found else None
    if not found or not day or not found[2] or int(found[2]) > 23 or int(found[3]) > 59:
        return day, None
    if not found[4]:
        return day, None if found[2] == found[3] == "00" else f"{found[2]}:{found[3]}"
    stamp = datetime(day.year, day.month, day.day, int(found[2]), int(found[3]))
    if stamp.time().isoformat() == "00:00:00" or not date.min.year < day.year < date.max.year:
        return day, None
    local = german_time(stamp)
    return local.date(), f"{local:%H:%M}"


def undated(where: Object, *keys: str) -> list[Hinweis]:
    """A Hinweis for every stamp that is stated and names no day that can be believed; zeros are how products say none.

    >>> undated({"start": "20260630T1830", "end": "0000-00-00", "date": "2026-06-30"}, "start", "end", "date")
    [Hinweis(art='datum', text='20260630T1830')]
    """
    printed = (said for key in keys if (said := text(where, key)) and moment(where, key)[0] is None)
    return [Hinweis(art="datum", text=said[:_LONGEST]) for said in printed if said.strip("0-:.T Z+")]


def clock(where: Object, key: str) -> str | None:
    """A time of day as HH:MM, also from a stamp or as people write it; None where it is missing or "00:00:00".

    >>> clock({"beginn": "18:30:00"}, "beginn"), clock({"ende": "00:00:00"}, "ende"), clock({"ende": "99:00"}, "ende")
    ('18:30', None, None)
    >>> clock({"beginn": "18.30 Uhr"}, "beginn"), clock({"beginn": "2026-06-30T18:30:00"}, "beginn")
    ('18:30', '18:30')
    """
    printed = text(where, key) or ""
    found = re.match(r"([01]\d|2[0-3]):([0-5]\d)(?::\d\d)?$", printed)
    if not found:
        return moment(where, key)[1] or time_span(printed)[0]
    return None if found[1] == found[2] == "00" else f"{found[1]}:{found[2]}"


def untimed(where: Object, *keys: str) -> list[Hinweis]:
    """A Hinweis for every time of day that is stated and is none; zeros are how products say none."""
    printed = (said for key in keys if (said := text(where, key)) and clock(where, key) is None)
    return [Hinweis(art="zeit", text=said[:_LONGEST]) for said in printed if said.strip("0-:.T Z+")]


def named(where: Object, key: str, *names: str) -> str | None:
    """A word, or the name of the object that says it.

    >>> named({"type": "Antrag"}, "type", "name"), named({"type": {"id": 3, "name": "Antrag"}}, "type", "name")
    ('Antrag', 'Antrag')
    """
    return text(where, key) or text(child(where, key), *names)


def link(page: Page, address: str) -> str:
    """An absolute address; systems under https write http into their own links (OParl, many hosts, 2026): upgraded."""
    absolute = address if _WHOLE.fullmatch(address) else page.absolute(address)
    if absolute.startswith("http://") and page.url.startswith("https://") and _host(absolute) == _host(page.url):
        return f"https://{absolute.removeprefix('http://')}"
    return absolute


def unknown(where: Object, known: Collection[str], name: str) -> list[Hinweis]:
    """A Hinweis for every stated field that the vendor's table does not know; its value is not repeated."""
    return [
        Hinweis(art="feld", text=clean(f"{name}.{_BROKEN.sub('', key)}"))
        for key, value in where.items()
        if key not in known and value not in (None, "", [], {})
    ]


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
