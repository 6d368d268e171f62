"""Takes in what pages state. Knows tables, not page layouts.

Every page's statements are kept as they were printed (`aussagen`); a row is always judged and joined anew from all of
them, so the order of reading does not matter and reading twice changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from ris_scraper.archive.archive import Fetch
from ris_scraper.dataset.broken import with_kept
from ris_scraper.dataset.changes import changes
from ris_scraper.dataset.file import Dataset, now
from ris_scraper.dataset.join.join import join_dirty
from ris_scraper.dataset.references import named_by
from ris_scraper.nouns.kinds import kind
from ris_scraper.nouns.reading import Reading
from ris_scraper.nouns.records import Auszug, Datensatz, Gremium, Presse, Sitzung, Vorlage
from ris_scraper.words.ids import fold_nummer, slug

# A row of `aussagen`.
_Kept = dict[str, Any]


class Page(NamedTuple):
    """What reading one fetch came to, as rows; made without a dataset, so that any process can."""

    row: dict[str, Any]
    said: list[_Kept]
    hinweise: list[dict[str, Any]]
    links: list[dict[str, Any]]
    broken_off: bool
    records: int

    @property
    def id(self) -> str:
        """Id of the page."""
        return str(self.row["id"])

    def failed(self, fehler: str, grund: str) -> Page:
        """The same page where it could not be written: its error is all that is recorded."""
        return Page({**self.row, **dict.fromkeys(_RECOGNISED), "fehler": fehler, "grund": grund}, [], [], [], False, 0)


# What is known of a page once it was recognised; a fetch that cannot be read leaves it as it was.
_RECOGNISED = ("vendor", "seitentyp")


def page_of(portal: str, fetch: Fetch, reading: Reading) -> Page:
    """One read page as rows."""
    seite, parsed = seite_id(portal, fetch.url, reading.rendering), reading.parsed
    row, said = _page_row(portal, seite, fetch, reading), list(_statements(portal, seite, fetch, reading))
    hinweise = [{"seite": seite, **vars(note)} for note in parsed.hinweise]
    links = [{"seite": seite, **vars(link)} for link in parsed.links]
    return Page(row, said, hinweise, links, parsed.broken_off, len(parsed.datensaetze))


def put(db: Dataset, portal: str, fetch: Fetch, reading: Reading) -> None:
    """Take in one read page, see `put_page`."""
    put_page(db, page_of(portal, fetch, reading))


def put_page(db: Dataset, page: Page) -> None:
    """Take in one page. An older fetch than the one known of the same page changes nothing.

    A page that cannot be read is recorded with its error; what its last readable fetch stated stays.
    """
    known = next(iter(db.rows("select * from seiten where id = ?", [page.id])), None)
    if known is None:
        return put_new(db, [page])
    seen = page.row["abgerufen_am"]
    if _is_older(seen, known["abgerufen_am"]):
        return db.execute("update seiten set abruf = max(abruf, ?) where id = ?", [page.row["abruf"], page.id])
    db.replace("seiten", [_renewed(page.row, known)])
    if page.row["fehler"]:
        return None
    said = page.said
    if page.broken_off:
        said = with_kept(said, db.rows("select * from aussagen where seite = ?", [page.id]))
    if known["sha256"] == page.row["sha256"] or known["fehler"] or _says_the_same(db, page.id, said):
        _put_statements(db, page.id, said, seen)
    else:
        _put_changed(db, page.id, said, seen)
    return _put_notes(db, page)


def put_new(db: Dataset, pages: Collection[Page]) -> None:
    """Take in pages, each of them for the first time: many at once cost less than one by one."""
    db.replace("seiten", (page.row for page in pages))
    good = [page for page in pages if not page.row["fehler"]]
    _add_statements(db, [statement for page in good for statement in page.said])
    db.replace("seiten_hinweise", (note for page in good for note in page.hinweise))
    db.replace("seiten_links", (link for page in good for link in page.links))


def last_read(db: Dataset, portal: str) -> int:
    """Number of the portal's last fetch that was read."""
    return int(db.rows("select coalesce(max(abruf), 0) as n from seiten where portal = ?", [portal])[0]["n"])


def seite_id(portal: str, url: str, rendering: str) -> str:
    """Id of a page: the same address keeps it through every rebuild; a text copy is another page than the markup."""
    digest = hashlib.sha256(f"{rendering}\n{url}".encode()).hexdigest()
    return f"{portal}:{digest[:16]}"


def folded_key(portal: str, record: Vorlage | Sitzung | Auszug) -> str:
    """Which row a record belongs to by what is printed, for pages (text copies) that carry no vendor's id."""
    if isinstance(record, Vorlage):
        return f"{portal}:{fold_nummer(record.nummer or '') or slug(record.betreff or '')}"
    day = record.datum.isoformat() if record.datum else "ohne-datum"
    return f"{portal}:{day}-{slug(record.gremium or '') or 'gremium'}"


def key_of(portal: str, record: Vorlage | Sitzung | Auszug) -> str:
    """Which row a record belongs to: the vendor's id, else the folded key."""
    number = record.sitzung_id if isinstance(record, Auszug) else record.id
    return f"{portal}:{number}" if number else folded_key(portal, record)


def _is_older(seen: str, known: str) -> bool:
    """Whether a fetch is older than the known one of its page; a time still to come is that of a wrong clock."""
    return seen < known <= now()


def _page_row(portal: str, seite: str, fetch: Fetch, reading: Reading) -> dict[str, Any]:
    return {
        "id": seite,
        "portal": portal,
        "url": fetch.url,
        "vendor": reading.vendor,
        "seitentyp": reading.seitentyp,
        "rendering": reading.rendering,
        "zuerst_abgerufen": fetch.abgerufen_am,
        "abgerufen_am": fetch.abgerufen_am,
        "sha256": fetch.sha256,
        "http_status": fetch.http_status,
        "abruf": fetch.id,
        "fehler": reading.fehler,
        "grund": reading.grund,
    }


def _renewed(row: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """The row of a page that was fetched again."""
    kept = {name: row[name] or known[name] for name in _RECOGNISED} if row["fehler"] else {}
    first = min(known["zuerst_abgerufen"], row["zuerst_abgerufen"])
    return {**row, **kept, "zuerst_abgerufen": first, "abruf": max(row["abruf"], known["abruf"])}


def _statements(portal: str, seite: str, fetch: Fetch, reading: Reading) -> Iterator[_Kept]:
    rank = kind(reading.seitentyp).rank + (reading.rendering == "text")
    for record in reading.parsed.datensaetze:
        key, folded = _keys(portal, fetch.url, record)
        yield {
            "seite": seite,
            "typ": record.typ,
            "schluessel": key,
            "faltung": folded,
            "rang": rank,
            "nennt_ergebnis": int(reading.outcomes),
            "nennt_stationen": int(reading.stations),
            "ganz": int(not reading.parsed.broken_off),
            "json": record.model_dump_json(exclude_none=True),
        }


def _keys(portal: str, url: str, record: Datensatz) -> tuple[str, str]:
    """Key and folded key of a record's row; a press report is known by its address, in whatever rendering."""
    if isinstance(record, Presse):
        return (key := seite_id(portal, url, "presse")), key
    if isinstance(record, Gremium):
        return (key := f"{portal}:{record.id or slug(record.name or '')}"), key
    return key_of(portal, record), folded_key(portal, record)


def _says_the_same(db: Dataset, seite: str, said: Sequence[_Kept]) -> bool:
    """Whether a page states the same as before, though its bytes differ (footers print the day)."""
    kept = db.rows("select typ, schluessel, json from aussagen where seite = ?", [seite])
    return {tuple(row.values()) for row in kept} == {(s["typ"], s["schluessel"], s["json"]) for s in said}


# What only this agenda stated of Vorlagen that have no page of their own (more!rubin).
_LAST = """
select a.* from aussagen a join seiten s on s.id = a.seite
where a.seite = ? and a.typ = 'vorlage' and s.seitentyp = 'sitzung' and not exists (
  select 1 from aussagen o where o.typ = 'vorlage' and o.schluessel = a.schluessel and o.seite <> a.seite
)
"""


def _vanished(db: Dataset, seite: str, said: Sequence[_Kept], seen: str) -> list[_Kept]:
    """The statements to be kept of Vorlagen that nothing states any more: a Vorlage may vanish, never its row."""
    present = {statement["schluessel"] for statement in said}
    gone = [row for row in db.rows(_LAST, [seite]) if row["schluessel"] not in present]
    return [row | {"weg_seit": row["weg_seit"] or seen} for row in gone]


def _put_statements(db: Dataset, seite: str, said: Sequence[_Kept], seen: str) -> None:
    kept = _vanished(db, seite, said, seen)
    # A text copy that was joined with the old statement by what both print may now stand alone.
    old = "select typ, schluessel from aussagen where seite = ? union select typ, faltung from aussagen where seite = ?"
    _touch(db, db.rows(old, [seite, seite]))
    db.delete("aussagen", "seite", [seite])
    db.delete("urteils_hinweise", "seite", [seite])
    _add_statements(db, [*({"weg_seit": None, **statement} for statement in said), *kept])


def _add_statements(db: Dataset, said: Sequence[_Kept]) -> None:
    again = [(statement["schluessel"],) for statement in said if statement["typ"] == "vorlage"]
    db.execute_many(_BACK, again)
    db.replace("aussagen", said)
    _touch(db, said)


# A Vorlage that another agenda states is back.
_BACK = "delete from aussagen where typ = 'vorlage' and schluessel = ? and weg_seit is not null"


def _touch(db: Dataset, said: Iterable[_Kept]) -> None:
    for statement in said:
        db.touch(statement["typ"], statement["schluessel"])


def _put_changed(db: Dataset, seite: str, said: Sequence[_Kept], seen: str) -> None:
    """A page that differs from its last fetch: compare the rows it concerns before and after."""
    join_dirty(db)
    touched = _concerned(db, [*db.rows("select typ, schluessel from aussagen where seite = ?", [seite]), *said])
    before = _snapshot(db, touched)
    _put_statements(db, seite, said, seen)
    join_dirty(db)
    found = changes(before, _snapshot(db, touched))
    db.replace("aenderungen", ({**change._asdict(), "gesehen_am": seen, "seite": seite} for change in found))


def _concerned(db: Dataset, said: Sequence[_Kept]) -> dict[str, list[str]]:
    """What statements are about, with what names the Gremien and the Vorlagen that the Sitzungen among it treat."""
    named = named_by(db, [item["schluessel"] for item in said if item["typ"] == "gremium"])
    vorlagen = named["vorlage"] + [item["schluessel"] for item in said if item["typ"] == "vorlage"]
    sitzungen = named["sitzung"] + [item["schluessel"] for item in said if item["typ"] in ("sitzung", "top")]
    reports = [item["schluessel"] for item in said if item["typ"] == "presse"]
    for sitzung in sitzungen:
        treated = db.rows("select vorlage from tops where sitzung = ? and vorlage is not null", [sitzung])
        vorlagen += [row["vorlage"] for row in treated]
    found = {"vorlage": vorlagen, "sitzung": sitzungen, "presse": reports}
    return {typ: list(dict.fromkeys(keys)) for typ, keys in found.items()}


def _snapshot(db: Dataset, touched: dict[str, list[str]]) -> dict[tuple[str, str], dict[str, Any]]:
    wanted = [("vorlagen", "id", "vorlage"), ("beratungen", "vorlage", "vorlage"),
              ("anlagen", "vorlage", "vorlage"), ("abschnitte", "vorlage", "vorlage"),
              ("sitzungen", "id", "sitzung"), ("tops", "sitzung", "sitzung"),
              ("presse", "id", "presse"), ("presse_termine", "presse", "presse")]  # fmt: skip
    return {
        (table, row["id"]): row
        for table, column, typ in wanted
        for key in touched[typ]
        for row in db.rows(f"select * from {table} where {column} = ?", [key])
    }


def _put_notes(db: Dataset, page: Page) -> None:
    db.delete("seiten_hinweise", "seite", [page.id])
    if not page.broken_off:
        db.delete("seiten_links", "seite", [page.id])
    db.replace("seiten_hinweise", page.hinweise)
    db.replace("seiten_links", page.links)
