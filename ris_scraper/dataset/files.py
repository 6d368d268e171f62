"""The files behind attachments: which are wanted, what came of them, and their texts page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from ris_scraper.dataset.file import Dataset
from ris_scraper.nouns.extract import FilePage
from ris_scraper.nouns.records import Anlage
from ris_scraper.words.ids import slug, unique
from ris_scraper.words.persons import without_contacts
from ris_scraper.words.running import lines_of

# The address under which the archive keeps a file: its own, or that of the page that shows it, with its key.
_ADDRESS = "coalesce(a.url, s.url || '#anlage=' || substr(a.id, length(a.vorlage) + 2))"
# Names that several files of a page share are numbered behind a hyphen; a portal's rows lie between these.
_HERE = "id >= ?1 || ':' and id < ?1 || ';'"


class Wanted(NamedTuple):
    """A file to be fetched: where it is kept, its own address (None: the page shows one for this visit only), the page
    that names it, its key there, and its size in bytes where printed."""

    address: str
    url: str | None
    page: str
    key: str
    size: int | None


def keys_of(files: Sequence[Anlage]) -> list[str]:
    """What tells the attachments of a page apart: their names; one keeps its key when another is put before it."""
    return unique([slug(item.name) or str(n) for n, item in enumerate(files, start=1)])


def wanted(db: Dataset, portal: str, choice: Literal["konzepte", "alle"]) -> list[Wanted]:
    """The files that a portal should be asked for, the newest Vorlagen first: those of Vorlagen that a concept names by
    its Betreff, or all."""
    rows = db.rows(_WANTED, {"portal": portal, "alle": choice == "alle"})
    return list({row["address"]: Wanted(**row) for row in rows}.values())


_WANTED = f"""
select {_ADDRESS} as address, a.url, s.url as page, substr(a.id, length(a.vorlage) + 2) as key, a.groesse as size
from vorlagen v join anlagen a on a.vorlage = v.id join seiten s on s.id = a.seite
where v.portal = :portal and s.rendering = 'html' and v.verschwunden_am is null and v.oeffentlich is not 0
  and (a.url is not null or instr(s.url, '#') = 0)
  and (:alle or exists (select 1 from konzept_vorlagen k where k.vorlage = v.id))
order by v.nummer_jahr desc, v.nummer_lfd desc, v.id desc, a.position
"""


def settle_files(db: Dataset, portal: str) -> None:
    """Bring the states of a portal's attachments up to date with what is known of their files; texts of files that are
    not theirs any more go."""
    db.execute(_STATES, [portal])
    db.execute(f"update anlagen set stand = 'nicht_geladen' where stand is null and {_HERE}", [portal])
    db.execute(_OLD_TEXTS, [portal])


_STATES = f"""
update anlagen set (stand, grund, seitenzahl, sha256, abgerufen_am) = (
  select d.stand, d.grund, d.seitenzahl, d.sha256, d.abgerufen_am
  from anlagen a join seiten s on s.id = a.seite join dateien d on d.portal = ?1 and d.adresse = {_ADDRESS}
  where a.id = anlagen.id
) where {_HERE}
"""
_OLD_TEXTS = """
delete from anlagen_seiten where anlage >= ?1 || ':' and anlage < ?1 || ';' and not exists (
  select 1 from anlagen a where a.id = anlagen_seiten.anlage
    and anlagen_seiten.id = a.id || ':' || substr(a.sha256, 1, 8) || ':' || anlagen_seiten.seite
)
"""


def known_files(db: Dataset, portal: str, reader: str) -> int:
    """Number of the last fetch of a file that is known; what another reader read is forgotten first."""
    [known] = db.rows(_KNOWN, [portal, reader])
    if known["n"] is None or known["same"]:
        return known["n"] or 0
    db.delete("dateien", "portal", [portal])
    db.execute("delete from anlagen_seiten where anlage >= ?1 || ':' and anlage < ?1 || ';'", [portal])
    return 0


_KNOWN = """
select max(abruf) as n, min(leser) = ?2 and max(leser) = ?2 as same from dateien where portal = ?1 and abruf > 0
"""


def put_files(db: Dataset, portal: str, came: Iterable[Mapping[str, Any]], failed: Iterable[Mapping[str, Any]]) -> None:
    """Enter what came of files; one that was there before and did not come again stays what it was."""
    db.execute("delete from dateien where portal = ? and sha256 is null", [portal])
    db.replace("dateien", ({"portal": portal, **row} for row in came))
    for row in failed:
        values = {"portal": portal, **row}
        db.execute(
            "insert or ignore into dateien (portal, adresse, stand, grund) values (:portal, :adresse, :stand, :grund)",
            values,
        )


def without_text(db: Dataset, portal: str) -> list[dict[str, Any]]:
    """The attachments (id, vorlage, url, sha256) whose file was read and whose text is not there yet."""
    return db.rows(_WITHOUT_TEXT, [portal])


_WITHOUT_TEXT = f"""
select id, vorlage, url, sha256 from anlagen
where {_HERE} and stand in ('gelesen', 'teilweise_gelesen')
  and not exists (select 1 from anlagen_seiten where anlage = anlagen.id)
"""


def put_text(db: Dataset, anlage: Mapping[str, Any], pages: Iterable[FilePage]) -> None:
    """Enter the text of a file, without contact blocks, as running text."""
    db.replace("anlagen_seiten", _page_rows(anlage, pages))


def _page_rows(anlage: Mapping[str, Any], pages: Iterable[FilePage]) -> Iterator[dict[str, Any]]:
    for page in pages:
        if text := " ".join(without_contacts("\n".join(lines_of(page.text))).split()):
            yield {
                "id": f"{anlage['id']}:{anlage['sha256'][:8]}:{page.seite}",
                "anlage": anlage["id"],
                "vorlage": anlage["vorlage"],
                "seite": page.seite,
                "text": text,
                "quelle": page.quelle,
                "konfidenz": page.konfidenz,
                "url": _place(anlage["url"], page),
            }


def _place(url: str | None, page: FilePage) -> str | None:
    """The address of a page in a file; viewers know `#page=` for PDF only."""
    return f"{url}#page={page.seite}" if url and page.quelle in ("pdf", "ocr") and "#" not in url else url
