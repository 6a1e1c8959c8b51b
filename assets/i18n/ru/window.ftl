# Всё, что окно говорит от себя. Термины — в kinds.ftl, отказы и уведомления — в codes.ftl.

## Frame
nav = Разделы
nav-map = Карта
nav-register = Реестр
nav-matches = Пары
nav-deals = Сделки
nav-import = Импорт
starting = Turash запускается
close = Закрыть
cancel = Отмена
continue = Дальше
copy = Скопировать
copied = Скопировано.
edit = Изменить
empty = пусто
any = Любые
to = для
dismiss = Скрыть
undo = Отменить
redo = Вернуть
undo-what = Отменить: { $what }
redo-what = Вернуть: { $what }
undo-none = Отменять нечего
redo-none = Возвращать нечего
undone = Отменено: { $what }.
redone = Возвращено: { $what }.
undo-skipped = { $count ->
    [one] { $count } поле с тех пор изменено и оставлено как есть.
    [few] { $count } поля с тех пор изменены и оставлены как есть.
   *[many] { $count } полей с тех пор изменено и оставлено как есть.
}
try-again = Повторить
refused = Не получилось ({ $code }).
settings = Настройки
language = Язык
lang-en = English
lang-de = Deutsch
lang-ru = Русский
lang-tt = Татарча
lang-unreviewed = Эти тексты ещё не проверены носителем языка.
theme = Оформление
theme-system = Как в системе
theme-light = Светлое
theme-dark = Тёмное
theme-toggle = Светлое или тёмное
density = Высота строк
density-compact = Плотно
density-normal = Обычно
density-comfortable = Свободно
close-project = Закрыть проект
about-version = Версия { $version }
sample-badge = Пример
saved-on-device = Сохранено на этом устройстве
sync-no-hub = Хаба пока нет
no-jobs = Ничего не выполняется
status-matches = Пар: { $matches }, потоков: { $flows }
status-no-matches = Подбор ещё не выполнен
status-method = Метод { $method } · { $at }
splitter = Высота карты

## Jobs
job-import = Импорт
job-match = Подбор пар
job-packet = Составление пакета
job-sample = Создание примера
done-of = { $done } из { $total }

## Keys
shortcuts = Сочетания клавиш
key-search = Искать везде
key-views = Перейти к разделу
key-rows = Предыдущая или следующая строка
key-ends = Первая или последняя строка
key-enter = Перейти к подробностям
key-escape = Закрыть или оставить поле прежним

## Search
search = Поиск
search-placeholder = Найти компанию, площадку, поток или пару
search-hint = Введите часть названия, город или ресурс.
search-nothing = По запросу «{ $text }» ничего не найдено.
search-results = Найдено
hits-organization = Компании
hits-site = Площадки
hits-flow = Потоки
hits-match = Пары

## Start
start-claim = Найти, обосновать, оценить и оформить обмен теплом, водой и побочными продуктами между соседями. На этом устройстве, без сети.
start-choose = Выбор проекта
start-sample = Создать пример региона
start-sample-what = Настоящий регион с заводами и городами, подбор за мгновение
start-open = Открыть проект
start-open-what = Файл .turash на этом устройстве
start-new = Новый проект
start-new-what = Пустой файл, куда импортируется реестр
start-recent = Недавние
start-no-recent = Здесь появятся открытые проекты.
sample-making = Создаётся пример региона
sample-file = Пример региона.turash
new-project = Новый проект
new-project-file = Новый проект.turash
new-project-key = Файл зашифрован. Его ключ хранится в связке ключей этого устройства.
new-project-no-keyring = Файл зашифрован. На этом устройстве нет связки ключей, поэтому нужен пароль.
passphrase-optional = Пароль (необязательно)
passphrase-what = Нужен там, где нет связки ключей, или чтобы открыть файл на другом устройстве.
create-project = Создать проект
unlock-title = Нужен пароль
unlock-passphrase = Пароль
unlock-recovery-key = Ключ восстановления
unlock-by-recovery-key = Есть только ключ восстановления
unlock-why = Ключа этого файла нет на этом устройстве.
unlock-wrong = Этот пароль не открывает файл. Проверьте регистр и раскладку клавиатуры.
unlock-do = Открыть
opening = Открывается…
recovery-title = Сохраните ключ восстановления
recovery-what = Он откроет файл, если пропадёт связка ключей или пароль. Ключ показан только сейчас, создать его заново нельзя.
recovery-kept = Ключ сохранён в надёжном месте

## Matches
match-run = Подобрать пары
match-again = Подобрать заново
match-stale = Данные изменились после подбора.
match-done = Пар: { $matches }, за { $ms } мс.
match-count-filtered = { $shown } из { $all }
matches-none-yet = Подбор ещё не выполнен
matches-none-yet-what = Потоков ждут сравнения: { $flows }.
matches-none-pass = Ни одна пара не проходит фильтр
matches-none-pass-what = Он скрывает пар: { $all }.
matches-none = Пар нет
matches-none-what = Ни одно предложение здесь не покрывает спрос, даже при ослабленных правилах. Помогут новые площадки или потоки.
filter = Фильтр
filter-text = Фильтр по названию
filter-score = Наименьшая оценка
filter-score-any = Любая оценка
filter-route = Ведение
filter-within-map = В пределах карты
filter-clear = Сбросить
filter-remove = Убрать этот фильтр
col-rank = №
col-pair = Предложение → спрос
col-kind = Вид
col-distance = Путь
col-score = Оценка
col-npv-supplier = ЧДД пр.
col-npv-accepter = ЧДД сп.
col-payback = Окуп.
col-co2 = CO₂
col-state = Состояние
col-notes = Пометки
not-known = Неизвестно
note-loses = убыток
note-needs-price = нет цены
note-relaxed = ослаблено
note-assumed = принято
note-assumed-what = Хотя бы одна цена взята из справочника, а не от сторон.
loses-supplier = При этой цене поставщик в убытке.
loses-accepter = При этой цене получатель в убытке.
loses-both = В убытке обе стороны.
route-automated = без посредника
route-facilitated = с посредником
route-facilitated-what = Этой парой стоит заняться посреднику.

## Details
detail-label = Подробности пары
detail-none = Пара не выбрана
detail-none-what = Выберите строку списка или линию на карте.
rank = место { $rank }
rank-of = место { $rank } из { $all }
enter-price = Ввести
relaxed-what = Ослаблено: { $what }
assumed = принято
why-score = Почему такая оценка
why-score-how = значение × вес
weight = Вес
raise-by = повысит: { $what }
lower-by = снизит: { $what }
temperatures = Температуры
approach-needed = нужный напор:
supply-word = предложение
demand-word = спрос
cash-flow = Денежный поток, обе стороны
cash-flow-how = { $unit } по годам; линия: дисконтированный итог, { $rate } %
npv = ЧДД
irr = ВНД
irr-no-rate = нет ставки
payback = Окупаемость
co2-saved = Экономия CO₂
at-price = При цене
capital = Вложения
net-a-year = Чистыми в год
walks-away = Порог ухода
price-assumed = цена принята
corridor = выгодно обеим: от { $low } до { $high } { $unit }
corridor-none = нет цены, выгодной обеим
route-title = Путь
route-surveyed = обследован
route-not-surveyed = прямая с коэффициентом обхода, не обследован
route-straight = По прямой
route-loss = Потери в пути
law-risk = Право, риски и ведение
router-automated = Можно вести без посредника
router-facilitated = Для посредника
provenance = Откуда эти числа
formula = Формула
source = Источник
open-deal = Открыть сделку
make-packet = Составить пакет
more-steps = Другие шаги
step-suggested = Вернуть в предложенные
step-negotiating = К переговорам
step-reserved = Зарезервировать
step-contracted = Договор подписан
step-live = Запустить
step-failed = Отметить неудачу
step-cancelled = Отменить сделку

## Packet
packet-title = Составление пакета
packet-for = Для кого
packet-language = Язык пакета
packet-level = Что раскрывается
level-public-what = Отрасль и регион вместо названия другой стороны, место с точностью 10 км, без маршрута.
level-nda-what = Названия и места при соглашении о конфиденциальности; закрытые поля не входят.
level-full-what = Всё, когда обе компании дали письменное согласие.
packet-create = Составить пакет
packet-again = Составить заново
packet-save = Сохранить PDF
packet-saved = Сохранено: { $path }
packet-preview = Страницы пакета
packet-opening = Страницы открываются…
packet-meta = { $pages ->
    [one] { $pages } страница
    [few] { $pages } страницы
   *[many] { $pages } страниц
}, { $size } кБ
page-of = Страница { $page } из { $pages }
consents = Согласия
consent-given = { $name }: согласие дано, { $reference }, { $at }
consent-missing = { $name }: согласия нет
consent-record = Записать согласие
consent-record-for = Записать согласие: { $name }
consent-title = Согласие: { $name }
consent-what = Запись о том, что компания письменно согласна на полное раскрытие этой пары. Она остаётся в истории, согласие можно отозвать.
consent-reference = Где это записано
consent-reference-what = Например, письмо, его дата и кто подписал.

## Deals
deals-none = Сделок пока нет
deals-none-what = Откройте сделку из пары после первого разговора.
deals-none-here = Нет
deals-to-matches = К парам
deal-held = держится до { $at }
step-end-what = Укажите причину: она поможет следующему подбору.
outcome = Причина
note = Заметка
reserved-until = Резерв до
reserved-until-what = После этого дня сделка вернётся к переговорам.

## Register and site
sites-count = Площадок: { $sites }
sites-filter = Название, компания или город
sites-none-pass = Ни одна площадка не проходит фильтр
sites-none-pass-what = Попробуйте другое слово или меньше слов.
sites-none = Реестр пуст
sites-none-what = Начните с импорта таблицы площадок.
without-location = Без координат
located = На карте
col-site = Площадка
col-place = Место
col-sector = Отрасль
col-gives = Даёт
col-takes = Берёт
col-supply = Предл.
col-demand = Спрос
col-precision = Точность
col-located = Координаты
site-label = Подробности площадки
site-none = Площадка не выбрана
site-none-what = Выберите строку, чтобы увидеть и поправить её потоки.
site-gives = Предложение
site-takes = Спрос
site-no-place = Без координат площадку можно найти, но не подобрать ей пару.
site-no-flows = Потоков здесь нет.
site-matches = Её пары
site-on-map = Показать на карте
latitude = Широта
longitude = Долгота
gives = даёт
takes = берёт
range = Диапазон
hours-a-year = Часов в год
replaces = Замещает
confidential = Закрыто: { $fields }
history = История
history-site = История площадки
history-none = После импорта ничего не менялось.
not-a-number = Это не число.

## Import
import-title = Импорт реестра
import-what = Таблица площадок или площадки с потоками. Читается на этом устройстве.
import-pick-file = Выбрать файл
import-add-file = Добавить файл
remove-file = Убрать { $file }
import-preset = Читать как
preset-auto-what = Реестр узнаётся по столбцам.
preset-hotmaps-what = Промышленные площадки с избыточным теплом по ступеням; спрос заводов и городов выводится.
preset-eprtr-what = Тепловые станции с топливом и координатами.
preset-flows-what = sites.csv и flows.csv вместе.
import-run = Импортировать
import-stopped = Остановлено. Ничего не записано.
import-blank = Что произойдёт
import-step-1 = Каждая строка читается и проверяется; ничего не пропадает молча.
import-step-2 = Известные площадки обновляются, новые добавляются одним шагом, который можно отменить.
import-step-3 = Все замечания видны по видам; отклонённые строки можно сохранить с причиной.
import-done = { $files }
rows-read = строк прочитано
rows-imported = принято
rows-updated = обновлено
rows-unchanged = без изменений
rows-rejected = отклонено
rows-with-issues = принято с замечаниями
import-not-adding-up = Эти числа не сходятся с прочитанными строками. Сохраните файл и сообщите об этом.
import-supply = Предложение
import-demand = Спрос
import-derived = Выведенный спрос
import-derived-what = потоков: { $flows }, площадок: { $sites }
import-sum = Строк: { $read }, принято: { $kept }, отклонено: { $rejected }
issues = Замечания
issues-none = Замечаний нет.
at-line = строка { $line }
and-more = { $count ->
    [one] и ещё { $count }
   *[other] и ещё { $count }
}
save-rejects = Сохранить отклонённые
rejects-file = отклонено.csv
rejects-saved = Сохранено строк: { $rows }, файл { $path }
to-register = К реестру
project-holds = В проекте площадок: { $sites }, потоков: { $flows }.

## Map
map-label = Карта площадок и пар
map-broken = На этом устройстве карту не нарисовать: нет WebGL. Всё остальное работает.
map-credit = Natural Earth; GeoNames CC-BY 4.0
map-zoom-in = Ближе
map-zoom-out = Дальше
map-fit = Показать весь проект
map-fit-match = Показать оба конца
map-same-place = В этой точке
legend = Обозначения
legend-every = Все виды
legend-fewer = Меньше
legend-gives = даёт
legend-takes = берёт
legend-size = МВт — площадь
legend-score = Оценка пары
