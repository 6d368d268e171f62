"""Pages that no fixture stands for, with what each states, written down before it was read."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from ris_scraper.judgement.normalise import normalise
from ris_scraper.read.read import page_of, parse

ALLRIS_4, SDNET = "https://ris.musterkreis.example/public/", "https://gremien.musterkreis.example/rim/"
RUBIN, OPARL = "https://musterkreis.gremien.info/api.php", "https://oparl.musterkreis.example/oparl/"
SCHEMA = "https://schema.oparl.org/1.1/"


class Unseen(NamedTuple):
    name: str
    url: str
    said: str
    stated: dict[str, Any]
    rendering: str = "html"


def allris_4(kind: str, said: str) -> str:
    head = '<meta name="description" content="ALLRIS net Version 4.1.9"><script src="./wicket/resource/x.js"></script>'
    return f'<html><head>{head}<title>ALLRIS - {kind}</title></head><body><div id="allris">{said}</div></body></html>'


def sdnet(kind: str, said: str) -> str:
    head = '<meta name="generator" content="SD.NET RIM - Ratsinfomanagement"><title>SD.NET RIM 4 | Musterkreis</title>'
    return f'<html><head>{head}</head><body><div id="div-content" class="{kind}">{said}</div></body></html>'


def oparl(kind: str, number: str, /, **said: Any) -> str:
    address = f"{OPARL}{kind.lower()}s/{number}"
    return json.dumps({"id": address, "type": f"{SCHEMA}{kind}", **said}, ensure_ascii=False)


def differences(stated: Any, found: Any, path: str = "") -> list[str]:
    """One line for each value written down that was read otherwise; lists must be as long as they are written."""
    if isinstance(stated, dict):
        inner = found if isinstance(found, dict) else {}
        return [line for key, value in stated.items() for line in differences(value, inner.get(key), f"{path}.{key}")]
    if isinstance(stated, list) and stated and isinstance(stated[0], dict):
        several = found if isinstance(found, list) else []
        missing = [] if len(several) == len(stated) else [f"{path}: {len(several)} instead of {len(stated)}"]
        pairs = zip(stated, [*several, *([None] * len(stated))], strict=False)
        return missing + [
            line for at, (one, other) in enumerate(pairs) for line in differences(one, other, f"{path}[{at}]")
        ]
    return [] if stated == found else [f"{path}: {found!r} instead of {stated!r}"]


def first(page: Unseen) -> dict[str, Any]:
    """The page's first record, as `ris parse` prints it: of a meeting with papers, the meeting."""
    parsed = normalise(parse(page_of(page.url, page.said.encode(), encoding="utf-8", rendering=page.rendering)).parsed)
    return dict(parsed.datensaetze[0].model_dump(mode="json"))


def at(record: Any, path: str) -> Any:
    """The value at a path; "#" counts a list, a number takes one of its members, null beyond its end."""
    if not path:
        return record
    step, _, rest = path.partition(".")
    if step == "#":
        return len(record)
    if step.isdigit():
        return at(record[int(step)], rest) if int(step) < len(record) else None
    return at(record[step], rest)
