"""The command line: which commands there are, one verb each; a command's module is imported when it is asked for."""

from __future__ import annotations

import re
import sqlite3
import sys
from importlib import import_module
from typing import NoReturn

import click

from ris_scraper.nouns.errors import RisError
from ris_scraper.nouns.trouble import trouble
from ris_scraper.nouns.wording import meant

#: Every command: its module in this folder, and the first sentence of its help, so that the list of all imports none.
COMMANDS = {
    "accuracy": ("accuracy", "Measure how often each field is read rightly, on pages whose values somebody checked."),
    "backup": ("backup", "Copy archives, releases and settings into DIR, safely also while a run writes."),
    "build": ("build", "Make ris.db anew from the archives and swap it in."),
    "check": ("portals", "Compare the last fetches of each portal with its own past; exit code 3 for a drift alarm."),
    "crawl": ("crawl", "Bring portals into the archive and the dataset, gently, and only what is new."),
    "demo": ("site", "Make a dataset from the shipped example pages in ./ris-demo, and serve it."),
    "doctor": ("doctor", "Check archives, rights, room, contact, clock, dataset, site and settings; say what to do."),
    "export-warc": ("warc", "Write raw archives as WARC files, one a portal, for other programs and for keeping."),
    "fixture": ("fixture", "Write a fixture and its unsigned expectation from a page; names and addresses redacted."),
    "forget": ("data", "Remove pages and all they stated, for good, from archive and dataset."),
    "ingest": ("intake", "Take page files and folders into a portal's archive, and read them."),
    "judge": ("build", "Judge anew what the pages state, after a change of vocabulary; no page is read."),
    "night": ("night", "Crawl every active portal, bring dataset and site up to date, and report."),
    "page": ("data", "Write one kept page to a file, byte for byte as it was last fetched."),
    "parse": ("intake", "Print what one page states, as JSON."),
    "portals": ("portals", "List the known portals, or set the state of some; names the Kreise without one."),
    "probe": ("portals", "Find out what portals run, in at most five requests each; a target is an address or a slug."),
    "publish": ("site", "Build the served folder from an allow-list of tables."),
    "query": ("data", "Answer a canned query of the site from the dataset; without NAME, list the queries."),
    "read": ("build", "Read kept pages into the dataset: of the given portals, or of all."),
    "release": ("release", "Make an edition of the dataset that never changes, for other people's programs."),
    "reuse": ("reuse", "Find the passages that Vorlagen of different Kreise share, and who had them first."),
    "serve": ("site", "Serve the published folder with Datasette."),
    "status": ("status", "Show the whole folder on one screen, or the named portals in full."),
}  # fmt: skip

# An option without its value (`--data=`), or nothing at all.
_EMPTY = re.compile("(--[a-z-]+=)?")


class Commands(click.Group):
    """The group of COMMANDS: knows their names and first sentences, and loads the one that is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"ris_scraper.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; raises UsageError for one that is none, and for empty arguments:
        as a folder they would stand for the one that somebody is in.
        """
        if any(map(_EMPTY.fullmatch, args)):
            ctx.fail("an argument is empty: was a variable of the shell not set? Leave it out, or give a value")
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"there is no command {args[0]!r}: `ris --help` lists them{meant(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands for the help."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ris-scraper")
def cli() -> None:
    """Read German council portals into one dataset of Vorlagen, and publish it with Datasette.

    \b
    Example, without any network:
      ris demo
    """


def main() -> None:
    """Entry point: run the command; an error of ours is one line on stderr and exit code 1."""
    try:
        cli()
    except RisError as error:
        _end(error)
    except (sqlite3.DatabaseError, OSError) as error:
        _end(trouble(getattr(error, "filename", None) or "a file of the data folder", error))


def _end(error: RisError) -> NoReturn:
    from ris_scraper.cli.options import say  # a command ran, so that it is loaded

    say(f"{type(error).__name__}: {error}")
    sys.exit(1)
