# Терминнар, кодлары буенча.

kind-heat = Җылылык
kind-steam = Пар
kind-cooling = Салкын
kind-water = Су
kind-co2 = CO₂
kind-electricity = Электр
kind-compressed-air = Кысылган һава
kind-biowaste = Биокалдык
kind-material = Материал
kind-product = Продукт
kind-logistics = Логистика
kind-service = Хезмәт
kind-shared-asset = Уртак милек

state-suggested = тәкъдим
state-negotiating = сөйләшүләр
state-reserved = тотыла
state-contracted = шартнамә
state-live = эшли
state-failed = барып чыкмады
state-cancelled = туктатылган

precision-rough = якынча
precision-estimated = бәяләнгән
precision-measured = үлчәнгән
precision-verified = тикшерелгән

level-public = Ачык
level-nda = Яшерен
level-full = Тулы

score-quality = Сыйфат
score-temporal = Вакыт
score-quantity = Күләм
score-economic = Икътисад
score-trust = Ышаныч
score-distance = Якынлык
score-transport-penalty = Ташу
score-regulatory-risk = Кагыйдәләр

severity-error = хата
severity-warning = кисәтү
severity-info = искәрмә

preset-auto = Реестрны тану
preset-hotmaps = Hotmaps сәнәгать мәйданнары
preset-eprtr = E-PRTR җылылык станцияләре
preset-flows = Мәйданнар һәм агымнар

risk-technical = Техника ягы
risk-market = Базар
risk-regulatory = Хокук

mode-pipe = Торба белән
mode-truck = Йөк машинасы белән
mode-line = Электр линиясе белән
mode-none = Ташусыз

field-amount-per-year = Елына күләме
field-temperature = Температурасы
field-return-temperature = Кайту температурасы
field-price = Бәясе
field-name = Исеме
field-lat = Киңлек
field-lon = Озынлык
field-town = Шәһәр
field-street = Урам
field-postcode = Почта индексы

outcome-price = Бәядә килешмәдек
outcome-technical = Техник сәбәпләр
outcome-law = Хокук яки рөхсәт
outcome-timing = Вакыт
outcome-partner = Партнёр баш тартты
outcome-other = Башка сәбәп

unit-years = ел
unit-a = ел
unit-h = сәг

## Пар таянган зурлыклар һәм отышны бүлү кагыйдәләре
figure-amount = Алмашыла торган күләм
figure-buying-price = Алыштырыла торганның бәясе
figure-cost-of-giving = Берәмлекне бирү чыгымы
figure-transfer-price = Яклар арасындагы бәя
figure-electricity-price = Электр бәясе
figure-co2-price = CO₂ бәясе
figure-heat-pump-cop = Җылылык насосының әверелдерү коэффициенты
figure-capital = Кертем
figure-capital-share = Тоташуда тәэмин итүченең өлеше
figure-upkeep = Елына карап тоту
figure-distance = Ара
figure-discount-rate = Дисконт ставкасы
figure-years = Эшләү еллары
rule-shapley = Шепли
rule-nash = Нэш
rule-proportional = Кертем буенча
whose-total = Икесе бергә
whose-supplier = Тәэмин итүче
whose-accepter = Алучы
