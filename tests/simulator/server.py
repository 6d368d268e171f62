"""A simulated portal behind a real HTTP server on loopback, with a log of everything it was asked."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.simulator.faults import Fault
from tests.simulator.nouns import Request, Response
from tests.simulator.skeleton import Portal
from tests.simulator.world import World


@dataclass
class Entry:
    """One request as the server saw it. `time` and `ended` are seconds of the monotonic clock; `fault` names what
    struck it, "" if nothing did.

    An entry is in the log before its answer is on the way, so whoever has the answer finds the entry; `ended` is when
    the answer began to leave, and is moved on only for answers that leave slowly.
    """

    time: float
    ended: float
    method: str
    path: str
    query: str
    host: str
    agent: str
    cookies: Mapping[str, str]
    headers: Mapping[str, str]
    form: Mapping[str, str]
    status: int
    fault: str

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path


@dataclass
class Server:
    """A running portal. `world`, `faults`, `robots` (text, a status, or None for 404) and `conditional` (ETag and
    Last-Modified) may be changed while it runs; `log` grows."""

    portal: Portal
    port: int
    faults: list[Fault]
    robots: str | int | None
    conditional: bool
    host: str = "127.0.0.1"
    log: list[Entry] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)
    _sessions: dict[str, Mapping[str, object]] = field(default_factory=dict)
    _counts: dict[Fault, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def base_url(self) -> str:
        """Where the portal begins; the same server answers to the name localhost."""
        return f"http://{self.host}:{self.port}{self.portal.base}"

    @property
    def world(self) -> World:
        """The Kreis that the portal shows."""
        return self.portal.world

    @world.setter
    def world(self, world: World) -> None:
        self.portal = replace(self.portal, world=world)

    def asked(self, text: str = "") -> list[Entry]:
        """The log's entries whose path and query contain a text."""
        return [entry for entry in list(self.log) if text in entry.target]

    def forget(self) -> None:
        """Empty the log and start all counts of faults anew."""
        with self._lock:
            self.log.clear()
            self._counts.clear()

    def respond(self, request: Request, headers: Mapping[str, str], cookies: Mapping[str, str]) -> tuple[Response, str]:
        """The answer with all faults, and their names."""
        if request.path == "/robots.txt":
            answer = _robots(self.robots)
        else:
            answer = self._in_session(request, cookies)
            answer = _conditional(answer, headers, self.world) if self.conditional else answer
        struck = [fault for fault in self.faults if self._strikes(fault, request)]
        for fault in struck:
            answer = fault.effect(request, answer)
        return answer, ", ".join(fault.name for fault in struck)

    def _in_session(self, request: Request, cookies: Mapping[str, str]) -> Response:
        key = cookies.get(self.portal.cookie, "")
        known = key in self._sessions
        answer = self.portal.respond(request, self._sessions.get(key, {}))
        with self._lock:
            if not known:
                key = f"S{len(self._sessions) + 1:08d}"
                answer = replace(
                    answer, headers=(*answer.headers, ("Set-Cookie", f"{self.portal.cookie}={key}; path=/"))
                )
            if answer.session is not None or not known:
                self._sessions[key] = answer.session or {}
        return answer

    def _strikes(self, fault: Fault, request: Request) -> bool:
        query = "&".join(f"{name}={value}" for name, value in request.query.items())
        target = f"{request.path}?{query}"
        if not fault.matches(target):
            return False
        with self._lock:
            before = self._counts.get(fault, 0)
            self._counts[fault] = before + 1
        return fault.strikes(target, before)


def _robots(robots: str | int | None) -> Response:
    if isinstance(robots, str):
        return Response(200, robots.encode(), "text/plain")
    return Response(robots or 404, b"", "text/plain")


def _conditional(answer: Response, headers: Mapping[str, str], world: World) -> Response:
    if answer.status != 200:
        return answer
    tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
    changed = format_datetime(datetime(world.heute.year, world.heute.month, world.heute.day, tzinfo=UTC), usegmt=True)
    marked = replace(answer, headers=(*answer.headers, ("ETag", tag), ("Last-Modified", changed)))
    asked = headers.get("if-none-match")
    fresh = asked == tag if asked else headers.get("if-modified-since") == changed
    return replace(marked, status=304, body=b"") if fresh else marked


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    simulator: Server

    def do_GET(self) -> None:
        self._serve({})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        self._serve(_fields(body.decode("utf-8", "replace")))

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """The server's own log replaces the lines on stderr."""

    def _serve(self, form: dict[str, str]) -> None:
        began, parts = time.monotonic(), urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        cookies = _cookies(headers.get("cookie", ""))
        request = Request(self.command, unquote(parts.path), _fields(parts.query), form, headers)
        answer, struck = self.simulator.respond(request, headers, cookies)
        if answer.delay:
            self.simulator.closing.wait(answer.delay)
        entry = Entry(began, time.monotonic(), self.command, parts.path, parts.query, headers.get("host", ""),
                      headers.get("user-agent", ""), cookies, headers, form, answer.status, struck)  # fmt: skip
        self.simulator.log.append(entry)
        try:
            self._send(answer)
        except OSError:  # the other side hung up, as it may
            self.close_connection = True
        if answer.piece or answer.stall:
            entry.ended = time.monotonic()

    def _send(self, answer: Response) -> None:
        self.send_response(answer.status)
        if answer.content_type and answer.body:
            self.send_header("Content-Type", answer.content_type)
        for name, value in answer.headers:
            self.send_header(name, value)
        if answer.chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif answer.status != 304:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if self.command != "HEAD":
            self._send_body(answer)

    def _send_body(self, answer: Response) -> None:
        whole = answer.body if answer.cut is None else answer.body[: answer.cut]
        if answer.chunked:
            whole = b"%x\r\n%s\r\n" % (len(whole), whole) + (b"" if answer.cut is not None else b"0\r\n\r\n")
        step = answer.piece or len(whole) or 1
        for start in range(0, len(whole), step):
            self.wfile.write(whole[start : start + step])
            if answer.piece and not self.simulator.closing.is_set():
                self.wfile.flush()
                self.simulator.closing.wait(answer.pause)
        self.wfile.flush()
        if answer.cut is not None:
            self.simulator.closing.wait(answer.stall)
            self.close_connection = True


def _fields(text: str) -> dict[str, str]:
    return {name.lower(): value for name, value in parse_qsl(text, keep_blank_values=True)}


def _cookies(text: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(text).items()}
    except CookieError:
        return {}


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are no news."""


@contextmanager
def serve(
    portal: Portal,
    faults: Iterable[Fault] = (),
    robots: str | int | None = None,
    conditional: bool = False,
    host: str = "127.0.0.1",
) -> Iterator[Server]:
    """Serve a portal on an address of loopback at a free port while the context lasts."""
    handler = type("Handler", (_Handler,), {})
    listener = _Listener((host, 0), handler)
    server = Server(portal, listener.server_address[1], list(faults), robots, conditional, host)
    handler.simulator = server
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        listener.shutdown()
        listener.server_close()
        thread.join()
