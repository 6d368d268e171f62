"""What every SessionNet page of the simulator is made from: options, the view of a request, error page, names."""

from __future__ import annotations

from dataclasses import dataclass

from tests.simulator import skeleton
from tests.simulator.nouns import Response, Sitzung
from tests.simulator.sessionnet_markup import Frame, alert
from tests.simulator.skeleton import de, fresh
from tests.simulator.world import World


@dataclass(frozen=True)
class Options:
    """How a tenant set its portal up: extension, whether the list of all papers is released, whether agendas link to
    item pages, inline text, stations newest first, further Mandanten, and the most hits of a search (0: no limit)."""

    ext: str = "php"
    alle_vorlagen: bool = True
    auszuege: bool = True
    texte: bool = True
    neueste_zuerst: bool = False
    mandanten: tuple[str, ...] = ()
    treffer: int = 0


View = skeleton.View[Options]


def address(view: View, page: str, query: str = "") -> str:
    """The address of a page of this portal."""
    return f"{page}.{view.options.ext}{'?' if query else ''}{query}"


def whole(view: View, name: str, titel: str, inhalt: str, h1: str | None = None) -> Response:
    """A whole page."""
    frame = Frame(name, titel, h1 or titel, view.options.ext, de(view.world.heute))
    return fresh(200, frame.around(inhalt))


def sitzung_name(world: World, sitzung: Sitzung) -> str:
    """What this vendor calls a meeting: 2026/004/KT."""
    return f"{sitzung.datum.year}/{sitzung.lfd:03d}/{world.gremium[sitzung.gremium].kuerzel}"


def zeit(sitzung: Sitzung) -> str:
    """The printed time of a meeting."""
    return f"{sitzung.beginn}-{sitzung.ende}&nbsp;Uhr" if sitzung.ende else f"{sitzung.beginn}&nbsp;Uhr"


def error(view: View) -> Response:
    """What a hidden thing answers with, status 200."""
    said = alert("Sie sind für diese Funktion nicht berechtigt.")
    return whole(view, "error", "SessionNet Fehlermeldung", said, "Berechtigungsfehler")
