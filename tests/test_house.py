"""The walls of the house: which floor may import which, and what no file may contain."""

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
FLOORS = {
    "ris_scraper.model": 0,
    "ris_scraper.errors": 0,
    "ris_scraper.abstimmung": 1,
    "ris_scraper.german": 1,
    "ris_scraper.nummer": 1,
    "ris_scraper.openers": 1,
    "parsers": 2,
    "ris_scraper.normalise": 3,
    "ris_scraper.nennungen": 3,
    "ris_scraper.konzepte": 3,
    "ris_scraper.merge": 3,
    "ris_scraper.dubletten": 3,
    "ris_scraper.redact": 3,
    "ris_scraper.schema": 4,
    "ris_scraper.archive": 4,
    "ris_scraper.portals": 4,
    "ris_scraper.dataset": 4,
    "ris_scraper.statements": 4,
    "ris_scraper.verweise": 4,
    "ris_scraper.presse": 4,
    "ris_scraper.summarise": 4,
    "ris_scraper.konzept_zeilen": 4,
    "ris_scraper.join": 4,
    "ris_scraper.store": 4,
    "ris_scraper.folder": 4,
    "ris_scraper.ingest": 4,
    "ris_scraper.resources": 4,
    "ris_scraper.fetch": 4,
    "ris_scraper.robots": 4,
    "ris_scraper.pace": 4,
    "ris_scraper.frontier": 4,
    "ris_scraper.revisit": 4,
    "ris_scraper.drift": 4,
    "ris_scraper.read": 5,
    "ris_scraper.build": 6,
    "ris_scraper.run": 6,
    "ris_scraper.walk": 6,
    "ris_scraper.crawl": 6,
    "ris_scraper.probe": 6,
    "ris_scraper.website": 6,
    "ris_scraper.mirror": 6,
    "ris_scraper.fixture": 7,
    "ris_scraper.publish": 7,
    "ris_scraper.status": 7,
    "ris_scraper.demo": 7,
    "ris_scraper.query": 7,
    "ris_scraper.options": 7,
    "ris_scraper.cli_crawl": 8,
    "ris_scraper.cli_data": 8,
    "ris_scraper.cli": 9,
}
# What the pure floors must not touch: bytes on disk, sockets, the clock, the environment, logging.
IMPURE = frozenset("os io sqlite3 socket time logging httpx httpx2 pathlib subprocess threading random".split())
SOURCES = sorted((ROOT / "ris_scraper").rglob("*.py")) + sorted((ROOT / "parsers").rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def floor_of(module: str) -> int | None:
    if module.startswith("parsers"):
        return FLOORS["parsers"]
    return next((floor for name, floor in FLOORS.items() if module == name or module.startswith(f"{name}.")), None)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


CODE = [path for path in SOURCES if module_of(path) not in ("ris_scraper", "ris_scraper.data.make_kreise")]


@pytest.mark.parametrize("path", CODE, ids=module_of)
def test_imports_point_down(path: Path) -> None:
    module = module_of(path)
    floor = floor_of(module)
    assert floor is not None, f"{module} stands on no floor: enter it in FLOORS"
    for name in imports(path):
        target = floor_of(name)
        if target is None or (module.startswith("parsers") and name.startswith("parsers")):
            continue
        assert target <= floor, f"{module} (floor {floor}) imports {name} (floor {target})"


def test_only_the_seam_and_the_ways_to_portals_import_parsers() -> None:
    importing = {
        module_of(path)
        for path in SOURCES
        if not module_of(path).startswith("parsers") and any(name.startswith("parsers") for name in imports(path))
    }
    assert importing == {
        "ris_scraper.read",
        "ris_scraper.crawl",
        "ris_scraper.walk",
        "ris_scraper.probe",
        "ris_scraper.mirror",
        "ris_scraper.run",
    }


@pytest.mark.parametrize("path", [path for path in CODE if (floor_of(module_of(path)) or 0) <= 3], ids=module_of)
def test_pure_floors_touch_nothing(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports(path)} & IMPURE


def test_only_fetch_talks_http() -> None:
    clients = ("httpx", "httpcore", "requests", "urllib.request", "http.client")
    talking = {module_of(path) for path in SOURCES if any(name.startswith(clients) for name in imports(path))}
    assert talking and not {module for module in talking if not module.startswith("ris_scraper.fetch")}


def test_vendors_do_not_know_each_other() -> None:
    for path in (ROOT / "parsers").rglob("*.py"):
        own = module_of(path).split(".")[1:2]
        for name in imports(path):
            other = name.split(".")[1:2] if name.startswith("parsers.") else []
            assert not own or not other or other == own or other[0].startswith("_"), f"{path} imports {name}"


def handlers(path: Path) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            names = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
            if any(name is None or getattr(name, "id", "") in ("Exception", "BaseException") for name in names):
                yield node.lineno


def test_one_broad_except() -> None:
    broad = [module_of(path) for path in SOURCES for _ in handlers(path)]
    assert broad == ["ris_scraper.read"]


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
