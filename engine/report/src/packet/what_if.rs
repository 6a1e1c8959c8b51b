//! How sure the reader's result is: what chance does to it, and what single figures do.

use turash_engine::packet::{EconomicsFacts, OddsFacts, OwnMoney, PacketFacts};

use super::figures::MISSING;
use super::sheet::{Align, Cell, Column, Figure, Sheet};
use super::theme::LEFT;

/// Whether there is such a page: the own figures are shown, and something moves them.
pub fn is_shown(facts: &PacketFacts) -> bool {
    own(facts).is_some()
}

fn own(facts: &PacketFacts) -> Option<&OwnMoney> {
    match &facts.economics {
        EconomicsFacts::Exact(money) => Some(&**money).filter(|m| !m.prospects.what_if.is_empty()),
        EconomicsFacts::Classes(_) | EconomicsFacts::Missing { .. } => None,
    }
}

pub fn draw(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let Some(money) = own(facts) else { return };
    let section = sheet.word("packet-section-what-if");
    let prospects = &money.prospects;
    let title = match prospects.odds {
        Some(odds) => sheet.say("packet-title-what-if", &[("cases", cases(sheet, odds).into())]),
        None => sheet.word("packet-title-what-if-plain"),
    };
    sheet.open(&section, &title);
    let text = sheet.word("packet-what-if-lead");
    sheet.lead(&text);
    if let Some(odds) = prospects.odds {
        chance(sheet, money, odds);
    }
    let head = sheet.word("packet-head-what-if");
    sheet.head(&head, "");
    table(sheet, money);
    sheet.close();
}

/// How many of a hundred cases gain, never rounded up.
fn cases(sheet: &Sheet<'_>, odds: OddsFacts) -> String {
    sheet.fixed((odds.gains * 100.0).floor(), 0)
}

fn chance(sheet: &mut Sheet<'_>, money: &OwnMoney, odds: OddsFacts) {
    let k = |sheet: &Sheet<'_>, eur: f64| sheet.fixed(eur / 1000.0, 0);
    let range = sheet.range(&k(sheet, odds.low_eur), &k(sheet, odds.high_eur));
    let ratio = |value: Option<f64>| value.map_or(MISSING.to_owned(), |v| sheet.fixed(v, 2));
    let draws = sheet.fixed(odds.draws as f64, 0);
    let figures = [
        Figure {
            heading: sheet.word("packet-figure-gains"),
            value: cases(sheet, odds),
            unit: "%".to_owned(),
            notes: vec![sheet.say("packet-gains-note", &[("draws", draws.into())])],
        },
        Figure {
            heading: sheet.word("packet-figure-range"),
            value: range,
            unit: sheet.unit("kEUR"),
            notes: vec![sheet.word("packet-range-note")],
        },
        Figure {
            heading: sheet.word("packet-figure-benefit-cost"),
            value: ratio(money.prospects.benefit_cost_ratio),
            unit: String::new(),
            notes: vec![sheet.word("packet-benefit-cost-note")],
        },
        Figure {
            heading: sheet.word("packet-figure-roi"),
            value: ratio(money.prospects.roi),
            unit: String::new(),
            notes: vec![sheet.word("packet-roi-note")],
        },
    ];
    sheet.figures(&figures, true);
}

fn table(sheet: &mut Sheet<'_>, money: &OwnMoney) {
    let columns = [
        Column { x: 0.0, width: 80.0, align: Align::Left },
        Column { x: 82.0, width: 28.0, align: Align::Right },
        Column { x: 112.0, width: 28.0, align: Align::Right },
        Column { x: 142.0, width: 28.0, align: Align::Right },
    ];
    let head = vec![
        sheet.word("packet-col-figure"),
        sheet.word("packet-col-less"),
        sheet.word("packet-col-more"),
        sheet.word("packet-col-swing"),
    ];
    let k = |eur: f64| Cell::Number(sheet.fixed(eur / 1000.0, 0), String::new());
    let rows: Vec<Vec<Cell>> = money
        .prospects
        .what_if
        .iter()
        .map(|one| {
            vec![
                Cell::Text(sheet.coded("packet-what-if", &one.code)),
                k(one.less_eur),
                k(one.more_eur),
                k((one.more_eur - one.less_eur).abs()),
            ]
        })
        .collect();
    sheet.table(LEFT, &columns, &head, &rows);
    let label = sheet.say("packet-table", &[("n", "3".into())]);
    let npv = sheet.fixed(money.npv_eur / 1000.0, 0);
    let unit = sheet.unit("kEUR");
    let text = sheet.say("packet-caption-what-if", &[("npv", npv.into()), ("unit", unit.into())]);
    sheet.caption(&label, &text);
}
