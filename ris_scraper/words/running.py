"""Running text out of the lines that a file prints: hyphens at line ends, ligatures, signs that nobody sees (pure)."""

from __future__ import annotations

import re

from ris_scraper.words.german import whole_letters

# Signs for letters that are printed in one piece.
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
# What is not printed: soft hyphens inside a line, marks of direction and width, control characters.
_UNSEEN = dict.fromkeys([0xAD, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065)])
_CONTROL = dict.fromkeys(code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n")
_SIGNS = str.maketrans(_LIGATURES) | _UNSEEN | _CONTROL | {0xA0: " ", 0xFFFE: None}
# PDFium gives one sign for a hyphen and the end of its line (U+0002, in other calls U+FFFE); others print both.
_HYPHEN = re.compile(r"(?<=\w)(?:[\x02\ufffe]\n?|[-‐\xad] ?\n)(?=(\w+))")
# "Hin- und Rückweg": the hyphen stands for a word, though its line ends there.
_STANDS_FOR_A_WORD = frozenset("und oder bzw beziehungsweise sowie als bis statt".split())


def lines_of(raw: str) -> list[str]:
    """The lines of a text as a file gives it, with words that were parted at line ends in one piece.

    >>> lines_of("Klimaschutz\\x02konzept für den\\r\\nKreis, Hin-\\nund Rückweg, Nord-\\nSüd, Ver-\\nﬂechtung")
    ['Klimaschutzkonzept für den', 'Kreis, Hin- und Rückweg, Nord-Süd, Verflechtung']
    """
    whole = _HYPHEN.sub(_joint, re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", raw))
    text = whole_letters(whole.translate(_SIGNS))
    folded = (" ".join(line.split()) for line in text.split("\n"))
    return [line for line in folded if line]


def _joint(found: re.Match[str]) -> str:
    """What stands between the parts of a word, by the word that begins the next line."""
    following = found[1]
    if following.lower() in _STANDS_FOR_A_WORD:
        return "- "
    return "" if following[0].islower() else "-"
