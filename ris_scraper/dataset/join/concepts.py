"""Rows of concepts: which Vorlage is about which, and the concepts that only the rule for compounds knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.rows import Part, Values
from ris_scraper.judgement.concepts import assign


def konzept_vorlagen(vorlage: Values, parts: Iterable[Part], kreis: str | None) -> list[dict[str, Any]]:
    """The rows of `konzept_vorlagen` of a Vorlage, from its joined values and what its pages state."""
    found = assign(vorlage["betreff"] or "", vorlage["art_norm"], _vorschlag(parts), kreis)
    return [{**assignment._asdict(), "vorlage": vorlage["id"]} for assignment in found]


def _vorschlag(parts: Iterable[Part]) -> str | None:
    """The Beschlussvorschlag among the texts of the first page that states any: those the table `abschnitte` has."""
    texts = next((texts for part in parts if (texts := part.values.get("abschnitte"))), ())
    return next((text["text"] for text in texts if text["art"] == "beschlussvorschlag"), None)


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
