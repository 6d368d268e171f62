"""The walls of the house: which room may import which, and what no file may contain."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ris_scraper.nouns import errors

ROOT = Path(__file__).parent.parent
# Every room and the rooms it may import, one line a folder: the pure ones first, then up to the commands.
ROOMS = {
    "nouns": "",
    "words": "nouns",
    "parsers": "nouns words",
    "judgement": "nouns words",
    "portals": "nouns",
    "archive": "nouns",
    "fetch": "nouns portals",
    "read": "nouns words parsers",
    "dataset": "nouns words judgement portals archive",
    "accuracy": "nouns judgement archive read",
    "folder": "nouns portals archive dataset",
    "build": "nouns judgement portals archive read dataset folder",
    "crawl": "nouns portals archive fetch read dataset folder build",
    "warc": "nouns portals archive fetch folder crawl",
    "publish": "nouns archive dataset accuracy folder",
    "release": "nouns dataset publish",
    "night": "nouns portals fetch dataset folder build crawl publish",
    "demo": "nouns portals archive fetch read folder crawl",
    "cli": "nouns words judgement portals archive fetch read dataset accuracy folder build crawl warc publish release "
    "night demo",
}
PURE = ("nouns", "words", "parsers", "judgement")
# What the pure rooms must not touch: bytes on disk, sockets, the clock, the environment, logging.
IMPURE = frozenset("os io sqlite3 socket time logging httpx httpx2 pathlib subprocess threading random".split())
SOURCES = sorted((ROOT / "ris_scraper").rglob("*.py")) + sorted((ROOT / "parsers").rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """The folder that a module of ours stands in; None for other people's."""
    first, *inner = module.split(".")
    return "parsers" if first == "parsers" else inner[0] if first == "ris_scraper" and inner else None


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_three_files_stand_before_the_rooms() -> None:
    assert {path.name for path in (ROOT / "ris_scraper").glob("*.py")} == {"__init__.py", "__main__.py", "folder.py"}


CODE = [path for path in SOURCES if room_of(module_of(path)) not in (None, "__main__")]


@pytest.mark.parametrize("path", CODE, ids=module_of)
def test_imports_point_down(path: Path) -> None:
    own = room_of(module_of(path))
    assert own in ROOMS, f"{own} is no room: enter it in ROOMS with what it may import"
    for name in imports(path):
        other = room_of(name)
        assert other in (None, own, *ROOMS[own].split()), f"{module_of(path)} imports {name}"


def test_no_room_stands_above_itself() -> None:
    below: set[str] = set()
    for room, allowed in ROOMS.items():
        assert set(allowed.split()) <= below, f"{room} may import a room that is listed after it"
        below.add(room)


@pytest.mark.parametrize("path", [path for path in CODE if room_of(module_of(path)) in PURE], ids=module_of)
def test_pure_rooms_touch_nothing(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & IMPURE


def test_only_fetch_talks_http() -> None:
    clients = ("httpx", "httpcore", "requests", "urllib.request", "http.client")
    talking = {room_of(module_of(path)) for path in SOURCES if any(name.startswith(clients) for name in imports(path))}
    assert talking == {"fetch"}


def test_vendors_do_not_know_each_other() -> None:
    for path in (ROOT / "parsers").rglob("*.py"):
        own = module_of(path).split(".")[1:2]
        for name in imports(path):
            other = name.split(".")[1:2] if name.startswith("parsers.") else []
            assert not own or not other or other in (own, ["common"]), f"{path} imports {name}"


def test_what_is_private_stays_in_its_folder() -> None:
    for path in SOURCES:
        for name in imports(path):
            folder, _, last = name.rpartition(".")
            inside = folder.startswith(module_of(path.parent / "__init__.py"))
            assert inside or not re.match(r"_\w", last), f"{path} imports {name}"


def test_the_map_of_the_house_names_its_rooms() -> None:
    said = (ROOT / "docs" / "house.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)/?(?:\.py)?` \|.*\| ([^|]*) \|$", said, re.M)
    assert {room: " ".join(re.findall(r"\w+", allowed)) for room, allowed in rows} == ROOMS


def handlers(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            names = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
            if any(name is None or getattr(name, "id", "") in ("Exception", "BaseException") for name in names):
                yield node.lineno


def test_one_broad_except() -> None:
    broad = [module_of(path) for path in SOURCES for _ in handlers(path)]
    assert broad == ["ris_scraper.read.read"]


def drawn(tree: str) -> Iterator[tuple[str, str]]:
    """Every name of a drawn tree with the name above it."""
    above = re.findall(r"^ {4}(\w+)$", tree, re.M)
    for stem, name in re.findall(r"^ {4}((?:[│ ] {3})*)[├└]── (\w+)", tree, re.M):
        above[len(stem) // 4 + 1 :] = [name]
        yield name, above[-2]


def test_the_tree_of_errors_is_drawn_as_it_is() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and kind is not errors.RisError]
    assert dict(drawn(errors.__doc__ or "")) == {kind.__name__: kind.__bases__[0].__name__ for kind in kinds}


def test_the_site_folder_does_not_shadow_datasette() -> None:
    assert not (ROOT / "datasette" / "__init__.py").exists()
    spec = importlib.util.find_spec("datasette")
    assert spec and spec.origin and "site-packages" in spec.origin


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


EMAIL = re.compile(rb"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}")
PHONE = re.compile(rb"(?:\+49|\b0\d{2,5})[ /-](?!(?:19|20)\d\d(?!\d))\d{3,}[ \d-]*\d|Tel(?:efon)?\.?:?\s*\d{4,}")


def test_fixtures_hold_no_addresses_of_people() -> None:
    for path in (ROOT / "fixtures").rglob("*.*"):
        body = path.read_bytes()
        assert not EMAIL.search(body), f"{path.name} holds an e-mail address"
        assert not PHONE.search(body), f"{path.name} holds a phone number"


def test_no_lock_file_records_download_addresses() -> None:
    locks = {"uv.lock", "poetry.lock", "pdm.lock", "package-lock.json"}
    if not tracked():
        pytest.skip("no checkout of git")
    assert not [path for path in tracked() if path.name in locks]
