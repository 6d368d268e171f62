"""Labels that every vendor's tenants word in their own way: persons and offices (pure).

Sources: the label lists of all vendors read here, and the forms of the same words with other endings. A label of a
person that no table knew would glue a name to the value before it in a text copy, so the forms are made in full.
"""

from __future__ import annotations

from itertools import product


def _forms(stems: tuple[str, ...], endings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem + ending for stem, ending in product(stems, endings))


_AGENT = ("", "in", "/in", "/-in", "-in", "(in)", ":in", "*in", "innen", "/innen", "/-innen", "(innen)")
_PARTICIPLE = ("", "e", "er", "en", "e/r", "e(r)", "e:r", "er/in")

# Labels whose value says who proposes a paper: a Fraktion or body, else a person; `html.assign` keeps the former only.
EINBRINGER = (
    *_forms(("Antragsteller", "Einbringer", "Einreicher", "Fragesteller", "Initiator", "Verfasser"), _AGENT),
    *_forms(("Einbringend",), _PARTICIPLE),
    "Initiatoren",
)
# Labels whose value is a person (or may be one): recognised as boundaries, kept out of every record.
STAFF = (
    *EINBRINGER,
    *_forms(
        (
            "Ansprechpartner",
            "Bearbeiter",
            "Berichterstatter",
            "Dezernent",
            "Ersteller",
            "Mitunterzeichner",
            "Protokollführer",
            "Referent",
            "Sachbearbeiter",
            "Schriftführer",
            "Unterstützer",
            "Unterzeichner",
            "Vorlagenersteller",
        ),
        _AGENT,
    ),
    *_forms(("Beigeordnet", "Verantwortlich", "Vorsitzend", "Vortragend"), _PARTICIPLE),
    *_forms(("Abteilungs", "Amts", "Fachbereichs", "Fachdienst", "Projekt"), ("leitung", "leiter", "leiterin")),
    *_forms(("Zuständige ", "Zuständiger ", "Zuständige/r "), ("Mitarbeiter", "Mitarbeiterin", "Mitarbeiter/in")),
    "Ansprechperson",
    "Auskunft erteilt",
    "Bearbeitung",
    "Berichterstattung",
    "Beteiligte Personen",
    "E-Mail",
    "Erfasst von",
    "Erstellt durch",
    "Erstellt von",
    "Mitzeichnung",
    "Name des Verfassers",
    "Protokollführung",
    "Sachbearbeitung",
    "Schriftführung",
    "Tel.",
    "Telefon",
    "Vorsitz",
)

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
