"""A folder of pages beside which stands what a careful reader takes from them, as files of two kinds.

`page.json` beside `page.html`: a fixture, whole (what it does not state is not on the page), signed by `checked`.
`page.expected.json`: only the keys that stand in it were looked for; signed unless it says `checked: null`. Where
`page.links.txt` stands beside it, the page leads to the addresses in there, of which each line is a part.
Of pages beside which nothing may be written, one file holds what was looked for, by their paths.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ris_scraper.archive.ingest import page_files, sidecar_of, supplied
from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.page import Page
from ris_scraper.read.read import page_of

#: How the name of an expectation ends that holds only what was looked for.
PART = ".expected.json"
# Files of a page that are no page: its expectation, and the addresses that it leads to.
_LINKS = ".links.txt"
_BESIDE = (PART, _LINKS)
# What a partial expectation says of the page; the rest is its one record.
_HEAD = ("url", "rendering", "vendor", "seitentyp", "checked", "raises", "datensaetze", "links")


@dataclass(frozen=True)
class Case:
    """A page file and its signed expectation; `whole`: what is not expected is not there."""

    file: Path
    said: dict[str, Any]
    whole: bool

    def page(self) -> Page:
        """The page; raises a PageError where its bytes are none."""
        if not self.whole:
            return page_of(self.said["url"], self.file.read_bytes(), rendering=self.said.get("rendering"))
        kept = supplied(self.file).fetch
        return page_of(kept.url, self.file.read_bytes(), kept.content_type, kept.encoding, kept.rendering)

    @property
    def records(self) -> list[dict[str, Any]]:
        """The records that are expected."""
        if self.whole or "datensaetze" in self.said:
            return list(self.said.get("datensaetze") or ())
        return [{key: value for key, value in self.said.items() if key not in _HEAD}]

    @property
    def parts(self) -> list[str]:
        """Parts of addresses to which the page leads, where only these were looked for."""
        beside = self.file.with_name(self.file.name.partition(".")[0] + _LINKS)
        listed = beside.read_text("utf-8").split() if beside.is_file() else []
        return [*(self.said.get("links") or ()), *listed]


def cases(paths: Iterable[Path], elsewhere: Path | None = None) -> tuple[list[Case], list[Path]]:
    """The pages with a signed expectation below some folders, and those whose expectation nobody has signed.

    `elsewhere` is a file with expectations by the path of their page below one of the folders. Raises InputError for a
    path that does not exist, and for an expectation that is no JSON object with `url`, `vendor` and `seitentyp`, or
    whose page is not there.
    """
    folders = list(paths)
    found = [case for path in folders for case in _below(path)]
    found += _elsewhere(elsewhere, folders) if elsewhere else []
    return [case for case in found if _signed(case)], [case.file for case in found if not _signed(case)]


def _below(folder: Path) -> Iterator[Case]:
    for file in page_files([folder]):
        sidecar = sidecar_of(file)
        if sidecar and not file.name.endswith(_BESIDE) and "vendor" in (said := _read(sidecar)):
            yield Case(file, _complete(said, sidecar), whole=True)
    for gold in sorted(folder.rglob(f"*{PART}")):
        yield Case(_page_beside(gold), _complete(_read(gold), gold), whole=False)


def _elsewhere(listed: Path, folders: Iterable[Path]) -> Iterator[Case]:
    for name, said in _read(listed).items():
        file = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if file is None or not isinstance(said, dict):
            raise InputError(f"{listed}: {name!r} is no page below the given folders, or has no expectation")
        yield Case(file, _complete(said, listed), whole=False)


def _signed(case: Case) -> bool:
    return bool(case.said.get("checked", not case.whole))


def _read(file: Path) -> dict[str, Any]:
    try:
        said = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read as an expectation ({error}): it has to be a JSON object") from error
    if not isinstance(said, dict):
        raise InputError(f"{file} is no expectation: it has to be a JSON object")
    return said


def _complete(said: dict[str, Any], file: Path) -> dict[str, Any]:
    lacking = [key for key in ("url", "vendor", "seitentyp") if not isinstance(said.get(key), str)]
    if lacking:
        raise InputError(f"{file} lacks {' and '.join(lacking)}: an expectation says of which page it is")
    return said


def _page_beside(gold: Path) -> Path:
    stem = gold.name.removesuffix(PART)
    found = [file for file in sorted(gold.parent.iterdir())
             if file.name.startswith(f"{stem}.") and not file.name.endswith(_BESIDE)]  # fmt: skip
    if not found:
        raise InputError(f"{gold} has no page beside it: it should be called {stem}.html, .xml, .txt or .json")
    return found[0]
