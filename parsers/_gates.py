"""Pages that stand in front of any portal: bot walls, rate limits, blocked networks (floor 2, pure).

They often come with HTTP 200, so only their words tell. A gate is a state to report, never to get around.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ris_scraper.errors import Challenged, NotPublic, PageError
from ris_scraper.model import Page

# A gate page is short: the words below also occur in the text of ordinary, long pages.
_MAX_GATE = 30_000
_HEAD = 6_000


@dataclass(frozen=True)
class Gate:
    """Words that only a gate prints, what they mean, and where they were seen."""

    words: re.Pattern[str]
    error: type[PageError]
    meaning: str
    source: str


def _gate(words: str, error: type[PageError], meaning: str, source: str) -> Gate:
    return Gate(re.compile(words, re.I), error, meaning, source)


GATES = (
    _gate(r"<altcha-widget|/_gate/", Challenged, "a browser check", "ALLRIS 4, Region Hannover and Hagen, 2026"),
    _gate(r"Zu viele Zugriffe aus Ihrem Netz", Challenged, "too many requests", "ALLRIS 4 hosts, 2026"),
    _gate(r"<title>\s*(?:Just a moment|Attention Required)|cf-chl-|challenge-platform", Challenged, "a browser check",
          "Cloudflare in front of portals, 2026"),
    _gate(r"rescaled|Browser(?:überprüfung| verification)|Checking your browser", Challenged, "a browser check",
          "hosted SD.NET RIM tenants, 2026"),
    _gate(r"g-recaptcha|h-captcha|hcaptcha\.com|<title>[^<]*captcha", Challenged, "a captcha", "generic"),
    _gate(r"Request rejected|The requested URL was rejected|Your support ID is", Challenged,
          "a web application firewall", "SessionNet hosts behind a firewall, 2026"),
    _gate(r"<title>\s*(?:403 Forbidden|Zugriff verweigert|Access Denied)", NotPublic, "access denied", "generic"),
)  # fmt: skip


def refusal(page: Page) -> PageError | None:
    """The error that a gate page stands for, or None for every other page."""
    if len(page.text) > _MAX_GATE:
        return None
    head = page.text[:_HEAD]
    gate = next((gate for gate in GATES if gate.words.search(head)), None)
    return gate.error(page.url, f"the portal answered with {gate.meaning}; try again later") if gate else None
