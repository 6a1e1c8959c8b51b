# Terms of the field, by their codes.

kind-heat = Heat
kind-steam = Steam
kind-cooling = Cooling
kind-water = Water
kind-co2 = CO₂
kind-electricity = Electricity
kind-compressed-air = Compressed air
kind-biowaste = Biowaste
kind-material = Material
kind-product = Product
kind-logistics = Logistics
kind-service = Service
kind-shared-asset = Shared asset

state-suggested = suggested
state-negotiating = negotiating
state-reserved = reserved
state-contracted = contracted
state-live = live
state-failed = failed
state-cancelled = cancelled

precision-rough = rough
precision-estimated = estimated
precision-measured = measured
precision-verified = verified

level-public = Public
level-nda = Under confidentiality
level-full = Full

score-quality = Quality
score-temporal = Timing
score-quantity = Quantity
score-economic = Economy
score-trust = Trust
score-distance = Nearness
score-transport-penalty = Transport
score-regulatory-risk = Regulation

severity-error = error
severity-warning = warning
severity-info = note

preset-auto = Recognise the register
preset-hotmaps = Hotmaps industrial sites
preset-eprtr = E-PRTR thermal plants
preset-flows = Sites and flows

risk-technical = Technical
risk-market = Market
risk-regulatory = Regulatory

mode-pipe = By pipe
mode-truck = By truck
mode-line = By power line
mode-none = No transport

field-amount-per-year = Amount a year
field-temperature = Temperature
field-return-temperature = Return temperature
field-price = Price
field-name = Name
field-lat = Latitude
field-lon = Longitude
field-town = Town
field-street = Street
field-postcode = Postcode

outcome-price = No agreement on the price
outcome-technical = Technical reasons
outcome-law = Law or permit
outcome-timing = Timing
outcome-partner = A partner withdrew
outcome-other = Another reason

unit-years = years
unit-a = years
unit-h = h

## Figures a match rests on, rules that share a gain
figure-amount = Amount exchanged
figure-buying-price = Price of what it replaces
figure-cost-of-giving = Cost of giving a unit
figure-transfer-price = Price between the parties
figure-electricity-price = Price of electricity
figure-co2-price = Price of CO₂
figure-heat-pump-cop = Coefficient of performance of the heat pump
figure-capital = Outlay
figure-capital-share = The supplier's share of the connection
figure-upkeep = Upkeep a year
figure-distance = Distance
figure-discount-rate = Discount rate
figure-years = Years of operation
rule-shapley = Shapley
rule-nash = Nash
rule-proportional = By outlay
whose-total = Both together
whose-supplier = Supplier
whose-accepter = Accepter
