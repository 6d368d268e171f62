"""rubin and OParl in variants that no fixture shows; what each answer states was written before it was read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.unseen import OPARL, RUBIN, SCHEMA, Unseen, differences, first, oparl

_OLD = "https://musterkreis.more-rubin1.de/"
_SDNET = "https://ris.musterkreis.example/webservice/oparl/v1.1/body/1/"
_ASKED = f"{RUBIN}?id=meetings&action=get&with_agenda_item_documents=1&meeting_id="


def _said(**members: Any) -> str:
    return json.dumps(members, ensure_ascii=False)


def _item(number: str, title: str, **more: Any) -> dict[str, Any]:
    return {"topnummer": number, "title": title, "status": 1, "topart": "at", "abstimmungstext": "", **more}


RUBIN_PAGES = (
    Unseen(
        "rubin: lists that PHP made objects, empty objects that it made lists, votes in words, hours with days",
        f"{_ASKED}2026-KT-5",
        _said(
            nummer="2026-KT-5",
            nummer_si=None,
            datum="2026-09-08 00:00:00",
            titel="5. Sitzung des Kreistages",
            beginn="2026-09-08 16:00:00",
            ende="18:10",
            status=4,
            is_draft=False,
            fraktionssitzung="0",
            room={"Bezeichnung": "Großer Saal", "Strasse": "Musterweg 1", "PLZ": "12345", "Ort": "Musterstadt"},
            committees={"0": {"id": "KT", "Kuerzel": "KT", "name": "Kreistag", "Koerperschaftsnummer": "MK"}},
            agenda_items={
                "1": _item("1", "Eröffnung", submission=[], counselling_status=[], documents=[]),
                "3": _item(
                    "2",
                    "Radwegekonzept",
                    topart="vl",
                    vorlagennummer="20261009100251",
                    counselling_status={"name": "beschlossen"},
                    abstimmungstext="Ja: 20, Nein: 4, Enthaltung: 2",
                    submission={"id": 77, "alias": "420/2026", "name": "Radwegekonzept", "type": {"name": "Vorlage"}},
                ),
                "4": _item(
                    "2.1", "Änderungsantrag", abstimmungstext="mehrheitlich abgelehnt", submission={"alias": ""}
                ),
                "7": _item("3", "Personal", status=2, submission={"alias": "421/2026"}),
            },
        ),
        {
            "id": "2026-KT-5",
            "gremium": "Kreistag",
            "name": "5. Sitzung des Kreistages",
            "datum": "2026-09-08",
            "beginn": "16:00",
            "ende": "18:10",
            "tops": [
                {"nummer": "1", "betreff": "Eröffnung", "oeffentlich": True, "vorlage_nummer": None},
                {
                    "nummer": "2",
                    "betreff": "Radwegekonzept",
                    "vorlage_nummer": "420/2026",
                    "ja": 20,
                    "nein": 4,
                    "enthaltung": 2,
                    "ergebnis_norm": "beschlossen",
                },
                {"nummer": "2.1", "betreff": "Änderungsantrag", "ergebnis_norm": "abgelehnt", "vorlage_nummer": None},
            ],
        },
    ),
    Unseen(
        "rubin: a page whose component has other members first, braces and ends of scripts in its titles",
        "https://ris.musterkreis.example/meeting.php?id=ni_2026-JHA-9",
        '<html><head><meta name="publisher" content="more! software"><title>Rats- und Bürgerinfosystem</title></head>'
        '<body><div component="MeetingPage__1a2b3c4"></div><script>\nif (window.components == undefined) {\n'
        ' window.components = {};\n}\nwindow.components["MeetingPage__1a2b3c4"] = {\n props: '
        + _said(
            user=None,
            settings={"show": [1, 2], "text": "} ]"},
            **{
                "passed-meeting": {
                    "id": 901,
                    "nummer": "ni_2026-JHA-9",
                    "nummer_si": "2026-JHA-9",
                    "datum": "2026-11-03",
                    "titel": "ENTFÄLLT: 9. Sitzung des Jugendhilfeausschusses",
                    "status": "1",
                    "is_draft": "0",
                    "fraktionssitzung": "0",
                    "committees": [{"id": "JHA", "Kuerzel": "JHA", "name": "Jugendhilfeausschuss"}],
                    "agenda_items": [
                        _item("Ö 1", "Satzung {neu} ] } a", topart="zt", status="1"),
                        _item(
                            "Ö 2", "Kita-Bedarfsplan", topart="vl", status="1", submission={"alias": "BV-25-2026-007"}
                        ),
                    ],
                }
            },
        )
        + ",\n store: [],\n};\n</script></body></html>",
        {
            "id": "2026-JHA-9",
            "gremium": "Jugendhilfeausschuss",
            "datum": "2026-11-03",
            "abgesagt": True,
            "tops": [
                {"nummer": "1", "betreff": "Satzung {neu} ] } a", "oeffentlich": True},
                {"nummer": "2", "betreff": "Kita-Bedarfsplan", "vorlage_nummer": "BV-25-2026-007"},
            ],
        },
    ),
    Unseen(
        "rubin 1: twelve cells, numbers without kind, sub-items, a part not public, no end of the meeting",
        f"{_OLD}sitzungen_top.php?sid=ni_2010-KA-3",
        '<html><head><title>Sitzung</title></head><body><b class="Suchueberschrift">Kreisausschuss</b>'
        '<div class="InfoBlock"><table><tr><td>Termin: </td><td>Mo, 08.03.2010, 14:30 Uhr</td></tr>'
        "<tr><td>Raum: </td><td>Sitzungszimmer 2</td></tr><tr><td>Gremien: </td><td>KA</td></tr></table></div><table>"
        + "".join(
            f"<tr><td>{part}</td><td>{number}</td><td></td><td></td><td>{title}</td>{'<td></td>' * 7}</tr>"
            for part, number, title in (
                ("ö", "1", "Genehmigung der Niederschrift"),
                ("ö", "2", "Haushalt"),
                ("ö", "2.1", "Stellenplan [Vorlage: 2010/0123]"),
                ("ö", "2.2", "Kreisumlage [Vorlage: SV-2010/0124, Beschlussvorlage]"),
                ("nö", "3", "Vergabe [Vorlage: 2010/0125, Beschlussvorlage]"),
            )
        )
        + "</table></body></html>",
        {
            "gremium": "Kreisausschuss",
            "datum": "2010-03-08",
            "beginn": "14:30",
            "ende": None,
            "ort": "Sitzungszimmer 2",
            "tops": [
                {"nummer": "1", "betreff": "Genehmigung der Niederschrift", "oeffentlich": True},
                {"nummer": "2", "betreff": "Haushalt", "vorlage_nummer": None},
                {"nummer": "2.1", "betreff": "Stellenplan", "vorlage_nummer": "2010/0123"},
                {"nummer": "2.2", "betreff": "Kreisumlage", "vorlage_nummer": "SV-2010/0124"},
                {"nummer": "3", "oeffentlich": False},
            ],
        },
    ),
    Unseen(
        "rubin 1: a copy of such a page",
        f"{_OLD}sitzungen_top.php?sid=ni_2010-KA-4",
        "Kreisausschuss\n\nTermin: \tMo, 12.04.2010, 14:30 Uhr - 16:05 Uhr\nRaum: \tSitzungszimmer 2\nGremien: \tKA\n\n"
        "ö\t1\t\t\tGenehmigung der Niederschrift\t\t\t\t\t\nö\t2\t\t\tKreisumlage [Vorlage: SV-2010/0130, "
        "Beschlussvorlage]\t\t\t\t\t\n"
        "nö\t3\t\t\tVergabe\t\t\t\t\t\n",
        {
            "gremium": "Kreisausschuss",
            "datum": "2010-04-12",
            "beginn": "14:30",
            "ende": "16:05",
            "tops": [
                {"nummer": "1", "betreff": "Genehmigung der Niederschrift", "oeffentlich": True},
                {"nummer": "2", "betreff": "Kreisumlage", "vorlage_nummer": "SV-2010/0130"},
                {"nummer": "3", "oeffentlich": False},
            ],
        },
        "text",
    ),
)

OPARL_PAGES = (
    Unseen(
        "oparl: SD.NET's meeting, parts as items without numbers, sub-items, universal time, called off",
        f"{_SDNET}meeting/1853",
        _said(
            id=f"{_SDNET}meeting/1853",
            type=f"{SCHEMA}Meeting",
            name="Bauausschuss (17. Sitzung)",
            meetingState="abgesagt",
            cancelled=True,
            start="2025-11-18T18:30:00Z",
            end="2025-11-18T19:30:00+00:00",
            location={"id": f"{_SDNET}location/2", "type": f"{SCHEMA}Location", "description": "Kreishaus, Saal 1"},
            organization=[f"{_SDNET}organization/1-2"],
            agendaItem=[
                {
                    "id": f"{_SDNET}agendaitem/1",
                    "type": f"{SCHEMA}AgendaItem",
                    "order": 1,
                    "name": "Öffentliche Sitzung",
                },
                {
                    "id": f"{_SDNET}agendaitem/2",
                    "type": f"{SCHEMA}AgendaItem",
                    "number": "1.",
                    "order": 2,
                    "name": "Lob",
                },
                {
                    "id": f"{_SDNET}agendaitem/3",
                    "type": f"{SCHEMA}AgendaItem",
                    "number": "1.1.",
                    "order": 3,
                    "name": "Bebauungsplan\na) Beschluss\nb) Auslegung",
                    "result": "Einstimmig, 0 Enthaltung(en)",
                    "consultation": {
                        "id": f"{_SDNET}consultation/9",
                        "paper": {"id": f"{_SDNET}paper/1506", "reference": "124/2025"},
                    },
                },
            ],
        ),
        {
            "name": "Bauausschuss (17. Sitzung)",
            "datum": "2025-11-18",
            "beginn": "19:30",
            "ende": "20:30",
            "ort": "Kreishaus, Saal 1",
            "abgesagt": True,
            "tops": [
                {"nummer": "1", "betreff": "Lob"},
                {
                    "nummer": "1.1",
                    "betreff": "Bebauungsplan a) Beschluss b) Auslegung",
                    "vorlage_nummer": "124/2025",
                    "einstimmig": True,
                    "enthaltung": 0,
                },
            ],
        },
    ),
    Unseen(
        "oparl: SessionNet's paper, one station instead of a list, a meeting after midnight by our clocks",
        "https://oparl.musterkreis.example/bodies/0001/papers/vo/2004056582",
        _said(
            id="https://oparl.musterkreis.example/bodies/0001/papers/vo/2004056582",
            type="https://schema.oparl.org/1.0/Paper",
            name=" Zusammenarbeit  der Kreise ",
            reference="V/0464/2026",
            date="2026-08-20T00:00:00+02:00",
            paperType="Vorlagen",
            auxiliaryFile=[
                {"id": f"{OPARL}files/1", "name": "Anlage 1", "fileName": "a.pdf", "size": 12},
                f"{OPARL}files/2",
                {"id": f"{OPARL}files/3", "fileName": "Plan.pdf", "deleted": True},
            ],
            consultation={
                "id": f"{OPARL}consultations/1",
                "organization": {"id": f"{OPARL}organizations/1", "name": "Kreistag"},
                "role": "",
                "authoritative": "true",
                "meeting": {"id": f"{OPARL}meetings/8", "name": "3. Sitzung", "start": "2026-03-29T22:30:00Z"},
            },
            relatedPaper=None,
            keyword="Verwaltung",
            deleted=False,
        ),
        {
            "nummer": "V/0464/2026",
            "betreff": "Zusammenarbeit der Kreise",
            "datum": "2026-08-20",
            "art": "Vorlagen",
            "anlagen": [{"name": "Anlage 1"}],
            "beratungen": [{"gremium": "Kreistag", "datum": "2026-03-30", "sitzung": "3. Sitzung", "ergebnis": None}],
        },
    ),
    Unseen(
        "oparl: ALLRIS' meeting, one item instead of a list, its number a number, its public a word",
        "https://www.musterkreis.sitzung-online.de/oparl/meetings/1000777",
        _said(
            id="https://www.musterkreis.sitzung-online.de/oparl/meetings/1000777",
            type=f"{SCHEMA}Meeting",
            name="14. Sitzung des Kreistages",
            start="2025-06-11T16:00:00+02:00",
            organization={"id": f"{OPARL}organizations/gr/1", "name": "Kreistag", "shortName": "KT"},
            location={
                "room": "Großer Saal",
                "streetAddress": "Musterweg 1",
                "postalCode": "12345",
                "locality": "Muster",
            },
            agendaItem={
                "id": f"{OPARL}agendaItems/5",
                "number": 5,
                "name": "Haushalt 2025",
                "public": "1",
                "result": "geändert beschlossen",
                "consultation": [{"id": f"{OPARL}consultations/4", "paper": {"reference": "VO/2025/099", "name": "x"}}],
            },
        ),
        {
            "gremium": "Kreistag",
            "name": "14. Sitzung des Kreistages",
            "datum": "2025-06-11",
            "beginn": "16:00",
            "tops": [
                {
                    "nummer": "5",
                    "betreff": "Haushalt 2025",
                    "oeffentlich": True,
                    "ergebnis": "geändert beschlossen",
                    "vorlage_nummer": "VO/2025/099",
                }
            ],
        },
    ),
    Unseen(
        "oparl: a list with a paper deleted, a paper, a member null, pages by words for numbers",
        f"{OPARL}bodies/1/papers?page=2",
        _said(
            data=[
                json.loads(oparl("Paper", "1", deleted=True, modified="2026-01-01T00:00:00Z")),
                None,
                json.loads(
                    oparl("Paper", "2", name="Sportförderung", reference="17/2026", paperType="Antrag", date="")
                ),
            ],
            pagination={"totalElements": "3", "elementsPerPage": "100", "currentPage": "2", "totalPages": "3"},
            links={"next": f"{OPARL}bodies/1/papers?page=3", "first": f"{OPARL}bodies/1/papers"},
        ),
        {"nummer": "17/2026", "betreff": "Sportförderung", "art": "Antrag", "datum": None, "beratungen": []},
    ),
    Unseen(
        "oparl: an answer saved as a text with a mark of its bytes, ends of lines of Windows, an indent",
        f"{OPARL}papers/9",
        "\ufeff"
        + json.dumps(
            json.loads(
                oparl(
                    "Paper",
                    "9",
                    name="Wärmeplanung",
                    reference="26/SVV/0341-001",
                    date="2026-09-01",
                    paperType="Änderungs- /Ergänzungsantrag",
                    consultation=[
                        {"role": "Entscheidung", "organization": [{"name": "Kreistag"}], "authoritative": True},
                        {"role": "Vorberatung", "organization": ["https://x.example/o/2"], "deleted": True},
                    ],
                )
            ),
            indent=2,
        ).replace("\n", "\r\n"),
        {
            "nummer": "26/SVV/0341-001",
            "betreff": "Wärmeplanung",
            "datum": "2026-09-01",
            "art_norm": "aenderungsantrag",
            "beratungen": [{"gremium": "Kreistag", "rolle": "Entscheidung", "rolle_norm": "entscheidung"}],
        },
        "text",
    ),
)


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in (*RUBIN_PAGES, *OPARL_PAGES)])
def test_answers_are_read_as_they_state(page: Unseen) -> None:
    assert differences(page.stated, first(page)) == []
