# Исәпләү кодлар белән әйткәннәр: җитмәгән бәяләр, хокук, куркынычлар, акча һәм саннарның килеп чыгышы.

## Җитмәгән бәяләр
needs-price-supply-price = Бирүче бер берәмлек өчен күпме сораганы күрсәтелмәгән.
needs-price-demand-price = Алучы бүген бер берәмлек өчен күпме түләгәне күрсәтелмәгән.
needs-price-demand-replaces = Алучы бүген нәрсә яндырганы яки сатып алганы күрсәтелмәгән.
needs-price-gas = { $country } иле өчен табигый газ бәясе юк.
needs-price-heating-oil = { $country } иле өчен мич ягулыгы бәясе юк.
needs-price-coal = { $country } иле өчен күмер бәясе юк.
needs-price-biomass = { $country } иле өчен биомасса бәясе юк.
needs-price-electricity = { $country } иле өчен электр энергиясе бәясе юк.
needs-price-district-heat = { $country } иле өчен үзәкләштерелгән җылылык бәясе юк.
needs-price-exchange-rate = Күрсәтелгән бәянең валютасы өчен алмашу курсы юк.

## Хокук
law-branch-not-waste-law = Калдыклар турындагы законга кагылмый
law-branch-water = Су хокукы: алу һәм агызу рөхсәтләре
law-branch-animal-by-product = Хайваннардан алынган өстәмә продукт
law-branch-product = Продукт: химия һәм товар хокукы
law-branch-by-product-test = Өстәмә продуктмы, калдыкмы: тикшерү әле тәмамланмаган
law-branch-waste = Калдык, куркыныч түгел
law-branch-waste-hazardous = Калдык, куркыныч
law-branch-not-assessed = Бу ил өчен бәяләнмәгән: юристтан сорагыз
law-source = Нигезе: { $source }
law-border-crosses-border = Чик аша уза: хәбәрнамә яки VII кушымта кирәк.
law-refusal-export-ban = Куркыныч калдыкларны бу илгә чыгарырга ярамый.
law-missing-waste-code = Калдыклар исемлегендәге код әле билгеле түгел
law-missing-hazardous-properties = Куркыныч үзлеге бармы, әле билгеле түгел
law-missing-certain-use = Алга таба куллану гарантияләнгәнме, әле билгеле түгел
law-missing-direct-use = Турыдан-туры кулланыламы, әле билгеле түгел
law-missing-integral-part = Җитештерү процессының өлешеме, әле билгеле түгел
law-missing-lawful-use = Алга таба куллану законлымы, әле билгеле түгел
law-missing-animal-origin = Хайваннардан алынганмы, әле билгеле түгел
law-missing-country = Мәйданчыкның иле әле билгеле түгел
law-document-supply-contract = Китереп тору килешүе
law-document-metering-protocol = Исәпкә алу беркетмәсе
law-document-pressure-equipment-file = Басым астындагы җиһаз паспорты
law-document-direct-line-permit = Турыдан-туры линиягә рөхсәт
law-document-discharge-permit = Агызу рөхсәте
law-document-water-quality-report = Су сыйфаты турында хисап
law-document-safety-data-sheet = Куркынычсызлык паспорты
law-document-purity-certificate = Сафлык сертификаты
law-document-waste-characterisation = Калдыкның тасвирламасы
law-document-transport-document = Ташу документы
law-document-receiver-permit = Кабул итүченең рөхсәте
law-document-by-product-declaration = Өстәмә продукт турында декларация
law-document-service-contract = Хезмәт күрсәтү килешүе
law-document-use-agreement = Файдалану килешүе
law-document-hazardous-consignment-note = Куркыныч калдыкка озату документы
law-document-adr-transport = ДОПОГ буенча ташу
law-document-commercial-document = Хайван продуктлары өчен сәүдә документы
law-document-plant-approval = Предприятиегә рөхсәт
law-document-category-statement = Категорияне күрсәтү
law-document-notification-or-annex-vii = Хәбәрнамә яки VII кушымта

## Куркынычлар
risk-driver-rough-data = Күләм яки температура якынча гына билгеле
risk-driver-tight-temperature = Аерма җылылык алмаштыргычка көчкә җитә
risk-driver-heat-pump = Җылылык насосы кирәк
risk-driver-high-loss = Юлда күп югала
risk-driver-unsurveyed-route = Трассаны беркем дә тикшермәгән
risk-driver-assumed-prices = Бәяләр белешмәдән алынган
risk-driver-party-loses = Бу бәядә бер як зыян күрә
risk-driver-late-payback = Чыгымнар соң кайта яки бөтенләй кайтмый
risk-driver-single-supplier = Барысы да бер бирүчегә бәйле
risk-driver-waste-law = Калдыклар хокукы гамәлдә
risk-driver-open-test = Закон таләп иткән фактлар җитми
risk-driver-cross-border = Чик аша уза
risk-driver-not-assessed = Бу илнең хокукын беркем дә бәяләмәгән
risk-driver-permits = Рөхсәтләр кирәк
risk-mitigation-measure = Дүрт атна күләмне һәм температураны үлчәргә
risk-mitigation-design-exchanger = Җылылык алмаштыргычны шушы аермага исәпләтергә
risk-mitigation-pilot-heat-pump = Җылылык насосын башта агымның бер өлешендә сынарга
risk-mitigation-better-insulation = Изоляцияне яхшыртырга яки трассаны кыскартырга
risk-mitigation-survey-route = Трассаны тикшертергә
risk-mitigation-ask-prices = Ике яктан да бәяләрен сорарга
risk-mitigation-renegotiate-price = Ике якка да файдалы бәягә килешергә
risk-mitigation-seek-subsidy = Субсидия табарга яки чыгымнарны бүлешергә
risk-mitigation-keep-backup = Хәзерге җайланманы резервта сакларга
risk-mitigation-check-permits = Якларда нинди рөхсәтләр барын тикшерергә
risk-mitigation-answer-test = Тикшерүнең ачык сорауларына җавап бирергә
risk-mitigation-notify-shipment = Ташу турында вакытында хәбәр итәргә
risk-mitigation-ask-counsel = Шул илдәге юристтан сорарга

## Еллык хисап
line-avoided-purchase = Янга калган сатып алу
line-avoided-disposal = Янга калган утильләштерү
line-own-cost = Бирү чыгымнары
line-transfer = Яклар арасындагы түләү
line-upkeep = Эшләтү һәм хезмәт күрсәтү
line-pumping = Насослар электры
line-trucking = Автомобиль белән ташу
line-added-running = Өстәмә җиһазның эше
line-heat-pump-electricity = Җылылык насосы электры
line-allowances = Янга калган чыгару квоталары
economics-note-price-year-unknown = Торба бәяләренең елы билгеле түгел.
economics-note-co2-unknown = CO₂ экономиясен исәпләп булмый: нәрсә алыштырылганы билгеле түгел.
economics-note-pipe-cost-not-of-this-country = Торба бәяләре башка илдән алынды: бу ил өчен алар юк.
irr-none = Бер ставка да чиста бәяне нульгә китерми, шуңа күрә керемлелек нормасы юк.
irr-several = Акча агымы билгесен берничә тапкыр алыштыра ({ $changes }): керемлелек нормасы берәү генә түгел, чиста бәя хәл итә.

## Графиклар
chart-heat = Тапшырылган җылылык
chart-temperature = Температура
chart-year = Эшләтеп җибәргәннән соңгы ел
chart-money = Акча агымы
chart-series-supply = Тәкъдим
chart-series-demand = Ихтыяҗ
chart-series-supplier = Бирүче
chart-series-accepter = Алучы
chart-series-discounted-total = Бергә, җыела барган сумма, дисконт белән
chart-note-hot-end = кайнар очта { $value }
chart-note-cold-end = салкын очта { $value }
chart-note-payback = { $value } узгач аклана

## Сан ничек килеп чыккан
trace-npv = Чиста хәзерге бәя
trace-yearly-net = Бер елның чиста файдасы
trace-bid = Бирелгән бер берәмлекнең кыйммәте
trace-avoided-purchase = Бер берәмлеккә янга калган сатып алу
trace-allowance = Бер берәмлеккә янга калган квоталар
trace-stated-price = Алучы күрсәткән бәя
trace-per-delivered-unit = Бер берәмлек алыштырган энергия чыганагы
trace-gas = Табигый газ бәясе
trace-electricity = Электр энергиясе
trace-electricity-wholesale = Электр энергиясенең биржа бәясе
trace-heating-oil = Мич ягулыгы бәясе
trace-coal = Күмер бәясе
trace-biomass = Биомасса бәясе
trace-district-heat = Үзәкләштерелгән җылылык бәясе
trace-co2-allowance = Чыгару квотасы бәясе
trace-delivered = Бирелгән күләм
trace-amount-taken = Бирүчедән алынган күләм
trace-route-loss = Юлда югалту
trace-loss = Торбаларның җылылык югалтуы
trace-hours = Елга сәгатьләр
trace-added-plant = Өстәмә җиһаз
trace-added-running = Өстәмә җиһазның эше
trace-heat-pump-electricity = Җылылык насосы электры
trace-cost-of-giving = Бер берәмлек бирүчегә күпмегә төшә
trace-carriage = Еллык ташу чыгымнары
trace-route-capital = Трассага кертемнәр
trace-route-length = Трасса озынлыгы
trace-straight-line = Мәйданчыклар арасында туры ара
trace-detour = Трассаның туры сызыкка нисбәте
trace-least-route = трассаның иң кыска озынлыгы
trace-c1 = Торба бәясе, даими өлеш
trace-c2 = Торба бәясе, диаметрга бәйле өлеш
trace-inner-diameter = Эчке диаметр
trace-parallel-pipes = Янәшә торбалар
trace-steam-factor = Пар өчен өстәмә
trace-capacity = Иң зур куәт
trace-line-cost = Куәт һәм озынлык буенча линия бәясе
trace-connection = Тоташтыру бәясе
trace-upkeep-share = Елына хезмәт күрсәтү, кертемнәр өлеше
trace-trucking = Автомобиль белән ташу
trace-pumping = Насослар электры
trace-electricity-price = Электр энергиясе бәясе
trace-own-plant = Алучы җайланмасының еллык чыгымнары
trace-own-plant-capital = Алучы җайланмасына кертемнәр
trace-exchanger = Җылылык алмаштыргыч
trace-heat-pump = Җылылык насосы
trace-capital = Барлык кертемнәр
trace-discount-rate = Дисконт ставкасы
trace-years = Эшләү еллары
trace-co2-saving = CO₂ экономиясе
trace-emission-factor = Бер берәмлек алыштырганның CO₂-е
trace-grid-factor = Челтәр электрының CO₂-е
trace-truck-distance = Автомобиль юлы
trace-truck-factor = Автомобильнең CO₂-е

formula-route-length = Туры ара әйләнү коэффициентына тапкырлана
formula-pipe-capital = Диаметр, сан һәм озынлык буенча торба бәясе
formula-line-capital = Куәт һәм озынлык буенча линия бәясе, тоташтыру белән
formula-route-loss = Җылылык югалту сәгатьләргә тапкырлана, алынганнан артмый
formula-delivered = Алынган күләмнән югалту чигерелә, насос җылылыгы өстәлә
formula-avoided-purchase = Энергия бәясе алыштырылган күләмгә тапкырлана
formula-carriage = Трассага хезмәт күрсәтү, автомобильләр һәм насослар
formula-own-plant = Җайланмага хезмәт күрсәтү һәм җылылык насосы электры
formula-yearly-net = Кыйммәттән бирү, ташу һәм эшләтү чыгымнары чигерелә
formula-sum = Барлыгы
formula-npv = Дисконтланган файдадан кертемнәр чигерелә
formula-co2-saving = Янга калган чыгарулардан электр һәм ташу чигерелә

## Эшләр
phase-match-resolve = Һәр агым бәяләнә
phase-match-score = Парлар бәяләнә
phase-networks-pairs = Аерым торбалар исәпләнә
phase-networks-grow = Күршеләр уртак челтәрләргә тоташтырыла
phase-groups = Бер үк ихтыяҗы булган күршеләр эзләнә

## Парлар эзләгәндәге искәрмәләр
issue-unknown-flow = { $id } агымы проектта юк.
issue-unknown-flow-hint = Исеме буенча эзләгез: бетерелгән булырга мөмкин.
issue-reference-missing = Белешмә таблицаларда { $code } кыйммәте юк.
issue-reference-missing-hint = Программаны яңадан куегыз: таблицалары тулы түгел.
issue-weights-not-finite = Бәя авырлыклары яраклы саннар түгел.
issue-weights-not-finite-hint = Һәркайсына 0 дән башлап сан бирегез, берсе булса да 0 дән зур булсын.
issue-radius-not-usable = { $value } км – яраксыз эзләү радиусы ({ $kind }).
issue-radius-not-usable-hint = 0 дән зур сан бирегез.

## Челтәрләр һәм төркемнәр
issue-network-no-temperature = Температурасы күрсәтелмәгән, уртак челтәрләргә кертелмәгән җылылык агымнары: { $count }.
issue-network-no-temperature-hint = Агымның температурасын күрсәтегез.
issue-network-needs-price = Бәясе күрсәтелмәгән, уртак челтәрләргә кертелмәгән җылылык агымнары: { $count }.
issue-network-needs-price-hint = Бүген күпме түләнгәнен яки нинди ягулык яндырылганын күрсәтегез.

## Кире кагулар
error-bench-bad-case = Бу төбәк үлчәү өчен яраксыз ({ $detail }).
error-bench-bad-case-hint = Генераторның бер эшләвендә язылган sites.csv һәм flows.csv файлларын бирегез.
error-map-bad-pack = Бу – яраксыз харита пакеты ({ $detail }).
error-map-bad-pack-hint = Векторлы тайллар белән .pmtiles файлын сайлагыз; өзелгән булса, яңадан йөкләгез.
error-economics-out-of-range = Сан акча суммасы була алганнан зуррак.
error-economics-out-of-range-hint = Ике агымның күләмнәрен, бәяләрен һәм арасын тикшерегез.
error-packet-unknown-flow = Парның бер агымы проектта юк инде.
error-packet-unknown-flow-hint = Парларны яңадан табыгыз.
error-report-font = Документлар шрифты зарарланган ({ $detail }).
error-report-font-hint = Программаны яңадан куегыз.
error-report-pdf = PDF язып булмады ({ $detail }).
error-report-pdf-hint = Пакетны яңадан ясагыз; кабатланса, нәрсә эшләгәнегезне хәбәр итегез.
error-words-syntax = Текстлар файлы укылмый ({ $detail }).
error-words-syntax-hint = Программаны яңадан куегыз: текстлары тулы түгел.
error-words-duplicate = Бер текст ике тапкыр язылган ({ $detail }).
error-words-duplicate-hint = Программаны яңадан куегыз: текстлары тулы түгел.
error-words-missing = Текст җитми ({ $detail }).
error-words-missing-hint = Программаны яңадан куегыз: текстлары тулы түгел.
error-words-argument = Текстта кыйммәт җитми ({ $detail }).
error-words-argument-hint = Программаны яңадан куегыз: текстлары тулы түгел.
