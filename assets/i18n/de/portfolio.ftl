# Wörter des Portfolioberichts.

portfolio-subject = Portfoliobericht: was alle Austausche einer Region zusammen bringen
portfolio-header = Portfoliobericht: { $region }
portfolio-eyebrow = Portfoliobericht
portfolio-title = Industrielle Symbiose in { $region }
portfolio-finding = { $n ->
    [one] Ein Austausch könnte { $co2 } CO₂ im Jahr vermeiden
   *[other] { $n } Austausche könnten { $co2 } CO₂ im Jahr vermeiden
}
portfolio-finding-plain = { $n ->
    [0] Noch wurde kein Austausch gefunden
    [one] Ein Austausch ist möglich
   *[other] { $n } Austausche sind möglich
}
portfolio-public-means = Keine Namen, keine Orte genauer als 10 km, keine Zahl, aus der die eines Unternehmens folgt.
portfolio-cover-document = { $id }. Darf an jeden weitergegeben werden.
portfolio-note-assumed = Darunter angenommene Preise: weder angeboten noch vereinbart, aus Referenztabellen. Mit ihnen ändert sich die Zahl.
portfolio-section-glance = Auf einen Blick
portfolio-lead = Unter { $found ->
    [one] einem passenden Paar
   *[other] { $found } passenden Paaren
} wurden die gewählt, die sich lohnen und keinen Strom zweimal nehmen; { $companies ->
    [one] ein Unternehmen ist beteiligt.
   *[other] { $companies } Unternehmen sind beteiligt.
}
portfolio-figure-exchanges = Austausche
portfolio-figure-companies = { $n ->
    [one] ein Unternehmen
   *[other] zwischen { $n } Unternehmen
}
portfolio-figure-benefit = Gewinn aller zusammen
portfolio-figure-capital = Zu investieren
portfolio-figure-co2 = Vermiedenes CO₂
portfolio-without-price = { $n ->
    [one] ein Austausch ohne Preis nicht enthalten
   *[other] { $n } Austausche ohne Preis nicht enthalten
}
portfolio-without-co2 = { $n ->
    [one] ein Austausch nicht enthalten, seine Wirkung ist nicht bekannt
   *[other] { $n } Austausche nicht enthalten, ihre Wirkung ist nicht bekannt
}
portfolio-head-kinds = Was getauscht wird
portfolio-head-funnel = Wie weit sie sind
portfolio-funnel-chosen = möglich
portfolio-funnel-negotiating = im Gespräch oder weiter
portfolio-funnel-reserved = reserviert oder weiter
portfolio-funnel-contracted = Vertrag geschlossen oder in Lieferung
portfolio-funnel-live = in Lieferung
portfolio-caption-funnel = Zahl der Austausche, die so weit oder weiter sind.
portfolio-next-none = Noch spricht niemand miteinander. Nächster Schritt: beide Unternehmen des ersten Austauschs der Liste einladen.
portfolio-next = Nächster Schritt: die Parteien, die schon sprechen, fragen, was sie aufhält, und die des nächsten Austauschs der Liste einladen.
portfolio-section-place = Wo
portfolio-title-place = { $n ->
    [one] Alles liegt in einem Quadrat von 10 km
   *[other] Die Austausche liegen in { $n } Quadraten von 10 km
}
portfolio-lead-place = In jedem Quadrat liegt mindestens ein Unternehmen, das geben oder nehmen könnte. Eine Linie verbindet die Quadrate eines Austauschs der Liste; sie ist keine Trasse.
portfolio-no-place = Noch ist kein Standort bekannt, daher gibt es keine Karte.
portfolio-caption-map = Quadrate von 10 km, von Nord nach Süd nummeriert; die Liste nennt sie. { $attribution }
portfolio-legend-gives = etwas wird gegeben
portfolio-legend-takes = etwas wird genommen
portfolio-legend-both = beides
portfolio-col-kind = Ressource
portfolio-col-exchanges = Anzahl
portfolio-col-amount = Menge
portfolio-col-co2 = Vermiedenes CO₂, t im Jahr
portfolio-col-benefit = Gewinn, Tausend EUR im Jahr
portfolio-col-capital = Investition, Tausend EUR
portfolio-row-all = Alle
portfolio-caption-kinds = Was die Austausche einer Art im Jahr liefern, vermeiden, gewinnen und kosten, alle zusammen. Eine Spanne steht, wo eine Summe verriete, was ein Unternehmen hat.
portfolio-section-list = Die Austausche
portfolio-title-list = { $n ->
    [0] Es gibt keinen Austausch zu nennen
    [one] Dieser Austausch steht vorn
   *[other] Diese { $n } Austausche stehen vorn
}
portfolio-lead-list = Zuerst die am weitesten gediehenen, dann nach Punktzahl. Mengen und CO₂ sind Klassen, Unternehmen durch Branche und Quadrat bezeichnet.
portfolio-col-number = Nr.
portfolio-col-from = Von
portfolio-col-to = An
portfolio-col-state = Stand
portfolio-party = { $sector }, { $country } (Quadrat { $square })
portfolio-caption-list = Quadrate wie auf Karte 1.
portfolio-section-method = Wie die Zahlen entstehen
portfolio-title-method = Jeder Strom zählt einmal, und kein Unternehmen lässt sich errechnen
portfolio-method-count-label = Was gezählt wird
portfolio-method-count = Zuerst laufende Vorhaben, dann Paare nach ihrer Punktzahl, die mehr bringen als kosten. Ein Strom, der vergeben ist, wird nicht noch einmal vergeben; so zählt nichts doppelt.
portfolio-method-money-label = Gewinn und Investition
portfolio-method-money = Kapitalwert beider Parteien zusammen, als Annuität über die Betriebsjahre verteilt; die Investition ist, was beide bauen müssen. Was die Parteien einander zahlen, hebt sich auf.
portfolio-method-co2-label = CO₂
portfolio-method-co2 = Was der Nehmende nicht mehr verbrennt, kauft oder herstellt, abzüglich dessen, was der Austausch selbst braucht. Emissionsfaktoren aus den Referenztabellen des Programms.
portfolio-method-secret-label = Was fehlt
portfolio-method-secret = Namen, Orte innerhalb von 10 km, Preise und die Zahlen einzelner Unternehmen. Eine Summe ist nur dort genau, wo niemand mit seinen eigenen Zahlen die eines anderen auf 10 % bestimmen könnte; sonst ist sie eine Spanne.
portfolio-method-assumed-label = Angenommene Preise
portfolio-method-assumed = Einige Preise sind weder angeboten noch vereinbart, sondern stammen aus Referenztabellen. Mit ihnen ändert sich der Gewinn.
portfolio-method-map-label = Karte
