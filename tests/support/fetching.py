"""What the tests of fetching share: a fetcher that asks a server on loopback by invented names."""

from __future__ import annotations

from dataclasses import replace

from ris_scraper.fetch import Fetcher, Limits, Session
from ris_scraper.fetch import robots as judge
from ris_scraper.fetch.pace import Budget
from ris_scraper.portals.portals import Portal
from tests.support import faulty
from tests.support.faulty import FakeClock, Faulty

CONTACT = "https://forschung.example/ris"
NAMES = {
    "ris.nord.example": ("127.0.0.1",),
    "ris.sued.example": ("127.0.0.1",),
    "dateien.nord.example": ("127.0.0.1",),
    "ris.fern.example": ("127.0.0.2",),
    "innen.example": ("10.1.2.3",),
    "metadaten.example": ("169.254.169.254",),
    "aussen.example": ("192.0.43.7",),
}
PATIENT = Limits(body=300_000, connect=5.0, read=5.0, total=5.0)
#: Short steps, so that servers that never answer show within a moment; sleeping costs nothing with the fake clock.
IMPATIENT = replace(PATIENT, total=0.2)
SLOW = (faulty.silent, faulty.stalled, faulty.dripping, faulty.dripping_headers)


def names(host: str) -> tuple[str, ...]:
    if host.startswith("127."):
        return (host,)
    if host not in NAMES:
        raise OSError("unknown name")
    return NAMES[host]


class World:
    """A server, a clock and a fetcher; `session` opens a portal on the server."""

    def __init__(self, server: Faulty, clock: FakeClock) -> None:
        self.server = server
        self.clock = clock
        self.fetcher = Fetcher(CONTACT, clock, PATIENT, names, chance=lambda: 0.5)

    def url(self, path: str = "/bi/", host: str = "ris.nord.example") -> str:
        return f"http://{host}:{self.server.port}{path}"

    def session(
        self,
        host: str = "ris.nord.example",
        budget: Budget | None = None,
        pause: float | None = 0.0,
        hosts: tuple[str, ...] = (),
        private: bool = True,
        known: tuple[judge.RobotsVerdict, ...] = (),
        limits: Limits = PATIENT,
    ) -> Session:
        self.fetcher.limits = limits
        portal = Portal(
            slug="nord", ags=None, name="Musterkreis Nord", vendor=None, url=self.url(host=host), pause=pause,
            hosts=hosts, netz_privat=private,
        )  # fmt: skip
        return self.fetcher.portal(portal, budget, known)


def gaps(server: Faulty) -> list[float]:
    return [later.at - earlier.answered for earlier, later in zip(server.log, server.log[1:], strict=False)]
