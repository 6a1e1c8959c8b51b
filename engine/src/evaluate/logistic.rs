//! A logistic model with ridge penalty, fitted by a fixed number of Newton steps.
//!
//! p = 1 / (1 + exp(-(b + sum w_k z_k))), z_k = (x_k - mean_k) / deviation_k; it minimises
//! -ln likelihood + ridge / 2 sum w_k^2. Deterministic: no sampling, fixed order of sums.
//! Source: Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 4.4.

/// Newton steps; with a ridge the model is settled well before.
const STEPS: usize = 12;

/// Weights on standardised features, the intercept last.
#[derive(Debug, Clone)]
pub(super) struct Logistic<const N: usize> {
    mean: [f64; N],
    deviation: [f64; N],
    weights: Vec<f64>,
}

impl<const N: usize> Logistic<N> {
    /// Fits the model to rows and their outcomes.
    pub(super) fn fit(rows: &[([f64; N], bool)], ridge: f64) -> Self {
        let count = rows.len().max(1) as f64;
        let mut mean = [0.0; N];
        let mut deviation = [0.0; N];
        for (x, _) in rows {
            for (mean, x) in mean.iter_mut().zip(x) {
                *mean += x / count;
            }
        }
        for (x, _) in rows {
            for ((deviation, x), mean) in deviation.iter_mut().zip(x).zip(&mean) {
                *deviation += (x - mean).powi(2) / count;
            }
        }
        for d in &mut deviation {
            *d = if *d > 1e-12 { d.sqrt() } else { 1.0 };
        }
        let mut model = Self { mean, deviation, weights: vec![0.0; N + 1] };
        let real = rows.iter().filter(|(_, y)| *y).count() as f64;
        // Begins at the share of exchanges, so that the first step does not overshoot.
        model.weights[N] = ((real + 0.5) / (count - real + 0.5)).ln();
        for _ in 0..STEPS {
            model.step(rows, ridge);
        }
        model
    }

    fn step(&mut self, rows: &[([f64; N], bool)], ridge: f64) {
        let n = N + 1;
        let mut gradient = vec![0.0; n];
        let mut hessian = vec![0.0; n * n];
        for (x, y) in rows {
            let z = self.standardised(x);
            let p = sigmoid(self.sum(&z));
            let error = p - f64::from(u8::from(*y));
            let weight = (p * (1.0 - p)).max(1e-9);
            for (i, (slope, zi)) in gradient.iter_mut().zip(&z).enumerate() {
                *slope += error * zi;
                let scaled = weight * zi;
                for (cell, zj) in hessian[i * n..=i * n + i].iter_mut().zip(&z) {
                    *cell += scaled * zj;
                }
            }
        }
        for (k, (slope, weight)) in gradient.iter_mut().zip(&self.weights).take(N).enumerate() {
            *slope += ridge * weight;
            hessian[k * n + k] += ridge;
        }
        hessian[n * n - 1] += 1e-9;
        let step = solve(&mut hessian, gradient, n);
        for (weight, change) in self.weights.iter_mut().zip(step) {
            *weight -= change;
        }
    }

    /// Log odds of a row.
    pub(super) fn log_odds(&self, x: &[f64; N]) -> f64 {
        self.sum(&self.standardised(x))
    }

    fn standardised(&self, x: &[f64; N]) -> Vec<f64> {
        let z = (0..N).map(|k| (x[k] - self.mean[k]) / self.deviation[k]);
        z.chain([1.0]).collect()
    }

    fn sum(&self, z: &[f64]) -> f64 {
        self.weights.iter().zip(z).map(|(w, z)| w * z).sum()
    }
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Solves A x = b for symmetric positive A given by its lower half (Cholesky).
fn solve(a: &mut [f64], mut b: Vec<f64>, n: usize) -> Vec<f64> {
    for j in 0..n {
        for i in j..n {
            let mut sum = a[i * n + j];
            for k in 0..j {
                sum -= a[i * n + k] * a[j * n + k];
            }
            a[i * n + j] = if i == j { sum.max(1e-12).sqrt() } else { sum / a[j * n + j] };
        }
    }
    for i in 0..n {
        for k in 0..i {
            b[i] -= a[i * n + k] * b[k];
        }
        b[i] /= a[i * n + i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            b[i] -= a[k * n + i] * b[k];
        }
        b[i] /= a[i * n + i];
    }
    b
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With one yes-or-no feature and hardly a ridge the model is the table of odds.
    #[test]
    fn the_odds_of_a_table_come_out() {
        let cell = |x: f64, y: bool, count: usize| std::iter::repeat_n(([x], y), count);
        let rows: Vec<_> = cell(0.0, true, 10)
            .chain(cell(0.0, false, 90))
            .chain(cell(1.0, true, 60))
            .chain(cell(1.0, false, 40))
            .collect();
        let model = Logistic::fit(&rows, 1e-9);
        assert!((model.log_odds(&[0.0]) - (10.0f64 / 90.0).ln()).abs() < 1e-6);
        assert!((model.log_odds(&[1.0]) - (60.0f64 / 40.0).ln()).abs() < 1e-6);
        let held = Logistic::fit(&rows, 1e6);
        assert!((held.log_odds(&[1.0]) - held.log_odds(&[0.0])).abs() < 0.01, "a ridge holds it");
    }
}
