"""A simulated Kreis: its bodies, years of meetings and Vorlagen, and what a perfect crawl must know of it.

`make_world` is deterministic: the same arguments give the same world on every machine. A world is frozen;
`evolve` makes the next day's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tests.simulator import words
from tests.simulator.nouns import Abschnitt, Gremium, Sitzung, Station, Top, Vorlage

_ABSATZ = 4


@dataclass(frozen=True)
class World:
    """A Kreis on the day `heute`. `versteckt` are ids of papers that the public must not see.

    `geaendert` and `neu` are the ids of Vorlagen whose expected values differ from the day before, and of new ones.
    """

    kreis: str
    seed: int
    heute: date
    nummer: str
    textlaenge: int
    sitzungen: tuple[Sitzung, ...]
    vorlagen: tuple[Vorlage, ...]
    versteckt: frozenset[int]
    geaendert: frozenset[int] = frozenset()
    neu: frozenset[int] = frozenset()

    @cached_property
    def vorlage(self) -> Mapping[int, Vorlage]:
        """Vorlagen by id."""
        return {vorlage.id: vorlage for vorlage in self.vorlagen}

    @cached_property
    def sitzung(self) -> Mapping[int, Sitzung]:
        """Meetings by id."""
        return {sitzung.id: sitzung for sitzung in self.sitzungen}

    @cached_property
    def gremium(self) -> Mapping[int, Gremium]:
        """Bodies by id."""
        return {gremium.id: gremium for gremium in words.GREMIEN}

    @cached_property
    def top(self) -> Mapping[int, tuple[Sitzung, Top]]:
        """Agenda items by id, each with its meeting."""
        return {top.id: (sitzung, top) for sitzung in self.sitzungen for top in sitzung.tops}

    @cached_property
    def months(self) -> Mapping[tuple[int, int], tuple[Sitzung, ...]]:
        """Meetings by year and month, in order of date."""
        found: dict[tuple[int, int], list[Sitzung]] = {}
        for sitzung in self.sitzungen:
            found.setdefault((sitzung.datum.year, sitzung.datum.month), []).append(sitzung)
        return {month: tuple(sorted(meetings, key=lambda s: (s.datum, s.id))) for month, meetings in found.items()}

    @cached_property
    def neueste_zuerst(self) -> tuple[Vorlage, ...]:
        """Vorlagen as lists print them."""
        return tuple(sorted(self.vorlagen, key=lambda v: (v.datum, v.id), reverse=True))

    @property
    def spanne(self) -> tuple[date, date]:
        """Dates of the first and the last meeting."""
        dates = [sitzung.datum for sitzung in self.sitzungen]
        return min(dates), max(dates)

    def betreff(self, top: Top) -> str:
        """The words of an agenda item, with line breaks."""
        return top.betreff if top.vorlage is None else self.vorlage[top.vorlage].betreff  # type: ignore[return-value]

    def folge(self, vorlage: Vorlage) -> Iterable[tuple[Station, Gremium, Sitzung | None, Top | None]]:
        """The stations of a Vorlage with body, meeting and the item that the public sees."""
        for station in vorlage.stationen:
            sitzung = self.sitzung[station.sitzung] if station.sitzung else None
            top = self.top[station.top][1] if station.top else None
            yield station, self.gremium[station.gremium], sitzung, top

    def absaetze(self, vorlage: Vorlage, abschnitt: Abschnitt) -> list[str]:
        """The paragraphs of a text section."""
        count = len(words.SAETZE)
        first = f"Gegenstand ist „{' '.join(vorlage.betreff.split())}“ ({vorlage.nummer})."
        said = [words.SAETZE[(abschnitt.anfang + n) % count] for n in range(abschnitt.saetze)]
        return [first, *(" ".join(said[n : n + _ABSATZ]) for n in range(0, len(said), _ABSATZ))]

    def expected(self) -> dict[str, dict[str, object]]:
        """What a perfect crawl of a portal that prints everything knows: Vorlage id -> values with Beratungen."""
        return {str(vorlage.id): self._vorlage(vorlage) for vorlage in self.vorlagen}

    def agendas(self) -> dict[str, dict[str, object]]:
        """What a perfect crawl knows of meetings with a public agenda: Sitzung id -> values with items."""
        return {str(s.id): self._sitzung(s) for s in self.sitzungen if s.zeigt_tagesordnung}

    def evolve(self, seed: int, changes: int = 10, new: int = 5, anlagen: bool = False) -> World:
        """The next day's world: exactly `changes` Vorlagen with other values, and `new` more of them.

        With `anlagen`, every third change is nothing but one more attachment. Raises ValueError where too few
        Vorlagen are open enough to change.
        """
        from tests.simulator.tomorrow import evolve

        return evolve(self, seed, changes, new, anlagen)

    def without(self, ids: Iterable[int]) -> World:
        """The same world after these Vorlagen became non-public: gone from lists and agendas."""
        gone = frozenset(ids)
        meetings = (replace(s, tops=tuple(t for t in s.tops if t.vorlage not in gone)) for s in self.sitzungen)
        return replace(
            self,
            sitzungen=tuple(meetings),
            vorlagen=tuple(replace(v, bezug=None if v.bezug in gone else v.bezug)
                           for v in self.vorlagen if v.id not in gone),
            versteckt=self.versteckt | gone,
            geaendert=frozenset(),
            neu=frozenset(),
        )  # fmt: skip

    def _vorlage(self, vorlage: Vorlage) -> dict[str, object]:
        stations = [self._station(*found) for found in self.folge(vorlage)]
        return {
            "nummer": vorlage.nummer,
            "betreff": " ".join(vorlage.betreff.split()),
            "art": vorlage.art,
            "art_norm": words.ARTEN[vorlage.art],
            "status": "öffentlich",
            "oeffentlich": True,
            "federfuehrend": vorlage.federfuehrend,
            "aktenzeichen": vorlage.aktenzeichen,
            "datum": vorlage.datum.isoformat(),
            "bezug": [self.vorlage[vorlage.bezug].nummer] if vorlage.bezug else [],
            "anlagen": [anlage.name for anlage in vorlage.anlagen],
            "abschnitte": [
                {"titel": a.titel, "art": a.art, "text": " ".join(self.absaetze(vorlage, a))}
                for a in vorlage.abschnitte
            ],
            "beratungen": stations,
            **outcome(stations),
        }

    def _station(
        self, station: Station, gremium: Gremium, sitzung: Sitzung | None, top: Top | None
    ) -> dict[str, object]:
        return {
            "gremium": gremium.name,
            "gremium_typ": gremium.typ,
            "rolle": station.rolle,
            "rolle_norm": words.ROLLEN[station.rolle] if station.rolle else None,
            "datum": sitzung.datum.isoformat() if sitzung else None,
            "sitzung_id": str(sitzung.id) if sitzung and sitzung.zeigt_tagesordnung else None,
            "top": top.nummer if top else None,
            "oeffentlich": sitzung.oeffentlich if sitzung else True,
            **_result(top),
        }

    def _sitzung(self, sitzung: Sitzung) -> dict[str, object]:
        return {
            "gremium": self.gremium[sitzung.gremium].name,
            "datum": sitzung.datum.isoformat(),
            "beginn": sitzung.beginn,
            "ende": sitzung.ende,
            "ort": sitzung.ort,
            "tops": [self._top(top) for top in sitzung.tops],
        }

    def _top(self, top: Top) -> dict[str, object]:
        paper = self.vorlage[top.vorlage] if top.vorlage else None
        return {
            "id": str(top.id),
            "nummer": top.nummer,
            "oeffentlich": top.oeffentlich,
            "betreff": " ".join(self.betreff(top).split()),
            "vorlage_nummer": paper.nummer if paper else None,
            "vorlage_id": str(paper.id) if paper else None,
            **_result(top),
        }


def _result(top: Top | None) -> dict[str, object]:
    """Outcome and vote as the contract has them; what is not printed is None."""
    ausgang, vote = (top.ausgang, top.stimmen) if top else (None, None)
    return {
        "ergebnis": ausgang.worte if ausgang else None,
        "ergebnis_norm": ausgang.norm if ausgang else None,
        "ja": vote.ja if vote else None,
        "nein": vote.nein if vote else None,
        "enthaltung": vote.enthaltung if vote else None,
        "einstimmig": ausgang.einstimmig if ausgang else None,
    }


def outcome(stations: list[dict[str, Any]]) -> dict[str, object]:
    """The Vorlage's own outcome: of its last Entscheidung, else its last deciding Kreistag, else the last there is."""
    deciding = [s for s in stations if s["rolle_norm"] == "entscheidung"]
    council = [s for s in stations if s["gremium_typ"] == "kreistag"
               and s["rolle_norm"] not in ("kenntnisnahme", "anhoerung", "vorberatung")]  # fmt: skip
    told = [s for s in stations if s["ergebnis"]]
    last = (deciding or council or told or [{}])[-1]
    whose = last if last.get("ergebnis") else {}
    return {
        "ergebnis": whose.get("ergebnis"),
        "ergebnis_norm": whose.get("ergebnis_norm"),
        "ergebnis_gremium": whose.get("gremium"),
        "ergebnis_datum": whose.get("datum"),
    }


def make_world(
    seed: int, vorlagen: int, start: date, years: int, kreis: str = "Musterkreis", textlaenge: int = 600
) -> World:
    """A Kreis with so many public Vorlagen, spread over `years` from `start`; `heute` is the end of that time.

    `textlaenge` is the number of letters of each Vorlage's text (about 35,000 make a page of 40 KB).
    """
    from tests.simulator.history import make

    return make(seed, vorlagen, start, years, kreis, textlaenge)
