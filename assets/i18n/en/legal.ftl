# Words around the clauses of legal papers; the clauses themselves stand in templates/legal.

legal-status = Draft for counsel's review
legal-status-means = No legal advice; not binding until signed.
legal-missing-count = { $count ->
    [0] No value is missing.
    [one] One value is missing, listed at the end.
   *[other] { $count } values are missing, listed at the end.
}
legal-template = Template { $name } { $version } ({ $law }) of { $date }
legal-law-eu = European Union
legal-law-de = Germany
legal-law-gb = England and Wales
legal-law-ru = Russia
legal-governed-de = the law of the Federal Republic of Germany
legal-governed-gb = the law of England and Wales
legal-governed-ru = the law of the Russian Federation
legal-draft-of = Draft of { $date }
legal-watermark = DRAFT
legal-edge = Draft for counsel's review · { $id } · { $version }
legal-signatures = Signatures
legal-sign-place = Place, date
legal-sign-line = Signature
legal-sign-later = The lines for signature appear when nothing is missing any more.
legal-missing = Missing before signature
legal-missing-means = Each blank has one line here. Nothing was filled in by assumption.
legal-missing-in = Clause { $clause }: { $what }
legal-missing-signature = Signatures: { $what }
legal-sources = Rules cited, to be confirmed by counsel

legal-blank-supplier-address = registered office of the supplier
legal-blank-supplier-register = register entry of the supplier
legal-blank-supplier-signatory = signatory of the supplier
legal-blank-accepter-address = registered office of the accepter
legal-blank-accepter-register = register entry of the accepter
legal-blank-accepter-signatory = signatory of the accepter
legal-blank-signatory = name and function
legal-blank-description = description
legal-blank-supplier-site = site of the supplier
legal-blank-accepter-site = site of the accepter
legal-blank-starts-on = start date
legal-blank-price = price per unit
legal-blank-currency = currency
legal-blank-quantity = quantity a year
legal-blank-price-index = index
legal-blank-payment-days = days
legal-blank-take-or-pay = percent
legal-blank-metering = place and kind of meter
legal-blank-backup = supplier or accepter
legal-blank-penalty = amount per unit
legal-blank-liability-cap = amount
legal-blank-years = years
legal-blank-notice-months = months
legal-blank-secrecy-years = years of secrecy
legal-blank-secrecy-penalty = amount for each breach
legal-blank-exclusive-until = date
legal-blank-law = law that governs
legal-blank-court = court or tribunal
legal-blank-temperature = flow temperature
legal-blank-return-temperature = return temperature
legal-blank-pressure = pressure
legal-blank-waste-code = waste code
legal-blank-hazards = hazardous properties
legal-blank-consignment-mass = mass or volume
legal-blank-packaging = number and kind of packages
legal-blank-composition = composition
legal-blank-operation-permit = operation and permit
legal-blank-carrier = carrier and vehicle
legal-blank-departure = date of departure
legal-blank-un-number = UN number and class
legal-blank-emergency-contact = emergency contact
legal-blank-supplier-coordinator = coordinator of the supplier
legal-blank-accepter-coordinator = coordinator of the accepter
