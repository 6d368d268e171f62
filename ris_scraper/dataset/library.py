"""sqlite-utils without pandas and numpy, which it loads where they are: 0.4 s and 80 MB, for values nobody has here."""

from __future__ import annotations

import sys
from typing import Any

_modules: dict[str, Any] = sys.modules
_left_out = {"numpy", "pandas"} - _modules.keys()
_modules.update(dict.fromkeys(_left_out))
try:
    from sqlite_utils import Database
    from sqlite_utils.db import DescIndex
finally:
    for _name in _left_out:
        del _modules[_name]

__all__ = ["Database", "DescIndex"]
