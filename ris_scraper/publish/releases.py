"""The releases that there are: folders that `ris release` made, told by their data packages."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ris_scraper.nouns.errors import InputError
from ris_scraper.publish.edition import unclock

#: The file that describes a release; a folder without it is none.
PACKAGE, SUMS = "datapackage.json", "SHA256SUMS"
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9a-z]+(?:\.[0-9a-z]+)*))?", re.ASCII)
#: Where the files of releases are on the site, below its static folder.
PLACE = "ausgaben"


@dataclass(frozen=True)
class Release:
    """A release: its folder, version, day, what tells its contents from others (`mark`), rows of its tables, and the
    bytes of its files.
    """

    path: Path
    version: str
    datum: str
    mark: str
    rows: dict[str, int]
    files: dict[str, int]


def order(version: str) -> tuple[Any, ...]:
    """The key by which versions are sorted, as semver.org has it.

    >>> sorted(["0.10.0", "0.2.0", "0.10.0-rc.1"], key=order)
    ['0.2.0', '0.10.0-rc.1', '0.10.0']
    """
    found = VERSION.fullmatch(version)
    assert found
    parts = [(not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in (found[4] or "").split(".")]
    return (*map(int, found.groups()[:3]), found[4] is None, parts)


def releases(folder: Path | None) -> list[Release]:
    """The releases in a folder, the newest version first; none where there is no such folder.

    Raises InputError where one of them cannot be read.
    """
    if folder is None or not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if VERSION.fullmatch(path.name) and path.is_dir()]
    return [read(path) for path in sorted(found, key=lambda path: order(path.name), reverse=True)]


def read(path: Path) -> Release:
    """The release in a folder. Raises InputError where it is none."""
    try:
        said = json.loads((path / PACKAGE).read_text("utf-8"))
        rows = {each["name"]: int(each["rows"]) for each in said["resources"] if each.get("type") == "table"}
        files = {file.name: file.stat().st_size for file in sorted(path.iterdir()) if file.is_file()}
        if not VERSION.fullmatch(said["version"]):
            raise ValueError(said["version"])
        return Release(path, said["version"], str(said["created"])[:10], said["ris"]["kennung"], rows, files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path}: no release ({PACKAGE}: {error!r}); move it elsewhere, or make it anew") from error


def told(known: Sequence[Release], database: Path, mark: str) -> dict[str, str | None]:
    """What a site says of itself: which release its data are (`ausgabe`), None for none, and a sentence about it.

    A release is what the file `database` holds, to the byte, once its clock is taken out; `mark` spares the comparison
    with those that it cannot be.
    """
    likely = [release for release in known if release.mark == mark]
    own = _unclocked(database) if likely else ""
    same = next((release.version for release in likely if digest(release.path / database.name) == own), None)
    if same:
        return {"ausgabe": same, "ausgabe_text": f"Ausgabe {same}"}
    last = f"keine Ausgabe; die letzte ist {known[0].version}" if known else "noch keine Ausgabe"
    return {"ausgabe": None, "ausgabe_text": last}


def listed(known: Sequence[Release], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the page of releases shows: each with its tables (title, rows, bytes of both forms) and its other files."""
    return [_listed(release, titles) for release in known]


def digest(file: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _unclocked(database: Path) -> str:
    copy = database.with_name(f"{database.name}.ohne-uhr")
    try:
        shutil.copyfile(database, copy)
        unclock(copy)
        return digest(copy)
    finally:
        copy.unlink(missing_ok=True)


def _listed(release: Release, titles: Mapping[str, str]) -> dict[str, Any]:
    tables = [
        {"name": name, "titel": titles.get(name, name), "zeilen": rows}
        | {form: release.files.get(f"{name}.{form}") for form in ("parquet", "csv")}
        for name, rows in release.rows.items()
    ]
    own = {f"{name}.{form}" for name in release.rows for form in ("parquet", "csv")}
    others = {name: size for name, size in release.files.items() if name not in own}
    return {"version": release.version, "datum": release.datum, "tabellen": tables, "dateien": others}


def place(known: Sequence[Release], static: Path) -> None:
    """Put the files of releases below the static folder of a site, as links that take no room where there are such."""
    for release in known:
        folder = static / PLACE / release.version
        folder.mkdir(parents=True)
        for name in release.files:
            try:
                os.link(release.path / name, folder / name)
            except OSError:  # another disk, or one that has no such links
                shutil.copyfile(release.path / name, folder / name)
