"""Commands that take something out of the data folder: answers, a kept page, what must be forgotten."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import click

from ris_scraper.archive.archive import Fetch
from ris_scraper.archive.frontier import locked
from ris_scraper.archive.opening import look
from ris_scraper.build.build import build
from ris_scraper.cli.options import data_option, fresh, say
from ris_scraper.dataset.reuse import reuse
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import counted
from ris_scraper.publish.exports import DEFAULT, EXPORTS
from ris_scraper.publish.queries import ask, canned_queries, known

_NOT_KEPT = "no archive in {path} holds a page of {url}: give the address as the table seiten has it"

# Forms of a page are kept under its address, "#" and the form.
_SEEN = "select id from seiten where url = ? or instr(url, '#') > 1 and substr(url, 1, instr(url, '#') - 1) = ?"


def _pairs(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    for value in values:
        if "=" not in value:
            raise click.BadParameter(f"{value!r} is no name=value", param_hint="--param")
    return dict((name.strip(), text) for name, _, text in (value.partition("=") for value in values))


def _form_options(command: Callable[..., None]) -> Callable[..., None]:
    """A flag for each form that answers have."""
    for name, export in reversed(EXPORTS.items()):
        command = click.option(f"--{name}", "form", flag_value=name, help=export.help)(command)
    return command


@click.command()
@click.argument("name", required=False)
@click.option("--param", "given", multiple=True, callback=_pairs, help="name=value; what is not given is not filtered.")
@_form_options
@data_option
def query(name: str | None, given: dict[str, str], form: str | None, folder: Folder) -> None:
    """Answer a canned query of the site from the dataset; without NAME, list the queries.

    The list names the parameters of each. As on the site, a cell of the CSV that would be a formula in a spreadsheet
    begins with an apostrophe; JSON is raw.

    \b
    Example:
      ris query konzept_in_kreisen --param konzept=integrationskonzept --csv > kreise.csv
    """
    if name is None:
        for query in canned_queries():
            click.echo(f"{query.name}({', '.join(query.parameters)})  {query.title}")
        return
    rows = ask(_dataset(folder), known(name), given)
    columns, first = next(rows), next(rows, None)
    if first is None:
        say(_nothing(given))
    EXPORTS[form or DEFAULT].write(rows if first is None else chain([first], rows), columns, sys.stdout.buffer)


def _nothing(given: dict[str, str]) -> str:
    """What is said where there is no row, so that a word that is none does not look like a finding."""
    asked = ", ".join(f"{name}={text!r}" for name, text in given.items())
    return f"no row answers {asked}: is it written as in the dataset?" if asked else "the dataset has no row for this"


def _dataset(folder: Folder) -> Path:
    """The dataset, else its published copy."""
    found = next((path for path in (folder.ris_db, folder.site / "ris.db") if path.is_file()), None)
    if found is None:
        raise InputError(f"{folder.ris_db} does not exist: run `ris build` first, or name the folder with --data")
    return fresh(found, published=found != folder.ris_db)


@click.command()
@click.argument("url")
@click.option("--out", default="-", type=click.File("wb", lazy=True), help="File to write; default: stdout.")
@data_option
def page(url: str, out: Any, folder: Folder) -> None:
    """Write one kept page to a file, byte for byte as it was last fetched.

    \b
    Example:
      ris page 'https://ris.example.de/bi/vo0050.asp?__kvonr=9' --out seite.html
    """
    abruf, body = _kept(folder, url)
    out.write(body)
    say(f"{url}: fetched {abruf.abgerufen_am}, status {abruf.http_status}, {len(body):,} bytes")


def _kept(folder: Folder, url: str) -> tuple[Fetch, bytes]:
    for slug in folder.archived():
        with folder.archive(slug) as archive:
            if abruf := archive.latest(url):
                return abruf, archive.body(abruf.sha256)
    raise InputError(_NOT_KEPT.format(path=folder.path, url=url))


@click.command()
@click.argument("urls", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask; needed where no terminal is there to answer.")
@data_option
def forget(urls: tuple[str, ...], yes: bool, folder: Folder) -> None:
    """Remove pages and all they stated, for good, from archive and dataset.

    It says what will go, and asks. The archive loses every fetch of them, ris.db is built anew, and no crawl asks for
    them again. Other pages may state the same: forget those too.

    \b
    Example:
      ris forget 'https://ris.example.de/bi/vo0050.asp?__kvonr=9' && ris publish
    """
    holders = {url: _holders(folder, url) for url in urls}
    if not yes:
        _ask(folder, holders)
    for url, slugs in holders.items():
        say(f"{url}: {counted(sum(_forget(folder, slug, url) for slug in slugs), 'fetch', 'fetches')} removed")
    # Rows of a portal that cannot be read go too: they may be what is to be forgotten.
    for _ in build(folder, keep=False):
        pass
    if folder.reuse_db.exists():
        with folder.dataset() as db:
            reuse(db, folder.reuse_db)
    say(f"built {folder.ris_db} without them; run `ris publish` now, and remove them from your backups (`ris backup`)")
    if held := ", ".join(_releases_with(folder, urls)):
        say(f"releases hold them still, and the site offers those: delete {held}, also in your backups")


def _releases_with(folder: Folder, urls: tuple[str, ...]) -> Iterator[str]:
    """The folders of releases whose data have one of the pages, or cannot be read, which may be as bad."""
    for file in sorted(folder.releases.glob("*/ris.db")):
        try:
            with look(file) as db:
                if not any(db.execute(_SEEN, [url, url]).fetchone() for url in urls):
                    continue
        except sqlite3.DatabaseError:
            pass
        yield str(file.parent)


def _ask(folder: Folder, holders: dict[str, dict[str, int]]) -> None:
    """Say what will go, and ask; raises UsageError where nobody can answer, Abort where the answer is no."""
    for url, slugs in holders.items():
        kept = ", ".join(f"{counted(count, 'fetch', 'fetches')} in {slug}" for slug, count in slugs.items())
        say(f"{url}: {kept}; {_stated(folder, url)}")
    if not sys.stdin.isatty():
        raise click.UsageError("nothing was removed: no terminal is there to ask; give --yes to remove for good")
    click.confirm("Remove all this for good?", abort=True, err=True)


def _stated(folder: Folder, url: str) -> str:
    """What the dataset has from a page, by kind; forms of the page are kept under its address, "#" and the form."""
    sql = f"select typ, count(*) from aussagen where seite in ({_SEEN}) group by typ order by typ"
    if not folder.ris_db.exists():
        return "the dataset does not exist"
    try:
        with look(folder.ris_db) as db:
            said = [f"{count} {typ}" for typ, count in db.execute(sql, [url, url])]
    except sqlite3.DatabaseError as error:
        # The build that follows mends it.
        return f"what the dataset has of it cannot be read ({error})"
    return f"states {', '.join(said)}" if said else "states nothing in the dataset"


def _holders(folder: Folder, url: str) -> dict[str, int]:
    """How many fetches of an address each portal's archive holds; raises InputError if none does."""
    found = {}
    for slug in folder.archived():
        with folder.archive(slug) as archive:
            found[slug] = archive.holds(url)
    if not any(found.values()):
        raise InputError(_NOT_KEPT.format(path=folder.path, url=url))
    return {slug: count for slug, count in found.items() if count}


def _forget(folder: Folder, slug: str, url: str) -> int:
    """Remove a page from one archive; raises Locked while a run works on the portal."""
    with (
        locked(folder.archive_path(slug)),
        folder.archive(slug) as archive,
        folder.frontier(slug) as frontier,
    ):
        frontier.forget(url)
        return archive.forget(url)
