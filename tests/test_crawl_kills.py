"""SIGKILLs of the real command at random moments: nothing is lost, nothing that was kept is asked for again.

`python -m benchmarks.kills` goes on to a hundred of them.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.simulator import faults
from tests.support.crawling import CONTACT, VENDORS, Kreis, enter, every, kreis, tiny
from tests.support.launching import launcher
from tests.support.rows import content

#: One vendor is killed more often; where a kill hits is chance, and what is kept is the same code for all.
KILLS = {vendor: 6 if vendor == "sessionnet" else 3 for vendor in VENDORS}


def wait_for(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < limit, "the server was not asked in time"
        time.sleep(0.001)


def kept(portal: Kreis) -> set[str]:
    """What the archive holds, as the server's log names it: path and query, or the form that was posted."""
    try:
        urls = [url for (url,) in portal.archive("select url from abrufe")]
    except sqlite3.OperationalError:
        return set()
    return {url.partition(f":{portal.server.port}")[2] for url in urls}


def asked(portal: Kreis, start: int) -> set[str]:
    """What the server was asked for since its n-th request."""
    found = set()
    for entry in portal.server.log[start:]:
        form = "&".join(f"{name}={value}" for name, value in entry.form.items())
        found.add(f"{entry.target}#{form}" if form else entry.target)
    # Not in the archive: the start page, asked for by every run that plans; robots.txt, asked for once in 24 hours
    # unless a kill came before its verdict was kept.
    return found - {"/robots.txt", f"/bi/{VENDORS[portal.vendor].TRAITS.start}"}


@every
def test_kills_lose_nothing_and_ask_for_nothing_twice(vendor: str, tmp_path: Path) -> None:
    chance, kills = Random(f"kills {vendor}"), KILLS[vendor]
    with kreis(vendor, tmp_path / "killed", tiny(), faults=[faults.slow(0.005)]) as portal, launcher() as ris:
        calm = tmp_path / "calm"
        calm.mkdir()
        shutil.copy(portal.folder.path / "portals.toml", calm)
        assert ris.run("crawl", "muster", "--since", "2020", "--data", str(calm)) == 0
        whole = len(portal.server.log)
        portal.server.forget()
        command = ("crawl", "muster", "--since", "2020", "--data", str(portal.folder.path))
        for _ in range(kills):
            start, had = len(portal.server.log), kept(portal)
            run = ris.start(*command)
            more = chance.randint(1, 2 * whole // (kills + 8))
            wait_for(lambda start=start, more=more: len(portal.server.log) >= start + more)
            time.sleep(chance.random() * 0.01)
            ris.kill(run)
            assert ris.ended() == -signal.SIGKILL
            assert not asked(portal, start) & had
        start, had = len(portal.server.log), kept(portal)
        assert ris.run(*command) == 0
        assert asked(portal, start) and not asked(portal, start) & had
        assert portal.differences() == []
        undisturbed, disturbed = content(calm / "ris.db"), content(portal.folder.ris_db)
        unlike = {name: set(undisturbed[name]) ^ set(disturbed[name]) for name in undisturbed}
        assert {name: rest for name, rest in unlike.items() if rest} == {}
        # A kill costs at most the page that was under way (two requests for a shell), the start page and robots.txt.
        assert len(portal.server.log) <= whole + 4 * kills


# What is written comes from the archive, the same way for all: pages of HTML, and answers of an interface.
@pytest.mark.parametrize("vendor", ["sessionnet", "oparl"])
def test_a_kill_while_the_dataset_is_written_loses_nothing(vendor: str, tmp_path: Path) -> None:
    with kreis(vendor, tmp_path, tiny(), faults=[faults.slow(0.001)]) as portal, launcher() as ris:
        portal.full()
        portal.folder.ris_db.unlink()
        with portal.folder.dataset():
            """An empty dataset, so that every run reads the whole archive anew."""
        for wait in (0.05, 0.1, 0.15):
            run = ris.start("crawl", "muster", "--since", "2020", "--max-requests", "1", "--data", str(tmp_path))
            time.sleep(wait)
            ris.kill(run)
            ris.ended()
        assert portal.crawl().ausgang == "fertig"
        assert portal.differences() == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_told_to_stop_ends_after_its_page_and_reads_what_it_brought(number: int, tmp_path: Path) -> None:
    with kreis("sessionnet", tmp_path, tiny()) as portal:
        enter(tmp_path, "sessionnet", 0.1, muster=portal.server.base_url)
        # Whoever started the tests may have let them ignore Ctrl-C, as `nohup` does.
        heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
        command = [sys.executable, "-c", f"{heard}; from ris_scraper.cli.main import main; main()", "crawl", "muster"]
        env = {**os.environ, "RIS_CONTACT": CONTACT, "RIS_DATA": str(tmp_path)}
        with subprocess.Popen([*command, "--since", "2020", "--json"], env=env, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ris:  # fmt: skip
            wait_for(lambda: len(portal.server.log) > 5)
            ris.send_signal(number)
            said, told = ris.communicate(timeout=20)
        assert (ris.returncode, json.loads(said)["ausgang"]) == (0, "unterbrochen")
        assert "stopping:" in told and "Traceback" not in told
        assert len(portal.query("select id from seiten")) == len(portal.archive("select id from abrufe")) > 2
