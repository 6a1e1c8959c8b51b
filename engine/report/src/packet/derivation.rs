//! How the reader's own result came about, step by step, as the window shows it.

use turash_engine::packet::{Derived, EconomicsFacts};
use turash_engine::quantity;

use crate::sheet::{Align, Cell, Column, Sheet};
use crate::theme::LEFT;

/// Indent of a step, mm: spaces of the table's type.
const INDENT: &str = "\u{2003}";

pub fn draw(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let EconomicsFacts::Exact(money) = &facts.economics else { return };
    if money.derivation.is_empty() {
        return;
    }
    let head = sheet.word("packet-head-derivation");
    sheet.head(&head, "");
    let columns = [
        Column { x: 0.0, width: 62.0, align: Align::Left },
        Column { x: 64.0, width: 28.0, align: Align::Right },
        Column { x: 94.0, width: 16.0, align: Align::Left },
        Column { x: 112.0, width: 58.0, align: Align::Left },
    ];
    let heads = vec![
        sheet.word("packet-col-step"),
        sheet.word("packet-col-value"),
        sheet.word("packet-col-unit"),
        sheet.word("packet-col-origin"),
    ];
    let rows: Vec<_> = money
        .derivation
        .iter()
        .map(|step| {
            let name = format!("{}{}", INDENT.repeat(step.depth), sheet.coded("trace", &step.code));
            let name = if step.depth == 0 { Cell::Strong(name) } else { Cell::Text(name) };
            let (value, unit) = shown(sheet, step);
            let origin = step.equation.as_ref().or(step.source.as_ref());
            vec![
                name,
                Cell::Text(value),
                Cell::Muted(unit),
                Cell::Muted(origin.cloned().unwrap_or_default()),
            ]
        })
        .collect();
    sheet.table(LEFT, &columns, &heads, &rows);
    sheet.y += 4.0;
}

fn shown(sheet: &Sheet<'_>, step: &Derived) -> (String, String) {
    let (value, unit) = match step.unit.as_str() {
        "1/a" => (step.value * 100.0, "%/a"),
        "1" => (step.value, ""),
        unit => (step.value, unit),
    };
    let decimals = if unit.starts_with("EUR") { 0 } else { quantity::decimals_for(value, 3) };
    (sheet.fixed(value, decimals), sheet.unit(unit))
}
