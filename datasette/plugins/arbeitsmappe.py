"""Answers as a workbook for Excel and LibreOffice, row by row. Runs in the server, so it imports nothing of ours.

Texts stay texts: nothing is a formula or a link, and a Gemeindeschlüssel keeps its zero. Days are dates, as columns of
that kind say (`spaltenarten` of site.toml); in others "2015-01-12" is the number of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import IO, Any

from xlsxwriter import Workbook

#: What Excel takes: rows of a sheet with its header, and characters of a cell (counted as UTF-16 does).
ROWS, CHARACTERS = 1_048_576, 32_767
CUT = " … [gekürzt: mehr fasst eine Zelle nicht]"
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Excel keeps 15 digits of a number; a longer one would change.
_EXACT = 10**15
_WIDEST, _NARROWEST = 60, 8
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# Excel knows no day before, and takes 1900 for a leap year.
_FIRST = date(1900, 3, 1)
# What XML has no way to write; a lone carriage return would be read back as something else.
_CONTROL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def printable(text: str) -> str:
    """A text as a cell may have it: no control characters, not longer than Excel takes, and then with a mark.

    >>> printable("a\\x00b"), len(printable("x" * 40_000)), printable("x" * 40_000)[-8:]
    ('ab', 32767, 'e nicht]')
    """
    text = _CONTROL.sub("", text)
    units = text.encode("utf-16-le")
    if len(units) > 2 * CHARACTERS:
        text = units[: 2 * (CHARACTERS - len(CUT))].decode("utf-16-le", "ignore") + CUT
    # xlsxwriter takes what looks like its own rich text for that, and would write it into the file as it is.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def day(value: Any) -> date | None:
    """The day that a text is, None if it is none that Excel knows: "2015", "2015-06" and "2015-02-30" are not.

    >>> day("2015-06-01"), day("2015-06"), day("2015-02-30"), day(None)
    (datetime.date(2015, 6, 1), None, None, None)
    """
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        return None
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if found >= _FIRST else None


class Book:
    """A workbook that is being written: one sheet of rows, then those that explain it."""

    def __init__(self, file: IO[bytes], title: str, days: Collection[str]) -> None:
        self._workbook = Workbook(file, _OPTIONS)
        self._workbook.set_properties({"title": printable(title)[:255]})
        self._head = self._workbook.add_format({"bold": True, "bottom": 1})
        self._day = self._workbook.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
        self._days = days
        self._sheet: Any = None
        self.rows = 0
        self._writers: list[Callable[[int, int, Any], Any]] = []

    def add_sheet(self, name: str, columns: Sequence[str], first: Sequence[Sequence[Any]] = ()) -> None:
        """Begin a sheet; its columns are as wide as `first`, the rows that it begins with, needs."""
        self._sheet = self._workbook.add_worksheet(name)
        for number, column in enumerate(columns):
            longest = max([len(column), *(len(str(row[number] or "")) for row in first)])
            self._sheet.set_column(number, number, min(max(longest, _NARROWEST), _WIDEST) + 2)
        self._sheet.freeze_panes(1, 0)
        self._writers = [self._write_day if column in self._days else self._write for column in columns]
        for number, column in enumerate(columns):
            self._sheet.write_string(0, number, printable(column), self._head)
        self.rows = 0

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Write rows below those of the sheet. Raises OverflowError where Excel takes no more."""
        for row in rows:
            self.rows += 1
            if self.rows >= ROWS:
                raise OverflowError
            for number, (write, value) in enumerate(zip(self._writers, row, strict=True)):
                write(self.rows, number, value)

    def close(self, columns: Mapping[str, str], source: Mapping[str, Any]) -> None:
        """Add what the columns mean, and where this is from; then the file is whole."""
        for name, head, rows in (
            ("Codebuch", ("Spalte", "Bedeutung"), list(columns.items())),
            ("Quelle", ("Angabe", "Wert"), list(source.items())),
        ):
            self.add_sheet(name, head, rows)
            self.add(rows)
        self._workbook.close()

    def _write_day(self, row: int, column: int, value: Any) -> None:
        found = day(value)
        if found:
            self._sheet.write_datetime(row, column, found, self._day)
        else:
            self._write(row, column, value)

    def _write(self, row: int, column: int, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, int | float) and abs(value) < _EXACT:
            self._sheet.write_number(row, column, value)
        else:
            self._sheet.write_string(row, column, printable(str(value)))
