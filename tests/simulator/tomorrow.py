"""The next day of a Kreis: results that were entered, values that were corrected, papers that came in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from tests.simulator import words
from tests.simulator.history import Wuerfel, naechste, neue_vorlage
from tests.simulator.nouns import Anlage, Sitzung, Station, Top, Vorlage
from tests.simulator.world import World

_OFFEN_BIS = timedelta(days=730)
_FENSTER = timedelta(days=21)


@dataclass
class Tag:
    """A world being changed."""

    rng: Random
    world: World
    vorlagen: dict[int, Vorlage]
    sitzungen: dict[int, Sitzung]

    def put_top(self, sitzung: int, top: Top) -> None:
        """Replace an item of an agenda."""
        meeting = self.sitzungen[sitzung]
        tops = tuple(top if old.id == top.id else old for old in meeting.tops)
        self.sitzungen[sitzung] = replace(meeting, tops=tops)


def _ergebnis(day: Tag, vorlage: Vorlage) -> bool:
    """The minutes are out: an item of a past meeting gets its result."""
    for station, gremium, sitzung, top in day.world.folge(vorlage):
        if sitzung and top and sitzung.gelaufen and top.ausgang is None:
            wuerfel = Wuerfel(day.rng, {rolle: [] for rolle in words.VERTEILUNG})
            ausgang = wuerfel.ausgang(station.rolle or "Entscheidung", wiederholbar=False)
            day.put_top(sitzung.id, replace(top, ausgang=ausgang, stimmen=wuerfel.stimmen(ausgang, gremium)))
            return True
    return False


def _betreff(day: Tag, vorlage: Vorlage) -> bool:
    day.vorlagen[vorlage.id] = replace(vorlage, betreff=f"{vorlage.betreff} – Neufassung {day.world.heute.day}")
    return True


def _amt(day: Tag, vorlage: Vorlage) -> bool:
    others = [amt for amt in words.AEMTER if amt != vorlage.federfuehrend]
    day.vorlagen[vorlage.id] = replace(vorlage, federfuehrend=day.rng.choice(others))
    return True


def _anlage(day: Tag, vorlage: Vorlage) -> bool:
    place = len(vorlage.anlagen) + 1
    if place > 9:
        return False
    more = Anlage(vorlage.id * 10 + place, f"Anlage {place} - Tischvorlage", 77)
    day.vorlagen[vorlage.id] = replace(vorlage, anlagen=(*vorlage.anlagen, more))
    return True


def _station(day: Tag, vorlage: Vorlage) -> bool:
    if len(vorlage.stationen) > 4:
        return False
    more = Station(day.rng.choice(words.FACHAUSSCHUESSE), "Vorberatung")
    day.vorlagen[vorlage.id] = replace(vorlage, stationen=(*vorlage.stationen, more))
    return True


AENDERUNGEN: tuple[Callable[[Tag, Vorlage], bool], ...] = (_betreff, _amt, _station)


def kandidaten(world: World) -> list[int]:
    """Vorlagen that a nightly run looks at, those without an outcome first: what may change overnight."""
    known = world.expected()
    open_, treated = [], []
    for vorlage in world.neueste_zuerst:
        if vorlage.datum >= world.heute - _OFFEN_BIS and not known[str(vorlage.id)]["ergebnis"]:
            open_.append(vorlage.id)
        elif any(s and world.heute - _FENSTER <= s.datum < world.heute for _, _, s, _ in world.folge(vorlage)):
            treated.append(vorlage.id)
    return open_ + treated


def _aendern(day: Tag, count: int, anlagen: bool) -> None:
    numbers = kandidaten(day.world)
    chosen = sorted(day.rng.sample(numbers[: max(count, 3 * count)], min(count, len(numbers))))
    if len(chosen) < count:
        raise ValueError(f"only {len(chosen)} Vorlagen are open enough to change overnight; make a larger world")
    for place, number in enumerate(chosen):
        vorlage = day.vorlagen[number]
        turn = AENDERUNGEN[place % len(AENDERUNGEN) :] + AENDERUNGEN
        turn = (_anlage, *turn) if anlagen and place % 3 == 0 else turn
        first = turn[:1] if turn[0] is _anlage else (_ergebnis,)
        next(change for change in (*first, *turn) if change(day, vorlage))


def _nummer(day: Tag) -> str:
    """The next free number of the day's year."""
    taken = {vorlage.nummer for vorlage in day.vorlagen.values()}
    year, n = day.world.heute.year, 1
    while day.world.nummer.format(j=year, n=n) in taken:
        n += 1
    return day.world.nummer.format(j=year, n=n)


def _neu(day: Tag) -> int:
    world, rng = day.world, day.rng
    number = max([*day.vorlagen, *world.versteckt]) + 1
    paper = neue_vorlage(rng, number, _nummer(day), world.heute, "Beschlussvorlage", world.kreis, world.textlaenge)
    stations = [
        _geplant(day, number, rng.choice(words.FACHAUSSCHUESSE), "Vorberatung"),
        Station(words.KREISTAG, "Entscheidung"),
    ]
    day.vorlagen[number] = replace(paper, stationen=tuple(stations))
    return number


def _geplant(day: Tag, vorlage: int, gremium: int, rolle: str) -> Station:
    """A station in the body's next meeting: on its agenda as a late item, if that is out already."""
    coming = sorted((s for s in day.sitzungen.values() if s.gremium == gremium), key=lambda s: s.datum)
    sitzung = naechste(coming, day.world.heute)
    if sitzung is None:
        return Station(gremium, rolle)
    if not sitzung.zeigt_tagesordnung:
        return Station(gremium, rolle, sitzung.id)
    number = 1 + max(top.id for meeting in day.sitzungen.values() for top in meeting.tops)
    place = sum(top.oeffentlich and "." not in top.nummer for top in sitzung.tops)
    top = Top(number, str(place + 1), True, None, vorlage, nachtrag=True)
    day.sitzungen[sitzung.id] = replace(sitzung, tops=_eingereiht(sitzung.tops, top))
    return Station(gremium, rolle, sitzung.id, number)


def _eingereiht(tops: tuple[Top, ...], top: Top) -> tuple[Top, ...]:
    """The late item behind the other public ones."""
    public = [old for old in tops if old.oeffentlich]
    return (*public, top, *tops[len(public) :])


def evolve(world: World, seed: int, changes: int, new: int, anlagen: bool) -> World:
    """See `World.evolve`; raises ValueError where too few Vorlagen are open enough to change."""
    rng = Random(f"{world.seed}/{world.heute}/{seed}")
    today = replace(world, heute=world.heute + timedelta(days=1))
    day = Tag(rng, today, dict(world.vorlage), dict(world.sitzung))
    _aendern(day, changes, anlagen)
    fresh = frozenset(_neu(day) for _ in range(new))
    after = replace(today, vorlagen=tuple(day.vorlagen.values()), sitzungen=tuple(day.sitzungen.values()))
    before, now = world.expected(), after.expected()
    changed = frozenset(int(key) for key, values in before.items() if now[key] != values)
    return replace(after, geaendert=changed, neu=fresh)
