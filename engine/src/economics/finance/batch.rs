//! Present value and rate of return of many flows at once, sixteen side by side.
//!
//! Newton's method runs on all of a group until each has settled; what does not settle is left to
//! the search for all rates. The same operations in the same order on every processor, so that
//! the figures are the same too.

use multiversion::multiversion;

use super::internal_rates;

/// Flows worked on together.
const LANES: usize = 16;
/// Steps before the search for all rates takes over.
const STEPS: usize = 60;
/// A step this small has settled.
const SETTLED: f64 = 1e-13;
/// So has one that will leave no more than this.
const REST: f64 = 1e-17;

/// What flows are worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Worth {
    /// Net present value, the first flow undiscounted.
    pub npv: f64,
    /// The internal rate of return that Newton's method finds from the rate of discount; where it
    /// finds none, the nearest one. None where there is none.
    pub irr: Option<f64>,
}

/// Net present value at `rate` and internal rate of return of many flows of `periods` each, laid
/// one after the other; a rest shorter than that is left out.
///
/// Equations as [`net_present_value`] and [`internal_rates`]; rate above -1. Source: Newton's
/// method in 1 / (1 + r). Oracle: [`internal_rates`]; NumPy on 100,000 flows.
pub fn worth(flows: &[f64], periods: usize, rate: f64) -> Vec<Worth> {
    let mut found = Vec::new();
    if periods == 0 || rate.is_nan() || rate <= -1.0 {
        return found;
    }
    found.reserve(flows.len() / periods);
    let mut columns = vec![[0.0; LANES]; periods];
    for rows in flows.chunks(periods * LANES) {
        let (npv, rates) = group(rows, &mut columns, 1.0 / (1.0 + rate));
        for (at, row) in rows.chunks_exact(periods).enumerate() {
            let settled = rates[at] > -1.0 && rates[at] < f64::INFINITY;
            let irr = if settled { Some(rates[at]) } else { nearest(row, rate) };
            found.push(Worth { npv: npv[at], irr });
        }
    }
    found
}

/// The rate of flows that change sign once, if Newton's method settles.
pub(super) fn one(flows: &[f64]) -> Option<f64> {
    let columns: Vec<[f64; 1]> = flows.iter().map(|flow| [*flow]).collect();
    let [factor] = settle(&columns, [1.0 / 1.08]).1;
    Some(1.0 / factor - 1.0).filter(|rate| *rate > -1.0 && rate.is_finite())
}

/// The rate of return next to a rate.
fn nearest(flows: &[f64], rate: f64) -> Option<f64> {
    let rates = internal_rates(flows).rates;
    rates.into_iter().min_by(|a, b| (a - rate).abs().total_cmp(&(b - rate).abs()))
}

/// Present values and rates of return of up to sixteen flows; a rate that is no number has not
/// settled.
#[multiversion(targets("x86_64+avx2"))]
fn group(rows: &[f64], columns: &mut [[f64; LANES]], start: f64) -> ([f64; LANES], [f64; LANES]) {
    let periods = columns.len();
    if rows.len() == periods * LANES {
        turned(rows, columns);
    } else {
        for (period, column) in columns.iter_mut().enumerate() {
            let flow = |lane: usize| rows.get(lane * periods + period).copied();
            *column = std::array::from_fn(|lane| flow(lane).unwrap_or_default());
        }
    }
    let (npv, mut factors) = settle(columns, [start; LANES]);
    for factor in &mut factors {
        *factor = 1.0 / *factor - 1.0;
    }
    (npv, factors)
}

/// Rows become columns, four by four.
#[inline(always)]
fn turned(rows: &[f64], columns: &mut [[f64; LANES]]) {
    let periods = columns.len();
    for quad in 0..LANES / 4 {
        let row = |at: usize| &rows[(quad * 4 + at) * periods..][..periods];
        let rows = [row(0), row(1), row(2), row(3)];
        let blocks = rows.map(|row| row.as_chunks::<4>());
        for (step, four) in columns.chunks_exact_mut(4).enumerate() {
            let [a, b, c, d] = [0, 1, 2, 3].map(|at| blocks[at].0[step]);
            for at in 0..4 {
                four[at][quad * 4..][..4].copy_from_slice(&[a[at], b[at], c[at], d[at]]);
            }
        }
        for period in periods - periods % 4..periods {
            for at in 0..4 {
                columns[period][quad * 4 + at] = rows[at][period];
            }
        }
    }
}

/// Present values at the first factors, and the factors at which they vanish; no number where
/// Newton's method has not settled.
#[inline(always)]
fn settle<const N: usize>(columns: &[[f64; N]], start: [f64; N]) -> ([f64; N], [f64; N]) {
    let mut factor = start;
    let mut first = [0.0; N];
    let (mut before, mut rest) = ([0.0; N], [1.0; N]);
    let Some((last, others)) = columns.split_last() else { return (first, [f64::NAN; N]) };
    for step in 0..STEPS {
        let (mut value, mut slope) = (*last, [0.0; N]);
        for column in others.iter().rev() {
            for at in 0..N {
                slope[at] = slope[at] * factor[at] + value[at];
                value[at] = value[at] * factor[at] + column[at];
            }
        }
        if step == 0 {
            first = value;
        }
        for at in 0..N {
            let (low, high) = (factor[at] * 0.25, factor[at] * 4.0);
            let next = factor[at] - value[at] / slope[at];
            let next = if next > low { next } else { low };
            let next = if next < high { next } else { high };
            let moved = (next - factor[at]).abs();
            // Steps that shrink as squares leave a rest of moved^3 / before^2.
            let squares = moved * moved * moved - REST * factor[at] * before[at] * before[at];
            let small = moved - SETTLED * factor[at];
            rest[at] = if squares < small { squares } else { small };
            before[at] = moved;
            factor[at] = next;
        }
        if largest(rest) <= 0.0 {
            break;
        }
    }
    (first, std::array::from_fn(|at| if rest[at] <= 0.0 { factor[at] } else { f64::NAN }))
}

/// The largest of some numbers, a power of two of them, by halves.
#[inline(always)]
fn largest<const N: usize>(mut numbers: [f64; N]) -> f64 {
    let mut half = N / 2;
    while half > 0 {
        for at in 0..half {
            let (one, other) = (numbers[at], numbers[at + half]);
            numbers[at] = if one > other { one } else { other };
        }
        half /= 2;
    }
    numbers[0]
}
