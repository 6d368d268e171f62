"""From printed values to the fields of a record, the same for both renderings (pure)."""

from __future__ import annotations

import re
from typing import Any

from parsers.common.html import label
from parsers.common.outcomes import is_outcome
from parsers.common.values import doubtful
from parsers.sdnet.labels import NO_AGENDA, ONLY_HOW, VORLAGE
from ris_scraper.nouns.errors import LayoutDrift, NotPublic
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Abschnitt, Beratung, Hinweis, Vorlage
from ris_scraper.words.german import datum, oeffentlich, stated, time_span, top_nummer
from ris_scraper.words.meetings import body_of, called_off
from ris_scraper.words.numbers import numbers
from ris_scraper.words.persons import is_label
from ris_scraper.words.votes import count_votes, leftover

Fields = dict[str, Any]
# Longer than any outcome that a clerk types; a wording is a sentence.
_LONGEST_OUTCOME = 80
_LONGEST_HINT = 200
_VOTE = ("ja", "nein", "enthaltung", "einstimmig")
_BETWEEN = re.compile(r"[,;]")
_HEADING = re.compile(r"Vorgang\s+(?P<nummer>.*\S)")
_PRINTED = ("betreff", "federfuehrend", "beteiligt", "einbringer", "aktenzeichen", "status")


def split_first(pairs: list[tuple[str, str]]) -> tuple[tuple[str, str] | None, list[tuple[str, str]]]:
    """The row "kind of paper: number" and the other rows; the first row is it unless its label is a known one.

    Rows that name a person may stand above it.
    """
    at = next((place for place, (name, _) in enumerate(pairs) if not is_label(label(name))), 0)
    if pairs and label(pairs[at][0]) not in VORLAGE:
        return pairs[at], [*pairs[:at], *pairs[at + 1 :]]
    return None, pairs


def head_fields(first: tuple[str, str] | None, values: dict[str, str], heading: str) -> Fields:
    """Fields of a Vorlage from its head; the heading repeats the number."""
    titled = _HEADING.fullmatch(heading)
    art, number = first or (values.get("art"), values.get("nummer"))
    return {
        "art": stated(art),
        "nummer": stated(number) or (titled["nummer"] if titled else None),
        **{name: stated(values.get(name)) for name in _PRINTED},
        "oeffentlich": oeffentlich(values.get("status", "")),
        "datum": datum(values.get("datum", "")),
        "bezug": numbers(_BETWEEN.split(values.get("bezug", ""))),
    }


def unnumbered(vorlage: Vorlage) -> tuple[Hinweis, ...]:
    """A Hinweis for a paper without number: other pages can hardly name it."""
    return () if vorlage.nummer else (Hinweis(art="leer", text="Vorlage ohne Nummer"),)


def meeting_fields(values: dict[str, str]) -> Fields:
    """Fields of a Sitzung from its head; "Kreistag, 6. Sitzung" names the body too."""
    when = values.get("termin", "")
    begin, end = time_span(_hours(values))
    name = stated(values.get("sitzung"))
    places = [place for key in ("ort", "raum") if (place := stated(values.get(key)))]
    return {
        "name": name,
        "gremium": stated(values.get("gremium")) or body_of(name),
        "datum": datum(when),
        "beginn": begin,
        "ende": end,
        "ort": ", ".join(dict.fromkeys(places)) or None,
        "abgesagt": called_off(when, name),
    }


def _hours(values: dict[str, str]) -> str:
    """Where the hours of a meeting are printed: behind its day, or in rows of their own."""
    spans = (values.get("zeit"), " - ".join(filter(None, (values.get("beginn"), values.get("ende")))))
    return next(filter(None, spans), values.get("termin", ""))


def doubts(values: dict[str, str]) -> tuple[Hinweis, ...]:
    """What is to be said of a printed day, hours or votes that are not understood; see `doubtful`."""
    when, hours = values.get("termin") or values.get("datum", ""), _hours(values)
    fields, _ = outcome(values.get("beschluss", ""), values.get("abstimmung", ""))
    vote = values.get("abstimmung", "")
    # A vote that is itself the result is judged with it.
    lost = vote != fields["ergebnis"] and leftover(vote)
    votes = (Hinweis(art="abstimmung", text=vote[:_LONGEST_HINT]),) if lost else ()
    return (*doubtful({"datum": when, "zeit": hours if "Uhr" in hours else ""}), *votes)


def refuse_empty(page: Page, fields: Fields) -> None:
    """Raise unless the page says that its agenda is still to come and names the meeting all the same."""
    if not NO_AGENDA.search(page.text):
        raise LayoutDrift(page.url, "tr.top-oeff-data")
    if not (fields["datum"] and (fields["name"] or fields["gremium"])):
        raise NotPublic(page.url, "no agenda has been published for this meeting yet")


def outcome(beschluss: str, abstimmung: str) -> tuple[Fields, str | None]:
    """Outcome and vote of a station or item, and the wording of the decision.

    "Abstimmung" holds the outcome or only the vote ("Einstimmig, 0 Enthaltung(en)"), "Beschluss" a wording or, at
    tenants that type one, the outcome; beside a mere vote that one is the result.

    >>> outcome("Der Kreistag beschließt den Plan.", "vertagt")[0]["ergebnis"]
    'vertagt'
    >>> outcome("ungeändert beschlossen", "Einstimmig")[0]["ergebnis"]
    'ungeändert beschlossen'
    """
    said, wording = stated(abstimmung), stated(beschluss)
    vote = count_votes(said or "")
    if wording and len(wording) <= _LONGEST_OUTCOME and is_outcome(wording):
        if said is None or ONLY_HOW.match(said):
            vote, said = (vote if said else count_votes(wording)), wording
        wording = None
    return {"ergebnis": said, **{name: getattr(vote, name) for name in _VOTE}}, wording


def item_number(text: str) -> str | None:
    """The number of an item; forms that no other product has stay as printed."""
    return top_nummer(text)[0] or stated(text)


def station_of(printed: dict[str, str], sitzung_id: str | None) -> Beratung:
    """A station from the texts of its row."""
    fields, wording = outcome(printed.get("beschluss", ""), printed.get("abstimmung", ""))
    return Beratung(
        gremium=stated(printed.get("gremium")),
        rolle=stated(printed.get("rolle")),
        datum=datum(printed.get("termin", "")),
        sitzung_id=sitzung_id,
        top=item_number(printed.get("top", "")),
        oeffentlich=oeffentlich(printed.get("status", "")),
        beschluss=wording,
        **fields,
    )


def sections(stations: tuple[Beratung, ...]) -> tuple[Abschnitt, ...]:
    """The wordings as sections below their column's heading; one that several bodies adopted stands once."""
    wordings = dict.fromkeys(station.beschluss for station in stations)
    return tuple(Abschnitt(titel="Beschluss", text=text) for text in wordings if text)
