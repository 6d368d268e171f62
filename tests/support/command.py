"""The command: in a process of its own, refused with a sentence, or only taken apart."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from ris_scraper.cli.main import cli
from tests.support.fixture_pages import FIXTURES

SOEST = FIXTURES / "allris3" / "soest-alt_vorlage_integrationskonzept.html"
RUN = [sys.executable, "-m", "ris_scraper"]


def commands(group: click.Group = cli) -> dict[str, click.Command]:
    """Every command by name, loaded."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def ris(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if key != "RIS_DATA"}
    done = subprocess.run([*RUN, *arguments], cwd=folder, input=stdin, capture_output=True, env=env, check=False)
    stdout, stderr = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in stderr, stderr
    return subprocess.CompletedProcess(done.args, done.returncode, stdout, stderr)


def refused(folder: Path, *arguments: str, stdin: bytes = b"", code: int = 1) -> str:
    done = ris(folder, *arguments, stdin=stdin)
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    return done.stderr


def parsed(arguments: list[str], group: click.Group = cli) -> None:
    """Let click take a command line apart; nothing is executed. Raises UsageError and KeyError."""
    command = commands(group)[arguments[0]]
    if isinstance(command, click.Group):
        return parsed(arguments[1:], command)
    with command.make_context(arguments[0], arguments[1:]):
        return None
