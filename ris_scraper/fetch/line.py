"""The connection to a portal's server: where it may lead, how long it may last, and the portal's cookies on it.

A name is resolved and checked once, and the connection goes to the very address that was checked: a name server
that answers differently the second time (DNS rebinding) gains nothing. What is left: resolving itself waits as long
as the system's resolver does, and an address that is public may still route to a private machine.

httpx2 gives us addresses, forms, cookies and answers; its engine httpcore2 the connection. httpx2.Client between
them would add only what must not happen here: redirects, proxies and passwords from the environment, more names
to resolve.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from ssl import SSLContext
from typing import Any

import httpcore2
import httpx2

from ris_scraper.fetch.body import Truncated
from ris_scraper.fetch.pace import Clock

#: What can go wrong between two machines; all of it is worth another try.
BROKEN = (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, Truncated)


def trouble(error: Exception) -> str:
    """What went wrong, in words."""
    said = str(error) or type(error).__name__
    return f"no answer in time ({said})" if isinstance(error, httpcore2.TimeoutException) else said


class Connection:
    """At most one connection to one server at a time, with a cookie jar; one caller at a time.

    `connect` and `read` are seconds for one step, `total` for a whole exchange.
    """

    def __init__(self, clock: Clock, tls: SSLContext, connect: float, read: float, total: float) -> None:
        self._line = _Line(clock)
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls, max_connections=1, keepalive_expiry=60.0, network_backend=self._line
        )
        self._cookies = httpx2.Cookies()
        self._timeouts = {"connect": connect, "read": read, "write": read, "pool": connect}
        self._total = total
        self._talking = threading.Lock()

    @contextmanager
    def exchange(self, request: httpx2.Request, addresses: tuple[str, ...]) -> Iterator[httpx2.Response]:
        """Send a request to one of the addresses; what is left unread of the answer afterwards is dropped.

        Raises what BROKEN names, also while the answer is read.
        """
        with self._talking:
            if not self._line.aim(addresses, self._total):
                self._pool.close()
            self._cookies.set_cookie_header(request)
            answer = self._pool.handle_request(self._plain(request))
            try:
                stream = _Body(answer)
                response = httpx2.Response(answer.status, headers=answer.headers, stream=stream, request=request)
                self._cookies.extract_cookies(response)
                yield response
            finally:
                answer.close()

    def forget_cookies(self) -> None:
        """Empty the cookie jar."""
        with self._talking:
            self._cookies.jar.clear()

    def hang_up(self) -> None:
        """Close the connection if it is idle; the next request opens a new one."""
        if self._talking.acquire(blocking=False):
            try:
                self._pool.close()
            finally:
                self._talking.release()

    def _plain(self, request: httpx2.Request) -> httpcore2.Request:
        url = request.url
        return httpcore2.Request(
            request.method,
            httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
            extensions={"timeout": self._timeouts},
        )


class _Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Line(httpcore2.NetworkBackend):
    """Dials checked addresses only, and ends whatever lasts longer than the request may."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._system = httpcore2.SyncBackend()
        self._addresses: tuple[str, ...] = ()
        self._deadline = 0.0
        self._peer = ""

    def aim(self, addresses: tuple[str, ...], seconds: float) -> bool:
        """Prepare for one request; False where an open connection leads to none of the addresses any more."""
        self._addresses = addresses
        self._deadline = self._clock.monotonic() + seconds
        return self._peer in ("", *addresses)

    def left(self, timeout: float | None) -> float:
        """Seconds that the next step may take; raises ReadTimeout where the request's time is up."""
        rest = self._deadline - self._clock.monotonic()
        if rest <= 0:
            raise httpcore2.ReadTimeout("the answer took longer than a request may")
        return rest if timeout is None else min(rest, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first of the checked addresses that answers; `host` is not resolved again."""
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in self._addresses:
            try:
                stream = self._system.connect_tcp(address, port, self.left(timeout), local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            self._peer = address
            return _Stream(stream, self)
        raise failure


class _Stream(httpcore2.NetworkStream):
    """A connection on which every step ends by the request's deadline, so that a trickle of bytes ends too."""

    def __init__(self, stream: httpcore2.NetworkStream, line: _Line) -> None:
        self._stream = stream
        self._line = line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._line.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._line.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._line.left(timeout)), self._line)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
