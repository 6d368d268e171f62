"""What went wrong, said in German: SQLite and Datasette speak English. Runs in the server, imports nothing of ours.

The sentences stand in site.toml, [fehlertexte] and [gruende].
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from datasette import handle_exception as theirs
from datasette import hookimpl
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

Texts = Mapping[str, str]

BY_STATUS = {
    400: "Diese Frage geht so nicht.",
    403: "Das ist hier nicht erlaubt.",
    404: "Unter dieser Adresse gibt es hier nichts. Vielleicht ist sie verschrieben, oder die Seite wurde entfernt.",
}
OTHERWISE = "Das hat nicht geklappt, und es liegt nicht an Ihnen. Versuchen Sie es später noch einmal."
# A sentence of ours already: Datasette and SQLite have no such quotation marks.
_OURS = re.compile("[„ß]|ist kein")


def sentence(texts: Texts, error: Any, status: int = 400) -> str:
    """What an error text means, in German; by the status where nobody knows the text."""
    text = original(error)
    return text if _OURS.search(text) else known(texts, text) or BY_STATUS.get(status, OTHERWISE)


def known(texts: Texts, text: str) -> str | None:
    """The German sentence for what SQLite or Datasette says; None where the table has none."""
    for pattern, said in texts.items():
        if found := re.search(pattern, text):
            return said.format(x=(found.groupdict().get("x") or "")[:80])
    return None


def original(error: Any) -> str:
    """An error as it was said, without markup and scripts."""
    if not isinstance(error, Markup):
        return str(error or "")
    return html.unescape(str(Markup(re.sub(r"(?s)<script.*?</script>", "", str(error))).striptags()))


def reason(patterns: Texts, text: str) -> str:
    """A reason that a program gave in English, with the parts that are known in German."""
    for pattern, said in patterns.items():
        text = re.sub(pattern, said, text)
    return text


@hookimpl
def startup() -> None:
    """A wrong address leaves no traceback: where `rich` is there (`.[release]` brings it), Datasette prints all
    variables of each, which takes the server a second. What failed in itself (500) it prints without, too."""
    theirs.rich = None


def _told(datasette: Any, name: str) -> Texts:
    return (datasette.plugin_config("ris") or {}).get(name, {})


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For templates: the filters `fehlertext` (a German sentence for an error), `original` and `grund`."""
    texts, reasons = _told(datasette, "fehlertexte"), _told(datasette, "gruende")

    def german(error: Any, status: int = 400) -> str:
        return sentence(texts, error, status)

    env.filters.update(fehlertext=german, original=original, grund=lambda text: reason(reasons, text or ""))


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, exception: Exception) -> None:
    """What Datasette says of a wrong address without a status is the asker's mistake (400), not the server's (500)."""
    if not isinstance(exception, DatasetteError) or exception.status != 500:
        return
    if known(_told(datasette, "fehlertexte"), str(exception.message)):
        exception.status = 400


@hookimpl(tryfirst=True)
def render_cell(value: Any, column: str, database: str, datasette: Any) -> Markup | None:
    """Why a portal cannot be read, in German; the table keeps what the run said."""
    if column != "grund" or database != "ris" or not isinstance(value, str):
        return None
    return escape(datasette.jinja_env.filters["grund"](value))
