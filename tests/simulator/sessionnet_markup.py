"""Pieces of SessionNet's current layout: frame, panels, head rows, documents, inline text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.simulator.skeleton import h

_HEAD = """<!DOCTYPE html><html lang="de"  x-ms-format-detection="none"><head><meta charset="utf-8">\
<meta http-equiv="X-UA-Compatible" content="IE=edge"><meta name="viewport" content="width=device-width, \
initial-scale=1">\
<meta name="author" content="Somacos GmbH & Co. KG,https://www.somacos.de, SessionNet Version 5.4.7 bi (Layout 6)">\
<meta name="sessionnet" content="V:050407"/><link rel="help" href="yhelp1.{ext}" title="Hilfe" /><title>{title}</title>
<script>var smcGLOBAL_FUNCTION_STATUS_LOGON = 1;var smcStatus_Logon = false;</script>
<link href="css/styles6.css" rel="stylesheet"><link href="config/layout/layout6/config.css" rel="stylesheet"></head>\
<body id="smc_body" class="smc-body">
<!-- #wrapper --><div id="wrapper" class="smclayout smc_page_{name}_layout"><div id="sidebar-wrapper" \
role="navigation" \
aria-label="Hauptmenü" class="smc-nav-config smc-pr-n"><ul id="sidebar-nav" class="nav nav-pills nav-stacked">\
<li class="nav-item smc-nav-online"><a href="info.{ext}" title="Startseite" class="smce-a-u nav-link smcmenu1 \
smc-ct1" >\
<i class="smc smc-home" aria-hidden="true"></i>Startseite</a></li> <li class="nav-item smc-nav-online"><a \
href="si0040.{ext}" \
title="Kalender" class="smce-a-u nav-link smcmenu1 smc-ct1" >Kalender</a></li> <li class="nav-item smc-nav-online">\
<a href="gr0040.{ext}" title="Gremien" class="smce-a-u nav-link smcmenu1 smc-ct1" >Gremien</a></li>
</ul></div>
<div id="page-content-wrapper">
<div class="page-title" role="navigation" aria-label="Seitentitel und Oberes Menü"><ul class="nav nav-pills \
smc-nav-actions float-right smc-pr-n" aria-label="Oberes Menü"><li><a href="vo0040.{ext}" title="Recherche anzeigen">\
<i class="smc smc-magnifier" aria-hidden="true"></i><span class="sr-only">Rechercheauswahl</span></a></li></ul>\
<h1 class="smc_h1">{h1}</h1></div>

<div id="page-content" role="main" aria-label="Informationen">
"""
_FOOT = """
</div><!-- /page-content-1 -->
</div><!-- /page-content-wrapper -->
<footer aria-label="Fusszeile mit Seiteninformationen"><div class="d-flex justify-content-between"><div \
id="smcmenubottom">\
<ul class="list-inline"><li>Letzte &Auml;nderung:&nbsp;{stand} 07:15:02</li></ul></div><div id="smcsomacosinfo" \
class="text-right"><span lang="en">Software: </span><a href="https://somacos.de/loesungen/sitzungsmanagement/session/" \
class="smc-link-normal" target="_blank">Sitzungsdienst <span lang="en">Session</span></a></div></div></footer>
</div><!-- /wrapper -->
<script src="js/smcmvc1.js"></script>
</body></html>"""


@dataclass(frozen=True)
class Frame:
    """What surrounds every page: its name (vo0050), title and heading as markup, extension, date of the last change."""

    name: str
    title: str
    h1: str
    ext: str
    stand: str

    def around(self, inhalt: str) -> str:
        """The whole page."""
        title = self.title if self.title.startswith("SessionNet") else f"SessionNet | {self.title}"
        head = _HEAD.format(name=self.name, title=title, h1=self.h1, ext=self.ext)
        return head + inhalt + _FOOT.format(stand=self.stand)


def link(url: str, text: str, css: str = "smce-a-u smc-link-normal") -> str:
    """A link; `text` is markup."""
    return f'<a href="{url}" class="{css}" >{text}</a>'


def tabs(items: Iterable[tuple[str, str, bool]]) -> str:
    """The register above a page: address, text, whether it is the page shown."""
    said = "".join(
        f'<li class="nav-item{" active smc-ct1" if active else ""}"><a href="{url}" title="{text}" aria-label="{text}" '
        f'class="smce-a-u nav-link" >{text}</a></li>' for url, text, active in items
    )  # fmt: skip
    return f'<ul class="nav nav-tabs smcnoprint" id="smcregister" aria-label="Tab Navigation">\n{said}\n</ul>\n'


def card(place: int, header: str, body: str, accordion: bool = False) -> str:
    """A panel; `header` and `body` are markup."""
    inner = (
        f'<div id="smcpanel{place}" class="card card-light"><div class="card-header" data-toggle="collapse" '
        f'href="#smcacchead{place}"><h2 class="mb-0 card-header-title" id="smc-hn-{place}"><button class="btn btn-link '
        f'btn-block text-left" type="button" data-toggle="collapse" data-target="#smcacchead{place}">'
        f"{header}</button></h2>"
        f'</div><div id="smcacchead{place}" class="collapse show"><div class="card-body">\n{body}\n</div></div></div>\n'
    )
    return inner if accordion else f'<div class="col-sm-12">\n\n{inner}</div>\n'


def head_rows(page: str, rows: Iterable[Sequence[tuple[str, str, str]]]) -> str:
    """Head data: rows of (class, label, value as markup); a class of "" is a row that a tenant added."""
    said = []
    for row in rows:
        cells = "".join(
            f'<div class="smc-table-cell smc-cell-head{f" {css}_title" if css else ""}">{label}</div>'
            f'<div class="smc-table-cell{f" {css}" if css else ""}">{value}</div>' for css, label, value in row
        )  # fmt: skip
        said.append(f'<div class="smc-table-row">{cells}\n</div>\n')
    return (f'<div id="smc_page_{page}_contenttable1" class="smc-table smc-table-striped smccontenttable '
            f'smc_page_{page}_contenttable">\n{"".join(said)}</div>')  # fmt: skip


def document(ext: str, number: int, name: str, code: str = "") -> str:
    """A file with its two links, icon and text."""
    at, key = f"getfile.{ext}?id={number}&type=do", f"{number:014d}"
    icon = f'<i class="smc smc-doc-dakurz smc-doc-dakurz-1" aria-hidden="true">{code}</i>' if code else ""
    said = 'title="Dokument Download Dateityp: pdf" aria-label="Dokument Download Dateityp: pdf"'
    return (
        f'<div id="smcy{key}" class="smc-dg-ds-1 col-lg-6 smc-d-el"><div id="smcb{key}" class="smc-xxdat '
        f'smc-box-type-1">'
        f'<div class="smc smc-doc-icon">{icon}</div><div class="smc-doc-content"><div id="smcg{key}" '
        f'class="smc-action-group"><a href="{at}" {said} role="button" class="btn btn-blue" id="smcs{key}" >'
        '<i role="button" class="smc smc-download" aria-hidden="true"></i></a></div><div class="smc-el-h '
        'smc-link-normal">'
        f'<a href="{at}" {said} class="smce-a-u smc-link-normal smc_datatype_do" >{h(name)}</a></div></div></div>'
        f"\n</div>\n"
    )


def documents(items: Iterable[str]) -> str:
    """A box of files."""
    return f'<div class="smc-dg-c-1-10 smc-documents smc-pr-n row">\n{"".join(items)}<!--SMCPHDOCFCT-->\n</div>'


_TITEL = "<p class=MsoNormal><b><span style='font-family:\"Arial\",sans-serif'>{}:<o:p></o:p></span></b></p>\n"
_OPEN, _CLOSE = "<p class=MsoNormal style='text-align:justify'>", "<o:p></o:p></p>\n"


def word(titel: str, absaetze: Iterable[str]) -> str:
    """A section of inline text as Word writes it."""
    text = h("\x00".join(absaetze)).replace("\x00", _CLOSE + _OPEN)
    return f"{_TITEL.format(titel)}{_OPEN}{text}{_CLOSE}"


def alert(text: str) -> str:
    """A message."""
    return f'\n<div class="alert alert-danger">{h(text)}</div>\n'
