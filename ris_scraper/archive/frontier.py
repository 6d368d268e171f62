"""What is still to be asked of a portal, and what is known of its state; in the portal's archive file.

Everything here survives a kill: a request is taken off only after its answer was kept.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ris_scraper.archive.lock import held
from ris_scraper.archive.opening import connect, told
from ris_scraper.nouns.kinds import kind
from ris_scraper.nouns.vendor import Request

_SCHEMA = """
create table if not exists auftraege (
  adresse text primary key,
  url text not null,
  seitentyp text not null,
  formular text not null default '',
  rang integer not null,
  nach integer not null,
  gefunden_auf text,
  versuche integer not null default 0,
  warten_bis text,
  fehler text
);
create index if not exists auftraege_faellig on auftraege(versuche, rang);
create table if not exists zustand (name text primary key, wert text not null);
create table if not exists vermisst (adresse text primary key, mal integer not null, seit text);
"""
# `nach` is the number of the last fetch when a request was put on or failed: a later one of its address answers it.
_ADD = """
insert or ignore into auftraege (adresse, url, seitentyp, formular, rang, gefunden_auf, nach)
values (?, ?, ?, ?, ?, ?, (select coalesce(max(id), 0) from abrufe))
"""
_OFF = "delete from auftraege where adresse = ?"
_THERE = "delete from vermisst where adresse = ?"
_ANSWERED = """
select a.url, a.seitentyp, a.formular, max(b.id) from auftraege a join abrufe b on b.url = a.adresse and b.id > a.nach
where b.verworfen is null group by a.adresse order by a.rowid
"""
#: So often is a page asked for that never came; then it stays on record and is not asked for again.
MAX_TRIES = 5


@contextmanager
def locked(archive: Path) -> Iterator[None]:
    """Hold a portal for one run; raises Locked while another run has it. The system frees it when a run dies."""
    refusal = f"{archive.stem}: another run works on this portal, {{holder}}; wait for it to end"
    with held(archive.with_suffix(".lock"), refusal):
        yield


class Frontier:
    """The requests and the state of one portal; use as a context manager. Raises InputError where its file fails."""

    def __init__(self, path: Path) -> None:
        self._path, self._db = path, connect(path)
        with told(path):
            self._db.executescript(_SCHEMA)
        self._forgotten = frozenset(self.get("vergessen") or ())
        [(waiting,)] = self._rows("select count(*) from auftraege where versuche < ?", [MAX_TRIES])
        self._waiting = int(waiting)

    def __enter__(self) -> Frontier:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def add(self, items: Iterable[Request], found_on: str | None = None) -> None:
        """Put requests on the list; one that is there already stays as it is, one of a forgotten page is left out."""
        rows = [
            (item.address, item.url, item.seitentyp, item.form, kind(item.seitentyp).turn, found_on)
            for item in items
            if item.url not in self._forgotten
        ]
        self._waiting += self._each(_ADD, rows) if rows else 0

    def next(self, now: str, horizon: str) -> Request | None:
        """The next request that is due at `now` (ISO time, UTC), or None; no wait reaches beyond `horizon`, but one
        that a wrong clock set."""
        found = self._rows(
            "select url, seitentyp, formular from auftraege where versuche < ?"
            " and (coalesce(warten_bis, '') <= ? or warten_bis > ?)"
            " order by versuche, rang, rowid limit 1",
            [MAX_TRIES, now, horizon],
        )
        return Request(*found[0]) if found else None

    def done(self, item: Request, leads: Iterable[Request]) -> None:
        """Take a request off the list, as its answer is kept, and put on what it leads to, in one step."""
        with self._at_once():
            self._waiting -= self._each(_OFF, [(item.address,)])
            self.add(leads, found_on=item.address)

    def answered(self) -> list[tuple[Request, int]]:
        """Requests whose answer was kept before a kill came, with the number of that fetch: not to be asked again."""
        return [(Request(*row[:3]), row[3]) for row in self._rows(_ANSWERED)]

    def again(self, items: Iterable[Request]) -> None:
        """Ask for these once more, as their kept answers were no pages of the portal."""
        items = list(items)
        with self._at_once():
            self._waiting -= self._each(_OFF, [(item.address,) for item in items])
            self.add(items)

    def forget(self, url: str) -> None:
        """Never ask for an address again."""
        self._rows("delete from auftraege where url = ?", [url])
        self._rows(_THERE, [url])
        self._forgotten |= {url}
        self.put("vergessen", sorted(self._forgotten))

    def addresses(self) -> set[str]:
        """All addresses on the list."""
        return {row[0] for row in self._rows("select adresse from auftraege")}

    def failed(self, item: Request, reason: str, wait_until: str) -> None:
        """Leave a request on the list for later, with the reason."""
        [(tries,)] = self._rows(
            "update auftraege set versuche = versuche + 1, fehler = ?, warten_bis = ?,"
            " nach = (select coalesce(max(id), 0) from abrufe) where adresse = ? returning versuche",
            [reason, wait_until, item.address],
        )
        self._waiting -= tries >= MAX_TRIES

    def waiting(self) -> int:
        """How many requests are on the list."""
        return self._waiting

    def given_up(self) -> list[tuple[str, str]]:
        """Address and reason of what was asked for in vain."""
        return self._rows("select adresse, fehler from auftraege where versuche >= ?", [MAX_TRIES])

    def is_new(self) -> bool:
        """Whether no run has left anything here yet."""
        return not self._rows("select 1 from zustand limit 1")

    def get(self, name: str) -> Any:
        """A remembered value (JSON), None if there is none."""
        found = self._rows("select wert from zustand where name = ?", [name])
        return json.loads(found[0][0]) if found else None

    def put(self, name: str, value: Any) -> None:
        """Remember a value that JSON can hold."""
        self._rows("insert or replace into zustand values (?, ?)", [name, json.dumps(value)])

    def sighted(self, seen: Iterable[str], missing: Iterable[str], now: str, times: int) -> list[str]:
        """Count a full look at the portal: `seen` addresses are there, `missing` ones were not; returns who is gone.

        An address is gone once it was missed `times` looks in a row; the first look without it is its date.
        """
        self._each(_THERE, [(url,) for url in seen])
        self._each(
            "insert into vermisst values (?, 1, ?) on conflict (adresse) do update set mal = mal + 1",
            [(url, now) for url in missing],
        )
        return [row[0] for row in self._rows("select adresse from vermisst where mal >= ?", [times])]

    def vanished(self, times: int) -> dict[str, str]:
        """Addresses that are gone, with the time of the first look that missed them."""
        return dict(self._rows("select adresse, seit from vermisst where mal >= ?", [times]))

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """All of it or nothing."""
        self._rows("begin immediate")
        with told(self._path), self._db:
            yield

    def _rows(self, sql: str, values: Sequence[str | int | None] = ()) -> list[Any]:
        with told(self._path):
            return self._db.execute(sql, values).fetchall()

    def _each(self, sql: str, rows: Iterable[Sequence[str | int | None]]) -> int:
        """Do it for each row; returns how many rows of the table it changed."""
        with told(self._path):
            return max(0, self._db.executemany(sql, rows).rowcount)


def as_state(noun: Any) -> dict[str, Any]:
    """A frozen dataclass as JSON can hold it."""
    return asdict(noun)
