"""Where a text names a concept: synonyms, subjects after "Handlungskonzept", compounds (pure).

The words are data: judgement/vocabulary/konzept.toml, which also says how they are found.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from ris_scraper.words.ids import UMLAUTS

# Stand for the Kreis's own name, and for the words that named a concept while its phase is looked for: "Entwicklung" in
# "Schulentwicklungsplan" must not say that something is being developed.
KREIS, MARK = "◇", "□"
# A Betreff names its subject at once; what comes after this many characters is text that strayed into the field.
_LONGEST = 500
_UNSEEN = re.compile(f"[\u00ad\u200b\u2060{KREIS}{MARK}]")
# "Klimaschutz- konzept", "Klima-schutzkonzept": a word divided at the end of a line; "Rad-und", "Rad - und": a blank
# was forgotten, or is one too many.
_DIVIDED = re.compile(r"(?<=[a-zäöüß])[-‐‑] ?(?=[a-zäöüß])(?!(?:und|oder|sowie|bzw|u\.|bis)\b)")
_GLUED = re.compile(r"(?<=\w) ?- ?(?=(?:und|oder)\b)")
_KREIS_WORDS = re.compile(
    r"\b(?:land)?kreis(?:es)?\b|\bkreisfreie stadt\b|\b(?:städte)?region\b|\bstadt\b|-?kreis\b|\(.*", re.I
)
# Shorter names are a letter apart too often ("Wohnkonzept", "Wohlkonzept").
_LONG_ENOUGH = 12
# Words up to this length have no endings: "zur", "KEK".
_SHORT = 4
_PART = re.compile(r"\w+(?=-)")


class Mention(NamedTuple):
    """A concept that a text names: slug, name in its base form, the rule that found it, and where it stands."""

    konzept: str
    name: str
    regel: str
    start: int
    end: int


class _Compound(NamedTuple):
    """A compound: what is before its last part, the kind of the last part, and its printed base form."""

    stem: str
    base: str
    form: str

    @property
    def whole(self) -> str:
        """The word as it is compared: base form, lower case, no hyphens, no umlauts."""
        return _folded(self.stem) + self.base

    @property
    def name(self) -> str:
        """The base form as a reader would write it."""
        stem, form = self.stem.lstrip("-"), self.form
        if not stem.endswith("-"):
            stem, form = stem.capitalize() if stem.isupper() else stem, form.lower()
        return f"{stem[:1].upper()}{stem[1:]}{form}" if stem else form.capitalize()


class _Lexicon(NamedTuple):
    synonyms: dict[str, str]
    compound: re.Pattern[str]
    several: re.Pattern[str]
    abbreviations: frozenset[str]
    telling: frozenset[str]
    slugs: tuple[str, ...]
    subjects: dict[str, str]
    subject: re.Pattern[str]
    leading: re.Pattern[str]
    free: re.Pattern[str]
    exception: re.Pattern[str]
    front: re.Pattern[str]
    middle: re.Pattern[str]
    plan_ends: re.Pattern[str]
    shared: tuple[str, ...]
    kinds: frozenset[str]
    kinds_alone: frozenset[str]


_Judge = Callable[[_Lexicon, _Compound], str | None]


@cache
def vocabulary() -> dict[str, Any]:
    """The data of judgement/vocabulary/konzept.toml."""
    return tomllib.loads(
        resources.files("ris_scraper.judgement").joinpath("vocabulary", "konzept.toml").read_text("utf-8")
    )


def readable(text: str, kreis: str | None = None) -> str:
    """A text with single blanks, without division of words; the name of its Kreis is replaced by a mark.

    >>> readable("Klimaschutz- konzept Ahorn-Buchen", "Ahorn-Buchen-Kreis")
    'Klimaschutzkonzept ◇'
    """
    text = _UNSEEN.sub("", " ".join(unicodedata.normalize("NFC", text[: 4 * _LONGEST]).split()))[:_LONGEST]
    text = _GLUED.sub("- ", _DIVIDED.sub("", text))
    return _own_name(kreis).sub(KREIS, text) if kreis else text


def mentions(text: str) -> list[Mention]:
    """The concepts that a readable text names, in the order of the text.

    >>> [(n.konzept, n.name) for n in mentions("Integrations- und Bäderkonzepts; Wald- und Flurkonzept")]
    [('integrationskonzept', 'Integrationskonzept'), ('waldkonzept', 'Waldkonzept'), ('flurkonzept', 'Flurkonzept')]
    """
    words, folded = _words(), lowered(text)
    found = []
    if any(part in folded for part in words.telling):
        matches = (match for match in words.several.finditer(folded) if _as_printed(words, match, text))
        found = [_phrase(words, match, text) for match in matches]
    for match in words.compound.finditer(folded):
        if _of_committee(folded, match.start()):
            continue
        if not any(named.start < match.end() and match.start() < named.end for named in found):
            found += _named_by(words, match, text)
    return _without_parts(text, sorted(found, key=lambda named: named.start))


def lowered(text: str) -> str:
    """Lower case in which every letter keeps its place: searching it is several times faster than ignoring case."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(letter.lower()[0] for letter in text)


def bare(text: str) -> str:
    """A readable text in which bare words of kinds ("das Konzept", "den Plan") are marked like names."""
    found = [match for match in _words().compound.finditer(lowered(text)) if not match["stem"]]
    return marked(text, [match.span() for match in found])


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with a mark in place of each span (in the order of the text; of those that overlap, of the first)."""
    parts, end = [], 0
    for start, stop in spans:
        if start >= end:
            parts += [text[end:start], MARK]
        end = max(end, stop)
    return "".join([*parts, text[end:]])


@lru_cache(maxsize=1024)
def _own_name(kreis: str) -> re.Pattern[str]:
    core = _KREIS_WORDS.sub("", kreis).strip(" -,")
    names = [kreis, core] if len(core) > 2 else [kreis]
    return re.compile(rf"\b(?:{_any(names)})(?:s|er)?\b(?:-kreis(?:es)?\b)?", re.I)


# "Analyse und Leitbild des Nahverkehrsplans", "Nahverkehrsplan: Leitbild und Ziele": a part of another concept.
_PART_OF = re.compile(r"(?: und [\w-]+)? (?:des|der|zum|zur|im|für (?:das|den|die))(?: [\w-]+e[nrs])? ")
_PART_AFTER = re.compile(r"\w*(?:[:;]| [–-]) (?:[\w-]+ und )?")


def _without_parts(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions without the bare "Leitbild" that belongs to the concept named beside it."""
    around = [None, *found, None]
    return [
        named
        for before, named, after in zip(around, found, around[2:], strict=False)
        if not _is_bare_leitbild(text, named)
        or not (
            (after and _PART_OF.fullmatch(text, named.end, after.start))
            or (before and _PART_AFTER.fullmatch(text, before.end, named.start))
        )
    ]


# "Unterausschuss Jugendhilfeplanung" names a body.
_COMMITTEE = re.compile(r"aussch(?:u(?:ss|ß)(?:es)?|üsse[n]?) (?:für (?:die )?)?$")
_COMMITTEE_LONGEST = len("ausschusses für die ")


def _of_committee(text: str, place: int) -> bool:
    return bool(_COMMITTEE.search(text, max(place - _COMMITTEE_LONGEST, 0), place))


def _is_bare_leitbild(text: str, named: Mention) -> bool:
    return text[named.start : named.end].lower().startswith("leitbild")


# --- compounds --------------------------------------------------------------------------------


def _as_printed(words: _Lexicon, match: re.Match[str], text: str) -> bool:
    """Abbreviations count only in capitals: "SEP" is a plan, "15. Sep" a day."""
    return match[0] not in words.abbreviations or text[slice(*match.span())].isupper()


def _phrase(words: _Lexicon, match: re.Match[str], text: str) -> Mention:
    slug, printed = words.slugs[(match.lastindex or 0) - 1], text[match.start() : match.end()]
    return Mention(slug, printed[:1].upper() + printed[1:], "synonym", *match.span())


def _named_by(words: _Lexicon, match: re.Match[str], text: str) -> list[Mention]:
    """What a compound names, and what the parts name that share its end ("Schul- und Sportentwicklungsplan")."""
    compound = _compound(match, text)
    if subject := _with_subject(words, compound, match, text):
        return [subject]
    if match["before"] and words.exception.fullmatch(_folded(match["before"]) + compound.whole):
        return []
    before = _PART.findall(text, match.start(), match.start("stem"))
    parts = [*(_sharing(words, part, compound) for part in before), [compound]]
    for regel, judge in (("synonym", _listed), ("tippfehler", _misprint), ("zusammensetzung", _unlisted)):
        named = [found for part in parts if (found := _first(judge, words, part))]
        if named:
            return [Mention(slug, name, regel, *match.span()) for slug, name in named]
    return []


def _first(judge: _Judge, words: _Lexicon, candidates: list[_Compound]) -> tuple[str, str] | None:
    """Slug and name of the first candidate that a rule knows."""
    return next(((slug, compound.name) for compound in candidates if (slug := judge(words, compound))), None)


def _with_subject(words: _Lexicon, compound: _Compound, match: re.Match[str], text: str) -> Mention | None:
    """ "Handlungskonzept Migration", "Masterplan Gesundheit", "Rettungsdienst: Bedarfsplan": a kind and its subject."""
    found = words.subject.match(text, match.end())
    if found and (
        words.kinds & {stem + compound.base for stem in _stems(words, compound)} or _is_concept_of(text, match, found)
    ):
        slug = words.subjects[found[1].lower()]
        return Mention(slug, f"{compound.name} {found[1]}", "thema", match.start(), found.end())
    found = words.free.match(text, match.end()) if compound.whole in words.kinds_alone else None
    if found and not words.exception.fullmatch(f"{compound.whole} {_folded(found[1])}"):
        slug = f"{compound.whole}-{_slug(found[1])}"
        return Mention(slug, f"{compound.name} {found[1]}", "thema_frei", match.start(), found.end())
    found = words.leading.match(text) if compound.whole in words.kinds else None
    if found:
        return Mention(words.subjects[found[1].lower()], f"{compound.name} {found[1]}", "thema", *match.span())
    return None


# "Konzept Katastrophenschutz 2030", "Konzept für Biologische Vielfalt": the bare word, the subject, and no more of it.
_OF_SUBJECT = re.compile(r" (?:(?:zur|zum|für) )?")
_SUBJECT_ENDS = re.compile(rf"\W*$|\W*[:;,({KREIS}–\d]| (?:im|des) (?:land)?kreis", re.I)


def _is_concept_of(text: str, match: re.Match[str], subject: re.Match[str]) -> bool:
    bare_word = match[0] in ("konzept", "konzeption") and text[match.start()].isupper()
    between = _OF_SUBJECT.fullmatch(text, match.end(), subject.start(1))
    return bool(bare_word and between and _SUBJECT_ENDS.match(text, subject.end()))


def _sharing(words: _Lexicon, part: str, compound: _Compound) -> list[_Compound]:
    """What "Schul-" may stand for before "Sportentwicklungsplan", the longest first."""
    shared = [end for end in words.shared if _folded(compound.stem).endswith(_folded(end))]
    return [_Compound(part + end, compound.base, compound.form) for end in (*shared, "")]


def _stems(words: _Lexicon, compound: _Compound) -> Iterator[str]:
    """The stem of a compound, and what remains without its neutral parts and without a place in front."""
    whole = _folded(compound.stem)
    tails = (_folded(compound.stem[place + 1 :]) for place, letter in enumerate(compound.stem) if letter == "-")
    for stem in (whole, *tails, words.front.sub("", whole)):
        yield stem
        yield words.middle.sub("", stem)


def _listed(words: _Lexicon, compound: _Compound) -> str | None:
    return next((slug for stem in _stems(words, compound) if (slug := words.synonyms.get(stem + compound.base))), None)


def _misprint(words: _Lexicon, compound: _Compound) -> str | None:
    """The concept whose name is one letter off; not for what is another word."""
    return None if words.exception.fullmatch(compound.whole) else _nearly(compound.whole)


@lru_cache(maxsize=4096)
def _nearly(word: str) -> str | None:
    return next((slug for name, slug in _words().synonyms.items() if _one_off(name, word)), None)


def _unlisted(words: _Lexicon, compound: _Compound) -> str | None:
    """A slug for a compound that no list names and that is no plan of another sort."""
    stem = words.front.sub("", _folded(compound.stem))
    ends = compound.base in ("konzept", "strategie", "leitbild") or words.plan_ends.search(stem)
    if len(stem) < 3 or not ends or words.exception.fullmatch(stem + compound.base):
        return None
    return _slug(stem + compound.base)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", _folded(text))


def _one_off(one: str, other: str) -> bool:
    """Whether two words differ by one letter, or by two neighbours that changed places."""
    if not -2 < len(one) - len(other) < 2 or len(one) < _LONG_ENOUGH:
        return False
    same = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), -1)
    one, other = one[same:], other[same:]
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other[1:] or one[1:] == other or one == other[1:]


# --- the words --------------------------------------------------------------------------------


@cache
def _words() -> _Lexicon:
    data = vocabulary()
    forms = data["forms"]
    compound = re.compile(_COMPOUND_WORD.replace("%head%", forms["head"]))
    named = [(synonym.lower(), entry["slug"]) for entry in data["konzept"] for synonym in entry["synonyme"]]
    several = [(name, slug) for name, slug in named if not compound.fullmatch(name)]
    subjects = {subject.lower(): entry["slug"] for entry in data["konzept"] for subject in entry.get("subjects", ())}
    return _Lexicon(
        synonyms={_compound(match, name).whole: slug for name, slug in named if (match := compound.fullmatch(name))},
        compound=compound,
        several=re.compile(rf"\b(?:{'|'.join(f'({_inflected(name)})' for name, _ in several)})\b"),
        abbreviations=frozenset(name for name, _ in several if len(name) <= _SHORT),
        telling=frozenset(_uninflected(_telling(compound, name)) for name, _ in several),
        slugs=tuple(slug for _, slug in several),
        subjects=subjects,
        subject=re.compile(rf"{_BETWEEN}({_any(subjects)})(?!\w)", re.I),
        leading=re.compile(rf"({_any(subjects)})(?:[:;,]| [–-] )", re.I),
        free=re.compile(_FREE),
        exception=re.compile("|".join(f"(?:{entry['pattern']})" for entry in data["exception"]).translate(UMLAUTS)),
        front=re.compile(f"^(?:{_any(forms['front'])})"),
        middle=re.compile(f"(?:{_any(map(_folded, forms['middle']))})$"),
        plan_ends=re.compile(f"(?:{_any(map(_folded, forms['plan_ends']))})$"),
        shared=tuple(sorted(forms["shared"], key=len, reverse=True)),
        kinds=frozenset(map(_folded, forms["kinds"])),
        kinds_alone=frozenset(map(_folded, forms["kinds_alone"])),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_COMPOUND_WORD = (
    # "Integrations- und Teilhabekonzept": what comes before, stem and last part
    r"(?<![\w-])(?P<before>(?:\w+-(?:,| ?/| und| u\.| oder| sowie| bzw\.| &) ?)*)(?P<stem>[\w-]*?)(?P<head>%head%)"
    r"(?=-?(?:entw[uü]rf|fortschreibung|prozess)|(?!\w))"
)
_FREE = (
    r" (?!(?:Kreis|Landkreis|Stadt|Region|Gemeinde|Teil|Phase|Stufe)\b)"
    r"(?!\w+(?:ung|bericht|entwurf|stand|auftrag|vergabe)\b)([A-ZÄÖÜ][\w-]{3,})"
)
# What may stand between "Aktionsplan" and its subject.
_BETWEEN = (
    r"(?:[\s„“\"»:–-]|\b(?:zur|zum|für|über|die|den|das|der|des|im|kommunale\w*|kreisweite\w*|\d{4}(?:/\d+)?)\b)*"
)


def _telling(compound: re.Pattern[str], name: str) -> str:
    """The last of several words that is no "Konzept" or "Plan": without it a text need not be searched for them."""
    return [word for word in name.split() if not compound.fullmatch(word)][-1]


def _uninflected(word: str) -> str:
    return re.sub("e[rsnm]?$", "", word) if len(word) > _SHORT else word


def _inflected(name: str) -> str:
    """A pattern for several words, each with its endings."""
    words = (re.escape(_uninflected(word)) + (r"\w{0,3}" if len(word) > _SHORT else "") for word in name.split())
    return " ".join(words)


def _folded(text: str) -> str:
    return text.lower().replace("-", "").translate(UMLAUTS)


def _compound(match: re.Match[str], text: str) -> _Compound:
    head = match["head"].replace("ä", "a")
    base = next(kind for kind in _BASES if head.startswith(kind[:4]))
    form = next((long for long in ("konzeption", "planung") if head.startswith(long)), base)
    return _Compound(text[slice(*match.span("stem"))], base, text[match.start("head")] + form[1:])


_BASES = ("konzept", "strategie", "leitbild", "plan", "programm", "agenda")
