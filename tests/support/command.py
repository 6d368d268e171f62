"""The command: in a process of its own, refused with a sentence, or only taken apart."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from ris_scraper.cli.main import cli, main
from tests.support.fixture_pages import FIXTURES

SOEST = FIXTURES / "allris3" / "soest-alt_vorlage_integrationskonzept.html"
RUN = [sys.executable, "-m", "ris_scraper"]
# Loading our modules takes longer than most commands: a server has loaded them, and every run is forked from it.
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload([__name__, "tests.support.loaded"])


def commands(group: click.Group = cli) -> dict[str, click.Command]:
    """Every command by name, loaded."""
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def ris(folder: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run `ris` in a process of its own, in `folder`."""
    env = {key: value for key, value in os.environ.items() if key != "RIS_DATA"}
    with tempfile.TemporaryDirectory() as streams:
        said, told = Path(streams, "1"), Path(streams, "2")
        Path(streams, "0").write_bytes(stdin)
        run = _SERVER.Process(target=_run, args=(folder, arguments, env, streams))
        run.start()
        run.join()
        stdout, stderr = said.read_bytes().decode(), told.read_bytes().decode()
    assert "Traceback" not in stderr, stderr
    return subprocess.CompletedProcess([*RUN, *arguments], run.exitcode or 0, stdout, stderr)


def _run(folder: Path, arguments: tuple[str, ...], env: dict[str, str], streams: str) -> None:
    for number, flags in enumerate((os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)):
        os.dup2(os.open(Path(streams, str(number)), flags), number)
    sys.stdin, sys.stdout, sys.stderr = (open(number, mode, encoding="utf-8") for number, mode in enumerate("rww"))  # noqa: SIM115, PTH123
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.argv = ["ris", *arguments]
    main()


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
