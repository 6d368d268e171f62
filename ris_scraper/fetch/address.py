"""Addresses (of pages, hosts, machines) and which of them may be asked at all."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import httpx2

from ris_scraper.nouns.errors import AddressRefused

_NAT64 = ipaddress.ip_network("64:ff9b::/96")

#: Turns a host name into IP addresses; raises OSError or UnicodeError where there are none.
Resolve = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True)
class Target:
    """A page's address as it is sent, as text and taken apart, with its host (ASCII), its port (None: the scheme's
    own) and its origin."""

    url: str
    parts: httpx2.URL
    host: str
    port: int | None
    origin: str


def target_of(url: str) -> Target:
    """Take an address apart; raises AddressRefused where it is not one that a portal can have."""
    try:
        parts = httpx2.URL(url.partition("#")[0])
    except (httpx2.InvalidURL, ValueError) as error:
        raise AddressRefused(url, f"is no address ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.host:
        raise AddressRefused(url, "is no http or https address")
    if parts.userinfo:
        raise AddressRefused(url, "holds a user name")
    host = parts.raw_host.decode("ascii").lower()
    origin = f"{parts.scheme}://{parts.netloc.decode('ascii').lower()}"
    return Target(str(parts), parts, host, parts.port, origin)


def joined(url: str, where: str) -> str:
    """The address that a Location header `where` of the page `url` means; raises AddressRefused if it is none."""
    try:
        return str(httpx2.URL(url).join(where))
    except (httpx2.InvalidURL, ValueError) as error:
        raise AddressRefused(url, f"redirects to what is no address ({error})") from error


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
