//! Where each number comes from, by which formula, and what was left out.

use turash_engine::model::{Direction, Disclosure};
use turash_engine::packet::{EconomicsFacts, Withheld};

use super::derivation;
use super::figures::MISSING;
use super::sheet::{Align, Cell, Column, Sheet};
use super::technical::precision_key;
use super::theme::{BODY, CAPTION, LEFT, WIDTH};
use crate::map::MapFacts;

pub fn draw(sheet: &mut Sheet<'_>, map: &MapFacts) {
    let facts = sheet.facts;
    let section = sheet.word("packet-section-sources");
    let own = sheet.word(precision_key(facts.own_flow().precision));
    let other = sheet.word(precision_key(facts.other_flow().precision));
    let name = sheet.other_short();
    let title = sheet.say(
        "packet-title-sources",
        &[("own", own.into()), ("other", other.into()), ("name", name.into())],
    );
    sheet.open(&section, &title);
    if facts.assumptions.iter().any(|a| a.assumed) {
        sheet.star();
    }
    let head = sheet.word("packet-head-flows");
    sheet.head(&head, "");
    let columns = [
        Column { x: 0.0, width: 52.0, align: Align::Left },
        Column { x: 53.0, width: 24.0, align: Align::Left },
        Column { x: 78.0, width: 74.0, align: Align::Left },
        Column { x: 154.0, width: 16.0, align: Align::Left },
    ];
    let heads = vec![
        sheet.word("packet-col-flow"),
        sheet.word("packet-row-precision"),
        sheet.word("packet-col-source"),
        sheet.word("packet-col-year"),
    ];
    let row = |side: Direction| {
        let flow = match side {
            Direction::Supply => &facts.supply,
            Direction::Demand => &facts.demand,
        };
        let what = sheet.word(match side {
            Direction::Supply => "packet-supply",
            Direction::Demand => "packet-demand",
        });
        let source = match (&flow.source.key, flow.source.dataset.as_str()) {
            (_, "user") => sheet.word("packet-source-user"),
            (Some(key), dataset) => format!("{}, {key}", sheet.coded("packet-dataset", dataset)),
            (None, dataset) => sheet.coded("packet-dataset", dataset),
        };
        let source = match &flow.source.method {
            Some(method) => format!("{source}; {}", sheet.coded("packet-method", method)),
            None => source,
        };
        vec![
            Cell::Text(format!("{what}: {}", sheet.side_name(side))),
            Cell::Text(sheet.word(precision_key(flow.precision))),
            Cell::Text(source),
            Cell::Text(flow.source.year.map_or(MISSING.to_owned(), |y| y.to_string())),
        ]
    };
    let rows = vec![row(Direction::Supply), row(Direction::Demand)];
    sheet.table(LEFT, &columns, &heads, &rows);
    sheet.y += 4.0;

    if !facts.assumptions.is_empty() {
        let head = sheet.word("packet-head-assumptions");
        sheet.head(&head, "");
        let columns = [
            Column { x: 0.0, width: 56.0, align: Align::Left },
            Column { x: 57.0, width: 22.0, align: Align::Left },
            Column { x: 80.0, width: 24.0, align: Align::Decimal(12.0) },
            Column { x: 106.0, width: 48.0, align: Align::Left },
            Column { x: 155.0, width: 15.0, align: Align::Left },
        ];
        let heads = vec![
            sheet.word("packet-col-assumption"),
            sheet.word("packet-col-unit"),
            sheet.word("packet-col-value"),
            sheet.word("packet-col-source"),
            sheet.word("packet-col-year"),
        ];
        let rows: Vec<_> = facts
            .assumptions
            .iter()
            .map(|a| {
                let (value, unit) = if a.unit == "1" && a.value.abs() <= 1.0 {
                    (a.value * 100.0, "%".to_owned())
                } else {
                    (a.value, sheet.unit(&a.unit))
                };
                let unit = if unit == "1" { String::new() } else { unit };
                let number = if value.abs() < 1.0 && value != 0.0 {
                    sheet.fixed(value, 3)
                } else {
                    sheet.num(value)
                };
                let star = if a.assumed { "*" } else { "" };
                vec![
                    Cell::Text(assumption(sheet, &a.code)),
                    Cell::Muted(unit),
                    Cell::Number(number, star.to_owned()),
                    Cell::Text(a.source.clone()),
                    Cell::Text(a.year.map_or(MISSING.to_owned(), |y| y.to_string())),
                ]
            })
            .collect();
        sheet.table(LEFT, &columns, &heads, &rows);
        sheet.y += 4.0;
    }

    derivation::draw(sheet);

    let head = sheet.word("packet-head-formulas");
    sheet.head(&head, "");
    let mut formulas = vec!["packet-formula-distance"];
    if facts.kind.is_thermal() {
        formulas.push("packet-formula-approach");
    }
    formulas.push("packet-formula-delivered");
    match &facts.economics {
        EconomicsFacts::Exact(_) => {
            formulas.extend(["packet-formula-npv", "packet-formula-irr", "packet-formula-payback"])
        }
        EconomicsFacts::Classes(_) => {
            formulas.extend(["packet-formula-npv", "packet-formula-classes"])
        }
        EconomicsFacts::Missing { .. } => {}
    }
    formulas.push("packet-formula-co2");
    for key in formulas {
        let text = sheet.word(key);
        let height = sheet.canvas.height(&[(&text, super::theme::TABLE)], WIDTH);
        sheet.need(height + 1.0);
        sheet.y =
            sheet.canvas.paragraph(LEFT, sheet.y, WIDTH, &[(&text, super::theme::TABLE)]) + 0.8;
    }
    sheet.y += 3.5;

    let head = sheet.word("packet-head-withheld");
    sheet.head(&head, "");
    if facts.withheld.is_empty() {
        let text = sheet.word("packet-withheld-nothing");
        sheet.body(&[(&text, BODY)]);
    } else {
        let names: Vec<_> = facts.withheld.iter().map(|w| sheet.word(withheld_key(*w))).collect();
        let level = sheet.word(super::sheet::level_key(facts.level));
        let text = sheet.say(
            "packet-withheld-text",
            &[("level", level.into()), ("list", names.join("; ").into())],
        );
        sheet.body(&[(&text, BODY)]);
    }
    match facts.level {
        Disclosure::Full => {
            for consent in &facts.consents {
                let date = sheet.date(consent.given_at);
                let text = sheet.say(
                    "packet-consent",
                    &[
                        ("name", consent.organization.as_str().into()),
                        ("reference", consent.reference.as_str().into()),
                        ("date", date.into()),
                    ],
                );
                sheet.body(&[(&text, BODY)]);
            }
        }
        Disclosure::Public | Disclosure::Nda => {}
    }
    sheet.y += 1.5;
    let head = sheet.word("packet-head-licences");
    sheet.head(&head, "");
    let mut lines: Vec<String> = map.attribution.clone();
    lines.push(sheet.word("packet-licence-fonts"));
    for line in lines {
        let height = sheet.canvas.height(&[(&line, CAPTION)], WIDTH);
        sheet.need(height);
        sheet.y = sheet.canvas.paragraph(LEFT, sheet.y, WIDTH, &[(&line, CAPTION)]) + 0.6;
    }
    sheet.close();
}

/// What an assumption is called: its own message, or that of the price it stands for.
fn assumption(sheet: &Sheet<'_>, code: &str) -> String {
    let own = sheet.coded("packet-assumption", code);
    let has_own = own != code.replace('_', " ");
    if has_own { own } else { sheet.coded("packet-field", code) }
}

fn withheld_key(what: Withheld) -> &'static str {
    match what {
        Withheld::Name => "packet-withheld-name",
        Withheld::Place => "packet-withheld-place",
        Withheld::Amounts => "packet-withheld-amounts",
        Withheld::Temperatures => "packet-withheld-temperatures",
        Withheld::Quality => "packet-withheld-quality",
        Withheld::CounterpartyMoney => "packet-withheld-money",
        Withheld::Corridor => "packet-withheld-corridor",
        Withheld::OwnLines => "packet-withheld-lines",
    }
}
