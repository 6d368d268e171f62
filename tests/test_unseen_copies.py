"""Text copies of pages in forms that no fixture shows; what each states was written before it was read."""

from __future__ import annotations

import functools
from typing import Any

import pytest

from tests.support.unseen import at
from tests.test_unseen_portals import ALLRIS_3, ALLRIS_4, SESSIONNET, read

Case = tuple[str, str, dict[str, Any]]


CASES: dict[str, Case] = {
    "allris4_paper_one_blank": (
        f"{ALLRIS_4}vo020?VOLFDNR=31",
        "Beschlussvorlage - 2024/031\n\nBetreff: Hitzeaktionsplan\nStatus: öffentlich\n"
        "Vorlageart: Beschlussvorlage\nFederführend: Gesundheitsamt\n",
        {
            "nummer": "2024/031",
            "betreff": "Hitzeaktionsplan",
            "art": "Beschlussvorlage",
            "federfuehrend": "Gesundheitsamt",
            "oeffentlich": True,
        },
    ),
    "allris4_paper_one_blank_no_colons": (
        f"{ALLRIS_4}vo020?VOLFDNR=32",
        "Beschlussvorlage - 2024/032\n\nBetreff Hitzeaktionsplan\nStatus öffentlich\n"
        "Vorlageart Beschlussvorlage\nFederführend Gesundheitsamt\n",
        {"nummer": "2024/032", "betreff": "Hitzeaktionsplan", "federfuehrend": "Gesundheitsamt", "oeffentlich": True},
    ),
    "allris4_paper_some_colons": (
        f"{ALLRIS_4}vo020?VOLFDNR=33",
        "Beschlussvorlage - 2024/033\n\nBetreff\nSchulentwicklungsplan\nStatus\nöffentlich\nVorlageart:\n"
        "Beschlussvorlage\nFederführend:\nSchulamt\n",
        {
            "nummer": "2024/033",
            "betreff": "Schulentwicklungsplan",
            "oeffentlich": True,
            "art": "Beschlussvorlage",
            "federfuehrend": "Schulamt",
        },
    ),
    "allris4_agenda_result_first": (
        f"{ALLRIS_4}to010?SILFDNR=8",
        "Sitzung des Sozialausschusses\nGremium:\tSozialausschuss\nDatum:\tMi, 21.02.2024\nUhrzeit:\t17:00 - 18:30\n\n"
        "TOP\tBeschluss\tBetreff\tVorlage\nÖ 1\t\tEröffnung\t\nÖ 2\tungeändert beschlossen\tJobcenter\t55/2024\n"
        "Ö 3\tvertagt\tFrauenhaus\t56/2024\n",
        {
            "gremium": "Sozialausschuss",
            "datum": "2024-02-21",
            "tops.#": 3,
            "tops.0.betreff": "Eröffnung",
            "tops.1.betreff": "Jobcenter",
            "tops.1.ergebnis": "ungeändert beschlossen",
            "tops.1.vorlage_nummer": "55/2024",
            "tops.2.betreff": "Frauenhaus",
            "tops.2.ergebnis": "vertagt",
        },
    ),
    "allris3_paper_one_blank": (
        f"{ALLRIS_3}vo020.asp?VOLFDNR=946",
        "Vorlage - 2016/946\r\n\r\nBetreff: Kreisstraße 7\r\nStatus: öffentlich Vorlage-Art: Beschlussvorlage\r\n"
        "Federführend: Tiefbauamt Bearbeiter/-in: Muster, M.\r\nBeratungsfolge:\r\nBauausschuss Vorberatung\r\n"
        "02.03.2016 4. Sitzung des Bauausschusses ungeändert beschlossen\r\n",
        {
            "nummer": "2016/946",
            "betreff": "Kreisstraße 7",
            "art": "Beschlussvorlage",
            "federfuehrend": "Tiefbauamt",
            "beratungen.#": 1,
            "beratungen.0.gremium": "Bauausschuss",
            "beratungen.0.datum": "2016-03-02",
            "beratungen.0.ergebnis": "ungeändert beschlossen",
        },
    ),
    "allris3_paper_one_blank_no_colons": (
        f"{ALLRIS_3}vo020.asp?VOLFDNR=947",
        "Vorlage - 2016/947\n\nBetreff Kreisstraße 8\nStatus öffentlich\nVorlage-Art Beschlussvorlage\n"
        "Federführend Tiefbauamt\n",
        {"nummer": "2016/947", "betreff": "Kreisstraße 8", "art": "Beschlussvorlage", "federfuehrend": "Tiefbauamt"},
    ),
    "sessionnet_paper_one_blank_colons": (
        f"{SESSIONNET}vo0050.php?__kvonr=62",
        "Vorlage\n\n  * Betreff: Radwegekonzept\n  * Vorlage: 062/2024\n  * Art: Beschlussvorlage\n"
        "  * Federführung: Planungsamt\n",
        {"nummer": "062/2024", "betreff": "Radwegekonzept", "art": "Beschlussvorlage", "federfuehrend": "Planungsamt"},
    ),
}


@functools.cache
def _record(name: str) -> dict[str, Any]:
    url, said, _ = CASES[name]
    return read(url, said, "text")[0]


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, case in CASES.items() for path in case[2]])
def test_unseen_copies_state_what_they_print(name: str, path: str) -> None:
    assert at(_record(name), path) == CASES[name][2][path]
