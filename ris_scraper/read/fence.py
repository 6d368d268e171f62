"""The last fence around a page: work that takes too long is stopped, whatever the page holds.

A pattern that goes back and forth holds the interpreter; only a signal reaches into it, and signals reach the main
thread only. So that thread does the work on pages: by itself (`ris read`, a worker of a build), or for threads that
hand it over at a `Desk` (a crawl). A thread without a desk works unfenced. What Lexbor does inside of one call is not
interrupted; the limits of size and depth bound that.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, TimeoutError
from dataclasses import dataclass
from typing import TypeVar

from ris_scraper.nouns.errors import TooCostly

_T = TypeVar("_T")
#: Seconds of computing that a page may take; the longest real lists take a fifth of that.
SECONDS = 1.8
# The signal comes again, in case its error was lost where none can leave (a finalizer).
_AGAIN = 0.1
_LOOK = 0.2


class Desk:
    """Where the threads of a run have pages read by the main thread.

    `post` brings a message to the main thread (`SimpleQueue.put`): a callable, which that has to call. While the desk
    is open all threads use it; what was not begun when it closes they do themselves, unfenced.

        inbox = SimpleQueue()
        with Desk(inbox.put):
            while running:
                message = inbox.get()
                message() if callable(message) else settle(message)
    """

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post

    def __enter__(self) -> Desk:
        _DESKS.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _DESKS.remove(self)

    def have(self, work: Callable[[], _T]) -> _T:
        """What the work returns or raises, done by the main thread."""
        task: Future[_T] = Future()
        self._post(lambda: _do(task, work))
        while True:
            try:
                return task.result(_LOOK)
            except TimeoutError:
                if self not in _DESKS and task.cancel():
                    return work()


_DESKS: list[Desk] = []


@dataclass
class _Guard:
    """What the signal finds: the page that the main thread reads, and since what moment of its computing time."""

    url: str | None = None
    began: float = 0.0
    called: bool = False

    def stop(self, *_: object) -> None:
        # The timer counts what all threads do.
        if self.url is not None and time.thread_time() - self.began >= SECONDS:
            raise TooCostly(self.url, f"reading it takes more than {SECONDS} seconds of computing, which no page does")


_GUARD = _Guard()


def fenced(url: str, work: Callable[[], _T]) -> _T:
    """Do what concerns one page; raises TooCostly where it takes more than SECONDS of computing."""
    if threading.current_thread() is threading.main_thread():
        return _timed(url, work) if _GUARD.url is None else work()
    return _DESKS[-1].have(lambda: fenced(url, work)) if _DESKS else work()


def _timed(url: str, work: Callable[[], _T]) -> _T:
    if not _GUARD.called:
        # For good: a signal that comes late must find it, and to put it up for each page costs as much as a small page.
        signal.signal(signal.SIGPROF, _GUARD.stop)
        _GUARD.called = True
    _GUARD.url, _GUARD.began = url, time.thread_time()
    signal.setitimer(signal.ITIMER_PROF, SECONDS, _AGAIN)
    try:
        try:
            return work()
        finally:
            # From here on no signal raises, so that what follows is done in full.
            _GUARD.url = None
    finally:
        _GUARD.url = None
        signal.setitimer(signal.ITIMER_PROF, 0)


def _do(task: Future[_T], work: Callable[[], _T]) -> None:
    if task.set_running_or_notify_cancel():
        with _Settling(task):
            task.set_result(work())


class _Settling:
    """Hands an error to the thread that waits for the task; what stops the program stops it here, too."""

    def __init__(self, task: Future[_T]) -> None:
        self._task = task

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if error is not None:
            self._task.set_exception(error)
        return isinstance(error, Exception)
