"""The vendors as the rest of the house sees them: by name, through this one door."""

from __future__ import annotations

from parsers import VENDORS

__all__ = ["VENDORS"]
