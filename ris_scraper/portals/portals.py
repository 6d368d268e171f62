"""The portals and the Kreise they belong to: shipped tables, and an operator's own file over them.

A portal is a table in `portals.toml`, never a branch in the code. An operator's
file has the same form: a table with a new slug adds a portal, a table with a known
slug changes only the keys it gives. `[kreise.<ags>]` does the same for Kreise, so
that a portal may belong to a Kreis that the shipped list does not have. `[vorgaben]`
holds for every portal whose own table in that file says nothing else.
"""

from __future__ import annotations

import codecs
import csv
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, ConfigDict, Field, StrictBool, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from ris_scraper.nouns.errors import InputError
from ris_scraper.nouns.wording import meant

#: First two digits of an AGS -> Land (Gemeindeverzeichnis of the Statistisches Bundesamt).
LAENDER: Mapping[str, str] = MappingProxyType(
    {
        "01": "Schleswig-Holstein",
        "02": "Hamburg",
        "03": "Niedersachsen",
        "04": "Bremen",
        "05": "Nordrhein-Westfalen",
        "06": "Hessen",
        "07": "Rheinland-Pfalz",
        "08": "Baden-Württemberg",
        "09": "Bayern",
        "10": "Saarland",
        "11": "Berlin",
        "12": "Brandenburg",
        "13": "Mecklenburg-Vorpommern",
        "14": "Sachsen",
        "15": "Sachsen-Anhalt",
        "16": "Thüringen",
    }
)

#: Short names of Länder (ISO 3166-2:DE, and what people say) -> first two digits of the AGS.
SHORT: Mapping[str, str] = MappingProxyType(
    dict(zip("SH HH NI HB NW HE RP BW BY SL BE BB MV SN ST TH".split(), LAENDER, strict=True)) | {"NRW": "05"}
)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_SLUG_MAX = 60
#: The table of an operator's file that is about all portals, and what may stand in it.
GENERAL = "vorgaben"
_FOR_ALL = ("anlagen", "anlagen_mb", "datei_mb", "ocr", "pause")
#: pydantic's word for a mistake -> what to tell the operator; other mistakes keep pydantic's sentence.
_ADVICE = {
    "missing": "the key is missing; add it",
    "unexpected_keyword_argument": "no such key; remove it or correct its spelling",
    "tuple_type": "give a list, in square brackets",
    **dict.fromkeys(
        ("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"),
        "no day; write it as 2026-11-01, without quotes",
    ),
}


def _slug(value: str) -> str:
    if not _SLUG.fullmatch(value) or len(value) > _SLUG_MAX:
        raise ValueError(f"{value!r} is no slug; use at most {_SLUG_MAX} of a-z, 0-9 and single hyphens")
    return value


def _web_address(value: str) -> str:
    advice = "give the portal's full address, https://host/path/"
    if " " in value or not value.isprintable():
        raise ValueError(f"{value!r} has a blank or a control character; {advice}")
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError(f"{value!r} cannot be read ({error}); {advice}") from error
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError(f"{value!r} is no http or https address; {advice}")
    if parts.username is not None or parts.fragment:
        raise ValueError(f"{value!r} has a user name or a '#'; {advice}")
    return value


def _host(value: str) -> str:
    if not _HOST.fullmatch(value):
        raise ValueError(f"{value!r} is no host; give the bare name in lower case, such as ris.example.org")
    return value


def _encoding(value: str | None) -> str | None:
    if value is None:
        return None
    try:
        return codecs.lookup(value).name
    except LookupError:
        raise ValueError(f"{value!r} is no encoding; give one such as windows-1252 or utf-8") from None


def _ags(value: str) -> str:
    if not re.fullmatch(r"[0-9]{5}", value):
        raise ValueError(f"{value!r} is no AGS of a Kreis; give its five digits as text")
    return value


def _nuts3(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"[A-Z]{2}[0-9A-Z]{3}", value):
        raise ValueError(f"{value!r} is no NUTS-3 code; give its five capitals and digits, such as DEA5B")
    return value


def _path(value: str) -> str:
    if not value.startswith("/"):
        raise ValueError(f"{value!r} is no path; give the beginning of one such as /bi/, or / for all")
    return value


def _range(value: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= value[0] <= value[1]:
        raise ValueError(f"{list(value)} is no range; give the first and the last number, such as [1, 500]")
    return value


_STRICT = ConfigDict(extra="forbid")
_Text = Annotated[str, Field(min_length=1)]
_Finite = Field(allow_inf_nan=False)


@dataclass(frozen=True, config=_STRICT)
class Kreis:
    """A Kreis or kreisfreie Stadt; `lat` and `lon` (degrees, WGS 84) are those of its seat, `nuts3` is of NUTS 2021."""

    ags: Annotated[str, AfterValidator(_ags)]
    name: _Text
    typ: _Text
    land: _Text
    einwohner: Annotated[int, Field(ge=0)] | None = None
    lat: Annotated[float, _Finite, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, _Finite, Field(ge=-180, le=180)] | None = None
    nuts3: Annotated[str | None, AfterValidator(_nuts3)] = None


@dataclass(frozen=True, config=_STRICT)
class Erlaubnis:
    """A portal's consent: the only thing that lifts its robots.txt, from `datum` to `bis`, both days included.

    `wer` gave it (the body or office, never a person: it is published) in which `rolle`; `umfang` are the beginnings
    of the paths that it is for, `/` for all.
    """

    wer: _Text
    rolle: _Text
    datum: date
    bis: date
    umfang: Annotated[tuple[Annotated[str, AfterValidator(_path)], ...], Field(min_length=1)] = ("/",)

    def covers(self, path: str, day: date) -> bool:
        """Whether it is for this path of the portal on this day."""
        return self.datum <= day <= self.bis and path.startswith(self.umfang)


@dataclass(frozen=True, config=_STRICT)
class Portal:
    """One council portal: where it is, whose it is, and what its reading needs to know.

    `ags` is None for a body that is no Kreis, `vendor` where nobody knows it yet.
    `quelle` says where the entry comes from, `geprueft_am` when `ris probe` or the operator last looked at it and
    `grund` why it cannot be read; `oparl` is the address of its OParl system. `pause` is seconds between two requests,
    `hosts` are hosts besides that of `url` that belong to the portal; `nummern` are ranges
    of the product's numbers (first and last) that a full crawl tries; `netz_privat`
    permits an address inside a private network (tests and the demo only); `erlaubnis` are the portal's consents.

    `anlagen` are the Vorlagen whose files are fetched: none, those that a concept names, or all; `anlagen_mb` is how
    many megabytes a run brings of them, `datei_mb` how many one may have; `ocr` has pictures of pages read as well.
    """

    slug: Annotated[str, AfterValidator(_slug)]
    ags: str | None
    name: _Text
    vendor: Annotated[str, AfterValidator(_slug)] | None
    url: Annotated[str, AfterValidator(_web_address)]
    zustand: Literal["ungeprueft", "aktiv", "gesperrt", "weg"] = "ungeprueft"
    quelle: str | None = None
    geprueft_am: date | None = None
    grund: str | None = None
    oparl: Annotated[str, AfterValidator(_web_address)] | None = None
    encoding: Annotated[str | None, AfterValidator(_encoding)] = None
    pause: Annotated[float, _Finite, Field(ge=0)] | None = None
    hosts: tuple[Annotated[str, AfterValidator(_host)], ...] = ()
    nummern: tuple[Annotated[tuple[int, int], AfterValidator(_range)], ...] = ()
    netz_privat: StrictBool = False
    mandant: str | None = None
    erlaubnis: tuple[Erlaubnis, ...] = ()
    anlagen: Literal["nein", "konzepte", "alle"] = "konzepte"
    anlagen_mb: Annotated[int, Field(ge=1)] = 200
    datei_mb: Annotated[int, Field(ge=1, le=200)] = 20
    ocr: StrictBool = False


_Noun = TypeVar("_Noun", Kreis, Portal)
_KREIS, _PORTAL = TypeAdapter(Kreis), TypeAdapter(Portal)
_Table = dict[str, Any]


def load(extra: Path | None = None) -> dict[str, Portal]:
    """Return all portals by slug: the shipped ones, and those of the operator's file `extra` over them.

    Raises InputError with one sentence that names the file, the table and the key.
    """
    tables, known = _shipped_portals(), {kreis.ags for kreis in kreise(extra)}
    portals = {**_portals_as_shipped()}
    if extra is None:
        return portals
    own = _read_toml(extra)
    if general := _general(own, extra):
        portals = {slug: _portal(slug, {**table, **general}, extra, known) for slug, table in tables.items()}
    for slug, table in _without(own, "kreise", GENERAL).items():
        base = {**tables.get(slug, {}), **general}
        merged = _over(base, table, extra, slug)
        if not {"ags", "name", "url"} & merged.keys():
            # A change to a shipped portal whose slug is misspelt looks like a new one.
            raise InputError(f"{extra}: [{slug}] url: {_ADVICE['missing']}{meant(slug, tables)}")
        portals[slug] = _portal(slug, merged, extra, known)
    return portals


def kreise(extra: Path | None = None) -> list[Kreis]:
    """Return all Kreise sorted by AGS: the shipped ones, and the `[kreise.<ags>]` of `extra` over them.

    Raises InputError with one sentence that names the file, the table and the key.
    """
    tables = _shipped_kreise()
    found = {**_kreise_as_shipped()}
    own = _read_toml(extra).get("kreise", {}) if extra is not None else {}
    if not isinstance(own, dict):
        raise InputError(f"{extra}: kreise is no table; write one table [kreise.<ags>] per Kreis")
    for ags, table in own.items():
        merged = _over(tables.get(ags), table, extra, f"kreise.{ags}")
        found[ags] = _kreis(ags, merged, extra)
    return sorted(found.values(), key=lambda kreis: kreis.ags)


def _over(base: _Table | None, table: object, origin: Path | None, where: str) -> _Table:
    """Lay an operator's table over the shipped one of the same name, if there is one."""
    if not isinstance(table, dict):
        raise InputError(f"{origin}: {where} stands outside a table; write [<slug>] above the keys of a portal")
    return {**(base or {}), **table}


def _kreis(ags: str, table: _Table, origin: Path | str | None) -> Kreis:
    kreis = _checked(_KREIS, {"ags": ags}, table, f"{origin}: [kreise.{ags}]")
    land = LAENDER.get(ags[:2], kreis.land)
    if kreis.land != land:
        raise InputError(f"{origin}: [kreise.{ags}] land: an AGS with {ags[:2]} lies in {land}; correct one of them")
    return kreis


def _portal(slug: str, table: _Table, origin: Path | str, known: set[str]) -> Portal:
    where = f"{origin}: [{slug}]"
    # What a portal runs may be left for `ris probe` to find out.
    portal = _checked(_PORTAL, {"slug": slug}, {"vendor": None, **_empty_is_none(table)}, where)
    if portal.ags is not None and portal.ags not in known:
        raise InputError(
            f'{where} ags: no Kreis has the AGS "{portal.ags}"; correct it, leave it empty ("")'
            f" or add a table [kreise.{portal.ags}] to your file"
        )
    return portal


def _empty_is_none(table: _Table) -> _Table:
    """TOML has no null: an empty text stands for it, also where an operator's file takes a value back."""
    return {key: None if value == "" and key not in ("name", "url") else value for key, value in table.items()}


def _checked(adapter: TypeAdapter[_Noun], name: _Table, table: _Table, where: str) -> _Noun:
    """Make the noun of a table; the name (slug, AGS) is the table's heading and no key in it."""
    double = next((key for key in name if key in table), None)
    if double is not None:
        raise InputError(f"{where} {double}: it is the table's heading; remove the key")
    try:
        return adapter.validate_python({**table, **name})
    except ValidationError as error:
        raise InputError(f"{where} {_sentence(error)}") from error


def _sentence(error: ValidationError) -> str:
    """First mistake of a table as "key: what is wrong; what to do"."""
    first = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in first["loc"]) or "table"
    said = first["msg"].removeprefix("Value error, ")
    return f"{key}: {_ADVICE.get(first['type'], said)}"


def _general(document: _Table, origin: Path) -> _Table:
    """What an operator wishes for all portals, unless the table of one says otherwise."""
    table = _over(None, document.get(GENERAL, {}), origin, GENERAL)
    if wrong := next((key for key in table if key not in _FOR_ALL), None):
        raise InputError(
            f"{origin}: [{GENERAL}] {wrong}: cannot be set for all portals; what can: {', '.join(_FOR_ALL)}"
        )
    return table


def _without(document: _Table, *names: str) -> _Table:
    return {slug: table for slug, table in document.items() if slug not in names}


def _read_toml(path: Path) -> _Table:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give a TOML file with portals") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: is no valid TOML ({error}); correct it") from error


@cache
def _portals_as_shipped() -> Mapping[str, Portal]:
    known = set(_shipped_kreise())
    return {slug: _portal(slug, table, "portals.toml", known) for slug, table in _shipped_portals().items()}


@cache
def _kreise_as_shipped() -> Mapping[str, Kreis]:
    return {ags: _kreis(ags, table, "kreise.csv") for ags, table in _shipped_kreise().items()}


@cache
def _shipped_portals() -> dict[str, _Table]:
    """Tables of the shipped portals.toml by slug (not to be changed by the caller)."""
    return tomllib.loads(files("ris_scraper.portals").joinpath("portals.toml").read_text("utf-8"))


@cache
def _shipped_kreise() -> dict[str, _Table]:
    """Rows of the shipped kreise.csv by AGS (not to be changed by the caller); an empty field is None."""
    text = files("ris_scraper.portals").joinpath("kreise.csv").read_text("utf-8")
    rows = [{key: value or None for key, value in row.items()} for row in csv.DictReader(text.splitlines())]
    return {str(row.pop("ags")): row for row in rows}
