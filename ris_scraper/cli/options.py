"""Options, input and output that commands share."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ris_scraper.build.versions import older
from ris_scraper.folder import Folder
from ris_scraper.nouns.errors import InputError

_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_F = TypeVar("_F", bound=Callable[..., Any])


def say(text: str) -> None:
    """Tell a person something; data goes to stdout, this to stderr. What a page printed cannot steer the terminal."""
    click.echo(harmless(text), err=True)


def harmless(text: str) -> str:
    """A text without the characters that steer a terminal or turn the direction of writing."""
    return _STEERING.sub("\ufffd", text)


def _folder(_: click.Context, __: click.Parameter, value: Path) -> Folder:
    return Folder(value)


def data_option(command: _F) -> _F:
    """Add --data: the folder that holds all state."""
    return click.option(
        "--data",
        "folder",
        envvar="RIS_DATA",
        default="ris-data",
        show_default=True,
        callback=_folder,
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder that holds archive/, ris.db and site/ (or set RIS_DATA).",
    )(command)


def contact_option(command: _F) -> _F:
    """Add --contact: who answers for the requests; there is no default."""
    return click.option(
        "--contact",
        envvar="RIS_CONTACT",
        help="Your e-mail or web address, sent with every request (or set RIS_CONTACT); without one nothing is asked.",
    )(command)


def limit(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    """Hours or minutes of a limit; raises BadParameter for "nan", which no range keeps out."""
    if value is not None and math.isnan(value):
        raise click.BadParameter(f"{value} is no number of hours or minutes")
    return value


def existing(path: Path, command: str) -> Path:
    """The path if something is there; raises InputError that names the command to run first."""
    if not path.exists():
        raise InputError(f"{path} does not exist: run `{command}` first")
    return path


def fresh(path: Path, published: bool = False) -> Path:
    """A dataset file, or its published copy; says in one line if it comes from older rules or readers. None is fine.

    Raises InputError where it is no dataset of this version.
    """
    for sentence in older(path, published) if path.exists() else ():
        say(sentence)
    return path


def read_bytes(file: Path) -> bytes:
    """The bytes of a file, or of stdin for `-`; raises InputError where it cannot be read."""
    if str(file) == "-":
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}") from error
