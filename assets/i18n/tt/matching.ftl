# Ни өчен парның бәясе шундый. Саннар берәмлеге белән килә.

match-quality-warm-enough = { $supply } тәкъдим ителә, { $demand } кирәк: аерма җылылык алмаштыргычка җитә.
match-quality-good-enough = Тәкъдим ихтыяҗ таләп иткәннең барысына да туры килә.
match-quality-close = { $supply } тәкъдим ителә, { $demand } кирәк: аерма җылылык алмаштыргычка аз.
match-quality-short = Тәкъдим бу күрсәткеч буенча җитми: { match-axis }.
match-quality-unknown = Бер як күрсәтмәгән: { match-axis }.
match-quality-ends = Җылылыкның { $share } өлеше генә ихтыяҗ башланган температурадан югары.
match-quality-treated = Эшкәртү ихтыяҗ сораганны тәэмин итә: { match-axis }.
match-quality-heat-pump = { $supply } тәкъдим ителә, { $demand } кирәк: коэффициенты { $cop } булган җылылык насосы күтәрә.
match-axis = { $axis ->
    [temperature] температурасы
    [pressure] басымы
    [grade] сафлыгы
    [ph] әчелеге (pH)
    [moisture] дымлылыгы
    [contamination] чит катнашмалар
    [contaminants] эчендәге матдәләр
    [substance] матдә үзе
   *[hazard] куркынычлыгы
}
match-temporal-covered = Ихтыяҗның атналык сәгатьләренең { $week } өлешендә эшли һәм сезонының { $season } өлешен каплый; бергә { $hours }.
match-temporal-too-few = Бергә { $hours } генә; { $least } кирәк.
match-quantity = { $matched } тапшырырга мөмкин: { $supply } тәкъдим ителә, { $demand } кирәк.
match-economic-pays-back = Бирүче { $supplier }, алучы { $accepter } ташудан башка; { $payback } эчендә аклана. { $prices ->
    [assumed] Бәяләр белешмәдән алынды.
   *[stated] Бәяләрне яклар күрсәтте.
}
match-economic-never-pays-back = Бирүче { $supplier }, алучы { $accepter } ташудан башка; акланмый. { $prices ->
    [assumed] Бәяләр белешмәдән алынды.
   *[stated] Бәяләрне яклар күрсәтте.
}
match-economic-needs-price = Бәя җитми, шуңа күрә файда күрсәтелми.
match-trust = Тәкъдим: { $supply_precision ->
    [rough] якынча
    [estimated] исәпләнгән
    [measured] үлчәнгән
   *[verified] тикшерелгән
} ({ $supply_trust }, мәгълүмат елы { $supply_year ->
    [unknown] билгесез
   *[year] { $supply_year }
}), ихтыяҗ: { $demand_precision ->
    [rough] якынча
    [estimated] исәпләнгән
    [measured] үлчәнгән
   *[verified] тикшерелгән
} ({ $demand_trust }, мәгълүмат елы { $demand_year ->
    [unknown] билгесез
   *[year] { $demand_year }
}).
match-distance = Ара { $distance }; эзләү { $radius } кадәр бара.
match-transport = Ташу бәясе { $cost }, бу экономиянең { $share } өлеше; { $distance } юлда { $lost } югала.
match-regulatory = { $branch ->
    [not_waste_law] Калдыклар турындагы законга кагылмый.
    [water] Су хокукына керә.
    [animal_by_product] Хайваннардан килгән өстәмә продуктлар кагыйдәләренә керә.
    [product] Продукция хокукына керә.
    [by_product_test] Өстәмә продуктмы, калдыкмы: тикшерү әле үтмәгән.
    [waste] Куркынычсыз калдык.
    [waste_hazardous] Куркыныч калдык.
   *[not_assessed] Бу ил өчен бәяләнмәгән: юристтан сорагыз.
} { $border ->
    [yes] Чик аша уза.
   *[no] Бер илдә кала.
} { $article }

# Бәяне нәрсә күтәрер иде, һәм нинди саннарга кадәр.

match-raise-state = Күрсәтергә ({ match-axis }): ул чакта { $value } кадәр.
match-raise-axis = Таләпне үтәргә ({ match-axis }): ул чакта { $value }.
match-raise-demand-temperature = { $wanted } белән канәгатьләнергә: ул чакта { $value }.
match-raise-return-temperature = Җылытуны { $wanted } дән башларга: ул чакта { $value }.
match-raise-week = Ихтыяҗның барлык атналык сәгатьләрендә эшләргә: ул чакта { $value }.
match-raise-season = Ихтыяҗның бөтен сезонында эшләргә: ул чакта { $value }.
match-raise-coincide = Кечерәк күләмнең { $share } өлеше генә тапшырыла; { $least } дән башлап тулысынча санала.
match-raise-more-takers = Кирәктән { $left } күбрәк тәкъдим ителә: барысына да ихтыяҗ { $value } җыяр иде.
match-raise-more-givers = Тәкъдимнән { $left } күбрәк кирәк: барысын да биргән тәкъдим { $value } җыяр иде.
match-raise-steady = { $side ->
    [supply] Тәкъдимне
   *[demand] Ихтыяҗны
} елдан-ел тигез итегез: шунда { $value }.
match-raise-price = Җитмәгән бәяне күрсәтергә.
match-raise-payback = { $wanted } эчендә акларга: ул чакта { $value }.
match-raise-loser = Файданы { $side ->
    [supply] бирүче
   *[demand] алучы
} югалтмаслык итеп бүләргә.
match-raise-measure = { $side ->
    [supply] Тәкъдимне
   *[demand] Ихтыяҗны
} үлчәргә: ул чакта { $value }.
match-raise-share-route = Трассаны башка пар белән бүлешергә: ул чакта якынча { $value }.
match-raise-law = Ачыкларга: { $missing ->
    [waste_code] калдыклар исемлегендәге код
    [hazardous_properties] куркыныч үзлекләр
    [certain_use] алга таба куллану тәэмин ителгәнме
    [direct_use] турыдан-туры кулланыламы
    [integral_part] җитештерүнең бер өлешеме
    [lawful_use] алга таба куллану законлымы
    [animal_origin] хайваннан килгәнме
   *[country] ил
}.

# Моны кем алып бара.

match-route-hazardous = Куркыныч калдыкларны һәрвакыт арадашчы алып бара.
match-route-not-assessed = Бу илнең хокукы бәяләнмәгән: арадашчы алып бара.
match-route-cross-border = Чик аша уза: арадашчы алып бара.
match-route-parties = { $count } катнашучы: арадашчы алып бара.
match-route-capital = { $capital } капитал { $limit } чигеннән артык: арадашчы алып бара.
match-route-complex = Катлаулылык { $complexity }, { $cut } чигеннән югары.
match-route-simple = Катлаулылык { $complexity }, { $cut } чиге эчендә.

# Парны тикшергән кагыйдәләр.

match-outcome = { $outcome ->
    [passed] үтәлде
   *[failed] үтәлмәде
} ({ $source ->
    [reference] белешмә кагыйдәсе
    [request] сезнең сорау
    [contract] килешү яки алыш-биреш
    [supply] тәкъдимдә күрсәтелгән
   *[demand] ихтыяҗда күрсәтелгән
})
match-check-score = Бәя { $score }, ким дигәндә { $least }: { match-outcome }.
match-check-barred = Тыелган партнёр юк: { match-outcome }.
match-check-exclusive = Берәүгә генә вәгъдә ителмәгән: { match-outcome }.
match-check-promised = Бирергә дә, алырга да бар: { match-outcome }.
match-check-not-wanted = Теләнгән партнёр катнаша: { match-outcome }.
match-check-value = Файда { $benefit }, ким дигәндә { $least }: { match-outcome }.
match-check-distance = Ара { $distance }, иң күбе { $most }: { match-outcome }.
match-check-certificate = Тәкъдимнең соралган сертификатлары бар: { match-outcome }.
match-check-shelf-life = { $life } саклана, { $time } эчендә тотыла: { match-outcome }.
match-check-minimum-order = { $matched } тапшырыла, иң азы { $least }: { match-outcome }.

# Нәрсә йомшартылган һәм моның өчен ни кирәк.

match-relaxed-radius = эзләү радиусы × { $factor }
match-relaxed-heat-pump = җылылык насосы, коэффициенты { $cop }
match-relaxed-partial-quantity = кечерәк күләмнең { $share } өлеше генә
match-relaxed-storage = { $days } саклагыч, { $cost }, югалту { $loss }
match-relaxed-split = { $partners } партнерның берсе, бөтеннең { $share } өлеше
match-relaxed-treatment = эшкәртү: { match-axis }, { $cost }
match-relaxed-neighbour-kind = пар җылылык булып керә, станция { $cost }
