"""The start page; for the pages that explain the site, what `publish` and the schema say. Imports nothing of ours."""

from __future__ import annotations

import re
from typing import Any

from datasette import Response, hookimpl
from datasette.utils import path_with_format
from datasette.version import __version__
from markupsafe import Markup, escape

DATABASE = "ris"
_CODE = re.compile(r"`([^`]+)`")


def code(text: str) -> Markup:
    """A sentence of ours for a page: what stands in backticks becomes <code>."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))


async def start(datasette: Any, request: Any) -> Response:
    """The start page. Datasette would ask 180 times what each table is like; our template wants none of it."""
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    address = datasette.absolute_url(request, datasette.urls.path(path_with_format(request=request, format="json")))
    said = {"metadata": datasette.metadata(), "datasette_version": __version__, "alternate_url_json": address}
    page = await datasette.render_template("index.html", said, request=request, view_name="index")
    return Response.html(page, headers={"Link": f'{address}; rel="alternate"; type="application/json+datasette"'})


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Our start page comes before Datasette's; /.json stays Datasette's."""
    return [("^/$", start)]


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For templates: the filter `code`, `texte()` (titles, descriptions, columns, queries of the dataset),
    `eigenes` (what `publish` left for us: who runs the site, what values and columns mean), `spaltentext` (what a
    column of a canned query means: what is said of queries, else of its name, else of the table that has it) and
    `spaltentitel` (what a column is called, in a table if that calls it otherwise).
    """
    own = datasette.plugin_config(DATABASE) or {}

    def texts() -> Any:
        return datasette.metadata()["databases"][DATABASE]

    def column_text(name: str) -> str:
        tables = [table["columns"] for table in texts()["tables"].values()]
        said = next((columns[name] for columns in tables if name in columns), "")
        return str({**own.get("spalten", {}), **own.get("abfragespalten", {})}.get(name, said))

    def column_title(name: str, table: str | None = None) -> str:
        titles = own.get("spaltentitel", {})
        return str(titles.get(f"{table}.{name}", titles.get(name, name)))

    env.filters["code"] = code
    env.globals.update(texte=texts, eigenes=own, spaltentext=column_text, spaltentitel=column_title)
