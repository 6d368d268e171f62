"""OParl out: valid objects, whole lists, what changed, refusals; our own reader gets the dataset back."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from datasette.app import Datasette

from ris_scraper.crawl.crawl import crawl_portal
from ris_scraper.crawl.nouns import Context, Order
from ris_scraper.fetch import Fetcher, Limits
from ris_scraper.folder import Folder
from ris_scraper.publish.oparl import terms
from ris_scraper.publish.site import publish
from tests.conftest import ROOT
from tests.simulator.compare import differences, known
from tests.support import hostile_db
from tests.support.crawling import CONTACT, enter
from tests.support.serving import get, plugin, serving, sql

START = "/oparl/v1"
Object = dict[str, Any]
#: What OParl 1.1 wants of an object beside id, type, created and modified, as its specification says.
REQUIRED: dict[str, set[str]] = {
    "System": {"oparlVersion", "body", "license"},
    "Body": {"name", "organization", "person", "meeting", "paper", "legislativeTerm"},
    "LegislativeTerm": {"startDate"},
    "Organization": {"name", "body"},
    "Meeting": {"start"},
    "Location": {"description"},
    "AgendaItem": {"order", "name"},
    "Paper": {"body", "name"},
    "Consultation": {"paper"},
    "File": {"accessUrl"},
}
#: Fields with addresses that lead elsewhere, or are none.
ELSEWHERE = {"web", "accessUrl", "website", "license", "equivalent", "type", "oparlVersion"}


# --- the whole interface -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address(demo_site: Path) -> Iterator[str]:
    """The address of the demo's site."""
    with serving(demo_site) as found:
        yield found


def values(said: Any, field: str = "") -> Iterator[tuple[str, Any]]:
    """All values of a document with the fields that they stand in."""
    if isinstance(said, dict):
        for name, value in said.items():
            yield from values(value, name)
    elif isinstance(said, list):
        for value in said:
            yield from values(value, field)
    else:
        yield field, said


def objects(said: Any) -> Iterator[Object]:
    """All objects of a document, also those inside others."""
    if isinstance(said, dict) and "type" in said:
        yield said
    for inner in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
        yield from objects(inner)


@pytest.fixture(scope="module")
def walked(address: str) -> dict[str, Object]:
    """Every document that links lead to from the System."""
    found: dict[str, Object] = {}
    left = [f"{address}{START}/system"]
    with httpx2.Client() as client:
        while left:
            url = left.pop()
            if url in found:
                continue
            answer = client.get(url)
            assert answer.status_code == 200, url
            found[url] = answer.json()
            left += {value for field, value in values(found[url]) if field not in ELSEWHERE and START in str(value)}
    return found


def test_every_link_leads_to_an_object_that_is_what_lists_and_others_say(walked: dict[str, Object]) -> None:
    counts: Counter[str] = Counter()
    for url, document in walked.items():
        if "type" in document:
            assert document["id"] == url
            counts[document["type"].rpartition("/")[2]] += 1
        for said in objects(document):
            assert walked[said["id"]] == said
    assert set(counts) == set(REQUIRED) and counts["Paper"] >= 56 and counts["Consultation"] >= 116


def test_objects_have_what_oparl_wants_and_nothing_empty(walked: dict[str, Object]) -> None:
    for document in walked.values():
        for said in objects(document):
            kind = said["type"].rpartition("/")[2]
            assert said["type"] == f"https://schema.oparl.org/1.1/{kind}"
            missing = {"id", "created", "modified"} | REQUIRED[kind]
            assert not missing - said.keys(), said
            assert said["created"] <= said["modified"]
        assert not [field for field, value in values(document) if value is None or value == ""]


def test_objects_pass_the_schemas_of_the_specification(walked: dict[str, Object]) -> None:
    folder = Path(os.environ.get("RIS_OPARL_SPEC", ROOT.parent / "shared" / "oparl-spec")) / "schema"
    if not folder.is_dir():
        pytest.skip("the specification's schemas are not here (RIS_OPARL_SPEC); they are CC BY-SA and not copied")
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schemas = {path.stem: jsonschema.Draft7Validator(json.loads(path.read_text())) for path in folder.glob("*.json")}
    found = [said for document in walked.values() for said in objects(document)]
    errors = [error for said in found for error in schemas[said["type"].rpartition("/")[2]].iter_errors(said)]
    assert len(found) > 500 and errors == []


def test_no_object_is_a_person(walked: dict[str, Object]) -> None:
    lists = [document for url, document in walked.items() if url.endswith("/persons")]
    assert lists and all(document["data"] == [] for document in lists)
    assert not [field for document in walked.values() for field, _ in values(document) if "erson" in field[1:]
                and field != "person"]  # fmt: skip


def test_lists_hold_what_the_tables_hold(walked: dict[str, Object], demo_site: Path) -> None:
    found = {said["id"].partition("/paper/")[2] for document in walked.values() for said in objects(document)}
    known_papers = "select id from vorlagen where ags is not null and verschwunden_am is null"
    assert {quote(row["id"], ":") for row in sql(demo_site, known_papers)} <= found
    for url, document in walked.items():
        if url.endswith(("/papers", "/meetings", "/organizations")):
            assert document["pagination"]["totalElements"] == len(document["data"])


# --- the round trip ------------------------------------------------------------------------------

#: What our own reader does not get back; also in docs/oparl.md.
LOST = {
    "sitzung_id": "ids are those of the interface it was read from",
    "abschnitte": "OParl has no field for the texts of papers",
    "anlagen": "a File needs an address; a name in angle brackets is taken for markup",
}


def test_our_own_reader_gets_the_dataset_back(address: str, demo_site: Path, tmp_path: Path) -> None:
    bodies = httpx2.get(f"{address}{START}/bodies").json()["data"]
    slugs = {f"k{body['ags'][:5]}": body["id"] for body in bodies}
    enter(tmp_path, "oparl", **slugs)
    folder, order = Folder(tmp_path), Order(heute=date(2026, 11, 28), seit=2000)
    limits = Limits(read=20.0, total=60.0, backoff=0.01, body=5_000_000)
    with Fetcher(CONTACT, limits=limits) as fetcher:
        for slug in slugs:
            assert (
                crawl_portal(folder, folder.portal(slug), fetcher, order, Context(lambda *_: None)).ausgang == "fertig"
            )
    read = [row["slug"] for row in sql(demo_site, "select slug from portale where ags is not null and seiten > 0")]
    expected = {f"{slug}:{key}": said for slug in read for key, said in known(demo_site / "ris.db", slug).items()}
    found = {key: said for slug in slugs for key, said in known(folder.ris_db, slug).items()}
    lines = differences(expected, found)
    assert len(found) >= 56 and {_field(line) for line in lines} <= set(LOST), lines
    with closing(sqlite3.connect(folder.ris_db)) as db:
        assert db.execute("select * from hinweise").fetchall() == []
        assert db.execute("select url, fehler from seiten where fehler is not null").fetchall() == []


def _field(line: str) -> str:
    return re.sub(r"\[\d+\]", "", line.partition(": expected")[0].rpartition(".")[2])


def test_the_docs_list_what_is_lost() -> None:
    said = (ROOT / "docs" / "oparl.md").read_text("utf-8").partition("## What does not come back")[2]
    assert {name for name in LOST if f"`{name}`" in said} == set(LOST)


# --- lists: pages, filters, deletion -------------------------------------------------------------


@pytest.fixture(scope="module")
def changed(demo_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """The demo after a Vorlage was lost, one changed late, and the rules are older than both."""
    place = tmp_path_factory.mktemp("changed")
    shutil.copy(demo_site.parent / "ris.db", place / "ris.db")
    with closing(sqlite3.connect(place / "ris.db")) as db, db:
        db.execute("update versionen set seit = '2026-01-01T00:00:00+00:00'")
        db.execute(
            "update vorlagen set verschwunden_am = '2026-11-20T02:00:00+00:00' where id = 'musterkreis-sued:3101'"
        )
        db.execute(
            "update vorlagen set zuletzt_gesehen = '2026-11-21T02:00:00+01:00' where id = 'musterkreis-sued:3105'"
        )
    publish(place / "ris.db", place / "site")
    return Datasette(config_dir=place / "site")


def ask(app: Datasette, path: str, **request: Any) -> Any:
    return get(app, START + path, **request)


def ids(answer: Any) -> list[str]:
    return [said["id"].rpartition("/")[2] for said in answer.json()["data"]]


def test_pages_of_any_length_give_each_object_once(changed: Datasette) -> None:
    for word in ("papers", "meetings", "organizations", "agendaitems", "consultations", "files"):
        whole = ids(ask(changed, f"/body/99004/{word}"))
        for limit in (1, 2, 100):
            found, path = [], f"/body/99004/{word}?limit={limit}"
            while path:
                answer = ask(changed, path)
                found += ids(answer)
                path = answer.json()["links"].get("next", "").partition(START)[2]
            assert found == whole and len(set(found)) == len(found) > 2, word


def test_filtered_lists_hold_what_changed_and_what_is_gone(changed: Datasette) -> None:
    late = ask(changed, "/body/99004/papers", params={"modified_since": "2026-11-19T00:00:00Z"}).json()
    gone, new = late["data"]
    assert gone == {
        "id": "http://localhost/oparl/v1/paper/musterkreis-sued:3101",
        "type": "https://schema.oparl.org/1.1/Paper",
        "created": gone["created"],
        "modified": "2026-11-20T02:00:00+00:00",
        "deleted": True,
    }
    assert new["reference"] == "0130/2025" and new["modified"] == "2026-11-21T01:00:00+00:00"
    assert late["pagination"]["totalElements"] == 2
    assert "musterkreis-sued:3101" not in ids(ask(changed, "/body/99004/papers"))
    assert ask(changed, "/paper/musterkreis-sued:3101").json() == gone
    parts = ask(changed, "/body/99004/consultations?modified_since=2026-11-19").json()["data"]
    assert [said.get("deleted") for said in parts] == [True, True, True, None]
    assert not [url for _, url in values(ask(changed, "/body/99004/agendaitems").json()) if "3101" in str(url)]


def test_filters_include_their_bounds_and_heed_time_zones(changed: Datasette) -> None:
    for value, found in (("2026-11-21T01:00:00Z", 1), ("2026-11-21T02:00:00 01:00", 1), ("2026-11-21T01:00:01Z", 0)):
        assert len(ids(ask(changed, "/body/99004/papers", params={"modified_since": value}))) == found, value
    until = {"modified_until": "2026-11-20T02:00:00Z", "modified_since": "2026-11-20T02:00:00Z"}
    assert ids(ask(changed, "/body/99004/papers", params=until)) == ["musterkreis-sued:3101"]
    assert ids(ask(changed, "/body/99004/papers?created_since=2030-01-01")) == []
    assert ids(ask(changed, "/body/99004/papers?created_until=2030-01-01")) != []


# --- questions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/body/99004/papers?modified_since=gestern", 400, "modified_since"),
        ("/body/99004/papers?modified_sinse=2026-01-01", 400, "unknown parameter"),
        ("/body/99004/papers?limit=0", 400, "limit"),
        ("/body/99004/papers?limit=1&limit=2", 400, "twice"),
        ("/body/99004/papers?modified_since=0001-01-01T00:00:00%2B14:00", 400, "modified_since"),
        ("/body/99004/nothing", 404, "no such list"),
        ("/body/00000/papers", 404, "no such list"),
        ("/paper/musterkreis-sued:0", 404, "no such object"),
        ("/paper/%00", 404, "no such object"),
        ("/legislativeterm/x", 404, "no such object"),
        ("/agendaitem/beratung~x", 404, "no such object"),
    ],
)
def test_bad_questions_get_a_sentence(changed: Datasette, path: str, status: int, words: str) -> None:
    answer = ask(changed, path)
    assert (answer.status_code, answer.json()["status"]) == (status, status) and words in answer.json()["error"]
    assert answer.headers["access-control-allow-origin"] == "*" and "content-security-policy" in answer.headers


def test_answers_are_for_programs_of_everybody(changed: Datasette) -> None:
    answer = ask(changed, "/body/99004/papers")
    head = asyncio.run(changed.client.head(f"{START}/body/99004/papers"))
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*" and answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["content-encoding"] == "gzip" and answer.headers["x-content-type-options"] == "nosniff"
    assert (head.status_code, head.content) == (200, b"")
    assert get(changed, "/oparl").headers["location"] == f"{START}/system"


def test_a_host_that_is_none_is_refused(changed: Datasette) -> None:
    for host in ("evil.example/x?", "a b", "x@y", ""):
        assert ask(changed, "/system", headers={"host": host}).status_code == 400
    assert ask(changed, "/system", headers={"host": "ris.example:8001"}).json()["id"] == (
        "http://ris.example:8001/oparl/v1/system"
    )


def test_the_operator_sets_the_address_or_switches_it_off(demo_site: Path, tmp_path: Path) -> None:
    for said, status in (('adresse = "https://ris.example/"', 200), ("anbieten = false", 404)):
        (tmp_path / "site.toml").write_text(f"[oparl]\n{said}\n")
        publish(demo_site.parent / "ris.db", tmp_path / "site", tmp_path / "site.toml")
        answer = ask(Datasette(config_dir=tmp_path / "site"), "/bodies", headers={"host": "other.example"})
        assert answer.status_code == status
        if status == 200:
            found = {str(value) for field, value in values(answer.json()) if START in str(value)}
            assert found and all(value.startswith("https://ris.example/oparl/v1/") for value in found)
        tables = sql(tmp_path / "site", "select name from sqlite_master where name like 'oparl%'")
        assert bool(tables) == (status == 200)


def test_our_tables_are_hidden(changed: Datasette) -> None:
    assert "oparl_vorlagen" not in get(changed, "/ris").text and "oparl_" not in get(changed, "/codebuch").text


def test_no_value_breaks_an_answer(tmp_path: Path) -> None:
    publish(hostile_db.build(tmp_path / "ris.db"), tmp_path / "site")
    app = Datasette(config_dir=tmp_path / "site")
    left, seen = [f"http://localhost{START}/system"], set()
    while left:
        url = left.pop()
        answer = get(app, url.removeprefix("http://localhost"))
        assert answer.status_code == 200, (url[:200], answer.text[:200])
        new = {str(value) for field, value in values(answer.json()) if field not in ELSEWHERE and START in str(value)}
        left += [value for value in new if value.startswith(f"http://localhost{START}") and value not in seen]
        seen |= new


# --- parts ---------------------------------------------------------------------------------------


def test_bodies_that_meet_together_share_an_item() -> None:
    def station(number: str, **said: Any) -> Object:
        return {"id": number, "sitzung": "s", "vorlage": "v", "top_id": None, "top": None, **said}

    def top(number: str, **said: Any) -> Object:
        return {"id": number, "sitzung": "s", "vorlage": "v", "top_id": None, "nummer": None, **said}

    pairs = plugin("oparl_sitzungen").pairs
    tops = [top("1", top_id="9", nummer="2"), top("2", nummer="3"), top("4", vorlage=None)]
    stations = [station("a"), station("b", top_id="9"), station("c", top_id="9"), station("d", vorlage="w")]
    found = {one["id"]: other["id"] for one, other in pairs(stations, tops)}
    assert found == {"b": "1", "c": "1", "a": "2"}


def test_terms_have_sources_and_follow_each_other() -> None:
    found = terms()
    assert len({land for land, *_ in found}) == 16
    for land, name, election, start, end, source in found:
        assert land and name and source
        days = [date.fromisoformat(day) for day in (election, start, end) if day]
        assert days == sorted(days), (land, name)
    by_land = [row for row in pairwise(found) if row[0][0] == row[1][0]]
    assert all(one[2] < other[2] and (not one[4] or not other[3] or one[4] < other[3]) for one, other in by_land)


# --- another program -----------------------------------------------------------------------------


@pytest.mark.skipif(
    not os.environ.get("RIS_MST"), reason="RIS_MST=1 installs another program (some 400 MB) and takes minutes"
)
def test_meine_stadt_transparent_imports_the_demo(demo_site: Path) -> None:
    from benchmarks import mst

    found = mst.imported(demo_site, mst.install())
    total: Counter[str] = Counter()
    for one in found:
        total.update(one["imported"])
        assert one["said"] == []
    rows = "select count(*) as n from {} where verschwunden_am is null"
    assert total["Paper"] == sql(demo_site, rows.format("vorlagen"))[0]["n"]
    assert total["Consultation"] == sql(demo_site, "select count(*) as n from beratungen")[0]["n"]
    assert total["Meeting"] == sql(demo_site, "select count(*) as n from oparl_sitzungen")[0]["n"]
