# Слова вокруг положений юридических документов; сами положения — в templates/legal.

legal-status = Проект для проверки юристом
legal-status-means = Не является юридической консультацией; до подписания не обязывает.
legal-missing-count = { $count ->
    [0] Все сведения указаны.
    [one] Не хватает { $count } значения; перечень в конце.
    [few] Не хватает { $count } значений; перечень в конце.
   *[other] Не хватает { $count } значений, перечень в конце.
}
legal-template = Шаблон { $name } { $version } ({ $law }) от { $date }
legal-law-eu = Европейский союз
legal-law-de = Германия
legal-law-gb = Англия и Уэльс
legal-law-ru = Россия
legal-governed-de = правом Федеративной Республики Германия
legal-governed-gb = правом Англии и Уэльса
legal-governed-ru = правом Российской Федерации
legal-draft-of = Проект от { $date }
legal-watermark = ПРОЕКТ
legal-edge = Проект для проверки юристом · { $id } · { $version }
legal-signatures = Подписи
legal-sign-place = Место, дата
legal-sign-line = Подпись
legal-sign-later = Строки для подписи появятся, когда всё будет заполнено.
legal-missing = Не хватает до подписания
legal-missing-means = Каждому пропуску соответствует одна строка. Ничего не заполнено по предположению.
legal-missing-in = Пункт { $clause }: { $what }
legal-missing-signature = Подписи: { $what }
legal-sources = Упомянутые нормы, подлежат подтверждению юристом

legal-blank-supplier-address = место нахождения поставщика
legal-blank-supplier-register = сведения о регистрации поставщика
legal-blank-supplier-signatory = подписант поставщика
legal-blank-accepter-address = место нахождения получателя
legal-blank-accepter-register = сведения о регистрации получателя
legal-blank-accepter-signatory = подписант получателя
legal-blank-signatory = имя и должность
legal-blank-description = описание
legal-blank-supplier-site = площадка поставщика
legal-blank-accepter-site = площадка получателя
legal-blank-starts-on = дата начала
legal-blank-price = цена за единицу
legal-blank-currency = валюта
legal-blank-quantity = количество в год
legal-blank-price-index = индекс
legal-blank-payment-days = дней
legal-blank-take-or-pay = процентов
legal-blank-metering = место и вид прибора учёта
legal-blank-backup = поставщик или получатель
legal-blank-penalty = сумма за единицу
legal-blank-liability-cap = сумма
legal-blank-years = лет
legal-blank-notice-months = месяцев
legal-blank-secrecy-years = срок тайны в годах
legal-blank-secrecy-penalty = сумма за нарушение
legal-blank-exclusive-until = дата
legal-blank-law = применимое право
legal-blank-court = суд или арбитраж
legal-blank-temperature = температура подачи
legal-blank-return-temperature = температура обратной линии
legal-blank-pressure = давление
legal-blank-waste-code = код отхода
legal-blank-hazards = опасные свойства
legal-blank-consignment-mass = масса или объём
legal-blank-packaging = число и вид упаковок
legal-blank-composition = состав
legal-blank-operation-permit = операция и разрешение
legal-blank-carrier = перевозчик и транспорт
legal-blank-departure = дата отправления
legal-blank-un-number = номер ООН и класс
legal-blank-emergency-contact = контакт на случай аварии
legal-blank-supplier-coordinator = координатор поставщика
legal-blank-accepter-coordinator = координатор получателя
