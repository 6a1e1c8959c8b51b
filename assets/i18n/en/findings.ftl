# What the details of a match say, by the codes of the engine.

## Law

## Risk

## Money
irr-none = No discount rate makes the sum zero: the flow never changes its sign.

## Charts

## Traces
trace-own-cost = Own yearly cost
trace-route = Cost of the route
trace-transfer = Paid for the delivery
trace-upkeep = Upkeep
trace-allowances = Allowances
trace-avoided-disposal = Disposal avoided
trace-line-capital = Capital of the line
trace-pipe-capital = Capital of the pipe
trace-supply-price = Price of the supply
trace-demand-price = Price of the demand
trace-exchange-rate = Exchange rate
