"""What carries out the work of a build: this process, processes beside it, or a Dask cluster.

Work is a call that can be pickled. Its result comes back, or `Refused` with the sentence of an error that concerns its
portal only, or `Lost` if whoever did it died on the way. Trouble with the data folder itself ends the build.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, Protocol

from ris_scraper.nouns.errors import InputError, RisError
from ris_scraper.nouns.trouble import trouble

Work = Callable[[], Any]

# A server of Python's loads what reads pages, once, and every process is forked from it before it has done anything.
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["ris_scraper.read.ready", "ris_scraper.build.shards"])
#: Seconds in which a Dask scheduler has to answer and a worker to be there.
ANSWER = 10


class Refused(NamedTuple):
    """Why a portal's part could not be made."""

    sentence: str


class Lost(NamedTuple):
    """The worker died; `final` where the engine has tried again by itself."""

    final: bool


class _Trouble(NamedTuple):
    """What is wrong with the data folder: no portal's part can be made."""

    sentence: str


class Engine(Protocol):
    """Does up to `width` things at a time."""

    width: int

    def submit(self, number: int, work: Work) -> None:
        """Begin with some work."""

    def finished(self) -> tuple[int, Any]:
        """Wait for the first work that is done: its number and what came of it. Raises InputError for the folder's."""

    def close(self) -> None:
        """End all work, done or not."""


class Here:
    """This process, one thing at a time."""

    width = 1

    def __init__(self) -> None:
        self._work: dict[int, Work] = {}

    def submit(self, number: int, work: Work) -> None:
        """Keep work until somebody waits for it."""
        self._work[number] = work

    def finished(self) -> tuple[int, Any]:
        """Do the work."""
        number, work = self._work.popitem()
        return number, _checked(_attempt(work))

    def close(self) -> None:
        """Nothing runs."""


class _Worker:
    """A process beside this one that does one thing after the other; it ends with this one."""

    def __init__(self) -> None:
        self.pipe, theirs = _FORKS.Pipe()
        self.process = _FORKS.Process(target=_serve, args=(theirs,), daemon=True)
        with _no_interrupt():
            self.process.start()
        theirs.close()

    def end(self) -> None:
        self.pipe.close()
        self.process.terminate()
        self.process.join()


class Workers:
    """Processes beside this one, begun when there is work for them. A killed one costs what it was doing."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, int]] = {}

    def submit(self, number: int, work: Work) -> None:
        """Give work to an idle process, or to a new one."""
        worker = self._idle.pop() if self._idle else _Worker()
        self._busy[worker.pipe] = worker, number
        try:
            worker.pipe.send(work)
        except BrokenPipeError:
            # It died while it was idle: `finished` finds its end of the pipe closed.
            return

    def finished(self) -> tuple[int, Any]:
        """Wait for the first process that is done, or dead."""
        pipe = next(pipe for pipe in wait(list(self._busy)) if isinstance(pipe, Connection))
        worker, number = self._busy.pop(pipe)
        try:
            result = pipe.recv()
        except (EOFError, OSError):
            worker.end()
            return number, Lost(final=False)
        self._idle.append(worker)
        return number, _checked(result)

    def close(self) -> None:
        """End all processes."""
        for worker in [*self._idle, *(worker for worker, _ in self._busy.values())]:
            worker.end()


class Cluster:
    """A Dask cluster whose workers see the data folder under the same path and run the same version.

    `visible` is what each worker is asked first: it returns a sentence if something is wrong. Raises InputError where
    Dask is not installed, nobody answers at the address, or a worker is not fit.
    """

    def __init__(self, address: str, visible: Callable[[], str | None]) -> None:
        self._dask = _distributed()
        try:
            self._client = self._dask.Client(address, timeout=ANSWER, set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(f"no Dask scheduler answers at {address}: {error}") from error
        self._address, self._numbers = address, dict[str, int]()
        self._done = self._dask.as_completed([], loop=self._client.loop)
        try:
            self.width = self._fit_workers(visible)
        except InputError:
            self.close()
            raise

    def submit(self, number: int, work: Work) -> None:
        """Send work to the cluster."""
        future = self._client.submit(_attempt, work, pure=False)
        self._numbers[future.key] = number
        self._done.add(future)

    def finished(self) -> tuple[int, Any]:
        """Wait for the first work that is done; Dask itself repeats what killed workers had begun."""
        future = next(self._done)
        number = self._numbers.pop(future.key)
        if future.cancelled():
            raise InputError(f"the Dask scheduler at {self._address} went away; begin again when it is there")
        if isinstance(error := future.exception(), self._dask.scheduler.KilledWorker):
            return number, Lost(final=True)
        if error:
            raise error
        return number, _checked(future.result())

    def close(self) -> None:
        """Leave the cluster; it drops what nobody waits for."""
        self._client.close()

    def _fit_workers(self, visible: Callable[[], str | None]) -> int:
        """How many things the cluster does at a time."""
        try:
            self._client.wait_for_workers(1, timeout=ANSWER)
        except TimeoutError as error:
            raise InputError(f"the Dask scheduler at {self._address} has no worker: start some") from error
        for worker, unfit in self._client.run(visible).items():
            if unfit:
                raise InputError(f"the Dask worker {worker} cannot help: {unfit}")
        return sum(self._client.nthreads().values())


def _distributed() -> Any:
    """Dask, imported only where it is asked for. Raises InputError where it is not installed."""
    try:
        return import_module("distributed")
    except ModuleNotFoundError as error:
        raise InputError(f"--dask needs the extra `dask` (pip install '.[dask]'): {error}") from error


def _attempt(work: Work) -> Any:
    """What comes of work, its errors as values: exceptions do not all survive a pipe."""
    try:
        return work()
    except RisError as error:
        return Refused(str(error))
    except (sqlite3.DatabaseError, OSError) as error:
        what = getattr(error, "filename", None) or "a file of the data folder"
        return _Trouble(str(trouble(what, error)))


def _checked(result: Any) -> Any:
    if isinstance(result, _Trouble):
        raise InputError(result.sentence)
    return result


def _serve(pipe: Connection) -> None:
    """What a process beside this one does: its work, until nobody is there who wants it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            pipe.send(_attempt(pipe.recv()))
        except (EOFError, ConnectionError):
            return


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Begin processes that Ctrl-C does not reach: this one ends them. It is not lost here meanwhile, only late."""
    # The first process brings this helper of Python's, whose start would let Ctrl-C through again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
