"""Pages of documentation: their blocks of code and their running text."""

from __future__ import annotations

import re
from pathlib import Path

FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<body>.*?)^```$", re.M | re.S)


def blocks(path: Path, *languages: str) -> list[str]:
    return [found["body"] for found in FENCE.finditer(path.read_text("utf-8")) if found["language"] in languages]


def prose(path: Path) -> str:
    return FENCE.sub("", path.read_text("utf-8"))
