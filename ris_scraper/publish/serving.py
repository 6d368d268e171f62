"""Serves a site, and changes over to each new edition of it without a gap.

This process holds the port. Another answers (`served`); when `publish` made a new edition, a second one loads it, the
first takes no new connection any more, the second begins, and the first ends when its last answer is out. Meanwhile
connections wait at the port. So every answer is of one edition, and no answer of the old one follows one of the new.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ris_scraper.nouns.errors import InputError
from ris_scraper.publish import editions

#: Seconds: between two looks at the link, for a new edition to load, for the old one to take no more, for the end.
_LOOK, _LOAD, _RETIRE, _END = 0.5, 120.0, 10.0, 10.0
_READY, _GO, _RETIRED = b"r", b"g", b"y"
_BACKLOG = 2048


@dataclass(frozen=True)
class _Server:
    """A process that answers from an edition."""

    edition: Path
    process: subprocess.Popen[bytes]
    line: socket.socket

    def asked(self, word: bytes, expected: bytes, seconds: float) -> bool:
        """Say a word (or none), and whether the expected one comes back in time."""
        self.line.settimeout(seconds)
        try:
            self.line.sendall(word)
            return self.line.recv(1) == expected
        except OSError:
            return False

    def end(self) -> None:
        """End it, and its answers: they have some seconds."""
        self.line.close()
        self.process.terminate()
        try:
            self.process.wait(_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def serve(site: Path, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve the folder `site` until SIGTERM or SIGINT; `tell` gets what a person should know.

    Raises InputError where nothing is published, the address is taken, or Datasette does not start or ends by itself.
    """
    # Both ends come as KeyboardInterrupt, also where whoever started this let it ignore Ctrl-C.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.default_int_handler)
    servers: list[_Server] = []
    try:
        with closing(_listening(host, port)) as listening:
            _begin(site, listening, servers)
            tell(f"serving {site} on http://{host}:{listening.getsockname()[1]}/ until Ctrl-C")
            _follow(site, listening, servers, tell)
    except KeyboardInterrupt:
        return
    finally:
        with _undisturbed():
            for server in servers:
                server.end()


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except (OSError, OverflowError) as error:
        raise InputError(
            f"{host}:{port} cannot be listened on ({error}); is the port taken? Try another --port"
        ) from error


def _begin(site: Path, listening: socket.socket, servers: list[_Server]) -> None:
    """Start the first process. Raises InputError where it does not come up."""
    first = _started(site, listening, servers)
    if not first.asked(b"", _READY, _LOAD):
        raise InputError(f"Datasette cannot serve {site}, see above: `ris publish` makes it anew")
    first.line.sendall(_GO)


def _follow(site: Path, listening: socket.socket, servers: list[_Server], tell: Callable[[str], None]) -> None:
    """Change over to each new edition. Raises InputError when the process that answers ends by itself."""
    seen = servers[-1].edition
    while (code := _ended(servers[-1])) is None:
        _forget_ended(servers)
        now = site.resolve()
        if now == seen or not (now / editions.MARK).is_file():
            continue
        seen, old = now, servers[-1]
        new = _started(site, listening, servers)
        if new.asked(b"", _READY, _LOAD):
            old.asked(b"x", _RETIRED, _RETIRE)
            new.line.sendall(_GO)
            tell(f"serving the new {site}")
        else:
            servers.remove(new)
            new.end()
            tell(f"the new {site} cannot be served, see above; the older one is served on")
    raise InputError(f"Datasette ended with code {code}, see above")


def _ended(server: _Server) -> int | None:
    """The exit code of a process after some time, None where it goes on."""
    try:
        return server.process.wait(_LOOK)
    except subprocess.TimeoutExpired:
        return None


def _forget_ended(servers: list[_Server]) -> None:
    for old in [server for server in servers[:-1] if server.process.poll() is not None]:
        old.line.close()
        servers.remove(old)


def _started(site: Path, listening: socket.socket, servers: list[_Server]) -> _Server:
    """Start a process for the present edition; it is the last of `servers` then."""
    ours, theirs = socket.socketpair()
    with theirs, editions.held(site) as (edition, mark):
        numbers = (listening.fileno(), theirs.fileno(), mark.fileno())
        # UTF-8 mode: Datasette opens its settings in the encoding of the locale.
        command = [sys.executable, "-X", "utf8", "-m", "ris_scraper.publish.served"]
        # A session of its own: Ctrl-C reaches this process, which ends it.
        process = subprocess.Popen(
            [*command, str(edition), *map(str, numbers[:2])], pass_fds=numbers, start_new_session=True
        )
    servers.append(_Server(edition, process, ours))
    return servers[-1]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Do the body without being ended in it: it is what ends the others."""
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
