"""The 400 Kreise with their seats, the portals that are shipped, and what an operator's own table may say."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ris_scraper.nouns.errors import InputError
from ris_scraper.portals.portals import LAENDER, Portal, kreise, load

DATA = files("ris_scraper.portals")
NEW = """
[nord]
ags = ""
name = "Musterkreis Nord"
vendor = "allris3"
url = "https://ris.nord.example/bi/"
"""
#: South, north, west and east end of each Land, rounded outwards.
CORNERS = {
    "01": (53.3, 55.1, 7.8, 11.4),
    "02": (53.3, 54.0, 8.4, 10.4),
    "03": (51.2, 53.9, 6.6, 11.6),
    "04": (53.0, 53.7, 8.4, 9.0),
    "05": (50.3, 52.6, 5.8, 9.5),
    "06": (49.3, 51.7, 7.7, 10.3),
    "07": (48.9, 51.0, 6.1, 8.6),
    "08": (47.5, 49.8, 7.5, 10.5),
    "09": (47.2, 50.6, 8.9, 13.9),
    "10": (49.1, 49.7, 6.3, 7.5),
    "11": (52.3, 52.7, 13.0, 13.8),
    "12": (51.3, 53.6, 11.2, 14.8),
    "13": (53.1, 54.7, 10.5, 14.5),
    "14": (50.1, 51.7, 11.8, 15.1),
    "15": (50.9, 53.1, 10.5, 13.2),
    "16": (50.2, 51.7, 9.8, 12.7),
}
#: A city and the Kreis that is run from it share a place; two seats otherwise lie a walk apart.
SAME_PLACE = 0.02


@pytest.fixture
def own(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "own.toml"
        path.write_text(text, "utf-8")
        return path

    return write


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as error:
        load(path)
    message = str(error.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def test_there_are_400_kreise_with_five_digits_each():
    ags = [kreis.ags for kreis in kreise()]
    assert len(ags) == len(set(ags)) == 400
    assert all(re.fullmatch(r"\d{5}", one) for one in ags)
    assert ags == sorted(ags)


def test_names_of_kreise_are_unique():
    assert max(Counter(kreis.name for kreis in kreise()).values()) == 1


def test_the_land_follows_from_the_prefix():
    assert {kreis.ags: kreis.land for kreis in kreise()} == {kreis.ags: LAENDER[kreis.ags[:2]] for kreis in kreise()}
    assert {kreis.land for kreis in kreise()} == set(LAENDER.values())


def test_the_number_of_kreise_in_each_land():
    per_land = Counter(kreis.ags[:2] for kreis in kreise())
    counts = " ".join(str(per_land[prefix]) for prefix in sorted(LAENDER))
    assert counts == "15 1 45 2 53 26 36 44 96 6 1 18 8 13 14 22"


def test_the_inhabitants_add_up_to_those_of_germany():
    assert sum(kreis.einwohner or 0 for kreis in kreise()) == 83_019_213


def test_eisenach_is_in_the_wartburgkreis():
    found = {kreis.ags: kreis for kreis in kreise()}
    assert "16056" not in found
    assert found["16063"].einwohner == 123_025 + 42_370


# The regions of NUTS 1 are the Länder.
NUTS1 = dict(zip(sorted(LAENDER), "F 6 9 5 A 7 B 1 2 C 3 4 8 D E G".split(), strict=True))


def test_every_kreis_has_a_nuts_code_of_its_own_in_its_land():
    codes = {kreis.ags: str(kreis.nuts3) for kreis in kreise()}
    assert len(set(codes.values())) == len(codes) == 400
    assert not [ags for ags, code in codes.items() if code[:3] != f"DE{NUTS1[ags[:2]]}"]


@pytest.mark.parametrize(
    ("ags", "code"),
    [("03159", "DE91C"), ("05334", "DEA2D"), ("16063", "DEG0P"), ("05974", "DEA5B"), ("05970", "DEA5A"),
     ("15083", "DEE07"), ("05554", "DEA34"), ("03241", "DE929"), ("11000", "DE300"), ("02000", "DE600")],
)  # fmt: skip
def test_nuts_codes_that_are_known(ags: str, code: str) -> None:
    """Merged Kreise (Göttingen with Osterode, Aachen, the Wartburgkreis with Eisenach), and those of the examples."""
    assert {kreis.ags: kreis.nuts3 for kreis in kreise()}[ags] == code


def test_every_seat_lies_in_its_land():
    for kreis in kreise():
        south, north, west, east = CORNERS[kreis.ags[:2]]
        assert kreis.lat is not None and south < kreis.lat < north, kreis
        assert kreis.lon is not None and west < kreis.lon < east, kreis


def test_seats_share_a_place_only_within_their_regierungsbezirk():
    places: dict[tuple[float, float], list[str]] = {}
    for kreis in kreise():
        assert kreis.lat is not None and kreis.lon is not None
        places.setdefault((kreis.lat, kreis.lon), []).append(kreis.ags)
    shared = [ags for ags in places.values() if len(ags) > 1]
    assert shared and all(len(ags) == 2 and ags[0][:3] == ags[1][:3] for ags in shared)
    for (lat, lon), (other_lat, other_lon) in combinations(places, 2):
        assert abs(lat - other_lat) + abs(lon - other_lon) > SAME_PLACE


def test_every_kreis_has_its_seat_on_record():
    with DATA.joinpath("kreissitze.csv").open(encoding="utf-8") as file:
        seats = {row["ags"]: row["sitz"] for row in csv.DictReader(file)}
    assert set(seats) == {kreis.ags for kreis in kreise()}
    assert seats["05974"] == "Soest"
    assert seats["15083"] == "Haldensleben"


def test_the_shipped_portals_load_and_say_where_they_come_from():
    portals = load()
    assert len(portals) > 390
    assert all(slug == portal.slug for slug, portal in portals.items())
    assert all(portal.quelle for portal in portals.values())
    assert {portal.zustand for portal in portals.values()} == {"ungeprueft"}
    assert not any(portal.netz_privat for portal in portals.values())


def test_every_portal_belongs_to_a_kreis_or_to_none():
    known = {kreis.ags: kreis.name for kreis in kreise()}
    for portal in load().values():
        assert portal.ags is None or portal.name.startswith(known[portal.ags]), portal


def test_no_two_portals_share_an_address():
    urls = [portal.url.lower().rstrip("/") for portal in load().values()]
    assert len(urls) == len(set(urls))
    assert all(urlsplit(url).scheme == "https" for url in urls)


def test_of_twenty_seven_kreise_no_portal_is_known():
    named = {portal.ags for portal in load().values()}
    assert len([kreis for kreis in kreise() if kreis.ags not in named]) == 27


@pytest.mark.parametrize(
    ("slug", "ags", "vendor", "url"),
    [
        ("soest", "05974", "allris4", "https://www.kreis-soest.sitzung-online.de/public/"),
        ("soest-alt", "05974", "allris3", "https://politik.kreis-soest.de/bi/"),
        ("borken", "05554", "sessionnet", "https://secure.kreis-borken.de/BI/"),
        ("boerde", "15083", "allris4", "https://kreistag.landkreis-boerde.de/public/"),
        ("boerde-alt", "15083", "allris3", "https://www.landkreis-boerde.de/bi/"),
        ("lk-oldenburg", "03458", "sdnet", "https://oldenburg-kreis.ratsinfomanagement.net/"),
        ("rhein-kreis-neuss", "05162", "oparl", "https://ris-oparl.itk-rheinland.de/Oparl/bodies/0019"),
        ("siegen-wittgenstein", "05970", "sdnet", "https://gremien.siegen-wittgenstein.de/"),
        ("hildesheim", "03254", "allris4", "https://kt-info.landkreishildesheim.de/public/"),
        ("nordhausen", "16062", None, "https://ratsinfo.landratsamt-nordhausen.de/"),
        ("lwl", None, "allris4", "https://allris.lwl.org/public/"),
    ],
)
def test_known_portals(slug: str, ags: str | None, vendor: str | None, url: str):
    portal = load()[slug]
    assert (portal.ags, portal.vendor, portal.url) == (ags, vendor, url)


def test_slugs_in_the_shipped_file_are_plain_headings():
    text = DATA.joinpath("portals.toml").read_text("utf-8")
    headings = re.findall(r"^\[(.+)\]$", text, re.MULTILINE)
    assert list(tomllib.loads(text)) == headings == list(load())


def test_an_own_file_adds_a_portal(own):
    portals = load(own(NEW))
    assert len(portals) == len(load()) + 1
    assert portals["nord"] == Portal(
        slug="nord", ags=None, name="Musterkreis Nord", vendor="allris3", url="https://ris.nord.example/bi/"
    )


def test_an_own_file_changes_only_the_keys_it_gives(own):
    before = load()["soest"]
    after = load(own('[soest]\nzustand = "aktiv"\npause = 2\nhosts = ["a.example"]\nencoding = "Latin1"\n'))["soest"]
    assert (after.zustand, after.pause, after.hosts, after.encoding) == ("aktiv", 2.0, ("a.example",), "iso8859-1")
    assert (after.ags, after.name, after.vendor, after.url) == (before.ags, before.name, before.vendor, before.url)
    assert load()["soest"] == before


def test_an_empty_text_takes_a_value_back(own):
    assert load(own('[soest]\nvendor = ""\n'))["soest"].vendor is None


def test_an_own_file_may_bring_an_invented_kreis(own):
    kreis = '[kreise.99001]\nname = "Musterkreis Nord"\ntyp = "Landkreis"\nland = "Musterland"\nlat = 52.5\n'
    path = own(kreis + NEW.replace('ags = ""', 'ags = "99001"'))
    found = {one.ags: one for one in kreise(path)}
    assert len(found) == 401
    assert (found["99001"].land, found["99001"].einwohner, found["99001"].lat) == ("Musterland", None, 52.5)
    portals = load(path)
    assert portals["nord"].ags == "99001"
    assert "kreise" not in portals


def test_an_own_file_may_correct_a_kreis(own):
    found = {one.ags: one for one in kreise(own("[kreise.05974]\neinwohner = 300000\n"))}
    assert (found["05974"].name, found["05974"].einwohner) == ("Kreis Soest", 300_000)
    assert len(found) == 400


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('vendro = "allris3"', "[nord] vendro: no such key; remove it or correct its spelling"),
        ('robots = "erlaubt"', "[nord] robots: no such key"),
        ('strategie = "neues"', "[nord] strategie: no such key"),
        ('url = "ftp://ris.nord.example/"', "[nord] url: 'ftp://ris.nord.example/' is no http or https address"),
        ('url = "https:///bi/"', "[nord] url: 'https:///bi/' is no http"),
        ('url = "https://ris.nord.example:bi/"', "[nord] url: 'https://ris.nord.example:bi/' cannot be read"),
        ('url = "https://a:b@ris.nord.example/"', "[nord] url: 'https://a:b@ris.nord.example/' has a user name"),
        ('url = "https://ris.nord.example/ bi"', "[nord] url: 'https://ris.nord.example/ bi' has a blank"),
        ('url = ""', "[nord] url: '' is no http"),
        ("url = 7", "[nord] url: "),
        ('ags = "99001"', '[nord] ags: no Kreis has the AGS "99001"'),
        ("ags = 5974", "[nord] ags: "),
        ('zustand = "kaputt"', "[nord] zustand: Input should be 'ungeprueft', 'aktiv', 'gesperrt' or 'weg'"),
        ('encoding = "cp9999"', "[nord] encoding: 'cp9999' is no encoding"),
        ("pause = -1", "[nord] pause: "),
        ("pause = nan", "[nord] pause: "),
        ('hosts = ["https://x.example/"]', "[nord] hosts.0: 'https://x.example/' is no host"),
        ("nummern = [[9, 3]]", "[nord] nummern.0: [9, 3] is no range; give the first and the last number"),
        ("nummern = [1, 500]", "[nord] nummern.0: "),
        ('netz_privat = "ja"', "[nord] netz_privat: "),
        ('slug = "sued"', "[nord] slug: it is the table's heading"),
    ],
)
def test_a_wrong_key_is_named(own, change: str, said: str):
    key = change.partition(" ")[0]
    kept = "\n".join(line for line in NEW.splitlines() if not line.startswith(f"{key} "))
    assert refusal(own(f"{kept}\n{change}\n")).startswith(said)


@pytest.mark.parametrize("key", ["ags", "name", "url"])
def test_a_missing_key_is_named(own, key: str):
    kept = "\n".join(line for line in NEW.splitlines() if not line.startswith(f"{key} "))
    assert refusal(own(kept)) == f"[nord] {key}: the key is missing; add it"


def test_a_misspelt_slug_is_asked_after(own):
    said = "[borkn] url: the key is missing; add it; did you mean 'borken'?"
    assert refusal(own('[borkn]\nzustand = "aktiv"\n')) == said


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ('umfang = "/bi/"', "umfang: give a list, in square brackets"),
        ('datum = "gestern"', "datum: no day; write it as 2026-11-01, without quotes"),
        ("datum = 2026", "datum: no day"),
        ('bis = "2026-13-01"', "bis: no day"),
    ],
)
def test_a_consent_that_is_written_wrongly_says_how(own, key: str, said: str):
    keys = {"wer": '"Kreis"', "rolle": '"Betreiber"', "datum": "2026-11-01", "bis": "2027-10-31"}
    name, _, value = key.partition(" = ")
    table = "".join(f"{each} = {text}\n" for each, text in (keys | {name: value}).items())
    assert refusal(own(f"[[borken.erlaubnis]]\n{table}")).startswith(f"[borken] erlaubnis.0.{said}")


@pytest.mark.parametrize("slug", ['"Nord"', '"nord/../x"', '"nord--1"', "nord_1", '""', "n" * 61])
def test_a_bad_slug_is_refused(own, slug: str):
    assert "slug: " in refusal(own(NEW.replace("nord", slug, 1)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[kreise.99001]\nname = "x"\ntyp = "y"\n', "[kreise.99001] land: the key is missing"),
        ('[kreise.990]\nname = "x"\ntyp = "y"\nland = "z"\n', "[kreise.990] ags: '990' is no AGS"),
        ('[kreise.05974]\nland = "Bayern"\n', "[kreise.05974] land: an AGS with 05 lies in Nordrhein-Westfalen"),
        ("[kreise.05974]\nlat = 91\n", "[kreise.05974] lat: "),
        ("[kreise.05974]\neinwohner = -1\n", "[kreise.05974] einwohner: "),
        ('[kreise.05974]\nnuts3 = "DE"\n', "[kreise.05974] nuts3: "),
        ("[kreise.05974]\nflaeche = 1\n", "[kreise.05974] flaeche: no such key"),
        ("kreise = 1\n", "kreise is no table"),
        ("[kreise]\n05974 = 1\n", "kreise.05974 stands outside a table"),
        ('name = "x"\n', "name stands outside a table"),
        ("[nord\n", "is no valid TOML"),
        ("[soest]\n[soest]\n", "is no valid TOML"),
    ],
)
def test_a_wrong_table_is_named(own, text: str, said: str):
    assert refusal(own(text)).startswith(said)


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    assert refusal(tmp_path / "none.toml").startswith("cannot be read (No such file or directory)")
    assert refusal(tmp_path).startswith("cannot be read (Is a directory)")
    (tmp_path / "latin.toml").write_bytes(b"# \xfc\n")
    assert refusal(tmp_path / "latin.toml").startswith("is no valid TOML")
