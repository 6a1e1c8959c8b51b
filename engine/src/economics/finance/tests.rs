//! Finance against known answers from outside, and what must hold for any flows.
#![allow(clippy::unwrap_used)]

use super::*;
use serde_json::Value;

fn numbers(case: &Value, key: &str) -> Vec<f64> {
    case[key].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

fn close(name: &Value, got: f64, want: f64) {
    assert!((got - want).abs() <= 1e-7 * want.abs().max(1.0), "{name}: {got} for {want}");
}

/// Microsoft Excel help, numpy-financial documentation, MathWorks, textbooks; each case names its
/// own.
#[test]
fn finance_agrees_with_the_oracle() {
    let text = include_str!("../../../tests/oracle/finance.json");
    let cases: Vec<Value> = serde_json::from_str(text).unwrap();
    assert_eq!(cases.len(), 44);
    for case in &cases {
        let name = &case["name"];
        let number = |key: &str| case[key].as_f64().unwrap();
        let args = |at: usize| case["args"][at].as_f64().unwrap();
        let wanted = || number("expected");
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
                let got = net_present_value(number("rate"), &numbers(case, "cashflows"), 0);
                close(name, got, wanted());
            }
            "npv_excel" => {
                let flows = numbers(case, "cashflows_end_of_period");
                let got = net_present_value(number("rate"), &flows, 1);
                close(name, got + case["initial"].as_f64().unwrap_or(0.0), wanted());
            }
            "mirr" => {
                let flows = numbers(case, "cashflows");
                let got = modified_rate(&flows, number("finance"), number("reinvest")).unwrap();
                close(name, got, wanted());
            }
            "xirr" | "xirr_daycount" => {
                let count = case["day_count"].as_str().map_or(DayCount::default(), day_count);
                let roots = dated_rates(&payments(case), count).unwrap();
                assert_eq!((roots.rates.len(), roots.sign_changes), (1, 1), "{name}");
                close(name, roots.rates[0], wanted());
            }
            "xnpv" => {
                let count = DayCount::default();
                let got = dated_present_value(number("rate"), &payments(case), count).unwrap();
                close(name, got, wanted());
            }
            "pmt" => {
                let loan =
                    Loan { rate: args(0), periods: args(1), present: args(2), ..Loan::default() };
                close(name, loan.solved(Sought::Payment).unwrap().payment, wanted());
            }
            "pv" => {
                let loan = Loan {
                    rate: args(0),
                    periods: args(1),
                    payment: args(2),
                    future: args(3),
                    ..Loan::default()
                };
                close(name, loan.solved(Sought::Present).unwrap().present, wanted());
            }
            "fv" => {
                let loan = Loan {
                    rate: args(0),
                    periods: args(1),
                    payment: args(2),
                    present: args(3),
                    ..Loan::default()
                };
                close(name, loan.solved(Sought::Future).unwrap().future, wanted());
            }
            "nper" => {
                let loan =
                    Loan { rate: args(0), payment: args(1), present: args(2), ..Loan::default() };
                close(name, loan.solved(Sought::Periods).unwrap().periods, wanted());
            }
            "rate" => {
                let loan = Loan {
                    periods: args(0),
                    payment: args(1),
                    present: args(2),
                    future: args(3),
                    ..Loan::default()
                };
                close(name, loan.solved(Sought::Rate).unwrap().rate, wanted());
            }
            "crf" => {
                let years = case["n"].as_u64().unwrap() as u32;
                close(name, 1.0 / annuity_factor(number("i"), years), wanted());
            }
            "lcoh" => {
                let years = case["years"].as_u64().unwrap() as u32;
                let (capital, yearly) = (number("capex"), number("opex"));
                let got =
                    cost_of_heat(capital, yearly, number("energy_MWh"), number("discount"), years);
                close(name, got.unwrap(), wanted());
            }
            other => panic!("no test reads {other}"),
        }
    }
}

fn day_count(name: &str) -> DayCount {
    match name {
        "act/365F" => DayCount::Actual365Fixed,
        "act/360" => DayCount::Actual360,
        "30/360 ISDA" => DayCount::Thirty360Isda,
        "30/360 SIA" => DayCount::Thirty360Sia,
        "30E/360" => DayCount::ThirtyE360,
        "act/act ISDA" => DayCount::ActualActualIsda,
        other => panic!("no day count {other}"),
    }
}

fn payments(case: &Value) -> Vec<Payment> {
    let dates = case["dates"].as_array().unwrap().iter();
    let dates = dates.map(|date| date.as_str().unwrap().parse().unwrap());
    dates.zip(numbers(case, "cashflows")).map(|(date, amount)| Payment { date, amount }).collect()
}

/// pyxirr's test data (Unlicense). Where there are several rates, its own is one of ours; where it
/// found none and the present value never changes sign, there is none.
#[test]
fn dated_payments_agree_with_the_oracle() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/xirr/");
    let read = |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap();
    let mut seen = 0;
    for line in read("expected.csv").lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let sample = read(cells[2]);
        let rows: Vec<Payment> = sample
            .lines()
            .map(|line| line.split_once(',').unwrap())
            .map(|(date, amount)| Payment {
                date: date.parse().unwrap(),
                amount: amount.parse().unwrap(),
            })
            .collect();
        assert_eq!(rows.len(), cells[3].parse::<usize>().unwrap(), "{line}");
        let wanted: f64 = cells[4].parse().unwrap();
        let name = &Value::from(cells[1]);
        match cells[0] {
            "xnpv@0.1" => {
                let got = dated_present_value(0.1, &rows, DayCount::default()).unwrap();
                close(name, got, wanted);
            }
            _ => {
                let found = dated_rates(&rows, DayCount::default()).unwrap();
                let scanned: usize = cells[5].parse().unwrap();
                assert!(found.rates.len() >= scanned, "{line}: {found:?}");
                assert!(found.rates.len() <= found.sign_changes, "{line}: {found:?}");
                let lists = found.rates.iter().any(|rate| (rate - wanted).abs() <= 1e-7);
                assert!(lists || wanted.is_nan(), "{line}: {found:?}");
            }
        }
        seen += 1;
    }
    assert_eq!(seen, 42);
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

/// Any figures at all are answered or refused, never with a number that is none.
fn odd() -> impl proptest::strategy::Strategy<Value = f64> {
    proptest::prop_oneof![
        4 => -1e6..1e6f64,
        1 => -2.0..2.0f64,
        1 => proptest::sample::select(vec![
            0.0, -0.0, -1.0, 1.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN,
            f64::MIN_POSITIVE, 5e-324, -1.0 + 1e-16,
        ]),
    ]
}

proptest::proptest! {
    #[test]
    fn odd_figures_are_answered_or_refused(
        flows in proptest::collection::vec(odd(), 0..12),
        rate in odd(),
        periods in odd(),
        seed in 0u64..9,
    ) {
        let finite = |value: f64| value.is_finite();
        proptest::prop_assert!(internal_rates(&flows).rates.iter().all(|r| finite(*r) && *r > -1.0));
        proptest::prop_assert!(payback_periods(&flows, rate).ok().flatten().is_none_or(finite));
        proptest::prop_assert!(return_on_investment(&flows).is_ok_and(finite)
            || return_on_investment(&flows).is_err());
        proptest::prop_assert!(benefit_cost_ratio(&flows, rate).ok().is_none_or(finite));
        let payments: Vec<Payment> = (0i16..)
            .zip(&flows)
            .map(|(year, amount)| Payment {
                date: jiff::civil::date(2000 + year * 7 % 9, 2, 1 + year as i8),
                amount: *amount,
            })
            .collect();
        for count in [DayCount::Actual360, DayCount::Thirty360Sia, DayCount::ActualActualIsda] {
            let found = dated_rates(&payments, count);
            proptest::prop_assert!(found.is_err() || found.unwrap().rates.into_iter().all(finite));
            proptest::prop_assert!(dated_present_value(rate, &payments, count).ok().is_none_or(finite));
        }
        let figure = |at: usize| flows.get(at).copied().unwrap_or_default();
        let loan = Loan {
            rate,
            periods: if seed % 2 == 0 { periods.abs().round() % 400.0 } else { periods },
            payment: figure(0),
            present: figure(1),
            future: figure(2),
            at_beginning: seed % 3 == 0,
        };
        for (sought, of) in [
            (Sought::Rate, (|l: &Loan| l.rate) as fn(&Loan) -> f64),
            (Sought::Periods, |l| l.periods),
            (Sought::Payment, |l| l.payment),
            (Sought::Present, |l| l.present),
            (Sought::Future, |l| l.future),
        ] {
            proptest::prop_assert!(loan.solved(sought).is_ok_and(|l| finite(of(&l)))
                || loan.solved(sought).is_err(), "{sought:?} {loan:?}");
        }
        let deal = Uncertain {
            capital: figure(3),
            capital_spread: rate,
            yearly: figure(4),
            yearly_spread: 0.1,
            growth: figure(5),
            growth_spread: 0.02,
            years: (seed * 150) as u32,
            rate: periods,
        };
        let drawn = chances(&deal, None, 40, seed, 1, &[0.1, 0.9]);
        proptest::prop_assert!(drawn.is_err() || drawn.unwrap().quantiles.into_iter().all(finite));
        worth(&flows, 3, rate);
    }

    /// A loan solved for one figure is solved by its figures for each other one.
    #[test]
    fn a_solved_loan_fulfils_its_equation(
        rate in -0.2..0.5f64,
        periods in 1..120u32,
        payment in -1e4..1e4f64,
        present in -1e5..1e5f64,
        zero in 0..4u8,
        at_beginning: bool,
    ) {
        let rate = if zero == 0 { 0.0 } else { rate };
        let loan = Loan {
            rate, periods: f64::from(periods), payment, present, future: 0.0, at_beginning,
        };
        let loan = loan.solved(Sought::Future).unwrap();
        let size = (loan.present.abs() + loan.payment.abs() * loan.periods)
            * (1.0 + rate).powf(loan.periods).max(1.0);
        let back = loan.solved(Sought::Payment).unwrap().payment;
        let mut again = Loan { payment: back, ..loan }.solved(Sought::Future).unwrap();
        proptest::prop_assert!((again.future - loan.future).abs() <= 1e-9 * size);
        again.present = loan.solved(Sought::Present).unwrap().present;
        let again = again.solved(Sought::Future).unwrap();
        proptest::prop_assert!((again.future - loan.future).abs() <= 1e-9 * size);
        // The rate it came from is among those found.
        let rates = loan.rates().unwrap();
        let flat = rates.sign_changes == 0 || loan.future.abs() < 1e-6 * size;
        proptest::prop_assert!(flat || rates.rates.iter().any(|r| (r - rate).abs() < 1e-6), "{rates:?}");
    }

    /// Rates that were put in are found again, and no others.
    #[test]
    fn rates_put_in_come_out(mut wanted in proptest::collection::vec(-0.6..2.0f64, 1..6)) {
        wanted.sort_by(f64::total_cmp);
        wanted.dedup_by(|a, b| (*a - *b).abs() < 0.02);
        // The product of (x (1 + r) - 1) vanishes at each x = 1 / (1 + r).
        let mut flows = vec![1.0];
        for rate in &wanted {
            let mut next = vec![0.0; flows.len() + 1];
            for (at, c) in flows.iter().enumerate() {
                next[at] -= c;
                next[at + 1] += c * (1.0 + rate);
            }
            flows = next;
        }
        let found = internal_rates(&flows).rates;
        proptest::prop_assert_eq!(found.len(), wanted.len(), "{:?} {:?}", found, wanted);
        for (got, want) in found.iter().zip(&wanted) {
            proptest::prop_assert!((got - want).abs() < 1e-6, "{:?} {:?}", found, wanted);
        }
    }

    /// Flows side by side are worth what they are worth alone.
    #[test]
    fn many_flows_are_worth_what_each_is(
        rows in proptest::collection::vec(proptest::collection::vec(-1e5..1e5f64, 8), 1..40),
        rate in -0.5..1.0f64,
    ) {
        let flows: Vec<f64> = rows.iter().flatten().copied().collect();
        let found = worth(&flows, 8, rate);
        proptest::prop_assert_eq!(found.len(), rows.len());
        for (row, found) in rows.iter().zip(found) {
            let npv = net_present_value(rate, row, 0);
            let size: f64 = row.iter().map(|c| c.abs()).sum();
            let growth = (1.0 + rate).powi(-8).max(1.0);
            proptest::prop_assert!((npv - found.npv).abs() <= 1e-12 * size * growth);
            let roots = internal_rates(row).rates;
            proptest::prop_assert_eq!(found.irr.is_some(), !roots.is_empty(), "{:?}", row);
            if let Some(irr) = found.irr {
                let near = roots.iter().any(|r| (r - irr).abs() <= 1e-6 * (1.0 + r.abs()));
                proptest::prop_assert!(near, "{} of {:?}", irr, roots);
            }
        }
    }
}

#[test]
fn roots_that_touch_and_crowd_are_found() {
    let cases: [(&[f64], &[f64]); 8] = [
        (&[-1000.0, 2200.0, -1210.0], &[0.1]),
        (&[-1000.0, 2200.0, -1210.0001], &[]),
        (&[-1.0, 3.0, -3.0, 1.0], &[0.0]),
        (&[0.0, 0.0, -100.0, 0.0, 121.0, 0.0], &[0.1]),
        (&[100.0, 100.0], &[]),
        (&[], &[]),
        (&[-1e300, 1.1e300], &[0.1]),
        (&[-1.0, 1e-9], &[-1.0 + 1e-9]),
    ];
    for (flows, wanted) in cases {
        let found = internal_rates(flows).rates;
        assert_eq!(found.len(), wanted.len(), "{flows:?}: {found:?}");
        for (got, want) in found.iter().zip(wanted) {
            assert!((got - want).abs() < 1e-7, "{flows:?}: {found:?}");
        }
    }
    assert!(internal_rates(&[-1.0, f64::NAN, 2.0]).rates.is_empty());
    // Forty years of months, and a clean-up at their end.
    let mut long = vec![10.0; 480];
    long[0] = -1000.0;
    long.push(-2000.0);
    let found = internal_rates(&long);
    assert_eq!(found.sign_changes, 2);
    for rate in &found.rates {
        assert!(net_present_value(*rate, &long, 0).abs() < 1e-6, "{found:?}");
    }
    assert_eq!(found.rates.len(), 2, "{found:?}");
}

#[test]
fn flows_pay_back_when_their_sum_stays_above_zero() {
    let payback = |flows: &[f64], rate: f64| payback_periods(flows, rate).unwrap();
    assert_eq!(payback(&[-1000.0, 400.0, 400.0, 400.0], 0.0), Some(2.5));
    assert_eq!(payback(&[-1000.0, 400.0], 0.0), None);
    assert_eq!(payback(&[0.0, 5.0], 0.08), Some(0.0));
    assert_eq!(payback(&[-100.0, 200.0, -150.0, 100.0], 0.0), Some(2.5));
    assert_eq!(payback(&[], 0.08), None);
    assert!((return_on_investment(&[-100.0, 60.0, 60.0]).unwrap() - 0.2).abs() < 1e-12);
    let ratio = benefit_cost_ratio(&[-100.0, 110.0], 0.1).unwrap();
    assert!((ratio - 1.0).abs() < 1e-12);
    assert!(benefit_cost_ratio(&[1.0], 0.1).is_err() && return_on_investment(&[]).is_err());
}

/// Mean and spread of a sum of independent normal figures in closed form, and the effect of what
/// moves together.
#[test]
fn chance_keeps_to_its_closed_forms() {
    let deal = Uncertain {
        capital: 1000.0,
        capital_spread: 150.0,
        yearly: 150.0,
        yearly_spread: 30.0,
        growth: 0.0,
        growth_spread: 0.0,
        years: 10,
        rate: 0.08,
    };
    let annuity = annuity_factor(0.08, 10);
    let mean = 150.0 * annuity - 1000.0;
    let spread = |with: f64| {
        let (k, b) = (150.0f64, 30.0 * annuity);
        (k * k + b * b - 2.0 * with * k * b).sqrt()
    };
    let quantiles = [0.1, 0.5, 0.9];
    let draws = 200_000;
    for with in [0.0, 0.9, -0.9, 1.0] {
        let correlation = Correlation::new(with, 0.0, 0.0).unwrap();
        let drawn = chances(&deal, Some(&correlation), draws, 7, 1, &quantiles).unwrap();
        let off = 5.0 * spread(with) / (draws as f64).sqrt();
        assert!((drawn.mean - mean).abs() < off, "{drawn:?} {mean}");
        for (quantile, z) in drawn.quantiles.iter().zip([-1.281_551_6, 0.0, 1.281_551_6]) {
            assert!((quantile - mean - z * spread(with)).abs() < 2.0 * off, "{drawn:?}");
        }
        let positive = drawn.quantiles[0].max(0.0) > 0.0 || drawn.positive < 0.9;
        assert!(positive && (0.0..=1.0).contains(&drawn.positive), "{drawn:?}");
    }
    let plain = chances(&deal, None, 1001, 7, 1, &quantiles).unwrap();
    let none = Correlation::new(0.0, 0.0, 0.0).unwrap();
    assert_eq!(plain, chances(&deal, Some(&none), 1001, 7, 1, &quantiles).unwrap());
    assert_ne!(plain, chances(&deal, None, 1001, 8, 1, &quantiles).unwrap());
    assert_ne!(plain, chances(&deal, None, 1001, 7, 2, &quantiles).unwrap());
    assert!(Correlation::new(0.9, 0.9, -0.9).is_err());
    assert!(Correlation::new(1.0, 0.3, 0.4).is_err() && Correlation::new(2.0, 0.0, 0.0).is_err());
}
