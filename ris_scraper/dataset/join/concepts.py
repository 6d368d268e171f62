"""Rows of concepts: which Vorlage is about which, and the concepts that only the rule for compounds knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.rows import Values
from ris_scraper.judgement.concepts import assign
from ris_scraper.nouns.records import Abschnitt


def konzept_vorlagen(vorlage: Values, texts: Iterable[Sequence[Abschnitt]], kreis: str | None) -> list[dict[str, Any]]:
    """The rows of `konzept_vorlagen` of a Vorlage, from its joined values and the sections its pages state."""
    art = vorlage["art_norm"]
    found = assign(str(vorlage["betreff"] or ""), str(art) if art else None, _vorschlag(texts), kreis)
    return [{**assignment._asdict(), "vorlage": vorlage["id"]} for assignment in found]


def settle_konzepte(db: Dataset) -> None:
    """Bring the rows of the concepts that are not on our list up to date with the Vorlagen that name them."""
    db.execute("delete from konzepte where auswahl = 'gefunden'")
    db.execute(_FOUND)


# Of two spellings ("Bäderkonzept", "Baederkonzept") the one with umlauts is shown, in whatever order they were read.
_FOUND = """
insert into konzepte (slug, name, auswahl, quelle)
select konzept, max(bezeichnung), 'gefunden', 'Regel für zusammengesetzte Wörter'
from konzept_vorlagen where konzept not in (select slug from konzepte) group by konzept
"""


def _vorschlag(texts: Iterable[Sequence[Abschnitt]]) -> str | None:
    """The Beschlussvorschlag among the texts of the first page that states any: those the table `abschnitte` has."""
    first = next((found for found in texts if found), ())
    return next((text.text for text in first if text.art == "beschlussvorschlag"), None)
