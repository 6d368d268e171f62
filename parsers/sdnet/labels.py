"""What SD.NET RIM prints beside its values, as tables: labels, columns, page names, messages (data before code).

Sources, where no other is named: Wesel (RIM 4, 2026-11), and what other open readers of SD.NET RIM know of it
(tenants of RIM 4 and 5, 2026).
"""

from __future__ import annotations

import re

from parsers.common import labels as _labels
from parsers.common.html import Labels

_DROPPED: Labels = dict.fromkeys(_labels.STAFF)

# The row above these has the kind of paper as its label and the number as its value.
VORLAGE: Labels = {
    **_DROPPED,
    **dict.fromkeys((*_labels.FEDERFUEHREND, *_labels.ZUSTAENDIG, "Zuständigkeit"), "federfuehrend"),
    **dict.fromkeys(_labels.BETEILIGT, "beteiligt"),
    **dict.fromkeys(_labels.EINBRINGER, "einbringer"),
    **dict.fromkeys(("Nummer", "Vorgang", "Vorgangsnummer", "Vorlagennummer", "Vorlagen-Nr."), "nummer"),
    **dict.fromkeys(("Art", "Vorgangsart", *_labels.ART, "Art der Vorlage"), "art"),
    **dict.fromkeys((*_labels.DATUM, "Verfasst am"), "datum"),
    **dict.fromkeys(("Status", "Öffentlichkeit", "Öffentlichkeitsstatus"), "status"),
    **dict.fromkeys(("Betreff", "Bezeichnung", "Titel"), "betreff"),
    **dict.fromkeys((*_labels.BEZUG, "Bezugsvorgang", "Bezugsvorgänge"), "bezug"),
    **dict.fromkeys(_labels.AKTENZEICHEN, "aktenzeichen"),
    "Dokument": "dokument",
    "Dokumente": "dokument",
    "Anlage": "anlage",
    "Anlagen": "anlage",
}

SITZUNG: Labels = {
    **_DROPPED,
    "Sitzung": "sitzung",
    "Gremium": "gremium",
    **dict.fromkeys(("Termin", "Sitzungstermin", "Datum", "Sitzungsdatum"), "termin"),
    **dict.fromkeys(("Zeit", "Uhrzeit", "Sitzungszeit"), "zeit"),
    **dict.fromkeys(("Beginn", "Sitzungsbeginn"), "beginn"),
    **dict.fromkeys(("Ende", "Sitzungsende"), "ende"),
    "Ort": "ort",
    "Sitzungsort": "ort",
    "Raum": "raum",
    "Sitzungsraum": "raum",
    "Dokument": None,
    "Dokumente": None,
    "Bekanntmachung": None,
    "Einladung": None,
    "Niederschrift": None,
    "Niederschriften": None,
    "Sitzungspaket": None,
    "Tagesordnung": None,
}

# Columns by the class of the cell ("column-beginn"), where a skin has none by the text of the header.
COLUMN_CLASSES: Labels = {
    "beginn": "termin",
    "termin": "termin",
    "gremium": "gremium",
    "beschluss": "beschluss",
    "ergebnis": "abstimmung",
    "abstimmung": "abstimmung",
    "top": "top",
    "topnr": "top",
    "topnrtext": "top",
    "betreff": "betreff",
    "bezeichnung": "betreff",
    "nummer": "nummer",
    "dokumente": "dokumente",
}
COLUMN_HEADS: Labels = {
    **dict.fromkeys(("Termin", "Sitzung", "Sitzungstermin", "Datum"), "termin"),
    **dict.fromkeys(("Gremium", "Gremien", "Ausschuss"), "gremium"),
    **dict.fromkeys(("Beschluss", "Beschlussart", "Beschlusstext"), "beschluss"),
    **dict.fromkeys(("Abstimmung", "Abstimmungsergebnis", "Beratungsergebnis", "Ergebnis"), "abstimmung"),
    **dict.fromkeys(("Rolle", "Zuständigkeit", "Beratungsart", "Beratungsstatus"), "rolle"),
    **dict.fromkeys(("Status", "Öffentlichkeit"), "status"),
    # "Nummer" is the item's: its cells have the class `topnrtext` (Wesel, 2026-11); the paper's is "Vorlagennummer".
    **dict.fromkeys(("TOP", "TOP-Nr.", "Nummer", "Nr."), "top"),
    **dict.fromkeys(("Bezeichnung", "Übersicht", "Betreff", "Tagesordnungspunkt"), "betreff"),
    **dict.fromkeys(("Vorlage", "Vorlagennummer", "Vorlagen-Nr.", "Vorgang", "Drucksache"), "nummer"),
    "Dokumente": "dokumente",
    "Dokument": "dokumente",
}
BERATUNGSFOLGE = "Beratungsfolge"
# What stands between head and agenda in a text copy: the heading, and the heads of its columns, glued or apart.
AGENDA_HEAD = re.compile(rf"Tagesordnung(?:spunkte)?|(?:(?:{'|'.join(COLUMN_HEADS)})\s*)+")

# Last folder of an address, also the class of `div#div-content` ("vorgang": Wesel, 2026-11).
KINDS = {
    "vorgang": "vorlage",
    "tops": "sitzung",
    "vorlagen": "liste",
    "recherche": "liste",
    "termine": "kalender",
}
# `/termine/ics/SD.NET_RIM.ics`, at some tenants `/termine/ics/kv`.
ICS = re.compile(r"/termine/ics(?:[/?]|$)")

# The heading above the agenda's parts, in markup and in text.
PART = re.compile(
    r"(?:(?:[A-Z]|[IVX]+|\d)[.)]\s*)?(?:Nicht[\s-]?)?öffentliche[rs]?"
    r" (?:(?:Teil|Sitzungsteil)\b.{0,40}|(?:Sitzung|Tagesordnung(?:spunkte)?)\W{0,3}$)",
    re.I,
)
TISCHVORLAGEN = re.compile(r"Tischvorlagen?\b.{0,40}")
NO_AGENDA = re.compile(r"liegt (?:noch )?keine Tagesordnung vor")

# What a portal says instead of a page it does not show: its login, a service that the Kommune has to release, a
# search form whose session is gone.
REFUSED = re.compile(
    r"Freischaltung bei der Kommune|Bitte melden Sie sich an|keine (?:ausreichende )?(?:Zugriffs)?berechtigung"
    r"|nicht berechtigt|Das Formular ist nicht mehr gültig",
    re.I,
)

# "(exportiert: 18.09.2026)" is the day of the file's version, never the day of a decision.
EXPORTED = re.compile(r"\s*\(exportiert:?[^)]*\)")
# What a text copy prints behind a file's name, or as the name of the link to a paper.
FILED = re.compile(r"\(exportiert:?[^)]*\)|\([\d.,]+\s*(?:Bytes?|[KMG]?B)\)|\S - Vorgang$")
# "Anlage Plan zum Vorgang 79/2026 exportiert am 18.09.2026 im PDF-Format öffnen"
ANLAGE = re.compile(r"Anlage\s+(?P<name>.+?)\s+zum Vorgang\b")
# "79/2026 - Vorgang. Vorgang öffnen"
VORGANG = re.compile(r"(?P<nummer>.*\d.*?)\s+-\s+Vorgang\b")

# What stands in the column "Abstimmung" when it says how was voted and not what came out.
_WHAT = (
    "beschlossen|zugestimmt|angenommen|genehmigt|abgelehnt|empfohlen|kenntnis|vertagt|zurückgestellt|zurückgezogen"
    "|verwiesen|abgesetzt"
)
ONLY_HOW = re.compile(
    rf"(?!.*(?:{_WHAT}))(?:nicht )?(?:einstimmig|mehrheitlich|mit (?:\w+ )?mehrheit|\d|ja\b|nein\b)", re.I
)
