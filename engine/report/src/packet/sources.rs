//! Where each number comes from, and by which formula.

use turash_engine::model::Direction;
use turash_engine::packet::EconomicsFacts;

use super::derivation;
use super::technical::precision_key;
use crate::figures::MISSING;
use crate::sheet::{Align, Cell, Column, Sheet};
use crate::theme::{LEFT, TABLE, WIDTH};

pub fn draw(sheet: &mut Sheet<'_>) {
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
        sheet.star_assumed();
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
        let height = sheet.canvas.height(&[(&text, TABLE)], WIDTH);
        sheet.need(height + 1.0);
        sheet.y = sheet.canvas.paragraph(LEFT, sheet.y, WIDTH, &[(&text, TABLE)]) + 0.8;
    }
    sheet.close();
}

/// What an assumption is called: its own message, or that of the price it stands for.
fn assumption(sheet: &Sheet<'_>, code: &str) -> String {
    let own = sheet.coded("packet-assumption", code);
    let has_own = own != code.replace('_', " ");
    if has_own { own } else { sheet.coded("packet-field", code) }
}
