"""`ris probe` finds out what a portal runs, in at most five requests."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from ris_scraper.crawl.probe import MAX_REQUESTS, Finding, address, as_table, probe
from ris_scraper.fetch import Fetcher, Limits
from ris_scraper.nouns.errors import InputError
from tests.simulator import faults
from tests.simulator.server import serve
from tests.simulator.skeleton import fresh
from tests.support.crawling import CONTACT, VENDORS, Clock, every, tiny
from tests.support.faulty import Faulty, page


def looked_at(url: str) -> Finding:
    with Fetcher(CONTACT, clock=Clock(), limits=Limits(read=1, total=2, backoff=0.01)) as fetcher:
        return probe(address(url, privat=True), fetcher)


def served(vendor: str, **server: Any) -> tuple[Finding, int]:
    with serve(VENDORS[vendor].portal(tiny()), **server) as portal:
        return looked_at(portal.base_url), len(portal.log)


@every
def test_the_product_is_found_in_a_few_requests(vendor: str) -> None:
    finding, requests = served(vendor)
    assert (finding.vendor, finding.robots, finding.gate, finding.oparl) == (vendor, "erlaubt", None, None)
    assert (finding.zustand, finding.grund) == ("aktiv", None)
    assert finding.version == VENDORS[vendor].TRAITS.version
    assert requests <= MAX_REQUESTS


@every
def test_a_gate_is_named_and_nothing_more_is_asked(vendor: str) -> None:
    finding, requests = served(vendor, faults=[faults.gate("captcha")])
    assert "captcha" in (finding.gate or "") and requests == 2
    assert (finding.zustand, finding.grund) == ("gesperrt", "Zugangsschranke: Captcha")
    wall = faults.other_page(fresh(503, faults.GATES["captcha"]), where="/bi/")
    finding, requests = served(vendor, faults=[wall])
    assert "captcha" in (finding.gate or "") and requests == 2
    assert 'zustand = "gesperrt"' in as_table(finding, "muster")


@every
def test_robots_that_forbid_are_obeyed(vendor: str) -> None:
    finding, requests = served(vendor, robots="User-agent: *\nDisallow: /\n")
    assert (finding.robots, finding.vendor, requests) == ("verboten", None, 1)
    assert "forbids this address" in finding.hinweise[0]
    assert (finding.zustand, finding.grund) == ("gesperrt", "robots.txt untersagt die Startadresse")


@pytest.mark.parametrize("kind", faults.GATES)
def test_the_reason_that_is_published_is_german(kind: str) -> None:
    finding, _ = served("allris3", faults=[faults.gate(kind)])
    assert (finding.grund or "").startswith("Zugangsschranke: ") and "portal answered" not in (finding.grund or "")
    finding, _ = served("allris3", faults=[faults.other_page(fresh(403, faults.GATES[kind]))])
    assert finding.grund and "portal answered" not in finding.grund


def test_a_server_that_does_not_answer_is_a_note() -> None:
    finding, requests = served("sessionnet", faults=[faults.unavailable(503)], robots=404)
    assert finding.vendor is None and "503" in finding.hinweise[0] and requests <= MAX_REQUESTS
    assert finding.zustand is None


def test_an_oparl_system_counts_only_if_it_is_one() -> None:
    with Faulty() as server:
        mark = b"<html><body class='smc-body'>SessionNet Version 5.4.7</body></html>"
        server.routes = {"/bi/": page(mark), "/oparl/system": page(b'{"type": "https://schema.oparl.org/1.1/System"}')}
        url = f"http://127.0.0.1:{server.port}/bi/"
        assert looked_at(url).oparl == f"http://127.0.0.1:{server.port}/oparl/system"
        server.routes["/oparl/system"] = page(b"<html>nichts</html>")
        assert looked_at(url).oparl is None


def test_a_robots_txt_that_forbids_oparl_only_leaves_the_portal_active() -> None:
    finding, _ = served("allris4", robots="User-agent: *\nDisallow: /oparl/\n")
    assert (finding.vendor, finding.zustand, finding.grund, finding.oparl) == ("allris4", "aktiv", None, None)
    assert any("/oparl/system" in note and "forbids this address" in note for note in finding.hinweise)


@every
def test_the_table_can_be_pasted(vendor: str) -> None:
    finding, _ = served(vendor)
    table = tomllib.loads(as_table(finding, "muster"))["muster"]
    assert (table["vendor"], table["zustand"], table["url"]) == (vendor, "aktiv", finding.eingang)


@pytest.mark.parametrize("url", ["ris.example.org", "ftp://ris.example.org/", "https://"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="no web address"):
        address(url)


@pytest.mark.parametrize(
    ("html", "vendor"),
    [
        (b'<meta name="generator" content="SD.NET RIM"><title>Termine - SD.NET RIM 5</title>', "sdnet"),
        (b'<b class="Suchueberschrift">Kreistag</b>', "rubin"),
        (b"<body>Provox IIP</body>", "provox"),
        (b'<meta name="robots" content="noindex"><div id="app"></div>', "rubin"),
    ],
)
def test_products_are_told_by_words_of_their_own(html: bytes, vendor: str) -> None:
    with Faulty() as server:
        server.routes = {"/": page(html), "/api.php": page(b'{"name": "Musterkreis"}')}
        finding = looked_at(f"http://127.0.0.1:{server.port}/")
    assert (finding.vendor, finding.hinweise) == (vendor, [])


def test_a_page_that_links_to_a_portal_is_none() -> None:
    with Faulty() as server:
        server.routes = {"/": page(b'<a href="https://ris.kreis.example/bi/si0040.asp">Sitzungen</a>')}
        finding = looked_at(f"http://127.0.0.1:{server.port}/")
    assert finding.vendor is None
    assert finding.hinweise == [
        "the page links to what looks like a portal: probe https://ris.kreis.example/bi/si0040.asp"
    ]


def test_oparl_is_looked_for_beside_the_portal_and_in_older_versions() -> None:
    with Faulty() as server:
        server.routes = {
            "/rim4520/": page(b"<title>Termine - SD.NET RIM 4</title>"),
            "/rim4520/webservice/oparl/v1.0/system": page(b'{"type": "https://schema.oparl.org/1.0/System"}'),
        }
        finding = looked_at(f"http://127.0.0.1:{server.port}/rim4520/")
    assert (finding.oparl or "").endswith("/rim4520/webservice/oparl/v1.0/system")


@pytest.mark.parametrize(
    ("status", "zustand"), [(404, "weg"), (410, "weg"), (403, "gesperrt"), (401, "gesperrt"), (400, "gesperrt")]
)
def test_a_refusal_tells_the_state(status: int, zustand: str) -> None:
    with Faulty() as server:
        server.routes = {"/": page(b"<html>nichts</html>", status)}
        finding = looked_at(f"http://127.0.0.1:{server.port}/")
    assert (finding.zustand, finding.grund) == (zustand, f"HTTP {status}")


def test_a_redirect_to_another_host_is_shown_and_not_followed() -> None:
    with Faulty() as there, Faulty() as server:
        new = f"http://127.0.0.2:{there.port}/bi/"
        server.routes = {"/": page(b"", 301, Location=new)}
        finding = looked_at(f"http://127.0.0.1:{server.port}/")
        assert not there.log
    assert (finding.umleitung, finding.zustand, finding.vendor) == (new, None, None)
    assert as_table(finding, "muster").count(new) == 1


@pytest.mark.parametrize(
    "routes",
    [
        {"/": page(b"", 302, Location="/bi/info.php"), "/bi/info.php": page(b"SessionNet Version 5.4.7")},
        {"/": page(b'<a href="bi/si0040.php">Sitzungen</a> <a href="/impressum">Impressum</a>')},
    ],
    ids=["redirect", "link"],
)
def test_the_entry_is_the_folder_that_the_address_leads_to(routes: dict[str, Any]) -> None:
    with Faulty() as server:
        server.routes = routes
        finding = looked_at(f"http://127.0.0.1:{server.port}/")
        assert (finding.vendor, finding.eingang) == ("sessionnet", f"http://127.0.0.1:{server.port}/bi/")
