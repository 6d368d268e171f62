"""Pieces of ALLRIS 4's pages: frame, labelled values, panels; all in Wicket's markup."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tests.simulator import skeleton
from tests.simulator.nouns import Response, Sitzung
from tests.simulator.skeleton import NoOptions, de, h
from tests.simulator.world import World

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WAIT = '<div><img alt="Loading..." src="./wicket/resource/org.apache.wicket.ajax/indicator.gif"/></div>'
_FRAME = """
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="de">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8"/>
<script type="text/javascript" src="./wicket/resource/jquery/jquery-3.7.1.js"></script>
<meta name="description" content="ALLRIS net Version 4.1.7 (4170041) - 08.07.2026" />
<script type="text/javascript" id="wicket-ajax-base-url">
/*<![CDATA[*/
Wicket.Ajax.baseUrl="{own}";
/*]]>*/
</script>
<script type="text/javascript">
/*<![CDATA[*/
Wicket.Event.add(window, "domready", function(event) {{ {script}
document.getElementById('allris').setAttribute('class', '{program} normal');
;}});
/*]]>*/
</script>
<meta name="wicket.header.items"/>
<title>ALLRIS - {title}</title>
</head>
<body>
<div id="allris">
<div id="top"><span id="logo" title="ALLRIS 4 - {kreis}"></span>
<form id="searchform" method="post" action="./{program}?{version}-1.-head-searchform"><input type="hidden" \
name="sectoken" value="{version}" /></form></div>
<nav id="navMenu"><ul class="nav-menu" role="menubar"><li><a href="./si010{jsession}" role="menuitem">Kalender</a></li>\
<li><a href="./si018" role="menuitem">Übersicht</a></li><li><a href="./vo040" role="menuitem">Übersicht</a></li></ul>\
</nav>
<nav id="path"><ul><li>Sie sind hier:<strong><a class="disable" aria-current="page">{title}</a></strong></li></ul></nav>
<main id="pageContent"><div id="readOut"><div class="header"><h1 class="title">{h1}</h1></div>
{inhalt}
</div></main>
<div id="footer"><span>Datenschutz</span></div>
</div>
</body>
</html>
"""


View = skeleton.View[NoOptions]


def version(view: View) -> int:
    """Wicket's number of this page."""
    return int(str(view.session.get("seite", 0))) + 1


def datum(view: View, day: date) -> str:
    """A date in the reader's language."""
    if view.request.headers.get("accept-language", "").startswith("de"):
        return de(day)
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02d}"


def sitzung_name(world: World, sitzung: Sitzung) -> str:
    """What this vendor calls a meeting."""
    genitiv = world.gremium[sitzung.gremium].genitiv
    return f"Sitzung des {genitiv}" if sitzung.oeffentlich else f"Nichtöffentliche Sitzung des {genitiv}"


def page(
    view: View, program: str, title: str, inhalt: str, h1: str | None = None, own: str = "", script: str = ""
) -> Response:
    """A whole page; the session then is on it, and on no earlier one. Before a visitor brings a cookie, links carry
    the session themselves."""
    number = version(view)
    text = _FRAME.format(program=program, own=h(own or program), title=title, h1=h(h1 or title), inhalt=inhalt,
                         script=script, version=number, kreis=h(view.world.kreis),
                         jsession="" if view.session else ";jsessionid=0A1B2C3D")  # fmt: skip
    session = {"seite": number, "tabelle": number if script else 0}
    return Response(200, text.encode(), "text/html;charset=UTF-8", session=session)


def shell(view: View, program: str, title: str, question: str) -> Response:
    """A page whose content comes with the next request of the session."""
    call = f'Wicket.Ajax.ajax({{"u":"./{program}?{version(view)}-1.0-&{question}"}});'
    inhalt = f'<div id="mainContent"><div id="id4">{_WAIT}</div></div>'
    return page(view, program, title, inhalt, own=f"{program}?{question}", script=call)


def ajax(inhalt: str) -> Response:
    """The answer to an Ajax call: markup for the place of a component, or Wicket's own elements."""
    text = f'<?xml version="1.0" encoding="UTF-8"?><ajax-response>{inhalt}</ajax-response>'
    return Response(200, text.encode(), "text/xml;charset=UTF-8")


def row(label: str, value: str, ident: str = "") -> str:
    """A labelled value; the id says what it is, whatever the label."""
    said = f'<span class="text4" id="{ident}">{value}</span>' if ident else value
    name = f'<span class="label"><a aria-describedby="{ident}">{label}:</a></span>'
    return (f'<div class="row"><dl>\n<dt class="colTitle">{name}</dt>\n<dd class="colEntry3">{said}</dd>\n</dl></div>\n'
            '<div hidden="" data-wicket-placeholder=""></div>\n')  # fmt: skip


def grunddaten(rows: Iterable[str], rechts: str = "") -> str:
    """The head of a page: values on the left, documents and attachments on the right."""
    return (f'<div id="head"><div id="headLeft"><div class="frameHeader"><h2>Grunddaten</h2></div>\n'
            f'<div class="headLeftInner roundedBorder">{"".join(rows)}</div></div>\n'
            f'<div id="headRight">{rechts}</div></div>\n<div class="clear"></div>\n')  # fmt: skip


def panel(number: int, title: str, inhalt: str) -> str:
    """One expanded panel of the content."""
    return (f'<div id="id{number}"><div class="compFull roundedBorder"><div class="expcol rs_skip">'
            f'<a href="#" id="showHideLink_id{number}" data-simpletooltip-text="{title} ausblenden"></a></div>\n'
            f'<div><h2 class="expandedTitle">{title}</h2>\n{inhalt}</div></div></div>\n')  # fmt: skip


def text(number: int, paragraphs: Iterable[str]) -> str:
    """The text of a panel."""
    inhalt = "".join(f'<p style="margin-bottom:8pt"><span>{h(said)}</span></p>\n' for said in paragraphs)
    return f'<div id="htm{number}" class="docPart readOnly"><div>{inhalt}</div></div>'


def table(css: str, title: str, heads: Iterable[tuple[str, str]], rows: Iterable[str], ident: str = "") -> str:
    """A table of data; heads are class and text."""
    columns = "".join(f'<th class="{name}" scope="col"><span>{said}</span></th>' for name, said in heads)
    return (f'<table class="dataTable captionVisible {css}" id="{ident}"><caption class="rs_skip">{title}</caption>\n'
            f'<thead><tr class="headers">{columns}</tr></thead>\n<tbody>{"".join(rows)}</tbody></table>\n')  # fmt: skip


def cells(css: str, found: Iterable[tuple[str, str]]) -> str:
    """A row; cells are class and markup."""
    inner = "".join(f'<td class="{name}"><div>{said}</div></td>\n' for name, said in found)
    return f'<tr class="{css}">\n{inner}</tr>'


def message(program: str, said: str) -> str:
    """A refusal in the product's own frame."""
    inhalt = f'<div id="mainContent"><div class="message"><span class="message_text">{said}</span></div></div>'
    return _FRAME.format(program=program, own=program, title="Hinweis", h1="Hinweis", inhalt=inhalt, script="",
                         version=0, kreis="Musterkreis", jsession="")  # fmt: skip
