"""What the website says and may do: datasette/site.toml, and over it the operator's own site.toml.

The operator's file has the shape of ours and says only what differs: who runs the site, what is left out, limits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

from ris_scraper.folder import resource
from ris_scraper.nouns.errors import InputError
from ris_scraper.publish.tables import Texts

#: What an operator may set: his name and address, rows that are left out, texts of files, what downloads may take,
#: the OParl interface, robots.txt, Datasette's settings, the title.
SETTABLE = ("betreiber", "entfernt", "anlagen", "laden", "oparl", "robots", "einstellungen", "titel", "text")


def load(own: Path | None = None) -> dict[str, Any]:
    """The shipped settings, with those of the operator's file `own` in their place.

    Raises InputError if the file is no TOML, or sets what is not his to set.
    """
    spec = _read(resource("datasette") / "site.toml")
    return _over(spec, _checked(own, spec)) if own and own.is_file() else spec


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not readable as TOML ({error})") from error


def _checked(path: Path, spec: Mapping[str, Any]) -> dict[str, Any]:
    own = _read(path)
    for name, value in own.items():
        if name not in SETTABLE or isinstance(value, dict) != isinstance(spec[name], dict):
            raise InputError(f"{path}: {name!r} cannot be set; what can be set: {', '.join(SETTABLE)}")
        known = _known(name, spec)
        for key in value if isinstance(value, dict) else ():
            if key not in known or type(value[key]) is not type(known[key]):
                raise InputError(f"{path}: {key!r} cannot be set in [{name}]; known there: {', '.join(known)}")
    texts = own.get("anlagen", {}).get("texte", "stellen")
    if texts not in get_args(Texts):
        raise InputError(f"{path}: texte in [anlagen] cannot be {texts!r}; it is one of {', '.join(get_args(Texts))}")
    return own


def _known(table: str, spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """The keys of a table, with values of the right type; `einstellungen` are Datasette's settings, all of them."""
    if table != "einstellungen":
        return cast(Mapping[str, Any], spec[table])
    from datasette.app import DEFAULT_SETTINGS  # type: ignore[import-untyped]  # slow, and seldom needed

    return cast(Mapping[str, Any], DEFAULT_SETTINGS)


def _over(base: dict[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    return {key: {**value, **own.get(key, {})} if isinstance(value, dict) else own.get(key, value)
            for key, value in base.items()}  # fmt: skip
