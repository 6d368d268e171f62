"""The report of a night: one for people and one for programs, with what needs somebody's look first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ris_scraper.crawl.nouns import Report
from ris_scraper.nouns.wording import counted


@dataclass
class Step:
    """What was done around the crawls: how it ended (fertig, fehler, unnoetig), why, and how many seconds it took."""

    schritt: str
    ausgang: str
    grund: str = ""
    sekunden: float = 0.0


@dataclass
class Night:
    """A night: begin and end (ISO times), the runs on portals, and the steps after them.

    `ausgang` is abgebrochen until the night has come to its end, so that a kill leaves the truth. `neu` are the slugs
    that need a look and did not after the last night.
    """

    beginn: str
    ende: str | None = None
    ausgang: str = "abgebrochen"
    portale: list[Report] = field(default_factory=list)
    schritte: list[Step] = field(default_factory=list)
    neu: list[str] = field(default_factory=list)

    def looks(self) -> Iterator[tuple[str, str]]:
        """The portals that need a person's look, and why, the new ones first."""
        found = [(report.portal, reason) for report in self.portale if (reason := why(report))]
        yield from sorted(found, key=lambda item: (item[0] not in self.neu, item[0]))

    def compare(self, before: dict[str, str]) -> None:
        """Note what is new against the reasons of the night before."""
        self.neu = [slug for slug, _ in self.looks() if slug not in before]


#: So many alarms of a portal are told; `ris status SLUG` shows the others.
ALARMS = 3


def why(report: Report) -> str:
    """Why a portal needs a person's look: it failed, is closed, changed, or was not seen to its end; else empty."""
    if report.ausgang in ("fertig", "unterbrochen") and not report.alarme:
        return ""
    alarms = [alarm.removeprefix(f"{report.portal}: ") for alarm in report.alarme]
    left = len(alarms) - ALARMS
    more = [f"{counted(left, 'alarm')} more: `ris status {report.portal}`"] if left > 0 else []
    # What ended a run is often an alarm as well.
    others = [alarm for alarm in alarms[:ALARMS] if alarm != report.grund]
    said = [f"{report.ausgang}: {report.grund}".rstrip(": "), *others, *more]
    return "; ".join(dict.fromkeys(filter(None, said)))


def text(night: Night) -> str:
    """The report for people, ready to be sent by mail: the first line says it all, then comes what needs a look."""
    looks, states = [*night.looks()], Counter(report.ausgang for report in night.portale)
    said = ", ".join(f"{count} {state}" for state, count in states.most_common())
    failed = [step for step in night.schritte if step.ausgang == "fehler"]
    first = f"ris night {night.beginn[:16]}: {counted(len(night.portale), 'portal')}: {said}; {len(looks)} to look at"
    lines = [f"{first}, {len(night.neu)} of them new" + "".join(f"; {step.schritt} failed" for step in failed), ""]
    lines += [f"{step.schritt} failed: {step.grund}" for step in failed]
    lines += [f"{'NEW ' if slug in night.neu else ''}{slug}: {reason}" for slug, reason in looks]
    lines += [""] if failed or looks else []
    asked, new = counted(_sum(night, "anfragen"), "request"), counted(_sum(night, "neu"), "new page")
    lines += [f"{asked}, {new}, {_sum(night, 'fehler')} failed"]
    lines += [f"left for the next night: {counted(_sum(night, 'offen'), 'request')}"]
    open_ones = [report.portal for report in night.portale if report.ausgang == "unterbrochen"]
    lines += [f"not at their end: {counted(len(open_ones), 'portal')}: {', '.join(open_ones)}"] if open_ones else []
    steps = (f"{step.schritt} {step.ausgang} ({step.sekunden:.0f} s)" for step in night.schritte)
    lines += [f"steps: {', '.join(steps)}"]
    return "\n".join(lines) + "\n"


def _sum(night: Night, name: str) -> int:
    return sum(getattr(report, name) for report in night.portale)


def as_json(night: Night) -> str:
    """The report for programs."""
    said = asdict(night)
    for row, report in zip(said["portale"], night.portale, strict=True):
        row["ansehen"] = why(report)
    return json.dumps(said, ensure_ascii=False, indent=1)


def write(night: Night, folder: Path) -> Path:
    """Write both reports into the folder; returns the path of the one for programs. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{night.beginn.replace(':', '')}.json"
    path.with_suffix(".txt").write_text(text(night), "utf-8")
    path.write_text(as_json(night), "utf-8")
    return path


def last_looks(folder: Path) -> dict[str, str]:
    """What needed a look after the last night that came to its end: slug -> reason; nothing without one."""
    for said in kept(folder):
        if said.get("ausgang") == "fertig":
            return {row["portal"]: row["ansehen"] for row in said["portale"] if row.get("ansehen")}
    return {}


def kept(folder: Path) -> Iterator[dict[str, Any]]:
    """The reports for programs in the folder that can be read, the newest first."""
    for path in sorted(folder.glob("*.json"), reverse=True):
        try:
            said = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(said, dict) and isinstance(said.get("beginn"), str):
            rows = said.get("portale") or ()
            yield {**said, "portale": [row for row in rows if isinstance(row, dict) and row.get("portal")]}
