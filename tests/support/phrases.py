"""Tables of printed phrases, as the tests of the vocabularies write them."""

from __future__ import annotations

import re

from ris_scraper.judgement.phrases import Verdict

UNKNOWN = Verdict("sonstiges", False)


def listed(text: str) -> list[str]:
    """Phrases divided by bars or line breaks."""
    return [phrase for part in re.split(r"[|\n]", text) if (phrase := part.strip())]


def table(phrases: dict[str, str]) -> list[tuple[str, str]]:
    """(phrase, norm) pairs of a table whose phrases are divided by bars or line breaks."""
    return [(phrase, norm) for norm, text in phrases.items() for phrase in listed(text)]
