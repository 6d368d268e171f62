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
    """For templates: the filter `code`, `texte()` (titles, descriptions, columns, queries of the dataset),
    `eigenes` (what `publish` left for us: who runs the site, what values and columns mean) and `spaltentext` (what a
    column of a canned query means: what is said of queries, else of its name, else of the table that has it).
    """
    own = datasette.plugin_config(DATABASE) or {}

    def texts() -> Any:
        return datasette.metadata()["databases"][DATABASE]

    def column_text(name: str) -> str:
        tables = [table["columns"] for table in texts()["tables"].values()]
        said = next((columns[name] for columns in tables if name in columns), "")
        return str({**own.get("spalten", {}), **own.get("abfragespalten", {})}.get(name, said))

    env.filters["code"] = code
    env.globals.update(texte=texts, eigenes=own, spaltentext=column_text)
