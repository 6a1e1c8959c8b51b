//! The technical comparison: both flows side by side, with how well each value is known.

use turash_engine::model::{Carrier, Direction, Precision};
use turash_engine::packet::{FlowFacts, Known};
use turash_engine::quantity::{self, Shown};

use crate::figures::MISSING;
use crate::sheet::{Align, Cell, Column, Sheet};
use crate::theme::{BODY, LEFT};

/// How a property reads from a flow.
struct Property {
    key: &'static str,
    unit: String,
    of: fn(&FlowFacts) -> Known,
    decimals: Option<usize>,
    scale: f64,
}

pub fn draw(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let section = sheet.word("packet-section-technical");
    let title = title(sheet);
    sheet.open(&section, &title);
    let star = [facts.supply.precision, facts.demand.precision];
    if star.contains(&Precision::Rough) {
        let text = sheet.word("packet-note-rough");
        sheet.note(text);
    }
    let columns = [
        Column { x: 0.0, width: 44.0, align: Align::Left },
        Column { x: 45.0, width: 15.0, align: Align::Left },
        Column { x: 61.0, width: 38.0, align: Align::Decimal(14.0) },
        Column { x: 100.0, width: 38.0, align: Align::Decimal(14.0) },
        Column { x: 139.0, width: 31.0, align: Align::Left },
    ];
    let head = |sheet: &Sheet<'_>, key: &str, side| {
        format!("{}: {}", sheet.word(key), sheet.side_name(side))
    };
    let heads = vec![
        sheet.word("packet-col-property"),
        sheet.word("packet-col-unit"),
        head(sheet, "packet-supply", Direction::Supply),
        head(sheet, "packet-demand", Direction::Demand),
        sheet.word("packet-col-result"),
    ];
    let rows = rows(sheet);
    sheet.table(LEFT, &columns, &heads, &rows);
    let label = sheet.say("packet-table", &[("n", "1".into())]);
    let text = sheet.word("packet-caption-comparison");
    sheet.caption(&label, &text);
    sheet.y += 5.0;

    if facts.kind.is_thermal() {
        let head = sheet.word("packet-head-amounts");
        sheet.head(&head, "");
        sheet.amount_chart(66.0);
        let label = sheet.say("packet-figure", &[("n", "2".into())]);
        let text = sheet.word("packet-caption-amounts");
        sheet.caption(&label, &text);
        sheet.y += 5.0;
    }
    let head = sheet.word("packet-head-precision");
    sheet.head(&head, "");
    let text = precision_text(sheet);
    sheet.body(&[(&text, BODY)]);
    sheet.close();
}

fn title(sheet: &Sheet<'_>) -> String {
    let facts = sheet.facts;
    let hot = facts.supply.temperature_c.exact().zip(facts.demand.temperature_c.exact());
    if let (true, Some((supply, demand))) = (facts.kind.is_thermal(), hot) {
        let gap = supply - demand;
        let text = sheet.fixed(gap.abs(), 0);
        let cold = match facts.kind {
            turash_engine::model::Kind::Cooling => true,
            turash_engine::model::Kind::Heat
            | turash_engine::model::Kind::Steam
            | turash_engine::model::Kind::Water
            | turash_engine::model::Kind::Co2
            | turash_engine::model::Kind::Electricity
            | turash_engine::model::Kind::CompressedAir
            | turash_engine::model::Kind::Biowaste
            | turash_engine::model::Kind::Material
            | turash_engine::model::Kind::Product
            | turash_engine::model::Kind::Logistics
            | turash_engine::model::Kind::Service
            | turash_engine::model::Kind::SharedAsset => false,
        };
        let key = match (cold, gap >= 0.0) {
            (false, true) => "packet-technical-hotter",
            (false, false) => "packet-technical-colder",
            (true, false) => "packet-technical-cold-enough",
            (true, true) => "packet-technical-too-warm",
        };
        return sheet.say(key, &[("gap", text.into())]);
    }
    let amounts = facts.supply.amount_per_year.exact().zip(facts.demand.amount_per_year.exact());
    match amounts {
        Some((supply, demand)) if supply >= demand => sheet.word("packet-technical-enough"),
        Some((supply, demand)) if demand > 0.0 => {
            sheet.say("packet-technical-share", &[("share", sheet.percent(supply / demand).into())])
        }
        Some(_) | None => sheet.word("packet-technical-classes"),
    }
}

fn rows(sheet: &Sheet<'_>) -> Vec<Vec<Cell>> {
    let facts = sheet.facts;
    let celsius = || "°C".to_owned();
    let yearly_unit = sheet.unit(&format!("{}/a", facts.unit));
    let (rate_unit, rate_scale) = if facts.unit == "MWh" {
        (sheet.unit("MW"), 1.0)
    } else {
        (sheet.unit(&format!("{}/h", facts.unit)), 1.0)
    };
    let hours_unit = sheet.unit("h/a");
    let properties = [
        Property {
            key: "packet-row-temperature",
            unit: celsius(),
            of: |f| f.temperature_c,
            decimals: None,
            scale: 1.0,
        },
        Property {
            key: "packet-row-return",
            unit: celsius(),
            of: |f| f.return_temperature_c,
            decimals: None,
            scale: 1.0,
        },
        Property {
            key: "packet-row-pressure",
            unit: sheet.unit("bar"),
            of: |f| f.pressure_bar,
            decimals: Some(1),
            scale: 1.0,
        },
        Property {
            key: "packet-row-grade",
            unit: "%".to_owned(),
            of: |f| f.grade,
            decimals: Some(1),
            scale: 100.0,
        },
        Property {
            key: "packet-row-moisture",
            unit: "%".to_owned(),
            of: |f| f.moisture,
            decimals: Some(0),
            scale: 100.0,
        },
        Property {
            key: "packet-row-contamination",
            unit: "%".to_owned(),
            of: |f| f.contamination,
            decimals: Some(1),
            scale: 100.0,
        },
        Property {
            key: "packet-row-ph",
            unit: String::new(),
            of: |f| f.ph,
            decimals: Some(1),
            scale: 1.0,
        },
        Property {
            key: "packet-row-amount",
            unit: yearly_unit,
            of: |f| f.amount_per_year,
            decimals: Some(0),
            scale: 1.0,
        },
        Property {
            key: "packet-row-rate",
            unit: rate_unit,
            of: |f| f.rate_per_hour,
            decimals: Some(2),
            scale: rate_scale,
        },
        Property {
            key: "packet-row-hours",
            unit: hours_unit,
            of: |f| f.hours,
            decimals: Some(0),
            scale: 1.0,
        },
    ];
    let mut rows = Vec::new();
    for property in properties {
        let (supply, demand) = ((property.of)(&facts.supply), (property.of)(&facts.demand));
        if supply == Known::Unknown && demand == Known::Unknown {
            continue;
        }
        let result = result(sheet, property.key, supply, demand);
        rows.push(vec![
            Cell::Text(sheet.word(property.key)),
            Cell::Muted(property.unit.clone()),
            value(sheet, &property, supply),
            value(sheet, &property, demand),
            Cell::Text(result),
        ]);
    }
    if facts.supply.class.is_some() || facts.demand.class.is_some() {
        let class =
            |f: &FlowFacts| Cell::Text(f.class.clone().unwrap_or_else(|| MISSING.to_owned()));
        rows.push(vec![
            Cell::Text(sheet.word("packet-row-class")),
            Cell::Empty,
            class(&facts.supply),
            class(&facts.demand),
            Cell::Empty,
        ]);
    }
    if facts.demand.replaces.is_some() {
        let carrier = facts.demand.replaces.map_or(String::new(), |c| sheet.word(carrier_key(c)));
        rows.push(vec![
            Cell::Text(sheet.word("packet-row-replaces")),
            Cell::Empty,
            Cell::Text(MISSING.to_owned()),
            Cell::Text(carrier),
            Cell::Empty,
        ]);
    }
    let precision = |f: &FlowFacts| Cell::Text(sheet.word(precision_key(f.precision)));
    let worse = if facts.supply.precision <= facts.demand.precision {
        Direction::Supply
    } else {
        Direction::Demand
    };
    let raise = if facts.supply.precision.min(facts.demand.precision) < Precision::Measured {
        sheet.word(match worse {
            Direction::Supply => "packet-result-meter-supply",
            Direction::Demand => "packet-result-meter-demand",
        })
    } else {
        sheet.word("packet-result-measured")
    };
    rows.push(vec![
        Cell::Text(sheet.word("packet-row-precision")),
        Cell::Empty,
        precision(&facts.supply),
        precision(&facts.demand),
        Cell::Text(raise),
    ]);
    rows
}

fn value(sheet: &Sheet<'_>, property: &Property, known: Known) -> Cell {
    let scale = property.scale;
    let show = |v: f64| {
        let v = v * scale;
        let decimals = property.decimals.unwrap_or(usize::from((v - v.round()).abs() > 0.05));
        let decimals = if decimals > 1 { quantity::decimals_for(v, decimals) } else { decimals };
        Shown { value: v, unit: String::new(), display: sheet.fixed(v, decimals) }
    };
    match known {
        Known::Exact { value, low, high } => {
            let after = match (low, high) {
                (Some(low), Some(high)) if low < value || high > value => {
                    let (low, high) = (show(low).display, show(high).display);
                    format!("{low}–{high}")
                }
                _ => String::new(),
            };
            Cell::Number(show(value).display, after)
        }
        Known::Class { from, to } => {
            let (from, to) = (show(from).display, show(to).display);
            Cell::Text(sheet.range(&from, &to))
        }
        Known::Withheld => Cell::Muted(sheet.word("packet-withheld")),
        Known::Unknown => Cell::Muted(sheet.word("packet-unknown")),
    }
}

fn result(sheet: &Sheet<'_>, key: &str, supply: Known, demand: Known) -> String {
    let both = supply.exact().zip(demand.exact());
    match key {
        "packet-row-temperature" | "packet-row-return" => both.map_or(String::new(), |(s, d)| {
            let gap = sheet.fixed((s - d).abs(), 0);
            let key = if s >= d { "packet-result-above" } else { "packet-result-below" };
            sheet.say(key, &[("gap", gap.into())])
        }),
        "packet-row-amount" => {
            let delivered =
                sheet.with_unit(sheet.facts.exchange.delivered_per_year, |v| sheet.yearly(v));
            sheet.say("packet-result-delivered", &[("amount", delivered.into())])
        }
        "packet-row-rate" => match sheet.facts.exchange.duty_kw {
            duty @ (Known::Exact { .. } | Known::Class { .. }) => {
                let duty = sheet.with_unit(duty, |v| quantity::power(v, sheet.locale()));
                sheet.say("packet-result-duty", &[("duty", duty.into())])
            }
            Known::Withheld | Known::Unknown => String::new(),
        },
        "packet-row-hours" => match sheet.facts.exchange.overlap_hours {
            Known::Exact { value, .. } => {
                sheet.say("packet-result-overlap", &[("hours", sheet.fixed(value, 0).into())])
            }
            Known::Class { .. } | Known::Withheld | Known::Unknown => String::new(),
        },
        _ => String::new(),
    }
}

fn precision_text(sheet: &Sheet<'_>) -> String {
    let facts = sheet.facts;
    let own = sheet.word(precision_key(facts.own_flow().precision));
    let other = sheet.word(precision_key(facts.other_flow().precision));
    let name = sheet.other_short();
    sheet.say(
        "packet-precision-text",
        &[("own", own.into()), ("other", other.into()), ("name", name.into())],
    )
}

/// The message of a step of the precision ladder.
pub fn precision_key(precision: Precision) -> &'static str {
    match precision {
        Precision::Rough => "packet-precision-rough",
        Precision::Estimated => "packet-precision-estimated",
        Precision::Measured => "packet-precision-measured",
        Precision::Verified => "packet-precision-verified",
    }
}

/// The message of a carrier.
pub fn carrier_key(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Gas => "packet-carrier-gas",
        Carrier::HeatingOil => "packet-carrier-heating-oil",
        Carrier::Coal => "packet-carrier-coal",
        Carrier::Biomass => "packet-carrier-biomass",
        Carrier::Electricity => "packet-carrier-electricity",
        Carrier::DistrictHeat => "packet-carrier-district-heat",
    }
}
