# Пар турында мәгълүматта әйтелгәннәр, исәпләү кодлары буенча.

## Law

## Risk

## Money
irr-none = Бер ставка да җыелманы нульгә төшерми: агымның тамгасы алмашынмый.

## Charts

## Traces
trace-own-cost = Үз еллык чыгымнары
trace-route = Юл чыгымнары
trace-transfer = Китерү өчен түләү
trace-upkeep = Карап тоту
trace-allowances = Квоталар
trace-avoided-disposal = Булдырылмаган утильләштерү
trace-line-capital = Линиягә капитал
trace-pipe-capital = Торбага капитал
trace-supply-price = Тәкъдим бәясе
trace-demand-price = Ихтыяҗ бәясе
trace-exchange-rate = Валюта курсы
