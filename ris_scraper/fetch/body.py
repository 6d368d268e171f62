"""From what arrives to the bytes of a page: unpacked in bounded steps, and given up as soon as it is too much."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ris_scraper.nouns.errors import TooLarge

#: Most bytes that one step of decompression yields.
_STEP = 1 << 18
_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
#: Servers that compress piece by piece send some tens.
_MEMBERS = 1000
_GZIP_MARK = b"\x1f\x8b"


class Truncated(Exception):
    """A compressed body is damaged or ends before its end."""


def whole(chunks: Iterable[bytes], headers: Mapping[str, str], url: str, most: int) -> bytes:
    """The unpacked body; raises TooLarge as soon as it is known to be, as received or unpacked, and Truncated."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > most:
        raise TooLarge(url, f"{declared} bytes are more than the {most} that are fetched")
    received = _bounded(chunks, url, most, "received")
    return b"".join(_bounded(_unpacked(received, headers), url, most, "unpacked"))


def beginning(chunks: Iterable[bytes], headers: Mapping[str, str], most: int) -> bytes:
    """The first `most` bytes of the unpacked body; the rest stays where it is. Raises Truncated."""
    pieces: list[bytes] = []
    size = 0
    for piece in _unpacked(chunks, headers):
        pieces.append(piece)
        size += len(piece)
        if size >= most:
            break
    return b"".join(pieces)[:most]


def _bounded(chunks: Iterable[bytes], url: str, most: int, how: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > most:
            raise TooLarge(url, f"more than the {most} bytes that are fetched were {how}")
        yield chunk


def _unpacked(chunks: Iterable[bytes], headers: Mapping[str, str]) -> Iterator[bytes]:
    """Bytes without their Content-Encoding: gzip and deflate are what we ask for, anything else is left as it is."""
    name = headers.get("content-encoding", "").strip().lower()
    return _inflated(chunks, name) if name in ("gzip", "x-gzip", "deflate") else iter(chunks)


def _inflated(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    machine: Any = None
    members = 1
    for chunk in filter(None, chunks):
        machine = machine or zlib.decompressobj(_window(name, chunk))
        yield from _steps(machine, chunk)
        # A file of several members is their contents one after the other (RFC 1952, 2.2).
        while machine.eof and (rest := machine.unused_data)[:2] == _GZIP_MARK:
            members += 1
            if members > _MEMBERS:
                raise Truncated(f"the answer is compressed in more than {_MEMBERS} parts")
            machine = zlib.decompressobj(_GZIP)
            yield from _steps(machine, rest)
        if machine.eof and len(machine.unused_data) > 1:
            return  # What is left is padding.
    if machine is not None and not machine.eof:
        raise Truncated("the answer ends in the middle of compressed data")


def _window(name: str, start: bytes) -> int:
    """Deflate comes with a zlib header, as it should, or without."""
    if name != "deflate":
        return _GZIP
    return _ZLIB if start[0] & 0x0F == zlib.DEFLATED else _RAW


def _steps(machine: Any, chunk: bytes) -> Iterator[bytes]:
    try:
        piece = machine.decompress(chunk, _STEP)
        while piece:
            yield piece
            piece = machine.decompress(machine.unconsumed_tail, _STEP)
    except zlib.error as error:
        raise Truncated(f"the answer's compressed data is damaged ({error})") from error
