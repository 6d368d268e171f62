"""Takes persons and addresses out of a page before it becomes a fixture (pure)."""

from __future__ import annotations

import re

from ris_scraper.words.contacts import EMAIL, PHONE

NAME = "Nachname, Vorname"
# Stems of the labels behind which portals print a person (ALLRIS 3, ALLRIS 4, SessionNet, SD.NET; dossiers 2026-11).
_STEMS = (
    "Ansprechpartner|Auskunft erteilt|Bearbeiter|Bearbeitung|Beigeordnete[rn]?|Bericht(?:erstatter|erstattung)"
    "|Dezernent|Einbringer|Einreicher|Referent|Sachbearbeiter|Sachbearbeitung|Schriftführer|Schriftführung|Unterzeichner"
    "|Verantwortliche?[rn]?|Verfasser|Vorlagenersteller|Vorsitzende[rn]?|Vorstand"
)
_LABEL = rf"(?P<label>\b(?:{_STEMS})(?:(?:/?-?in|innen|/r)\b|\(in\))?(?:\s\d)?\s*:?)"
# The person is the first words behind the label, on the far side of any tags; a colon or a tag has to part them.
_IN_MARKUP = re.compile(
    rf"{_LABEL}(?P<between>(?:\s|&nbsp;|<[^>]*>)*<[^>]*>(?:\s|&nbsp;)*)(?P<person>[^<>\n:]{{2,80}})"
)
_IN_TEXT = re.compile(
    rf"{_LABEL}(?<=:)(?P<between>[ \t\xa0]*)(?P<person>[^<>\n:()]{{2,80}}?)(?=\s{{2,}}|[\n<()]|$)", re.M
)
_IN_BRACKETS = re.compile(rf"\({_LABEL}(?<=:)(?P<between>\s*)(?P<person>[^()<>]{{2,80}})\)")


def _without_person(match: re.Match[str]) -> str:
    return match[0].replace(match["person"], NAME if match["person"].strip() else match["person"])


def redact(text: str) -> str:
    """The text without e-mail addresses, phone numbers and the persons that stand behind staff labels.

    It errs on the side of taking too much; the fixture is read by a human before it counts.

    >>> redact('<td>Bearbeiter/-in:</td><td>Beispiel, Erika</td>')
    '<td>Bearbeiter/-in:</td><td>Nachname, Vorname</td>'
    >>> redact("Federführend:Amt 40 Bearbeiter/-in: Beispiel, Erika")
    'Federführend:Amt 40 Bearbeiter/-in: Nachname, Vorname'
    >>> redact("(Bearbeiter: Beispiel, Erika) Radweg")
    '(Bearbeiter: Nachname, Vorname) Radweg'
    >>> redact("Tel. 02931 94-4000, erika.beispiel" + "@" + "kreis.example")
    '(Telefon entfernt), (E-Mail entfernt)'
    >>> redact("Vorlage 0207/2016/1 vom 02.03.2016")
    'Vorlage 0207/2016/1 vom 02.03.2016'
    """
    for pattern in (_IN_MARKUP, _IN_BRACKETS, _IN_TEXT):
        text = pattern.sub(_without_person, text)
    return PHONE.sub("(Telefon entfernt)", EMAIL.sub("(E-Mail entfernt)", text))
