"""Field names of SessionNet 6 (dossier of the project, endpoints seen in 2026)."""

from __future__ import annotations

import re

PUBLIC = "1"  # oSt of an agenda item
TOP_FIELDS = frozenset(
    (
        "toNr", "oSt", "sort", "nummer", "text", "textLang", "voNr", "grNr", "siNr", "beschluss", "abstimmungTyp",
        "abstimmungErgebnis",
    )
)  # fmt: skip
SITZUNG_FIELDS = frozenset(
    (
        "siNr", "dat", "name", "nummer", "freigabeDatum", "grNr", "ort", "raum", "beginn", "ende", "sb", "se", "oSt",
        "typ",
    )
)  # fmt: skip

# Words of a refusal: nothing there, or not for the public.
MISSING = re.compile(r"not found|nicht gefunden|\b404\b", re.I)
CLOSED = re.compile(r"forbidden|unauthori[sz]ed|nicht berechtigt|\b40[13]\b", re.I)
