"""Two to five Vorlagen side by side, their texts compared word by word. Runs in the server, imports nothing of ours.

The first one is the measure: in each other one, words that it has beyond the first are marked as inserted, words of the
first that it lacks as deleted. Texts of two Kreise often share next to nothing; then marks would only be noise, and the
page says how much they share instead.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from datasette import hookimpl

MOST = 5
#: Characters of a text that are shown in a cell, and of all texts of a page that are compared: what one reader may cost
#: the server. (Texts made to be slow, a few short words over and over, took 1.5 s; real ones some 0.1 s.)
LONGEST, BUDGET = 15_000, 120_000
#: Passages that the page of a Vorlage shows, the longest first, and characters of each.
PASSAGES, PASSAGE = 8, 4_000
#: Share of common words below which a text counts as another text.
ALIKE = 0.3
Row = dict[str, Any]
# Asks the dataset: SQL and its values, rows.
Ask = Callable[..., Awaitable[list[Row]]]
_WORD = re.compile(r"(?<!\s)\s*\S+")
_DECIDING = "select vorlage as id from konzeptstand where konzept = :konzept and ags = :ags and vorlage is not null"
_SECTIONS = "select titel, art, text from abschnitte where vorlage = :id order by position, id"
_PASSAGES = """
select t.*, a.nummer as nummer_a, a.betreff as betreff_a, ka.name as kreis_a, b.nummer as nummer_b,
  b.betreff as betreff_b, kb.name as kreis_b, count(*) over () as anzahl
from textgleich t
join vorlagen a on a.id = t.vorlage_a
join vorlagen b on b.id = t.vorlage_b
left join kreise ka on ka.ags = a.ags
left join kreise kb on kb.ags = b.ags
where t.vorlage_a = :id or t.vorlage_b = :id
order by t.woerter desc, t.id
limit :most
"""


class Piece(NamedTuple):
    """A run of words: `kind` is gleich, neu (not in the first) or fehlt (only in the first)."""

    kind: str
    text: str


class Cell(NamedTuple):
    """A text in its column: its runs, and what is to be said about it."""

    pieces: list[Piece]
    hint: str = ""


def compare(first: str, other: str) -> tuple[list[Piece], float]:
    """The words of `other` in runs against those of `first`, and the share of words that both have (0 to 1).

    >>> compare("Der Kreistag beschließt das Konzept.", "Der Ausschuss beschließt das Konzept.")[0][1:3]
    [Piece(kind='fehlt', text=' Kreistag'), Piece(kind='neu', text=' Ausschuss')]
    """
    old, new = _WORD.findall(first), _WORD.findall(other)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new])
    runs: list[Piece] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            runs.append(Piece("gleich", "".join(new[j1:j2])))
            continue
        parts = (Piece("fehlt", "".join(old[i1:i2])), Piece("neu", "".join(new[j1:j2])))
        runs += [part for part in parts if part.text]
    return runs, matcher.ratio()


def row_of(texts: Sequence[str | None], left: int) -> tuple[list[Cell | None], int]:
    """One row of texts against the first that there is, None where there is none; `left` characters may still be
    compared, and how many remain is returned beside the cells.
    """
    cells: list[Cell | None] = []
    first: str | None = None
    for text in texts:
        if not text:
            cells.append(None)
            continue
        cut = text[:LONGEST]
        hint = "Gekürzt; der ganze Text steht bei der Vorlage." if len(text) > LONGEST else ""
        if first is None or len(first) + len(cut) > left:
            said = "" if first is None else "Zu lang zum Vergleichen."
            cells.append(Cell([Piece("gleich", cut)], " ".join(filter(None, [said, hint]))))
        else:
            left -= len(first) + len(cut)
            cells.append(_cell(first, cut, hint))
        first = cut if first is None else first
    return cells, left


def _cell(first: str, other: str, hint: str) -> Cell:
    runs, alike = compare(first, other)
    if alike < ALIKE:
        said = f"Ein anderer Text: {round(100 * alike)} % der Wörter gemeinsam."
        return Cell([Piece("gleich", other)], f"{said} {hint}".strip())
    same = "Wortgleich." if alike == 1 else ""
    return Cell(runs, " ".join(filter(None, [same, hint])))


def by_kind(sections: Iterable[Row]) -> dict[tuple[str, str], str]:
    """The text sections of one Vorlage by kind; those of no known kind by their heading."""
    found: dict[tuple[str, str], str] = {}
    for row in sections:
        known = row["art"] and row["art"] != "sonstiges"
        key = (row["art"] or "", "") if known else ("sonstiges", (row["titel"] or "Text").casefold())
        text = row["text"] or ""
        found[key] = f"{found[key]}\n{text}" if key in found else text
    return found


def table_of(columns: Sequence[dict[tuple[str, str], str]]) -> list[Row]:
    """The texts of all columns in rows: `titel`, `zellen`. The order is that of the first column that has a section."""
    left, rows = BUDGET, []
    for key in dict.fromkeys(key for column in columns for key in column):
        cells, left = row_of([column.get(key) for column in columns], left)
        rows.append({"art": key[0], "titel": key[1], "zellen": cells})
    return rows


def beside_each_other(first: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """The words of two passages in runs; what only one of them has is `fehlt` in the first, `neu` in the other."""
    runs, _ = compare(first[:PASSAGE], other[:PASSAGE])
    return [run for run in runs if run.kind != "neu"], [run for run in runs if run.kind != "fehlt"]


def passages_of(key: str, rows: Iterable[Row]) -> list[Row]:
    """Rows of textgleich as the page of the Vorlage `key` shows them: the other Vorlage, and both sides in order."""
    found = []
    for row in rows:
        left, right = beside_each_other(row["text_a"] or "", row["text_b"] or "")
        sides = [
            {**{name: row[f"{name}_{side}"] for name in ("vorlage", "kreis", "datum")}, "stuecke": runs,
             "gekuerzt": len(row[f"text_{side}"] or "") > PASSAGE}
            for side, runs in (("a", left), ("b", right))
        ]  # fmt: skip
        other = "b" if row["vorlage_a"] == key else "a"
        about = {name: row[f"{name}_{other}"] for name in ("kreis", "nummer", "betreff")}
        found.append({**row, **about, "andere": row[f"vorlage_{other}"], "seiten": sides})
    return found


def _wanted(args: Any) -> list[tuple[str, str]]:
    """What is asked for, each once: `v`, a Vorlage by key or number, and `k`, a concept of a Kreis as concept:ags."""
    pairs = [(name, text.strip()) for name in ("v", "k") for text in args.getlist(name)]
    return [pair for pair in dict.fromkeys(pairs) if pair[1]]


async def _find(ask: Ask, name: str, text: str) -> tuple[str | None, str]:
    """The key of a Vorlage, or a sentence that says why there is none."""
    if name == "k":
        konzept, _, ags = text.rpartition(":")
        found = await ask(_DECIDING, konzept=konzept, ags=ags)
    else:
        found = await ask("select id from vorlagen where id = :text", text=text)
        found = found or await ask("select id from vorlagen where nummer = :text limit 2", text=text)
    if len(found) == 1:
        return found[0]["id"], ""
    said = "ist mehrdeutig: bitte die Kennung angeben" if found else "gibt es nicht"
    return None, f"„{text[:100]}“ {said}."


async def beside(ask: Ask, args: Any) -> Row:
    """The Vorlagen that are asked for: their keys, what is to be said about the others, their texts compared."""
    wanted = _wanted(args)
    found = [await _find(ask, name, text) for name, text in wanted[:MOST]]
    keys = list(dict.fromkeys(key for key, _ in found if key))
    said = [sentence for _, sentence in found if sentence]
    if len(wanted) > MOST:
        said.append(f"Nebeneinander passen {MOST} Vorlagen; die übrigen sind weggelassen.")
    texts = [by_kind(await ask(_SECTIONS, id=key)) for key in keys]
    rows = await asyncio.to_thread(table_of, texts) if len(keys) > 1 else []
    return {"ids": keys, "hinweise": said, "texte": rows}


async def shared(ask: Ask, key: str) -> Row:
    """The longest passages that a Vorlage shares with those of other Kreise, how many there are, and its share."""
    rows = await ask(_PASSAGES, id=key, most=PASSAGES)
    share = await ask("select * from uebernahmen where vorlage = :id", id=key)
    found = await asyncio.to_thread(passages_of, key, rows)
    return {"passagen": found, "anzahl": rows[0]["anzahl"] if rows else 0, "anteil": share[0] if share else None}


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """For seiten/vergleich.html `nebeneinander(request)`; for the page of a Vorlage `wortgleich(id)`."""
    # Asked for when it is needed: whether `sql` is there by now depends on the order of the files.
    env.globals["nebeneinander"] = lambda request: beside(env.globals["sql"], request.args)
    env.globals["wortgleich"] = lambda key: shared(env.globals["sql"], key)
