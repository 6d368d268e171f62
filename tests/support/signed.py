"""A page and what a careful reader takes from it, signed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.support.command import SOEST

URL = "https://politik.kreis-soest.de/bi/vo020.asp?VOLFDNR=1"


def expectation(folder: Path, name: str = "soest", **said: Any) -> Path:
    """A page and, beside it, what somebody took from it."""
    (folder / f"{name}.html").write_bytes(SOEST.read_bytes())
    file = folder / f"{name}.expected.json"
    file.write_text(json.dumps({"url": URL, "vendor": "allris3", "seitentyp": "vorlage", "typ": "vorlage", **said}))
    return file
