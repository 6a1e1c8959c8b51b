# Почему у пары такая оценка. Числа идут вместе с единицей.

match-quality-warm-enough = Предлагается { $supply }, нужно { $demand }: разницы хватает для теплообменника.
match-quality-good-enough = Предложение отвечает всему, что требует потребность.
match-quality-close = Предлагается { $supply }, нужно { $demand }: для теплообменника разница мала.
match-quality-short = Предложение не дотягивает по показателю: { match-axis }.
match-quality-unknown = Одна из сторон не указала: { match-axis }.
match-quality-ends = Лишь { $share } тепла лежит выше температуры, с которой начинается потребность.
match-quality-treated = Очистка обеспечивает то, что требует спрос: { match-axis }.
match-quality-heat-pump = Предлагается { $supply }, нужно { $demand }: поднимет тепловой насос с коэффициентом { $cop }.
match-axis = { $axis ->
    [temperature] температура
    [pressure] давление
    [grade] чистота
    [ph] кислотность (pH)
    [moisture] влажность
    [contamination] посторонние примеси
    [contaminants] содержание веществ
    [substance] само вещество
   *[hazard] опасность
}
match-temporal-covered = Работает в { $week } недельных часов потребности и покрывает { $season } её сезона; вместе { $hours }.
match-temporal-too-few = Вместе лишь { $hours }; нужно { $least }.
match-quantity = Передать можно { $matched }: предлагается { $supply }, нужно { $demand }.
match-economic-pays-back = Поставщик { $supplier }, получатель { $accepter } без учёта доставки; окупится за { $payback }. { $prices ->
    [assumed] Цены приняты по справочнику.
   *[stated] Цены указаны сторонами.
}
match-economic-never-pays-back = Поставщик { $supplier }, получатель { $accepter } без учёта доставки; не окупается. { $prices ->
    [assumed] Цены приняты по справочнику.
   *[stated] Цены указаны сторонами.
}
match-economic-needs-price = Не хватает цены, поэтому выгода не показана.
match-trust = Предложение: { $supply_precision ->
    [rough] грубая оценка
    [estimated] расчёт
    [measured] измерено
   *[verified] проверено
} ({ $supply_trust }, данные за { $supply_year ->
    [unknown] неизвестный год
   *[year] { $supply_year }
}), потребность: { $demand_precision ->
    [rough] грубая оценка
    [estimated] расчёт
    [measured] измерено
   *[verified] проверено
} ({ $demand_trust }, данные за { $demand_year ->
    [unknown] неизвестный год
   *[year] { $demand_year }
}).
match-distance = Расстояние { $distance }; поиск идёт до { $radius }.
match-transport = Доставка стоит { $cost }, это { $share } экономии; на пути в { $distance } теряется { $lost }.
match-regulatory = { $branch ->
    [not_waste_law] Законы об отходах не касаются.
    [water] Подпадает под водное право.
    [animal_by_product] Подпадает под правила о побочных продуктах животного происхождения.
    [product] Подпадает под право о продукции.
    [by_product_test] Побочный продукт или отход: проверка ещё не сделана.
    [waste] Неопасный отход.
    [waste_hazardous] Опасный отход.
   *[not_assessed] Для этой страны не оценено: спросите юриста.
} { $border ->
    [yes] Пересекает границу.
   *[no] Остаётся в одной стране.
} { $article }

# Что подняло бы оценку и до какого значения.

match-raise-state = Указать ({ match-axis }): тогда до { $value }.
match-raise-axis = Выполнить требование ({ match-axis }): тогда { $value }.
match-raise-demand-temperature = Обойтись { $wanted }: тогда { $value }.
match-raise-return-temperature = Начинать нагрев с { $wanted }: тогда { $value }.
match-raise-week = Работать во все недельные часы потребности: тогда { $value }.
match-raise-season = Работать весь сезон потребности: тогда { $value }.
match-raise-coincide = Передаётся лишь { $share } меньшего количества; полностью засчитывается от { $least }.
match-raise-more-takers = Предложено на { $left } больше нужного: спрос на всё получил бы { $value }.
match-raise-more-givers = Нужно на { $left } больше предложенного: предложение на всё получило бы { $value }.
match-raise-steady = Сделайте { $side ->
    [supply] предложение
   *[demand] спрос
} ровным из года в год: тогда { $value }.
match-raise-price = Указать недостающую цену.
match-raise-payback = Окупить за { $wanted }: тогда { $value }.
match-raise-loser = Разделить выгоду так, чтобы { $side ->
    [supply] поставщик
   *[demand] получатель
} не терял.
match-raise-measure = Измерить { $side ->
    [supply] предложение
   *[demand] потребность
}: тогда { $value }.
match-raise-share-route = Разделить трассу с другой парой: тогда около { $value }.
match-raise-law = Выяснить: { $missing ->
    [waste_code] код по перечню отходов
    [hazardous_properties] опасные свойства
    [certain_use] обеспечено ли дальнейшее применение
    [direct_use] применяется ли напрямую
    [integral_part] часть ли это производства
    [lawful_use] законно ли дальнейшее применение
    [animal_origin] животного ли происхождения
   *[country] страну
}.

# Кто этим занимается.

match-route-hazardous = Опасные отходы всегда ведёт посредник.
match-route-not-assessed = Право этой страны не оценено: ведёт посредник.
match-route-cross-border = Пересекает границу: ведёт посредник.
match-route-parties = Участников: { $count }; ведёт посредник.
match-route-capital = Вложения { $capital } больше { $limit }: ведёт посредник.
match-route-complex = Сложность { $complexity } выше порога { $cut }.
match-route-simple = Сложность { $complexity } в пределах порога { $cut }.

# Правила, по которым пара проверена.

match-outcome = { $outcome ->
    [passed] выполнено
   *[failed] не выполнено
} ({ $source ->
    [reference] правило справочных данных
    [request] ваш запрос
    [contract] договор или сделка
    [supply] указано предложением
   *[demand] указано спросом
})
match-check-score = Оценка { $score }, не меньше { $least }: { match-outcome }.
match-check-barred = Нет запрещённого партнёра: { match-outcome }.
match-check-exclusive = Не обещано в исключительное пользование: { match-outcome }.
match-check-promised = Есть что отдать и что взять: { match-outcome }.
match-check-not-wanted = Участвует желаемый партнёр: { match-outcome }.
match-check-value = Выгода { $benefit }, не меньше { $least }: { match-outcome }.
match-check-distance = Расстояние { $distance }, не более { $most }: { match-outcome }.
match-check-certificate = Предложение имеет требуемые сертификаты: { match-outcome }.
match-check-shelf-life = Хранится { $life }, расходуется за { $time }: { match-outcome }.
match-check-minimum-order = Передаётся { $matched }, не менее { $least }: { match-outcome }.

# Что ослаблено и чего это требует.

match-relaxed-radius = радиус поиска × { $factor }
match-relaxed-heat-pump = тепловой насос, коэффициент { $cop }
match-relaxed-partial-quantity = лишь { $share } меньшего количества
match-relaxed-storage = хранилище на { $days }, { $cost }, потери { $loss }
match-relaxed-split = один из { $partners } партнёров, { $share } целого
match-relaxed-treatment = очистка ({ match-axis }), { $cost }
match-relaxed-neighbour-kind = пар как тепло, станция { $cost }
