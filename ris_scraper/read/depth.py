"""How much markup a page holds: one that nests or repeats without end takes minutes and gigabytes to read.

Lexbor is not to be stopped once it builds a tree, so this looks at the text, and closely only where counts are high.
"""

from __future__ import annotations

import re
from collections import Counter

#: The deepest real page has 36 (collection of real pages, 2026-11).
DEEPEST = 200
#: A list of some 30,000 papers; each tag may take 300 bytes.
MOST_TAGS = 400_000
# What is emphasized and not ended when its paragraph ends, HTML begins anew in every later one: a page of 100 KB can
# become a tree of 900 MB.
_EMPHASIS = frozenset("a b big code em font i nobr s small strike strong tt u".split())
_MOST_ANEW = 500_000
# Tags that open nothing, and what stands in their place: counted as plain strings, which costs next to nothing.
_OPEN_NOTHING = ("<br", "<img", "<input", "<hr", "<meta", "<link", "<!", "/>")
_STEPS = 16
# Pages that are worth a first look at the number of their tags.
_SHORT = 10_000
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^>]*?(/?)>", re.I)
_NAMES = "|".join(sorted(_EMPHASIS))
# The first letters alone are looked for far sooner.
_EMPHASIZED = re.compile(rf"<(?=[{''.join(sorted({name[0] for name in _EMPHASIS}))}])(?:{_NAMES})\b", re.I)
# Nearly all emphasis: links and words, with a picture or a span in them.
_ENDED = re.compile(rf"<({_NAMES})\b[^<>]*>[^<]*(?:</?(?:img|span|br|{_NAMES})\b[^<>]*>[^<]*){{0,4}}?</\1\s*>", re.I)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def excess_of(text: str) -> str | None:
    """What there is more of in a page's markup than any page of a portal has; None for an ordinary page.

    >>> excess_of("<p>Radweg</p>"), excess_of("<div>" * 300)
    (None, 'its elements are nested more than 200 deep, which no page of a council portal is')
    """
    if len(text) < _SHORT and text.count("<") <= DEEPEST:
        return None
    steps = _steps(text)
    tags = sum(begun + ended for begun, ended in steps)
    if tags > MOST_TAGS:
        return f"{tags:,} tags are more than a page of a council portal has"
    if not (_may_nest(text, steps) or _may_begin_anew(text, sum(begun for begun, _ in steps))):
        return None
    return _counted(text)


def _steps(text: str) -> list[tuple[int, int]]:
    """How many tags begin and end in each part of a page."""
    size = len(text) // _STEPS + 1
    ended = [text.count("</", start, start + size) for start in range(0, len(text), size)]
    return [(text.count("<", place * size, (place + 1) * size) - ends, ends) for place, ends in enumerate(ended)]


def _may_nest(text: str, steps: list[tuple[int, int]]) -> bool:
    """Whether at some place so many more tags stand open than are closed; end tags that one may leave out count."""
    size, standing, void, counted = len(text) // _STEPS + 1, 0, 0, 0
    for place, (begun, ended) in enumerate(steps, 1):
        standing += begun - ended
        if standing - void > DEEPEST:
            # What opens nothing is counted only so far as it matters: few pages need it to their end.
            void += sum(text.count(nothing, counted, place * size) for nothing in _OPEN_NOTHING)
            counted = place * size
        if standing - void > DEEPEST:
            return True
    return False


def _may_begin_anew(text: str, tags: int) -> bool:
    """Whether emphasis that nobody ends may begin anew so often: each time at another of the tags that begin."""
    if tags * tags <= _MOST_ANEW or tags * (begun := len(_EMPHASIZED.findall(text))) <= _MOST_ANEW:
        return False
    return tags * (begun - len(_ENDED.findall(text))) > _MOST_ANEW


def _counted(text: str) -> str | None:
    open_tags: list[str] = []
    unended: Counter[str] = Counter()
    anew = 0
    # Behind the last ">" there are no tags, and each "<" would look for its end in vain.
    for tag in _TAG.finditer(text, 0, text.rfind(">") + 1):
        name = tag[2].lower()
        if tag[3] or name in _VOID:
            continue
        if tag[1]:
            _end(open_tags, name, unended)
            continue
        anew += unended.total() if unended else 0
        _begin(open_tags, name)
        if len(open_tags) > DEEPEST:
            return f"its elements are nested more than {DEEPEST} deep, which no page of a council portal is"
        if anew > _MOST_ANEW:
            return f"emphasis without end, which begins anew more than {_MOST_ANEW:,} times"
    return None


# What an element ends that stands open just before it.
_ENDS_AT = {
    "p": ("p",), "li": ("p", "li"), "td": ("p", "td", "th"), "th": ("p", "td", "th"), "tr": ("p", "td", "th", "tr"),
    "option": ("option",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "div": ("p",), "table": ("p",), "ul": ("p",),
    "a": ("a",),
}  # fmt: skip
# What an end tag does not reach out of: parts of a table only out of other tables, all else not out of a cell.
_PARTS = frozenset("table tbody thead tfoot tr td th caption".split())
_BARS = frozenset("table td th caption".split())


def _begin(open_tags: list[str], name: str) -> None:
    for sibling in _ENDS_AT.get(name, ()):
        if open_tags and open_tags[-1] == sibling:
            open_tags.pop()
    open_tags.append(name)


def _end(open_tags: list[str], name: str, unended: Counter[str]) -> None:
    """Close the nearest element of this name, and count the emphasis in it that nobody ended; cells keep theirs."""
    if name in _EMPHASIS and unended[name]:
        unended[name] -= 1
        return
    place = _nearest(open_tags, name)
    if place is None:
        return
    inside = open_tags[place + 1 :]
    # The end of emphasis ends no block that began inside of it.
    del open_tags[place : place + 1 if name in _EMPHASIS else None]
    if name not in _EMPHASIS | _PARTS:
        unended.update(last for last in inside if last in _EMPHASIS)


def _nearest(open_tags: list[str], name: str) -> int | None:
    for place in range(len(open_tags) - 1, -1, -1):
        if open_tags[place] == name:
            return place
        if open_tags[place] == "table" or (name not in _PARTS and open_tags[place] in _BARS):
            return None
    return None
