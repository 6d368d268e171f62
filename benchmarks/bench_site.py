"""The site on a generated dataset: every page answers, no query meets the time limit, every kind of page under load.

usage: python -m benchmarks.bench_site FOLDER   (a folder of `make muster`, published)
"""

from __future__ import annotations

import json
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlencode

import httpx2
from datasette.app import Datasette
from datasette.plugins import pm

from benchmarks import muster
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.site import publish, serve_command

CLIENTS, REQUESTS = 4, 400
AIM = 10
# Requests to a kind of page, over so many addresses of it, and milliseconds that 95 % of them may take, by clients.
EACH, ADDRESSES = 20, 8
AIMS = {1: 150, CLIENTS: 600}
# The site answers from memory what it answered before, but not those who send a cookie.
AFRESH = {"cookie": "afresh=1"}
# What stands in links to pages of the same kind: keys behind these parts of a path.
_KEY = re.compile(r"^(/ris/[^/.]+|/(?!ris\b)[^/]+)/.+?(\.\w+)?$")
_HREF = re.compile(r'href="(/[^"#?]*)["#?]')
# Not pages: files, which take as long as they are large, what is fixed, and what needs an argument.
_LEFT_OUT = re.compile(r"/ris\.db$|^/ris/[^?]*\.(csv|json|xlsx)$|/static/|^/-/|^/zitat\.")
# A value for each parameter of the canned queries, as a reader would give it.
GIVEN = {"konzept": "integrationskonzept", "kreis": "Musterkreis 00", "land": "Musterland", "von": "2018",
         "bis": "2021", "kreise": "99001,99002", "zustand": "beschlossen", "fehlt": "noch offen", "phase": "beschluss",
         "suche": "Turnhalle Klimaschutz", "vorlage": "2020/010", "kreistyp": "Landkreis",
         "einbringer_typ": "fraktion", "fraktion": "SPD", "haltung": "dafür", "art": "Fortschreibung",
         "stationen": "alle", "jahre": "5", "gremium_typ": "kreistag", "a": "radverkehrskonzept",
         "b": "klimaschutzkonzept", "lage": "beide"}  # fmt: skip
CONCEPT = "/konzept/{}"
# What people type: rare and frequent words, endings, parts, several words, a number, a Kreis, what is nowhere.
SEARCHES = ("Integrationskonzepte", "Klimaschutz-Konzept", "Schutzkonzepte", "Konzept", "Bruecke", "Planung",
            "für Planung", "Turnhalle Planung", "Radweg Neuheim", '"Neubau der Turnhalle"', "2020/010",
            "Vorlage 2020/010", "Klimaschutzkonzept Musterkreis 001", "Integratonskonzept", "Haus*")  # fmt: skip
# The canned queries whose rows the concept page shows.
CONCEPT_SQL = (
    "konzept_in_kreisen",
    "konzept_dauer",
    "beschluesse_im_verlauf",
    "konzept_stationen",
    "konzept_gremien",
)


@contextmanager
def served(site: Path) -> Iterator[httpx2.Client]:
    """A client of the site, served by a process of its own on a free port."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with subprocess.Popen(
        serve_command(site, port=port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        limits = httpx2.Limits(max_keepalive_connections=CLIENTS)
        with httpx2.Client(base_url=f"http://127.0.0.1:{port}", limits=limits, timeout=120) as client:
            try:
                _wait(client)
                yield client
            finally:
                process.terminate()


def _wait(client: httpx2.Client) -> None:
    for _ in range(300):
        try:
            client.get("/-/versions.json")
            return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise AssertionError("the site does not start")


def _get(client: httpx2.Client, url: str, afresh: bool = True) -> tuple[float, httpx2.Response]:
    """Seconds of a page, and the page; fails where it does not answer."""
    began = time.perf_counter()
    try:
        answer = client.get(url, headers=AFRESH if afresh else None)
    except httpx2.TransportError as error:
        raise AssertionError(f"{url} does not answer: {type(error).__name__}") from error
    taken = time.perf_counter() - began
    assert answer.status_code == 200, f"{url} answers with {answer.status_code}: {answer.text[:200]}"
    return taken, answer


class Pages(NamedTuple):
    """Seconds of the first page of every kind, and some addresses of each."""

    taken: dict[str, float]
    addresses: dict[str, list[str]]


def pages(client: httpx2.Client) -> Pages:
    """One page of every kind that links lead to from the start page."""
    queue: list[str] = ["/"]
    found = Pages({}, {})
    for url in queue:
        kind = _KEY.sub(r"\1/…\2", url)
        if _LEFT_OUT.search(url):
            continue
        known = found.addresses.setdefault(kind, [])
        if len(known) < ADDRESSES and url not in known:
            known.append(url)
        if kind in found.taken:
            continue
        found.taken[kind], answer = _get(client, url)
        if "html" in answer.headers["content-type"]:
            queue += _HREF.findall(answer.text)
    return found


def loads(client: httpx2.Client, addresses: Mapping[str, list[str]], clients: int) -> dict[str, float]:
    """Seconds that 95 % of the visits to each kind of HTML page stay below, with so many clients; none from memory."""
    with ThreadPoolExecutor(clients) as pool:
        return {
            kind: _p95(sorted(pool.map(lambda n, urls=urls: _get(client, urls[n % len(urls)])[0], range(EACH))))
            for kind, urls in addresses.items()
            if "." not in kind
        }


def tables(client: httpx2.Client) -> dict[str, float]:
    """Seconds of each table and view with its facets; fails where facets or the count of rows run out of time."""
    texts = client.get("/-/metadata.json").json()["databases"]["ris"]["tables"]
    taken = {}
    for name, about in texts.items():
        taken[name], answer = _get(client, f"/ris/{name}.json")
        said = answer.json()
        late = set(about.get("facets", ())) - set(said["facet_results"])
        assert not late, f"{name}: no time for the facets {late}"
        assert said["filtered_table_rows_count"] is not None, f"{name}: no time to count its rows"
    return taken


def queries(client: httpx2.Client) -> dict[str, float]:
    """Seconds of each canned query without parameters, with each of them, and with all; fails at the time limit."""
    taken = {}
    for query in canned_queries():
        everything = {name: GIVEN[name] for name in query.parameters}
        for given in ({}, *({name: GIVEN[name]} for name in everything), everything):
            url = f"/ris/{query.name}.json?{urlencode({'_shape': 'array', **given})}"
            taken[f"{query.name}({', '.join(given)})"], _ = _get(client, url)
    return taken


class Load(NamedTuple):
    """Seconds of the concept page: its bare SQL and a first visit (medians), p95 of later visits of four clients."""

    bare: float
    first: float
    p95: float


def concept(client: httpx2.Client, ris_db: Path) -> Load:
    """Measure the page of every concept."""
    with closing(sqlite3.connect(f"{ris_db.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        slugs = [row[0] for row in db.execute("select slug from konzepte order by slug")]
        bare = [_bare(db, slug) for slug in slugs]
    urls = [CONCEPT.format(slug) for slug in slugs]
    first = [_get(client, url, afresh=False)[0] for url in urls]
    with ThreadPoolExecutor(CLIENTS) as pool:
        later = sorted(pool.map(lambda n: _get(client, urls[n % len(urls)], afresh=False)[0], range(REQUESTS)))
    return Load(median(bare), median(first), _p95(later))


def _bare(db: sqlite3.Connection, slug: str) -> float:
    shown = [query for query in canned_queries() if query.name in CONCEPT_SQL]
    began = time.perf_counter()
    for query in shown:
        db.execute(query.sql, {**dict.fromkeys(query.parameters, ""), "konzept": slug}).fetchall()
    return time.perf_counter() - began


def searches(client: httpx2.Client, site: Path) -> Load:
    """Measure the search: p95 of its bare SQL, median of one client, p95 of four clients; none from memory."""
    Datasette(memory=True, plugins_dir=str(site / "plugins"))  # loads the plugins, which ask each other
    plugin = pm.get_plugin("suche.py")
    with closing(sqlite3.connect(f"{(site / 'ris.db').as_uri()}?mode=ro&immutable=1", uri=True)) as db:
        db.row_factory = sqlite3.Row
        bare = sorted(_bare_search(db, plugin, typed) for typed in SEARCHES)
    urls = [f"/suche?{urlencode({'q': typed})}" for typed in SEARCHES]
    first = [_get(client, url)[0] for url in urls]
    with ThreadPoolExecutor(CLIENTS) as pool:
        later = sorted(pool.map(lambda n: _get(client, urls[n % len(urls)])[0], range(EACH * len(urls))))
    return Load(_p95(bare), median(first), _p95(later))


def _bare_search(db: sqlite3.Connection, plugin: Any, typed: str) -> float:
    """Seconds of the statements that a search consists of, those aside that SQLite asks itself for the index."""
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    plugin.answer(db, plugin.wanted({"q": typed}))
    db.set_trace_callback(None)
    statements = [sql for sql in asked if not sql.startswith("--")]
    began = time.perf_counter()
    for sql in statements:
        db.execute(sql).fetchall()
    return time.perf_counter() - began


def _p95(ordered: list[float]) -> float:
    return ordered[max(0, round(len(ordered) * 0.95) - 1)]


def _print(title: str, taken: Mapping[str, float], limit: float) -> None:
    worst = sorted(taken, key=lambda name: -taken[name])[:5]
    print(f"site, {title}: all {len(taken)} answer; slowest, in parts of the {limit:g} s that they may take:")
    for name in worst:
        print(f"  {taken[name] / limit:.3f} {name} ({taken[name] * 1000:,.0f} ms)")


def measure(site: Path) -> None:
    """Print the figures of a published site."""
    limit = json.loads((site / "settings.json").read_text("utf-8"))["sql_time_limit_ms"] / 1000
    with served(site.resolve()) as client:
        found = pages(client)
        _print("pages", found.taken, limit)
        for clients, aim in AIMS.items():
            _print(f"p95 of {clients} clients", loads(client, found.addresses, clients), aim / 1000)
        _print("tables and views with facets", tables(client), limit)
        _print("canned queries", queries(client), limit)
        load = concept(client, site.resolve() / "ris.db")
        sought = searches(client, site.resolve())
    print(
        f"site, concept page, bare SQL {load.bare * 1000:.1f} ms: first visit {load.first / load.bare:.1f} x,"
        f" p95 of {CLIENTS} clients {load.p95 / load.bare:.1f} x ({load.p95 * 1000:.0f} ms; aim: at most {AIM} x)"
    )
    print(
        f"site, search, p95 of bare SQL {sought.bare * 1000:.1f} ms: median of one client {sought.first * 1000:.0f} ms,"
        f" p95 of {CLIENTS} clients {sought.p95 / sought.bare:.1f} x ({sought.p95 * 1000:.0f} ms; aim: at most {AIM} x)"
    )


def run(kreise: int, vorlagen: int) -> None:
    """Make a dataset of so many Kreise and Vorlagen, publish it, and print how its site answers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        muster.make(folder, kreise, vorlagen)
        made = time.perf_counter()
        publish(folder / "ris.db", folder / "site")
        taken = f"made in {made - began:.0f} s, published in {time.perf_counter() - made:.0f} s"
        print(f"muster: {kreise} Kreise, {vorlagen:,} Vorlagen {taken}")
        measure(folder / "site")


if __name__ == "__main__":
    measure(Path(sys.argv[1]) / "site")
