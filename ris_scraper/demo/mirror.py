"""The example pages behind a real HTTP server on loopback: what `ris demo` crawls.

A mirror answers for addresses that nobody serves: the crawl asks it for `https://ris.musterkreis-nord.example/…`, the
request goes to 127.0.0.1, and the archive keeps the page under its own address with the time that its sidecar states.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import escape, unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

from ris_scraper.archive.ingest import Supplied
from ris_scraper.fetch import Fetcher, Response, Session
from ris_scraper.fetch.pace import Budget, Clock
from ris_scraper.fetch.robots import RobotsVerdict
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.vendor import Period, Request, Strategy
from ris_scraper.portals.portals import Portal

_INDEX = "verzeichnis"


@dataclass
class Mirror:
    """The versions of every page by address, oldest first, and which of them is shown today (`tag`, from 0)."""

    versionen: Mapping[str, list[Supplied]]
    port: int = 0
    tag: int = 0

    def page(self, url: str) -> Supplied | None:
        """The version of a page that is shown today."""
        found = self.versionen.get(url)
        return found[min(self.tag, len(found) - 1)] if found else None

    def days(self) -> int:
        """How many days it takes to see every version."""
        return max(map(len, self.versionen.values()), default=0)

    def index(self, slug: str) -> str:
        """The list of a portal's pages."""
        urls = [url for url, items in self.versionen.items() if items[0].portal == slug]
        links = "".join(f'<li><a href="{escape(url)}">{escape(url)}</a></li>' for url in urls)
        return f"<html><body><ul>{links}</ul></body></html>"


def _handler(mirror: Mirror) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _, slug, address = self.path.split("/", 2) if self.path.count("/") > 1 else ("", "", "")
            page = mirror.page(unquote(address))
            if address == _INDEX:
                self._answer(200, mirror.index(slug).encode(), "text/html; charset=utf-8")
            elif page:
                self._answer(200, page.path.read_bytes(), page.fetch.content_type or "text/html")
            else:
                self._answer(404, b"", "text/plain")

        def _answer(self, status: int, body: bytes, content_type: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def serve(pages: Iterable[Supplied]) -> Iterator[Mirror]:
    """Serve page files on 127.0.0.1 at a free port while the context lasts."""
    versions: dict[str, list[Supplied]] = defaultdict(list)
    for page in sorted(pages, key=lambda page: page.fetch.abgerufen_am):
        versions[page.fetch.url].append(page)
    mirror = Mirror(versions)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(mirror))
    mirror.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield mirror
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class MirrorFetcher:
    """A Fetcher whose sessions ask the mirror instead of the portals."""

    fetcher: Fetcher
    mirror: Mirror

    @property
    def clock(self) -> Clock:
        """The clock of the Fetcher."""
        return self.fetcher.clock

    @contextmanager
    def portal(self, portal: Portal, budget: Budget | None = None, *_: object, **__: object) -> Iterator[MirrorSession]:
        """A session with one mirrored portal."""
        base = f"http://127.0.0.1:{self.mirror.port}/{portal.slug}/"
        local = replace(portal, url=base, netz_privat=True, pause=0.001)
        with self.fetcher.portal(local, budget) as session:
            yield MirrorSession(session, self.mirror, base)


@dataclass
class MirrorSession:
    """A session that asks the mirror and answers under the pages' own addresses."""

    session: Session
    mirror: Mirror
    base: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def get(self, url: str, **_: object) -> Response:
        """The page that stands under `url`, as of the day that its sidecar states."""
        response = self.session.get(self.base + quote(url, safe=""))
        page = self.mirror.page(url)
        return replace(response, url=url, abgerufen_am=page.fetch.abgerufen_am if page else response.abgerufen_am)

    def post(self, url: str, data: object, **_: object) -> Response:
        """Forms are not mirrored: the page itself."""
        return self.get(url)

    def renew(self) -> None:
        """A mirror knows no visitors."""

    def verdicts(self) -> list[RobotsVerdict]:
        """None: what loopback allows says nothing about a portal."""
        return []


def _everything(page: Page, zeit: Period, mandant: str | None) -> list[Request]:
    return [Request(unescape(part.partition('"')[0]), "seite") for part in page.text.split('href="')[1:]]


#: A mirror lists all its pages; nothing is followed.
STRATEGY = Strategy(entry=lambda url: _INDEX, everything=_everything, nightly=_everything, follows={})
