"""What a release says of itself: title, day, versions, licence, whose pages it is made of."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ris_scraper.publish.releases import Release

NAME = "vorlagen-deutscher-kreise"
KEYWORDS = ("Kommunalpolitik", "Kreistag", "Landkreise", "Ratsinformationssystem", "Vorlagen", "Beschlüsse", "OParl")
# Portals that pages were read of; the Kreise that they are of, without the invented ones.
_SOURCES = "select name, url from portale where seiten > 0 order by slug"
_KREISE = "select distinct ags from portale where seiten > 0 and ags is not null and ags not like '99%' order by ags"
_EXAMPLES = "select exists (select 1 from portale where seiten > 0 and ags like '99%')"


class Stamp(NamedTuple):
    """What identifies a release: its version, its day, the mark of its contents, the release before it."""

    version: str
    day: str
    mark: str
    last: Release | None


def about(
    db: sqlite3.Connection, stamp: Stamp, edition: Mapping[str, str | None], spec: Mapping[str, Any]
) -> dict[str, Any]:
    """What is said about a release; `edition` as `publish` knows it, `spec` the settings of the site."""
    readers = db.execute("select version from versionen where name = 'leser'").fetchone()
    (examples,) = db.execute(_EXAMPLES).fetchone()
    return {
        "name": NAME,
        **{key: spec[key] for key in ("titel", "text", "lizenz", "lizenz_kennung", "lizenz_url", "quelle")},
        "version": stamp.version,
        "datum": stamp.day,
        "kennung": stamp.mark,
        "vorige": stamp.last.version if stamp.last else None,
        "programm": edition["version"],
        "regeln": edition["regeln"],
        "leser": readers[0] if readers else None,
        "herausgeber": spec["betreiber"]["name"] or spec["titel"],
        "stichworte": list(KEYWORDS),
        "quellen": [_source(name, url) for name, url in db.execute(_SOURCES)] or [{"title": spec["quelle"]}],
        "kreise": [ags for (ags,) in db.execute(_KREISE)],
        "beispiele": bool(examples),
    }


def _source(name: str | None, url: str | None) -> dict[str, str]:
    """A portal as a source; its address only where it is one."""
    try:
        web = urlsplit(url or "").scheme in ("http", "https")
    except ValueError:  # such as http://[
        web = False
    return {"title": name or url or "", **({"path": url} if web and url else {})}
