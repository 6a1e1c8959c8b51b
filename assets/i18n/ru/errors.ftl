# Что останавливает операцию и что с этим делать.
error-store-no-spatialite = SpatiaLite не установлен.
error-store-no-spatialite-hint = Установите { $package } или укажите полный путь к библиотеке в TURASH_SPATIALITE. Искали в: { $tried }.
error-store-no-file = Файла { $path } нет.
error-store-no-file-hint = Проверьте имя или создайте проект импортом.
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
error-store-row-exists = Запись { $table } { $id } уже есть.
error-store-bad-value = Поле { $field } таблицы { $table } содержит значение, которое эта версия не читает.
error-store-no-blob = Вложения { $sha256 } нет в проекте.
error-store-bad-blob = Вложение { $sha256 } не совпадает со своей контрольной суммой.
error-store-no-random = Система не даёт случайных чисел ({ $detail }).
error-store-sql = Файл проекта ответил ошибкой ({ $detail }).
error-store-io = Не удалось прочитать или записать { $path } ({ $detail }).
error-file-not-found = Файл { $path } не найден.
error-file-not-found-hint = Проверьте имя и папку.
error-file-no-permission = Нет прав на чтение или запись { $path } ({ $reason }).
error-file-no-permission-hint = Выберите другую папку или измените права.
error-file-disk-full = Нет места для записи { $path }.
error-file-disk-full-hint = Освободите место и повторите.
error-file-is-folder = { $path } — папка, а не файл.
error-file-failed = Не удалось использовать { $path } ({ $reason }).
error-operation-unknown = Операции { $name } нет.
error-operation-unknown-hint = turash do --list показывает все операции.
error-operation-bad-input = { $operation } не принимает такие данные: { $reason }.
error-operation-bad-input-hint = turash do --list показывает форму каждого ввода.
error-operation-bad-output = Ответ { $operation } не удалось записать: { $reason }.
error-edit-bad-value = { $value } не подходит для поля { $field }.
error-edit-bad-value-hint =
    { $wanted ->
        [positive] Нужно число больше нуля; дробь отделяют и запятая, и точка.
        [latitude] Нужны градусы от -90 до 90.
        [longitude] Нужны градусы от -180 до 180.
        [temperature] Нужны градусы Цельсия выше -273,15.
        [text] Нужен непустой текст.
        [field] Это поле здесь не редактируется.
        [time] Нужен момент времени, например 2026-12-31T00:00:00Z.
       *[number] Нужно число.
    }
error-project-none-open = Проект не открыт.
error-project-none-open-hint = Сначала откройте или создайте проект.
error-project-not-found = В проекте нет { $kind } { $id }.
error-project-not-found-hint = Идентификаторы выводят turash sites, search и match.
error-deal-illegal-step = Сделка не может перейти из { $from } в { $to }.
error-deal-illegal-step-hint = Путь: suggested, negotiating, reserved, contracted, live; failed и cancelled завершают.
error-deal-needs-outcome = Сделка не завершается без причины.
error-deal-needs-outcome-hint = Выберите причину и кратко опишите, что произошло.
error-deal-needs-reservation = Резерву нужен день окончания.
error-packet-no-consent = { $organization } не дала согласия на полное раскрытие этой пары.
error-packet-no-consent-hint = Внесите согласия обеих сторон или выберите уровень nda или public.
error-packet-not-a-party = { $organization } не участвует в этой паре.
error-packet-not-a-party-hint = Пакет готовится только для дающей или берущей стороны.
error-economics-needs-price = Нет цены на { $field } в { $country }.
error-economics-needs-price-hint = Укажите цену в потоке: без источника ничего не принимается.
error-job-cancelled = Остановлено по запросу.
error-program-defect = Программа столкнулась с собственной ошибкой.
error-program-defect-hint = Проект остался прежним. Повторите шаг; если повторится, сообщите, что вы делали.
