"""The pages of the site: each file in templates/seiten, and the start page; for those that explain the site, what
`publish` and the schema say. Imports nothing of ours.

Datasette would serve such files by itself (templates/pages), but lets what fails in them reach the server, whose answer
has no headers and no German. As views of ours they fail like its own.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, NoReturn

from datasette import Response, hookimpl
from datasette.app import route_pattern_from_filepath
from datasette.utils import path_with_format
from datasette.version import __version__
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

DATABASE = "ris"
FOLDER = "seiten/"
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


def view_of(template: str) -> Callable[..., Awaitable[Response]]:
    """The view that renders a file; parts of the address in braces are variables in it. A page may call `raise_404`
    with a sentence, and `inhaltsart` with the kind of content that it has.
    """

    async def view(datasette: Any, request: Any) -> Response:
        kinds = ["text/html; charset=utf-8"]

        def raise_404(sentence: str) -> NoReturn:
            raise DatasetteError(sentence, status=404)

        said = {**request.url_vars, "raise_404": raise_404, "inhaltsart": kinds.append}
        page = await datasette.render_template(template, said, request=request, view_name="page")
        return Response(page, content_type=kinds[-1])

    return view


@hookimpl
def register_routes(datasette: Any) -> list[tuple[Any, Any]]:
    """Our start page comes before Datasette's; /.json stays Datasette's. A feed comes before the page of its name."""
    names = datasette.jinja_env.list_templates(filter_func=lambda name: name.startswith(FOLDER))
    feeds_first = sorted(names, key=lambda name: ".atom." not in name)
    return [("^/$", start), *((_pattern(name.removeprefix(FOLDER)), view_of(name)) for name in feeds_first)]


def _pattern(name: str) -> str:
    """The addresses of a file. What stands for braces is not empty: /kreis/ is /kreis, as Datasette has it."""
    return str(route_pattern_from_filepath(name).pattern).replace("[^/]*", "[^/]+")


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
