"""Takes out of running text how to reach somebody: telephone, e-mail, contact persons, signatures (pure).

Files of an office print such blocks on nearly every page. Nobody needs them to compare concepts, and who stands there
should be found through the portal that is answerable for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

#: Addresses of e-mail, also with the sign written out.
EMAIL = re.compile(
    r"(?:mailto:)?[A-Za-z0-9._%+-]+(?:@|\s?\[at\]\s?|&#64;|%40)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"
)
#: Numbers of telephones, not those of Vorlagen (0207/2016/1).
PHONE = re.compile(
    r"(?:(?:Tel(?:efon)?|Fax|Telefax|Mobil|Durchwahl|Ruf)\.?:?\s*(?:\+?\d[\d\s()/–-]{3,}\d))"
    r"|(?:\+49[\s(\d][\d\s()/–-]{5,}\d)|(?:\b0\d{2,5}\s?[/–-]\s?(?!(?:19|20)\d\d(?!\d))\d{3,}(?:[\s–-]\d+)*)"
)
_LABELS = (
    r"Ansprech(?:partner|person)|Auskunft erteilt|Bearbeite(?:r|t von)|Sachbearbeite(?:r|t von|ung)|Kontakt(?:person)?"
    r"|Verfasser|Schriftführ(?:er|ung)|Tel(?:efon|\.)|Telefax|Fax|Durchwahl|E-?Mail|Rückfragen an"
)
# A label that begins a line, with what stands behind its colon; where that is nothing, the next line belongs to it.
_LABELLED = re.compile(rf"(?:{_LABELS})(?:/?-?in(?:nen)?|\(in\))?(?: *[:·]| *$)\s*(?P<behind>.*)", re.I)
_SIGNED = re.compile(r"(?:gez\.|i\. ?[AV]\.|im auftrage?|in vertretung|mit freundliche[nm] gr[üu](?:ß|ss)e?n?),?", re.I)
# A signature goes on for so many lines, as long as these are no sentences.
_SIGNATURE, _SHORT = 3, 60


def without_contacts(lines: Iterable[str]) -> list[str]:
    """The lines without contact blocks and signatures, and without addresses and numbers inside the others.

    >>> without_contacts(["Der Kreis plant.", "Ansprechpartnerin:", "Erika Beispiel", "Tel.: 02931 944000", "Er baut."])
    ['Der Kreis plant.', 'Er baut.']
    >>> without_contacts(["Rückmeldung bis Mai.", "Mit freundlichen Grüßen", "Im Auftrag", "Beispiel"])
    ['Rückmeldung bis Mai.']
    >>> without_contacts(["Im Auftrag des Kreises wurde geplant, Auskunft unter 02931 / 944000."])
    ['Im Auftrag des Kreises wurde geplant, Auskunft unter ….']
    """
    return [*filter(None, map(_bare, _outside_blocks(lines)))]


def _outside_blocks(lines: Iterable[str]) -> Iterator[str]:
    label, signature = False, 0
    for line in lines:
        found = _LABELLED.match(line)
        if found or label:
            label = bool(found and not found["behind"])
        elif _signs(line):
            signature = _SIGNATURE
        elif signature and len(line) <= _SHORT and not line.endswith((".", ":", ";", ",")):
            signature -= 1
        else:
            signature = 0
            yield line


def _signs(line: str) -> bool:
    """Whether a line is the beginning of a signature: such words alone, or before a name."""
    found = _SIGNED.match(line)
    if not found:
        return False
    behind = line[found.end() :].strip()
    return not behind or (found[0].endswith(".") and len(behind) <= _SHORT)


def _bare(line: str) -> str:
    return PHONE.sub("…", EMAIL.sub("…", line))
