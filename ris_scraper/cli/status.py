"""What `ris status` shows: the whole folder on one screen, or named portals in full."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import click

from ris_scraper.archive.glance import Glance, glance
from ris_scraper.archive.opening import look
from ris_scraper.build.versions import older
from ris_scraper.cli.options import data_option, harmless
from ris_scraper.cli.overview import NO_FAILURE, broken_off, overview, rows
from ris_scraper.crawl.crawl import REST_AFTER_GATE
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import RisError
from ris_scraper.nouns.wording import counted

#: So many names stand in a line of the overview; the others are counted.
_NAMES = 4
# Characters of their line for what is said of them.
_ROOM = 240
_NOT_FAILED = ", ".join(f"'{name}'" for name in sorted(NO_FAILURE))
# What is known of portals, one each; `slugs` is a JSON list.
_PORTALS = f"""
select p.slug as portal, p.vendor, p.zustand, p.grund,
  (select count(*) from seiten s where s.portal = p.slug) as seiten,
  (select count(*) from seiten s where s.portal = p.slug and s.fehler not in ({_NOT_FAILED})) as fehler,
  (select count(*) from seiten s where s.portal = p.slug and s.fehler in ({_NOT_FAILED})) as nicht_oeffentlich,
  (select count(*) from vorlagen v where v.portal = p.slug) as vorlagen,
  (select count(*) from beratungen b join vorlagen v on v.id = b.vorlage where v.portal = p.slug) as beratungen,
  (select count(*) from sitzungen z where z.portal = p.slug) as sitzungen,
  (select coalesce(sum(anzahl), 0) from hinweise h where h.portal = p.slug) as hinweise,
  (select max(abgerufen_am) from seiten s where s.portal = p.slug) as letzter_abruf
from portale p where p.slug in (select value from json_each(:slugs)) order by p.slug
"""
_FAILURES = f"""
select portal, fehler, url, grund from seiten
where portal in (select value from json_each(:slugs)) and fehler not in ({_NOT_FAILED}) order by portal, fehler, url
"""
_NOTES = """
select portal, seitentyp, art, text, anzahl from hinweise
where portal in (select value from json_each(:slugs)) order by anzahl desc, portal, text
"""
_RUN = ("ende", "ausgang", "anfragen", "neu", "unveraendert", "fehler", "offen", "grund")

_Tables = dict[str, list[dict[str, Any]]]


@click.command()
@click.argument("slugs", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
@data_option
def status(slugs: tuple[str, ...], as_json: bool, folder: Folder) -> None:
    """Show the whole folder on one screen, or the named portals in full.

    Pages that a portal shows to its members only (NotPublic) are no failures. Nothing is changed, and a run that was
    killed is shown as one that broke off.

    \b
    Examples:
      ris status
      ris status borken --json
    """
    for line in _full(folder, slugs, as_json) if slugs else _whole(folder, as_json):
        click.echo(harmless(line))


# --- the whole folder ------------------------------------------------------------------------


def _whole(folder: Folder, as_json: bool) -> Iterator[str]:
    """The screen; a data folder without anything says what to do."""
    if not (folder.ris_db.exists() or folder.own_portals.exists() or any(folder.archived())):
        missing = "is empty" if folder.path.is_dir() else "does not exist"
        yield (
            f"{folder.path} {missing}: `ris probe --all --write` finds out which portals can be read, `ris ingest`"
            " takes in page files, `ris demo` shows how a dataset looks. --data or RIS_DATA name another folder."
        )
        return
    found = overview(folder)
    if as_json:
        yield json.dumps(found, ensure_ascii=False)
        return
    for title, text in _lines(found):
        yield f"{title:12}{text}".rstrip()
    yield from _looks(found["ansehen"])


def _lines(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    pages, disk = found["seiten"], found["platz"]
    yield "Folder", found["ordner"]
    yield (
        "Portals",
        f"{sum(found['portale'].values())}: {_counts(found['portale'])}; {found['archive']} with an archive",
    )
    yield "Now", "; ".join(found["arbeitet"]) or "nobody works here"
    yield "Last night", _night(found["nacht"], found["arbeitet"])
    yield "Last runs", _counts(found["laeufe"]) or "none"
    longest = "".join(f"; longest ago {slug} {_minute(when)}" for slug, when in pages["am_laengsten_her"].items())
    ages = f", fetched {_minute(pages['aeltester_abruf'])} to {_minute(pages['neuester_abruf'])}{longest}"
    yield "Pages", f"{pages['zahl']:,}{ages if pages['zahl'] else ''}"
    failed = f"{sum(found['fehler'].values()):,}: {_counts(found['fehler'])}".rstrip(": ")
    yield "Failures", f"{failed}; besides {found['nicht_oeffentlich']:,} that are not public"
    yield "Disk", ", ".join(f"{'free' if name == 'frei' else name} {_bytes(size)}" for name, size in disk.items())


def _night(night: Mapping[str, Any] | None, at_work: list[str]) -> str:
    if night is None:
        return "none yet"
    goes_on = night["ausgang"] == "abgebrochen" and any(who.startswith("a night") for who in at_work)
    ending = "goes on" if goes_on else night["ausgang"]
    until = f" to {_minute(night['ende'])}" if night["ende"] and ending == "fertig" else ""
    said = f"{_minute(night['beginn'])}{until}: {ending}"
    if "portale" not in night:
        return said
    portals = f"{counted(sum(night['portale'].values()), 'portal')}: {_counts(night['portale'])}"
    return f"{said}; {portals}; {counted(night['alarme'], 'alarm')}, {len(night['ansehen'])} to look at"


def _looks(items: list[dict[str, Any]]) -> Iterator[str]:
    yield ""
    yield "Needs a person:" if items else "Nothing needs a person."
    for item in items:
        yield f"  {item['anzahl']:>6,} {item['was']:22} {_where(item['wo'])}".rstrip() + f"  -> {item['befehl']}"


def _where(where: Mapping[str, int | str]) -> str:
    """The first few places, those with the greatest numbers before the others; sentences are cut to share the line."""
    order = sorted(where.items(), key=lambda item: -item[1] if isinstance(item[1], int) else 0)
    room = _ROOM // min(len(order), _NAMES)
    names = [f"{slug} {_cut(str(value), room)}".rstrip() for slug, value in order[:_NAMES]]
    between = "; " if any(", " in name for name in names) else ", "
    return between.join(names) + (f" and {len(order) - _NAMES} more" if len(order) > _NAMES else "")


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.items())


def _minute(when: object) -> str:
    return str(when)[:16].replace("T", " ")


def _bytes(size: float) -> str:
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


# --- portals in full -------------------------------------------------------------------------


def _full(folder: Folder, slugs: tuple[str, ...], as_json: bool) -> Iterator[str]:
    found = {**_stated(folder, slugs), **_runs(folder, slugs)}
    if as_json:
        yield json.dumps(found, ensure_ascii=False)
        return
    for title, lines in found.items():
        if lines:
            yield f"{title.capitalize()}: {len(lines)}"
            yield from _table(lines)
            yield ""
    if empty := [title for title, lines in found.items() if not lines]:
        yield f"Nothing to say of: {', '.join(empty)}"


def _stated(folder: Folder, slugs: tuple[str, ...]) -> _Tables:
    """What the dataset knows of portals; of one that was never read only what its entry says."""
    known = {slug: folder.portal(slug) for slug in slugs}
    entries = [{"portal": slug, "vendor": entry.vendor, "zustand": entry.zustand} for slug, entry in known.items()]
    if not folder.ris_db.exists():
        return {"portale": entries, "fehler": [], "hinweise": [], "veraltet": []}
    outdated = [{"was": sentence} for sentence in older(folder.ris_db)]
    with look(folder.ris_db) as db, closing(db.cursor()) as cursor:
        values = {"slugs": json.dumps(slugs)}
        return {
            "portale": rows(cursor, _PORTALS, values) or entries,
            "fehler": rows(cursor, _FAILURES, values),
            "hinweise": rows(cursor, _NOTES, values),
            "veraltet": outdated,
        }


def _runs(folder: Folder, slugs: tuple[str, ...]) -> _Tables:
    """What archives know of their last runs; one that cannot be read says why, and hides no other."""
    found: _Tables = {name: [] for name in ("laeufe", "alarme", "ruhe", "robots", "aufgegeben", "archive")}
    for slug in dict.fromkeys(slugs):
        path = folder.archive_path(slug)
        try:
            looked = glance(path) if path.exists() else None
        except RisError as error:
            found["archive"].append({"portal": slug, "grund": str(error)})
            continue
        for name, lines in _facts(looked).items() if looked else ():
            found[name] += [{"portal": slug, **line} for line in lines]
    return found


def _facts(looked: Glance) -> _Tables:
    now = datetime.now(UTC)
    until = looked.rests_until(now.isoformat(timespec="seconds"), (now + REST_AFTER_GATE).isoformat(timespec="seconds"))
    return {
        "laeufe": [_last_run(looked)] if looked.lauf or looked.wer else [],
        "alarme": [{"alarm": alarm} for alarm in looked.lauf.get("alarme") or ()],
        "ruhe": [{"bis": until, "grund": (looked.ruhe or {}).get("grund")}] if until else [],
        "robots": [{"robots": verdict} for verdict in looked.robots],
        "aufgegeben": [{"url": url, "grund": why} for url, why in looked.aufgegeben],
    }


def _last_run(looked: Glance) -> dict[str, Any]:
    """What the last run left; of one that was killed no numbers, as those that are kept are of the run before it."""
    if looked.wer:
        return {**dict.fromkeys(_RUN), "ausgang": "laeuft", "offen": looked.offen, "grund": looked.wer}
    if broken_off(looked):
        killed = {"ausgang": "abgebrochen", "offen": looked.offen, "grund": looked.lauf.get("grund")}
        return {**dict.fromkeys(_RUN), **killed}
    return {name: looked.lauf.get(name) for name in _RUN}


def _table(lines: list[dict[str, Any]]) -> Iterator[str]:
    cells = [[str(name) for name in lines[0]]] + [["" if v is None else str(v) for v in row.values()] for row in lines]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    for row in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
