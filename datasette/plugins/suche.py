"""The search of the site: forms and parts of the typed words, one hit per Vorlage. Runs in the server, so it imports
nothing of ours.

Full-text search knows whole words only. `publish` leaves a table of all words (woerter_liste, with trigrams in
woerter), and a typed word becomes all those of which it is a form ("Konzepte") or a part ("Klimaschutzkonzept"). What
stands in quotes is asked for as it is. Whatever is typed is data, never syntax.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urlencode

import snowballstemmer
from datasette import Response, hookimpl
from datasette.plugins import pm
from datasette.utils import sqlite_timelimit

DATABASE = "ris"
#: Hits on a page, in a feed and in a file. A file numbers its rows as 1 of so many, so that it says when it is cut.
PAGE, FEED, FILE = 20, 50, 20_000
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
#: Characters of a Betreff and of a passage that are shown, and words of the passage.
LONGEST, PASSAGE = 400, 40
#: A word is common that stands in so many texts, and in so large a share of all; it is not asked for beside others.
COMMON, SHARE = 20_000, 0.2
FILTERS = ("land", "kreis", "konzept", "von", "bis", "ergebnis")
COLUMNS = ("nr", "treffer", "kreis", "land", "ags", "nummer", "betreff", "fundstelle", "tag", "ergebnis_norm",
           "vorlage", "url")  # fmt: skip
FOUND_IN = ("Nummer", "Betreff", "Text")
Row = dict[str, Any]

_ALIKE = str.maketrans({**dict.fromkeys("„“”»«", '"'), **dict.fromkeys("‐‑‒–—−", "-"), "\u00ad": None})
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_APART = re.compile(r"[^\w*\-/.'’&]+")
_TOKEN = re.compile(r"[^\W_]+")
_COMMANDS = {"AND", "OR", "NOT", "NEAR"}
_UE = re.compile("(?<![aeq])ue")
_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_GERMAN_DAY = re.compile(r"(?:(\d\d?)\.)?(\d\d?)\.(\d{4})")
# What is part of many names of Kreise and says nothing about which one is meant.
_KREIS = {"kreis", "landkreis", "stadt", "kreisfreie", "stadtkreis", "region", "der", "des", "in", "an", "am", "im"}
# Signs that no text has; between them stands a word that was asked for.
_FROM, _TO = "\x02", "\x03"
_MARKED = re.compile(f"{_FROM}([^{_FROM}{_TO}]*){_TO}")


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
    tokens = tuple(_TOKEN.findall(text))
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
        for row in db.execute(ask, [_FROM, _TO, _phrase([word])]):
            if found := _MARKED.search(row["text"] or ""):
                return found[1]
    return word


# --- hits ------------------------------------------------------------------------------------

# Vorlagen, by the number of their row, that have a group in their Betreff (1) or in a text (2), which is their own or
# stands in the minutes about them.
_GROUP = """
  select f.rowid as nr, {n} as gruppe, 1 as stelle from vorlagen_fts f where vorlagen_fts match :g{n}
  union all
  select v.rowid, {n}, 2
  from abschnitte_fts f
  cross join abschnitte a on a.rowid = f.rowid
  left join tops t on t.id = a.top
  join vorlagen v on v.id = coalesce(a.vorlage, t.vorlage)
  where abschnitte_fts match :g{n}"""
# A Vorlage has to have every group, somewhere. What several portals show is one Vorlage.
_HITS = """with gefunden as ({groups}),
doppelt as materialized (
  select a.rowid as nr, b.rowid as gilt
  from dubletten d join vorlagen a on a.id = d.vorlage join vorlagen b on b.id = d.gilt
),
gruppen as (
  select coalesce(d.gilt, f.nr) as nr, f.gruppe, min(f.stelle) as stelle
  from gefunden f left join doppelt d on d.nr = f.nr group by 1, 2
),
genannt as (
  select nr, max(stelle) as stelle from gruppen group by nr having count(*) = {n}
  union all
  select coalesce(d.gilt, v.rowid), 0
  from vorlagen v left join doppelt d on d.nr = v.rowid where v.nummer in ({numbers})
),
treffer as (select nr, min(stelle) as stelle from genannt group by nr),
zeilen as materialized (
  select v.id as vorlage, t.stelle, coalesce(v.ergebnis_datum, v.letzte_beratung, v.datum) as tag
  from treffer t join vorlagen v on v.rowid = t.nr left join kreise k on k.ags = v.ags
  where :land in ('', k.land) and (:kreis in ('', k.ags) or k.name like '%' || :kreis || '%')
    and (:konzept = '' or v.id in (
      select kv.vorlage from konzept_vorlagen kv join konzepte kz on kz.slug = kv.konzept
      where :konzept in (kz.slug, kz.name)))
    and :ergebnis in ('', v.ergebnis_norm)
    and (:von = '' or tag >= :von) and (:bis = '' or substr(tag, 1, length(:bis)) <= :bis)
),
seite as (
  select *, (select count(*) from zeilen) as gesamt from zeilen order by {order}, vorlage limit :limit offset :offset
)
select z.*, k.name as kreis, k.land, v.ags, v.nummer, v.betreff, v.ergebnis, v.ergebnis_norm, v.ergebnis_gremium,
  v.ergebnis_datum, v.url, {changed} as aktualisiert
from seite z join vorlagen v on v.id = z.vorlage left join kreise k on k.ags = v.ags
order by {order}, z.vorlage"""
_CHANGED = """coalesce(
  (select max(c.gesehen_am) from aenderungen c where c.tabelle = 'vorlagen' and c.zeile = vorlage),
  (select f.zuerst_gesehen from vorlagen f where f.id = vorlage))"""
_BEST_FIRST, _NEW_FIRST = "stelle, tag desc", f"{_CHANGED} desc"


def hits(db: sqlite3.Connection, groups: Sequence[Group], asked: Row, order: str, limit: int, offset: int) -> list[Row]:
    """Vorlagen that have all groups, or whose number was typed; `gesamt` says how many there are in all."""
    keys = {f"n{at}": number for at, number in enumerate(numbers(asked["q"]))}
    found = " union all ".join(_GROUP.format(n=at) for at in range(1, len(groups) + 1))
    listed = ", ".join(f":{key}" for key in keys)
    query = _HITS.format(groups=found, n=len(groups), numbers=listed, order=order, changed=_CHANGED)
    matches = {f"g{at}": group.match for at, group in enumerate(groups, start=1)}
    given = {name: asked[name] for name in FILTERS}
    rows = db.execute(query, {**keys, **matches, **given, "limit": limit, "offset": offset})
    return [dict(row) for row in rows]


# The texts of the Vorlagen that are shown, in all their portals. The index goes first: it is slow where it is asked
# anew for every text.
_PASSAGES = """with fassungen as (
  select value as id, value as vorlage from json_each(:keys)
  union all select d.vorlage, d.gilt from json_each(:keys) join dubletten d on d.gilt = value
)
select x.vorlage, a.titel, a.art, snippet(abschnitte_fts, 0, :from, :to, ' … ', :words) as text
from abschnitte_fts f
cross join abschnitte a on a.rowid = f.rowid
left join tops t on t.id = a.top
join fassungen x on x.id = coalesce(a.vorlage, t.vorlage)
where abschnitte_fts match :match order by x.vorlage, a.position"""
_TITLES = """select v.id as vorlage, highlight(vorlagen_fts, 0, :from, :to) as text
from vorlagen_fts f cross join vorlagen v on v.rowid = f.rowid
where vorlagen_fts match :match and v.id in (select value from json_each(:keys))"""


def pieces(text: str, longest: int = LONGEST) -> list[tuple[str, bool]]:
    """A text in runs, and whether each is to be marked.

    >>> pieces("Das \\x02Konzept\\x03 des Kreises", 13)
    [('Das ', False), ('Konzept', True), (' d …', False)]
    """
    runs: list[tuple[str, bool]] = []
    for at, run in enumerate(_MARKED.split(text)):
        run = run.replace(_FROM, "").replace(_TO, "")
        if len(run) > longest:
            return [*runs, (run[: max(longest, 0)] + " …", at % 2 == 1)]
        longest -= len(run)
        runs += [(run, at % 2 == 1)] if run else []
    return runs


def mark(db: sqlite3.Connection, groups: Sequence[Group], rows: Sequence[Row]) -> None:
    """Give each row its Betreff in pieces and the passage that has the most of the words, with the name of its text."""
    match = " OR ".join(f"({group.match})" for group in groups)
    given = {"keys": json.dumps([row["vorlage"] for row in rows]), "match": match, "from": _FROM, "to": _TO}
    titles = {row["vorlage"]: row["text"] for row in db.execute(_TITLES, given)}
    best: dict[str, Row] = {}
    for row in map(dict, db.execute(_PASSAGES, {**given, "words": PASSAGE})):
        row["wert"] = len({word.casefold() for word in _MARKED.findall(row["text"] or "")})
        if row["wert"] > best.get(row["vorlage"], {"wert": 0})["wert"]:
            best[row["vorlage"]] = row
    for row in rows:
        row["teile"] = pieces(titles.get(row["vorlage"]) or row["betreff"] or "")
        passage = best.get(row["vorlage"])
        row["auszug"] = pieces(passage["text"], 2 * LONGEST) if passage else []
        row["abschnitt"] = (passage["titel"] or passage["art"] or "Text")[:100] if passage else ""


# --- what is offered above the hits ----------------------------------------------------------


def kreise(db: sqlite3.Connection, typed: str) -> list[Row]:
    """Kreise whose name is part of the search, with the search as it is without the name."""
    words = [word for word in _TOKEN.findall(tidy(typed)) if form(word) not in _KREIS]
    shapes = [form(word) for word in words]
    found = []
    for ags, name in db.execute("select ags, name from kreise where name is not null order by name"):
        core = [shape for shape in map(form, _TOKEN.findall(name)) if shape not in _KREIS]
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
    shapes = [(slug, name, form("".join(_TOKEN.findall(name)))) for slug, name in rows]
    return [{"slug": slug, "name": name, "form": shape, "stamm": stem(shape)} for slug, name, shape in shapes]


# --- filters ---------------------------------------------------------------------------------


def day(text: str) -> str | None:
    """A year, month or day as the dataset writes it; None if it is none.

    >>> day("2015"), day("1.6.2015"), day("06.2015"), day("abc")
    ('2015', '2015-06-01', '2015-06', None)
    """
    if not text or _DAY.fullmatch(text):
        return text
    found = _GERMAN_DAY.fullmatch(text)
    return "-".join(part.zfill(2) for part in reversed(found.groups()) if part) if found else None


# Whether there is such a value, and what to say if there is not.
_KNOWN = {
    "land": ("select 1 from kreise where land = :x", "Ein Land"),
    "kreis": ("select 1 from kreise where ags = :x or name like '%' || :x || '%'", "Einen Kreis"),
    "konzept": ("select 1 from konzepte where :x in (slug, name)", "Ein Konzept"),
    "ergebnis": ("select 1 from vorlagen where ergebnis_norm = :x limit 1", "Ein Ergebnis"),
}


def wanted(args: Any) -> Row:
    """What a request asks for: the search, its filters (dates as in the dataset where they are dates), the page."""
    asked = {name: (args.get(name) or "").replace("\0", "").strip() for name in ("q", *FILTERS)}
    # No filter is longer; a pattern that is, the site refuses.
    asked |= {name: asked[name][:150] for name in FILTERS}
    for name in ("von", "bis"):
        asked[name] = day(asked[name]) or asked[name]
    page = args.get("seite") or "1"
    return {**asked, "seite": max(1, int(page)) if re.fullmatch("[0-9]{1,6}", page) else 1}


def wrong(db: sqlite3.Connection, asked: Row) -> list[str]:
    """Sentences about filters that can hold nothing."""
    said = [
        f"„{asked[name][:100]}“ ist kein Tag: bitte als 2015, 2015-06 oder 01.06.2015 angeben."
        for name in ("von", "bis")
        if day(asked[name]) is None
    ]
    for name, (query, kind) in _KNOWN.items():
        if asked[name] and not db.execute(query, {"x": asked[name]}).fetchone():
            said.append(f"{kind} „{asked[name][:100]}“ gibt es hier nicht.")
    return said


# --- answers ---------------------------------------------------------------------------------


def answer(db: sqlite3.Connection, asked: Row) -> Row:
    """All that the page shows."""
    found, said = terms(asked["q"])
    errors = wrong(db, asked)
    empty = {"zeilen": [], "gruppen": [], "gesamt": 0, "kreise": [], "konzepte": [], "seiten": 0}
    shown: Row = {**asked, **empty, "hinweise": said, "fehler": errors, "leer": not found}
    if not found or errors:
        return shown
    groups, common = demanded(db, [widen(db, term) for term in found])
    said += common
    rows = hits(db, groups, asked, _BEST_FIRST, PAGE, (asked["seite"] - 1) * PAGE)
    if not rows and asked["seite"] > 1:
        rows = hits(db, groups, asked, _BEST_FIRST, PAGE, 0)
        shown |= {"seite": 1, "hinweise": [*said, f"Eine Seite {asked['seite']} gibt es nicht."] if rows else said}
    mark(db, groups, rows)
    total = rows[0]["gesamt"] if rows else 0
    offers = {"kreise": kreise(db, asked["q"]), "konzepte": konzepte(db, found)}
    said_of = [_said(db, group, found) for group in groups]
    return {**shown, **offers, "zeilen": rows, "gruppen": said_of, "gesamt": total, "seiten": -(-total // PAGE)}


def _said(db: sqlite3.Connection, group: Group, found: Sequence[Term]) -> Row:
    """What is said of a group: its term, other words it asked for, and words that are offered or look like it, each
    with the search that it stands in.
    """
    unknown = group.term.kind == "wort" and not group.texts and not group.words
    alike = similar(db, "".join(group.term.tokens)) if unknown else []

    def instead(word: str) -> str:
        return " ".join(word if term == group.term else term.text for term in found)

    return {
        "text": group.term.text,
        "woerter": _printed(db, group.words[:NAMED]),
        "weitere": max(0, len(group.words) - NAMED),
        "ausgelassen": group.more,
        "genau": instead(f'"{group.term.text}"'),
        "beginnt": instead(f"{group.term.text}*"),
        "angeboten": [(word, instead(word)) for word in _printed(db, group.offered)],
        "aehnlich": [(word, instead(word)) for word in _printed(db, alike)],
    }


def _printed(db: sqlite3.Connection, words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(printed(db, word) for word in words))


def listed(db: sqlite3.Connection, asked: Row, order: str, limit: int) -> tuple[list[Row], list[str]]:
    """Hits in a row, for a feed or a file; or sentences about why there are none."""
    found, _ = terms(asked["q"])
    errors = wrong(db, asked) if found else ["Bitte ein Wort zum Suchen angeben: q=…"]
    if errors:
        return [], errors
    groups, _ = demanded(db, [widen(db, term) for term in found])
    return hits(db, groups, asked, order, limit, 0), []


def news(db: sqlite3.Connection, asked: Row) -> Row:
    """The rows of a feed, what came or changed last before the others; or why there are none."""
    rows, errors = listed(db, asked, _NEW_FIRST, FEED)
    return {"zeilen": [{**row, "titel": row["betreff"], "presse": None} for row in rows], "fehler": errors}


def table(rows: Sequence[Row]) -> list[Row]:
    """Hits as a file has them, in the columns COLUMNS."""
    whole = [
        {**row, "nr": at, "treffer": row["gesamt"], "fundstelle": FOUND_IN[row["stelle"]]}
        for at, row in enumerate(rows, start=1)
    ]
    return [{name: row[name] for name in COLUMNS} for row in whole]


def as_csv(rows: Sequence[Row]) -> str:
    """Rows of `table` as CSV, each text harmless for a spreadsheet."""
    harmless = pm.get_plugin("sicherheit.py").harmless
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row.values()] for row in rows)
    return out.getvalue()


# --- in the server ---------------------------------------------------------------------------


async def _run(datasette: Any, ask: Callable[[sqlite3.Connection], Any]) -> Any:
    """Ask the dataset in one of Datasette's threads, within its limit of time; None if that was not enough."""
    limit = datasette.setting("sql_time_limit_ms")

    def limited(db: sqlite3.Connection) -> Any:
        try:
            with sqlite_timelimit(db, limit):
                return ask(db)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                return None
            raise

    return await datasette.get_database(DATABASE).execute_fn(limited)


_LATE = "Die Suche dauert zu lange. Bitte ein selteneres Wort dazu nehmen oder einen Kreis wählen."


async def file(datasette: Any, request: Any) -> Response:
    """All hits as CSV or JSON."""
    asked = wanted(request.args)
    found = await _run(datasette, lambda db: listed(db, asked, _BEST_FIRST, FILE))
    rows, errors = found or ([], [_LATE])
    if errors:
        return Response.text(" ".join(errors) + "\n", status=400)
    name = {"content-disposition": f'attachment; filename="suche.{request.url_vars["form"]}"'}
    if request.url_vars["form"] == "csv":
        return Response(as_csv(table(rows)), headers=name, content_type="text/csv; charset=utf-8")
    head = {name: asked[name] for name in ("q", *FILTERS)}
    total = rows[0]["gesamt"] if rows else 0
    return Response.json({**head, "treffer": total, "zeilen": table(rows)}, headers=name)


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The files; page and feed are templates, seiten/suche.html and seiten/suche.atom.html."""
    return [(r"^/suche\.(?P<form>csv|json)$", file)]


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For the templates of page and feed: `suche(request)` and `suchfeed(request)`."""

    def with_addresses(asked: Row, found: Row) -> Row:
        chosen = {name: asked[name] for name in FILTERS if asked[name]}
        return {**asked, **found, "adresse": urlencode({"q": asked["q"], **chosen}), "auswahl": urlencode(chosen)}

    async def search(request: Any) -> Row:
        asked = wanted(request.args)
        found = await _run(datasette, lambda db: answer(db, asked))
        late = {"fehler": [_LATE], "hinweise": [], "zeilen": [], "gruppen": [], "gesamt": 0, "seiten": 0}
        return with_addresses(asked, found or late)

    async def feed(request: Any) -> Row:
        asked = wanted(request.args)
        found = await _run(datasette, lambda db: news(db, asked))
        return with_addresses(asked, found or {"zeilen": [], "fehler": [_LATE]})

    env.globals.update(suche=search, suchfeed=feed)
