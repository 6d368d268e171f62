"""Runs of the real command that can be killed: our modules are loaded once, every run is forked from there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from tests.support.crawling import CONTACT

# Every run is a process group of its own, forked before anything was done.
_LAUNCHER = """
import json, os, sys
import tests.support.loaded
from ris_scraper.cli import main
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        sys.argv = ["ris", *json.loads(line)]
        main.main()
        os._exit(0)
    os.setpgid(child, child)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass
class Launcher:
    """Starts runs of `ris`, one at a time."""

    process: subprocess.Popen[str]

    def start(self, *arguments: str) -> int:
        """Begin a run; returns its process id, which is that of its group."""
        assert self.process.stdin
        print(json.dumps(arguments), file=self.process.stdin, flush=True)
        return int(self._line())

    def ended(self) -> int:
        """Exit code of the last run, negative for a signal."""
        return int(self._line())

    def run(self, *arguments: str) -> int:
        """A whole run; returns its exit code."""
        self.start(*arguments)
        return self.ended()

    def kill(self, run: int) -> None:
        """End a run and all that it started, at once; it may have ended."""
        with suppress(ProcessLookupError):
            os.killpg(run, signal.SIGKILL)

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()


@contextmanager
def launcher() -> Iterator[Launcher]:
    """A launcher; what runs say is not heard."""
    env = {**os.environ, "RIS_CONTACT": CONTACT}
    pipes: Any = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen([sys.executable, "-c", _LAUNCHER], env=env, **pipes) as process:
        yield Launcher(process)
        assert process.stdin
        process.stdin.close()
