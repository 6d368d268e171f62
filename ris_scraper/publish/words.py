"""The words of Betreff and texts: by them the search of the site finds what people type.

Full-text search knows whole words only. With all distinct words at hand, the search asks for those that a typed word is
a form or a part of (datasette/plugins/suche.py). They are taken from the full-text indexes, so no text is read again,
and what is not published has left no word.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable

#: The table of words, and its trigrams; Datasette hides both, because the one is a full-text index, and its name the
#: beginning of the other's.
WORDS, TRIGRAMS = "woerter_liste", "woerter"
# Longer ones are addresses and what lost its spaces; shorter ones and numbers have no other form.
_SHORTEST, _LONGEST = 3, 60
_UE = re.compile("(?<![aeq])ue")


def form(word: str) -> str:
    """A word as it is compared: small, without accents, ß as ss, and ae, oe, ue as the umlauts whose dots are gone.

    >>> form("Maßnahme"), form("Schüler"), form("Schueler"), form("neue")
    ('massnahme', 'schuler', 'schuler', 'neue')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
    return _UE.sub("u", plain.replace("ae", "a").replace("oe", "o"))


def create(connection: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Make the table of words (word as in the index, form, number of texts) from the full-text indexes of `tables`."""
    connection.create_function("form", 1, form, deterministic=True)
    connection.execute(f"create table {WORDS} (wort text not null, form text not null, anzahl integer not null)")
    names = list(tables)
    for name in names:
        connection.execute(f"create virtual table temp.{name}_woerter using fts5vocab(main, {name}_fts, row)")
    union = " union all ".join(f"select term, doc from temp.{name}_woerter" for name in names)
    with connection:
        connection.execute(
            f"""insert into {WORDS} select term, form(term), sum(doc) from ({union})
            where length(term) between {_SHORTEST} and {_LONGEST} and term not glob '*[0-9]*'
            group by term order by term"""
        )
    for name in names:
        connection.execute(f"drop table temp.{name}_woerter")
    connection.execute(f"create index idx_{WORDS}_form on {WORDS} (form)")
    connection.execute(
        f"create virtual table {TRIGRAMS} using fts5(form, content='{WORDS}', tokenize='trigram', detail='none')"
    )
    with connection:
        connection.execute(f"insert into {TRIGRAMS} ({TRIGRAMS}) values ('rebuild')")
