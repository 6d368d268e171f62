"""Which addresses are connected to: redirects, hosts of the portal, the public network, certificates."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ris_scraper.fetch import address
from ris_scraper.nouns.errors import AddressRefused, Unreachable
from ris_scraper.portals.portals import Portal
from tests.support.faulty import Faulty, moved
from tests.support.fetching import NAMES, World


def test_redirects_are_followed_and_told(world: World) -> None:
    world.server.routes["/a"] = moved("b?x=1", 301)
    world.server.routes["/b"] = moved(world.url("/bi/", "dateien.nord.example"))
    answer = world.session(hosts=("dateien.nord.example",)).get(world.url("/a"))
    assert answer.url == world.url("/bi/", "dateien.nord.example")
    assert answer.redirects == (world.url("/a"), world.url("/b?x=1"))


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirected_form(world: World, status: int, method: str) -> None:
    world.server.routes["/a"] = moved("/bi/", status)
    world.session().post(world.url("/a"), {"x": "1"})
    assert (world.server.log[-1].method, world.server.log[-1].body) == (method, b"x=1" if method == "POST" else b"")


def test_redirects_are_counted(world: World) -> None:
    world.server.routes["/kreis"] = moved("/kreis")
    with pytest.raises(AddressRefused, match="more than 5 times"):
        world.session().get(world.url("/kreis"))
    assert world.server.paths == ["/robots.txt"] + ["/kreis"] * 6


AWAY = """
http://127.0.0.1/ http://127.0.0.1:FAR/ http://127.0.0.2:FAR/ http://localhost:FAR/ http://[::1]:FAR/
http://2130706433:FAR/ http://0x7f.1:FAR/ http://169.254.169.254/latest/meta-data/ http://innen.example/
http://ris.fern.example:FAR/ http://ris.nord.example:FAR/ http://ris.nord.example:22/ //aussen.example/
http://ris.nord.example@127.0.0.2:FAR/ http://ris.nord.example.aussen.example/ file:///etc/passwd
gopher://ris.nord.example/ javascript:alert(1) http://[kaputt http://ris.nord.example:99999/
http://xn--/ http://\x80\xff/ https://musterkreis.sitzung-online.debi/x
""".split()


@pytest.mark.parametrize("where", AWAY)
def test_a_redirect_away_makes_no_connection(world: World, where: str) -> None:
    with Faulty(world.clock, "127.0.0.2") as far:
        world.server.routes["/weg"] = moved(where.replace("FAR", str(far.port)))
        with pytest.raises(AddressRefused) as error:
            world.session(hosts=("dateien.nord.example",)).get(world.url("/weg"))
        assert error.value.url == world.url("/weg")
        assert not far.log
    assert world.server.paths == ["/robots.txt", "/weg"]


@given(st.binary(max_size=30).map(lambda raw: raw.decode("latin-1")))
def test_any_location_is_an_address_or_refused(where: str) -> None:
    with suppress(AddressRefused):
        assert address.target_of(address.joined("http://ris.nord.example/bi/", where)).host


def test_a_private_address_is_refused_before_robots_is_asked(world: World) -> None:
    for host in ("ris.nord.example", "127.0.0.1"):
        session = world.session(host, private=False)
        for call in (session.robots, lambda s=session, h=host: s.get(world.url(host=h))):
            with pytest.raises(AddressRefused, match="not in the public network"):
                call()
    assert not world.server.log


def test_a_redirect_within_the_portal_to_a_private_address(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ris_scraper.fetch.session.is_public", lambda ip: ip == "127.0.0.1")
    world.server.routes["/weg"] = moved("http://metadaten.example/")
    with pytest.raises(AddressRefused, match=r"169\.254\.169\.254") as error:
        world.session(private=False, hosts=("metadaten.example",)).get(world.url("/weg"))
    assert error.value.url == world.url("/weg")
    assert world.server.paths == ["/robots.txt", "/weg"]


def test_the_connection_goes_to_the_checked_address(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that becomes private later is refused then, also on an open connection; one bad address is enough."""
    monkeypatch.setattr("ris_scraper.fetch.session.is_public", lambda ip: ip == "127.0.0.1")
    session = world.session(private=False)
    session.get(world.url())
    monkeypatch.setitem(NAMES, "ris.nord.example", ("127.0.0.1", "10.0.0.1"))
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        session.get(world.url())
    assert world.server.paths == ["/robots.txt", "/bi/"]


def test_the_next_address_is_tried_and_a_moved_name_is_dialled_anew(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NAMES, "ris.nord.example", ("127.0.0.3", "127.0.0.1"))
    session = world.session()
    assert session.get(world.url()).status == 200
    monkeypatch.setitem(NAMES, "ris.nord.example", ("127.0.0.4",))
    with pytest.raises(Unreachable):
        session.get(world.url())


NOT_PUBLIC = """
127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255
::1 :: fe80::1 fe80::1%eth0 fc00::1 fec0::1 ff02::1 ::ffff:10.0.0.1 2002:7f00:1:: 64:ff9b::a00:1 2001:db8::1
""".split()


@pytest.mark.parametrize("ip", NOT_PUBLIC)
def test_addresses_that_are_not_public(ip: str) -> None:
    assert not address.is_public(ip)


@pytest.mark.parametrize("ip", "192.0.43.7 2001:500:88:200::8 ::ffff:192.0.43.7 2002:c000:2b07::".split())
def test_addresses_that_are_public(ip: str) -> None:
    assert address.is_public(ip)


@pytest.mark.parametrize("ip", ["127.0.0.1", "::1"])
def test_a_number_stands_for_itself(ip: str) -> None:
    assert address.resolve(ip) == (ip,)


def test_an_address_of_another_host_is_refused_at_once(world: World) -> None:
    for url in ("http://aussen.example/", world.url(host="ris.sued.example"), "bi/", "", "mailto:x@nord.example"):
        with pytest.raises(AddressRefused):
            world.session().get(url)
    assert not world.server.log


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Key and certificate for ris.nord.example in one file."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here")
    folder = tmp_path_factory.mktemp("tls")
    key, file = folder / "key.pem", folder / "both.pem"
    make = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=Test".split()
    make += ["-addext", "subjectAltName=DNS:ris.nord.example", "-keyout", str(key), "-out", str(file)]
    subprocess.run(make, check=True, capture_output=True)
    file.write_bytes(file.read_bytes() + key.read_bytes())
    return file


def test_https_names_the_host_though_it_dials_the_address(world: World, certificate: Path) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    world.server.socket = served.wrap_socket(world.server.socket, server_side=True)
    world.fetcher.tls = ssl.create_default_context(cafile=str(certificate))
    for host, verdict in (("ris.nord.example", "erlaubt"), ("ris.sued.example", "nicht_erreichbar")):
        url = world.url(host=host).replace("http:", "https:")
        portal = Portal(slug="tls", ags=None, name="TLS", vendor=None, url=url, pause=0.0, netz_privat=True)
        found = world.fetcher.portal(portal).robots()
        assert found.verdict == verdict
    assert found.reason and "certificate" in found.reason.lower()
    assert world.server.paths == ["/robots.txt"]
