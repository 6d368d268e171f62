"""The files of Vorlagen: asked for when a run has all the pages it wanted, one by one and at the same pace.

Files never end a run: what does not come is a state of the file. A gate before them, or several refusals in a row, end
the asking for files, for 24 hours; the pages are asked for all the same. A file whose address lives in one visit only
(ALLRIS) is asked for right after the page that shows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from ris_scraper.archive.archive import FILE, Fetch
from ris_scraper.archive.files import Failure, Files
from ris_scraper.build.files import read_file
from ris_scraper.crawl.answer import gate_behind
from ris_scraper.crawl.walk import REST, Run, fetch_of, page_under
from ris_scraper.dataset.files import Wanted, keys_of
from ris_scraper.fetch import Response
from ris_scraper.nouns.errors import (
    AddressRefused,
    BudgetSpent,
    FetchError,
    PageError,
    RobotsDenied,
    TooLarge,
    TooSlow,
    Unreachable,
)
from ris_scraper.nouns.extract import Extract
from ris_scraper.nouns.vendor import Request

#: Kept files are asked for again, if they changed: so many a night, the longest not seen first.
AGAIN_A_NIGHT = 5
#: Files are left alone for so long after a gate, or so many refusals in a row.
_REST_AFTER_GATE, _IN_A_ROW = timedelta(hours=24), 5
_MEGA = 1_000_000
_GONE, _CLOSED = frozenset({404, 410}), frozenset({401, 403})


class _Over(Exception):
    """No more files in this run, with the reason; `gate`: because the portal does not want us to have them."""

    def __init__(self, reason: str, gate: bool = False) -> None:
        super().__init__(reason)
        self.gate = gate


def fetch_files(run: Run, files: Files, wanted: Iterable[Wanted]) -> None:
    """Ask for the files that are not kept yet, then for a few that are; what is left waits for the next run."""
    if _resting(run):
        return
    due = _due(run, files, wanted)
    walk = _Walk(run, files)
    run.report.dateien_offen = len(due)
    try:
        for item in due:
            walk.visit(item)
            run.report.dateien_offen -= 1
            run.context.tell(run.report, item.address)
    except _Over as over:
        run.report.grund = f"{run.report.dateien_offen} files wait: {over}"
        if over.gate:
            run.frontier.put("ruhe_dateien", run.when(_REST_AFTER_GATE))


def _resting(run: Run) -> bool:
    """Whether a gate before the files was met a short time ago; a clock that was ahead must not bar them for ever."""
    rest = run.frontier.get("ruhe_dateien")
    return bool(rest) and run.when() < rest <= run.when(_REST_AFTER_GATE)


def _due(run: Run, files: Files, wanted: Iterable[Wanted]) -> list[Wanted]:
    barred = files.barred(run.when(), run.when(REST), run.portal.datei_mb * _MEGA)
    kept = run.archive.files()
    rest = [item for item in wanted if item.address not in barred]
    today = run.when()[:10]
    old = (item for item in rest if item.address in kept and kept[item.address].abgerufen_am < today)
    again = sorted(old, key=lambda item: kept[item.address].abgerufen_am)[: 0 if run.everything else AGAIN_A_NIGHT]
    return [*(item for item in rest if item.address not in kept), *again]


class _Walk:
    """The asking for files in one run: the page that was shown last, and how much came."""

    def __init__(self, run: Run, files: Files) -> None:
        self._run, self._files = run, files
        self._shown: tuple[str, dict[str, str]] = ("", {})
        self._bytes = self._refused = 0
        self._unreachable = False

    def visit(self, item: Wanted) -> None:
        """Ask for a file and read it, or note why it did not come. Raises _Over where no more can be asked for."""
        run = self._run
        if run.context.halt.is_set():
            raise _Over("stopped by the operator; the next run goes on here")
        if self._bytes + (item.size or 0) > run.portal.anlagen_mb * _MEGA and self._bytes:
            raise _Over(f"the run's {run.portal.anlagen_mb} MB of files are used up; the next run goes on here")
        try:
            self._take(item)
        except BudgetSpent as spent:
            raise _Over(spent.reason) from spent
        except TooSlow as error:
            raise _Over(error.reason) from error
        except (FetchError, PageError) as error:
            self._failed(item, error)

    def _take(self, item: Wanted) -> None:
        run = self._run
        url = item.url or self._address(item)
        if url is None:
            self._note(item, Failure("weg", "the page of the Vorlage does not show the file any more"))
            return
        before = run.archive.latest(item.address)
        headers = before.headers if before else {}
        run.report.anfragen += 1
        response = run.session.get(
            url,
            etag=headers.get("etag"),
            last_modified=headers.get("last-modified"),
            most=run.portal.datei_mb * _MEGA,
        )
        self._unreachable = False
        self._answered(item, response, before)

    def _address(self, item: Wanted) -> str | None:
        """The address that the page of the Vorlage shows for a file in this visit."""
        run = self._run
        if run.strategy.session_files is None:
            return None
        if self._shown[0] != item.page:
            run.report.anfragen += 1
            request = Request(item.page, "vorlage")
            page = page_under(request, run.session.get(item.page), run.portal)
            shown = run.strategy.session_files(page)
            addresses = zip(keys_of(shown), shown, strict=True)
            self._shown = item.page, {key: one.url for key, one in addresses if one.url}
        return self._shown[1].get(item.key)

    def _answered(self, item: Wanted, response: Response, before: Fetch | None) -> None:
        if response.status >= 400:
            self._note(item, _failure(response.status))
            self._refuse(response.status in _CLOSED, f"HTTP {response.status}")
            return
        run = self._run
        body = run.archive.body(before.sha256) if response.status == 304 and before else response.body
        self._bytes += len(response.body)
        fetch = _kept(run, item, response, body)
        self._files.came(item.address)
        run.report.dateien += before is None or before.sha256 != fetch.sha256
        found = read_file(run.archive, self._files, fetch, run.portal.ocr)
        if _is_gate(found):
            raise _Over(found.grund or "", gate=True)
        self._refuse(found.stand == "gesperrt", found.grund or "")

    def _failed(self, item: Wanted, error: FetchError | PageError) -> None:
        if gate := gate_behind(error, self._run.portal.encoding):
            self._note(item, Failure("gesperrt", gate.reason))
            raise _Over(str(gate), gate=True)
        self._note(item, Failure(_state(error), error.reason), isinstance(error, TooLarge))
        if not isinstance(error, Unreachable):
            return
        if error.reason.startswith("the server asks to wait") or self._unreachable:
            raise _Over(str(error))
        self._unreachable = True

    def _refuse(self, refused: bool, reason: str) -> None:
        self._refused = self._refused + 1 if refused else 0
        if self._refused >= _IN_A_ROW:
            raise _Over(f"{self._refused} files in a row were refused ({reason})", gate=True)

    def _note(self, item: Wanted, failure: Failure, too_large: bool = False) -> None:
        limit = self._run.portal.datei_mb * _MEGA if too_large else None
        self._files.failed(item.address, failure, self._run.when(REST), limit)


def _kept(run: Run, item: Wanted, response: Response, body: bytes) -> Fetch:
    """Keep a file under the address that does not change, before anybody looks at it."""
    asked = fetch_of(Request(item.address, FILE), response, run.portal)
    return run.archive.keep(replace(asked, rendering=FILE, encoding=None), body)


def _is_gate(found: Extract) -> bool:
    return found.stand == "gesperrt" and (found.grund or "").startswith("a gate")


def _failure(status: int) -> Failure:
    stand = "weg" if status in _GONE else "gesperrt" if status in _CLOSED else "nicht_erreichbar"
    return Failure(stand, f"the portal answered with {status}")


def _state(error: FetchError | PageError) -> str:
    """The state of a file by what went wrong."""
    if isinstance(error, TooLarge):
        return "zu_gross"
    if isinstance(error, RobotsDenied) and error.unasked is None:
        return "gesperrt"
    return "nicht_erreichbar" if isinstance(error, FetchError | AddressRefused) else "keine_datei"
