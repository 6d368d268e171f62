"""What a person is told of crawls: how far they are, and what came of them."""

from __future__ import annotations

import json
import sys
import threading
import time
from dataclasses import asdict
from typing import NoReturn

from tqdm import tqdm

from ris_scraper.cli.options import say
from ris_scraper.crawl.nouns import Report
from ris_scraper.nouns.wording import counted

#: Seconds between two lines of progress where no terminal shows a bar.
EVERY = 10.0


class Progress:
    """Progress: a bar for each portal on a terminal, a line (or JSON object) every hundred requests otherwise."""

    def __init__(self, as_json: bool) -> None:
        self._terminal, self._as_json, self._lock = sys.stderr.isatty(), as_json, threading.RLock()
        self._bars: dict[str, tqdm[NoReturn]] = {}

    def report(self, report: Report, _: str) -> None:
        """Say how far a run is."""
        if self._terminal:
            with self._lock:
                self._move(report)
        elif report.anfragen % 100 == 0:
            said = f"{_asked(report)}, {report.offen} waiting"
            say(as_line(report) if self._as_json else f"{report.portal}: {said}")

    def _move(self, report: Report) -> None:
        if report.portal not in self._bars:
            self._bars[report.portal] = tqdm(desc=report.portal, unit=" requests", leave=False, dynamic_ncols=True)
        bar = self._bars[report.portal]
        bar.total, bar.n = report.anfragen + report.offen, report.anfragen
        bar.set_postfix(new=report.neu, failed=report.fehler)

    def close(self) -> None:
        """Take the bars away, so that what comes next begins on a line of its own."""
        with self._lock:
            for bar in self._bars.values():
                bar.close()


class Steps:
    """How many of `total` things are done: a bar on a terminal, elsewhere a line every ten seconds.

    `unit`: what they are, in the singular. `most`: seconds that all of it takes at most, where things are too different
    for the rest to be foretold.
    """

    def __init__(self, total: int, unit: str, most: float | None = None) -> None:
        self._done, self._total, self._unit, self._start = 0, total, unit, time.monotonic()
        self._most = most
        self._bar = tqdm[NoReturn](total=total, unit=f" {unit}s", leave=False) if sys.stderr.isatty() else None
        self._over = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def __enter__(self) -> Steps:
        if self._bar is None and self._total:
            self._ticker.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._bar is not None:
            self._bar.close()

    def one(self) -> None:
        """One more is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.update()

    def _tick(self) -> None:
        while not self._over.wait(EVERY):
            say(self.line())

    def line(self) -> str:
        """How far it is, how long it took, and how long the rest takes at this pace, or at most."""
        took = time.monotonic() - self._start
        said = f"{self._done} of {counted(self._total, self._unit)}, {tqdm.format_interval(took)} gone"
        if self._most is not None:
            return f"{said}, at most {tqdm.format_interval(max(0.0, self._most - took))} left"
        left = took / self._done * (self._total - self._done) if self._done else None
        return said if left is None else f"{said}, {tqdm.format_interval(left)} left"


def as_line(report: Report) -> str:
    """A report as one line of JSON."""
    return json.dumps(asdict(report), ensure_ascii=False)


def _asked(report: Report) -> str:
    return f"{counted(report.anfragen, 'request')}, {counted(report.neu, 'new page')}"


def summary(report: Report) -> str:
    """A report in a sentence, and its alarms below."""
    words = (
        f"{report.portal}: {report.ausgang}; {_asked(report)},"
        f" {report.unveraendert} unchanged, {report.fehler} failed, {report.offen} waiting"
    )
    if report.dateien or report.dateien_offen:
        words += f"; {counted(report.dateien, 'new file')}, {report.dateien_offen} waiting"
    return "\n".join([words + (f"; {report.grund}" if report.grund else ""), *report.alarme])
