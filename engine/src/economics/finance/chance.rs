//! What chance does to a deal: draws of capital, yearly gain and its growth, seeded.
//!
//! The same seed gives the same figures on every processor: only sums, products, divisions and
//! roots are used, in a fixed order. It knows no parties.

use multiversion::multiversion;

use crate::unfit::{Unfit, finite, in_range, within};

/// Draws made together.
const LANES: usize = 8;
/// Most draws of one deal.
const MOST_DRAWS: usize = 10_000_000;

/// A deal whose figures are not certain: capital now, then a yearly gain that grows. Spreads are
/// standard deviations of normal distributions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uncertain {
    /// Capital paid now.
    pub capital: f64,
    /// Its spread, in money too.
    pub capital_spread: f64,
    /// Gain of the first year.
    pub yearly: f64,
    /// Its spread, in money too.
    pub yearly_spread: f64,
    /// Growth of the gain a year, 0.01 for 1 %.
    pub growth: f64,
    /// Its spread.
    pub growth_spread: f64,
    /// Years of gain.
    pub years: u32,
    /// Rate of discount, above -1.
    pub rate: f64,
}

/// How capital, yearly gain and growth move together: the lower triangle of the Cholesky factor of
/// their correlations.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    factor: [[f64; 3]; 3],
}

impl Correlation {
    /// From the correlations capital to gain, capital to growth, gain to growth, each -1 to 1 and
    /// together possible.
    pub fn new(
        capital_yearly: f64,
        capital_growth: f64,
        yearly_growth: f64,
    ) -> Result<Self, Unfit> {
        let share = |field: &str, value: f64| {
            within(field, value, "-1 <= x <= 1", |x| (-1.0..=1.0).contains(&x))
        };
        let a = share("capital_yearly", capital_yearly)?;
        let b = share("capital_growth", capital_growth)?;
        let c = share("yearly_growth", yearly_growth)?;
        let second = (1.0 - a * a).sqrt();
        // Where capital and gain are one, growth can only follow them.
        let cross = if second > 0.0 { (c - a * b) / second } else { 0.0 };
        let rest = 1.0 - b * b - cross * cross;
        let fits = rest >= -1e-12 && (second > 0.0 || (c - a * b).abs() < 1e-12);
        within("yearly_growth", c, "1 + 2 abc - aa - bb - cc >= 0", |_| fits)?;
        let factor = [[1.0, 0.0, 0.0], [a, second, 0.0], [b, cross, rest.max(0.0).sqrt()]];
        Ok(Self { factor })
    }
}

/// What the draws of a deal tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Chances {
    /// Share of the draws with a present value above zero.
    pub positive: f64,
    /// Mean present value.
    pub mean: f64,
    /// Present values below which the wanted shares of the draws lie.
    pub quantiles: Vec<f64>,
    /// The present values that were drawn, in no order.
    pub values: Vec<f64>,
}

/// Draws the present value `B sum over k = 1..n of g^(k-1) / (1 + r)^k - K` of a deal.
///
/// K capital, B first gain, g 1 + growth, each normally distributed; n years; r rate. Draws 1 to
/// 10,000,000; `stream` parts the deals of one run. A quantile p is the draw of rank floor(p
/// draws) from 0. Source: Box and Muller 1958; Vigna 2017 (xorshift128+). Oracle:
/// closed forms of mean and spread; NumPy on 10,000 deals.
pub fn chances(
    deal: &Uncertain,
    correlation: Option<&Correlation>,
    draws: usize,
    seed: u64,
    stream: u64,
    quantiles: &[f64],
) -> Result<Chances, Unfit> {
    for (field, value) in
        [("capital", deal.capital), ("yearly", deal.yearly), ("growth", deal.growth)]
    {
        finite(field, value)?;
    }
    for (field, value) in [
        ("capital_spread", deal.capital_spread),
        ("yearly_spread", deal.yearly_spread),
        ("growth_spread", deal.growth_spread),
    ] {
        within(field, value, ">= 0", |spread| spread >= 0.0)?;
    }
    within("rate", deal.rate, "> -1", |rate| rate > -1.0)?;
    within("years", f64::from(deal.years), "1 .. 1000", |years| (1.0..=1000.0).contains(&years))?;
    within("draws", draws as f64, "1 .. 10000000", |_| (1..=MOST_DRAWS).contains(&draws))?;
    for share in quantiles {
        within("quantiles", *share, "0 <= x < 1", |share| (0.0..1.0).contains(&share))?;
    }
    let mut values = Vec::new();
    draw(deal, correlation, draws.div_ceil(LANES), Source::new(seed, stream), &mut values);
    values.truncate(draws);
    let (sum, positive) = told(&values);
    let mean = in_range("npv", sum)? / draws as f64;
    let quantiles = quantiles
        .iter()
        .map(|share| {
            let rank = ((share * draws as f64) as usize).min(draws - 1);
            *values.select_nth_unstable_by(rank, f64::total_cmp).1
        })
        .collect();
    Ok(Chances { positive: positive / draws as f64, mean, quantiles, values })
}

/// Sum of the values, and how many are above zero.
#[multiversion(targets("x86_64+avx2"))]
fn told(values: &[f64]) -> (f64, f64) {
    let (mut sums, mut positive) = ([0.0; 8], [0.0; 8]);
    let (blocks, rest) = values.as_chunks::<8>();
    for block in blocks {
        for at in 0..8 {
            sums[at] += block[at];
            positive[at] += if block[at] > 0.0 { 1.0 } else { 0.0 };
        }
    }
    let more = rest.iter().filter(|value| **value > 0.0).count() as f64;
    (sums.iter().chain(rest).sum(), positive.iter().sum::<f64>() + more)
}

/// Generators of random bits side by side, xorshift128+.
struct Source {
    state: [[u64; LANES]; 2],
}

impl Source {
    fn new(seed: u64, stream: u64) -> Self {
        let mut word = mixed(seed ^ mixed(stream.wrapping_add(0x9E37_79B9_7F4A_7C15)));
        let mut next = || {
            word = word.wrapping_add(0x9E37_79B9_7F4A_7C15);
            mixed(word)
        };
        Self { state: std::array::from_fn(|_| std::array::from_fn(|_| next())) }
    }

    /// Numbers from 1 to below 2.
    #[inline(always)]
    fn next(&mut self) -> [f64; LANES] {
        let [one, other] = &mut self.state;
        let mut drawn = [0.0; LANES];
        for at in 0..LANES {
            let (mut a, b) = (one[at], other[at]);
            a ^= a << 23;
            a ^= b ^ (a >> 18) ^ (b >> 5);
            one[at] = b;
            other[at] = a;
            drawn[at] = f64::from_bits((a.wrapping_add(b) >> 12) | 0x3FF0_0000_0000_0000);
        }
        drawn
    }

    /// Two normal numbers a lane.
    #[inline(always)]
    fn normal(&mut self) -> [[f64; LANES]; 2] {
        let (first, second) = (self.next(), self.next());
        let (mut one, mut other) = ([0.0; LANES], [0.0; LANES]);
        for at in 0..LANES {
            let radius = (-2.0 * ln(2.0 - first[at])).sqrt();
            let (sine, cosine) = turn(second[at] - 1.0);
            one[at] = radius * cosine;
            other[at] = radius * sine;
        }
        [one, other]
    }
}

fn mixed(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

#[multiversion(targets("x86_64+avx2"))]
fn draw(
    deal: &Uncertain,
    correlation: Option<&Correlation>,
    blocks: usize,
    mut source: Source,
    values: &mut Vec<f64>,
) {
    values.reserve(blocks * LANES);
    let first = 1.0 / (1.0 + deal.rate);
    let mut left = None;
    for _ in 0..blocks {
        let [x, y] = source.normal();
        // Six normal numbers serve two blocks.
        let z = match left.take() {
            Some(z) => z,
            None => {
                let [one, other] = source.normal();
                left = Some(other);
                one
            }
        };
        let (mut capital, mut yearly, mut growth) = (x, y, z);
        if let Some(Correlation { factor: [_, [a, b, _], [c, d, e]] }) = correlation {
            for at in 0..LANES {
                yearly[at] = a * x[at] + b * y[at];
                growth[at] = c * x[at] + d * y[at] + e * z[at];
            }
        }
        for at in 0..LANES {
            capital[at] = deal.capital + deal.capital_spread * capital[at];
            yearly[at] = (deal.yearly + deal.yearly_spread * yearly[at]) * first;
            growth[at] = (1.0 + deal.growth + deal.growth_spread * growth[at]) * first;
        }
        let sum = summed(&growth, deal.years);
        let mut worth = [0.0; LANES];
        for at in 0..LANES {
            worth[at] = yearly[at] * sum[at] - capital[at];
        }
        values.extend_from_slice(&worth);
    }
}

/// Sums of the first powers 1 + g + .. + g^(count - 1), by doubling: S of 2 m is S of m times
/// 1 + g^m.
#[inline(always)]
fn summed(base: &[f64; LANES], count: u32) -> [f64; LANES] {
    let (mut sum, mut power) = ([1.0; LANES], *base);
    for bit in (0..count.max(1).ilog2()).rev() {
        for at in 0..LANES {
            sum[at] *= 1.0 + power[at];
            power[at] *= power[at];
        }
        if count >> bit & 1 == 1 {
            for at in 0..LANES {
                sum[at] = sum[at] * base[at] + 1.0;
                power[at] *= base[at];
            }
        }
    }
    sum
}

/// Natural logarithm of a number from 2^-52 to 1, to 1e-12: the exponent, and the series of the
/// inverse hyperbolic tangent of (m - 1) / (m + 1) for m from 0.7 to 1.42.
#[inline(always)]
fn ln(x: f64) -> f64 {
    // Half the way to the next power of two goes up.
    let bits = x.to_bits() + 0x0009_5F61_9980_C433;
    let exponent = f64::from_bits(0x4330_0000_0000_0000 | (bits >> 52)) - 4_503_599_627_371_519.0;
    let mantissa = (bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000;
    let m = f64::from_bits(mantissa - 0x0009_5F61_9980_C433);
    let s = (m - 1.0) / (m + 1.0);
    let q = s * s;
    let mut series = 2.0 / 13.0;
    for odd in [11.0, 9.0, 7.0, 5.0, 3.0, 1.0] {
        series = series * q + 2.0 / odd;
    }
    exponent * std::f64::consts::LN_2 + s * series
}

/// Sine and cosine of a turn from 0 to below 1, to 1e-11: Taylor's series on an eighth of it.
#[inline(always)]
fn turn(x: f64) -> (f64, f64) {
    // Adding and taking away 1.5 x 2^52 rounds to the quarter.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let rounded = x * 4.0 + ROUND;
    let quarter = rounded.to_bits();
    let angle = (x * 4.0 - (rounded - ROUND)) * std::f64::consts::FRAC_PI_2;
    let q = angle * angle;
    let mut sine = -1.0 / 39_916_800.0;
    for factor in [1.0 / 362_880.0, -1.0 / 5040.0, 1.0 / 120.0, -1.0 / 6.0, 1.0] {
        sine = sine * q + factor;
    }
    sine *= angle;
    let mut cosine = 1.0 / 479_001_600.0;
    for factor in [-1.0 / 3_628_800.0, 1.0 / 40_320.0, -1.0 / 720.0, 1.0 / 24.0, -0.5, 1.0] {
        cosine = cosine * q + factor;
    }
    // Odd quarters swap the two, and each half turn turns signs over.
    let swap = 0u64.wrapping_sub(quarter & 1);
    let (s, c) = (sine.to_bits(), cosine.to_bits());
    let change = (s ^ c) & swap;
    let (s, c) = (s ^ change, c ^ change);
    let sign_sine = (quarter & 2) << 62;
    let sign_cosine = (quarter.wrapping_add(1) & 2) << 62;
    (f64::from_bits(s ^ sign_sine), f64::from_bits(c ^ sign_cosine))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_functions_of_the_draw_are_those_of_the_library() {
        for step in 1..=100_000u32 {
            let x = f64::from(step) / 100_000.0;
            assert!((ln(x) - x.ln()).abs() <= 1e-12, "ln {x}");
            let (sine, cosine) = turn(x - 1e-6);
            let (s, c) = ((x - 1e-6) * std::f64::consts::TAU).sin_cos();
            assert!((sine - s).abs() < 1e-11 && (cosine - c).abs() < 1e-11, "turn {x}");
        }
        let least = 2f64.powi(-52);
        assert!((ln(least) - least.ln()).abs() < 1e-12);
        assert_eq!(ln(1.0), 0.0);
    }
}
