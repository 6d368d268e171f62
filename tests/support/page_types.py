"""Every kind of page of the site, as it is asked for with the data of sample_db, and words that stand on it.

A new kind of page is entered here; the tests over HTTP, in the browser, at both sizes and for accessibility walk it.
"""

from __future__ import annotations

PAGES = {
    "start": ("/", "Kreisen mit Daten"),
    "concept": ("/konzept/integrationskonzept", "Zeitstrahl"),
    "concept, selection": ("/konzept/integrationskonzept?land=Beispielland&von=2016", "Kreisen der Auswahl"),
    "concept, nothing known": ("/konzept/klimaschutzkonzept?zustand=nichts", "Warum nichts bekannt ist"),
    "concept, sorted": ("/konzept/integrationskonzept?sort=-tage&zu=99001", "Gremien und Kreise"),
    "two concepts": ("/konzepte?a=integrationskonzept&b=klimaschutzkonzept", "wo eines beschlossen ist"),
    "all Kreise": ("/kreis", "mit Vorlagen, in Klammern ihre Zahl"),
    "kreis": ("/kreis/99001", "Ergebnisse über die Jahre"),
    "tables": ("/ris", "Tagesordnungspunkte"),
    "table": ("/ris/vorlagen", "Was die Spalten bedeuten"),
    "filtered": ("/ris/vorlagen?_search=für&_sort=nummer&art_norm=antrag&_facet=ags", "Radverkehrskonzept"),
    "view": ("/ris/konzeptvergleich", "Konzepte im Vergleich"),
    "provenance": ("/ris/herkunft_alle", "Herkunft aller Werte"),
    "query": ("/ris/konzept_in_kreisen?konzept=integrationskonzept", "Ein Konzept in allen Kreisen"),
    "search to the letter": ("/ris/volltextsuche?suche=ehrenamt", "ergänzt das Ehrenamt"),
    "search": ("/suche?q=Konzepte+Kreistag+Musterkreis+Nord", "gesucht auch"),
    "search, chosen": ("/suche?q=Konzept&land=Beispielland&von=2016", "Radverkehrskonzept für den Kreis"),
    "search, nothing found": ("/suche?q=Integratonskonzept", "Ähnlich: Integrationskonzept"),
    "search, empty": ("/suche", "Alle Wörter müssen in einer Vorlage vorkommen"),
    "query without rows": ("/ris/geaendert_beschlossen?land=Nordrhein-Westfalen&von=2015", "lassen nichts übrig"),
    "sql": ("/ris?sql=select+name+from+kreise", "SQL verbergen"),
    "paper": ("/ris/vorlagen/nord~3A2", "Herkunft der Angaben"),
    "paper with common passages": ("/ris/vorlagen/sued~3A11", "Wortgleich mit anderen Kreisen"),
    "open paper": ("/ris/vorlagen/sued~3A12", "Radwegekonzept"),
    "row": ("/ris/kreise/05974", "Nordrhein-Westfalen"),
    "coverage": ("/abdeckung", "Gelesene Portale"),
    "coverage of a portal": ("/abdeckung?portal=nord", "Was in jedem Jahr gesehen wurde"),
    "accuracy": ("/genauigkeit", "Was gemessen ist"),
    "accuracy of Betreffe": ("/genauigkeit?sammlung=betreffe-pruefung", "nicht angesehen"),
    "codebook": ("/codebuch", "Stelle in der Reihenfolge, ab 1"),
    "sources": ("/quellen", "Etwas berichtigen oder entfernen lassen"),
    "releases": ("/ausgaben", "Eine Ausgabe ändert sich nie mehr"),
    "side by side": ("/vergleich?v=nord:2&v=nord:3&k=integrationskonzept:99002", "3 Vorlagen nebeneinander"),
    "choose": ("/vergleich", "Zwei bis fünf Vorlagen wählen"),
    "row of two keys": ("/ris/konzept_vorlagen/integrationskonzept,nord~3A2", "integrationskonzept"),
}
