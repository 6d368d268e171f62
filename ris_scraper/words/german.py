"""The words (pure): whitespace, dates, times and numbers as German portals print them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

from ris_scraper.nouns.records import TOO_LARGE

# Soft hyphens, zero-width and direction marks are printing aids, control characters are dirt: neither is text.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufe0f\ufeff]"
)
_SPACED = re.compile(r"\b[^\W\d](?: [^\W\d]){4,}\b")
_PILE = 200
_PILED = re.compile(rf"[^\x00-\u02ff\w\s]{{{_PILE // 2},}}")
_NOTHING = """
    offen|noch offen|n.n|n/a|k.a|k. a|ergebnis offen|entscheidung offen|noch nicht festgelegt|nicht festgelegt|unbekannt
    noch nicht bekannt|noch unbekannt|noch nicht erfasst|nicht erfasst|noch kein ergebnis|kein ergebnis|keine angabe
    keine angaben|ohne angabe|noch nicht beraten|noch nicht behandelt|bitte wählen|wird noch festgelegt
    wird nachgereicht|wird noch bekannt gegeben|folgt|null|none
"""
PLACEHOLDERS = frozenset("|- -- --- – — _ ... … / ./. . ?".replace(" ", "|").split("|")) | frozenset(
    part.strip() for line in _NOTHING.split("\n") for part in line.split("|")
)
# Council portals copy papers of the post-war years at the most, and plan a few years ahead.
_YEARS = range(1945, 2061)


def whole_letters(text: str) -> str:
    """The text with each letter in one sign (NFC); marks that pile up by the hundred stand over no letter, and go.

    To order the marks of one letter takes the square of their number.

    >>> whole_letters("u\u0308"), whole_letters("u" + "\u0308\u0316" * 9000)
    ('ü', 'u')
    """
    if _is_latin(text):
        return text
    if len(text) > _PILE and any(map(unicodedata.combining, text[:: _PILE // 2])):
        text = _PILED.sub(_without_marks, text)
    return unicodedata.normalize("NFC", text)


def clean(text: str | None) -> str:
    """Fold every kind of whitespace to single spaces and drop invisible marks; letters are whole (NFC).

    >>> clean(" Ö\\xa0 3\\n ")
    'Ö 3'
    """
    if not text:
        return ""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text) if len(text) <= _PILE else whole_letters(text)
    folded = " ".join(text.split())
    return folded if folded.isprintable() else " ".join(_INVISIBLE.sub("", folded).split())


def stated(text: str | None) -> str | None:
    """The cleaned text, or None where a portal prints nothing or a placeholder for "nothing yet".

    >>> stated(" (offen) "), stated("noch nicht festgelegt"), stated("vertagt ")
    (None, None, 'vertagt')
    """
    return unless_placeholder(clean(text))


def unless_placeholder(cleaned: str) -> str | None:
    """The same for a text that is clean already."""
    return None if _bare(cleaned) in PLACEHOLDERS else cleaned


def drawn_together(text: str) -> str:
    """A text without the blanks between letters of a word, the emphasis of typewriters.

    >>> drawn_together("a b g e l e h n t bei 3 Enthaltungen"), drawn_together("J N E")
    ('abgelehnt bei 3 Enthaltungen', 'J N E')
    """
    return _SPACED.sub(lambda word: word[0].replace(" ", ""), text)


def whole(digits: str) -> int | None:
    """A printed whole number; None where there are no digits or more than anyone counts.

    >>> whole("0412"), whole("9" * 5000), whole("")
    (412, None, None)
    """
    bare = digits.lstrip("0") or digits[:1]
    return int(bare) if bare.isdecimal() and len(bare) <= 15 else None


# --- dates and times -------------------------------------------------------------------------

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january jänner",
            "februar feb february",
            "märz mär mrz maerz march mar",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov",
            "dezember dez december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATES = (
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<number>\d{1,2})\.\s?(?P<year>\d{4}|\d{2})(?![\d])"),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<number>\d{2})-(?P<day>\d{2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:\.\s*|\s+){_MONTH}\s*(?P<year>\d{{4}})(?!\d)", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>\d{{4}})(?!\d)", re.I),
    re.compile(rf"(?<!\d)(?P<year>\d{{4}})\s+{_MONTH}\s+(?P<day>\d{{1,2}})(?!\d)", re.I),
)


def full_year(year: int) -> int:
    """A year of two digits with its century; council portals do not reach back before 1970.

    >>> full_year(26), full_year(98), full_year(2013)
    (2026, 1998, 2013)
    """
    return year if year > 99 else year + (2000 if year < 70 else 1900)


@lru_cache(maxsize=4096)
def datum(text: str) -> date | None:
    """The first date printed in `text`; None where there is none, or it does not exist or cannot be believed.

    German, English and year-first forms (Wicket portals answer in the reader's language, seen at
    ALLRIS 4 in Laatzen, 2026-11).

    >>> datum("Mo, 31.03.2025").isoformat(), datum("Jan 29, 2026").isoformat()
    ('2025-03-31', '2026-01-29')
    >>> datum("2026 Oct 21").isoformat(), datum("8. September 2026").isoformat()
    ('2026-10-21', '2026-09-08')
    >>> datum("31.02.2025"), datum("TOP 8.1"), datum("12.03.1205"), datum("12.03.3025")
    (None, None, None, None)
    """
    text = clean(text)
    matches = [match for pattern in _DATES if (match := pattern.search(text))]
    return _date(min(matches, key=lambda match: match.start())) if matches else None


_CLOCK = r"(\d{1,2})[:.](\d{2})(?::\d{2})?"
_TO = r"\s*(?:-|–|bis|[,(]?\s*Ende:?)\s*(?:ca\.?\s*)?"
_SPAN = re.compile(rf"(?<![\d.:]){_CLOCK}(?:\s*Uhr)?(?:{_TO}{_CLOCK})?(?![\d.:]\d)")
# "17 Uhr", "9:30-11 Uhr": an hour alone is a time where "Uhr" stands behind it.
_HOUR = re.compile(rf"(?<![\d.:])(\d{{1,2}})(?=(?:{_TO}\d{{1,2}}(?:[:.]\d{{2}})?)?\s*Uhr)")


def time_span(text: str) -> tuple[str | None, str | None]:
    """Begin and end as HH:MM; an end that is not printed is None.

    >>> time_span("15:00-22:00 Uhr"), time_span("17.30 Uhr"), time_span("entfällt")
    (('15:00', '22:00'), ('17:30', None), (None, None))
    >>> time_span("17-19 Uhr"), time_span("18:00:00 - 20:15:00")
    (('17:00', '19:00'), ('18:00', '20:15'))
    >>> time_span("17 bis ca. 19.30 Uhr"), time_span("Beginn: 17:00 Uhr, Ende: 19:10 Uhr"), time_span("am 17.")
    (('17:00', '19:30'), ('17:00', '19:10'), (None, None))
    >>> time_span("TOP 3.10"), time_span("24:30 Uhr"), time_span("17.30")
    ((None, None), (None, None), ('17:30', None))
    """
    text = clean(text)
    found = _SPAN.search(_HOUR.sub(r"\1:00", text))
    if not found or _is_place(text, found):
        return None, None
    return _clock(found[1], found[2]), _clock(found[3], found[4])


# --- numbers ---------------------------------------------------------------------------------

_LEADING_NUMBER = re.compile(
    r"(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,4}[ ./-]?)?(?:\w{1,20}[/-]){0,6}\d\w{0,40}(?:\s?[/-]\s?\w{1,20}\.?){0,6}(?=\s|$)",
)

# "VL-22/2026 1. Ergänzung" is a number of its own where nothing follows.
_SUPPLEMENT = re.compile(r" \d{1,2}\. Erg(?:änzung(?:svorlage)?|\.)?$")


def split_nummer(text: str) -> tuple[str | None, str | None]:
    """Split "25/085 Annahme von Zuwendungen" into the number and the words after it.

    >>> split_nummer("25/085 Annahme von Zuwendungen")
    ('25/085', 'Annahme von Zuwendungen')
    >>> split_nummer("926 /XI. Radweg"), split_nummer("K 2026/0725 Radweg")
    (('926 /XI.', 'Radweg'), ('K 2026/0725', 'Radweg'))
    >>> split_nummer("VL-22/2026 1. Ergänzung"), split_nummer("22/2026 1. Ergänzung der Satzung")
    (('VL-22/2026 1. Ergänzung', None), ('22/2026', '1. Ergänzung der Satzung'))
    >>> split_nummer("Annahme von Zuwendungen")
    (None, 'Annahme von Zuwendungen')
    """
    cleaned = clean(text)
    found = _LEADING_NUMBER.match(cleaned)
    if not found or not re.search(r"[/-]", found[0]):
        return None, cleaned or None
    if _SUPPLEMENT.fullmatch(cleaned, found.end()):
        return cleaned, None
    return found[0], cleaned[found.end() :].strip(" :-–") or None


# "12 a", "N 12A", "II 3", "3A", "7.1 b": letters and Roman parts belong to the number. A capital set apart counts only
# where nothing follows ("12 A"), as "12 A 44 Ausbau" is about a road; "2026" is a year.
_PLAIN = (
    r"\d{1,3}(?:\.\d{1,3}){0,5}+(?:\.?[a-zA-Z]\d{0,2}|\s[a-z](?=[.):\s]|$)|\s[A-Z](?=[.):]{0,3}$))?(?:\.\d{1,3}){0,3}"
)
_ROMAN = r"[IVX]{1,9}"
_TOP = re.compile(
    r"(?:TOP ?)?(?P<part>[Nn][Öö]|[ÖN])? ?"
    rf"(?P<number>(?:{_ROMAN}|[A-Z])[ ./](?:{_ROMAN}[ ./])?{_PLAIN}|{_PLAIN}|(?:{_ROMAN}|[A-Z])(?:\.?[a-z])?)"
    r"[.):]{0,3}(?=\s|$)"
)


def top_nummer(text: str) -> tuple[str | None, bool | None]:
    """The number of an agenda item without its Ö or N, and whether that letter says public.

    >>> top_nummer("Ö\\xa08.1"), top_nummer("N 24"), top_nummer("3.1 Nachtrag: 01.09.2026")
    (('8.1', True), ('24', False), ('3.1', None))
    >>> top_nummer("6 a) Radweg"), top_nummer("NÖ II.3"), top_nummer("A 1"), top_nummer("")
    (('6 a', None), ('II.3', False), ('A 1', None), (None, None))
    >>> top_nummer("N 12A"), top_nummer("II 3"), top_nummer("Ö 7.1 b"), top_nummer("12 a Radweg"), top_nummer("12 A 4")
    (('12A', False), ('II 3', None), ('7.1 b', True), ('12 a', None), ('12', None))
    """
    found = _TOP.match(clean(text))
    if not found:
        return None, None
    return found["number"], found["part"] == "Ö" if found["part"] else None


_NOT_PUBLIC = re.compile(r"nicht[\s-]*öff(?:entlich|\.)", re.I)
# "Ausschuss für öffentliche Ordnung" is the name of a body, not its kind of meeting.
_PUBLIC_THINGS = (
    r"Anlage|Arbeit|Dienst|Einrichtung|Fläche|Gebäude|Gesundheit|Grün|Hand\b|Mobilität|Nahverkehr|Ordnung"
    r"|Personennahverkehr|Raum|Sicherheit|Verkehr"
)
_PUBLIC = re.compile(rf"(?<!ver)öffentlich(?!keit|e[mnrs]?\s+(?:{_PUBLIC_THINGS}))|\böff\.", re.I)


@lru_cache(maxsize=4096)
def oeffentlich(text: str) -> bool | None:
    """Whether a printed status says public; None where it says both or neither.

    >>> oeffentlich("öffentlich"), oeffentlich("nicht öffentlich"), oeffentlich("öffentlich/nichtöffentlich")
    (True, False, None)
    >>> oeffentlich("nichtöff."), oeffentlich("noch nicht veröffentlicht")
    (False, None)
    >>> oeffentlich("Sitzung des Ausschusses für öffentliche Ordnung"), oeffentlich("öffentliche Sitzung")
    (None, True)
    """
    private = bool(_NOT_PUBLIC.search(text))
    public = bool(_PUBLIC.search(_NOT_PUBLIC.sub("", text)))
    return None if private == public else public


_UNIT = r"(Bytes?|K(?:i?B|Byte)|M(?:i?B|Byte)|G(?:i?B|Byte)|(?<=\d )B(?=\s*\))|(?<=\d)B(?=\s*\)))\b"
_SIZE = re.compile(rf"(?<![\d.,])(\d[\d.]*+(?:,\d++)?+)\s*+{_UNIT}", re.I)
# In every size, and found far sooner.
_AMOUNT = re.compile(r"[\d.]\s?[bkmg]", re.I)
# "(1,2 MB)", "(PDF-Dokument, 82 KB)", "82 KB": the label of a file is what stands before it.
_DOCUMENT = r"(?<![\w.])PDF(?:-(?:Dokument|Datei))?"
_SIZE_BEHIND = re.compile(rf"(?:\(\s?{_DOCUMENT}[,;:]?\s?|{_DOCUMENT}\s?\(|\()?{_SIZE.pattern}\s*\)?$", re.I)
_KIND_BEHIND = re.compile(r" ?\(?\bPDF-(?:Dokument|Datei)\)?$", re.I)
_UNITS = {"b": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


def groesse(text: str) -> int | None:
    """A printed file size in bytes (1 KB = 1024 bytes), rounded; None where none is printed.

    TOO_LARGE where no file is so large.

    >>> groesse("Plan (82 KB)"), groesse("5,2 MB"), groesse("1.234 KB"), groesse("5.2 MB"), groesse("Plan")
    (83968, 5452595, 1263616, 5452595, None)
    >>> groesse("Anlage 4 B"), groesse("Lager 16 GB (82 KB)"), groesse("99999999999 GB")
    (None, 83968, 9007199254740993)
    """
    cleaned = clean(text)
    found = _AMOUNT.search(cleaned) and (_SIZE_BEHIND.search(cleaned) or _SIZE.search(cleaned))
    if not found:
        return None
    if len(found[1]) > 15:
        return TOO_LARGE
    # A point is a decimal mark where anything but three digits follows it.
    decimal = re.fullmatch(r"\d+\.(?:\d{1,2}|\d{4,})", found[1])
    number = found[1] if decimal else found[1].replace(".", "").replace(",", ".")
    return min(round(float(number) * _UNITS[found[2][0].lower()]), TOO_LARGE)


def without_size(text: str) -> str:
    """A file's label without the size printed behind it.

    >>> without_size("Plan (incl. Kosten) (5331 KB)"), without_size("Anlage 3 zum Plan (1,2 MB)")
    ('Plan (incl. Kosten)', 'Anlage 3 zum Plan')
    >>> without_size("Plan.pdf (82 KB)"), without_size("Plan PDF (82 KB)")
    ('Plan.pdf', 'Plan')
    >>> without_size("Plan 2 PDF-Dokument (82 KB)"), without_size("Anlage 4 B"), without_size("82 KB")
    ('Plan 2', 'Anlage 4 B', '')
    """
    cleaned = clean(text)
    found = _SIZE_BEHIND.search(cleaned) if _AMOUNT.search(cleaned) else None
    return _KIND_BEHIND.sub("", cleaned[: found.start()].rstrip(" ,;–-") if found else cleaned)


def _is_latin(text: str) -> bool:
    """Whether all letters are of Latin-1, each of them whole; seen at once, where a look at each takes a while."""
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _without_marks(found: re.Match[str]) -> str:
    return "".join(sign for sign in found[0] if not unicodedata.combining(sign))


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].lower()]
    year = full_year(int(parts["year"]))
    try:
        return date(year, month, int(parts["day"])) if year in _YEARS else None
    except ValueError:
        return None


def _bare(text: str) -> str:
    """A placeholder without its brackets and closing marks: "(noch offen)", "- offen -", "N.N."."""
    lowered = text.lower()
    return lowered if lowered in PLACEHOLDERS else lowered.strip(" .:*()[]<>-–—_")


def _is_place(text: str, found: re.Match[str]) -> bool:
    """Whether "3.10" is an agenda item's number: a point between, and nothing that says it is a time."""
    if found[3] or ":" in found[0] or re.search(r"\buhr\b", text, re.I):
        return False
    return len(found[1]) < 2 or bool(
        re.search(r"(?:\bTOP|\bPunkt|\bZiffer|\bNr\.?|§|\bÖ|\bN)\s*$", text[: found.start()])
    )


def _clock(hour: str | None, minute: str | None) -> str | None:
    if hour is None or minute is None or int(minute) > 59 or int(hour) > (23 if int(minute) else 24):
        return None
    return f"{int(hour):02d}:{minute}"
