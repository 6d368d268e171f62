"""Fetcher and Session: the order in which a request is checked, sent, repeated and followed."""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from ssl import SSLContext

import httpx2

from ris_scraper.fetch import body, robots
from ris_scraper.fetch.address import Resolve, Target, is_public, joined, resolve, target_of
from ris_scraper.fetch.line import BROKEN, Connection, trouble
from ris_scraper.fetch.nouns import Final, Form, Limits, Response, manners, user_agent
from ris_scraper.fetch.pace import PAUSE, SYSTEM, Budget, Clock, Lanes, retry_after
from ris_scraper.fetch.robots import RobotsVerdict
from ris_scraper.nouns.errors import (
    AddressRefused,
    BudgetSpent,
    RobotsDenied,
    TooSlow,
    Unreachable,
)
from ris_scraper.portals.portals import Portal

_ASCII = re.compile(r"[ -~]+")
_MOVED = frozenset((301, 302, 303, 307, 308))
#: Statuses that ask to come again, besides all of 5xx.
_LATER = frozenset((408, 425, 429))

#: So much is read of the page that comes with them: a challenge tells itself by its words.
_SAID = 30_000


class Fetcher:
    """The program's way to the network: one per process, shared by the threads of all portals.

    `contact` is the operator's e-mail or web address; raises InputError where it is missing. `resolve` turns a host
    name into IP addresses, `chance` gives numbers from 0 to 1. Use as a context manager, which closes all sessions.
    """

    def __init__(
        self,
        contact: str | None,
        clock: Clock = SYSTEM,
        limits: Limits | None = None,
        resolve: Resolve = resolve,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.agent = user_agent(contact)
        self.clock = clock
        self.limits = limits or Limits()
        self.resolve = resolve
        self.chance = chance
        self.lanes = Lanes(clock)
        self.tls = _tls()
        self._sessions: list[Session] = []

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        for session in self._sessions:
            session.close()

    def portal(
        self,
        portal: Portal,
        budget: Budget | None = None,
        known: Iterable[RobotsVerdict] = (),
        final: Final = lambda _: False,
    ) -> Session:
        """A session with one portal; `known` are verdicts kept from earlier runs, used while they are fresh.

        An answer that is `final` is not asked for again.
        """
        session = Session(self, portal, budget or Budget(), known, final)
        self._sessions.append(session)
        return session


class Session:
    """One portal's requests, one after the other, with its own cookies. Use as a context manager or close it."""

    def __init__(
        self, fetcher: Fetcher, portal: Portal, budget: Budget, known: Iterable[RobotsVerdict], final: Final
    ) -> None:
        self._of = fetcher
        self._final = final
        self._portal = portal
        self._budget = budget
        self._home = target_of(portal.url)
        self._hosts = frozenset((self._home.host, *portal.hosts))
        # One that could not be asked is asked again in every run.
        self._verdicts = {kept.origin: kept for kept in known if kept.verdict != "nicht_erreichbar"}
        limits = fetcher.limits
        self._connection = Connection(fetcher.clock, fetcher.tls, limits.connect, limits.read, limits.total)
        self._one_at_a_time = threading.Lock()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.hang_up()

    def renew(self) -> None:
        """Forget the portal's cookies, so that the next request begins a new visit."""
        self._connection.forget_cookies()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        headers: Mapping[str, str] | None = None,
        most: int | None = None,
    ) -> Response:
        """Get a page. `etag` and `last_modified` are those of the answer that is already kept: 304 if still good.

        `most` is how many bytes it may have, if not as many as a page.

        Raises AddressRefused (also for more redirects than allowed), RobotsDenied, TooLarge, Unreachable, BudgetSpent.
        """
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        kept = {name: value for name, value in conditions.items() if value and _ASCII.fullmatch(value)}
        return self._follow(_Call(self._portals_own(url), headers={**(headers or {}), **kept}, most=most))

    def post(self, url: str, data: Form, *, headers: Mapping[str, str] | None = None) -> Response:
        """Send a form (values as text; a list for a name that occurs several times). Raises what `get` raises."""
        return self._follow(_Call(self._portals_own(url), "POST", data, headers or {}))

    def robots(self) -> RobotsVerdict:
        """What robots.txt says about the portal; asks for it unless that was done within 24 hours.

        Raises AddressRefused, BudgetSpent, and Unreachable for an answer that is final; a file that could not be asked
        is else a verdict.
        """
        with self._one_at_a_time:
            return self._verdict(self._home)

    def verdicts(self) -> tuple[RobotsVerdict, ...]:
        """All verdicts in use, one for each origin of the portal: what to keep for `Fetcher.portal(known=…)`."""
        return tuple(self._verdicts.values())

    def _follow(self, call: _Call) -> Response:
        passed: tuple[str, ...] = ()
        with self._one_at_a_time:
            while len(passed) <= self._of.limits.redirects:
                answer = self._allowed(call)
                where = _location(answer)
                if where is None:
                    return replace(answer, redirects=passed)
                passed += (answer.url,)
                call = self._redirected(call, answer, where)
        raise AddressRefused(
            passed[0], f"redirects more than {self._of.limits.redirects} times, last from {passed[-1]}"
        )

    def _redirected(self, call: _Call, answer: Response, where: str) -> _Call:
        """The next call: a form is sent again only where the status says so (307, 308), else it becomes a GET."""
        address = joined(answer.url, where)
        try:
            target = self._portals_own(address)
            self._addresses(target)
        except AddressRefused as error:
            raise AddressRefused(answer.url, f"redirects to {error}", address) from error
        if call.method == "POST" and answer.status in (301, 302, 303):
            return replace(call, target=target, method="GET", data=None)
        return replace(call, target=target)

    def _allowed(self, call: _Call) -> Response:
        verdict = self._verdict(call.target)
        if not verdict.allows(call.target.url) and not self._consented(call.target, verdict):
            why = f"could not be asked ({verdict.reason})" if verdict.reason else "forbids this address"
            raise RobotsDenied(call.target.url, f"{verdict.origin}/robots.txt {why}; it is left alone", verdict.reason)
        self._admit_pace(call.target.url, verdict)
        return self._send(call)

    def _consented(self, target: Target, verdict: RobotsVerdict) -> bool:
        """Whether the portal's own consent covers what its robots.txt forbids; one that could not be asked forbids."""
        day, path = self._of.clock.now().date(), target.parts.path
        read = verdict.verdict != "nicht_erreichbar"
        return read and any(consent.covers(path, day) for consent in self._portal.erlaubnis)

    def _admit_pace(self, url: str, verdict: RobotsVerdict) -> None:
        """Refuse to begin what would wait for ever: a pause longer than any run waits has to be the operator's wish."""
        asked, longest = verdict.crawl_delay or 0.0, self._of.limits.rest
        if asked > max(longest, self._portal.pause or 0.0):
            raise TooSlow(
                url,
                f"{verdict.origin}/robots.txt asks for {asked:g} s between two requests, longer than a run waits"
                f" ({longest:.0f} s): set `pause = {asked:g}` in the portal's entry to go that slowly, or ask its"
                " operator for a shorter one",
            )

    def _portals_own(self, url: str) -> Target:
        """The address, if it belongs to the portal."""
        target = target_of(url)
        if target.host not in self._hosts:
            raise AddressRefused(url, f"{target.host} is no host of this portal; add it to the portal's hosts if it is")
        if target.port not in (None, self._home.port):
            raise AddressRefused(url, f"port {target.port} is not the portal's")
        return target

    def _verdict(self, target: Target) -> RobotsVerdict:
        known = self._verdicts.get(target.origin)
        if known is None or not known.fresh(self._of.clock.now()):
            self._addresses(target)  # A refused address is refused as such, not as a robots.txt that does not answer.
            known = self._verdicts[target.origin] = self._ask(target.origin)
        return known

    def _ask(self, origin: str) -> RobotsVerdict:
        asked_at = self._of.clock.now().isoformat(timespec="seconds")
        try:
            answer = self._robots_txt(f"{origin}/robots.txt")
        except (Unreachable, AddressRefused) as error:
            if self._final(error):
                raise
            return robots.unreachable(origin, asked_at, error.reason)
        if 200 <= answer.status < 300:
            start = self._home.url if origin == self._home.origin else f"{origin}/"
            return robots.read(origin, start, answer.body, asked_at)
        if 400 <= answer.status < 500:
            return robots.absent(origin, asked_at)
        return robots.unreachable(origin, asked_at, f"HTTP {answer.status}")

    def _robots_txt(self, url: str) -> Response:
        """Follow up to five redirects, also to other (public) hosts, as RFC 9309, 2.3.1.2 has it."""
        target = target_of(url)
        for _ in range(self._of.limits.redirects + 1):
            answer = self._send(_Call(target, robots=True))
            where = _location(answer)
            if where is None:
                return answer
            target = target_of(joined(answer.url, where))
            if target.port is not None or target.host in self._hosts:
                target = self._portals_own(target.url)
        raise Unreachable(url, f"redirects more than {self._of.limits.redirects} times")

    def _send(self, call: _Call) -> Response:
        """One exchange, tried again while there is hope."""
        for tried in range(1, self._of.limits.tries + 1):
            outcome = self._attempt(call, tried - 1)
            if isinstance(outcome, Response):
                return outcome
            reason = f"{outcome.reason}, {tried} times; ask again in a later run"
            error = Unreachable(call.target.url, reason, outcome.body, outcome.content_type)
            if self._final(error):
                break
        raise error

    def _attempt(self, call: _Call, attempt: int) -> Response | _Trouble:
        addresses = self._addresses(call.target)
        lanes, pause = (call.target.host, *addresses), self._pause(call, addresses)
        admit = partial(self._admit, call.target.url)
        with self._of.lanes.turn(lanes, pause, self._connection, admit) as turn:
            outcome = self._exchange(call, addresses) if addresses else _Trouble("the host's name has no address")
            if isinstance(outcome, _Trouble):
                backoff = self._of.limits.backoff * 2**attempt * (1 + self._of.chance())
                turn.rest(max(outcome.rest, backoff))
            return outcome

    def _addresses(self, target: Target) -> tuple[str, ...]:
        """The host's checked addresses, none where its name does not resolve; raises AddressRefused."""
        try:
            found = self._of.resolve(target.host)
        except (OSError, UnicodeError):
            return ()
        private = next((address for address in found if not is_public(address)), None)
        if private is None or (self._portal.netz_privat and target.host in self._hosts):
            return found
        raise AddressRefused(target.url, f"{target.host} has the address {private}, which is not in the public network")

    def _pause(self, call: _Call, addresses: tuple[str, ...]) -> float:
        """Seconds to keep to the next request: never less than the default, except inside a private network."""
        local = self._portal.netz_privat and not any(is_public(address) for address in addresses)
        wanted = PAUSE if self._portal.pause is None else self._portal.pause
        verdict = self._verdicts.get(call.target.origin)
        asked = verdict.crawl_delay if verdict else None
        return max(wanted, 0.0 if local else PAUSE, asked or 0.0)

    def _admit(self, url: str, wait: float, rest: float) -> None:
        longest = self._of.limits.rest
        if rest > longest:
            raise Unreachable(url, f"the server asks to wait {rest:.0f} s, longer than a run does ({longest:.0f} s)")
        if wait > max(longest, self._portal.pause or 0.0):
            raise BudgetSpent(
                url, f"the next request may go out in {wait:.0f} s, longer than a run waits; it stays due"
            )
        self._budget.spend(url, self._of.clock.monotonic(), wait)

    def _exchange(self, call: _Call, addresses: tuple[str, ...]) -> Response | _Trouble:
        headers = {**call.headers, **manners(self._of.agent)}
        request = httpx2.Request(call.method, call.target.parts, data=call.data, headers=headers)
        try:
            with self._connection.exchange(request, addresses) as response:
                return self._received(call, response)
        except BROKEN as error:
            return _Trouble(trouble(error))

    def _received(self, call: _Call, response: httpx2.Response) -> Response | _Trouble:
        headers = dict(response.headers.items())
        now = self._of.clock.now()
        if response.status_code in _LATER or response.status_code >= 500:
            rest = retry_after(headers.get("retry-after"), headers.get("date"), now)
            return _Trouble(f"HTTP {response.status_code}", rest, _said(response, headers), headers.get("content-type"))
        content = self._content(call, response.iter_raw(), headers)
        kind, when = headers.get("content-type"), now.isoformat(timespec="microseconds")
        return Response(call.target.url, response.status_code, headers, content, kind, when)

    def _content(self, call: _Call, chunks: Iterable[bytes], headers: Mapping[str, str]) -> bytes:
        if call.robots:
            return body.beginning(chunks, headers, robots.MAX_BYTES)
        return body.whole(chunks, headers, call.target.url, call.most or self._of.limits.body)


def _said(response: httpx2.Response, headers: Mapping[str, str]) -> bytes:
    """The beginning of the page that comes with an error; nothing where that breaks off."""
    try:
        return body.beginning(response.iter_raw(), headers, _SAID)
    except BROKEN:
        return b""


def _location(answer: Response) -> str | None:
    """Where an answer sends us, as its header says it; None where it is no redirect."""
    return answer.headers.get("location") or None if answer.status in _MOVED else None


@dataclass(frozen=True)
class _Call:
    target: Target
    method: str = "GET"
    data: Form | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    robots: bool = False
    most: int | None = None


@dataclass(frozen=True)
class _Trouble:
    reason: str
    rest: float = 0.0
    body: bytes = b""
    content_type: str | None = None


@cache
def _tls() -> SSLContext:
    """The certificates to trust; SSL_CERT_FILE may add one that a portal forgets to send. Made once: it takes long."""
    return httpx2.create_ssl_context()
