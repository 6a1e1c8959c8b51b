# What the engine says by code: missing prices, law, risk, money and how a figure came about.

## Missing prices
needs-price-supply-price = Not stated: what the supplier asks for one unit.
needs-price-demand-price = Not stated: what the accepter pays for one unit today.
needs-price-demand-replaces = Not stated: what the accepter burns or buys today.
needs-price-gas = No price of natural gas for { $country }.
needs-price-heating-oil = No price of heating oil for { $country }.
needs-price-coal = No price of coal for { $country }.
needs-price-biomass = No price of biomass for { $country }.
needs-price-electricity = No price of electricity for { $country }.
needs-price-district-heat = No price of district heat for { $country }.
needs-price-exchange-rate = No exchange rate for the currency of the stated price.

## Law
law-branch-not-waste-law = Not a matter of waste law
law-branch-water = Water law: permits for abstraction and discharge
law-branch-animal-by-product = Animal by-product
law-branch-product = Product: law of chemicals and products
law-branch-by-product-test = By-product or waste: the test is still open
law-branch-waste = Waste, not hazardous
law-branch-waste-hazardous = Waste, hazardous
law-branch-not-assessed = Not assessed for this country: ask counsel
law-source = Rests on: { $source }
law-border-crosses-border = It crosses a border: a notification or Annex VII goes with it.
law-refusal-export-ban = Hazardous waste may not leave for this country.
law-missing-waste-code = Still open: the code in the list of waste
law-missing-hazardous-properties = Still open: whether it has a hazardous property
law-missing-certain-use = Still open: whether further use is certain
law-missing-direct-use = Still open: whether it is used directly
law-missing-integral-part = Still open: whether it is part of the production process
law-missing-lawful-use = Still open: whether further use is lawful
law-missing-animal-origin = Still open: whether it comes from animals
law-missing-country = Still open: the country of a site
law-document-supply-contract = Supply contract
law-document-metering-protocol = Metering protocol
law-document-pressure-equipment-file = Pressure equipment file
law-document-direct-line-permit = Permit for a direct line
law-document-discharge-permit = Discharge permit
law-document-water-quality-report = Water quality report
law-document-safety-data-sheet = Safety data sheet
law-document-purity-certificate = Purity certificate
law-document-waste-characterisation = Characterisation of the waste
law-document-transport-document = Transport document
law-document-receiver-permit = Permit of the receiver
law-document-by-product-declaration = Declaration as by-product
law-document-service-contract = Service contract
law-document-use-agreement = Agreement on use
law-document-hazardous-consignment-note = Consignment note for hazardous waste
law-document-adr-transport = Transport under ADR
law-document-commercial-document = Commercial document for animal by-products
law-document-plant-approval = Approval of the plant
law-document-category-statement = Statement of the category
law-document-notification-or-annex-vii = Notification or Annex VII

## Risk
risk-driver-rough-data = Amount or temperature is only roughly known
risk-driver-tight-temperature = Hardly more difference than the exchanger needs
risk-driver-heat-pump = A heat pump is needed
risk-driver-high-loss = Much is lost on the way
risk-driver-unsurveyed-route = Nobody has surveyed the route
risk-driver-assumed-prices = Prices are assumed
risk-driver-party-loses = A party loses at this price
risk-driver-late-payback = The outlay comes back late or never
risk-driver-single-supplier = Everything hangs on one supplier
risk-driver-waste-law = Waste law applies
risk-driver-open-test = Facts are missing that the law asks for
risk-driver-cross-border = It crosses a border
risk-driver-not-assessed = Nobody has assessed the law of this country
risk-driver-permits = Permits are needed
risk-mitigation-measure = Measure amount and temperature for four weeks
risk-mitigation-design-exchanger = Have the exchanger designed for this difference
risk-mitigation-pilot-heat-pump = Try the heat pump on a part of the flow first
risk-mitigation-better-insulation = Insulate better or shorten the route
risk-mitigation-survey-route = Have the route surveyed
risk-mitigation-ask-prices = Ask both sides for their prices
risk-mitigation-renegotiate-price = Agree on a price at which both gain
risk-mitigation-seek-subsidy = Look for a grant or share the outlay
risk-mitigation-keep-backup = Keep the present plant as a reserve
risk-mitigation-check-permits = Check which permits the parties hold
risk-mitigation-answer-test = Answer the open questions of the test
risk-mitigation-notify-shipment = Notify the shipment in time
risk-mitigation-ask-counsel = Ask counsel in that country

## Yearly account
line-avoided-purchase = Purchase avoided
line-avoided-disposal = Disposal avoided
line-own-cost = Cost of giving it away
line-transfer = Paid between the parties
line-upkeep = Operation and upkeep
line-pumping = Electricity for pumping
line-trucking = Transport by truck
line-added-running = Running cost of added plant
line-heat-pump-electricity = Electricity of the heat pump
line-allowances = Emission allowances saved
economics-note-price-year-unknown = The price year of the pipe costs is not known.
economics-note-co2-unknown = The CO₂ saved cannot be worked out: what it replaces is not known.
economics-note-pipe-cost-not-of-this-country = Pipe costs of another country were used; this one has none.
irr-none = No discount rate brings the present value to zero, so there is no rate of return.
irr-several = The cash flow changes its sign more than once ({ $changes }): the rate of return is ambiguous, the present value decides.

## Charts
chart-heat = Heat transferred
chart-temperature = Temperature
chart-year = Year after commissioning
chart-money = Cash flow
chart-series-supply = Supply
chart-series-demand = Demand
chart-series-supplier = Supplier
chart-series-accepter = Accepter
chart-series-discounted-total = Both together, running total, discounted
chart-note-hot-end = { $value } at the hot end
chart-note-cold-end = { $value } at the cold end
chart-note-payback = paid back after { $value }

## How a figure came about
trace-npv = Net present value
trace-yearly-net = Net benefit of a year
trace-bid = Worth of one delivered unit
trace-avoided-purchase = Purchase avoided for one delivered unit
trace-allowance = Emission allowances saved for one unit
trace-stated-price = Price stated by the accepter
trace-per-delivered-unit = Carrier replaced by one delivered unit
trace-gas = Price of natural gas
trace-electricity = Electricity
trace-electricity-wholesale = Price of electricity at the exchange
trace-heating-oil = Price of heating oil
trace-coal = Price of coal
trace-biomass = Price of biomass
trace-district-heat = Price of district heat
trace-co2-allowance = Price of an emission allowance
trace-delivered = Delivered amount
trace-amount-taken = Amount taken from the supplier
trace-route-loss = Lost on the way
trace-loss = Heat loss of the pipes
trace-hours = Hours in a year
trace-added-plant = Added plant
trace-added-running = Running cost of added plant
trace-heat-pump-electricity = Electricity of the heat pump
trace-cost-of-giving = What giving one unit costs the supplier
trace-carriage = Cost of the route in a year
trace-route-capital = Outlay for the route
trace-route-length = Length of the route
trace-straight-line = Straight line between the sites
trace-detour = Route over straight line
trace-least-route = shortest route
trace-c1 = Pipe costs, fixed part
trace-c2 = Pipe costs, part by diameter
trace-inner-diameter = Inner diameter
trace-parallel-pipes = Pipes side by side
trace-steam-factor = Surcharge for steam
trace-capacity = Largest rate
trace-line-cost = Cost of the line by rate and length
trace-connection = Cost of the connection
trace-upkeep-share = Upkeep a year, share of capital
trace-trucking = Transport by truck
trace-pumping = Electricity for pumping
trace-electricity-price = Price of electricity
trace-own-plant = Cost of the accepter's plant in a year
trace-own-plant-capital = Outlay for the accepter's plant
trace-exchanger = Heat exchanger
trace-heat-pump = Heat pump
trace-capital = Outlay in all
trace-discount-rate = Discount rate
trace-years = Years of operation
trace-co2-saving = CO₂ saved
trace-emission-factor = CO₂ of what one unit replaces
trace-grid-factor = CO₂ of grid electricity
trace-truck-distance = Distance by truck
trace-truck-factor = CO₂ of a truck

formula-route-length = Straight line times detour
formula-pipe-capital = Pipe costs by diameter, number, length
formula-line-capital = Line costs by rate and length, with connection
formula-route-loss = Heat loss times hours, never more than what is taken
formula-delivered = Taken less lost, plus heat from the pump's electricity
formula-avoided-purchase = Price of the carrier times what one unit replaces
formula-carriage = Upkeep of the route, trucks and pumping
formula-own-plant = Upkeep of the plant and electricity of the heat pump
formula-yearly-net = What it is worth, less what giving, carrying and running it costs
formula-sum = Sum
formula-npv = Net benefits discounted to today, less the outlay
formula-co2-saving = Emissions avoided, less those of electricity and trucks

## Jobs
phase-match-resolve = Working out what each flow is worth
phase-match-score = Scoring pairs
phase-networks-pairs = Pricing single pipes
phase-networks-grow = Joining neighbours to shared networks
phase-groups = Looking for neighbours with the same need

## Issues of matching
issue-unknown-flow = The flow { $id } is not in the project.
issue-unknown-flow-hint = Search for it by name; it may have been removed.
issue-reference-missing = The reference tables lack the value { $code }.
issue-reference-missing-hint = Install the program again; its tables are incomplete.
issue-weights-not-finite = The weights of the score are not usable numbers.
issue-weights-not-finite-hint = Give each a number from 0 up, at least one above 0.
issue-radius-not-usable = { $value } km is no usable search radius for { $kind }.
issue-radius-not-usable-hint = Give a number above 0.

## Networks and groups
issue-network-no-temperature = Flows of heat without a temperature, left out of shared networks: { $count }.
issue-network-no-temperature-hint = State the temperature of the flow.
issue-network-needs-price = Flows of heat without a price, left out of shared networks: { $count }.
issue-network-needs-price-hint = State what is paid today, or what is burnt.

## Refusals
error-bench-bad-case = This region cannot be measured ({ $detail }).
error-bench-bad-case-hint = Give the sites.csv and flows.csv that one run of the generator wrote.
error-map-bad-pack = This is no usable map pack ({ $detail }).
error-map-bad-pack-hint = Choose a .pmtiles file with vector tiles; download it again if it is cut short.
error-economics-out-of-range = A figure is larger than money can be.
error-economics-out-of-range-hint = Check amounts, prices and distance of the two flows.
error-packet-unknown-flow = A flow of the match is no longer in the project.
error-packet-unknown-flow-hint = Find matches again.
error-report-font = A font for documents is damaged ({ $detail }).
error-report-font-hint = Install the program again.
error-report-pdf = The PDF could not be written ({ $detail }).
error-report-pdf-hint = Make the packet again; if it comes back, report what you did.
error-words-syntax = A file of texts cannot be read ({ $detail }).
error-words-syntax-hint = Install the program again; its texts are incomplete.
error-words-duplicate = A text is there twice ({ $detail }).
error-words-duplicate-hint = Install the program again; its texts are incomplete.
error-words-missing = A text is missing ({ $detail }).
error-words-missing-hint = Install the program again; its texts are incomplete.
error-words-argument = A text lacks a value ({ $detail }).
error-words-argument-hint = Install the program again; its texts are incomplete.
