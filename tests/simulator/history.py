"""Invents the history of a Kreis: a calendar of meetings, the way of every Vorlage through them, the agendas."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from tests.simulator import words
from tests.simulator.nouns import Abschnitt, Anlage, Ending, Gremium, Sitzung, Station, Stimmen, Top, Vorlage
from tests.simulator.world import World

VORSCHAU, FREIGABE, OHNE_NIEDERSCHRIFT = timedelta(days=120), timedelta(days=14), timedelta(days=45)
LAENGSTE_FOLGE = 5
_SATZ = 80

Kalender = dict[int, list[Sitzung]]


@dataclass(frozen=True)
class Halt:
    """One stop on a Vorlage's way."""

    gremium: int
    rolle: str | None
    sitzung: Sitzung | None = None
    ausgang: Ending | None = None
    stimmen: Stimmen | None = None
    nachtrag: bool = False


@dataclass
class Wuerfel:
    """Chance, with every outcome of a role drawn once before the usual ones prevail."""

    rng: Random
    stapel: dict[str, list[str]] = field(default_factory=dict)

    def ausgang(self, aufgabe: str, wiederholbar: bool) -> Ending:
        """An outcome for a task; one that calls for another meeting only if there may be one."""
        norms = words.VERTEILUNG[aufgabe]
        pile = self.stapel.setdefault(aufgabe, self.rng.sample(list(norms), len(norms)))
        norm = pile.pop() if pile else self.rng.choices(list(norms), list(norms.values()))[0]
        if not wiederholbar and (norm in words.WIEDER or norm == "verwiesen"):
            norm = next(iter(norms))
        return self.rng.choice(words.AUSGAENGE[norm])

    def stimmen(self, ausgang: Ending, gremium: Gremium) -> Stimmen | None:
        """A count that fits the outcome; None where nobody counted."""
        rng = self.rng
        if ausgang.norm not in words.MIT_STIMMEN or rng.random() > 0.75:
            return None
        enthaltung = rng.choice((0, 0, 0, 1, 2))
        rest = gremium.sitze - rng.randint(0, 3) - enthaltung
        einig = rng.random() < 0.4 if ausgang.einstimmig is None else ausgang.einstimmig
        minder = 0 if einig else rng.randint(1, (rest - 1) // 2)
        dafuer = ausgang.norm not in ("abgelehnt", "nicht_empfohlen")
        return Stimmen(*((rest - minder, minder) if dafuer else (minder, rest - minder)), enthaltung)


def _termine(rng: Random, gremium: Gremium, start: date, heute: date) -> Iterator[Sitzung]:
    day, lfd = start + timedelta(days=rng.randint(0, 30)), 0
    while day <= heute + VORSCHAU:
        day += timedelta(days=max(0, day.weekday() - 3) and 7 - day.weekday())
        lfd += 1
        gelaufen = day < heute
        hour = rng.randint(14, 17)
        yield Sitzung(
            id=0, gremium=gremium.id, lfd=lfd, datum=day, beginn=f"{hour}:{rng.choice(('00', '30'))}",
            ende=f"{hour + rng.randint(2, 4)}:{rng.randint(10, 59)}" if gelaufen else None,
            ort=rng.choice(words.ORT), oeffentlich=gremium.id != words.KREISAUSSCHUSS or rng.random() < 0.6,
            freigegeben=day <= heute + FREIGABE, gelaufen=gelaufen,
        )  # fmt: skip
        day += timedelta(days=365 // gremium.je_jahr + rng.randint(-4, 4))


def kalender(rng: Random, start: date, heute: date) -> list[Sitzung]:
    """All meetings in order of date, with ids that rise and have gaps."""
    meetings = sorted((s for g in words.GREMIEN for s in _termine(rng, g, start, heute)), key=lambda s: s.datum)
    number, numbered = 1000, []
    for sitzung in meetings:
        number += rng.randint(1, 3)
        numbered.append(replace(sitzung, id=number))
    return numbered


def _weg(rng: Random, art: str, fach: int) -> list[tuple[int, str]]:
    """Which bodies a paper of this kind goes to, with their tasks."""
    if art in ("Anfrage", "Antwort auf Anfrage"):
        return [(rng.choice((fach, words.KREISTAG)), rng.choice(("Beratung", "Kenntnisnahme")))]
    if art == "Informationsvorlage":
        return [(fach, "Kenntnisnahme"), *rng.choice(((), ((words.KREISTAG, "Kenntnisnahme"),)))]
    if rng.random() < 0.12:
        return [(rng.choice((fach, words.KREISAUSSCHUSS)), "Entscheidung")]
    weg = [(fach, "Vorberatung"), (words.KREISAUSSCHUSS, "Vorberatung"), (words.KREISTAG, "Entscheidung")]
    if rng.random() < 0.4:
        del weg[1]
    return [(words.BEIRAT, "Anhörung"), *weg] if rng.random() < 0.12 else weg


def naechste(meetings: Sequence[Sitzung], after: date) -> Sitzung | None:
    """The first meeting of a body after a day."""
    place = bisect_right(meetings, after, key=lambda s: s.datum)
    return meetings[place] if place < len(meetings) else None


def halte(wuerfel: Wuerfel, weg: list[tuple[int, str]], datum: date, termine: Kalender, heute: date) -> list[Halt]:
    """Walk a Vorlage through its bodies: deferred, referred, withdrawn, decided; what is to come is planned."""
    rng, stops, queue, known = wuerfel.rng, [], list(weg), datum + timedelta(days=10)
    while queue:
        gremium, aufgabe = queue.pop(0)
        rolle = None if rng.random() < 0.06 else aufgabe
        sitzung = naechste(termine[gremium], known) if known else None
        if sitzung is None or not sitzung.gelaufen:
            stops.append(Halt(gremium, rolle, sitzung))
            known = sitzung.datum if sitzung and rng.random() < 0.5 else None
            continue
        known = sitzung.datum
        if not sitzung.oeffentlich:
            stops.append(Halt(gremium, rolle, sitzung))
            continue
        if rng.random() < (0.5 if heute - sitzung.datum <= OHNE_NIEDERSCHRIFT else 0.02):
            stops.append(Halt(gremium, rolle, sitzung))
            known = None
            continue
        ausgang = wuerfel.ausgang(aufgabe, len(stops) + len(queue) + 3 <= LAENGSTE_FOLGE)
        vote = wuerfel.stimmen(ausgang, words.GREMIEN[gremium - 1])
        stops.append(Halt(gremium, rolle, sitzung, ausgang, vote, rng.random() < 0.08))
        queue = _weiter(rng, ausgang, gremium, aufgabe, queue)
    return stops


def _weiter(
    rng: Random, ausgang: Ending, gremium: int, aufgabe: str, queue: list[tuple[int, str]]
) -> list[tuple[int, str]]:
    if ausgang.norm in words.ENDE:
        return []
    if ausgang.norm in words.WIEDER:
        return [(gremium, aufgabe), *queue]
    if ausgang.norm == "verwiesen":
        return [(rng.choice(words.FACHAUSSCHUESSE), "Vorberatung"), (gremium, aufgabe), *queue]
    return queue


def betreff(rng: Random, kreis: str, jahr: int) -> str:
    """The subject of a paper, every second one about a concept."""
    pattern = rng.choice(words.BETREFFE if rng.random() < 0.5 else words.BETREFFE[:4])
    return pattern.format(k=rng.choice(words.KONZEPTE), kreis=kreis, j=jahr, e=jahr + 5,
                          o=rng.choice(words.ORTE), s=rng.choice(words.SACHEN))  # fmt: skip


def abschnitte(rng: Random, laenge: int) -> tuple[Abschnitt, ...]:
    """Text sections of so many letters together."""
    saetze = max(2, laenge // _SATZ)
    parts = [("BV", "Beschlussvorschlag", "beschlussvorschlag", 0.15), ("SV", "Sachverhalt", "sachverhalt", 0.75)]
    if rng.random() < 0.5:
        parts.append(("FA", "Finanzielle Auswirkungen", "finanzen", 0.1))
    return tuple(Abschnitt(anker, titel, art, rng.randrange(len(words.SAETZE)), max(1, int(saetze * share)))
                 for anker, titel, art, share in parts)  # fmt: skip


def anlagen(rng: Random, first: int) -> tuple[Anlage, ...]:
    """Up to four attachments with ids from `first` on."""
    return tuple(Anlage(first + n, f"Anlage {n} - {rng.choice(words.ANLAGEN)}", rng.randint(20, 9000))
                 for n in range(1, rng.randint(0, 4) + 1))  # fmt: skip


def neue_vorlage(
    rng: Random, number: int, nummer: str, datum: date, art: str, kreis: str, laenge: int, bezug: int | None = None
) -> Vorlage:
    """A paper that was just handed in, without stations."""
    amt = rng.choice(words.AEMTER)
    akz = f"{rng.randint(10, 80)}-{rng.randint(10, 99)}.{rng.randint(1, 20):02d}" if rng.random() < 0.6 else None
    return Vorlage(number, nummer, betreff(rng, kreis, datum.year), art, amt, akz, datum, bezug, (),
                   anlagen(rng, number * 10), abschnitte(rng, laenge))  # fmt: skip


def tagesordnung(rng: Random, sitzung: Sitzung, papers: Sequence[tuple[int, Halt]], first: int) -> tuple[Top, ...]:
    """The agenda: opening, papers (late ones as 5.1), closing, non-public items; ids from `first` on."""
    found: list[Top] = []

    def add(nummer: str, *args: object, **more: object) -> None:
        found.append(Top(first + len(found), nummer, *args, **more))  # type: ignore[arg-type]

    genehmigt = words.AUSGAENGE["beschlossen"][1] if sitzung.gelaufen else None
    for place, said in enumerate(words.EROEFFNUNG, start=1):
        add(str(place), True, said, ausgang=genehmigt if place == 2 else None)
    place, late = len(words.EROEFFNUNG), 0
    for paper, halt in papers:
        late = late + 1 if halt.nachtrag else 0
        place += not halt.nachtrag
        nummer = f"{place}.{late}" if late else str(place)
        add(nummer, True, None, paper, halt.nachtrag, halt.ausgang, halt.stimmen)
    add(str(place + 1), True, words.SCHLUSS)
    for n in range(1, rng.randint(0, 3) + 1):
        add(str(n), False, rng.choice(words.NICHTOEFFENTLICH))
    return tuple(found)


def mit_tagesordnungen(
    rng: Random, meetings: Sequence[Sitzung], ways: dict[int, list[Halt]]
) -> tuple[list[Sitzung], dict[tuple[int, int], int]]:
    """The meetings with their agendas, and the item's id of every (Vorlage, Sitzung)."""
    papers: dict[int, list[tuple[int, Halt]]] = {}
    for number, stops in ways.items():
        for halt in stops:
            if halt.sitzung:
                papers.setdefault(halt.sitzung.id, []).append((number, halt))
    full, items, first = [], {}, 5001
    for sitzung in meetings:
        tops = tagesordnung(rng, sitzung, papers.get(sitzung.id, ()), first) if sitzung.zeigt_tagesordnung else ()
        first += len(tops) + rng.randint(0, 3)
        full.append(replace(sitzung, tops=tops))
        items.update({(top.vorlage, sitzung.id): top.id for top in tops if top.vorlage})
    return full, items


def stationen(number: int, stops: Sequence[Halt], items: dict[tuple[int, int], int]) -> tuple[Station, ...]:
    """The Beratungsfolge of a Vorlage."""
    return tuple(
        Station(h.gremium, h.rolle, h.sitzung.id, items.get((number, h.sitzung.id))) if h.sitzung
        else Station(h.gremium, h.rolle) for h in stops
    )  # fmt: skip


def _papiere(
    rng: Random, count: int, start: date, heute: date, kreis: str, laenge: int, form: str
) -> tuple[list[Vorlage], set[int]]:
    """Papers in order of date with rising ids, and the ids between them that stay hidden."""
    days = sorted(rng.randint(start.toordinal(), heute.toordinal()) for _ in range(count))
    number, hidden, per_year, papers = 200, set(), {}, []
    arts = ("Beschlussvorlage",) * 11 + ("Informationsvorlage",) * 4 + ("Antrag",) * 2 + tuple(words.ARTEN)[3:]
    for day in map(date.fromordinal, days):
        number += 1
        while rng.random() < 0.08:
            hidden.add(number)
            number += 1
        parent = papers[-1] if papers and rng.random() < 0.05 else None
        if parent and not parent.bezug and parent.datum.year == day.year:
            nummer, bezug = words.ZUSATZ.format(nummer=parent.nummer, z=1), parent.id
        else:
            per_year[day.year] = per_year.get(day.year, 0) + 1
            nummer, bezug = form.format(j=day.year, n=per_year[day.year]), None
        papers.append(neue_vorlage(rng, number, nummer, day, rng.choice(arts), kreis, laenge, bezug))
    return papers, hidden


def make(seed: int, vorlagen: int, start: date, years: int, kreis: str, textlaenge: int) -> World:
    """See `world.make_world`."""
    rng = Random(f"{seed}/{vorlagen}/{start}/{years}")
    heute = date.fromordinal(start.toordinal() + round(365.25 * years))
    meetings = kalender(rng, start, heute)
    termine = {g.id: [s for s in meetings if s.gremium == g.id] for g in words.GREMIEN}
    form = rng.choice(words.NUMMERN)
    papers, hidden = _papiere(rng, vorlagen, start, heute, kreis, textlaenge, form)
    wuerfel = Wuerfel(rng)
    ways = {
        v.id: halte(wuerfel, _weg(rng, v.art, rng.choice(words.FACHAUSSCHUESSE)), v.datum, termine, heute)
        for v in papers
    }
    full, items = mit_tagesordnungen(rng, meetings, ways)
    done = tuple(replace(v, stationen=stationen(v.id, ways[v.id], items)) for v in papers)
    return World(kreis, seed, heute, form, textlaenge, tuple(full), done, frozenset(hidden))
