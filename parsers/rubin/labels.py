"""Words and field names of rubin's JSON and labels of the old pages, with their sources (pure)."""

from __future__ import annotations

import re

# `counselling_status.name` and `beratungsstatus_lang` say what a body is asked to do ("beschließend", "zur
# Information": Rockenhausen, 2026-11). The older dossiers call the same field the outcome, so what is not a role and
# is worded as an outcome is read as one. The other words: roles as German portals print them.
ROLES = frozenset(
    (
        "anhörend", "anhörung", "beratend", "beratung", "beratung und beschlussfassung", "beschließend", "beschluss",
        "beschlussfassend", "beschlussfassung", "empfehlend", "empfehlung", "entscheidend", "entscheidung",
        "information", "kenntnisnahme", "kenntnisnehmend", "mitberatend", "vorberatend", "vorberatung",
        "zur anhörung", "zur beratung", "zur beschlussfassung", "zur empfehlung", "zur entscheidung",
        "zur information", "zur kenntnis", "zur kenntnisnahme", "zur vorberatung",
    )
)  # fmt: skip

# Other words of the kind, as tenants make their own: "zur weiteren Beratung", "mitentscheidend".
ROLE = re.compile(
    r"(?:zur|zum)\s.*|.*(?:[a-zäöü]{3}end|beratung|beschluss|beschlussfassung|vorbereitung|kenntnis|kenntnisnahme"
    r"|anhörung|empfehlung|entscheidung|information|aussprache|mitteilung|bekanntgabe)(?:\s*\(.*\))?",
    re.I,
)

# `status` of an item, `Status` of a submission, `topstatus` of a consultation, `documentPublicStatusId` of a file.
PUBLIC = {"1": True, "2": False}
FLAGS = ("is_public", "public")  # of an item without status
MEETING = "1"  # event_type_id: other events (receptions, Fraktionen) are no meetings of a body
HEADING = "zt"  # topart of a "Zwischentitel"; some portals number them like items (Eibenstock, 2026-09)
# documentType.alias of an attachment and of the Vorlage itself; where it is missing, `relationType` or the
# `document_type_id` of the address says the same (Rockenhausen prints all three, 2026-11).
ATTACHMENT, PAPER = "vla", "vl"
KINDS = {"SubmissionAttachment": ATTACHMENT, "Submission": PAPER, "13": ATTACHMENT, "4": PAPER}

# Names that one thing goes by: of a meeting's number, an item's number and title, a Vorlage's number, a body or kind.
NUMMER = ("nummer", "nummer_si")
ITEM_NUMBER = ("topnummer", "number")
TITLE = ("title", "name")
NUMBER = ("alias",)
NAME = ("Bezeichnung", "bezeichnung", "name")
# Where items that stand below another could be listed.
BELOW = ("children", "agenda_items", "sub_items", "items")

# Fields as seen at Rockenhausen, 2026-11. Read, or known and not kept (bookkeeping, persons, what other fields repeat).
TOP_FIELDS = frozenset(
    (
        "agenda_item_id", "ai_id", "parent_id", "nummer", "meeting_id", "vorlagennummer", "folge", "topnummer",
        "status", "abstimmungstext", "default_voting_run_visibility", "topart", "created_at", "updated_at", "id",
        "mehrfachabstimmung", "auth_user_biased", "documents", "has_documents", "title", "number",
        "resolution_number", "submission", "counselling_status", *BELOW,
    )
)  # fmt: skip
MEETING_FIELDS = frozenset(
    (
        "id", "nummer", "nummer_si", "event_type_id", "fraktionssitzung", "datum", "titel", "title", "status",
        "niederschrift_status", "gremium_1", "gremium_2", "gremium_3", "gremium_4", "gremium_5", "raum", "beginn",
        "beginn_oef", "beginn_noef", "ende", "verfasser", "chairman_id", "freigabestatus_si", "created_at",
        "updated_at", "is_draft", "closed_at", "documents", "complete_portfolio_size",
        "meeting_document_collection_size", "nextMeeting", "previousMeeting", "full_url", "room", "event_type",
        "committees", "agenda_items", "participants",
    )
)  # fmt: skip
CONSULTATION_FIELDS = frozenset(
    (
        "agenda_item_id", "id", "origin_id", "vorlagennummer", "folge", "gremium", "topstatus", "topstatus_lang",
        "topnummer", "sitzungsdatum", "beratungsstatus", "beratungsstatus_lang", "zuordnung", "sitzungsnummer",
        "origin_created_at", "origin_updated_at", "meeting", "agendaItem", "status", "committee",
    )
)  # fmt: skip
VORLAGE_FIELDS = frozenset(
    (
        "id", "erstellungsdatum", "Status", "vorlage_dokument_groesse", "is_draft", "origin_created_at",
        "origin_updated_at", "type", "documentUrl", "documentType", "documentName", "documentDate", "documentSize",
        "documentPageCount", "relationId", "relationType", "documentPublicStatusId", "documentExtension",
        "compositeId", "name", "alias", "consultations",
    )
)  # fmt: skip

# Words of a refusal: nothing there, or not for the public.
MISSING = re.compile(r"not found|nicht gefunden|unknown|unbekannt|existiert nicht|does not exist|no tenant", re.I)
CLOSED = re.compile(r"not active|nicht aktiv|expired|forbidden|unauthori[sz]ed|not allowed|nicht erlaubt|login", re.I)

# The old pages: the head of an agenda, what its items say of being public, the programs that show agendas.
HEAD = {"Termin": "termin", "Raum": "ort", "Ort": "ort", "Gremien": "gremien", "Gremium": "gremien", "Bemerkung": None}
STATUS = {"ö": True, "oe": True, "n": False, "nö": False, "noe": False}
AGENDAS = ("sitzungen_top.php", "meeting.php")
