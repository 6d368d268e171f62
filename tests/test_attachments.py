"""What reading a file comes to: its words as they are printed, page by page."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from ris_scraper.nouns.extract import STATES, Extract
from ris_scraper.read.attachments import attachments
from ris_scraper.read.attachments.attachments import extract
from ris_scraper.words.running import lines_of
from tests.support import files

LEFT = [
    "Das Integrierte Klimaschutz-",
    "konzept für den Musterkreis",
    "beschreibt 24 Maßnahmen. Der",
    "Kreistag hat die Verwaltung be-",
    "auftragt, „unverzüglich“ zu be-",
    "ginnen; dafür stehen 5.000 € im",
    "Haushalt. Die Proﬁle der Hei-",
    "zungen und die Pﬂege der Grün-",
    "ﬂächen – Hin- und Rückwege, Ein-",
    "und Ausgaben – gehören dazu.",
]
RIGHT = [
    "Über die Öffnung der Nord-",
    "Süd-Achse wird 2026 ent-",
    "schieden. Größe: 12 ha.",
]
SAID = (
    "Das Integrierte Klimaschutzkonzept für den Musterkreis beschreibt 24 Maßnahmen. Der Kreistag hat die Verwaltung"
    " beauftragt, „unverzüglich“ zu beginnen; dafür stehen 5.000 € im Haushalt. Die Profile der Heizungen und die"
    " Pflege der Grünflächen – Hin- und Rückwege, Ein- und Ausgaben – gehören dazu."
    " Über die Öffnung der Nord-Süd-Achse wird 2026 entschieden. Größe: 12 ha."
)
needs_tesseract = pytest.mark.skipif(not shutil.which("tesseract"), reason="tesseract is not installed")


def read(body: bytes, kind: str = files.PDF, ocr: bool = False) -> Extract:
    found = extract("https://ris.example/datei", body, kind, ocr)
    assert found.stand in STATES
    return found


def text_of(found: Extract) -> str:
    return " ".join(line for page in found.seiten for line in lines_of(page.text))


def test_two_columns_with_hyphens_read_right() -> None:
    assert text_of(read(files.columns(LEFT, RIGHT))) == SAID


def test_pages_stay_pages() -> None:
    found = read(files.pdf(["Eins"], [], ["Drei"]))
    assert (found.stand, found.seitenzahl) == ("gelesen", 3)
    assert [(page.seite, page.text.strip(), page.quelle) for page in found.seiten] == [
        (1, "Eins", "pdf"),
        (3, "Drei", "pdf"),
    ]


def wrong(said: str, expected: str) -> float:
    """The share of letters that are wrong (Levenshtein)."""
    row = list(range(len(expected) + 1))
    for place, letter in enumerate(said, start=1):
        before, row[0] = row[:], place
        for n, other in enumerate(expected, start=1):
            row[n] = min(before[n] + 1, row[n - 1] + 1, before[n - 1] + (letter != other))
    return row[-1] / len(expected)


@needs_tesseract
def test_a_scanned_page_is_recognised_where_it_is_wished() -> None:
    lines = [*LEFT, *RIGHT, "Der Kreistag beschließt die Satzung über die Förderung der Jugendarbeit im Kreis."]
    plain = [line.replace("ﬁ", "fi").replace("ﬂ", "fl") for line in lines]
    body = files.scan(plain, dpi=150)
    unread = read(body)
    assert (unread.stand, unread.bilder, unread.ocr, unread.seiten) == ("kein_text", 1, False, ())
    found = read(body, ocr=True)
    assert (found.stand, found.seitenzahl, found.bilder, found.ocr) == ("gelesen", 1, 1, True)
    [page] = found.seiten
    assert page.quelle == "ocr" and page.konfidenz and 0.8 < page.konfidenz <= 1
    assert wrong(" ".join(lines_of(page.text)), " ".join(lines_of("\n".join(plain)))) < 0.02


@needs_tesseract
def test_of_a_file_that_is_scanned_in_part_only_the_pictures_are_recognised() -> None:
    import io

    from pypdfium2 import PdfDocument

    whole = PdfDocument(files.pdf(["Ein Text, der schon da ist."]))
    whole.import_pages(PdfDocument(files.scan(["Beschluss des Kreistages"])))
    out = io.BytesIO()
    whole.save(out)
    assert [(page.seite, page.quelle) for page in read(out.getvalue(), ocr=True).seiten] == [(1, "pdf"), (2, "ocr")]


def test_no_tesseract_no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "can_recognise", lambda: False)
    assert read(files.scan(["Bild"], dpi=72), ocr=True) == read(files.scan(["Bild"], dpi=72))


def test_office_files() -> None:
    assert text_of(read(files.docx("Für &amp; wider", "Zweiter Absatz"))) == "Für & wider Zweiter Absatz"
    assert text_of(read(files.odt("Für &amp; wider", "5 € &gt; 3 €"))) == "Für & wider 5 € > 3 €"
    assert text_of(read(files.xlsx(["Kosten", 12], ["Summe", 12]))) == "Kosten 12 Summe 12"
    deleted = (
        "<w:document><w:p><w:del><w:delText>weg</w:delText></w:del><w:ins><w:t>da</w:t></w:ins></w:p></w:document>"
    )
    assert text_of(read(files.packed(**{"word/document.xml": deleted}))) == "da"
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document><w:p><w:t>&a;&a;</w:t></w:p></w:document>'
    assert text_of(read(files.packed(**{"word/document.xml": entities}))) == "&a;&a;"


@pytest.mark.parametrize("body", [files.pdf_bomb, files.docx_bomb])
def test_bombs_cost_little_time(body: object) -> None:
    bomb, start = body(), time.process_time()  # type: ignore[operator]
    assert read(bomb).stand in ("zu_aufwendig", "zu_gross")
    assert time.process_time() - start < 5


def test_a_reader_that_breaks_is_told_from_a_file_that_is_too_much() -> None:
    assert attachments._death(-6, b"")["stand"] == "zu_aufwendig"
    assert attachments._death(1, b"Traceback\nMemoryError")["stand"] == "zu_aufwendig"
    assert attachments._death(1, b"Traceback\nKeyError: 'x'")["stand"] == "nicht_lesbar"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_child_that_is_told_to_stop_with_the_run_is_no_fault_of_the_file(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    true, begun = subprocess.run, []
    # Whoever started the tests may have let them ignore Ctrl-C, as `nohup` does, and children inherit that.
    end = f"import os, signal; signal.signal({number.value}, signal.SIG_DFL); os.kill(os.getpid(), {number.value})"

    def stopped(command: list[str], **how: Any) -> subprocess.CompletedProcess[bytes]:
        begun.append(command)
        return true([sys.executable, "-c", end] if len(begun) < 3 else command, check=False, **how)

    monkeypatch.setattr(attachments.subprocess, "run", lambda command, check, **how: stopped(command, **how))
    assert read(files.pdf(["Eins"])).stand == "gelesen" and len(begun) == 3


def test_a_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "WALL", 0.001)
    assert read(files.pdf(["Eins"])).grund == "it was not read after 0.001 seconds"
