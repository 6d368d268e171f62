"""What ALLRIS 3 prints beside its values, as tables: labels, ids, section names, messages (data before code).

Sources, where no other is named: Hildesheim and Landkreis Osnabrück (2026-11), text copies of Kreis Soest (2013) and
Landkreis Börde (2017), and the label lists of other open readers of ALLRIS 3 (Leipzig, Berlin BVV, Hamburg, Lüneburg).
"""

from __future__ import annotations

import re

from parsers.common.headings import headings
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

# Labels whose value may be a person here: "Vorstand" names the author (LK Osnabrück, 2026-11).
_STAFF: Labels = dict.fromkeys((*STAFF, "Dezernat", "Vorstand"))

# Known and not kept: what the dataset has no column for, and the headings of tables that are read on their own.
_KNOWN: Labels = dict.fromkeys(
    (
        "Anlage",
        "Anlagen",
        "Anlass",
        "Beratungsfolge",
        "Haushaltsstelle",
        "Produkt",
        "Produkte",
        "Sitzung",
        "Termin",
        "Ursprung",  # with the initiator, Berlin BVV
        "aktuell",
        "Vorlage",
        "Wahlperiode",
        "Zusatz",
        "Zusätze",
    )
)

VORLAGE: Labels = {
    **_STAFF,
    **_KNOWN,
    "Betreff": "betreff",
    "Status": "status",
    **dict.fromkeys(ART, "art"),
    **dict.fromkeys((*FEDERFUEHREND, *ZUSTAENDIG), "federfuehrend"),
    **dict.fromkeys(BETEILIGT, "beteiligt"),
    **dict.fromkeys((*EINBRINGER, "aktueller Initiator", "Aktueller Initiator"), "einbringer"),
    **dict.fromkeys(BEZUG, "bezug"),
    **dict.fromkeys(AKTENZEICHEN, "aktenzeichen"),
    **dict.fromkeys(DATUM, "datum"),
}

SITZUNG: Labels = {
    **_STAFF,
    **_KNOWN,
    "Bezeichnung": "name",
    "Gremium": "gremium",
    "Gremien": "gremium",
    "Datum": "datum",
    "Zeit": "zeit",
    "Ort": "ort",
    "Raum": "raum",
    "Status": "status",
}

# The Auszug repeats the head of its Vorlage below its own; "Status" is its own, as it comes first.
AUSZUG: Labels = {
    **dict.fromkeys(VORLAGE),
    **dict.fromkeys(SITZUNG),
    "TOP": "top",
    "Vorlage": "vorlage",
    "Gremium": "gremium",
    "Gremien": "gremium",
    "Beschlussart": "ergebnis",
    "Datum": "datum",
    "Status": "status",
    "Betreff": "betreff",
}

# Every label that a head may print, for layouts whose cells have other classes.
LABELS = frozenset({*VORLAGE, *SITZUNG, *AUSZUG})

# Berlin's BVV portals print what a paper was and what it is now under these heads; text copies glue both.
DOUBLE = ("Ursprung", "aktuell")

# `_r` skin: the span's id decides, as tenants rename the label ("Vorstand:" for the author, LK Osnabrück, 2026-11).
# Ids that ALLRIS 4 shares with this skin are included.
IDS = {
    "vobetreff": "Betreff",
    "vostatus": "Status",
    "voart": "Vorlage-Art",
    "voamt": "Federführend",
    "vofamt": "Federführend",
    "vobamt": "Beteiligt",
    "voverfasser": "Verfasser",
    "voverfasser1": "Verfasser",
    "vobearbeiter": "Bearbeiter",
    "vobezug": "Bezug",
    "voaz": "Aktenzeichen",
    "sibez": "Bezeichnung",
    "sibezeichnung": "Bezeichnung",
    "sigremium": "Gremium",
    "sidatum": "Datum",
    "sizeit": "Zeit",
    "siraum": "Raum",
    "siort": "Ort",
    "sistat": "Status",
    "sistatus": "Status",
    "tonr": "TOP",
    "tobetreff": "Betreff",
    "tobeschlussart": "Beschlussart",
    "tobanr": "Beschlussart",
}

# Anchors of the text sections, `<a name="allrisBV">`; a jump list on the page may name them otherwise.
ANCHORS = {
    "BV": "Beschlussvorschlag",
    "SV": "Sachverhalt",
    "FA": "Finanzielle Auswirkungen",
    "AN": "Anlage/n",
    "WP": "Wortprotokoll",
    "BS": "Beschluss",
    "AE": "Abstimmungsergebnis",
}

HEADINGS = headings("Anlagen?", "Anlage/n", "Anlage\\(n\\)")

# Anlagen tables, above their rows.
ANLAGEN = frozenset({"Anlage", "Anlagen", "Anlagen zur Vorlage", "Anlage/n"})

# What a portal says instead of a page it does not show.
REFUSED = re.compile(
    r"Zugriff verweigert|keine (?:ausreichende |entsprechende )?(?:Zugriffs)?berechtigung|nicht berechtigt"
    r"|(?:Vorlage|Sitzung|Seite|Information|Tagesordnung)(?:en)? ist nicht öffentlich|nicht freigegeben"
    r"|keine Details freigegeben|Bitte melden Sie sich an",
    re.I,
)

# "(Referentin: Vorname Nachname)" behind an agenda item: a person, not part of its Betreff (Hildesheim, 2026-11).
# Copies may have broken it off at their margin.
ZUSATZINFO = re.compile(
    r"\s*\((?:Referent(?:in|/-?in)?|Berichterstatt(?:er|erin|er/-?in|ung)|Bericht(?= ?:)|Vortrag(?:ende|ender|ende/r)?"
    r"|Sprecher(?:in)?|Einbringer(?:in)?|Antragsteller(?:in)?)\b[^()]*(?:\([^()]*\)[^()]*)*\)?\s*$"
)
