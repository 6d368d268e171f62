"""Commands that look after portals: list them, probe one, compare its fetches with its past."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit

import click

from ris_scraper.cli.options import contact_option, data_option, existing, harmless, say
from ris_scraper.cli.progress import Steps
from ris_scraper.crawl import census, drift
from ris_scraper.crawl import probe as probing
from ris_scraper.crawl.probe import Finding
from ris_scraper.crawl.walk import crawlable
from ris_scraper.dataset.file import Dataset
from ris_scraper.fetch import Fetcher
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import counted, meant
from ris_scraper.portals import own
from ris_scraper.portals.portals import LAENDER, SHORT, Erlaubnis, Kreis, Portal

_F = TypeVar("_F", bound=Callable[..., Any])


_ZUSTAENDE = click.Choice(["ungeprueft", "aktiv", "gesperrt", "weg"])


def _land(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The Land's number, by its name or short name."""
    if value is None:
        return None
    numbers = {name.casefold(): number for number, name in LAENDER.items()}
    numbers |= {short.casefold(): number for short, number in SHORT.items()}
    if value.casefold() not in numbers:
        raise click.BadParameter(f"{value!r} is no Land; write it out, or {', '.join(SHORT)}")
    return numbers[value.casefold()]


def filters(command: _F) -> _F:
    """Add the options that choose portals by product and Land."""
    land = click.option("--land", callback=_land, help="Only Kreise of this Land, for example Niedersachsen, or NI.")
    vendor = click.option("--vendor", help="Only portals of this vendor; ? where nobody knows it.")
    return vendor(land(command))


_zustand = click.option("--zustand", type=_ZUSTAENDE, help="Only portals in this state.")


def chosen(
    folder: Folder, slugs: Iterable[str], vendor: str | None, land: str | None, zustand: str | None = None
) -> list[Portal]:
    """The named portals, or all; of them those that pass the filters. Raises UsageError for a vendor without any."""
    known = [folder.portal(slug) for slug in slugs] or [*folder.portals.values()]
    vendors = {portal.vendor or "?" for portal in folder.portals.values()}
    if vendor is not None and vendor not in vendors:
        names = ", ".join(sorted(vendors))
        raise click.UsageError(f"no portal runs {vendor!r}; the vendors are {names}{meant(vendor, vendors)}")
    return [
        portal
        for portal in known
        if vendor in (None, portal.vendor or "?")
        and zustand in (None, portal.zustand)
        and (land is None or (portal.ags or "").startswith(land))
    ]


@click.command()
@click.argument("slugs", nargs=-1)
@filters
@_zustand
@click.option("--set", "new", type=_ZUSTAENDE, help="Enter this state for the chosen portals into your portals.toml.")
@click.option("--grund", help="With --set: why, in German, as it is published; else an older reason goes.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per portal.")
@data_option
def portals(
    slugs: tuple[str, ...],
    vendor: str | None,
    land: str | None,
    zustand: str | None,
    new: str | None,
    grund: str | None,
    as_json: bool,
    folder: Folder,
) -> None:
    """List the known portals, or set the state of some; names the Kreise without one.

    \b
    Examples:
      ris portals --vendor sessionnet --land Nordrhein-Westfalen
      ris portals --land NRW --zustand ungeprueft --set aktiv
      ris portals borken --set gesperrt --grund "Der Betreiber bittet darum, nicht zu lesen"
    """
    if grund is not None and not (new and grund.strip()):
        raise click.UsageError("--grund says in some words why a portal has the state of --set: give both")
    found = chosen(folder, slugs, vendor, land, zustand)
    if new:
        _set(folder, found, new, (grund or "").strip(), everything=not (slugs or vendor or land or zustand))
        return
    for portal in found:
        click.echo(_as_json(portal) if as_json else harmless(_as_line(portal)))
    if not (slugs or vendor or zustand or as_json):
        for kreis in _without_portal(folder, land):
            click.echo(f"{'-':28} {'-':12} {'-':11} {kreis.land:24} {kreis.name}: kein Portal bekannt")


def _set(folder: Folder, found: list[Portal], new: str, grund: str, everything: bool) -> None:
    """Enter a state into the operator's file, and its reason; a portal that nobody can crawl does not become active."""
    if everything:
        raise click.UsageError("say of which portals: name them, or give --land, --vendor or --zustand")
    changed = [portal for portal in found if new != "aktiv" or crawlable(portal)]
    with folder.writing():
        own.enter(folder.own_portals, {portal.slug: _state_of(portal, new, grund) for portal in changed}, mark=None)
    left = len(found) - len(changed)
    say(f"{counted(len(changed), 'portal')} set to {new} in {folder.own_portals}")
    if left:
        say(f"{counted(left, 'portal')} left as before: no product that can be crawled; `ris probe` tells")


def _state_of(portal: Portal, new: str, grund: str) -> dict[str, str]:
    """What is entered of a state: the reason of another one must not stay beside it."""
    return {"zustand": new, **({"grund": grund} if grund or portal.grund else {})}


def _land_of(portal: Portal) -> str:
    return LAENDER.get((portal.ags or "")[:2], "")


def _as_json(portal: Portal) -> str:
    return json.dumps({**asdict(portal), "land": _land_of(portal)}, ensure_ascii=False, default=str)


def _as_line(portal: Portal) -> str:
    line = f"{portal.slug:28} {portal.vendor or '?':12} {portal.zustand:11} {_land_of(portal):24} {portal.url}"
    return "; ".join([line, *([portal.grund] if portal.grund else []), *map(_consent, portal.erlaubnis)])


def _consent(consent: Erlaubnis) -> str:
    over = ", abgelaufen" if consent.bis < date.today() else ""
    return f"Erlaubnis bis {consent.bis}{over} ({consent.wer}) für {' '.join(consent.umfang)}"


def _without_portal(folder: Folder, land: str | None) -> list[Kreis]:
    known = {portal.ags for portal in folder.portals.values()}
    return [kreis for kreis in folder.kreise if kreis.ags not in known and kreis.ags.startswith(land or "")]


@click.command()
@click.argument("targets", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every portal that passes the filters, many at once.")
@filters
@_zustand
@click.option("--write", is_flag=True, help="Enter the findings into your portals.toml, never over a line of yours.")
@click.option("--again", is_flag=True, help="Ask again also what was asked within the last 24 hours.")
@click.option("--jobs", default=200, show_default=True, type=click.IntRange(1, 400), help="Portals at once.")
@click.option("--json", "as_json", is_flag=True, help="One JSON line per portal.")
@contact_option
@data_option
def probe(
    targets: tuple[str, ...],
    everything: bool,
    vendor: str | None,
    land: str | None,
    zustand: str | None,
    write: bool,
    again: bool,
    jobs: int,
    as_json: bool,
    contact: str | None,
    folder: Folder,
) -> None:
    """Find out what portals run, in at most five requests each; a target is an address or a slug.

    Prints a table for portals.toml; with --all a line for each portal and a sum. A census that was stopped goes on
    where it was. With --write what was found is entered: `aktiv` for what can be crawled, `gesperrt`, `weg`.

    \b
    Examples:
      ris probe https://ris.example.de/bi/ --contact https://example.org/kontakt
      ris probe --all --zustand ungeprueft --write
    """
    if everything == bool(targets):
        raise click.UsageError("give addresses or slugs, or --all")
    addresses = [probing.address(target) for target in targets if "/" in target]
    if write and addresses:
        raise click.UsageError("--write goes with slugs: enter the table that is printed into your portals.toml")
    slugs = [target for target in targets if "/" not in target]
    wanted = addresses + (chosen(folder, slugs, vendor, land, zustand) if slugs or everything else [])
    wanted = [portal for portal in wanted if not portal.url.endswith(".invalid/")]
    if not wanted:
        raise click.UsageError("no portal passes these filters; `ris portals` lists them")
    found = _look(folder, wanted, contact, jobs, again=again or not everything)
    tell = _tell_json if as_json else _tell_census if everything else _tell_tables
    tell(found)
    if write:
        _write(folder, found)
    if not everything and all(finding.vendor is None for _, finding in found):
        first = found[0][1]
        why = f"{first.zustand}: {first.grund}" if first.zustand else "no known product recognised"
        raise InputError(f"{first.url}: {why}; see the table above")


def _look(
    folder: Folder, wanted: list[Portal], contact: str | None, jobs: int, again: bool
) -> list[tuple[Portal, Finding]]:
    kept = folder.path / "probe.jsonl"
    with Fetcher(contact) as fetcher:
        known = {} if again else census.known(kept, fetcher.clock.now())
        found = [(portal, known[portal.slug]) for portal in wanted if portal.slug in known]
        if found:
            say(f"{len(found)} of {counted(len(wanted), 'portal')} asked within the last 24 hours (--again asks anew)")
        asked = [portal for portal in wanted if portal.slug not in known]
        with Steps(len(asked), "portal") as steps:
            for pair in census.census(asked, fetcher, kept, jobs):
                steps.one()
                found.append(pair)
    return sorted(found, key=lambda pair: pair[0].slug)


_Found = list[tuple[Portal, Finding]]


def _tell_tables(found: _Found) -> None:
    for portal, finding in found:
        host = urlsplit(finding.url).hostname or "portal"
        slug = re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-") if portal.slug == "probe" else portal.slug
        click.echo(harmless(probing.as_table(finding, slug)))


def _tell_json(found: _Found) -> None:
    for portal, finding in found:
        click.echo(json.dumps({"slug": portal.slug, **asdict(finding)}, ensure_ascii=False))


def _tell_census(found: _Found) -> None:
    """A line for each portal, those that need a person last, and the sums."""
    for portal, finding in sorted(found, key=lambda pair: pair[1].zustand != "aktiv"):
        words = "; ".join(([finding.grund] if finding.grund else []) + probing.notes(finding))
        changed = (
            f" (entry says {portal.vendor})" if finding.vendor and portal.vendor not in (None, finding.vendor) else ""
        )
        product = f"{finding.vendor or '?'} {finding.version or ''}".strip() + changed
        click.echo(harmless(f"{portal.slug:28} {finding.zustand or 'offen':9} {product:20} {words}".rstrip()))
    for title, values in (
        ("state", Counter(finding.zustand or "offen" for _, finding in found)),
        ("product", Counter(finding.vendor or "?" for _, finding in found)),
    ):
        say(f"{title}: " + ", ".join(f"{count} {value}" for value, count in values.most_common()))


def _write(folder: Folder, found: _Found) -> None:
    entries = {portal.slug: entry_of(portal, finding) for portal, finding in found}
    with folder.writing():
        left = own.enter(folder.own_portals, entries)
    for line in left:
        say(line)
    say(f"{counted(len(entries), 'portal')} entered in {folder.own_portals}")


def entry_of(portal: Portal, finding: Finding) -> dict[str, str | date]:
    """What a finding says of its portal; what it does not know is not entered."""
    said = {
        "vendor": finding.vendor,
        "url": finding.eingang,
        "oparl": finding.oparl,
        "zustand": finding.zustand,
        "grund": finding.grund or ("" if portal.grund else None),
    }
    return {"geprueft_am": date.today(), **{key: value for key, value in said.items() if value is not None}}


@click.command()
@click.argument("slugs", nargs=-1)
@data_option
def check(slugs: tuple[str, ...], folder: Folder) -> None:
    """Compare the last fetches of each portal with its own past; exit code 3 for a drift alarm.

    \b
    Example:
      ris check borken
    """
    found: list[str] = []
    with Dataset(existing(folder.ris_db, "ris build")) as db:
        for slug in [folder.portal(slug).slug for slug in slugs] or folder.archived():
            found += drift.alarms(db, slug)
            _print(drift.unknown(db, slug))
    _print(found)
    say(counted(len(found), "alarm"))
    sys.exit(3 if found else 0)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(harmless(line))
