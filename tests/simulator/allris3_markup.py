"""Pieces of ALLRIS 3's classic skin: options, frame, labels, buttons, embedded Word documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.simulator import skeleton
from tests.simulator.nouns import Response, Sitzung
from tests.simulator.skeleton import de, h
from tests.simulator.world import World


@dataclass(frozen=True)
class Options:
    """How a tenant set its portal up: the calendar it released, whether `showall` is, papers a page of the list,
    and whether the embedded Word documents come in UTF-8 inside the windows-1252 page."""

    kalender: str = "si010_e.asp"
    showall: bool = True
    block: int = 50
    utf8_texte: bool = False


View = skeleton.View[Options]


def page(view: View, program: str, titel: str, inhalt: str, texte: bytes = b"") -> Response:
    """A whole page: `inhalt` as markup, then the embedded documents."""
    head = f"""<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="de">
<head>
<meta http-equiv="content-type" content="text/html; charset=iso-8859-1" />
<meta name="description" content="ALLRIS net Version 3.9.5 (221117m)" />
<meta name="keywords" content="ALLRIS, Bürgerinformationssystem" />
<title>{titel}</title>
<link rel="shortcut icon" type="image/x-icon" href="./images/ALLRIS.ico" />
<script type="text/javascript" src="./opt/scripting/allrisnet.js"></script>
</head>
<body><div id="rishead"><b>Bürgerinformationssystem {h(view.world.kreis)}</b></div>
<div id="risnavi"><ul><li><a href="{view.options.kalender}">Sitzungskalender</a></li><li><a href="vo040.asp">\
Vorlagen</a></li>\
<li><a href="au010.asp">Gremien</a></li></ul></div>
<div id="allriscontainer" class="{program}"><div id="risname"><h1>{titel}&nbsp;&nbsp;</h1></div>
<div id="rismain"><div id="posOuterLocator"></div><table class="risdeco" cellspacing="0" cellpadding="0"><tr><td \
class="dl"></td>\
<td class="dm"></td><td class="dr"></td></tr><tr><td></td><td>{inhalt}"""
    foot = f"""</td><td></td></tr></table></div></div>
<div id="risfoot"><a href="#top">Seitenanfang</a> <span>Stand: {de(view.world.heute)}</span></div></body></html>"""
    return Response(200, head.encode("cp1252", "xmlcharrefreplace") + texte + foot.encode("cp1252"))


def button(action: str, field: str, value: int, css: str, text: str, title: str) -> str:
    """A button that leads to a page."""
    return (f'<form action="{action}" method="post" style="margin:0"><input type="hidden" name="{field}" '
            f'value="{value}" />'
            f'<input type="submit" class="{css}" value="{text}" title="{title}" /></form>')  # fmt: skip


def pair(label: str, value: str, css: str = "text3", span: str = "") -> str:
    """A label with its value as markup."""
    return f'<td class="kb1">{label}:</td><td class="{css}"{span}>{value}</td>'


P = '<p style="margin-top:0pt; margin-bottom:0pt; font-size:11pt"><span style="font-family:Arial%s">%s</span></p>'
_NEXT = '</span></p><p style="margin-top:0pt; margin-bottom:0pt; font-size:11pt"><span style="font-family:Arial">'
EMPTY = P % ("; -aw-import:ignore", "&#xa0;")
_WORD = """
<!-- ### {anker}{nr}.rtf -->
<a name="allris{anker}"></a>
<?xml version="1.0" encoding="{enc}" standalone="no"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head>\
<meta http-equiv="Content-Type" content="text/html; charset={enc}" /><meta name="generator" content="Aspose.Words \
for .NET 19.1" />\
<title></title></head><body><div><div>{text}</div></div></body></html>"""


def word(view: View, anker: str, nr: int, titel: str, inhalt: str) -> bytes:
    """An embedded Word document behind its anchor."""
    enc = "utf-8" if view.options.utf8_texte else "iso-8859-1"
    text = P % ("; font-weight:bold", f"{titel}:") + EMPTY + inhalt + EMPTY
    page = _WORD.format(anker=anker, nr=nr, enc=enc, text=text)
    return page.encode("utf-8" if view.options.utf8_texte else "cp1252", "xmlcharrefreplace")


def paragraphs(texts: Iterable[str]) -> str:
    """Paragraphs as Word writes them."""
    return P % ("", h("\x00".join(texts)).replace("\x00", _NEXT))


def sitzung_name(world: World, sitzung: Sitzung) -> str:
    """What this vendor calls a meeting."""
    genitiv = world.gremium[sitzung.gremium].genitiv
    return f"{sitzung.lfd}. Sitzung des {genitiv}" if sitzung.oeffentlich else f"Nichtöffentliche Sitzung des {genitiv}"


def datum_link(view: View, sitzung: Sitzung) -> str:
    """A date that leads to its month."""
    d = sitzung.datum
    return f'<a href="{view.options.kalender}?YY={d.year}&amp;MM={d.month:02d}&amp;DD={d.day:02d}">{de(d)}</a>'
