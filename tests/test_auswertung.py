"""The worked example runs as it is written: notebook and R script, on the site of the demo's data."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from benchmarks import muster
from ris_scraper.judgement.concepts import konzepte
from ris_scraper.publish.site import publish
from tests.support.serving import serving

DOCS = Path(__file__).parent.parent / "docs"
NOTEBOOK = json.loads((DOCS / "auswertung.ipynb").read_text("utf-8"))
CODE = "\n\n".join("".join(cell["source"]) for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code")
SCRIPT = (DOCS / "auswertung.R").read_text("utf-8")
SAID = f"{len(konzepte())} Konzepte"


@pytest.fixture(scope="module")
def address(demo_site: Path) -> Iterator[str]:
    """The address of the demo's site."""
    with serving(demo_site) as address:
        yield address


@pytest.fixture(scope="module")
def edition(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of the demo's data."""
    pytest.importorskip("pyarrow", reason="pyarrow is not installed (pip install -e '.[release]')")
    release = pytest.importorskip("ris_scraper.release.release")
    made: Path = release.release(demo_site.parent / "ris.db", tmp_path_factory.mktemp("releases"), "0.2.0")
    return made


def header(address: str) -> set[str]:
    with urlopen(f"{address}/ris/konzeptvergleich.csv") as answer:
        return set(answer.readline().decode().strip().split(","))


def test_notebook_is_small_and_compiles() -> None:
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)
    assert not [cell for cell in NOTEBOOK["cells"] if cell.get("outputs")]
    assert len({cell["id"] for cell in NOTEBOOK["cells"]}) == len(NOTEBOOK["cells"])
    compile(CODE, "auswertung.ipynb", "exec")


def test_both_use_columns_that_the_site_has(address: str) -> None:
    """Also where neither pandas nor R is there."""
    used = set(re.findall(r"(?:vergleich|dauer)\[\"(\w+)\"\]", CODE.partition("\nvergleich = ")[2])) | set(
        re.findall(r"vergleich\$(\w+)", SCRIPT)
    )
    assert {"konzept", "ags", "fehlt", "beschlossen_am", "tage_bis_entscheidung"} <= used <= header(address)
    assert "/ris/konzeptvergleich.csv?_stream=on" in CODE and "/ris/konzeptvergleich.csv?_stream=on" in SCRIPT


def example(language: str, holding: str = "kreis_jahr") -> str:
    """The code of an example that stands in the text, by what it loads."""
    examples = re.findall(rf"```{language}\n(.*?)```", (DOCS / "auswertung.md").read_text("utf-8"), re.S)
    [found] = [code for code in examples if holding in code]
    return str(found)


@pytest.fixture(scope="module")
def muster_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of invented Kreise that were read to the end."""
    path = tmp_path_factory.mktemp("muster")
    muster.make(path / "data", 12, 1200, text=50, idle=False)
    publish(path / "data" / "ris.db", path / "site")
    with serving(path / "site") as address:
        yield address


def test_the_second_example_uses_columns_that_the_panel_has(muster_site: str) -> None:
    """Its sums, without pandas: the file has all rows, of Kreise inside and outside of their windows."""
    with urlopen(f"{muster_site}/ris/kreis_jahr.csv?_stream=on&konzept=integrationskonzept") as answer:
        rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
    used = set(re.findall(r"(?:panel|bekannt|risiko)\[\"(\w+)\"\]", example("python")))
    used |= set(re.findall(r"(?:panel|bekannt)\$(\w+)", example("r")))
    assert {"beobachtet_von", "ereignis", "kumuliert"} <= used <= rows[0].keys()
    known = {row["ags"] for row in rows if row["beobachtet_von"] and row["ereignis"]}
    assert 0 < len(known) < len({row["ags"] for row in rows}) and {row["konzept"] for row in rows} == {
        "integrationskonzept"
    }
    assert any(row["ereignis"] == "1" for row in rows if row["beobachtet_von"])


MISSING = [name for name in ("pandas", "matplotlib") if importlib.util.find_spec(name) is None]


@pytest.mark.skipif(bool(MISSING), reason=f"{MISSING} not installed (pip install -e '.[analysis]')")
def test_notebook_runs(address: str, tmp_path: Path) -> None:
    env = {**os.environ, "RIS_SITE": address, "MPLBACKEND": "Agg"}
    run = [sys.executable, "-W", "error", "-c", CODE]
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert SAID in done.stdout and re.search(r"integrationskonzept +\d+ +\d+\.\d", done.stdout)
    assert (tmp_path / "konzept_dauer.png").stat().st_size > 10_000


def run(command: list[str], folder: Path, **env: str) -> str:
    """What an example prints that runs in a folder."""
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, "MPLBACKEND": "Agg", **env}, capture_output=True, text=True, check=True
    )
    return done.stdout


def durations(printed: str) -> list[str]:
    """The table of concepts with the number of Kreise and the median."""
    return re.findall(r"^ *([a-z-]+ +\d[\d.]* +\d[\d.]*)$", printed, re.M)


@pytest.mark.skipif(bool(MISSING), reason=f"{MISSING} not installed (pip install -e '.[analysis]')")
def test_notebook_says_the_same_of_a_release(edition: Path, address: str, tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", CODE]
    served, released = (run(command, tmp_path, **env) for env in ({"RIS_SITE": address}, {"RIS_AUSGABE": str(edition)}))
    assert SAID in released and released.splitlines()[0] == served.splitlines()[0]
    assert durations(released) == durations(served) != []


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_script_says_the_same_of_a_release(edition: Path, address: str, tmp_path: Path) -> None:
    served, released = (
        run(["Rscript", str(DOCS / "auswertung.R"), where], tmp_path) for where in (address, str(edition))
    )
    assert SAID in released and released.splitlines()[0] == served.splitlines()[0]
    assert durations(released) == durations(served) != []


@pytest.mark.skipif(bool(MISSING), reason=f"{MISSING} not installed (pip install -e '.[analysis]')")
def test_the_second_example_runs(muster_site: str, tmp_path: Path) -> None:
    run = [sys.executable, "-W", "error", "-c", example("python")]
    env = {**os.environ, "RIS_SITE": muster_site}
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert re.search(r"^\d+ von 12 Kreisen fertig gelesen$", done.stdout, re.M)
    shares = [float(line.split(",")[1]) for line in (tmp_path / "mit_konzept.csv").read_text().splitlines()[1:]]
    assert shares == sorted(shares) and 0 < shares[-1] <= 1


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_second_example_runs_in_r(muster_site: str, tmp_path: Path) -> None:
    run, env = ["Rscript", "-e", example("r")], {**os.environ, "RIS_SITE": muster_site}
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert "n.risk" in done.stdout


@pytest.mark.skipif(bool(MISSING), reason=f"{MISSING} not installed (pip install -e '.[analysis]')")
def test_the_analysis_file_is_read_in_python(address: str, tmp_path: Path) -> None:
    run, env = (
        [sys.executable, "-W", "error", "-c", example("python", "konzept_analyse")],
        {**os.environ, "RIS_SITE": address},
    )
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert "erster Beschluss" in done.stdout


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_analysis_file_is_read_in_r(address: str, tmp_path: Path) -> None:
    run, env = ["Rscript", "-e", example("r", "konzept_analyse")], {**os.environ, "RIS_SITE": address}
    done = subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True)
    assert "erster Beschluss" in done.stdout


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_script_runs(address: str, tmp_path: Path) -> None:
    run = ["Rscript", str(DOCS / "auswertung.R"), address]
    done = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert SAID in done.stdout and re.search(r"integrationskonzept +\d+(?:\.\d)? +\d+(?:\.\d)?", done.stdout)
    assert (tmp_path / "konzept_dauer.pdf").stat().st_size > 2_000
