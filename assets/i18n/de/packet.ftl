# Worte des Partnerpakets.

packet-subject = Partnerpaket: ein möglicher Austausch zwischen zwei Unternehmen
packet-header = Partnerpaket für { $name }
packet-disclosure = Offenlegung:
packet-level-public = Öffentlich
packet-level-nda = Unter Vertraulichkeit
packet-level-full = Vollständig
packet-level-public-means = Keine Namen, Orte oder genauen Zahlen der anderen Seite.
packet-level-nda-means = Namen und Technik beider Seiten; nur Ihre eigene Wirtschaftlichkeit.
packet-level-full-means = Beide Seiten haben der vollständigen Offenlegung schriftlich zugestimmt.
packet-footer-version = { $id } · Fassung { $version }
packet-made-with = Erstellt mit Turash Workstation
packet-edge = Entwurf, kein Angebot · { $id } · { $version }
packet-remark = Anmerkung
packet-contents = Inhalt
packet-draft-mark = Entwurf { $version }, kein Angebot
packet-page = Seite { $page } von { $pages }
packet-date = { $day }. { $month } { $year }
packet-month-1 = Januar
packet-month-2 = Februar
packet-month-3 = März
packet-month-4 = April
packet-month-5 = Mai
packet-month-6 = Juni
packet-month-7 = Juli
packet-month-8 = August
packet-month-9 = September
packet-month-10 = Oktober
packet-month-11 = November
packet-month-12 = Dezember
packet-continued = { $section }, Fortsetzung
packet-figure = Abbildung { $n }.
packet-table = Tabelle { $n }.
packet-map = Karte { $n }.
packet-range = { $from } bis { $to }
packet-withheld = zurückgehalten
packet-unknown = nicht bekannt
packet-not-known = noch nicht bekannt
packet-note-assumed = Angenommener Preis: weder angeboten noch vereinbart, aus Referenztabellen (Seite „Quellen“). Die Zahl ändert sich mit ihm.
packet-note-rough = Grobe Werte sind Kennzahlen der Branche, keine Messungen; sie werden sich noch verschieben.

packet-unit = { $unit ->
    [MWh] MWh
    [GWh] GWh
    [MW] MW
    [kW] kW
    [t] t
    [km] km
    [m] m
    [a] Jahr
    [h] h
    [bar] bar
    [kg] kg
    [m2] m²
    [m3] m³
    [EUR] EUR
    [kEUR] Tsd. EUR
    [MEUR] Mio. EUR
   *[other] { $unit }
}
packet-money-plain = { $n } EUR
packet-money-thousand = { $n } Tsd. EUR
packet-money-million = { $n } Mio. EUR
packet-per-year = { $unit } im Jahr
packet-years = { $n } Jahre
packet-years-unit = Jahre

packet-party-anonymous = ein Unternehmen der Branche „{ $sector }“ in { $country }
packet-party-other = die andere Seite
packet-sector-unknown = Branche nicht angegeben
packet-sector = { $code ->
    [iron-and-steel] Eisen und Stahl
    [non-ferrous-metals] Nichteisenmetalle
    [chemical-industry] Chemie
    [cement] Zement
    [glass] Glas
    [paper-and-printing] Papier und Druck
    [refineries] Raffinerien
    [non-metallic-mineral-products] Steine und Erden
    [non-metallic-minerals] Steine und Erden
    [food-and-beverage] Nahrungsmittel und Getränke
    [district-heating] Fernwärme
    [power-plant] Stromerzeugung
    [other-non-classified] sonstige Industrie
   *[other] { $name }
}
packet-country = { $code ->
    [AT] Österreich
    [BE] Belgien
    [BG] Bulgarien
    [CH] der Schweiz
    [CY] Zypern
    [CZ] Tschechien
    [DE] Deutschland
    [DK] Dänemark
    [EE] Estland
    [ES] Spanien
    [FI] Finnland
    [FR] Frankreich
    [GB] dem Vereinigten Königreich
    [GR] Griechenland
    [HR] Kroatien
    [HU] Ungarn
    [IE] Irland
    [IS] Island
    [IT] Italien
    [LI] Liechtenstein
    [LT] Litauen
    [LU] Luxemburg
    [LV] Lettland
    [MT] Malta
    [NL] den Niederlanden
    [NO] Norwegen
    [PL] Polen
    [PT] Portugal
    [RO] Rumänien
    [RU] Russland
    [SE] Schweden
    [SI] Slowenien
    [SK] der Slowakei
   *[other] Ihrer Region
}
packet-kind = { $kind ->
    [heat] Wärme
    [steam] Dampf
    [cooling] Kälte
    [water] Wasser
    [co2] Kohlendioxid
    [electricity] Strom
    [compressed_air] Druckluft
    [biowaste] Organische Reststoffe
    [material] Nebenprodukt
    [product] Waren
    [logistics] Transportkapazität
    [service] Dienstleistungen
   *[shared_asset] Gemeinsame Anlagen
}
packet-kind-of = { $kind ->
    [heat] Wärme
    [steam] Dampf
    [cooling] Kälte
    [water] Wasser
    [co2] Kohlendioxid
    [electricity] Strom
    [compressed_air] Druckluft
    [biowaste] organische Reststoffe
    [material] Nebenprodukt
    [product] Waren
    [logistics] Transportkapazität
    [service] Dienstleistungen
   *[shared_asset] gemeinsame Anlagen
}

packet-cover-eyebrow = Partnerpaket: { $kind }
packet-cover-title = { $kind } von { $supplier } für { $accepter }
packet-cover-title-for = { $kind } für { $name }
packet-cover-title-from = Ein Abnehmer für { $kindof } von { $name }
packet-cover-subtitle = { $amount } { $kindof }, die der eine übrig hat und der andere braucht.
packet-cover-subtitle-from-sector = { $amount }, von einem Unternehmen der Branche „{ $sector }“ in { $country }.
packet-cover-subtitle-for-sector = { $amount }, für ein Unternehmen der Branche „{ $sector }“ in { $country }.
packet-cover-date = { $date }, Fassung { $version }
packet-cover-document = { $id }. Nicht zur Weitergabe.
packet-cover-prepared-for = Erstellt für
packet-cover-date-label = Datum und Fassung
packet-cover-level-label = Offenlegungsstufe
packet-cover-document-label = Dokument

packet-section-glance = Auf einen Blick
packet-title-demand-share = Sie gewinnen { $gain } im Jahr: { $kindof } von { $other } deckt { $share } Ihres Bedarfs.
packet-title-demand = Mit { $kindof } ({ $other }) könnten Sie { $gain } im Jahr gewinnen.
packet-title-supply = Sie gewinnen { $gain } im Jahr: { $other } nimmt Ihnen { $kindof } ab.
packet-title-loses = Zu heutigen Preisen lohnt sich { $kindof } mit { $other } für Sie nicht.
packet-title-missing = Technisch passt { $kindof } mit { $other }; was es Ihnen bringt, lässt sich noch nicht sagen.
packet-lead = { $supplier } würde { $amount } { $kindof } liefern. Abnehmer: { $accepter }.
packet-lead-distance = Die beiden Standorte liegen { $distance } auseinander.
packet-lead-public = Zahlen der anderen Seite stehen als Klassen da, bis eine Vertraulichkeitsvereinbarung unterschrieben ist.
packet-figure-gain = Ihr Nettogewinn
packet-figure-payback = Ihre Amortisation
packet-figure-delivered = { $kind ->
    [heat] Gelieferte Wärme
    [steam] Gelieferter Dampf
    [cooling] Gelieferte Kälte
   *[other] Gelieferte Menge
}
packet-figure-co2 = Vermiedenes CO₂
packet-figure-investment = Ihre Investition
packet-gain-note = in einem gewöhnlichen Jahr, nach Kauf oder Verkauf, Energie und Wartung
packet-payback-note = bei { $investment }; Kapitalwert { $npv }
packet-payback-never = in der Laufzeit nicht amortisiert
packet-class-note = Klasse, kein Wert
packet-missing-note = es fehlt: { $fields }
packet-delivered-note = nach Verlusten auf dem Weg
packet-delivered-note-share = nach Verlusten auf dem Weg; { $share } des Bedarfs
packet-co2-note = nicht mehr verbrannter Brennstoff, abzüglich Pumpen und Transport
packet-head-fit = Die Temperaturen passen ohne Wärmepumpe
packet-head-fit-partly = Die Temperaturen passen zum Teil
packet-head-fit-pump = Eine Wärmepumpe schließt die Lücke zwischen den Temperaturen
packet-head-levels = Die Temperaturniveaus
packet-head-amounts = Was da ist und was gebraucht wird
packet-axis-temperature = Temperatur, °C
packet-axis-heat-mw = Übertragene Wärme, MW
packet-axis-heat-percent = Übertragene Wärme, %
packet-axis-amount = Menge, { $unit }
packet-gap = mindestens { $gap } K Abstand
packet-gap-needed = mindestens { $gap } K Abstand, { $needed } K nötig
packet-caption-streams = Temperatur beider Ströme über der übertragenen Wärme bei Volllast. Das graue Band ist die treibende Differenz.
packet-caption-levels = Vom kälteren zum heißeren Ende jedes Stroms, soweit es gezeigt werden darf.
packet-caption-amounts = Jahresmengen beider Ströme und was beim Bedarf ankäme.
packet-head-stands = Wo das Vorhaben steht und was jetzt zu entscheiden ist
packet-state-suggested = Vorgeschlagen
packet-state-negotiating = In Verhandlung
packet-state-reserved = Reserviert
packet-state-contracted = Vertrag
packet-state-live = In Betrieb
packet-state-failed = Das Vorhaben ist gescheitert. Dieses Paket bleibt als Beleg.
packet-state-cancelled = Das Vorhaben wurde abgesagt. Dieses Paket bleibt als Beleg.
packet-until = bis { $date }
packet-decide = Zu entscheiden
packet-then = Danach

packet-section-technical = Technischer Vergleich
packet-supply = Angebot
packet-demand = Bedarf
packet-technical-hotter = Das Angebot ist { $gap } K heißer, als der Bedarf verlangt.
packet-technical-colder = Das Angebot ist { $gap } K kälter, als der Bedarf verlangt.
packet-technical-cold-enough = Das Angebot ist { $gap } K kälter, als der Bedarf verlangt; so soll es sein.
packet-technical-too-warm = Das Angebot ist { $gap } K zu warm für den Bedarf.
packet-technical-enough = Es reicht für den ganzen Bedarf.
packet-technical-share = Es reicht für { $share } des Bedarfs.
packet-technical-classes = In Klassen betrachtet gehören Angebot und Bedarf zusammen.
packet-col-property = Eigenschaft
packet-col-unit = Einheit
packet-col-result = Ergebnis
packet-row-temperature = Vorlauftemperatur
packet-row-return = Rücklauftemperatur
packet-row-pressure = Druck, absolut
packet-row-grade = Reinheit
packet-row-moisture = Feuchte
packet-row-contamination = Fremdstoffe
packet-row-ph = pH-Wert
packet-row-amount = Menge
packet-row-rate = Größte Leistung
packet-row-hours = Volllaststunden
packet-row-class = Klasse
packet-row-replaces = Heute verwendet
packet-row-precision = Genauigkeit der Daten
packet-row-delivered = Geliefert
packet-result-above = Angebot { $gap } K darüber
packet-result-below = Angebot { $gap } K darunter
packet-result-delivered = geliefert: { $amount }
packet-result-duty = übertragen: { $duty }
packet-result-overlap = { $hours } h gemeinsam
packet-result-meter-supply = als Nächstes das Angebot messen
packet-result-meter-demand = als Nächstes den Bedarf messen
packet-result-measured = beide gemessen
packet-caption-comparison = Beide Ströme nebeneinander, Spannen in Grau, wo sie bekannt sind.
packet-head-precision = Wie gut das bekannt ist
packet-precision-text = Die Genauigkeit Ihrer Daten: { $own }; die der Daten von { $name }: { $other }. Die Leiter hat vier Stufen: grob (Kennzahl der Branche), geschätzt (aus Rechnungen oder Typenschildern), gemessen (mit einem Gerät), geprüft (gemessen und in einem Audit bestätigt). Jede Stufe nach oben macht jede Zahl dieses Pakets enger.
packet-precision-rough = grob
packet-precision-estimated = geschätzt
packet-precision-measured = gemessen
packet-precision-verified = geprüft
packet-carrier-gas = Erdgas
packet-carrier-heating-oil = Heizöl
packet-carrier-coal = Kohle
packet-carrier-biomass = Biomasse
packet-carrier-electricity = Strom
packet-carrier-district-heat = Fernwärme

packet-section-location = Lage
packet-title-location = Die beiden Standorte liegen { $distance } auseinander.
packet-title-region = Die andere Seite sitzt in { $country }; der Ort ist auf 10 km gerundet.
packet-title-no-place = Der Ort der anderen Seite ist nicht bekannt.
packet-no-place = Ohne Koordinaten beider Standorte gibt es weder Entfernung noch Trasse noch Karte.
packet-route-not-surveyed = Länge: Luftlinie × { $factor }, nicht vermessen.
packet-route-limit = Es ist keine Trasse gewählt; die punktierte Grenze umschließt jeden Ort, den eine Trasse von { $length } berühren könnte.
packet-route-surveyed = Die gezeigte Trasse ist vermessen.
packet-straight-line = Luftlinie { $length }
packet-north = N
packet-map-sheet = dieses Blatt
packet-caption-map = Maßstab { $scale } beim Druck mit 100 %. Teilstriche alle { $step }. { $attribution }
packet-legend-supply = Angebot
packet-legend-demand = Bedarf
packet-legend-line = Luftlinie zwischen den Standorten
packet-legend-limit = Grenze jeder Trasse dieser Länge
packet-legend-route = Vermessene Trasse
packet-col-length = Länge
packet-row-straight = Luftlinie
packet-row-detour = Luftlinie × { $factor }, nicht vermessen
packet-row-route = Vermessene Trasse
packet-head-survey = Was eine Vermessung klären muss
packet-survey-text = Welche Flüsse, Bahnen und Straßen die Trasse wie quert, auf wessen Grund sie liegt und wie lang sie wirklich ist. Jeder weitere Meter kostet; bis dahin steht die obige Länge für sie.
packet-region-text = Auf dieser Stufe zeigt ein Paket die Region der anderen Seite und nichts Näheres als ein Quadrat von 10 km: keine Adresse, keine Entfernung, keine Trasse.
packet-region-square = irgendwo in einem Quadrat von 10 km
packet-caption-region = Umriss der Region. Namen im Umkreis von 30 km um das Quadrat sind weggelassen. { $attribution }
packet-head-region-next = Wie Sie mehr sehen
packet-region-next = Eine Vertraulichkeitsvereinbarung zwischen Ihnen und der anderen Seite öffnet Namen, Technik und eine maßstäbliche Karte. Auch über Sie erfährt die andere Seite vorher nichts.

packet-section-economics = Ihre Wirtschaftlichkeit
packet-title-returns = Eine Investition von { $investment } kommt in { $years } Jahren zurück.
packet-title-not-returned = Eine Investition von { $investment } kommt in der Laufzeit nicht zurück.
packet-title-no-investment = Ohne eigene Investition ist der Austausch für Sie heute { $npv } wert.
packet-title-classes = Der Austausch brächte Ihnen { $gain } im Jahr.
packet-title-economics-missing = Was der Austausch einbringt, lässt sich noch nicht sagen.
packet-figure-npv = Kapitalwert
packet-figure-irr = Interner Zinsfuß
packet-figure-payback-simple = Amortisation, einfach
packet-figure-price = Preis für { $kindof }
packet-npv-note = bei { $rate } über { $years } Jahre
packet-irr-unit = %, eine reelle Lösung
packet-irr-none = keine reelle Lösung
packet-irr-several = %, mehrere reelle Lösungen
packet-payback-discounted = abgezinst: { $years } Jahre
packet-price-agreed = von beiden Seiten vereinbart
packet-price-planned = Planungswert
packet-note-price-agreed = Der Preis ist der zwischen den Seiten vereinbarte.
packet-note-price-planned = Der Preis ist ein Planungswert des Beraters, kein Angebot.
packet-note-method = Vor Steuern. Methode { $method }.
packet-note-inputs = Eingaben { $hash }.
packet-head-cash = Ihr Zahlungsstrom
packet-head-cash-classes = Ihr Zahlungsstrom in Klassen
packet-axis-money-year = { $unit }, Preise von { $year }
packet-axis-year = Jahr nach Inbetriebnahme
packet-chart-discounted = laufende Summe, abgezinst mit { $rate }
packet-chart-yearly = netto in einem gewöhnlichen Jahr
packet-chart-yearly-class = Klasse des Nettos jedes Jahres
packet-caption-cash = Balken: Nettozahlung jedes Jahres. Linie: laufende Summe, abgezinst mit { $rate }. Offener Kreis: abgezinste Amortisation.
packet-caption-cash-classes = Jeder Balken umfasst die Klasse, in der die Investition oder das Netto eines Jahres liegt.
packet-caption-cash-table = Einnahmen positiv, Ausgaben negativ. Barwert am Ende der Zeile.
packet-year = Jahr
packet-col-sum = Summe
packet-col-present = Barwert, { $rate }
packet-net = Nettozahlungsstrom
packet-head-both = Sie und { $name }, gezeigt mit beider Zustimmung
packet-col-party = Partei, Tsd. EUR und Jahre
packet-col-investment = Investition
packet-col-yearly = Netto im Jahr
packet-col-npv = Kapitalwert
packet-classes-lead = Genaue Zahlen würden verraten, was diese Stufe zurückhält: die Kosten einer Leitung ihre Länge, eine Menge den Namen der anderen Seite. Darum stehen auch Ihre eigenen Zahlen als Klassen da.
packet-head-classes-next = Was genaue Zahlen brauchen
packet-classes-next = Unterschreiben Sie die Vertraulichkeitsvereinbarung; die nächste Fassung dieses Pakets zeigt dann Ihren Zahlungsstrom Zeile für Zeile.
packet-economics-missing = Eine Zahl, die keine Quelle stützt, bleibt weg und wird nie durch eine Vermutung ersetzt. Diese Werte fehlen:
packet-col-missing = Fehlender Wert
packet-caption-missing = Sobald diese Werte im Projekt stehen, lässt sich das Paket mit Zahlungsstrom neu erstellen.
packet-field-who-any = wer ihn zuerst weiß: Sie, die andere Seite oder der Berater
packet-field-transfer-price = Preis einer Einheit, vereinbart oder zur Planung gesetzt
packet-field-who-transfer-price = der Berater setzt einen Planungswert, oder die Seiten einigen sich
packet-field-supply-price = Preis, den der Lieferant verlangt
packet-field-demand-price = Preis, den der Abnehmer heute zahlt
packet-field-demand-replaces = was der Abnehmer heute verbrennt oder kauft
packet-field-gas = Erdgaspreis im Land
packet-field-heating-oil = Heizölpreis im Land
packet-field-coal = Kohlepreis im Land
packet-field-biomass = Biomassepreis im Land
packet-field-electricity = Strompreis im Land
packet-field-district-heat = Fernwärmepreis im Land
packet-field-exchange-rate = Wechselkurs der Währung
packet-line-capital = Investition
packet-line-avoided-purchase = Vermiedener Einkauf
packet-line-avoided-disposal = Vermiedene Entsorgung
packet-line-own-cost = Kosten der Abgabe
packet-line-transfer = Zahlung zwischen den Seiten
packet-line-upkeep = Betrieb und Wartung
packet-line-pumping = Pumpstrom
packet-line-trucking = Transport mit Lkw
packet-line-added-running = Betrieb zusätzlicher Anlagen
packet-line-heat-pump-electricity = Strom der Wärmepumpe
packet-line-allowances = Ersparte Emissionsrechte

packet-section-risks = Risiken
packet-title-risks = { $area ->
    [technical] Das technische Risiko ist das größte.
    [market] Das Risiko des Marktes ist das größte.
    [regulatory] Das rechtliche Risiko ist das größte.
   *[none] Kein Risiko ragt heraus.
}
packet-section-next = Nächste Schritte und Recht
packet-title-next = Was zuerst kommt: { $step }.
packet-title-next-none = Es bleibt nichts zu tun, als weiter zu liefern.
packet-head-steps = Nächste Schritte
packet-head-risks = Risiken
packet-head-law = Recht
packet-head-failures = Wie es scheitern kann
packet-col-failure = Was geschieht
packet-col-why = Warum, und was folgt
packet-col-sign = Erkennbar an
packet-head-contacts = Ansprechpartner
packet-col-side = Partei
packet-col-person = Person
packet-col-reached = Erreichbar unter
packet-head-readiness = Wie weit es ist
packet-col-axis = Feld
packet-col-done = Schritte getan
packet-col-next = Was als Nächstes kommt
packet-law-question = Als Nächstes zu klären
packet-law-papers = Papiere, die folgen
packet-col-step = Schritt
packet-col-who = Wer
packet-col-risk = Risiko
packet-col-level = Stufe
packet-col-drivers = Was es erhöht
packet-col-mitigation = Was hilft
packet-col-law = Gebiet
packet-col-finding = Befund
packet-col-source = Quelle
packet-caption-risks = Punkte von 1, gering, bis 5, hoch.
packet-steps-none = Kein Schritt ist offen.
packet-risks-none = Für dieses Paar sind keine Risiken bewertet worden.
packet-law-none = Für dieses Paar ist das Recht nicht bewertet worden.
packet-law-note = Rechtliche Befunde sind das Ergebnis einer Vorprüfung und anwaltlich zu bestätigen; sie sind keine Rechtsberatung.
packet-owner-you = Sie
packet-owner-both = beide Seiten
packet-owner-consultant = Berater
packet-area-technical = Technik
packet-area-market = Markt
packet-area-regulatory = Recht
packet-risk-rough-data = Menge oder Temperatur nur grob bekannt
packet-risk-tight-temperature = kaum mehr Differenz, als der Tauscher braucht
packet-risk-heat-pump = eine Wärmepumpe ist nötig
packet-risk-high-loss = auf dem Weg geht viel verloren
packet-risk-unsurveyed-route = die Trasse ist nicht vermessen
packet-risk-assumed-prices = Preise sind angenommen
packet-risk-party-loses = eine Seite verliert bei diesem Preis
packet-risk-late-payback = das Kapital kommt spät zurück
packet-risk-single-supplier = alles hängt an einem Lieferanten
packet-risk-waste-law = das Recht hält es für Abfall
packet-risk-open-test = es fehlen Tatsachen, nach denen das Recht fragt
packet-risk-cross-border = es überquert eine Grenze
packet-risk-not-assessed = das Recht dieses Landes ist nicht bewertet
packet-risk-permits = Genehmigungen sind nötig
packet-mitigation-measure = vor der Unterschrift messen
packet-mitigation-design-exchanger = den Tauscher im Einzelnen auslegen
packet-mitigation-pilot-heat-pump = die Wärmepumpe erst erproben
packet-mitigation-better-insulation = besser dämmen
packet-mitigation-survey-route = die Trasse vermessen
packet-mitigation-ask-prices = verbindliche Preise erfragen
packet-mitigation-renegotiate-price = noch einmal über den Preis sprechen
packet-mitigation-seek-subsidy = eine Förderung suchen
packet-mitigation-keep-backup = die vorhandene Anlage als Reserve behalten
packet-mitigation-check-permits = Genehmigungen prüfen
packet-mitigation-answer-test = die offenen Prüfungen beantworten
packet-mitigation-notify-shipment = die Verbringung anmelden
packet-mitigation-ask-counsel = anwaltlich klären
packet-law-standing = Wofür das Recht es hält
packet-law-fact = Noch fehlende Tatsache
packet-law-border = Grenzübertritt
packet-verdict-not-waste-law = kein Fall des Abfallrechts
packet-verdict-water = Wasser: Erlaubnis für Entnahme und Einleitung
packet-verdict-animal-by-product = tierisches Nebenprodukt
packet-verdict-product = Produkt: Chemikalien- und Produktrecht
packet-verdict-by-product-test = Nebenprodukt oder Abfall: die Prüfung ist noch offen
packet-verdict-waste = Abfall, nicht gefährlich
packet-verdict-waste-hazardous = Abfall, gefährlich
packet-verdict-not-assessed = nicht bewertet: anwaltlich klären
packet-verdict-waste-code = Schlüssel im Abfallverzeichnis
packet-verdict-hazardous-properties = ob es eine gefährliche Eigenschaft hat
packet-verdict-certain-use = dass die weitere Verwendung sicher ist
packet-verdict-direct-use = dass es direkt verwendet wird
packet-verdict-integral-part = dass es Teil des Herstellungsverfahrens ist
packet-verdict-lawful-use = dass die weitere Verwendung rechtmäßig ist
packet-verdict-animal-origin = ob es von Tieren stammt
packet-verdict-country = Land eines Standorts
packet-verdict-crosses = Verbringung über eine Grenze: Notifizierung
packet-step-sign-nda = Vertraulichkeitsvereinbarung unterschreiben, damit Namen und Technik gezeigt werden können.
packet-step-state-missing = Die Werte beschaffen, die der Wirtschaftlichkeit noch fehlen (Seite „Ihre Wirtschaftlichkeit“).
packet-step-agree-price = Sich auf eine Preisspanne je Einheit einigen; der Preis in diesem Paket dient nur der Planung.
packet-step-meter-own = Den eigenen Strom vier Wochen lang messen: Menge, Temperatur, Stunden.
packet-step-meter-other = Die andere Seite bitten, ihren Strom vier Wochen lang zu messen.
packet-step-survey-route = Eine Vermessung der Trasse beauftragen: Querungen, Grundstücke, wahre Länge.
packet-step-ask-counsel = Die Rechtsfragen, die diese Vorprüfung offen lässt, anwaltlich klären lassen.
packet-step-open-talks = Gespräche eröffnen: auf jeder Seite eine Person benennen.
packet-step-reserve = Den Strom bis zu einem festen Tag füreinander reservieren.
packet-step-contract = Die Bedingungen in einen Vertrag fassen.
packet-step-commission = Bauen, prüfen und die Lieferung beginnen.
packet-step-short-sign-nda = eine Vertraulichkeitsvereinbarung
packet-step-short-state-missing = die fehlenden Werte
packet-step-short-agree-price = eine Preisspanne
packet-step-short-meter-own = den eigenen Strom messen
packet-step-short-meter-other = den anderen Strom messen
packet-step-short-survey-route = eine Vermessung der Trasse
packet-step-short-ask-counsel = eine anwaltliche Antwort
packet-step-short-open-talks = Gespräche mit je einer Person
packet-step-short-reserve = die Reservierung
packet-step-short-contract = der Vertrag
packet-step-short-commission = der Bau

packet-section-sources = Quellen und Annahmen
packet-title-sources = Genauigkeit Ihrer Daten: { $own }; der Daten von { $name }: { $other }.
packet-head-flows = Woher die Ströme kommen
packet-head-assumptions = Was angenommen wurde
packet-head-derivation = So ergibt sich Ihr Ergebnis
packet-col-origin = Formel oder Quelle
packet-head-formulas = Wie gerechnet wurde
packet-section-copy = Dieses Exemplar
packet-title-copy = Dieses Exemplar enthält, was die Stufe „{ $level }“ erlaubt, und lässt sich prüfen.
packet-head-withheld = Was in diesem Exemplar fehlt
packet-head-licences = Lizenzen
packet-col-flow = Strom
packet-col-year = Jahr
packet-col-assumption = Annahme
packet-col-value = Wert
packet-source-user = Angabe des Nutzers
packet-dataset-hotmaps = Industriedatenbank Hotmaps, CC-BY 4.0
packet-dataset-eprtr = Europäisches Schadstofffreisetzungsregister (E-PRTR), CC-BY 4.0
packet-assumption-discount-rate = Kalkulationszins
packet-assumption-years = Betriebsjahre
packet-assumption-detour-factor = Trasse zu Luftlinie
packet-assumption-upkeep-share = Wartung im Jahr, Anteil am Kapital
packet-assumption-capital-share-supplier = Anteil der Trasse, den der Lieferant zahlt
packet-assumption-transfer = Preis einer gelieferten Einheit
packet-formula-distance = Entfernung: Länge der Geodäte auf dem Ellipsoid WGS 84 zwischen den Standorten; Trasse = Entfernung × Umwegfaktor, bis es eine Vermessung gibt.
packet-formula-approach = Passung der Temperaturen: Angebot minus Bedarf an beiden Enden eines Gegenstromtauschers, gegen die kleinste nötige Differenz.
packet-formula-delivered = Geliefert: das Kleinere von Vorhandenem und Gebrauchtem in den gemeinsamen Stunden, abzüglich der Verluste auf dem Weg.
packet-formula-npv = Kapitalwert = Σ Zahlung des Jahres t ÷ (1 + Kalkulationszins)^t, Jahr 0 nicht abgezinst.
packet-formula-irr = Interner Zinsfuß: jeder reelle Zins, bei dem der Kapitalwert 0 ist.
packet-formula-payback = Amortisation: die Zeit, nach der die laufende Summe der Nettozahlungen bei 0 oder darüber bleibt.
packet-formula-classes = Klassen: die runden Zahlen 1, 2, 5, 10, …, zwischen denen ein Wert liegt; Temperaturen in Schritten von 50 °C.
packet-formula-co2 = Vermiedenes CO₂ = nicht mehr verbrannter Brennstoff × sein Faktor, abzüglich der Emissionen von Pumpen, Wärmepumpe und Transport.
packet-withheld-nothing = Nichts: beide Seiten haben der vollständigen Offenlegung zugestimmt.
packet-withheld-text = Auf der Stufe „{ $level }“ enthält dieses Exemplar nicht: { $list }. Auch keine Zahlen, aus denen dies folgt.
packet-withheld-name = den Namen der anderen Seite
packet-withheld-place = ihren Ort, die Entfernung und die Trasse
packet-withheld-amounts = ihre genauen Mengen und Stunden
packet-withheld-temperatures = ihre genauen Temperaturen
packet-withheld-quality = ihre weiteren Eigenschaften
packet-withheld-money = ihre Preise, Kosten und Gewinne
packet-withheld-corridor = die Grenzen des Preises und gemeinsame Summen
packet-withheld-lines = Ihre eigenen Zahlen Zeile für Zeile
packet-consent = Zustimmung von { $name }: { $reference }, erteilt am { $date }.
packet-licence-fonts = Schrift: Turash Sans, aus Inter geschnitten, SIL Open Font License 1.1.

packet-section-what-if = Wie sicher das ist
packet-title-what-if = In { $cases } von 100 Fällen gewinnen Sie, auch wenn es anders kommt.
packet-title-what-if-plain = Wovon das Ergebnis abhängt.
packet-what-if-lead = Mengen, Preise und Investition stehen nicht fest. Diese Seite zeigt, was aus Ihrem Kapitalwert wird, wenn sie anders ausfallen.
packet-figure-gains = Aussicht auf Gewinn
packet-gains-note = { $draws } Ziehungen von Menge, Preisen und Investition
packet-figure-range = Kapitalwert, wahrscheinliche Spanne
packet-range-note = vier von fünf Ziehungen liegen darin
packet-figure-benefit-cost = Nutzen zu Kosten
packet-benefit-cost-note = beide abgezinst; über 1 lohnt es sich
packet-figure-roi = Ertrag je Investition
packet-roi-note = alle Zahlungen durch die Investition, nicht abgezinst
packet-head-what-if = Wenn eine Größe 20 % kleiner oder größer ist
packet-col-figure = Größe
packet-col-less = 20 % weniger
packet-col-more = 20 % mehr
packet-col-swing = Unterschied
packet-caption-tornado = Ihr Kapitalwert in { $unit }, wenn sich eine Größe ändert und alle anderen bleiben. Die Linie ist das Ergebnis nach Plan: { $npv } { $unit }.
packet-caption-what-if = Dieselben Größen in { $unit }.
packet-what-if-amount = Ausgetauschte Menge
packet-what-if-buying-price = Was eine Einheit Sie heute kostet
packet-what-if-cost-of-giving = Was die Abgabe einer Einheit Sie kostet
packet-what-if-transfer-price = Preis zwischen den Partnern
packet-what-if-electricity-price = Strompreis
packet-what-if-co2-price = CO₂-Preis
packet-what-if-heat-pump-cop = Leistungszahl der Wärmepumpe
packet-what-if-capital = Investition
packet-what-if-upkeep = Instandhaltung
packet-what-if-distance = Entfernung
packet-what-if-discount-rate = Kalkulationszins
packet-what-if-years = Betriebsjahre

packet-head-changes = Was in dieser Fassung neu ist
packet-changes = Nicht mehr wie in Fassung { $version } vom { $date }: { $list }.
packet-changes-none = Nichts, was Sie hier sehen, hat sich seit Fassung { $version } vom { $date } geändert.
packet-changed-supplier = der Lieferant
packet-changed-accepter = der Abnehmer
packet-changed-supply = das Angebot
packet-changed-demand = der Bedarf
packet-changed-exchange = was ausgetauscht würde
packet-changed-place = Ort und Trasse
packet-changed-money = das Geld
packet-changed-co2 = vermiedenes CO₂
packet-changed-kind = worum es geht
packet-changed-deal = der Stand der Verhandlung
packet-changed-law = die rechtlichen Befunde
packet-changed-risks = die Risiken
packet-changed-assumptions = was angenommen wurde
packet-changed-way = der Weg durch das Recht
packet-changed-readiness = wie weit es gediehen ist
packet-changed-failures = wie es scheitern kann
packet-head-proof = Wie sich dieses Exemplar prüfen lässt
packet-proof = Diese Datei ist signiert. „turash verify“ mit dem Namen der Datei sagt ohne Netz, ob seither auch nur ein Byte anders ist und wer signiert hat. Die Datei legt sich auf alles fest, was in sie eingegangen ist, und öffnet nur, was Sie sehen dürfen.
packet-fingerprint = Fingerabdruck: SHA-256 des Manifests, das dieser Datei beiliegt. Das Quadrat enthält dasselbe.

## Der Export für den Eigentümer: erstes Blatt der Arbeitsmappe
export-owner = Ein Export für den Eigentümer dieses Projekts. Er zeigt alles, was über Organisationen erfasst ist, auch das als vertraulich Gekennzeichnete, und jeden Preis. Partner erhalten stattdessen Mappen.
export-persons = Kontakte sind nicht enthalten: Wer gelöscht werden will, muss aus jeder Kopie verschwinden, und eine weitergegebene Arbeitsmappe ist nicht mehr erreichbar.
export-live = Im Blatt „economics“ ändert ein anderer Wert von transfer_eur_per_unit, oder im Blatt „assumptions“ ein anderer Zins oder andere Jahre, den jährlichen Nutzen, den Kapitalwert und die Amortisation beider Parteien. Reales Geld, Zahlungen am Jahresende.
export-assumed = Wo die Spalte „assumed“ wahr ist, beruht eine Zahl auf einem Referenzpreis, den keine Partei genannt hat. Vor einem Text, den eine Tabellenkalkulation für eine Formel halten könnte, steht ein Apostroph.
