"""Lists and calendars of SessionNet: vo0042, vo0040, si0040, si0046."""

from __future__ import annotations

from datetime import date

from tests.simulator.nouns import Response, Sitzung, Vorlage
from tests.simulator.sessionnet_markup import link
from tests.simulator.sessionnet_view import View, address, error, whole, zeit
from tests.simulator.skeleton import MONTHS, de, h, line, month_after, number


def _paper_row(view: View, v: Vorlage) -> str:
    at, titel = address(view, "vo0050", f"__kvonr={v.id}"), line(v.betreff)
    a = f'<a href="{at}" title="Vorlage anzeigen: {titel}" class="smce-a-u smc-link-normal smc_datatype_vo" >'
    return (f'<tr class="smc-t-r-l"><td data-label="Vorlage" class="smc-t-cl991 voname">{a}{v.nummer}</a></td>'
            f'<td data-label="Betreff" class="smc-t-cl991 vobetr">{a}{titel}</a></td>'
            f'<td data-label="Art" class="smc-t-cl991 vovaname">{v.art}</td></tr>\n')  # fmt: skip


def vo0042(view: View) -> Response:
    """The list of all papers, of the current year without `__cwpall`; an error page where it is not released."""
    if not view.options.alle_vorlagen:
        return error(view)
    papers = view.world.neueste_zuerst
    if view.values.get("__cwpall") != "1":
        papers = tuple(v for v in papers if v.datum.year == view.world.heute.year)
    rows = "".join(_paper_row(view, v) for v in papers)
    table = (f'\n<table id="smc_page_vo0042_contenttable1" class="table smc-table smctablevorlagen">\n<tbody>\n{rows}'
             "</tbody>\n</table>\n")  # fmt: skip
    return whole(view, "vo0042", "Vorlagen", table)


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def vo0040(view: View) -> Response:
    """The search: POST with a slice of dates, GET by kind of paper; without either the bare form."""
    world, values, arts = view.world, view.values, sorted({v.art for v in view.world.vorlagen})
    first, last = _iso(values.get("__axxdat_full", "")), _iso(values.get("__exxdat_full", ""))
    kind = number(values, "__zvovanr")
    hits = [v for v in world.neueste_zuerst if first and last and first <= v.datum <= last] if "__sgo" in values else []
    if 0 < kind <= len(arts):
        hits = [v for v in world.neueste_zuerst if v.art == arts[kind - 1]]
    rows = "".join(
        f'<tr class="smc-t-r-l"><td><strong>Nummer:</strong> {v.nummer} <a href="'
        f'{address(view, "vo0050", f"__kvonr={v.id}&voselect=1")}" title="Vorlage anzeigen: {line(v.betreff)}">'
        f"{line(v.betreff)}</a></td></tr>\n" for v in hits[: view.options.treffer or None]
    )  # fmt: skip
    at = "__zvovanr={}&__caktuell=2&__ovocdat=d"
    kinds = "".join(link(address(view, "vo0040", at.format(n)), h(art)) for n, art in enumerate(arts, 1))
    form = f"""<form action="{address(view, "vo0040")}" method="post"><input type="text" name="__swords" value="">\
<input type="hidden" name="__sao" value="1"><input type="date" name="__axxdat_full" value=""><input type="date" \
name="__exxdat_full" value=""><input type="submit" name="__sgo" value="Suchen"></form>
<table id="smc_page_vo0040_contenttable1" class="table smc-table">\n<tbody>\n{rows}</tbody></table>\n{kinds}"""
    return whole(view, "vo0040", "Recherche", form)


def _day(view: View, s: Sitzung, same_day: bool) -> str:
    name = h(view.world.gremium[s.gremium].name)
    if s.zeigt_tagesordnung:
        at = address(view, "si0057", f"__ksinr={s.id}")
        titel = f"Details anzeigen: {name} {de(s.datum)}"
        name = f'<a  href="{at}" title="{titel}" class="smce-a-u smc-link-normal" >{name}</a>'
    day = "" if same_day else s.datum.day
    return (f'<tr><td data-label="&nbsp;" class="smc-t-cn991 smc_fct_day"><span class="weekday">{day}</span></td>'
            f'<td data-label="Sitzung" class="smc-t-cl991 silink"><div class="smc-el-h ">{name}</div><ul '
            f'class="list-inline '
            f'smc-detail-list"><li class="list-inline-item">{zeit(s)}</li><li class="list-inline-item">'
            f'{h(s.ort)}</li></ul></td>'
            '<td data-label="Mandant" class="smc-t-cl991 pagel pagel1"></td><td data-label="Dokumente" '
            'class="sidocs"></td>\n'
            "</tr>\n")  # fmt: skip


def kalender(view: View, page: str) -> Response:
    """A month. Missing parameters mean the month this visitor saw last; another Mandant has no meetings."""
    world, values, kept = view.world, view.values, view.session.get("monat")
    seen = kept if isinstance(kept, tuple) else (world.heute.year, world.heute.month)
    year, month = number(values, "__cjahr") or seen[0], number(values, "__cmonat") or seen[1]
    (first, last), here = [(d.year, d.month) for d in world.spanne], (year, month)
    beside = (month_after(year, month, -1), (year - 1, month), (year + 1, month), month_after(year, month))
    near = [m for m in beside if first <= m <= last] or [first if here < first else last]
    at = "__cjahr={}&__cmonat={}&__canz=1&__cselect=0"
    items = [link(address(view, page, at.format(y, m)), f"{MONTHS[m - 1]} {y}", "smcfiltermenumonth") for y, m in near]
    items += [link(address(view, page, f"__cpanr={n}"), h(name), "dropdown-item smcfiltermenumandant")
              for n, name in enumerate(view.options.mandanten, 2)]  # fmt: skip
    found = world.months.get(here, ()) if number(values, "__cpanr") < 2 else ()
    rows = "".join(_day(view, s, n > 0 and found[n - 1].datum == s.datum) for n, s in enumerate(found))
    menu = "".join(f'<li class="nav-item">{item}</li>' for item in items)
    inhalt = f"""<div id="smcfiltermenu" class="smcnoprint smc-filter-bar"><ul class="nav nav-pills">\
\n{menu}\n</ul>\n</div>\n
<table id="smc_page_{page}_contenttable1" class="table table-striped smc-table smctablesitzungen">\n<tbody>\
\n{rows}</tbody>
</table>"""
    shown = whole(view, page, f"Kalender {year} {MONTHS[month - 1]}", inhalt)
    return Response(200, shown.body, shown.content_type, session={**view.session, "monat": here})
