"""From printed values to the fields of a record, the same for both renderings (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from parsers.common.agenda import is_paper_number
from parsers.common.html import label
from parsers.common.outcomes import LONGEST_OUTCOME, is_outcome
from parsers.common.text import going_on, label_pattern, labelled
from parsers.sessionnet.labels import ADDITIONS, BADGE, RESULT, ROLES
from parsers.sessionnet.voting import decided, whole_vote
from ris_scraper.nouns.errors import LayoutDrift
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Auszug, Beratung, Hinweis, Vote
from ris_scraper.words.german import clean, datum, oeffentlich, split_nummer, stated, time_span, top_nummer
from ris_scraper.words.meetings import body_of, called_off, is_off
from ris_scraper.words.votes import agreed, count_votes

# Some fields of one record, checked by the record itself when it is built.
Fields = dict[str, Any]
Pairs = list[tuple[str, str]]
_RESULT = label_pattern(RESULT)
_TOP_HEAD = re.compile(r"(?:TOP\s+)?(?P<top>[ÖN]\s*\d[\w.]*|\d[\w.]*(?=\s*[:–-]))\s*[:–-]?\s+(?P<betreff>.+)")
# DATE [TIME] BODY [TOP n] öffentlich|nichtöffentlich [- ROLE]; every part but the body may be missing.
_GRAMMAR = re.compile(
    r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*[.,]*\s+(?=\d))?(?P<datum>\d{1,2}\.\d{1,2}\.\d{4})?,?\s*"
    r"(?:\d{1,2}[:.]\d{2}(?:-\d{1,2}[:.]\d{2})?\s*Uhr)?\s*"
    r"(?P<gremium>.*?)"
    r"(?:\s+TOP:?\s+(?P<top>(?:[ÖN]\s*)?\d+(?:\.\d+)*(?:\.?[a-z])?)\.?)?"
    r"(?:\s+\(?(?P<status>nicht[\s-]*öffentlich|öffentlich)\)?)?"
    rf"(?:\s+[-–]\s+(?P<rolle>(?(status).+|(?:{'|'.join(ROLES)}).*)))?",
)
# The same with the day behind the body, with dashes or commas between the parts (no source; the forms of headings).
_STATION_DAY = re.compile(r"[\s,–(-]*(?:\b(?:am|vom)\s)?(?P<tag>\b\d{1,2}\.\d{1,2}\.\d{4}\b)\)?(?:\s*[,–-])?")
_WEEKDAY = re.compile(r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*[.,]*\s*)?")
_BEFORE_BODY = re.compile(r"^(\d{1,2}\.\d{1,2}\.\d{4})\s*[,:–-]\s*(?=\D)")
_BEFORE_MARK = re.compile(r"\s*[,–-]\s*(?=(?:TOP\s|\(?(?:nicht[\s-]*)?öffentlich\b))")
_AFTER_STATUS = re.compile(r"(\b(?:nicht[\s-]*)?öffentlich\b\)?),\s*")
# "Kreistag - 03.09.2026 - 15:00-22:00 Uhr", "SessionNet | Bildungsausschuss 01.09.2026"
_HEADLINE = re.compile(
    r"(?P<gremium>\S.*?(?<![\s,:–-])(?<!\bvom)(?<!\bam)(?<!\bzum)(?<!\bbis)),?\s*(?:[–-]\s*)?(?<=[\s–-])"
    r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[a-z]*[.,]*\s+)?(?P<datum>\d{1,2}\.\d{1,2}\.\d{4})"
    r"(?:\s*-?\s*(?P<zeit>\d{1,2}(?:[:.]\d{2}|.*Uhr).*)"
    r"|[\s(–-]+(?:fällt aus|entfällt|abgesagt|verschoben|verlegt)\b.*)?"
)
_DAY = re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄ][a-zä]{2,8})\s?\d{4}\b")
_MEETING = re.compile(r"[Ss]itzung|[Aa]usschuss|[Kk]reistag|[Rr]at(?:s|es)?\b|Versammlung|Kommission")
PREFIX = re.compile(r"^(?:SessionNet\s*\|\s*)?(?:(?:Bürger|Rats|Gremien|Kreistags)info\w*\b[^|]*?\s[-|]\s)?")

# "Vorlage - 0207/2026", "Beschlussvorlage Nr. 0207/2026", "Drucksache 12/345: Radweg".
_NUMBER_HEAD = re.compile(
    r"(?:[A-ZÄÖÜ]?[a-zäöüß]*[Vv]orlagen?|Drucksachen?|DS)\b(?:[\s-]*(?:Nr\.?|Nummer\b))?[\s:–-]+(?=\S)"
)

_TEXTS = ("betreff", "art", "federfuehrend", "beteiligt", "einbringer")


def head_fields(values: dict[str, str], headlines: Iterable[str] = ()) -> Fields:
    """Fields of a Vorlage from its assigned labels; its number also from a heading or title."""
    status = stated(values.get("status"))
    betreff = stated(values.get("betreff"))
    return {
        **{name: stated(values.get(name)) for name in _TEXTS},
        "nummer": stated(values.get("nummer")) or headed_number(text for text in headlines if clean(text) != betreff),
        "aktenzeichen": stated(values.get("aktenzeichen")),
        "status": status,
        "oeffentlich": oeffentlich(status or ""),
        "datum": datum(values.get("datum", "")),
    }


def headed_number(headlines: Iterable[str]) -> str | None:
    """The number of a Vorlage that a heading names; a subject may begin with the number of another.

    >>> headed_number(["SessionNet | Radweg", "Beschlussvorlage Nr. 0207/2026"]), headed_number(["Vorlage - B/7/26"])
    ('0207/2026', 'B/7/26')
    >>> headed_number(["Antrag 12/2026 der Fraktion"]), headed_number(["Vorlage 2025"]), headed_number(["SV-8-0802"])
    (None, None, 'SV-8-0802')
    """
    for text in headlines:
        said = PREFIX.sub("", clean(text))
        found = _NUMBER_HEAD.match(said)
        if found and (number := split_nummer(said[found.end() :])[0]) and any(map(str.isdigit, number)):
            return number
        if is_paper_number(said):
            return said
    return None


def split_references(text: str) -> list[str]:
    """ "0001/2012, 0004/2012" -> both numbers."""
    return [part for part in text.replace(";", ",").split(",") if part.strip()]


def station_from_header(text: str) -> Beratung | None:
    """Read a station's header line; None where it names no body.

    >>> found = station_from_header("08.09.2026 Kreisausschuss TOP 8.1 öffentlich - Vorberatung 1 Dok.")
    >>> found.gremium, found.top, found.oeffentlich, found.rolle
    ('Kreisausschuss', '8.1', True, 'Vorberatung')
    """
    found = _GRAMMAR.fullmatch(_in_order(clean(BADGE.sub("", clean(text)))))
    if found is None or not found["gremium"].strip():
        return None
    number, public = top_nummer(found["top"] or "")
    status = oeffentlich(found["status"] or "")
    return Beratung(
        gremium=stated(found["gremium"]),
        rolle=stated(found["rolle"]),
        datum=datum(found["datum"] or ""),
        top=number,
        oeffentlich=public if status is None else status,
    )


def _in_order(text: str) -> str:
    """A station's header in the usual order and with the usual signs.

    >>> _in_order("Kreistag, 08.09.2026, TOP Ö 3, öffentlich, Vorberatung")
    '08.09.2026 Kreistag TOP Ö 3 öffentlich - Vorberatung'
    """
    days = list(_STATION_DAY.finditer(text))
    if len(days) == 1 and not _WEEKDAY.fullmatch(text[: days[0].start()]):
        text = f"{days[0]['tag']} {text[: days[0].start()]} {text[days[0].end() :]}"
    text = _BEFORE_BODY.sub(r"\1 ", text)
    return clean(_AFTER_STATUS.sub(r"\1 - ", _BEFORE_MARK.sub(" ", text)))


def headline(texts: Iterable[str]) -> dict[str, str]:
    """Body, date and time from the first heading or title that prints them; {} where none does."""
    for text in texts:
        found = _HEADLINE.fullmatch(PREFIX.sub("", clean(text)))
        if found and not _DAY.search(found["gremium"]):
            said = {**found.groupdict(), "gremium": body_of(found["gremium"])}
            return {name: value for name, value in said.items() if value}
    return {}


def meeting_fields(values: dict[str, str], headlines: Iterable[str]) -> Fields:
    """Fields of a Sitzung from its head panel, else from its heading."""
    headlines = [PREFIX.sub("", clean(text)) for text in headlines]
    rows = {name: value for name, value in values.items() if stated(value)}
    said = {**_named_day(headlines), **headline(headlines), **rows}
    named = [said.get(field) for field in ("name", "bezeichnung", "zustand")]
    begin, end = time_span(said.get("zeit", ""))
    return {
        "name": stated(said.get("name") or said.get("bezeichnung")),
        "gremium": stated(said.get("gremium")),
        "datum": datum(said.get("datum", "")),
        "beginn": begin,
        "ende": end,
        "ort": stated(said.get("ort")),
        "abgesagt": called_off(*headlines, *named) or is_off(said.get("zustand")),
    }


def undated(fields: Fields) -> tuple[Hinweis, ...]:
    """What is to be said of a Sitzung whose day the page does not print, or not where anybody looks for it."""
    return () if fields["datum"] else (Hinweis(art="datum", text="a Sitzung without day"),)


def _named_day(headlines: Iterable[str]) -> dict[str, str]:
    """The only day in a heading that names a body or a meeting: "Sitzung des Kreistages am 3. September 2026"."""
    found = (_DAY.findall(text) for text in headlines if _MEETING.search(text))
    return next(({"datum": days[0]} for days in found if len(days) == 1), {})


def title_text(lines: Iterable[str]) -> str | None:
    """An item's subject from its lines; lines that name applicants or speakers end it.

    >>> title_text(["Radwege", "hier: Sachstand", "Antragsteller: Fraktion A"])
    'Radwege hier: Sachstand'
    """
    kept = []
    for line in lines:
        if ADDITIONS.match(line):
            break
        kept.append(line)
    return stated(" ".join(kept))


def item_fields(values: dict[str, str], headlines: list[str]) -> Fields:
    """Fields of an Auszug from its head rows, else from its headings."""
    said = {**headline(headlines), **_heading_parts(headlines), **values}
    number, public = top_nummer(said.get("top", ""))
    return {
        "nummer": number,
        "oeffentlich": public,
        "betreff": stated(said.get("betreff")),
        "vorlage_nummer": stated(said.get("vorlage")),
        "gremium": stated(said.get("gremium")),
        "datum": datum(said.get("datum", "")),
    }


def item_record(page: Page, ids: Fields, fields: Fields) -> Auszug:
    """The record; raises LayoutDrift where the page states nothing of an item."""
    if not (fields["betreff"] or fields["nummer"] or fields["ergebnis"] or fields["abschnitte"]):
        raise LayoutDrift(page.url, "Beschluss, Betreff, .smc-table-row")
    return Auszug.model_validate({**ids, **fields})


def split_label(text: str) -> tuple[str, str]:
    """ "Beschluss: vertagt" -> ("Beschluss", "vertagt")."""
    name, _, value = text.partition(":")
    return label(name), value


def unlabelled(text: str) -> Pairs:
    """A result that stands without its label, as outcome or as count; [] for any other words.

    >>> unlabelled("ungeändert beschlossen"), unlabelled("Ja: 9, Nein: 0"), unlabelled("Radweg")
    ([('Beschluss', 'ungeändert beschlossen')], [('Abstimmung', 'Ja: 9, Nein: 0')], [])
    """
    if is_outcome(text):
        return [("Beschluss", text)]
    vote = count_votes(text)
    return [("Abstimmung", text)] if vote.ja is not None or vote.nein is not None else []


def outcome(pairs: Iterable[tuple[str, str]]) -> tuple[Fields, list[Hinweis]]:
    """Printed result rows as fields of a Top or Beratung: `ergebnis` and the vote; unknown labels as Hinweise.

    Of several results the first counts; of several votes only what all of them say, as nothing tells which is meant.
    """
    said: dict[str, list[str]] = {"ergebnis": [], "abstimmung": []}
    unknown = []
    for name, value in pairs:
        if name not in RESULT:
            unknown.append(Hinweis(art="label", text=name))
        elif label(value) in RESULT:
            unknown.append(Hinweis(art="label", text=f"{name}: no value"))
        elif (field := RESULT[name]) and (text := stated(value)):
            said[field].append(text)
    results = said["ergebnis"][:1] or [found for text in said["abstimmung"] if (found := decided(text))][:1]
    vote = agreed(*said["ergebnis"][:1], *said["abstimmung"])
    broken = [hint for text in said["abstimmung"] for hint in whole_vote([text])[1]]
    counted = Vote(einstimmig=vote.einstimmig) if broken else vote
    return {"ergebnis": results[0] if results else None, **vars(counted)}, [*unknown, *broken]


def first_results(found: Sequence[str], place: int) -> tuple[Pairs, int]:
    """The result lines from `place` on, and the place behind them.

    "Beschluss:" comes twice: first with the outcome, then over the wording (Würzburg, Erlangen-Höchstadt, Oder-Spree).
    """
    start = next((i for i in range(place, len(found)) if _RESULT.match(found[i])), None)
    said: Pairs = []
    end = place if start is None else start
    while end < len(found) and (match := _RESULT.match(found[end])):
        pairs = [(name, clean(value)) for name, value in labelled(found[end], _RESULT)]
        if not pairs[0][1] and len(pairs) > 1:
            # "Abstimmung: Anwesend: 14, Ja: 14": counts are labels, too.
            pairs = [(match["label"], clean(found[end][match.end() :]))]
        following = found[end + 1] if end + 1 < len(found) else ""
        alone = not pairs[-1][1] and len(pairs) == 1
        if alone and _says_result(following):
            pairs = [(match["label"], following)]
        if match["label"] in {name for name, _ in said} or not pairs[0][1] or len(pairs[0][1]) > LONGEST_OUTCOME:
            break
        said.extend(pairs)
        end += 2 if alone else 1
    return said, end


def with_votings(fields: Fields, votings: Sequence[str]) -> tuple[Fields, tuple[Hinweis, ...]]:
    """A result with what the minutes say of its vote, unless they say otherwise; and what is not understood of it."""
    vote, hints = whole_vote(votings)
    told = {name: value for name, value in vote if value is not None}
    if any(fields[name] not in (None, value) for name, value in told.items()):
        told = {}
    counted = any(fields[name] is not None for name in ("ja", "nein"))
    decision = fields["ergebnis"] or next(filter(None, map(decided, votings)), None)
    return {**fields, **told, "ergebnis": decision}, () if counted else hints


def _says_result(line: str) -> bool:
    """Whether a line under its label is an outcome or a count, not the wording of the decision."""
    return len(line) < LONGEST_OUTCOME and (is_outcome(line) or count_votes(line).ja is not None)


def _heading_parts(headlines: list[str]) -> dict[str, str]:
    """ "Ö 5 Radverkehrskonzept" or "TOP 5: Radverkehrskonzept" -> number and subject, with a second line "hier: …"."""
    for place, text in enumerate(headlines):
        if found := _TOP_HEAD.fullmatch(PREFIX.sub("", text)):
            return {"top": found["top"], "betreff": " ".join(going_on([found["betreff"], *headlines[place + 1 :]]))}
    return {}
