"""How a page is cited, and where to write if it is wrong. Runs in the server, so it imports nothing of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from datasette import Response, hookimpl
from datasette.utils.asgi import BadRequest

DATABASE = "ris"
_MAIL = re.compile(r"(?<![^@\s/:?&])[^@\s/:?&]++@[^@\s/:?&]+\.[^@\s/:?&]+")
_LONGEST = 300
# BibTeX counts braces, also those behind a backslash: in a text there may be none that has no other.
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{sign: rf"\{sign}" for sign in "&%$#_"},
}


def _line(text: str) -> str:
    """A text on one line, not longer than a title may be."""
    text = re.sub(r"[\s\x00-\x1f\x7f]+", " ", text).strip()
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _tex(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in text)


def cited(datasette: Any, title: str, address: str) -> dict[str, str]:
    """What a citation of a page says: author, title, day of the dataset (or ""), version, address, licence.

    The version is that of the release that the site shows; where it shows none, that of program and rules.
    """
    own, said = datasette.plugin_config(DATABASE) or {}, datasette.metadata()
    edition = own["stand"]
    made = edition["version"] + (f", Regeln {edition['regeln']}" if edition["regeln"] else "")
    version = f"{edition['ausgabe']} (Programm {made})" if edition["ausgabe"] else made
    return {
        "autor": _line(own["betreiber"]["name"] or said["title"]),
        "titel": _line(title),
        "werk": _line(said["title"]),
        "datum": edition["datum"] or "",
        "version": version,
        "adresse": address,
        "lizenz": _line(said["license"]),
        "lizenz_url": said["license_url"],
    }


def bibtex(said: Mapping[str, str]) -> str:
    """A citation as BibTeX."""
    key = re.sub("[^a-z0-9]+", "-", said["titel"].casefold().encode("ascii", "ignore").decode()).strip("-")[:40]
    fields = {
        "author": f"{{{_tex(said['autor'])}}}",
        "title": f"{{{_tex(said['titel'])}}}",
        "howpublished": _tex(said["werk"]),
        "year": said["datum"][:4],
        "version": _tex(said["version"]),
        "note": _tex(f"Stand {said['datum']}. {said['lizenz']}" if said["datum"] else said["lizenz"]),
        # An address is no text: only what would end the field is written otherwise.
        "url": said["adresse"].replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{key or 'seite'}-{said['datum'] or 'ohne-stand'},\n{lines}}}\n"


def ris(said: Mapping[str, str]) -> str:
    """A citation as RIS, the form of reference managers."""
    lines = {
        "TY": "DATA",
        "AU": said["autor"],
        "TI": said["titel"],
        "T2": said["werk"],
        "PY": said["datum"][:4],
        "DA": said["datum"].replace("-", "/"),
        "ET": said["version"],
        "UR": said["adresse"],
        "N1": f"{said['lizenz']}, {said['lizenz_url']}",
        "LA": "de",
    }
    return "".join(f"{name}  - {value}\r\n" for name, value in lines.items() if value) + "ER  - \r\n"


#: The files of a citation: how each is written, and its type.
FILES: dict[str, tuple[Callable[[Mapping[str, str]], str], str]] = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
}


async def citation(datasette: Any, request: Any) -> Response:
    """The citation of a page of this site as a file: /zitat.bib?titel=…&seite=/konzept/…"""
    page, form = request.args.get("seite") or "", request.url_vars["form"]
    if not re.match(r"/(?!/)", page):
        raise BadRequest("Welche Seite zitiert werden soll, „fehlt“: /zitat.bib?titel=…&seite=/konzept/…")
    await datasette.ensure_permissions(request.actor, ["view-instance"])
    address = datasette.absolute_url(request, quote(page, safe="/?&=%~:,;+@!$'()*#[]"))
    write, kind = FILES[form]
    text = write(cited(datasette, request.args.get("titel") or page, address))
    headers = {"content-disposition": f'attachment; filename="zitat.{form}"'}
    body = "" if request.method == "HEAD" else text
    return Response(body, headers=headers, content_type=kind)


def is_mail(text: str) -> bool:
    """Whether a text is an e-mail address.

    >>> is_mail("daten@kreis.example"), is_mail("https://kreis.example/@daten")
    (True, False)
    """
    return _MAIL.fullmatch(text) is not None


def report(contact: str, title: str, address: str) -> str:
    """The address of a prepared report about a page: a mail, or an issue whose address has `{titel}` and `{text}`.

    "" where `contact` is neither a web address nor one for mail.
    """
    subject, text = f"Meldung: {title}", f"Seite: {address}\n\nWas stimmt nicht, und was sagt das Portal wirklich?\n"
    if contact.startswith(("https://", "http://")):
        return contact.replace("{titel}", quote(subject, safe="")).replace("{text}", quote(text, safe=""))
    if is_mail(contact.removeprefix("mailto:")):
        body = quote(text.replace("\n", "\r\n"), safe="")
        return f"mailto:{contact.removeprefix('mailto:')}?subject={quote(subject, safe='')}&body={body}"
    return ""


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """Citations as files."""
    return [(rf"^/zitat\.(?P<form>{'|'.join(FILES)})$", citation)]


@hookimpl
def prepare_jinja2_environment(env: Any, datasette: Any) -> None:
    """For templates: `zitat` (what the citation of a page says) and `meldung` (the address of a report about it)."""

    def about(request: Any, title: str) -> dict[str, str]:
        return cited(datasette, str(title), datasette.absolute_url(request, request.full_path))

    def reported(request: Any, title: str) -> str:
        operator = (datasette.plugin_config(DATABASE) or {})["betreiber"]
        address = datasette.absolute_url(request, request.full_path)
        return report(operator["meldung"] or operator["kontakt"], _line(str(title)), address[:2000])

    env.globals.update(zitat=about, meldung=reported)
