"""OParl's vocabulary: kinds of objects, their fields, the lists of a Body (pure).

Source: the OParl 1.0 and 1.1 schemas; quirks per product from endpoints seen in 2026.
"""

from __future__ import annotations

import re

# What a page is by the type of its object, and by the type of the first object of its list.
KINDS = {
    "Paper": "vorlage",
    "Meeting": "sitzung",
    "AgendaItem": "auszug",
    "Consultation": "beratungen",
    "Organization": "gremium",
    "System": "liste",
    "Body": "liste",
}
KINDS_OF_LISTS = {**KINDS, "Paper": "liste", "Meeting": "kalender", "Organization": "liste"}

#: Types by their names in small letters.
TYPES = {name.lower(): name for name in (*KINDS, "Person", "Membership", "File", "Location", "Error")}

# What a list only names by address is known by a word of that address.
REFERENCED = {"/paper": "vorlage", "/meeting": "sitzung", "/agendaitem": "auszug", "/consultation": "beratungen"}

# The items of a Meeting, the item of a Consultation; the second: ALLRIS 4.
AGENDA_ITEM = ("agendaItem", "agendaitem")

# The object that answers instead of the one asked for (rubin, 2026), and fields of messages that say no type.
ERROR = "Error"
MESSAGES = frozenset({"error", "errors", "message", "code", "status", "success"})
# A server's own failure is no statement about the object.
FAILED = re.compile(r"\bintern(?:al|er)\b|server error|datenbank|database|time-?out|\b5\d\d\b", re.I)

# Words of a refusal: switched off, nothing there, or not for the public.
OFF = re.compile(r"OParl (?:is not active|test expired)|OParl\S* .{0,40}nicht aktiviert", re.I)
MISSING = re.compile(
    r"not found|nicht gefunden|existiert nicht|does(?: not|n.t) exist|unknown|unbekannt|\b(?:404|410)\b", re.I
)
CLOSED = re.compile(
    r"not active|nicht aktiv|expired|abgelaufen|forbidden|unauthori[sz]ed|not allowed|\b(?:401|403)\b", re.I
)

# The lists of a Body that lead to records. Persons, memberships and files are never asked for.
LISTS = {"paper": "liste", "meeting": "kalender", "organization": "liste"}

# The word for a kind of object inside an id, with its spellings (`agendaitem`, `agendaItems`, `papers.asp`).
ID_WORDS = frozenset(
    (
        "paper", "papers", "meeting", "meetings", "agendaitem", "agendaitems", "agenda_item", "agenda_items",
        "consultation", "consultations", "organization", "organizations", "organisation", "organisations",
    )
)  # fmt: skip

# Words of an address of a person, who is never asked for.
PERSONS = frozenset(
    ("person", "persons", "people", "personen", "participant", "participants", "membership", "memberships")
)

# A meeting that does not take place, in the words of `meetingState`.
CANCELLED = re.compile(r"abgesagt|ausgefallen|fällt aus|entfällt|entfallen|cancell?ed", re.I)

# Fields of our own interface (datasette/plugins/oparl.py) for what OParl has no room for: field of ours -> of a record.
OWN_PAPER = {f"ris:{name}": name for name in ("status", "aktenzeichen", "beteiligt")}
OWN_VOTES = {f"ris:{name}": name for name in ("ja", "nein", "enthaltung")}
OWN_UNANIMOUS = "ris:einstimmig"
OWN_PUBLIC = "ris:oeffentlich"
OWN_NUMBER = "ris:top"
OWN_STATE = "ris:zustand"
OWN_RESULT = "ris:ergebnis"
OWN_WORDS = "ris:beschluss"
OWN_UNNAMED = "ris:ohne_betreff"
OWN_PROPOSERS = "ris:einbringer"
OWN_REFERENCES = "ris:bezug"
# What it says beside: our judgement, which every dataset makes itself, and where a value stands elsewhere.
_OWN = (
    *OWN_PAPER, *OWN_VOTES, OWN_UNANIMOUS, OWN_PUBLIC, OWN_NUMBER, OWN_STATE, OWN_RESULT, OWN_WORDS, OWN_PROPOSERS,
    OWN_REFERENCES, OWN_UNNAMED, "ris:portal", "ris:art_norm", "ris:einbringer_typ", "ris:fraktionen", "ris:konzepte",
    "ris:ergebnis_norm", "ris:ergebnis_gremium", "ris:ergebnis_datum", "ris:ergebnis_stand", "ris:rolle_norm",
    "ris:gremium_typ", "ris:vorlage_nummer",
)  # fmt: skip

_COMMON = (
    "@context", "id", "type", "body", "created", "modified", "deleted", "web", "keyword", "license", "name",
    "shortName", "more-it-solutions:public_status_id", "organization_active_1", *_OWN,
)  # fmt: skip
# Fields that are read, or known and not kept: files of meetings, persons, what other fields repeat.
FIELDS = {
    "Paper": frozenset(
        (
            *_COMMON, "reference", "date", "paperType", "relatedPaper", "superordinatedPaper", "subordinatedPaper",
            "mainFile", "auxiliaryFile", "location", "originatorPerson", "underDirectionOf", "originatorOrganization",
            "consultation", "publishedDate",
        )
    ),
    "Meeting": frozenset(
        (
            *_COMMON, "meetingState", "cancelled", "start", "end", "location", "organization", "participant",
            "invitation", "resultsProtocol", "verbatimProtocol", "auxiliaryFile", *AGENDA_ITEM,
        )
    ),
    "AgendaItem": frozenset(
        (
            *_COMMON, "meeting", "number", "order", "public", "consultation", "result", "resolutionText",
            "resolutionFile", "auxiliaryFile", "start", "end",
        )
    ),
    "Consultation": frozenset(
        (*_COMMON, "paper", *AGENDA_ITEM, "meeting", "organization", "authoritative", "role")
    ),
}  # fmt: skip
