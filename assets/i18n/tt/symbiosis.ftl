# Чылбырлар, әйләнешләр һәм графка сораулар.

error-graph-empty-query = Сорау буш.
error-graph-empty-query-hint = Мәсәлән, болай сорагыз: within 2 steps of "Мәйданчык исеме" by heat.
error-graph-open-quote = Сорауның { $at } нче байтындагы куштырнак ябылмаган.
error-graph-open-quote-hint = Исемнән соң икенче " куегыз.
error-graph-unexpected = Сорауның { $at } нче байтында { $end ->
    [yes] берни юк
   *[no] «{ $found }» тора
}; монда кирәк: { graph-expected }.
error-graph-unexpected-hint = Сораулар within, takers of, givers of яки path from белән башлана; үрнәк site -[heat]-> site кебек языла. Мондый сүзле исемнәр куштырнак эчендә тора.
error-graph-out-of-range = Сорауның { $at } нче байтындагы { $number } артык аз яки артык күп.
error-graph-out-of-range-hint = 1 дән { $most } гә кадәр адым мөмкин.
error-graph-unknown-kind = Сорауның { $at } нче байтындагы «{ $word }» ресурс төре түгел.
error-graph-unknown-kind-hint = Ресурс төрләре: { $kinds }.
error-graph-unknown-name = «{ $name }» исемле бернәрсә юк (сорауның { $at } нче байты).
error-graph-unknown-name-hint = { $any ->
    [yes] Бәлки, болар күздә тотылгандыр: { $near }
   *[no] Эзләү исемнәрне сүз башы буенча таба; идентификатор да ярый.
}
error-graph-ambiguous-name = «{ $name }» исеме (сорауның { $at } нче байты) берничә язмада бар.
error-graph-ambiguous-name-hint = Кирәклесенең идентификаторын языгыз: { $candidates }
error-graph-wrong-thing = «{ $name }» турында (сорауның { $at } нче байты) болай сорап булмый.
error-graph-wrong-thing-hint = { $wanted ->
    [supply] Алучылар тәкъдимгә, тәкъдиме булган мәйданчыкка яки компаниягә яисә ресурска карата сорала.
    [demand] Бирүчеләр ихтыяҗга, ихтыяҗы булган мәйданчыкка яки компаниягә яисә ресурска карата сорала.
   *[place] Монда мәйданчык, компания яки агым кирәк.
}
error-graph-wrong-arrow = { $from } белән { $to } арасында мондый ук юк (сорауның { $at } нче байты).
error-graph-wrong-arrow-hint = Ресурслар organization, site яки supply дан organization, site яки demand ка бара; -[owns]-> organization дан site ка илтә.
error-graph-unknown-variable = Үрнәктә «{ $name }» төене юк (сорауның { $at } нче байты).
error-graph-unknown-variable-hint = Төенгә җәяләр эчендә исем бирегез, мәсәлән (site a), аннары a.name дип сорагыз.
error-graph-unknown-field = «{ $field }» (сорауның { $at } нче байты) монда кыр түгел.
error-graph-unknown-field-hint = Кырлар: { $fields }.
graph-expected = { $expected ->
    [name] исем
    [number] сан
    [kind] ресурс төре
    [query] within, takers, givers, path яки үрнәкнең беренче төене
    [node] organization, site, supply яки demand
    [arrow] -> яки -[heat]-> кебек ук
    [field] score яки a.name кебек кыр
    [relation] = != < <= > >= ~ билгеләренең берсе
    [value] кыйммәт
    [end] сорауның ахыры
   *[word] «{ $expected }»
}

issue-graph-work-spent = Сорау артык киң: төбәкнең бер өлеше генә каралды.
issue-graph-work-spent-hint = Азрак адым яки бер ресурс төре турында сорагыз яисә исеме әйтелгән мәйданчыктан башлагыз.
issue-graph-truncated = Юллар бу { $count } юлдан күбрәк.
issue-graph-truncated-hint = Азрак адым яки бер ресурс төре турында сорагыз яисә шарт өстәгез.

phase-symbiosis-chains = Чылбырлар эзләнә
phase-symbiosis-cycles = Әйләнешләр эзләнә

symbiosis-sum = Файда — һәрберсе аерым каралган парларның суммасы.
symbiosis-unpriced = Бәясезләр, нуль дип исәпләнә: { $count }.
symbiosis-co2-unknown = CO2 экономиясе билгесез парлар: { $count }.
symbiosis-turn-changes = { $site } боны ала: { $taken }; боны тәкъдим итә: { $offered }.
symbiosis-turn-improves = { $site } «{ $offered }» ресурсын үзенә кирәгеннән яхшырак сыйфатта тәкъдим итә.
symbiosis-turn-cascades = { $site } «{ $taken }» ресурсын куллана һәм түбәнрәк сыйфатта алга тапшыра.
symbiosis-kind-heat = җылылык
symbiosis-kind-steam = пар
symbiosis-kind-cooling = салкын
symbiosis-kind-water = су
symbiosis-kind-co2 = CO₂
symbiosis-kind-electricity = электр энергиясе
symbiosis-kind-compressed-air = кысылган һава
symbiosis-kind-biowaste = биокалдык
symbiosis-kind-material = материал
symbiosis-kind-product = продукция
symbiosis-kind-logistics = ташу
symbiosis-kind-service = хезмәт
symbiosis-kind-shared-asset = уртак куәт
symbiosis-weakest = Иң зәгыйфь адым: { $site }, ихтыяҗның { $share } өлеше каплана.
symbiosis-through = Һәр мәйданчык тәкъдимен алганыннан шул ук чагыштырмада ясаса, ахырга { $whole } күләменнән { $amount } барып җитә.
symbiosis-network = { $length } озынлыктагы торба буенча { $delivered } китерелә, юлда { $lost } югала.
symbiosis-network-separate = Бергә { $benefit }; иң яхшы аерым торбалар { $separate } китерер иде.
symbiosis-group = Уртак ихтыяҗ: { $amount } ({ $resource }), уртадан { $reach } эчендә.
symbiosis-unpriced-group = Бәясе юк, шуңа экономия күрсәтелми.

cli-chains = Чылбырлар
cli-cycles = Әйләнешләр
cli-networks = Уртак челтәрләр
cli-groups = Бертөрле ихтыяҗлы төркемнәр
cli-nothing-found = Бернәрсә дә табылмады.
cli-stopped-early = Эзләү туктатылды; яхшыраклары булырга мөмкин.
