"""Fill in what the printed words mean, `*_norm` and the like (pure); the printed words are never touched."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from ris_scraper.judgement.concepts import listed
from ris_scraper.judgement.decision import deciding_station
from ris_scraper.judgement.phrases import (
    SONSTIGES,
    Verdict,
    abschnitt_art,
    art,
    beschluss,
    ergebnis,
    gremium_typ,
    is_mere_vote,
    rolle,
)
from ris_scraper.nouns.records import (
    Abschnitt,
    Auszug,
    Beratung,
    Datensatz,
    Gremium,
    Hinweis,
    Noun,
    Parsed,
    Presse,
    Sitzung,
    Vorlage,
)
from ris_scraper.words.meetings import is_cancelled
from ris_scraper.words.votes import leftover

_Field = tuple[str, str, Callable[[str], Verdict], str]
# "beschlossen" beside "Der Ausschuss lehnt den Antrag ab": what was agreed on is the outcome, not that it was.
_TURNS = frozenset({"abgelehnt", "abgesetzt", "vertagt", "verwiesen"})
_REFUSAL = re.compile(r"\bablehn|\babgelehnt\b|\babzulehnen\b|\bzurück(?:zu|ge)w[ie]+sen\b", re.I)

_Report = dict[Hinweis, None]

_N = TypeVar("_N", bound=Noun)


# printed field, understood field, judge, kind of Hinweis
_OUTCOME: _Field = ("ergebnis", "ergebnis_norm", ergebnis, "ergebnis")
_STATION: tuple[_Field, ...] = (
    ("gremium", "gremium_typ", gremium_typ, "gremium"),
    ("rolle", "rolle_norm", rolle, "rolle"),
    _OUTCOME,
)
_PAPER: tuple[_Field, ...] = (("art", "art_norm", art, "art"), _OUTCOME)
_ITEM: tuple[_Field, ...] = (_OUTCOME,)
_MENTION: tuple[_Field, ...] = (("gremium", "gremium_typ", gremium_typ, "gremium"),)


def judged(record: _N) -> tuple[_N, tuple[Hinweis, ...]]:
    """A record with what its printed words mean, and one Hinweis per distinct phrase that no rule knows."""
    report: _Report = {}
    return cast(_N, _datensatz(cast(Datensatz, record), report)), tuple(report)


def normalise(parsed: Parsed) -> Parsed:
    """Fill in what the printed words mean; one Hinweis per distinct phrase that no rule knows.

    A Vorlage whose page prints no result of its own gets that of its deciding Beratung, unless the page breaks off: a
    later station may decide otherwise.
    Pure and idempotent; the printed words stay as they are.
    """
    report: _Report = {}
    records = tuple(_datensatz(record, report) for record in parsed.datensaetze)
    if parsed.broken_off:
        records = tuple(_as_printed(new, old) for new, old in zip(records, parsed.datensaetze, strict=True))
    update: dict[str, Any] = {"datensaetze": records}
    if news := tuple(hinweis for hinweis in report if hinweis not in parsed.hinweise):
        update["hinweise"] = parsed.hinweise + news
    return parsed.model_copy(update=update)


def _datensatz(record: Datensatz, report: _Report) -> Datensatz:
    if isinstance(record, Vorlage):
        return _vorlage(record, report)
    if isinstance(record, Sitzung):
        called_off = {"abgesagt": True} if record.abgesagt is None and is_cancelled(record.name) else {}
        return _with(record, {"tops": _each(record.tops, _ITEM, report), **called_off})
    if isinstance(record, Presse):
        return _presse(record, report)
    return record if isinstance(record, Gremium) else _auszug(record, report)


def _vorlage(vorlage: Vorlage, report: _Report) -> Vorlage:
    update = _understood(vorlage, _PAPER, report)
    beratungen = tuple(_station(station, report) for station in _each(vorlage.beratungen, _STATION, report))
    if vorlage.ergebnis is None:
        update |= _outcome(beratungen)
    update["beratungen"] = beratungen
    update["abschnitte"] = tuple(map(_abschnitt, vorlage.abschnitte))
    return _with(vorlage, update)


def _auszug(auszug: Auszug, report: _Report) -> Auszug:
    update = _understood(auszug, _ITEM, report)
    return _with(auszug, update | {"abschnitte": tuple(map(_abschnitt, auszug.abschnitte))})


def _presse(presse: Presse, report: _Report) -> Presse:
    named = (konzept for phrase in presse.konzept_worte for konzept in listed(phrase))
    return _with(presse, {"konzepte": tuple(dict.fromkeys(named)), "termine": _each(presse.termine, _MENTION, report)})


def _station(station: Beratung, report: _Report) -> Beratung:
    """A station whose result says how was voted ("Einstimmig") or that was agreed: on what, where the wording says it.

    A bare "mehrheitlich" does not say for what; of a tie or a vote that was lost the wording says what was wanted.
    """
    if not (station.ergebnis and station.beschluss):
        return station
    told = beschluss(station.beschluss)
    if not is_mere_vote(station.ergebnis):
        turned = station.ergebnis_norm == "beschlossen" and told in _TURNS
        return _with(station, {"ergebnis_norm": told}) if turned else station
    if not (station.einstimmig or (station.ja or 0) > (station.nein or 0)):
        return station
    if told is None and _REFUSAL.search(station.beschluss):
        report[Hinweis(art="ergebnis", text=f"{station.ergebnis}: {station.beschluss[:200]}")] = None
        told = SONSTIGES
    return _with(station, {"ergebnis_norm": told or station.ergebnis_norm})


def _outcome(beratungen: Sequence[Beratung]) -> dict[str, str | date | None]:
    """The result of a Vorlage and whose it is; {} where the deciding station has none."""
    station = deciding_station(beratungen)
    if station is None or station.ergebnis is None:
        return {}
    return {
        "ergebnis": station.ergebnis,
        "ergebnis_norm": station.ergebnis_norm,
        "ergebnis_gremium": station.gremium,
        "ergebnis_datum": station.datum,
    }


def _abschnitt(abschnitt: Abschnitt) -> Abschnitt:
    norm = abschnitt_art(abschnitt.titel).norm
    return abschnitt if abschnitt.art == norm else abschnitt.model_copy(update={"art": norm})


def _each(records: tuple[_N, ...], fields: Iterable[_Field], report: _Report) -> tuple[_N, ...]:
    return tuple(_with(record, _understood(record, fields, report)) for record in records)


def _as_printed(record: Datensatz, page: Datensatz) -> Datensatz:
    """A Vorlage without the result of a station where its page prints none."""
    if not (isinstance(record, Vorlage) and isinstance(page, Vorlage)) or page.ergebnis is not None:
        return record
    none = dict.fromkeys(("ergebnis", "ergebnis_norm", "ergebnis_gremium", "ergebnis_datum"))
    return record.model_copy(update=none)


def _understood(record: Noun, fields: Iterable[_Field], report: _Report) -> dict[str, Any]:
    """The understood values that the record lacks; unknown phrases go into the report."""
    update: dict[str, Any] = {}
    for printed, norm, judge, kind in fields:
        words: str | None = getattr(record, printed)
        if not words:
            continue
        verdict = judge(words)
        if getattr(record, norm) != verdict.norm:
            update[norm] = verdict.norm
        if not verdict.known:
            report[Hinweis(art=kind, text=words)] = None
        if printed == "ergebnis" and leftover(words):
            report[Hinweis(art="abstimmung", text=words)] = None
    return update


def _with(record: _N, update: dict[str, Any]) -> _N:
    return record.model_copy(update=update) if update else record
