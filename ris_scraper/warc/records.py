"""The records of a WARC file, one by one; a damaged one is lost alone, and said."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser  # type: ignore[import-untyped]

from ris_scraper.warc.tape import END_OF_HEAD, HEAD, Damaged, Tape

#: Of which hash a digest is, by the name before its colon.
_HASHES = ("md5", "sha1", "sha256", "sha512")
_LENGTH = "content-length"


@dataclass(frozen=True)
class Record:
    """A record: its headers (names in lower case) and its block, None where nobody wanted it.

    `http` is the first part of a block that is an HTTP message, `payload` what follows; of others the whole block.
    """

    headers: Mapping[str, str]
    payload: bytes | None = None
    http: StatusAndHeaders | None = None

    @property
    def kind(self) -> str:
        """What sort of record it is (warcinfo, response, conversion …)."""
        return self.headers.get("warc-type", "").lower()

    @property
    def uri(self) -> str:
        """The address that it is about; some write it between angle brackets."""
        return self.headers.get("warc-target-uri", "").strip("<>")


@dataclass(frozen=True)
class Loss:
    """A place where a record was lost, with the reason; `cut`: as the file ends there, `large`: as it is too large."""

    reason: str
    cut: bool = False
    large: bool = False


#: How many bytes of its block are wanted of the record with these headers; None if it is not wanted.
Wanted = Callable[[Record], int | None]


def records(tape: Tape, wanted: Wanted) -> Iterator[Record | Loss]:
    """All records of a file in their order; behind a damaged one it goes on with the next that can be found."""
    mark = tape.mark()
    while True:
        try:
            if not tape.more():
                return
            mark = tape.mark()
            yield _record(tape, wanted)
        except Damaged as damage:
            yield Loss(str(damage), damage.cut)
            if tape.resync(mark):
                continue
            if tape.given_up:
                yield Loss("what follows is not read, as the file is damaged again and again")
            return


def _record(tape: Tape, wanted: Wanted) -> Record | Loss:
    headers = _headers(tape.head())
    length = headers.get(_LENGTH, "").strip()
    if not (length.isascii() and length.isdecimal()):
        raise Damaged("a record does not say how long it is")
    # No file is so long that more digits were needed.
    size, bare = int(length[:18]), Record(headers)
    most = wanted(bare)
    if most is None or size > most:
        tape.skip(size)
        tape.close_record()
        return bare if most is None else Loss(f"{bare.uri} has {size} bytes, more than are taken in", large=True)
    block = tape.read(size)
    tape.close_record()
    return _checked(headers, block)


def _headers(head: bytes) -> dict[str, str]:
    parsed = StatusAndHeadersParser([], verify=False).parse(BytesIO(head))
    return {name.lower(): value.strip() for name, value in parsed.headers}


def _checked(headers: Mapping[str, str], block: bytes) -> Record | Loss:
    """The record with its block taken apart, if that is what its digest says; the next one follows in any case."""
    if not _matches(headers.get("warc-block-digest"), block):
        return Loss("a record is not what its digest says")
    if not headers.get("content-type", "").lower().startswith("application/http"):
        return Record(headers, block)
    end = END_OF_HEAD.search(block, 0, HEAD)
    if end is None:
        return Loss("the headers of an HTTP message have no end")
    http = StatusAndHeadersParser([], verify=False).parse(BytesIO(block[: end.end()]))
    return Record(headers, block[end.end() :], http)


def digest_fits(record: Record, *versions: bytes) -> bool:
    """Whether the digest of the payload is that of one of these versions of it (chunked or not, packed or not)."""
    digest = record.headers.get("warc-payload-digest")
    return record.kind == "revisit" or any(_matches(digest, version) for version in versions)


def _matches(digest: str | None, data: bytes) -> bool:
    """Whether a digest is that of the data, however it is written; one that we cannot reckon is no objection."""
    name, _, value = (digest or "").partition(":")
    name = name.strip().lower().replace("-", "")
    if name not in _HASHES or not value:
        return True
    found = hashlib.new(name, data).digest()
    written = (found.hex(), *(encode(found).decode().lower() for encode in (base64.b32encode, base64.b64encode)))
    return value.strip().lower().rstrip("=") in (form.rstrip("=") for form in written)
