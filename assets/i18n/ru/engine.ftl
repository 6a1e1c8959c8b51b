# Что расчёт сообщает кодами: недостающие цены, право, риски, деньги и происхождение чисел.

## Недостающие цены
needs-price-supply-price = Не указано, сколько поставщик просит за единицу.
needs-price-demand-price = Не указано, сколько получатель платит за единицу сейчас.
needs-price-demand-replaces = Не указано, что получатель сжигает или покупает сейчас.
needs-price-gas = Нет цены природного газа для страны { $country }.
needs-price-heating-oil = Нет цены печного топлива для страны { $country }.
needs-price-coal = Нет цены угля для страны { $country }.
needs-price-biomass = Нет цены биомассы для страны { $country }.
needs-price-electricity = Нет цены электроэнергии для страны { $country }.
needs-price-district-heat = Нет цены тепла из сети для страны { $country }.
needs-price-exchange-rate = Нет курса валюты, в которой указана цена.

## Право
law-branch-not-waste-law = Законы об отходах не касаются
law-branch-water = Водное право: разрешения на забор и сброс
law-branch-animal-by-product = Побочный продукт животного происхождения
law-branch-product = Продукция: право о химических веществах и товарах
law-branch-by-product-test = Побочный продукт или отход: проверка ещё не сделана
law-branch-waste = Отход, неопасный
law-branch-waste-hazardous = Отход, опасный
law-branch-not-assessed = Для этой страны не оценено: спросите юриста
law-source = Основание: { $source }
law-border-crosses-border = Пересекает границу: нужно уведомление или приложение VII.
law-refusal-export-ban = Опасные отходы нельзя вывозить в эту страну.
law-missing-waste-code = Ещё не известен код по перечню отходов
law-missing-hazardous-properties = Ещё не известно, есть ли опасные свойства
law-missing-certain-use = Ещё не известно, гарантировано ли дальнейшее использование
law-missing-direct-use = Ещё не известно, используется ли напрямую
law-missing-integral-part = Ещё не известно, часть ли это производственного процесса
law-missing-lawful-use = Ещё не известно, законно ли дальнейшее использование
law-missing-animal-origin = Ещё не известно, животного ли происхождения
law-missing-country = Ещё не известна страна площадки
law-document-supply-contract = Договор поставки
law-document-metering-protocol = Протокол учёта
law-document-pressure-equipment-file = Паспорт оборудования под давлением
law-document-direct-line-permit = Разрешение на прямую линию
law-document-discharge-permit = Разрешение на сброс
law-document-water-quality-report = Отчёт о качестве воды
law-document-safety-data-sheet = Паспорт безопасности
law-document-purity-certificate = Сертификат чистоты
law-document-waste-characterisation = Характеристика отхода
law-document-transport-document = Транспортный документ
law-document-receiver-permit = Разрешение принимающей стороны
law-document-by-product-declaration = Декларация о побочном продукте
law-document-service-contract = Договор об услугах
law-document-use-agreement = Соглашение о пользовании
law-document-hazardous-consignment-note = Сопроводительный документ на опасный отход
law-document-adr-transport = Перевозка по ДОПОГ
law-document-commercial-document = Торговый документ на побочные продукты животных
law-document-plant-approval = Допуск предприятия
law-document-category-statement = Указание категории
law-document-notification-or-annex-vii = Уведомление или приложение VII

## Риски
risk-driver-rough-data = Количество или температура известны лишь грубо
risk-driver-tight-temperature = Разницы едва хватает теплообменнику
risk-driver-heat-pump = Нужен тепловой насос
risk-driver-high-loss = Много теряется в пути
risk-driver-unsurveyed-route = Трассу никто не обследовал
risk-driver-assumed-prices = Цены приняты по справочнику
risk-driver-party-loses = Одна из сторон теряет при этой цене
risk-driver-late-payback = Вложения окупаются поздно или никогда
risk-driver-single-supplier = Всё держится на одном поставщике
risk-driver-waste-law = Действует право об отходах
risk-driver-open-test = Не хватает фактов, которых требует закон
risk-driver-cross-border = Пересекает границу
risk-driver-not-assessed = Право этой страны никто не оценивал
risk-driver-permits = Нужны разрешения
risk-mitigation-measure = Четыре недели измерять количество и температуру
risk-mitigation-design-exchanger = Рассчитать теплообменник на эту разницу
risk-mitigation-pilot-heat-pump = Сначала испытать тепловой насос на части потока
risk-mitigation-better-insulation = Улучшить изоляцию или сократить трассу
risk-mitigation-survey-route = Заказать обследование трассы
risk-mitigation-ask-prices = Спросить цены у обеих сторон
risk-mitigation-renegotiate-price = Договориться о цене, выгодной обеим сторонам
risk-mitigation-seek-subsidy = Найти субсидию или разделить вложения
risk-mitigation-keep-backup = Сохранить нынешнюю установку в резерве
risk-mitigation-check-permits = Проверить, какие разрешения есть у сторон
risk-mitigation-answer-test = Ответить на открытые вопросы проверки
risk-mitigation-notify-shipment = Вовремя уведомить о перевозке
risk-mitigation-ask-counsel = Спросить юриста в той стране

## Годовой счёт
line-avoided-purchase = Сэкономленные закупки
line-avoided-disposal = Сэкономленная утилизация
line-own-cost = Затраты на отдачу
line-transfer = Плата между сторонами
line-upkeep = Эксплуатация и обслуживание
line-pumping = Электроэнергия насосов
line-trucking = Перевозка автомобилем
line-added-running = Работа дополнительного оборудования
line-heat-pump-electricity = Электроэнергия теплового насоса
line-allowances = Сэкономленные квоты на выбросы
economics-note-price-year-unknown = Год цен на трубопроводы не известен.
economics-note-co2-unknown = Экономию CO₂ не рассчитать: не известно, что заменяется.
economics-note-pipe-cost-not-of-this-country = Взяты цены на трубы другой страны: для этой их нет.
irr-none = Ни одна ставка не обращает чистую стоимость в ноль, поэтому нормы доходности нет.
irr-several = Денежный поток меняет знак не один раз ({ $changes }): норма доходности неоднозначна, решает чистая стоимость.

## Графики
chart-heat = Переданное тепло
chart-temperature = Температура
chart-year = Год после пуска
chart-money = Денежный поток
chart-series-supply = Предложение
chart-series-demand = Потребность
chart-series-supplier = Поставщик
chart-series-accepter = Получатель
chart-series-discounted-total = Вместе, нарастающим итогом, с дисконтом
chart-note-hot-end = { $value } на горячем конце
chart-note-cold-end = { $value } на холодном конце
chart-note-payback = окупается через { $value }

## Как получено число
trace-npv = Чистая приведённая стоимость
trace-yearly-net = Чистая выгода за год
trace-bid = Ценность одной доставленной единицы
trace-avoided-purchase = Сэкономленная закупка на единицу
trace-allowance = Сэкономленные квоты на единицу
trace-stated-price = Цена, указанная получателем
trace-per-delivered-unit = Заменённый энергоноситель на единицу
trace-gas = Цена природного газа
trace-electricity = Электроэнергия
trace-electricity-wholesale = Биржевая цена электроэнергии
trace-heating-oil = Цена печного топлива
trace-coal = Цена угля
trace-biomass = Цена биомассы
trace-district-heat = Цена тепла из сети
trace-co2-allowance = Цена квоты на выбросы
trace-delivered = Доставленное количество
trace-amount-taken = Взято у поставщика
trace-route-loss = Потери в пути
trace-loss = Теплопотери трубопровода
trace-hours = Часов в году
trace-added-plant = Дополнительное оборудование
trace-added-running = Работа дополнительного оборудования
trace-heat-pump-electricity = Электроэнергия теплового насоса
trace-cost-of-giving = Во что единица обходится поставщику
trace-carriage = Затраты на доставку за год
trace-route-capital = Вложения в трассу
trace-route-length = Длина трассы
trace-straight-line = Расстояние по прямой
trace-detour = Отношение трассы к прямой
trace-least-route = наименьшая длина трассы
trace-c1 = Цена трубопровода, постоянная часть
trace-c2 = Цена трубопровода, часть по диаметру
trace-inner-diameter = Внутренний диаметр
trace-parallel-pipes = Параллельных труб
trace-steam-factor = Надбавка за пар
trace-capacity = Наибольшая мощность
trace-line-cost = Цена линии по мощности и длине
trace-connection = Стоимость подключения
trace-upkeep-share = Обслуживание в год, доля вложений
trace-trucking = Перевозка автомобилем
trace-pumping = Электроэнергия насосов
trace-electricity-price = Цена электроэнергии
trace-own-plant = Затраты на установку получателя за год
trace-own-plant-capital = Вложения в установку получателя
trace-exchanger = Теплообменник
trace-heat-pump = Тепловой насос
trace-capital = Вложения всего
trace-discount-rate = Ставка дисконта
trace-years = Лет работы
trace-co2-saving = Экономия CO₂
trace-emission-factor = CO₂ того, что заменяет единица
trace-grid-factor = CO₂ сетевой электроэнергии
trace-truck-distance = Пробег автомобиля
trace-truck-factor = CO₂ автомобиля

formula-route-length = Прямая, умноженная на коэффициент обхода
formula-pipe-capital = Цена труб по диаметру, числу и длине
formula-line-capital = Цена линии по мощности и длине, с подключением
formula-route-loss = Теплопотери на часы, не больше взятого
formula-delivered = Взятое за вычетом потерь плюс тепло от насоса
formula-avoided-purchase = Цена энергоносителя на заменённое количество
formula-carriage = Обслуживание трассы, автомобили и насосы
formula-own-plant = Обслуживание установки и электричество теплового насоса
formula-yearly-net = Ценность за вычетом отдачи, доставки и работы
formula-sum = Сумма
formula-npv = Дисконтированная выгода за вычетом вложений
formula-co2-saving = Сэкономленные выбросы за вычетом электричества и перевозки

## Задания
phase-match-resolve = Оценивается каждый поток
phase-match-score = Оцениваются пары
phase-networks-pairs = Рассчитываются отдельные трубопроводы
phase-networks-grow = Соседи соединяются в общие сети
phase-groups = Ищутся соседи с одинаковой потребностью

## Замечания при подборе пар
issue-unknown-flow = Потока { $id } нет в проекте.
issue-unknown-flow-hint = Найдите его по имени: возможно, он удалён.
issue-reference-missing = В справочных таблицах нет значения { $code }.
issue-reference-missing-hint = Переустановите программу: её таблицы неполны.
issue-weights-not-finite = Веса оценки – непригодные числа.
issue-weights-not-finite-hint = Задайте каждому число от 0, хотя бы одно больше 0.
issue-radius-not-usable = { $value } км – непригодный радиус поиска ({ $kind }).
issue-radius-not-usable-hint = Задайте число больше 0.

## Сети и группы
issue-network-no-temperature = Потоки тепла без температуры, не учтённые в общих сетях: { $count }.
issue-network-no-temperature-hint = Укажите температуру потока.
issue-network-needs-price = Потоки тепла без цены, не учтённые в общих сетях: { $count }.
issue-network-needs-price-hint = Укажите, сколько платят сегодня или какое топливо сжигают.

## Отказы
error-bench-bad-case = Этот регион непригоден для измерения ({ $detail }).
error-bench-bad-case-hint = Укажите sites.csv и flows.csv, записанные одним запуском генератора.
error-map-bad-pack = Это непригодный пакет карты ({ $detail }).
error-map-bad-pack-hint = Выберите файл .pmtiles с векторными тайлами; если он обрезан, скачайте заново.
error-economics-out-of-range = Число больше, чем может быть сумма денег.
error-economics-out-of-range-hint = Проверьте количества, цены и расстояние двух потоков.
error-packet-unknown-flow = Потока этой пары больше нет в проекте.
error-packet-unknown-flow-hint = Найдите пары заново.
error-report-font = Шрифт документов повреждён ({ $detail }).
error-report-font-hint = Переустановите программу.
error-report-pdf = Не удалось записать PDF ({ $detail }).
error-report-pdf-hint = Сделайте пакет ещё раз; если повторится, сообщите, что вы делали.
error-words-syntax = Файл текстов не читается ({ $detail }).
error-words-syntax-hint = Переустановите программу: её тексты неполны.
error-words-duplicate = Один из текстов задан дважды ({ $detail }).
error-words-duplicate-hint = Переустановите программу: её тексты неполны.
error-words-missing = Не хватает текста ({ $detail }).
error-words-missing-hint = Переустановите программу: её тексты неполны.
error-words-argument = В тексте не хватает значения ({ $detail }).
error-words-argument-hint = Переустановите программу: её тексты неполны.
