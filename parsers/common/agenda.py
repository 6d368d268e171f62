"""What agendas of several vendors print in the same way: numbers with a letter, headings of their parts (pure)."""

from __future__ import annotations

import re

from ris_scraper.words import german

# Letters in front of an item's number, and whether they say that it is public.
LETTERS = {"Ö": True, "N": False, "NÖ": False}
# The heading of a part in a text copy, a line of its own.
PART = re.compile(
    r"(?:(?:[A-Z]|[IVX]{1,4}|\d)[.)]\s*)?"
    r"(?:nicht[\s-]*)?öffentliche"
    r"(?:r (?:Teil|Sitzungsteil)\b.*| Sitzung\s?(?:\([^()]{1,40}\)\s?)?:?| Tagesordnung(?:spunkte)?\s*:?)",
    re.I,
)
# "RS. 16/218-02", "DRS. 17/051": the kind of paper in front of its number (Taunusstein, 2026).
_ABBREVIATED = re.compile(r"^[A-ZÄÖÜ]{1,5}\.\s(?=\d)")
_LONGEST_PART = 60
# "12 a", "12A", "II 3", "3.1b": letters and Roman parts belong to the number; a year is none.
_BARE = r"(?:[IVX]{1,6}[ ./])?\d{1,3}(?:\.\d{1,3}){0,5}"
# The number in front of its subject on one line; a capital set apart belongs to the subject ("12 A 44 Ausbau").
NUMBER = rf"{_BARE}(?:\.?\s?[a-z](?=[\s.)]|$)|[A-Z]\d?(?=[\s.)]|$))?"
_NUMBER = re.compile(
    rf"(?:TOP\s*)?(?P<letter>NÖ|[ÖN])?\s*(?P<nummer>{_BARE}(?:\.?\s?[a-zA-Z]\d?)?)[.)]?"
    r"(?:\s+(?:NT|NTOP|Z|Nachtrag|\(neu\)))?"
)


def item_number(text: str) -> tuple[str | None, bool | None]:
    """Number of an agenda item and whether its letter says public, if the text is nothing else.

    >>> item_number("Ö 10.1"), item_number("N 24"), item_number("1. Der Kreistag beschließt")
    (('10.1', True), ('24', False), (None, None))
    >>> item_number("NÖ 3.1 Nachtrag"), item_number("N 12A"), item_number("II 3"), item_number("Ö 12 a")
    (('3.1', False), ('12A', False), ('II 3', None), ('12 a', True))
    """
    found = _NUMBER.fullmatch(german.clean(text))
    return (found["nummer"], LETTERS.get(found["letter"])) if found else (None, None)


def is_paper_number(line: str) -> bool:
    """Whether a line is a number of a Vorlage and nothing else.

    >>> is_paper_number("25/085"), is_paper_number("RS. 16/218-02"), is_paper_number("25/085 Radweg")
    (True, True, False)
    """
    # Every such number has one of these.
    if "/" not in line and "-" not in line:
        return False
    number, rest = german.split_nummer(_ABBREVIATED.sub("", line))
    return number is not None and rest is None


def is_part(row: str) -> bool:
    """Whether a row without an item heads a part of the agenda: "Nichtöffentlicher Teil"."""
    return len(row) < _LONGEST_PART and "öffentlich" in row.lower()
