# Что останавливает операцию и что с этим делать.
error-store-no-spatialite = SpatiaLite не установлен.
error-store-no-spatialite-hint = Установите { $package } или укажите полный путь к библиотеке в TURASH_SPATIALITE. Искали в: { $tried }.
error-store-no-file = Файла { $path } нет.
error-store-no-file-hint = Проверьте имя или создайте проект импортом.
error-store-erased = Данные этого лица стёрты.
error-store-erased-hint = Прочитать их больше нельзя. Внесите лицо заново, если для этого есть основание.
error-store-exists = { $path } уже существует.
error-store-exists-hint = Выберите другое имя: существующий файл никогда не перезаписывается.
error-store-not-a-project = { $path } — не проект Turash.
error-store-not-a-project-hint = Выберите файл .turash, созданный этой программой. Ничего не изменено.
error-store-newer-file = { $path } записан более новой версией, нужен Turash { $needs } или новее.
error-store-newer-file-hint = Обновите программу. Файл имеет формат { $file_schema }, программа читает до { $app_schema }; ничего не изменено.
error-store-wrong-key = Ключ не открывает { $path } (способ: { $way }).
error-store-wrong-key-hint = Проверьте парольную фразу, регистр и раскладку; ключ восстановления тоже открывает файл.
error-store-no-key = Для { $path } нет ключа.
error-store-no-key-hint = Укажите парольную фразу: в окне по запросу, через --passphrase-file F или TURASH_PASSPHRASE.
error-store-no-key-file = Рядом с проектом нет файла ключа { $path }.
error-store-no-key-file-hint = Верните его на место: он хранится вместе с проектом.
error-store-bad-key-file = Файл ключа { $path } непригоден ({ $reason }).
error-store-bad-key-file-hint = Восстановите его из копии или откройте проект ключом восстановления.
error-store-no-keyring = Системное хранилище ключей не отвечает ({ $detail }).
error-store-no-keyring-hint = Разблокируйте его или используйте парольную фразу.
error-store-read-only = { $path } недоступен для записи.
error-store-read-only-hint = Выберите папку с правом записи или измените права файла.
error-store-disk-full = Для { $path } не осталось места.
error-store-disk-full-hint = Освободите место и повторите последний шаг; сохранённое ранее не пострадало.
error-store-busy = { $path } занят другой программой.
error-store-busy-hint = Закройте другую программу или дождитесь её и повторите.
error-store-damaged = { $path } повреждён ({ $detail }).
error-store-damaged-hint = Сохраните файл как есть и восстановите рядом последнюю копию.
error-store-no-row = Записи { $table } { $id } больше нет.
error-store-no-row-hint = Возможно, она удалена; отмена её вернёт.
error-store-row-exists = Запись { $table } { $id } уже есть.
error-store-row-exists-hint = Откройте ту, что есть.
error-store-bad-value = Поле { $field } таблицы { $table } содержит значение, которое эта версия не читает.
error-store-bad-value-hint = Откройте проект версией, которая его записала, или исправьте поле.
error-store-no-blob = Вложения { $sha256 } нет в проекте.
error-store-no-blob-hint = Добавьте файл заново или восстановите резервную копию.
error-store-bad-blob = Вложение { $sha256 } не совпадает со своей контрольной суммой.
error-store-bad-blob-hint = Добавьте файл заново: сохранённое изменено вне программы.
error-store-no-random = Система не даёт случайных чисел ({ $detail }).
error-store-no-random-hint = Перезагрузите компьютер: без случайных чисел ничего не шифруется.
error-store-sql = Файл проекта ответил ошибкой ({ $detail }).
error-store-sql-hint = Закройте проект, откройте снова и повторите шаг; файл проверит turash doctor.
error-store-io = Не удалось прочитать или записать { $path } ({ $detail }).
error-store-io-hint = Проверьте, подключён ли диск и доступна ли папка для записи.
error-file-not-found = Файл { $path } не найден.
error-file-not-found-hint = Проверьте имя и папку.
error-file-no-permission = Нет прав на чтение или запись { $path } ({ $reason }).
error-file-no-permission-hint = Выберите другую папку или измените права.
error-file-disk-full = Нет места для записи { $path }.
error-file-disk-full-hint = Освободите место и повторите.
error-file-is-folder = { $path } — папка, а не файл.
error-file-is-folder-hint = Укажите файл внутри неё.
error-file-failed = Не удалось использовать { $path } ({ $reason }).
error-file-failed-hint = Проверьте диск и имя, затем повторите.
error-operation-unknown = Операции { $name } нет.
error-operation-unknown-hint = turash do --list показывает все операции.
error-operation-bad-input = { $operation } не принимает такие данные: { $reason }.
error-operation-bad-input-hint = turash do --list показывает форму каждого ввода.
error-operation-bad-output = Ответ { $operation } не удалось записать: { $reason }.
error-operation-bad-output-hint = Повторите шаг; если повторится, сообщите, что вы делали.
error-edit-bad-value = { $value } не подходит для поля «{ edited-field }».
error-edit-bad-value-hint =
    { $wanted ->
        [positive] Нужно число больше нуля; дробь отделяют и запятая, и точка.
        [latitude] Нужны градусы от -90 до 90.
        [longitude] Нужны градусы от -180 до 180.
        [position] У площадки ещё нет положения: широта и долгота нужны вместе.
        [temperature] Нужны градусы Цельсия выше -273,15.
        [yes_no] Нужно да, нет или ничего.
        [precision] Нужно: грубо, оценено, измерено или проверено.
        [parts] Нужен список или код верного вида, например HP14, 7732-18-5 или содержание с единицей.
        [text] Нужен непустой текст.
        [short_text] Нужен текст не длиннее 600 знаков.
        [field] Это поле здесь не редактируется.
        [key] Нужен открытый ключ: 64 знака от 0 до 9 и от a до f.
        [time] Нужен момент времени, например 2026-12-31T00:00:00Z.
       *[number] Нужно число.
    }
error-key-mistyped = Это не тот ключ восстановления, что был напечатан: знак пропущен или набран с ошибкой.
error-key-mistyped-hint = Сверьте его с распечаткой группа за группой; групп 14, по четыре знака.
error-project-none-open = Проект не открыт.
error-project-none-open-hint = Сначала откройте или создайте проект.
error-project-at-work = В этом проекте ещё идёт работа.
error-project-at-work-hint = Дождитесь её конца или остановите её, затем заблокируйте снова.
error-project-not-empty = { $path } содержит записи и сохраняется.
error-project-not-empty-hint = Удаляется только проект, в котором никогда ничего не было; иначе удалите файл сами.
error-project-not-found = В этом проекте не найдено: { record-kind } { $id }.
error-project-not-found-hint = Идентификаторы выводят turash sites, search и match.
error-deal-illegal-step = Сделка не может перейти из состояния «{ deal-from }» в состояние «{ deal-to }».
error-deal-illegal-step-hint = Путь: { state-suggested }, { state-negotiating }, { state-reserved }, { state-contracted }, { state-live }; «{ state-failed }» и «{ state-cancelled }» её завершают.
error-deal-needs-outcome = Сделка не завершается без причины.
error-deal-needs-outcome-hint = Выберите причину и кратко опишите, что произошло.
error-deal-needs-reservation = Резерву нужен день окончания.
error-deal-needs-reservation-hint = Укажите день, до которого поток держат свободным.
error-packet-no-consent = { $organization } не дала согласия на полное раскрытие этой пары.
error-packet-no-consent-hint = Внесите согласия обеих сторон или выберите уровень nda или public.
error-packet-not-a-party = { $organization } не участвует в этой паре.
error-packet-not-a-party-hint = Пакет готовится только для дающей или берущей стороны.
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
       *[other] Не хватает цены ({ $field }, { $country }).
    }
error-economics-needs-price-hint = Укажите цену в потоке: без источника ничего не принимается.
error-job-cancelled = Остановлено по запросу.
error-job-cancelled-hint = Незаконченное не сохранено. Запустите снова, когда захотите.
error-program-defect = Программа столкнулась с собственной ошибкой.
error-program-defect-hint = Проект остался прежним. Повторите шаг; если повторится, сообщите, что вы делали.

# Части предложений выше.
record-kind = { $kind ->
    [organization] компания
    [site] площадка
    [flow] поток
    [match] пара
    [deal] сделка
    [consent] согласие
    [person] лицо
    [document] документ
    [import] импорт
    [job] задание
    [layer] слой карты
   *[other] запись
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
error-legal-not-in-set = Правовые проверки не ведут к документу { $template } для этой сделки.
error-legal-not-in-set-hint = Подходят документы: { $set }. Если нужного нет, сначала ответьте на открытые вопросы права.
error-legal-not-available = Нет шаблона { $template } для права { $law } на языке { $lang }.
error-legal-not-available-hint = Выберите другой язык или право; наугад ничего не переводится.
error-legal-unpaired = В двух языках документа { $template } разные положения.
error-legal-unpaired-hint = Создайте документ на каждом языке отдельно.
error-legal-template = Юридический шаблон содержит ошибку ({ $detail }).
error-legal-template-hint = Сообщите об этом; документ не записан.
error-legal-docx = Не удалось собрать файл DOCX ({ $detail }).
error-legal-docx-hint = Создайте его снова; если ошибка повторится, сообщите, что вы делали.
