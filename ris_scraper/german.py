"""The words (floor 1, pure): whitespace, dates, times, votes and numbers as German portals print them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import pairwise

from ris_scraper.model import Vote

# Soft hyphens and zero-width marks are printing aids, not text.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
PLACEHOLDERS = frozenset({"", "-", "--", "–", "—", "...", "…", "(offen)", "offen", "./."})


def clean(text: str | None) -> str:
    """Fold every kind of whitespace to single spaces and drop invisible marks.

    >>> clean(" Ö\\xa0 3\\n ")
    'Ö 3'
    """
    if not text:
        return ""
    folded = " ".join(text.split())
    return folded if folded.isprintable() else " ".join(_INVISIBLE.sub("", folded).split())


def stated(text: str | None) -> str | None:
    """The cleaned text, or None where a portal prints nothing or a placeholder for "nothing yet".

    >>> stated(" (offen) "), stated("vertagt ")
    (None, 'vertagt')
    """
    cleaned = clean(text)
    return None if cleaned.lower() in PLACEHOLDERS else cleaned


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
_MONTH = "(?P<monat>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DATES = (
    re.compile(r"(?<![\d.])(?P<tag>\d{1,2})\.\s?(?P<nr>\d{1,2})\.\s?(?P<jahr>\d{4}|\d{2})(?![\d])"),
    re.compile(r"(?<!\d)(?P<jahr>\d{4})-(?P<nr>\d{2})-(?P<tag>\d{2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<tag>\d{{1,2}})(?:\.\s*|\s+){_MONTH}\s*(?P<jahr>\d{{4}})(?!\d)", re.I),
    re.compile(rf"\b{_MONTH}\s+(?P<tag>\d{{1,2}}),?\s+(?P<jahr>\d{{4}})(?!\d)", re.I),
    re.compile(rf"(?<!\d)(?P<jahr>\d{{4}})\s+{_MONTH}\s+(?P<tag>\d{{1,2}})(?!\d)", re.I),
)


def full_year(year: int) -> int:
    """A year of two digits with its century; council portals do not reach back before 1970.

    >>> full_year(26), full_year(98), full_year(2013)
    (2026, 1998, 2013)
    """
    return year if year > 99 else year + (2000 if year < 70 else 1900)


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = int(parts["nr"]) if parts.get("nr") else _MONTHS[parts["monat"].lower()]
    try:
        return date(full_year(int(parts["jahr"])), month, int(parts["tag"]))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def datum(text: str) -> date | None:
    """The first date printed in `text`; None where there is none or it does not exist.

    German, English and year-first forms (Wicket portals answer in the reader's language, seen at
    ALLRIS 4 in Laatzen, 2026-11).

    >>> datum("Mo, 31.03.2025").isoformat(), datum("Jan 29, 2026").isoformat()
    ('2025-03-31', '2026-01-29')
    >>> datum("2026 Oct 21").isoformat(), datum("8. September 2026").isoformat()
    ('2026-10-21', '2026-09-08')
    >>> datum("31.02.2025"), datum("TOP 8.1")
    (None, None)
    """
    matches = [match for pattern in _DATES if (match := pattern.search(text))]
    return _date(min(matches, key=lambda match: match.start())) if matches else None


_CLOCK = r"(\d{1,2})[:.](\d{2})(?::\d{2})?"
_TO = r"\s*(?:-|–|bis|[,(]?\s*Ende:?)\s*(?:ca\.?\s*)?"
_SPAN = re.compile(rf"(?<![\d.:]){_CLOCK}(?:\s*Uhr)?(?:{_TO}{_CLOCK})?(?![\d.:]\d)")
# "17 Uhr", "9:30-11 Uhr": an hour alone is a time where "Uhr" stands behind it.
_HOUR = re.compile(rf"(?<![\d.:])(\d{{1,2}})(?=(?:{_TO}\d{{1,2}}(?:[:.]\d{{2}})?)?\s*Uhr)")


def _clock(hour: str | None, minute: str | None) -> str | None:
    if hour is None or minute is None or int(hour) > 24 or int(minute) > 59:
        return None
    return f"{int(hour):02d}:{minute}"


def zeitspanne(text: str) -> tuple[str | None, str | None]:
    """Begin and end as HH:MM; an end that is not printed is None.

    >>> zeitspanne("15:00-22:00 Uhr"), zeitspanne("17.30 Uhr"), zeitspanne("entfällt")
    (('15:00', '22:00'), ('17:30', None), (None, None))
    >>> zeitspanne("17-19 Uhr"), zeitspanne("18:00:00 - 20:15:00")
    (('17:00', '19:00'), ('18:00', '20:15'))
    >>> zeitspanne("17 bis ca. 19.30 Uhr"), zeitspanne("Beginn: 17:00 Uhr, Ende: 19:10 Uhr"), zeitspanne("am 17.")
    (('17:00', '19:30'), ('17:00', '19:10'), (None, None))
    """
    found = _SPAN.search(_HOUR.sub(r"\1:00", text))
    if not found:
        return None, None
    return _clock(found[1], found[2]), _clock(found[3], found[4])


# --- votes -----------------------------------------------------------------------------------

_COUNTS = {word: number for number, words in enumerate(
    ("", "ein eine einer einem einen", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn",
     "elf", "zwölf")) for word in words.split()}  # fmt: skip
_VOTE_WORDS = {
    "ja": r"Ja-?\s?Stimmen?|Ja(?![a-zäöüß])|Dafür|Zustimmung(?:en)?|Fürstimmen?",
    "nein": r"Nein-?\s?Stimmen?|Nein(?![a-zäöüß])|Dagegen|Ablehnung(?:en)?|Gegenstimmen?",
    "enthaltung": r"(?:Stimm)?Enthaltung(?:en)?|Stimmenthaltung(?:en)?|Enthalten",
    "andere": r"Befangen(?:heit)?|Anwesende?|Ungültig|Mitglieder|Stimmberechtigte?|Gesamt",
}
_VOTE_TOKEN = re.compile(
    "|".join(rf"(?P<{key}>(?<![a-zäöüß])(?:{words}))(?:\(e?n\))?" for key, words in _VOTE_WORDS.items())
    + r"|(?P<zahl>(?<![\d./])\d{1,3}(?![\d./]\d)|\b(?:"
    + "|".join(_COUNTS)
    + r")\b)",
    re.I,
)
_GAP = re.compile(r"[\s:=*–-]*(?:Stimmen?(?:\(n\))?)?[\s:=]*", re.I)
# "14:0 Stimmen", "gegen 3 Stimmen"; without the word only where nothing else is said, as "17:30" is a time.
_RATIOS = (
    re.compile(r"(?:(?<![\d:.])(\d{1,3})\s*(?::|zu|gegen)|\bgegen)\s*(\d{1,3})\s+Stimmen", re.I),
    re.compile(r"^(?:Abstimmung(?:sergebnis)?:?\s*)?(\d{1,3})\s*:\s*(\d{1,3})$", re.I),
)
_DIVIDED = re.compile(r"nicht\s+einstimmig|mehrheitlich|mit\s+(?:\w+\s+)?mehrheit|stimmengleichheit", re.I)
_UNANIMOUS = re.compile(r"einstimmig", re.I)


def _pairs(text: str, tokens: list[re.Match[str]], number_first: bool) -> list[tuple[str, str]]:
    pairs, used = [], -1
    for index, (left, right) in enumerate(pairwise(tokens)):
        number, word = (left, right) if number_first else (right, left)
        if index == used or number.lastgroup != "zahl" or word.lastgroup == "zahl":
            continue
        # "Zustimmung: 20 Ablehnung: -": the number before a word with a colon belongs to the word before.
        if number_first and text[right.end() :].lstrip().startswith(":"):
            continue
        if not _GAP.fullmatch(text, left.end(), right.start()):
            continue
        pairs.append((str(word.lastgroup), number[0]))
        used = index + 1
    return pairs


def _columns(text: str, tokens: list[re.Match[str]]) -> list[tuple[str, str]]:
    """A table read row by row: "Zustimmung Ablehnung Enthaltung 20 3 1" (ALLRIS 3, results as a Word table)."""
    kinds = "".join("z" if token.lastgroup == "zahl" else "w" for token in tokens)
    for found in re.finditer(r"(?<!w)(w{2,})(z{2,})", kinds):
        first, last, size = found.start(), found.end(), len(found[1])
        gaps = zip(tokens[first:last], tokens[first + 1 : last], strict=False)
        if size == len(found[2]) and all(_GAP.fullmatch(text, a.end(), b.start()) for a, b in gaps):
            return [(str(tokens[i].lastgroup), tokens[i + size][0]) for i in range(first, first + size)]
    return []


def _counts(text: str) -> dict[str, int | None]:
    tokens = list(_VOTE_TOKEN.finditer(text))
    counted: dict[str, int | None] = {}
    # "Ja 20 Nein 4" and "20 Ja 4 Nein" differ only in direction: the one that pairs more is meant.
    readings = (_columns(text, tokens), _pairs(text, tokens, True), _pairs(text, tokens, False))
    for key, number in max(readings, key=len):
        value = int(number) if number.isdigit() else _COUNTS[number.lower()]
        # Two different counts of one kind are two votes: which one is meant cannot be known.
        counted[key] = value if counted.get(key, value) == value else None
    return counted


def _ratio(text: str) -> dict[str, int | None]:
    found = next((found for pattern in _RATIOS if (found := pattern.search(text))), None)
    return {"ja": int(found[1]) if found[1] else None, "nein": int(found[2])} if found else {}


def einstimmig(text: str) -> bool | None:
    """True for a printed "einstimmig", False for a printed majority, else None.

    >>> einstimmig("einstimmig beschlossen"), einstimmig("nicht einstimmig"), einstimmig("beschlossen")
    (True, False, None)
    """
    if _DIVIDED.search(text):
        return False
    return True if _UNANIMOUS.search(text) else None


@lru_cache(maxsize=4096)
def stimmen(text: str) -> Vote:
    """The vote that a phrase prints; a count that is not printed stays None, not 0.

    >>> stimmen("Ja: 20, Nein: 4, Enthaltung: 22, Befangen: 0")
    Vote(ja=20, nein=4, enthaltung=22, einstimmig=None)
    >>> stimmen("mehrheitlich zugestimmt 45 Ja-Stimmen 7 Nein-Stimmen 9 Enthaltungen")
    Vote(ja=45, nein=7, enthaltung=9, einstimmig=False)
    >>> stimmen("einstimmig mit zwei Enthaltungen")
    Vote(ja=None, nein=None, enthaltung=2, einstimmig=True)
    >>> stimmen("mit 20:4 Stimmen bei 2 Enthaltungen"), stimmen("mehrheitlich gegen 3 Stimmen").nein
    (Vote(ja=20, nein=4, enthaltung=2, einstimmig=None), 3)
    >>> stimmen("Zustimmung: 20 Ablehnung: - Enthaltung: -")
    Vote(ja=20, nein=None, enthaltung=None, einstimmig=None)
    >>> stimmen("Zustimmung:20Ablehnung:0Enthaltung:3")
    Vote(ja=20, nein=0, enthaltung=3, einstimmig=None)
    >>> stimmen("Zustimmung Ablehnung Enthaltung 20 3 1")
    Vote(ja=20, nein=3, enthaltung=1, einstimmig=None)
    """
    counts = _counts(text)
    if not counts.keys() & {"ja", "nein"}:
        counts |= _ratio(text)
    return Vote(
        ja=counts.get("ja"),
        nein=counts.get("nein"),
        enthaltung=counts.get("enthaltung"),
        einstimmig=einstimmig(text),
    )


# --- numbers ---------------------------------------------------------------------------------

_LEADING_NUMBER = re.compile(
    r"(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,4}[ ./-]?)?(?:\w+[/-])*\d[\w]*(?:\s?[/-]\s?\w+\.?)*(?:[/-]\w+)*(?=\s|$)",
)


def split_nummer(text: str) -> tuple[str | None, str | None]:
    """Split "25/085 Annahme von Zuwendungen" into the number and the words after it.

    >>> split_nummer("25/085 Annahme von Zuwendungen")
    ('25/085', 'Annahme von Zuwendungen')
    >>> split_nummer("926 /XI. Radweg"), split_nummer("K 2026/0725 Radweg")
    (('926 /XI.', 'Radweg'), ('K 2026/0725', 'Radweg'))
    >>> split_nummer("Annahme von Zuwendungen")
    (None, 'Annahme von Zuwendungen')
    """
    cleaned = clean(text)
    found = _LEADING_NUMBER.match(cleaned)
    if not found or not re.search(r"[/-]", found[0]):
        return None, cleaned or None
    return found[0], cleaned[found.end() :].strip(" :-–") or None


_TOP = re.compile(
    r"(?:TOP\s*)?(?P<teil>[Nn][Öö]|[ÖN])?\s*"
    r"(?P<nummer>[A-Z]\s\d+(?:\.\d+)*|(?:\d+|[IVX]+|[A-Z])(?:\.\d+)*(?:\.?[a-z]|\s[a-z](?=\)))?)[.):]*(?=\s|$)"
)


def top_nummer(text: str) -> tuple[str | None, bool | None]:
    """The number of an agenda item without its Ö or N, and whether that letter says public.

    >>> top_nummer("Ö\\xa08.1"), top_nummer("N 24"), top_nummer("3.1 Nachtrag: 01.09.2026")
    (('8.1', True), ('24', False), ('3.1', None))
    >>> top_nummer("6 a) Radweg"), top_nummer("NÖ II.3"), top_nummer("A 1"), top_nummer("")
    (('6 a', None), ('II.3', False), ('A 1', None), (None, None))
    """
    found = _TOP.match(clean(text))
    if not found:
        return None, None
    return found["nummer"], found["teil"] == "Ö" if found["teil"] else None


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


_SIZE = re.compile(r"(\d[\d.]*(?:,\d+)?)\s*(Bytes?|KB|MB|GB|B)\b", re.I)
_SIZE_BEHIND = re.compile(rf"{_SIZE.pattern}\s*\)?$", re.I)
_UNITS = {"b": 1, "byte": 1, "bytes": 1, "kb": 1024, "mb": 1024**2, "gb": 1024**3}


def groesse(text: str) -> int | None:
    """A printed file size in bytes (1 KB = 1024 bytes), rounded; None where none is printed.

    >>> groesse("Plan (82 KB)"), groesse("5,2 MB"), groesse("1.234 KB"), groesse("5.2 MB"), groesse("Plan")
    (83968, 5452595, 1263616, 5452595, None)
    """
    found = _SIZE.search(text)
    if not found:
        return None
    # A point is a decimal mark where anything but three digits follows it.
    decimal = re.fullmatch(r"\d+\.(?:\d{1,2}|\d{4,})", found[1])
    number = found[1] if decimal else found[1].replace(".", "").replace(",", ".")
    return round(float(number) * _UNITS[found[2].lower()])


def without_size(text: str) -> str:
    """A file's label without the size printed behind it.

    >>> without_size("Plan (incl. Kosten) (5331 KB)")
    'Plan (incl. Kosten)'
    """
    cleaned = clean(text)
    found = _SIZE_BEHIND.search(cleaned)
    return cleaned[: found.start()].rstrip().removesuffix("(").rstrip() if found else cleaned
