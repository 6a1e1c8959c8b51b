# Слова отчёта о портфеле.

portfolio-subject = Отчёт о портфеле: что дают все обмены региона вместе
portfolio-header = Отчёт о портфеле: { $region }
portfolio-eyebrow = Отчёт о портфеле
portfolio-title = Промышленный симбиоз: { $region }
portfolio-finding = { $n ->
    [one] { $n } обмен позволил бы избежать { $co2 } CO₂ в год
    [few] { $n } обмена позволили бы избежать { $co2 } CO₂ в год
   *[other] { $n } обменов позволили бы избежать { $co2 } CO₂ в год
}
portfolio-finding-plain = { $n ->
    [0] Пока не найдено ни одного обмена
    [one] Возможен { $n } обмен
    [few] Возможны { $n } обмена
   *[other] Возможно { $n } обменов
}
portfolio-public-means = Ни имён, ни мест точнее 10 км, ни чисел, из которых следуют числа одного предприятия.
portfolio-cover-document = { $id }. Можно передавать кому угодно.
portfolio-note-assumed = Среди них принятые цены: не предложены и не согласованы, взяты из справочных таблиц. С ними изменится и число.
portfolio-section-glance = Главное
portfolio-lead = Из подходящих пар ({ $found }) выбраны те, что окупаются и не берут один поток дважды. Участвующих предприятий: { $companies }.
portfolio-figure-exchanges = Обмены
portfolio-figure-companies = { $n ->
    [one] { $n } предприятие
    [few] { $n } предприятия
   *[other] { $n } предприятий
}
portfolio-figure-benefit = Выгода всех вместе
portfolio-figure-capital = Вложения
portfolio-figure-co2 = Предотвращённый CO₂
portfolio-without-price = не вошло обменов без цены: { $n }
portfolio-without-co2 = не вошло обменов, чьё действие неизвестно: { $n }
portfolio-head-kinds = Чем обмениваются
portfolio-head-funnel = Как далеко они продвинулись
portfolio-funnel-chosen = возможны
portfolio-funnel-negotiating = идут переговоры или дальше
portfolio-funnel-reserved = зарезервированы или дальше
portfolio-funnel-contracted = договор подписан или идёт поставка
portfolio-funnel-live = идёт поставка
portfolio-caption-funnel = Число обменов, дошедших до этого шага или дальше.
portfolio-next-none = Переговоров пока нет. Следующий шаг: пригласить оба предприятия первого обмена из списка.
portfolio-next = Следующий шаг: спросить стороны, ведущие переговоры, что им мешает, и пригласить стороны следующего обмена из списка.
portfolio-section-place = Где
portfolio-title-place = { $n ->
    [one] Обмены лежат в { $n } квадрате со стороной 10 км
   *[other] Обмены лежат в { $n } квадратах со стороной 10 км
}
portfolio-lead-place = В каждом квадрате есть хотя бы одно предприятие, которое могло бы отдавать или брать. Линия соединяет квадраты обмена из списка; это не трасса.
portfolio-no-place = Положение предприятий пока неизвестно, поэтому карты нет.
portfolio-caption-map = Квадраты со стороной 10 км, пронумерованы с севера на юг; на них ссылается список. { $attribution }
portfolio-legend-gives = здесь отдают
portfolio-legend-takes = здесь берут
portfolio-legend-both = и то и другое
portfolio-col-kind = Ресурс
portfolio-col-exchanges = Число
portfolio-col-amount = Количество
portfolio-col-co2 = Снижение CO₂, т в год
portfolio-col-benefit = Выгода, тыс. EUR в год
portfolio-col-capital = Вложения, тыс. EUR
portfolio-row-all = Всего
portfolio-caption-kinds = Что обмены каждого вида поставляют, предотвращают, приносят за год и стоят, все стороны вместе. Промежуток стоит там, где сумма выдала бы, что есть у одного предприятия.
portfolio-section-list = Обмены
portfolio-title-list = { $n ->
    [0] Список обменов пуст
    [one] Впереди стоит { $n } обмен
    [few] Впереди стоят { $n } обмена
   *[other] Впереди стоят { $n } обменов
}
portfolio-lead-list = Сначала те, что продвинулись дальше, затем по баллу. Количества и CO₂ даны классами, предприятия названы отраслью и квадратом.
portfolio-col-number = №
portfolio-col-from = От кого
portfolio-col-to = Кому
portfolio-col-state = Стадия
portfolio-party = { $sector }, { $country } (квадрат { $square })
portfolio-caption-list = Квадраты как на карте 1.
portfolio-section-method = Откуда взяты числа
portfolio-title-method = Каждый поток учтён один раз, и ни одно предприятие не вычислить
portfolio-method-count-label = Что учтено
portfolio-method-count = Сначала идущие сделки, затем пары по их баллу, которые приносят больше, чем стоят. Взятый поток второй раз не берётся, поэтому ничто не учтено дважды.
portfolio-method-money-label = Выгода и вложения
portfolio-method-money = Чистая приведённая стоимость обеих сторон вместе, распределённая по годам работы как аннуитет; вложения — то, что обеим надо построить. Платежи сторон друг другу взаимно погашаются.
portfolio-method-co2-label = CO₂
portfolio-method-co2 = То, что берущий больше не сжигает, не покупает и не производит, за вычетом нужд самого обмена. Коэффициенты выбросов взяты из справочных таблиц программы.
portfolio-method-secret-label = Что не показано
portfolio-method-secret = Имена, места точнее 10 км, цены и числа отдельных предприятий. Сумма точна только там, где никто, зная свои числа, не определит чужие с точностью до 10 %; иначе дан промежуток.
portfolio-method-assumed-label = Принятые цены
portfolio-method-assumed = Часть цен не предложена и не согласована, а взята из справочных таблиц. Вместе с ними изменится и выгода.
portfolio-method-map-label = Карта
