"""What takes a process of ours time before it does anything; whoever forks runs of `ris` has it loaded once."""

from __future__ import annotations

import importlib

from ris_scraper.cli.main import COMMANDS
from ris_scraper.judgement.concepts import konzepte
from ris_scraper.portals.portals import load

importlib.import_module("ris_scraper.read.ready")
for module, _ in COMMANDS.values():
    importlib.import_module(f"ris_scraper.cli.{module}")
load()
konzepte()
