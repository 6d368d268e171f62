"""What the name of a meeting says (pure)."""

from __future__ import annotations

import re

_LONGEST = 300
_SEPARATED = re.compile(r"(?P<gremium>.+?)\s*(?:,|\(| [-–] )\s*[^,()]*[Ss]itzung\b.*")
# "ABGESAGT: Bauausschuss", "Kreistag (fällt aus)", "Kreistag - verlegt auf den 12.10."
_CANCELLED = re.compile(
    r"^\W*(?:abgesagt|entfällt|fällt aus|ausgefallen|verlegt|verschoben)\W+"
    r"|\s?(?<![-–(:*!])[-–(:*!]++\s*+(?:abgesagt|entfällt|fällt aus|ausgefallen|verlegt|verschoben)\b.*$",
    re.I,
)

_OFF = re.compile(r"abgesagt|entfällt|fällt aus|ausgefallen", re.I)
# A state of its own, beside the name: "abgesagt", "(Sitzung abgesagt)", "Die Sitzung fällt aus."
_STATE = re.compile(rf"\W?(?:(?:Die|Diese) )?(?:Sitzung )?(?:(?:ist|wird|wurde) )?(?:{_OFF.pattern})\b", re.I)


def is_cancelled(name: str | None) -> bool:
    """Whether a meeting's name says that it does not take place; one that is put off takes place on another day.

    >>> is_cancelled("12. Sitzung des Kreistages – ABGESAGT"), is_cancelled("Entfällt: Bauausschuss")
    (True, True)
    >>> is_cancelled("Kreistag (verlegt auf 12.10.)"), is_cancelled("Ausschuss für abgesagte Feste")
    (False, False)
    """
    found = _CANCELLED.search(name or "")
    return found is not None and _OFF.search(found[0]) is not None


def called_off(*printed: str | None) -> bool | None:
    """True where the name of a meeting, its heading or its state say that it does not take place; else None."""
    return True if any(map(is_cancelled, printed)) else None


def is_off(state: str | None) -> bool | None:
    """True where the state printed beside a meeting's name says that it does not take place; else None.

    >>> is_off("abgesagt"), is_off("(Sitzung abgesagt)"), is_off("Die Sitzung entfällt."), is_off("öffentlich")
    (True, True, True, None)
    >>> is_off("Abgesagte Sitzungen stehen unten"), is_off("Die Sitzung ist nicht abgesagt"), is_off(None)
    (None, None, None)
    """
    return True if _STATE.match((state or "").strip()) else None


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
