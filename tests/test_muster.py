"""The generated dataset: as many Kreise and Vorlagen as asked for, in the rows that read pages make."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from datasette.app import Datasette

from benchmarks import bench_site, muster
from ris_scraper.dataset import schema
from ris_scraper.folder import resource
from ris_scraper.judgement.concepts import PHASES, assign
from ris_scraper.publish.queries import canned_queries
from ris_scraper.publish.site import publish
from tests.support.rows import query
from tests.support.serving import get


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("muster") / "data"
    muster.make(path, 3, 360)
    return path


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    publish(folder / "ris.db", folder / "site", folder / "site.toml")
    return folder / "site"


def test_it_has_so_many_kreise_and_vorlagen(folder: Path) -> None:
    per_kreis = query(folder / "ris.db", "select ags, count(*) from vorlagen_eindeutig group by 1 order by 1")
    assert [ags for ags, _ in per_kreis] == ["99001", "99002", "99003"]
    assert sum(int(str(count)) for _, count in per_kreis) == 360


def test_a_kreis_that_moved_shows_its_first_year_twice(folder: Path) -> None:
    [(twice,)] = query(folder / "ris.db", "select count(*) from vorlagen where portal = 'muster-003-alt'")
    found = query(folder / "ris.db", "select ags, fassungen from vorlagen_eindeutig where fassungen > 1")
    assert twice and found == [("99003", 2)] * int(str(twice))


def test_every_table_is_filled_and_every_key_leads_somewhere(folder: Path) -> None:
    names = [name for name, table in schema.kept().items() if not table.internal]
    counts = {name: query(folder / "ris.db", f"select count(*) from {name}")[0][0] for name in names}
    assert [name for name, count in counts.items() if not count] == ["anlagen_seiten"]  # its files are on no server
    assert query(folder / "ris.db", "pragma foreign_key_check") == []


def test_concepts_follow_from_the_betreff_as_everywhere(folder: Path) -> None:
    found = query(folder / "ris.db", "select betreff, art_norm, konzept, phase from konzept_vorlagen kv"
                                    " join vorlagen v on v.id = kv.vorlage")  # fmt: skip
    assert len({konzept for _, _, konzept, _ in found}) > 15
    assert {"auftrag", "entwurf", "beschluss", "fortschreibung"} < {phase for *_, phase in found} <= set(PHASES)
    for betreff, art, konzept, phase in found:
        assert (konzept, phase) in [(z.konzept, z.phase) for z in assign(str(betreff), str(art))]
    [(share,)] = query(folder / "ris.db", "select 1.0 * count(distinct vorlage) / 360 from konzept_vorlagen")
    assert isinstance(share, float) and share < 0.6


def test_outcomes_and_reasons_are_of_all_kinds(folder: Path) -> None:
    stand = query(folder / "ris.db", "select distinct ergebnis_stand from vorlagen where ergebnis_norm is null")
    assert {row[0] for row in stand} >= {"offen", "nicht_veroeffentlicht"}
    [(years,)] = query(folder / "ris.db", "select count(distinct substr(letzte_beratung, 1, 4)) from vorlagen")
    assert isinstance(years, int) and years > muster.YEARS
    assert query(folder / "ris.db", "select distinct fehler from seiten where fehler is not null") == [("NotPublic",)]


def test_motions_are_those_of_fraktionen_and_others(folder: Path) -> None:
    moved = query(
        folder / "ris.db", "select distinct einbringer_typ, fraktionen from vorlagen where art_norm = 'antrag'"
    )
    assert {("fraktion", "SPD"), ("fraktion", "CDU; FDP"), ("gruppe", "FDP; PIRATEN")} <= {(a, b) for a, b in moved}


def test_nothing_is_said_about_a_real_kreis(folder: Path) -> None:
    for table in ("vorlagen", "sitzungen", "presse"):
        assert not query(folder / "ris.db", f"select ags from {table} where ags not like '99%'")
    publish(folder / "ris.db", folder / "site")
    assert "beispieldaten: true" in (folder / "site" / "metadata.yaml").read_text("utf-8")


def test_the_same_seed_makes_the_same_dataset(folder: Path, tmp_path: Path) -> None:
    muster.make(tmp_path / "again", 3, 360)
    muster.make(tmp_path / "other", 3, 360, seed=2)
    sql = "select * from vorlagen order by id"
    assert query(tmp_path / "again" / "ris.db", sql) == query(folder / "ris.db", sql)
    assert query(tmp_path / "other" / "ris.db", sql) != query(folder / "ris.db", sql)


def test_a_dataset_that_is_there_is_left_alone(folder: Path) -> None:
    with pytest.raises(FileExistsError, match="holds a dataset"):
        muster.make(folder, 1, 10)


PAGED = [*tomllib.loads((resource("datasette") / "site.toml").read_text("utf-8"))["tabellen"]]


@pytest.mark.parametrize("table", PAGED)
def test_paging_shows_each_row_once(site: Path, table: str) -> None:
    """Datasette sorts by one column and goes on behind the last row's key: an index has to order ties by the key."""
    keys, [(count,)] = schema.tables()[table].pk, query(site / "ris.db", f"select count(*) from {table}")
    app, seen = Datasette(config_dir=site), list[tuple[object, ...]]()
    address: str | None = f"/ris/{table}.json?_size={max(1, min(17, count // 5))}&_shape=objects&_extra=next_url"
    while address:
        said = get(app, address).json()
        seen += [tuple(row[key] for key in keys) for row in said["rows"]]
        address = said["next_url"] and said["next_url"].removeprefix("http://localhost")
    assert (len(seen), len(set(seen))) == (count, count)


def test_the_benchmark_of_the_site_gives_every_parameter_of_the_queries() -> None:
    assert {name for query in canned_queries() for name in query.parameters} <= set(bench_site.GIVEN)
