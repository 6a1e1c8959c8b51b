# Страницы хаба в браузере.
hub-sign-in-title = Вход на хаб
hub-sign-in = Войти
hub-login = Адрес электронной почты
hub-password = Пароль
hub-password-rule = Не менее 10 символов. Если у вас уже есть учётная запись на этом хабе, введите её пароль.
hub-join-title = Принять приглашение
hub-join = Принять
hub-joined-title = Готово
hub-joined = Закройте эту страницу и войдите из Turash Workstation.
hub-refused = Адрес и пароль не подходят ни к одной учётной записи.
hub-wait = Слишком много попыток. Подождите пять минут.
hub-bad-link = Приглашение уже использовано или истекло, либо пароль слишком короткий или не от вашей учётной записи.
hub-which = Эта учётная запись относится к нескольким организациям. Начните вход заново из нужной.
# Чего не может сама программа хаба.
error-hub-database = База данных отвечает отказом: { $detail }
error-hub-database-hint = Проверьте, работает ли она, и адрес после --database.
error-hub-newer = База данных создана более новым хабом.
error-hub-newer-hint = Установите более новую версию turash-hub.
error-hub-file = Файл в папке хаба не читается или не записывается: { $detail }
error-hub-file-hint = Проверьте папку после --data, её владельца и свободное место.
error-hub-stored = База данных хаба повреждена ({ $detail }).
error-hub-stored-hint = Восстановите последнюю резервную копию в пустую папку.
error-hub-folder-not-empty = Папка не пуста: { $detail }
error-hub-folder-not-empty-hint = Укажите пустую или ещё не существующую папку.
error-hub-bad-backup = Это не полная резервная копия ({ $detail }).
error-hub-bad-backup-hint = Возьмите другую копию; manifest.json записывается последним.
error-hub-not-empty = На этом хабе уже есть данные.
error-hub-not-empty-hint = Восстанавливайте в пустую папку с пустой базой данных.
error-hub-no-postgres = Этот хаб собран без PostgreSQL.
error-hub-no-postgres-hint = Уберите --database или установите обычную сборку.
error-hub-no-chance = Система не даёт случайных чисел.
error-hub-no-chance-hint = Без них ни один секрет не надёжен: проверьте систему.
# What the browser shows when a sign-in has ended, and what a device says of its hub.
sync-signed-in-title = Вы вошли
sync-signed-in = Закройте эту страницу и продолжайте в Turash Workstation.
sync-sign-in-at = Войдите на открывшейся странице или откройте её сами: { $page }
sync-in-step = Совпадает с { $hub }
sync-waiting = Изменения на пути к { $hub }
sync-attention = { $hub }: нужно ваше решение
sync-stopped = Связь с { $hub } остановлена
cli-sign-in-at = Войдите на этой странице: { $page }
cli-sync-unsent = изменений, ещё не принятых хабом
cli-sync-unseen = изменений принято, но ещё не вернулось
cli-sync-refused = изменений отклонено: turash sync tray
cli-sync-conflicts = конфликтов ждут решения: turash sync conflicts
cli-sync-newer = изменений новой версии, хранятся до обновления
cli-sync-in-step-at = последнее совпадение { $at }
cli-sync-retry-at = новая попытка { $at }
phase-signing-in = Ожидание входа
phase-syncing = Обмен изменениями
phase-attachments = Обмен вложениями
phase-verifying = Проверка истории
phase-copying = Копирование проекта
action-sync-resolve = { $count ->
    [one] Решить { $count } конфликт
    [few] Решить { $count } конфликта
    [many] Решить { $count } конфликтов
   *[other] Решить { $count } конфликта
}
action-sync-retry = { $count ->
    [one] Записать { $count } отклонённое изменение снова
    [few] Записать { $count } отклонённых изменения снова
    [many] Записать { $count } отклонённых изменений снова
   *[other] Записать { $count } отклонённого изменения снова
}
# Why a device and a hub do not speak, and what to do.
error-hub-offline = Хаб не отвечает.
error-hub-offline-hint = Ничего не потеряно: изменения остаются здесь и уйдут, когда будет связь. Проверьте сеть и адрес.
error-hub-timed-out = Хаб не ответил вовремя.
error-hub-timed-out-hint = Ничего не потеряно; повторите позже.
error-hub-not-a-hub = Ответил не хаб.
error-hub-not-a-hub-hint = Проверьте адрес. В гостевой сети сначала войдите в саму сеть.
error-hub-untrusted = Хаб не может доказать, что он по этому адресу.
error-hub-untrusted-hint = Проверьте часы компьютера; спросите владельца хаба о сертификате.
error-hub-not-signed-in = Вход на этот хаб не выполнен или истёк.
error-hub-not-signed-in-hint = Войдите: turash hub login и адрес, или в окне в разделе «Хаб».
error-hub-sign-in-not-finished = Вход не завершён.
error-hub-sign-in-not-finished-hint = Начните снова и дойдите до конца страницы в браузере за десять минут.
error-hub-bad-address = Это не адрес хаба.
error-hub-bad-address-hint = Напишите hub.example или https://hub.example:7171; копируемый проект — после косой черты.
error-hub-open-address = Этот адрес не защищён шифрованием.
error-hub-open-address-hint = Используйте https. Без него можно обращаться только к хабу на этом компьютере.
error-hub-no-network = У этой программы нет доступа к хабам.
error-hub-no-network-hint = Задайте папку настроек и используйте обычную сборку.
error-hub-no-such-project = На хабе нет доступного вам проекта { $name }.
error-hub-no-such-project-hint = Вам доступны: { $there }.
error-hub-two-projects = Несколько проектов называются { $name }.
error-hub-two-projects-hint = Укажите идентификатор вместо имени.
error-sync-no-hub = Этот проект не связан с хабом.
error-sync-no-hub-hint = Сначала войдите: turash hub login и адрес.
error-sync-which-hub = Вы вошли на несколько хабов.
error-sync-which-hub-hint = Назовите один с --hub: { $hubs }.
error-sync-no-side = У { $conflict } нет такой стороны.
error-sync-no-side-hint = Получите список снова: возможно, кто-то уже решил.
# What a hub refuses.
error-sync-version = Хаб говорит на другой версии протокола.
error-sync-version-hint = Обновите то, что старее. До тех пор ничего не потеряется.
error-sync-too-large = Отправлено больше, чем хаб принимает за раз.
error-sync-too-large-hint = Сообщите об этом; изменения сохранены здесь.
error-sync-malformed = Хаб не понял запрос.
error-sync-malformed-hint = Обновите программу; изменения сохранены здесь.
error-sync-gap = У хаба нет более раннего изменения этого устройства.
error-sync-gap-hint = Оно отправится снова само.
error-sync-fork = Этот файл — копия или возвращён к старому состоянию: под его номерами хаб знает другие изменения.
error-sync-fork-hint = Ничего не отправлено. Сохраните файл, склонируйте проект заново с { $hub } и внесите туда то, что есть только здесь.
error-sync-rewound = Хаб восстановлен из резервной копии.
error-sync-rewound-hint = Недостающее отправится снова само.
error-sync-compacted = Эту часть истории хаб уже убрал.
error-sync-compacted-hint = Проект будет прочитан заново сам.
error-sync-snapshot-gone = Начатого снимка больше нет.
error-sync-snapshot-gone-hint = Чтение начнётся заново само.
error-sync-sign-in = Хаб не знает, кто спрашивает.
error-sync-sign-in-hint = Войдите снова.
error-sync-forbidden = Ваша роль этого не позволяет.
error-sync-forbidden-hint = Обратитесь к администратору или фасилитатору вашей организации.
error-sync-no-stream = На хабе нет такого проекта для вас.
error-sync-no-stream-hint = Попросите пригласившего дать вам доступ.
error-sync-revoked = Это устройство отозвано.
error-sync-revoked-hint = Неотправленное хранится здесь. Обратитесь к администратору и войдите снова.
error-sync-busy = Хаб просит подождать.
error-sync-busy-hint = Попытка повторится сама.
error-sync-unavailable = Хаб сейчас не может этого сделать.
error-sync-unavailable-hint = Попытка повторится сама; если это надолго, сообщите владельцу хаба.
error-sync-wipe = У вас больше нет доступа к этому проекту на хабе.
error-sync-wipe-hint = Неотправленное хранится здесь. Обратитесь к администратору вашей организации.
error-sync-tampered = История, которую показывает хаб, не та, что была прочитана раньше.
error-sync-tampered-hint = Ничего из неё не принято. Сообщите владельцу { $hub } и сохраните файл: он доказывает, что было.
# Why the hub refused a single change; the changes behind it went on.
error-sync-op-bad-form = Это не оформлено как изменение.
error-sync-op-bad-form-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
error-sync-op-too-large = Оно больше допустимого.
error-sync-op-too-large-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
error-sync-op-unknown = Хаб не знает этого поля.
error-sync-op-unknown-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
error-sync-op-no-row = Такой записи никогда не было.
error-sync-op-no-row-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
error-sync-op-bad-value = Значение не подходит этому полю.
error-sync-op-bad-value-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
error-sync-op-forbidden = Ваша роль не может это писать.
error-sync-op-forbidden-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
error-sync-op-state-moved = Сделка тем временем продвинулась.
error-sync-op-state-moved-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
error-sync-op-append-only = Показания и заметки можно только добавлять.
error-sync-op-append-only-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
error-sync-op-bad-base = Оно будто бы видело больше, чем есть.
error-sync-op-bad-base-hint = Посмотрите, что есть сегодня, затем запишите снова или уберите.
