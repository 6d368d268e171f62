"""What the tests of published sites share: requests to a site, its rows, its plugins, and a server of its own."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from datasette.app import Datasette
from datasette.plugins import pm

from ris_scraper.folder import resource
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.site import serve_command

Rows = list[dict[str, Any]]
QUERIES = {query.name: query for query in canned_queries()}


def get(app: Datasette, path: str, **request: Any) -> Any:
    """The answer to a request; `params`, `headers` and `follow_redirects` as httpx has them."""
    return asyncio.run(app.client.get(path, **request))


def sql(site: Path, query: str, **params: str) -> Rows:
    """Rows of a query to a site's dataset."""
    with closing(sqlite3.connect(f"file:{site}/ris.db?mode=ro&immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query, params)]


def ask(site: Path, name: str, **params: str) -> Rows:
    """Rows of a canned query; parameters that are not given are empty, as Datasette leaves them."""
    query = QUERIES[name]
    assert set(params) <= set(query.parameters)
    return sql(site, query.sql, **{**dict.fromkeys(query.parameters, ""), **params})


def plugin(name: str) -> Any:
    """A plugin of the site as Datasette has it: all of them are loaded once for all tests, as some ask others."""
    if not pm.has_plugin(f"{name}.py"):
        Datasette(memory=True, plugins_dir=str(resource("datasette") / "plugins"))
    return pm.get_plugin(f"{name}.py")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """The address of a site, served by a process of its own."""
    port = free_port()
    server = subprocess.Popen(serve_command(site, "127.0.0.1", port), stderr=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address, timeout=2).close()
            return
        except urllib.error.URLError:
            assert server.poll() is None, "datasette ended"
            time.sleep(0.1)
    raise AssertionError("datasette did not answer")
