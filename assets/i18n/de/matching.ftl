# Warum ein Treffer so bewertet ist. Zahlen kommen mit ihrer Einheit.

match-quality-warm-enough = { $supply } im Angebot, { $demand } gebraucht: Der Abstand reicht für einen Wärmetauscher.
match-quality-good-enough = Das Angebot erfüllt alles, was der Bedarf verlangt.
match-quality-close = { $supply } im Angebot, { $demand } gebraucht: Der Abstand ist für einen Wärmetauscher knapp.
match-quality-short = Das Angebot reicht nicht aus bei: { match-axis }.
match-quality-unknown = Auf einer Seite nicht angegeben: { match-axis }.
match-quality-ends = Nur { $share } der Wärme liegen über der Temperatur, bei der der Bedarf beginnt.
match-quality-treated = Eine Aufbereitung schafft, was der Bedarf verlangt: { match-axis }.
match-quality-heat-pump = { $supply } im Angebot, { $demand } gebraucht: Eine Wärmepumpe mit Leistungszahl { $cop } hebt sie an.
match-axis = { $axis ->
    [temperature] Temperatur
    [pressure] Druck
    [grade] Reinheit
    [ph] pH-Wert
    [moisture] Feuchte
    [contamination] Störstoffe
    [contaminants] enthaltene Stoffe
    [substance] der Stoff selbst
   *[hazard] Gefährlichkeit
}
match-temporal-covered = Läuft in { $week } der Wochenstunden des Bedarfs und deckt { $season } seiner Saison; gemeinsam { $hours }.
match-temporal-too-few = Nur { $hours } gemeinsam; nötig sind { $least }.
match-quantity = { $matched } können übergehen: { $supply } im Angebot, { $demand } gebraucht.
match-economic-pays-back = Lieferant { $supplier }, Abnehmer { $accepter } vor Transport; bezahlt nach { $payback }. { $prices ->
    [assumed] Preise sind angenommen.
   *[stated] Preise sind angegeben.
}
match-economic-never-pays-back = Lieferant { $supplier }, Abnehmer { $accepter } vor Transport; es zahlt sich nie aus. { $prices ->
    [assumed] Preise sind angenommen.
   *[stated] Preise sind angegeben.
}
match-economic-needs-price = Ein Preis fehlt, darum wird kein Nutzen ausgewiesen.
match-trust = Angebot: { $supply_precision ->
    [rough] grob
    [estimated] geschätzt
    [measured] gemessen
   *[verified] geprüft
} ({ $supply_trust }, Daten von { $supply_year ->
    [unknown] unbekanntem Jahr
   *[year] { $supply_year }
}), Bedarf: { $demand_precision ->
    [rough] grob
    [estimated] geschätzt
    [measured] gemessen
   *[verified] geprüft
} ({ $demand_trust }, Daten von { $demand_year ->
    [unknown] unbekanntem Jahr
   *[year] { $demand_year }
}).
match-distance = { $distance } entfernt; gesucht wird bis { $radius }.
match-transport = Der Weg kostet { $cost }, das sind { $share } der Ersparnis; über { $distance } gehen { $lost } verloren.
match-regulatory = { $branch ->
    [not_waste_law] Kein Fall für das Abfallrecht.
    [water] Fällt unter das Wasserrecht.
    [animal_by_product] Fällt unter die Regeln für tierische Nebenprodukte.
    [product] Fällt unter das Produktrecht.
    [by_product_test] Nebenprodukt oder Abfall: Die Prüfung steht noch aus.
    [waste] Abfall, nicht gefährlich.
    [waste_hazardous] Gefährlicher Abfall.
   *[not_assessed] Für dieses Land nicht beurteilt: Rechtsrat einholen.
} { $border ->
    [yes] Es geht über eine Grenze.
   *[no] Es bleibt in einem Land.
} { $article }

# Was eine Bewertung heben würde, mit dem Wert, den sie erreicht.

match-raise-state = Angeben ({ match-axis }): dann bis zu { $value }.
match-raise-axis = Den Bedarf erfüllen ({ match-axis }): dann { $value }.
match-raise-demand-temperature = Mit { $wanted } auskommen: dann { $value }.
match-raise-return-temperature = Den Bedarf bei { $wanted } beginnen lassen: dann { $value }.
match-raise-week = In allen Wochenstunden des Bedarfs laufen: dann { $value }.
match-raise-season = Die ganze Saison des Bedarfs laufen: dann { $value }.
match-raise-coincide = Nur { $share } der kleineren Menge gehen über; ab { $least } zählt sie voll.
match-raise-more-takers = { $left } mehr angeboten als gebraucht: Ein Bedarf an allem käme auf { $value }.
match-raise-more-givers = { $left } mehr gebraucht als angeboten: Ein Angebot von allem käme auf { $value }.
match-raise-steady = { $side ->
    [supply] Das Angebot
   *[demand] Den Bedarf
} über die Jahre verstetigen: dann { $value }.
match-raise-price = Den fehlenden Preis angeben.
match-raise-payback = In { $wanted } zurückzahlen: dann { $value }.
match-raise-loser = Den Gewinn so teilen, dass { $side ->
    [supply] der Lieferant
   *[demand] der Abnehmer
} nicht verliert.
match-raise-measure = { $side ->
    [supply] Das Angebot
   *[demand] Den Bedarf
} messen: dann { $value }.
match-raise-share-route = Die Trasse mit einem weiteren Paar teilen: dann etwa { $value }.
match-raise-law = Klären: { $missing ->
    [waste_code] den Abfallschlüssel
    [hazardous_properties] die gefährlichen Eigenschaften
    [certain_use] ob die Weiterverwendung sicher ist
    [direct_use] ob es direkt verwendet wird
    [integral_part] ob es Teil der Herstellung ist
    [lawful_use] ob die Weiterverwendung rechtmäßig ist
    [animal_origin] ob es tierischer Herkunft ist
   *[country] das Land
}.

# Wer sich darum kümmert.

match-route-hazardous = Gefährlicher Abfall geht immer an einen Vermittler.
match-route-not-assessed = Das Recht dieses Landes ist nicht beurteilt: Ein Vermittler führt.
match-route-cross-border = Es geht über eine Grenze: Ein Vermittler führt.
match-route-parties = { $count } Beteiligte: Ein Vermittler führt.
match-route-capital = Kapital von { $capital } liegt über { $limit }: Ein Vermittler führt.
match-route-complex = Komplexität { $complexity } liegt über der Grenze von { $cut }.
match-route-simple = Komplexität { $complexity } liegt innerhalb der Grenze von { $cut }.

# Die Regeln, an denen er gemessen wurde.

match-outcome = { $outcome ->
    [passed] erfüllt
   *[failed] verfehlt
} ({ $source ->
    [reference] Regel der Bezugsdaten
    [request] Ihre Anfrage
    [contract] Vertrag oder Geschäft
    [supply] Angabe des Angebots
   *[demand] Angabe des Bedarfs
})
match-check-score = Bewertung { $score }, mindestens { $least }: { match-outcome }.
match-check-barred = Kein ausgeschlossener Partner: { match-outcome }.
match-check-exclusive = Nicht exklusiv zugesagt: { match-outcome }.
match-check-promised = Es ist noch etwas zu geben und zu nehmen: { match-outcome }.
match-check-not-wanted = Ein gewünschter Partner ist dabei: { match-outcome }.
match-check-value = Nutzen { $benefit }, mindestens { $least }: { match-outcome }.
match-check-distance = { $distance } entfernt, höchstens { $most }: { match-outcome }.
match-check-certificate = Das Angebot hat die verlangten Zertifikate: { match-outcome }.
match-check-shelf-life = { $life } haltbar, verbraucht binnen { $time }: { match-outcome }.
match-check-minimum-order = { $matched } wechseln den Besitzer, mindestens { $least }: { match-outcome }.

# Was gelockert wurde, und was das braucht.

match-relaxed-radius = Suchradius × { $factor }
match-relaxed-heat-pump = Wärmepumpe, Leistungszahl { $cop }
match-relaxed-partial-quantity = nur { $share } der kleineren Menge
match-relaxed-storage = Speicher für { $days }, { $cost }, { $loss } Verlust
match-relaxed-split = einer von { $partners } Partnern, { $share } des Ganzen
match-relaxed-treatment = Aufbereitung: { match-axis }, { $cost }
match-relaxed-neighbour-kind = Dampf als Wärme genutzt, Station { $cost }
