# Words of the portfolio report.

portfolio-subject = Portfolio report: what the exchanges of a region bring all together
portfolio-header = Portfolio report: { $region }
portfolio-eyebrow = Portfolio report
portfolio-title = Industrial symbiosis in { $region }
portfolio-finding = { $n ->
    [one] One exchange could avoid { $co2 } of CO₂ a year
   *[other] { $n } exchanges could avoid { $co2 } of CO₂ a year
}
portfolio-finding-plain = { $n ->
    [0] No exchange has been found yet
    [one] One exchange is possible
   *[other] { $n } exchanges are possible
}
portfolio-public-means = No names, no places nearer than 10 km, no figure from which one company’s could be worked out.
portfolio-cover-document = { $id }. May be passed on to anybody.
portfolio-note-assumed = Assumed prices among them: not quoted and not agreed, taken from reference tables. The figure changes with them.
portfolio-section-glance = At a glance
portfolio-lead = Among { $found ->
    [one] one pair that fits
   *[other] { $found } pairs that fit
}, those were chosen that pay and take no flow twice; { $companies ->
    [one] one company takes part.
   *[other] { $companies } companies take part.
}
portfolio-figure-exchanges = Exchanges
portfolio-figure-companies = { $n ->
    [one] one company
   *[other] between { $n } companies
}
portfolio-figure-benefit = Gain of all together
portfolio-figure-capital = To be invested
portfolio-figure-co2 = CO₂ avoided
portfolio-without-price = { $n ->
    [one] one exchange without a price left out
   *[other] { $n } exchanges without a price left out
}
portfolio-without-co2 = { $n ->
    [one] one exchange left out, its effect is not known
   *[other] { $n } exchanges left out, their effect is not known
}
portfolio-head-kinds = What is exchanged
portfolio-head-funnel = How far they have come
portfolio-funnel-chosen = possible
portfolio-funnel-negotiating = parties talk, or further
portfolio-funnel-reserved = reserved, or further
portfolio-funnel-contracted = contract signed, or delivering
portfolio-funnel-live = delivering
portfolio-caption-funnel = Number of exchanges that have come so far or further.
portfolio-next-none = No parties talk to each other yet. Next: invite both companies of the exchange at the head of the list.
portfolio-next = Next: ask the parties that already talk what keeps them from the next step, and invite those of the next exchange on the list.
portfolio-section-place = Where
portfolio-title-place = { $n ->
    [one] All lies in one square of 10 km
   *[other] The exchanges lie in { $n } squares of 10 km
}
portfolio-lead-place = Each square holds at least one company that could give or take. A line joins the squares of an exchange on the list; it is not a route.
portfolio-no-place = No position of a company is known yet, so there is no map.
portfolio-caption-map = Squares of 10 km, numbered from north to south; the list names them. { $attribution }
portfolio-legend-gives = something is given
portfolio-legend-takes = something is taken
portfolio-legend-both = both
portfolio-col-kind = Resource
portfolio-col-exchanges = Number
portfolio-col-amount = Amount
portfolio-col-co2 = CO₂ avoided, t a year
portfolio-col-benefit = Gain, EUR thousand a year
portfolio-col-capital = Investment, EUR thousand
portfolio-row-all = All
portfolio-caption-kinds = What the exchanges of a kind deliver, avoid, gain and cost in a year, all parties together. A range stands where a sum would tell what one company has.
portfolio-section-list = The exchanges
portfolio-title-list = { $n ->
    [0] There is no exchange to list
    [one] This exchange stands first
   *[other] These { $n } exchanges stand first
}
portfolio-lead-list = Those that have come furthest first, then by score. Amounts and CO₂ are classes, companies are named by sector and square.
portfolio-col-number = No.
portfolio-col-from = From
portfolio-col-to = To
portfolio-col-state = Stage
portfolio-party = { $sector }, { $country } (square { $square })
portfolio-caption-list = Squares as on map 1.
portfolio-section-method = How the figures come about
portfolio-title-method = Each flow is counted once, and no company can be worked out
portfolio-method-count-label = What is counted
portfolio-method-count = Deals under way first, then pairs in the order of their score that gain more than they cost. A flow that is taken once is not taken again, so nothing is counted twice.
portfolio-method-money-label = Gain and investment
portfolio-method-money = Net present value of both parties together, spread over the years of operation as an annuity; the investment is what both have to build. What the parties pay each other cancels out.
portfolio-method-co2-label = CO₂
portfolio-method-co2 = What the taker no longer burns, buys or makes, less what the exchange itself needs. Factors of emission come from the reference tables of the program.
portfolio-method-secret-label = What is left out
portfolio-method-secret = Names, places within 10 km, prices, and the figures of single companies. A sum is exact only where nobody who knows his own figures could place another’s within 10 %; elsewhere it is a range.
portfolio-method-assumed-label = Assumed prices
portfolio-method-assumed = Some prices are not quoted and not agreed but taken from reference tables. Gains change with them.
portfolio-method-map-label = Map
