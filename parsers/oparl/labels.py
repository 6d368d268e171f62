"""OParl's vocabulary: kinds of objects, their fields, the lists of a Body (pure).

Source: the OParl 1.0 and 1.1 schemas; quirks per product from endpoints seen in 2026.
"""

from __future__ import annotations

# What a page is by the type of its object, and by the type of the first object of its list.
ARTEN = {
    "Paper": "vorlage",
    "Meeting": "sitzung",
    "AgendaItem": "auszug",
    "Consultation": "beratungen",
    "Organization": "gremium",
    "System": "liste",
    "Body": "liste",
}
ARTEN_DER_LISTE = {**ARTEN, "Paper": "liste", "Meeting": "kalender", "Organization": "liste"}

# The lists of a Body that lead to records. Persons, memberships and files are never asked for.
LISTEN = {"paper": "liste", "meeting": "kalender", "organization": "liste"}

# The word for a kind of object inside an id, with its spellings (`agendaitem`, `agendaItems`, `papers.asp`).
WORTE = frozenset(
    (
        "paper", "papers", "meeting", "meetings", "agendaitem", "agendaitems", "agenda_item", "agenda_items",
        "consultation", "consultations", "organization", "organizations", "organisation", "organisations",
    )
)  # fmt: skip

_ALLE = (
    "@context", "id", "type", "body", "created", "modified", "deleted", "web", "keyword", "license", "name",
    "shortName",
)  # fmt: skip
# Fields that are read, or known and not kept: files of meetings, persons, what other fields repeat.
FELDER = {
    "Paper": frozenset(
        (
            *_ALLE, "reference", "date", "paperType", "relatedPaper", "superordinatedPaper", "subordinatedPaper",
            "mainFile", "auxiliaryFile", "location", "originatorPerson", "underDirectionOf", "originatorOrganization",
            "consultation", "publishedDate",
        )
    ),
    "Meeting": frozenset(
        (
            *_ALLE, "meetingState", "cancelled", "start", "end", "location", "organization", "participant",
            "invitation", "resultsProtocol", "verbatimProtocol", "auxiliaryFile", "agendaItem",
            "agendaitem",  # ALLRIS 4
        )
    ),
    "AgendaItem": frozenset(
        (
            *_ALLE, "meeting", "number", "order", "public", "consultation", "result", "resolutionText",
            "resolutionFile", "auxiliaryFile", "start", "end",
        )
    ),
    "Consultation": frozenset(
        (
            *_ALLE, "paper", "agendaItem", "meeting", "organization", "authoritative", "role",
            "agendaitem",  # ALLRIS 4
        )
    ),
}  # fmt: skip
