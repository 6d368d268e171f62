"""Measurements as files: those that are shipped, and the operator's own in the data folder."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ris_scraper.accuracy.nouns import ALL, FIELDS, Measurement
from ris_scraper.nouns.errors import InputError

_MANY: TypeAdapter[tuple[Measurement, ...]] = TypeAdapter(tuple[Measurement, ...])
_SHIPPED = "beispiele.json"


def shipped() -> tuple[Measurement, ...]:
    """What was measured on the example pages and the labelled Betreffe; a test holds it to what is read now."""
    return _MANY.validate_json(resources.files("ris_scraper.accuracy").joinpath(_SHIPPED).read_bytes())


def own(folder: Path) -> tuple[Measurement, ...]:
    """The operator's measurements, by name; none where there is no such folder.

    Raises InputError for a file that is no measurement, or bears the name of a shipped one.
    """
    found = tuple(_checked(file) for file in sorted(folder.glob("*.json")))
    taken = {measurement.sammlung for measurement in shipped()}
    for measurement in found:
        if measurement.sammlung in taken:
            raise InputError(f"{folder}: {measurement.sammlung!r} is a shipped measurement; give yours another --name")
    return found


def write(measurement: Measurement, folder: Path) -> Path:
    """Keep a measurement in a folder under its name, in the place of an older one."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{measurement.sammlung}.json"
    file.write_text(f"{text(measurement)}\n", "utf-8")
    return file


def text(measurement: Measurement) -> str:
    """A measurement as JSON, a count a line, so that a change of it can be read."""
    said = measurement.model_dump(mode="json")
    lines = [f' "{key}": {_lines(value) if isinstance(value, list) else _json(value)}' for key, value in said.items()]
    return "{\n" + ",\n".join(lines) + "\n}"


def texts(measurements: Iterable[Measurement]) -> str:
    """Several of them, as they are shipped."""
    return "[" + ",\n".join(map(text, measurements)) + "]\n"


def _lines(rows: list[object]) -> str:
    return "[\n" + ",\n".join(f"  {_json(row)}" for row in rows) + "\n ]" if rows else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _checked(file: Path) -> Measurement:
    try:
        found = Measurement.model_validate_json(file.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(
            f"{file} is no measurement: make it anew with `ris accuracy … --write`, or remove it"
        ) from error
    if file.stem != found.sammlung or not _fits(found):
        raise InputError(f"{file} is no measurement of this version: make it anew with `ris accuracy … --write`")
    return found


def _fits(measurement: Measurement) -> bool:
    """Whether all that is counted has a place in the tables."""
    vendors = {ALL, *measurement.vendors}
    return all(one.vendor in vendors and one.feld in FIELDS.get(one.satz, ()) for one in measurement.zaehlungen)
