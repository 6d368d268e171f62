"""Measures what is shipped in `ris_scraper/accuracy/beispiele.json`: the example pages, and the labelled Betreffe.

    python -m benchmarks.accuracy       (make accuracy)

A test measures the same and fails where the file is older than fixtures, labels, readers or rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from benchmarks.bench_konzepte import Labelled, labelled
from ris_scraper.accuracy import kept
from ris_scraper.accuracy.collection import cases
from ris_scraper.accuracy.compare import Finding, scalar
from ris_scraper.accuracy.measure import Tally, measured
from ris_scraper.accuracy.nouns import ALL, Measurement, Sample
from ris_scraper.folder import resource

ROOT = Path(__file__).parent.parent
FILE = ROOT / "ris_scraper" / "accuracy" / "beispiele.json"
SATZ = "konzept_vorlagen"
# What the halves of the labelled list are: rules were made with the one in sight.
HALVES: dict[str, tuple[str, Sample]] = {
    "arbeit": ("betreffe-arbeit", "bekannt"),
    "pruefung": ("betreffe-pruefung", "zurueckgelegt"),
}


def measurements() -> tuple[Measurement, ...]:
    """All that is shipped, measured now."""
    pages, unsigned = cases([resource("fixtures")])
    assert not unsigned, f"nobody has signed {unsigned[0]}"
    rows = labelled()
    halves = (titles(*HALVES[half], [row for row in rows if row.half == half]) for half in HALVES)
    return (measured("beispielseiten", "beispiel", pages)[0], *halves)


def titles(sammlung: str, stichprobe: Sample, rows: list[Labelled]) -> Measurement:
    """What the labelled Betreffe give; they are no pages, and of no vendor."""
    tally = Tally()
    for finding in (finding for row in rows for finding in findings(row)):
        tally.add(ALL, ALL, finding)
    return Measurement(
        sammlung=sammlung,
        stichprobe=stichprobe,
        seiten=0,
        vendors=(),
        zaehlungen=tally.zaehlungen(),
        verwechslungen=tally.verwechslungen(),
    )


def findings(row: Labelled) -> Iterator[Finding]:
    """The concepts of a Betreff, and the phase of each; one found for another is a mistake, not two.

    A concept that may be found or not counts where it is found; of several accepted phases the one that was read does.
    """
    found = row.found()
    right = sorted(row.allowed & found.keys())
    others = zip_longest(sorted(row.concepts - found.keys()), sorted(found.keys() - row.allowed))
    for want, have in [*zip(right, right, strict=True), *others] or [(None, None)]:
        yield scalar(SATZ, "konzept", want, have, row.betreff)
        read = found.get(have) if have else None
        yield scalar(SATZ, "phase", _accepted(row, read) if want else None, read, row.betreff)


def _accepted(row: Labelled, read: str | None) -> str | None:
    return read if read in row.phases else min(row.phases, default=None)


def write(measured: Iterable[Measurement] | None = None) -> None:
    """Write the shipped file anew."""
    FILE.write_text(kept.texts(measured or measurements()), "utf-8")


if __name__ == "__main__":
    write()
