"""A real HTTP server on loopback with faults on demand, and a clock that does not keep anybody waiting.

`Faulty.routes` maps a path (without query) to a reply; a reply is a function that gets the handler and writes.
"""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any


class FakeClock:
    """Goes on like a real one, except that sleeping takes no time; shared by client and server."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._start = datetime.now().astimezone() - timedelta(seconds=time.monotonic())

    def monotonic(self) -> float:
        return time.monotonic() + sum(self.slept)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self.monotonic())


@dataclass
class Hit:
    """One request as the server saw it; times are the clock's, `answered` is just before the answer goes out."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    connection: int
    at: float
    answered: float = 0.0


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Faulty

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        server, clock = self.server, self.server.clock
        hit = Hit(self.command, self.path, headers, self.rfile.read(length), self.client_address[1], clock.monotonic())
        server.log.append(hit)
        reply = server.routes.get(self.path.partition("?")[0], page(b"nichts", 404))
        hit.answered = clock.monotonic()
        try:
            reply(self)
        except OSError:
            self.close_connection = True

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        pass

    def start(self, status: int, headers: dict[str, str]) -> None:
        """Status line and headers."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


Reply = Callable[[Handler], None]


class Faulty(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, clock: Any = time, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Handler)
        self.clock = clock
        self.routes: dict[str, Reply] = {}
        self.log: list[Hit] = []
        self.closing = threading.Event()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Faulty:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.shutdown()
        self.server_close()

    def server_bind(self) -> None:
        """Without asking a name server for our own name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "", self.port

    def handle_error(self, *_: object) -> None:
        """A client that hangs up in the middle is what these servers are for."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def paths(self) -> list[str]:
        return [hit.path for hit in self.log]


def page(body: bytes = b"<p>Seite</p>", status: int = 200, **headers: str) -> Reply:
    def reply(handler: Handler) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.start(status, {"Content-Type": "text/html", "Content-Length": str(len(body)), **named})
        handler.wfile.write(body)

    return reply


def robots(text: str) -> Reply:
    return page(text.encode(), Content_Type="text/plain")


def moved(to: str, status: int = 302) -> Reply:
    return page(b"", status, Location=to)


def sequence(*replies: Reply) -> Reply:
    """One after the other, then the last for ever."""
    left = list(replies)

    def reply(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return reply


def truncated(handler: Handler) -> None:
    handler.start(200, {"Content-Length": "1000"})
    handler.wfile.write(b"<html>nur der Anfang")
    handler.close_connection = True


def truncated_gzip(handler: Handler) -> None:
    packed = gzip.compress(b"<p>Seite</p>" * 100)[:-20]
    handler.start(200, {"Content-Length": str(len(packed)), "Content-Encoding": "gzip"})
    handler.wfile.write(packed)


def silent(handler: Handler) -> None:
    handler.server.closing.wait()
    handler.close_connection = True


def stalled(handler: Handler) -> None:
    handler.start(200, {"Content-Length": "1000"})
    handler.wfile.write(b"<html>")
    silent(handler)


def dripping(handler: Handler) -> None:
    """A byte every 20 ms, for half an hour: no single read ever times out."""
    handler.start(200, {"Content-Length": "100000"})
    _drip(handler, b"x")


def dripping_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Langsam: ")
    _drip(handler, b"y")


def _drip(handler: Handler, byte: bytes) -> None:
    while not handler.server.closing.wait(0.02):
        handler.wfile.write(byte)
        handler.wfile.flush()


def flood(handler: Handler) -> None:
    """A body without end and without a length."""
    handler.start(200, {"Transfer-Encoding": "chunked"})
    while not handler.server.closing.is_set():
        handler.wfile.write(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")


@cache
def _bomb() -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join(machine.compress(bytes(1_000_000)) for _ in range(100)) + machine.flush()


def bomb() -> Reply:
    """100 MB of zeros in some 100 kB of gzip."""
    return page(_bomb(), Content_Encoding="gzip")


def conditional(etag: str, body: bytes) -> Reply:
    def reply(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.start(304, {"ETag": etag})
        else:
            page(body, ETag=etag)(handler)

    return reply
