"""The words of a search: what was typed, and which words of the texts are meant. Runs in the server, so it imports
nothing of ours; suche.py asks it.

Full-text search knows whole words only. `publish` leaves a table of all words (woerter_liste, with trigrams in
woerter), and a typed word becomes all those of which it is a form ("Konzepte") or a part ("Klimaschutzkonzept"). What
stands in quotes is asked for as it is. Whatever is typed is data, never syntax.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

import snowballstemmer

Row = dict[str, Any]

#: What is read of a search: signs, and words.
MOST_SIGNS, MOST_TERMS = 300, 8
#: A stem below so many letters has too many relatives ("Plan": planen, Planck), which are offered and not added.
SHORT = 5
#: Words that one typed word may become, those that are named on the page, and those that are looked at for it.
MOST_WORDS, NAMED, LOOKED_AT = 400, 12, 3000
#: Letters that may follow a stem: "keiten" has six.
LONGEST_ENDING = 8
#: Words that share their end with a compound whose beginning stands alone: "Integrations- und Teilhabekonzept".
MOST_ENDS = 60
#: A word is common that stands in so many texts, and in so large a share of all; it is not asked for beside others.
COMMON, SHARE = 20_000, 0.2
#: A word of a text.
TOKEN = re.compile(r"[^\W_]+")
#: Signs that no text has, between which a word stands that was asked for, and such a word.
FROM, TO = "\x02", "\x03"
MARKED = re.compile(f"{FROM}([^{FROM}{TO}]*){TO}")

_ALIKE = str.maketrans({**dict.fromkeys("„“”»«", '"'), **dict.fromkeys("‐‑‒–—−", "-"), "\u00ad": None})
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_APART = re.compile(r"[^\w*\-/.'’&]+")
_COMMANDS = {"AND", "OR", "NOT", "NEAR"}
_UE = re.compile("(?<![aeq])ue")
# What is part of many names of Kreise and says nothing about which one is meant.
_KREIS = {"kreis", "landkreis", "stadt", "kreisfreie", "stadtkreis", "region", "der", "des", "in", "an", "am", "im"}


# --- what is asked ---------------------------------------------------------------------------


class Term(NamedTuple):
    """A part of a search: its words in a row, how it was typed; `kind` is wort, anfang (of a word) or wortlaut."""

    tokens: tuple[str, ...]
    kind: str
    text: str


def tidy(typed: str) -> str:
    """What was typed, without what looks alike: quotes, hyphens, composed letters."""
    return unicodedata.normalize("NFC", typed[:MOST_SIGNS]).translate(_ALIKE)


def terms(typed: str) -> tuple[list[Term], list[str]]:
    """The terms of a search, and sentences about what was not read of it.

    >>> [(*term.tokens, term.kind) for term in terms('Klima-Schutz "im Kreis" 85/2013 Rad*')[0]]
    [('Klima', 'Schutz', 'wort'), ('im', 'Kreis', 'wortlaut'), ('85', '2013', 'wortlaut'), ('Rad', 'anfang')]
    """
    found = list(dict.fromkeys(_terms(tidy(typed))))
    plain = [term for term in found if term.kind == "wort" and term.tokens[0] in _COMMANDS] if len(found) > 1 else []
    kept = [term for term in found if term not in plain]
    said = []
    if plain:
        said.append("AND, OR, NOT und NEAR sind hier keine Befehle: alle Wörter müssen vorkommen.")
    if len(kept) > MOST_TERMS or len(typed) > MOST_SIGNS:
        said.append(f"Die Eingabe ist lang: gesucht wird nach ihren ersten {len(kept[:MOST_TERMS])} Wörtern.")
    return kept[:MOST_TERMS], said


def _terms(typed: str) -> Iterator[Term]:
    for quoted, piece in _PIECE.findall(typed):
        yield from _term(quoted, "wortlaut", f'"{quoted.strip()}"')
        for part in _APART.split(piece):
            yield from _term(part, _kind(part), part.strip("-/.'’&"))


def _kind(part: str) -> str:
    """A word, several that hyphens join too; what has digits or other signs in it is taken as it stands."""
    if part.endswith("*"):
        return "anfang"
    return "wort" if part.strip("-/.'’&*").replace("-", "").isalpha() else "wortlaut"


def _term(text: str, kind: str, typed: str) -> Iterator[Term]:
    tokens = tuple(TOKEN.findall(text))
    if tokens:
        yield Term(tokens, kind, typed)


def numbers(typed: str) -> list[str]:
    """What of a search may be the number of a Vorlage: one to three words in a row with a digit.

    >>> numbers("Vorlage K 2026/0725")
    ['Vorlage K 2026/0725', 'VORLAGE K 2026/0725', 'K 2026/0725', '2026/0725']
    """
    words = [word.strip('",;:()') for word in tidy(typed).split()[:MOST_TERMS]]
    spans = [" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 3, start, -1)]
    return list(dict.fromkeys(way for span in spans if re.search(r"\d", span) for way in (span, span.upper())))


# --- words -----------------------------------------------------------------------------------


def form(word: str) -> str:
    """A word as it is compared, the same as in the table of words: small, without accents, ß as ss, ue as ü.

    >>> form("Maßnahme"), form("Schüler"), form("Schueler"), form("neue")
    ('massnahme', 'schuler', 'schuler', 'neue')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
    return _UE.sub("u", plain.replace("ae", "a").replace("oe", "o"))


@lru_cache(100_000)
def stem(word: str) -> str:
    """The stem of a form.

    >>> stem("integrationskonzepte"), stem("klimaschutzkonzeptes"), stem("massnahmen")
    ('integrationskonzept', 'klimaschutzkonzept', 'massnahm')
    """
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("german")


class Group(NamedTuple):
    """A term and what it became: the expression for the indexes; other words it asks for, and whether there are more;
    words that are only offered; in how many texts the word itself stands.
    """

    term: Term
    match: str
    words: Sequence[str] = ()
    more: bool = False
    offered: Sequence[str] = ()
    texts: int = 0


def widen(db: sqlite3.Connection, term: Term) -> Group:
    """What to ask the indexes for a term."""
    typed = _phrase(term.tokens)
    if term.kind != "wort":
        return Group(term, f"{typed} *" if term.kind == "anfang" else typed)
    whole = form("".join(term.tokens))
    own = db.execute("select wort, anzahl from woerter_liste where form = ?", [whole]).fetchall()
    added, offered = _relatives(db, whole)
    words = [_phrase([word]) for word in [*(row[0] for row in own), *added[:MOST_WORDS]]]
    match = " OR ".join([typed] * (not own or len(term.tokens) > 1) + words + list(_apart(db, term, whole)))
    return Group(term, match, added[:MOST_WORDS], len(added) > MOST_WORDS, offered, sum(row[1] for row in own))


def _phrase(tokens: Iterable[str]) -> str:
    return '"' + " ".join(tokens) + '"'


def _relatives(db: sqlite3.Connection, whole: str) -> tuple[list[str], list[str]]:
    """Other words to ask for: first those of the same stem, then those of which it is a part; words to offer only."""
    root = stem(whole)
    short = len(root) < SHORT
    rows = [row for row in _containing(db, whole if short else root) if row[1] != whole]
    near = [wort for wort, shape in rows if shape.startswith(root) and _ends(shape, root) and stem(shape) == root]
    known = set(near)
    if short:
        return [], (near + [wort for wort, shape in rows if shape.startswith(whole) and wort not in known])[:NAMED]
    parts = (wort for wort, shape in rows if wort not in known and (whole in shape or _ends(shape, root)))
    return near + list(islice(parts, MOST_WORDS + 1)), []


def _ends(shape: str, root: str) -> bool:
    """Whether a word is one with this stem, or a compound that ends with one. Stems take time, so one is made only
    where no more than an ending is left over.
    """
    return len(shape) - shape.rfind(root) - len(root) <= LONGEST_ENDING and stem(shape).endswith(root)


def _containing(db: sqlite3.Connection, part: str, also: str = "", **given: int) -> list[Any]:
    """Words and forms with this part, the most frequent first."""
    if len(part) < 3:  # shorter than a trigram
        return []
    return db.execute(
        f"""select l.wort, l.form from woerter w join woerter_liste l on l.rowid = w.rowid
        where w.form like '%' || :part || '%' {also} order by l.anzahl desc, l.wort limit :limit""",
        {"part": part, "limit": LOOKED_AT, **given},
    ).fetchall()


def _apart(db: sqlite3.Connection, term: Term, whole: str) -> Iterator[str]:
    """The term with hyphens: "integrations konzept" with any ending, and "integrations- und teilhabekonzept"."""
    last = stem(form(term.tokens[-1]))
    if len(term.tokens) > 1 and len(last) >= SHORT:
        yield f"{_phrase([*term.tokens[:-1], last])} *"
    root = stem(whole)
    first = [root[:at] for at in range(4, len(root) - 3)]
    listed = ", ".join("?" * len(first))
    for wort, shape in db.execute(f"select wort, form from woerter_liste where form in ({listed})", first).fetchall():
        second = root[len(shape) :]
        yield f"{_phrase([wort, second])} *"
        if len(second) >= SHORT:
            ends = (other for other, shape in _containing(db, second) if _ends(shape, second))
            yield from (f"NEAR({_phrase([wort])} {_phrase([other])}, 1)" for other in islice(ends, MOST_ENDS))


def demanded(db: sqlite3.Connection, groups: Sequence[Group]) -> tuple[list[Group], list[str]]:
    """The groups that a hit has to have, and sentences about the others: words that nearly all texts have are not
    asked for, as long as there is another one.
    """
    total = db.execute("select max(rowid) from abschnitte").fetchone()[0] or 0
    rare = [group for group in groups if group.texts < max(COMMON, SHARE * total)]
    if not rare or len(rare) == len(groups):
        return list(groups), []
    common = ", ".join(f"„{group.term.text}“" for group in groups if group not in rare)
    return rare, [f"Sehr häufig und darum nicht verlangt: {common}."]


def similar(db: sqlite3.Connection, typed: str) -> list[str]:
    """Words that look like one that stands nowhere: one of its thirds is right, and they are as long."""
    shape = form(typed)
    third = max(3, len(shape) // 3)
    found: dict[str, str] = {}
    for part in {shape[at : at + third] for at in range(0, len(shape) - 2, third)}:
        if len(part) > 2:
            rows = _containing(db, part, "and length(l.form) between :long - 2 and :long + 2", long=len(shape))
            found |= {row[1]: row[0] for row in rows}
    return [found[near] for near in get_close_matches(shape, found, 5, 0.7)]


def printed(db: sqlite3.Connection, word: str) -> str:
    """A word as a text prints it: the index knows no capitals and no dots."""
    for table in ("vorlagen_fts", "abschnitte_fts"):
        ask = f"select snippet({table}, 0, ?, ?, '', 1) as text from {table} where {table} match ? limit 1"
        for row in db.execute(ask, [FROM, TO, _phrase([word])]):
            if found := MARKED.search(row["text"] or ""):
                return found[1]
    return word


# --- what is offered above the hits ----------------------------------------------------------


def kreise(db: sqlite3.Connection, typed: str) -> list[Row]:
    """Kreise whose name is part of the search, with the search as it is without the name."""
    words = [word for word in TOKEN.findall(tidy(typed)) if form(word) not in _KREIS]
    shapes = [form(word) for word in words]
    found = []
    for ags, name in db.execute("select ags, name from kreise where name is not null order by name"):
        core = [shape for shape in map(form, TOKEN.findall(name)) if shape not in _KREIS]
        at = _place(core, shapes)
        if at is not None:
            found.append({"ags": ags, "name": name, "rest": " ".join(words[:at] + words[at + len(core) :])})
    return found[:5]


def _place(core: Sequence[str], shapes: Sequence[str]) -> int | None:
    """Where all words of a name stand in a row; the first of it alone will do, if nothing else was typed."""
    if core and len(core[0]) >= SHORT and list(core[:1]) == list(shapes):
        return 0
    return next((n for n in range(len(shapes)) if core and list(core) == list(shapes[n : n + len(core)])), None)


def konzepte(db: sqlite3.Connection, asked: Sequence[Term]) -> list[Row]:
    """Concepts that are named in the search, in any form and spelling, or begin with its only word."""
    shapes = [form("".join(term.tokens)) for term in asked]
    roots = {stem("".join(shapes[a:b])) for a in range(len(shapes)) for b in range(a + 1, len(shapes) + 1)}
    first = shapes[0] if len(shapes) == 1 and len(shapes[0]) > SHORT else None
    found = [row for row in _names(db) if row["stamm"] in roots or (first and row["form"].startswith(first))]
    return sorted(found, key=lambda row: (row["stamm"] not in roots, row["name"]))[:4]


def _names(db: sqlite3.Connection) -> list[Row]:
    rows = db.execute("select slug, name from konzepte where auswahl = 'gepflegt' order by name")
    shapes = [(slug, name, form("".join(TOKEN.findall(name)))) for slug, name in rows]
    return [{"slug": slug, "name": name, "form": shape, "stamm": stem(shape)} for slug, name, shape in shapes]
