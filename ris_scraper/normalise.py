"""Judgement (floor 3, pure): what the printed words mean, and which station decides.

The words and their meaning are data: ris_scraper/vokabular/*.toml, ordered rules with
their sources. This module only reads the rules, asks them, and fills the `*_norm` fields.
The printed words are never touched.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from ris_scraper.abstimmung import stimmen
from ris_scraper.konzepte import gelistete
from ris_scraper.model import (
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
    Vote,
)

SONSTIGES = "sonstiges"
# Longer than any printed result, role or name: prose, in which single words prove nothing.
_LONGEST = 300
_CACHED = 4096


class Urteil(NamedTuple):
    """What a phrase means; `bekannt` is False where no rule knew it (norm is "sonstiges" then).

    `norm` is None only for a vote that ended in a tie.
    """

    norm: str | None
    bekannt: bool


class Regel(NamedTuple):
    """One rule: the meaning, the patterns that say so, and the patterns that forbid it."""

    norm: str
    muster: re.Pattern[str]
    ohne: re.Pattern[str] | None


class Vokabular(NamedTuple):
    """The rules of one field, in order, and what is done to a phrase before they are asked."""

    regeln: tuple[Regel, ...]
    streichen: re.Pattern[str] | None
    trenner: str | None


_UNKNOWN = Urteil(SONSTIGES, False)


# --- reading the vocabulary ------------------------------------------------------------------


def _pattern(alternatives: Sequence[str], words: dict[str, str]) -> re.Pattern[str] | None:
    """Join patterns into one; `%name%` stands for a shared part, and ß is folded as in the text."""
    if not alternatives:
        return None
    joined = "|".join(f"(?:{alternative})" for alternative in alternatives)
    for name, part in words.items():
        joined = joined.replace(f"%{name}%", part)
    return re.compile(joined.replace("ß", "ss"))


def _regel(entry: dict[str, Any], words: dict[str, str]) -> Regel:
    muster = _pattern(entry["muster"], words)
    if muster is None:
        raise ValueError(f"a rule for {entry['norm']!r} has no muster")
    return Regel(entry["norm"], muster, _pattern(entry.get("ohne", ()), words))


def vokabular(name: str) -> Vokabular:
    """Read and compile one vocabulary of the package, for example "ergebnis".

    Raises FileNotFoundError, tomllib.TOMLDecodeError, KeyError, ValueError or re.error where the
    data file is missing or wrong: a defect of the package, found at import.
    """
    file = resources.files("ris_scraper").joinpath("vokabular", f"{name}.toml")
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    words = data.get("woerter", {})
    return Vokabular(
        regeln=tuple(_regel(entry, words) for entry in data["regel"]),
        streichen=_pattern(data.get("streichen", ()), words),
        trenner=data.get("trenner"),
    )


_ERGEBNIS = vokabular("ergebnis")
_ABSTIMMUNG = vokabular("abstimmung")
_BESCHLUSS = vokabular("beschluss")
_ROLLE = vokabular("rolle")
_ART = vokabular("art")
_GREMIUM = vokabular("gremium")
_ABSCHNITT = vokabular("abschnitt")


# --- judging a phrase ------------------------------------------------------------------------


def _fold(text: str) -> str:
    """NFC, case folded (umlauts stay, ß becomes ss), blanks collapsed, closing marks removed."""
    folded = unicodedata.normalize("NFC", text.casefold())
    return " ".join(folded.split()).rstrip(" .:;,…")


def _ask(regeln: Iterable[Regel], text: str) -> Urteil:
    for regel in regeln:
        if regel.muster.search(text) and not (regel.ohne and regel.ohne.search(text)):
            return Urteil(regel.norm, True)
    return _UNKNOWN


def _judge(words: Vokabular, phrase: str) -> Urteil:
    text = _fold(phrase)
    if len(text) > _LONGEST:
        return _UNKNOWN
    if words.streichen:
        text = " ".join(words.streichen.sub(" ", text).split()).strip(" -–,/:") or text
    if words.trenner and words.trenner in text:
        first = text.split(words.trenner, 1)[0].strip()
        urteil = _ask(words.regeln, first) if first else _UNKNOWN
        if urteil.norm != SONSTIGES:
            return urteil
    return _ask(words.regeln, text)


@lru_cache(maxsize=_CACHED)
def ergebnis(worte: str) -> Urteil:
    """The outcome that printed words state, a slug of `ergebnis_norm`.

    >>> ergebnis("ungeändert beschlossen"), ergebnis("Einstimmig")
    (Urteil(norm='beschlossen', bekannt=True), Urteil(norm='sonstiges', bekannt=True))
    >>> ergebnis("12 Ja-Stimme(n), 3 Gegenstimme(n)"), ergebnis("Ja: 9, Nein: 9")
    (Urteil(norm='beschlossen', bekannt=True), Urteil(norm=None, bekannt=True))
    """
    urteil = _judge(_ERGEBNIS, worte)
    if urteil.bekannt:
        return urteil
    urteil = _judge(_ABSTIMMUNG, worte)
    return _counted(stimmen(worte), urteil) if urteil.bekannt else urteil


def _counted(vote: Vote, urteil: Urteil) -> Urteil:
    """What a mere vote says by its numbers; a tie is not taken for a rejection (the project's list of traps)."""
    if vote.ja is None or vote.nein is None:
        return urteil
    if vote.ja == vote.nein:
        return Urteil(None, True)
    return Urteil("beschlossen" if vote.ja > vote.nein else "abgelehnt", True)


def beschluss(wortlaut: str) -> str | None:
    """What a body did by the wording of its decision, a slug of `ergebnis_norm`; None where no rule knows it.

    >>> beschluss("Der Ausschuss empfiehlt dem Kreistag, den Plan zu beschließen."), beschluss("Siehe Anlage.")
    ('empfohlen', None)
    """
    urteil = _ask(_BESCHLUSS.regeln, _fold(wortlaut))
    return urteil.norm if urteil.bekannt else None


@lru_cache(maxsize=_CACHED)
def rolle(worte: str) -> Urteil:
    """What a station is asked to do, a slug of `rolle_norm`.

    >>> rolle("Beratung und Beschlussfassung").norm, rolle("Informationspflicht").norm
    ('entscheidung', 'kenntnisnahme')
    """
    return _judge(_ROLLE, worte)


@lru_cache(maxsize=_CACHED)
def art(worte: str) -> Urteil:
    """The kind of paper, a slug of `art_norm`.

    >>> art("02_Unterrichtungsvorlage").norm, art("Einführung und Verpflichtung")
    ('informationsvorlage', Urteil(norm='sonstiges', bekannt=False))
    """
    return _judge(_ART, worte)


@lru_cache(maxsize=_CACHED)
def gremium_typ(name: str) -> Urteil:
    """The kind of body, a slug of `gremium_typ`.

    >>> gremium_typ("6. WP Kreistag").norm, gremium_typ("Ausschuss des Kreistages für Soziales").norm
    ('kreistag', 'fachausschuss')
    """
    return _judge(_GREMIUM, name)


@lru_cache(maxsize=_CACHED)
def abschnitt_art(titel: str | None) -> Urteil:
    """The kind of a text section by its heading; no heading is "sonstiges".

    >>> abschnitt_art("III. Sachdarstellung:").norm, abschnitt_art(None).norm
    ('sachverhalt', 'sonstiges')
    """
    return _judge(_ABSCHNITT, titel) if titel else Urteil(SONSTIGES, True)


# --- which station decides -------------------------------------------------------------------

_COUNCILS = frozenset({"kreistag", "rat"})
# A council that only takes note, is heard or prepares does not decide; one that "berät" usually does.
_NOT_DECIDING = frozenset({"kenntnisnahme", "anhoerung", "vorberatung"})


def _oldest_first(beratungen: Sequence[Beratung]) -> Sequence[Beratung]:
    """Turn a Beratungsfolge round that is printed newest first throughout (SessionNet's vo0053, some tenants)."""
    dates = [beratung.datum for beratung in beratungen if beratung.datum]
    falling = len(dates) > 1 and dates[0] > dates[-1] and all(a >= b for a, b in pairwise(dates))
    return beratungen[::-1] if falling else beratungen


def _last(beratungen: Iterable[Beratung]) -> Beratung | None:
    """The last station: by date where both have one, else (and on the same day) by place in the list."""
    last: Beratung | None = None
    for beratung in beratungen:
        earlier = last and last.datum and beratung.datum and beratung.datum < last.datum
        last = last if earlier else beratung
    return last


def entscheidende(beratungen: Sequence[Beratung]) -> Beratung | None:
    """The station whose result is the Vorlage's; expects normalised stations in the printed order.

    The last with `rolle_norm` entscheidung, else the last of a Kreistag or Rat, with or without a
    result; where no station decides, the last that has a result; None where none has.
    """
    stations = _oldest_first(beratungen)
    return (
        _last(b for b in stations if b.rolle_norm == "entscheidung")
        or _last(b for b in stations if b.gremium_typ in _COUNCILS and b.rolle_norm not in _NOT_DECIDING)
        or _last(b for b in stations if b.ergebnis is not None)
    )


# --- filling the records ---------------------------------------------------------------------

_Field = tuple[str, str, Callable[[str], Urteil], str]
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


def _understood(record: Noun, fields: Iterable[_Field], report: _Report) -> dict[str, Any]:
    """The understood values that the record lacks; unknown phrases go into the report."""
    update: dict[str, Any] = {}
    for printed, norm, judge, kind in fields:
        words: str | None = getattr(record, printed)
        if not words:
            continue
        urteil = judge(words)
        if getattr(record, norm) != urteil.norm:
            update[norm] = urteil.norm
        if not urteil.bekannt:
            report[Hinweis(art=kind, text=words)] = None
    return update


def _with(record: _N, update: dict[str, Any]) -> _N:
    return record.model_copy(update=update) if update else record


def _each(records: tuple[_N, ...], fields: Iterable[_Field], report: _Report) -> tuple[_N, ...]:
    return tuple(_with(record, _understood(record, fields, report)) for record in records)


def _station(station: Beratung) -> Beratung:
    """A station whose result only says how was voted ("Einstimmig"): what came out, where the wording says it.

    A bare "mehrheitlich" does not say for what; of a tie or a vote that was lost the wording says what was wanted.
    """
    carried = station.einstimmig or (station.ja or 0) > (station.nein or 0)
    if not (station.ergebnis and station.beschluss and carried and _judge(_ABSTIMMUNG, station.ergebnis).bekannt):
        return station
    return _with(station, {"ergebnis_norm": beschluss(station.beschluss) or station.ergebnis_norm})


def _abschnitt(abschnitt: Abschnitt) -> Abschnitt:
    norm = abschnitt_art(abschnitt.titel).norm
    return abschnitt if abschnitt.art == norm else abschnitt.model_copy(update={"art": norm})


def _outcome(beratungen: Sequence[Beratung]) -> dict[str, str | date | None]:
    """The result of a Vorlage and whose it is; {} where the deciding station has none."""
    station = entscheidende(beratungen)
    if station is None or station.ergebnis is None:
        return {}
    return {
        "ergebnis": station.ergebnis,
        "ergebnis_norm": station.ergebnis_norm,
        "ergebnis_gremium": station.gremium,
        "ergebnis_datum": station.datum,
    }


def _vorlage(vorlage: Vorlage, report: _Report) -> Vorlage:
    update = _understood(vorlage, _PAPER, report)
    beratungen = tuple(map(_station, _each(vorlage.beratungen, _STATION, report)))
    if vorlage.ergebnis is None:
        update |= _outcome(beratungen)
    update["beratungen"] = beratungen
    update["abschnitte"] = tuple(map(_abschnitt, vorlage.abschnitte))
    return _with(vorlage, update)


def _auszug(auszug: Auszug, report: _Report) -> Auszug:
    update = _understood(auszug, _ITEM, report)
    return _with(auszug, update | {"abschnitte": tuple(map(_abschnitt, auszug.abschnitte))})


def _presse(presse: Presse, report: _Report) -> Presse:
    named = (konzept for phrase in presse.konzept_worte for konzept in gelistete(phrase))
    return _with(presse, {"konzepte": tuple(dict.fromkeys(named)), "termine": _each(presse.termine, _MENTION, report)})


def _datensatz(record: Datensatz, report: _Report) -> Datensatz:
    if isinstance(record, Vorlage):
        return _vorlage(record, report)
    if isinstance(record, Sitzung):
        return _with(record, {"tops": _each(record.tops, _ITEM, report)})
    if isinstance(record, Presse):
        return _presse(record, report)
    return record if isinstance(record, Gremium) else _auszug(record, report)


def normalise(parsed: Parsed) -> Parsed:
    """Fill in what the printed words mean; one Hinweis per distinct phrase that no rule knows.

    A Vorlage whose page prints no result of its own gets that of its deciding Beratung.
    Pure and idempotent; the printed words stay as they are.
    """
    report: _Report = {}
    update: dict[str, Any] = {"datensaetze": tuple(_datensatz(record, report) for record in parsed.datensaetze)}
    if news := tuple(hinweis for hinweis in report if hinweis not in parsed.hinweise):
        update["hinweise"] = parsed.hinweise + news
    return parsed.model_copy(update=update)
