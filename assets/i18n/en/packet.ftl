# Words of the partner packet.

packet-subject = Partner packet: a possible exchange between two companies
packet-header = Partner packet for { $name }
packet-disclosure = Disclosure:
packet-level-public = Public
packet-level-nda = Under NDA
packet-level-full = Full
packet-level-public-means = No names, places or exact figures of the other party.
packet-level-nda-means = Names and engineering of both; your own economics only.
packet-level-full-means = Both parties have agreed in writing to show everything.
packet-footer-version = { $id } · version { $version }
packet-made-with = Made with Turash Workstation
packet-edge = Draft, not an offer · { $id } · { $version }
packet-remark = Remark
packet-contents = Contents
packet-draft-mark = Draft { $version }, not an offer
packet-page = Page { $page } of { $pages }
packet-date = { $day } { $month } { $year }
packet-month-1 = January
packet-month-2 = February
packet-month-3 = March
packet-month-4 = April
packet-month-5 = May
packet-month-6 = June
packet-month-7 = July
packet-month-8 = August
packet-month-9 = September
packet-month-10 = October
packet-month-11 = November
packet-month-12 = December
packet-continued = { $section }, continued
packet-figure = Figure { $n }.
packet-table = Table { $n }.
packet-map = Map { $n }.
packet-range = { $from } to { $to }
packet-withheld = withheld
packet-unknown = not known
packet-not-known = not known yet
packet-note-assumed = Assumed price: not quoted and not agreed, taken from reference tables (page “Sources”). The figure changes with it.
packet-note-rough = Rough values are benchmarks of the sector, not measurements; expect them to move.

## Units and money

packet-unit = { $unit ->
    [MWh] MWh
    [GWh] GWh
    [MW] MW
    [kW] kW
    [t] t
    [km] km
    [m] m
    [a] year
    [h] h
    [bar] bar
    [kg] kg
    [m2] m²
    [m3] m³
    [EUR] EUR
    [kEUR] EUR thousand
    [MEUR] EUR million
   *[other] { $unit }
}
packet-money-plain = EUR { $n }
packet-money-thousand = EUR { $n } thousand
packet-money-million = EUR { $n } million
packet-per-year = { $unit } a year
packet-years = { $n } years
packet-years-unit = years

## Parties, sectors, countries, resources

packet-party-anonymous = a company of the sector “{ $sector }” in { $country }
packet-party-other = the other party
packet-sector-unknown = sector not stated
packet-sector = { $code ->
    [iron-and-steel] iron and steel
    [non-ferrous-metals] non-ferrous metals
    [chemical-industry] chemicals
    [cement] cement
    [glass] glass
    [paper-and-printing] paper and printing
    [refineries] refining
    [non-metallic-mineral-products] non-metallic minerals
    [non-metallic-minerals] non-metallic minerals
    [food-and-beverage] food and drink
    [district-heating] district heating
    [power-plant] power generation
    [other-non-classified] other industry
   *[other] { $name }
}
packet-country = { $code ->
    [AT] Austria
    [BE] Belgium
    [BG] Bulgaria
    [CH] Switzerland
    [CY] Cyprus
    [CZ] Czechia
    [DE] Germany
    [DK] Denmark
    [EE] Estonia
    [ES] Spain
    [FI] Finland
    [FR] France
    [GB] the United Kingdom
    [GR] Greece
    [HR] Croatia
    [HU] Hungary
    [IE] Ireland
    [IS] Iceland
    [IT] Italy
    [LI] Liechtenstein
    [LT] Lithuania
    [LU] Luxembourg
    [LV] Latvia
    [MT] Malta
    [NL] the Netherlands
    [NO] Norway
    [PL] Poland
    [PT] Portugal
    [RO] Romania
    [RU] Russia
    [SE] Sweden
    [SI] Slovenia
    [SK] Slovakia
   *[other] your region
}
packet-kind = { $kind ->
    [heat] Heat
    [steam] Steam
    [cooling] Cooling
    [water] Water
    [co2] Carbon dioxide
    [electricity] Electricity
    [compressed_air] Compressed air
    [biowaste] Organic residues
    [material] By-product
    [product] Goods
    [logistics] Transport capacity
    [service] Services
   *[shared_asset] Shared equipment
}
packet-kind-of = { $kind ->
    [heat] heat
    [steam] steam
    [cooling] cooling
    [water] water
    [co2] carbon dioxide
    [electricity] electricity
    [compressed_air] compressed air
    [biowaste] organic residues
    [material] by-product
    [product] goods
    [logistics] transport capacity
    [service] services
   *[shared_asset] shared equipment
}

## Cover

packet-cover-eyebrow = Partner packet: { $kind }
packet-cover-title = { $kind } from { $supplier } for { $accepter }
packet-cover-title-for = { $kind } for { $name }
packet-cover-title-from = A taker for the { $kindof } of { $name }
packet-cover-subtitle = { $amount } of { $kindof } that one has left over and the other needs.
packet-cover-subtitle-from-sector = { $amount }, from a company of the sector “{ $sector }” in { $country }.
packet-cover-subtitle-for-sector = { $amount }, for a company of the sector “{ $sector }” in { $country }.
packet-cover-date = { $date }, version { $version }
packet-cover-document = { $id }. Not for onward disclosure.
packet-cover-prepared-for = Prepared for
packet-cover-date-label = Date and version
packet-cover-level-label = Disclosure level
packet-cover-document-label = Document

## The match at a glance

packet-section-glance = The match at a glance
packet-title-demand-share = You gain { $gain } a year: { $kindof } from { $other } covers { $share } of your need.
packet-title-demand = You could gain { $gain } a year with { $kindof } from { $other }.
packet-title-supply = You gain { $gain } a year: { $other } takes the { $kindof } you have left over.
packet-title-loses = At the prices of today, { $kindof } with { $other } does not pay for you.
packet-title-missing = The { $kindof } fits { $other }; what it earns you cannot be said yet.
packet-lead = { $supplier } would deliver { $amount } of { $kindof } to { $accepter }.
packet-lead-distance = The two sites are { $distance } apart.
packet-lead-public = Figures of the other party are given as classes until a confidentiality agreement is signed.
packet-figure-gain = Your net gain
packet-figure-payback = Your payback
packet-figure-delivered = { $kind ->
    [heat] Heat delivered
    [steam] Steam delivered
    [cooling] Cooling delivered
   *[other] Amount delivered
}
packet-figure-co2 = CO₂ avoided
packet-figure-investment = Your investment
packet-gain-note = in a usual year, after purchase or sale, energy and upkeep
packet-payback-note = on { $investment }; net present value { $npv }
packet-payback-never = not paid back within the term
packet-class-note = class, not a value
packet-missing-note = missing: { $fields }
packet-delivered-note = after losses on the way
packet-delivered-note-share = after losses on the way; { $share } of the demand
packet-co2-note = fuel no longer burnt, less pumping and transport
packet-head-fit = The temperatures fit without a heat pump
packet-head-fit-partly = The temperatures fit in part
packet-head-fit-pump = A heat pump closes the gap between the temperatures
packet-head-levels = The temperature levels
packet-head-amounts = What there is, and what is needed
packet-axis-temperature = Temperature, °C
packet-axis-heat-mw = Heat transferred, MW
packet-axis-heat-percent = Heat transferred, %
packet-axis-amount = Amount, { $unit }
packet-gap = { $gap } K apart at least
packet-gap-needed = { $gap } K apart at least, { $needed } K needed
packet-caption-streams = Temperature of both streams against the heat transferred at full load. The grey band is the driving difference.
packet-caption-levels = From the colder to the hotter end of each flow, as far as it may be shown.
packet-caption-amounts = Amounts a year of both flows, and what would reach the demand.
packet-head-stands = Where the deal stands, and what to decide next
packet-state-suggested = Suggested
packet-state-negotiating = Negotiating
packet-state-reserved = Reserved
packet-state-contracted = Contracted
packet-state-live = Live
packet-state-failed = The deal has failed. This packet is kept for the record.
packet-state-cancelled = The deal was called off. This packet is kept for the record.
packet-until = until { $date }
packet-decide = To decide
packet-then = Then

## Technical

packet-section-technical = Technical comparison
packet-supply = Supply
packet-demand = Demand
packet-technical-hotter = The supply is { $gap } K hotter than the demand needs.
packet-technical-colder = The supply is { $gap } K colder than the demand needs.
packet-technical-cold-enough = The supply is { $gap } K colder than the demand needs, as it should be.
packet-technical-too-warm = The supply is { $gap } K too warm for the demand.
packet-technical-enough = There is enough for the whole demand.
packet-technical-share = There is enough for { $share } of the demand.
packet-technical-classes = In classes, supply and demand belong together.
packet-col-property = Property
packet-col-unit = Unit
packet-col-result = Result
packet-row-temperature = Flow temperature
packet-row-return = Return temperature
packet-row-pressure = Pressure, absolute
packet-row-grade = Purity
packet-row-moisture = Moisture
packet-row-contamination = Foreign matter
packet-row-ph = pH value
packet-row-amount = Amount
packet-row-rate = Largest rate
packet-row-hours = Full-load hours
packet-row-class = Class
packet-row-replaces = Used today
packet-row-precision = Precision of the data
packet-row-delivered = Delivered
packet-result-above = supply { $gap } K above
packet-result-below = supply { $gap } K below
packet-result-delivered = delivered: { $amount }
packet-result-duty = transferred: { $duty }
packet-result-overlap = { $hours } h in common
packet-result-meter-supply = measure the supply next
packet-result-meter-demand = measure the demand next
packet-result-measured = both measured
packet-caption-comparison = Both flows side by side, ranges in grey where they are known.
packet-head-precision = How well this is known
packet-precision-text = Your own flow is { $own }, that of { $name } is { $other }. The ladder has four steps: rough (a benchmark of the sector), estimated (from bills or plates), measured (by an instrument), verified (measured and signed off in an audit). Each step up narrows every figure of this packet.
packet-precision-rough = rough
packet-precision-estimated = estimated
packet-precision-measured = measured
packet-precision-verified = verified
packet-carrier-gas = natural gas
packet-carrier-heating-oil = heating oil
packet-carrier-coal = coal
packet-carrier-biomass = biomass
packet-carrier-electricity = electricity
packet-carrier-district-heat = district heat

## Location

packet-section-location = Location
packet-title-location = The two sites are { $distance } apart.
packet-title-region = The other party is in { $country }; the place is rounded to 10 km.
packet-title-no-place = The place of the other party is not known.
packet-no-place = Without coordinates of both sites there is no distance, no route and no map.
packet-route-not-surveyed = Length: straight line × { $factor }, not surveyed.
packet-route-limit = No route has been chosen; the dotted limit shows every place that a route of { $length } could touch.
packet-route-surveyed = The route shown has been surveyed.
packet-straight-line = straight line { $length }
packet-north = N
packet-map-sheet = this sheet
packet-caption-map = Scale { $scale } when printed at A4, 100 %. Ticks every { $step }. { $attribution }
packet-legend-supply = Supply
packet-legend-demand = Demand
packet-legend-line = Straight line between the sites
packet-legend-limit = Limit of every route of this length
packet-legend-route = Surveyed route
packet-col-length = Length
packet-row-straight = Straight line
packet-row-detour = Straight line × { $factor }, not surveyed
packet-row-route = Surveyed route
packet-head-survey = What a survey has to settle
packet-survey-text = Which rivers, railways and roads the route crosses and how, whose land it lies on, and how long it really is. Every extra metre costs; until then the length above stands in for it.
packet-region-text = At this level a packet shows the region of the other party and nothing nearer than a square of 10 km: no address, no distance, no route.
packet-region-square = somewhere in a square of 10 km
packet-caption-region = Outline of the region. Names within 30 km of the square are left out. { $attribution }
packet-head-region-next = How to see more
packet-region-next = A confidentiality agreement between you and the other party opens names, engineering and a map to scale. Nothing about you is shown to the other party before that either.

## Economics

packet-section-economics = Your economics
packet-title-returns = An investment of { $investment } returns in { $years } years.
packet-title-not-returned = An investment of { $investment } does not return within the term.
packet-title-no-investment = Without an investment of your own, the exchange is worth { $npv } to you today.
packet-title-classes = The exchange would bring you { $gain } a year.
packet-title-economics-missing = What the exchange earns cannot be said yet.
packet-figure-npv = Net present value
packet-figure-irr = Internal rate of return
packet-figure-payback-simple = Payback, simple
packet-figure-price = Price of the { $kindof }
packet-npv-note = at { $rate } over { $years } years
packet-irr-unit = %, one real root
packet-irr-none = no real root
packet-irr-several = %, several real roots
packet-payback-discounted = discounted: { $years } years
packet-price-agreed = agreed by the parties
packet-price-planned = planning value
packet-note-price-agreed = The price is the one on which the parties agreed.
packet-note-price-planned = The price is a planning value set by the consultant, not an offer.
packet-note-method = Before tax. Method { $method }.
packet-note-inputs = Inputs { $hash }.
packet-head-cash = Your cash flow
packet-head-cash-classes = Your cash flow in classes
packet-axis-money-year = { $unit }, prices of { $year }
packet-axis-year = Year after commissioning
packet-chart-discounted = running sum, discounted at { $rate }
packet-chart-yearly = net in a usual year
packet-chart-yearly-class = class of the net of each year
packet-caption-cash = Bars: net cash flow of each year. Line: running sum, discounted at { $rate }. Open circle: discounted payback.
packet-caption-cash-classes = Each bar spans the class in which the investment or the net of a year lies.
packet-caption-cash-table = Income positive, expense negative. Present value at the end of the line.
packet-year = Year
packet-col-sum = Sum
packet-col-present = Present, { $rate }
packet-net = Net cash flow
packet-head-both = You and { $name }, shown with both consents
packet-col-party = Party, EUR thousand and years
packet-col-investment = Investment
packet-col-yearly = Net a year
packet-col-npv = Net present value
packet-classes-lead = Exact figures would tell what this level withholds: the cost of a pipe tells its length, an amount tells who the other party is. So your own figures, too, are given as classes.
packet-head-classes-next = What exact figures need
packet-classes-next = Sign the confidentiality agreement; the next version of this packet then shows your own cash flow line by line.
packet-economics-missing = A figure that no source supports is left out, never filled with a guess. These values are missing:
packet-col-missing = Missing value
packet-caption-missing = As soon as these values stand in the project, the packet can be made again with a cash flow.
packet-field-who-any = whoever knows it first: you, the other party or the consultant
packet-field-transfer-price = price of one unit, agreed or set for planning
packet-field-who-transfer-price = the consultant sets a planning value, or the parties agree on one
packet-field-supply-price = price asked by the supplier
packet-field-demand-price = price that the taker pays today
packet-field-demand-replaces = what the taker burns or buys today
packet-field-gas = price of natural gas in the country
packet-field-heating-oil = price of heating oil in the country
packet-field-coal = price of coal in the country
packet-field-biomass = price of biomass in the country
packet-field-electricity = price of electricity in the country
packet-field-district-heat = price of district heat in the country
packet-field-exchange-rate = exchange rate of the currency
packet-line-capital = Investment
packet-line-avoided-purchase = Purchase avoided
packet-line-avoided-disposal = Disposal avoided
packet-line-own-cost = Cost of giving it away
packet-line-transfer = Paid between the parties
packet-line-upkeep = Operation and upkeep
packet-line-pumping = Pumping electricity
packet-line-trucking = Transport by truck
packet-line-added-running = Running cost of added plant
packet-line-heat-pump-electricity = Electricity of the heat pump
packet-line-allowances = Emission allowances saved

## Risks, law, next steps

packet-section-risks = Risks
packet-title-risks = { $area ->
    [technical] The technical risk is the greatest.
    [market] The risk of the market is the greatest.
    [regulatory] The regulatory risk is the greatest.
   *[none] No risk stands out.
}
packet-section-next = Next steps and law
packet-title-next = What comes first: { $step }.
packet-title-next-none = Nothing is left to do but to keep delivering.
packet-head-steps = Next steps
packet-head-risks = Risks
packet-head-law = Law
packet-head-failures = How it can fail
packet-col-failure = What happens
packet-col-why = Why, and what follows
packet-col-sign = Seen by
packet-head-contacts = Contacts
packet-col-side = Party
packet-col-person = Person
packet-col-reached = To be reached at
packet-head-readiness = How far it has come
packet-col-axis = Field
packet-col-done = Steps done
packet-col-next = What comes next
packet-law-question = To be answered next
packet-law-papers = Papers that follow
packet-col-step = Step
packet-col-who = Who
packet-col-risk = Risk
packet-col-level = Level
packet-col-drivers = What raises it
packet-col-mitigation = What helps
packet-col-law = Field
packet-col-finding = Finding
packet-col-source = Source
packet-caption-risks = Dots from 1, low, to 5, high.
packet-steps-none = No step is open.
packet-risks-none = No risk has been assessed for this match.
packet-law-none = The law has not been assessed for this match.
packet-law-note = Findings of law are the result of a screening, for counsel to confirm; they are no legal advice.
packet-owner-you = you
packet-owner-both = both parties
packet-owner-consultant = consultant
packet-area-technical = Technical
packet-area-market = Market
packet-area-regulatory = Regulatory
packet-risk-rough-data = amount or temperature only roughly known
packet-risk-tight-temperature = hardly more difference than the exchanger needs
packet-risk-heat-pump = a heat pump is needed
packet-risk-high-loss = much is lost on the way
packet-risk-unsurveyed-route = the route has not been surveyed
packet-risk-assumed-prices = prices are assumed
packet-risk-party-loses = a party loses at this price
packet-risk-late-payback = the capital comes back late
packet-risk-single-supplier = everything hangs on one supplier
packet-risk-waste-law = the law takes it for waste
packet-risk-open-test = facts are missing that the law asks for
packet-risk-cross-border = it crosses a border
packet-risk-not-assessed = the law of this country has not been assessed
packet-risk-permits = permits are needed
packet-mitigation-measure = measure before signing
packet-mitigation-design-exchanger = design the exchanger in detail
packet-mitigation-pilot-heat-pump = try the heat pump first
packet-mitigation-better-insulation = choose better insulation
packet-mitigation-survey-route = survey the route
packet-mitigation-ask-prices = ask for binding prices
packet-mitigation-renegotiate-price = talk about the price again
packet-mitigation-seek-subsidy = look for a subsidy
packet-mitigation-keep-backup = keep the present plant as backup
packet-mitigation-check-permits = check the permits
packet-mitigation-answer-test = answer the open tests
packet-mitigation-notify-shipment = notify the shipment
packet-mitigation-ask-counsel = ask counsel
packet-law-standing = What the law takes it for
packet-law-fact = Fact still missing
packet-law-border = Crossing a border
packet-verdict-not-waste-law = not a matter of waste law
packet-verdict-water = water: permits for abstraction and discharge
packet-verdict-animal-by-product = animal by-product
packet-verdict-product = product: chemicals and product law
packet-verdict-by-product-test = by-product or waste: the test is not answered yet
packet-verdict-waste = waste, not hazardous
packet-verdict-waste-hazardous = waste, hazardous
packet-verdict-not-assessed = not assessed: ask counsel
packet-verdict-waste-code = code in the list of waste
packet-verdict-hazardous-properties = whether it has a hazardous property
packet-verdict-certain-use = that its further use is certain
packet-verdict-direct-use = that it is used directly
packet-verdict-integral-part = that it is part of the production process
packet-verdict-lawful-use = that its further use is lawful
packet-verdict-animal-origin = whether it comes from animals
packet-verdict-country = country of a site
packet-verdict-crosses = a shipment over a border: notification
packet-step-sign-nda = Sign a confidentiality agreement, so that names and engineering can be shown.
packet-step-state-missing = Find the values that the economics still lacks (page “Your economics”).
packet-step-agree-price = Agree on a price range for one unit; the price in this packet is for planning only.
packet-step-meter-own = Measure your own flow for four weeks: amount, temperature, hours.
packet-step-meter-other = Ask the other party to measure its flow for four weeks.
packet-step-survey-route = Order a survey of the route: crossings, land, true length.
packet-step-ask-counsel = Have counsel assess the points of law that this screening leaves open.
packet-step-open-talks = Open talks: name one person on each side.
packet-step-reserve = Reserve the flow for each other until a fixed day.
packet-step-contract = Put the terms into a contract.
packet-step-commission = Build, test and start delivery.
packet-step-short-sign-nda = a confidentiality agreement
packet-step-short-state-missing = the missing values
packet-step-short-agree-price = a price range
packet-step-short-meter-own = measuring your own flow
packet-step-short-meter-other = measuring the other flow
packet-step-short-survey-route = a survey of the route
packet-step-short-ask-counsel = an answer from counsel
packet-step-short-open-talks = talks with one person on each side
packet-step-short-reserve = the reservation
packet-step-short-contract = the contract
packet-step-short-commission = construction

## Sources

packet-section-sources = Sources and assumptions
packet-title-sources = Your data are { $own }, those of { $name } are { $other }.
packet-head-flows = Where the flows come from
packet-head-assumptions = What was taken for granted
packet-head-derivation = How your result came about
packet-col-origin = Formula or source
packet-head-formulas = How it was worked out
packet-section-copy = This copy
packet-title-copy = This copy holds what “{ $level }” allows, and you can prove it.
packet-head-withheld = What was left out of this copy
packet-head-licences = Licences
packet-col-flow = Flow
packet-col-year = Year
packet-col-assumption = Assumption
packet-col-value = Value
packet-source-user = stated by the user
packet-dataset-hotmaps = Hotmaps industrial database, CC-BY 4.0
packet-dataset-eprtr = European Pollutant Release and Transfer Register, CC-BY 4.0
packet-assumption-discount-rate = Discount rate
packet-assumption-years = Years of operation
packet-assumption-detour-factor = Route over straight line
packet-assumption-upkeep-share = Upkeep a year, share of capital
packet-assumption-capital-share-supplier = Share of the route that the supplier pays
packet-assumption-transfer = Price of a delivered unit
packet-formula-distance = Distance: length of the geodesic on the ellipsoid WGS 84 between the two sites; route = distance × detour factor until there is a survey.
packet-formula-approach = Fit of temperatures: supply minus demand at both ends of a counter-flow exchanger, against the smallest difference the exchanger needs.
packet-formula-delivered = Delivered: the smaller of what is there and what is needed in the hours they have in common, less losses on the way.
packet-formula-npv = Net present value = Σ cash flow of year t ÷ (1 + discount rate)^t, year 0 undiscounted.
packet-formula-irr = Internal rate of return: every real rate at which the net present value is 0.
packet-formula-payback = Payback: the time after which the running sum of the net cash flow stays at or above 0.
packet-formula-classes = Classes: the round numbers 1, 2, 5, 10, … between which a value lies; temperatures in steps of 50 °C.
packet-formula-co2 = CO₂ avoided = fuel no longer burnt × its factor, less what pumping, heat pump and transport emit.
packet-withheld-nothing = Nothing: both parties have agreed to show everything.
packet-withheld-text = At the level “{ $level }” this copy does not contain: { $list }. Nor does it contain numbers from which these follow.
packet-withheld-name = the name of the other party
packet-withheld-place = its place, the distance and the route
packet-withheld-amounts = its exact amounts and hours
packet-withheld-temperatures = its exact temperatures
packet-withheld-quality = its other properties
packet-withheld-money = its prices, costs and gains
packet-withheld-corridor = the limits of the price and joint totals
packet-withheld-lines = your own figures line by line
packet-consent = Consent of { $name }: { $reference }, given on { $date }.
packet-licence-fonts = Type: Turash Sans, cut from Inter, SIL Open Font License 1.1.

packet-section-what-if = How sure it is
packet-title-what-if = In { $cases } of 100 cases you gain, even if figures turn out otherwise.
packet-title-what-if-plain = What the result depends on.
packet-what-if-lead = Amounts, prices and outlay are not certain. This page shows what becomes of your net present value if they turn out otherwise.
packet-figure-gains = Chance of a gain
packet-gains-note = { $draws } draws of amount, prices and outlay
packet-figure-range = Net present value, likely range
packet-range-note = four of five draws lie within
packet-figure-benefit-cost = Benefit over cost
packet-benefit-cost-note = both discounted; above 1 it pays
packet-figure-roi = Return on outlay
packet-roi-note = all flows over the outlay, not discounted
packet-head-what-if = If one figure is 20 % less or more
packet-col-figure = Figure
packet-col-less = 20 % less
packet-col-more = 20 % more
packet-col-swing = Difference
packet-caption-tornado = Your net present value in { $unit } if one figure changes and all others stay. The line is the result as planned: { $npv } { $unit }.
packet-caption-what-if = The same figures in { $unit }.
packet-what-if-amount = Amount exchanged
packet-what-if-buying-price = What a unit costs you today
packet-what-if-cost-of-giving = What giving a unit costs you
packet-what-if-transfer-price = Price paid between the parties
packet-what-if-electricity-price = Price of electricity
packet-what-if-co2-price = Price of CO₂
packet-what-if-heat-pump-cop = Coefficient of performance of the heat pump
packet-what-if-capital = Outlay
packet-what-if-upkeep = Upkeep
packet-what-if-distance = Distance
packet-what-if-discount-rate = Discount rate
packet-what-if-years = Years of operation

packet-head-changes = What is new in this version
packet-changes = Not as it was in version { $version } of { $date }: { $list }.
packet-changes-none = Nothing that you see here has changed since version { $version } of { $date }.
packet-changed-supplier = the supplier
packet-changed-accepter = the accepter
packet-changed-supply = the supply
packet-changed-demand = the demand
packet-changed-exchange = what would be exchanged
packet-changed-place = place and route
packet-changed-money = the money
packet-changed-co2 = CO₂ avoided
packet-changed-kind = what it is about
packet-changed-deal = the state of the deal
packet-changed-law = the findings of law
packet-changed-risks = the risks
packet-changed-assumptions = what was assumed
packet-changed-way = the way through the law
packet-changed-readiness = how far it has come
packet-changed-failures = how it can fail
packet-head-proof = How to prove this copy
packet-proof = This file is signed. “turash verify” followed by the name of the file says, without a network, whether a single byte is different since then, and who signed. The file commits to everything that entered it, and opens only what you may see.
packet-fingerprint = Fingerprint: SHA-256 of the manifest attached to this file. The square holds the same.

## The owner's export: first sheet of the workbook
export-owner = An export for the owner of this project. It shows everything that is recorded about organisations, including what is marked confidential, and every price. Partners get packets instead.
export-persons = Contacts are not in it: who asks to be erased has to be erased from every copy, and a workbook that was passed on cannot be reached.
export-live = In the sheet "economics" a change of transfer_eur_per_unit, or of rate or years in the sheet "assumptions", changes the net benefit, present value and payback of both parties. Real money, payments at the end of each year.
export-assumed = Where the column "assumed" says true, a figure rests on a reference price that neither party has stated. A text that a spreadsheet could take for a formula has an apostrophe before it.
