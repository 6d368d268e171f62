"""What sentences for people share: a number with its noun, and the word that was meant (pure)."""

from __future__ import annotations

from collections.abc import Iterable


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun, which is singular for 1 only; `plural` where that is not the noun with an s.

    >>> counted(1, "portal"), counted(0, "portal"), counted(12_000, "query", "queries")
    ('1 portal', '0 portals', '12,000 queries')
    """
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def meant(word: str, known: Iterable[str]) -> str:
    """A question that names the known word most like this one, to stand behind a sentence; empty where none is like it.

    >>> meant("borkn", ["borken", "soest"]), meant("x", ["borken"])
    ("; did you mean 'borken'?", '')
    """
    # Only an error needs it, and every start of the program would pay for it.
    from difflib import get_close_matches

    near = get_close_matches(word.casefold(), [*known], n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
