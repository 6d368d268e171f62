"""What the tests of the simulated portals share: one world, its portals, and a client without manners."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest

from ris_scraper.nouns.page import query
from tests.simulator import allris3, sessionnet
from tests.simulator.nouns import Request, Response
from tests.simulator.server import Server
from tests.simulator.skeleton import Portal
from tests.simulator.world import World, make_world

START = date(2022, 1, 10)
WORLD = make_world(2, 60, START, 4)
LARGE = make_world(7, 300, START, 4)
BASE = "https://ris.musterkreis.example/bi/"
SEEDS = {
    "allris3": ("vo040.asp?showall=true", "si010_e.asp?YY=2023&MM=05"),
    "sessionnet": ("vo0042.php?__cwpall=1", "si0040.php?__cjahr=2023&__cmonat=5"),
}
both = pytest.mark.parametrize("vendor", ["allris3", "sessionnet"])


def portal(vendor: str, world: World = WORLD, **options: Any) -> Portal:
    return {"allris3": allris3.portal, "sessionnet": sessionnet.portal}[vendor](world, **options)


def answer(of: Portal, target: str, session: Mapping[str, object] | None = None) -> Response:
    return of.respond(Request("GET", f"/bi/{target.partition('?')[0]}", query(target)), session or {})


class Visitor:
    """A client without manners: one connection, one cookie jar."""

    def __init__(self, server: Server) -> None:
        self.base, self.cookie = server.base_url, ""
        self.line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=2)

    def get(self, target: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        sent = {"Cookie": self.cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.line.request("GET", urlsplit(self.base + target)._replace(scheme="", netloc="").geturl(), headers=sent)
        got = self.line.getresponse()
        body = got.read()
        self.cookie = (got.headers.get("Set-Cookie") or self.cookie).partition(";")[0]
        return got, body
