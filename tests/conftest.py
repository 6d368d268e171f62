"""Shared: where things are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Machines are noisy: a slow example is no failure.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def pages_folder() -> Path:
    """The collection of real pages, for checking only; it is no part of the repository."""
    folder = Path(os.environ.get("RIS_PAGES", ROOT.parent / "shared"))
    if not (folder / "pages").is_dir():
        pytest.skip("the collection of real pages is not here")
    return folder
