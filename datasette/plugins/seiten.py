"""For the pages that explain the site: what `publish` and the schema say about it. Imports nothing of ours."""

from __future__ import annotations

import re
from typing import Any

from datasette import hookimpl
from markupsafe import Markup, escape

DATABASE = "ris"
_CODE = re.compile(r"`([^`]+)`")


def code(text: str) -> Markup:
    """A sentence of ours for a page: what stands in backticks becomes <code>."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For templates: the filter `code`, `texte()` (titles, descriptions, columns, queries of the dataset) and
    `eigenes` (what `publish` left for us: who runs the site, what values mean).
    """
    env.filters["code"] = code
    env.globals["texte"] = lambda: datasette.metadata()["databases"][DATABASE]
    env.globals["eigenes"] = datasette.plugin_config(DATABASE) or {}
