//! The match at a glance: the finding, four figures, the fit, where the deal stands.

use turash_engine::model::{DealState, Direction, Disclosure};
use turash_engine::packet::{EconomicsFacts, Known, StepOwner};
use turash_engine::quantity;

use super::figures::covered_share;
use crate::figures::MISSING;
use crate::painter::{Stroke, Weight};
use crate::sheet::{Figure, Sheet};
use crate::theme::{BODY, CAPTION, HAIRLINE, INK, LEFT, MID, RIGHT, TABLE, WHITE};

pub fn draw(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let section = sheet.word("packet-section-glance");
    let title = title(sheet);
    sheet.open(&section, &title);
    let assumed = match &facts.economics {
        EconomicsFacts::Exact(money) => money.assumed,
        EconomicsFacts::Classes(money) => money.assumed,
        EconomicsFacts::Missing { .. } => false,
    };
    if assumed {
        sheet.star_assumed();
    }
    let lead = capitalised(&lead(sheet));
    sheet.lead(&lead);
    let figures = key_figures(sheet);
    sheet.figures(&figures, false);
    if let Some(remark) = sheet.furniture.choice.remark.as_deref().filter(|words| !words.is_empty())
    {
        let label = sheet.word("packet-remark");
        sheet.fact_row(&label, &[(remark, BODY)], 30.0, true);
        sheet.canvas.line((LEFT, sheet.y), (RIGHT, sheet.y), Stroke::solid(HAIRLINE, 0.35));
        sheet.y += 5.0;
    }

    if facts.kind.is_thermal() {
        let head = fit_head(sheet);
        sheet.head(&head, "");
        let height = (sheet.room() - 62.0).clamp(46.0, 96.0);
        let streams = sheet.temperature_chart(height);
        let label = sheet.say("packet-figure", &[("n", "1".into())]);
        let text =
            sheet.word(if streams { "packet-caption-streams" } else { "packet-caption-levels" });
        sheet.caption(&label, &text);
    } else {
        let head = sheet.word("packet-head-amounts");
        sheet.head(&head, "");
        sheet.amount_chart(72.0);
        let label = sheet.say("packet-figure", &[("n", "1".into())]);
        let text = sheet.word("packet-caption-amounts");
        sheet.caption(&label, &text);
    }
    sheet.y += 4.5;
    stands(sheet);
    sheet.close();
}

fn title(sheet: &Sheet<'_>) -> String {
    let facts = sheet.facts;
    let supplies = match facts.recipient_side {
        Direction::Supply => true,
        Direction::Demand => false,
    };
    let other = sheet.other_short();
    let kind = sheet.kind_of();
    let (gain, loses) = match &facts.economics {
        EconomicsFacts::Exact(money) => {
            (sheet.money(money.yearly_eur().abs()), money.npv_eur < 0.0)
        }
        EconomicsFacts::Classes(money) => {
            let loses = match money.yearly_eur {
                Known::Class { to, .. } => to <= 0.0,
                Known::Exact { value, .. } => value < 0.0,
                Known::Withheld | Known::Unknown => false,
            };
            (sheet.money_known(money.yearly_eur), loses)
        }
        EconomicsFacts::Missing { .. } => {
            return sheet
                .say("packet-title-missing", &[("other", other.into()), ("kindof", kind.into())]);
        }
    };
    if loses {
        return sheet
            .say("packet-title-loses", &[("other", other.into()), ("kindof", kind.into())]);
    }
    match (supplies, covered_share(facts)) {
        (false, Some(share)) => sheet.say(
            "packet-title-demand-share",
            &[
                ("gain", gain.into()),
                ("other", other.into()),
                ("kindof", kind.into()),
                ("share", sheet.percent(share).into()),
            ],
        ),
        (false, None) => sheet.say(
            "packet-title-demand",
            &[("gain", gain.into()), ("other", other.into()), ("kindof", kind.into())],
        ),
        (true, _) => sheet.say(
            "packet-title-supply",
            &[("gain", gain.into()), ("other", other.into()), ("kindof", kind.into())],
        ),
    }
}

fn lead(sheet: &Sheet<'_>) -> String {
    let facts = sheet.facts;
    let amount = sheet.with_unit(facts.exchange.delivered_per_year, |v| sheet.yearly(v));
    let (supplier, accepter) = match facts.recipient_side {
        Direction::Supply => (sheet.party(&facts.recipient), sheet.party(&facts.counterparty)),
        Direction::Demand => (sheet.party(&facts.counterparty), sheet.party(&facts.recipient)),
    };
    let mut text = sheet.say(
        "packet-lead",
        &[
            ("supplier", supplier.into()),
            ("accepter", accepter.into()),
            ("amount", amount.into()),
            ("kindof", sheet.kind_of().into()),
        ],
    );
    if let turash_engine::packet::PlaceFacts::Exact { distance_km, .. } = facts.place {
        let shown = quantity::distance(distance_km, sheet.locale());
        let distance = format!("{}\u{a0}{}", shown.display, sheet.unit(&shown.unit));
        text.push(' ');
        text.push_str(&sheet.say("packet-lead-distance", &[("distance", distance.into())]));
    }
    if facts.level == Disclosure::Public {
        text.push(' ');
        text.push_str(&sheet.word("packet-lead-public"));
    }
    text
}

/// The text with a capital first letter: a party may be described instead of named.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |c| c.to_uppercase().chain(letters).collect())
}

fn key_figures(sheet: &mut Sheet<'_>) -> Vec<Figure> {
    let facts = sheet.facts;
    let star = |assumed: bool| if assumed { "\u{a0}*" } else { "" };
    let (gain, payback) = match &facts.economics {
        EconomicsFacts::Exact(money) => {
            let (value, unit) = sheet.money_parts(exact(money.yearly_eur()));
            let per_year = sheet.say("packet-per-year", &[("unit", unit.into())]);
            let gain = (value, per_year + star(money.assumed), sheet.word("packet-gain-note"));
            let years = money.payback_years.map_or(MISSING.to_owned(), |y| sheet.fixed(y, 1));
            let note = sheet.say(
                "packet-payback-note",
                &[
                    ("investment", sheet.money(money.investment_eur()).into()),
                    ("npv", sheet.money(money.npv_eur).into()),
                ],
            );
            let unit = match money.payback_years {
                Some(_) => sheet.word("packet-years-unit") + star(money.assumed),
                None => sheet.word("packet-payback-never"),
            };
            (gain, (years, unit, note))
        }
        EconomicsFacts::Classes(money) => {
            let (value, unit) = sheet.money_parts(money.yearly_eur);
            let per_year = sheet.say("packet-per-year", &[("unit", unit.into())]);
            let gain = (value, per_year + star(money.assumed), sheet.word("packet-class-note"));
            let (years, unit) = match money.payback_years {
                Known::Unknown | Known::Withheld => {
                    (MISSING.to_owned(), sheet.word("packet-payback-never"))
                }
                known @ (Known::Exact { .. } | Known::Class { .. }) => {
                    let show = |v| quantity::shown(v, "", sheet.locale());
                    (
                        sheet.parts(known, show).0,
                        sheet.word("packet-years-unit") + star(money.assumed),
                    )
                }
            };
            (gain, (years, unit, sheet.word("packet-class-note")))
        }
        EconomicsFacts::Missing { fields } => {
            let names: Vec<_> = fields.iter().map(|f| sheet.coded("packet-field", f)).collect();
            let note = sheet.say("packet-missing-note", &[("fields", names.join(", ").into())]);
            let unknown = sheet.word("packet-not-known");
            (
                (MISSING.to_owned(), unknown.clone(), note.clone()),
                (MISSING.to_owned(), unknown, note),
            )
        }
    };
    let (heat, heat_unit) = sheet.parts(facts.exchange.delivered_per_year, |v| sheet.yearly(v));
    let heat_note = match covered_share(facts) {
        Some(share) => {
            sheet.say("packet-delivered-note-share", &[("share", sheet.percent(share).into())])
        }
        None => sheet.word("packet-delivered-note"),
    };
    let (co2, co2_unit) =
        sheet.parts(facts.co2_t_per_year, |v| quantity::shown_to(v, "t/a", 0, sheet.locale()));
    let co2_unit = if co2 == MISSING { sheet.word("packet-not-known") } else { co2_unit };
    let figure = |heading: String, (value, unit, note): (String, String, String)| Figure {
        heading,
        value,
        unit,
        notes: vec![note],
    };
    vec![
        figure(sheet.word("packet-figure-gain"), gain),
        figure(sheet.word("packet-figure-payback"), payback),
        figure(
            sheet.say("packet-figure-delivered", &[("kind", facts.kind.code().into())]),
            (heat, heat_unit, heat_note),
        ),
        figure(sheet.word("packet-figure-co2"), (co2, co2_unit, sheet.word("packet-co2-note"))),
    ]
}

fn exact(value: f64) -> Known {
    Known::Exact { value, low: None, high: None }
}

fn fit_head(sheet: &Sheet<'_>) -> String {
    let facts = sheet.facts;
    let hot = facts.supply.temperature_c.exact().zip(facts.demand.temperature_c.exact());
    let cold =
        facts.supply.return_temperature_c.exact().zip(facts.demand.return_temperature_c.exact());
    let needed = facts.exchange.approach_k.unwrap_or(0.0);
    let enough = |pair: Option<(f64, f64)>| pair.map(|(s, d)| s - d >= needed);
    match (facts.exchange.has_heat_pump, enough(hot), enough(cold)) {
        (true, _, _) => sheet.word("packet-head-fit-pump"),
        (false, Some(true), Some(true) | None) => sheet.word("packet-head-fit"),
        (false, Some(_), _) => sheet.word("packet-head-fit-partly"),
        (false, None, _) => sheet.word("packet-head-levels"),
    }
}

fn stands(sheet: &mut Sheet<'_>) {
    let facts = sheet.facts;
    let head = sheet.word("packet-head-stands");
    sheet.head(&head, "");
    let states = [
        (DealState::Suggested, "packet-state-suggested"),
        (DealState::Negotiating, "packet-state-negotiating"),
        (DealState::Reserved, "packet-state-reserved"),
        (DealState::Contracted, "packet-state-contracted"),
        (DealState::Live, "packet-state-live"),
    ];
    let ended = match facts.deal.state {
        DealState::Failed => Some("packet-state-failed"),
        DealState::Cancelled => Some("packet-state-cancelled"),
        DealState::Suggested
        | DealState::Negotiating
        | DealState::Reserved
        | DealState::Contracted
        | DealState::Live => None,
    };
    if let Some(key) = ended {
        let text = sheet.word(key);
        sheet.body(&[(&text, BODY)]);
        return;
    }
    let now = states.iter().position(|(s, _)| *s == facts.deal.state).unwrap_or(0);
    let pitch = 34.5;
    let y = sheet.y + 2.5;
    for i in 0..states.len() - 1 {
        let (from, to) = (LEFT + 1.5 + pitch * i as f64, LEFT + 1.5 + pitch * (i + 1) as f64);
        let stroke = if i < now { Stroke::solid(INK, 1.2) } else { Stroke::solid(HAIRLINE, 0.8) };
        sheet.canvas.line((from, y), (to, y), stroke);
    }
    let mut bottom = y;
    for (i, (_, key)) in states.iter().enumerate() {
        let x = LEFT + 1.5 + pitch * i as f64;
        let (fill, stroke) = if i <= now { (INK, INK) } else { (WHITE, MID) };
        if i == now {
            sheet.canvas.circle((x, y), 2.2, Some(WHITE), Some(Stroke::solid(INK, 0.7)));
        }
        sheet.canvas.circle((x, y), 1.4, Some(fill), Some(Stroke::solid(stroke, 0.9)));
        let style = if i == now { TABLE.weighing(Weight::SemiBold) } else { TABLE };
        let label = sheet.word(key);
        let end = sheet.canvas.paragraph(x - 1.5, y + 3.0, pitch - 3.0, &[(&label, style)]);
        bottom = bottom.max(end);
        let until =
            facts.deal.reserved_until.filter(|_| i == now && *key == "packet-state-reserved");
        if let Some(until) = until {
            let until = sheet.date(until);
            let text = sheet.say("packet-until", &[("date", until.into())]);
            let end = sheet.canvas.paragraph(x - 1.5, end, pitch - 3.0, &[(&text, CAPTION)]);
            bottom = bottom.max(end);
        }
    }
    sheet.y = bottom + 2.6;
    let yours = |owner: StepOwner| match owner {
        StepOwner::You | StepOwner::Both => true,
        StepOwner::Counterparty | StepOwner::Consultant => false,
    };
    let decision = facts.steps.iter().position(|s| yours(s.owner));
    let then = decision.and_then(|i| facts.steps[i + 1..].iter().find(|s| yours(s.owner)));
    let rows = [("packet-decide", decision.map(|i| &facts.steps[i])), ("packet-then", then)];
    for (label, step) in rows {
        if let Some(step) = step {
            let label = sheet.word(label);
            let text = sheet.coded("packet-step", &step.code);
            sheet.fact_row(&label, &[(&text, BODY)], 30.0, true);
        }
    }
    sheet.canvas.line((LEFT, sheet.y), (RIGHT, sheet.y), Stroke::solid(HAIRLINE, 0.35));
}
