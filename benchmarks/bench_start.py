"""How long the program takes to list its commands, against what it takes Python to import click."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import interleaved

ROUNDS = 15


def run() -> None:
    """Print the ratio; both are processes of their own."""
    ours, bare = [sys.executable, "-m", "ris_scraper", "--help"], [sys.executable, "-c", "import click"]
    taken = interleaved({"ours": lambda: _start(ours), "bare": lambda: _start(bare)}, ROUNDS)
    print(f"start: `ris --help` takes {taken['ours'] / taken['bare']:.2f} x `import click` ({taken['ours']:.3f} s)")


def _start(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    run()
