# Гамәлне нәрсә туктата һәм нәрсә эшләргә.
error-store-no-spatialite = SpatiaLite урнаштырылмаган.
error-store-no-spatialite-hint = { $package } пакетын урнаштырыгыз яки TURASH_SPATIALITE үзгәрүчәнендә китапханәнең тулы юлын күрсәтегез. Эзләнгән урыннар: { $tried }.
error-store-no-file = { $path } файлы юк.
error-store-no-file-hint = Исемен тикшерегез яки импорт белән проект төзегез.
error-store-erased = Бу кешенең мәгълүматлары юк ителгән.
error-store-erased-hint = Аларны башка укып булмый. Нигез булса, кешене яңадан кертегез.
error-store-exists = { $path } инде бар.
error-store-exists-hint = Башка исем сайлагыз: булган файл беркайчан да өстеннән язылмый.
error-store-not-a-project = { $path } — Turash проекты түгел.
error-store-not-a-project-hint = Бу программа ясаган .turash файлын сайлагыз. Бернәрсә дә үзгәрмәде.
error-store-newer-file = { $path } яңарак версия белән язылган, Turash { $needs } яки яңарагы кирәк.
error-store-newer-file-hint = Программаны яңартыгыз. Файл форматы { $file_schema }, программа { $app_schema } форматына кадәр укый; бернәрсә дә үзгәрмәде.
error-store-wrong-key = Ачкыч { $path } файлын ачмый (ысул: { $way }).
error-store-wrong-key-hint = Серсүзне, баш хәрефләрне һәм клавиатура раскладкасын тикшерегез; торгызу ачкычы да ача.
error-store-no-key = { $path } өчен ачкыч юк.
error-store-no-key-hint = Серсүзне күрсәтегез: тәрәзәдә сораганда, --passphrase-file F яки TURASH_PASSPHRASE аша.
error-store-no-key-file = Проект янында { $path } ачкыч файлы юк.
error-store-no-key-file-hint = Аны кире проект янына күчерегез: ул файл белән бергә йөри.
error-store-bad-key-file = { $path } ачкыч файлы яраксыз ({ $reason }).
error-store-bad-key-file-hint = Резерв күчермәдән торгызыгыз яки проектны торгызу ачкычы белән ачыгыз.
error-store-no-keyring = Системаның ачкычлар саклагычы җавап бирми ({ $detail }).
error-store-no-keyring-hint = Аны ачыгыз яки серсүз белән эшләгез.
error-store-read-only = { $path } файлына язып булмый.
error-store-read-only-hint = Язу хокукы булган папканы сайлагыз яки файл хокукларын үзгәртегез.
error-store-disk-full = { $path } өчен урын калмады.
error-store-disk-full-hint = Урын бушатыгыз һәм соңгы адымны кабатлагыз; моңа кадәр сакланганнар исән.
error-store-busy = { $path } башка программада кулланыла.
error-store-busy-hint = Башка программаны ябыгыз яки көтегез, аннары кабатлагыз.
error-store-damaged = { $path } зарарланган ({ $detail }).
error-store-damaged-hint = Файлны шул килеш калдырыгыз һәм янына соңгы күчермәне торгызыгыз.
error-store-no-row = { $table } { $id } язмасы юк инде.
error-store-no-row-hint = Бетерелгән булырга мөмкин; кире алу аны кайтара.
error-store-row-exists = { $table } { $id } язмасы инде бар.
error-store-row-exists-hint = Булганын ачыгыз.
error-store-bad-value = { $table } таблицасының { $field } кырында бу версия укый алмый торган кыйммәт бар.
error-store-bad-value-hint = Проектны аны язган версия белән ачыгыз яки кырны төзәтегез.
error-store-no-blob = { $sha256 } кушымтасы проектта юк.
error-store-no-blob-hint = Файлны яңадан өстәгез яки саклык күчермәсен кайтарыгыз.
error-store-bad-blob = { $sha256 } кушымтасы үзенең контроль суммасына туры килми.
error-store-bad-blob-hint = Файлны яңадан өстәгез: сакланганы программадан тыш үзгәртелгән.
error-store-no-random = Система очраклы саннар бирми ({ $detail }).
error-store-no-random-hint = Компьютерны яңадан кабызыгыз: очраклы саннарсыз берни дә шифрланмый.
error-store-sql = Проект файлы хата белән җавап бирде ({ $detail }).
error-store-sql-hint = Проектны ябыгыз, яңадан ачыгыз һәм адымны кабатлагыз; файлны turash doctor тикшерә.
error-store-io = { $path } файлын укып яки язып булмады ({ $detail }).
error-store-io-hint = Диск тоташканмы һәм папкага язып буламы икәнен тикшерегез.
error-file-not-found = { $path } файлы табылмады.
error-file-not-found-hint = Исемен һәм папканы тикшерегез.
error-file-no-permission = { $path } файлын уку яки язу хокукы юк ({ $reason }).
error-file-no-permission-hint = Башка папканы сайлагыз яки хокукларны үзгәртегез.
error-file-disk-full = { $path } файлын язарга урын юк.
error-file-disk-full-hint = Урын бушатыгыз да кабатлагыз.
error-file-is-folder = { $path } — файл түгел, папка.
error-file-is-folder-hint = Аның эчендәге файлны күрсәтегез.
error-file-failed = { $path } файлын кулланып булмады ({ $reason }).
error-file-failed-hint = Дискны һәм исемне тикшерегез, аннары кабатлагыз.
error-operation-unknown = { $name } гамәле юк.
error-operation-unknown-hint = turash do --list барлык гамәлләрне күрсәтә.
error-operation-bad-input = { $operation } мондый мәгълүматны кабул итми: { $reason }.
error-operation-bad-input-hint = turash do --list һәр мәгълүматның рәвешен күрсәтә.
error-operation-bad-output = { $operation } җавабын язып булмады: { $reason }.
error-operation-bad-output-hint = Адымны кабатлагыз; кабатланса, нәрсә эшләгәнегезне хәбәр итегез.
error-edit-bad-value = { $value } кыйммәте «{ edited-field }» кырына туры килми.
error-edit-bad-value-hint =
    { $wanted ->
        [positive] Нульдән зуррак сан кирәк; вакланманы өтер дә, нокта да аера.
        [latitude] -90 белән 90 арасындагы градус кирәк.
        [longitude] -180 белән 180 арасындагы градус кирәк.
        [position] Мәйданның урыны әле юк: киңлек һәм озынлык бергә кирәк.
        [temperature] -273,15 градустан югарырак Цельсий градусы кирәк.
        [yes_no] Әйе, юк яки буш кыйммәт кирәк.
        [precision] Якынча, бәяләнгән, үлчәнгән яки тикшерелгән кирәк.
        [parts] Дөрес рәвештәге исемлек яки код кирәк, мәсәлән HP14, 7732-18-5 яки берәмлеге белән состав.
        [text] Буш булмаган текст кирәк.
        [short_text] 600 билгедән озын булмаган текст кирәк.
        [field] Бу кыр монда үзгәртелми.
        [key] Ачык ачкыч кирәк: 0 дән 9 га һәм a дан f га кадәр 64 тамга.
        [time] Вакыт кирәк, мәсәлән 2026-12-31T00:00:00Z.
       *[number] Сан кирәк.
    }
error-key-mistyped = Бу бастырылган торгызу ачкычы түгел: билге төшеп калган яки ялгыш җыелган.
error-key-mistyped-hint = Аны басма белән төркемләп чагыштырыгыз; дүртәр билгеле 14 төркем бар.
error-project-none-open = Проект ачылмаган.
error-project-none-open-hint = Башта проектны ачыгыз яки төзегез.
error-project-at-work = Бу проектта әле эш бара.
error-project-at-work-hint = Тәмамланганын көтегез яки туктатыгыз, аннары яңадан бикләгез.
error-project-not-empty = { $path } эчендә язмалар бар, ул саклана.
error-project-not-empty-hint = Беркайчан да тутырылмаган проект кына бетерелә; кирәк булса, файлны үзегез бетерегез.
error-project-not-found = Бу проектта { record-kind } { $id } юк.
error-project-not-found-hint = Идентификаторларны turash sites, search һәм match чыгара.
error-deal-illegal-step = Килешү «{ deal-from }» халәтеннән «{ deal-to }» халәтенә күчә алмый.
error-deal-illegal-step-hint = Юл: { state-suggested }, { state-negotiating }, { state-reserved }, { state-contracted }, { state-live }; «{ state-failed }» һәм «{ state-cancelled }» аны тәмамлый.
error-deal-needs-outcome = Килешү сәбәпсез тәмамланмый.
error-deal-needs-outcome-hint = Сәбәпне сайлагыз һәм нәрсә булганын кыскача языгыз.
error-deal-needs-reservation = Резервның тәмамлану көне кирәк.
error-deal-needs-reservation-hint = Агым кайсы көнгә кадәр буш тотылачагын күрсәтегез.
error-packet-no-consent = { $organization } бу парны тулысынча ачуга ризалык бирмәгән.
error-packet-no-consent-hint = Ике якның ризалыгын языгыз яки nda яисә public дәрәҗәсен сайлагыз.
error-packet-not-a-party = { $organization } бу парда катнашмый.
error-packet-not-a-party-hint = Пакет бирүче яки алучы як өчен генә әзерләнә.
error-economics-needs-price =
    { $field ->
        [supply_price] { needs-price-supply-price }
        [demand_price] { needs-price-demand-price }
        [demand_replaces] { needs-price-demand-replaces }
        [gas] { needs-price-gas }
        [heating_oil] { needs-price-heating-oil }
        [coal] { needs-price-coal }
        [biomass] { needs-price-biomass }
        [electricity] { needs-price-electricity }
        [district_heat] { needs-price-district-heat }
        [exchange_rate] { needs-price-exchange-rate }
       *[other] Бәя җитми ({ $field }, { $country }).
    }
error-economics-needs-price-hint = Агымда бәяне күрсәтегез: чыганаксыз бернәрсә дә фаразланмый.
error-job-cancelled = Сорау буенча туктатылды.
error-job-cancelled-hint = Тәмамланмаганы сакланмады. Теләгән вакытта яңадан башлагыз.
error-program-defect = Программа үз хатасына юлыкты.
error-program-defect-hint = Проект элеккечә калды. Адымны кабатлагыз; тагын булса, нәрсә эшләгәнегезне хәбәр итегез.

# Югарыдагы җөмләләрнең өлешләре.
record-kind = { $kind ->
    [organization] оешма
    [site] мәйдан
    [flow] агым
    [match] пар
    [deal] килешү
    [consent] ризалык
    [person] кеше
    [document] документ
    [import] импорт
    [job] эш
    [layer] харита катламы
   *[other] язма
}
deal-from = { $from ->
    [suggested] { state-suggested }
    [negotiating] { state-negotiating }
    [reserved] { state-reserved }
    [contracted] { state-contracted }
    [live] { state-live }
    [failed] { state-failed }
    [cancelled] { state-cancelled }
   *[other] { $from }
}
deal-to = { $to ->
    [suggested] { state-suggested }
    [negotiating] { state-negotiating }
    [reserved] { state-reserved }
    [contracted] { state-contracted }
    [live] { state-live }
    [failed] { state-failed }
    [cancelled] { state-cancelled }
   *[other] { $to }
}
edited-field = { $field ->
    [amount_per_year] { field-amount-per-year }
    [amount_low] { field-amount-low }
    [amount_high] { field-amount-high }
    [capacity_per_hour] { field-capacity-per-hour }
    [temperature] { field-temperature }
    [return_temperature] { field-return-temperature }
    [pressure_bar] { field-pressure-bar }
    [grade] { field-grade }
    [temperature_low] { field-temperature-low }
    [temperature_high] { field-temperature-high }
    [pressure_low_bar] { field-pressure-low-bar }
    [ph] { field-ph }
    [ph_low] { field-ph-low }
    [ph_high] { field-ph-high }
    [moisture] { field-moisture }
    [contamination] { field-contamination }
    [hazardous] { field-hazardous }
    [contaminants] { field-contaminants }
    [hazards] { field-hazards }
    [cas] { field-cas }
    [certificates] { field-certificates }
    [variability] { field-variability }
    [price_tiers] { field-price-tiers }
    [minimum_order] { field-minimum-order }
    [max_distance_km] { field-max-distance-km }
    [storage_amount] { field-storage-amount }
    [shelf_life_days] { field-shelf-life-days }
    [lead_time_days] { field-lead-time-days }
    [measured_at] { field-measured-at }
    [instrument] { field-instrument }
    [price] { field-price }
    [disposal_cost] { field-disposal-cost }
    [valid_from] { field-valid-from }
    [valid_to] { field-valid-to }
    [confidential] { field-confidential }
    [precision] { field-precision }
    [name] { field-name }
    [country] { field-country }
    [sector] { field-sector }
    [town] { field-town }
    [street] { field-street }
    [postcode] { field-postcode }
    [position] { field-position }
    [lat] { field-lat }
    [lon] { field-lon }
   *[other] { $field }
}
error-legal-not-in-set = Хокукый тикшерүләр бу килешү өчен { $template } кәгазенә китерми.
error-legal-not-in-set-hint = Бу кәгазьләр туры килә: { $set }. Кирәклесе булмаса, башта хокукның ачык сорауларына җавап бирегез.
error-legal-not-available = { $law } хокукы өчен { $lang } телендә { $template } үрнәге юк.
error-legal-not-available-hint = Башка тел яки хокук сайлагыз; бернәрсә дә фараз белән тәрҗемә ителми.
error-legal-unpaired = { $template } кәгазенең ике телендә матдәләр төрле.
error-legal-unpaired-hint = Кәгазьне һәр телдә аерым ясагыз.
error-legal-template = Хокукый үрнәк хаталы ({ $detail }).
error-legal-template-hint = Хәбәр итегез; кәгазь язылмады.
error-legal-docx = DOCX файлын җыеп булмады ({ $detail }).
error-legal-docx-hint = Яңадан ясагыз; тагын кабатланса, нәрсә эшләгәнегезне хәбәр итегез.
