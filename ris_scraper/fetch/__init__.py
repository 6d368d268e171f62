"""Gets pages from portals: the one way of this project to the network.

What happens to a request:

1. Its address must be http(s), on a host and port of the portal (also after a redirect), else AddressRefused.
2. robots.txt of its server must have been asked within 24 hours and allow it, else RobotsDenied.
3. The host is resolved and all its addresses checked: a private one is refused, else AddressRefused.
4. It waits for its turn on the server's lane (`pace`), which BudgetSpent may cut short.
5. It goes to a checked address (`line`), with the portal's cookies and the operator's contact.
6. A body larger than the limit, as received or unpacked, is left there: TooLarge.
7. 429, 5xx and broken connections are tried again, later each time; Retry-After is obeyed. Then, or at once where
   the answer is a gate: Unreachable.
8. A redirect starts at 1. Every other status is an `Response`, also 304, 401, 403, 404 and 410.

Nothing switches off any of this.
"""

from ris_scraper.fetch.nouns import Limits, Response, user_agent
from ris_scraper.fetch.session import Fetcher, Session

__all__ = ["Fetcher", "Limits", "Response", "Session", "user_agent"]
