# Why a match scores as it does. Numbers come with their unit.

match-quality-warm-enough = { $supply } offered, { $demand } needed: the gap is enough for an exchanger.
match-quality-good-enough = What is offered meets all that the demand asks for.
match-quality-close = { $supply } offered, { $demand } needed: the gap is smaller than an exchanger likes.
match-quality-short = The supply falls short in { match-axis }.
match-quality-unknown = Not stated on one side: { match-axis }.
match-quality-ends = Only { $share } of the heat lies above the temperature at which the demand starts.
match-quality-treated = A treatment step brings about what the demand asks for: { match-axis }.
match-quality-heat-pump = { $supply } offered, { $demand } needed: a heat pump with a COP of { $cop } lifts it.
match-axis = { $axis ->
    [temperature] temperature
    [pressure] pressure
    [grade] purity
    [ph] pH value
    [moisture] moisture
    [contamination] foreign matter
    [contaminants] substances in it
    [substance] the substance itself
   *[hazard] hazard
}
match-temporal-covered = Runs in { $week } of the demand’s weekly hours and covers { $season } of its season; { $hours } together.
match-temporal-too-few = Only { $hours } together; { $least } are needed.
match-quantity = { $matched } can change hands: { $supply } offered, { $demand } needed.
match-economic-pays-back = Supplier { $supplier }, accepter { $accepter } before transport; paid back in { $payback }. { $prices ->
    [assumed] Prices are assumed.
   *[stated] Prices are stated.
}
match-economic-never-pays-back = Supplier { $supplier }, accepter { $accepter } before transport; it never pays back. { $prices ->
    [assumed] Prices are assumed.
   *[stated] Prices are stated.
}
match-economic-needs-price = A price is missing, so no benefit is shown.
match-trust = Supply known as { $supply_precision ->
    [rough] rough
    [estimated] estimated
    [measured] measured
   *[verified] verified
} ({ $supply_trust }, data of { $supply_year ->
    [unknown] unknown year
   *[year] { $supply_year }
}), demand as { $demand_precision ->
    [rough] rough
    [estimated] estimated
    [measured] measured
   *[verified] verified
} ({ $demand_trust }, data of { $demand_year ->
    [unknown] unknown year
   *[year] { $demand_year }
}).
match-distance = { $distance } apart; the search goes to { $radius }.
match-transport = The way there costs { $cost }, { $share } of what is saved; { $lost } is lost over { $distance }.
match-regulatory = { $branch ->
    [not_waste_law] Not a matter of waste law.
    [water] Falls under water law.
    [animal_by_product] Falls under the rules for animal by-products.
    [product] Falls under product law.
    [by_product_test] By-product or waste: the test is still open.
    [waste] Waste, not hazardous.
    [waste_hazardous] Hazardous waste.
   *[not_assessed] Not assessed for this country: ask counsel.
} { $border ->
    [yes] It crosses a border.
   *[no] It stays in one country.
} { $article }

# What would raise a score, with the value it would reach.

match-raise-state = State the { match-axis }: then up to { $value }.
match-raise-axis = Meet the demand in { match-axis }: then { $value }.
match-raise-demand-temperature = Make do with { $wanted }: then { $value }.
match-raise-return-temperature = Let the demand start from { $wanted }: then { $value }.
match-raise-week = Run in all hours of the demand’s week: then { $value }.
match-raise-season = Run through the demand’s whole season: then { $value }.
match-raise-coincide = Only { $share } of the smaller amount changes hands; from { $least } on it counts in full.
match-raise-more-takers = { $left } more is offered than needed: a demand for all of it would score { $value }.
match-raise-more-givers = { $left } more is needed than offered: a supply of all of it would score { $value }.
match-raise-steady = Steady the { $side ->
    [supply] supply
   *[demand] demand
} from year to year: then { $value }.
match-raise-price = State the missing price.
match-raise-payback = Pay back within { $wanted }: then { $value }.
match-raise-loser = Share the gain so that { $side ->
    [supply] the supplier
   *[demand] the accepter
} does not lose.
match-raise-measure = Measure the { $side ->
    [supply] supply
   *[demand] demand
}: then { $value }.
match-raise-share-route = Share the route with another pair: then about { $value }.
match-raise-law = Find out: { $missing ->
    [waste_code] the code in the list of waste
    [hazardous_properties] the hazardous properties
    [certain_use] whether further use is certain
    [direct_use] whether it is used directly
    [integral_part] whether it is part of production
    [lawful_use] whether further use is lawful
    [animal_origin] whether it comes from animals
   *[country] the country
}.

# Who handles it.

match-route-hazardous = Hazardous waste always goes to a facilitator.
match-route-not-assessed = The law of this country is not assessed: a facilitator leads.
match-route-cross-border = It crosses a border: a facilitator leads.
match-route-parties = { $count } parties: a facilitator leads.
match-route-capital = Capital of { $capital } is above { $limit }: a facilitator leads.
match-route-complex = Complexity { $complexity } is above the cut of { $cut }.
match-route-simple = Complexity { $complexity } is within the cut of { $cut }.

# The rules it was held against.

match-outcome = { $outcome ->
    [passed] passed
   *[failed] failed
} ({ $source ->
    [reference] rule of the reference data
    [request] your request
    [contract] a contract or deal
    [supply] stated by the supply
   *[demand] stated by the demand
})
match-check-score = Score { $score }, at least { $least }: { match-outcome }.
match-check-barred = No barred partner: { match-outcome }.
match-check-exclusive = Not promised exclusively: { match-outcome }.
match-check-promised = Something is left to give and take: { match-outcome }.
match-check-not-wanted = A wanted partner takes part: { match-outcome }.
match-check-value = Benefit { $benefit }, at least { $least }: { match-outcome }.
match-check-distance = { $distance } apart, at most { $most }: { match-outcome }.
match-check-certificate = The supply holds the certificates asked for: { match-outcome }.
match-check-shelf-life = Stays good for { $life }, used within { $time }: { match-outcome }.
match-check-minimum-order = { $matched } changes hands, at least { $least }: { match-outcome }.

# What was relaxed, and what that takes.

match-relaxed-radius = search radius × { $factor }
match-relaxed-heat-pump = heat pump, COP { $cop }
match-relaxed-partial-quantity = only { $share } of the smaller amount
match-relaxed-storage = store for { $days }, { $cost }, { $loss } lost
match-relaxed-split = one of { $partners } partners, { $share } of the whole
match-relaxed-treatment = treatment for { match-axis }, { $cost }
match-relaxed-neighbour-kind = steam taken as heat, station { $cost }
