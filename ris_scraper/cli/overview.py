"""What `ris status` says of a whole data folder, whatever the number of its portals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import disk_usage
from typing import Any

from ris_scraper.archive.glance import Glance, glance
from ris_scraper.archive.lock import holder
from ris_scraper.archive.opening import look
from ris_scraper.build.versions import older
from ris_scraper.crawl.crawl import REST_AFTER_GATE
from ris_scraper.folder import Folder
from ris_scraper.night.report import kept
from ris_scraper.nouns.errors import RisError
from ris_scraper.nouns.wording import counted

#: Errors that are no failures: the portal shows these pages to its members only.
NO_FAILURE = frozenset({"NotPublic"})
#: A consent that ends within this time is to be renewed.
SOON = timedelta(days=30)
# A wrong clock of ours or of the one who supplied a file, and no difference between two right ones.
_AHEAD = timedelta(days=1)
_PAGES = """
select portal, fehler, count(*) as zahl, count(iif(abgerufen_am > :ahead, 1, null)) as zukunft,
  min(abgerufen_am) as von, max(iif(abgerufen_am > :ahead, null, abgerufen_am)) as bis
from seiten group by portal, fehler
"""
_NIGHT = "select beginn, ende, ausgang from laeufe where art = 'night' order by beginn desc, id desc limit 1"
_STATES = "select slug, zustand, geprueft_am from portale"

Looked = dict[str, Glance | RisError]


def overview(folder: Folder) -> dict[str, Any]:
    """All that is said, as JSON can hold it. Raises InputError where dataset or portals.toml are unusable."""
    now = datetime.now(UTC)
    pages, night, states = _dataset(folder, now)
    looked = {slug: _glance(folder.archive_path(slug)) for slug in folder.archived()}
    whole = {slug: found for slug, found in looked.items() if isinstance(found, Glance)}
    report = next(kept(folder.reports), None)
    failed = _sums(pages, lambda row: row["fehler"])
    return {
        "ordner": str(folder.path),
        "portale": dict(Counter(_state(folder, states)).most_common()),
        "archive": len(looked),
        "arbeitet": [*_at_work(folder, whole)],
        "nacht": _night(night, report),
        "laeufe": dict(Counter(filter(None, map(_ended, whole.values())))),
        "seiten": _ages(pages),
        "nicht_oeffentlich": sum(failed.get(name, 0) for name in NO_FAILURE),
        "fehler": {name: count for name, count in failed.items() if name and name not in NO_FAILURE},
        "platz": _disk(folder),
        "ansehen": [item for item in _needs(folder, looked, pages, report, now) if item["anzahl"]],
    }


# --- what the dataset says -------------------------------------------------------------------


def _dataset(folder: Folder, now: datetime) -> tuple[list[dict[str, Any]], dict[str, Any] | None, list[dict[str, Any]]]:
    """Pages by portal and error, the last night, the states of portals; nothing without a dataset."""
    if not folder.ris_db.exists():
        return [], None, []
    # Refuses a dataset of another version.
    list(older(folder.ris_db))
    with look(folder.ris_db) as db, closing(db.cursor()) as cursor:
        pages = rows(cursor, _PAGES, {"ahead": _iso(now + _AHEAD)})
        nights = rows(cursor, _NIGHT)
        return pages, nights[0] if nights else None, rows(cursor, _STATES)


def rows(cursor: Any, sql: str, values: Any = ()) -> list[dict[str, Any]]:
    """The rows of a query by column."""
    found = cursor.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _sums(pages: list[dict[str, Any]], key: Any, value: str = "zahl") -> dict[Any, int]:
    """Sums of a column by a key, the greatest first."""
    sums: Counter[Any] = Counter()
    for row in pages:
        sums[key(row)] += row[value]
    return {name: count for name, count in sums.most_common() if count}


def _ages(pages: list[dict[str, Any]]) -> dict[str, Any]:
    seen: dict[str, str] = {}
    for row in pages:
        seen[row["portal"]] = max(seen.get(row["portal"], ""), row["bis"] or "")
    slug = min(seen, key=lambda name: seen[name], default=None)
    return {
        "zahl": sum(row["zahl"] for row in pages),
        "aeltester_abruf": min((row["von"] for row in pages), default=None),
        "neuester_abruf": max(seen.values(), default=None),
        "am_laengsten_her": {slug: seen[slug]} if slug else {},
    }


def _state(folder: Folder, known: list[dict[str, Any]]) -> Iterator[str]:
    """The state of each portal: its entry's, unless a run found out something later."""
    found = {row["slug"]: row for row in known}
    for slug, portal in folder.portals.items():
        row = found.get(slug) or {}
        checked = portal.geprueft_am.isoformat() if portal.geprueft_am else ""
        yield row["zustand"] if (row.get("geprueft_am") or "") > checked else portal.zustand


# --- what archives and reports say -----------------------------------------------------------


def _glance(path: Path) -> Glance | RisError:
    try:
        return glance(path)
    except RisError as error:
        return error


def _at_work(folder: Folder, looked: Mapping[str, Glance]) -> Iterator[str]:
    """Who works in the folder now."""
    if night := holder(folder.night_lock):
        yield f"a night: {night}"
    yield from filter(None, [holder(folder.path / "ris.lock")])
    busy = Counter(found.wer for found in looked.values() if found.wer)
    yield from (f"{who} on {counted(count, 'portal')}" for who, count in busy.items())


def _night(row: dict[str, Any] | None, report: dict[str, Any] | None) -> dict[str, Any] | None:
    """The last night: its report, or what the dataset says of a later one that left none."""
    if report is None or (row and row["beginn"] > report["beginn"]):
        return row
    portals = report["portale"]
    return {
        **{name: report.get(name) for name in ("beginn", "ende", "ausgang")},
        "portale": dict(Counter(str(portal.get("ausgang")) for portal in portals)),
        "alarme": sum(len(portal.get("alarme") or ()) for portal in portals),
        "ansehen": [portal["portal"] for portal in portals if portal.get("ansehen")],
    }


def _disk(folder: Folder) -> dict[str, int]:
    """Bytes of what takes room, and of what is left."""
    place = next((path for path in (folder.path, *folder.path.resolve().parents) if path.exists()), Path("/"))
    sizes = {name: size(folder.path / name) for name in ("archive", "ris.db", "site")}
    return {**sizes, "frei": disk_usage(place).free}


def size(path: Path) -> int:
    """Bytes of a file (with the log beside it) or of all that is in a folder."""
    files = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
    return sum(file.stat().st_size for file in files if file.is_file())


# --- what needs a person ---------------------------------------------------------------------


def _needs(
    folder: Folder, looked: Looked, pages: list[dict[str, Any]], report: dict[str, Any] | None, now: datetime
) -> Iterator[dict[str, Any]]:
    """What to look at: what it is, how often, at which portals (with a number or a word), which command says more."""
    whole = {slug: found for slug, found in looked.items() if isinstance(found, Glance)}
    broken = {slug: str(found) for slug, found in looked.items() if isinstance(found, RisError)}
    yield _need("damaged archives", broken, "ris doctor")
    unbuilt = {} if folder.ris_db.exists() or not looked else {"ris.db": "does not exist"}
    yield _need("no dataset", unbuilt, "ris build")
    yield _need("drift alarms", _alarms(whole, report), "ris check SLUG", sum)
    rests = {slug: found.rests_until(_iso(now), _iso(now + REST_AFTER_GATE)) for slug, found in whole.items()}
    yield _need(
        "rests after a gate", {slug: f"until {until[:16]}" for slug, until in rests.items() if until}, "ris status SLUG"
    )
    failed = {slug: why for slug, why in _refused(looked, report).items() if slug not in broken and not rests.get(slug)}
    yield _need("portals not read", failed, "ris status SLUG")
    yield _need("runs broken off again", dict(_breaking_off(whole)), "ris status SLUG")
    given_up = {slug: len(found.aufgegeben) for slug, found in whole.items() if found.aufgegeben}
    yield _need("pages given up", given_up, "ris status SLUG", sum)
    yield _need("dates in the future", _sums(pages, lambda row: row["portal"], "zukunft"), "ris status SLUG", sum)
    yield _need("consents that end", dict(_consents(folder, now.date())), "ris portals SLUG")
    yield _need("older rules or readers", {file: said for file, said in _outdated(folder)}, "ris doctor")


def _need(what: str, where: Mapping[str, int | str], command: str, count: Any = len) -> dict[str, Any]:
    number = sum(int(value) for value in where.values()) if count is sum else len(where)
    return {"was": what, "anzahl": number, "wo": dict(where), "befehl": command}


def broken_off(found: Glance) -> bool:
    """Whether the last run neither ended nor goes on: it was killed."""
    return found.lauf.get("ausgang") == "abgebrochen" and not found.wer


def _breaking_off(looked: Mapping[str, Glance]) -> Iterator[tuple[str, str]]:
    """Portals whose last runs broke off, one after another. Of a single one the next run takes up what it left."""
    for slug, found in looked.items():
        times = found.lauf.get("abbrueche") or 0
        if broken_off(found) and times > 1:
            yield slug, f"{times} in a row"


def _ended(found: Glance) -> str | None:
    """How the last run ended, or that one goes on."""
    return "laeuft" if found.wer else found.lauf.get("ausgang")


def _refused(looked: Looked, report: dict[str, Any] | None) -> dict[str, str]:
    """Portals that the last night could not read, and why; not those that a later run ended well on."""
    found = {}
    for row in (report or {}).get("portale", ()):
        look = looked.get(row["portal"])
        later = isinstance(look, Glance) and str(look.lauf.get("ende") or "") > str((report or {}).get("ende") or "")
        if row.get("ausgang") in ("fehler", "gesperrt") and not later:
            found[row["portal"]] = str(row.get("grund") or row["ausgang"])
    return found


def _alarms(looked: Mapping[str, Glance], report: dict[str, Any] | None) -> dict[str, int]:
    """Alarms of each portal's last run; the report of the night knows also those that were noticed afterwards."""
    found = {slug: len(look.lauf.get("alarme") or ()) for slug, look in looked.items()}
    for row in (report or {}).get("portale", ()):
        last = looked[row["portal"]].lauf.get("ende") if row["portal"] in looked else None
        if (last or "") <= str((report or {}).get("ende") or ""):
            found[row["portal"]] = len(row.get("alarme") or ())
    return {slug: count for slug, count in found.items() if count}


def _consents(folder: Folder, today: date) -> Iterator[tuple[str, str]]:
    """Consents that ended, or end soon, with nothing that follows them."""
    for slug, portal in folder.portals.items():
        last = max((consent.bis for consent in portal.erlaubnis), default=None)
        if last and last < today + SOON:
            yield slug, f"{'ended' if last < today else 'ends'} {last.isoformat()}"


def _outdated(folder: Folder) -> Iterator[tuple[str, str]]:
    for file, published in ((folder.ris_db, False), (folder.site / "ris.db", True)):
        try:
            for sentence in older(file, published) if file.exists() else ():
                yield str(file.relative_to(folder.path)), sentence
        except RisError as error:
            yield str(file.relative_to(folder.path)), str(error)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
