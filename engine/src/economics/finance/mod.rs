//! Discounting: present value, rates of return, payback, annuity, cost of heat.
//!
//! Plain f64 on flows at equal distances, the first undiscounted; payments on dates, loans, many
//! flows at once and draws by chance stand in files of their own. It knows no parties and no
//! units.

mod batch;
mod chance;
mod dated;
mod day_count;
mod loan;
mod roots;
#[cfg(test)]
mod tests;

pub use batch::{Worth, worth};
pub use chance::{Chances, Correlation, Uncertain, chances};
pub use dated::{Payment, dated_present_value, dated_rates};
pub use day_count::DayCount;
pub use loan::{Loan, Sought};
pub(super) use roots::bisected;

use crate::unfit::{Unfit, all_finite, in_range, within};

/// Net present value: sum of c_t / (1 + r)^(t + first_period).
///
/// c_t flow of year t; r rate above -1; `first_period` 0 leaves the first flow undiscounted, 1
/// is the convention of spreadsheets. Source: any textbook. Oracle: `finance.json`.
///
/// ```
/// use turash_engine::economics::net_present_value;
/// let npv = net_present_value(0.08, &[-40000.0, 5000.0, 8000.0, 12000.0, 30000.0], 0);
/// assert!((npv - 3065.2226681795255).abs() < 1e-7);
/// ```
pub fn net_present_value(rate: f64, flows: &[f64], first_period: u32) -> f64 {
    let factor = 1.0 / (1.0 + rate);
    let sum = flows.iter().rev().fold(0.0, |sum, c| sum * factor + c);
    sum * factor.powi(first_period as i32)
}

/// Rates at which the present value vanishes.
#[derive(Debug, Clone, PartialEq)]
pub struct Roots {
    /// All real rates above -100 %, ascending.
    pub rates: Vec<f64>,
    /// How often the flows change sign; above 1 the rate of return may be ambiguous.
    pub sign_changes: usize,
}

impl Roots {
    /// The rate, if there is exactly one and the flows change sign once.
    pub fn unique(&self) -> Option<f64> {
        match (self.rates.as_slice(), self.sign_changes) {
            ([rate], 1) => Some(*rate),
            _ => None,
        }
    }
}

/// All internal rates of return above -100 %; none where a flow is not finite.
///
/// Zeros of sum of c_t (1 + r)^-t. Where the flows change sign once there is one zero at most
/// (Descartes) and Newton's method finds it; else every piece of the line is searched. Source:
/// Descartes; Taylor's bounds. Oracle: 19 cases in `finance.json`.
pub fn internal_rates(flows: &[f64]) -> Roots {
    if flows.iter().any(|flow| !flow.is_finite()) {
        return Roots { rates: Vec::new(), sign_changes: 0 };
    }
    let signs: Vec<f64> = flows.iter().filter(|c| **c != 0.0).map(|c| c.signum()).collect();
    let sign_changes = signs.windows(2).filter(|two| two[0] != two[1]).count();
    let rates = match sign_changes {
        0 => Vec::new(),
        1 => match batch::one(flows) {
            Some(rate) => vec![rate],
            None => all_rates(flows),
        },
        _ => all_rates(flows),
    };
    Roots { rates, sign_changes }
}

fn all_rates(flows: &[f64]) -> Vec<f64> {
    let payments: Vec<(f64, f64)> = flows.iter().copied().zip((0u32..).map(f64::from)).collect();
    roots::rates(&payments)
}

/// Modified internal rate of return; none without both an outlay and a return.
///
/// MIRR = (FV(positives, reinvest) / -PV(negatives, finance))^(1/n) - 1; n years. Source:
/// Microsoft Excel help. Oracle: three cases in `finance.json`.
pub fn modified_rate(flows: &[f64], finance_rate: f64, reinvest_rate: f64) -> Option<f64> {
    let n = flows.len().checked_sub(1).filter(|n| *n > 0)? as i32;
    let gains: Vec<f64> = flows.iter().map(|c| c.max(0.0)).collect();
    let outlays: Vec<f64> = flows.iter().map(|c| c.min(0.0)).collect();
    let future = net_present_value(reinvest_rate, &gains, 0) * (1.0 + reinvest_rate).powi(n);
    let present = -net_present_value(finance_rate, &outlays, 0);
    (future > 0.0 && present > 0.0).then(|| (future / present).powf(1.0 / f64::from(n)) - 1.0)
}

/// Present value of 1 a year over n years: (1 - (1 + r)^-n) / r, n at r = 0. Its inverse is the
/// capital recovery factor. Oracle: `finance.json`.
pub fn annuity_factor(rate: f64, years: u32) -> f64 {
    if rate.abs() < 1e-12 {
        return f64::from(years);
    }
    (1.0 - (1.0 + rate).powi(-(years as i32))) / rate
}

/// Cost of one unit of heat: (capital / annuity + yearly cost) / yearly amount. None without an
/// amount. Source: NREL simple levelised cost. Oracle: `finance.json`.
pub fn cost_of_heat(
    capital_eur: f64,
    cost_eur_per_year: f64,
    mwh_per_year: f64,
    rate: f64,
    years: u32,
) -> Option<f64> {
    (mwh_per_year > 0.0)
        .then(|| (capital_eur / annuity_factor(rate, years) + cost_eur_per_year) / mwh_per_year)
}

/// Years until equal yearly flows pay the capital back, undiscounted. None if they never do.
pub fn simple_payback_years(capital_eur: f64, net_eur_per_year: f64) -> Option<f64> {
    if capital_eur <= 0.0 {
        return (net_eur_per_year >= 0.0).then_some(0.0);
    }
    (net_eur_per_year > 0.0).then(|| capital_eur / net_eur_per_year)
}

/// Years until equal yearly flows, discounted, pay the capital back: -ln(1 - C r / B) / ln(1 + r);
/// C capital, B yearly flow, r rate; none where C r reaches B. Source: closed form of the annuity.
pub fn discounted_payback_years(capital_eur: f64, net_eur_per_year: f64, rate: f64) -> Option<f64> {
    let simple = simple_payback_years(capital_eur, net_eur_per_year)?;
    if rate.abs() < 1e-12 || simple == 0.0 {
        return Some(simple);
    }
    let left = 1.0 - simple * rate;
    (left > 0.0).then(|| -left.ln() / rate.ln_1p())
}

/// When flows, the first undiscounted, have paid themselves back for good: the time after which
/// their discounted sum stays at or above zero. Within a period it grows in a straight line. None
/// if it never does.
///
/// Sum of c_t / (1 + r)^t; c_t flow of period t; r rate above -1, 0 for the simple payback.
/// Source: any textbook. Oracle: closed form of equal flows.
pub fn payback_periods(flows: &[f64], rate: f64) -> Result<Option<f64>, Unfit> {
    all_finite("cashflows", flows)?;
    let rate = within("rate", rate, "> -1", |rate| rate > -1.0)?;
    let (mut sum, mut factor, mut since) = (0.0, 1.0, None);
    for (period, flow) in (0u32..).zip(flows) {
        let before: f64 = sum;
        sum += flow * factor;
        factor /= 1.0 + rate;
        if sum < 0.0 {
            since = None;
        } else if since.is_none() {
            let share = if period == 0 { 0.0 } else { 1.0 - before / (before - sum) };
            since = Some(f64::from(period) - share);
        }
    }
    in_range("cashflows", sum)?;
    Ok(since)
}

/// What is gained on each unit paid in: sum of all flows over the sum of the outlays. Source: any
/// textbook. Oracle: closed form.
pub fn return_on_investment(flows: &[f64]) -> Result<f64, Unfit> {
    all_finite("cashflows", flows)?;
    let paid = -flows.iter().map(|flow| flow.min(0.0)).sum::<f64>();
    if paid == 0.0 {
        return Err(Unfit::NoSolution { field: "roi" });
    }
    in_range("roi", flows.iter().sum::<f64>() / paid)
}

/// Present value of what comes in over present value of what goes out, at a rate above -1.
/// Source: European Commission, *Guide to Cost-Benefit Analysis*, 2014. Oracle: closed form.
pub fn benefit_cost_ratio(flows: &[f64], rate: f64) -> Result<f64, Unfit> {
    all_finite("cashflows", flows)?;
    let rate = within("rate", rate, "> -1", |rate| rate > -1.0)?;
    let gains: Vec<f64> = flows.iter().map(|flow| flow.max(0.0)).collect();
    let costs: Vec<f64> = flows.iter().map(|flow| -flow.min(0.0)).collect();
    let cost = net_present_value(rate, &costs, 0);
    if cost == 0.0 {
        return Err(Unfit::NoSolution { field: "benefit_cost_ratio" });
    }
    in_range("benefit_cost_ratio", net_present_value(rate, &gains, 0) / cost)
}
