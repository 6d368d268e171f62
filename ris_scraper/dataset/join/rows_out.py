"""Joined rows on their way into the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from ris_scraper.dataset.columns import ABSCHNITT, ANLAGE, Columns, Value, flat
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.files import keys_of
from ris_scraper.dataset.rows import Row
from ris_scraper.dataset.statements import Statement, marks
from ris_scraper.nouns.records import Abschnitt, Anlage, Noun

Owner = Mapping[str, Value]


class Rows:
    """Joined rows, collected to be written table by table."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Value]]] = defaultdict(list)

    def add(self, table: str, values: Mapping[str, Value], row: Row) -> None:
        """Add a row with its id and place in `values`, and the pages that filled its gaps."""
        self.tables[table].append({**values, "seite": row.seite})
        self.tables["herkunft"] += (
            {"tabelle": table, "zeile": values["id"], "feld": name, "seite": page}
            for name, page in row.herkunft.items()
        )

    def add_abschnitte(self, prefix: str, owner: Owner, texts: Iterable[tuple[str, Sequence[Abschnitt]]]) -> None:
        """Add the sections of the first page that states any, as (page, sections); a section has only its place."""
        seite, found = next(((seite, found) for seite, found in texts if found), ("", ()))
        names = [str(n) for n in range(1, len(found) + 1)]
        self._add_list("abschnitte", prefix, owner, seite, found, ABSCHNITT, names)

    def add_anlagen(self, prefix: str, owner: Owner, files: Iterable[tuple[str, Sequence[Anlage]]]) -> None:
        """Add the attachments of the first page that states any; one keeps its id when another is put before it."""
        seite, found = next(((seite, found) for seite, found in files if found), ("", ()))
        self._add_list("anlagen", prefix, owner, seite, found, ANLAGE, keys_of(found))

    def add_hinweise(self, said: Iterable[Statement[Any]]) -> None:
        """Add the words of statements that no rule knows."""
        self.tables["urteils_hinweise"] += (
            {"seite": item.page.seite, "art": hinweis.art, "text": hinweis.text}
            for item in said
            for hinweis in item.hinweise
        )

    def write(self, db: Dataset) -> None:
        """Write all rows."""
        for table, rows in self.tables.items():
            db.replace(table, rows)

    def _add_list(
        self,
        table: str,
        prefix: str,
        owner: Owner,
        seite: str,
        items: Sequence[Noun],
        columns: Columns,
        names: Sequence[str],
    ) -> None:
        self.tables[table] += (
            {"id": f"{prefix}:{name}", **owner, "position": n, "seite": seite, **flat(item, columns)}
            for n, (name, item) in enumerate(zip(names, items, strict=True), start=1)
        )


def kreis_of(db: Dataset, portal: str) -> tuple[str | None, str | None]:
    """AGS and name of the Kreis of a portal."""
    sql = "select p.ags, k.name from portale p left join kreise k on k.ags = p.ags where p.slug = ?"
    return next(((row["ags"], row["name"]) for row in db.rows(sql, [portal])), (None, None))


def present(db: Dataset, table: str, keys: Collection[str]) -> list[str]:
    """Those of the keys that have a row."""
    return [row["id"] for row in db.rows(f"select id from {table} where id in ({marks(keys)})", list(keys))]


def forget(db: Dataset, table: str, ids: list[str]) -> None:
    """Remove rows and what is known of their values' pages."""
    db.delete(table, "id", ids)
    db.execute_many("delete from herkunft where tabelle = ? and zeile = ?", [(table, name) for name in ids])
