"""The search of the site: one hit per Vorlage, with the passage and the words marked; which words of the texts a typed
word stands for, says suchwoerter.py. Runs in the server, so it imports nothing of ours.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

from datasette import Response, hookimpl
from datasette.plugins import pm
from datasette.utils import sqlite_timelimit

DATABASE = "ris"
#: Hits on a page, in a feed and in a file. A file numbers its rows as 1 of so many, so that it says when it is cut.
PAGE, FEED, FILE = 20, 50, 20_000
#: Characters of a Betreff and of a passage that are shown, and words of the passage.
LONGEST, PASSAGE = 400, 40
#: Characters of a filter that are read: a longer pattern than some 200 the site refuses.
LONGEST_FILTER = 150
FILTERS = ("land", "kreis", "konzept", "von", "bis", "ergebnis")
COLUMNS = ("nr", "treffer", "kreis", "land", "ags", "nummer", "betreff", "fundstelle", "tag", "ergebnis_norm",
           "vorlage", "url")  # fmt: skip
FOUND_IN = ("Nummer", "Betreff", "Text")
Row = dict[str, Any]
# Terms and what became of them, as suchwoerter.py has them.
Term = Group = Any

_DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_GERMAN_DAY = re.compile(r"(?:(\d\d?)\.)?(\d\d?)\.(\d{4})")


def _words() -> Any:
    """The plugin that knows words; Datasette registers plugins under the names of their files."""
    return pm.get_plugin("suchwoerter.py")


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
    keys = {f"n{at}": number for at, number in enumerate(_words().numbers(asked["q"]))}
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
    words = _words()
    for at, run in enumerate(words.MARKED.split(text)):
        run = run.replace(words.FROM, "").replace(words.TO, "")
        if len(run) > longest:
            return [*runs, (run[: max(longest, 0)] + " …", at % 2 == 1)]
        longest -= len(run)
        runs += [(run, at % 2 == 1)] if run else []
    return runs


def mark(db: sqlite3.Connection, groups: Sequence[Group], rows: Sequence[Row]) -> None:
    """Give each row its Betreff in pieces and the passage that has the most of the words, with the name of its text."""
    words, match = _words(), " OR ".join(f"({group.match})" for group in groups)
    given = {
        "keys": json.dumps([row["vorlage"] for row in rows]),
        "match": match,
        "from": _words().FROM,
        "to": _words().TO,
    }
    titles = {row["vorlage"]: row["text"] for row in db.execute(_TITLES, given)}
    best: dict[str, Row] = {}
    for row in map(dict, db.execute(_PASSAGES, {**given, "words": PASSAGE})):
        row["wert"] = len({word.casefold() for word in words.MARKED.findall(row["text"] or "")})
        if row["wert"] > best.get(row["vorlage"], {"wert": 0})["wert"]:
            best[row["vorlage"]] = row
    for row in rows:
        row["teile"] = pieces(titles.get(row["vorlage"]) or row["betreff"] or "")
        passage = best.get(row["vorlage"])
        row["auszug"] = pieces(passage["text"], 2 * LONGEST) if passage else []
        row["abschnitt"] = (passage["titel"] or passage["art"] or "Text")[:100] if passage else ""


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
    asked |= {name: asked[name][:LONGEST_FILTER] for name in FILTERS}
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
    found, said = _words().terms(asked["q"])
    errors = wrong(db, asked)
    empty = {"zeilen": [], "gruppen": [], "gesamt": 0, "kreise": [], "konzepte": [], "seiten": 0}
    shown: Row = {**asked, **empty, "hinweise": said, "fehler": errors, "leer": not found}
    if not found or errors:
        return shown
    groups, common = _meant(db, found)
    said += common
    rows = hits(db, groups, asked, _BEST_FIRST, PAGE, (asked["seite"] - 1) * PAGE)
    if not rows and asked["seite"] > 1:
        rows = hits(db, groups, asked, _BEST_FIRST, PAGE, 0)
        shown |= {"seite": 1, "hinweise": [*said, f"Eine Seite {asked['seite']} gibt es nicht."] if rows else said}
    mark(db, groups, rows)
    total = rows[0]["gesamt"] if rows else 0
    offers = {"kreise": _words().kreise(db, asked["q"]), "konzepte": _words().konzepte(db, found)}
    said_of = [_said(db, group, found) for group in groups]
    return {**shown, **offers, "zeilen": rows, "gruppen": said_of, "gesamt": total, "seiten": -(-total // PAGE)}


def _meant(db: sqlite3.Connection, found: Sequence[Term]) -> tuple[list[Group], list[str]]:
    """What the terms stand for, and sentences about those that are not asked for."""
    words = _words()
    return words.demanded(db, [words.widen(db, term) for term in found])  # type: ignore[no-any-return]


def _said(db: sqlite3.Connection, group: Group, found: Sequence[Term]) -> Row:
    """What is said of a group: its term, other words it asked for, and words that are offered or look like it, each
    with the search that it stands in.
    """
    unknown = group.term.kind == "wort" and not group.texts and not group.words
    alike = _words().similar(db, "".join(group.term.tokens)) if unknown else []

    def instead(word: str) -> str:
        return " ".join(word if term == group.term else term.text for term in found)

    return {
        "text": group.term.text,
        "woerter": _printed(db, group.words[: _words().NAMED]),
        "weitere": max(0, len(group.words) - _words().NAMED),
        "ausgelassen": group.more,
        "genau": instead(f'"{group.term.text}"'),
        "beginnt": instead(f"{group.term.text}*"),
        "angeboten": [(word, instead(word)) for word in _printed(db, group.offered)],
        "aehnlich": [(word, instead(word)) for word in _printed(db, alike)],
    }


def _printed(db: sqlite3.Connection, words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(_words().printed(db, word) for word in words))


def listed(db: sqlite3.Connection, asked: Row, order: str, limit: int) -> tuple[list[Row], list[str]]:
    """Hits in a row, for a feed or a file; or sentences about why there are none."""
    found, _ = _words().terms(asked["q"])
    errors = wrong(db, asked) if found else ["Bitte ein Wort zum Suchen angeben: q=…"]
    if errors:
        return [], errors
    groups, _ = _meant(db, found)
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
