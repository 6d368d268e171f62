"""Tables that sum up the dataset (floor 4), so that its pages need not: brought up to date when rows are settled.

`staende/<table>.sql` says what is in a table for some Kreise or portals; the views of `ansichten/` show it.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from ris_scraper import schema
from ris_scraper.dataset import Dataset

# The pages of a portal that could be read, and when the last of them was fetched.
_PAGES = """
update portale set (seiten, letzter_erfolg) = (
  select count(*), max(abgerufen_am) from seiten where portal = slug and fehler is null
) where slug = ?
"""
# The Kreise a portal tells of: its own, those of its press reports, and those a press report may have moved away from.
_KREISE = """
select ags from portale where slug = :portal and ags is not null
union select ags from presse where portal = :portal and ags is not null
union select ags from konzeptstand where presse > 0 and exists (select 1 from presse where portal = :portal)
"""


def summarise(db: Dataset, portal: str) -> None:
    """Bring up to date what is summed up of a portal and its Kreise; to be called when their rows are settled."""
    db.execute(_PAGES, [portal])
    kreise = [row["ags"] for row in db.rows(_KREISE, {"portal": portal})]
    db.delete("konzeptstand", "ags", kreise)
    db.execute(_fill("konzeptstand"), {"kreise": json.dumps(kreise)})


@cache
def _fill(table: str) -> str:
    """The statement that fills a table; its columns are found by name."""
    sql = files("ris_scraper").joinpath("staende", f"{table}.sql").read_text("utf-8")
    columns = ", ".join(schema.tabellen()[table].felder)
    return f"insert into {table} ({columns}) select {columns} from ({sql})"
