"""Names of people in running text (pure)."""

from __future__ import annotations

import re

from parsers.presse.labels import OFFICE, PARTY, SAYING

_TITLE = r"(?:(?:Dr|Prof|Dipl)\.(?:-\w+\.?)?\s+(?:(?:med|jur|phil|h\.\s?c)\.\s+)?)"
_NAME = r"(?:(?:von|van|der|zu|de)\s+){0,2}[A-ZÄÖÜ][\w’'-]+"
_PEOPLE = (
    re.compile(rf"(?P<before>\b{OFFICE}(?:\s+\([^)]{{2,20}}\))?\s+){_TITLE}?{_NAME}(?:\s+{_NAME}){{0,2}}"),
    re.compile(rf"(?P<before>(?<![\w-])){_TITLE}{_NAME}(?:\s+{_NAME})?"),
    re.compile(
        rf"(?P<before>\b{SAYING}\s+)(?!(?:Land|Ober)?[Kk]reis)[A-ZÄÖÜ][a-zäöüß]+\s+[A-ZÄÖÜ][\w-]+(?=\s*(?:[,.(“]|$))"
    ),
    re.compile(rf"(?P<before>(?<![\w-]))[A-ZÄÖÜ][\w-]+\s+[A-ZÄÖÜ][\w-]+(?=\s\({PARTY}\))"),
)


def without_people(text: str) -> str:
    """The text with names of people left out.

    >>> without_people("Landrat Dr. Vorname Nachname stellt am 9. September den Plan im Kreistag vor.")
    'Landrat … stellt am 9. September den Plan im Kreistag vor.'
    """
    for pattern in _PEOPLE:
        text = pattern.sub(lambda found: f"{found['before']}…", text)
    return text
