"""What ALLRIS 4 prints beside its values, as tables: ids, labels, headings, messages (data before code).

The id of a value decides, as tenants rename the labels ("Federführend", "Federführende Organisationseinheit"); labels
are for values without an id and for text copies. Sources, where no other is named: Laatzen and Wolfsburg (2026-11),
and what other open readers of ALLRIS 4 ask for.
"""

from __future__ import annotations

import re

from parsers.common.html import Labels
from parsers.common.labels import (
    AKTENZEICHEN,
    ART,
    BETEILIGT,
    BEZUG,
    DATUM,
    EINBRINGER,
    FEDERFUEHREND,
    STAFF,
    ZUSTAENDIG,
)

_STAFF: Labels = dict.fromkeys(STAFF)
_STAFF_IDS: Labels = dict.fromkeys(
    (
        "anantragsteller",
        "anunterstuetzer",
        "siprotokollant",
        "sischriftfuehrer",
        "sivorsitz",
        "vobearbeiter",
        "voberichterstatter",
        "voverfasser",
    )
)

# Where a paper stands in its workflow, printed beside its status: "(Vorlage freigegeben)".
WORKFLOW = frozenset({"vostat"})

# Known and not kept: what the dataset has no column for.
_KNOWN: Labels = dict.fromkeys(
    (
        "Anlagen",
        "Anlass",
        "Dezernat",
        "Haushaltsstelle",
        "Ortsbezug",
        "Produkt",
        "Produkte",
        "Stichwort",
        "Stichworte",
        "Termin",
        "Wahlperiode",
        "Zusatz",
        "Zusätze",
    )
)

# Keys are ids of values ("vobetreff") and printed labels ("Betreff"), without the counting number of "Verfasser 1".
VORLAGE: Labels = {
    **_STAFF,
    **_STAFF_IDS,
    **_KNOWN,
    "vobetreff": "betreff",
    "vostatus": "status",
    "vostat": None,
    "voart": "art",
    "vofamt": "federfuehrend",
    "voamt": "federfuehrend",
    "vobamt": "beteiligt",
    "vobezug": "bezug",
    "voaz": "aktenzeichen",
    **dict.fromkeys(("anantragsteller", "voverfasser"), "einbringer"),
    "vodatum": "datum",
    "Betreff": "betreff",
    "Status": "status",
    **dict.fromkeys(ART, "art"),
    **dict.fromkeys((*FEDERFUEHREND, *ZUSTAENDIG), "federfuehrend"),
    **dict.fromkeys(BETEILIGT, "beteiligt"),
    **dict.fromkeys(EINBRINGER, "einbringer"),
    **dict.fromkeys(BEZUG, "bezug"),
    **dict.fromkeys(AKTENZEICHEN, "aktenzeichen"),
    **dict.fromkeys(DATUM, "datum"),
}

SITZUNG: Labels = {
    **_STAFF,
    **_STAFF_IDS,
    **_KNOWN,
    "sibetreff": "name",
    "sigremium": "gremium",
    "sidatum": "datum",
    "sizeit": "zeit",
    "siraum": "raum",
    "siort": "ort",
    "sistatus": "status",
    "sistat": "zustand",
    "sianlass": None,
    "Betreff": "name",
    "Bezeichnung": "name",
    "Gremium": "gremium",
    "Gremien": "gremium",
    "Datum": "datum",
    "Uhrzeit": "zeit",
    "Zeit": "zeit",
    "Raum": "raum",
    "Ort": "ort",
    "Status": "status",
}

# The item's page may repeat heads of its Sitzung and its Vorlage: their ids are known and not the item's.
AUSZUG: Labels = {
    **dict.fromkeys(VORLAGE),
    **dict.fromkeys(SITZUNG),
    "tonr": "top",
    "tobetreff": "betreff",
    "tobanr": "ergebnis",
    "tobeschlussart": "ergebnis",
    "tozunr": "rolle",
    "tostatus": "status",
    "tovonr": "vorlage",
    "vonr": "vorlage",
    "sigremium": "gremium",
    "sidatum": "datum",
    "sistatus": "status",
    "TOP": "top",
    "Betreff": "betreff",
    "Beschluss": "ergebnis",
    "Beschlussart": "ergebnis",
    "Zuständigkeit": "rolle",
    "Status": "status",
    "Gremium": "gremium",
    "Gremien": "gremium",
    "Datum": "datum",
    "Sitzung": None,
    # Counts of a voting, read as one phrase.
    **dict.fromkeys(("Dafür", "Dagegen", "Enthaltung", "Enthaltungen", "Ja", "Nein")),
    "Vorlage": "vorlage",
    "Drucksache": "vorlage",
}

# Classes of the agenda's cells; `tobanr` and `tozunr` only where the tenant shows them (Laatzen: only `tozunr`).
AGENDA = {
    "tonr": "nummer",
    "tobetreff": "betreff",
    "tovonr": "vorlage",
    "tobanr": "ergebnis",
    "tozunr": "rolle",
}

# Cells of the agenda with icons and buttons: neither text nor result.
SILENT_CELLS = frozenset(
    {"attach", "expandCloseCol", "pdf", "toDoc", "toLink", "tobahint", "tonavi", "toversion", "toanlagen"}
)

# Where a station stands in its workflow; the lower words as other readers of ALLRIS 4 list them.
ZUSTAND = (
    "Geplant",
    "Bereit",
    "Erledigt",
    "Gestoppt",
    "Offen",
    "In Bearbeitung",
    "Zurückgestellt",
    "Abgebrochen",
)

# Panels whose heading looks like that of a text section.
PANELS = frozenset({"Beratungsfolge", "Anlagen", "Tagesordnung", "Dokumente", "Grunddaten"})

# What a portal says instead of a page it does not show (`noauth`), and of a thing that does not exist.
REFUSED = re.compile(
    r"Zugriff verweigert|keine (?:ausreichende |entsprechende |erforderliche )?(?:Zugriffs)?(?:berechtigung|rechte)"
    r"|nicht (?:berechtigt|autorisiert|freigegeben|angemeldet)|nicht die (?:nötige |erforderliche )?Berechtigung"
    r"|(?:Vorlage|Sitzung|Seite|Information|Tagesordnung)(?:en)? (?:ist|sind) nicht öffentlich"
    r"|Bitte melden Sie sich an",
    re.I,
)
GONE = re.compile(
    r"Interner Fehler|interne[rn]? Server-?fehler|Internal error|existiert nicht|(?:nicht|kein\w*) gefunden"
    r"|nicht (?:mehr )?(?:vorhanden|verfügbar)|Seite ist abgelaufen|Page expired",
    re.I,
)

# The heading of a page, which some copies keep alone: "Beschlussvorlage - 2026/245", "Schulausschuss - 01.09.2026",
# "23.06.2026 - 7.1 Radverkehrskonzept".
TITLE = re.compile(
    r"[A-ZÄÖÜ][\wÄÖÜäöüß ,./()-]{2,80} [-–] (?:[A-Z]{1,5}[ /-]?)?\d[\w./ -]{2,30}"
    r"|\d{1,2}\.\d{1,2}\.\d{4} [-–] (?:TOP )?(?:[ÖN] ?)?\d[\w.]{0,8} .{3,300}"
)
