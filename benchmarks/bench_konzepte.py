"""How well `zuordnen` finds concepts and phases: precision and recall on the labelled list `konzepte.csv`.

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

from ris_scraper.judgement.concepts import PHASEN, assign

HERE = Path(__file__).parent
HAELFTEN = ("arbeit", "pruefung")
# What has to be reached by the whole list and by each half: these numbers may rise, not fall.
GRENZEN = HERE / "konzepte.toml"


@dataclass(frozen=True)
class Zeile:
    """A labelled Betreff."""

    haelfte: str
    betreff: str
    art: str
    kreis: str
    beschlussvorschlag: str
    konzepte: frozenset[str]
    auch: frozenset[str]
    phasen: frozenset[str]

    def gefunden(self) -> dict[str, str]:
        """The concepts that our rules find, with their phases."""
        found = assign(self.betreff, self.art, self.beschlussvorschlag, self.kreis)
        return {assignment.konzept: assignment.phase for assignment in found}


@dataclass
class Guete:
    """Counts of what was found rightly and wrongly, and what was missed."""

    richtig: int = 0
    falsch: int = 0
    fehlt: int = 0
    fehler: list[str] = field(default_factory=list)

    @property
    def genauigkeit(self) -> float:
        """Precision: how much of what was found is right."""
        return self.richtig / max(self.richtig + self.falsch, 1)

    @property
    def vollstaendigkeit(self) -> float:
        """Recall: how much of what is there was found."""
        return self.richtig / max(self.richtig + self.fehlt, 1)

    def count(self, expected: set[str], found: set[str], allowed: set[str], betreff: str) -> None:
        """Compare what was found with what has to be and what may be found."""
        self.richtig += len(expected & found)
        self.falsch += len(found - allowed)
        self.fehlt += len(expected - found)
        if found - allowed or expected - found:
            self.fehler.append(f"{betreff}: expected {sorted(expected)}, found {sorted(found)}")


def zeilen() -> list[Zeile]:
    """The labelled list."""
    with (HERE / "konzepte.csv").open(encoding="utf-8", newline="") as file:
        return [_zeile(row) for row in csv.DictReader(file)]


def _zeile(row: dict[str, str]) -> Zeile:
    named = row["konzepte"].split()
    sure = frozenset(name for name in named if not name.endswith("?"))
    return Zeile(
        *(row[name] for name in ("haelfte", "betreff", "art", "kreis", "beschlussvorschlag")),
        konzepte=sure,
        auch=frozenset(name.removesuffix("?") for name in named),
        phasen=frozenset(row["phase"].split("/")) - {""},
    )


def konzepte(rows: Iterable[Zeile]) -> Guete:
    """Which concepts were found."""
    guete = Guete()
    for row in rows:
        guete.count(set(row.konzepte), set(row.gefunden()), set(row.auch), row.betreff)
    return guete


def phasen(rows: Iterable[Zeile]) -> Guete:
    """Concepts with their phases: right only if both are."""
    guete = Guete()
    for row in rows:
        right = "/".join(sorted(row.phasen))
        found = {f"{slug} {right if phase in row.phasen else phase}" for slug, phase in row.gefunden().items()}
        expected, allowed = ({f"{slug} {right}" for slug in slugs} for slugs in (row.konzepte, row.auch))
        guete.count(expected, found, allowed, row.betreff)
    return guete


def je_phase(rows: Sequence[Zeile]) -> dict[str, Guete]:
    """Every phase by itself, over the concepts that were found and the Betreffe with one accepted phase."""
    result = {phase: Guete() for phase in PHASEN}
    for row in rows:
        said = [phase for slug, phase in row.gefunden().items() if slug in row.konzepte and len(row.phasen) == 1]
        for phase, guete in result.items():
            for found in said:
                guete.count({phase} & row.phasen, {phase} & {found}, {phase} & row.phasen, row.betreff)
    return result


def grenzen() -> dict[str, dict[str, float]]:
    """The floors: for the whole list and each half, for concepts and for phases."""
    return tomllib.loads(GRENZEN.read_text("utf-8"))


def messung() -> dict[str, dict[str, float]]:
    """The measured values, in the shape of the floors."""
    rows = zeilen()
    parts = {"alle": rows} | {name: [row for row in rows if row.haelfte == name] for name in HAELFTEN}
    return {name: _values(part) for name, part in parts.items()}


def _values(rows: list[Zeile]) -> dict[str, float]:
    found = {"konzepte": konzepte(rows), "phasen": phasen(rows)}
    return {
        f"{name}_{value}": round(getattr(guete, value), 3)
        for name, guete in found.items()
        for value in ("genauigkeit", "vollstaendigkeit")
    }


def run() -> None:
    """Print precision and recall, those of every phase, and the time that one Betreff takes."""
    rows = zeilen()
    for name, values in messung().items():
        count = sum(name in ("alle", row.haelfte) for row in rows)
        print(f"concepts, {name} ({count} Betreffe): " + _pair(values, "konzepte"))
        print(f"concepts with phase, {name}: " + _pair(values, "phasen") + " (aim: at least 0.95 and 0.90)")
    for phase, guete in je_phase(rows).items():
        print(f"phase {phase}: precision {guete.genauigkeit:.3f}, recall {guete.vollstaendigkeit:.3f}")
    began = time.perf_counter()
    for row in rows:
        row.gefunden()
    taken = (time.perf_counter() - began) / len(rows)
    print(f"one Betreff takes {taken * 1e6:.0f} µs")


def _pair(values: dict[str, float], name: str) -> str:
    return f"precision {values[f'{name}_genauigkeit']:.3f}, recall {values[f'{name}_vollstaendigkeit']:.3f}"
