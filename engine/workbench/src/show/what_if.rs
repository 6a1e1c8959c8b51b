//! What if, written for a reader: figures with their units, charts with their ticks, and the
//! fields of a form in the units in which they are typed.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use turash_engine::chart;
use turash_engine::economics::{
    Bar, BreakEven, Economics, Input, Odds, Plan, Planned, PlannedAccount, STEPS, Split, WhatIf,
    Whose, Worths,
};
use turash_engine::quantity::{Locale, Shown, decimals_for, number, shown_to};
use turash_engine::unfit::{Unfit, finite, within};

use super::charts::{self, Axis, Chart};
use crate::price::role_code;
use crate::view::Message;

/// What a form holds: figures as they are typed, shares and rates in percent.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Form {
    /// Figures at other values, in the units of `shown.figures`.
    pub(crate) set: BTreeMap<Input, f64>,
    /// A plan.
    pub(crate) plan: Option<PlanForm>,
}

/// A plan as it is typed; what is left out is not part of it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PlanForm {
    /// Figures in the money of each year instead of today's.
    nominal: bool,
    inflation_percent: Option<f64>,
    /// Real rise a year of single lines, by their code.
    rise_percent: BTreeMap<String, f64>,
    subsidy_percent: Option<f64>,
    tax_percent: Option<f64>,
    depreciation_years: Option<f64>,
    replacement_percent: Option<f64>,
    replacement_year: Option<f64>,
}

impl PlanForm {
    /// The plan that is meant.
    pub(crate) fn plan(&self) -> Result<Plan, Unfit> {
        let rate = |field: &str, value: Option<f64>| {
            let value = value.unwrap_or(0.0);
            within(field, value, "-50 .. 100 %", |x| (-50.0..=100.0).contains(&x))
                .map(|x| x / 100.0)
        };
        let share = |field: &str, value: Option<f64>| {
            let value = value.unwrap_or(0.0);
            within(field, value, "0 .. 100 %", |x| (0.0..=100.0).contains(&x)).map(|x| x / 100.0)
        };
        let years = |field: &str, value: Option<f64>, least: u32| {
            let value = value.unwrap_or(f64::from(least));
            let fits = |x: f64| (f64::from(least)..=100.0).contains(&x);
            within(field, value, if least == 0 { "0 .. 100" } else { "1 .. 100" }, fits)
                .map(|x| x.round() as u32)
        };
        let mut escalation = BTreeMap::new();
        for (line, percent) in &self.rise_percent {
            escalation.insert(line.clone(), rate(&format!("rise_percent.{line}"), Some(*percent))?);
        }
        let tax = self.tax_percent.unwrap_or(0.0);
        within("tax_percent", tax, "0 <= x < 100 %", |x| (0.0..100.0).contains(&x))?;
        let without = Plan::default();
        let written_off = self.depreciation_years.unwrap_or(f64::from(without.depreciation_years));
        Ok(Plan {
            nominal: self.nominal,
            inflation: rate("inflation_percent", self.inflation_percent)?,
            escalation,
            subsidy_share: share("subsidy_percent", self.subsidy_percent)?,
            tax_rate: tax / 100.0,
            depreciation_years: years("depreciation_years", Some(written_off), 1)?,
            replacement_share: share("replacement_percent", self.replacement_percent)?,
            replacement_year: years("replacement_year", self.replacement_year, 0)?,
        })
    }
}

impl Form {
    /// The figures that are set, each in the unit in which the engine has it.
    pub(crate) fn figures(&self) -> Result<Vec<(Input, f64)>, Unfit> {
        let one = |(input, typed): (&Input, &f64)| {
            let field = format!("set.{}", input.code());
            let value = finite(&field, *typed)?;
            if !in_percent(*input) {
                return Ok((*input, value));
            }
            within(&field, value, "0 .. 100 %", |x| (0.0..=100.0).contains(&x))?;
            Ok((*input, value / 100.0))
        };
        self.set.iter().map(one).collect()
    }
}

/// Present values of both together and of each party.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "WorthsShown")]
pub(crate) struct WorthsView {
    total: Shown,
    supplier: Shown,
    accepter: Shown,
}

/// A figure that can be set.
#[derive(Serialize, JsonSchema)]
struct FigureView {
    input: Input,
    /// What it is.
    value: Shown,
    /// The number that stands in its field, in the unit of `value`.
    typed: f64,
    /// What the form sets it to.
    set: Option<Shown>,
}

#[derive(Serialize, JsonSchema)]
struct EndView {
    /// Change of the figure in percent.
    change: Shown,
    worth: Shown,
}

/// What one figure does.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BarShown")]
struct BarView {
    input: Input,
    /// What the figure is.
    value: Shown,
    /// The worth when it is 20 and 10 % less, and 10 and 20 % more.
    ends: Vec<EndView>,
    /// What it would have to be for the worth to be zero, if it can be.
    breaks_even_at: Option<Shown>,
    /// The change to there in percent.
    breaks_even_by: Option<Shown>,
}

#[derive(Serialize, JsonSchema)]
struct TornadoView {
    /// Axis of the worth.
    axis: Axis,
    /// The worth as it is, on the axis.
    base: f64,
    /// The strongest first.
    bars: Vec<BarView>,
}

/// A step of the histogram, in the unit of its axis.
#[derive(Serialize, JsonSchema)]
struct BinView {
    from: f64,
    to: f64,
    /// Share of the draws in percent; the outer two hold what lies beyond them.
    share: Shown,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ChanceShown")]
struct ChanceView {
    /// Share of the draws with a gain in percent, never rounded up to certainty.
    gains: Shown,
    mean: Shown,
    p10: Shown,
    p50: Shown,
    p90: Shown,
    draws: usize,
    seed: u64,
    axis: Axis,
    bins: Vec<BinView>,
}

/// A range in which a price can be tried.
#[derive(Serialize, JsonSchema)]
struct PriceView {
    /// The price that is reckoned with.
    price: Shown,
    /// Whether nobody has agreed on it.
    assumed: bool,
    /// Where both gain; none where they do not at any price.
    corridor: Option<CorridorView>,
    least: f64,
    most: f64,
    step: f64,
}

#[derive(Serialize, JsonSchema)]
struct CorridorView {
    low: Shown,
    high: Shown,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SplitShown")]
struct SplitView {
    /// `shapley`, `nash` or `proportional` to capital.
    rule: &'static str,
    price: Shown,
    supplier: Shown,
    accepter: Shown,
}

/// What becomes of the parties at a price.
#[derive(Serialize, JsonSchema)]
struct AtPrice {
    price: Shown,
    worths: WorthsView,
    /// `supplier`, `accepter`: who would rather not.
    walks_away: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ScenarioShown")]
struct ScenarioView {
    worths: WorthsView,
    difference: WorthsView,
}

#[derive(Serialize, JsonSchema)]
struct PlannedView {
    whose: Whose,
    npv: Shown,
    irr: Vec<Shown>,
    payback: Option<Shown>,
    subsidy: Shown,
    tax: Shown,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PlanShown")]
struct PlanView {
    /// `real` or `nominal`.
    basis: &'static str,
    discount_rate: Shown,
    parties: Vec<PlannedView>,
    chart: Chart,
}

/// A line of the yearly account whose price can rise.
#[derive(Serialize, JsonSchema)]
struct LineView {
    code: &'static str,
    name: Message,
    amount: Shown,
}

/// The answer as a window shows it.
#[derive(Serialize, JsonSchema)]
pub(crate) struct WhatIfView {
    /// Figures that a form can set.
    figures: Vec<FigureView>,
    lines: Vec<LineView>,
    /// Years over which a plan writes capital off where its form does not say.
    written_off: Shown,
    base: WorthsView,
    tornado: TornadoView,
    chance: Option<ChanceView>,
    price: PriceView,
    splits: Vec<SplitView>,
    at: Option<AtPrice>,
    scenario: Option<ScenarioView>,
    plan: Option<PlanView>,
}

/// What was worked out.
pub(crate) struct Worked<'a> {
    pub(crate) economics: &'a Economics,
    pub(crate) ask: &'a WhatIf<'a>,
    pub(crate) whose: Whose,
    /// Unit of an amount of the match.
    pub(crate) unit: &'a str,
    pub(crate) set: &'a [(Input, f64)],
    pub(crate) base: Worths,
    pub(crate) bars: &'a [Bar],
    pub(crate) break_even: &'a [BreakEven],
    /// What was drawn, and with which seed.
    pub(crate) odds: Option<(&'a Odds, usize, u64)>,
    pub(crate) splits: &'a [Split],
    /// A price, and what the parties are worth at it.
    pub(crate) at: Option<(f64, Worths)>,
    pub(crate) scenario: Option<(Worths, Worths)>,
    pub(crate) plan: Option<(&'a Plan, &'a Planned)>,
}

/// Writes it for the reader.
pub(crate) fn view(worked: &Worked<'_>, locale: Locale) -> WhatIfView {
    let tell = Tell { unit: worked.unit, locale };
    let economics = worked.economics;
    WhatIfView {
        figures: worked.ask.figures().into_iter().map(|of| tell.setting(of, worked.set)).collect(),
        lines: economics
            .lines
            .iter()
            .filter(|line| !(line.supplier_eur.is_zero() && line.accepter_eur.is_zero()))
            .map(|line| LineView {
                code: line.code,
                name: Message::new(format!("line-{}", line.code)),
                amount: tell.yearly(line.supplier_eur, line.accepter_eur),
            })
            .collect(),
        written_off: shown_to(f64::from(Plan::default().depreciation_years), "a", 0, locale),
        base: tell.worths(&worked.base),
        tornado: tell.tornado(worked),
        chance: worked.odds.map(|(odds, draws, seed)| tell.chance(odds, draws, seed)),
        price: tell.range(economics, worked.splits),
        splits: worked
            .splits
            .iter()
            .map(|split| SplitView {
                rule: split.rule,
                price: tell.price(split.transfer_eur_per_unit),
                supplier: tell.worth(split.supplier_eur),
                accepter: tell.worth(split.accepter_eur),
            })
            .collect(),
        at: worked.at.map(|(price, worths)| AtPrice {
            price: tell.price(price),
            worths: tell.worths(&worths),
            walks_away: turash_engine::economics::walks_away(economics, price)
                .into_iter()
                .map(role_code)
                .collect(),
        }),
        scenario: worked.scenario.map(|(worths, difference)| ScenarioView {
            worths: tell.worths(&worths),
            difference: tell.worths(&difference),
        }),
        plan: worked.plan.map(|(plan, planned)| tell.plan(plan, planned)),
    }
}

/// Unit of a figure of a match whose amounts are in `unit`, as the engine has it.
pub(crate) fn unit_of(input: Input, unit: &str) -> String {
    match input {
        Input::Amount => format!("{unit}/a"),
        Input::BuyingPrice | Input::CostOfGiving | Input::TransferPrice => format!("EUR/{unit}"),
        Input::ElectricityPrice => "EUR/MWh".to_owned(),
        Input::Co2Price => "EUR/t".to_owned(),
        Input::HeatPumpCop | Input::CapitalShare => "1".to_owned(),
        Input::Capital => "EUR".to_owned(),
        Input::Upkeep | Input::DiscountRate => "1/a".to_owned(),
        Input::Distance => "km".to_owned(),
        Input::Years => "a".to_owned(),
    }
}

/// Whether a person reads and types it in percent.
fn in_percent(input: Input) -> bool {
    match input {
        Input::CapitalShare | Input::Upkeep | Input::DiscountRate => true,
        Input::Amount
        | Input::BuyingPrice
        | Input::CostOfGiving
        | Input::TransferPrice
        | Input::ElectricityPrice
        | Input::Co2Price
        | Input::HeatPumpCop
        | Input::Capital
        | Input::Distance
        | Input::Years => false,
    }
}

/// Decimals of a figure for a reader.
fn decimals(input: Input, value: f64) -> usize {
    match input {
        Input::BuyingPrice
        | Input::CostOfGiving
        | Input::TransferPrice
        | Input::ElectricityPrice
        | Input::Co2Price
        | Input::HeatPumpCop
        | Input::Distance => 2,
        Input::Amount => decimals_for(value, 1),
        Input::Capital | Input::CapitalShare => 0,
        Input::Upkeep | Input::DiscountRate | Input::Years => 1,
    }
}

struct Tell<'a> {
    unit: &'a str,
    locale: Locale,
}

impl Tell<'_> {
    fn worth(&self, eur: f64) -> Shown {
        let thousand = eur / 1000.0;
        shown_to(thousand, "kEUR", decimals_for(thousand, 1), self.locale)
    }

    fn money(&self, eur: Decimal) -> Shown {
        self.worth(eur.to_f64().unwrap_or(f64::NAN))
    }

    fn yearly(&self, supplier: Decimal, accepter: Decimal) -> Shown {
        let sum = self.money(supplier + accepter);
        // What one party pays the other is nothing together; its size is what can rise.
        let shown = if sum.value == 0.0 { self.money(supplier.abs()) } else { sum };
        Shown { unit: "kEUR/a".to_owned(), ..shown }
    }

    fn worths(&self, worths: &Worths) -> WorthsView {
        WorthsView {
            total: self.worth(worths.total_eur),
            supplier: self.worth(worths.supplier_eur),
            accepter: self.worth(worths.accepter_eur),
        }
    }

    fn price(&self, eur: f64) -> Shown {
        shown_to(eur, &format!("EUR/{}", self.unit), 2, self.locale)
    }

    fn percent(&self, share: f64, decimals: usize) -> Shown {
        shown_to(100.0 * share, "%", decimals, self.locale)
    }

    /// A change in percent, with its sign.
    fn change(&self, share: f64) -> Shown {
        let percent = self.percent(share, 0);
        let display = if share > 0.0 { format!("+{}", percent.display) } else { percent.display };
        Shown { display, ..percent }
    }

    fn figure(&self, input: Input, value: f64) -> Shown {
        let (value, unit) = if in_percent(input) {
            (100.0 * value, "%".to_owned())
        } else {
            let unit = unit_of(input, self.unit);
            (value, if unit == "1" { String::new() } else { unit })
        };
        let places = match input {
            // Whole years are the rule, a payback is not.
            Input::Years if value.fract() == 0.0 => 0,
            other => decimals(other, value),
        };
        shown_to(value, &unit, places, self.locale)
    }

    fn setting(&self, (input, value): (Input, f64), set: &[(Input, f64)]) -> FigureView {
        let shown = self.figure(input, value);
        // The field opens with the number that is read, not with one rounded otherwise.
        let places = decimals(input, shown.value);
        let typed = format!("{:.places$}", shown.value).parse().unwrap_or(shown.value);
        let set = set.iter().find(|(other, _)| *other == input);
        FigureView {
            input,
            typed,
            value: shown,
            set: set.map(|(_, value)| self.figure(input, *value)),
        }
    }

    fn tornado(&self, worked: &Worked<'_>) -> TornadoView {
        let base = worked.base.of(worked.whose);
        let ends = worked.bars.iter().flat_map(|bar| bar.worths.map(|w| w.of(worked.whose)));
        let (low, high) = ends.fold((base, base), |(l, h), eur| (l.min(eur), h.max(eur)));
        let bar = |bar: &Bar| {
            let zero = worked.break_even.iter().find(|one| one.input == bar.input);
            let end = |(factor, worths): (f64, Worths)| EndView {
                change: self.change(factor - 1.0),
                worth: self.worth(worths.of(worked.whose)),
            };
            BarView {
                input: bar.input,
                value: self.figure(bar.input, bar.value),
                ends: STEPS.into_iter().zip(bar.worths).map(end).collect(),
                breaks_even_at: zero.map(|one| self.figure(one.input, one.breaks_even_at)),
                breaks_even_by: zero.map(|one| self.change(one.breaks_even_at / one.value - 1.0)),
            }
        };
        TornadoView {
            axis: charts::axis(&chart::worth_axis(low, high), self.locale),
            base: base / 1000.0,
            bars: worked.bars.iter().map(bar).collect(),
        }
    }

    fn chance(&self, odds: &Odds, draws: usize, seed: u64) -> ChanceView {
        let [p10, p50, p90] = odds.quantiles_eur.map(|eur| self.worth(eur));
        let low = odds.bins_eur.first().map_or(0.0, |bin| bin.from);
        let high = odds.bins_eur.last().map_or(0.0, |bin| bin.to);
        // Cut, not rounded: a doubt stays a doubt.
        let gains = (100.0 * odds.gains + 1e-9).floor() / 100.0;
        let gains = if odds.gains > 0.0 { gains.max(0.01) } else { 0.0 };
        let axis =
            chart::Axis { min: low / 1000.0, max: high / 1000.0, ..chart::worth_axis(low, high) };
        let ticks = axis.ticks.iter().copied().filter(|at| (axis.min..=axis.max).contains(at));
        let axis = chart::Axis { ticks: ticks.collect(), ..axis };
        ChanceView {
            gains: Shown { value: 100.0 * odds.gains, ..self.percent(gains, 0) },
            mean: self.worth(odds.mean_eur),
            p10,
            p50,
            p90,
            draws,
            seed,
            axis: charts::axis(&axis, self.locale),
            bins: odds
                .bins_eur
                .iter()
                .map(|bin| BinView {
                    from: bin.from / 1000.0,
                    to: bin.to / 1000.0,
                    share: self.percent(bin.share, 1),
                })
                .collect(),
        }
    }

    /// The corridor and as much again to its sides, in steps of a round price.
    fn range(&self, economics: &Economics, splits: &[Split]) -> PriceView {
        let s = &economics.screened;
        let marked = splits.iter().map(|split| split.transfer_eur_per_unit);
        let all = [s.low_eur_per_unit, s.high_eur_per_unit, s.transfer_eur_per_unit];
        let known = all.into_iter().chain(marked).filter(|eur| eur.is_finite());
        let (low, high) =
            known.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), eur| (l.min(eur), h.max(eur)));
        let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
        let wide = (high - low).max(0.1 * high.abs()).max(1.0);
        let step = 10f64.powf((wide / 100.0).log10().floor()).max(0.01);
        let least = ((low - 0.35 * wide) / step).floor() * step;
        let most = ((high + 0.35 * wide) / step).ceil() * step;
        let corridor = economics.has_corridor.then(|| CorridorView {
            low: self.price(s.low_eur_per_unit),
            high: self.price(s.high_eur_per_unit),
        });
        PriceView {
            price: self.price(economics.transfer_eur_per_unit.to_f64().unwrap_or(f64::NAN)),
            assumed: economics.transfer_is_midpoint,
            corridor,
            least,
            most,
            step,
        }
    }

    fn plan(&self, plan: &Plan, planned: &Planned) -> PlanView {
        let party = |whose: Whose, account: &PlannedAccount| PlannedView {
            whose,
            npv: self.money(account.npv_eur),
            irr: account.irr.rates.iter().map(|rate| self.percent(*rate, 1)).collect(),
            payback: account.payback_years.map(|years| shown_to(years, "a", 1, self.locale)),
            subsidy: self.money(account.subsidy_eur),
            tax: self.money(account.tax_eur),
        };
        PlanView {
            basis: if plan.nominal { "nominal" } else { "real" },
            discount_rate: Shown {
                display: number(100.0 * planned.discount_rate, 1, self.locale),
                ..self.percent(planned.discount_rate, 1)
            },
            parties: vec![
                party(Whose::Total, &planned.total),
                party(Whose::Supplier, &planned.supplier),
                party(Whose::Accepter, &planned.accepter),
            ],
            chart: charts::chart(&chart::planned_cash_flow(planned), self.locale),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn form(typed: serde_json::Value) -> Form {
        serde_json::from_value(typed).unwrap()
    }

    #[test]
    fn a_plan_is_typed_in_percent() {
        let typed = form(json!({ "plan": {
            "inflation_percent": 2.5, "subsidy_percent": 40, "tax_percent": 30,
            "rise_percent": { "pumping": -1 }, "replacement_percent": 15, "replacement_year": 7,
        } }));
        let plan = typed.plan.unwrap().plan().unwrap();
        assert_eq!(
            (plan.inflation, plan.subsidy_share, plan.tax_rate, plan.replacement_share),
            (0.025, 0.4, 0.3, 0.15)
        );
        assert_eq!((plan.escalation["pumping"], plan.replacement_year), (-0.01, 7));
        assert_eq!(form(json!({ "plan": {} })).plan.unwrap().plan().unwrap(), Plan::default());
        for (field, bad) in [
            ("inflation_percent", 101.0),
            ("subsidy_percent", -1.0),
            ("tax_percent", 100.0),
            ("depreciation_years", 0.0),
            ("replacement_year", 101.0),
        ] {
            let refused = form(json!({ "plan": { field: bad } })).plan.unwrap().plan();
            assert_eq!(refused.unwrap_err().field(), field);
        }
    }

    #[test]
    fn figures_are_typed_as_they_are_shown() {
        let typed = form(json!({ "set": { "discount_rate": 8, "distance": 2.5 } }));
        let set = typed.figures().unwrap();
        assert_eq!(set, [(Input::Distance, 2.5), (Input::DiscountRate, 0.08)]);
        assert!(form(json!({ "set": { "upkeep": 101 } })).figures().is_err());
        let tell = Tell { unit: "MWh", locale: Locale::De };
        let field = tell.setting((Input::DiscountRate, 0.0826), &set);
        assert_eq!((field.value.display.as_str(), field.typed), ("8,3", 8.3));
        assert_eq!(field.set.unwrap().display, "8,0");
        let years = tell.figure(Input::Years, 10.0);
        assert_eq!((years.display.as_str(), years.unit.as_str()), ("10", "a"));
        assert_eq!(tell.figure(Input::Years, 4.66).display, "4,7");
        assert_eq!(tell.change(0.1).display, "+10");
        assert_eq!(tell.change(-0.2).display, "\u{2212}20");
    }

    /// 99.6 % is not certain, and 0.2 % is not impossible.
    #[test]
    fn no_doubt_is_rounded_away() {
        let tell = Tell { unit: "t", locale: Locale::En };
        for (gains, said) in [(0.996, "99"), (0.002, "1"), (1.0, "100"), (0.0, "0"), (0.57, "57")] {
            let odds = Odds { gains, mean_eur: 1.0, quantiles_eur: [0.0; 3], bins_eur: Vec::new() };
            let chance = tell.chance(&odds, 500, 1);
            assert_eq!(chance.gains.display, said, "{gains}");
            assert!((chance.gains.value - 100.0 * gains).abs() < 1e-9);
        }
    }
}
