"""Pages that stand in front of any portal: bot walls, rate limits, blocked networks (pure).

They often come with HTTP 200, so only their words tell. A gate is a state to report, never to get around.
"""

from __future__ import annotations

from dataclasses import dataclass

from ris_scraper.nouns.errors import Challenged, NotPublic, PageError
from ris_scraper.nouns.page import Page

# A gate page is short: the words below also occur in the text of ordinary, long pages.
_MAX_GATE = 30_000
_HEAD = 6_000


@dataclass(frozen=True)
class Gate:
    """Words (lower case) that only a gate prints, what they mean, where they were seen, and what to do.

    `grund` is the meaning in German, as it is published: an error's reason is for whoever runs the program.
    """

    words: tuple[str, ...]
    error: type[PageError]
    meaning: str
    grund: str
    source: str
    advice: str = "ask its operator for access"

    @property
    def reason(self) -> str:
        """What an error says of it."""
        return f"the portal answered with {self.meaning}; {self.advice}"


_BROWSER = ("a browser check", "Browserprüfung")
GATES = (
    Gate(("<altcha-widget", "/_gate/"), Challenged, *_BROWSER, "ALLRIS 4, Region Hannover and Hagen, 2026"),
    Gate(
        ("zu viele zugriffe aus ihrem netz",),
        Challenged,
        "too many requests",
        "zu viele Anfragen",
        "ALLRIS 4 hosts, 2026",
        "try again later",
    ),
    Gate(
        ("<title>just a moment", "<title>attention required", "cf-chl-", "challenge-platform"),
        Challenged,
        *_BROWSER,
        "Cloudflare in front of portals, 2026",
    ),
    Gate(
        ("rescaled", "browserüberprüfung", "browser verification", "checking your browser"),
        Challenged,
        *_BROWSER,
        "hosted SD.NET RIM tenants, 2026",
    ),
    Gate(
        ("g-recaptcha", "h-captcha", "hcaptcha.com"),
        Challenged,
        "a captcha",
        "Captcha",
        "widgets of the two usual services",
    ),
    Gate(
        ("<title>request rejected", "the requested url was rejected", "your support id is"),
        Challenged,
        "a web application firewall",
        "Schutzprogramm des Servers (Web Application Firewall)",
        "SessionNet hosts behind a firewall, 2026",
    ),
    Gate(
        ("<title>403 forbidden", "<title>zugriff verweigert", "<title>access denied"),
        NotPublic,
        "access denied",
        "Zugriff verweigert",
        "titles of the usual web servers",
    ),
)

# Plain substrings, as every page of every portal passes here; bytes fold their case four times as fast as text.
_TITLE = b"<title>"
_MARKS = tuple((words.encode("latin-1"), gate) for gate in GATES for words in gate.words)
_TITLES = tuple(words.removeprefix(_TITLE) for words, _ in _MARKS if words.startswith(_TITLE))
_GRUND = {gate.reason: gate.grund for gate in GATES}
_OTHERS = tuple(words for words, _ in _MARKS if not words.startswith(_TITLE))


def refusal(page: Page) -> PageError | None:
    """The error that a gate page stands for, or None for every other page."""
    if len(page.text) > _MAX_GATE:
        return None
    head = page.text[:_HEAD].encode("latin-1", "replace").lower()
    if not any(words in head for words in _OTHERS) and not any(map(_refuses, head.split(_TITLE)[1:])):
        return None
    gate = next((gate for words, gate in _MARKS if words in head), None)
    return gate.error(page.url, gate.reason) if gate else None


def grund(reason: str) -> str:
    """What is published of the reason of a refusal, in German; what is no gate's (`HTTP 403`) stays as it is."""
    return _GRUND.get(reason, reason)


def _refuses(title: bytes) -> bool:
    return title.startswith(_TITLES)
