"""What both vendors' renderers need: a portal as data, German dates, markup-safe text."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tests.simulator.nouns import Request, Response
from tests.simulator.world import World

Session = Mapping[str, object]
Answer = Callable[[World, Request, Session], Response | None]

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
