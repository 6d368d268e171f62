"""PDF by PDFium, and pages that are pictures by tesseract; runs in the child process only."""

from __future__ import annotations

import csv
import os
import subprocess
from collections.abc import Iterator

import pypdfium2  # type: ignore[import-untyped]

# A page with fewer letters than this, and a picture, is a picture of a page.
_FEW = 12
_POINTS = 72
#: Dots an inch: clean pages are read as well at 150, bad ones not at less (0.28 % wrong letters at 200).
_DPI = 200
# A4 at 200 dpi has 4 million; a page may be as large as a house.
_PIXELS = 16_000_000
#: Seconds that tesseract gets for a page.
_PATIENCE = 60


def read(body: bytes, most_pages: int, most_characters: int) -> dict[str, object]:
    """State, number of pages, and the text of the first of them; `bilder` are the pages that are pictures."""
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        return {"stand": "verschluesselt"} if locked else {"stand": "beschaedigt", "grund": str(error)}
    count, pages, pictures, left, broken = len(document), [], [], most_characters, 0
    for number in range(min(count, most_pages)):
        found = _page(document, number)
        broken += found is None
        text, picture = found or ("", False)
        pictures += [number + 1] if picture else []
        if text.strip() and left > 0:
            pages.append({"seite": number + 1, "text": text[:left], "quelle": "pdf"})
            left -= len(text)
    return {
        "seitenzahl": count,
        "seiten": pages,
        "bilder": pictures,
        **_state(count, most_pages, broken, left, bool(pages)),
    }


def _state(count: int, most: int, broken: int, left: int, any_text: bool) -> dict[str, str]:
    if not count:
        return {"stand": "beschaedigt", "grund": "it has no pages"}
    said = [
        f"{broken} pages could not be read" if broken else "",
        f"the first {most} of {count} pages were read" if count > most else "",
        "it has more text than is read of a file" if left <= 0 else "",
    ]
    grund = "; ".join(filter(None, said))
    if not any_text:
        return {"stand": "beschaedigt" if broken else "kein_text", "grund": grund}
    return {"stand": "teilweise_gelesen" if grund else "gelesen", "grund": grund}


def _page(document: pypdfium2.PdfDocument, number: int) -> tuple[str, bool] | None:
    """The text of a page, and whether it is a picture; None where it cannot be read."""
    try:
        page = document[number]
        textpage = page.get_textpage()
        text = str(textpage.get_text_bounded())
        picture = len("".join(text.split())) < _FEW and _has_picture(page)
        textpage.close()
        page.close()
    except pypdfium2.PdfiumError:
        return None
    return text, picture


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def recognise(body: bytes, number: int) -> dict[str, object]:
    """The text of a page (counted from 1) as tesseract reads it, and its confidence from 0 to 1."""
    try:
        page = pypdfium2.PdfDocument(body)[number - 1]
        width, height = page.get_size()
        scale = min(_DPI / _POINTS, (_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
    except pypdfium2.PdfiumError as error:
        return {"grund": str(error)}
    shape = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    rows = bytes(bitmap.buffer)
    lines = (rows[n * bitmap.stride : n * bitmap.stride + bitmap.width] for n in range(bitmap.height))
    return _tesseract(shape + b"".join(lines), round(scale * _POINTS))


def _tesseract(picture: bytes, dpi: int) -> dict[str, object]:
    command = ["tesseract", "stdin", "stdout", "-l", "deu", "--dpi", str(dpi), "tsv"]
    # Its threads fight for the core: 27 s a page with them, 2 s without.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(
            command, input=picture, capture_output=True, timeout=_PATIENCE, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return {"grund": f"tesseract: {error}"}
    if done.returncode:
        return {"grund": f"tesseract: {done.stderr.decode('utf-8', 'replace').strip()[-200:]}"}
    words = [*_words(done.stdout.decode("utf-8", "replace"))]
    lines: dict[tuple[str, ...], list[str]] = {}
    for line, word, _ in words:
        lines.setdefault(line, []).append(word)
    text = "\n".join(" ".join(line) for line in lines.values())
    sure = sum(confidence for *_, confidence in words) / (100 * len(words)) if words else None
    return {"seite": {"text": text, "quelle": "ocr", "konfidenz": sure and round(sure, 3)}}


def _words(table: str) -> Iterator[tuple[tuple[str, ...], str, float]]:
    """Line, word and confidence (0 to 100) of each word that tesseract found."""
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and (row["text"] or "").strip():
            yield (row["block_num"], row["par_num"], row["line_num"]), row["text"].strip(), float(row["conf"])
