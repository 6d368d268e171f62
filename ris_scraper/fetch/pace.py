"""How fast and how much: the clock, a run's budget, and the lanes that make requests wait their turn.

A lane belongs to a server, not to a name. Whoever wants to ask a host takes the lanes of its name and of all
addresses it resolves to, so two names on one address share one pace, and at most one request is under way there.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import inf
from typing import Protocol

from ris_scraper.nouns.errors import BudgetSpent

#: Seconds between the end of an answer and the next request to the same server, unless more is asked for.
PAUSE = 2.0
_SECONDS = re.compile(r"[0-9]+")


class Clock(Protocol):
    """What fetching needs of time; tests bring their own."""

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        ...

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass."""
        ...

    def now(self) -> datetime:
        """The time of day, with its offset."""
        ...


class SystemClock:
    """The clock of this machine."""

    def monotonic(self) -> float:
        """Seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Let so many seconds pass."""
        time.sleep(seconds)

    def now(self) -> datetime:
        """The local time of day, with its offset."""
        return datetime.now().astimezone()


SYSTEM: Clock = SystemClock()


class Budget:
    """What a run may use: requests (everything that goes out, also robots.txt, redirects and retries) and minutes.

    Several portals may share one budget. The minutes count from the first request; None is no limit.
    """

    def __init__(self, max_requests: int | None = None, minutes: float | None = None) -> None:
        self.requests = 0
        self._max_requests = inf if max_requests is None else max_requests
        self._seconds = inf if minutes is None else minutes * 60
        self._start: float | None = None
        self._lock = threading.Lock()

    def spend(self, url: str, now: float, wait: float) -> None:
        """Count one request that starts `wait` seconds after `now`; raises BudgetSpent where that is too much."""
        with self._lock:
            start = now if self._start is None else self._start
            if self.requests >= self._max_requests:
                raise BudgetSpent(
                    url, f"the run's {self._max_requests} requests are used up; the next run goes on here"
                )
            if now + wait - start >= self._seconds:
                raise BudgetSpent(
                    url, f"the run's {self._seconds / 60:g} minutes are used up; the next run goes on here"
                )
            self._start = start
            self.requests += 1


class Caller(Protocol):
    """Someone who takes turns and may keep a connection open between two of them."""

    def hang_up(self) -> None:
        """Close the idle connection, because another caller talks to the server now."""
        ...


class Turn:
    """The right to send one request; it ends with the answer."""

    def __init__(self, lanes: list[_Lane], clock: Clock) -> None:
        self._lanes = lanes
        self._clock = clock

    def rest(self, seconds: float) -> None:
        """Let nobody ask this server for so many seconds from now."""
        until = self._clock.monotonic() + seconds
        for lane in self._lanes:
            lane.rest_until = max(lane.rest_until, until)

    def waits(self, pause: float) -> tuple[float, float]:
        """Seconds until the next request may start, and how many of them are a rest the server needs."""
        now = self._clock.monotonic()
        rest = max(lane.rest_until - now for lane in self._lanes)
        return max(0.0, rest, *(lane.ended + max(pause, lane.pause) - now for lane in self._lanes)), max(0.0, rest)

    def begin(self, caller: Caller) -> None:
        """One connection per server: whoever talked here before hangs up."""
        for lane in self._lanes:
            if lane.caller is not None and lane.caller is not caller:
                lane.caller.hang_up()
            lane.caller = caller

    def end(self, pause: float) -> None:
        """Start the pause; the longest that anyone on this server has to keep holds for all."""
        for lane in self._lanes:
            lane.ended = self._clock.monotonic()
            lane.pause = max(lane.pause, pause)


class Lanes:
    """All lanes of a program; shared by the threads of all portals."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lanes: dict[str, _Lane] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(
        self, keys: Iterable[str], pause: float, caller: Caller, admit: Callable[[float, float], None]
    ) -> Iterator[Turn]:
        """Wait for a turn on all lanes of `keys` (a host's name and addresses) and hold it for one request.

        `admit` is told the seconds to wait and how many of them are a rest the server needs; it raises where that
        is too long, before anything was waited for.
        """
        with ExitStack() as held:
            # Always in the same order, so that two callers with lanes in common cannot block each other for ever.
            lanes = [self._lane(key) for key in sorted(set(keys))]
            for lane in lanes:
                held.enter_context(lane.lock)
            turn = Turn(lanes, self._clock)
            wait, rest = turn.waits(pause)
            admit(wait, rest)
            if wait:
                self._clock.sleep(wait)
            turn.begin(caller)
            try:
                yield turn
            finally:
                turn.end(pause)

    def _lane(self, key: str) -> _Lane:
        with self._lock:
            return self._lanes.setdefault(key, _Lane())


def retry_after(value: str | None, date: str | None, now: datetime) -> float:
    """Seconds that a Retry-After header asks for, 0.0 where it is missing or says nothing.

    Its two forms are seconds and an HTTP date; a date is counted from the answer's own `date` header, because the
    server's clock may differ from ours (`now` is ours).

    >>> retry_after("120", None, datetime(2026, 11, 2, tzinfo=UTC))
    120.0
    >>> retry_after("Mon, 02 Nov 2026 00:01:00 GMT", None, datetime(2026, 11, 2, tzinfo=UTC))
    60.0
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    until = _http_date(text)
    if until is None:
        return 0.0
    return max(0.0, (until - (_http_date(date or "") or now)).total_seconds())


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


@dataclass
class _Lane:
    lock: threading.Lock = field(default_factory=threading.Lock)
    pause: float = 0.0
    ended: float = -inf
    rest_until: float = -inf
    caller: Caller | None = None
