"""The words (pure): whitespace, dates, times and numbers as German portals print them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

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


def time_span(text: str) -> tuple[str | None, str | None]:
    """Begin and end as HH:MM; an end that is not printed is None.

    >>> time_span("15:00-22:00 Uhr"), time_span("17.30 Uhr"), time_span("entfällt")
    (('15:00', '22:00'), ('17:30', None), (None, None))
    >>> time_span("17-19 Uhr"), time_span("18:00:00 - 20:15:00")
    (('17:00', '19:00'), ('18:00', '20:15'))
    >>> time_span("17 bis ca. 19.30 Uhr"), time_span("Beginn: 17:00 Uhr, Ende: 19:10 Uhr"), time_span("am 17.")
    (('17:00', '19:30'), ('17:00', '19:10'), (None, None))
    """
    found = _SPAN.search(_HOUR.sub(r"\1:00", text))
    if not found:
        return None, None
    return _clock(found[1], found[2]), _clock(found[3], found[4])


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
    r"(?:TOP\s*)?(?P<part>[Nn][Öö]|[ÖN])?\s*"
    r"(?P<number>[A-Z]\s\d+(?:\.\d+)*|(?:\d+|[IVX]+|[A-Z])(?:\.\d+)*(?:\.?[a-z]|\s[a-z](?=\)))?)[.):]*(?=\s|$)"
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


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = int(parts["number"]) if parts.get("number") else _MONTHS[parts["month"].lower()]
    try:
        return date(full_year(int(parts["year"])), month, int(parts["day"]))
    except ValueError:
        return None


def _clock(hour: str | None, minute: str | None) -> str | None:
    if hour is None or minute is None or int(hour) > 24 or int(minute) > 59:
        return None
    return f"{int(hour):02d}:{minute}"
