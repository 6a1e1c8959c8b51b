# Was die Berechnung mit Kürzeln sagt: fehlende Preise, Recht, Risiko, Geld und wie eine Zahl entstand.

## Fehlende Preise
needs-price-supply-price = Nicht angegeben: was der Lieferant für eine Einheit verlangt.
needs-price-demand-price = Nicht angegeben: was der Abnehmer heute für eine Einheit zahlt.
needs-price-demand-replaces = Nicht angegeben: was der Abnehmer heute verbrennt oder kauft.
needs-price-gas = Kein Erdgaspreis für { $country }.
needs-price-heating-oil = Kein Heizölpreis für { $country }.
needs-price-coal = Kein Kohlepreis für { $country }.
needs-price-biomass = Kein Biomassepreis für { $country }.
needs-price-electricity = Kein Strompreis für { $country }.
needs-price-district-heat = Kein Fernwärmepreis für { $country }.
needs-price-exchange-rate = Kein Wechselkurs für die Währung des angegebenen Preises.

## Recht
law-branch-not-waste-law = Kein Fall für das Abfallrecht
law-branch-water = Wasserrecht: Erlaubnis für Entnahme und Einleitung
law-branch-animal-by-product = Tierisches Nebenprodukt
law-branch-product = Produkt: Chemikalien- und Produktrecht
law-branch-by-product-test = Nebenprodukt oder Abfall: Die Prüfung steht noch aus
law-branch-waste = Abfall, nicht gefährlich
law-branch-waste-hazardous = Abfall, gefährlich
law-branch-not-assessed = Für dieses Land nicht beurteilt: Rechtsrat einholen
law-source = Grundlage: { $source }
law-border-crosses-border = Es geht über eine Grenze: Notifizierung oder Anhang VII gehört dazu.
law-refusal-export-ban = Gefährlicher Abfall darf nicht in dieses Land ausgeführt werden.
law-missing-waste-code = Noch offen: der Schlüssel im Abfallverzeichnis
law-missing-hazardous-properties = Noch offen: ob es eine gefährliche Eigenschaft hat
law-missing-certain-use = Noch offen: ob die weitere Verwendung sicher ist
law-missing-direct-use = Noch offen: ob es direkt verwendet wird
law-missing-integral-part = Noch offen: ob es Teil des Herstellungsverfahrens ist
law-missing-lawful-use = Noch offen: ob die weitere Verwendung rechtmäßig ist
law-missing-animal-origin = Noch offen: ob es von Tieren stammt
law-missing-country = Noch offen: das Land eines Standorts
law-document-supply-contract = Liefervertrag
law-document-metering-protocol = Messprotokoll
law-document-pressure-equipment-file = Unterlagen zum Druckgerät
law-document-direct-line-permit = Genehmigung der Direktleitung
law-document-discharge-permit = Einleitungserlaubnis
law-document-water-quality-report = Bericht zur Wasserqualität
law-document-safety-data-sheet = Sicherheitsdatenblatt
law-document-purity-certificate = Reinheitszertifikat
law-document-waste-characterisation = Abfallcharakterisierung
law-document-transport-document = Beförderungspapier
law-document-receiver-permit = Genehmigung des Empfängers
law-document-by-product-declaration = Erklärung als Nebenprodukt
law-document-service-contract = Dienstleistungsvertrag
law-document-use-agreement = Nutzungsvereinbarung
law-document-hazardous-consignment-note = Begleitschein für gefährlichen Abfall
law-document-adr-transport = Beförderung nach ADR
law-document-commercial-document = Handelspapier für tierische Nebenprodukte
law-document-plant-approval = Zulassung des Betriebs
law-document-category-statement = Angabe der Kategorie
law-document-notification-or-annex-vii = Notifizierung oder Anhang VII

## Risiko
risk-driver-rough-data = Menge oder Temperatur ist nur grob bekannt
risk-driver-tight-temperature = Kaum mehr Abstand, als der Wärmetauscher braucht
risk-driver-heat-pump = Eine Wärmepumpe ist nötig
risk-driver-high-loss = Unterwegs geht viel verloren
risk-driver-unsurveyed-route = Die Trasse hat niemand vermessen
risk-driver-assumed-prices = Preise sind angenommen
risk-driver-party-loses = Eine Seite verliert bei diesem Preis
risk-driver-late-payback = Der Aufwand kommt spät oder nie zurück
risk-driver-single-supplier = Alles hängt an einem Lieferanten
risk-driver-waste-law = Das Abfallrecht gilt
risk-driver-open-test = Tatsachen fehlen, nach denen das Recht fragt
risk-driver-cross-border = Es geht über eine Grenze
risk-driver-not-assessed = Das Recht dieses Landes hat niemand beurteilt
risk-driver-permits = Genehmigungen sind nötig
risk-mitigation-measure = Menge und Temperatur vier Wochen lang messen
risk-mitigation-design-exchanger = Den Wärmetauscher für diesen Abstand auslegen lassen
risk-mitigation-pilot-heat-pump = Die Wärmepumpe zuerst an einem Teil erproben
risk-mitigation-better-insulation = Besser dämmen oder die Trasse kürzen
risk-mitigation-survey-route = Die Trasse vermessen lassen
risk-mitigation-ask-prices = Beide Seiten nach ihren Preisen fragen
risk-mitigation-renegotiate-price = Einen Preis vereinbaren, bei dem beide gewinnen
risk-mitigation-seek-subsidy = Förderung suchen oder den Aufwand teilen
risk-mitigation-keep-backup = Die vorhandene Anlage als Reserve behalten
risk-mitigation-check-permits = Prüfen, welche Genehmigungen vorliegen
risk-mitigation-answer-test = Die offenen Fragen der Prüfung beantworten
risk-mitigation-notify-shipment = Die Verbringung rechtzeitig notifizieren
risk-mitigation-ask-counsel = Rechtsrat in jenem Land einholen

## Jahresrechnung
line-avoided-purchase = Vermiedener Einkauf
line-avoided-disposal = Vermiedene Entsorgung
line-own-cost = Kosten der Abgabe
line-transfer = Zahlung zwischen den Seiten
line-upkeep = Betrieb und Wartung
line-pumping = Pumpstrom
line-trucking = Transport mit Lkw
line-added-running = Betrieb zusätzlicher Anlagen
line-heat-pump-electricity = Strom der Wärmepumpe
line-allowances = Ersparte Emissionsrechte
economics-note-price-year-unknown = Das Preisjahr der Leitungskosten ist nicht bekannt.
economics-note-co2-unknown = Die CO₂-Ersparnis lässt sich nicht berechnen: Was ersetzt wird, ist nicht bekannt.
economics-note-pipe-cost-not-of-this-country = Leitungskosten eines anderen Landes; für dieses gibt es keine.
irr-none = Kein Zinssatz bringt den Kapitalwert auf null, also gibt es keinen internen Zinsfuß.
irr-several = Der Geldfluss wechselt mehrmals das Vorzeichen ({ $changes }): Der Zinsfuß ist mehrdeutig, der Kapitalwert entscheidet.

## Diagramme
chart-heat = Übertragene Wärme
chart-temperature = Temperaturverlauf
chart-year = Jahr nach Inbetriebnahme
chart-money = Geldfluss
chart-series-supply = Angebot
chart-series-demand = Bedarf
chart-series-supplier = Lieferant
chart-series-accepter = Abnehmer
chart-series-discounted-total = Beide zusammen, laufende Summe, abgezinst
chart-note-hot-end = { $value } am heißen Ende
chart-note-cold-end = { $value } am kalten Ende
chart-note-payback = zurückgezahlt nach { $value }

## Wie eine Zahl entstand
trace-npv = Kapitalwert
trace-yearly-net = Nutzen eines Jahres
trace-bid = Wert einer gelieferten Einheit
trace-avoided-purchase = Vermiedener Einkauf je gelieferter Einheit
trace-allowance = Ersparte Emissionsrechte je Einheit
trace-stated-price = Vom Abnehmer angegebener Preis
trace-per-delivered-unit = Je gelieferter Einheit ersetzter Energieträger
trace-gas = Erdgaspreis
trace-electricity = Strom
trace-electricity-wholesale = Strompreis an der Börse
trace-heating-oil = Heizölpreis
trace-coal = Kohlepreis
trace-biomass = Biomassepreis
trace-district-heat = Fernwärmepreis
trace-co2-allowance = Preis eines Emissionsrechts
trace-delivered = Gelieferte Menge
trace-amount-taken = Beim Lieferanten entnommene Menge
trace-route-loss = Verlust unterwegs
trace-loss = Wärmeverlust der Leitung
trace-hours = Stunden im Jahr
trace-added-plant = Zusätzliche Anlage
trace-added-running = Betrieb zusätzlicher Anlagen
trace-heat-pump-electricity = Strom der Wärmepumpe
trace-cost-of-giving = Was eine Einheit den Lieferanten kostet
trace-carriage = Kosten des Wegs im Jahr
trace-route-capital = Investition in die Trasse
trace-route-length = Länge der Trasse
trace-straight-line = Luftlinie zwischen den Standorten
trace-detour = Trasse im Verhältnis zur Luftlinie
trace-least-route = kürzeste Trasse
trace-c1 = Leitungskosten, fester Teil
trace-c2 = Leitungskosten, Teil nach Durchmesser
trace-inner-diameter = Innendurchmesser
trace-parallel-pipes = Leitungen nebeneinander
trace-steam-factor = Zuschlag für Dampf
trace-capacity = Größte Leistung
trace-line-cost = Leitungskosten nach Leistung und Länge
trace-connection = Kosten des Anschlusses
trace-upkeep-share = Wartung im Jahr, Anteil der Investition
trace-trucking = Transport mit Lkw
trace-pumping = Pumpstrom
trace-electricity-price = Strompreis
trace-own-plant = Kosten der Anlage des Abnehmers im Jahr
trace-own-plant-capital = Investition in die Anlage des Abnehmers
trace-exchanger = Wärmetauscher
trace-heat-pump = Wärmepumpe
trace-capital = Investition insgesamt
trace-discount-rate = Zinssatz
trace-years = Betriebsjahre
trace-co2-saving = CO₂-Ersparnis
trace-emission-factor = CO₂ dessen, was eine Einheit ersetzt
trace-grid-factor = CO₂ des Netzstroms
trace-truck-distance = Strecke mit Lkw
trace-truck-factor = CO₂ eines Lkw

formula-route-length = Luftlinie mal Umweg
formula-pipe-capital = Leitungskosten nach Durchmesser, Zahl und Länge
formula-line-capital = Leitungskosten nach Leistung und Länge, mit Anschluss
formula-route-loss = Wärmeverlust mal Stunden, höchstens die Entnahme
formula-delivered = Entnahme weniger Verlust, dazu Wärme aus dem Pumpenstrom
formula-avoided-purchase = Preis des Energieträgers mal ersetzte Menge
formula-carriage = Wartung der Trasse, Lkw und Pumpen
formula-own-plant = Wartung der Anlage und Strom der Wärmepumpe
formula-yearly-net = Wert weniger Abgabe, Weg und Betrieb
formula-sum = Summe
formula-npv = Abgezinster Nutzen weniger Investition
formula-co2-saving = Vermiedene Emissionen weniger Strom und Lkw

## Aufgaben
phase-match-resolve = Wert jedes Stroms ermitteln
phase-match-score = Paare bewerten
phase-networks-pairs = Einzelne Leitungen rechnen
phase-networks-grow = Nachbarn zu gemeinsamen Netzen verbinden
phase-groups = Nachbarn mit gleichem Bedarf suchen

## Befunde beim Paaren
issue-unknown-flow = Der Strom { $id } ist nicht im Projekt.
issue-unknown-flow-hint = Nach dem Namen suchen; er kann entfernt worden sein.
issue-reference-missing = In den Nachschlagetabellen fehlt der Wert { $code }.
issue-reference-missing-hint = Das Programm neu installieren; seine Tabellen sind unvollständig.
issue-weights-not-finite = Die Gewichte der Bewertung sind keine brauchbaren Zahlen.
issue-weights-not-finite-hint = Jedes auf 0 oder mehr setzen, mindestens eines über 0.
issue-radius-not-usable = { $value } km ist kein brauchbarer Suchradius für { $kind }.
issue-radius-not-usable-hint = Eine Zahl über 0 angeben.

## Netze und Gruppen
issue-network-no-temperature = Wärmeströme ohne Temperatur, die in gemeinsamen Netzen fehlen: { $count }.
issue-network-no-temperature-hint = Die Temperatur des Stroms angeben.
issue-network-needs-price = Wärmeströme ohne Preis, die in gemeinsamen Netzen fehlen: { $count }.
issue-network-needs-price-hint = Angeben, was heute bezahlt oder verbrannt wird.

## Ablehnungen
error-bench-bad-case = Mit dieser Region lässt sich nicht messen ({ $detail }).
error-bench-bad-case-hint = Die sites.csv und flows.csv angeben, die ein Lauf des Generators geschrieben hat.
error-map-bad-pack = Das ist kein brauchbares Kartenpaket ({ $detail }).
error-map-bad-pack-hint = Eine .pmtiles-Datei mit Vektorkacheln wählen; ist sie abgeschnitten, neu laden.
error-economics-out-of-range = Eine Zahl ist größer, als Geld sein kann.
error-economics-out-of-range-hint = Mengen, Preise und Entfernung der beiden Ströme prüfen.
error-packet-unknown-flow = Ein Strom des Treffers ist nicht mehr im Projekt.
error-packet-unknown-flow-hint = Neu nach Paaren suchen.
error-report-font = Eine Schrift für Dokumente ist beschädigt ({ $detail }).
error-report-font-hint = Das Programm neu installieren.
error-report-pdf = Das PDF konnte nicht geschrieben werden ({ $detail }).
error-report-pdf-hint = Die Mappe neu erzeugen; kommt es wieder, melden, was Sie taten.
error-words-syntax = Eine Textdatei ist nicht lesbar ({ $detail }).
error-words-syntax-hint = Das Programm neu installieren; seine Texte sind unvollständig.
error-words-duplicate = Ein Text ist doppelt vorhanden ({ $detail }).
error-words-duplicate-hint = Das Programm neu installieren; seine Texte sind unvollständig.
error-words-missing = Ein Text fehlt ({ $detail }).
error-words-missing-hint = Das Programm neu installieren; seine Texte sind unvollständig.
error-words-argument = In einem Text fehlt ein Wert ({ $detail }).
error-words-argument-hint = Das Programm neu installieren; seine Texte sind unvollständig.
