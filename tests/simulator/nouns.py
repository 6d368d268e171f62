"""The nouns of a simulated Kreis and of its portal's messages: frozen, without a thought of any vendor's markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Gremium:
    """A body: name, genitive, short code, slug of its kind, meetings a year, seats."""

    id: int
    name: str
    genitiv: str
    kuerzel: str
    typ: str
    je_jahr: int
    sitze: int


@dataclass(frozen=True)
class Ending:
    """A printed outcome, what it means, and what it says about unanimity."""

    worte: str
    norm: str
    einstimmig: bool | None


@dataclass(frozen=True)
class Stimmen:
    """A counted vote."""

    ja: int
    nein: int
    enthaltung: int


@dataclass(frozen=True)
class Top:
    """An agenda item; one of a Vorlage has no `betreff` of its own."""

    id: int
    nummer: str
    oeffentlich: bool
    betreff: str | None = None
    vorlage: int | None = None
    nachtrag: bool = False
    ausgang: Ending | None = None
    stimmen: Stimmen | None = None


@dataclass(frozen=True)
class Sitzung:
    """A meeting. `freigegeben`: its agenda is out; `gelaufen`: it took place."""

    id: int
    gremium: int
    lfd: int
    datum: date
    beginn: str
    ende: str | None
    ort: str
    oeffentlich: bool
    freigegeben: bool
    gelaufen: bool
    tops: tuple[Top, ...] = ()

    @property
    def zeigt_tagesordnung(self) -> bool:
        """Whether the public sees an agenda."""
        return self.oeffentlich and self.freigegeben


@dataclass(frozen=True)
class Station:
    """One station of a Beratungsfolge. Without `sitzung` it is planned; without `top` nobody outside sees an item."""

    gremium: int
    rolle: str | None
    sitzung: int | None = None
    top: int | None = None


@dataclass(frozen=True)
class Anlage:
    """An attachment; its size in KB."""

    id: int
    name: str
    kb: int


@dataclass(frozen=True)
class Abschnitt:
    """A text section: ALLRIS anchor, heading, slug of its kind, and where in the sentences it begins and how long."""

    anker: str
    titel: str
    art: str
    anfang: int
    saetze: int


@dataclass(frozen=True)
class Vorlage:
    """A paper. A line break in `betreff` is a `<br>` on the page."""

    id: int
    nummer: str
    betreff: str
    art: str
    federfuehrend: str
    aktenzeichen: str | None
    datum: date
    bezug: int | None
    stationen: tuple[Station, ...]
    anlagen: tuple[Anlage, ...]
    abschnitte: tuple[Abschnitt, ...]


@dataclass(frozen=True)
class Request:
    """What a portal sees of a request; names of parameters, form fields and headers are lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Response:
    """An answer; `session` is what the portal remembers of this visitor from now on (None: nothing new).

    The last fields say how the answer travels, for faults: seconds before the first byte, bytes per piece and seconds
    between pieces, after how many bytes of the body the line is cut or goes silent for `stall` seconds, and whether the
    body comes in chunks instead of with its length.
    """

    status: int
    body: bytes
    content_type: str | None = "text/html"
    headers: tuple[tuple[str, str], ...] = ()
    session: Mapping[str, object] | None = None
    delay: float = 0.0
    piece: int = 0
    pause: float = 0.0
    cut: int | None = None
    stall: float = 0.0
    chunked: bool = False
