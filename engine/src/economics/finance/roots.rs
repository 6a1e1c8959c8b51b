//! All real zeros of a sum of powers, none missed: the equation behind every rate of return.
//!
//! Payments c_i at times t_i years are worth F(v) = sum of c_i e^(-t_i v) at the force of
//! interest v = ln(1 + r). The line is cut into pieces until bounds of the derivatives prove of
//! each that it holds no zero, one, or a known pair. It knows no dates and no currency.

/// Force of interest at a rate of -100 % + 1e-16.
const LEAST: f64 = -36.7;
/// Force of interest at the largest rate that a number holds.
const MOST: f64 = 709.0;
/// A minimum this small against the terms is a zero that touches.
const TOUCHES: f64 = 1e-13;
/// Pieces looked at before the rest is judged by its ends alone.
const PIECES: usize = 200_000;

/// Payments: signs, logarithms of sizes, times.
struct Powers {
    terms: Vec<Term>,
}

#[derive(Clone, Copy)]
struct Term {
    sign: f64,
    ln: f64,
    time: f64,
}

/// All rates above -100 % at which the payments (amount, years) are worth nothing, ascending.
///
/// Amounts and times are finite. Source: Taylor's bounds, on the generalised rule of Descartes
/// (Laguerre 1883) that there are at most as many as changes of sign. Oracle: `finance.json`,
/// `xirr/`.
pub(super) fn rates(payments: &[(f64, f64)]) -> Vec<f64> {
    let powers = Powers::new(payments);
    let forces = powers.zeros();
    let mut rates: Vec<f64> = forces.into_iter().map(f64::exp_m1).collect();
    rates.retain(|rate| *rate > -1.0 && rate.is_finite());
    rates
}

/// Changes of sign of the payments (amount, years) in the order of time; those of one time count
/// as one.
pub(super) fn sign_changes(payments: &[(f64, f64)]) -> usize {
    Powers::new(payments).terms.windows(2).filter(|two| two[0].sign != two[1].sign).count()
}

/// Values around a point, all divided by the same number.
struct Around {
    /// Sum of the sizes of all terms.
    size: f64,
    /// The function times e^(s v) and its first two derivatives, s the mean time.
    at: [f64; 3],
    /// Bounds of the second and third derivative within the reach.
    bounds: [f64; 2],
    /// How far rounding may be off.
    noise: f64,
    /// The mean time.
    mean: f64,
}

impl Powers {
    fn new(payments: &[(f64, f64)]) -> Self {
        let mut sorted = payments.to_vec();
        sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
        let largest = sorted.iter().fold(0.0f64, |most, p| most.max(p.0.abs()));
        let mut merged: Vec<(f64, f64)> = Vec::new();
        for (amount, time) in sorted {
            let share = amount / largest;
            match merged.last_mut() {
                Some(last) if last.1 == time => last.0 += share,
                _ => merged.push((share, time)),
            }
        }
        let first = merged.first().map_or(0.0, |p| p.1);
        let terms = merged
            .into_iter()
            .filter(|(share, _)| *share != 0.0 && !share.is_nan())
            .map(|(share, time)| Term {
                sign: share.signum(),
                ln: share.abs().ln(),
                time: time - first,
            })
            .collect();
        Self { terms }
    }

    /// All zeros, ascending, one that touches once.
    fn zeros(&self) -> Vec<f64> {
        if self.terms.windows(2).all(|two| two[0].sign == two[1].sign) {
            return Vec::new();
        }
        let mut found: Vec<f64> = Vec::new();
        // Pieces where the function is nothing but rounding, to be joined.
        let mut flat: Vec<(f64, f64)> = Vec::new();
        let mut open = vec![(LEAST, MOST)];
        let mut looked = 0;
        while let Some((low, high)) = open.pop() {
            looked += 1;
            let (middle, reach) = (0.5 * (low + high), 0.5 * (high - low));
            let around = self.around(middle, reach);
            let ([f, df, ddf], [b2, b3]) = (around.at.map(f64::abs), around.bounds);
            let linear = reach * reach / 2.0;
            let cubic = linear * reach / 3.0;
            let excluded = f - reach * df > linear * b2 + around.noise
                || f - reach * df - linear * ddf > cubic * b3 + around.noise;
            if excluded {
                continue;
            }
            let monotone = df > reach * b2 || df - reach * ddf > linear * b3;
            let narrow = reach <= 1e-12 * (1.0 + middle.abs()) || looked > PIECES;
            if monotone || narrow {
                found.extend(self.crossing(low, high));
            } else if f + reach * df + linear * b2 <= around.noise {
                flat.push((low, high));
            } else if ddf > reach * b3 {
                self.bend(low, high, around.mean, &mut found);
            } else {
                open.push((middle, high));
                open.push((low, middle));
            }
        }
        flat.extend(found.into_iter().map(|zero| (zero, zero)));
        self.joined(flat)
    }

    /// One zero for each run of pieces between which the function is nothing but rounding.
    fn joined(&self, mut pieces: Vec<(f64, f64)>) -> Vec<f64> {
        pieces.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut runs: Vec<(f64, f64)> = Vec::new();
        for (low, high) in pieces {
            match runs.last_mut() {
                Some(run) if low <= run.1 || self.is_noise(0.5 * (run.1 + low)) => {
                    run.1 = run.1.max(high);
                }
                _ => runs.push((low, high)),
            }
        }
        runs.into_iter().map(|(low, high)| self.pinned(low, high)).collect()
    }

    fn is_noise(&self, at: f64) -> bool {
        let around = self.around(at, 0.0);
        around.at[0].abs() <= around.noise
    }

    /// Where in a run the zero is: a zero of three is one of the second derivative, a zero of two
    /// one of the first, and those are sharp where the function itself is rounding.
    fn pinned(&self, low: f64, high: f64) -> f64 {
        if low == high {
            return low;
        }
        let (middle, reach) = (0.5 * (low + high), high - low);
        let mean = self.around(middle, 0.0).mean;
        let (low, high) = (low - reach, high + reach);
        for order in [2, 1] {
            let derivative = |v: f64| self.derivative(v, mean, order);
            if derivative(low) * derivative(high) < 0.0 {
                return bisected(derivative, low, high);
            }
        }
        middle
    }

    /// Values and bounds within `reach` of a point.
    fn around(&self, at: f64, reach: f64) -> Around {
        let top = self.top(at);
        let weight = |term: &Term| (term.ln - term.time * at - top).exp();
        let (mut size, mut moment, mut span) = (0.0, 0.0, 0.0f64);
        for term in &self.terms {
            let w = weight(term);
            size += w;
            moment += w * term.time;
            if w > 1e-18 {
                span = span.max((term.time * at).abs() + term.ln.abs());
            }
        }
        let mean = moment / size;
        let (mut values, mut bounds) = ([0.0; 3], [0.0; 2]);
        for term in &self.terms {
            let (w, tau) = (weight(term), mean - term.time);
            let signed = term.sign * w;
            values[0] += signed;
            values[1] += signed * tau;
            values[2] += signed * tau * tau;
            // One power, so that a small weight and a large growth meet before they are lost.
            let most = (term.ln - term.time * at - top + tau.abs() * reach).exp() * tau * tau;
            if tau != 0.0 {
                bounds[0] += most;
                bounds[1] += most * tau.abs();
            }
        }
        let noise = size * 2.3e-16 * (16.0 + span);
        Around { size, at: values, bounds, noise, mean }
    }

    /// Logarithm of the largest term.
    fn top(&self, at: f64) -> f64 {
        let sizes = self.terms.iter().map(|term| term.ln - term.time * at);
        sizes.fold(f64::NEG_INFINITY, f64::max)
    }

    /// The function, divided by its largest term.
    fn value(&self, at: f64) -> f64 {
        let top = self.top(at);
        self.terms.iter().map(|t| t.sign * (t.ln - t.time * at - top).exp()).sum()
    }

    /// A derivative of the function times e^(mean v), divided by its largest term.
    fn derivative(&self, at: f64, mean: f64, order: i32) -> f64 {
        let top = self.top(at);
        let part =
            |t: &Term| t.sign * (mean - t.time).powi(order) * (t.ln - t.time * at - top).exp();
        self.terms.iter().map(part).sum()
    }

    /// The zero of a piece that only rises or only falls, its lower end included.
    fn crossing(&self, low: f64, high: f64) -> Option<f64> {
        let (a, b) = (self.value(low), self.value(high));
        if a == 0.0 {
            return Some(low);
        }
        (a * b < 0.0).then(|| bisected(|v| self.value(v), low, high))
    }

    /// The zeros of a piece that bends one way only: none, two, or one that touches.
    fn bend(&self, low: f64, high: f64, mean: f64, found: &mut Vec<f64>) {
        let slope = |v: f64| self.derivative(v, mean, 1);
        if slope(low) * slope(high) >= 0.0 {
            found.extend(self.crossing(low, high));
            return;
        }
        let turn = bisected(slope, low, high);
        let around = self.around(turn, 0.0);
        if around.at[0].abs() <= (TOUCHES * around.size).max(around.noise) {
            found.push(turn);
            return;
        }
        found.extend(self.crossing(low, turn));
        found.extend(self.crossing(turn, high));
    }
}

/// Where a function changes its sign between two points, to the last bit.
pub(in crate::economics) fn bisected(
    value: impl Fn(f64) -> f64,
    mut low: f64,
    mut high: f64,
) -> f64 {
    let rising = value(high) > 0.0;
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if (value(middle) > 0.0) == rising { high = middle } else { low = middle }
    }
    0.5 * (low + high)
}
