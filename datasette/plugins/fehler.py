"""What went wrong, said in German: SQLite and Datasette speak English. Runs in the server, imports nothing of ours."""

from __future__ import annotations

import html
import re
from typing import Any

from datasette import hookimpl
from datasette.views.base import DatasetteError
from markupsafe import Markup, escape

# What SQLite 3.4x and Datasette 0.65 say, and what that means for the one who asked. The first that fits is said.
TEXTS = (
    (r"interrupted|took too long", "Das hat zu lange gedauert und wurde abgebrochen. Grenzen Sie die Frage ein, etwa auf ein Konzept, einen Kreis oder ein Jahr."),
    (r'near "(?P<x>.*)": syntax error', "SQLite versteht die Abfrage bei „{x}“ nicht. Davor fehlt oft ein Komma, eine Klammer oder ein Anführungszeichen."),
    (r"incomplete input", "Die Abfrage hört mittendrin auf. Am Ende fehlt etwas, oft eine Klammer."),
    (r'unrecognized token: "(?P<x>.*)"', "SQLite versteht „{x}“ nicht. Texte stehen in einfachen Anführungszeichen, und jedes braucht ein zweites."),
    (r"no such column: (?P<x>.+)", "Eine Spalte „{x}“ gibt es nicht. Die Namen stehen im Codebuch; Texte gehören in einfache Anführungszeichen."),
    (r"no such table: (?P<x>.+)", "Eine Tabelle „{x}“ gibt es nicht. Die Namen stehen im Codebuch."),
    (r"no such function: (?P<x>.+)", "Eine Funktion „{x}“ kennt SQLite nicht."),
    (r"ambiguous column name: (?P<x>.+)", "Die Spalte „{x}“ gibt es in mehreren der Tabellen. Schreiben Sie den Namen der Tabelle davor."),
    (r"wrong number of arguments to function (?P<x>\S+)", "Die Funktion {x} braucht eine andere Zahl von Angaben."),
    (r"misuse of aggregate.*", "Eine Funktion wie count oder sum steht, wo sie nicht stehen darf; in Bedingungen gehört sie hinter having."),
    (r"do not have the same number of result columns", "Die Teile einer Abfrage mit union brauchen gleich viele Spalten."),
    (r"must be a SELECT|may not contain|readonly|read-only|not authorized", "Hier kann nur gelesen werden. Die Abfrage muss mit select oder with beginnen und darf nichts ändern."),
    (r"one statement at a time", "Es geht nur eine Abfrage auf einmal. Nehmen Sie das Semikolon und alles dahinter weg."),
    (r"did not supply a value|number of bindings", "Für einen Platzhalter (:name) der Abfrage fehlt der Wert."),
    (r"fts5|malformed MATCH|unterminated string", "Die Suche versteht die Wörter so nicht. Setzen Sie sie in Anführungszeichen, oder lassen Sie Sonderzeichen weg."),
    (r"malformed JSON", "Ein Text, den die Abfrage als JSON liest, ist keines."),
    (r"too many|too big|too complex|too large|stack overflow|tree is too", "Die Abfrage ist zu groß: zu viele Spalten, Werte oder Klammern. Teilen Sie sie."),
    (r"Table not found", "Eine Tabelle oder Abfrage dieses Namens gibt es hier nicht. Alle stehen unter Abfragen und Tabellen."),
    (r"Database not found.*|Invalid database", "Unter diesem Namen gibt es hier keine Daten. Der Datensatz heißt ris."),
    (r"Record not found|Row not found", "Diese Zeile gibt es nicht oder nicht mehr. Vielleicht wurde sie entfernt, oder das Portal hat sie umbenannt."),
    (r"Cannot sort table by (?P<x>.+)", "Nach „{x}“ lässt sich nicht sortieren: Die Tabelle hat keine solche Spalte."),
    (r"Cannot use _sort and _sort_desc.*", "Sortieren geht entweder aufsteigend (_sort) oder absteigend (_sort_desc), nicht beides."),
    (r"_size must be.*", "Mit _size sagt man, wie viele Zeilen eine Seite hat: eine ganze Zahl von 1 bis 2000, oder max."),
    (r"_n?o?col=(?P<x>\S+) - invalid columns", "Eine Spalte „{x}“ gibt es in dieser Tabelle nicht."),
    (r"_next.*", "Diese Seite gibt es nicht. Beginnen Sie auf der ersten Seite der Tabelle."),
    (r"Invalid.*_facet.*|_facet.*", "So lässt sich nicht gruppieren."),
)  # fmt: skip
BY_STATUS = {
    400: "Diese Frage geht so nicht.",
    403: "Das ist hier nicht erlaubt.",
    404: "Unter dieser Adresse gibt es hier nichts. Vielleicht ist sie verschrieben, oder die Seite wurde entfernt.",
}
OTHERWISE = "Das hat nicht geklappt, und es liegt nicht an Ihnen. Versuchen Sie es später noch einmal."
# A sentence of ours already: Datasette and SQLite have no such quotation marks.
_OURS = re.compile("[„ß]|ist kein")


def sentence(error: Any, status: int = 400) -> str:
    """What an error text means, in German; by the status where nobody knows the text."""
    text = original(error)
    if _OURS.search(text):
        return text
    return known(text) or BY_STATUS.get(status, OTHERWISE)


def known(text: str) -> str | None:
    """The German sentence for what SQLite or Datasette says; None where the table has none."""
    for pattern, said in TEXTS:
        if found := re.search(pattern, text):
            return said.format(x=(found.groupdict().get("x") or "")[:80])
    return None


def original(error: Any) -> str:
    """An error as it was said, without markup and scripts."""
    if not isinstance(error, Markup):
        return str(error or "")
    return html.unescape(str(Markup(re.sub(r"(?s)<script.*?</script>", "", str(error))).striptags()))


def reason(patterns: dict[str, str], text: str) -> str:
    """A reason that a program gave in English, with the parts that are known in German."""
    for pattern, said in patterns.items():
        text = re.sub(pattern, said, text)
    return text


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For templates: the filters `fehlertext` (a German sentence for an error), `original` and `grund`."""
    patterns = (datasette.plugin_config("ris") or {}).get("gruende", {})
    env.filters.update(fehlertext=sentence, original=original, grund=lambda text: reason(patterns, text or ""))


@hookimpl(tryfirst=True)
def handle_exception(exception: Exception) -> None:
    """What Datasette says of a wrong address without a status is the asker's mistake (400), not the server's (500)."""
    if isinstance(exception, DatasetteError) and exception.status == 500 and known(exception.message):
        exception.status = 400


@hookimpl(tryfirst=True)
def render_cell(value: Any, column: str, database: str, datasette: Any) -> Markup | None:
    """Why a portal cannot be read, in German; the table keeps what the run said."""
    if column != "grund" or database != "ris" or not isinstance(value, str):
        return None
    return escape(datasette.jinja_env.filters["grund"](value))
