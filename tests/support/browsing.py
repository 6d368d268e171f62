"""What the tests in the browser share; their fixtures stand in conftest.py."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

# fields and links that a screen reader could not name; CodeMirror hides the editor's textarea and uses its own
NAMELESS = """
[...document.querySelectorAll('input:not([type=hidden]):not([type=submit]), select, textarea')]
  .filter(e => !e.labels?.length && !e.ariaLabel && !e.closest('.CodeMirror'))
  .concat([...document.links].filter(a => !a.textContent.trim() && !a.ariaLabel))
  .map(e => e.outerHTML)
"""
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def keep(page: Any, name: str) -> None:
    """Leave a screenshot where SCREENSHOTS says, to be looked at by a person."""
    if folder := os.environ.get("SCREENSHOTS"):
        width = page.viewport_size["width"]
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
