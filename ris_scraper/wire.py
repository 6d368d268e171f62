"""The line to a server (floor 4): which addresses it may lead to, how long it may stay open, what comes out of it.

A name is resolved and checked once, and the connection goes to the very address that was checked: a name server
that answers differently the second time (DNS rebinding) gains nothing. What is left: resolving itself waits as long
as the system's resolver does, and an address that is public may still route to a private machine (NAT, proxies).
"""

from __future__ import annotations

import ipaddress
import socket
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from ssl import SSLContext
from typing import Any

import httpcore2

from ris_scraper.pace import Clock

#: Most bytes that one step of decompression yields.
_STEP = 1 << 18
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS

Resolve = Callable[[str], tuple[str, ...]]


class Truncated(Exception):
    """A compressed body is damaged or ends before its end."""


#: What can go wrong between two machines; all of it is worth another try.
BROKEN = (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError, Truncated)


def resolve(host: str) -> tuple[str, ...]:
    """All IP addresses of a host name, as text; raises OSError or UnicodeError where there are none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@lru_cache(maxsize=1024)
def is_public(address: str) -> bool:
    """Whether an IP address lies in the public internet, also where IPv6 only wraps an IPv4 address.

    >>> [is_public(a) for a in ("192.0.43.7", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1", "64:ff9b::c000:2b07")]
    [True, False, False, False, True]
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or _nat64(ip)
        if wrapped is not None:
            return is_public(str(wrapped))
        if ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None


class Line(httpcore2.NetworkBackend):
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

    def __init__(self, stream: httpcore2.NetworkStream, line: Line) -> None:
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


def pool(line: Line, tls: SSLContext) -> httpcore2.ConnectionPool:
    """A pool of exactly one connection over the line."""
    return httpcore2.ConnectionPool(
        ssl_context=tls, max_connections=1, max_keepalive_connections=1, keepalive_expiry=60.0, network_backend=line
    )


def decoded(chunks: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """The bytes of a body without its Content-Encoding, in bounded steps; raises Truncated.

    gzip and deflate (with or without zlib header, both occur) are the codings we ask for; what any other word stands
    for is passed on as it is.
    """
    name = coding.strip().lower()
    return _inflated(chunks, name) if name in ("gzip", "x-gzip", "deflate") else iter(chunks)


def _inflated(chunks: Iterable[bytes], name: str) -> Iterator[bytes]:
    machine: Any = None
    for chunk in filter(None, chunks):
        machine = machine or zlib.decompressobj(_window(name, chunk))
        if machine.eof:
            continue  # Bytes after the end would pile up inside the machine.
        yield from _steps(machine, chunk)
    if machine is not None and not machine.eof:
        raise Truncated("the answer ends in the middle of compressed data")


def _window(name: str, start: bytes) -> int:
    if name != "deflate":
        return _GZIP
    return _ZLIB if start[0] & 0x0F == zlib.DEFLATED else _RAW


def _steps(machine: Any, chunk: bytes) -> Iterator[bytes]:
    try:
        piece = machine.decompress(chunk, _STEP)
        while piece:
            yield piece
            piece = machine.decompress(machine.unconsumed_tail, _STEP)
    except zlib.error as error:
        raise Truncated(f"the answer's compressed data is damaged ({error})") from error


def trouble(error: Exception) -> str:
    """What went wrong, in words."""
    said = str(error) or type(error).__name__
    return f"no answer in time ({said})" if isinstance(error, httpcore2.TimeoutException) else said
