"""How far each vendor is: it reads pages, then is recognised by `ris probe`, then is crawled (see docs/vendor.md).

`pytest -s tests/test_vendor_kit.py` shows the table. A stage is begun with its first part; a begun stage and all before
it have to be complete, and nobody has to begin the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from parsers import VENDORS
from parsers.sdnet import STRATEGY
from ris_scraper.nouns.vendor import Fingerprint, Vendor
from tests.simulator.vendors import VENDORS as SIMULATED
from tests.support.fixture_pages import expected, of

ROOT = Path(__file__).parent.parent
REFUSED = "gesperrt"
STAGES = ("reads pages", "is recognised by probe", "is crawled")
#: Vendors that go no further than a stage, with the reason.
ENDS = {"presse": (1, "articles are taken in as files; there is no portal")}
_TITLE = "vendor        stage                       lacks"


def parts(name: str, vendor: Vendor) -> tuple[dict[str, bool], ...]:
    """What each stage is made of, its first part first, and whether it is there."""
    refused = {said["seitentyp"] for page in of(name) if "raises" in (said := expected(page))}
    readable = [(page, said) for page in of(name) if "raises" not in (said := expected(page))]
    kinds = {said["seitentyp"] for _, said in readable} | refused & {REFUSED}
    reads = {f"fixture {kind}": kind in kinds for kind in vendor.pages}
    if (ROOT / "parsers" / name / "text").is_dir():
        reads["text fixture"] = any(page.suffix == ".txt" and said.get("datensaetze") for page, said in readable)
    probed = {"fingerprint": vendor.fingerprint is not None, "docs page": _page(name).is_file()}
    walks = {
        "strategy": vendor.strategy is not None,
        "simulator": name in SIMULATED,
        "refusal fixture": bool(refused),
    }
    return ({"vendor of that name": vendor.name == name, **reads}, probed, walks)[: ENDS.get(name, (3, ""))[0]]


def stage(found: Iterable[dict[str, bool]]) -> int:
    """How many stages are complete, one after the other."""
    whole = [all(there.values()) for there in found]
    return (*whole, False).index(False)


def lacks(found: Iterable[dict[str, bool]]) -> list[str]:
    """The missing parts of the stages that are begun, and of those before them."""
    found = list(found)
    begun = [number for number, there in enumerate(found) if next(iter(there.values()))]
    return [part for there in found[: max(begun, default=0) + 1] for part, is_there in there.items() if not is_there]


def line(name: str, vendor: Vendor) -> str:
    """A vendor's row of the table."""
    found = parts(name, vendor)
    number, missing = stage(found), lacks(found)
    after = [part for there in found[number : number + 1] for part, is_there in there.items() if not is_there]
    told = f"lacks {', '.join(missing)}" if missing else f"next: {', '.join(after)}" if after else ""
    reached = f"{number} {STAGES[number - 1]}" if number else "0 does not read its pages"
    return f"{name:14}{reached:28}{ENDS.get(name, (0, told))[1] if not missing else told}".rstrip()


def table(vendors: dict[str, Vendor]) -> str:
    """How far each vendor is, and what it lacks there or needs for the next stage."""
    return "\n".join(("", _TITLE, *(line(name, vendor) for name, vendor in vendors.items())))


def test_what_is_begun_is_complete() -> None:
    print(table(VENDORS))
    assert not {name: missing for name, vendor in VENDORS.items() if (missing := lacks(parts(name, vendor)))}


def test_every_simulated_vendor_is_a_vendor_that_is_crawled() -> None:
    assert {name for name, vendor in VENDORS.items() if vendor.strategy} == set(SIMULATED)


# --- the kit itself --------------------------------------------------------------------------

NOBODY = Vendor("nobody", lambda page: None, dict(VENDORS["sdnet"].pages))
READS = replace(VENDORS["sdnet"], fingerprint=None, strategy=None)


def test_a_new_vendor_lacks_a_fixture_for_each_kind_and_no_more() -> None:
    found = parts("nobody", NOBODY)
    assert (stage(found), lacks(found)) == (0, [f"fixture {kind}" for kind in NOBODY.pages])
    assert line("nobody", NOBODY).startswith("nobody        0 does not read its pages   lacks fixture vorlage, ")


def test_a_vendor_that_reads_its_pages_is_well() -> None:
    found = parts("sdnet", READS)
    assert (stage(found), lacks(found)) == (1, [])
    assert line("sdnet", READS) == "sdnet         1 reads pages               next: fingerprint"


def test_a_stage_that_is_begun_has_to_be_complete() -> None:
    known = replace(NOBODY, pages={}, fingerprint=Fingerprint(re.compile("x")))
    assert lacks(parts("nobody", known)) == ["docs page"]
    crawled = replace(NOBODY, pages={}, strategy=STRATEGY)
    assert lacks(parts("nobody", crawled)) == ["fingerprint", "docs page", "simulator", "refusal fixture"]
    assert lacks(parts("sdnet", replace(READS, strategy=STRATEGY))) == ["fingerprint"]


def test_a_vendor_is_called_as_its_entry() -> None:
    assert lacks(parts("sdnet", replace(READS, name="other"))) == ["vendor of that name"]


def test_what_ends_early_says_why() -> None:
    assert line("presse", VENDORS["presse"]) == f"presse        1 reads pages               {ENDS['presse'][1]}"
    assert set(ENDS) <= set(VENDORS)


@pytest.mark.parametrize("name", [name for name in VENDORS if (ROOT / "docs" / "vendors" / f"{name}.md").is_file()])
def test_the_docs_page_is_true(name: str) -> None:
    said = _page(name).read_text("utf-8")
    assert f"(`{name}`)" in said.splitlines()[0]
    assert not [kind for kind in VENDORS[name].pages if f"\n| `{kind}` |" not in said]
    flat = " ".join(said.split())
    assert f"Crawled: {'yes' if VENDORS[name].strategy else 'not yet'}." in flat
    assert "From descriptions only" in flat or "Seen on no real page" in flat


def _page(name: str) -> Path:
    return ROOT / "docs" / "vendors" / f"{name}.md"
