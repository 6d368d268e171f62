"""Takes page files into a portal's archive: finds each file's address and keeps its bytes unread."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ris_scraper.archive.archive import Fetch
from ris_scraper.nouns.errors import InputError

# Browsers write the address into a page that is saved: <!-- saved from url=(0046)https://… -->
_SAVED = re.compile(rb"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
#: A page of a JSON interface is `page.api.json`, so that `page.json` stays free for its sidecar.
API = ".api.json"
# What the values of a sidecar have to be; its other keys are for others.
_KINDS: Mapping[str, Callable[[Any], bool]] = MappingProxyType(
    {
        **dict.fromkeys(("url", "portal", "content_type"), lambda value: isinstance(value, str)),
        "abgerufen_am": lambda value: isinstance(value, str),
        "http_status": lambda value: type(value) is int and 100 <= value <= 599,
        "rendering": lambda value: value in ("html", "text"),
        "encoding": lambda value: isinstance(value, str) and _is_encoding(value),
    }
)
_WARC = (".warc", ".warc.gz", ".wet", ".wet.gz", ".wacz")
_RENDERINGS = {".txt": "text", ".html": "html", ".htm": "html", ".asp": "html", ".php": "html", ".xhtml": "html"}


@dataclass(frozen=True)
class Supplied:
    """A page file with its address and the portal that its sidecar names."""

    path: Path
    fetch: Fetch
    portal: str | None


def sidecar_of(page: Path) -> Path | None:
    """The file that describes a page file: `page.json` or `page.html.json`; None if there is none."""
    stem = page.name.removesuffix(API) if page.name.endswith(API) else page.stem
    candidates = (page.with_name(page.name + ".json"), page.with_name(f"{stem}.json"))
    return next((file for file in candidates if file != page and file.is_file()), None)


def is_warc(path: Path) -> bool:
    """Whether a file's name is that of one of WARC records, which know their addresses themselves."""
    return path.name.lower().endswith(_WARC)


def page_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The page files among the given files and folders; raises InputError for a path that does not exist."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if _is_page(file) and file.is_file())
        elif path.is_file():
            yield path
        else:
            raise InputError(f"{path} does not exist: give page files or folders of page files")


def supplied(path: Path, url: str | None = None) -> Supplied:
    """Find out what a page file is: its address from `url`, its sidecar, or the comment a browser left in it.

    Without a time in the sidecar the file's own time stands for the fetch. Raises InputError where no address is
    to be found.
    """
    sidecar = sidecar_of(path)
    said = _described(sidecar) if sidecar else {}
    saved = _SAVED.search(_head(path))
    address = url or said.get("url") or (saved[1].decode("utf-8", "replace") if saved else None)
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        if address:
            raise InputError(f"{path}: its address {address!r} begins with neither http:// nor https://")
        raise InputError(f"{path} has no address: give --url, or a sidecar {path.stem}.json with a url")
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    fetch = Fetch(
        url=address,
        abgerufen_am=_moment(path, said.get("abgerufen_am")) or changed.isoformat(timespec="seconds"),
        http_status=int(said.get("http_status") or 200),
        content_type=said.get("content_type"),
        encoding=said.get("encoding"),
        rendering=said.get("rendering") or _RENDERINGS.get(path.suffix.lower()),
    )
    return Supplied(path, fetch, said.get("portal"))


def _is_page(file: Path) -> bool:
    return file.suffix.lower() in _RENDERINGS or file.name.lower().endswith(API)


def _described(file: Path) -> dict[str, Any]:
    try:
        said = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{file} is no readable sidecar ({error}): it has to be a JSON object with a url") from error
    if not isinstance(said, dict):
        raise InputError(f"{file} is no sidecar: it has to be a JSON object with a url")
    for name, value in said.items():
        if name in _KINDS and value is not None and not _KINDS[name](value):
            raise InputError(f"{file}: {name} cannot be {value!r:.80}")
    return said


def _is_encoding(name: str) -> bool:
    try:
        "a".encode(name)
    except (LookupError, ValueError):
        return False
    return True


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(4096)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from error


def _moment(path: Path, text: object) -> str | None:
    """A sidecar's time in UTC, so that times compare as text."""
    if not text:
        return None
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC).isoformat(timespec="seconds")
    except ValueError as error:
        raise InputError(f"{path}: abgerufen_am {text!r} is no time like 2026-11-02T03:10:00+01:00") from error
