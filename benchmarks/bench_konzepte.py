"""How well `assign` finds concepts and phases: precision and recall on the labelled list `konzepte.csv`.

A row says which concepts a careful reader finds in the Betreff (`?`: may be found or not) and which phases he would
accept (`entwurf/bericht`: both). The half `pruefung` was never looked at while the rules were made.
"""

from __future__ import annotations

import csv
import time
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ris_scraper.judgement.concepts import PHASES, assign

HERE = Path(__file__).parent
HALVES = ("arbeit", "pruefung")
# What has to be reached by the whole list and by each half: these numbers may rise, not fall.
FLOORS = HERE / "konzepte.toml"


@dataclass(frozen=True)
class Labelled:
    """A labelled Betreff."""

    half: str
    betreff: str
    art: str
    kreis: str
    beschlussvorschlag: str
    concepts: frozenset[str]
    allowed: frozenset[str]
    phases: frozenset[str]

    def found(self) -> dict[str, str]:
        """The concepts that our rules find, with their phases."""
        found = assign(self.betreff, self.art, self.beschlussvorschlag, self.kreis)
        return {assignment.konzept: assignment.phase for assignment in found}


@dataclass
class Quality:
    """Counts of what was found rightly and wrongly, and what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    mistakes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Precision: how much of what was found is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Recall: how much of what is there was found."""
        return self.right / max(self.right + self.missed, 1)

    def count(self, expected: set[str], found: set[str], allowed: set[str], betreff: str) -> None:
        """Compare what was found with what has to be and what may be found."""
        self.right += len(expected & found)
        self.wrong += len(found - allowed)
        self.missed += len(expected - found)
        if found - allowed or expected - found:
            self.mistakes.append(f"{betreff}: expected {sorted(expected)}, found {sorted(found)}")


def labelled() -> list[Labelled]:
    """The labelled list."""
    with (HERE / "konzepte.csv").open(encoding="utf-8", newline="") as file:
        return [_labelled(row) for row in csv.DictReader(file)]


def _labelled(row: dict[str, str]) -> Labelled:
    named = row["konzepte"].split()
    sure = frozenset(name for name in named if not name.endswith("?"))
    return Labelled(
        *(row[name] for name in ("haelfte", "betreff", "art", "kreis", "beschlussvorschlag")),
        concepts=sure,
        allowed=frozenset(name.removesuffix("?") for name in named),
        phases=frozenset(row["phase"].split("/")) - {""},
    )


def concepts(rows: Iterable[Labelled]) -> Quality:
    """Which concepts were found."""
    quality = Quality()
    for row in rows:
        quality.count(set(row.concepts), set(row.found()), set(row.allowed), row.betreff)
    return quality


def phases(rows: Iterable[Labelled]) -> Quality:
    """Concepts with their phases: right only if both are."""
    quality = Quality()
    for row in rows:
        right = "/".join(sorted(row.phases))
        found = {f"{slug} {right if phase in row.phases else phase}" for slug, phase in row.found().items()}
        expected, allowed = ({f"{slug} {right}" for slug in slugs} for slugs in (row.concepts, row.allowed))
        quality.count(expected, found, allowed, row.betreff)
    return quality


def by_phase(rows: Sequence[Labelled]) -> dict[str, Quality]:
    """Every phase by itself, over the concepts that were found and the Betreffe with one accepted phase."""
    result = {phase: Quality() for phase in PHASES}
    for row in rows:
        said = [phase for slug, phase in row.found().items() if slug in row.concepts and len(row.phases) == 1]
        for phase, quality in result.items():
            for found in said:
                quality.count({phase} & row.phases, {phase} & {found}, {phase} & row.phases, row.betreff)
    return result


def floors() -> dict[str, dict[str, float]]:
    """The floors: for the whole list and each half, for concepts and for phases."""
    return tomllib.loads(FLOORS.read_text("utf-8"))


def measured() -> dict[str, dict[str, float]]:
    """The measured values, in the shape of the floors."""
    rows = labelled()
    parts = {"alle": rows} | {name: [row for row in rows if row.half == name] for name in HALVES}
    return {name: _values(part) for name, part in parts.items()}


def _values(rows: list[Labelled]) -> dict[str, float]:
    found = {"konzepte": concepts(rows), "phasen": phases(rows)}
    return {
        f"{name}_{value}": round(number, 3)
        for name, quality in found.items()
        for value, number in (("genauigkeit", quality.precision), ("vollstaendigkeit", quality.recall))
    }


def run() -> None:
    """Print precision and recall, those of every phase, and the time that one Betreff takes."""
    rows = labelled()
    for name, values in measured().items():
        count = sum(name in ("alle", row.half) for row in rows)
        print(f"concepts, {name} ({count} Betreffe): " + _pair(values, "konzepte"))
        print(f"concepts with phase, {name}: " + _pair(values, "phasen") + " (aim: at least 0.95 and 0.90)")
    for phase, quality in by_phase(rows).items():
        print(f"phase {phase}: precision {quality.precision:.3f}, recall {quality.recall:.3f}")
    began = time.perf_counter()
    for row in rows:
        row.found()
    taken = (time.perf_counter() - began) / len(rows)
    print(f"one Betreff takes {taken * 1e6:.0f} µs")


def _pair(values: dict[str, float], name: str) -> str:
    return f"precision {values[f'{name}_genauigkeit']:.3f}, recall {values[f'{name}_vollstaendigkeit']:.3f}"
