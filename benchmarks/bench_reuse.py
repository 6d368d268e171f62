"""Text reuse on generated papers: what of the planted copies is found, what is found that is none, time and memory.

A process of its own makes the papers (benchmarks/copies.py) and writes them into a dataset, others run `reuse` on it:
from nothing, and once more with 1 % new papers. Precision: shared words of a passage are from one source. Recall: half
of what was planted lies in a passage of its two papers; the aims hold for what had 60 words or more.

usage: python -m benchmarks.bench_reuse [--papers N …] [--seed N]
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import pickle
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks import copies
from benchmarks.copies import NOBODY, Corpus, Plant
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.reuse import reuse
from ris_scraper.portals.portals import Kreis, Portal

#: Share of papers that come later, and the aims.
LATER, AIM, FROM = 0.01, 0.95, 60
SECONDS, BYTES, TENTH = 200, 2_500_000_000, 0.1


class Cost(NamedTuple):
    """What a run cost."""

    cpu: float
    wall: float
    rss: int
    passages: int


class Run(NamedTuple):
    """What was found in so many papers, and at what cost."""

    papers: int
    precision: float
    recall: float
    first: Cost
    second: Cost
    by_kind: dict[tuple[int, float, bool], tuple[int, int]]

    def good(self) -> bool:
        """Whether the aims are met: the costs are those of 100,000 papers, a tenth is asked of every size."""
        share = self.papers / 100_000
        cheap = self.first.cpu <= SECONDS * share or self.papers < 100_000
        small = max(self.first.rss, self.second.rss) <= BYTES
        quick = self.second.cpu <= TENTH * self.first.cpu
        return self.precision >= AIM and self.recall >= AIM and cheap and small and quick


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bench_reuse")
    parser.add_argument("--papers", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    runs = [measured(papers, given.seed) for papers in given.papers]
    for run in runs:
        print(told(run))
    if not all(run.good() for run in runs):
        raise SystemExit("an aim is not met")


def measured(papers: int, seed: int = 1) -> Run:
    """Make so many papers, look for passages, add 1 % and look again; every step in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        _beside(_make, path, papers, seed)
        first = _beside(_run, path)
        _beside(_add, path)
        second = _beside(_run, path)
        precision, recall, by_kind = _beside(_judged, path)
    return Run(papers, precision, recall, first, second, by_kind)


def told(run: Run) -> str:
    """The figures in lines."""
    lines = [f"{run.papers:,} papers: P {run.precision:.3f}, R {run.recall:.3f} (from {FROM} words)"]
    for name, cost in (("first run", run.first), ("1 % new", run.second)):
        lines.append(
            f"  {name}: {cost.cpu:.1f} CPU s, {cost.wall:.1f} s, {cost.rss / 1e6:,.0f} MB, {cost.passages:,} passages"
        )
    for (words, edits, model), (found, planted) in sorted(run.by_kind.items()):
        name = "model text, 0 to 10 % edited" if model else f"{edits:.0%} edited"
        lines.append(f"  {words} words, {name}: {found / planted:.3f} of {planted:,}")
    return "\n".join(lines)


def _beside(work: Callable[..., Any], *given: Any) -> Any:
    """Do some work in a process of its own, so that it is measured alone."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def _make(path: Path, papers: int, seed: int) -> None:
    corpus = copies.make(papers + int(papers * LATER), seed)
    with (path / "corpus").open("wb") as file:
        pickle.dump(corpus, file, pickle.HIGHEST_PROTOCOL)
    _write(path, corpus, 0, papers)


def _add(path: Path) -> None:
    corpus = _corpus(path)
    _write(path, corpus, int(len(corpus.papers) / (1 + LATER)), len(corpus.papers))


def _corpus(path: Path) -> Corpus:
    with (path / "corpus").open("rb") as file:
        corpus = pickle.load(file)
        assert isinstance(corpus, Corpus)
        return corpus


def _write(path: Path, corpus: Corpus, start: int, end: int) -> None:
    """Enter papers into the dataset."""
    kreise = [Kreis(f"99{n:03d}", f"Musterkreis {n:03d}", "Kreis", "Musterland") for n in range(copies.KREISE)]
    portale = [Portal(slug=k.ags, ags=k.ags, name=k.name, vendor="allris3", url="https://x.example/") for k in kreise]
    rng = Random(start)
    with Dataset(path / "ris.db") as db:
        db.register(kreise, portale)
        with db.transaction():
            for number in range(start, end):
                paper, key = corpus.papers[number], f"p:{number}"
                row = {"id": key, "portal": portale[paper.kreis].slug, "ags": kreise[paper.kreis].ags}
                db.replace("vorlagen", [{**row, "datum": copies.day(rng)}])
                db.replace("abschnitte", [{"id": f"{key}:1", "vorlage": key, "text": corpus.text(paper)}])


def _run(path: Path) -> Cost:
    began, cpu = time.perf_counter(), time.process_time()
    with Dataset(path / "ris.db") as db:
        found = reuse(db, path / "reuse.db")
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Cost(time.process_time() - cpu, time.perf_counter() - began, rss, found.passagen)


# --- what of it is right ---------------------------------------------------------------------


def _judged(path: Path) -> tuple[float, float, dict[tuple[int, float, bool], tuple[int, int]]]:
    corpus, right, total = _corpus(path), 0, 0
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    with Dataset(path / "ris.db") as db:
        for row in db.stream("select * from textgleich"):
            numbers = [int(row[f"vorlage_{side}"].removeprefix("p:")) for side in "ab"]
            one, other = (_origins(corpus, n, row, side) for n, side in zip(numbers, "ab", strict=True))
            common = one & other
            right += 2 * len(common) >= row["woerter"]
            total += 1
            found[min(numbers), max(numbers)] |= common
    by_kind: dict[tuple[int, float, bool], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for plant, shared in _planted(corpus):
        got = found[min(plant.source, plant.target), max(plant.source, plant.target)]
        hit, planted = by_kind[plant[2:]]
        by_kind[plant[2:]] = hit + (2 * len(got & shared) >= len(shared)), planted + 1
    long = [counts for (words, _, _), counts in by_kind.items() if words >= FROM]
    return right / total, sum(hit for hit, _ in long) / sum(planted for _, planted in long), dict(by_kind)


def _origins(corpus: Corpus, number: int, row: Any, side: str) -> set[int]:
    """Whose the words of a passage are."""
    text = corpus.text(corpus.papers[number])
    start, end = (text.count(" ", 0, row[f"{name}_{side}"]) for name in ("start", "ende"))
    return {*corpus.papers[number].origins[start : end + 1]} - {NOBODY}


def _planted(corpus: Corpus) -> Iterator[tuple[Plant, set[int]]]:
    """What was planted, with the words that both papers have of it."""
    for plant in corpus.plants:
        yield plant, ({*corpus.papers[plant.source].origins} & {*corpus.papers[plant.target].origins}) - {NOBODY}


if __name__ == "__main__":
    os.nice(5)
    main()
