"""Takes kept files into the dataset: each content is read once, and anew only by a newer reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ris_scraper.archive.archive import Archive, Fetch
from ris_scraper.archive.files import Files
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.files import known_files, put_files, put_text, settle_files, without_text
from ris_scraper.nouns.extract import Extract
from ris_scraper.read.attachments.attachments import can_recognise, extract, version


def read_files(archive: Archive, files: Files, ocr: bool) -> None:
    """Read the kept files that were not read yet: this takes longer than the dataset should have to wait."""
    for number in files.unread(version(), _recognises(ocr)):
        read_file(archive, files, archive.fetched(number), ocr)


def read_file(archive: Archive, files: Files, fetch: Fetch, ocr: bool) -> Extract:
    """What a kept file holds; `ocr`: pictures of pages are read too, where tesseract is there."""
    kept = files.extract(fetch.sha256, version(), _recognises(ocr))
    if kept:
        return kept
    found = extract(fetch.url, archive.body(fetch.sha256), fetch.content_type, _recognises(ocr))
    files.keep(fetch.sha256, version(), found)
    return found


def take_in_files(db: Dataset, archive: Archive, portal: str, ocr: bool) -> None:
    """Enter into a settled portal what came of its files, and the text of those that have some."""
    reader = version() + ("+ocr" if _recognises(ocr) else "")
    with Files(archive.path) as files:
        fetches = archive.files(after=known_files(db, portal, reader))
        failed = ({"adresse": address, **why._asdict()} for address, why in files.failures().items())
        put_files(db, portal, _rows(archive, files, fetches, ocr, reader), failed)
        settle_files(db, portal)
        for anlage in without_text(db, portal):
            found = files.extract(anlage["sha256"], version(), ocr=False)
            put_text(db, anlage, found.seiten if found else ())


def _rows(
    archive: Archive, files: Files, fetches: dict[str, Fetch], ocr: bool, reader: str
) -> Iterator[dict[str, Any]]:
    for address, fetch in fetches.items():
        found = read_file(archive, files, fetch, ocr)
        yield {
            "adresse": address,
            "stand": found.stand,
            "grund": found.grund,
            "seitenzahl": found.seitenzahl,
            "sha256": fetch.sha256,
            "abgerufen_am": fetch.abgerufen_am,
            "abruf": fetch.id,
            "leser": reader,
        }


def _recognises(ocr: bool) -> bool:
    return ocr and can_recognise()
