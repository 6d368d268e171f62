"""How good a count proves something to be: the exact lower bound of a share (pure)."""

from __future__ import annotations

import math

#: How sure a bound is: so often it lies below the true share.
CONFIDENCE = 0.95
#: Bounds are given to this many places, rounded down: what is rounded up is no bound.
_PLACES = 10_000


def lower_bound(right: int, n: int) -> float | None:
    """The exact one-sided lower bound (Clopper-Pearson, 95 %) of a share of which `right` of `n` were seen.

    It is the share with which `right` or more of `n` would come about once in twenty times; None without any.

    >>> lower_bound(598, 598), lower_bound(60, 60), lower_bound(0, 5), lower_bound(0, 0)
    (0.995, 0.9512, 0.0, None)
    """
    if n == 0:
        return None
    low, high = 0.0, 1.0 if right else 0.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (low, middle) if _at_least(right, n, middle) > 1 - CONFIDENCE else (middle, high)
    return math.floor(low * _PLACES + 1e-4) / _PLACES


def _at_least(right: int, n: int, share: float) -> float:
    """How likely `right` or more of `n` are, where each is with this share."""
    yes, no, whole = math.log(share), math.log1p(-share), math.lgamma(n + 1)
    return math.fsum(
        math.exp(whole - math.lgamma(seen + 1) - math.lgamma(n - seen + 1) + seen * yes + (n - seen) * no)
        for seen in range(right, n + 1)
    )
