"""What follows for a Vorlage: from its stations outcome, whose it is, and why there is none; who proposed it."""

from __future__ import annotations

from collections.abc import Sequence

from ris_scraper.dataset.columns import BERATUNG, Value
from ris_scraper.dataset.rows import Row
from ris_scraper.judgement.decision import deciding_station
from ris_scraper.judgement.proposals import proposal
from ris_scraper.nouns.records import Beratung
from ris_scraper.words.numbers import nummer

#: The `zustand` of a station whose meeting does not take place: nobody deliberated there.
CANCELLED = "abgesagt"
_PROPOSING = ("einbringer", "betreff", "art", "federfuehrend")
_PLANNED = frozenset({"geplant", "bereit", CANCELLED})


def with_outcome(head: Row, rows: Sequence[Row], seen_on: str, folge_read: bool, whole: bool = True) -> Row:
    """The head of a Vorlage with the columns that follow from its number and its Beratungsfolge.

    `folge_read` as in `stand`; not `whole` is a Beratungsfolge that breaks off: a later station may decide otherwise.
    """
    decision = deciding(rows) if whole else None
    parts = nummer(head.text("nummer"))
    held = (row for row in rows if row.values["datum"] and row.values["zustand"] != CANCELLED)
    dated = sorted(held, key=lambda row: row.text("datum"))
    derived = {
        "nummer_jahr": parts.jahr,
        "nummer_lfd": parts.lfd,
        "nummer_zusatz": parts.zusatz,
        "ergebnis_stand": stand(rows, decision, seen_on, folge_read),
    }
    joined = Row({**head.values, **derived}, head.seite, dict(head.herkunft), head.outcomes)
    if dated:
        joined.take("erste_beratung", dated[0], "datum")
        joined.take("letzte_beratung", dated[-1], "datum")
    if decision and decision.values["ergebnis"]:
        for name in ("ergebnis", "ergebnis_norm"):
            joined.take(name, decision, name)
        joined.take("ergebnis_gremium", decision, "gremium")
        joined.take("ergebnis_datum", decision, "datum")
    return joined


def with_proposal(head: Row) -> Row:
    """The head of a Vorlage with the columns that say who proposed it, each of the page whose words tell it."""
    found = proposal({name: head.text(name) for name in _PROPOSING})
    derived: dict[str, Value] = {"einbringer_typ": found.einbringer_typ, "fraktionen": found.fraktionen}
    sources = {"einbringer_typ": found.typ_by, "fraktionen": found.fraktionen_by}
    pages = {name: page for name, source in sources.items() if (page := head.herkunft.get(source))}
    return Row({**head.values, **derived}, head.seite, head.herkunft | pages, head.outcomes)


def deciding(rows: Sequence[Row]) -> Row | None:
    """The station whose result is the Vorlage's result."""
    stations = [_as_beratung(row) for row in rows]
    chosen = deciding_station(stations)
    return next((row for row, station in zip(rows, stations, strict=True) if station is chosen), None)


def stand(rows: Sequence[Row], decision: Row | None, seen_on: str, folge_read: bool) -> str:
    """Why there is an outcome or none: entschieden, offen, nicht_veroeffentlicht or nicht_gelesen.

    `seen_on` is the day of the last fetch; `folge_read` says whether every page that lists stations was read.
    """
    if decision and decision.values["ergebnis"]:
        return "entschieden"
    if not folge_read:
        return "nicht_gelesen"
    last = decision or (rows[-1] if rows else None)
    if last is None:
        return "offen"
    waits = not last.values["datum"] or last.text("datum") > seen_on
    if waits or last.text("zustand").lower() in _PLANNED:
        return "offen"
    if last.outcomes or last.values["oeffentlich"] is False:
        return "nicht_veroeffentlicht"
    # No result page was read: there is one if the station links to its meeting, else no agenda is out yet.
    return "nicht_gelesen" if last.values["sitzung_id"] else "offen"


def _as_beratung(row: Row) -> Beratung:
    return Beratung.model_validate({field: row.values[column] for column, field in BERATUNG.items()})
