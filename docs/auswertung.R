# Wie lange dauert ein Konzept? Von den Daten zur Abbildung, mit R ohne Pakete.
#
#   Rscript auswertung.R                             # die Website von `make demo`
#   Rscript auswertung.R https://ris.example.org     # eine andere
#   Rscript auswertung.R ris-data/releases/0.2.0     # der Ordner einer Ausgabe (`ris release`)
#
# Aus einer Ausgabe liest es Parquet, wo das Paket arrow installiert ist, sonst deren CSV: beide sagen dasselbe.

angegeben <- commandArgs(trailingOnly = TRUE)
quelle <- if (length(angegeben) > 0) angegeben[1] else Sys.getenv("RIS_AUSGABE", Sys.getenv("RIS_SITE", "http://127.0.0.1:8001"))

# Eine Zeile je Konzept und Kreis; alle Zeilen. Der Gemeindeschlüssel ist Text: seine führende Null ginge sonst verloren.
von_der_website <- function(site) {
  adresse <- paste0(sub("/$", "", site), "/ris/konzeptvergleich.csv?_stream=on")
  read.csv(adresse, encoding = "UTF-8", na.strings = "", colClasses = c(ags = "character"))
}

# Eine Tabelle der Ausgabe; welche Spalten Text sind, weiß Parquet selbst.
tabelle <- function(ordner, name) {
  datei <- function(form) file.path(ordner, paste0(name, form))
  if (requireNamespace("arrow", quietly = TRUE)) return(as.data.frame(arrow::read_parquet(datei(".parquet"))))
  gelesen <- read.csv(datei(".csv"), encoding = "UTF-8", na.strings = "", colClasses = "character")
  for (spalte in intersect(names(gelesen), "tage_bis_entscheidung")) gelesen[[spalte]] <- as.numeric(gelesen[[spalte]])
  gelesen
}

# Eine Ausgabe hat Tabellen und keine Ansichten: was bekannt ist, und dazu die übrigen Paare von Konzept und Kreis. Warum
# etwas fehlt, sagt dort `stand`, gröber als `fehlt`.
aus_der_ausgabe <- function(ordner) {
  konzepte <- tabelle(ordner, "konzepte")
  paare <- expand.grid(konzept = konzepte$slug[konzepte$auswahl == "gepflegt"], ags = tabelle(ordner, "kreise")$ags,
                       stringsAsFactors = FALSE)
  alle <- merge(paare, tabelle(ordner, "konzeptstand"), by = c("konzept", "ags"), all = TRUE)
  entschieden <- alle$zustand %in% c("beschlossen", "fortgeschrieben", "abgelehnt")
  alle$fehlt <- ifelse(entschieden, NA, ifelse(is.na(alle$stand), "nichts bekannt", alle$stand))
  alle
}

vergleich <- if (dir.exists(quelle)) aus_der_ausgabe(quelle) else von_der_website(quelle)
vergleich$beschlossen_am <- as.Date(vergleich$beschlossen_am)
cat(nrow(vergleich), "Zeilen,", length(unique(vergleich$konzept)), "Konzepte,", length(unique(vergleich$ags)), "Kreise\n")

# Was leer ist, weiß der Datensatz nicht; `fehlt` sagt, warum.
print(table(vergleich$fehlt, useNA = "ifany"))

# Eine Dauer hat der erste Beschluss: Tage von der ersten Beratung der Vorlage bis zu ihm; ohne Vorlagen mit nur einer Beratung.
dauer <- vergleich[!is.na(vergleich$tage_bis_entscheidung), ]
uebersicht <- aggregate(tage_bis_entscheidung ~ konzept, dauer, function(tage) c(kreise = length(tage), median = median(tage)))
uebersicht <- uebersicht[order(uebersicht$tage_bis_entscheidung[, "median"]), ]
print(uebersicht, row.names = FALSE)

# Ein Punkt je Kreis, ein Strich für den Median.
dauer$konzept <- factor(dauer$konzept, levels = uebersicht$konzept)
pdf("konzept_dauer.pdf", width = 8, height = 1.5 + 0.4 * nrow(uebersicht))
par(mar = c(4, 13, 2, 1), las = 1)
stripchart(tage_bis_entscheidung ~ konzept, dauer, pch = 19, col = "#1f77b499",
           xlab = "Tage von der ersten Beratung bis zum Beschluss", main = paste("Beschlossene Konzepte, Abruf", Sys.Date()))
points(uebersicht$tage_bis_entscheidung[, "median"], seq_len(nrow(uebersicht)), pch = "|", cex = 2)
invisible(dev.off())
