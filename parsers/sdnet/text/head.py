"""The head of a page as a text copy: one row a line, "Betreff: Radweg", or label and value on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsers.common.html import Labels
from parsers.common.text import label_pattern, labelled, until_label
from ris_scraper.words.german import clean

# What can be a label that no map knows. A further line of a value may look the same: only one-line values end here.
_UNKNOWN = re.compile(r"(?P<label>[A-ZÄÖÜ][\w /()-]{2,40}):\s*(?P<value>.*)")

Block = tuple[str, list[str]]


def head_blocks(found: Sequence[str], labels: Labels, several: frozenset[str]) -> list[Block]:
    """Labels with the lines of their values; lines above the first known label are left out.

    `several` are the fields whose value may go on over lines of any kind (a Betreff, documents); elsewhere a line
    that looks like a label starts a row that no map knows.
    """
    known = label_pattern(labels)
    blocks: list[Block] = []
    for line in found:
        match = known.match(line) or (_unknown(line, labels[blocks[-1][0]] in several) if blocks else None)
        if match:
            row = _row(match["label"], line[match.end("label") + 1 :].lstrip(" :"), labels, several)
            new = {name: "" for name, _ in row if name not in labels}
            labels = {**labels, **new} if new else labels
            blocks += row
        elif blocks:
            blocks[-1][1].append(line)
    return [(name, [line for line in said if line]) for name, said in blocks]


def _row(name: str, value: str, labels: Labels, several: frozenset[str]) -> list[Block]:
    """The blocks of a line. A copy may have glued rows; only what may go on over lines holds any words."""
    if labels.get(name) in several:
        return [(name, [value])]
    blocks: list[Block] = []
    for printed, text in labelled(f"{name}:{value}", label_pattern({*labels, name})):
        said, unknown = until_label(clean(text))
        blocks += [(printed, [said]), *([(unknown, [""])] if unknown else [])]
    return blocks


def _unknown(line: str, inside: bool) -> re.Match[str] | None:
    return None if inside else _UNKNOWN.fullmatch(line)
