"""Makes a dataset of any size to try the site and its queries on: `make muster`.

Simulated Kreise (tests/simulator) state records as the parsers would. These take the way of every read page, through
`normalise`, `store` and `join`; only the pages themselves are left out. All Kreise, Länder and portals in it are
invented; their AGS begin with 99.

usage: python -m benchmarks.muster [--kreise N] [--vorlagen N] [--text LETTERS] [--seed N] [--data DIR]
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ris_scraper.archive.archive import Fetch
from ris_scraper.build.versions import stamp_new
from ris_scraper.dataset import store
from ris_scraper.dataset.file import Dataset
from ris_scraper.dataset.join.join import settle
from ris_scraper.dataset.portal_state import put_window
from ris_scraper.dataset.reuse import reuse
from ris_scraper.folder import Folder
from ris_scraper.judgement.concepts import konzepte
from ris_scraper.nouns.reading import Reading
from ris_scraper.nouns.records import Hinweis, Link, Parsed, Presse, Sitzung, Vorlage
from tests.simulator import words
from tests.simulator.world import World, make_world

START, YEARS = date(2014, 11, 1), 12
LAENDER = ("Musterland", "Beispielland", "Probeland", "Vorlagenland", "Testland", "Übungsland")
# Software of a portal, and whether its page of a Vorlage prints results (else the agendas do).
VENDORS = (("allris3", True), ("sessionnet", False), ("allris4", True), ("sdnet", False))
# A concept's life in Betreffe, in its order; {k} is its name, {j} a year, {e} five years on.
LIFE = (
    "{k}: Auftrag zur Erarbeitung",
    "{k}, Entwurf {j}",
    "{k} für den {kreis}",
    "{k}: Umsetzung der Maßnahmen {j}",
    "Sachstandsbericht {j}: {k}",
    "Fortschreibung: {k} {j}–{e}",
)
PLACES = tuple(map("".join, product(("Alt", "Neu", "Nieder", "Ober", "Süd", "Groß", "Klein", "Wald"),
                                  ("feld", "heim", "bach", "dorf", "au", "tal", "moor", "brück"))))  # fmt: skip
EVERYDAY = words.BETREFFE[4:]
# Shares: concepts that a Kreis takes up, Vorlagen whose Beratungsfolge was not read, and that changed.
TAKEN_UP, UNREAD, CHANGED = 0.6, 0.01, 0.003
# How meetings are called, by their bodies.
MEETINGS = {gremium.name: f"Sitzung des {gremium.genitiv}" for gremium in words.GREMIEN}
# Who moves an Antrag, as a label prints it.
MOVERS = (
    "SPD-Fraktion",
    "Fraktionen CDU und FDP",
    "Kreistagsfraktion Bündnis 90/Die Grünen",
    "Gruppe FDP/Piraten",
    "Fraktion DIE LINKE",
    "Kreistagsabgeordnete",
    "Seniorenbeirat",
)
# How a voting on a contested paper is printed where Fraktionen are named: every third.
CONTESTED = "mehrheitlich beschlossen"
SIDES = (
    "mit den Stimmen von CDU und SPD gegen die Stimmen der AfD-Fraktion bei Enthaltung der Fraktion DIE LINKE",
    "gegen die Stimmen der Gruppe FDP/Piraten",
    "3 Gegenstimmen (AfD), 2 Enthaltungen (FDP)",
)
MEDIA = ("Musterländer Bote", "Beispielzeitung", "Kreisblatt Musterland")


@dataclass(frozen=True)
class Kreis:
    """One invented Kreis and its portal; `former`: the one that it had before."""

    number: int
    vorlagen: int
    seed: str
    former: bool = False

    @property
    def before(self) -> Kreis | None:
        """The Kreis with its former portal, if it had one: a tenth of them moved."""
        return replace(self, former=True) if self.number % 10 == 3 else None

    @property
    def slug(self) -> str:
        """Short name of the portal."""
        return f"muster-{self.number:03d}{'-alt' if self.former else ''}"

    @property
    def name(self) -> str:
        """Name of Kreis and portal."""
        return f"Musterkreis {self.number:03d}"

    @property
    def url(self) -> str:
        """Address of the portal."""
        return f"https://{self.slug}.example/bi/"

    @property
    def window(self) -> dict[str, Any]:
        """What runs saw of it whole: most portals since the first year, every seventh since four years later, every
        fifth not to its end; a former one was never asked."""
        if self.former or self.number % 5 == 0:
            return {}
        since = START.year + (4 if self.number % 7 == 0 else 0)
        return {"seit": since, "bis": START.replace(year=START.year + YEARS).isoformat(), "ganz": True}

    @property
    def vendor(self) -> tuple[str, bool]:
        """One of VENDORS."""
        return VENDORS[(self.number + self.former) % len(VENDORS)]

    def entry(self) -> str:
        """Its table of portals.toml, and those of its portals; the seats stand in a grid over the map."""
        row, column = divmod(self.number, 20)
        land = LAENDER[self.number % len(LAENDER)]
        lat, lon = 47.5 + row * 0.4, 6.5 + column * 0.4
        kind = "Kreisfreie Stadt" if self.number % 4 == 0 else "Landkreis"
        return (
            f'[kreise.99{self.number:03d}]\nname = "{self.name}"\ntyp = "{kind}"\nland = "{land}"\n'
            f"einwohner = {40_000 + self.number * 1_009 % 360_000}\nlat = {lat:.2f}\nlon = {lon:.2f}\n"
            + "".join(kreis.portal() for kreis in (self, self.before) if kreis)
        )

    def portal(self) -> str:
        """The portal's table of portals.toml."""
        state = "weg" if self.former else "gesperrt" if self.number % 25 == 0 else "aktiv"
        return (
            f'[{self.slug}]\nags = "99{self.number:03d}"\nname = "{self.name}"\nvendor = "{self.vendor[0]}"\n'
            f'url = "{self.url}"\nzustand = "{state}"\nquelle = "erfunden"\n' + self.consent()
        )

    def consent(self) -> str:
        """The portal's consent, where it has given one."""
        given = 'wer = "Musterstelle"\nrolle = "Betreiber"\ndatum = 2026-01-01\nbis = 2026-12-31\n'
        return f"[[{self.slug}.erlaubnis]]\n{given}" if self.number % 10 == 1 else ""


def kreise(count: int, vorlagen: int, seed: int) -> list[Kreis]:
    """So many Kreise that have so many Vorlagen together, the largest some nine times as many as the smallest."""
    rng = Random(seed)
    sizes = [rng.lognormvariate(0, 0.4) for _ in range(count)]
    ends = [round(vorlagen * sum(sizes[:n]) / sum(sizes)) for n in range(count + 1)]
    return [Kreis(n, ends[n] - ends[n - 1], f"{seed}/{n}") for n in range(1, count + 1)]


# --- what the pages state --------------------------------------------------------------------


class Stated(NamedTuple):
    """A page's address, its kind, and what it states; None where the portal refuses it."""

    url: str
    seitentyp: str
    parsed: Parsed | None


def world_of(kreis: Kreis, text: int) -> World:
    """The Kreis's history, with Betreffe of its own: few about concepts, each concept in the order of its life."""
    rng = Random(kreis.seed)
    world = make_world(rng.getrandbits(32), kreis.vorlagen, START, YEARS, kreis.name, text)
    said = {vorlage.id: _everyday(rng, vorlage.datum.year) for vorlage in world.vorlagen}
    free = [vorlage for vorlage in world.vorlagen if vorlage.art == "Beschlussvorlage"]
    rng.shuffle(free)
    for konzept in konzepte():
        if rng.random() >= TAKEN_UP:
            continue
        life = LIFE[rng.choice((0, 0, 1, 2)) :][: rng.randint(1, 6)]
        chosen, free = free[: len(life)], free[len(life) :]
        for pattern, vorlage in zip(life, sorted(chosen, key=lambda v: v.datum), strict=False):
            year = vorlage.datum.year
            said[vorlage.id] = pattern.format(k=konzept.name, kreis=kreis.name, j=year, e=year + 5)
    return replace(world, vorlagen=tuple(replace(v, betreff=said[v.id]) for v in world.vorlagen))


def _everyday(rng: Random, year: int) -> str:
    return rng.choice(EVERYDAY).format(o=rng.choice(PLACES), s=rng.choice(words.SACHEN), j=year)


_VOTE = ("ja", "nein", "enthaltung", "einstimmig")
_RESULT = ("ergebnis", "ergebnis_gremium", "ergebnis_datum")


def _printed(values: dict[str, Any], *without: str) -> dict[str, Any]:
    """What is printed of values: without what `normalise` or another page adds."""
    return {k: v for k, v in values.items() if not k.endswith("_norm") and k != "gremium_typ" and k not in without}


def _station(values: dict[str, Any], results: bool) -> dict[str, Any]:
    sitzung = MEETINGS[values["gremium"]] if values["datum"] else None
    return {**_printed(values, *_VOTE, *(() if results else ("ergebnis",))), "sitzung": sitzung}


def _vorlage(number: str, values: dict[str, Any], results: bool) -> Vorlage:
    return Vorlage.model_validate({
        **_printed(values, *_RESULT),
        "id": number,
        "einbringer": MOVERS[int(number) % len(MOVERS)] if "antrag" in values["art"].lower() else None,
        "beratungen": [_station(station, results) for station in values["beratungen"]],
        "anlagen": [{"name": name, "groesse": 1000 * (len(name) + int(number) % 900)} for name in values["anlagen"]],
        "abschnitte": [_printed(part, "art") for part in values["abschnitte"]],
    })  # fmt: skip


def _contested(top: dict[str, Any], number: int) -> dict[str, Any]:
    """An item, with the Fraktionen on both sides where its voting names them."""
    if top["ergebnis"] != CONTESTED or number % 3:
        return top
    return {**top, "ergebnis": f"{CONTESTED} {SIDES[number // 3 % len(SIDES)]}"}


def _sitzung(number: str, values: dict[str, Any]) -> Sitzung:
    tops = [_contested(_printed(top), int(number)) for top in values["tops"]]
    return Sitzung.model_validate({**values, "id": number, "name": MEETINGS[values["gremium"]], "tops": tops})


def pages_of(kreis: Kreis, world: World, idle: bool = True) -> Iterator[Stated]:
    """Every page of a portal; those of papers that the public must not see state nothing.

    Without those of meetings that no Vorlage came to, unless `idle`: of a small Kreis they are nearly all.
    """
    rng = Random(kreis.seed)
    for number, values in world.expected().items():
        links = (Link(url=f"{kreis.url}folge?id={number}", seitentyp="beratungen"),) if rng.random() < UNREAD else ()
        notes = (Hinweis(art="label", text=f"Feld {int(number) % 7}"),) if rng.random() < UNREAD else ()
        paper = _vorlage(number, values, kreis.vendor[1])
        yield Stated(_paper(kreis, number), "vorlage", Parsed(datensaetze=(paper,), links=links, hinweise=notes))
    for number in sorted(world.versteckt):
        yield Stated(_paper(kreis, number), "vorlage", None)
    for number, values in world.agendas().items():
        if not idle and not any(top["vorlage_id"] for top in values["tops"]):
            continue
        yield Stated(f"{kreis.url}sitzung?id={number}", "sitzung", Parsed(datensaetze=(_sitzung(number, values),)))


def pages_before_the_move(kreis: Kreis, world: World) -> Iterator[Stated]:
    """The pages of a former portal: the Vorlagen of the first year, which the present one shows as well."""
    for number, values in world.expected().items():
        if str(values["datum"]) < str(START.replace(year=START.year + 1)):
            paper = _vorlage(number, values, kreis.vendor[1])
            yield Stated(_paper(kreis, number), "vorlage", Parsed(datensaetze=(paper,)))


def _paper(kreis: Kreis, number: object) -> str:
    return f"{kreis.url}vorlage?id={number}"


def reports(kreis: Kreis) -> Iterator[Stated]:
    """Some press reports about the Kreis."""
    rng = Random(kreis.seed)
    for n in range(rng.randint(0, 4)):
        konzept, day = rng.choice(konzepte()).name, START + timedelta(days=rng.randint(0, 365 * YEARS))
        sentence = f"Der Kreistag soll am {day:%d.%m.%Y} über das Vorhaben „{konzept}“ entscheiden."
        announced = {
            "gremium": "Kreistag",
            "datum": day,
            "monat": f"{day:%Y-%m}",
            "zitat": sentence,
            "zitat_position": 0,
        }
        report = Presse.model_validate({
            "titel": f"{kreis.name} berät über {konzept}", "medium": rng.choice(MEDIA), "datum": day,
            "kreise": [kreis.name], "konzept_worte": [konzept], "termine": [announced],
        })  # fmt: skip
        yield Stated(f"https://zeitung.example/{kreis.slug}/{n}", "presse", Parsed(datensaetze=(report,)))


# --- into the dataset ------------------------------------------------------------------------


def _read(page: Stated, number: int, vendor: tuple[str, bool], later: timedelta = timedelta()) -> tuple[Fetch, Reading]:
    """A page as `read` hands it over, fetched at the end of the simulated years or `later`."""
    seen = datetime(START.year + YEARS, START.month, START.day, 3, tzinfo=UTC) + later + timedelta(seconds=2 * number)
    digest = hashlib.sha256(f"{page.url} {seen}".encode()).hexdigest()
    fetch = Fetch(page.url, seen.isoformat(), id=number, sha256=digest)
    if page.parsed is None:
        return fetch, Reading("html", fehler="NotPublic", grund="the page asks for a login")
    name, results = vendor
    told = results or page.seitentyp != "vorlage"
    return fetch, Reading("html", name, page.seitentyp, page.parsed, told)


def _changed(rng: Random, page: Stated) -> Stated:
    """The page as it is fetched later: another office is in charge."""
    assert page.parsed
    [record] = page.parsed.datensaetze
    other = record.model_copy(update={"federfuehrend": rng.choice(words.AEMTER)})
    return page._replace(parsed=page.parsed.model_copy(update={"datensaetze": (other,)}))


def put(
    db: Dataset, slug: str, vendor: tuple[str, bool], pages: Sequence[Stated], window: Mapping[str, Any] | None = None
) -> None:
    """Take in the pages of a portal, and some of them again a week later; `window` is what runs saw of it whole."""
    stamp_new(db)
    put_window(db, slug, window or {})
    rng = Random(slug)
    papers = [page for page in pages if page.parsed and page.seitentyp == "vorlage"]
    again = [_changed(rng, page) for page in papers if rng.random() < CHANGED]
    with db.run("crawl", slug) as counts:
        counts.seiten = counts.datensaetze = len(pages)
        for number, page in enumerate(pages, start=1):
            store.put(db, slug, *_read(page, number, vendor))
            counts.fehler += page.parsed is None
        settle(db, slug)
        for number, page in enumerate(again, start=len(pages) + 1):
            store.put(db, slug, *_read(page, number, vendor, timedelta(days=7)))
        settle(db, slug)


def make(path: Path, count: int, vorlagen: int, text: int = 600, seed: int = 1, idle: bool = True) -> None:
    """Make ris.db and portals.toml in the folder `path`; `idle` as in `pages_of`.

    Raises FileExistsError where there is a dataset already.
    """
    path.mkdir(parents=True, exist_ok=True)
    if (path / "ris.db").exists() or (path / "archive").exists():
        raise FileExistsError(f"{path} holds a dataset: choose another folder with --data, or remove it")
    everyone = kreise(count, vorlagen, seed)
    (path / "portals.toml").write_text("\n".join(kreis.entry() for kreis in everyone), "utf-8")
    folder, new = Folder(path), path / "ris.db.neu"
    new.unlink(missing_ok=True)
    with folder.new_dataset(new) as db:
        db.unlogged()
        for kreis in everyone:
            world = world_of(kreis, text)
            put(db, kreis.slug, kreis.vendor, list(pages_of(kreis, world, idle)), kreis.window)
            if kreis.before:
                put(db, kreis.before.slug, kreis.before.vendor, list(pages_before_the_move(kreis.before, world)))
            if kreis.number % 25 == 0:
                print(f"{kreis.number} of {count} Kreise", file=sys.stderr)
        put(db, "presse", ("presse", False), [page for kreis in everyone for page in reports(kreis)])
        db.rebuild_volltext()
        reuse(db, folder.reuse_db)
    new.replace(folder.ris_db)


def main() -> None:
    """Read the command line, make the dataset, say how to look at it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.muster", description="Make a dataset of any size.")
    parser.add_argument("--kreise", type=int, default=300, help="invented Kreise, at most 999 (default 300)")
    parser.add_argument("--vorlagen", type=int, default=300_000, help="Vorlagen of all together (default 300000)")
    parser.add_argument("--text", type=int, default=600, help="letters of text in a Vorlage (default 600)")
    parser.add_argument("--seed", type=int, default=1, help="another number makes another dataset (default 1)")
    parser.add_argument("--data", type=Path, default=Path("ris-muster"), help="folder (default ris-muster)")
    given, began = parser.parse_args(), time.perf_counter()
    if not 1 <= given.kreise <= 999 or given.vorlagen < given.kreise:
        parser.error("1 to 999 Kreise, and a Vorlage for each at least")
    try:
        make(given.data, given.kreise, given.vorlagen, given.text, given.seed)
    except FileExistsError as error:
        parser.error(str(error))
    taken = time.perf_counter() - began
    print(f"{given.data}/ris.db made in {taken:.0f} s; look at it: ris publish --data {given.data}", file=sys.stderr)


if __name__ == "__main__":
    main()
