"""Writes a fixture: a redacted page and its expectation, unsigned until a human has compared the two (floor 7)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ris_scraper.errors import InputError, PageError
from ris_scraper.ingest import Supplied
from ris_scraper.merge import slug
from ris_scraper.model import Page
from ris_scraper.read import page_of, parse
from ris_scraper.redact import redact


def _stated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, item in value.items() if (kept := _stated(item)) not in (None, [], {})}
    return [_stated(item) for item in value] if isinstance(value, list) else value


def _expectation(page: Page) -> tuple[str, str, dict[str, Any]]:
    """Vendor, kind and what the parser makes of the page now; a refused page expects its error."""
    try:
        found = parse(page)
    except PageError as error:
        return "", "gesperrt", {"raises": type(error).__name__}
    said = {"vendor": found.vendor, "seitentyp": found.seitentyp, **_stated(found.parsed.model_dump(mode="json"))}
    return found.vendor, found.seitentyp, said


def write_fixture(page: Supplied, body: bytes, portal: str, handle: str, target: Path) -> tuple[Path, Path]:
    """Write `<vendor>/<portal>_<kind>_<handle>` below `target`; returns the page's and the expectation's path.

    Raises InputError rather than overwrite a pair, and where a page that no vendor claims has no folder to go to.
    """
    text = redact(page_of(page.abruf, body).text)
    rendering = page_of(page.abruf, body).rendering
    vendor, kind, said = _expectation(Page(page.abruf.url, text, rendering))
    folder = target / (vendor or "unbekannt")
    file = folder / f"{portal}_{kind}_{slug(handle)}{'.txt' if rendering == 'text' else '.html'}"
    sidecar = file.with_suffix(".json")
    if file.exists() or sidecar.exists():
        raise InputError(f"{file} exists already: choose another --name, or remove the pair first")
    folder.mkdir(parents=True, exist_ok=True)
    head = {"url": page.abruf.url, "portal": portal, "abgerufen_am": page.abruf.abgerufen_am, "encoding": "utf-8"}
    file.write_text(text, "utf-8", newline="")
    expectation = {**head, "content_type": "text/html; charset=utf-8", "checked": None, **said}
    sidecar.write_text(json.dumps(expectation, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return file, sidecar
