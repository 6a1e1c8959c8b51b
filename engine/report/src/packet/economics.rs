//! The reader's cash flow, and nobody else's below full disclosure.

use turash_engine::packet::{EconomicsFacts, MoneyClasses, OwnMoney};
use turash_engine::quantity;

use crate::figures::MISSING;
use crate::sheet::{Align, Cell, Column, Figure, Sheet};
use crate::theme::{BODY, LEFT};

pub fn draw(sheet: &mut Sheet<'_>) {
    let section = sheet.word("packet-section-economics");
    match &sheet.facts.economics {
        EconomicsFacts::Exact(money) => exact(sheet, &section, money),
        EconomicsFacts::Classes(money) => classes(sheet, &section, money),
        EconomicsFacts::Missing { fields } => missing(sheet, &section, fields),
    }
    sheet.close();
}

fn exact(sheet: &mut Sheet<'_>, section: &str, money: &OwnMoney) {
    let investment = sheet.money(money.investment_eur());
    let title = if money.investment_eur() < 1.0 {
        sheet.say("packet-title-no-investment", &[("npv", sheet.money(money.npv_eur).into())])
    } else {
        match money.payback_years {
            Some(years) if money.npv_eur >= 0.0 => sheet.say(
                "packet-title-returns",
                &[("investment", investment.into()), ("years", sheet.fixed(years, 1).into())],
            ),
            Some(_) | None => {
                sheet.say("packet-title-not-returned", &[("investment", investment.into())])
            }
        }
    };
    sheet.open(section, &title);
    if money.assumed {
        sheet.star_assumed();
    }
    let price = sheet.word(if money.price_agreed {
        "packet-note-price-agreed"
    } else {
        "packet-note-price-planned"
    });
    let mut note = price;
    note.push(' ');
    note.push_str(&sheet.say("packet-note-method", &[("method", money.method.as_str().into())]));
    if let Some(hash) = &money.inputs_hash {
        let short: String = hash.chars().take(16).collect();
        note.push(' ');
        note.push_str(&sheet.say("packet-note-inputs", &[("hash", short.into())]));
    }
    let mark = sheet.note(note);
    let (npv, npv_unit) = sheet.money_parts(turash_engine::packet::Known::Exact {
        value: money.npv_eur,
        low: None,
        high: None,
    });
    let star = if money.assumed { "\u{a0}*" } else { "" };
    let (irr, irr_unit) = match money.irr.as_slice() {
        [one] => (sheet.fixed(one * 100.0, 1), sheet.word("packet-irr-unit")),
        [] => (MISSING.to_owned(), sheet.word("packet-irr-none")),
        many => {
            let all: Vec<_> = many.iter().map(|r| sheet.fixed(r * 100.0, 1)).collect();
            (all.join("; "), sheet.word("packet-irr-several"))
        }
    };
    let years = |y: Option<f64>| y.map_or(MISSING.to_owned(), |y| sheet.fixed(y, 1));
    let price = sheet.fixed(money.price_eur_per_unit, 2);
    let unit = format!("{}/{}", sheet.unit("EUR"), sheet.unit(&sheet.facts.unit));
    let rate = sheet.percent(money.discount_rate);
    let figures = [
        Figure {
            heading: sheet.word("packet-figure-npv"),
            value: npv,
            unit: npv_unit + star,
            notes: vec![sheet.say(
                "packet-npv-note",
                &[("rate", rate.clone().into()), ("years", money.years.into())],
            )],
        },
        Figure {
            heading: sheet.word("packet-figure-irr"),
            value: irr,
            unit: irr_unit + star,
            notes: Vec::new(),
        },
        Figure {
            heading: sheet.word("packet-figure-payback-simple"),
            value: years(money.payback_years),
            unit: sheet.word("packet-years-unit") + star,
            notes: vec![sheet.say(
                "packet-payback-discounted",
                &[("years", years(money.discounted_payback_years).into())],
            )],
        },
        Figure {
            heading: sheet.say("packet-figure-price", &[("kindof", sheet.kind_of().into())]),
            value: price,
            unit: format!("{unit}\u{a0}{mark}"),
            notes: vec![sheet.word(if money.price_agreed {
                "packet-price-agreed"
            } else {
                "packet-price-planned"
            })],
        },
    ];
    sheet.figures(&figures, true);
    let head = sheet.word("packet-head-cash");
    sheet.head(&head, "");
    let rows = money.lines.len() as f64;
    let extra = if money.counterparty.is_some() { 34.0 } else { 0.0 };
    let height = (sheet.room() - 38.0 - rows * 5.6 - extra).clamp(58.0, 86.0);
    sheet.cash_chart(money, height);
    let label = sheet.say("packet-figure", &[("n", "3".into())]);
    let text = sheet.say("packet-caption-cash", &[("rate", rate.into())]);
    sheet.caption(&label, &text);
    sheet.y += 4.5;
    cash_table(sheet, money);
    if let Some(other) = &money.counterparty {
        let name = sheet.other_short();
        let head = sheet.say("packet-head-both", &[("name", name.clone().into())]);
        sheet.y += 3.0;
        sheet.head(&head, "");
        let own_name = sheet.facts.recipient.name.clone().unwrap_or_default();
        let columns = [
            Column { x: 0.0, width: 62.0, align: Align::Left },
            Column { x: 62.0, width: 26.0, align: Align::Right },
            Column { x: 89.0, width: 26.0, align: Align::Right },
            Column { x: 116.0, width: 26.0, align: Align::Right },
            Column { x: 143.0, width: 27.0, align: Align::Right },
        ];
        let head = vec![
            sheet.word("packet-col-party"),
            sheet.word("packet-col-investment"),
            sheet.word("packet-col-yearly"),
            sheet.word("packet-figure-payback"),
            sheet.word("packet-col-npv"),
        ];
        let row = |name: String, investment: f64, yearly: f64, payback: Option<f64>, npv: f64| {
            let k = |v: f64| Cell::Number(sheet.fixed(v / 1000.0, 0), String::new());
            let payback = payback.map_or(MISSING.to_owned(), |y| sheet.fixed(y, 1));
            vec![
                Cell::Text(name),
                k(investment),
                k(yearly),
                Cell::Number(payback, String::new()),
                k(npv),
            ]
        };
        let rows = vec![
            row(
                own_name,
                money.investment_eur(),
                money.yearly_eur(),
                money.payback_years,
                money.npv_eur,
            ),
            row(name, other.investment_eur, other.yearly_eur, other.payback_years, other.npv_eur),
        ];
        sheet.table(LEFT, &columns, &head, &rows);
    }
}

/// Which years stand in one column: runs of years in which no line changes by a cent.
fn spans(money: &OwnMoney) -> Vec<(usize, usize)> {
    let alike = |a: usize, b: usize| {
        money.lines.iter().all(|l| {
            let (x, y) =
                (l.eur.get(a).copied().unwrap_or(0.0), l.eur.get(b).copied().unwrap_or(0.0));
            (x - y).abs() < 0.005
        })
    };
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for year in 0..=money.years {
        match spans.last_mut() {
            Some(last) if year > 1 && alike(last.0, year) => last.1 = year,
            Some(_) | None => spans.push((year, year)),
        }
    }
    spans
}

fn cash_table(sheet: &mut Sheet<'_>, money: &OwnMoney) {
    let all = spans(money);
    // Where every year differs, show the first years and every fifth.
    let shown: Vec<(usize, usize)> = if all.len() <= 6 {
        all
    } else {
        (0..=money.years)
            .filter(|y| *y <= 2 || y % 5 == 0 || *y == money.years)
            .take(6)
            .map(|y| (y, y))
            .collect()
    };
    let label = 60.0;
    let pitch = (170.0 - label) / (shown.len() + 2) as f64;
    let mut columns = vec![Column { x: 0.0, width: label, align: Align::Left }];
    for i in 0..shown.len() + 2 {
        columns.push(Column {
            x: label + pitch * i as f64 + 1.0,
            width: pitch - 1.0,
            align: Align::Right,
        });
    }
    let year_word = sheet.word("packet-year");
    let unit = sheet.unit("kEUR");
    let heading = match money.price_year {
        Some(year) => sheet.say(
            "packet-axis-money-year",
            &[("unit", unit.into()), ("year", year.to_string().into())],
        ),
        None => unit,
    };
    let rate = sheet.percent(money.discount_rate);
    let mut head = vec![heading];
    for (i, (from, to)) in shown.iter().enumerate() {
        let text = if from == to { from.to_string() } else { format!("{from}–{to}") };
        head.push(if i == 0 { format!("{year_word}\u{a0}{text}") } else { text });
    }
    head.push(sheet.word("packet-col-sum"));
    head.push(sheet.say("packet-col-present", &[("rate", rate.into())]));
    let k = |eur: f64| {
        if eur.abs() < 0.5 {
            MISSING.to_owned()
        } else {
            sheet.fixed(
                eur / 1000.0,
                quantity::decimals_for(eur / 1000.0, usize::from(eur.abs() < 1e4)),
            )
        }
    };
    let mut rows: Vec<Vec<Cell>> = money
        .lines
        .iter()
        .map(|line| {
            let name = sheet.coded("packet-line", &line.code);
            let mut cells =
                vec![Cell::Text(if line.assumed { format!("{name}\u{a0}*") } else { name })];
            cells.extend(shown.iter().map(|(from, _)| {
                Cell::Number(k(line.eur.get(*from).copied().unwrap_or(0.0)), String::new())
            }));
            cells.push(Cell::Number(k(line.eur.iter().sum()), String::new()));
            cells.push(Cell::Number(k(line.present_eur), String::new()));
            cells
        })
        .collect();
    let mut total = vec![Cell::Strong(sheet.word("packet-net"))];
    total.extend(
        shown.iter().map(|(from, _)| {
            Cell::StrongNumber(k(money.net_eur.get(*from).copied().unwrap_or(0.0)))
        }),
    );
    total.push(Cell::StrongNumber(k(money.net_eur.iter().sum())));
    total.push(Cell::StrongNumber(k(money.npv_eur)));
    rows.push(total);
    sheet.table(LEFT, &columns, &head, &rows);
    let label = sheet.say("packet-table", &[("n", "2".into())]);
    let text = sheet.word("packet-caption-cash-table");
    sheet.caption(&label, &text);
}

fn classes(sheet: &mut Sheet<'_>, section: &str, money: &MoneyClasses) {
    let gain = sheet.money_known(money.yearly_eur);
    let title = sheet.say("packet-title-classes", &[("gain", gain.into())]);
    sheet.open(section, &title);
    if money.assumed {
        sheet.star_assumed();
    }
    let text = sheet.word("packet-classes-lead");
    sheet.lead(&text);
    let star = if money.assumed { "\u{a0}*" } else { "" };
    let figure = |key: &str, (value, unit): (String, String), note: &str| Figure {
        heading: sheet.word(key),
        value,
        unit: unit + star,
        notes: vec![sheet.word(note)],
    };
    let (yearly, unit) = sheet.money_parts(money.yearly_eur);
    let yearly_unit = sheet.say("packet-per-year", &[("unit", unit.into())]);
    let payback = sheet.parts(money.payback_years, |v| quantity::shown(v, "", sheet.locale())).0;
    let figures = [
        figure("packet-figure-gain", (yearly, yearly_unit), "packet-class-note"),
        figure(
            "packet-figure-investment",
            sheet.money_parts(money.investment_eur),
            "packet-class-note",
        ),
        figure(
            "packet-figure-payback",
            (payback, sheet.word("packet-years-unit")),
            "packet-class-note",
        ),
    ];
    sheet.figures(&figures, true);
    let head = sheet.word("packet-head-cash-classes");
    sheet.head(&head, "");
    sheet.class_cash_chart(money, 92.0);
    let label = sheet.say("packet-figure", &[("n", "3".into())]);
    let text = sheet.word("packet-caption-cash-classes");
    sheet.caption(&label, &text);
    sheet.y += 5.0;
    let head = sheet.word("packet-head-classes-next");
    sheet.head(&head, "");
    let text = sheet.word("packet-classes-next");
    sheet.body(&[(&text, BODY)]);
}

fn missing(sheet: &mut Sheet<'_>, section: &str, fields: &[String]) {
    let title = sheet.word("packet-title-economics-missing");
    sheet.open(section, &title);
    let text = sheet.word("packet-economics-missing");
    sheet.lead(&text);
    let columns = [
        Column { x: 0.0, width: 74.0, align: Align::Left },
        Column { x: 76.0, width: 94.0, align: Align::Left },
    ];
    let head = vec![sheet.word("packet-col-missing"), sheet.word("packet-col-who")];
    let rows: Vec<_> = fields
        .iter()
        .map(|field| {
            let who = sheet.coded("packet-field-who", field);
            let known = who != field.replace('_', " ");
            vec![
                Cell::Strong(sheet.coded("packet-field", field)),
                Cell::Text(if known { who } else { sheet.word("packet-field-who-any") }),
            ]
        })
        .collect();
    sheet.table(LEFT, &columns, &head, &rows);
    let label = sheet.say("packet-table", &[("n", "2".into())]);
    let text = sheet.word("packet-caption-missing");
    sheet.caption(&label, &text);
}
