"""Whose page an address is: that of the portal whose entry has its host and the beginning of its path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import SplitResult, urlsplit

from ris_scraper.portals.portals import Portal

# What stands beside the pages that it leads to, as a file does: an OParl system.
_STARTS = ("", "system")
_PORTS = {"http": 80, "https": 443}


class Addresses:
    """The addresses of known portals; where several entries fit, the longest path counts."""

    def __init__(self, portals: Iterable[Portal]) -> None:
        self._paths: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for portal in portals:
            for host, path in _places(portal):
                self._paths[host].append((path, portal.slug))
        for paths in self._paths.values():
            paths.sort(key=lambda found: (-len(found[0]), found))

    def portal_of(self, url: str) -> str | None:
        """The slug of the portal that an address belongs to; None for a foreign one, and what is no address."""
        parts = _split(url)
        if parts is None:
            return None
        path = f"{parts.path.lower()}/"
        return next((slug for begin, slug in self._paths.get(_host(parts), ()) if path.startswith(begin)), None)


def _places(portal: Portal) -> Iterator[tuple[str, str]]:
    """The hosts of a portal, each with the beginning of the paths that are the portal's."""
    for url in filter(None, (portal.url, portal.oparl)):
        if parts := _split(url):
            yield _host(parts), _folder(parts.path)
    for host in portal.hosts:
        yield host, "/"


def _folder(path: str) -> str:
    """The folder that the address of a start page names: `/bi/si010.asp` and `/bi/` name `/bi/`, `/public` itself."""
    begin, _, last = path.lower().rpartition("/")
    return f"{begin}/" if "." in last or last in _STARTS else f"{begin}/{last}/"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts if parts.scheme in _PORTS and parts.hostname else None


def _host(parts: SplitResult) -> str:
    """Host and port, the usual port left out; `http` and `https` are one."""
    host = parts.hostname or ""
    return host if parts.port in (None, *_PORTS.values()) else f"{host}:{parts.port}"
