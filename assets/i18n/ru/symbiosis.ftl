# Цепочки, циклы и вопросы к графу.

error-graph-empty-query = Запрос пуст.
error-graph-empty-query-hint = Спросите, например: within 2 steps of "Название площадки" by heat.
error-graph-open-quote = Кавычка в байте { $at } запроса не закрыта.
error-graph-open-quote-hint = Поставьте после названия вторую кавычку ".
error-graph-unexpected = В байте { $at } запроса стоит { $end ->
    [yes] конец строки
   *[no] «{ $found }»
}; здесь нужно: { graph-expected }.
error-graph-unexpected-hint = Вопросы начинаются с within, takers of, givers of или path from; образец выглядит как site -[heat]-> site. Названия с такими словами берут в кавычки.
error-graph-out-of-range = { $number } в байте { $at } запроса — слишком мало или слишком много.
error-graph-out-of-range-hint = Возможно от 1 до { $most } шагов.
error-graph-unknown-kind = «{ $word }» в байте { $at } запроса — не вид ресурса.
error-graph-unknown-kind-hint = Виды ресурсов: { $kinds }.
error-graph-unknown-name = Ничего с названием «{ $name }» нет (байт { $at } запроса).
error-graph-unknown-name-hint = { $any ->
    [yes] Может быть, имелось в виду: { $near }
   *[no] Поиск находит названия по началам слов; годятся и идентификаторы.
}
error-graph-ambiguous-name = Название «{ $name }» (байт { $at } запроса) носят несколько записей.
error-graph-ambiguous-name-hint = Укажите идентификатор нужной: { $candidates }
error-graph-wrong-thing = О «{ $name }» (байт { $at } запроса) так спросить нельзя.
error-graph-wrong-thing-hint = { $wanted ->
    [supply] Получателей ищут для предложения, для площадки или компании с предложением либо для ресурса.
    [demand] Поставщиков ищут для потребности, для площадки или компании с потребностью либо для ресурса.
   *[place] Здесь нужна площадка, компания или поток.
}
error-graph-wrong-arrow = Такой стрелки от { $from } к { $to } не бывает (байт { $at } запроса).
error-graph-wrong-arrow-hint = Ресурсы идут от organization, site или supply к organization, site или demand; -[owns]-> ведёт от organization к site.
error-graph-unknown-variable = В образце нет узла «{ $name }» (байт { $at } запроса).
error-graph-unknown-variable-hint = Назовите узел в скобках, например (site a), и спрашивайте a.name.
error-graph-unknown-field = «{ $field }» (байт { $at } запроса) здесь не поле.
error-graph-unknown-field-hint = Поля: { $fields }.
graph-expected = { $expected ->
    [name] название
    [number] число
    [kind] вид ресурса
    [query] within, takers, givers, path или первый узел образца
    [node] organization, site, supply или demand
    [arrow] стрелка вида -> или -[heat]->
    [field] поле, например score или a.name
    [relation] один из знаков = != < <= > >= ~
    [value] значение
    [end] конец запроса
   *[word] «{ $expected }»
}

issue-graph-work-spent = Вопрос слишком широк: просмотрена только часть региона.
issue-graph-work-spent-hint = Спросите о меньшем числе шагов или об одном виде ресурса либо начните с названной площадки.
issue-graph-truncated = Путей больше, чем эти { $count }.
issue-graph-truncated-hint = Спросите о меньшем числе шагов или об одном виде ресурса либо добавьте условие.

phase-symbiosis-chains = Поиск цепочек
phase-symbiosis-cycles = Поиск циклов

symbiosis-sum = Выгода — сумма по парам, каждая рассмотрена отдельно.
symbiosis-unpriced = Без цены, считаются за ноль: { $count }.
symbiosis-co2-unknown = Пары, для которых экономия CO2 неизвестна: { $count }.
symbiosis-turn-changes = { $site } принимает: { $taken }; предлагает: { $offered }.
symbiosis-turn-improves = { $site } предлагает ресурс «{ $offered }» лучшего качества, чем нужно самой площадке.
symbiosis-turn-cascades = { $site } использует ресурс «{ $taken }» и передаёт его дальше с более низким качеством.
symbiosis-kind-heat = тепло
symbiosis-kind-steam = пар
symbiosis-kind-cooling = холод
symbiosis-kind-water = вода
symbiosis-kind-co2 = CO₂
symbiosis-kind-electricity = электроэнергия
symbiosis-kind-compressed-air = сжатый воздух
symbiosis-kind-biowaste = биоотходы
symbiosis-kind-material = материал
symbiosis-kind-product = продукция
symbiosis-kind-logistics = перевозки
symbiosis-kind-service = услуги
symbiosis-kind-shared-asset = общие мощности
symbiosis-weakest = Самое слабое звено: { $site }, потребность покрыта на { $share }.
symbiosis-through = Если каждая площадка делает своё предложение из принятого, в той же пропорции, до конца доходит { $amount } из { $whole }.
symbiosis-network = Доставляется { $delivered } по трубам длиной { $length }, теряется по пути { $lost }.
symbiosis-network-separate = Вместе { $benefit }; лучшие отдельные трубы дали бы { $separate }.
symbiosis-group = Общая потребность: { $amount } ({ $resource }), не дальше { $reach } от середины.
symbiosis-unpriced-group = Цены нет, поэтому экономия не показана.

cli-chains = Цепочки
cli-cycles = Циклы
cli-networks = Общие сети
cli-groups = Группы с одинаковой потребностью
cli-nothing-found = Ничего не найдено.
cli-stopped-early = Поиск остановлен; могут быть варианты лучше.
