"""What an archive tells at a glance, without changing it: how its last run ended, what waits, what was given up."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ris_scraper.archive.frontier import MAX_TRIES
from ris_scraper.archive.lock import holder
from ris_scraper.archive.opening import checked, look, told


@dataclass(frozen=True)
class Glance:
    """The state of one portal's archive.

    `lauf` is what its last run left (nothing if there was none), `ruhe` the rest after a gate, `robots` the verdicts
    of robots.txt; `aufgegeben` are address and reason of pages that no run asks for again, `wer` who works on it now.
    """

    lauf: dict[str, Any] = field(default_factory=dict)
    ruhe: dict[str, Any] | None = None
    robots: tuple[str, ...] = ()
    offen: int = 0
    aufgegeben: tuple[tuple[str, str], ...] = ()
    wer: str | None = None

    def rests_until(self, now: str, horizon: str) -> str | None:
        """When the rest after a gate ends; None where there is none, or a wrong clock set it beyond the horizon."""
        until = (self.ruhe or {}).get("bis")
        return until if until and now < until <= horizon else None


def glance(path: Path) -> Glance:
    """Look at an archive. Raises InputError and Locked, each with its sentence."""
    with told(path), look(path) as db:
        checked(db, path)
        tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
        state = _state(db) if "zustand" in tables else {}
        offen, given_up = _requests(db) if "auftraege" in tables else (0, ())
    verdicts = state.get("robots") or []
    return Glance(
        lauf=state.get("lauf") or {},
        ruhe=state.get("ruhe"),
        robots=tuple(f"{verdict['origin']}: {verdict['verdict']}" for verdict in verdicts),
        offen=offen,
        aufgegeben=given_up,
        wer=holder(path.with_suffix(".lock")),
    )


def _state(db: sqlite3.Connection) -> dict[str, Any]:
    rows = db.execute("select name, wert from zustand where name in ('lauf', 'ruhe', 'robots')")
    return {name: json.loads(value) for name, value in rows}


def _requests(db: sqlite3.Connection) -> tuple[int, tuple[tuple[str, str], ...]]:
    [(waiting,)] = db.execute("select count(*) from auftraege where versuche < ?", [MAX_TRIES])
    given_up = db.execute("select adresse, coalesce(fehler, '') from auftraege where versuche >= ?", [MAX_TRIES])
    return waiting, tuple(given_up.fetchall())
