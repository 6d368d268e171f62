"""The check of a release: it passes what is whole, and finds what is wrong."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from ris_scraper.nouns.errors import InputError
from ris_scraper.release import sums
from ris_scraper.release.check import faults
from tests.support.two_releases import change, command

parquet = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def copied(first: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of a release that may be broken."""
    path = tmp_path / "0.9.0"
    shutil.copytree(first, path)
    for file in path.iterdir():
        file.chmod(0o644)
    yield path


def test_both_releases_are_right(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command("--check", str(made / "releases"))
    assert capsys.readouterr().err.count("sums, counts, types and keys are right") == 2


def _cut(path: Path) -> None:
    file = path / "beratungen.csv"
    file.write_text("".join(file.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


def _add(path: Path) -> None:
    (path / "fremd.txt").write_text("x", "utf-8")


def _lose(path: Path) -> None:
    (path / "kreise.parquet").unlink()


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (_cut, "beratungen.csv is not the file that was released: its sum is another"),
        (_add, "fremd.txt is not in SHA256SUMS"),
        (_lose, "kreise.parquet is missing"),
    ],
)
def test_a_file_that_is_another_is_found_by_its_sum(copied: Path, breaks: Callable[[Path], None], said: str) -> None:
    breaks(copied)
    assert [*faults(copied)] == [said]


def _told(path: Path, tell: Callable[[dict[str, Any]], None]) -> None:
    file = path / "datapackage.json"
    said = json.loads(file.read_text("utf-8"))
    for resource in said["resources"]:
        resource.pop("hash")
        resource.pop("bytes")
    tell(said)
    file.write_text(json.dumps(said), "utf-8")


def _doubled(path: Path) -> None:
    file = path / "kreise.csv"
    file.write_text(file.read_text("utf-8").replace('"01001"', '"05974"'), "utf-8")
    _told(path, lambda said: None)


def _retyped(path: Path) -> None:
    def tell(said: dict[str, Any]) -> None:
        kreise = next(each for each in said["resources"] if each["name"] == "kreise")
        kreise["schema"]["fields"][0]["type"] = "integer"

    _told(path, tell)


def _astray(path: Path) -> None:
    change(path / "ris.db", "delete from kreise where ags = '05974'")


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (_cut, "beratungen.csv has"),
        (_doubled, "frictionless: kreise: Row at position"),
        (_retyped, "kreise.parquet has other columns or types than datapackage.json says"),
        (_astray, "ris.db: kreise has 3 rows, not 4"),
        (_astray, "of vorlagen refers to a row of kreise that is not there"),
    ],
)
def test_what_sums_do_not_show_is_found(copied: Path, breaks: Callable[[Path], None], said: str) -> None:
    breaks(copied)
    (copied / "SHA256SUMS").unlink()
    sums.write(copied)
    assert [fault for fault in faults(copied) if said in fault]


def test_the_command_says_each_fault(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _add(copied)
    with pytest.raises(InputError, match="1 fault,"):
        command("--check", str(copied))
    assert "fremd.txt is not in SHA256SUMS" in capsys.readouterr().err
    (copied / "datapackage.json").write_text("{", "utf-8")
    for path in (copied, copied.parent / "nowhere"):
        with pytest.raises(InputError, match="no release"):
            command("--check", str(path))


def test_it_takes_a_version_or_a_folder(tmp_path: Path) -> None:
    for arguments in ([], ["1.0.0", "--check", "."]):
        with pytest.raises(click.UsageError, match="either a VERSION"):
            command(*arguments)
    with pytest.raises(InputError, match="run `ris build` first"):
        command("1.0.0", "--data", str(tmp_path))


@pytest.mark.parametrize("missing", ["pyarrow", "frictionless"])
def test_what_is_not_installed_is_named(first: Path, missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(InputError, match=rf"{missing} is not installed: `pip install 'ris-scraper\[release\]'`"):
        [*faults(first)]
