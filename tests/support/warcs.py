"""WARC files as others write them, and as nobody should; records of ours, read as plainly as can be."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from click.testing import CliRunner, Result
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from ris_scraper.cli.main import cli
from ris_scraper.nouns.errors import RisError
from ris_scraper.warc.records import Loss, Record, records
from ris_scraper.warc.tape import Tape

DATE = "2026-04-12T03:10:00Z"
HTML = "text/html; charset=utf-8"


class Warc:
    """A WARC file that grows record by record, each a gzip member as warcio writes it."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self._writer = WARCWriter(self.out, gzip=True)

    def put(
        self, kind: str, url: str, body: bytes, content_type: str = HTML, status: str = "200 OK",
        http: Mapping[str, str] | None = None, **named: str,
    ) -> None:  # fmt: skip
        headers = {"WARC-Date": DATE} | {name.replace("_", "-"): value for name, value in named.items()}
        sent = None
        if kind in ("response", "revisit"):
            sent = StatusAndHeaders(status, [("Content-Type", content_type), *(http or {}).items()], "HTTP/1.1")
        record = self._writer.create_warc_record(
            url, kind, io.BytesIO(body), len(body), "" if sent else content_type, headers, http_headers=sent
        )
        self._writer.write_record(record)

    @property
    def data(self) -> bytes:
        return self.out.getvalue()

    @property
    def plain(self) -> bytes:
        return gzip.decompress(self.data)


def read(data: bytes, most: int = 10**8) -> list[Record | Loss]:
    return list(records(Tape(io.BytesIO(data)), lambda _: most))


def names(data: bytes) -> list[str]:
    """The record ids that can be read, in their order."""
    return [found.headers["warc-record-id"] for found in read(data) if isinstance(found, Record)]


def members(data: bytes) -> Iterator[int]:
    """Where each gzip member ends."""
    place = 0
    while place < len(data):
        machine = zlib.decompressobj(31)
        machine.decompress(data[place:])
        place = len(data) - len(machine.unused_data)
        yield place


def bomb(kind: str, url: str, size: int = 1 << 27) -> bytes:
    """A member of a hundred kilobytes that unfolds to one record of 128 megabytes."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {size}\r\n\r\n"
    block = bytes(1 << 24)
    packed = [packer.compress(head.encode()), *(packer.compress(block) for _ in range(size >> 24)), packer.flush()]
    return b"".join(packed)


def ris(*arguments: object, code: int = 0) -> Result:
    """Run a command in this process; what it refuses is one line, never another exception."""
    done = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert done.exception is None or isinstance(done.exception, (RisError, SystemExit)), done.exception
    assert done.exit_code == code, (done.output, done.exception)
    assert "\n" not in str(done.exception)
    return done


def refused(*arguments: object) -> str:
    return str(ris(*arguments, code=1).exception)


def warc_of(slug: str, data: Path, out: Path, *options: str) -> Path:
    """The file that `ris export-warc` writes of a portal."""
    return Path(ris("export-warc", slug, "--data", data, "--out", out, *options).stdout.strip())
