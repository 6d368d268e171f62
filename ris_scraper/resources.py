"""Folders that belong to the project but not to its Python code (floor 4): datasette/ and fixtures/.

A wheel carries them inside the package; a checkout or an editable install has them beside it.
"""

from __future__ import annotations

from pathlib import Path

from ris_scraper.errors import InputError

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """The folder `name` ("datasette" or "fixtures") of this installation. Raises InputError if it is missing."""
    inside = _PACKAGE / name
    if inside.is_dir():
        return inside
    # Beside an installed package lies site-packages/datasette, which is somebody else's: ask for the repository's mark.
    root = _PACKAGE.parent
    if (root / "pyproject.toml").is_file() and (root / name).is_dir():
        return root / name
    raise InputError(f"{inside} is missing; install the project again")
