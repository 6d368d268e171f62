"""What the tests of crawling share: a simulated portal, an operator's folder, and runs on it."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order, Report
from ris_scraper.fetch import Fetcher, Limits
from ris_scraper.fetch.pace import SystemClock
from ris_scraper.folder import Folder
from tests.simulator.compare import differences, known
from tests.simulator.server import Server, serve
from tests.simulator.vendors import VENDORS
from tests.simulator.world import World, make_world
from tests.support.rows import query

CONTACT = "https://example.org/kontakt"
every = pytest.mark.parametrize("vendor", VENDORS)


class Clock(SystemClock):
    """The day of the simulated world; waiting takes no time, and is noted."""

    def __init__(self) -> None:
        self.heute = date(2025, 1, 1)
        self.later = timedelta(0)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime.combine(self.heute, datetime.now(UTC).time(), UTC) + self.later

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


@dataclasses.dataclass
class Kreis:
    """A simulated portal, the operator's folder, and runs on it."""

    vendor: str
    server: Server
    folder: Folder
    clock: Clock = dataclasses.field(default_factory=Clock)
    limits: Limits = dataclasses.field(
        default_factory=lambda: Limits(read=1.0, total=3.0, backoff=0.01, body=2_000_000)
    )

    def crawl(self, tell: Callable[..., None] = lambda *_: None, **order: Any) -> Report:
        self.server.forget()
        self.clock.heute = self.server.world.heute
        with Fetcher(CONTACT, clock=self.clock, limits=self.limits) as fetcher:
            wish = Order(heute=self.server.world.heute, **order)
            return crawl_portal(self.folder, self.folder.portal("muster"), fetcher, wish, Context(tell))

    @property
    def since(self) -> int:
        """A year before everything."""
        return self.server.world.spanne[0].year

    def full(self, **order: Any) -> Report:
        return self.crawl(seit=self.since, **order)

    def expected(self) -> dict[str, dict[str, Any]]:
        tried = max((last for _, last in self.folder.portal("muster").nummern), default=None)
        known: dict[str, dict[str, Any]] = VENDORS[self.vendor].expected(self.server.world, *([tried] if tried else []))
        return known

    def differences(self) -> list[str]:
        return differences(self.expected(), known(self.folder.ris_db, "muster"))

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        return query(self.folder.ris_db, sql)

    def archive(self, sql: str) -> list[tuple[Any, ...]]:
        return query(self.folder.archive_path("muster"), sql)

    def next_day(self, gone: set[int] | None = None) -> None:
        """The world a day later, without some Vorlagen."""
        world = self.server.world.without(gone) if gone else self.server.world
        self.server.world = dataclasses.replace(world, heute=world.heute + timedelta(days=1))


def enter(path: Path, vendor: str, pause: float = 0.001, anlagen: str = "nein", **portals: str) -> None:
    """Write an operator's portals.toml: slugs and addresses; files are fetched where a test is about them."""
    path.mkdir(parents=True, exist_ok=True)
    entries = [
        f'[{slug}]\nags = ""\nname = "{slug}"\nvendor = "{vendor}"\nurl = "{url}"\nzustand = "aktiv"\n'
        f'netz_privat = true\npause = {pause}\nanlagen = "{anlagen}"\n'
        for slug, url in portals.items()
    ]
    (path / "portals.toml").write_text("\n".join(entries))


@contextmanager
def kreis(
    vendor: str, path: Path, world: World, options: Mapping[str, Any] | None = None, **server: Any
) -> Iterator[Kreis]:
    with serve(VENDORS[vendor].portal(world, **(options or {})), **server) as running:
        enter(path, vendor, muster=running.base_url)
        if VENDORS[vendor].TRAITS.by_number:
            with (path / "portals.toml").open("a") as entry:
                entry.write(f"nummern = [[{min(world.vorlage)}, {max(world.vorlage)}]]\n")
        yield Kreis(vendor, running, Folder(path))


def small(seed: int = 3) -> World:
    return make_world(seed, 40, date(2023, 1, 1), 2)


def tiny(seed: int = 3, vorlagen: int = 10) -> World:
    return make_world(seed, vorlagen, date(2024, 1, 1), 1)


#: A vendor and an empty folder: its portal of a small world as the first full crawl left it.
Crawled = Callable[[str, Path], Kreis]


@contextmanager
def crawls(place: Path) -> Iterator[Crawled]:
    """Portals that are crawled once each; whoever asks for one gets a copy of the folder, and the server as new."""
    with ExitStack() as running:
        kept: dict[str, Kreis] = {}

        def crawled(vendor: str, path: Path) -> Kreis:
            if vendor not in kept:
                kept[vendor] = running.enter_context(kreis(vendor, place / vendor, small()))
                report = kept[vendor].full()
                assert (report.ausgang, report.alarme, kept[vendor].differences()) == ("fertig", [], [])
            return _as_new(kept[vendor], path)

        yield crawled


def _as_new(portal: Kreis, path: Path) -> Kreis:
    portal.server.world, portal.server.faults, portal.server.robots = small(), [], None
    portal.server.forget()
    return Kreis(portal.vendor, portal.server, Folder(shutil.copytree(portal.folder.path, path, dirs_exist_ok=True)))
