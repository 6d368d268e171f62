"""The documentation is true: its commands parse, its options exist, its links lead somewhere, its SQL runs."""

from __future__ import annotations

import re
import shlex
import sqlite3
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from ris_scraper.crawl import due as revisit
from ris_scraper.dataset import schema
from ris_scraper.fetch import Limits, pace
from ris_scraper.judgement import concepts as konzepte
from ris_scraper.nouns.extract import STATES
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.tables import published as published_tables
from tests.support.command import commands, parsed
from tests.support.documents import blocks, prose

ROOT = Path(__file__).parent.parent
VOCABULARY = ROOT / "ris_scraper" / "judgement" / "vocabulary"
DOCS = sorted((ROOT / "docs").rglob("*.md"))
OTHERS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
#: The program in a line of a shell, a unit or a workflow, up to what ends its command.
RIS = re.compile(r"(?:^|[\s=/;&|])ris (?P<arguments>[a-z-][^;&|>`]*)")
VOCABULARIES = {"ergebnis_norm": "ergebnis", "rolle_norm": "rolle", "art_norm": "art", "gremium_typ": "gremium"}


def names(paths: Iterable[Path]) -> list[Any]:
    return [pytest.param(path, id=str(path.relative_to(ROOT))) for path in paths]


# --- commands --------------------------------------------------------------------------------


def command_lines(path: Path) -> Iterator[list[str]]:
    """The arguments of every `ris …` in a block or in running text; there `ris check` alone is only a name."""
    lines = [line for body in blocks(path, "sh", "cron", "ini", "yaml") for line in body.splitlines()]
    lines += [span for span in INLINE.findall(prose(path)) if span.startswith("ris ") and span.count(" ") > 1]
    for line in lines:
        if not line.lstrip().startswith(("#", "Description=")):
            yield from (shlex.split(found["arguments"], comments=True) for found in RIS.finditer(line))


ALL = [(path, line) for path in DOCS for line in command_lines(path)]


@pytest.mark.parametrize("line", [pytest.param(line, id=f"{path.name}: {' '.join(line)}") for path, line in ALL])
def test_every_command_line_parses(line: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RIS_DATA", raising=False)
    parsed(line)


@pytest.mark.parametrize("line", ["crwal borken", "crawl --polite", "crawl borken --since never", "serve --port"])
def test_a_wrong_command_line_would_be_noticed(line: str) -> None:
    with pytest.raises((KeyError, click.UsageError)):
        parsed(line.split())


def test_every_command_is_documented_and_no_other_is_named() -> None:
    mentioned = {
        span.split()[1] for path in [*DOCS, *OTHERS] for span in INLINE.findall(prose(path)) if RIS.match(span)
    }
    assert {line[0] for _, line in ALL} | mentioned == set(commands())
    assert len(ALL) > 20


@pytest.mark.parametrize("path", names([*DOCS, *OTHERS]))
def test_every_option_in_running_text_exists(path: Path) -> None:
    known = {name for command in commands().values() for option in command.params for name in option.opts}
    known |= {name for command in commands().values() for option in command.params for name in option.secondary_opts}
    spans = [span for span in INLINE.findall(prose(path)) if not span.startswith(("systemctl", "pytest", "git"))]
    assert {option for span in spans for option in OPTION.findall(span)} <= known | {"--help", "--version"}


# --- links, units, names ---------------------------------------------------------------------


@pytest.mark.parametrize("path", names([*DOCS, *OTHERS]))
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    links = [link for link in LINK.findall(prose(path)) if not link.startswith(("http://", "https://", "#"))]
    assert not [link for link in links if not (path.parent / link.partition("#")[0]).exists()]


@pytest.mark.parametrize("path", names(DOCS))
def test_blocks_are_well_formed(path: Path) -> None:
    for body in blocks(path, "toml"):
        tomllib.loads(body)
    for body in blocks(path, "yaml"):
        assert yaml.safe_load(body)["jobs"]
    for body in blocks(path, "python"):
        compile(body, path.name, "exec")
    for body in blocks(path, "sh"):
        subprocess.run(["bash", "-n"], input=body, text=True, check=True)


def test_no_address_of_a_person_stands_in_the_docs() -> None:
    for path in DOCS:
        assert not re.search(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", path.read_text("utf-8")), path.name


def test_the_numbers_of_the_manners_are_those_of_the_code() -> None:
    said, limits = (ROOT / "docs" / "betrieb.md").read_text("utf-8"), Limits()
    for number in (
        f"| pause | {pace.PAUSE:g} s after each answer",
        f"obeyed up to {limits.rest / 60:g} minutes",
        f"| tries | {limits.tries}, ",
        f"| size of a page | {limits.body // 1_000_000} MB",
        f"| redirects | {limits.redirects}, ",
        f"at most {revisit.NEAR_A_NIGHT} + {revisit.FAR_A_NIGHT} Vorlagen",
        f"and {revisit.SWEEP_A_NIGHT} of all the others",
        f"agendas from {revisit.AGENDA_BACK} days ago to {revisit.AGENDA_AHEAD} ahead",
    ):
        assert number in " ".join(said.split()), number


# --- the codebook ----------------------------------------------------------------------------


def values_under(heading: str) -> set[str]:
    """The values that the table under a heading of the codebook explains."""
    section = prose(ROOT / "docs" / "datensatz.md").partition(f"\n### {heading}\n")[2].partition("\n#")[0]
    cells = re.findall(r"^\| (`[^|]+`) \|", section, re.M)
    return {value for cell in cells for value in INLINE.findall(cell)}


@pytest.mark.parametrize(("column", "file"), VOCABULARIES.items())
def test_every_value_of_a_vocabulary_is_explained(column: str, file: str) -> None:
    rules = tomllib.loads((VOCABULARY / f"{file}.toml").read_text("utf-8"))["rule"]
    assert values_under(column) == {rule["norm"] for rule in rules}


def test_every_phase_and_every_stand_is_explained() -> None:
    assert values_under("phase") == set(konzepte.PHASES)
    assert values_under("regel") == set(konzepte.RULES)
    assert values_under("stand") == set(STATES)
    columns = {column.name: column.text for column in schema.tables()["vorlagen"].columns}
    assert values_under("ergebnis_stand") == set(columns["ergebnis_stand"].rpartition(": ")[2].split(", "))


def test_the_printed_quality_of_the_concepts_is_the_floor() -> None:
    said = (ROOT / "docs" / "datensatz.md").read_text("utf-8")
    floors = tomllib.loads((ROOT / "benchmarks" / "konzepte.toml").read_text("utf-8"))
    for row, part in (("ganze Liste", "alle"), ("Teil `pruefung`", "pruefung")):
        numbers = " | ".join(f"{value:.3f}".replace(".", ",") for value in floors[part].values())
        assert f"| {row} | {numbers} |" in said


def test_the_website_and_the_docs_explain_values_with_the_same_words() -> None:
    vocabulary = tomllib.loads((ROOT / "datasette" / "site.toml").read_text("utf-8"))["vokabular"]
    said = re.findall(
        r"^\| `([^`]+)` \| (.+) \|$", prose(ROOT / "docs" / "datensatz.md").partition("## Was leer")[2], re.M
    )
    assert said == [pair for werte in vocabulary.values() for pair in werte.items()]


def test_every_published_table_is_named() -> None:
    said = prose(ROOT / "docs" / "datensatz.md")
    assert not [table.name for table in published_tables() if f"`{table.name}`" not in said]


@pytest.fixture(scope="module")
def published(demo_site: Path) -> Path:
    """The published dataset of `ris demo`."""
    return demo_site / "ris.db"


QUERIES = [(path, body) for path in DOCS for body in blocks(path, "sql")]


@pytest.mark.parametrize("sql", [pytest.param(sql, id=f"{path.name}-{n}") for n, (path, sql) in enumerate(QUERIES)])
def test_every_query_answers(sql: str, published: Path) -> None:
    with closing(sqlite3.connect(f"file:{published}?mode=ro", uri=True)) as db:
        assert db.execute(sql).fetchone(), "no row in the demo"


# --- the canned queries ----------------------------------------------------------------------


def said_of_queries() -> dict[str, dict[str, list[str]]]:
    """Per heading of abfragen.md the names under "Parameter" and "Spalten"."""
    sections = prose(ROOT / "docs" / "abfragen.md").split("\n## ")[1:]
    items = re.compile(r"^- (Parameter|Spalten): ((?:.|\n  )*)", re.M)
    return {
        section.partition("\n")[0]: {found[1]: INLINE.findall(found[2]) for found in items.finditer(section)}
        for section in sections
    }


def test_every_canned_query_is_documented_with_parameters_and_columns(published: Path) -> None:
    with closing(sqlite3.connect(f"file:{published}?mode=ro", uri=True)) as db:
        known = {
            query.name: {
                "Parameter": list(query.parameters),
                "Spalten": [
                    column[0] for column in db.execute(query.sql, dict.fromkeys(query.parameters, "")).description
                ],
            }
            for query in canned_queries()
        }
    assert said_of_queries() == known


def test_every_parameter_is_explained() -> None:
    rows = re.findall(r"^\| (`[^|]+`) \|", prose(ROOT / "docs" / "abfragen.md"), re.M)
    explained = {name for row in rows for name in INLINE.findall(row)}
    assert explained == {name for query in canned_queries() for name in query.parameters}


def test_there_are_five_worked_examples() -> None:
    said = (ROOT / "docs" / "datensatz.md").read_text("utf-8")
    assert said.partition("## Fünf Fragen")[2].partition("\n## ")[0].count("```sql") == 5
