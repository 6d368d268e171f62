"""What people type into the search of `search_db`, and what has to be found."""

from __future__ import annotations

INTEGRATION = {"west:integration", "west:fortschreibung", "ost:teilhabe"}
KLIMA = {"west:klima", "ost:klima"}
MASSNAHME = {"west:massnahme", "ost:massnahme"}
KONZEPTE = INTEGRATION | KLIMA | {"ost:minutes"}
FORMS: dict[str, set[str]] = {
    # endings
    "Integrationskonzept": INTEGRATION,
    "Integrationskonzepte": INTEGRATION,
    "Integrationskonzepts": INTEGRATION,
    "Integrationskonzeptes": INTEGRATION,
    "integrationskonzepten": INTEGRATION,
    "INTEGRATIONSKONZEPT": INTEGRATION,
    "Klimaschutzkonzept": KLIMA,
    "Klimaschutzkonzeptes": KLIMA,
    "Klimaschutzkonzepte": KLIMA,
    "Straßen": {"ost:strasse"},
    "Sprachkurs": {"west:integration"},
    "Krankenhaus": {"west:pflege"},
    # hyphens
    "Integrations-Konzept": INTEGRATION,
    "Integrations-Konzepte": INTEGRATION,
    "Klimaschutz-Konzept": KLIMA,
    "Klimaschutz–Konzept": KLIMA,
    "Klima-Schutz-Konzept": KLIMA,
    "SPD-Fraktion": {"west:spd"},
    "Planck-Gymnasium": {"ost:planck"},
    "Integrations- und Teilhabekonzept": {"ost:teilhabe"},
    # parts of compounds
    "schutzkonzept": {"west:klima"},
    "Schutzkonzepte": {"west:klima"},
    "Konzept": KONZEPTE,
    "Konzepte": KONZEPTE,
    "Hochwasser": {"west:massnahme"},
    "Haushalt": {"west:beratung"},
    "Fraktion": {"west:spd"},
    "Beförderung": {"west:schueler"},
    "Strategie": {"ost:empty"},
    # umlauts and ß
    "Maßnahme": MASSNAHME,
    "Massnahme": MASSNAHME,
    "Maßnahmen": MASSNAHME,
    "MASSNAHMEN": MASSNAHME,
    "Schüler": {"west:schueler"},
    "Schueler": {"west:schueler"},
    "Schülern": {"west:schueler"},
    "Schuelerbefoerderung": {"west:schueler"},
    "Kreisstrasse": {"ost:strasse"},
    "Strasse": {"ost:strasse"},
    "Krankenhaeuser": {"west:pflege"},
    "Buecherei": {"west:spd"},
    "Cafe": {"ost:cafe"},
    "Mobilitaetskonzept": {"ost:minutes"},
    # several words, anywhere in a Vorlage and in all its portals
    "Fortschreibung Integrationskonzept": {"west:fortschreibung"},
    "Integrationskonzept Sprachkurse": {"west:integration"},
    "Sprachkurse Wohnungen": {"west:integration"},
    "Integrationskonzept Hochwasser": set(),
    # short stems stay what they are
    "Plan": set(),
    "Pläne": set(),
    "Rat": {"ost:rat"},
    "Haus": set(),
    "Neun": {"ost:neun"},
    "Rad": set(),
    "Rad*": {"west:rad"},
    "Plan*": {"ost:planck"},
    # to the letter
    '"Integrationskonzepte"': set(),
    '"Integrationskonzept"': {"west:integration"},
    '"Neun neue Stellen"': {"ost:neun"},
    '"neue Neun"': set(),
    "„Neun neue“": {"ost:neun"},
    '"Neun neue': {"ost:neun"},
    # numbers
    "85/2013": {"west:integration"},
    "Vorlage 85/2013": {"west:integration"},
    "Nr. 85/2013": {"west:integration"},
    "K 2026/0725": {"west:klima"},
    "k 2026/0725": {"west:klima"},
    "12-2020": {"ost:klima"},
    "0042/2016": {"ost:teilhabe"},
    "99/1999": set(),
    # words that look like a syntax
    "Integrationskonzept AND Fortschreibung": {"west:fortschreibung"},
    "NEAR(Neun Stellen)": {"ost:neun"},
    "-Nahverkehrsplan": {"west:plan"},
    "betreff:Nahverkehrsplan": set(),
    "(Nahverkehrsplan)": {"west:plan"},
    "^Nahverkehrsplan": {"west:plan"},
    "Nahver\u00adkehrsplan": {"west:plan"},
}
