//! How often a value lies where: equal steps with round ends, one of them at zero.
//!
//! It knows numbers alone; what they are worth is the caller's business.

/// Steps between the values that 1 and 99 of 100 lie below.
const STEPS: f64 = 20.0;

/// A step of a histogram: above `from` up to `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bin {
    /// Lower end, itself outside.
    pub from: f64,
    /// Upper end.
    pub to: f64,
    /// Share of the values in it, 0..1. The outer two also hold what lies beyond them.
    pub share: f64,
}

/// Counts finite values, which it puts in another order, in steps of 1, 2 or 5 times a power of ten, about twenty of them.
///
/// The steps above zero hold exactly the values above zero. Nothing for no values. Oracle: the
/// shares add up to 1, and those above zero to the share of the values above zero.
pub fn histogram(values: &mut [f64]) -> Vec<Bin> {
    let count = values.len();
    if count == 0 || values.iter().any(|value| !value.is_finite()) {
        return Vec::new();
    }
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut at = |share: f64| {
        let rank = ((share * count as f64) as usize).min(count - 1);
        *values.select_nth_unstable_by(rank, f64::total_cmp).1
    };
    let (low, high) = (at(0.01), at(0.99));
    // Values that are all alike still need a step to stand in.
    let rough = ((high - low) / STEPS).max(1e-9 * low.abs().max(high.abs())).max(1e-9);
    if !rough.is_finite() {
        return Vec::new();
    }
    let decade = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0].into_iter().map(|m| m * decade).find(|s| *s >= rough * 0.999);
    let step = step.unwrap_or(10.0 * decade);
    let place = |value: f64| (value / step).ceil() - 1.0;
    let (mut first, mut last) = (place(low), place(high));
    // The tails must not cross over to the other side of zero.
    if least <= 0.0 && (0.0..=STEPS).contains(&first) {
        first = -1.0;
    }
    if most > 0.0 && (-STEPS..0.0).contains(&last) {
        last = 0.0;
    }
    let mut counts = vec![0usize; (last - first) as usize + 1];
    for value in values {
        counts[(place(*value).clamp(first, last) - first) as usize] += 1;
    }
    counts
        .into_iter()
        .enumerate()
        .map(|(at, held)| {
            let k = first + at as f64;
            Bin { from: k * step, to: (k + 1.0) * step, share: held as f64 / count as f64 }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_are_round_and_zero_is_an_end() {
        let mut values: Vec<f64> = (0..1000).map(|i| f64::from(i) - 300.0).collect();
        let bins = histogram(&mut values);
        assert!((15..=25).contains(&bins.len()), "{}", bins.len());
        assert!(bins.iter().all(|bin| bin.to - bin.from == 50.0), "{bins:?}");
        assert!(bins.iter().any(|bin| bin.from == 0.0));
        // 699 of 1000 are above zero; zero itself is not.
        let above: f64 = bins.iter().filter(|bin| bin.from >= 0.0).map(|bin| bin.share).sum();
        assert!((above - 0.699).abs() < 1e-12, "{above}");
    }

    #[test]
    fn few_and_alike_values_have_their_step() {
        assert_eq!(histogram(&mut []), []);
        assert_eq!(histogram(&mut [f64::NEG_INFINITY, 1.0]), []);
        assert_eq!(histogram(&mut [-1.7e308, 1.7e308]), [], "their distance has no number");
        for alike in [-3.0, 0.0, 1e12] {
            let bins = histogram(&mut [alike; 7]);
            assert!(bins.iter().any(|b| b.share == 1.0 && b.from < alike && alike <= b.to));
        }
    }

    proptest! {
        #[test]
        fn shares_add_up(mut values in prop::collection::vec(-1e6..1e6f64, 1..400)) {
            let bins = histogram(&mut values);
            let sum: f64 = bins.iter().map(|bin| bin.share).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
            prop_assert!(bins.len() <= 64, "{}", bins.len());
            let gains = values.iter().filter(|value| **value > 0.0).count() as f64;
            let above: f64 = bins.iter().filter(|b| b.from >= 0.0).map(|b| b.share).sum();
            let crosses = bins.first().unwrap().from <= 0.0 && bins.last().unwrap().to >= 0.0;
            if crosses {
                prop_assert!((above - gains / values.len() as f64).abs() < 1e-9);
            }
        }
    }
}
