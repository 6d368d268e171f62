"""What names and reaches the persons of an administration, and text without it (pure).

The labels stand in persons.toml, once for all vendors, for running text, for the names of files and for the tests;
docs/datenschutz.md says what is cut, what stays, and why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from heapq import merge
from itertools import product
from typing import Any, NamedTuple

from ris_scraper.words.names import ADDRESSED, BLANK, KNOWN, NAMES, announced, any_of, table, without_names

#: What stands where text was cut.
MARK = "[…]"
_CACHED = 4096


def _forms(label: dict[str, Any]) -> Iterable[str]:
    endings = table()["endings"][label["endings"]] if "endings" in label else [""]
    return (stem + ending for stem, ending in product(label["words"], endings))


def _labels(proposers: bool) -> tuple[str, ...]:
    found = (label for label in table()["label"] if label.get("proposer", False) is proposers)
    return tuple(dict.fromkeys(form for label in found for form in _forms(label)))


#: Labels whose value says who proposes a paper: a Fraktion or body, else a person (`proposers` keeps the former).
PROPOSERS = _labels(proposers=True)
#: Every label whose value is a person or leads to one, in all its forms: a boundary, and kept out of every record.
LABELS = (*PROPOSERS, *_labels(proposers=False))
#: A pattern of them; persons are counted: "Verfasser 1".
LABEL = rf"{any_of(LABELS)}(?:\s\d{{1,2}})?"
_NAMED = frozenset(LABELS)

# --- addresses and numbers -------------------------------------------------------------------

_AT = r"(?:\s?@\s?|%40|&#64;|\s?[(\[]\s?(?:at|ät|@)\s?[)\]]\s?|\sat\s)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|punkt|\.)\s?[)\]}]\s?)"
_HOST = rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,4}}?{_DOT}[A-Za-z]{{2,24}}"
_SAID = rf"{BLANK}{{0,3}}[.:=]{{0,2}}{BLANK}{{0,3}}"
#: A pattern of an address of mail, also where "(at)" stands in it.
MAIL = re.compile(
    rf"(?:(?<!\w)(?:e-?mail(?:-?adresse)?|mailto|mail){_SAID})?(?<![\w.+%'-])[\w.+%'-]{{1,64}}{_AT}{_HOST}(?!\w)", re.I
)
# What no group of digits of a telephone number begins: dates, times, amounts, shares, votes.
_NO_PHONE = (
    r"(?:\d{1,2}\.\d{1,2}\.|(?:19|20)\d\d(?!\d)|\d{1,2}[.:]\d\d(?!\d)"
    r"|\d+(?:[.,]\d+)*\s?(?:€|EUR|Euro|Uhr|%|Prozent|T€|TEUR|Mio|Stimmen|Ja|Nein|Mitglieder|ha\b|km|m²|qm))"
)
_GROUP = r"\(?\d{1,12}\)?"
_MORE = rf"(?:{BLANK}?[/–-]{BLANK}?{_GROUP}|(?:{BLANK}|(?<=\))|(?=\())(?!{_NO_PHONE}){_GROUP}|\.(?=\d{{2}}){_GROUP})"
_DIGITS = rf"(?!\d{{1,2}}\.\d{{1,2}}\.)\(?\d{{2,12}}\)?{_MORE}{{0,7}}"
_BY_PHONE = (
    r"(?:Tele(?:fon|fax)|Tel|telefonisch|Fax|Durchwahl|Rufnummer)"
    r"(?:[-\s]?(?:Nr|[Nn]ummer|Durchwahl|Zentrale|Fax))?(?:\s?(?:/|und|u\.)\s?(?:[Tt]ele)?[Ff]ax)?"
)
_PHONE = re.compile(rf"(?<!\w){_BY_PHONE}{_SAID}(?:unter{BLANK})?(?:[+–-]{BLANK}?)?{_DIGITS}")
# A number that no word announces, by the code of a country, a place (030, 0228, 02931, 033701) or a network (0151):
# "Produkt 060101/543100" and "Vorlage 0207/2016/1" are none, nor is what stands behind another number's name.
_CODE = r"(?:[2-9]\d{1,3}|3\d{4}|1[567]\d{1,2})"
_BARE = re.compile(
    rf"[+(0](?<![\w.,/+€–-].)(?<!\d\s.)(?:(?:(?<=\+)|(?<=0)0)(?:49|43|41){BLANK}?[/–-]?{BLANK}?{_DIGITS}"
    rf"|(?<=\()0{_CODE}\){BLANK}?[/–-]?{BLANK}?\d{{2,}}{_MORE}{{0,4}}"
    rf"|(?<=0){_CODE}(?:{BLANK}?[/–-]{BLANK}?(?!{_NO_PHONE})\d{{2,}}|{BLANK}\d{{2,5}}{BLANK}?[–-]{BLANK}?\d|{BLANK}\d{{6}})\d*"
    rf"(?:{BLANK}?[–-]{BLANK}?\d+|{BLANK}(?!{_NO_PHONE})\d{{2,}}){{0,3}})(?![\d/]|[.,]\d)"
)
_FEWEST_DIGITS, _NEAR = 9, 30
_NUMBERED = re.compile(
    r"(?:Nr|[Nn]ummern?|[Vv]orlagen?|DS|BV|AN|[Dd]rucksachen?|[Pp]rodukte?|[Kk]onto|[Kk]onten|[Ss]tellen?|HHSt|PSP|Az|[Zz]eichen|[Bb]eschluss|IBAN"
    r"|[Aa]ntrag|[Ff]lurstücke?|[Ii]nvestition\w*|[Mm]aßnahmen?|[Kk]ennziffer)[.:\s]{0,3}(?:[A-Z]{1,4}[\s/-]?)?$"
)

# --- names -----------------------------------------------------------------------------------

_M = re.escape(MARK)
_LIST = rf"(?:{NAMES}|{_M})(?:[\s,;/|–-]{{1,4}}(?:{_M}|{ADDRESSED}))*"
# In the next line only what is surely a name, or all that stands there.
_VALUE = rf"{BLANK}*(?!{LABEL}{BLANK}?:)(?:{_LIST}|\n\s*(?:{_M}|{ADDRESSED}|{KNOWN}|{NAMES}(?={BLANK}*(?:\n|$))))"
_COLON = rf"{BLANK}?:"
_COLONED = re.compile(LABEL + _COLON)
_LABELLED = rf"{LABEL}{_COLON}{_VALUE}"
_BESIDE_OFFICE = rf"({LABEL}{_COLON}[^.:;\n]{{1,60}}?)(?:{ADDRESSED}|{KNOWN})"
_STEMS = any_of(table()["speaking"]["stems"])
_SPOKEN = (
    rf"(?<!\w)(?:Ihre?{BLANK})?{_STEMS}[\w/()*:-]{{0,12}}(?:{BLANK}(?:ist|sind|an|bei|erteilt|gibt|beantwortet|steht|stehen"
    rf"|erhalten{BLANK}Sie|Ihnen|gerne?|von)){{0,4}}{BLANK}?[:–-]?\s?(?:{ADDRESSED}|{KNOWN}|{_M})"
)
_SIGNS = "|".join(table()["signature"]["marks"])
_IN_PROSE = "|".join(table()["signature"]["prose"])
_BY = rf"(?!\s?m\.)[\s:]*\(?(?:{NAMES}|{_M})\)?"
_SIGNED = (
    rf"(?<![\w.])(?:(?:{_SIGNS}){_BY}|(?:{_IN_PROSE})[\s:]*"
    rf"(?:\((?:{NAMES})\)|{ADDRESSED}|{KNOWN}|{_M}|{NAMES}(?=\s*(?:\n|$|{_M}))))"
)
_GREETED = rf"(?:{'|'.join(table()['signature']['greetings'])})[\s,.]*\(?(?:{_M}|{NAMES})\)?"
_BEFORE = rf"(?:{ADDRESSED}|{KNOWN})(?:\s(?:ist|unter|per|über|der))*[\s,(:;–-]{{0,4}}$"
_BEHIND = re.compile(rf"[\s,;)(–-]{{0,4}}(?:{ADDRESSED})")
_REACH = 120
_ROOM = r"(?:Zimmer|Zi\.|Raum)(?:-?Nr\.|nummer)?:?\s?(?:[A-Z]{1,2}[\s.-]?)?\d[\w.]{0,8}"
_RUN = re.compile(
    rf"(?:{_ROOM}[\s,;/|·–-]*)?\(?{_M}\)?(?:(?:[\s,;:/|·–-]|\b(?:und|oder|sowie|E-?Mail|Tel\.?|Telefon|Fax|[Mm]obil|Handy|Ruf)\b\.?:?)*\(?(?:{_M}|{_ROOM})\)?)*"
)

# --- what is cut -----------------------------------------------------------------------------


class _Rule(NamedTuple):
    """What is cut out of a text that holds one of the hints, which are quick to find; and what stands there then.

    Where `reach` is given, each find holds a hint so many letters behind its begin at most.
    """

    hints: tuple[str, ...]
    pattern: str | re.Pattern[str]
    put: str | Callable[[re.Match[str]], str] = MARK
    reach: int | None = None


@cache
def _compiled(pattern: str | re.Pattern[str]) -> re.Pattern[str]:
    """A pattern, compiled when a text first asks for it: those that hold all first names take a second together."""
    return re.compile(pattern)


def _unless_numbered(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    few = sum(map(str.isdigit, found[0])) < _FEWEST_DIGITS
    return found[0] if few or _NUMBERED.search(before) else MARK


_ADDRESSES = (
    _Rule(("@", "%40", "&#64;", "at)", "at]", "ät)", " at "), MAIL),
    _Rule(("Tel", "telefonisch", "Fax", "Durchwahl", "Rufnummer"), _PHONE),
    _Rule(("0", "+"), _BARE, _unless_numbered),
)
_NAMES = (
    _Rule(tuple(table()["speaking"]["hints"]), _SPOKEN, reach=len("Ihre Sachb")),
    _Rule(
        ("gez", "i.", "I.", "ppa.", "Im Auftrag", "In Vertretung", "Für die Richtigkeit", "Unterschrift"),
        _SIGNED, reach=len("Im Original "),
    ),
    _Rule(("Grü", "Grue", "Gruß", "MfG", "Hochachtung"), _GREETED, reach=len("Mit freundlichem ")),
)  # fmt: skip
_LABEL_RULES = (_LABELLED, MARK), (_BESIDE_OFFICE, rf"\1{MARK}")


@cache
def prepare() -> None:
    """Compile all that finds persons, which takes as long as some hundred pages: no page is to be charged with it."""
    announced()
    for pattern in (*(rule.pattern for rule in _NAMES), *(label for label, _ in _LABEL_RULES), _BEFORE):
        _compiled(pattern)


_TAIL = 3  # no label is shorter
_LONGEST = max(map(len, LABELS)) + 4
_TAILS = frozenset(label[-_TAIL:] for label in LABELS)


def is_label(printed: str) -> bool:
    """Whether a printed label, without its colon, names a person or leads to one.

    >>> is_label("Sachbearbeiter/-in"), is_label("Verfasser 1"), is_label("Federführend")
    (True, True, False)
    """
    return printed in _NAMED or (printed[-1:].isdigit() and printed.rstrip(" 0123456789") in _NAMED)


def is_row(line: str) -> bool:
    """Whether a line is nothing but the label of a person and its value.

    >>> is_row("Bearbeiter/-in: Muster, Eva"), is_row("Verantwortlich: Jugendamt"), is_row("gez. Muster")
    (True, False, False)
    """
    return _COLONED.match(line) is not None and without_contacts(line).rstrip(" .,;") == MARK


def number(printed: str) -> str | None:
    """A number, the sign of a file or the like up to a label of a person or an address; None where nothing is left.

    Numbers of telephones count behind their word only: the digits mean something else here.
    """
    if not _has_label(printed) and not any(hint in printed for hint in ("@", "Tel", "Fax")):
        return printed
    ends = (found.start() for pattern in (_COLONED, MAIL, _PHONE) if (found := pattern.search(printed)))
    return printed[: min(ends, default=None)].rstrip(" ,;–-") or None


def without_contacts(text: str) -> str:
    """A text without lines that say whom to ask, numbers of telephones, addresses of mail and signatures.

    MARK stands where something was cut. Text may be folded to one line or have its lines; a name never goes on in the
    next one. What a text tells of persons elsewhere stays ("Landrat Nachname wird beauftragt"). Cutting twice changes
    nothing.

    >>> without_contacts("Der Kreistag stimmt zu. Ansprechpartnerin: Frau Muster, Tel. 0999 94-4000")
    'Der Kreistag stimmt zu. […]'
    >>> without_contacts("gez. Nachname"), without_contacts("Mail: e.muster" + "@" + "kreis.example, Amt 51")
    ('[…]', '[…], Amt 51')
    >>> without_contacts("Vorlage 0207/2016/1 vom 02.03.2016 i. V. m. § 3: 1.234.567 Euro")
    'Vorlage 0207/2016/1 vom 02.03.2016 i. V. m. § 3: 1.234.567 Euro'
    """
    cut = _cut(text, _ADDRESSES)
    if _has_label(cut):
        for pattern, put in _LABEL_RULES:
            cut = _compiled(pattern).sub(put, cut)
    cut = _cut(cut, _NAMES)
    return text if cut is text or MARK not in cut else _RUN.sub(MARK, _beside_marks(cut))


@lru_cache(maxsize=_CACHED)
def office(printed: str) -> str | None:
    """What a printed office in charge says without persons, telephones and mail; None where it says nothing else.

    >>> office("FD 3.2, Frau Muster, Tel. 0999 94-4000"), office("Mustermann, Erika"), office("Amt 51")
    ('FD 3.2', None, 'Amt 51')
    """
    named = without_contacts(printed)
    return without_names(printed if named == printed else named.replace(MARK, "").strip(" \n,;:/|–-"))


def _cut(text: str, rules: Iterable[_Rule]) -> str:
    for rule in rules:
        found = [hint for hint in rule.hints if hint in text]
        if found:
            text = _compiled(rule.pattern).sub(rule.put, text) if rule.reach is None else _cut_near(text, rule, found)
    return text


def _cut_near(text: str, rule: _Rule, hints: Iterable[str]) -> str:
    """The same as `sub`, tried only where a find can begin: at every place these patterns cost ten times as much."""
    kept, end, pattern = [], 0, _compiled(rule.pattern)
    for place in _begins(text, hints, rule.reach or 0):
        if place >= end and (found := pattern.match(text, place)):
            kept += [text[end:place], MARK]
            end = found.end()
    return "".join([*kept, text[end:]]) if kept else text


def _begins(text: str, hints: Iterable[str], reach: int) -> Iterator[int]:
    """The places of all hints and those up to `reach` before them, in order, each once."""
    tried = 0
    for place in merge(*(_places(text, hint) for hint in hints)):
        yield from range(max(tried, place - reach), place + 1)
        tried = max(tried, place + 1)


def _places(text: str, hint: str) -> Iterator[int]:
    place = text.find(hint)
    while place >= 0:
        yield place
        place = text.find(hint, place + 1)


def _has_label(text: str) -> bool:
    """Whether one of the labels stands before a colon."""
    place = text.find(":")
    while place >= 0:
        before = text[max(0, place - _LONGEST) : place].rstrip(" \xa00123456789")
        if before[-_TAIL:] in _TAILS and before.endswith(LABELS):
            return True
        place = text.find(":", place + 1)
    return False


def _beside_marks(text: str) -> str:
    """The text without the names that stand right before or behind a mark."""
    first, *others = text.split(MARK)
    kept = [first]
    for piece in others:
        before = kept[-1]
        near = _compiled(_BEFORE).search(before, max(0, len(before) - _REACH))
        kept[-1] = before[: near.start()] if near else before
        behind = _BEHIND.match(piece)
        kept.append(piece[behind.end() :] if behind else piece)
    return MARK.join(kept)
