"""A WARC file as one stream of unpacked bytes, which goes on behind damage; never more of it in memory than asked for.

Each record is a gzip member of its own, as the standard has it; one gzip over the whole file, members that end in the
middle of a record, and no gzip at all are read as well. Readers of others stop at the first damage: theirs is the
parsing of headers, finding the next record is done here.
"""

from __future__ import annotations

import re
import zlib
from typing import Any, BinaryIO, NamedTuple

_STEP = 1 << 14
_GZIP, _MAGIC = zlib.MAX_WBITS | 16, b"\x1f\x8b\x08"
_BEGINS = b"WARC/"
_RECORD = re.compile(rb"(?<=\n)WARC/\d")
_PLAIN = re.compile(rb"WARC[/-]")
_NOT_BLANK = re.compile(rb"[^\r\n]")
#: The blank line behind headers, of records and of HTTP messages.
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
#: No such headers are larger (bytes).
HEAD = 1 << 16
# Pages shrink to a tenth; what unfolds to more than this, and to so many times its size, is made to do harm.
_BOMB, _RATIO = 64_000_000, 200
#: Looking for the next record reads the file again behind a damage: all in all not more often than this.
_AGAIN = 50


class Damaged(Exception):
    """The bytes here are no whole record; `cut`: as the file ends too early."""

    def __init__(self, reason: str, cut: bool = False) -> None:
        super().__init__(reason)
        self.cut = cut


class Mark(NamedTuple):
    """Where a record began: the place in the file of its gzip member, or its own; whether it is the first there."""

    place: int
    first: bool


class Tape:
    """The bytes of `file` from `start` (to `end`, if not that of the file), unpacked; the file has to be seekable."""

    def __init__(self, file: BinaryIO, start: int = 0, end: int | None = None) -> None:
        self._file = file
        self._end = file.seek(0, 2) if end is None else end
        self._budget = _AGAIN * (self._end - start) + (1 << 20)
        self._machine: Any = None
        self._begin(start)
        # A file whose first byte is damaged is still what it is.
        self._packed = self._peek(2) == _MAGIC[:2] or not _PLAIN.search(self._peek(_STEP))

    def more(self) -> bool:
        """Whether there are further bytes, blank lines apart."""
        while not self._strip():
            if not self._fill():
                return False
        return True

    def mark(self) -> Mark:
        """Remember this place, where a record begins."""
        return Mark(self._member, self._used == 0) if self._packed else Mark(self._at - len(self._buffer), True)

    def head(self) -> bytes:
        """The lines up to a blank one. Raises Damaged where no record begins here."""
        while not (found := END_OF_HEAD.search(self._buffer)):
            if len(self._buffer) >= HEAD or not _may_begin(self._buffer):
                raise Damaged("no record begins here")
            if not self._fill():
                raise Damaged("the file ends in the middle of a record", cut=True)
        if not self._buffer.startswith(_BEGINS):
            raise Damaged("no record begins here")
        return self._cut(found.end())

    def read(self, size: int) -> bytes:
        """The next `size` bytes. Raises Damaged where there are fewer."""
        while len(self._buffer) < size:
            self._need()
        return self._cut(size)

    def skip(self, size: int) -> None:
        """Leave out the next `size` bytes. Raises Damaged where there are fewer."""
        while size > len(self._buffer):
            size -= len(self._cut(len(self._buffer)))
            self._need()
        self._cut(size)

    def close_record(self) -> None:
        """Make sure that the record ends here: nothing or another one follows, and its gzip member is whole.

        Raises Damaged where that is not so.
        """
        while not self._strip() or not _may_begin(self._buffer) or len(self._buffer) < len(_BEGINS):
            if self._buffer and not _may_begin(self._buffer):
                raise Damaged("the record has another length than it says")
            if (self._packed and self._machine is None) or not self._fill():
                return

    @property
    def given_up(self) -> bool:
        """Whether so much was read again behind damages that no further record is looked for."""
        return self._budget < 0

    def resync(self, mark: Mark) -> bool:
        """Go to the next record behind a damaged one that began at `mark`; False if there is none, or if the file was
        made so that looking for it takes for ever."""
        if self.given_up:
            return False
        if self._packed:
            return (not mark.first and self._next_in_stream()) or self._next_member(mark.place + 1)
        self._begin(mark.place + 1)
        return self._next_in_stream()

    def _begin(self, place: int) -> None:
        self._file.seek(place)
        self._at = self._member = place
        self._machine, self._rest = None, b""
        self._buffer = bytearray()
        self._used = self._in = self._out = 0

    def _peek(self, size: int) -> bytes:
        found = self._file.read(min(size, self._end - self._at))
        self._file.seek(self._at)
        return found

    def _take(self, size: int) -> bytes:
        found = self._file.read(max(0, min(size, self._end - self._at)))
        self._at += len(found)
        return found

    def _cut(self, size: int) -> bytes:
        found = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._used += len(found)
        return found

    def _strip(self) -> bool:
        """Leave out line ends; whether something else follows in what is unpacked."""
        found = _NOT_BLANK.search(self._buffer)
        del self._buffer[: found.start() if found else len(self._buffer)]
        return found is not None

    def _need(self) -> None:
        if not self._fill():
            raise Damaged("the file ends in the middle of a record", cut=True)

    def _fill(self) -> bool:
        """Unpack some more; False at the end of the file."""
        if self._packed:
            return self._unpack()
        piece = self._take(_STEP)
        self._budget -= len(piece)
        self._buffer += piece
        return bool(piece)

    def _unpack(self) -> bool:
        if self._machine is None and not self._open_member():
            return False
        packed = self._machine.unconsumed_tail or self._take(_STEP)
        try:
            piece = self._machine.decompress(packed, _STEP)
        except zlib.error as error:
            self._machine = None
            raise Damaged(f"its compressed data is damaged ({error})") from error
        if not packed and not piece and not self._machine.eof:
            self._machine = None
            raise Damaged("the file ends in the middle of a record", cut=True)
        self._buffer += piece
        left = len(self._machine.unused_data)
        self._measure(len(packed) - len(self._machine.unconsumed_tail) - left, len(piece))
        if self._machine.eof:
            self._at -= left
            self._file.seek(self._at)
            self._machine = None
        return True

    def _open_member(self) -> bool:
        """Begin with the gzip member that lies here; False at the end of the file, or where only zeros are left."""
        while (block := self._peek(_STEP))[:1] == b"\0":
            self._take(len(block) - len(block.lstrip(b"\0")))
        sign = block[: len(_MAGIC)]
        if not sign:
            return False
        if not _MAGIC.startswith(sign):
            raise Damaged("no gzip member begins where the one before ends")
        if not self._buffer:
            self._member, self._used = self._at, 0
        self._machine, self._in, self._out = zlib.decompressobj(_GZIP), 0, 0
        return True

    def _measure(self, packed: int, unpacked: int) -> None:
        self._budget -= packed
        self._in, self._out = self._in + packed, self._out + unpacked
        if self._out > _BOMB and self._out > _RATIO * self._in:
            self._machine = None
            raise Damaged(f"it unfolds to more than {_RATIO} times its size")

    def _next_in_stream(self) -> bool:
        """Go forward to the next line in which a record begins; False where the stream ends or breaks."""
        keep = len(_BEGINS) + 1
        try:
            while not (found := _RECORD.search(self._buffer)):
                self._cut(max(0, len(self._buffer) - keep))
                if not self._fill():
                    return False
        except Damaged:
            return False
        self._cut(found.start())
        return True

    def _next_member(self, place: int) -> bool:
        """Go to the next gzip member, from a place in the file on, that begins with a record."""
        while (found := self._find(place)) is not None:
            self._begin(found)
            try:
                begins = self._fill() and (len(self._buffer) >= len(_BEGINS) or self._fill())
            except Damaged:
                begins = False
            if begins and self._buffer.startswith(_BEGINS):
                return True
            place = found + 1
        return False

    def _find(self, place: int) -> int | None:
        """The next place that looks like the beginning of a gzip member; None if there is none, or too much was
        read."""
        self._begin(place)
        before = b""
        while piece := self._take(_STEP):
            self._budget -= len(piece)
            if self.given_up:
                return None
            if (found := (before + piece).find(_MAGIC)) >= 0:
                return self._at - len(piece) - len(before) + found
            before = piece[1 - len(_MAGIC) :]
        return None


def _may_begin(data: bytearray) -> bool:
    """Whether these bytes begin like a record, as far as they go."""
    return _BEGINS.startswith(bytes(data[: len(_BEGINS)]))
