"""Text copies of to0050."""

from __future__ import annotations

from parsers.common.html import assign
from parsers.common.values import doubtful
from parsers.sessionnet.head import refuse_unreleased
from parsers.sessionnet.labels import AUSZUG, RESULT
from parsers.sessionnet.sections import minutes
from parsers.sessionnet.text.head import HEAD_LINES, content_lines, scan_head, with_gaps
from parsers.sessionnet.text.whole import broken_off
from parsers.sessionnet.values import first_results, item_fields, item_record, outcome, with_votings
from ris_scraper.nouns.page import Page
from ris_scraper.nouns.records import Parsed

_ITEM_ANCHORS = frozenset(("Gremium", "Sitzung", "TOP", "Tagesordnungspunkt", "Betreff"))


def read_auszug(page: Page) -> Parsed:
    """An agenda item from a text copy of to0050. Raises NotPublic or LayoutDrift like the page itself."""
    refuse_unreleased(page)
    # Rows of the current layout print their labels without a colon.
    found = [f"{line}:" if line in RESULT else line for line in content_lines(page)]
    pairs, place = scan_head(found, AUSZUG, _ITEM_ANCHORS)
    values, unknown = assign(pairs, AUSZUG)
    said, place = first_results(found, place)
    result, unsaid = outcome(said)
    sections, votings = minutes(with_gaps(page, found, place))
    result, doubts = with_votings(result, votings)
    auszug = item_record(
        page,
        {"id": page.query.get("__ktonr")},
        {**item_fields(values, found[: min(place or HEAD_LINES, HEAD_LINES)]), **result, "abschnitte": sections},
    )
    return Parsed(
        datensaetze=(auszug,), hinweise=(*unknown, *unsaid, *doubts, *doubtful(values), *broken_off(page, AUSZUG))
    )
