//! Discounting: present value, rates of return, payback, annuity, cost of heat.
//!
//! Plain f64 on yearly flows, year 0 first and undiscounted. It knows no parties and no units.

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

/// All internal rates of return above -100 %.
///
/// Roots x > 0 of the polynomial sum of c_t x^t with x = 1 / (1 + r); found by going down its
/// derivatives, whose roots part the line into pieces with at most one root each, and bisecting
/// each piece to the last bit. Source: Descartes, Rolle. Oracle: 19 cases in `finance.json`.
pub fn internal_rates(flows: &[f64]) -> Roots {
    let sign_changes = flows
        .iter()
        .filter(|c| **c != 0.0)
        .collect::<Vec<_>>()
        .windows(2)
        .filter(|w| w[0].signum() != w[1].signum())
        .count();
    let first = flows.iter().position(|c| *c != 0.0);
    let last = flows.iter().rposition(|c| *c != 0.0);
    let (Some(first), Some(last)) = (first, last) else {
        return Roots { rates: Vec::new(), sign_changes };
    };
    let polynomial = &flows[first..=last];
    if sign_changes == 0 || polynomial.iter().any(|c| !c.is_finite()) {
        return Roots { rates: Vec::new(), sign_changes };
    }
    let mut rates: Vec<f64> =
        positive_roots(polynomial).into_iter().map(|x| 1.0 / x - 1.0).collect();
    rates.sort_by(f64::total_cmp);
    Roots { rates, sign_changes }
}

/// Roots above zero of sum of c_t x^t, ascending; c_0 and the last coefficient are not zero.
fn positive_roots(c: &[f64]) -> Vec<f64> {
    let degree = c.len() - 1;
    if degree == 0 {
        return Vec::new();
    }
    // Cauchy's bound holds every root.
    let bound = 1.0 + c[..degree].iter().fold(0.0f64, |m, v| m.max((v / c[degree]).abs()));
    let derivative: Vec<f64> = (1..=degree).map(|t| c[t] * t as f64).collect();
    let start = derivative.iter().position(|v| *v != 0.0).unwrap_or(0);
    let turning = positive_roots(&derivative[start..]);
    let size = |x: f64| c.iter().rev().fold(0.0, |s: f64, v| s * x + v.abs());
    let value = |x: f64| c.iter().rev().fold(0.0, |s, v| s * x + v);
    let mut roots: Vec<f64> = Vec::new();
    let mut low = 0.0;
    let mut edges: Vec<f64> = turning.into_iter().filter(|x| *x < bound).collect();
    edges.push(bound);
    for high in edges {
        let (a, b) = (value(low), value(high));
        // A double root touches zero at a turning point without a change of sign.
        if b.abs() <= 1e-13 * size(high) {
            roots.push(high);
        } else if a.signum() != b.signum() && a.abs() > 1e-13 * size(low) {
            roots.push(bisect(value, low, high));
        }
        low = high;
    }
    roots.dedup_by(|a, b| (*a - *b).abs() <= 1e-12 * b.abs());
    roots
}

fn bisect(value: impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    let rising = value(high) > 0.0;
    for _ in 0..2000 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if (value(middle) > 0.0) == rising { high = middle } else { low = middle }
    }
    0.5 * (low + high)
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use serde_json::Value;

    fn numbers(case: &Value, key: &str) -> Vec<f64> {
        case[key].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
    }

    fn close(name: &Value, got: f64, want: f64) {
        assert!((got - want).abs() <= 1e-7 * want.abs().max(1.0), "{name}: {got} for {want}");
    }

    /// Microsoft Excel help, numpy-financial documentation, textbooks; each case names its own.
    #[test]
    fn finance_agrees_with_the_oracle() {
        let text = include_str!("../../tests/oracle/finance.json");
        let cases: Vec<Value> = serde_json::from_str(text).unwrap();
        let mut seen = 0;
        for case in &cases {
            let name = &case["name"];
            match case["kind"].as_str().unwrap() {
                "irr" => {
                    let roots = internal_rates(&numbers(case, "cashflows"));
                    let wanted = numbers(case, "all_roots_gt_minus1");
                    assert_eq!(roots.rates.len(), wanted.len(), "{name}: {roots:?}");
                    for (got, want) in roots.rates.iter().zip(wanted) {
                        close(name, *got, want);
                    }
                    assert_eq!(roots.sign_changes as i64, case["sign_changes"].as_i64().unwrap());
                }
                "npv" => {
                    let rate = case["rate"].as_f64().unwrap();
                    let got = net_present_value(rate, &numbers(case, "cashflows"), 0);
                    close(name, got, case["expected"].as_f64().unwrap());
                }
                "npv_excel" => {
                    let flows = numbers(case, "cashflows_end_of_period");
                    let got = net_present_value(case["rate"].as_f64().unwrap(), &flows, 1);
                    let initial = case["initial"].as_f64().unwrap_or(0.0);
                    close(name, got + initial, case["expected"].as_f64().unwrap());
                }
                "mirr" => {
                    let flows = numbers(case, "cashflows");
                    let rate = |key: &str| case[key].as_f64().unwrap();
                    let got = modified_rate(&flows, rate("finance"), rate("reinvest")).unwrap();
                    close(name, got, rate("expected"));
                }
                "crf" => {
                    let years = case["n"].as_u64().unwrap() as u32;
                    let got = 1.0 / annuity_factor(case["i"].as_f64().unwrap(), years);
                    close(name, got, case["expected"].as_f64().unwrap());
                }
                "lcoh" => {
                    let v = |key: &str| case[key].as_f64().unwrap();
                    let years = case["years"].as_u64().unwrap() as u32;
                    let got =
                        cost_of_heat(v("capex"), v("opex"), v("energy_MWh"), v("discount"), years);
                    close(name, got.unwrap(), v("expected"));
                }
                other => panic!("no test reads {other}"),
            }
            seen += 1;
        }
        assert!(seen >= 29, "{seen} cases");
    }

    #[test]
    fn payback_meets_the_present_value() {
        let years = discounted_payback_years(1000.0, 200.0, 0.08).unwrap();
        assert!((years - 6.637457).abs() < 1e-5, "{years}");
        assert_eq!(discounted_payback_years(1000.0, 80.0, 0.08), None);
        assert_eq!(discounted_payback_years(1000.0, -5.0, 0.08), None);
        assert_eq!(discounted_payback_years(0.0, 5.0, 0.08), Some(0.0));
        assert_eq!(simple_payback_years(0.0, -1.0), None);
    }

    proptest::proptest! {
        #[test]
        fn every_rate_is_a_root(flows in proptest::collection::vec(-1e6..1e6f64, 2..14)) {
            let roots = internal_rates(&flows);
            proptest::prop_assert!(roots.rates.len() <= roots.sign_changes);
            for rate in &roots.rates {
                let x: f64 = 1.0 / (1.0 + rate);
                let value = flows.iter().rev().fold(0.0, |s, c| s * x + c);
                let size = flows.iter().rev().fold(0.0, |s: f64, c| s * x + c.abs());
                proptest::prop_assert!(value.abs() <= 1e-9 * size, "{rate}: {value} of {size}");
            }
            // An odd number of sign changes always has a root (Descartes).
            proptest::prop_assert!(roots.sign_changes.is_multiple_of(2) || !roots.rates.is_empty());
        }
    }
}
