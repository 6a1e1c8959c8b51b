# Worte rund um die Klauseln der Rechtsdokumente; die Klauseln selbst stehen in templates/legal.

legal-status = Entwurf zur anwaltlichen Prüfung
legal-status-means = Keine Rechtsberatung; nicht bindend, bis unterzeichnet ist.
legal-missing-count = { $count ->
    [0] Keine Angabe fehlt.
    [one] Eine Angabe fehlt; sie steht am Ende.
   *[other] { $count } Angaben fehlen; sie stehen am Ende.
}
legal-template = Vorlage { $name } { $version } ({ $law }) vom { $date }
legal-law-eu = Europäische Union
legal-law-de = Deutschland
legal-law-gb = England und Wales
legal-law-ru = Russland
legal-governed-de = dem Recht der Bundesrepublik Deutschland
legal-governed-gb = dem Recht von England und Wales
legal-governed-ru = dem Recht der Russischen Föderation
legal-draft-of = Entwurf vom { $date }
legal-watermark = ENTWURF
legal-edge = Entwurf zur anwaltlichen Prüfung · { $id } · { $version }
legal-signatures = Unterschriften
legal-sign-place = Ort, Datum
legal-sign-line = Unterschrift
legal-sign-later = Die Unterschriftszeilen erscheinen, sobald nichts mehr fehlt.
legal-missing = Fehlt vor der Unterzeichnung
legal-missing-means = Jede Leerstelle hat hier eine Zeile. Nichts wurde durch Annahmen gefüllt.
legal-missing-in = Ziffer { $clause }: { $what }
legal-missing-signature = Unterschriften: { $what }
legal-sources = Angeführte Regeln, anwaltlich zu bestätigen

legal-blank-supplier-address = Sitz des Lieferanten
legal-blank-supplier-register = Registereintrag des Lieferanten
legal-blank-supplier-signatory = Unterzeichner des Lieferanten
legal-blank-accepter-address = Sitz des Abnehmers
legal-blank-accepter-register = Registereintrag des Abnehmers
legal-blank-accepter-signatory = Unterzeichner des Abnehmers
legal-blank-signatory = Name und Funktion
legal-blank-description = Beschreibung
legal-blank-supplier-site = Standort des Lieferanten
legal-blank-accepter-site = Standort des Abnehmers
legal-blank-starts-on = Lieferbeginn
legal-blank-price = Preis je Einheit
legal-blank-currency = Währung
legal-blank-quantity = Menge im Jahr
legal-blank-price-index = Name des Index
legal-blank-payment-days = Tage
legal-blank-take-or-pay = Prozent
legal-blank-metering = Ort und Art des Zählers
legal-blank-backup = Lieferant oder Abnehmer
legal-blank-penalty = Betrag je Einheit
legal-blank-liability-cap = Betrag
legal-blank-years = Jahre
legal-blank-notice-months = Monate
legal-blank-secrecy-years = Jahre der Geheimhaltung
legal-blank-secrecy-penalty = Betrag je Verstoß
legal-blank-exclusive-until = Datum
legal-blank-law = anwendbares Recht
legal-blank-court = Gericht oder Schiedsgericht
legal-blank-temperature = Vorlauftemperatur
legal-blank-return-temperature = Rücklauftemperatur
legal-blank-pressure = Druck
legal-blank-waste-code = Abfallschlüssel
legal-blank-hazards = gefahrenrelevante Eigenschaften
legal-blank-consignment-mass = Masse oder Volumen
legal-blank-packaging = Zahl und Art der Packstücke
legal-blank-composition = Zusammensetzung
legal-blank-operation-permit = Verfahren und Genehmigung
legal-blank-carrier = Beförderer und Fahrzeug
legal-blank-departure = Tag der Abfahrt
legal-blank-un-number = UN-Nummer und Klasse
legal-blank-emergency-contact = Notfallkontakt
legal-blank-supplier-coordinator = Koordinator des Lieferanten
legal-blank-accepter-coordinator = Koordinator des Abnehmers
