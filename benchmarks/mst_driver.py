"""Runs in the environment of meine-stadt-transparent (see benchmarks/mst.py): imports Bodies with its own importer.

usage: python mst_driver.py MIGRATED.db BODY…

Prints a line of JSON for each Body: the objects in the database by kind, and what was logged as a warning or worse.
That program has one Body in a database, so each gets a copy; and a process, as loading the program takes many seconds.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
from typing import Any
from unittest.mock import MagicMock

KINDS = (
    "Body",
    "Organization",
    "Meeting",
    "AgendaItem",
    "Paper",
    "Consultation",
    "File",
    "LegislativeTerm",
    "Location",
)


class Noted(logging.Handler):
    """Keeps what is logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.levelname}: {record.getMessage()[:300]}")


def imported(body: str, database: str) -> dict[str, Any]:
    """Import one Body into a database file."""
    from django.db import connections
    from importer.importer import Importer
    from importer.loader import get_loader_from_body
    from mainapp import models

    connections["default"].settings_dict["NAME"] = database
    noted = Noted()
    for name in ("importer", "mainapp"):
        logging.getLogger(name).addHandler(noted)
    Importer(get_loader_from_body(body), download_files=False, force_singlethread=True).run(body)
    counts = {kind: getattr(models, kind).objects.count() for kind in KINDS}
    return {"body": body, "imported": counts, "said": noted.said}


def main(migrated: str, *bodies: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "meine_stadt_transparent.settings"
    import django

    # For pictures of files, which nobody asks for here: it needs ImageMagick.
    sys.modules.update(dict.fromkeys(("wand", "wand.color", "wand.image"), MagicMock()))
    django.setup()
    import importer.importer  # noqa: F401  # once for all

    for number, body in enumerate(bodies):
        database = f"{migrated}.{number}"
        shutil.copy(migrated, database)
        child = os.fork()
        if child == 0:
            print(json.dumps(imported(body, database)), flush=True)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit(f"{body}: the import failed")


if __name__ == "__main__":
    main(*sys.argv[1:])
