# Was die Einzelheiten eines Treffers sagen, nach den Kürzeln der Berechnung.

## Law

## Risk

## Money
irr-none = Kein Zins macht die Summe null: Die Zahlungen wechseln nie das Vorzeichen.

## Charts

## Traces
trace-own-cost = Eigene jährliche Kosten
trace-route = Kosten des Weges
trace-transfer = Zahlung für die Lieferung
trace-upkeep = Unterhalt
trace-allowances = Zertifikate
trace-avoided-disposal = Vermiedene Entsorgung
trace-line-capital = Kapital der Leitung
trace-pipe-capital = Kapital der Rohrleitung
trace-supply-price = Preis des Angebots
trace-demand-price = Preis des Bedarfs
trace-exchange-rate = Wechselkurs
