"""What every vendor's simulator is made of; a new one starts from here (docs/vendor.md shows one in full).

A simulator is a module with `portal(world)`, which `portal_of` makes out of a function from a view to an answer,
`TRAITS`, and `expected(world)`, which goes through `told`. It is pure: the same world and request give the same bytes.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from tests.simulator.nouns import Gremium, Request, Response, Sitzung, Station, Top, Vorlage
from tests.simulator.world import World

Session = Mapping[str, object]
Answer = Callable[[World, Request, Session], Response | None]
Options_ = TypeVar("Options_")
Values = dict[str, Any]
#: A station of a Vorlage with its body, its meeting, and the item that the public sees.
Stop = tuple[Station, Gremium, Sitzung | None, Top | None]

# What stands in the pages of a portal overnight: where, and patterns with what replaces them.
Layout = tuple[str, tuple[tuple[str, str], ...]]

DAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip


@dataclass(frozen=True)
class Portal:
    """A world behind a vendor's pages. `answer` is pure; None is a page that does not exist."""

    vendor: str
    world: World
    answer: Answer
    cookie: str
    base: str = "/bi/"

    def respond(self, request: Request, session: Session) -> Response:
        """The answer to a request whose path starts at the server's root."""
        inside = request.path.startswith(self.base)
        found = inside and self.answer(self.world, replace(request, path=request.path[len(self.base) :]), session)
        return found or Response(404, b"<html><head><title>404</title></head><body>404 Not Found</body></html>")


@dataclass(frozen=True)
class Traits:
    """What faults and the tests of crawling need to know of a vendor's pages.

    `start` is the path of the page that a run begins with, inside the portal; `version` what `ris probe` finds;
    `vorlage` a pattern of the request for one Vorlage (`{}` is its id, parameters in lower case; "" where it has no
    page and the module's `one_page` names one that states some), `forbidden` a path that robots.txt may forbid;
    `charset` a wrong label that changes nothing; `login` and `failure` are the product's own refusals; `by_number` says
    that full crawls need ranges of numbers to find all Vorlagen, and `expected` the last number; `layouts` are
    changes by kind (class, label, column, list), in pages of `encoding`.
    """

    start: str
    version: str | None
    vorlage: str
    forbidden: str
    charset: str
    login: str
    failure: Response
    encoding: str
    layouts: Mapping[str, Layout]
    by_number: bool = False


@dataclass(frozen=True)
class NoOptions:
    """The options of a portal that has none."""


@dataclass(frozen=True)
class View(Generic[Options_]):
    """What an answer is made of: the world, how the tenant set its portal up, what was asked, and what is remembered.

    `base` is the path of the portal; that of `request` goes on behind it.
    """

    world: World
    options: Options_
    base: str
    request: Request
    session: Session

    @property
    def values(self) -> Mapping[str, str]:
        """The parameters of address and form, names in lower case."""
        return {**self.request.query, **self.request.form}


class Maker(Protocol):
    """`portal` of a vendor's module; `options` are the fields of its Options."""

    def __call__(self, world: World, base: str = "/bi/", **options: Any) -> Portal: ...


def portal_of(
    vendor: str,
    answer: Callable[[View[Options_]], Response | None],
    options: Callable[..., Options_],
    cookie: str = "none",
) -> Maker:
    """The portals of a vendor. `answer` gives the page of a view, None (a 404) for what such a portal has not."""

    def portal(world: World, base: str = "/bi/", **chosen: Any) -> Portal:
        fixed = options(**chosen)
        return Portal(vendor, world, lambda *asked: answer(View(asked[0], fixed, base, *asked[1:])), cookie, base)

    return portal


def told(world: World, known: Mapping[str, Values]) -> Iterator[tuple[Vorlage, Values, list[tuple[Values, Stop]]]]:
    """Every Vorlage with what is known of it and of each of its stations, to be changed to what a vendor prints."""
    for vorlage in world.vorlagen:
        values = known[str(vorlage.id)]
        yield vorlage, values, list(zip(values["beratungen"], world.folge(vorlage), strict=True))


def json_answer(said: object, status: int = 200) -> Response:
    """What an interface answers."""
    return Response(status, json.dumps(said).encode(), "application/json")


def fresh(status: int, body: str, *headers: tuple[str, str]) -> Response:
    """An answer in UTF-8, as servers and products give it in place of a page."""
    return Response(status, body.encode(), "text/html; charset=utf-8", headers)


def redirect(address: str) -> Response:
    """A way to another page."""
    return Response(302, b"", headers=(("Location", address),))


def h(text: str) -> str:
    """Text as markup; a line break becomes `<br />`."""
    escaped = html.escape(text, quote=True)
    return escaped.replace("\n", "<br />") if "\n" in escaped else escaped


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
