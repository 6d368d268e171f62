"""Readable ids made of printed text (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


@lru_cache(maxsize=4096)  # a portal's bodies are few, their stations many
def slug(text: str) -> str:
    """Lower-case ASCII with hyphens, for readable ids.

    >>> slug("Ausschuss für Schule, Bildung")
    'ausschuss-fuer-schule-bildung'
    """
    ascii_only = unicodedata.normalize("NFKD", text.lower().translate(UMLAUTS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def fold_nummer(text: str) -> str:
    """A Vorlage's number without blanks and case, to stand for an id that a text copy lacks.

    >>> fold_nummer("926 /XI.")
    '926/xi.'
    """
    return re.sub(r"\s", "", text).lower()


def unique(names: Sequence[str]) -> list[str]:
    """Number repeated names: ["a", "a"] -> ["a", "a-2"]."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        result.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return result
