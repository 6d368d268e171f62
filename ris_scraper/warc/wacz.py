"""WACZ: a zip of WARC files, an index of their answers, a list of pages, and sums of it all.

The `wacz` package brings forty others (an HTTP client and a validator of tables among them) for what is four small
files; it is used to check ours.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, unquote_to_bytes, urlsplit

from ris_scraper.nouns.errors import InputError
from ris_scraper.warc.tape import Tape
from ris_scraper.warc.writing import Entry, warc_date

_VERSION = "1.1.1"
_EPOCH = (1980, 1, 1, 0, 0, 0)
# Of a zip entry's own header: its length without name and extra field, and where the lengths of those stand.
_LOCAL, _LENGTHS = 30, slice(26, 30)
_WWW = re.compile(r"^www\d*\.")
# What an index leaves unescaped in its keys.
_PLAIN = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "%#")
_ENDINGS = (".warc", ".warc.gz")
# What unfolds to more than this many times its size is made to do harm; WARC files lie in a WACZ as they are.
_RATIO = 200


@contextmanager
def tapes(path: Path) -> Iterator[Iterator[tuple[str, Tape]]]:
    """The WARC files in a file, each with its name: the file itself, or those of a WACZ.

    What is left of a broken WACZ is read like one WARC file. Raises InputError where a WACZ holds none.
    """
    with path.open("rb") as file:
        yield _inside(path, file) if zipfile.is_zipfile(file) else iter([(path.name, Tape(file))])


def _inside(path: Path, file: BinaryIO) -> Iterator[tuple[str, Tape]]:
    try:
        entries = [info for info in zipfile.ZipFile(file).infolist() if info.filename.lower().endswith(_ENDINGS)]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        yield path.name, Tape(file)
        return
    if not entries:
        raise InputError(f"{path} holds no WARC file: is it a WACZ?")
    for info in entries:
        yield from _entry(path, file, info)


def _entry(path: Path, file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[tuple[str, Tape]]:
    name = f"{path.name}: {info.filename}"
    if info.compress_type == zipfile.ZIP_STORED:
        file.seek(info.header_offset)
        lengths = file.read(_LOCAL)[_LENGTHS]
        start = info.header_offset + _LOCAL + sum(int.from_bytes(part, "little") for part in (lengths[:2], lengths[2:]))
        yield name, Tape(file, start, start + info.compress_size)
        return
    if info.file_size > _RATIO * max(1, info.compress_size):
        raise InputError(f"{name} unfolds to more than {_RATIO} times its size and is not read")
    with tempfile.TemporaryFile() as unpacked:
        _unpack(file, info, unpacked, name)
        yield name, Tape(unpacked)


def _unpack(file: BinaryIO, info: zipfile.ZipInfo, out: BinaryIO, name: str) -> None:
    try:
        with zipfile.ZipFile(file) as archive, archive.open(info) as packed:
            shutil.copyfileobj(packed, out)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise InputError(f"{name} cannot be unpacked ({error})") from error


class Index:
    """The answers of a WARC file, for a WACZ; on disk, as they are many. Use as a context manager."""

    def __init__(self, filename: str) -> None:
        self.name = filename
        # An empty name is a file of SQLite's own, which goes when it is closed.
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript("begin; create table cdx (line text); create table pages (line text)")

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def add(self, entry: Entry) -> None:
        """Enter an answer."""
        self._db.execute("insert into cdx values (?)", [_cdx_line(entry, self.name)])
        if (entry.status or 200) < 400 and entry.mime == "text/html" and not entry.form:
            page = {"id": f"{entry.offset}", "url": entry.url, "ts": warc_date(entry.moment)}
            self._db.execute("insert into pages values (?)", [json.dumps(page)])

    def cdx(self) -> Iterator[str]:
        """The lines of the index, sorted by their bytes."""
        return (line for (line,) in self._db.execute("select line from cdx order by line"))

    def pages(self) -> Iterator[str]:
        """The lines of the list of pages."""
        yield json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})
        yield from (line for (line,) in self._db.execute("select line from pages order by rowid"))


def pack(out: Path, warc: Path, index: Index, title: str, created: str, software: str) -> None:
    """Write a WACZ of one WARC file; the same bytes each time."""
    with zipfile.ZipFile(out, "w") as archive:
        resources = [
            _add_file(archive, f"archive/{index.name}", warc),
            _add_lines(archive, "indexes/index.cdx", index.cdx()),
            _add_lines(archive, "pages/pages.jsonl", index.pages()),
        ]
        package = {
            "profile": "data-package",
            "resources": resources,
            "wacz_version": _VERSION,
            "title": title,
            "created": created,
            "software": software,
        }
        said = json.dumps(package, indent=2)
        _add_lines(archive, "datapackage.json", [said])
        digest = {"path": "datapackage.json", "hash": _hash(f"{said}\n".encode())}
        _add_lines(archive, "datapackage-digest.json", [json.dumps(digest)])


def _add_file(archive: zipfile.ZipFile, name: str, source: Path) -> dict[str, Any]:
    """Put a file in as it is; returns its entry in the package."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.file_size = source.stat().st_size
    with source.open("rb") as file, archive.open(info, "w") as out:
        shutil.copyfileobj(file, out)
    with source.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return _resource(name, f"sha256:{digest}", info.file_size)


def _add_lines(archive: zipfile.ZipFile, name: str, lines: Iterable[str]) -> dict[str, Any]:
    """Put a text in; returns its entry in the package."""
    digest, size = hashlib.sha256(), 0
    with archive.open(zipfile.ZipInfo(name, _EPOCH), "w", force_zip64=True) as out:
        for line in lines:
            data = f"{line}\n".encode()
            out.write(data)
            digest.update(data)
            size += len(data)
    return _resource(name, f"sha256:{digest.hexdigest()}", size)


def _resource(path: str, digest: str, size: int) -> dict[str, Any]:
    return {"name": path.rpartition("/")[2].lower(), "path": path, "hash": digest, "bytes": size}


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _cdx_line(entry: Entry, filename: str) -> str:
    """A line of a CDXJ index: key, time, and where the answer stands."""
    asked = f"__wb_method=POST&{entry.form}" if entry.form else ""
    said = {
        "url": entry.url,
        "mime": entry.mime,
        **({"status": str(entry.status)} if entry.status else {}),
        "digest": entry.digest,
        "length": str(entry.length),
        "offset": str(entry.offset),
        "filename": filename,
        **({"requestBody": entry.form, "method": "POST"} if entry.form else {}),
    }
    return f"{surt(entry.url, asked)} {entry.moment:%Y%m%d%H%M%S} {json.dumps(said)}"


def surt(url: str, asked: str = "") -> str:
    """The key by which replay tools look an address up; `asked` joins its query.

    >>> surt("https://www.ris.example.de:8443/BI/vo0050.asp?b=2&A=1")
    'de,example,ris:8443)/bi/vo0050.asp?a=1&b=2'
    """
    try:
        parts = urlsplit(url)
        port = "" if parts.port in (None, 80, 443) else f":{parts.port}"
    except ValueError:
        return url
    host = ",".join(reversed(_WWW.sub("", parts.hostname or "").split(".")))
    path = _bare(parts.path).rstrip("/") or "/"
    query = "&".join(sorted(filter(None, _bare(f"{parts.query}&{asked}").split("&"))))
    return f"{host}{port}){path}" + (f"?{query}" if query else "")


def _bare(part: str) -> str:
    """A part of an address in lower case, with as few escapes as can be."""
    return quote(unquote_to_bytes(part), safe=_PLAIN).lower()
