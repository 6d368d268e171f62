"""Persons and addresses are taken out of a page before it becomes a fixture; what is no person stays."""

from __future__ import annotations

import pytest

from ris_scraper.cli.redact import NAME, redact

AT = ("@", " [at] ", "[at]", "&#64;", "%40")
PERSON = "Beispiel, Erika"


@pytest.mark.parametrize("at", AT)
@pytest.mark.parametrize("before", ["", "mailto:"])
def test_addresses_of_mail_however_they_are_written(at: str, before: str) -> None:
    assert redact(f"an {before}e.b+1{at}amt-40.kreis.example!") == "an (E-Mail entfernt)!"


@pytest.mark.parametrize(
    "number",
    [
        "Tel.: 0999 12-34",
        "Telefon 0999/12345",
        "Fax:0999-1234",
        "Durchwahl 12345",
        "+49 (999) 12345-0",
        "0999 / 123 45",
    ],
)
def test_numbers_of_telephones(number: str) -> None:
    assert redact(f"Amt 40, {number}.") == "Amt 40, (Telefon entfernt)."


@pytest.mark.parametrize(
    "text",
    [
        "Vorlage 0207/2016/1 vom 02.03.2016",
        "Drucksache 0815/2024",
        "01-2024",
        "1.400.000 Euro, 13.06.2013",
        "Der Vorsitzende eröffnet die Sitzung um 17:00 Uhr.",
        "Berichterstattung durch das Amt 40",
        "Bearbeitungsstand: 3",
        "Vorstandsvorlage: Haushalt",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    "label",
    ["Bearbeiter/-in:", "Bearbeiterin:", "Bearbeiter(in):", "Verfasser 1:", "Sachbearbeitung:", "Auskunft erteilt:",
     "Ansprechpartner/in:", "Vorsitzende/r:", "Verantwortlicher:", "Schriftführung", "Referent", "Berichterstatter"],
)  # fmt: skip
def test_the_person_behind_a_label_in_markup(label: str) -> None:
    for between in ("</td><td>", "</dt>\n<dd> ", "</b>&nbsp;<span class='x'>"):
        page = f"<td>{label}{between}{PERSON}</td><td>Amt 40</td>"
        assert redact(page) == page.replace(PERSON, NAME)


@pytest.mark.parametrize(
    "text",
    [
        "Federführend:Amt 40 Bearbeiter/-in: {}",
        "Verfasser:{}\nAmt 40",
        "Bearbeitung: {}  Amt 40",
        "Amt 40 (Bearbeiter: {})",
        "Einreicher: {} (Amt 40)",
    ],
)
def test_the_person_behind_a_label_in_text(text: str) -> None:
    said = redact(text.format(PERSON))
    assert "Erika" not in said and "Beispiel" not in said
    assert said.startswith(text.partition("{")[0] + NAME) and "Amt 40" in said
