# Chains, cycles and questions to the graph.

error-graph-empty-query = Nothing was asked.
error-graph-empty-query-hint = Ask for instance: within 2 steps of "Name of a site" by heat.
error-graph-open-quote = The quotation mark at byte { $at } of the query is never closed.
error-graph-open-quote-hint = Put a second " behind the name.
error-graph-unexpected = At byte { $at } of the query stands { $end ->
    [yes] nothing
   *[no] “{ $found }”
}; it needs { graph-expected }.
error-graph-unexpected-hint = Questions begin with within, takers of, givers of or path from; patterns look like site -[heat]-> site. Names that hold such a word go between quotation marks.
error-graph-out-of-range = { $number } at byte { $at } of the query is too little or too much.
error-graph-out-of-range-hint = From 1 to { $most } steps are possible.
error-graph-unknown-kind = “{ $word }” at byte { $at } of the query is no kind of resource.
error-graph-unknown-kind-hint = The kinds are { $kinds }.
error-graph-unknown-name = Nothing is called “{ $name }” (byte { $at } of the query).
error-graph-unknown-name-hint = { $any ->
    [yes] Was one of these meant? { $near }
   *[no] The search finds names by the beginnings of words; ids serve too.
}
error-graph-ambiguous-name = “{ $name }” (byte { $at } of the query) is the name of more than one.
error-graph-ambiguous-name-hint = Give the id of the one that is meant: { $candidates }
error-graph-wrong-thing = “{ $name }” (byte { $at } of the query) cannot be asked about like this.
error-graph-wrong-thing-hint = { $wanted ->
    [supply] Takers are asked of a supply, of a site or company that has one, or of a resource.
    [demand] Givers are asked of a demand, of a site or company that has one, or of a resource.
   *[place] A site, a company or a flow is needed here.
}
error-graph-wrong-arrow = No such arrow goes from { $from } to { $to } (byte { $at } of the query).
error-graph-wrong-arrow-hint = Resources go from organization, site or supply to organization, site or demand; -[owns]-> goes from organization to site.
error-graph-unknown-variable = The pattern has no node “{ $name }” (byte { $at } of the query).
error-graph-unknown-variable-hint = Name a node in brackets, such as (site a), then ask for a.name.
error-graph-unknown-field = “{ $field }” (byte { $at } of the query) is no field here.
error-graph-unknown-field-hint = The fields are { $fields }.
graph-expected = { $expected ->
    [name] a name
    [number] a number
    [kind] a kind of resource
    [query] within, takers, givers, path, or the first node of a pattern
    [node] organization, site, supply or demand
    [arrow] an arrow such as -> or -[heat]->
    [field] a field such as score or a.name
    [relation] one of = != < <= > >= ~
    [value] a value
    [end] its end
   *[word] “{ $expected }”
}

issue-graph-work-spent = The question was too wide: only a part of the region was looked at.
issue-graph-work-spent-hint = Ask for fewer steps or one kind, or begin at a named site.
issue-graph-truncated = There is more than these { $count } paths.
issue-graph-truncated-hint = Ask for fewer steps or one kind, or add a condition.

phase-symbiosis-chains = Searching chains
phase-symbiosis-cycles = Searching cycles

symbiosis-sum = The benefit is the sum of the matches, each looked at alone.
symbiosis-unpriced = Without a price, counted as nothing: { $count }.
symbiosis-co2-unknown = Matches whose CO2 saving is not known: { $count }.
symbiosis-turn-changes = { $site } takes { $taken } and offers { $offered }.
symbiosis-turn-improves = { $site } offers { $offered } of a better quality than it needs.
symbiosis-turn-cascades = { $site } uses { $taken } and passes it on at a lower quality.
symbiosis-kind-heat = heat
symbiosis-kind-steam = steam
symbiosis-kind-cooling = cold
symbiosis-kind-water = water
symbiosis-kind-co2 = CO₂
symbiosis-kind-electricity = electricity
symbiosis-kind-compressed-air = compressed air
symbiosis-kind-biowaste = biowaste
symbiosis-kind-material = material
symbiosis-kind-product = goods
symbiosis-kind-logistics = transport capacity
symbiosis-kind-service = services
symbiosis-kind-shared-asset = shared capacity
symbiosis-weakest = Weakest step: { $site } has { $share } of its need covered.
symbiosis-through = If each site makes its offer from what it takes, in proportion, { $amount } of { $whole } arrive at the end.
symbiosis-network = { $delivered } delivered over { $length } of pipe, { $lost } lost on the way.
symbiosis-network-separate = Together { $benefit }; the best separate pipes would bring { $separate }.
symbiosis-group = { $amount } of { $resource } needed together, within { $reach } of the middle.
symbiosis-unpriced-group = Without a price, so no saving is shown.

cli-chains = Chains
cli-cycles = Cycles
cli-networks = Shared networks
cli-groups = Groups with the same need
cli-nothing-found = Nothing found.
cli-stopped-early = The search was stopped; there may be better ones.
