"""From a file's bytes to its text: what kind it is, and a child process that opens it under limits (see `child`)."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path
from typing import Any

from ris_scraper.nouns.errors import Challenged, NotPublic, PageError
from ris_scraper.nouns.extract import Extract, FilePage
from ris_scraper.read.gates import refusal
from ris_scraper.read.read import page_of

#: Seconds after which a child is ended, also one that only waits.
WALL = 60
#: So many pages of a file are given to tesseract, each some two seconds.
OCR_PAGES = 50
# Ctrl-C and `systemctl stop` reach the children too. That says nothing of the file, which is read once more: the run
# ends by itself, and a file that had the blame would never be opened again.
_TOLD_TO_STOP, _TRIES = (signal.SIGINT, signal.SIGTERM), 3
_PDF, _ZIP = b"%PDF", b"PK\x03\x04"
# PDFium looks for the mark this far behind the beginning, as servers put blank lines before it.
_MARK_WITHIN = 1024
_PASSWORD = ('type="password"', "type='password'", "type=password")
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<?xml")
# Children take half a gigabyte each: portals are read at once by the hundred.
_AT_ONCE = threading.BoundedSemaphore(max(1, min(4, os.cpu_count() or 1)))


@cache
def version() -> str:
    """A short hash over what reads files: it changes when the same bytes may give another text."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]


def can_recognise() -> bool:
    """Whether tesseract is there, which reads pictures of pages."""
    return shutil.which("tesseract") is not None


def extract(url: str, body: bytes, content_type: str | None = None, ocr: bool = False) -> Extract:
    """The text of a file, page by page, or the state that says why there is none; raises nothing.

    `ocr`: pages that are pictures are given to tesseract, if it is there.
    """
    if not body.strip():
        return Extract("beschaedigt", "the file is empty")
    if _PDF in body[:_MARK_WITHIN]:
        found, pictures = _opened("pdf", body)
        return _recognised(found, pictures, body) if ocr and pictures and can_recognise() else found
    if body.startswith(_ZIP):
        return _opened("zip", body)[0]
    if body[:_MARK_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return _page_instead(url, body, content_type)
    if (content_type or "").partition(";")[0].strip().lower() == "text/plain" and b"\x00" not in body:
        return _plain(url, body, content_type)
    return Extract("anderes_format", f"neither PDF, DOCX, ODT, XLSX nor text: {content_type or 'no type is stated'}")


def _page_instead(url: str, body: bytes, content_type: str | None) -> Extract:
    """What a page under a file's address means: a login or gate, or just no file."""
    try:
        page = page_of(url, body, content_type)
        gate = refusal(page)
    except PageError as error:
        return Extract("keine_datei", error.reason)
    if isinstance(gate, Challenged):
        return Extract("gesperrt", f"a gate: {gate.reason}")
    if isinstance(gate, NotPublic) or any(sign in page.text.lower() for sign in _PASSWORD):
        return Extract("gesperrt", "the portal answered with a login page")
    return Extract("keine_datei", "the portal answered with a page instead of the file")


def _plain(url: str, body: bytes, content_type: str | None) -> Extract:
    try:
        text = page_of(url, body, content_type, rendering="text").text
    except PageError as error:
        return Extract("beschaedigt", error.reason)
    return Extract("gelesen", seiten=(FilePage(1, text, "text"),))


def _opened(kind: str, body: bytes) -> tuple[Extract, list[int]]:
    """What a child finds in a file, and which pages are pictures."""
    said = _child(body, kind)
    pages = tuple(FilePage(**page) for page in said.get("seiten", ()))
    pictures = said.get("bilder", [])
    found = Extract(said["stand"], said.get("grund") or None, said.get("seitenzahl"), pages, len(pictures))
    return found, pictures


def _recognised(found: Extract, pictures: list[int], body: bytes) -> Extract:
    """The same with the text that tesseract reads on the pages that are pictures."""
    answers = {number: _child(body, "ocr", str(number)) for number in pictures[:OCR_PAGES]}
    more = [FilePage(number, **said["seite"]) for number, said in answers.items() if said.get("seite", {}).get("text")]
    pages = tuple(sorted((*found.seiten, *more), key=lambda page: page.seite))
    missing = [
        f"{len(pictures) - OCR_PAGES} pictures of pages were not looked at" if len(pictures) > OCR_PAGES else "",
        next((f"a page could not be recognised: {said['grund']}" for said in answers.values() if "grund" in said), ""),
        found.grund or "",
    ]
    grund = "; ".join(filter(None, missing)) or None
    stand = "kein_text" if not pages else "teilweise_gelesen" if grund else "gelesen"
    return Extract(stand, grund, found.seitenzahl, pages, len(pictures), ocr=True)


def _child(body: bytes, *arguments: str) -> dict[str, Any]:
    """What the child says of a file; its death is an answer as well."""
    command = [sys.executable, "-I", "-m", "ris_scraper.read.attachments.child", *arguments]
    with _AT_ONCE:
        for _ in range(_TRIES):
            try:
                done = subprocess.run(command, input=body, capture_output=True, timeout=WALL, check=False)
            except subprocess.TimeoutExpired:
                return {"stand": "zu_aufwendig", "grund": f"it was not read after {WALL} seconds"}
            if -done.returncode not in _TOLD_TO_STOP:
                break
    if done.returncode == 0:
        said: dict[str, Any] = json.loads(done.stdout)
        return said
    return _death(done.returncode, done.stderr)


def _death(code: int, said: bytes) -> dict[str, Any]:
    """How a child ended: by a signal or for want of memory, or by an error that nobody foresaw."""
    last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
    how = signal.Signals(-code).name if code < 0 else last[:200]
    costly = code < 0 or last.startswith("MemoryError")
    return {"stand": "zu_aufwendig" if costly else "nicht_lesbar", "grund": f"the reading process ended with {how}"}
