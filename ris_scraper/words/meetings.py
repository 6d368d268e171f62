"""What the name of a meeting says (pure)."""

from __future__ import annotations

import re

_LONGEST = 300
_SEPARATED = re.compile(r"(?P<gremium>.+?)\s*(?:,|\(| [-–] )\s*[^,()]*[Ss]itzung\b.*")
# "ABGESAGT: Bauausschuss", "Kreistag (fällt aus)", "Kreistag - verlegt auf den 12.10."
_CANCELLED = re.compile(
    r"^\W*(?:abgesagt|entfällt|fällt aus|verlegt|verschoben)\W+|\s*[-–(:*!]+\s*(?:abgesagt|entfällt|fällt aus|verlegt"
    r"|verschoben)\b.*$",
    re.I,
)


def body_of(name: str | None) -> str | None:
    """The body in a meeting's name, None where it is not set apart.

    >>> body_of("Ausschuss für Schule, Kultur und Sport, 6. Sitzung")
    'Ausschuss für Schule, Kultur und Sport'
    >>> body_of("Bauausschuss (17. Sitzung)"), body_of("Kreistag"), body_of("Sondersitzung des Kreistages")
    ('Bauausschuss', 'Kreistag', None)
    >>> body_of("ABGESAGT: Bauausschuss, 3. Sitzung"), body_of("Kreistag (verlegt auf 12.10.)")
    ('Bauausschuss', 'Kreistag')
    """
    if not name or len(name) > _LONGEST:
        return None
    left = _CANCELLED.sub("", name)
    found = _SEPARATED.fullmatch(left)
    if found:
        return found["gremium"]
    return None if "sitzung" in left.lower() else left or None
