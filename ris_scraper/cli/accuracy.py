"""The command that measures how often pages are read rightly."""

from __future__ import annotations

from pathlib import Path

import click

from ris_scraper.accuracy import forms, kept
from ris_scraper.accuracy.collection import Case, cases
from ris_scraper.accuracy.measure import measured
from ris_scraper.accuracy.nouns import SAMPLES, Measurement, Sample
from ris_scraper.cli.options import data_option, harmless, say
from ris_scraper.folder import Folder
from ris_scraper.judgement import version as rules
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import counted
from ris_scraper.read import version as readers
from ris_scraper.words.ids import slug

_LONGEST = 40
#: What a measurement is printed as.
_FORMS = {"md": forms.markdown, "lines": forms.lines}


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="DIR...", type=click.Path(path_type=Path))
@click.option("--expected", type=click.Path(path_type=Path), help="File of expectations by the page's path below DIR.")
@click.option("--name", help="What the collection is called (default: the name of DIR).")
@click.option("--sample", type=click.Choice(SAMPLES), default="bekannt", show_default=True, help="What the pages are.")
@click.option("--misses", is_flag=True, help="Say each value that was not read rightly (quotes the pages).")
@click.option("--md", "form", flag_value="md", help="Markdown instead of lines.")
@click.option("--json", "form", flag_value="json", help="One JSON object, as --write keeps it.")
@click.option("--write", is_flag=True, help="Keep it in genauigkeit/ of the data folder, for `ris publish`.")
@data_option
def accuracy(
    folders: tuple[Path, ...],
    expected: Path | None,
    name: str | None,
    sample: Sample,
    misses: bool,
    form: str | None,
    write: bool,
    folder: Folder,
) -> None:
    """Measure how often each field is read rightly, on pages whose values somebody checked.

    Each vendor, kind of page and field has its count of values, of errors, and the exact lower bound at 95 %; what no
    page states is "not measured". Fixtures and pages with an .expected.json are compared once they are signed
    (docs/betrieb.md). With --sample you say what the pages prove: beispiel (own examples), bekannt (seen while
    developing), zurueckgelegt (held back), zufall (drawn at random, checked afterwards).

    \b
    Example:
      ris accuracy fixtures --sample beispiel
      ris accuracy geprueft/2026 --sample zufall --write && ris publish
    """
    found, unsigned = cases(folders, expected)
    say(f"{counted(len(found), 'page')} with signed expectations; not compared, as nobody signed them: {len(unsigned)}")
    measurement, wrong = _measured(_named(name, folders), sample, found)
    for line in wrong if misses else ():
        say(line)
    if write:
        say(f"wrote {kept.write(measurement, folder.measurements)}; `ris publish` shows it")
    if form == "json":
        click.echo(kept.text(measurement))
        return
    for line in _FORMS[form or "lines"](measurement):
        click.echo(harmless(line))


def _measured(name: str, sample: Sample, found: list[Case]) -> tuple[Measurement, list[str]]:
    if not found:
        raise InputError("no page has a signed expectation: `ris fixture` writes them, `checked` signs them")
    measurement, wrong = measured(name, sample, found)
    return measurement.model_copy(update={"leser": readers.version(), "regeln": rules.version()}), wrong


def _named(name: str | None, folders: tuple[Path, ...]) -> str:
    """The name of a collection, as a file and a column take it."""
    found = slug(name or folders[0].resolve().name)[:_LONGEST].strip("-")
    if not found:
        raise InputError("give the collection a --name with letters or digits")
    if name and found != name:
        raise InputError(f"--name {name!r} cannot be used: take small letters, digits and hyphens, like {found!r}")
    return found
