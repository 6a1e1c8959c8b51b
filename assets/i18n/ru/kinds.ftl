# Термины по их кодам.

kind-heat = Тепло
kind-steam = Пар
kind-cooling = Холод
kind-water = Вода
kind-co2 = CO₂
kind-electricity = Электроэнергия
kind-compressed-air = Сжатый воздух
kind-biowaste = Биоотходы
kind-material = Материал
kind-product = Продукт
kind-logistics = Логистика
kind-service = Услуга
kind-shared-asset = Общий актив

state-suggested = предложена
state-negotiating = переговоры
state-reserved = в резерве
state-contracted = по договору
state-live = действует
state-failed = не удалась
state-cancelled = отменена

precision-rough = грубо
precision-estimated = оценено
precision-measured = измерено
precision-verified = проверено

level-public = Открытый
level-nda = Конфиденциальный
level-full = Полный

score-quality = Качество
score-temporal = Время
score-quantity = Количество
score-economic = Экономика
score-trust = Доверие
score-distance = Близость
score-transport-penalty = Доставка
score-regulatory-risk = Нормы

severity-error = ошибка
severity-warning = предупреждение
severity-info = заметка

preset-auto = Узнать реестр
preset-hotmaps = Промышленные площадки Hotmaps
preset-eprtr = Тепловые станции E-PRTR
preset-flows = Площадки и потоки

risk-technical = Техника
risk-market = Рынок
risk-regulatory = Право

mode-pipe = По трубе
mode-truck = Грузовиком
mode-line = По линии
mode-none = Без доставки

field-amount-per-year = Количество в год
field-temperature = Температура
field-return-temperature = Температура возврата
field-price = Цена
field-name = Название
field-lat = Широта
field-lon = Долгота
field-town = Город
field-street = Улица
field-postcode = Индекс

outcome-price = Не сошлись в цене
outcome-technical = Технические причины
outcome-law = Право или разрешение
outcome-timing = Сроки
outcome-partner = Партнёр отказался
outcome-other = Другая причина

unit-years = лет
unit-a = лет
unit-h = ч

## Величины, на которых держится пара, и правила раздела выигрыша
figure-amount = Объём обмена
figure-buying-price = Цена замещаемого
figure-cost-of-giving = Затраты на отдачу единицы
figure-transfer-price = Цена между сторонами
figure-electricity-price = Цена электроэнергии
figure-co2-price = Цена CO₂
figure-heat-pump-cop = Коэффициент преобразования теплового насоса
figure-capital = Вложения
figure-capital-share = Доля поставщика в соединении
figure-upkeep = Содержание в год
figure-distance = Расстояние
figure-discount-rate = Ставка дисконтирования
figure-years = Годы работы
rule-shapley = Шепли
rule-nash = Нэш
rule-proportional = По вложениям
whose-total = Обе стороны
whose-supplier = Поставщик
whose-accepter = Получатель
