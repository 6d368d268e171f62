"""Labels that every vendor's tenants word in their own way: persons and offices (pure).

Those of persons stand in ris_scraper/words/persons.toml, for running text and the names of files as well. Sources of
the others: the label lists of all vendors read here, and the forms of the same words with other endings.
"""

from __future__ import annotations

from itertools import product

from ris_scraper.words.persons import LABELS, PROPOSERS


def _forms(stems: tuple[str, ...], endings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem + ending for stem, ending in product(stems, endings))


# Labels whose value says who proposes a paper: a Fraktion or body, else a person; `html.assign` keeps the former only.
EINBRINGER = PROPOSERS
# Labels whose value is a person (or may be one): recognised as boundaries, kept out of every record.
STAFF = LABELS

_UNITS = (
    "Abteilung",
    "Amt",
    "Bereich",
    "Dezernat",
    "Dienststelle",
    "Einheit",
    "Fachabteilung",
    "Fachamt",
    "Fachbereich",
    "Fachdienst",
    "Fachgebiet",
    "Geschäftsbereich",
    "OE",
    "Organisationseinheit",
    "Referat",
    "Sachgebiet",
    "Stelle",
    "Verwaltungseinheit",
)
# "Federführend", "Federführendes Amt", "Federführende/r Fachbereich": the office in charge.
FEDERFUEHREND = (
    "Federführend",
    "Federführende",
    "Federführung",
    *_forms(tuple(f"Federführende{ending} " for ending in ("", "r", "s", "/r", "/s")), _UNITS),
)
# The same where a tenant's label does not say more.
ZUSTAENDIG = (
    "Abteilung", "Amt", "Dienststelle", "Fachamt", "Fachbereich", "Fachdienst", "Geschäftsbereich",
    "Organisationseinheit", "Zuständiges Amt", "Zuständiger Fachbereich",
)  # fmt: skip
ART = ("Drucksache-Art", "Drucksachenart", "Vorlage-Art", "Vorlageart", "Vorlagen-Art", "Vorlagenart")
BEZUG = ("Bezug", "Bezugsdrucksache", "Bezugsdrucksachen", "Bezugsvorlage", "Bezugsvorlagen", "Bezüglich")
AKTENZEICHEN = ("AZ", "Aktenzeichen")
DATUM = (
    "Datum",
    "Datum der Vorlage",
    "Erstellt am",
    "Erstelldatum",
    "Erstellungsdatum",
    "Vorlagedatum",
    "Vorlagendatum",
)
BETEILIGT = (
    "Beteiligt",
    "Beteiligte",
    "Beteiligung",
    "Beteiligte Dienststelle",
    "Beteiligte Dienststelle/n",
    "Beteiligte Dienststelle(n)",
    "Beteiligter Fachbereich",
    "Beteiligtes Amt",
    *_forms(
        ("Beteiligte ", "Mitwirkende "),
        ("Abteilungen", "Bereiche", "Dienststellen", "Fachbereiche", "Fachdienste", "Organisationseinheit",
         "Organisationseinheiten", "Stellen", "Ämter"),
    ),
)  # fmt: skip
