"""Field names of SessionNet 6 (dossier of the project, endpoints seen in 2026)."""

from __future__ import annotations

OEFFENTLICH = "1"  # oSt of an agenda item
TOP_FELDER = frozenset(
    (
        "toNr", "oSt", "sort", "nummer", "text", "textLang", "voNr", "grNr", "siNr", "beschluss", "abstimmungTyp",
        "abstimmungErgebnis",
    )
)  # fmt: skip
SITZUNG_FELDER = frozenset(("siNr", "dat", "name", "nummer", "freigabeDatum", "grNr"))
