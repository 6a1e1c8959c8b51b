# Слова пакета для партнёра.

packet-subject = Пакет для партнёра: возможный обмен между двумя компаниями
packet-header = Пакет для партнёра: { $name }
packet-disclosure = Раскрытие:
packet-level-public = открытое
packet-level-nda = по соглашению о неразглашении
packet-level-full = полное
packet-level-public-means = Без имён, мест и точных цифр другой стороны.
packet-level-nda-means = Имена и техника обеих сторон; только ваша экономика.
packet-level-full-means = Обе стороны письменно согласились показать всё.
packet-footer-version = { $id } · версия { $version }
packet-made-with = Создано в Turash Workstation
packet-edge = Проект, не является офертой · { $id } · { $version }
packet-remark = Примечание
packet-contents = Содержание
packet-draft-mark = Проект { $version }, не оферта
packet-page = Страница { $page } из { $pages }
packet-date = { $day } { $month } { $year } г.
packet-month-1 = января
packet-month-2 = февраля
packet-month-3 = марта
packet-month-4 = апреля
packet-month-5 = мая
packet-month-6 = июня
packet-month-7 = июля
packet-month-8 = августа
packet-month-9 = сентября
packet-month-10 = октября
packet-month-11 = ноября
packet-month-12 = декабря
packet-continued = { $section }, продолжение
packet-figure = Рисунок { $n }.
packet-table = Таблица { $n }.
packet-map = Карта { $n }.
packet-range = { $from }–{ $to }
packet-withheld = не раскрыто
packet-unknown = неизвестно
packet-not-known = пока неизвестно
packet-note-assumed = Принятая цена: не предложена и не согласована, взята из справочных таблиц (страница «Источники»). С ней изменится и результат.
packet-note-rough = Грубые значения – отраслевые показатели, а не измерения; они ещё изменятся.

packet-unit = { $unit ->
    [MWh] МВт·ч
    [GWh] ГВт·ч
    [MW] МВт
    [kW] кВт
    [t] т
    [km] км
    [m] м
    [a] год
    [h] ч
    [bar] бар
    [kg] кг
    [m2] м²
    [m3] м³
    [EUR] евро
    [kEUR] тыс. евро
    [MEUR] млн евро
   *[other] { $unit }
}
packet-money-plain = { $n } евро
packet-money-thousand = { $n } тыс. евро
packet-money-million = { $n } млн евро
packet-per-year = { $unit } в год
packet-years = { $n } года
packet-years-unit = лет

packet-party-anonymous = компания (отрасль «{ $sector }», { $country })
packet-party-other = другая сторона
packet-sector-unknown = отрасль не указана
packet-sector = { $code ->
    [iron-and-steel] чёрная металлургия
    [non-ferrous-metals] цветная металлургия
    [chemical-industry] химическая промышленность
    [cement] цемент
    [glass] стекло
    [paper-and-printing] бумага и печать
    [refineries] нефтепереработка
    [non-metallic-mineral-products] неметаллические минералы
    [non-metallic-minerals] неметаллические минералы
    [food-and-beverage] продукты питания и напитки
    [district-heating] централизованное теплоснабжение
    [power-plant] электрогенерация
    [other-non-classified] прочая промышленность
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
    [GB] Великобритания
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
    [NL] Нидерланды
    [NO] Норвегия
    [PL] Польша
    [PT] Португалия
    [RO] Румыния
    [RU] Россия
    [SE] Швеция
    [SI] Словения
    [SK] Словакия
   *[other] ваш регион
}
packet-kind = { $kind ->
    [heat] Тепло
    [steam] Пар
    [cooling] Холод
    [water] Вода
    [co2] Углекислый газ
    [electricity] Электроэнергия
    [compressed_air] Сжатый воздух
    [biowaste] Органические остатки
    [material] Побочный продукт
    [product] Товары
    [logistics] Транспортные мощности
    [service] Услуги
   *[shared_asset] Общее оборудование
}
packet-kind-of = { $kind ->
    [heat] тепла
    [steam] пара
    [cooling] холода
    [water] воды
    [co2] углекислого газа
    [electricity] электроэнергии
    [compressed_air] сжатого воздуха
    [biowaste] органических остатков
    [material] побочного продукта
    [product] товаров
    [logistics] транспортных мощностей
    [service] услуг
   *[shared_asset] общего оборудования
}

packet-cover-eyebrow = Пакет для партнёра: { $kind }
packet-cover-title = { $kind } от { $supplier } для { $accepter }
packet-cover-title-for = { $kind } для { $name }
packet-cover-title-from = Получатель { $kindof } от { $name }
packet-cover-subtitle = { $amount } { $kindof }: у одной стороны излишек, у другой потребность.
packet-cover-subtitle-from-sector = { $amount } от компании отрасли «{ $sector }». Страна: { $country }.
packet-cover-subtitle-for-sector = { $amount } для компании отрасли «{ $sector }». Страна: { $country }.
packet-cover-date = { $date }, версия { $version }
packet-cover-document = { $id }. Не для дальнейшей передачи.
packet-cover-prepared-for = Подготовлено для
packet-cover-date-label = Дата и версия
packet-cover-level-label = Раскрытие
packet-cover-document-label = Документ

packet-section-glance = Коротко о проекте
packet-title-demand-share = Ваша выгода – { $gain } в год: поставка { $kindof } от { $other } покрывает { $share } вашей потребности.
packet-title-demand = Ваша возможная выгода от поставки { $kindof } – { $gain } в год. Поставщик: { $other }.
packet-title-supply = Ваша выгода – { $gain } в год от передачи { $kindof }. Получатель: { $other }.
packet-title-loses = При нынешних ценах обмен вам невыгоден: поставка { $kindof }, { $other }.
packet-title-missing = Технически поставка { $kindof } возможна ({ $other }); сколько она принесёт, пока сказать нельзя.
packet-lead = { $supplier } может поставлять { $amount } { $kindof }. Получатель: { $accepter }.
packet-lead-distance = Расстояние между площадками { $distance }.
packet-lead-public = Цифры другой стороны даны классами, пока не подписано соглашение о неразглашении.
packet-figure-gain = Ваша чистая выгода
packet-figure-payback = Ваш срок окупаемости
packet-figure-delivered = { $kind ->
    [heat] Поставка тепла
    [steam] Поставка пара
    [cooling] Поставка холода
   *[other] Объём поставки
}
packet-figure-co2 = Предотвращённые выбросы CO₂
packet-figure-investment = Ваши вложения
packet-gain-note = в обычный год, после покупки или продажи, энергии и обслуживания
packet-payback-note = при вложениях { $investment }; ЧДД { $npv }
packet-payback-never = не окупается за срок проекта
packet-class-note = класс, а не значение
packet-missing-note = не хватает: { $fields }
packet-delivered-note = за вычетом потерь в пути
packet-delivered-note-share = за вычетом потерь в пути; { $share } потребности
packet-co2-note = несожжённое топливо, за вычетом насосов и перевозки
packet-head-fit = Температуры подходят без теплового насоса
packet-head-fit-partly = Температуры подходят частично
packet-head-fit-pump = Разрыв температур закрывает тепловой насос
packet-head-levels = Уровни температур
packet-head-amounts = Что есть и что нужно
packet-axis-temperature = Температура, °C
packet-axis-heat-mw = Передаваемая мощность, МВт
packet-axis-heat-percent = Переданное тепло, %
packet-axis-amount = Объём, { $unit }
packet-gap = разность не менее { $gap } К
packet-gap-needed = разность не менее { $gap } К, требуется { $needed } К
packet-caption-streams = Температуры обоих потоков в зависимости от переданной мощности при полной нагрузке. Серая полоса – движущая разность температур.
packet-caption-levels = От холодного до горячего конца каждого потока, насколько это можно показать.
packet-caption-amounts = Годовые объёмы обоих потоков и то, что дойдёт до потребителя.
packet-head-stands = Состояние сделки и ваше следующее решение
packet-state-suggested = Предложено
packet-state-negotiating = Переговоры
packet-state-reserved = Зарезервировано
packet-state-contracted = Заключён договор
packet-state-live = В работе
packet-state-failed = Сделка не состоялась. Пакет сохранён как запись.
packet-state-cancelled = Сделка отменена. Пакет сохранён как запись.
packet-until = до { $date }
packet-decide = Решить сейчас
packet-then = Затем

packet-section-technical = Техническое сравнение
packet-supply = Предложение
packet-demand = Потребность
packet-technical-hotter = Предложение на { $gap } К горячее, чем нужно потребителю.
packet-technical-colder = Предложение на { $gap } К холоднее, чем нужно потребителю.
packet-technical-cold-enough = Предложение на { $gap } К холоднее, чем нужно потребителю; так и должно быть.
packet-technical-too-warm = Предложение на { $gap } К теплее допустимого для потребителя.
packet-technical-enough = Хватает на всю потребность.
packet-technical-share = Хватает на { $share } потребности.
packet-technical-classes = По классам предложение и потребность подходят друг другу.
packet-col-property = Свойство
packet-col-unit = Единица
packet-col-result = Результат
packet-row-temperature = Температура подачи
packet-row-return = Температура возврата
packet-row-pressure = Давление, абсолютное
packet-row-grade = Чистота
packet-row-moisture = Влажность
packet-row-contamination = Посторонние вещества
packet-row-ph = Показатель pH
packet-row-amount = Объём
packet-row-rate = Наибольшая мощность
packet-row-hours = Часы полной нагрузки
packet-row-class = Класс
packet-row-replaces = Используется сейчас
packet-row-precision = Точность данных
packet-row-delivered = Поставка
packet-result-above = предложение выше на { $gap } К
packet-result-below = предложение ниже на { $gap } К
packet-result-delivered = поставка: { $amount }
packet-result-duty = передаётся: { $duty }
packet-result-overlap = { $hours } ч совместно
packet-result-meter-supply = сначала измерить предложение
packet-result-meter-demand = сначала измерить потребность
packet-result-measured = обе стороны измерены
packet-caption-comparison = Оба потока рядом; серым даны диапазоны, где они известны.
packet-head-precision = Насколько это известно
packet-precision-text = Точность ваших данных: { $own }; другая сторона ({ $name }): { $other }. В лестнице четыре ступени: грубо (отраслевой показатель), оценено (по счетам или паспортам), измерено (прибором), проверено (измерено и подтверждено аудитом). Каждая ступень вверх сужает все цифры этого пакета.
packet-precision-rough = грубо
packet-precision-estimated = оценено
packet-precision-measured = измерено
packet-precision-verified = проверено
packet-carrier-gas = природный газ
packet-carrier-heating-oil = мазут
packet-carrier-coal = уголь
packet-carrier-biomass = биомасса
packet-carrier-electricity = электроэнергия
packet-carrier-district-heat = тепло из теплосети

packet-section-location = Расположение
packet-title-location = Между площадками { $distance }.
packet-title-region = Другая сторона: { $country }; место округлено до 10 км.
packet-title-no-place = Место другой стороны неизвестно.
packet-no-place = Без координат обеих площадок нет ни расстояния, ни трассы, ни карты.
packet-route-not-surveyed = Длина: прямая линия × { $factor }, без изысканий.
packet-route-limit = Трасса не выбрана; пунктирная граница охватывает все места, которых могла бы коснуться трасса длиной { $length }.
packet-route-surveyed = По показанной трассе проведены изыскания.
packet-straight-line = прямая линия { $length }
packet-north = С
packet-map-sheet = этот лист
packet-caption-map = Масштаб { $scale } при печати 100 %. Деления через { $step }. { $attribution }
packet-legend-supply = Предложение
packet-legend-demand = Потребность
packet-legend-line = Прямая линия между площадками
packet-legend-limit = Граница всех трасс такой длины
packet-legend-route = Трасса по изысканиям
packet-col-length = Длина
packet-row-straight = Прямая линия
packet-row-detour = Прямая линия × { $factor }, без изысканий
packet-row-route = Трасса по изысканиям
packet-head-survey = Что должны решить изыскания
packet-survey-text = Какие реки, железные и автомобильные дороги пересекает трасса и как, по чьей земле она идёт и какова её настоящая длина. Каждый лишний метр стоит денег; до изысканий принимается длина, указанная выше.
packet-region-text = На этом уровне пакет показывает регион другой стороны и ничего точнее квадрата в 10 км: ни адреса, ни расстояния, ни трассы.
packet-region-square = где-то в квадрате 10 км
packet-caption-region = Контур региона. Названия в радиусе 30 км от квадрата опущены. { $attribution }
packet-head-region-next = Как увидеть больше
packet-region-next = Соглашение о неразглашении между вами и другой стороной открывает имена, технику и карту в масштабе. До этого и о вас другая сторона ничего не узнает.

packet-section-economics = Ваша экономика
packet-title-returns = Вложения { $investment } окупаются за { $years } года.
packet-title-not-returned = Вложения { $investment } не окупаются за срок проекта.
packet-title-no-investment = Без собственных вложений обмен стоит для вас сегодня { $npv }.
packet-title-classes = Обмен принёс бы вам { $gain } в год.
packet-title-economics-missing = Сколько принесёт обмен, пока сказать нельзя.
packet-figure-npv = Чистый дисконтированный доход
packet-figure-irr = Внутренняя норма доходности
packet-figure-payback-simple = Окупаемость, простая
packet-figure-price = Цена { $kindof }
packet-npv-note = ставка { $rate }, срок { $years } лет
packet-irr-unit = %, один вещественный корень
packet-irr-none = нет вещественного корня
packet-irr-several = %, несколько вещественных корней
packet-payback-discounted = с дисконтом: { $years } лет
packet-price-agreed = согласована сторонами
packet-price-planned = плановое значение
packet-note-price-agreed = Цена согласована сторонами.
packet-note-price-planned = Цена – плановое значение консультанта, а не оферта.
packet-note-method = До налогов. Метод { $method }.
packet-note-inputs = Исходные данные { $hash }.
packet-head-cash = Ваш денежный поток
packet-head-cash-classes = Ваш денежный поток по классам
packet-axis-money-year = { $unit }, цены { $year } г.
packet-axis-year = Год после ввода в работу
packet-chart-discounted = нарастающий итог, дисконт { $rate }
packet-chart-yearly = чистыми в обычный год
packet-chart-yearly-class = класс чистой выгоды каждого года
packet-caption-cash = Столбцы: чистый поток каждого года. Линия: нарастающий итог с дисконтом { $rate }. Открытый круг: окупаемость с дисконтом.
packet-caption-cash-classes = Каждый столбец охватывает класс, в котором лежат вложения или чистый поток года.
packet-caption-cash-table = Доходы положительны, расходы отрицательны. В конце строки – приведённая стоимость.
packet-year = Год
packet-col-sum = Сумма
packet-col-present = ПС, { $rate }
packet-net = Чистый денежный поток
packet-head-both = Вы и { $name }, с согласия обеих сторон
packet-col-party = Сторона, тыс. евро и годы
packet-col-investment = Вложения
packet-col-yearly = Чистыми в год
packet-col-npv = ЧДД
packet-classes-lead = Точные цифры выдали бы то, что этот уровень не раскрывает: стоимость трубы – её длину, объём – имя другой стороны. Поэтому и ваши собственные цифры даны классами.
packet-head-classes-next = Что нужно для точных цифр
packet-classes-next = Подпишите соглашение о неразглашении; следующая версия пакета покажет ваш денежный поток построчно.
packet-economics-missing = Цифра, за которой нет источника, не приводится и никогда не заменяется догадкой. Не хватает таких значений:
packet-col-missing = Недостающее значение
packet-caption-missing = Как только эти значения появятся в проекте, пакет можно создать заново с денежным потоком.
packet-field-who-any = кто узнает первым: вы, другая сторона или консультант
packet-field-transfer-price = цена единицы, согласованная или плановая
packet-field-who-transfer-price = консультант задаёт плановое значение или стороны договариваются
packet-field-supply-price = цена, которую просит поставщик
packet-field-demand-price = цена, которую получатель платит сегодня
packet-field-demand-replaces = что получатель сжигает или покупает сегодня
packet-field-gas = цена природного газа в стране
packet-field-heating-oil = цена мазута в стране
packet-field-coal = цена угля в стране
packet-field-biomass = цена биомассы в стране
packet-field-electricity = цена электроэнергии в стране
packet-field-district-heat = цена тепла из сети в стране
packet-field-exchange-rate = обменный курс валюты
packet-line-capital = Вложения
packet-line-avoided-purchase = Сэкономленная закупка
packet-line-avoided-disposal = Сэкономленная утилизация
packet-line-own-cost = Затраты на передачу
packet-line-transfer = Платёж между сторонами
packet-line-upkeep = Эксплуатация и обслуживание
packet-line-pumping = Электроэнергия насосов
packet-line-trucking = Перевозка автотранспортом
packet-line-added-running = Работа дополнительного оборудования
packet-line-heat-pump-electricity = Электроэнергия теплового насоса
packet-line-allowances = Сэкономленные квоты выбросов

packet-section-risks = Риски
packet-title-risks = { $area ->
    [technical] Наибольший риск – технический.
    [market] Наибольший риск – рыночный.
    [regulatory] Наибольший риск – правовой.
   *[none] Ни один риск не выделяется.
}
packet-section-next = Следующие шаги и право
packet-title-next = Что сделать прежде всего: { $step }.
packet-title-next-none = Остаётся только продолжать поставки.
packet-head-steps = Следующие шаги
packet-head-risks = Риски
packet-head-law = Право
packet-head-failures = Что может пойти не так
packet-col-failure = Что происходит
packet-col-why = Почему и что следует
packet-col-sign = Признак
packet-head-contacts = Контакты
packet-col-side = Сторона
packet-col-person = Лицо
packet-col-reached = Как связаться
packet-head-readiness = Как далеко продвинулось
packet-col-axis = Область
packet-col-done = Шагов сделано
packet-col-next = Что дальше
packet-law-question = Следующий вопрос
packet-law-papers = Какие документы следуют
packet-col-step = Шаг
packet-col-who = Кто
packet-col-risk = Риск
packet-col-level = Уровень
packet-col-drivers = Что его повышает
packet-col-mitigation = Что помогает
packet-col-law = Область
packet-col-finding = Вывод
packet-col-source = Источник
packet-caption-risks = Точки от 1 (мало) до 5 (много).
packet-steps-none = Открытых шагов нет.
packet-risks-none = Риски для этой пары не оценены.
packet-law-none = Правовая сторона для этой пары не оценена.
packet-law-note = Правовые выводы – результат предварительной проверки, их подтверждает юрист; юридической консультацией они не являются.
packet-owner-you = вы
packet-owner-both = обе стороны
packet-owner-consultant = консультант
packet-area-technical = Технический
packet-area-market = Рыночный
packet-area-regulatory = Правовой
packet-risk-rough-data = объём или температура известны лишь грубо
packet-risk-tight-temperature = разность едва больше нужной теплообменнику
packet-risk-heat-pump = нужен тепловой насос
packet-risk-high-loss = много теряется в пути
packet-risk-unsurveyed-route = трасса не изыскана
packet-risk-assumed-prices = цены приняты условно
packet-risk-party-loses = при этой цене одна сторона теряет
packet-risk-late-payback = вложения возвращаются поздно
packet-risk-single-supplier = всё зависит от одного поставщика
packet-risk-waste-law = закон считает это отходом
packet-risk-open-test = нет фактов, о которых спрашивает закон
packet-risk-cross-border = пересекает границу
packet-risk-not-assessed = право этой страны не оценено
packet-risk-permits = нужны разрешения
packet-mitigation-measure = измерить до подписания
packet-mitigation-design-exchanger = подробно рассчитать теплообменник
packet-mitigation-pilot-heat-pump = сначала испытать тепловой насос
packet-mitigation-better-insulation = улучшить изоляцию
packet-mitigation-survey-route = провести изыскания трассы
packet-mitigation-ask-prices = запросить твёрдые цены
packet-mitigation-renegotiate-price = ещё раз обсудить цену
packet-mitigation-seek-subsidy = искать субсидию
packet-mitigation-keep-backup = сохранить нынешнюю установку как резерв
packet-mitigation-check-permits = проверить разрешения
packet-mitigation-answer-test = ответить на открытые вопросы
packet-mitigation-notify-shipment = уведомить о перевозке
packet-mitigation-ask-counsel = спросить юриста
packet-law-standing = Чем это считает закон
packet-law-fact = Недостающий факт
packet-law-border = Пересечение границы
packet-verdict-not-waste-law = вне законодательства об отходах
packet-verdict-water = вода: разрешения на забор и сброс
packet-verdict-animal-by-product = побочный продукт животного происхождения
packet-verdict-product = продукт: химическое и товарное право
packet-verdict-by-product-test = побочный продукт или отход: проверка не завершена
packet-verdict-waste = отход, неопасный
packet-verdict-waste-hazardous = отход, опасный
packet-verdict-not-assessed = не оценено: спросить юриста
packet-verdict-waste-code = код в перечне отходов
packet-verdict-hazardous-properties = есть ли опасное свойство
packet-verdict-certain-use = что дальнейшее использование гарантировано
packet-verdict-direct-use = что используется напрямую
packet-verdict-integral-part = что это часть производственного процесса
packet-verdict-lawful-use = что дальнейшее использование законно
packet-verdict-animal-origin = животного ли происхождения
packet-verdict-country = страна площадки
packet-verdict-crosses = перевозка через границу: уведомление
packet-step-sign-nda = Подписать соглашение о неразглашении, чтобы можно было показать имена и технику.
packet-step-state-missing = Найти значения, которых не хватает экономике (страница «Ваша экономика»).
packet-step-agree-price = Договориться о диапазоне цены за единицу; цена в этом пакете только плановая.
packet-step-meter-own = Четыре недели измерять свой поток: объём, температуру, часы.
packet-step-meter-other = Попросить другую сторону четыре недели измерять свой поток.
packet-step-survey-route = Заказать изыскания трассы: пересечения, земля, настоящая длина.
packet-step-ask-counsel = Поручить юристу вопросы, которые предварительная проверка оставила открытыми.
packet-step-open-talks = Начать переговоры: назвать по одному человеку с каждой стороны.
packet-step-reserve = Зарезервировать поток друг за другом до определённого дня.
packet-step-contract = Закрепить условия в договоре.
packet-step-commission = Построить, испытать и начать поставки.
packet-step-short-sign-nda = соглашение о неразглашении
packet-step-short-state-missing = найти недостающие значения
packet-step-short-agree-price = договориться о диапазоне цены
packet-step-short-meter-own = измерить свой поток
packet-step-short-meter-other = измерить другой поток
packet-step-short-survey-route = изыскания трассы
packet-step-short-ask-counsel = получить ответ юриста
packet-step-short-open-talks = начать переговоры
packet-step-short-reserve = резервирование
packet-step-short-contract = договор
packet-step-short-commission = строительство

packet-section-sources = Источники и допущения
packet-title-sources = Точность ваших данных: { $own }; другая сторона ({ $name }): { $other }.
packet-head-flows = Откуда взяты потоки
packet-head-assumptions = Что принято без проверки
packet-head-derivation = Как получен ваш результат
packet-col-origin = Формула или источник
packet-head-formulas = Как это рассчитано
packet-section-copy = Этот экземпляр
packet-title-copy = Этот экземпляр содержит то, что допускает раскрытие «{ $level }», и его можно проверить.
packet-head-withheld = Чего нет в этом экземпляре
packet-head-licences = Лицензии
packet-col-flow = Поток
packet-col-year = Год
packet-col-assumption = Допущение
packet-col-value = Значение
packet-source-user = указано пользователем
packet-dataset-hotmaps = Промышленная база Hotmaps, CC-BY 4.0
packet-dataset-eprtr = Европейский регистр выбросов и переноса загрязнителей (E-PRTR), CC-BY 4.0
packet-assumption-discount-rate = Ставка дисконтирования
packet-assumption-years = Годы работы
packet-assumption-detour-factor = Трасса к прямой линии
packet-assumption-upkeep-share = Обслуживание в год, доля вложений
packet-assumption-capital-share-supplier = Доля трассы за счёт поставщика
packet-assumption-transfer = Цена поставленной единицы
packet-formula-distance = Расстояние: длина геодезической на эллипсоиде WGS 84 между площадками; трасса = расстояние × коэффициент обхода, пока нет изысканий.
packet-formula-approach = Соответствие температур: предложение минус потребность на обоих концах противоточного теплообменника против наименьшей требуемой разности.
packet-formula-delivered = Поставка: меньшее из имеющегося и нужного в общие часы, за вычетом потерь в пути.
packet-formula-npv = Чистый дисконтированный доход = Σ поток года t ÷ (1 + ставка)^t, год 0 без дисконта.
packet-formula-irr = Внутренняя норма доходности: каждая вещественная ставка, при которой чистый дисконтированный доход равен 0.
packet-formula-payback = Окупаемость: время, после которого нарастающий итог остаётся не ниже 0.
packet-formula-classes = Классы: круглые числа 1, 2, 5, 10, …, между которыми лежит значение; температуры шагом 50 °C.
packet-formula-co2 = Предотвращённые выбросы CO₂ = несожжённое топливо × его коэффициент, за вычетом выбросов насосов, теплового насоса и перевозки.
packet-withheld-nothing = Ничего: обе стороны согласились показать всё.
packet-withheld-text = Раскрытие «{ $level }»: в этом экземпляре нет таких сведений: { $list }. Нет и чисел, из которых они следуют.
packet-withheld-name = имя другой стороны
packet-withheld-place = её место, расстояние и трасса
packet-withheld-amounts = её точные объёмы и часы
packet-withheld-temperatures = её точные температуры
packet-withheld-quality = прочие её свойства
packet-withheld-money = её цены, затраты и выгоды
packet-withheld-corridor = пределы цены и общие суммы
packet-withheld-lines = ваши собственные цифры построчно
packet-consent = Согласие { $name }: { $reference }, дано { $date }
packet-licence-fonts = Шрифт: Turash Sans, вырезан из Inter, SIL Open Font License 1.1.

packet-section-what-if = Насколько это надёжно
packet-title-what-if = В { $cases } случаях из 100 вы в выигрыше, даже если цифры окажутся иными.
packet-title-what-if-plain = От чего зависит результат.
packet-what-if-lead = Объёмы, цены и вложения известны не точно. Здесь показано, что станет с вашей чистой приведённой стоимостью, если они окажутся иными.
packet-figure-gains = Вероятность выигрыша
packet-gains-note = { $draws } случайных наборов объёма, цен и вложений
packet-figure-range = Чистая приведённая стоимость, вероятный диапазон
packet-range-note = в него попадают четыре случая из пяти
packet-figure-benefit-cost = Выгоды к затратам
packet-benefit-cost-note = с дисконтированием; выше 1 — выгодно
packet-figure-roi = Отдача на вложения
packet-roi-note = все потоки к вложениям, без дисконтирования
packet-head-what-if = Если одна величина на 20 % меньше или больше
packet-col-figure = Величина
packet-col-less = на 20 % меньше
packet-col-more = на 20 % больше
packet-col-swing = Разница
packet-caption-tornado = Ваша чистая приведённая стоимость в { $unit }, если меняется одна величина, а остальные прежние. Линия — результат по плану: { $npv } { $unit }.
packet-caption-what-if = Те же величины, { $unit }.
packet-what-if-amount = Объём обмена
packet-what-if-buying-price = Сколько единица стоит вам сегодня
packet-what-if-cost-of-giving = Сколько вам стоит отдать единицу
packet-what-if-transfer-price = Цена между сторонами
packet-what-if-electricity-price = Цена электроэнергии
packet-what-if-co2-price = Цена CO₂
packet-what-if-heat-pump-cop = Коэффициент преобразования теплового насоса
packet-what-if-capital = Вложения
packet-what-if-upkeep = Содержание
packet-what-if-distance = Расстояние
packet-what-if-discount-rate = Ставка дисконтирования
packet-what-if-years = Годы работы

packet-head-changes = Что нового в этой редакции
packet-changes = Не так, как в редакции { $version } от { $date }: { $list }.
packet-changes-none = С редакции { $version } от { $date } ничего из показанного здесь не изменилось.
packet-changed-supplier = поставщик
packet-changed-accepter = получатель
packet-changed-supply = предложение
packet-changed-demand = потребность
packet-changed-exchange = предмет обмена
packet-changed-place = место и трасса
packet-changed-money = деньги
packet-changed-co2 = предотвращённые выбросы CO₂
packet-changed-kind = вид ресурса
packet-changed-deal = состояние сделки
packet-changed-law = правовые выводы
packet-changed-risks = риски
packet-changed-assumptions = принятые допущения
packet-changed-way = правовой путь
packet-changed-readiness = готовность
packet-changed-failures = возможные отказы
packet-head-proof = Как проверить этот экземпляр
packet-proof = Файл подписан. Команда «turash verify» с именем файла без сети скажет, изменился ли с тех пор хотя бы один байт и кто подписал. Файл закрепляет всё, что в него вошло, и раскрывает только то, что вам можно видеть.
packet-fingerprint = Отпечаток: SHA-256 манифеста, приложенного к файлу. В квадрате то же самое.

## Выгрузка для владельца: первый лист книги
export-owner = Выгрузка для владельца этого проекта. В ней всё, что записано об организациях, включая отмеченное как конфиденциальное, и все цены. Партнёрам передают пакеты.
export-persons = Контактов в ней нет: данные человека, который просит их стереть, нужно стереть во всех копиях, а переданная дальше книга недоступна.
export-live = На листе «economics» изменение transfer_eur_per_unit, а на листе «assumptions» — ставки или числа лет, меняет годовую выгоду, приведённую стоимость и срок окупаемости обеих сторон. Деньги в постоянных ценах, платежи в конце каждого года.
export-assumed = Если в столбце «assumed» стоит истина, число опирается на справочную цену, которую не называла ни одна из сторон. Перед текстом, который таблица могла бы принять за формулу, стоит апостроф.
