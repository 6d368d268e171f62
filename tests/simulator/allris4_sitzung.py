"""Meetings and agenda items of ALLRIS 4: to010 and to020."""

from __future__ import annotations

from tests.simulator.allris4_markup import View, cells, datum, grunddaten, page, panel, row, sitzung_name, table, text
from tests.simulator.nouns import Response, Sitzung, Stimmen, Top
from tests.simulator.skeleton import DAYS, line

_HEADS = (("expandCloseCol", "+/-"), ("tonr", "TOP"), ("tobetreff", "Betreff"), ("tovonr", "Vorlage"),
          ("tobanr", "Beschluss"), ("tozunr", "Zuständigkeit"))  # fmt: skip


def zeit(s: Sitzung) -> str:
    """The hours of a meeting."""
    return f"{s.beginn} - {s.ende}" if s.ende else s.beginn


def day(view: View, s: Sitzung) -> str:
    """The day of a meeting, which leads to its month."""
    d = s.datum
    return (f'<a href="./si010?DD={d.day}&amp;MM={d.month}&amp;YY={d.year}">{DAYS[d.weekday()]}., '
            f"{datum(view, d)}</a>")  # fmt: skip


def rolle(view: View, top: Top) -> str | None:
    """The task with which an item stands on the agenda."""
    stations = view.world.vorlage[top.vorlage].stationen if top.vorlage else ()
    return next((station.rolle for station in stations if station.top == top.id), None)


def ergebnis(s: Sitzung, top: Top) -> str:
    """The printed result; placeholders where there is none yet."""
    if not s.gelaufen or not top.oeffentlich:
        return ""
    return line(top.ausgang.worte) if top.ausgang else "(offen)"


def vorlage_link(view: View, top: Top) -> str:
    """The number of an item's paper, with the way to it."""
    if not top.vorlage:
        return ""
    v = view.world.vorlage[top.vorlage]
    return f'<a href="./vo020?VOLFDNR={v.id}&amp;refresh=false&amp;TOLFDNR={top.id}">{v.nummer}</a>'


def _top(view: View, s: Sitzung, place: int, top: Top) -> str:
    letter, titel = "Ö" if top.oeffentlich else "N", line(view.world.betreff(top))
    at = f' id="betreff_{top.id}" href="./to020?TOLFDNR={top.id}"' if s.gelaufen and top.oeffentlich else ""
    zusatz = "Antrag: Nachname, Vorname" if top.nachtrag else ""
    return cells("odd numodd" if place % 2 else "even numeven", [
        ("expandCloseCol", ""), ("tonr", f'<a href="#" id="link_{top.id}">{letter} {top.nummer}</a>'),
        ("tobetreff", f'<a{at}>{titel}<span class="zusatzinfo">{zusatz}</span> </a>'),
        ("tovonr", vorlage_link(view, top)), ("tobanr", ergebnis(s, top)), ("tozunr", rolle(view, top) or ""),
    ])  # fmt: skip


def _teil(titel: str) -> str:
    return cells("even beratung", [(name, f"<p>{titel}</p>" if name == "tobetreff" else "") for name, _ in _HEADS])


def to010(view: View, s: Sitzung) -> Response:
    """A meeting's agenda."""
    gremium, name = view.world.gremium[s.gremium], line(sitzung_name(view.world, s))
    head = grunddaten([
        row("Betreff", f'<a href="./si019?SILFDNR={s.id}"><p>{name}</p></a>', "sibetreff"),
        row("Gremium", f'<a href="./gr020?GRLFDNR={gremium.id}">{line(gremium.name)}</a>', "sigremium"),
        row("Datum", day(view, s), "sidatum"), row("Status", "gemischt", "sistatus"),
        row("Uhrzeit", zeit(s), "sizeit"), row("Anlass", "Sitzung", "sianlass"), row("Raum", line(s.ort), "siraum"),
    ])  # fmt: skip
    public = [_top(view, s, n, top) for n, top in enumerate(s.tops) if top.oeffentlich]
    private = [_top(view, s, n, top) for n, top in enumerate(s.tops) if not top.oeffentlich]
    rows = [_teil("Öffentlicher Teil"), *public, *([_teil("Nicht öffentlicher Teil")] if private else []), *private]
    agenda = panel(1, "Tagesordnung", table("toTable", "Tagesordnung", _HEADS, rows, "toTreeTable"))
    h1 = f"{gremium.name} - {datum(view, s.datum)}"
    return page(view, "to010", "Sitzung", f'{head}<div id="mainContent">{agenda}</div>', h1, f"to010?SILFDNR={s.id}")


def _counted(vote: Stimmen) -> str:
    rows = (("Dafür", "Dagegen", "Enthaltungen"), (vote.ja, vote.nein, vote.enthaltung))
    inner = ("".join(f"<td><p><span>{said}</span></p></td>" for said in cells_) for cells_ in rows)
    return "<table>" + "".join(f"<tr>{said}</tr>" for said in inner) + "</table>"


def _abstimmung(top: Top, vote: Stimmen) -> str:
    """The vote; now and then another one, about putting it off, was taken first."""
    earlier = f"<p>Antrag auf Vertagung:</p>{_counted(Stimmen(3, vote.ja + 4, 1))}" if top.id % 5 == 0 else ""
    return f'<div id="htm{top.id}3" class="docPart readOnly"><div>{earlier}{_counted(vote)}</div></div>'


def to020(view: View, s: Sitzung, top: Top) -> Response:
    """An item with its minutes."""
    gremium, titel = view.world.gremium[s.gremium], view.world.betreff(top)
    agenda = f'<a href="./to010?SILFDNR={s.id}&amp;TOLFDNR={top.id}">{line(sitzung_name(view.world, s))}</a>'
    rows = [row("TOP", f"Ö {top.nummer}", "tonr"), row("Betreff", f"<p>{line(titel)}</p>", "tobetreff"),
            row("Sitzung", agenda), row("Gremium", line(gremium.name), "sigremium"),
            row("Datum", day(view, s), "sidatum"), row("Status", "öffentlich", "sistatus"),
            row("Uhrzeit", zeit(s), "sizeit")]  # fmt: skip
    rows += [row("Vorlage", vorlage_link(view, top))] if top.vorlage else []
    rows.append(row("Beschluss", ergebnis(s, top)))
    rows += [row("Zuständigkeit", said)] if (said := rolle(view, top)) else []
    parts = [panel(1, "Wortprotokoll", text(top.id * 10, ["Nachname, Vorname fragt nach den Kosten."]))]
    if top.ausgang and top.vorlage:
        parts.append(panel(2, "Beschluss", text(top.id * 10 + 1, [f"Der {gremium.name} hat beraten."])))
    if top.stimmen:
        parts.append(panel(3, "Abstimmungsergebnis", _abstimmung(top, top.stimmen)))
    inhalt = f'{grunddaten(rows)}<div id="mainContent">{"".join(parts)}</div>'
    h1 = f"{datum(view, s.datum)} - {top.nummer} {' '.join(titel.split())}"
    return page(view, "to020", "Auszug", inhalt, h1, f"to020?TOLFDNR={top.id}")
