"""A measurement for people: lines for a screen, and Markdown (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ris_scraper.accuracy.nouns import MERKMALE, Measurement, Sample
from ris_scraper.accuracy.rows import Genauigkeit, genauigkeit

#: What a collection is, in a sentence.
SAID: dict[Sample, str] = {
    "beispiel": "our own example pages: shows that the reader does what it should, not how often it errs on real pages",
    "bekannt": "pages that the developers saw: no estimate for unseen pages",
    "zurueckgelegt": "not looked at while rules were made, but chosen by hand: rather too good for what is unseen",
    "zufall": "drawn at random and checked afterwards: the bound holds for what they were drawn from",
}
_HEADS = ("vendor", "page", "of", "field", "n", "right", "wrong", "missing", "invented", "lower bound")
_BOUND = "Lower bound: exact (Clopper-Pearson), one-sided, 95 %; n are the values that the page or the reader states."


def lines(measurement: Measurement) -> Iterator[str]:
    """Lines for a screen: what it is, each field, and which word was read for which."""
    yield from _head(measurement)
    for title, rows in _tables(measurement):
        yield from ("", title, *_aligned(rows))


def markdown(measurement: Measurement) -> Iterator[str]:
    """The same as Markdown."""
    title, *head = _head(measurement)
    yield from (f"# {title}", "", *head)
    for title, rows in _tables(measurement):
        yield from ("", f"## {title}", "", *_piped(rows))


def _head(measurement: Measurement) -> Iterator[str]:
    yield f"Accuracy: {measurement.sammlung}"
    yield f"{measurement.seiten} pages with signed expectations; {SAID[measurement.stichprobe]}."
    yield _BOUND


def _tables(measurement: Measurement) -> Iterator[tuple[str, list[Sequence[str]]]]:
    """All tables with their titles: each field that is measured, those of each vendor that are not, confused words."""
    rows = list(genauigkeit([measurement]))
    yield "Fields", [_HEADS, *(_cells(row) for row in rows if row.n)]
    missing = groupby((row for row in rows if not row.n), key=lambda row: (row.vendor, row.satz))
    listed = [(vendor, satz, ", ".join(row.feld for row in fields)) for (vendor, satz), fields in missing]
    if listed:
        yield "Not measured (n = 0)", [("vendor", "of", "fields"), *listed]
    yield from _confusions(measurement)


def _cells(row: Genauigkeit) -> Sequence[str]:
    counts = (row.n, row.richtig, row.falsch, row.fehlend, row.erfunden)
    return (row.vendor, row.seitentyp, row.satz, row.feld, *map(str, counts), f"{100 * (row.untergrenze or 0):.2f} %")


def _confusions(measurement: Measurement) -> Iterator[tuple[str, list[Sequence[str]]]]:
    """For each list of words a title and the rows: expected against read, over all vendors."""
    for merkmal in dict.fromkeys(MERKMALE.values()):
        pairs: dict[tuple[str, str], int] = {}
        for one in measurement.verwechslungen:
            if one.merkmal == merkmal:
                pairs[one.erwartet, one.gelesen] = pairs.get((one.erwartet, one.gelesen), 0) + one.anzahl
        rows = [(want, have, str(count)) for (want, have), count in sorted(pairs.items())]
        yield f"Read as ({merkmal})", [("expected", "read", "count"), *rows] if rows else [("not measured",)]


def _aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows with their cells below each other; numbers stand to the right."""
    kept = [*rows]
    widths = [max(map(len, column)) for column in zip(*kept, strict=True)]
    for row in kept:
        yield "  ".join(_cell(text, width) for text, width in zip(row, widths, strict=True)).rstrip()


def _cell(text: str, width: int) -> str:
    return text.rjust(width) if text[:1].isdigit() else text.ljust(width)


def _piped(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    head, *others = rows
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    yield from (f"| {' | '.join(row)} |" for row in others)
