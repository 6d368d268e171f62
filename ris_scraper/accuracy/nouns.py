"""What is measured, and in which words it is kept: fields, marks, measurements (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import Field

from ris_scraper.judgement.concepts import PHASES, konzepte
from ris_scraper.judgement.phrases import SONSTIGES, vocabulary
from ris_scraper.nouns.records import (
    Abschnitt,
    Anlage,
    Auszug,
    Beratung,
    Gremium,
    Noun,
    Presse,
    PresseTermin,
    Sitzung,
    Top,
    Vorlage,
)

#: What a collection is, and so what its figures prove.
Sample = Literal["beispiel", "bekannt", "zurueckgelegt", "zufall"]
SAMPLES: tuple[str, ...] = get_args(Sample)
#: In place of a vendor or a kind of page: over all of them.
ALL = "alle"
#: What a page says of itself, beside its records.
PAGE = "seite"
#: In place of a value in `verwechslungen`: none, and one that is on no list of ours, whose words are not ours to show.
NOTHING, OTHER = "nichts", "anderes"

#: The lists in records, and the kinds of records that `datensaetze` holds.
LISTS: Mapping[str, type[Noun]] = MappingProxyType(
    {"beratungen": Beratung, "anlagen": Anlage, "abschnitte": Abschnitt, "tops": Top, "termine": PresseTermin}
)
RECORDS: Mapping[str, type[Noun]] = MappingProxyType(
    {"vorlage": Vorlage, "sitzung": Sitzung, "top": Auszug, "gremium": Gremium, "presse": Presse}
)
_NOUNS = {**RECORDS, **LISTS}
_FIELDS = {
    PAGE: ("vendor", "seitentyp", "fehler", "datensaetze", "links"),
    **{name: tuple(field for field in noun.model_fields if field != "typ") for name, noun in _NOUNS.items()},
    "konzept_vorlagen": ("konzept", "phase"),
}
#: Every field of the contract by what it is said of.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(_FIELDS)
#: The fields whose values are words of a list of ours, and what `verwechslungen` calls them.
MERKMALE: Mapping[str, str] = MappingProxyType(
    {"ergebnis_norm": "ergebnis", "rolle_norm": "rolle", "art_norm": "art", "gremium_typ": "gremium",
     "konzept": "konzept", "konzepte": "konzept", "phase": "phase"}
)  # fmt: skip


# What a measurement may hold: numbers, and words of ours.
_Word = Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,60}$")]
_Count = Annotated[int, Field(ge=0)]


class Mark(NamedTuple):
    """How often a field was read in each way; `leer` are values that nobody states and nobody read."""

    richtig: _Count = 0
    falsch: _Count = 0
    fehlend: _Count = 0
    erfunden: _Count = 0
    leer: _Count = 0

    @property
    def n(self) -> int:
        """The values that the page or the reader states."""
        return self.richtig + self.falsch + self.fehlend + self.erfunden


class Zaehlung(NamedTuple):
    """A field of a vendor's kind of page, and how it was read."""

    vendor: _Word
    seitentyp: _Word
    satz: _Word
    feld: _Word
    mark: Mark


class Verwechslung(NamedTuple):
    """How often one value of a list was read where another (or the same) is expected."""

    vendor: _Word
    merkmal: _Word
    erwartet: _Word
    gelesen: _Word
    anzahl: _Count


class Measurement(Noun):
    """What the comparison of one collection gave, as it is kept in a file; it holds no text of a page.

    `seiten` is how many pages were compared, `vendors` all that we read (also those of which there is no page), `leser`
    and `regeln` are the versions that were measured, None for what is measured anew by a test.
    """

    sammlung: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    stichprobe: Sample
    seiten: _Count
    vendors: tuple[_Word, ...]
    leser: str | None = None
    regeln: str | None = None
    zaehlungen: tuple[Zaehlung, ...]
    verwechslungen: tuple[Verwechslung, ...]


@cache
def words(merkmal: str) -> frozenset[str]:
    """The values on our list of a `merkmal`."""
    if merkmal == "konzept":
        return frozenset(konzept.slug for konzept in konzepte())
    if merkmal == "phase":
        return frozenset(PHASES)
    return frozenset({rule.norm for rule in vocabulary(merkmal).rules} | {SONSTIGES})


def word(merkmal: str, value: Any) -> str:
    """A value as `verwechslungen` shows it."""
    if value is None:
        return NOTHING
    return value if value in words(merkmal) else OTHER
