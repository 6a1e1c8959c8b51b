# Fachwörter, nach ihren Kürzeln.

kind-heat = Wärme
kind-steam = Dampf
kind-cooling = Kälte
kind-water = Wasser
kind-co2 = CO₂
kind-electricity = Strom
kind-compressed-air = Druckluft
kind-biowaste = Bioabfall
kind-material = Stoff
kind-product = Produkt
kind-logistics = Logistik
kind-service = Dienst
kind-shared-asset = Geteilte Anlage

state-suggested = vorgeschlagen
state-negotiating = in Verhandlung
state-reserved = reserviert
state-contracted = vereinbart
state-live = in Betrieb
state-failed = gescheitert
state-cancelled = abgesagt

precision-rough = grob
precision-estimated = geschätzt
precision-measured = gemessen
precision-verified = geprüft

level-public = Öffentlich
level-nda = Vertraulich
level-full = Vollständig

score-quality = Güte
score-temporal = Zeit
score-quantity = Menge
score-economic = Wirtschaft
score-trust = Vertrauen
score-distance = Nähe
score-transport-penalty = Transport
score-regulatory-risk = Auflagen

severity-error = Fehler
severity-warning = Warnung
severity-info = Hinweis

preset-auto = Register erkennen
preset-hotmaps = Hotmaps-Industriestandorte
preset-eprtr = E-PRTR-Wärmekraftwerke
preset-flows = Standorte und Ströme

risk-technical = Technik
risk-market = Markt
risk-regulatory = Recht

mode-pipe = Durch Rohr
mode-truck = Per Lkw
mode-line = Durch Leitung
mode-none = Kein Transport

field-amount-per-year = Menge im Jahr
field-temperature = Temperatur
field-return-temperature = Rücklauftemperatur
field-price = Preis
field-name = Bezeichnung
field-lat = Breite
field-lon = Länge
field-town = Ort
field-street = Straße
field-postcode = Postleitzahl

outcome-price = Keine Einigung beim Preis
outcome-technical = Technische Gründe
outcome-law = Recht oder Genehmigung
outcome-timing = Zeitplan
outcome-partner = Eine Seite trat zurück
outcome-other = Anderer Grund

unit-years = Jahre
unit-a = Jahre
unit-h = h

## Größen, auf denen ein Treffer ruht, und Regeln, die einen Gewinn teilen
figure-amount = Ausgetauschte Menge
figure-buying-price = Preis des Ersetzten
figure-cost-of-giving = Kosten der Abgabe je Einheit
figure-transfer-price = Preis zwischen den Partnern
figure-electricity-price = Strompreis
figure-co2-price = CO₂-Preis
figure-heat-pump-cop = Leistungszahl der Wärmepumpe
figure-capital = Investition
figure-capital-share = Anteil des Anbieters an der Verbindung
figure-upkeep = Instandhaltung im Jahr
figure-distance = Entfernung
figure-discount-rate = Kalkulationszins
figure-years = Betriebsjahre
rule-shapley = Shapley
rule-nash = Nash
rule-proportional = Nach Investition
whose-total = Beide zusammen
whose-supplier = Anbieter
whose-accepter = Abnehmer
