"""Words by which reports say when bodies meet and who speaks; labels of portals, which no report prints (pure).

Sources: press reports on Kreis Soest (2014) and Kreis Siegen-Wittgenstein (2013), and forms of the same words.
"""

from __future__ import annotations

import re

# Labels of Vorlagen and agendas: a page of a portal, whatever frame its CMS puts around it. Cells of markup hold them
# alone; in text copies they begin a line; those that prose never has stand anywhere, as cells are glued
# (ALLRIS 3 and 4, SessionNet, SD.NET, rubin: fixtures and text copies, 2026-11).
ONLY = (
    r"(?:Beratungs(?:folge|weg|verlauf)|Federführend\w*|Vorlagen?(?:[ -]?Nr\.?|-?nummer|-?[Aa]rt)"
    r"|Beschluss(?:vorschlag|art)|Betreff|Tagesordnungspunkte?|Aktenzeichen|Drucksachen?\w*"
    r"|Sitzungs(?:termin|ort|datum)|Sachbearbeit\w*|Bearbeiter\w*|Öffentlichkeitsstatus|Abstimmungsergebnis)"
)
LABELS = (
    rf"(?:{ONLY}|Sachverhalt|Sachdarstellung|Status|Gremium|Gremien|Sitzung|Bezeichnung|Vorgang|Vorlage|Begründung"
    r"|TOP|Raum|Uhrzeit|Zeit|Zuständigkeit|Öffentlichkeit|Abstimmung(?:en)?|Anlagen|Öffentlicher Teil|Tagesordnung"
    r"|Beschluss(?:text)?)"
)

# Bodies, as a report that names none is none on a council.
COUNCIL = re.compile(r"Kreistag|[Aa]ussch(?:uss|uß|üsse)|[Bb]eirat|\b(?:Gemeinde|Stadt|Integrations|Migrations)rat")

# Dates: names of months (their first letters) and of days, and years told relative to the report's.
MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
WEEKDAYS = {"montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
             "sonntag": 6}  # fmt: skip
SHIFTS = {"letzten": -1, "vergangenen": -1, "vorigen": -1, "dieses": 0, "diesen": 0, "laufenden": 0, "kommenden": 1,
           "nächsten": 1}  # fmt: skip
# Words before a day that make it one aimed at, or none of a deliberation.
PLANNING = frozenset("ab zum bis spätestens frühestens".split())
NO_MEETING = PLANNING | frozenset("vor seit nach von vom".split())

# Verbs that look ahead, and verbs that look back.
AHEAD = re.compile(
    r"\b(?:wird|werden|soll(?:en)?|will|wollen|muss|kann|steht|stehen|berät|beraten|tagt|tagen|entscheidet|entscheiden"
    r"|stimmt|befasst|befassen|folgt|kommt|geht|trifft|treffen|sieht|beginnt|beginnen|startet|gilt|gelten|tritt|liegt"
    r"|behandelt|voraussichtlich|geplant|vorgesehen)\b"
)
BACK = re.compile(
    r"\b(?:wurden?|worden|hatten?|hat|haben|war(?:en)?|beschloss|beriet(?:en)?|stimmten?|entschied(?:en)?|tagten?"
    r"|traf(?:en)?|tauschten?|verabschiedeten?|billigten?|lehnten?|kam(?:en)?|befassten?|diskutierten?|empfahl(?:en)?"
    r"|beauftragten?|stellten?|legten?|gab(?:en)?|fand(?:en)?|folgten?|trat(?:en)?|galt(?:en)?|sollten?|wollten?)\b"
)

# A sentence that names a body and a day tells of a deliberation only with one of these.
DELIBERATION = re.compile(
    r"\b(?:\w*[Bb]erat\w*|berät|beriet\w*|[Bb]eschl(?:ie|oss|uss|üss)\w*|\w*entsch(?:eid|ied)\w*|\w*[Tt]agesordnung\w*|\w*stimm(?:t|te|en|ten)"
    r"|votier\w*|verabschied\w*|\w*[Ss]itzung\w*|tagt|tagen|tagten?|befass\w*|vor(?:ge|zu)?(?:stell|leg)\w*|\w*behandel\w*"
    r"|diskut\w*|debatt\w*|\w*beauftragt\w*|empf(?:ahl|iehl|ohl|ehl)\w*|billig\w*|folgt|tausch(?:en|ten|te|t)\s+sich|zusammen\w*"
    r"|tr(?:af|aff|iff|eff)\w*|[Tt]hema|letzte Wort|stell\w*|leg\w*"
    r"|zurück(?:ge|zu)?stell\w*|vertag\w*|verschob\w*|(?:ab)?(?:ge)?lehn(?:t|en|ten)|genehmig\w*)\b"
)
# Elections and meetings that do not take place.
NO_DELIBERATION = re.compile(
    r"\b(?:Kommunalwahl\w*|Kreistagswahl\w*|Wahltag\w*|Wahlsonntag\w*|fällt\b.{0,200}\baus|entfällt|abgesagt|ausgefallen)\b"
)

# Words before the name of a person.
OFFICE = (
    r"(?:(?:Alt)?[Ll]andr(?:ates|ats|at|ätin)|\w*[Bb]ürgermeister(?:in|s)?|\w*[Dd]irektor(?:in|s)?|\w*[Dd]ezernent(?:in|en)?"
    r"|\w*leiter(?:in|s)?|\w*[Ss]precher(?:in|s)?|\w*[Vv]orsitzende[rn]?|\w*[Mm]inister(?:in|s)?|\w*[Aa]bgeordnete[rn]?"
    r"|\w*[Gg]eschäftsführer(?:in|s)?|\w*[Rr]eferent(?:in|en)?|\w*[Bb]eauftragte[rn]?|\w*[Bb]eigeordnete[rn]?|Herrn?|Frau)"
)
SAYING = r"(?:so|betont\w*|sagt\w*|erklärt\w*|erläutert\w*|unterstr\w+|berichtet\w*|meint\w*|von|und|durch)"
PARTY = r"(?:CDU|CSU|SPD|FDP|AfD|UWG|Grüne|(?:Die )?Linke)"
