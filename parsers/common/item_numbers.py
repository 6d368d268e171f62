"""The numbers of agenda items in order: what tells, in a text copy, where an item begins (pure)."""

from __future__ import annotations

import re

Number = tuple[int, ...]

# More items than any agenda has; more levels than any numbering.
_LAST = 200
_DEEPEST = 6
# Items that are not public are left out of a public agenda, so numbers may jump.
_GAP = 10


def key(printed: str) -> Number:
    """A printed number as something to compare: "4.1 a" -> (4, 1)."""
    return tuple(int(part) for part in re.findall(r"\d{1,15}", printed))


def steps(before: Number) -> tuple[Number, ...]:
    """The numbers that can come next: one step further on some level, or 1 below; 1 where a part begins.

    >>> steps((4, 1)), steps(())
    (((5,), (4, 2), (4, 1, 1)), ((1,),))
    """
    return (*((*before[:depth], before[depth] + 1) for depth in range(len(before))), (*before, 1))


def can_follow(number: Number, before: Number) -> bool:
    """Whether a number can stand somewhere behind another, gaps allowed.

    >>> can_follow((6,), (4, 1)), can_follow((4, 1), (4, 1)), can_follow((2026,), (4,))
    (True, False, False)
    """
    if len(number) > _DEEPEST or number[0] > _LAST:
        return False
    return before < number and number[0] - (before or (0,))[0] <= _GAP
