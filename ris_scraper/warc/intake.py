"""Takes what WARC files hold of known portals into their archives; what else they hold is skipped and counted.

Of files that `writing` made the same archive comes out. Of other people's, pages of known portals are kept (answers,
pages by themselves, texts of Common Crawl's WET files) under their addresses and times, as if they had been supplied.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ris_scraper.archive.archive import FILE, Archive, Fetch
from ris_scraper.archive.carrying import enter_state
from ris_scraper.crawl.address import without_session
from ris_scraper.fetch import Limits
from ris_scraper.folder import Folder
from ris_scraper.portals.portals import Portal
from ris_scraper.warc.addresses import Addresses
from ris_scraper.warc.claims import fetch_of, state_of
from ris_scraper.warc.exchange import Answer, NoAnswer, answer
from ris_scraper.warc.records import Loss, Record, records
from ris_scraper.warc.tape import Tape
from ris_scraper.warc.writing import COUNT, FETCH_TYPE, STATE_TYPE

_BODIES = frozenset({"response", "resource", "conversion", "revisit"})
_OURS = frozenset({FETCH_TYPE, STATE_TYPE})
# What our metadata takes at most, and headers beside a body.
_META = 32_000_000
_HEADERS = 1_000_000
#: The largest file that the entry of a portal can allow (`datei_mb`).
_LARGEST = 200_000_000
# So many archives are open at a time: a crawl of the whole web goes from portal to portal.
_OPEN = 50
# Types of what can be a page, and of what can be a file of a Vorlage; all else (pictures, styles, scripts) is neither.
_PAGES = ("text/", "application/json", "application/ld+json", "application/xhtml+xml", "application/xml")
_NO_PAGES = ("text/css", "text/javascript")
_NOT_THERE = "the record that it repeats is not there"
_FILES = ("application/pdf", "application/vnd.", "application/msword", "application/octet-stream", "application/zip")


@dataclass
class Tally:
    """What came of one WARC file. `promised` is how many records it says it has, None where it does not.

    `whole` are records that could be read, `lost` reasons for those that could not, `cut` whether the file ends in the
    middle of one; `taken` counts pages by portal (also those that the archive had), `foreign` are other addresses,
    `others` what is no page (redirects, errors, pictures), `forgotten` pages that `ris forget` removed, `unknown` pages
    of portals without an entry, `refused` reasons for pages that could not be had.
    """

    promised: int | None = None
    whole: int = 0
    lost: list[str] = field(default_factory=list)
    cut: bool = False
    taken: Counter[str] = field(default_factory=Counter)
    foreign: int = 0
    others: int = 0
    forgotten: int = 0
    unknown: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)

    @property
    def missing(self) -> int:
        """How many records of the file were not read, as far as that can be known."""
        return max(len(self.lost), (self.promised or 0) - self.whole)


@dataclass(frozen=True)
class _Target:
    """A portal that pages are taken in for: whether its archive is a new one, and which pages it never keeps again."""

    portal: Portal
    before: int
    new: bool
    forgotten: frozenset[str]


class Intake:
    """Takes WARC files into the archives of a folder; use as a context manager. `only`: pages of this portal alone."""

    def __init__(self, folder: Folder, only: str | None = None) -> None:
        self._folder, self._only = folder, only
        self._addresses = Addresses(folder.portals.values())
        self._open, self._archives = ExitStack(), dict[str, Archive]()
        self._targets: dict[str, _Target] = {}
        self._tally = Tally()
        self._claim: tuple[str, str, Fetch] | None = None

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def take(self, tape: Tape) -> Tally:
        """Take in one file. Raises InputError and Locked where an archive cannot be written."""
        tally = self._tally = Tally()
        for found in records(tape, self._wanted):
            self._claim = self._claim if isinstance(found, Record) else None
            if isinstance(found, Loss):
                tally.lost.append(found.reason)
                tally.cut = found.cut
            else:
                tally.whole, tally.cut = tally.whole + 1, False
                self._take(found)
        return tally

    def kept(self) -> dict[str, int]:
        """How many fetches came to the archive of each portal that were not there before."""
        return {slug: self._archive(slug).count() - target.before for slug, target in self._targets.items()}

    def _wanted(self, record: Record) -> int | None:
        if record.kind == "warcinfo" or _type(record) in _OURS:
            return _META
        if record.kind not in _BODIES:
            return None
        slug, claim = self._whose(record)
        if slug not in self._folder.portals:
            return None
        return _HEADERS + (_LARGEST if claim else _most(self._folder.portals[slug]))

    def _whose(self, record: Record) -> tuple[str | None, Fetch | None]:
        """The portal of a page, None for none; and what our own metadata says of it, if there is some."""
        claimed = self._claim and self._claim[0] == record.headers.get("warc-record-id")
        said, claim = self._claim[1:] if self._claim and claimed else (self._addresses.portal_of(record.uri), None)
        return (said if self._only in (None, said) else None), claim

    def _take(self, record: Record) -> None:
        if record.kind == "warcinfo":
            self._promise(record)
        elif _type(record) == FETCH_TYPE:
            found = fetch_of(record.payload or b"")
            self._claim = (record.headers.get("warc-refers-to", ""), *found) if found else None
        elif _type(record) == STATE_TYPE:
            self._remember(record)
        elif record.kind in _BODIES:
            self._page(record)
            self._claim = None

    def _promise(self, record: Record) -> None:
        for line in (record.payload or b"").decode("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip().lower() == COUNT and value.strip().isdecimal() and len(value) < 16:
                self._tally.promised = (self._tally.promised or 0) + int(value)

    def _remember(self, record: Record) -> None:
        """Enter what runs knew of a portal, if nothing is known of it here."""
        said = state_of(record.payload or b"")
        if not said or said.portal not in self._folder.portals or self._only not in (None, said.portal):
            return
        if self._target(said.portal).new:
            enter_state(self._folder.archive_path(said.portal), said.table, said.rows)

    def _page(self, record: Record) -> None:
        slug, claim = self._whose(record)
        if slug is None:
            self._tally.foreign += 1
        elif slug not in self._folder.portals:
            self._tally.unknown[slug] += 1
        elif self._is_forgotten(slug, claim.url if claim else _address(record)):
            self._tally.forgotten += 1
        else:
            try:
                self._keep(slug, *(self._claimed if claim else self._found)(record, slug, claim))
            except NoAnswer as reason:
                self._tally.refused.append(f"{record.uri}: {reason}")
            except _NoPage:
                self._tally.others += 1

    def _keep(self, slug: str, fetch: Fetch, body: bytes) -> None:
        self._archive(slug).keep(fetch if self._target(slug).new else replace(fetch, id=0), body)
        self._tally.taken[slug] += 1

    def _is_forgotten(self, slug: str, url: str) -> bool:
        forgotten = self._target(slug).forgotten if self._known(slug) else frozenset[str]()
        return not forgotten.isdisjoint({url, url.partition("#")[0]})

    def _claimed(self, record: Record, slug: str, claim: Fetch | None) -> tuple[Fetch, bytes]:
        """A fetch of ours, as it was."""
        assert claim
        if record.kind == "revisit":
            archive = self._known(slug)
            if not archive or not archive.has(claim.sha256):
                raise NoAnswer(_NOT_THERE)
            return claim, archive.body(claim.sha256)
        body = answer(record, _LARGEST).body
        if hashlib.sha256(body).hexdigest() != claim.sha256:
            raise NoAnswer("it is not what its metadata says")
        return claim, body

    def _found(self, record: Record, slug: str, _: Fetch | None) -> tuple[Fetch, bytes]:
        """A page that somebody else fetched."""
        portal = self._folder.portals[slug]
        came = answer(record, _most(portal))
        fetch = Fetch(
            url=_address(record),
            abgerufen_am=_moment(record.headers.get("warc-date", "")),
            http_status=came.status,
            content_type=came.content_type,
            headers=came.headers,
            encoding=portal.encoding,
        )
        if record.kind == "revisit":
            return self._repeated(record, slug, fetch)
        return _sorted(record, portal, fetch, came), came.body

    def _repeated(self, record: Record, slug: str, fetch: Fetch) -> tuple[Fetch, bytes]:
        """What a revisit points to, if that was kept."""
        archive, date = self._known(slug), record.headers.get("warc-refers-to-date")
        url = without_session(record.headers.get("warc-refers-to-target-uri", record.uri).strip("<>"))
        first = archive and (archive.at(url, _moment(date)) if date else archive.latest(url))
        if not archive or not first:
            raise NoAnswer(_NOT_THERE)
        said = replace(first, id=0, url=fetch.url, abgerufen_am=fetch.abgerufen_am, verworfen=None)
        return said, archive.body(first.sha256)

    def _target(self, slug: str) -> _Target:
        if slug not in self._targets:
            archive = self._archive(slug)
            with self._folder.frontier(slug) as frontier:
                forgotten = frozenset(frontier.get("vergessen") or ())
                self._targets[slug] = _Target(self._folder.portals[slug], archive.count(), frontier.is_new(), forgotten)
        return self._targets[slug]

    def _known(self, slug: str) -> Archive | None:
        """A portal's archive if there is one: none is made for a portal that nothing is kept of."""
        return self._archive(slug) if self._folder.archive_path(slug).exists() else None

    def _archive(self, slug: str) -> Archive:
        if slug not in self._archives:
            if len(self._archives) >= _OPEN:
                self._open.close()
                self._archives.clear()
            self._archives[slug] = self._open.enter_context(self._folder.archive(slug))
        return self._archives[slug]


class _NoPage(Exception):
    """What came is neither a page nor a file of a Vorlage."""


def _sorted(record: Record, portal: Portal, fetch: Fetch, came: Answer) -> Fetch:
    """The fetch as what it is: a page, a text, or a file of a Vorlage. Raises _NoPage where it is none of them."""
    kind = (came.content_type or "text/html").partition(";")[0].strip().lower()
    if record.kind == "conversion":
        if kind != "text/plain":
            raise _NoPage
        return replace(fetch, encoding="utf-8", rendering="text")
    if not 200 <= came.status < 300 or came.status == 206:
        raise _NoPage
    if kind.startswith(_FILES) and portal.anlagen != "nein":
        return replace(fetch, encoding=None, rendering=FILE)
    if not kind.startswith(_PAGES) or kind.startswith(_NO_PAGES):
        raise _NoPage
    return fetch


def _address(record: Record) -> str:
    """The address under which a page of somebody else's is kept."""
    return without_session(record.uri.partition("#")[0])


def _moment(text: str) -> str:
    """A date of WARC as the archive writes times. Raises NoAnswer where it is none."""
    try:
        found = datetime.fromisoformat(text)
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        return found.astimezone(UTC).isoformat(timespec="microseconds")
    except (ValueError, OverflowError) as error:
        raise NoAnswer(f"its time {text!r:.40} cannot be read") from error


def _most(portal: Portal) -> int:
    return max(Limits().body, portal.datei_mb * 1_000_000)


def _type(record: Record) -> str:
    return record.headers.get("content-type", "").partition(";")[0].strip().lower() if record.kind == "metadata" else ""
