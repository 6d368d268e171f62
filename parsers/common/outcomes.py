"""What tells a printed outcome from the wording of a decision, where one cell or field may hold either (pure)."""

from __future__ import annotations

from ris_scraper.words.openers import split_ergebnis

#: The longest outcome in the project's vocabulary has 75 letters; a wording or a report of the debate is longer.
LONGEST_OUTCOME = 160


def is_outcome(text: str) -> bool:
    """Whether a text is an outcome from its first word on.

    >>> is_outcome("ungeändert beschlossen"), is_outcome("Der Kreistag stimmt zu."), is_outcome("")
    (True, False, False)
    """
    before, outcome = split_ergebnis(text)
    return outcome is not None and before is None
