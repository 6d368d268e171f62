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

#: Seconds to the first line of progress where no terminal shows a bar; the next ones come as much later as this part of
#: what is gone, so that a log of hours stays short.
EVERY, PART = 10.0, 0.1


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
            said = f"{report.anfragen} requests, {report.neu} new pages, {report.offen} waiting"
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
    """How many of `total` things are done: a bar on a terminal, elsewhere a line every ten seconds, later less often.

    `alike`: the rest takes as long as what is done, so that its end can be told.
    """

    def __init__(self, total: int, unit: str, alike: bool = True) -> None:
        self._done, self._total, self._unit, self._start = 0, total, unit, time.monotonic()
        self._alike = alike
        self._bar = tqdm[NoReturn](total=total, unit=f" {unit}", leave=False) if sys.stderr.isatty() else None
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
        while not self._over.wait(max(EVERY, (time.monotonic() - self._start) * PART)):
            say(self.line())

    def line(self) -> str:
        """How far it is, how long it took, and how long the rest takes at this pace if all are alike."""
        took = time.monotonic() - self._start
        left = took / self._done * (self._total - self._done) if self._done and self._alike else None
        rest = f", {tqdm.format_interval(left)} left" if left is not None else ""
        return f"{self._done} of {self._total} {self._unit}, {tqdm.format_interval(took)} gone{rest}"


def as_line(report: Report) -> str:
    """A report as one line of JSON."""
    return json.dumps(asdict(report), ensure_ascii=False)


def summary(report: Report) -> str:
    """A report in a sentence, and its alarms below."""
    words = (
        f"{report.portal}: {report.ausgang}; {report.anfragen} requests, {report.neu} new pages,"
        f" {report.unveraendert} unchanged, {report.fehler} failed, {report.offen} waiting"
    )
    return "\n".join([words + (f"; {report.grund}" if report.grund else ""), *report.alarme])
