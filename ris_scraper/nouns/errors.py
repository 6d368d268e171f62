"""All errors of the project, one tree with one base.

    RisError
    ├── PageError            a page was there, and could not be read
    │   ├── UnknownPage      no vendor claims it, or more than one does
    │   ├── LayoutDrift      the vendor is known, a landmark of the page is missing
    │   ├── OtherPage        a page of the portal, but not the one that was asked for
    │   ├── NotPublic        login, "nicht öffentlich", "keine Details freigegeben"
    │   ├── Challenged       bot wall, captcha, "Zu viele Zugriffe": stop, never evade
    │   ├── Gone             the portal says that the thing does not exist (any more)
    │   ├── TooLarge         larger than any page of a council portal (also while fetching)
    │   ├── TooCostly        reading takes longer than any page of a council portal does
    │   ├── Undecodable      the bytes are no text
    │   └── ParserDefect     our parser broke where it should have said what is wrong
    ├── FetchError           nothing was received
    │   ├── RobotsDenied     robots.txt forbids the address, or could not be asked
    │   ├── Unreachable      no answer after the permitted tries
    │   ├── TooSlow          robots.txt asks for longer pauses than a run makes, unless its operator allows them
    │   ├── AddressRefused   the address leaves the portal, points into a private network, or redirects on and on
    │   └── BudgetSpent      the run's requests or minutes are used up
    ├── InputError           a file, folder, option or setting of the user's is wrong
    └── Locked               another run works on this portal

An error's text is one sentence that names the file or URL and says what to do.
"""

from __future__ import annotations


class RisError(Exception):
    """Base of everything this project raises on purpose."""


class PageError(RisError):
    """A page that was kept and could not be read; carries its `url` and `reason`."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class UnknownPage(PageError):
    """No vendor claims the page, or more than one does."""


class LayoutDrift(PageError):
    """A landmark is missing or not unique; carries the `selector` and how many were `found`."""

    def __init__(self, url: str, selector: str, found: int = 0) -> None:
        super().__init__(url, f"expected landmark {selector!r}, found {found}")
        self.selector = selector
        self.found = found


class OtherPage(PageError):
    """The portal answered with another page than was asked for: its start page, a calendar, another thing's page."""


class NotPublic(PageError):
    """The portal shows this page to members only, or has not released it yet."""


class Challenged(PageError):
    """A bot wall or rate limit answered instead of the portal."""


class Gone(PageError):
    """The portal says that there is nothing under this address."""


class TooLarge(PageError):
    """The page is larger than the reader accepts."""


class TooCostly(PageError):
    """Reading the page takes more computing than the reader grants to one."""


class Undecodable(PageError):
    """The bytes are not text in any encoding a portal uses."""


class ParserDefect(PageError):
    """A parser raised something unforeseen: a defect of ours, recorded with its page."""


class FetchError(RisError):
    """Nothing was received; carries the `url` and the `reason`."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url}: {reason}")
        self.url = url
        self.reason = reason


class RobotsDenied(FetchError):
    """robots.txt forbids the address, or could not be asked: `unasked` is why."""

    def __init__(self, url: str, reason: str, unasked: str | None = None) -> None:
        super().__init__(url, reason)
        self.unasked = unasked


class Unreachable(FetchError):
    """No answer after the permitted tries; `body` is what came with the last status that asks to come again."""

    def __init__(self, url: str, reason: str, body: bytes = b"", content_type: str | None = None) -> None:
        super().__init__(url, reason)
        self.body = body
        self.content_type = content_type


class TooSlow(FetchError):
    """robots.txt asks for longer pauses than a run makes, unless the portal's entry allows them."""


class AddressRefused(FetchError):
    """The address leaves the portal's hosts, resolves into a private network, or redirects too often; `elsewhere` is
    where a redirect led."""

    def __init__(self, url: str, reason: str, elsewhere: str | None = None) -> None:
        super().__init__(url, reason)
        self.elsewhere = elsewhere


class BudgetSpent(FetchError):
    """The run's requests or minutes are used up; the rest stays due."""


class InputError(RisError):
    """A file, folder, option or setting of the user's is wrong."""


class Locked(RisError):
    """Another run works on this portal."""
