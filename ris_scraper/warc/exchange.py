"""What a record brought: an HTTP answer without the ways in which it was sent, or a page or text by itself."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from ris_scraper.fetch.body import Truncated, whole
from ris_scraper.nouns.errors import TooLarge
from ris_scraper.warc.records import Record, digest_fits

#: Headers that say how a body was sent, not what it is: it is kept unpacked.
SENDING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_CHUNK, _LINE_END = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]*\r\n"), b"\r\n"
_PACKED = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b"}


class NoAnswer(Exception):
    """The record holds nothing that could be a page, with the reason."""


@dataclass(frozen=True)
class Answer:
    """What came: the status (200 where the record is no HTTP answer), headers in lower case, type and body."""

    status: int
    content_type: str | None
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(record: Record, most: int) -> Answer:
    """What a response, resource, conversion or revisit brought (of a revisit: no body), unpacked up to `most` bytes.

    Raises NoAnswer where that cannot be had.
    """
    payload = record.payload or b""
    if record.http is None:
        _fits(record, payload)
        return Answer(200, record.headers.get("content-type"), payload)
    headers = {name.lower(): value for name, value in record.http.headers}
    body = _unpacked(record, payload, headers, most)
    kept = {name: value for name, value in headers.items() if name not in SENDING}
    return Answer(_status(record.http.get_statuscode()), headers.get("content-type"), body, kept)


def _status(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) == 3):
        raise NoAnswer("its HTTP status cannot be read")
    return int(text)


def _unpacked(record: Record, payload: bytes, headers: Mapping[str, str], most: int) -> bytes:
    bare = _unchunked(payload, headers)
    try:
        body = whole([bare], _said(bare, headers), record.uri, most)
    except (Truncated, TooLarge) as error:
        raise NoAnswer(str(error)) from error
    _fits(record, payload, bare, body)
    return body


def _fits(record: Record, *versions: bytes) -> None:
    if not digest_fits(record, *versions):
        raise NoAnswer("it is not what its digest says")


def _unchunked(payload: bytes, headers: Mapping[str, str]) -> bytes:
    """The payload without chunks; many tools take them away and leave the header, others lose the last one."""
    if "chunked" not in headers.get("transfer-encoding", "").lower():
        return payload
    pieces, place = list[bytes](), 0
    while (begin := _CHUNK.match(payload, place)) and (size := int(begin[1], 16)):
        pieces.append(payload[begin.end() : begin.end() + size])
        place = begin.end() + size + len(_LINE_END)
        if payload[place - len(_LINE_END) : place] not in (_LINE_END, b""):
            return payload
    return b"".join(pieces) if begin or (pieces and place >= len(payload)) else payload


def _said(body: bytes, headers: Mapping[str, str]) -> dict[str, str]:
    """The headers by which a body is unpacked: many tools unpack it and leave the header. Raises NoAnswer."""
    name = headers.get("content-encoding", "").strip().lower()
    if name in _PACKED:
        return {"content-encoding": name} if body.startswith(_PACKED[name]) else {}
    if name == "deflate":
        return {"content-encoding": name} if body and body[0] & 0x0F == zlib.DEFLATED else {}
    if name not in ("", "identity") and not _is_text(body):
        raise NoAnswer(f"its compression {name!r:.20} cannot be undone")
    return {}


def _is_text(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
