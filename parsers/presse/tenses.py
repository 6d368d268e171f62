"""Whether a sentence looks ahead or back (pure)."""

from __future__ import annotations

from typing import Literal

from parsers.presse.labels import AHEAD, BACK

Tense = Literal["ahead", "back"]


def tense_of(sentence: str) -> Tense | None:
    """Whether a sentence looks ahead or back; None where it does both or its verbs do not tell.

    >>> tense_of("Am 13. September wird es vom Kreistag beraten"), tense_of("Der Kreistag beschloss es")
    ('ahead', 'back')
    """
    ahead, back = bool(AHEAD.search(sentence)), bool(BACK.search(sentence))
    return None if ahead == back else "ahead" if ahead else "back"
