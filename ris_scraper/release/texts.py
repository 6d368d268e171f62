"""The texts of a release: codebook and README, from templates beside this file (`texts/`)."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_FOLDER = Path(__file__).parent / "texts"
_STYLE = "codebook.css"
_ALWAYS = ("README.md", "codebook.md", "codebook.html")
_PERMILLE = 1000


def write(folder: Path, said: dict[str, Any]) -> None:
    """Write README.md, codebook.md, codebook.html and its style into a folder; genauigkeit.md where it is measured."""
    pages = _environment()
    for name in (*_ALWAYS, *(["genauigkeit.md"] if said["genauigkeit"] else [])):
        (folder / name).write_text(pages.get_template(f"{name}.j2").render(said), "utf-8")
    shutil.copyfile(_FOLDER / _STYLE, folder / _STYLE)


def cell(value: object) -> str:
    """A value as a cell of a Markdown table: on one line, and nothing in it is markup.

    >>> cell("a|b\\n<b>*c*"), cell(None)
    ('a\\\\|b &lt;b>\\\\*c\\\\*', '')
    """
    text = " ".join(str("" if value is None else value).split()).replace("&", "&amp;").replace("<", "&lt;")
    return "".join(f"\\{sign}" if sign in "\\|`*_[]" else sign for sign in text)


def number(value: int) -> str:
    """A number as people write it in German: 12.345."""
    return f"{value:,}".replace(",", ".")


def share(part: int, whole: int) -> str:
    """A share in percent: "12,3 %"; "" of nothing. What is not nothing and not all never looks as if it were.

    >>> share(1, 8), share(0, 0), share(1, 10_000), share(9_999, 10_000)
    ('12,5 %', '', '< 0,1 %', '> 99,9 %')
    """
    if not whole:
        return ""
    tenths = round(part * _PERMILLE / whole)
    if part and not tenths:
        return "< 0,1 %"
    if part < whole and tenths == _PERMILLE:
        return "> 99,9 %"
    return f"{tenths // 10},{tenths % 10} %"


def _environment() -> Environment:
    pages = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    pages.filters.update(zelle=cell, zahl=number, anteil=share)
    return pages
