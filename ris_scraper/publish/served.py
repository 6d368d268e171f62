"""The process that answers from one edition of a site; `serving` starts it, and talks to it in words of one byte.

It says READY when everything is loaded, begins to answer at GO, and at RETIRE takes no new connection, says so, answers
what it has, and ends. It ends, too, when the line does: nobody is there who would end it.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from pathlib import Path

import uvicorn
from datasette.app import Datasette  # type: ignore[import-untyped]

READY, GO, RETIRE, RETIRED = b"r", b"g", b"x", b"y"
#: Seconds in which a request must have come over a connection that was accepted before the end.
_ARRIVES = 1.0
#: Seconds that answers which are under way may take at the end, downloads above all.
_LASTS = 600


def main(edition: str, listening: str, line: str) -> None:
    """Answer from the folder `edition`; the other two are numbers of open files: the listening socket, and the line."""
    with socket.socket(fileno=int(line)) as talk:
        site = Datasette(config_dir=Path(edition))
        asyncio.run(site.invoke_startup())
        config = uvicorn.Config(site.app(), log_level="info", lifespan="on", timeout_graceful_shutdown=_LASTS)
        config.load()
        if _told_to_go(talk):
            asyncio.run(_answer(uvicorn.Server(config), socket.socket(fileno=int(listening)), talk))


def _told_to_go(talk: socket.socket) -> bool:
    """Say that all is loaded, and wait for the word to begin; there is none where nobody is at the other end."""
    try:
        talk.sendall(READY)
        return talk.recv(1) == GO
    except ConnectionError:
        return False


async def _answer(server: uvicorn.Server, listening: socket.socket, talk: socket.socket) -> None:
    talk.setblocking(False)
    ending = asyncio.create_task(_end(server, listening, talk))
    await server.serve(sockets=[listening])
    ending.cancel()


async def _end(server: uvicorn.Server, listening: socket.socket, talk: socket.socket) -> None:
    """Wait for the word to retire, or for the end of the line."""
    loop = asyncio.get_running_loop()
    if await loop.sock_recv(talk, 1) == RETIRE:
        # Closing the listener would reset the connections that asyncio has accepted and not yet handed over.
        loop.remove_reader(listening)
        await loop.sock_sendall(talk, RETIRED)
        await asyncio.sleep(_ARRIVES)
    server.should_exit = True


if __name__ == "__main__":
    main(*sys.argv[1:])
