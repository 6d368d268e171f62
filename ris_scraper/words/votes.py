"""Votes as German portals print them: "12 Ja-Stimmen", "Dafür: 12", "14:0 Stimmen" (pure)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ris_scraper.nouns.records import Vote
from ris_scraper.words.german import drawn_together
from ris_scraper.words.proposers import parties

_UNITS = "ein zwei drei vier fünf sechs sieben acht neun".split()
_TEENS = "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn".split()
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
_COUNTS = {word: number for number, word in enumerate([*_UNITS, *_TEENS], 1)}
_COUNTS |= {"null": 0}
_COUNTS |= dict.fromkeys("eine einer einem einen".split(), 1)
_COUNTS |= {
    f"{unit}und{tens}": 10 * ten + one for ten, tens in enumerate(_TENS, 2) for one, unit in enumerate(_UNITS, 1)
}
_COUNTS |= {tens: 10 * ten for ten, tens in enumerate(_TENS, 2)}
_VOTE_WORDS = {
    "ja": r"Ja-?\s?Stimmen?|Ja(?![a-zäöüß])|J(?=\s*[:=]\s*\d)|Daf(?:ü|ue)r|Zustimmung(?:en)?|F(?:ü|ue)rstimmen?"
    r"|(?<=Stimmen\s)für(?=\sde[nr]\b)|(?:Für(?:\sde[nr]\s\w{4,20})?|Pro)(?=\s*[:=]\s*\d)",
    "nein": r"Nein-?\s?Stimmen?|Nein(?![a-zäöüß])|N(?=\s*[:=]\s*\d)|Dagegen|Ablehnung(?:en)?|Gegenst(?:immen?|\.)"
    r"|(?<=Stimmen\s)gegen(?=\sde[nr]\b)|(?:Gegen(?:\sde[nr]\s\w{4,20})?|[CK]ontra)(?=\s*[:=]\s*\d)",
    "enthaltung": r"(?:Stimm)?Enthaltung(?:en)?|Enthalten|Enth(?:alt)?(?![a-zäöüß])\.?|E(?=\s*[:=]\s*\d)",
    "other": r"Befangen(?:heit)?|(?:An|Ab)wesende?|Ungültig|Mitglieder|Stimmberechtigte?|Gesamt"
    r"|(?:abgegebene?n?|gültige?n?)\s(?:abgegebene?n?\s|gültige?n?\s)?Stimmen",
}
# "Enthaltungen keine", "ohne Gegenstimmen": said by no number; not counted, and it takes no other word's number.
_NONE = "keine keiner keinen ohne".split()
_VOTE_TOKEN = re.compile(
    "|".join(rf"(?P<{key}>(?<![a-zäöüß])(?:{words}))(?:\(e?n\))?" for key, words in _VOTE_WORDS.items())
    + r"|(?P<number>(?<![\d.])(?<!\d/)\d{1,3}(?!\d|[./]\d)|\b(?:"
    + "|".join([*_COUNTS, *_NONE])
    + r")\b)",
    re.I,
)
_GAP = re.compile(r"[\s:=*–-]*+(?:x\s)?+(?:Stimmen?(?:\(n\))?)?+[\s:=]*+", re.I)
# "Ja (12), Nein (3)"
_BRACKETED = re.compile(r"(?<=[a-zäöüß])(\s?)\((\d{1,3})\)", re.I)
# A table of Fraktionen: its last line is the vote.
_SUM = re.compile(
    r"\b(?:Fraktion|Partei|Gruppe)\w*[\s|:]+"
    r"(?P<head>(?:(?:Ja|Nein|Dafür|Dagegen|Zustimmung|Ablehnung|Enth|Stimmenth|Gegenst)\S{0,12}[\s|]+){2,4})"
    r".*[\s|](?:Gesamt|Insgesamt|Summe|Zusammen)[\s|:]+(?P<sum>\d[\d\s|]*)$",
    re.I | re.S,
)
# "bei je einer Gegenstimme und Enthaltung"
_EACH = re.compile(
    r"\bje(?:weils)?\s(\d{1,3}|[a-zäöüß]{3,15})\s([a-zäöüß-]{2,20})\s(und|u\.)\s(?=[a-zäöüß-]{2,20})", re.I
)
# "14:0 Stimmen", "gegen 3 Stimmen"; without the word only where nothing else is said, as "17:30" is a time. Three
# numbers are Ja, Nein and Enthaltungen, in this order ("20:4:2 (J:N:E)").
_SAID = r"(?:Stimmenverhältnis|Abstimmung(?:sergebnis)?|Votum)(?:\s+von)?:?\s*"
_LETTERS = r"\(?J(?:a)?-?\s?[:/]\s?N(?:ein)?-?\s?[:/]\s?E(?:nth(?:altung(?:en)?)?\.?)?\)?"
_THREE = r"(?<![\d:.])(\d{1,3})\s?[:/]\s?(\d{1,3})\s?[:/]\s?(\d{1,3})(?![\d:./]\d)"
# "beschlossen (20:4:2)": behind these words numbers in brackets are a vote.
_OUTCOME = r"einstimmig|mehrheitlich|mehrheit|beschlossen|angenommen|abgelehnt|zugestimmt|empfohlen|stimmengleichheit"
# "mit neun zu acht Stimmen", "mit 29 Stimmen gegen 12 Stimmen"
_COUNT = r"(?:\d{1,3}|\b(?:" + "|".join(_COUNTS) + r"))"
# "Für den Antrag stimmen 8 Mitglieder, gegen den Antrag 2, ein Mitglied enthält sich"
_PROSE = (
    rf"\bFür\s(?:den|die)\s[\w-]{{3,30}}\sstimm(?:t?en)\s({_COUNT})(?:\s\w{{0,20}}mitglieder)?,\s"
    rf"(?:dagegen|gegen\s(?:den|die)\s[\w-]{{3,30}})\s({_COUNT})(?:\s\w{{0,20}}mitglieder)?,\s"
    rf"({_COUNT})(?:\s\w{{0,20}}mitglied(?:er)?)?\senth(?:ält|alten|ielt|ielten)\ssich"
)
_RATIOS = (
    re.compile(_PROSE, re.I),
    re.compile(rf"{_THREE}\)?\s?(?:Stimmen|{_LETTERS})", re.I),
    re.compile(rf"(?:{_SAID}|{_LETTERS}:?\s?){_THREE}", re.I),
    re.compile(r"(?<![\d:.])(\d{1,3})\s?J\b[\s,;/|]*(\d{1,3})\s?N\b[\s,;/|]*(\d{1,3})\s?E\b"),
    re.compile(r"\bJ\s?(\d{1,3})[\s,;/|]*N\s?(\d{1,3})[\s,;/|]*E\s?(\d{1,3})(?!\d)"),
    re.compile(rf"(?:{_OUTCOME})\s*\(\s*{_THREE}\s*\)", re.I),
    re.compile(
        r"^\s*(\d{1,3})\s?:\s?(?!0\d)(\d{1,3})\s?:\s?(?!0\d)(\d{1,3})"
        rf"(?:\s?$|[,;]?\s(?:damit\s|somit\s)?(?:{_OUTCOME})\b)",
        re.I,
    ),
    re.compile(
        rf"(?:(?<![\d:.])({_COUNT})(?:\s+Stimmen?)?\s*(?::|\bzu\b|\bgegen\b)|\bgegen)\s*({_COUNT})\s+Stimmen?\b", re.I
    ),
    re.compile(rf"(?:{_OUTCOME})\s*\(\s*(\d{{1,3}})\s?:\s?(\d{{1,3}})\s*\)", re.I),
    re.compile(rf"\(\s*(\d{{1,3}})\s?:\s?(\d{{1,3}})\s*\)\s*(?:{_OUTCOME})", re.I),
    re.compile(rf"{_SAID}(\d{{1,3}})\s?(?::|zu)\s?(\d{{1,3}})(?!\d|\s?[:.]\s?\d|\s?Uhr)", re.I),
    re.compile(r"(?:^|\|)\s*(\d{1,3})\s*:\s*(\d{1,3})\s*(?:\||$)"),
)
_TRIPLES = 7
# Longer texts are prose: numbers beside a vote may be another thing's.
_LONGEST = 200
_KINDS = ("ja", "nein", "enthaltung")
# A word and its number.
_PAIR = 2
# "mit 33 gegen 5 Stimmen abgelehnt", "abgelehnt gegen 5 Stimmen": the 33 are those that rejected it.
_REJECTED = re.compile(r"\s{0,3}abgelehnt", re.I)
_REJECTED_BEFORE = re.compile(r"\babgelehnt[\s,:(–-]{0,3}(?:(?:mit|bei)\s)?$", re.I)
_ACCEPTED = re.compile(r"[\s)]{0,3}(?:beschlossen|angenommen|zugestimmt|empfohlen)", re.I)
# No phrase between "abgelehnt" and its count is longer.
_BEFORE = 20
_UNREAD_RATIO = re.compile(r"(?<![\d:.])(\d{1,3}(?:\s?:\s?\d{1,3}){1,5})\s+Stimmen", re.I)
# No council has a thousand members: a count of so many digits is none, and nor are those beside it.
_WORDS = "|".join(words for kind, words in _VOTE_WORDS.items() if kind != "other")
_TOO_MANY = re.compile(
    rf"(?<![\d./])(?P<before>\d{{4,}})\s?(?:{_WORDS})|(?:{_WORDS})\s?[:=]\s?(?P<behind>\d{{4,}})(?![./]?\d)", re.I
)
_BESIDE = re.compile(r"[\s:;,/|*=–-]*")
_DIVIDED = re.compile(
    r"nicht\s+einstimmig|mehrheitl|mehrheitich|\bmehrh(?:tl)?\.|mit\s+(?:(?!erforderlich|notwendig|nötig)[\w/]+[\s-]){0,3}\w*mehrheit\b|mehrheits(?:beschluss|entscheid)|stimmengleichheit",
    re.I,
)
# With misprints: "einstimming", "eintimmig", "mehrheitich". Duden: "einmütig" and "einhellig" are "einstimmig".
_UNANIMOUS = re.compile(r"eins?t?imm?i?n?g|\beinst(?:imm)?\.|\beinm(?:ü|ue)tig|\beinhellig", re.I)
# "einstimmig mit 17 Stimmen": of those that all agreed the one count is that of the Ja, where nothing was refused.
_AGREED = r"\beinstimmig(?:e[nrs]?)?(?:\s(?:Zustimmung|beschlossen|angenommen|zugestimmt|empfohlen|gewählt|genehmigt))?"
_ALL = r"(?:mit\s(?:allen\s)?)"
_ONLY = rf"({_COUNT})\s(?:abgegebenen\s)?Stimmen\b(?![\s()]*(?::|zu\b|für\b|gegen|dagegen|enth))"
_UNITED = (
    re.compile(rf"{_AGREED}(?:,?\s{_ALL}?|\s?\({_ALL}?){_ONLY}", re.I),
    re.compile(rf"\b{_ALL}{_ONLY}\seinstimmig", re.I),
)
_REFUSING = re.compile(r"abgelehnt|ablehn|abzulehnen|\bnicht\b|ausnahme", re.I)


def einstimmig(text: str) -> bool | None:
    """True for a printed "einstimmig" or its synonym, False for a printed majority, else None.

    >>> einstimmig("einmütig beschlossen"), einstimmig("nicht einstimmig"), einstimmig("beschlossen")
    (True, False, None)
    """
    text = drawn_together(text)
    divided = bool(_DIVIDED.search(text))
    unanimous = bool(_UNANIMOUS.search(_DIVIDED.sub("", text)))
    # Both is two votes, an amendment's and the matter's: whose is which the words alone do not tell.
    return None if divided == unanimous else unanimous


@lru_cache(maxsize=4096)
def count_votes(text: str) -> Vote:
    """The vote that a phrase prints; a count that is not printed stays None, not 0.

    >>> count_votes("Ja: 20, Nein: 4, Enthaltung: 22, Befangen: 0")
    Vote(ja=20, nein=4, enthaltung=22, einstimmig=None)
    >>> count_votes("mehrheitlich zugestimmt 45 Ja-Stimmen 7 Nein-Stimmen 9 Enthaltungen")
    Vote(ja=45, nein=7, enthaltung=9, einstimmig=False)
    >>> count_votes("einstimmig mit zwei Enthaltungen")
    Vote(ja=None, nein=None, enthaltung=2, einstimmig=True)
    >>> count_votes("mit 20:4 Stimmen bei 2 Enthaltungen"), count_votes("mehrheitlich gegen 3 Stimmen").nein
    (Vote(ja=20, nein=4, enthaltung=2, einstimmig=None), 3)
    >>> count_votes("einstimmig mit 17 Stimmen").ja, count_votes("mit 17 Stimmen beschlossen").ja
    (17, None)
    >>> count_votes("Zustimmung: 20 Ablehnung: - Enthaltung: -")
    Vote(ja=20, nein=None, enthaltung=None, einstimmig=None)
    >>> count_votes("Zustimmung:20Ablehnung:0Enthaltung:3")
    Vote(ja=20, nein=0, enthaltung=3, einstimmig=None)
    >>> count_votes("Zustimmung Ablehnung Enthaltung 20 3 1"), count_votes("Zustimmung Ablehnung Enthaltung 20 3").ja
    (Vote(ja=20, nein=3, enthaltung=1, einstimmig=None), None)
    >>> count_votes("Fraktion Ja Nein CDU 18 0 SPD 0 9 Gesamt 18 9")
    Vote(ja=18, nein=9, enthaltung=None, einstimmig=None)
    """
    return Vote(einstimmig=einstimmig(text), **({} if leftover(text) else _read(_opened(text))[0]))


def agreed(*printed: str) -> Vote:
    """The vote that several phrases state, each read alone; a count on which they differ is not known.

    >>> agreed("einstimmig, bei 3 Enthaltungen, beschlossen", "Ja: 40, Nein: 0, Enthaltung: 3")
    Vote(ja=40, nein=0, enthaltung=3, einstimmig=True)
    >>> agreed("Ja: 4, Nein: 0", "Ja: 4, Nein: 1")
    Vote(ja=4, nein=None, enthaltung=None, einstimmig=None)
    """
    votes = [count_votes(text) for text in printed]
    said = {key: {getattr(vote, key) for vote in votes} - {None} for key in _KINDS}
    counts = {key: found.pop() if len(found) == 1 else None for key, found in said.items()}
    return Vote(einstimmig=einstimmig(" | ".join(printed)), **counts)


@lru_cache(maxsize=4096)
def leftover(text: str) -> str | None:
    """Numbers that a phrase prints beside its vote and that no word claims; with such the counts are not known at all.

    >>> leftover("Ja 20 Nein 4 2"), leftover("20:4:2:1 Stimmen"), leftover("Ja: 20, Nein: 4 (2 abwesend)")
    ('2', '20:4:2:1', None)
    >>> leftover("Ja: 20, Nein: 99999"), leftover("12345 Ja-Stimmen"), leftover("Haushalt 2025 abgelehnt")
    ('99999', '12345', None)
    >>> count_votes("Ja 20 Nein 4 2").ja, leftover("beschlossen am 12.03.2025"), leftover("17:30 Uhr")
    (None, None, None)
    """
    if len(text) > _LONGEST or not _has_digit(text):
        return None
    text = _opened(text)
    if many := _TOO_MANY.search(text):
        return many["before"] or many["behind"]
    _, used = _read(text)
    tokens = list(_VOTE_TOKEN.finditer(text))
    spare = [
        token for token in tokens if token.lastgroup == "number" and token[0].isdigit() and not _within(token, used)
    ]
    beside = [token[0] for token in spare if _at_a_vote(text, token, tokens)]
    ratio = None if used else _UNREAD_RATIO.search(text)
    return " ".join(beside) or (ratio[1] if ratio else None)


_Spans = list[tuple[int, int]]


def _has_digit(text: str) -> bool:
    """Whether there is anything for most patterns to find: few results print a count."""
    return any(map(str.isdigit, text))


def _opened(text: str) -> str:
    if total := _SUM.search(text):
        text = text[: total.start()] + f"{total['head']} {total['sum']}".replace("|", " ")
    return _BRACKETED.sub(r"\1 \2 ", _EACH.sub(r"\1 \2 \3 \1 ", text))


def _read(text: str) -> tuple[dict[str, int | None], _Spans]:
    """The counts that a text prints, and where the numbers stand that they were read from."""
    triples = _RATIOS[:_TRIPLES] if _has_digit(text) else ()
    if three := next((found for pattern in triples if (found := pattern.search(text))), None):
        return dict(zip(_KINDS, map(_value, three.groups()), strict=True)), [three.span()]
    counts, used = _counts(text)
    if counts.keys() & {"ja", "nein"}:
        return counts, used
    found = next((found for pattern in _RATIOS[_TRIPLES:] if (found := pattern.search(text))), None)
    if found:
        ja, nein = _value(found[1] or ""), _value(found[2])
        if nein is not None and (ja is None or ja > nein) and _is_rejected(text, found):
            ja, nein = nein, ja
        return counts | {"ja": ja, "nein": nein}, [*used, found.span()]
    if united := _united(text):
        return counts | {"ja": _value(united[1])}, [*used, united.span()]
    return counts, used


def _is_rejected(text: str, ratio: re.Match[str]) -> bool:
    """Whether it is beside a ratio that the matter was rejected, so that its greater number are those against it."""
    if _REJECTED.match(text, ratio.end()) or "abgelehnt" in ratio[0].lower():
        return True
    before = text[max(0, ratio.start() - _BEFORE) : ratio.start()]
    return bool(_REJECTED_BEFORE.search(before)) and not _ACCEPTED.match(text, ratio.end())


def _united(text: str) -> re.Match[str] | None:
    """The one count of a vote in which all agreed to the matter."""
    if not einstimmig(text) or _REFUSING.search(text):
        return None
    return next((found for pattern in _UNITED if (found := pattern.search(text))), None)


def _value(printed: str) -> int | None:
    return int(printed) if printed.isdigit() else _COUNTS.get(printed.lower())


def _within(token: re.Match[str], spans: _Spans) -> bool:
    return any(start <= token.start() and token.end() <= end for start, end in spans)


def _at_a_vote(text: str, number: re.Match[str], tokens: list[re.Match[str]]) -> bool:
    """Whether a number stands beside another part of a vote; "3." is an ordinal."""
    if text[number.end() : number.end() + 1] == ".":
        return False
    place = tokens.index(number)
    # "Anwesend: 12; 10 x dafür"
    if place and tokens[place - 1].lastgroup == "other" and ":" in text[tokens[place - 1].end() : number.start()]:
        return False
    before = place and _BESIDE.fullmatch(text, tokens[place - 1].end(), number.start())
    if place + 1 < len(tokens) and tokens[place + 1].lastgroup == "other":
        return not _GAP.fullmatch(text, number.end(), tokens[place + 1].start())
    behind = place + 1 < len(tokens) and _BESIDE.fullmatch(text, number.end(), tokens[place + 1].start())
    return bool(before or behind) and any(token.lastgroup != "number" for token in tokens)


def _counts(text: str) -> tuple[dict[str, int | None], _Spans]:
    tokens = list(_VOTE_TOKEN.finditer(text))
    if len(tokens) < _PAIR:
        return {}, []
    # "Ja 20 Nein 4" and "20 Ja 4 Nein" differ only in direction: the one that pairs more is meant.
    readings = (_columns(text, tokens), _pairs(text, tokens, True), _pairs(text, tokens, False))
    reading = max(readings, key=_worth)
    printed: dict[str, list[int | None]] = {}
    for key, number in reading:
        printed.setdefault(key, []).append(_value(number[0]))
    counted = _of_one_vote(text, {key: printed[key] for key in _KINDS if key in printed})
    return counted, [number.span() for _, number in reading]


def _of_one_vote(text: str, printed: dict[str, list[int | None]]) -> dict[str, int | None]:
    """The counts of each kind as one: two different ones are two votes, of which only what both say is known.

    Beside Fraktionen several counts of a kind are theirs, the same one too, and none is known of the body.
    """
    if all(len(values) == 1 for values in printed.values()):
        return {key: value for key, (value,) in printed.items()}
    if parties(text):
        return dict.fromkeys(printed)
    once = 0 if all(len(set(values)) == 1 for values in printed.values()) else 1
    return {key: values[0] if len(values) > once and len(set(values)) == 1 else None for key, values in printed.items()}


def _worth(reading: list[tuple[str, re.Match[str]]]) -> tuple[int, int, bool]:
    """How much a reading tells; of two that tell as much, the one that counts the Ja ("Ja 12 Nein 3 Enthaltungen")."""
    kinds = {kind for kind, _ in reading}
    return len(reading), len(kinds), "ja" in kinds


def _pairs(text: str, tokens: list[re.Match[str]], number_first: bool) -> list[tuple[str, re.Match[str]]]:
    pairs, used = [], -1
    for index, (left, right) in enumerate(pairwise(tokens)):
        number, word = (left, right) if number_first else (right, left)
        if index == used or number.lastgroup != "number" or word.lastgroup == "number":
            continue
        # "Zustimmung: 20 Ablehnung: -": the number before a word with a colon belongs to the word before; "TOP 5: Ja".
        if number_first and (text[right.end() :].lstrip().startswith(":") or ":" in text[left.end() : right.start()]):
            continue
        if not _GAP.fullmatch(text, left.end(), right.start()):
            continue
        if not number_first and index and _heads_column(text, tokens[index - 1], left, right):
            continue
        pairs.append((str(word.lastgroup), number))
        used = index + 1
    return pairs


def _heads_column(text: str, before: re.Match[str], word: re.Match[str], number: re.Match[str]) -> bool:
    """Whether a word ends a table's head, "Dafür Dagegen Enthaltungen 27 9": nobody knows whose numbers these are."""
    if before.lastgroup in ("number", "other") or ":" in text[word.end() : number.start()]:
        return False
    return bool(_GAP.fullmatch(text, before.end(), word.start()))


def _columns(text: str, tokens: list[re.Match[str]]) -> list[tuple[str, re.Match[str]]]:
    """A table read row by row: "Zustimmung Ablehnung Enthaltung 20 3 1" (ALLRIS 3, results as a Word table)."""
    kinds = "".join("z" if token.lastgroup == "number" else "w" for token in tokens)
    for found in re.finditer(r"(?<!w)(w{2,})(z{2,})", kinds):
        first, last, size = found.start(), found.end(), len(found[1])
        gaps = zip(tokens[first:last], tokens[first + 1 : last], strict=False)
        if size == len(found[2]) and all(_GAP.fullmatch(text, a.end(), b.start()) for a, b in gaps):
            return [(str(tokens[i].lastgroup), tokens[i + size]) for i in range(first, first + size)]
    return []
