"""The nouns: what a page states about Vorlagen, Sitzungen, Tops and Gremien (pure).

All nouns are frozen. A value that a page does not state is None or an empty
tuple; it is never guessed. The `*_norm`, `gremium_typ` and `Abschnitt.art`
values are judgement: parsers leave them None, `normalise` fills them in.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

#: The largest whole number that every program which reads our tables can hold (SQLite, JSON, JavaScript).
LARGEST = 2**53
#: What readers return for a printed count or size that is larger; `Parsed` makes it None and says so.
TOO_LARGE = LARGEST + 1

#: A count or a size.
Count = int | None


class Noun(BaseModel):
    """Base of all records: frozen, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Vote(Noun):
    """How a vote went, as printed: counts and whether it was unanimous; None where not printed."""

    ja: Count = None
    nein: Count = None
    enthaltung: Count = None
    einstimmig: bool | None = None


class Anlage(Noun):
    """An attachment: its label, its address if it has a stable one, its size in bytes."""

    name: str
    url: str | None = None
    groesse: Count = None


class Abschnitt(Noun):
    """A section of text with its printed heading."""

    titel: str | None = None
    art: str | None = None
    text: str


class Beratung(Vote):
    """One station of a Vorlage's Beratungsfolge; `beschluss` is the wording of its decision.

    `gremium_id` is the vendor's number for the body where the page gives that instead of a name; so elsewhere.
    """

    gremium: str | None = None
    gremium_id: str | None = None
    gremium_typ: str | None = None
    rolle: str | None = None
    rolle_norm: str | None = None
    datum: date | None = None
    sitzung: str | None = None
    sitzung_id: str | None = None
    top: str | None = None
    top_id: str | None = None
    zustand: str | None = None
    oeffentlich: bool | None = None
    ergebnis: str | None = None
    ergebnis_norm: str | None = None
    beschluss: str | None = None


class Vorlage(Noun):
    """A paper before a body (OParl: Paper). `id` is the vendor's number for it, as text.

    `federfuehrend_id` is the vendor's number for the office where the page gives that instead of a name.
    `einbringer` are the parties, groups and bodies that a label names as its proposers, as printed; never a person.
    """

    typ: Literal["vorlage"] = "vorlage"
    id: str | None = None
    nummer: str | None = None
    betreff: str | None = None
    art: str | None = None
    art_norm: str | None = None
    status: str | None = None
    oeffentlich: bool | None = None
    federfuehrend: str | None = None
    federfuehrend_id: str | None = None
    beteiligt: str | None = None
    einbringer: str | None = None
    aktenzeichen: str | None = None
    datum: date | None = None
    bezug: tuple[str, ...] = ()
    beratungen: tuple[Beratung, ...] = ()
    anlagen: tuple[Anlage, ...] = ()
    abschnitte: tuple[Abschnitt, ...] = ()
    ergebnis: str | None = None
    ergebnis_norm: str | None = None
    ergebnis_gremium: str | None = None
    ergebnis_datum: date | None = None


class Top(Vote):
    """One Tagesordnungspunkt as an agenda lists it (OParl: AgendaItem)."""

    id: str | None = None
    nummer: str | None = None
    oeffentlich: bool | None = None
    betreff: str | None = None
    vorlage_nummer: str | None = None
    vorlage_id: str | None = None
    rolle: str | None = None
    ergebnis: str | None = None
    ergebnis_norm: str | None = None


class Sitzung(Noun):
    """A meeting with its agenda (OParl: Meeting). Times are HH:MM; `abgesagt` where the page says that it does not
    take place."""

    typ: Literal["sitzung"] = "sitzung"
    id: str | None = None
    name: str | None = None
    gremium: str | None = None
    gremium_id: str | None = None
    datum: date | None = None
    beginn: str | None = None
    ende: str | None = None
    ort: str | None = None
    abgesagt: bool | None = None
    tops: tuple[Top, ...] = ()


class Auszug(Top):
    """One agenda item on its own page, with the minutes' text; `typ` is "top"."""

    typ: Literal["top"] = "top"
    gremium: str | None = None
    gremium_id: str | None = None
    datum: date | None = None
    sitzung_id: str | None = None
    abschnitte: tuple[Abschnitt, ...] = ()


class Gremium(Noun):
    """A body (OParl: Organization): its name, for the pages that give only its number."""

    typ: Literal["gremium"] = "gremium"
    id: str | None = None
    name: str | None = None


class PresseTermin(Noun):
    """A deliberation that a report mentions, with the sentence that says so.

    `datum` is None where the report prints no day or its year cannot be known; `monat` is YYYY-MM.
    `zitat_position` counts characters from the start of the article's text (paragraphs joined with line breaks).
    """

    gremium: str
    gremium_typ: str | None = None
    datum: date | None = None
    monat: str | None = None
    zitat: str
    zitat_position: int


class Presse(Noun):
    """A press report: what it says about Kreise, concepts and deliberations; its text is not kept.

    `konzept_worte` are phrases as printed, `konzepte` the concepts (slugs) that they name.
    """

    typ: Literal["presse"] = "presse"
    titel: str | None = None
    medium: str | None = None
    datum: date | None = None
    kreise: tuple[str, ...] = ()
    konzept_worte: tuple[str, ...] = ()
    konzepte: tuple[str, ...] = ()
    termine: tuple[PresseTermin, ...] = ()


Datensatz = Annotated[Vorlage | Sitzung | Auszug | Gremium | Presse, Field(discriminator="typ")]


class Link(Noun):
    """A page that this page points to: absolute address and what kind of page it will be."""

    url: str
    seitentyp: str


#: The kind of Hinweis of a page that breaks off: what it states holds, what it does not state proves nothing.
BROKEN_OFF = "abgebrochen"


class Hinweis(Noun):
    """Something a parser met and did not know, for example `art="label"`, `text="Produkte"`."""

    art: str
    text: str


_COUNTS = ("ja", "nein", "enthaltung", "groesse")
_ROWS = ("beratungen", "tops", "anlagen")


def _counted(noun: Noun, hints: list[Hinweis]) -> Noun:
    """A record whose counts every table can hold; one that nobody counts is None and a Hinweis."""
    said = vars(noun)
    changed: dict[str, Any] = {}
    for name in _COUNTS:
        value = said.get(name)
        if value is not None and not 0 <= value <= LARGEST:
            changed[name] = None
            of = said.get("name") or type(noun).__name__
            hints.append(Hinweis(art="zahl", text=f"{name} of {of}: no number that anyone counts"))
    for name in _ROWS:
        rows = said.get(name)
        if not rows:
            continue
        kept = tuple(_counted(row, hints) for row in rows)
        if any(new is not old for new, old in zip(kept, rows, strict=True)):
            changed[name] = kept
    return noun.model_copy(update=changed) if changed else noun


class Parsed(Noun):
    """Everything one page states; of a part of a list also how many entries it has, and the whole list by its word.

    No page may end a run by a number that no table holds: such a count is None and a Hinweis (`zahl`).
    """

    datensaetze: tuple[Datensatz, ...] = ()
    links: tuple[Link, ...] = ()
    hinweise: tuple[Hinweis, ...] = ()
    entries: int = Field(default=0, exclude=True)
    total: int | None = Field(default=None, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _countable(cls, said: dict[str, Any]) -> dict[str, Any]:
        hints: list[Hinweis] = []
        records = tuple(_counted(record, hints) for record in said.get("datensaetze", ()))
        added = tuple(hint for hint in dict.fromkeys(hints) if hint not in said.get("hinweise", ()))
        return {**said, "datensaetze": records, "hinweise": (*said.get("hinweise", ()), *added)} if added else said

    @property
    def broken_off(self) -> bool:
        """Whether the page breaks off before its end."""
        return any(hinweis.art == BROKEN_OFF for hinweis in self.hinweise)
