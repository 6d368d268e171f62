"""From measurements to the rows of the tables `genauigkeit` and `verwechslungen` (pure)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ris_scraper.accuracy.bound import lower_bound
from ris_scraper.accuracy.nouns import ALL, FIELDS, Mark, Measurement, Sample

_Key = tuple[str, str, str, str]
# Of a share that is not whole not the last place: 0.99996 is not 1.
_PLACES = 10_000


class Genauigkeit(NamedTuple):
    """A row of the table of that name."""

    sammlung: str
    stichprobe: Sample
    vendor: str
    seitentyp: str
    satz: str
    feld: str
    n: int
    richtig: int
    falsch: int
    fehlend: int
    erfunden: int
    leer: int
    anteil: float | None
    untergrenze: float | None

    @property
    def falsches(self) -> int:
        """How many values were not read rightly, in whatever way."""
        return self.n - self.richtig


class VerwechslungRow(NamedTuple):
    """A row of the table `verwechslungen`."""

    sammlung: str
    vendor: str
    merkmal: str
    erwartet: str
    gelesen: str
    anzahl: int


def tables(measurements: Sequence[Measurement]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of both tables, by name."""
    return {
        "genauigkeit": [*genauigkeit(measurements)],
        "verwechslungen": [*verwechslungen(measurements)],
    }


def genauigkeit(measurements: Iterable[Measurement]) -> Iterator[Genauigkeit]:
    """How each field is read: over all, then by vendor with what is not measured (n = 0), then by kind of page."""
    for measurement in measurements:
        sums = _sums(measurement)
        for key in _keys(measurement, sums):
            yield _row(measurement, key, sums[key])


def verwechslungen(measurements: Iterable[Measurement]) -> Iterator[VerwechslungRow]:
    """Which word was read for which."""
    for measurement in measurements:
        yield from (VerwechslungRow(measurement.sammlung, *one) for one in measurement.verwechslungen)


def _sums(measurement: Measurement) -> dict[_Key, Mark]:
    """The marks of each field by itself, over the kinds of page of a vendor, and over all vendors."""
    sums: dict[_Key, Counter[str]] = {}
    for vendor, seitentyp, satz, feld, mark in measurement.zaehlungen:
        for whose in {(vendor, seitentyp), (vendor, ALL), (ALL, ALL)}:
            sums.setdefault((*whose, satz, feld), Counter()).update(mark._asdict())
    return {key: Mark(**counter) for key, counter in sums.items()} | {
        key: Mark() for key in _all_fields(measurement) if key not in sums
    }


def _all_fields(measurement: Measurement) -> Iterator[_Key]:
    """Every field of every vendor; of a collection without vendors (Betreffe) those that it is about."""
    for vendor in (ALL, *measurement.vendors) if measurement.vendors else ():
        yield from ((vendor, ALL, satz, feld) for satz, fields in FIELDS.items() for feld in fields)


def _keys(measurement: Measurement, sums: dict[_Key, Mark]) -> list[_Key]:
    """The rows in order: over all first, fields as the contract has them; of kinds of page only what is measured."""
    place = {(satz, feld): (i, j) for i, (satz, fields) in enumerate(FIELDS.items()) for j, feld in enumerate(fields)}
    vendors = {name: number for number, name in enumerate((ALL, *measurement.vendors))}
    shown = [key for key in sums if key[1] == ALL or sums[key].n]
    return sorted(shown, key=lambda key: (vendors[key[0]], "" if key[1] == ALL else key[1], place[key[2:]]))


def _row(measurement: Measurement, key: _Key, mark: Mark) -> Genauigkeit:
    share = math.floor(mark.richtig / mark.n * _PLACES) / _PLACES if mark.n else None
    return Genauigkeit(
        measurement.sammlung,
        measurement.stichprobe,
        *key,
        mark.n,
        *mark,
        share,
        lower_bound(mark.richtig, mark.n),
    )
