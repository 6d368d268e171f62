"""What SessionNet prints: labels, classes, headings and messages, as tables (pure).

Sources: real pages of Koblenz, Eschweiler, Kaiserslautern and Halle (2026-11), text copies of Kreis Borken,
Kreis Coesfeld, LK Friesland, LK Würzburg, LK Erlangen-Höchstadt, LK Oder-Spree and Regionalverband Saarbrücken.
A label that maps to None is known and not kept: names of staff and applicants, or nothing the dataset asks for.
"""

from __future__ import annotations

import re

from parsers.common import labels as _labels
from ris_scraper.words.german import clean

# Page names ("vo0050.asp", "smc_page_vo0050_layout") and what they show. Other pages (members, bodies) are not ours.
KINDS = {
    "vo0050": "vorlage",
    "vo0053": "beratungen",
    "si0050": "sitzung",
    "si0056": "sitzung",
    "si0057": "sitzung",
    "to0040": "sitzung",
    "to0050": "auszug",
    "si0040": "kalender",
    "si0046": "kalender",
    "vo0040": "liste",
    "vo0042": "liste",
    "error": "gesperrt",
    "error2": "gesperrt",
    "ylogon": "gesperrt",
}

# Class of a value cell -> the label that the standard layout prints beside it. Tenants rename labels, not classes.
CLASS_LABELS = {
    "vobetr": "Betreff",
    "voname": "Vorlage",
    "voakz": "Aktenzeichen",
    "vovaname": "Art",
    "siname": "Sitzung",
    "sigrname": "Gremium",
    "siort": "Raum",
    "sidat": "Datum",
    "yytime": "Zeit",
    "tofnum": "TOP",
    "tobetr": "Betreff",
}

_NUMBER = (
    "Vorlage", "Name", "Nummer", "Vorlagennummer", "Vorlagen-Nr.", "Vorlagen-Nr", "Vorlage-Nr.", "Vorlage Nr.",
    "Vorlagennr.", "Drucksache", "Drucksachennummer", "Drucksachen-Nr.", "Sitzungsvorlage", "Vorlagen-Nummer",
)  # fmt: skip
_OFFICE = (*_labels.FEDERFUEHREND, *_labels.ZUSTAENDIG, "Amt/Fachbereich", "Zuständigkeit")
_REFERENCE = (
    "Referenzvorlage", "Referenzvorlagen", "Referenzvorlage(n)", "Untergeordnete Vorlage(n)", "Untergeordnete Vorlage",
    "Untergeordnete Vorlagen", "Übergeordnete Vorlage", "Übergeordnete Vorlage(n)", "Anträge zur Vorlage",
    "Antrag zur Vorlage", *_labels.BEZUG, "Verweis", "Verweise", "Vorgängervorlage",
    "Nachfolgevorlage", "Änderungsantrag zur Vorlage",
)  # fmt: skip
_KNOWN = (
    "Mandant", "Körperschaft", "Wahlperiode", "Beschlusskontrolle", "Gremium", "Dezernat", "Letzte Änderung",
)  # fmt: skip

VORLAGE: dict[str, str | None] = {
    **dict.fromkeys(_NUMBER, "nummer"),
    **dict.fromkeys(_OFFICE, "federfuehrend"),
    **dict.fromkeys(_REFERENCE, "bezug"),
    **dict.fromkeys(_labels.STAFF, None),
    **dict.fromkeys(_KNOWN, None),
    **dict.fromkeys(("Betreff", "Titel", "Gegenstand"), "betreff"),
    **dict.fromkeys(("Art", *_labels.ART, "Art der Vorlage"), "art"),
    **dict.fromkeys(_labels.DATUM, "datum"),
    **dict.fromkeys(("Status", "Öffentlichkeit", "Öffentlichkeitsstatus"), "status"),
    **dict.fromkeys(_labels.BETEILIGT, "beteiligt"),
    **dict.fromkeys(_labels.EINBRINGER, "einbringer"),
    **dict.fromkeys(_labels.AKTENZEICHEN, "aktenzeichen"),
}

SITZUNG: dict[str, str | None] = {
    **dict.fromkeys(_labels.STAFF, None),
    **dict.fromkeys(("Mandant", "Körperschaft", "Wahlperiode", "Letzte Änderung"), None),
    # Kept where it says that the meeting is called off.
    **dict.fromkeys(("Status", "Hinweis", "Bemerkung"), "zustand"),
    **dict.fromkeys(("Raum", "Ort", "Sitzungsort", "Sitzungsraum"), "ort"),
    **dict.fromkeys(("Zeit", "Uhrzeit", "Beginn", "Sitzungszeit", "Sitzungsdauer"), "zeit"),
    **dict.fromkeys(("Datum", "Sitzungsdatum", "Sitzungstag", "Sitzungstermin", "Termin"), "datum"),
    **dict.fromkeys(("Sitzung", "Sitzungsnummer"), "name"),
    "Bezeichnung": "bezeichnung",
    **dict.fromkeys(("Gremium", "Ausschuss"), "gremium"),
}

# The head of to0050 names the item, its paper and its meeting; of the paper only its number is the item's.
AUSZUG: dict[str, str | None] = {
    **dict.fromkeys(("Art", *_labels.ART, *_labels.AKTENZEICHEN, *_labels.FEDERFUEHREND, *_labels.BETEILIGT)),
    **SITZUNG,
    **dict.fromkeys(("TOP", "Tagesordnungspunkt", "Nummer"), "top"),
    **dict.fromkeys(("Betreff", "Inhalt", "Titel"), "betreff"),
    "Vorlage": "vorlage",
}

# Printed under an agenda item. "Beschluss" is the outcome here, never the wording.
RESULT: dict[str, str | None] = {
    **dict.fromkeys(("Beschluss", "Ergebnis", "Beschlussart", "Beratungsergebnis"), "ergebnis"),
    **dict.fromkeys(("Abstimmung", "Abstimmungsergebnis"), "abstimmung"),
    **dict.fromkeys(("Bemerkung", "Hinweis", "Anwesend", "Befangen", "Antragsteller"), None),
}

# Column headings of station tables (S1, S2), where a tenant prints them, in small letters; the last are not kept.
STATION: dict[str, str | None] = {
    **dict.fromkeys(("datum", "sitzungsdatum", "sitzungstermin", "termin", "tag", "sitzung am", "am"), "datum"),
    **dict.fromkeys(("gremium", "gremien", "ausschuss", "beratungsgremium", "beratungsfolge"), "gremium"),
    **dict.fromkeys(("top", "top-nr", "top nr", "nr", "tagesordnungspunkt", "punkt"), "top"),
    **dict.fromkeys(
        ("rolle", "zuständigkeit", "beratungsart", "beratung", "art der beratung", "aufgabe", "beratungszweck",
         "kompetenz", "zweck", "funktion"),
        "rolle",
    ),
    **dict.fromkeys(("beschluss", "beschluß", "ergebnis", "beschlussart", "beratungsergebnis"), "ergebnis"),
    **dict.fromkeys(("abstimmung", "abstimmungsergebnis"), "abstimmung"),
    **dict.fromkeys(("status", "öffentlichkeit", "ö-status", "ö/n", "ö/nö", "sitzungsart"), "status"),
    **dict.fromkeys(("sitzung", "sitzungsnummer"), "sitzung"),
    **dict.fromkeys(
        ("", "aktionen", "anlage", "anlagen", "auszug", "bemerkung", "bezeichnung", "dokument", "dokumente",
         "dokumenttyp", "inhalt", "ort", "raum", "uhrzeit", "vorlage", "zeit"),
        None,
    ),
}  # fmt: skip

# Cells of Dresden's S2 tables.
STATION_CLASSES = {"grname": "gremium", "txname": "rolle", "bfost": "status", "sidat": "datum", "siname": "sitzung"}

# What a body is asked to do. Boundaries are no help where cells are glued, so the longest comes first.
ROLES = tuple(
    sorted(
        (
            "Vorberatung", "Entscheidung", "Kenntnisnahme", "zur Kenntnisnahme", "zur Kenntnis", "Bekanntgabe",
            "Anhörung", "Beratung", "Mitberatung", "Beschluss", "Beschlussfassung", "Empfehlung", "Information",
            "Bericht", "Stellungnahme", "beschließend", "vorberatend", "beratend", "Beschließend", "Vorberatend",
            "Beratend",
            "zur Beschlussfassung", "zur Vorberatung", "zur Entscheidung", "zur Beratung", "Vorschlagsrecht",
        ),
        key=len,
        reverse=True,
    )
)  # fmt: skip

# Headings inside the inline text of a paper (Borken, Coesfeld, Friesland, Saarbrücken) and of minutes (Würzburg,
# Erlangen-Höchstadt, Oder-Spree), without colon, lower case. Ordinary bold paragraphs, so only the words tell.
HEADINGS = frozenset(
    (
        "beschluss", "beschlussvorschlag", "beschlussvorschläge", "beschlussempfehlung", "beschlussentwurf",
        "beschlusstext", "beschlussantrag", "beschlussvorschlag der verwaltung", "vorschlag der verwaltung",
        "empfehlung", "empfehlungsbeschluss", "geänderter beschluss", "geänderter beschlussvorschlag", "antrag",
        "begründung", "sachdarstellung", "sachverhalt", "sachverhaltsdarstellung", "sach- und rechtslage",
        "sachverhalt und begründung", "sachdarstellung und begründung", "sachverhalt/begründung", "sachstand",
        "darstellung des sachverhalts", "begründung des antrags", "begründung der vorlage", "beschlussbegründung",
        "sachstandsbericht", "sachbericht", "erläuterung", "erläuterungen", "ausgangslage", "ausgangssituation",
        "sachlage", "sachvortrag", "rechtslage", "kosten-folgekosten-finanzierung", "auswirkungen auf andere bereiche",
        "auswirkungen/zusammenhänge", "auswirkungen",
        "zuständigkeit für die entscheidung", "zusammenfassung", "kurzfassung", "hintergrund",
        "rechtsgrundlage", "rechtsgrundlagen", "rechtliche grundlagen",
        "rechtliche würdigung", "rechtliche bewertung", "alternativen", "entscheidungsalternative",
        "entscheidungsalternativen", "weiteres vorgehen", "weiteres verfahren", "finanzielle auswirkungen",
        "finanzierung", "kosten", "kosten und finanzierung", "kosten/finanzierung", "haushaltsrechtliche auswirkungen",
        "auswirkungen auf den haushalt", "finanzielle und personelle auswirkungen", "personelle auswirkungen",
        "finanzielle und bilanzielle auswirkungen", "haushaltsmittel", "finanzielle folgen", "folgekosten",
        "klimarelevanz", "klimatische auswirkungen", "auswirkungen auf das klima", "auswirkungen auf den klimaschutz",
        "klimaschutz", "klimacheck", "auswirkungen auf umwelt und klima", "nachhaltigkeit", "inklusion",
        "gleichstellung", "gender mainstreaming", "demografische auswirkungen", "stellungnahme",
        "stellungnahme der verwaltung", "stellungnahme der kämmerei", "anlage", "anlagen", "anlage(n)",
        "zuständigkeit", "problem", "ziel", "ziele", "lösung", "bericht", "information", "mitteilung", "fazit",
        "vorberatung", "protokoll", "beratungsverlauf", "beratung", "abstimmungsergebnis", "abstimmung",
    )
)  # fmt: skip

# Those of them that head nothing but a text, on a page that has other lists, too.
TEXT = re.compile(r"beschluss|antrag|begründung|sach|erläuterung|finanzielle|zusammenfassung|problem|stellungnahme")

# Blocks of minutes that name speakers (Würzburg, Erlangen-Höchstadt): recognised and not kept.
SPEECH = frozenset(
    (
        "debatte", "diskussion", "aussprache", "wortmeldung", "wortmeldungen", "wortbeitrag", "wortbeiträge",
        "beratungsverlauf", "protokoll", "anfragen", "redebeiträge", "diskussionsverlauf", "abwesend", "anwesend",
        "anwesende", "befangen", "persönliche beteiligung", "abstimmungsverhalten", "namentliche abstimmung",
    )
)  # fmt: skip

# A person with title or office who begins a line of minutes, and does not become or get something by the decision; and
# what goes on with the wording of a decision behind a gap.
_OFFICES = (
    "Abg", "Abgeordnete[rn]?", "Amtsleiter(?:in)?", "Ausschussmitglied", "(?:Erste[rn]? )?Beigeordnete[rn]?", "Bgm",
    "(?:Ober)?[Bb]ürgermeister(?:in)?", "Dezernent(?:in)?", "(?:Erste[rn]? )?Kreisr(?:at|ätin)", "Frau", "Herr", "KA",
    "KAbg", "KR(?:in)?", "KTA", "KTM", "Kreistagsabgeordnete[rn]?", "Kreistagsmitglied", "Kreisverordnete[rn]?",
    "LR(?:in)?", "Landr(?:at|ätin)", "RM", "Ratsfrau", "Ratsherr", "Ratsmitglied", "St[RV](?:in)?",
    "Stadtr(?:at|ätin)", "Stadtverordnete[rn]?", "Vorsitzende[rn]?", "Vors",
)  # fmt: skip
SPEAKER = re.compile(
    rf"(?:(?:Der|Die)\s(?:\w+\s)?(?:Ausschuss|Kreistags)?[Vv]orsitzende\b|(?:Der |Die )?(?:{'|'.join(_OFFICES)})\.?"
    r"(?:\s\(?(?:Dr|Prof|med|jur|Dipl)[\w.-]*)*\s[A-ZÄÖÜ][\w’'-]+)(?!.{0,60}\b(?:wird|werden|wurde|wurden)\b)"
)
GOES_ON = re.compile(
    r"[a-zäöüß„\"–•*(-]|\d{1,2}\.|[A-Za-z]\)|[IVX]+\.|(?:Der|Die|Das)\s(?:\w*[Kk]reis\w*|\w*[Aa]usschuss|\w*[Rr]at"
    r"|Verwaltung|Land(?:rat|rätin)|Vorlage|Beschluss|Antrag)\b|Für\b|Dafür|Dagegen|Ja\b|Abstimmung|Einstimmig|Mehrheitlich"
)

# Lines under an agenda item's title that belong to the item, not to the title (si0056).
ADDITIONS = re.compile(
    r"^(?:Antragsteller|Referent|Berichterstatter|Verfasser|Einreicher|Bearbeiter|Vortragende[rn]?|Vorsitz(?:ende[rn]?)?)"
    r"(?:/?-?\(?in(?:nen)?\)?)?\s*:",
    re.I,
)

# Short codes in front of a document's label (VO, B, NS, TO, DZT), and what a main document is called.
DOCUMENT_CODE = re.compile(r"[A-ZÄÖÜ]{1,4}\d?")
DOCUMENT_COUNT = re.compile(r"(\d{1,9}) Dokumente?")
DOCUMENT_NAME = re.compile(
    r"(?:Anlage|Anl\.|Anhang)\b.*(?<!\.)"
    r"|(?:öffentliche |nichtöffentliche )?(?:[A-ZÄÖÜ][a-zäöüß]*v|V)orlage(?: [\w/-]*\d[\w/-]*)?"
    r"|(?:Beschluss|Protokoll)?auszug.*|Antrag(?: .{0,60})?(?<!\.)|Anfrage|Sammeldokument.*"
)

# Headings of the panels that are no text and no station.
OTHER_PANEL = re.compile(r"Vorlage|Informationen|Beratungen|(?:\d+ )?Dokumente?")
BADGE = re.compile(r"(?:\s*(?:(?<!\d)\d++\s+Dok\.|NEU|Neu))+\s*$")
NOT_RELEASED = re.compile(r"noch\s+keine\s+Detailinformationen\s+freigegeben")
REFUSED = re.compile(
    r"nicht[\s-]*öffentlich|(?:nicht|noch\s+nicht)\s+freigegeben|kein(?:e)?\s+(?:Zugriff|Berechtigung|Rechte)", re.I
)
DOES_NOT_EXIST = re.compile(
    r"(?:nicht\s+(?:gefunden|vorhanden|mehr\s+vorhanden)|existiert\s+nicht|gelöscht|kein(?:en?)?\s+Datensatz)", re.I
)
# The frame below the content ("Letzte Änderung: 20.07.2026 10:36:44", "Software: Sitzungsdienst Session").
FOOTER = re.compile(r"(?:Letzte Änderung|Software)\s*:")
# The frame above it: lines of the menu and of the bar (Layout 4 to 6; Koblenz, Eschweiler, 2026-11).
FRAME = frozenset(
    (
        "Startseite", "Kalender", "Sitzungskalender", "Gremien", "Personen", "Mandatsträger", "Fraktionen", "Recherche",
        "Textrecherche", "Vorlagenrecherche", "Rechercheauswahl", "Toggle navigation", "Anmelden", "Anmeldung", "Hilfe",
        "Navigation überspringen", "Zum Inhalt springen", "Bürgerinfo", "Bürgerinformationssystem", "Suche",
    )
)  # fmt: skip
# Its end where a tenant leaves out SessionNet's own.
FOOT = re.compile(r"(?:Impressum|Datenschutz|Barrierefreiheit|Nutzungsbedingungen|[Nn]ach oben|Seitenanfang)\b.*")

# "Beschluss Nr. 7/2026", "Der Kreistag fasst folgenden Beschluss".
_DECISION = re.compile(r"^beschluss[\s-]*(?:nr|nummer)\b\.?[\s:]*[\w/.-]+$|^.{0,60}\bfolgende[nr]? beschluss$")
_NUMBERING = re.compile(r"^(?:[IVX]+|\d{1,2}(?:\.\d)?|[A-Za-z])[.)]\s*")
# "Auswirkungen / Zusammenhänge (Finanzen, Personal, IT)" (Kreis Coesfeld).
_REMARK, _SLASH = re.compile(r"\s\([^()]*\)$"), re.compile(r"\s?/\s?")


def heading_key(text: str) -> str:
    """A line as the heading tables spell it: "1. Sachdarstellung:", "Beschluss Nr. 7/2026:" -> "beschluss".

    >>> heading_key("1. Begründung:"), heading_key("Beschluß Nr. 7/2026:"), heading_key("fasst folgenden Beschluss:")
    ('begründung', 'beschluss', 'beschluss')
    >>> heading_key("IV. Auswirkungen / Zusammenhänge (Finanzen, Personal):")
    'auswirkungen/zusammenhänge'
    """
    key = _NUMBERING.sub("", clean(text)).rstrip(" :").lower().replace("beschluß", "beschluss")
    return _DECISION.sub("beschluss", _SLASH.sub("/", _REMARK.sub("", key)))
