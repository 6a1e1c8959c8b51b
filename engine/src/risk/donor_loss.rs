//! What becomes of a match when one side fails: the supplier closes or stands still, the demand
//! drops. It says what that costs, what standing by costs, and which penalty would make good.
//!
//! It works on one year's figures and knows neither flows nor papers.

use crate::economics::annuity_factor;
use crate::unfit::{Unfit, in_range, not_negative, positive, within};

/// Weeks of a year.
const WEEKS: f64 = 52.0;

/// The figures of a match that a failure touches. EUR a year and EUR a delivered unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figures {
    /// Units a year that are delivered.
    pub delivered_per_year: f64,
    /// Largest rate in kW or units an hour.
    pub rate: f64,
    /// What a unit costs the taker without the match.
    pub without_eur_per_unit: f64,
    /// What a unit costs the taker in the match.
    pub transfer_eur_per_unit: f64,
    /// What a unit costs the giver to give.
    pub giving_eur_per_unit: f64,
    /// Capital of the taker.
    pub taker_capital_eur: f64,
    /// Net gain of the taker a year.
    pub taker_eur_per_year: f64,
    /// Capital of the plant that stands by, EUR per kW or unit an hour.
    pub backup_eur_per_rate: f64,
    /// Its upkeep a year as share of capital.
    pub backup_upkeep_share: f64,
    /// Discount rate.
    pub rate_of_discount: f64,
    /// Years of operation.
    pub years: u32,
}

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failure {
    /// The supplier closes after so many years.
    pub closes_after_years: u32,
    /// The supplier stands still for so many weeks a year.
    pub weeks: f64,
    /// The demand drops by this share.
    pub drop: f64,
}

/// What it costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DonorLoss {
    /// Present value of the taker if the supplier closes then, EUR.
    pub taker_npv_eur: f64,
    /// What the taker then still misses, valued at the closing, EUR: the penalty that makes whole.
    pub closing_penalty_eur: f64,
    /// Units a year that fail in the weeks of standstill.
    pub missing_per_year: f64,
    /// What replacing them costs beyond the price, EUR a year.
    pub standstill_eur_per_year: f64,
    /// Penalty for a unit that is not delivered, EUR.
    pub penalty_eur_per_unit: f64,
    /// What the giver misses when the demand drops, EUR a year.
    pub giver_misses_eur_per_year: f64,
    /// Share of the contract amount that the taker would have to pay for all the same so that the
    /// giver misses nothing (take or pay), 0..1; none where the giver earns nothing by the unit.
    pub take_or_pay_share: Option<f64>,
    /// Capital of the plant that stands by, EUR.
    pub backup_capital_eur: f64,
    /// What standing by costs, EUR a year.
    pub backup_eur_per_year: f64,
}

/// Works it out.
///
/// Closing after y of n years: taker `B a(r, y) - K`, penalty `B a(r, n - y)`; B net gain a year, K
/// capital, a annuity factor. Standstill of w weeks: `q w / 52` units at `max(0, p - t)` each; q
/// delivered units a year, p price without and t price within the match. Demand less by d: giver
/// misses `d q (t - c)`, c cost of giving. Standing by: `P k (1 / a(r, n) + u)`; P rate, k capital per
/// rate, u upkeep share. Range: all figures finite, rates of discount above -1. Source: balances;
/// annuity from any textbook. Oracle: closed forms; closing in the last year is no closing.
pub fn donor_loss(figures: &Figures, failure: &Failure) -> Result<DonorLoss, Unfit> {
    let f = figures;
    let q = not_negative("delivered_per_year", f.delivered_per_year)?;
    let power = not_negative("rate", f.rate)?;
    let r = within("discount_rate", f.rate_of_discount, "> -1", |rate| rate > -1.0)?;
    let years = f64::from(f.years);
    within("years", years, "1 .. 100", |years| (1.0..=100.0).contains(&years))?;
    let closes = failure.closes_after_years;
    within("closes_after_years", f64::from(closes), "0 .. years", |y| y <= years)?;
    let weeks = within("weeks", failure.weeks, "0 .. 52", |w| (0.0..=WEEKS).contains(&w))?;
    let drop = within("demand_drop", failure.drop, "0 <= x <= 1", |d| (0.0..=1.0).contains(&d))?;
    let capital_each = not_negative("backup_eur_per_rate", f.backup_eur_per_rate)?;
    let upkeep = not_negative("backup_upkeep_share", f.backup_upkeep_share)?;
    let annuity = |years: u32| if years == 0 { 0.0 } else { annuity_factor(r, years) };
    let whole = positive("years", annuity(f.years))?;

    let missing = q * weeks / WEEKS;
    let dearer = (f.without_eur_per_unit - f.transfer_eur_per_unit).max(0.0);
    let earns = f.transfer_eur_per_unit - f.giving_eur_per_unit;
    let backup = power * capital_each;
    Ok(DonorLoss {
        taker_npv_eur: in_range(
            "taker_npv_eur",
            f.taker_eur_per_year * annuity(closes) - f.taker_capital_eur,
        )?,
        closing_penalty_eur: in_range(
            "closing_penalty_eur",
            (f.taker_eur_per_year * annuity(f.years - closes)).max(0.0),
        )?,
        missing_per_year: missing,
        standstill_eur_per_year: in_range("standstill_eur_per_year", missing * dearer)?,
        penalty_eur_per_unit: in_range("penalty_eur_per_unit", dearer)?,
        giver_misses_eur_per_year: in_range(
            "giver_misses_eur_per_year",
            drop * q * earns.max(0.0),
        )?,
        take_or_pay_share: (earns > 0.0 && f.transfer_eur_per_unit > 0.0)
            .then(|| drop * (earns / f.transfer_eur_per_unit).min(1.0)),
        backup_capital_eur: in_range("backup_capital_eur", backup)?,
        backup_eur_per_year: in_range("backup_eur_per_year", backup * (1.0 / whole + upkeep))?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    const FIGURES: Figures = Figures {
        delivered_per_year: 20_000.0,
        rate: 4_000.0,
        without_eur_per_unit: 60.0,
        transfer_eur_per_unit: 35.0,
        giving_eur_per_unit: 5.0,
        taker_capital_eur: 1_000_000.0,
        taker_eur_per_year: 400_000.0,
        backup_eur_per_rate: 75.0,
        backup_upkeep_share: 0.035,
        rate_of_discount: 0.0,
        years: 10,
    };
    const FAILURE: Failure = Failure { closes_after_years: 4, weeks: 3.0, drop: 0.25 };

    /// Without interest everything can be reckoned by hand.
    #[test]
    fn a_failure_costs_what_is_reckoned_by_hand() {
        let told = donor_loss(&FIGURES, &FAILURE).unwrap();
        assert_eq!(told.taker_npv_eur, 600_000.0);
        assert_eq!(told.closing_penalty_eur, 2_400_000.0);
        assert!((told.missing_per_year - 20_000.0 * 3.0 / 52.0).abs() < 1e-9);
        assert!((told.standstill_eur_per_year - 25.0 * 20_000.0 * 3.0 / 52.0).abs() < 1e-6);
        assert_eq!(told.penalty_eur_per_unit, 25.0);
        assert_eq!(told.giver_misses_eur_per_year, 150_000.0);
        assert!((told.take_or_pay_share.unwrap() - 0.25 * 30.0 / 35.0).abs() < 1e-12);
        assert_eq!(told.backup_capital_eur, 300_000.0);
        assert!((told.backup_eur_per_year - 40_500.0).abs() < 1e-6);
    }

    /// What the taker has until the closing and the penalty, discounted, are the whole.
    #[test]
    fn the_penalty_makes_whole() {
        let figures = Figures { rate_of_discount: 0.08, ..FIGURES };
        let whole = donor_loss(&figures, &Failure { closes_after_years: 10, ..FAILURE }).unwrap();
        assert_eq!(whole.closing_penalty_eur, 0.0);
        for year in 0..10 {
            let told =
                donor_loss(&figures, &Failure { closes_after_years: year, ..FAILURE }).unwrap();
            let discounted = told.closing_penalty_eur / 1.08f64.powi(year as i32);
            assert!((told.taker_npv_eur + discounted - whole.taker_npv_eur).abs() < 1e-6);
        }
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        for (figures, failure, field) in [
            (Figures { rate: f64::NAN, ..FIGURES }, FAILURE, "rate"),
            (Figures { delivered_per_year: -1.0, ..FIGURES }, FAILURE, "delivered_per_year"),
            (Figures { years: 0, ..FIGURES }, FAILURE, "years"),
            (FIGURES, Failure { weeks: 53.0, ..FAILURE }, "weeks"),
            (FIGURES, Failure { drop: f64::INFINITY, ..FAILURE }, "demand_drop"),
            (FIGURES, Failure { closes_after_years: 11, ..FAILURE }, "closes_after_years"),
        ] {
            assert_eq!(donor_loss(&figures, &failure).unwrap_err().field(), field);
        }
    }

    proptest! {
        #[test]
        fn figures_of_any_kind_do_not_panic(
            values in prop::array::uniform10(prop_oneof![
                any::<f64>(), Just(0.0), -1e6..1e6f64
            ]),
            years in 0u32..200,
            closes in 0u32..200,
            weeks in any::<f64>(),
            drop in any::<f64>(),
        ) {
            let v = values;
            let figures = Figures {
                delivered_per_year: v[0], rate: v[1], without_eur_per_unit: v[2],
                transfer_eur_per_unit: v[3], giving_eur_per_unit: v[4], taker_capital_eur: v[5],
                taker_eur_per_year: v[6], backup_eur_per_rate: v[7], backup_upkeep_share: v[8],
                rate_of_discount: v[9], years,
            };
            if let Ok(told) = donor_loss(&figures, &Failure { closes_after_years: closes, weeks, drop }) {
                prop_assert!(told.taker_npv_eur.is_finite() && told.backup_eur_per_year.is_finite());
            }
        }
    }
}
