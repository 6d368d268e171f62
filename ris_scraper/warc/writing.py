"""From an archive to a WARC file: request, answer and what else is known of each fetch; the same bytes each time.

What WARC has no field for stands in a metadata record before each answer (FETCH), and in such records at the end what
runs know of the portal (STATE): `intake` makes the same archive of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from itertools import islice
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from ris_scraper.archive.archive import FILE, Fetch
from ris_scraper.archive.carrying import STATE, Holdings
from ris_scraper.warc.exchange import SENDING

#: Types of our metadata records: all that is known of one fetch, and some rows of what runs know of a portal.
FETCH_TYPE, STATE_TYPE = "application/vnd.ris-scraper.fetch+json", "application/vnd.ris-scraper.state+json"
#: The field of warcinfo that says how many records the file has, itself included.
COUNT = "ris-records"
_FORM = "application/x-www-form-urlencoded"
_ROWS = 200
_NAME, _CONTROL = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"), re.compile(r"[\x00-\x1f\x7f]")
# A time that nobody can read stays as it is in the metadata.
_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(NamedTuple):
    """Where an answer or a page stands in a WARC file, for an index; `form` is what was posted for it, `status` None
    where it is no HTTP answer."""

    url: str
    moment: datetime
    mime: str
    status: int | None
    digest: str
    offset: int
    length: int
    form: str


@dataclass(frozen=True)
class _File:
    """The file that is written, for the archive of which portal, and its warcinfo."""

    out: BinaryIO
    slug: str
    writer: WARCWriter
    info: str

    def put(
        self, kind: str, key: object, moment: datetime, uri: str, body: bytes, content_type: str = "",
        http: StatusAndHeaders | None = None, **more: str,
    ) -> None:  # fmt: skip
        """Write one record; `more` are further headers, `WARC_Refers_To="…"`."""
        named = {name.replace("_", "-"): value for name, value in more.items()}
        own = self.info if kind == "warcinfo" else record_id(self.slug, kind, key)
        headers = {"WARC-Record-ID": own, "WARC-Date": warc_date(moment), "WARC-Warcinfo-ID": self.info, **named}
        if kind == "warcinfo":
            del headers["WARC-Warcinfo-ID"]
        self.writer.write_record(
            self.writer.create_warc_record(
                uri, kind, BytesIO(body), len(body), content_type, warc_headers_dict=headers, http_headers=http
            )
        )


def write(held: Holdings, slug: str, out: BinaryIO, name: str, software: str) -> Iterator[Entry]:
    """Write all of an archive as a WARC file named `name`; yields each answer and page when it is written (text copies
    stand in no index).

    Raises InputError where a body is damaged or missing.
    """
    file = _File(out, slug, WARCWriter(out, gzip=True, warc_version="WARC/1.1"), record_id(slug, "warcinfo", name))
    end = moment_of(held.last())
    file.put("warcinfo", name, end, "", _info(held, slug, software), "application/warc-fields", WARC_Filename=name)
    for fetch, first in held.fetches():
        entry = _fetch(file, fetch, held.body(fetch), None if first == fetch.id else held.fetched(first))
        if fetch.rendering != "text":
            yield entry
    for table in STATE:
        for number, rows in enumerate(_in_parts(held.rows(table))):
            said = {"portal": slug, "tabelle": table, "zeilen": rows}
            file.put("metadata", f"{table} {number} {name}", end, "", _json(said), STATE_TYPE)


def record_id(slug: str, kind: str, key: object) -> str:
    """The name of a record, the same each time."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'ris-scraper:{slug}:{kind}:{key}')}>"


def moment_of(text: str) -> datetime:
    """A time of the archive, in UTC; the beginning of 1970 for one that nobody can read."""
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return _UNKNOWN


def warc_date(moment: datetime) -> str:
    """A time as WARC prints it."""
    return moment.replace(tzinfo=None).isoformat() + "Z"


def _info(held: Holdings, slug: str, software: str) -> bytes:
    fields = {
        "software": software,
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": slug,
        "description": "raw archive of a council portal, for its operators: not to be published as it is",
        COUNT: str(_count(held)),
    }
    return "".join(f"{name}: {value}\r\n" for name, value in fields.items()).encode()


def _count(held: Holdings) -> int:
    """How many records there will be: warcinfo, then metadata, answer and perhaps request of each fetch, and STATE."""
    fetched = sum(2 + (_request(fetch) is not None) for fetch, _ in held.fetches())
    return 1 + fetched + sum(-(-held.size(table) // _ROWS) for table in STATE)


def _in_parts(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while part := list(islice(rows, _ROWS)):
        yield part


def _fetch(file: _File, fetch: Fetch, body: bytes, first: Fetch | None) -> Entry:
    """Write the records of one fetch."""
    moment, uri, key = moment_of(fetch.abgerufen_am), _uri(fetch.url), f"{fetch.id} {fetch.abgerufen_am} {fetch.url}"
    kind = _kind(fetch, first)
    answer = record_id(file.slug, kind, key)
    file.put(
        "metadata", key, moment, uri, _json({"portal": file.slug, **asdict(fetch)}), FETCH_TYPE, WARC_Refers_To=answer
    )
    if asked := _request(fetch):
        file.put("request", key, moment, uri, asked[1], http=asked[0], WARC_Concurrent_To=answer)
    start, digest = file.out.tell(), _digest(body)
    if kind == "revisit" and first:
        file.put(kind, key, moment, uri, b"", http=_answered(fetch, body), **_revisited(first, digest))
    elif kind == "response":
        file.put(kind, key, moment, uri, body, http=_answered(fetch, body))
    else:
        file.put(kind, key, moment, uri, body, fetch.content_type or _TYPES.get(fetch.rendering, _UNNAMED))
    mime = (fetch.content_type or "").partition(";")[0].strip() or "unk"
    mime = "warc/revisit" if kind == "revisit" else mime
    form = asked[1].decode() if asked else ""
    status = fetch.http_status if kind in ("response", "revisit") else None
    return Entry(uri, moment, mime, status, digest, start, file.out.tell() - start, form)


_TYPES: Mapping[str | None, str] = {"text": "text/plain", "html": "text/html"}
_UNNAMED = "application/octet-stream"


def _kind(fetch: Fetch, first: Fetch | None) -> str:
    """The kind of the record that holds a body: what was fetched is an answer, what was supplied a page or a text."""
    if fetch.rendering not in (None, FILE):
        return "conversion" if fetch.rendering == "text" else "resource"
    return "revisit" if first else "response"


def _revisited(first: Fetch, digest: str) -> dict[str, str]:
    """The headers of a revisit: where the same body stands already."""
    return {
        "WARC_Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        "WARC_Refers_To_Target_URI": _uri(first.url),
        "WARC_Refers_To_Date": warc_date(moment_of(first.abgerufen_am)),
        "WARC_Payload_Digest": digest,
    }


def _request(fetch: Fetch) -> tuple[StatusAndHeaders, bytes] | None:
    """The request as far as the archive knows it (method, address, form); None for what nobody asked for like this."""
    url, _, fragment = fetch.url.partition("#")
    if fetch.rendering not in (None, FILE) or (fetch.rendering == FILE and fragment):
        return None
    try:
        parts = urlsplit(_uri(url))
    except ValueError:
        return None
    form = _uri(fragment).encode() if "=" in fragment else b""
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [("Host", parts.netloc.rpartition("@")[2])]
    headers += [("Content-Type", _FORM), ("Content-Length", str(len(form)))] if form else []
    line = f"{'POST' if form else 'GET'} {target} HTTP/1.1"
    return StatusAndHeaders(line, headers, is_http_request=True), form


def _answered(fetch: Fetch, body: bytes) -> StatusAndHeaders:
    """Status and headers of an answer; the body is unpacked, and so are its headers."""
    headers = [
        (name, _CONTROL.sub(" ", value))
        for name, value in fetch.headers.items()
        if name.lower() not in SENDING and _NAME.fullmatch(name)
    ]
    if fetch.content_type and "content-type" not in {name.lower() for name, _ in headers}:
        headers.append(("content-type", _CONTROL.sub(" ", fetch.content_type)))
    headers.append(("content-length", str(len(body))))
    return StatusAndHeaders(_status_line(fetch.http_status), headers, protocol="HTTP/1.1")


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} -"


def _uri(url: str) -> str:
    """An address as a header can have it: without the form behind `#`, in ASCII, without blanks."""
    return quote(url.partition("#")[0], safe="%/:;=?@&+$,!~*'()[]|{}^`\\")


def _digest(body: bytes) -> str:
    return f"sha1:{base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"


def _json(said: Mapping[str, Any]) -> bytes:
    return json.dumps(said).encode()
