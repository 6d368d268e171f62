"""What a person is told of crawls: how far they are, and what came of them."""

from __future__ import annotations

import json
import sys
import threading
from dataclasses import asdict
from typing import NoReturn

from tqdm import tqdm

from ris_scraper.cli.options import say
from ris_scraper.crawl.nouns import Report


class Progress:
    """Progress: a bar for each portal on a terminal, a line (or JSON object) every hundred requests otherwise."""

    def __init__(self, as_json: bool) -> None:
        self._terminal, self._as_json, self._lock = sys.stderr.isatty(), as_json, threading.Lock()
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
