"""Which statements of pages are about the same thing: by the vendor's id, or by what is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Generic, NamedTuple, TypeVar

from ris_scraper.dataset.file import Dataset
from ris_scraper.judgement.normalise import judged
from ris_scraper.judgement.same_paper import same_subject
from ris_scraper.nouns.kinds import LISTED
from ris_scraper.nouns.records import Auszug, Hinweis, Presse, Sitzung, Vorlage

R = TypeVar("R", Vorlage, Sitzung, Auszug, Presse)
# The statements that make up a row: an Auszug states a part of its Sitzung.
_TYPES = {"vorlage": ("vorlage", "vorlage"), "sitzung": ("sitzung", "top"), "presse": ("presse", "presse")}


class Sighting(NamedTuple):
    """The page that states something: where it is, and when it was first and last fetched (ISO 8601)."""

    seite: str
    url: str
    zuerst: str
    zuletzt: str


class Statement(NamedTuple, Generic[R]):
    """What a page states about a thing, judged; `outcomes` and `stations` as in `Reading`, not `whole` where it breaks
    off."""

    record: R
    page: Sighting
    outcomes: bool
    stations: bool
    whole: bool
    hinweise: tuple[Hinweis, ...] = ()


def marks(values: Collection[str]) -> str:
    """Placeholders for a list of values in SQL."""
    return ", ".join("?" * len(values))


def owners(db: Dataset, kind: str, folded: Collection[str]) -> dict[str, str]:
    """For keys of text copies without id: the thing with a vendor's id that they are about, if it is just one.

    Numbers are used again after years; a Vorlage with quite another Betreff is another.
    """
    found = db.rows(
        "select faltung, schluessel, json_extract(json, '$.betreff') as betreff from aussagen"
        f" where typ in (?, ?) and faltung in ({marks(folded)})",
        [*_TYPES[kind], *folded],
    )
    copies: dict[str, list[str]] = defaultdict(list)
    things: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in found:
        subjects = copies if row["schluessel"] == row["faltung"] else things[row["faltung"]]
        subjects[row["schluessel"]] += [row["betreff"]] if row["betreff"] else []
    owned: dict[str, str] = {}
    for copy, keys in things.items():
        agreeing = [key for key, said in keys.items() if kind != "vorlage" or same_subject(copies[copy], said)]
        owned |= {copy: agreeing[0]} if len(agreeing) == 1 else {}
    return owned


def sharing(db: Dataset, kind: str, keys: list[str]) -> list[str]:
    """The things that share a text copy without id with one of these, and the copy: whose it is may have changed."""
    types = _TYPES[kind]
    found = db.rows(
        "select distinct o.schluessel from aussagen a join aussagen o on o.faltung = a.faltung and o.typ in (?, ?)"
        f" where a.typ in (?, ?) and a.schluessel in ({marks(keys)})"
        " and exists (select 1 from aussagen t where t.typ in (?, ?) and t.schluessel = a.faltung)",
        [*types, *types, *keys, *types],
    )
    return [row["schluessel"] for row in found]


def sources(db: Dataset, kind: str, keys: list[str]) -> dict[str, str]:
    """The keys of all statements about things, each with its thing: the own ones and those of text copies."""
    copies = db.rows(
        f"select distinct faltung from aussagen a where typ in (?, ?) and schluessel in ({marks(keys)})"
        " and faltung <> schluessel"
        " and exists (select 1 from aussagen t where t.typ in (?, ?) and t.schluessel = a.faltung)",
        [*_TYPES[kind], *keys, *_TYPES[kind]],
    )
    owned = owners(db, kind, [row["faltung"] for row in copies]) if copies else {}
    return {key: key for key in keys} | {copy: owner for copy, owner in owned.items() if owner in keys}


def statements(db: Dataset, kind: type[R], sources: Mapping[str, str]) -> dict[str, list[Statement[R]]]:
    """What pages state about each thing, the most trusted page first.

    Lists (OParl) repeat whole things: their stations and items count only while the thing's own page was not read.
    """
    found = db.rows(
        "select a.schluessel, a.json, a.nennt_ergebnis, a.nennt_stationen, a.ganz, a.rang,"
        " s.id, s.url, s.abgerufen_am, s.zuerst_abgerufen"
        f" from aussagen a join seiten s on s.id = a.seite where a.typ = ? and a.schluessel in ({marks(sources)})"
        " order by a.rang, s.abgerufen_am desc, s.id",
        [kind.model_fields["typ"].default, *sources],
    )
    things: dict[str, list[Statement[R]]] = defaultdict(list)
    own: set[str] = set()
    for row in found:
        key = sources[row["schluessel"]]
        record, hinweise = judged(kind.model_validate_json(row["json"]))
        if row["rang"] < LISTED:
            own.add(key)
        elif key in own:
            record = _without_parts(record)
        page = Sighting(row["id"], row["url"], row["zuerst_abgerufen"], row["abgerufen_am"])
        outcomes, stations, whole = map(bool, (row["nennt_ergebnis"], row["nennt_stationen"], row["ganz"]))
        things[key].append(Statement(record, page, outcomes, stations, whole, hinweise))
    return things


def _without_parts(record: R) -> R:
    parts = {"beratungen": (), "tops": ()}
    return record.model_copy(update={name: none for name, none in parts.items() if name in type(record).model_fields})
