"""From a collection of pages to a measurement: reads each page, compares, counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from ris_scraper.accuracy.collection import Case
from ris_scraper.accuracy.compare import Finding, records, scalar, words
from ris_scraper.accuracy.nouns import MERKMALE, PAGE, Mark, Measurement, Sample, Verwechslung, Zaehlung, word
from ris_scraper.judgement.normalise import normalise
from ris_scraper.nouns.errors import PageError
from ris_scraper.read.read import parse
from ris_scraper.read.vendors import VENDORS


class Tally:
    """Counts findings by vendor and kind of page, and which word was read for which."""

    def __init__(self) -> None:
        self._marks: Counter[tuple[str, ...]] = Counter()
        self._words: Counter[tuple[str, str, str, str]] = Counter()

    def add(self, vendor: str, seitentyp: str, finding: Finding) -> None:
        """Count a finding."""
        self._marks[vendor, seitentyp, finding.satz, finding.feld, finding.verdict] += 1
        merkmal = MERKMALE.get(finding.feld)
        if merkmal and finding.verdict != "leer":
            self._words[vendor, merkmal, word(merkmal, finding.want), word(merkmal, finding.have)] += 1

    def zaehlungen(self) -> tuple[Zaehlung, ...]:
        """How each field was read, in the order of the names."""
        keys = sorted({key[:4] for key in self._marks})
        return tuple(
            Zaehlung(vendor, kind, satz, feld, self._mark(vendor, kind, satz, feld))
            for vendor, kind, satz, feld in keys
        )

    def _mark(self, *key: str) -> Mark:
        return Mark(*(self._marks[*key, verdict] for verdict in Mark._fields))

    def verwechslungen(self) -> tuple[Verwechslung, ...]:
        """Which word was read for which, in the order of the names."""
        return tuple(Verwechslung(*key, count) for key, count in sorted(self._words.items()))


def measured(sammlung: str, stichprobe: Sample, cases: Sequence[Case]) -> tuple[Measurement, list[str]]:
    """What the comparison of the pages of a collection gives, and a line for each value that was not read rightly.

    The lines quote pages: they are for the reader's own screen.
    """
    tally, misses = Tally(), []
    for case in cases:
        for finding in findings(case):
            tally.add(case.said["vendor"], case.said["seitentyp"], finding)
            if finding.verdict not in ("richtig", "leer"):
                misses.append(f"{case.file}: {_told(finding)}")
    found = Measurement(
        sammlung=sammlung,
        stichprobe=stichprobe,
        seiten=len(cases),
        vendors=tuple(sorted(VENDORS)),
        zaehlungen=tally.zaehlungen(),
        verwechslungen=tally.verwechslungen(),
    )
    return found, misses


def findings(case: Case) -> Iterator[Finding]:
    """The findings of one page: what it is, whether it can be read, its records, its links if these were looked for."""
    said, read = case.said, _read(case)
    yield scalar(PAGE, "fehler", said.get("raises"), read.get("raises"), "fehler")
    if "raises" in said:
        return
    for key in ("vendor", "seitentyp"):
        yield scalar(PAGE, key, said[key], read.get(key), key)
    yield from records(case.records, read.get("datensaetze") or (), case.whole)
    links = read.get("links") or ()
    if case.whole:
        yield from words(PAGE, "links", said.get("links") or (), links, "links")
    for part in case.parts if not case.whole else ():
        found = any(part in unquote(link["url"]) or part in link["url"] for link in links)
        yield scalar(PAGE, "links", part, part if found else None, "links")


def _read(case: Case) -> Mapping[str, Any]:
    """What our readers make of a page; the name of the error where they make nothing of it."""
    try:
        reading = parse(case.page())
    except PageError as error:
        return {"raises": type(error).__name__}
    return {
        "vendor": reading.vendor,
        "seitentyp": reading.seitentyp,
        **normalise(reading.parsed).model_dump(mode="json", include={"datensaetze", "links"}),
    }


def _told(finding: Finding) -> str:
    want, have = (repr(value)[:100] for value in (finding.want, finding.have))
    return f"{finding.where} ({finding.verdict}): {have} instead of {want}"
