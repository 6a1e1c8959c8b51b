//! What if: how the worth of a match moves with each figure it rests on, where it breaks even,
//! what chance does to it, and what another scenario is worth.
//!
//! Everything goes through the same closed form as the evaluation, with one figure changed. The
//! transfer price stays where the evaluation put it: a party's gain must not depend on a corridor
//! that moves along.

mod histogram;

use serde::{Deserialize, Serialize};

pub use self::histogram::Bin;
use self::histogram::histogram;
use super::finance::{Correlation, Uncertain, bisected, chances};
use super::{
    Assumptions, Delivery, Economics, NeedsPrice, Screened, Terms, UnitValue, annuity_factor,
    discounted_payback_years, screen,
};
use crate::reference::Reference;
use crate::unfit::{Unfit, finite, within};

/// Factors of a tornado: 10 and 20 % down and up.
pub const STEPS: [f64; 4] = [0.8, 0.9, 1.1, 1.2];
/// Most draws of one match.
pub const MOST_DRAWS: usize = 1_000_000;
/// A break-even is looked for up to this multiple of a figure.
const FARTHEST: f64 = 10.0;
/// Bounds of a heat pump's coefficient of performance; at 1 it would be an electric heater.
const COPS: std::ops::RangeInclusive<f64> = 1.05..=20.0;
/// Shares of the draws whose worth is told.
const QUANTILES: [f64; 3] = [0.1, 0.5, 0.9];

/// A figure that a match rests on.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// Units a year that leave the supplier; the connection stays as large as it is.
    Amount,
    /// What one delivered unit saves the accepter, EUR.
    BuyingPrice,
    /// What giving one unit costs the supplier, EUR.
    CostOfGiving,
    /// Price of a delivered unit, EUR.
    TransferPrice,
    /// Price of electricity, EUR/MWh.
    ElectricityPrice,
    /// What the accepter would pay for a tonne of CO2 that is no longer emitted, EUR/t; nothing
    /// where the price of CO2 is not counted.
    Co2Price,
    /// Coefficient of performance of the heat pump.
    HeatPumpCop,
    /// Everything that is built, EUR.
    Capital,
    /// Share of the connection that the supplier pays.
    CapitalShare,
    /// Upkeep a year as share of capital.
    Upkeep,
    /// Straight distance, km.
    Distance,
    /// Discount rate a year.
    DiscountRate,
    /// Years of operation.
    Years,
}

impl Input {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::Amount,
        Self::BuyingPrice,
        Self::CostOfGiving,
        Self::TransferPrice,
        Self::ElectricityPrice,
        Self::Co2Price,
        Self::HeatPumpCop,
        Self::Capital,
        Self::CapitalShare,
        Self::Upkeep,
        Self::Distance,
        Self::DiscountRate,
        Self::Years,
    ];

    /// Stable name; its words are `packet-what-if-<code>`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::BuyingPrice => "buying_price",
            Self::CostOfGiving => "cost_of_giving",
            Self::TransferPrice => "transfer_price",
            Self::ElectricityPrice => "electricity_price",
            Self::Co2Price => "co2_price",
            Self::HeatPumpCop => "heat_pump_cop",
            Self::Capital => "capital",
            Self::CapitalShare => "capital_share",
            Self::Upkeep => "upkeep",
            Self::Distance => "distance",
            Self::DiscountRate => "discount_rate",
            Self::Years => "years",
        }
    }
}

/// Whose worth is asked for.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Whose {
    /// Both together.
    #[default]
    Total,
    /// The giver's.
    Supplier,
    /// The taker's.
    Accepter,
}

/// The figures that a match rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// What a unit is worth to the giver.
    pub supply: UnitValue,
    /// What a unit is worth to the taker.
    pub demand: UnitValue,
    /// What is delivered.
    pub delivery: Delivery,
    /// Price of a delivered unit, EUR.
    pub transfer_eur_per_unit: f64,
    /// What is assumed.
    pub assumptions: Assumptions,
    /// What is built costs this many times the estimate.
    pub capital_factor: f64,
}

/// Present values, EUR.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, schemars::JsonSchema)]
pub struct Worths {
    /// Both together.
    pub total_eur: f64,
    /// The giver.
    pub supplier_eur: f64,
    /// The taker.
    pub accepter_eur: f64,
}

impl Worths {
    /// One of them.
    pub fn of(&self, whose: Whose) -> f64 {
        match whose {
            Whose::Total => self.total_eur,
            Whose::Supplier => self.supplier_eur,
            Whose::Accepter => self.accepter_eur,
        }
    }
}

/// What one figure does.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// Which figure.
    pub input: Input,
    /// What it is.
    pub value: f64,
    /// Present values at each factor of [`STEPS`].
    pub worths: [Worths; 4],
}

impl Bar {
    /// How far the worth moves between the ends, EUR.
    pub fn swing_eur(&self, whose: Whose) -> f64 {
        let values = self.worths.map(|worth| worth.of(whose));
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        most - values.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// Where a worth is zero.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BreakEven {
    /// Which figure.
    pub input: Input,
    /// What it is.
    pub value: f64,
    /// What it would have to be.
    pub breaks_even_at: f64,
}

/// What chance does to a match.
#[derive(Debug, Clone, PartialEq)]
pub struct Odds {
    /// Share of the draws in which the worth is above zero.
    pub gains: f64,
    /// Mean worth, EUR.
    pub mean_eur: f64,
    /// Worth below which 10, 50 and 90 of 100 draws lie, EUR.
    pub quantiles_eur: [f64; 3],
    /// How often the worth lies where, EUR.
    pub bins_eur: Vec<Bin>,
}

/// How to draw.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default)]
pub struct Draws {
    /// How many.
    pub draws: usize,
    /// The same seed gives the same answer.
    pub seed: u64,
    /// Correlation of the buying price with the price of electricity, -1 to 1; by default that of
    /// the reference table.
    pub energy_correlation: Option<f64>,
}

impl Default for Draws {
    fn default() -> Self {
        Self { draws: 10_000, seed: 1, energy_correlation: None }
    }
}

/// A setting that can be asked what if.
pub struct WhatIf<'a> {
    setting: Setting,
    terms: Terms,
    reference: &'a Reference,
}

impl<'a> WhatIf<'a> {
    /// Of an evaluated match.
    pub fn new(economics: &Economics, reference: &'a Reference) -> Self {
        Self::of(economics.setting, reference)
    }

    /// Of a setting.
    pub fn of(setting: Setting, reference: &'a Reference) -> Self {
        Self { setting, terms: Terms::new(reference, setting.assumptions), reference }
    }

    /// What the figures are.
    pub fn setting(&self) -> &Setting {
        &self.setting
    }

    /// What a figure is, in its unit; none where it has no part in this match.
    pub fn value(&self, input: Input) -> Option<f64> {
        let s = &self.setting;
        let value = match input {
            Input::Amount => s.delivery.amount_per_year,
            Input::BuyingPrice => s.demand.eur_per_unit,
            Input::CostOfGiving => s.supply.eur_per_unit,
            Input::TransferPrice => s.transfer_eur_per_unit,
            Input::ElectricityPrice => {
                s.demand.electricity_eur_per_mwh.or(s.supply.electricity_eur_per_mwh)?
            }
            Input::Co2Price => {
                s.demand.allowance_eur_per_t.filter(|_| s.assumptions.counts_co2_price)?
            }
            Input::HeatPumpCop => s.delivery.heat_pump_cop.filter(|cop| COPS.contains(cop))?,
            Input::CapitalShare => s.assumptions.capital_share_supplier,
            Input::Capital => {
                let screened = self.screened(s).ok()?;
                screened.supplier.capital_eur + screened.accepter.capital_eur
            }
            Input::Upkeep => s.assumptions.upkeep_share,
            Input::Distance => s.delivery.distance_km,
            Input::DiscountRate => s.assumptions.discount_rate,
            Input::Years => f64::from(s.assumptions.years),
        };
        (value != 0.0 && value.is_finite()).then_some(value)
    }

    /// The setting with figures multiplied.
    pub fn changed(&self, changes: &[(Input, f64)]) -> Setting {
        self.changed_from(self.setting, changes)
    }

    /// Another setting with figures multiplied.
    pub fn changed_from(&self, setting: Setting, changes: &[(Input, f64)]) -> Setting {
        let mut s = setting;
        for &(input, factor) in changes {
            match input {
                Input::Amount => s.delivery.amount_per_year *= factor,
                Input::BuyingPrice => s.demand.eur_per_unit *= factor,
                Input::CostOfGiving => s.supply.eur_per_unit *= factor,
                Input::TransferPrice => s.transfer_eur_per_unit *= factor,
                Input::ElectricityPrice => {
                    for value in [&mut s.supply, &mut s.demand] {
                        value.electricity_eur_per_mwh =
                            value.electricity_eur_per_mwh.map(|eur| eur * factor);
                    }
                }
                Input::Co2Price => {
                    s.demand.allowance_eur_per_t =
                        s.demand.allowance_eur_per_t.map(|eur| eur * factor);
                }
                Input::HeatPumpCop => {
                    s.delivery.heat_pump_cop = s
                        .delivery
                        .heat_pump_cop
                        .map(|cop| (cop * factor).clamp(*COPS.start(), *COPS.end()));
                }
                Input::Capital => s.capital_factor *= factor,
                Input::CapitalShare => {
                    let share = s.assumptions.capital_share_supplier * factor;
                    s.assumptions.capital_share_supplier = share.clamp(0.0, 1.0);
                }
                Input::Upkeep => s.assumptions.upkeep_share *= factor,
                Input::Distance => s.delivery.distance_km *= factor,
                Input::DiscountRate => s.assumptions.discount_rate *= factor,
                Input::Years => {
                    let years = f64::from(s.assumptions.years) * factor;
                    s.assumptions.years = years.round().clamp(1.0, 100.0) as u32;
                }
            }
        }
        s
    }

    /// What each figure is that can be set, in its unit; zero is a figure too.
    pub fn figures(&self) -> Vec<(Input, f64)> {
        let settable = |input: Input| match input {
            Input::Amount
            | Input::BuyingPrice
            | Input::CostOfGiving
            | Input::TransferPrice
            | Input::CapitalShare
            | Input::Upkeep
            | Input::Distance
            | Input::DiscountRate
            | Input::Years => Some((input, self.value(input).unwrap_or(0.0))),
            // Without a factor of emission nothing follows from a price.
            Input::Co2Price => {
                self.setting.demand.emission.map(|_| (input, self.value(input).unwrap_or(0.0)))
            }
            Input::HeatPumpCop => self.value(input).map(|cop| (input, cop)),
            Input::ElectricityPrice => {
                let s = &self.setting;
                let price = s.demand.electricity_eur_per_mwh.or(s.supply.electricity_eur_per_mwh);
                price.map(|eur| (input, eur))
            }
            // Nothing that is built cannot become dearer.
            Input::Capital => self.value(input).map(|eur| (input, eur)),
        };
        Input::ALL.into_iter().filter_map(settable).collect()
    }

    /// The setting with figures at other values, each in its unit.
    pub fn set(&self, values: &[(Input, f64)]) -> Result<Setting, Unfit> {
        let mut s = self.setting;
        for &(input, value) in values {
            let field = format!("set.{}", input.code());
            let not_negative = || within(&field, value, ">= 0", |x| x >= 0.0);
            match input {
                Input::Amount => s.delivery.amount_per_year = not_negative()?,
                Input::BuyingPrice => s.demand.eur_per_unit = finite(&field, value)?,
                Input::CostOfGiving => s.supply.eur_per_unit = finite(&field, value)?,
                Input::TransferPrice => s.transfer_eur_per_unit = finite(&field, value)?,
                Input::ElectricityPrice => {
                    let price = finite(&field, value)?;
                    for side in [&mut s.supply, &mut s.demand] {
                        side.electricity_eur_per_mwh = side.electricity_eur_per_mwh.map(|_| price);
                    }
                }
                Input::Co2Price => {
                    s.demand.allowance_eur_per_t = Some(not_negative()?);
                    s.assumptions.counts_co2_price = true;
                }
                Input::HeatPumpCop => match self.value(input) {
                    Some(_) => {
                        let cop = within(&field, value, "1.05 .. 20", |x| COPS.contains(&x))?;
                        s.delivery.heat_pump_cop = Some(cop);
                    }
                    None => return Err(Unfit::NoSolution { field: "heat_pump_cop" }),
                },
                Input::CapitalShare => {
                    s.assumptions.capital_share_supplier =
                        within(&field, value, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?;
                }
                Input::Capital => match self.value(input) {
                    Some(estimate) => s.capital_factor *= not_negative()? / estimate,
                    None => return Err(Unfit::NoSolution { field: "capital" }),
                },
                Input::Upkeep => {
                    s.assumptions.upkeep_share =
                        within(&field, value, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?;
                }
                Input::Distance => {
                    s.delivery.distance_km =
                        within(&field, value, "0 <= x <= 1000", |x| (0.0..=1000.0).contains(&x))?;
                }
                Input::DiscountRate => {
                    s.assumptions.discount_rate =
                        within(&field, value, "0 <= x <= 1", |x| (0.0..=1.0).contains(&x))?;
                }
                Input::Years => {
                    let years = within(&field, value, "1 .. 100", |x| (1.0..=100.0).contains(&x))?;
                    s.assumptions.years = years.round() as u32;
                }
            }
        }
        Ok(s)
    }

    fn screened(&self, setting: &Setting) -> Result<Screened, NeedsPrice> {
        let other;
        let terms = if setting.assumptions == self.setting.assumptions {
            &self.terms
        } else {
            other = Terms::new(self.reference, setting.assumptions);
            &other
        };
        let transfer = Some(setting.transfer_eur_per_unit);
        screen(&setting.supply, &setting.demand, &setting.delivery, transfer, terms)
    }

    /// Present values of a setting. What is built enters as capital and by its upkeep:
    /// `NPV(f) = NPV(1) - (f - 1) K (1 + u a)`; K capital, u upkeep share, a annuity factor.
    pub fn worths(&self, setting: &Setting) -> Result<Worths, NeedsPrice> {
        let a = &setting.assumptions;
        let annuity = annuity_factor(a.discount_rate, a.years);
        let of = |whose| {
            self.stake(setting, whose).map(|stake| stake.yearly_eur * annuity - stake.capital_eur)
        };
        let (supplier_eur, accepter_eur) = (of(Whose::Supplier)?, of(Whose::Accepter)?);
        Ok(Worths { total_eur: supplier_eur + accepter_eur, supplier_eur, accepter_eur })
    }

    /// What is put in and what comes of it in a year.
    fn stake(&self, setting: &Setting, whose: Whose) -> Result<Stake, NeedsPrice> {
        let screened = self.screened(setting)?;
        let (capital, yearly) = match whose {
            Whose::Total => (
                screened.supplier.capital_eur + screened.accepter.capital_eur,
                screened.supplier.net_eur_per_year + screened.accepter.net_eur_per_year,
            ),
            Whose::Supplier => (screened.supplier.capital_eur, screened.supplier.net_eur_per_year),
            Whose::Accepter => (screened.accepter.capital_eur, screened.accepter.net_eur_per_year),
        };
        let dearer = (setting.capital_factor - 1.0) * capital;
        Ok(Stake {
            capital_eur: capital + dearer,
            yearly_eur: yearly - dearer * setting.assumptions.upkeep_share,
        })
    }

    /// What each figure does when it is 10 and 20 % less and more, the strongest first; figures
    /// that do nothing are left out. Source: any textbook. Oracle: the evaluation with the figure
    /// changed.
    pub fn tornado(&self, whose: Whose) -> Result<Vec<Bar>, NeedsPrice> {
        let mut bars = Vec::new();
        for input in Input::ALL {
            let Some(value) = self.value(input) else { continue };
            let mut worths = [Worths { total_eur: 0.0, supplier_eur: 0.0, accepter_eur: 0.0 }; 4];
            for (worth, factor) in worths.iter_mut().zip(STEPS) {
                *worth = self.worths(&self.changed(&[(input, factor)]))?;
            }
            let bar = Bar { input, value, worths };
            if bar.swing_eur(whose) > 0.5 {
                bars.push(bar);
            }
        }
        bars.sort_by(|a, b| {
            b.swing_eur(whose).total_cmp(&a.swing_eur(whose)).then(a.input.cmp(&b.input))
        });
        Ok(bars)
    }

    /// What each figure would have to be for the worth to be zero, from nothing to ten times
    /// what it is: the one next to what it is. Figures that never get there are left out.
    /// The rate found is the internal rate, the years are the discounted payback, a transfer price
    /// is the limit at which a party walks away.
    pub fn break_evens(&self, whose: Whose) -> Result<Vec<BreakEven>, NeedsPrice> {
        let mut found = Vec::new();
        for input in Input::ALL {
            let Some(value) = self.value(input) else { continue };
            let factor = if input == Input::Years {
                self.payback(whose)?.map(|years| years / value)
            } else {
                self.zero(input, whose)?
            };
            if let Some(factor) = factor {
                found.push(BreakEven { input, value, breaks_even_at: value * factor });
            }
        }
        Ok(found)
    }

    fn payback(&self, whose: Whose) -> Result<Option<f64>, NeedsPrice> {
        let s = self.screened(&self.setting)?;
        let parts = match whose {
            Whose::Total => vec![s.supplier, s.accepter],
            Whose::Supplier => vec![s.supplier],
            Whose::Accepter => vec![s.accepter],
        };
        let capital: f64 = parts.iter().map(|part| part.capital_eur).sum();
        let net: f64 = parts.iter().map(|part| part.net_eur_per_year).sum();
        Ok(discounted_payback_years(capital, net, self.setting.assumptions.discount_rate)
            .filter(|years| *years > 0.0))
    }

    /// The factor next to 1 at which the worth is zero.
    fn zero(&self, input: Input, whose: Whose) -> Result<Option<f64>, NeedsPrice> {
        let worth = |factor: f64| -> Result<f64, NeedsPrice> {
            Ok(self.worths(&self.changed(&[(input, factor)]))?.of(whose))
        };
        // From 1 outwards: finely below, in growing steps above.
        let down = (0..=40).map(|step| 1.0 - f64::from(step) / 40.0);
        let up = (0..=46).map(|step| (FARTHEST.ln() * f64::from(step) / 46.0).exp());
        let mut nearest: Option<f64> = None;
        for side in [down.collect::<Vec<_>>(), up.collect()] {
            let mut before = (side[0], worth(side[0])?);
            for factor in side.into_iter().skip(1) {
                let here = (factor, worth(factor)?);
                if !here.1.is_finite() {
                    break;
                }
                if before.1 != here.1 && before.1 * here.1 <= 0.0 {
                    let value = |factor| worth(factor).unwrap_or(f64::NAN);
                    let zero = bisected(value, before.0.min(here.0), before.0.max(here.0));
                    let away = |factor: f64| (factor - 1.0).abs();
                    if nearest.is_none_or(|found| away(zero) < away(found)) {
                        nearest = Some(zero);
                    }
                    break;
                }
                before = here;
            }
        }
        Ok(nearest)
    }

    /// What becomes of the worth when capital, yearly gain and its growth are drawn by
    /// [`chances`]. The same seed gives the same answer on every processor.
    ///
    /// The gain of a year is `A L - u K`: A amount, L what a unit brings, a sum over its prices, u
    /// upkeep share, K capital, in shares of what they are. Its variance is exact for independent
    /// A, L, K: `m^2 (s_A^2 + v + s_A^2 v) + (u K s_K)^2`, where `m = E[A L]` and `v` is the variance
    /// of `L / E[L]`, in which the price of what is replaced and that of electricity move together. A
    /// dearer plant also costs more upkeep, so capital and gain are correlated by
    /// `-u K^2 s_K^2 / (K s_K s)`, s the spread of the gain. Spreads: amount by the precision of the
    /// flows, prices by whether somebody stated them, capital by the class of the estimate, growth,
    /// all in `defaults.csv`. Valid as far as the gain is near to normal. Oracle: draws of the
    /// figures themselves.
    pub fn odds(
        &self,
        whose: Whose,
        amount_sigma: f64,
        draws: &Draws,
    ) -> Result<Result<Odds, NeedsPrice>, Unfit> {
        let count = draws.draws;
        within("draws", count as f64, "1 .. 1000000", |_| (1..=MOST_DRAWS).contains(&count))?;
        let d = &self.reference.defaults;
        let together = draws.energy_correlation.unwrap_or(d.correlation_energy);
        within("energy_correlation", together, "-1 <= x <= 1", |x| (-1.0..=1.0).contains(&x))?;
        within("amount_sigma", finite("amount_sigma", amount_sigma)?, "0 .. 3", |sigma| {
            (0.0..=3.0).contains(&sigma)
        })?;
        let (deal, correlation) = match self.uncertain(whose, amount_sigma, together) {
            Ok(Some(found)) => found,
            // A figure beyond all bounds has no chances to tell.
            Ok(None) => return Err(Unfit::OutOfRange { field: "chance" }),
            Err(needs) => return Ok(Err(needs)),
        };
        let mut found = chances(&deal, Some(&correlation), count, draws.seed, 0, &QUANTILES)?;
        let mut quantiles_eur = [0.0; 3];
        quantiles_eur.copy_from_slice(&found.quantiles);
        Ok(Ok(Odds {
            gains: found.positive,
            mean_eur: found.mean,
            quantiles_eur,
            bins_eur: histogram(&mut found.values),
        }))
    }

    /// Capital, gain and growth with their spreads; none where a figure is beyond all bounds.
    fn uncertain(
        &self,
        whose: Whose,
        amount_sigma: f64,
        together: f64,
    ) -> Result<Option<(Uncertain, Correlation)>, NeedsPrice> {
        let (d, s) = (&self.reference.defaults, &self.setting);
        let stake = self.stake(s, whose)?;
        let upkeep_eur = s.assumptions.upkeep_share * stake.capital_eur;
        let margin_eur = stake.yearly_eur + upkeep_eur;
        // The gain is linear in each price, so doubling one tells what it brings.
        let brings = |input| -> Result<f64, NeedsPrice> {
            Ok(self.stake(&self.changed(&[(input, 2.0)]), whose)?.yearly_eur - stake.yearly_eur)
        };
        let price = |value: &UnitValue| {
            if value.assumed { d.sigma_price_assumed } else { d.sigma_price_stated }
        };
        let buying_eur = brings(Input::BuyingPrice)? * price(&s.demand);
        let power_eur = brings(Input::ElectricityPrice)? * d.sigma_price_assumed;
        let giving_eur = brings(Input::CostOfGiving)? * price(&s.supply);
        let prices_eur2 = buying_eur * buying_eur
            + power_eur * power_eur
            + 2.0 * together * buying_eur * power_eur
            + giving_eur * giving_eur;
        let upkeep_spread_eur = upkeep_eur * d.sigma_capital;
        let amount2 = amount_sigma * amount_sigma;
        let variance_eur2 = margin_eur * margin_eur * amount2
            + prices_eur2 * (1.0 + amount2)
            + upkeep_spread_eur * upkeep_spread_eur;
        let spread_eur = variance_eur2.max(0.0).sqrt();
        let follows =
            if spread_eur > 0.0 { (-upkeep_spread_eur / spread_eur).max(-1.0) } else { 0.0 };
        let deal = Uncertain {
            capital: stake.capital_eur,
            capital_spread: stake.capital_eur * d.sigma_capital,
            yearly: stake.yearly_eur,
            yearly_spread: spread_eur,
            growth: 0.0,
            growth_spread: d.sigma_growth,
            years: s.assumptions.years,
            rate: s.assumptions.discount_rate,
        };
        Ok(Correlation::new(follows, 0.0, 0.0).ok().map(|correlation| (deal, correlation)))
    }
}

/// Capital and the gain of a year, EUR.
struct Stake {
    capital_eur: f64,
    yearly_eur: f64,
}

#[cfg(test)]
mod tests;
