"""Which station of a Beratungsfolge decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ris_scraper.nouns.records import Beratung

_COUNCILS = frozenset({"kreistag", "rat"})
# A council that only takes note, is heard or prepares does not decide; one that "berät" usually does.
_NOT_DECIDING = frozenset({"kenntnisnahme", "anhoerung", "vorberatung"})


def deciding_station(beratungen: Sequence[Beratung]) -> Beratung | None:
    """The station whose result is the Vorlage's; expects normalised stations in the printed order.

    The last with `rolle_norm` entscheidung, else the last of a Kreistag or Rat, with or without a
    result; where no station decides, the last that has a result; None where none has.
    """
    stations = _oldest_first(beratungen)
    return (
        _last(b for b in stations if b.rolle_norm == "entscheidung")
        or _last(b for b in stations if b.gremium_typ in _COUNCILS and b.rolle_norm not in _NOT_DECIDING)
        or _last(b for b in stations if b.ergebnis is not None)
    )


def _oldest_first(beratungen: Sequence[Beratung]) -> Sequence[Beratung]:
    """Turn a Beratungsfolge round that is printed newest first throughout (SessionNet's vo0053, some tenants)."""
    dates = [beratung.datum for beratung in beratungen if beratung.datum]
    falling = len(dates) > 1 and dates[0] > dates[-1] and all(a >= b for a, b in pairwise(dates))
    return beratungen[::-1] if falling else beratungen


def _last(beratungen: Iterable[Beratung]) -> Beratung | None:
    """The last station: by date where both have one, else (and on the same day) by place in the list."""
    last: Beratung | None = None
    for beratung in beratungen:
        earlier = last and last.datum and beratung.datum and beratung.datum < last.datum
        last = last if earlier else beratung
    return last
