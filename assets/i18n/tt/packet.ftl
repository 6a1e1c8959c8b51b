# Партнёр өчен пакет сүзләре.

packet-subject = Партнёр өчен пакет: ике ширкәт арасында мөмкин булган алмашу
packet-header = Партнёр өчен пакет: { $name }
packet-disclosure = Ачыклык:
packet-level-public = ачык
packet-level-nda = серне саклау килешүе белән
packet-level-full = тулы
packet-level-public-means = Икенче якның исемнәре, урыннары һәм төгәл саннары юк.
packet-level-nda-means = Ике якның исемнәре һәм техникасы; бары сезнең икътисад.
packet-level-full-means = Ике як та барысын күрсәтергә язмача ризалашкан.
packet-footer-version = { $id } · { $version } юрамасы
packet-made-with = Turash Workstation белән ясалган
packet-edge = Проект, оферта түгел · { $id } · { $version }
packet-remark = Искәрмә
packet-contents = Эчтәлек
packet-draft-mark = Проект { $version }, оферта түгел
packet-page = { $page } бит, барысы { $pages }
packet-date = { $year } ел, { $day } { $month }
packet-month-1 = гыйнвар
packet-month-2 = февраль
packet-month-3 = март
packet-month-4 = апрель
packet-month-5 = май
packet-month-6 = июнь
packet-month-7 = июль
packet-month-8 = август
packet-month-9 = сентябрь
packet-month-10 = октябрь
packet-month-11 = ноябрь
packet-month-12 = декабрь
packet-continued = { $section }, дәвамы
packet-figure = { $n } рәсем.
packet-table = { $n } таблица.
packet-map = { $n } карта.
packet-range = { $from }–{ $to }
packet-withheld = ачылмый
packet-unknown = билгесез
packet-not-known = әлегә билгесез
packet-note-assumed = Кабул ителгән бәя: тәкъдим ителмәгән һәм килешенмәгән, белешмә таблицалардан алынган («Чыганаклар» бите). Аның белән нәтиҗә дә үзгәрер.
packet-note-rough = Тупас кыйммәтләр – тармак күрсәткечләре, үлчәүләр түгел; алар әле үзгәрәчәк.

packet-unit = { $unit ->
    [MWh] МВт·сәг
    [GWh] ГВт·сәг
    [MW] МВт
    [kW] кВт
    [t] т
    [km] км
    [m] м
    [a] ел
    [h] сәг
    [bar] бар
    [kg] кг
    [m2] м²
    [m3] м³
    [EUR] евро
    [kEUR] мең евро
    [MEUR] млн евро
   *[other] { $unit }
}
packet-money-plain = { $n } евро
packet-money-thousand = { $n } мең евро
packet-money-million = { $n } млн евро
packet-per-year = елына { $unit }
packet-years = { $n } ел
packet-years-unit = ел

packet-party-anonymous = «{ $sector }» тармагындагы ширкәт ({ $country })
packet-party-other = икенче як
packet-sector-unknown = тармак күрсәтелмәгән
packet-sector = { $code ->
    [iron-and-steel] кара металлургия
    [non-ferrous-metals] төсле металлургия
    [chemical-industry] химия сәнәгате
    [cement] цемент
    [glass] пыяла
    [paper-and-printing] кәгазь һәм басма
    [refineries] нефть эшкәртү
    [non-metallic-mineral-products] металл булмаган минераллар
    [non-metallic-minerals] металл булмаган минераллар
    [food-and-beverage] азык-төлек һәм эчемлекләр
    [district-heating] үзәкләштерелгән җылылык белән тәэмин итү
    [power-plant] электр җитештерү
    [other-non-classified] башка сәнәгать
   *[other] { $name }
}
packet-country = { $code ->
    [AT] Австрия
    [BE] Бельгия
    [BG] Болгария
    [CH] Швейцария
    [CY] Кипр
    [CZ] Чехия
    [DE] Германия
    [DK] Дания
    [EE] Эстония
    [ES] Испания
    [FI] Финляндия
    [FR] Франция
    [GB] Бөекбритания
    [GR] Греция
    [HR] Хорватия
    [HU] Венгрия
    [IE] Ирландия
    [IS] Исландия
    [IT] Италия
    [LI] Лихтенштейн
    [LT] Литва
    [LU] Люксембург
    [LV] Латвия
    [MT] Мальта
    [NL] Нидерланд
    [NO] Норвегия
    [PL] Польша
    [PT] Португалия
    [RO] Румыния
    [RU] Россия
    [SE] Швеция
    [SI] Словения
    [SK] Словакия
   *[other] сезнең төбәк
}
packet-kind = { $kind ->
    [heat] Җылылык
    [steam] Пар
    [cooling] Салкынлык
    [water] Су
    [co2] Күмер кислотасы газы
    [electricity] Электр энергиясе
    [compressed_air] Кысылган һава
    [biowaste] Органик калдыклар
    [material] Өстәмә продукт
    [product] Товарлар
    [logistics] Транспорт куәтләре
    [service] Хезмәтләр
   *[shared_asset] Уртак җиһазлар
}
packet-kind-of = { $kind ->
    [heat] җылылык
    [steam] пар
    [cooling] салкынлык
    [water] су
    [co2] күмер кислотасы газы
    [electricity] электр энергиясе
    [compressed_air] кысылган һава
    [biowaste] органик калдыклар
    [material] өстәмә продукт
    [product] товарлар
    [logistics] транспорт куәтләре
    [service] хезмәтләр
   *[shared_asset] уртак җиһазлар
}

packet-cover-eyebrow = Партнёр өчен пакет: { $kind }
packet-cover-title = { $kind }: { $supplier } биргән, { $accepter } алган
packet-cover-title-for = { $name } өчен: { $kind }
packet-cover-title-from = { $name }: { $kindof } алучы
packet-cover-subtitle = { $amount } { $kindof }: бер якта артып кала, икенче якка кирәк.
packet-cover-subtitle-from-sector = { $amount }, «{ $sector }» тармагындагы ширкәттән. Ил: { $country }.
packet-cover-subtitle-for-sector = { $amount }, «{ $sector }» тармагындагы ширкәт өчен. Ил: { $country }.
packet-cover-date = { $date }, { $version } юрамасы
packet-cover-document = { $id }. Башкаларга бирү өчен түгел.
packet-cover-prepared-for = Кем өчен
packet-cover-date-label = Көн һәм юрама
packet-cover-level-label = Ачыклык дәрәҗәсе
packet-cover-document-label = Документ номеры

packet-section-glance = Кыскача
packet-title-demand-share = Сезнең файда – елына { $gain }: { $other } биргән { $kindof } ихтыяҗыгызның { $share } өлешен каплый.
packet-title-demand = Сезнең мөмкин файдагыз – елына { $gain }: { $kindof }. Бирүче: { $other }.
packet-title-supply = Сезнең файда – елына { $gain }: { $kindof }. Алучы: { $other }.
packet-title-loses = Бүгенге бәяләр белән алмашу сезгә файдалы түгел: { $kindof }, { $other }.
packet-title-missing = Техник яктан { $kindof } туры килә ({ $other }); ул сезгә күпме китерәсен әлегә әйтеп булмый.
packet-lead = { $supplier } { $amount } { $kindof } бирә ала. Алучы: { $accepter }.
packet-lead-distance = Мәйданчыклар арасы { $distance }.
packet-lead-public = Серне саклау килешүе имзаланганчы икенче якның саннары класслар белән бирелә.
packet-figure-gain = Сезнең саф файда
packet-figure-payback = Сезнең каплану вакыты
packet-figure-delivered = { $kind ->
    [heat] Бирелгән җылылык
    [steam] Бирелгән пар
    [cooling] Бирелгән салкынлык
   *[other] Бирелгән күләм
}
packet-figure-co2 = Булдырмый калынган CO₂
packet-figure-investment = Сезнең кертемнәр
packet-gain-note = гадәти елда, сатып алу яки сату, энергия һәм хезмәт күрсәтүдән соң
packet-payback-note = кертемнәр { $investment }; саф дисконтланган керем { $npv }
packet-payback-never = проект вакытында капланмый
packet-class-note = класс, кыйммәт түгел
packet-missing-note = җитми: { $fields }
packet-delivered-note = юлдагы югалтуларны алып
packet-delivered-note-share = юлдагы югалтуларны алып; ихтыяҗның { $share } өлеше
packet-co2-note = яндырылмаган ягулык, насослар һәм ташу алынып
packet-head-fit = Температуралар җылылык насосыннан башка туры килә
packet-head-fit-partly = Температуралар өлешчә туры килә
packet-head-fit-pump = Температуралар аермасын җылылык насосы каплый
packet-head-levels = Температура дәрәҗәләре
packet-head-amounts = Нәрсә бар һәм нәрсә кирәк
packet-axis-temperature = Температура күрсәткече, °C
packet-axis-heat-mw = Тапшырылган куәт, МВт
packet-axis-heat-percent = Тапшырылган җылылык, %
packet-axis-amount = Күләм, { $unit }
packet-gap = аерма кимендә { $gap } К
packet-gap-needed = аерма кимендә { $gap } К, кирәге { $needed } К
packet-caption-streams = Тулы йөкләнештә ике агымның температурасы, тапшырылган куәткә карап. Соры полоса – хәрәкәткә китерүче аерма.
packet-caption-levels = Һәр агымның салкын очыннан кайнар очына кадәр, күрсәтергә ярый торган хәтле.
packet-caption-amounts = Ике агымның еллык күләмнәре һәм кулланучыга барып җитәчәк өлеше.
packet-head-stands = Килешү кайда тора һәм хәзер нәрсә хәл итәсе
packet-state-suggested = Тәкъдим ителгән
packet-state-negotiating = Сөйләшүләр бара
packet-state-reserved = Саклап куелган
packet-state-contracted = Шартнамә төзелгән
packet-state-live = Эшли
packet-state-failed = Килешү барып чыкмады. Пакет язма буларак саклана.
packet-state-cancelled = Килешү туктатылды. Пакет язма буларак саклана.
packet-until = { $date } көненә кадәр
packet-decide = Хәл итәсе
packet-then = Аннары

packet-section-technical = Техник чагыштыру
packet-supply = Тәкъдим
packet-demand = Ихтыяҗ
packet-technical-hotter = Тәкъдим ихтыяҗ сораганнан { $gap } К кайнаррак.
packet-technical-colder = Тәкъдим ихтыяҗ сораганнан { $gap } К салкынрак.
packet-technical-cold-enough = Тәкъдим ихтыяҗ сораганнан { $gap } К салкынрак; шулай булырга тиеш тә.
packet-technical-too-warm = Тәкъдим ихтыяҗ өчен { $gap } К артык җылы.
packet-technical-enough = Бөтен ихтыяҗга җитә.
packet-technical-share = Ихтыяҗның { $share } өлешенә җитә.
packet-technical-classes = Класслар буенча тәкъдим һәм ихтыяҗ бер-берсенә туры килә.
packet-col-property = Үзлек
packet-col-unit = Берәмлек
packet-col-result = Нәтиҗә
packet-row-temperature = Бирү температурасы
packet-row-return = Кайту температурасы
packet-row-pressure = Басым, абсолют
packet-row-grade = Чисталык
packet-row-moisture = Дымлылык
packet-row-contamination = Чит матдәләр
packet-row-ph = pH күрсәткече
packet-row-amount = Күләм
packet-row-rate = Иң зур куәт
packet-row-hours = Тулы йөкләнеш сәгатьләре
packet-row-class = Класс
packet-row-replaces = Бүген кулланыла
packet-row-precision = Мәгълүмат төгәллеге
packet-row-delivered = Бирелә
packet-result-above = тәкъдим { $gap } К югарырак
packet-result-below = тәкъдим { $gap } К түбәнрәк
packet-result-delivered = бирелә: { $amount }
packet-result-duty = тапшырыла: { $duty }
packet-result-overlap = { $hours } сәг бергә
packet-result-meter-supply = башта тәкъдимне үлчәргә
packet-result-meter-demand = башта ихтыяҗны үлчәргә
packet-result-measured = икесе дә үлчәнгән
packet-caption-comparison = Ике агым янәшә; билгеле булган урында чикләр соры төстә.
packet-head-precision = Бу никадәр яхшы билгеле
packet-precision-text = Сезнең мәгълүмат төгәллеге: { $own }; икенче як ({ $name }): { $other }. Баскычның дүрт басмасы бар: тупас (тармак күрсәткече), бәяләнгән (счётлар яки паспортлар буенча), үлчәнгән (прибор белән), тикшерелгән (үлчәнгән һәм аудит белән расланган). Һәр югары басма бу пакеттагы барлык саннарны төгәлрәк итә.
packet-precision-rough = тупас
packet-precision-estimated = бәяләнгән
packet-precision-measured = үлчәнгән
packet-precision-verified = тикшерелгән
packet-carrier-gas = табигый газ
packet-carrier-heating-oil = ягу мае
packet-carrier-coal = күмер
packet-carrier-biomass = биомасса
packet-carrier-electricity = электр энергиясе
packet-carrier-district-heat = челтәр җылылыгы

packet-section-location = Урнашу
packet-title-location = Мәйданчыклар арасы { $distance }.
packet-title-region = Икенче як: { $country }; урын 10 км га кадәр түгәрәкләнгән.
packet-title-no-place = Икенче якның урыны билгесез.
packet-no-place = Ике мәйданчыкның координаталарыннан башка ара да, трасса да, карта да юк.
packet-route-not-surveyed = Озынлык: туры сызык × { $factor }, эзләнүләр үткәрелмәгән.
packet-route-limit = Трасса сайланмаган; нокталы чик озынлыгы { $length } булган трасса кагыла алган барлык урыннарны күрсәтә.
packet-route-surveyed = Күрсәтелгән трасса буенча эзләнүләр үткәрелгән.
packet-straight-line = туры сызык { $length }
packet-north = Т
packet-map-sheet = бу бит
packet-caption-map = 100 % басканда масштаб { $scale }. Бүлемнәр һәр { $step } саен. { $attribution }
packet-legend-supply = Тәкъдим
packet-legend-demand = Ихтыяҗ
packet-legend-line = Мәйданчыклар арасындагы туры сызык
packet-legend-limit = Мондый озынлыктагы барлык трассалар чиге
packet-legend-route = Эзләнүләр үткән трасса
packet-col-length = Озынлык
packet-row-straight = Туры сызык
packet-row-detour = Туры сызык × { $factor }, эзләнүсез
packet-row-route = Эзләнүләр үткән трасса
packet-head-survey = Эзләнүләр нәрсәне хәл итәргә тиеш
packet-survey-text = Трасса нинди елгалар, тимер һәм автомобиль юллары аша һәм ничек үтә, ул кем җирендә ята һәм чын озынлыгы күпме. Һәр артык метр акча тора; аңа кадәр югарыдагы озынлык кабул ителә.
packet-region-text = Бу дәрәҗәдә пакет икенче якның төбәген генә күрсәтә, 10 км лы квадраттан якынрак бернәрсә дә юк: адрес та, ара да, трасса да.
packet-region-square = 10 км лы квадратның кайсыдыр урынында
packet-caption-region = Төбәкнең чикләре. Квадраттан 30 км эчендәге исемнәр төшереп калдырылган. { $attribution }
packet-head-region-next = Күбрәкне ничек күрергә
packet-region-next = Сезнең белән икенче як арасындагы серне саклау килешүе исемнәрне, техниканы һәм масштаблы картаны ача. Моңа кадәр икенче як сезнең турыда да бернәрсә белми.

packet-section-economics = Сезнең икътисад
packet-title-returns = { $investment } күләмендәге кертемнәр { $years } елда каплана.
packet-title-not-returned = { $investment } күләмендәге кертемнәр проект вакытында капланмый.
packet-title-no-investment = Үз кертемнәрегездән башка алмашу сезнең өчен бүген { $npv } тора.
packet-title-classes = Алмашу сезгә елына { $gain } китерер иде.
packet-title-economics-missing = Алмашу күпме китерәсен әлегә әйтеп булмый.
packet-figure-npv = Саф дисконтланган керем
packet-figure-irr = Эчке керемлелек нормасы
packet-figure-payback-simple = Каплану, гади
packet-figure-price = Бәя: { $kindof }
packet-npv-note = ставка { $rate }, вакыт { $years } ел
packet-irr-unit = %, бер чын тамыр
packet-irr-none = чын тамыр юк
packet-irr-several = %, берничә чын тамыр
packet-payback-discounted = дисконт белән: { $years } ел
packet-price-agreed = яклар килешкән
packet-price-planned = план кыйммәте
packet-note-price-agreed = Бәя – яклар килешкән бәя.
packet-note-price-planned = Бәя – консультант куйган план кыйммәте, оферта түгел.
packet-note-method = Салымнарга кадәр. Ысул { $method }.
packet-note-inputs = Башлангыч мәгълүмат { $hash }.
packet-head-cash = Сезнең акча агымы
packet-head-cash-classes = Сезнең акча агымы класслар буенча
packet-axis-money-year = { $unit }, { $year } ел бәяләре
packet-axis-year = Эшләтеп җибәргәннән соң ел
packet-chart-discounted = җыелма йомгак, дисконт { $rate }
packet-chart-yearly = гадәти елда саф керем
packet-chart-yearly-class = һәр елның саф керем классы
packet-caption-cash = Баганалар: һәр елның саф агымы. Сызык: { $rate } дисконтлы җыелма йомгак. Ачык түгәрәк: дисконтлы каплану.
packet-caption-cash-classes = Һәр багана кертемнәр яки ел саф агымы яткан классны каплый.
packet-caption-cash-table = Керемнәр уңай, чыгымнар тискәре. Юл ахырында – китерелгән кыйммәт.
packet-year = Ел
packet-col-sum = Җыелма
packet-col-present = Китерелгән, { $rate }
packet-net = Саф акча агымы
packet-head-both = Сез һәм { $name }, ике якның ризалыгы белән
packet-col-party = Як, мең евро һәм еллар
packet-col-investment = Кертемнәр
packet-col-yearly = Елына саф
packet-col-npv = Саф дисконтланган керем
packet-classes-lead = Төгәл саннар бу дәрәҗә яшергәнне ачар иде: торба бәясе – аның озынлыгын, күләм – икенче якның исемен. Шуңа күрә сезнең саннар да класслар белән бирелә.
packet-head-classes-next = Төгәл саннар өчен нәрсә кирәк
packet-classes-next = Серне саклау килешүен имзалагыз; пакетның киләсе юрамасы акча агымыгызны юллап күрсәтәчәк.
packet-economics-missing = Чыганагы булмаган сан китерелми һәм беркайчан да фараз белән алыштырылмый. Мондый кыйммәтләр җитми:
packet-col-missing = Җитмәгән кыйммәт
packet-caption-missing = Бу кыйммәтләр проектта пәйда булгач, пакетны акча агымы белән яңадан ясап була.
packet-field-who-any = кем беренче белә: сез, икенче як яки консультант
packet-field-transfer-price = килешенгән яки планлаштырылган берәмлек бәясе
packet-field-who-transfer-price = консультант план кыйммәтен куя яки яклар килешә
packet-field-supply-price = бирүче сораган бәя
packet-field-demand-price = алучы бүген түли торган бәя
packet-field-demand-replaces = алучы бүген нәрсә яндыра яки сатып ала
packet-field-gas = илдә табигый газ бәясе
packet-field-heating-oil = илдә ягу мае бәясе
packet-field-coal = илдә күмер бәясе
packet-field-biomass = илдә биомасса бәясе
packet-field-electricity = илдә электр бәясе
packet-field-district-heat = илдә челтәр җылылыгы бәясе
packet-field-exchange-rate = валютаның алмашу курсы
packet-line-capital = Кертемнәр
packet-line-avoided-purchase = Янга калган сатып алу
packet-line-avoided-disposal = Янга калган утильләштерү
packet-line-own-cost = Бирү чыгымнары
packet-line-transfer = Яклар арасындагы түләү
packet-line-upkeep = Эшләтү һәм хезмәт күрсәтү
packet-line-pumping = Насослар электры
packet-line-trucking = Автомобиль белән ташу
packet-line-added-running = Өстәмә җиһазның эше
packet-line-heat-pump-electricity = Җылылык насосы электры
packet-line-allowances = Янга калган чыгару квоталары

packet-section-risks = Куркынычлар
packet-title-risks = { $area ->
    [technical] Иң зур куркыныч – техник.
    [market] Иң зур куркыныч – базардагы.
    [regulatory] Иң зур куркыныч – хокукый.
   *[none] Аерылып торган куркыныч юк.
}
packet-section-next = Киләсе адымнар һәм хокук
packet-title-next = Иң элек эшлисе: { $step }.
packet-title-next-none = Бары тик бирүне дәвам итәсе кала.
packet-head-steps = Киләсе адымнар
packet-head-risks = Куркынычлар
packet-head-law = Хокук
packet-head-failures = Нәрсә килеп чыкмаска мөмкин
packet-col-failure = Ни була
packet-col-why = Ни өчен һәм нәтиҗәсе
packet-col-sign = Билгесе
packet-head-contacts = Контактлар
packet-col-side = Як
packet-col-person = Кеше
packet-col-reached = Ничек элемтәгә керергә
packet-head-readiness = Эш кай җиргә җитте
packet-col-axis = Өлкә
packet-col-done = Эшләнгән адымнар
packet-col-next = Алга таба
packet-law-question = Киләсе сорау
packet-law-papers = Нинди документлар кирәк
packet-col-step = Адым
packet-col-who = Кем
packet-col-risk = Куркыныч
packet-col-level = Дәрәҗә
packet-col-drivers = Нәрсә арттыра
packet-col-mitigation = Нәрсә ярдәм итә
packet-col-law = Өлкә
packet-col-finding = Нәтиҗә
packet-col-source = Чыганак
packet-caption-risks = Нокталар: 1 – аз, 5 – күп.
packet-steps-none = Ачык адымнар юк.
packet-risks-none = Бу пар өчен куркынычлар бәяләнмәгән.
packet-law-none = Бу пар өчен хокук ягы бәяләнмәгән.
packet-law-note = Хокук буенча нәтиҗәләр – башлангыч тикшерү нәтиҗәсе, аларны юрист раслый; алар юридик киңәш түгел.
packet-owner-you = сез
packet-owner-both = ике як
packet-owner-consultant = консультант
packet-area-technical = Техник
packet-area-market = Базар
packet-area-regulatory = Хокукый
packet-risk-rough-data = күләм яки температура тупас кына билгеле
packet-risk-tight-temperature = аерма җылылык алмаштыргычка кирәктән чак кына артык
packet-risk-heat-pump = җылылык насосы кирәк
packet-risk-high-loss = юлда күп югала
packet-risk-unsurveyed-route = трасса эзләнмәгән
packet-risk-assumed-prices = бәяләр фараз ителгән
packet-risk-party-loses = бу бәядә бер як югалта
packet-risk-late-payback = кертемнәр соң кайта
packet-risk-single-supplier = барысы да бер бирүчегә бәйле
packet-risk-waste-law = закон моны калдык дип саный
packet-risk-open-test = закон сораган фактлар җитми
packet-risk-cross-border = чик аша үтә
packet-risk-not-assessed = бу ил хокукы бәяләнмәгән
packet-risk-permits = рөхсәтләр кирәк
packet-mitigation-measure = имзалаганчы үлчәргә
packet-mitigation-design-exchanger = җылылык алмаштыргычны җентекләп исәпләргә
packet-mitigation-pilot-heat-pump = җылылык насосын башта сынарга
packet-mitigation-better-insulation = изоляцияне яхшыртырга
packet-mitigation-survey-route = трассаны эзләргә
packet-mitigation-ask-prices = төгәл бәяләр сорарга
packet-mitigation-renegotiate-price = бәя турында янә сөйләшергә
packet-mitigation-seek-subsidy = ярдәм акчасы эзләргә
packet-mitigation-keep-backup = хәзерге җайланманы саклык өчен калдырырга
packet-mitigation-check-permits = рөхсәтләрне тикшерергә
packet-mitigation-answer-test = ачык сорауларга җавап бирергә
packet-mitigation-notify-shipment = ташу турында хәбәр итәргә
packet-mitigation-ask-counsel = юристтан сорарга
packet-law-standing = Закон моны нәрсә дип саный
packet-law-fact = Җитмәгән факт
packet-law-border = Чик аша үтү
packet-verdict-not-waste-law = калдыклар турындагы законга керми
packet-verdict-water = су: алу һәм агызу рөхсәтләре
packet-verdict-animal-by-product = хайваннардан алынган өстәмә продукт
packet-verdict-product = продукт: химия һәм товар хокукы
packet-verdict-by-product-test = өстәмә продуктмы, калдыкмы: тикшерү тәмамланмаган
packet-verdict-waste = калдык, куркыныч түгел
packet-verdict-waste-hazardous = калдык, куркыныч
packet-verdict-not-assessed = бәяләнмәгән: юристтан сорарга
packet-verdict-waste-code = калдыклар исемлегендәге код
packet-verdict-hazardous-properties = куркыныч үзлеге бармы
packet-verdict-certain-use = алга таба куллануның гарантияле булуы
packet-verdict-direct-use = турыдан-туры кулланылуы
packet-verdict-integral-part = җитештерү процессының өлеше булуы
packet-verdict-lawful-use = алга таба куллануның законлы булуы
packet-verdict-animal-origin = хайваннардан алынганмы
packet-verdict-country = мәйданчык иле
packet-verdict-crosses = чик аша ташу: хәбәр итү
packet-step-sign-nda = Исемнәрне һәм техниканы күрсәтеп булсын өчен серне саклау килешүен имзаларга.
packet-step-state-missing = Икътисадка җитмәгән кыйммәтләрне табарга («Сезнең икътисад» бите).
packet-step-agree-price = Берәмлек өчен бәя чикләрен килешергә; бу пакеттагы бәя бары план өчен.
packet-step-meter-own = Үз агымыгызны дүрт атна үлчәргә: күләм, температура, сәгатьләр.
packet-step-meter-other = Икенче яктан үз агымын дүрт атна үлчәүне сорарга.
packet-step-survey-route = Трасса эзләнүләренә заказ бирергә: кисешүләр, җир, чын озынлык.
packet-step-ask-counsel = Башлангыч тикшерү ачык калдырган сорауларны юристка тапшырырга.
packet-step-open-talks = Сөйләшүләр башларга: һәр яктан бер кеше билгеләргә.
packet-step-reserve = Агымны билгеле көнгә кадәр бер-берегез өчен саклап куярга.
packet-step-contract = Шартларны шартнамәгә кертергә.
packet-step-commission = Төзергә, сынарга һәм бирә башларга.
packet-step-short-sign-nda = серне саклау килешүе
packet-step-short-state-missing = җитмәгән кыйммәтләр
packet-step-short-agree-price = бәя чикләре
packet-step-short-meter-own = үз агымыгызны үлчәү
packet-step-short-meter-other = икенче агымны үлчәү
packet-step-short-survey-route = трасса эзләнүләре
packet-step-short-ask-counsel = юрист җавабы
packet-step-short-open-talks = сөйләшүләр
packet-step-short-reserve = саклап кую
packet-step-short-contract = шартнамә
packet-step-short-commission = төзелеш

packet-section-sources = Чыганаклар һәм фаразлар
packet-title-sources = Сезнең мәгълүмат төгәллеге: { $own }; икенче як ({ $name }): { $other }.
packet-head-flows = Агымнар каян алынган
packet-head-assumptions = Нәрсә кабул ителгән
packet-head-derivation = Сезнең нәтиҗә ничек килеп чыккан
packet-col-origin = Формула яки чыганак
packet-head-formulas = Бу ничек исәпләнгән
packet-section-copy = Бу нөсхә
packet-title-copy = Бу нөсхәдә «{ $level }» дәрәҗәсе рөхсәт иткәннәр генә бар, һәм аны тикшереп була.
packet-head-withheld = Бу нөсхәдә нәрсә юк
packet-head-licences = Лицензияләр
packet-col-flow = Агым
packet-col-year = Ел
packet-col-assumption = Фараз
packet-col-value = Кыйммәт
packet-source-user = кулланучы күрсәткән
packet-dataset-hotmaps = Hotmaps сәнәгать базасы, CC-BY 4.0
packet-dataset-eprtr = Европа пычраткыч матдәләр реестры (E-PRTR), CC-BY 4.0
packet-assumption-discount-rate = Дисконт ставкасы
packet-assumption-years = Эшләү еллары
packet-assumption-detour-factor = Трассаның туры сызыкка нисбәте
packet-assumption-upkeep-share = Елына хезмәт күрсәтү, кертемнәр өлеше
packet-assumption-capital-share-supplier = Трассаның бирүче түли торган өлеше
packet-assumption-transfer = Бирелгән берәмлек бәясе
packet-formula-distance = Ара: мәйданчыклар арасында WGS 84 эллипсоидындагы геодезик сызык озынлыгы; эзләнүләргә кадәр трасса = ара × урау коэффициенты.
packet-formula-approach = Температуралар туры килүе: каршы агымлы җылылык алмаштыргычның ике очында тәкъдим минус ихтыяҗ, иң кечкенә кирәкле аермага каршы.
packet-formula-delivered = Бирелә: уртак сәгатьләрдә бар булганның һәм кирәкленең кечерәге, юлдагы югалтулар алынып.
packet-formula-npv = Саф дисконтланган керем = Σ t елындагы агым ÷ (1 + ставка)^t, 0 ел дисконтсыз.
packet-formula-irr = Эчке керемлелек нормасы: саф дисконтланган керем 0 булган һәр чын ставка.
packet-formula-payback = Каплану: җыелма йомгак 0 яки югары кала башлаган вакыт.
packet-formula-classes = Класслар: кыйммәт арасында яткан түгәрәк саннар 1, 2, 5, 10, …; температуралар 50 °C адым белән.
packet-formula-co2 = Булдырмый калынган CO₂ = яндырылмаган ягулык × аның коэффициенты, насослар, җылылык насосы һәм ташу чыгарганы алынып.
packet-withheld-nothing = Бернәрсә дә: ике як та барысын күрсәтергә ризалашкан.
packet-withheld-text = «{ $level }» дәрәҗәсендә бу нөсхәдә болар юк: { $list }. Алар чыга торган саннар да юк.
packet-withheld-name = икенче якның исеме
packet-withheld-place = аның урыны, ара һәм трасса
packet-withheld-amounts = аның төгәл күләмнәре һәм сәгатьләре
packet-withheld-temperatures = аның төгәл температуралары
packet-withheld-quality = аның башка үзлекләре
packet-withheld-money = аның бәяләре, чыгымнары һәм файдасы
packet-withheld-corridor = бәя чикләре һәм уртак җыелмалар
packet-withheld-lines = сезнең саннар юллап
packet-consent = { $name } ризалыгы: { $reference }, { $date } көнне бирелгән.
packet-licence-fonts = Шрифт: Turash Sans, Inter шрифтыннан киселгән, SIL Open Font License 1.1.

packet-section-what-if = Бу ни дәрәҗәдә ышанычлы
packet-title-what-if = Саннар башкача булса да, 100 очракның { $cases } очрагында сез отасыз.
packet-title-what-if-plain = Нәтиҗә нәрсәгә бәйле.
packet-what-if-lead = Күләмнәр, бәяләр һәм кертемнәр төгәл билгеле түгел. Бу бит алар башкача булса, чиста хәзерге бәягез нинди булачагын күрсәтә.
packet-figure-gains = Отыш ихтималы
packet-gains-note = күләм, бәяләр һәм кертемнең { $draws } очраклы җыелмасы
packet-figure-range = Чиста хәзерге бәя, ихтимал чикләр
packet-range-note = биш очракның дүртесе шулар арасында
packet-figure-benefit-cost = Файда чыгымнарга карата
packet-benefit-cost-note = икесе дә дисконтланган; 1 дән югары булса, отышлы
packet-figure-roi = Кертемгә кайтым
packet-roi-note = барлык агымнар кертемгә карата, дисконтсыз
packet-head-what-if = Бер зурлык 20 % ка кимрәк яки артыграк булса
packet-col-figure = Зурлык
packet-col-less = 20 % ка ким
packet-col-more = 20 % ка артык
packet-col-swing = Аерма
packet-caption-tornado = Бер зурлык үзгәреп, калганнары шул килеш калса, чиста хәзерге бәягез, { $unit }. Сызык — план буенча нәтиҗә: { $npv } { $unit }.
packet-caption-what-if = Шул ук зурлыклар, { $unit }.
packet-what-if-amount = Алмашыла торган күләм
packet-what-if-buying-price = Бер берәмлек сезгә бүген күпмегә төшә
packet-what-if-cost-of-giving = Берәмлекне бирү сезгә күпмегә төшә
packet-what-if-transfer-price = Яклар арасындагы бәя
packet-what-if-electricity-price = Электр бәясе
packet-what-if-co2-price = CO₂ бәясе
packet-what-if-heat-pump-cop = Җылылык насосының әверелдерү коэффициенты
packet-what-if-capital = Кертем
packet-what-if-upkeep = Карап тоту
packet-what-if-distance = Ара
packet-what-if-discount-rate = Дисконт ставкасы
packet-what-if-years = Эшләү еллары

packet-head-changes = Бу басмада нәрсә яңа
packet-changes = { $version } басмасындагыча түгел ({ $date }): { $list }.
packet-changes-none = { $version } басмасыннан бирле ({ $date }) монда күрсәтелгәннәрдән берни дә үзгәрмәгән.
packet-changed-supplier = бирүче
packet-changed-accepter = алучы
packet-changed-supply = тәкъдим
packet-changed-demand = ихтыяҗ
packet-changed-exchange = нәрсә алмашына
packet-changed-place = урын һәм трасса
packet-changed-money = акча
packet-changed-co2 = булдырылмаган CO₂
packet-changed-kind = сүз нәрсә турында
packet-changed-deal = килешүнең хәле
packet-changed-law = хокукый нәтиҗәләр
packet-changed-risks = куркынычлар
packet-changed-assumptions = кабул ителгән фаразлар
packet-changed-way = хокукый юл
packet-changed-readiness = әзерлек
packet-changed-failures = ничек барып чыкмаска мөмкин
packet-head-proof = Бу нөсхәне ничек тикшерергә
packet-proof = Файл имзаланган. «turash verify» командасы файл исеме белән челтәрсез әйтә: шуннан бирле бер генә байт үзгәргәнме һәм кем имзалаган. Файл үзенә кергән бар нәрсәне беркетә, ә сезгә күрергә ярыйны гына ача.
packet-fingerprint = Бармак эзе: файлга беркетелгән манифестның SHA-256 суммасы. Квадратта да шул ук.

## Хуҗа өчен чыгару: китапның беренче бите
export-owner = Бу проект хуҗасы өчен чыгару. Анда оешмалар турында язылганның барысы да бар, яшерен дип билгеләнгәне дә, барлык бәяләр дә. Партнёрларга пакетлар бирелә.
export-persons = Контактлар анда юк: үз мәгълүматын бетерүне сораган кешенең мәгълүматы һәр күчермәдән бетерелергә тиеш, ә тапшырылган китапка барып җитеп булмый.
export-live = «economics» битендә transfer_eur_per_unit үзгәртелсә, яки «assumptions» битендә ставка яки еллар саны үзгәртелсә, ике якның да еллык файдасы, китерелгән бәясе һәм акланыш вакыты үзгәрә. Акча даими бәяләрдә, түләүләр һәр елның ахырында.
export-assumed = «assumed» баганасында дөрес дип торса, сан ике якның берсе дә әйтмәгән белешмә бәягә таяна. Таблица формула дип кабул итә алган текст алдында апостроф тора.
