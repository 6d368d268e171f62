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
MEETING = "1"  # event_type_id: other events (receptions, Fraktionen) are no meetings of a body
PAPER = "vl"  # topart of an item that treats a Vorlage
ATTACHMENT = "vla"  # documentType.alias of an attachment; "vl" is the Vorlage itself

# `document_type_id` of an attachment in a file's address; 4 is the Vorlage itself, 5 a decision (Eibenstock, 2026-11).
ATTACHMENT_ID = "13"

# Fields as seen at Rockenhausen, 2026-11. Read, or known and not kept (bookkeeping, persons, what other fields repeat).
TOP_FIELDS = frozenset(
    (
        "agenda_item_id", "ai_id", "parent_id", "nummer", "meeting_id", "vorlagennummer", "folge", "topnummer",
        "status", "abstimmungstext", "default_voting_run_visibility", "topart", "created_at", "updated_at", "id",
        "mehrfachabstimmung", "auth_user_biased", "documents", "has_documents", "title", "number",
        "resolution_number", "submission", "counselling_status",
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
