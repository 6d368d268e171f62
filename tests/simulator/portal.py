"""What the renderers of all vendors need: a portal as data, German dates, markup-safe text."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tests.simulator.nouns import Request, Response
from tests.simulator.world import World

Session = Mapping[str, object]
Answer = Callable[[World, Request, Session], Response | None]

# What stands in the pages of a portal overnight: where, and patterns with what replaces them.
Layout = tuple[str, tuple[tuple[str, str], ...]]

TAGE = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
MONATE = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip


@dataclass(frozen=True)
class Portal:
    """A world behind a vendor's pages. `answer` is pure; None is a page that does not exist."""

    vendor: str
    world: World
    answer: Answer
    cookie: str
    basis: str = "/bi/"

    def respond(self, request: Request, session: Session) -> Response:
        """The answer to a request whose path starts at the server's root."""
        inside = request.path.startswith(self.basis)
        found = inside and self.answer(self.world, replace(request, path=request.path[len(self.basis) :]), session)
        return found or Response(404, b"<html><head><title>404</title></head><body>404 Not Found</body></html>")


@dataclass(frozen=True)
class Eigenart:
    """What faults and the tests of crawling need to know of a vendor's pages.

    `start` is the path of the page that a run begins with, inside the portal; `version` what `ris probe` finds;
    `vorlage` a pattern of the request for one Vorlage (`{}` is its id, parameters in lower case; "" where it has no
    page and the module's `eine_seite` names one that states some), `verboten` a path that robots.txt may forbid;
    `charset` a wrong label that changes nothing; `login` and `fehler` are the product's own refusals; `nummern` says
    that full crawls need ranges of numbers to find all Vorlagen, and `expected` the last number; `layouts` are
    changes by kind (klasse, label, spalte, liste), in pages of `encoding`.
    """

    start: str
    version: str | None
    vorlage: str
    verboten: str
    charset: str
    login: str
    fehler: Response
    encoding: str
    layouts: Mapping[str, Layout]
    nummern: bool = False


def h(text: str) -> str:
    """Text as markup; a line break becomes `<br />`."""
    escaped = html.escape(text, quote=True)
    return escaped.replace("\n", "<br />") if "\n" in escaped else escaped


def fresh(status: int, body: str, *headers: tuple[str, str]) -> Response:
    """An answer in UTF-8, as servers and products give it in place of a page."""
    return Response(status, body.encode(), "text/html; charset=utf-8", headers)


def line(text: str) -> str:
    """Text as markup on one line."""
    return html.escape(text.replace("\n", " "), quote=True)


def de(day: date) -> str:
    """A date as printed: 03.09.2026."""
    return f"{day.day:02d}.{day.month:02d}.{day.year}"


def month_after(year: int, month: int, by: int = 1) -> tuple[int, int]:
    """The month so many months later."""
    number = year * 12 + month - 1 + by
    return number // 12, number % 12 + 1


def number(values: Mapping[str, str], name: str) -> int:
    """A numeric parameter; 0 where it is missing or no number."""
    value = values.get(name, "")
    return int(value) if value.isdecimal() else 0
