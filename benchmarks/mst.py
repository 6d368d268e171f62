"""Lets another program read our OParl: the importer of meine-stadt-transparent imports the demo.

It is installed from PyPI into an environment of its own (.cache/mst, 90 s, 400 MB), without the drivers of MySQL and
PostgreSQL, as SQLite is enough. Its files are neither changed nor kept in this repository.

usage: python -m benchmarks.mst SITE        SITE is a published folder, such as ris-demo/site
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.support.serving import serving

VERSION = "0.2.14"
ROOT = Path(__file__).parent.parent
PLACE = ROOT / ".cache" / "mst"
DRIVER = Path(__file__).with_name("mst_driver.py")
# Need libraries that a bare machine lacks, and are not used with SQLite.
LEFT_OUT = re.compile(r"mysqlclient|psycopg2", re.I)


def install() -> Path:
    """Install it where it is not; returns the folder of its packages."""
    python = PLACE / "bin" / "python"
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if not python.is_file():
        venv.create(PLACE, with_pip=True)
    packages = next((PLACE / "lib").glob("python3*")) / "site-packages"
    if not (PLACE / "done").is_file():
        subprocess.run([*pip, "--no-deps", f"meine-stadt-transparent=={VERSION}"], check=True)
        subprocess.run([*pip, "numpy<2", "geoextract>=0.3.1,<0.4", *_needs(packages)], check=True)
        (PLACE / "done").touch()
    return packages


def _needs(packages: Path) -> list[str]:
    found: list[Distribution] = list(distributions(path=[str(packages)]))
    [own] = [one for one in found if one.name == "meine-stadt-transparent"]
    needs = [need.replace("(", "").replace(")", "") for need in own.requires or [] if "extra ==" not in need]
    return [need.partition(";")[0].strip() for need in needs if not LEFT_OUT.match(need)]


def imported(site: Path, packages: Path) -> list[dict[str, Any]]:
    """Serve a site and import each of its Bodies; what came of it by Body."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as place:
        database = Path(place) / "mst.db"
        (Path(place) / ".env").touch()
        env = {**os.environ, "REAL_HOST": "localhost", "SECRET_KEY": "-", "ELASTICSEARCH_ENABLED": "False",
               "NO_LOG_FILES": "True", "ENV_PATH": f"{place}/.env", "PYTHONPATH": str(packages),
               "DATABASE_URL": f"sqlite:///{database}"}  # fmt: skip
        python = [str(PLACE / "bin" / "python"), "-W", "ignore"]
        subprocess.run([*python, str(packages / "manage.py"), "migrate", "-v0"], env=env, check=True, cwd=place,
                       stderr=subprocess.DEVNULL)  # fmt: skip
        with serving(site) as address, urlopen(f"{address}/oparl/v1/bodies") as answer:
            bodies = [body["id"] for body in json.load(answer)["data"]]
            run = subprocess.run([*python, str(DRIVER), str(database), *bodies], env=env, cwd=place, text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)  # fmt: skip
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


def main(site: str) -> None:
    """Print what was imported."""
    total: Counter[str] = Counter()
    for found in imported(Path(site).resolve(), install()):
        total.update(found["imported"])
        print(found["body"].rpartition("/")[2], found["imported"], *found["said"])
    print("all", dict(total))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
