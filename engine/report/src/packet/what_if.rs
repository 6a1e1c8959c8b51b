//! How sure the reader's result is: what chance does to it, and what single figures do.

use turash_engine::packet::{EconomicsFacts, OddsFacts, OwnMoney, PacketFacts};

use crate::figures::MISSING;
use crate::painter::{Rect, Stroke};
use crate::sheet::{Align, Cell, Column, Figure, Sheet};
use crate::theme::{AXIS, INK, LEFT, MID, PETROL, PETROL_TINT, RIGHT, RUST, RUST_TINT, TABLE};

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
    tornado(sheet, money);
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

/// Height of the row of one figure in mm.
const ROW: f64 = 8.0;
/// Width that the names of the figures have, and that a value beside a bar has.
const NAMES: f64 = 58.0;
const VALUE: f64 = 15.0;

/// One bar for each figure, from the result as planned to either side.
fn tornado(sheet: &mut Sheet<'_>, money: &OwnMoney) {
    let bars = &money.prospects.what_if;
    let (left, right) = (LEFT + NAMES + VALUE, RIGHT - VALUE);
    let ends = bars.iter().flat_map(|bar| [bar.less_eur, bar.more_eur]);
    let (low, high) =
        ends.fold((money.npv_eur, money.npv_eur), |(l, h), eur| (l.min(eur), h.max(eur)));
    let width = (high - low).max(1.0);
    let at = |eur: f64| left + (eur - low) / width * (right - left);

    let mut x = left;
    for (key, fill, line) in
        [("packet-col-less", RUST_TINT, RUST), ("packet-col-more", PETROL_TINT, PETROL)]
    {
        let mark = Rect { x, y: sheet.y + 0.6, w: 3.0, h: 2.4 };
        sheet.canvas.rect(mark, Some(fill), Some(Stroke::solid(line, 0.6)));
        let text = sheet.word(key);
        let drop = AXIS.drop_mm();
        x = x + 5.0 + sheet.canvas.text(x + 4.5, sheet.y + drop, &text, AXIS) + 6.0;
    }
    let top = sheet.y + 6.0;
    let bottom = top + ROW * bars.len() as f64;
    if low < 0.0 && high > 0.0 {
        let zero = at(0.0);
        sheet.canvas.line((zero, top), (zero, bottom), Stroke::dashed(MID, 0.6, &[2.0, 2.0]));
        sheet.canvas.text_centred(zero, bottom + AXIS.drop_mm() + 0.6, "0", AXIS);
    }
    for (row, bar) in bars.iter().enumerate() {
        let y = top + ROW * row as f64;
        let middle = y + ROW / 2.0 + 1.0;
        let name = sheet.coded("packet-what-if", &bar.code);
        let lines = sheet.canvas.wrap(&[(&name, TABLE)], NAMES);
        let over = (lines.len().min(2) as f64 * TABLE.leading_mm()) / 2.0;
        sheet.canvas.lines(LEFT, y + ROW / 2.0 - over, &lines[..lines.len().min(2)], TABLE);
        let mut reach = (at(money.npv_eur), at(money.npv_eur));
        for (eur, fill, line) in
            [(bar.less_eur, RUST_TINT, RUST), (bar.more_eur, PETROL_TINT, PETROL)]
        {
            let (from, to) = (at(money.npv_eur).min(at(eur)), at(money.npv_eur).max(at(eur)));
            let area = Rect { x: from, y: y + 1.6, w: to - from, h: ROW - 3.2 };
            sheet.canvas.rect(area, Some(fill), Some(Stroke::solid(line, 0.6)));
            reach = (reach.0.min(from), reach.1.max(to));
        }
        let k = |eur: f64| sheet.fixed(eur / 1000.0, 0);
        let (least, most) = (k(bar.less_eur.min(bar.more_eur)), k(bar.less_eur.max(bar.more_eur)));
        sheet.canvas.text_right(reach.0 - 1.4, middle, &least, AXIS);
        sheet.canvas.text(reach.1 + 1.4, middle, &most, AXIS);
    }
    let planned = at(money.npv_eur);
    sheet.canvas.line((planned, top), (planned, bottom), Stroke::solid(INK, 1.0));
    sheet.y = bottom + 5.0;
    let label = sheet.say("packet-figure", &[("n", "4".into())]);
    let npv = sheet.fixed(money.npv_eur / 1000.0, 0);
    let unit = sheet.unit("kEUR");
    let text = sheet.say("packet-caption-tornado", &[("npv", npv.into()), ("unit", unit.into())]);
    sheet.caption(&label, &text);
    sheet.y += 4.0;
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
    let unit = sheet.unit("kEUR");
    let text = sheet.say("packet-caption-what-if", &[("unit", unit.into())]);
    sheet.caption(&label, &text);
}
