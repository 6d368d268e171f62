"""The small dataset of sample_db with everything that a portal prints made hostile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support import sample_db

SCRIPT = "<script>alert('Betreff')</script>"
FORMULA = '=HYPERLINK("https://boese.example/";"hier")'
TURNED = "Haushalt \u202eTXT.EXE\u202c und \u200bNull\u200bbreite"
LONG = "Konzept " * 1250
UNBROKEN = "Konzept" * 300
# No XML can hold these two; no page shows them.
CONTROL = "Verkehr\x0b und \x08Wege"
TITLES = {"nord:1": SCRIPT, "nord:2": FORMULA, "nord:3": TURNED, "nord:4": LONG, "nord:5": CONTROL, "sued:11": UNBROKEN}


def build(path: Path) -> Path:
    """Write the dataset to `path` and return it."""
    sample_db.build(path)
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany("update vorlagen set betreff = ? where id = ?", [(text, key) for key, text in TITLES.items()])
        db.execute(
            "update vorlagen set federfuehrend = ?, art = ?, status = ?, url = ?", [SCRIPT, SCRIPT, FORMULA, SCRIPT]
        )
        db.execute("update abschnitte set titel = ?, text = ?", [SCRIPT, f"{SCRIPT}\n{FORMULA} {TURNED}"])
        db.execute("update textgleich set text_a = ?, text_b = ?, datum_b = ?", [SCRIPT, f"{SCRIPT} {LONG}", FORMULA])
        db.execute("update anlagen set name = ?", [SCRIPT])
        db.execute("update beratungen set gremium = ?, ergebnis = ?, ergebnis_norm = ?", [SCRIPT, SCRIPT, '"><b>x'])
        db.execute("update sitzungen set name = ?, gremium = ?", [SCRIPT, FORMULA])
        db.execute("update tops set betreff = ?", [SCRIPT])
        db.execute("update aenderungen set alt = ?, neu = ?", [SCRIPT, FORMULA])
        db.execute("update hinweise set text = ?", [SCRIPT])
        db.execute("update seiten set url = 'javascript:alert(1)' where id = 'nord:vorlage-4'")
        db.execute("update portale set name = ?, url = 'data:text/html,x' where slug = 'sued'", [SCRIPT])
        report = ("p1", SCRIPT, SCRIPT, sample_db.NORD, "javascript:alert(1)", "nord:vorlage-2")
        db.execute("insert into presse (id, titel, medium, ags, url, seite) values (?, ?, ?, ?, ?, ?)", report)
        db.execute("insert into presse_konzepte values ('p1', 'integrationskonzept', ?, 'nord:vorlage-2')", [SCRIPT])
        db.execute("insert into presse_termine (id, presse, position, zitat) values ('p1#1', 'p1', 1, ?)", [SCRIPT])
        for table in ("vorlagen", "abschnitte"):
            db.execute(f"insert into {table}_fts ({table}_fts) values ('rebuild')")
    return path
