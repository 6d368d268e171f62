"""The files for going public: as far as a machine without services can tell, they do what they say."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from datasette.app import DEFAULT_SETTINGS
from datasette.cli import cli as datasette_cli

from tests.support.command import parsed
from tests.support.documents import blocks

ROOT = Path(__file__).parent.parent
FILES = ROOT / "docs" / "oeffentlich"
GUIDE = ROOT / "docs" / "oeffentlich.md"
UNIT = (FILES / "ris-site.service").read_text("utf-8")
IMAGE = (FILES / "Containerfile").read_text("utf-8")


def test_every_file_is_linked_from_the_guide() -> None:
    said = GUIDE.read_text("utf-8")
    assert not [file.name for file in FILES.iterdir() if f"(oeffentlich/{file.name})" not in said]


def test_unit_starts_a_command_of_ours() -> None:
    [line] = re.findall(r"^ExecStart=\S+/ris (.*)$", UNIT, re.M)
    parsed(shlex.split(line))
    assert re.search(r"^Environment=RIS_DATA=/", UNIT, re.M)


def units() -> dict[str, str]:
    """The units by their names: our file, and those that the guide to operation prints."""
    said = (ROOT / "docs" / "betrieb.md").read_text("utf-8")
    printed = re.findall(r"`/etc/systemd/system/([^`]+)`[^`]*(?:`[^`]+`[^`]*)*?\n\n```ini\n(.*?)```", said, re.S)
    return {"ris-site.service": UNIT, **dict(printed)}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    assert sorted(units()) == ["ris-alarm@.service", "ris-night.service", "ris-night.timer", "ris-site.service"]
    for name, text in units().items():
        # The program and the user of the server are not on this machine.
        text = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M).replace("User=ris\n", "")
        (tmp_path / name).write_text(text, "utf-8")
    shutil.copy(tmp_path / "ris-alarm@.service", tmp_path / "ris-alarm@x.service")
    for name in (*units(), "ris-alarm@x.service"):
        command = ["systemd-analyze", "verify", str(tmp_path / name)]
        search = {**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=search)
        assert not [line for line in done.stderr.splitlines() if "ris-" in line], done.stderr


def test_a_night_that_is_stopped_has_time_to_publish_and_only_it_is_told() -> None:
    night = units()["ris-night.service"]
    assert "\nKillMode=mixed\n" in night and re.search(r"^TimeoutStopSec=\d+min$", night, re.M)


def nginx_conf(folder: Path, port: int = 8480, site: int = 8001) -> Path:
    """A whole configuration around ours, with folders and ports of this machine."""
    ours = (FILES / "nginx.conf").read_text("utf-8")
    ours = ours.replace("/var/cache/nginx/ris", f"{folder}/cache").replace("[::]:80", f"[::1]:{port}")
    ours = ours.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("127.0.0.1:8001", f"127.0.0.1:{site}")
    places = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "ris.conf").write_text(ours, "utf-8")
    file = folder / "nginx.conf"
    file.write_text(
        f"pid {folder}/nginx.pid;\nerror_log {folder}/error.log;\nevents {{}}\nhttp {{\n{places}include ris.conf;\n}}\n"
    )
    return file


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_understands_its_configuration(tmp_path: Path) -> None:
    command = ["nginx", "-t", "-q", "-p", str(tmp_path), "-c", str(nginx_conf(tmp_path))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_image_copies_what_there_is_and_runs_a_command_of_ours() -> None:
    copied = [word for line in re.findall(r"^COPY (.*) \S+$", IMAGE, re.M) for word in line.split()]
    assert not [name for name in copied if not (ROOT / name).exists()]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    targets = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*targets["packages"], *targets["force-include"], "pyproject.toml", project["project"]["readme"]} <= {
        *copied
    }
    [command] = re.findall(r"^CMD \[(.*)\]$", IMAGE, re.M)
    program, *arguments = shlex.split(command.replace(",", " "))
    assert program in project["project"]["scripts"]
    parsed(arguments)


def test_datasette_knows_the_ways_to_publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "ris-data" / "site"
    for name in ("templates", "plugins", "static"):
        (site / name).mkdir(parents=True)
    (site / "ris.db").touch()
    (site / "metadata.yaml").touch()
    monkeypatch.chdir(site)
    text = "\n".join(blocks(GUIDE, "sh")).replace("\\\n", " ")
    lines = [shlex.split(line)[1:] for line in text.splitlines() if line.startswith("datasette ")]
    assert {tuple(line[:2]) for line in lines} >= {("publish", "cloudrun")} and len(lines) >= 2
    for line in lines:
        parsed(line, datasette_cli)
        assert {"datasette-gzip", "datasette-block-robots"} <= {*line}


def test_every_setting_that_is_named_exists() -> None:
    [body] = [body for body in blocks(GUIDE, "toml") if "[einstellungen]" in body]
    assert set(tomllib.loads(body)["einstellungen"]) <= set(DEFAULT_SETTINGS)
    rows = re.findall(r"^\| `(\w+)` \|", GUIDE.read_text("utf-8"), re.M)
    assert len(rows) > 5 and set(rows) <= set(DEFAULT_SETTINGS)
