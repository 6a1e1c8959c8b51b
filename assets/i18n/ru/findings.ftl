# Что говорят подробности пары, по кодам расчёта.

## Law

## Risk

## Money
irr-none = Ни одна ставка не обнуляет сумму: знак потока не меняется.

## Charts

## Traces
trace-own-cost = Свои годовые расходы
trace-route = Расходы на маршрут
trace-transfer = Оплата поставки
trace-upkeep = Содержание
trace-allowances = Квоты
trace-avoided-disposal = Избежанная утилизация
trace-line-capital = Вложения в линию
trace-pipe-capital = Вложения в трубопровод
trace-supply-price = Цена предложения
trace-demand-price = Цена спроса
trace-exchange-rate = Валютный курс
