"""The helpers of parsers as the guide lists them: what goes in, what comes out, and what it is.

`python -m tests.support.signatures` writes the list into docs/vendor.md after a helper changed.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import parsers.common
import ris_scraper.words

GUIDE = Path(__file__).parent.parent.parent / "docs" / "vendor.md"
FRAME = re.compile(r"(?<=<!-- helpers -->\n).*(?=<!-- end of helpers -->)", re.S)
# The longest default or value that is shown in full.
_LONGEST = 40
_FORWARD = re.compile(r"ForwardRef\(('[^']*')\)")
_QUOTED = re.compile(r"(: |-> )'([^']*)'")


def listing() -> str:
    """The modules that parsers share, with their public names."""
    return "\n" + "\n".join(line for module in _modules() for line in _lines(module))


def signature(name: str, function: object) -> str:
    """A function's name with its parameters and its result."""
    found = inspect.signature(function)  # type: ignore[arg-type]
    text = _QUOTED.sub(r"\1\2", _FORWARD.sub(r"\1", str(found)))
    for default in (parameter.default for parameter in found.parameters.values()):
        if len(repr(default)) > _LONGEST:
            text = text.replace(repr(default), f"{type(default).__name__}(…)")
    return name + text


def _modules() -> Iterator[ModuleType]:
    for package in (parsers.common, ris_scraper.words):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def _lines(module: ModuleType) -> Iterator[str]:
    values = {name: said for name, said in _assigned(module) if not name.startswith("_")}
    has = f" Also {', '.join(f'`{said}`' for said in values.values())}." if values else ""
    yield f"**`{module.__name__}`**: {_said(module)}{has}\n"
    for name, value in vars(module).items():
        if callable(value) and value.__module__ == module.__name__ and name not in values and not name.startswith("_"):
            yield f"- `{signature(name, value)}`:\n  {_said(value)}"
    yield ""


def _assigned(module: ModuleType) -> Iterator[tuple[str, str]]:
    """The tables and names of types that a module itself sets; what they are, where that is short."""
    for line in ast.parse(inspect.getsource(module)).body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            said = ast.unparse(line)
            yield line.targets[0].id, said if len(said) <= _LONGEST else line.targets[0].id
        elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            yield line.target.id, f"{line.target.id}: {ast.unparse(line.annotation)}"


def _said(of: object) -> str:
    """The first paragraph of a docstring on one line."""
    return " ".join((inspect.getdoc(of) or "").partition("\n\n")[0].partition(">>>")[0].split())


def main() -> None:
    """Write the list into the guide."""
    GUIDE.write_text(FRAME.sub(lambda _: listing(), GUIDE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
