# Ketten, Kreisläufe und Fragen an den Graphen.

error-graph-empty-query = Es wurde nichts gefragt.
error-graph-empty-query-hint = Fragen Sie zum Beispiel: within 2 steps of "Name eines Standorts" by heat.
error-graph-open-quote = Das Anführungszeichen bei Byte { $at } der Abfrage wird nie geschlossen.
error-graph-open-quote-hint = Setzen Sie hinter den Namen ein zweites ".
error-graph-unexpected = Bei Byte { $at } der Abfrage steht { $end ->
    [yes] nichts
   *[no] „{ $found }“
}; nötig ist { graph-expected }.
error-graph-unexpected-hint = Fragen beginnen mit within, takers of, givers of oder path from; Muster sehen aus wie site -[heat]-> site. Namen, die ein solches Wort enthalten, stehen in Anführungszeichen.
error-graph-out-of-range = { $number } bei Byte { $at } der Abfrage ist zu wenig oder zu viel.
error-graph-out-of-range-hint = Möglich sind 1 bis { $most } Schritte.
error-graph-unknown-kind = „{ $word }“ bei Byte { $at } der Abfrage ist keine Ressourcenart.
error-graph-unknown-kind-hint = Es gibt die Arten { $kinds }.
error-graph-unknown-name = Nichts heißt „{ $name }“ (Byte { $at } der Abfrage).
error-graph-unknown-name-hint = { $any ->
    [yes] War einer dieser Namen gemeint? { $near }
   *[no] Die Suche findet Namen nach Wortanfängen; auch Kennungen gelten.
}
error-graph-ambiguous-name = „{ $name }“ (Byte { $at } der Abfrage) heißen mehrere.
error-graph-ambiguous-name-hint = Geben Sie die Kennung des gemeinten Eintrags an: { $candidates }
error-graph-wrong-thing = Nach „{ $name }“ (Byte { $at } der Abfrage) lässt sich so nicht fragen.
error-graph-wrong-thing-hint = { $wanted ->
    [supply] Nach Abnehmern fragt man bei einem Angebot, einem Standort oder Unternehmen mit Angeboten oder einer Ressource.
    [demand] Nach Gebern fragt man bei einem Bedarf, einem Standort oder Unternehmen mit Bedarf oder einer Ressource.
   *[place] Hier ist ein Standort, ein Unternehmen oder ein Strom nötig.
}
error-graph-wrong-arrow = So führt kein Pfeil von { $from } nach { $to } (Byte { $at } der Abfrage).
error-graph-wrong-arrow-hint = Ressourcen gehen von organization, site oder supply zu organization, site oder demand; -[owns]-> führt von organization zu site.
error-graph-unknown-variable = Das Muster hat keinen Knoten „{ $name }“ (Byte { $at } der Abfrage).
error-graph-unknown-variable-hint = Benennen Sie einen Knoten in Klammern, etwa (site a), und fragen Sie dann nach a.name.
error-graph-unknown-field = „{ $field }“ (Byte { $at } der Abfrage) ist hier kein Feld.
error-graph-unknown-field-hint = Es gibt die Felder { $fields }.
graph-expected = { $expected ->
    [name] ein Name
    [number] eine Zahl
    [kind] eine Ressourcenart
    [query] within, takers, givers, path oder der erste Knoten eines Musters
    [node] organization, site, supply oder demand
    [arrow] ein Pfeil wie -> oder -[heat]->
    [field] ein Feld wie score oder a.name
    [relation] eines von = != < <= > >= ~
    [value] ein Wert
    [end] ihr Ende
   *[word] „{ $expected }“
}

issue-graph-work-spent = Die Frage war zu weit: Nur ein Teil der Region wurde durchsucht.
issue-graph-work-spent-hint = Fragen Sie nach weniger Schritten oder einer Art, oder beginnen Sie bei einem benannten Standort.
issue-graph-truncated = Es gibt mehr als diese { $count } Wege.
issue-graph-truncated-hint = Fragen Sie nach weniger Schritten oder einer Art, oder fügen Sie eine Bedingung hinzu.

phase-symbiosis-chains = Ketten werden gesucht
phase-symbiosis-cycles = Kreisläufe werden gesucht

symbiosis-sum = Der Nutzen ist die Summe der Paarungen, jede für sich betrachtet.
symbiosis-unpriced = Ohne Preis, mit null gezählt: { $count }.
symbiosis-co2-unknown = Paarungen mit unbekannter CO2-Ersparnis: { $count }.
symbiosis-turn-changes = { $site } nimmt { $taken } auf und bietet { $offered } an.
symbiosis-turn-improves = { $site } bietet { $offered } in besserer Qualität an, als es selbst braucht.
symbiosis-turn-cascades = { $site } nutzt { $taken } und gibt es in geringerer Qualität weiter.
symbiosis-kind-heat = Wärme
symbiosis-kind-steam = Dampf
symbiosis-kind-cooling = Kälte
symbiosis-kind-water = Wasser
symbiosis-kind-co2 = CO₂
symbiosis-kind-electricity = Strom
symbiosis-kind-compressed-air = Druckluft
symbiosis-kind-biowaste = Bioabfall
symbiosis-kind-material = Material
symbiosis-kind-product = Ware
symbiosis-kind-logistics = Transportleistung
symbiosis-kind-service = Dienstleistungen
symbiosis-kind-shared-asset = gemeinsame Kapazität
symbiosis-weakest = Schwächster Schritt: Bei { $site } sind { $share } des Bedarfs gedeckt.
symbiosis-through = Stellt jeder Standort sein Angebot im Verhältnis aus dem her, was er aufnimmt, kommen am Ende { $amount } von { $whole } an.
symbiosis-network = { $delivered } über { $length } Leitung geliefert, { $lost } gehen unterwegs verloren.
symbiosis-network-separate = Gemeinsam { $benefit }; die besten einzelnen Leitungen brächten { $separate }.
symbiosis-group = Gemeinsamer Bedarf: { $amount } ({ $resource }), höchstens { $reach } von der Mitte.
symbiosis-unpriced-group = Ohne Preis, daher wird keine Ersparnis gezeigt.

cli-chains = Ketten
cli-cycles = Kreisläufe
cli-networks = Gemeinsame Netze
cli-groups = Gruppen mit gleichem Bedarf
cli-nothing-found = Nichts gefunden.
cli-stopped-early = Die Suche wurde beendet; es kann bessere geben.
