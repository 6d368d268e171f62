"""SHA256SUMS, as `sha256sum -c` reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ris_scraper.publish.releases import SUMS, digest

_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")


def write(folder: Path) -> None:
    """Write the sums of all files of a folder into it."""
    lines = [f"{digest(file)}  {file.name}\n" for file in sorted(folder.iterdir()) if file.name != SUMS]
    (folder / SUMS).write_text("".join(lines), "utf-8")


def faults(folder: Path) -> Iterator[str]:
    """A sentence for each file whose sum is another, that is missing, or that is not in the list."""
    try:
        text = (folder / SUMS).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield f"{SUMS} cannot be read: {error}"
        return
    said = {found[2]: found[1] for line in text.splitlines() if (found := _LINE.fullmatch(line))}
    if len(said) != len(text.splitlines()):
        yield f"{SUMS} has lines that are no sums"
    present = {file.name for file in folder.iterdir()} - {SUMS}
    for name in sorted(said.keys() | present):
        if name not in present:
            yield f"{name} is missing"
        elif name not in said:
            yield f"{name} is not in {SUMS}"
        elif not (folder / name).is_file() or digest(folder / name) != said[name]:
            yield f"{name} is not the file that was released: its sum is another"
