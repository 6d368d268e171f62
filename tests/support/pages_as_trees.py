"""The pages for comparing as a tree: what stands in them."""

from __future__ import annotations

from datasette.app import Datasette
from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.support.serving import get


def tree(app: Datasette, path: str) -> LexborHTMLParser:
    page = get(app, path, follow_redirects=True)
    assert page.status_code == 200, path
    return LexborHTMLParser(page.text)


def words(node: LexborNode | None) -> str:
    assert node is not None
    return " ".join(node.text().split())


def row(page: LexborHTMLParser, ags: str) -> dict[str, str]:
    """Cells of a Kreis in the table of a concept."""
    return {str(td.attributes["data-name"]): words(td) for td in page.css(f"tr#kreis-{ags} td")}
