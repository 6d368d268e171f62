"""Joined rows on their way into the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.rows import Part, Row
from ris_scraper.dataset.statements import marks
from ris_scraper.words import ids

# --- rows out and in --------------------------------------------------------------------------


def _kreis(db: Dataset, portal: str) -> tuple[str | None, str | None]:
    """AGS and name of the Kreis of a portal."""
    sql = "select p.ags, k.name from portale p left join kreise k on k.ags = p.ags where p.slug = ?"
    return next(((row["ags"], row["name"]) for row in db.rows(sql, [portal])), (None, None))


class _Rows:
    """Joined rows, collected to be written table by table."""

    def __init__(self) -> None:
        self.tables: dict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, table: str, values: dict[str, Any], row: Row) -> None:
        """Add a row with its id and place in `values`, and the pages that filled its gaps."""
        self.tables[table].append({**values, "seite": row.seite})
        self.tables["herkunft"] += (
            {"tabelle": table, "zeile": values["id"], "feld": name, "seite": page}
            for name, page in row.herkunft.items()
        )

    def add_list(self, table: str, prefix: str, owner: dict[str, Any], parts: Iterable[Part]) -> None:
        """Add the list (Abschnitte, Anlagen) of the first page that states one."""
        seite, items = next(((part.seite, items) for part in parts if (items := part.values.get(table))), ("", ()))
        # An attachment keeps its id when another is put before it, a section has only its place.
        names = ids.unique([ids.slug(item.get("name") or "") or str(n) for n, item in enumerate(items, start=1)])
        self.tables[table] += (
            {"id": f"{prefix}:{name}", **owner, "position": n, "seite": seite, **item}
            for n, (name, item) in enumerate(zip(names, items, strict=True), start=1)
        )

    def write(self, db: Dataset) -> None:
        """Write all rows."""
        for table, rows in self.tables.items():
            db.replace(table, rows)


def _present(db: Dataset, table: str, keys: Collection[str]) -> list[str]:
    return [row["id"] for row in db.rows(f"select id from {table} where id in ({marks(keys)})", list(keys))]


def _forget(db: Dataset, table: str, ids: list[str]) -> None:
    db.delete(table, "id", ids)
    db.execute_many("delete from herkunft where tabelle = ? and zeile = ?", [(table, name) for name in ids])
