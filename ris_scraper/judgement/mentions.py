"""Where a text names a concept: synonyms, subjects after "Handlungskonzept", compounds (pure).

The words are data: ris_scraper/vokabular/konzept.toml, which also says how they are found.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

# Stand for the Kreis's own name, and for the words that named a concept while its phase is looked for: "Entwicklung" in
# "Schulentwicklungsplan" must not say that something is being developed.
KREIS, MARKE = "◇", "□"
# A Betreff names its subject at once; what comes after this many characters is text that strayed into the field.
_LONGEST = 500
_UNSEEN = re.compile(f"[\u00ad\u200b\u2060{KREIS}{MARKE}]")
# "Klimaschutz- konzept", "Klima-schutzkonzept": a word divided at the end of a line; "Rad-und", "Rad - und": a blank
# was forgotten, or is one too many.
_DIVIDED = re.compile(r"(?<=[a-zäöüß])[-‐‑] ?(?=[a-zäöüß])(?!(?:und|oder|sowie|bzw|u\.|bis)\b)")
_GLUED = re.compile(r"(?<=\w) ?- ?(?=(?:und|oder)\b)")
_KREIS_WORTE = re.compile(
    r"\b(?:land)?kreis(?:es)?\b|\bkreisfreie stadt\b|\b(?:städte)?region\b|\bstadt\b|-?kreis\b|\(.*", re.I
)
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
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


class _Wort(NamedTuple):
    """A compound: what is before its last part, the kind of the last part, and its printed base form."""

    stamm: str
    basis: str
    form: str

    @property
    def ganz(self) -> str:
        """The word as it is compared: base form, lower case, no hyphens, no umlauts."""
        return _folded(self.stamm) + self.basis

    @property
    def name(self) -> str:
        """The base form as a reader would write it."""
        stamm, form = self.stamm.lstrip("-"), self.form
        if not stamm.endswith("-"):
            stamm, form = stamm.capitalize() if stamm.isupper() else stamm, form.lower()
        return f"{stamm[:1].upper()}{stamm[1:]}{form}" if stamm else form.capitalize()


class _Woerter(NamedTuple):
    synonyme: dict[str, str]
    wort: re.Pattern[str]
    mehrere: re.Pattern[str]
    kuerzel: frozenset[str]
    merkmale: frozenset[str]
    slugs: tuple[str, ...]
    themen: dict[str, str]
    thema: re.Pattern[str]
    vorweg: re.Pattern[str]
    frei: re.Pattern[str]
    ausnahme: re.Pattern[str]
    anfang: re.Pattern[str]
    mitte: re.Pattern[str]
    plan_ende: re.Pattern[str]
    gemeinsam: tuple[str, ...]
    gattung: frozenset[str]
    frei_nach: frozenset[str]


_Judge = Callable[[_Woerter, _Wort], str | None]


@cache
def vocabulary() -> dict[str, Any]:
    """The data of ris_scraper/vokabular/konzept.toml."""
    return tomllib.loads(
        resources.files("ris_scraper.judgement").joinpath("vocabulary", "konzept.toml").read_text("utf-8")
    )


def lesbar(text: str, kreis: str | None = None) -> str:
    """A text with single blanks, without division of words; the name of its Kreis is replaced by a mark.

    >>> lesbar("Klimaschutz- konzept Ahorn-Buchen", "Ahorn-Buchen-Kreis")
    'Klimaschutzkonzept ◇'
    """
    text = _UNSEEN.sub("", " ".join(unicodedata.normalize("NFC", text[: 4 * _LONGEST]).split()))[:_LONGEST]
    text = _GLUED.sub("- ", _DIVIDED.sub("", text))
    return _own_name(kreis).sub(KREIS, text) if kreis else text


@lru_cache(maxsize=1024)
def _own_name(kreis: str) -> re.Pattern[str]:
    core = _KREIS_WORTE.sub("", kreis).strip(" -,")
    names = [kreis, core] if len(core) > 2 else [kreis]
    return re.compile(rf"\b(?:{_any(names)})(?:s|er)?\b(?:-kreis(?:es)?\b)?", re.I)


def nennungen(text: str) -> list[Mention]:
    """The concepts that a readable text names, in the order of the text.

    >>> [(n.konzept, n.name) for n in nennungen("Integrations- und Bäderkonzepts; Wald- und Flurkonzept")]
    [('integrationskonzept', 'Integrationskonzept'), ('waldkonzept', 'Waldkonzept'), ('flurkonzept', 'Flurkonzept')]
    """
    words, folded = _words(), lowered(text)
    found = []
    if any(part in folded for part in words.merkmale):
        matches = (match for match in words.mehrere.finditer(folded) if _as_printed(words, match, text))
        found = [_phrase(words, match, text) for match in matches]
    for match in words.wort.finditer(folded):
        if not any(named.start < match.end() and match.start() < named.end for named in found):
            found += _compound(words, match, text)
    return sorted(found, key=lambda named: named.start)


def lowered(text: str) -> str:
    """Lower case in which every letter keeps its place: searching it is several times faster than ignoring case."""
    folded = text.lower()
    return folded if len(folded) == len(text) else "".join(letter.lower()[0] for letter in text)


def bloss(text: str) -> str:
    """A readable text in which bare words of kinds ("das Konzept", "den Plan") are marked like names."""
    found = [match for match in _words().wort.finditer(lowered(text)) if not match["stamm"]]
    return marked(text, [match.span() for match in found])


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text with a mark in place of each span (in the order of the text; of those that overlap, of the first)."""
    parts, end = [], 0
    for start, stop in spans:
        if start >= end:
            parts += [text[end:start], MARKE]
        end = max(end, stop)
    return "".join([*parts, text[end:]])


# --- compounds --------------------------------------------------------------------------------


def _as_printed(words: _Woerter, match: re.Match[str], text: str) -> bool:
    """Abbreviations count only in capitals: "SEP" is a plan, "15. Sep" a day."""
    return match[0] not in words.kuerzel or text[slice(*match.span())].isupper()


def _phrase(words: _Woerter, match: re.Match[str], text: str) -> Mention:
    slug, printed = words.slugs[(match.lastindex or 0) - 1], text[match.start() : match.end()]
    return Mention(slug, printed[:1].upper() + printed[1:], "synonym", *match.span())


def _compound(words: _Woerter, match: re.Match[str], text: str) -> list[Mention]:
    """What a compound names, and what the parts name that share its end ("Schul- und Sportentwicklungsplan")."""
    wort = _wort(match, text)
    if subject := _with_subject(words, wort, match, text):
        return [subject]
    if match["vor"] and words.ausnahme.fullmatch(_folded(match["vor"]) + wort.ganz):
        return []
    before = _PART.findall(text, match.start(), match.start("stamm"))
    parts = [*(_sharing(words, part, wort) for part in before), [wort]]
    for regel, judge in (("synonym", _listed), ("tippfehler", _misprint), ("zusammensetzung", _unlisted)):
        named = [found for part in parts if (found := _first(judge, words, part))]
        if named:
            return [Mention(slug, name, regel, *match.span()) for slug, name in named]
    return []


def _first(judge: _Judge, words: _Woerter, candidates: list[_Wort]) -> tuple[str, str] | None:
    """Slug and name of the first candidate that a rule knows."""
    return next(((slug, wort.name) for wort in candidates if (slug := judge(words, wort))), None)


def _with_subject(words: _Woerter, wort: _Wort, match: re.Match[str], text: str) -> Mention | None:
    """ "Handlungskonzept Migration", "Masterplan Gesundheit", "Rettungsdienst: Bedarfsplan": a kind and its subject."""
    found = words.thema.match(text, match.end())
    if found and words.gattung & {stamm + wort.basis for stamm in _stems(words, wort)}:
        slug = words.themen[found[1].lower()]
        return Mention(slug, f"{wort.name} {found[1]}", "thema", match.start(), found.end())
    found = words.frei.match(text, match.end()) if wort.ganz in words.frei_nach else None
    if found and not words.ausnahme.fullmatch(f"{wort.ganz} {_folded(found[1])}"):
        slug = f"{wort.ganz}-{_slug(found[1])}"
        return Mention(slug, f"{wort.name} {found[1]}", "thema_frei", match.start(), found.end())
    found = words.vorweg.match(text) if wort.ganz in words.gattung else None
    if found:
        return Mention(words.themen[found[1].lower()], f"{wort.name} {found[1]}", "thema", *match.span())
    return None


def _sharing(words: _Woerter, part: str, wort: _Wort) -> list[_Wort]:
    """What "Schul-" may stand for before "Sportentwicklungsplan", the longest first."""
    shared = [end for end in words.gemeinsam if _folded(wort.stamm).endswith(_folded(end))]
    return [_Wort(part + end, wort.basis, wort.form) for end in (*shared, "")]


def _stems(words: _Woerter, wort: _Wort) -> Iterator[str]:
    """The stem of a compound, and what remains without its neutral parts and without a place in front."""
    whole = _folded(wort.stamm)
    tails = (_folded(wort.stamm[place + 1 :]) for place, letter in enumerate(wort.stamm) if letter == "-")
    for stem in (whole, *tails, words.anfang.sub("", whole)):
        yield stem
        yield words.mitte.sub("", stem)


def _listed(words: _Woerter, wort: _Wort) -> str | None:
    return next((slug for stem in _stems(words, wort) if (slug := words.synonyme.get(stem + wort.basis))), None)


def _misprint(words: _Woerter, wort: _Wort) -> str | None:
    """The concept whose name is one letter off; not for what is another word."""
    return None if words.ausnahme.fullmatch(wort.ganz) else _nearly(wort.ganz)


@lru_cache(maxsize=4096)
def _nearly(word: str) -> str | None:
    return next((slug for name, slug in _words().synonyme.items() if _one_off(name, word)), None)


def _unlisted(words: _Woerter, wort: _Wort) -> str | None:
    """A slug for a compound that no list names and that is no plan of another sort."""
    stem = words.anfang.sub("", _folded(wort.stamm))
    ends = wort.basis in ("konzept", "strategie", "leitbild") or words.plan_ende.search(stem)
    if len(stem) < 3 or not ends or words.ausnahme.fullmatch(stem + wort.basis):
        return None
    return _slug(stem + wort.basis)


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
def _words() -> _Woerter:
    data = vocabulary()
    formen = data["formen"]
    wort = re.compile(_WORT.replace("%kopf%", formen["kopf"]))
    named = [(synonym.lower(), entry["slug"]) for entry in data["konzept"] for synonym in entry["synonyme"]]
    several = [(name, slug) for name, slug in named if not wort.fullmatch(name)]
    themen = {thema.lower(): entry["slug"] for entry in data["konzept"] for thema in entry.get("themen", ())}
    return _Woerter(
        synonyme={_wort(match, name).ganz: slug for name, slug in named if (match := wort.fullmatch(name))},
        wort=wort,
        mehrere=re.compile(rf"\b(?:{'|'.join(f'({_inflected(name)})' for name, _ in several)})\b"),
        kuerzel=frozenset(name for name, _ in several if len(name) <= _SHORT),
        merkmale=frozenset(_uninflected(_telling(wort, name)) for name, _ in several),
        slugs=tuple(slug for _, slug in several),
        themen=themen,
        thema=re.compile(rf"{_BINDEWORTE}({_any(themen)})(?!\w)", re.I),
        vorweg=re.compile(rf"({_any(themen)})(?:[:;,]| [–-] )", re.I),
        frei=re.compile(_FREI),
        ausnahme=re.compile("|".join(f"(?:{entry['muster']})" for entry in data["ausnahme"]).translate(_UMLAUTE)),
        anfang=re.compile(f"^(?:{_any(formen['anfang'])})"),
        mitte=re.compile(f"(?:{_any(map(_folded, formen['mitte']))})$"),
        plan_ende=re.compile(f"(?:{_any(map(_folded, formen['plan_ende']))})$"),
        gemeinsam=tuple(sorted(formen["gemeinsam"], key=len, reverse=True)),
        gattung=frozenset(map(_folded, formen["gattung"])),
        frei_nach=frozenset(map(_folded, formen["gattung_frei"])),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_WORT = (
    # "Integrations- und Teilhabekonzept": what comes before, stem and last part
    r"(?<![\w-])(?P<vor>(?:\w+-(?:,| ?/| und| u\.| oder| sowie| bzw\.| &) ?)*)(?P<stamm>[\w-]*?)(?P<kopf>%kopf%)"
    r"(?=-?(?:entw[uü]rf|fortschreibung|prozess)|(?!\w))"
)
_FREI = (
    r" (?!(?:Kreis|Landkreis|Stadt|Region|Gemeinde|Teil|Phase|Stufe)\b)"
    r"(?!\w+(?:ung|bericht|entwurf|stand|auftrag|vergabe)\b)([A-ZÄÖÜ][\w-]{3,})"
)
# What may stand between "Aktionsplan" and its subject.
_BINDEWORTE = (
    r"(?:[\s„“\"»:–-]|\b(?:zur|zum|für|über|die|den|das|der|des|im|kommunale\w*|kreisweite\w*|\d{4}(?:/\d+)?)\b)*"
)


def _telling(wort: re.Pattern[str], name: str) -> str:
    """The last of several words that is no "Konzept" or "Plan": without it a text need not be searched for them."""
    return [word for word in name.split() if not wort.fullmatch(word)][-1]


def _uninflected(word: str) -> str:
    return re.sub("e[rsnm]?$", "", word) if len(word) > _SHORT else word


def _inflected(name: str) -> str:
    """A pattern for several words, each with its endings."""
    words = (re.escape(_uninflected(word)) + (r"\w{0,3}" if len(word) > _SHORT else "") for word in name.split())
    return " ".join(words)


def _folded(text: str) -> str:
    return text.lower().replace("-", "").translate(_UMLAUTE)


def _wort(match: re.Match[str], text: str) -> _Wort:
    kopf = match["kopf"].replace("ä", "a")
    basis = next(base for base in _BASIS if kopf.startswith(base[:4]))
    form = next((long for long in ("konzeption", "planung") if kopf.startswith(long)), basis)
    return _Wort(text[slice(*match.span("stamm"))], basis, text[match.start("kopf")] + form[1:])


_BASIS = ("konzept", "strategie", "leitbild", "plan", "programm", "agenda")
