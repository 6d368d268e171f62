"""Files as offices publish them, and as nobody should: made anew for each test, the same bytes each time."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pypdfium2
import reportlab
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

PDF, HTML = "application/pdf", "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
_WIDTH, _HEIGHT, _LEADING = 595, 842, 14


def _font() -> str:
    """Bitstream Vera, which comes with reportlab and has the signs of ligatures."""
    if "Vera" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    return "Vera"


def pdf(*pages: Sequence[str], user: str | None = None, owner: str | None = None) -> bytes:
    """A PDF with these lines on its pages; with the password of a user, or an owner's only."""
    locked = StandardEncryption(user or "", ownerPassword=owner) if user or owner else None
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1, encrypt=locked)
    for lines in pages:
        _column(canvas, lines, 56)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def columns(left: Sequence[str], right: Sequence[str]) -> bytes:
    """A page of two columns."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    _column(canvas, left, 40)
    _column(canvas, right, 310)
    canvas.save()
    return out.getvalue()


def _column(canvas: Canvas, lines: Iterable[str], x: int) -> None:
    text = canvas.beginText(x, _HEIGHT - 60)
    text.setFont(_font(), 10, _LEADING)
    for line in lines:
        text.textLine(line)
    canvas.drawText(text)


def scan(*pages: Sequence[str], dpi: int = 200) -> bytes:
    """The same pages as pictures."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    for page in pypdfium2.PdfDocument(pdf(*pages)):
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
        canvas.drawImage(ImageReader(picture), 0, 0, _WIDTH, _HEIGHT)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def pdf_bomb() -> bytes:
    """A page of 700 bytes whose content unfolds to 4 GB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush a block can be repeated; the checksum of so many zeros is known without counting them.
    inner = b"\x78\xda" + block * 256 + b"\x03\x00" + struct.pack(">HH", (256 << 24) % 65521, 1)
    packed = zlib.compress(zlib.compress(inner, 9), 9)
    filters = b"/Filter[/FlateDecode/FlateDecode/FlateDecode]"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(packed), filters, packed),
    )
    body, places = b"%PDF-1.4\n", []
    for number, said in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, said)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 5\n0000000000 65535 f \n" + table + end


def packed(**parts: str) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def docx(*paragraphs: str) -> bytes:
    """A document of Word."""
    said = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in paragraphs)
    return packed(**{"word/document.xml": f"<w:document><w:body>{said}</w:body></w:document>"})


def docx_bomb() -> bytes:
    """A document of 60 kB that unfolds to 60 MB."""
    return docx(" " * 60_000_000)


def odt(*paragraphs: str) -> bytes:
    """A document of LibreOffice."""
    said = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return packed(**{"mimetype": ODT, "content.xml": f"<office:text>{said}</office:text>"})


def xlsx(*rows: Sequence[str | int]) -> bytes:
    """A table of Excel: texts shared, numbers in their cells."""
    texts = [value for row in rows for value in row if isinstance(value, str)]
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    cells = iter(range(len(texts)))

    def cell(value: str | int) -> str:
        return f'<c t="s"><v>{next(cells)}</v></c>' if isinstance(value, str) else f"<c><v>{value}</v></c>"

    sheet = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    return packed(
        **{
            "xl/workbook.xml": "<workbook/>",
            "xl/sharedStrings.xml": f"<sst>{shared}</sst>",
            "xl/worksheets/sheet1.xml": f"<sheetData>{sheet}</sheetData>",
        }
    )
