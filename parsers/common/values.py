"""From the printed values of a head to a record, where several vendors state them alike (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from parsers.common.headings import Section, is_voting
from ris_scraper.nouns.records import Auszug, Hinweis, Vorlage, Vote
from ris_scraper.words import german
from ris_scraper.words.votes import count_votes, leftover

_LONGEST = 200
# Fields of a Vorlage that are taken as printed.
_TEXTS = {name for name, field in Vorlage.model_fields.items() if field.annotation == str | None}


def vorlage_record(
    values: Mapping[str, str], nummer: str | None, art: str | None, bezug: tuple[str, ...], status: str | None
) -> Vorlage:
    """A Vorlage with what its head states: every field of text that a label leads to; lists are the caller's."""
    texts = {name: german.stated(value) for name, value in values.items() if name in _TEXTS}
    told = {
        "nummer": nummer,
        "art": art,
        "status": status,
        "bezug": bezug,
        "datum": german.datum(values.get("datum", "")),
    }
    oeffentlich = german.oeffentlich(status) if status else None
    return Vorlage.model_validate({**texts, **told, "oeffentlich": oeffentlich})


def unnumbered(record: Vorlage) -> tuple[Hinweis, ...]:
    """What is to be said of a Vorlage whose number the page does not print, or not where anybody looks for it."""
    return () if record.nummer else (Hinweis(art="nummer", text="a Vorlage without number"),)


def doubtful(values: Mapping[str, str], voting: Iterable[Section] = ()) -> tuple[Hinweis, ...]:
    """What is to be said of printed days, times and votes that cannot be believed or are not understood: no value.

    >>> [hint.text for hint in doubtful({"datum": "12.03.3025", "zeit": "24:30"})], doubtful({"datum": "-", "zeit": ""})
    (['12.03.3025', '24:30'], ())
    """
    datum, zeit = values.get("datum", ""), values.get("zeit", "")
    votes = [text for titel, printed in voting if is_voting(titel) and (text := " ".join(printed)) and leftover(text)]
    return (
        *([Hinweis(art="datum", text=datum[:_LONGEST])] if _digits(datum) and not german.datum(datum) else ()),
        *([Hinweis(art="zeit", text=zeit[:_LONGEST])] if _digits(zeit) and not german.time_span(zeit)[0] else ()),
        *(Hinweis(art="abstimmung", text=text[:_LONGEST]) for text in votes),
    )


def _digits(text: str) -> bool:
    return any(map(str.isdigit, text))


def auszug_record(values: Mapping[str, str], betreff: str | None, datum: date | None, vote: Vote) -> Auszug:
    """An agenda item with what its head states; its counts are the printed vote's, else the result's."""
    nummer, oeffentlich = german.top_nummer(values.get("top", ""))
    ergebnis = german.stated(values.get("ergebnis"))
    phrase = count_votes(ergebnis or "")
    counts = {key: value if value is not None else getattr(phrase, key) for key, value in vote}
    return Auszug(
        nummer=nummer,
        oeffentlich=german.oeffentlich(values.get("status", "")) if oeffentlich is None else oeffentlich,
        betreff=betreff,
        gremium=german.stated(values.get("gremium")),
        datum=datum,
        rolle=german.stated(values.get("rolle")),
        ergebnis=ergebnis,
        **counts,
    )
