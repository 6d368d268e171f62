"""Meetings and agenda items of ALLRIS 3's classic skin: to010 and to020."""

from __future__ import annotations

from tests.simulator.allris3_markup import P, View, button, datum_link, page, pair, sitzung_name, word
from tests.simulator.nouns import Response, Sitzung, Stimmen, Top
from tests.simulator.skeleton import DAYS, h, line
from tests.simulator.world import World


def _sitzung_rows(view: View, s: Sitzung) -> str:
    zeit = f"{s.beginn} - {s.ende}" if s.ende else s.beginn
    return f"""<tr>{pair("Datum", f"{DAYS[s.datum.weekday()]}, {datum_link(view, s)}", "text2")} \
{pair("Status", "öffentlich/nichtöffentlich")}</tr><tr>{pair("Zeit", zeit, "text2")} \
{pair("Anlass", "Sitzung", "text4")}</tr>\
<tr>{pair("Raum", h(s.ort), "text2", ' colspan="3"')}</tr>"""


def _top(world: World, s: Sitzung, place: int, top: Top) -> str:
    nr = f"{'Ö' if top.oeffentlich else 'N'}&nbsp;{top.nummer}"
    if top.nachtrag:
        nr = f'<span style="background-color:#8ae234" title="Nachtrags-TOP">{nr}</span>'
    at = f"to010.asp?SILFDNR={s.id}&amp;TOLFDNR={top.id}&amp;BES=1#beschluss"
    first = f'<td class="text4" nowrap="nowrap"><a href="{at}">{nr}</a></td>'
    css, titel = f"zl1{2 - place % 2}", line(world.betreff(top))
    if not top.oeffentlich:
        rest = f'<td>&nbsp;</td><td>&nbsp;</td><td class="text1">{titel}</td>' + "<td>&nbsp;</td>" * 4
        return f'<tr class="{css}">{first}{rest}</tr>'
    said = (h(top.ausgang.worte) if top.ausgang else "(offen)") if s.gelaufen else ""
    na = button("to020.asp", "TOLFDNR", top.id, "il1_naz", "NA", said) if s.gelaufen else "&nbsp;"
    link = f'<a href="to020.asp?TOLFDNR={top.id}">{titel}</a>' if s.gelaufen else titel
    form, paper = "&nbsp;", ""
    if top.vorlage:
        v = world.vorlage[top.vorlage]
        form = button("vo020.asp", "VOLFDNR", v.id, "il1_vo", "VO", "Vorlage")
        paper = f'<a href="vo020.asp?VOLFDNR={v.id}">{v.nummer}</a>'
    return (f'<tr class="{css}">{first}<td>&nbsp;</td><td>{na}</td><td>{link}<!--{top.id} --></td> <td>&nbsp;</td>'
            f'<td nowrap="nowrap">{form}</td><td nowrap="nowrap">{paper}</td><td>&nbsp;</td></tr>')  # fmt: skip


def to010(view: View, s: Sitzung) -> Response:
    """A meeting's agenda."""
    name, gremium = h(sitzung_name(view.world, s)), view.world.gremium[s.gremium]
    tops = "".join(_top(view.world, s, place, top) for place, top in enumerate(s.tops))
    inhalt = f"""<table class="tk1" cellspacing="0" cellpadding="0"><tr><td class="ko1" valign="top"><table \
class="tk1" cellspacing="0" \
cellpadding="3"><tr>{pair("Bezeichnung", name, "text1", ' colspan="3"')}</tr><tr>{
        pair("Gremium", f'<a href="pa020.asp?PALFDNR={gremium.id}">{h(gremium.name)}</a>', "text1", ' colspan="3"')
    }</tr>\
{_sitzung_rows(view, s)}</table></td><td class="ko2"></td><td class="me1"></td></tr></table>
<hr />
<table class="tl1" cellspacing="0" cellpadding="1"><tr class="zk1"><th width="1%">TOP</th> <th colspan="2" \
width="1%">&nbsp;</th> \
<th colspan="2">Betreff</th> <th colspan="3">Vorlage</th></tr><tr><td colspan="8"><hr /></td></tr>{tops}</table>"""
    return page(view, "to010", f"Tagesordnung - {name}", inhalt)


def abstimmung(top: Top) -> str:
    """The vote as the minutes print it, as text: a table's words, paragraphs, or one line, by tenant's habit."""
    vote = top.stimmen or Stimmen(0, 0, 0)
    return (f"Zustimmung Ablehnung Enthaltung {vote.ja} {vote.nein} {vote.enthaltung}",
            f"Zustimmung: {vote.ja} Ablehnung: {vote.nein} Enthaltung: {vote.enthaltung}",
            f"{vote.ja} Ja-Stimmen, {vote.nein} Nein-Stimmen, {vote.enthaltung} Enthaltungen")[top.id % 3]  # fmt: skip


def _abstimmung(top: Top) -> str:
    text = abstimmung(top)
    if top.id % 3:
        return "".join(P % ("", part) for part in (text.replace(" A", "\nA").replace(" E", "\nE").split("\n")
                                                    if top.id % 3 == 1 else [text]))  # fmt: skip
    cells = ["".join(f"<td><p><span>{word}</span></p></td>" for word in row)
             for row in (text.split()[:3], text.split()[3:])]  # fmt: skip
    return '<table cellspacing="0" cellpadding="0">' + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def to020(view: View, s: Sitzung, top: Top) -> Response:
    """An item with its minutes."""
    titel, gremium = line(view.world.betreff(top)), view.world.gremium[s.gremium]
    v = view.world.vorlage[top.vorlage] if top.vorlage else None
    paper = ""
    if v:
        paper = f"""<tr><td>{button("vo020.asp", "VOLFDNR", v.id, "il1_vo", "VO", "Vorlage")}</td><td class="text1">\
<a href="vo020.asp?VOLFDNR={v.id}">{v.nummer} {line(v.betreff)}</a></td></tr><tr>{pair("Status", "öffentlich")}\
{pair("Vorlage-Art", v.art, "text4")}</tr><tr>{pair("Federführend", h(v.federfuehrend))}</tr>"""
    said = h(top.ausgang.worte) if top.ausgang else "(offen)"
    jump = ' <br /><a href="#allrisBS">Beschluss</a>' if top.ausgang and v else ""
    inhalt = f"""<table class="tk1" cellspacing="0" cellpadding="0"><tr><td class="ko1" valign="top"><table \
class="tk1" cellspacing="0" \
cellpadding="3"><tr valign="top"><td>\
{button(f"to010.asp?topSelected={top.id}", "SILFDNR", s.id, "il1_to", "TO", "Tagesordnung")}</td>\
<td class="text1" colspan="3"><a href="to010.asp?SILFDNR={s.id}">{h(sitzung_name(view.world, s))}</a></td></tr>\
<tr>{pair("TOP", f"Ö&nbsp;{top.nummer}", "text1", ' colspan="3"')}</tr><tr>\
{pair("Gremium", h(gremium.name), "text1")} \
{pair("Beschlussart", said)}</tr>{_sitzung_rows(view, s)}{paper}</table></td><td class="ko2">&nbsp;</td>\
<td class="me1"><br /><a href="#allrisWP">Wortprotokoll</a>{jump}</td></tr></table>
<hr />"""
    texte = [word(view, "WP", top.id, "Wortprotokoll", P % ("", "Frau Nachname fragt nach den Kosten."))]
    if top.ausgang and v:
        beschluss = f"Der {gremium.name} hat über die Vorlage beraten."
        texte.append(word(view, "BS", top.id, "Beschluss", P % ("", beschluss)))
    if top.stimmen:
        texte.append(word(view, "AE", top.id, "Abstimmungsergebnis", _abstimmung(top)))
    return page(view, "to020", f"Auszug - {titel}", inhalt, b"".join(texte))
