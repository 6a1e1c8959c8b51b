//! Present values, rates of return and draws by chance on generated projects of 21 years.
//!
//! The work is done by [`crate::economics`]; here stand the projects and the sums by which
//! engines are compared. It opens no file.

use crate::economics::{Uncertain, chances, worth};
use crate::unfit::Unfit;

use super::CaseError;

/// Flows of a project: the outlay, then twenty years.
const FLOWS: usize = 21;
/// The rate of discount.
const RATE: f64 = 0.08;
/// Draws of each project.
const DRAWS: usize = 1000;
/// Projects that chance is measured on where nobody says how many.
pub const PROJECTS: usize = 10_000;

/// The sums by which present values and rates are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Econ {
    /// Number of projects.
    pub projects: usize,
    /// Sum of the present values at 8 %.
    pub sum_npv: f64,
    /// Projects with a present value above zero.
    pub npv_pos: usize,
    /// Projects with a rate of return above 8 %.
    pub irr_over: usize,
    /// Projects without a rate of return.
    pub irr_none: usize,
    /// Mean rate of return of the others.
    pub mean_irr: Option<f64>,
}

/// Reads flows as a generator wrote them: little-endian numbers of 64 bits, 21 a project.
pub fn read(bytes: &[u8]) -> Result<Vec<f64>, CaseError> {
    let (numbers, rest) = bytes.as_chunks::<8>();
    let flows: Vec<f64> = numbers.iter().map(|number| f64::from_le_bytes(*number)).collect();
    if !rest.is_empty()
        || !flows.len().is_multiple_of(FLOWS)
        || flows.iter().any(|f| !f.is_finite())
    {
        return Err(CaseError::Cash { bytes: bytes.len() });
    }
    Ok(flows)
}

/// Values and rates of all projects.
pub fn econ(flows: &[f64]) -> Econ {
    let mut sums = Econ {
        projects: flows.len() / FLOWS,
        sum_npv: 0.0,
        npv_pos: 0,
        irr_over: 0,
        irr_none: 0,
        mean_irr: None,
    };
    let mut sum_irr = 0.0;
    for found in worth(flows, FLOWS, RATE) {
        sums.sum_npv += found.npv;
        sums.npv_pos += usize::from(found.npv > 0.0);
        match found.irr {
            Some(irr) => {
                sums.irr_over += usize::from(irr > RATE);
                sum_irr += irr;
            }
            None => sums.irr_none += 1,
        }
    }
    let rates = sums.projects - sums.irr_none;
    sums.mean_irr = (rates > 0).then(|| sum_irr / rates as f64);
    sums
}

/// What draws are compared by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawn {
    /// Number of draws.
    pub scenarios: usize,
    /// Mean chance of a present value above zero.
    pub mean_p_pos: f64,
    /// Mean present value that nine of ten draws exceed.
    pub mean_p10: f64,
}

/// Draws of each project: capital within 15 %, first gain within 20 %, growth 1 % within 2 %.
pub fn mc(projects: &[Uncertain]) -> Result<Drawn, Unfit> {
    let (mut positive, mut low) = (0.0, 0.0);
    for (stream, project) in (0..).zip(projects) {
        let found = chances(project, None, DRAWS, 7, stream, &[0.1])?;
        positive += found.positive;
        low += found.quantiles.iter().sum::<f64>();
    }
    let count = projects.len().max(1) as f64;
    Ok(Drawn {
        scenarios: projects.len() * DRAWS,
        mean_p_pos: positive / count,
        mean_p10: low / count,
    })
}

/// The first projects of a file of flows.
pub fn projects(flows: &[f64], count: usize) -> Vec<Uncertain> {
    flows.chunks_exact(FLOWS).take(count).map(|flows| uncertain(-flows[0], flows[1])).collect()
}

/// Projects as the generator of the flows makes them from seed 42.
pub fn made(count: usize) -> Vec<Uncertain> {
    let made = |index: u64| {
        let normal = (-2.0 * (-share(110, index)).ln_1p()).sqrt()
            * (std::f64::consts::TAU * share(111, index)).cos();
        let capital = (1e6 * normal.exp()).round_ties_even();
        let first = capital * (0.03 + 0.32 * share(112, index));
        let noise = 1.0 + 0.1 * (2.0 * share(121, index) - 1.0);
        uncertain(capital, (first * noise).round_ties_even())
    };
    (0..count as u64).map(made).collect()
}

fn uncertain(capital: f64, yearly: f64) -> Uncertain {
    Uncertain {
        capital,
        capital_spread: 0.15 * capital.abs(),
        yearly,
        yearly_spread: 0.2 * yearly.abs(),
        growth: 0.01,
        growth_spread: 0.02,
        years: 20,
        rate: RATE,
    }
}

/// One independent number from 0 to below 1 for each pair, as the generator draws it.
fn share(stream: u64, index: u64) -> f64 {
    let mixed = |word: u64| {
        let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    };
    let base = mixed(stream.wrapping_mul(0xD134_2543_DE82_EF95).wrapping_add(42));
    let word = mixed(base.wrapping_add((index + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    (word >> 11) as f64 * 2f64.powi(-53)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The generator's first projects of seed 42, and their sums as NumPy finds them.
    #[test]
    fn projects_are_those_of_the_generator() {
        let made = made(3);
        let wanted = [(180486.0, 47587.0), (1369999.0, 439106.0), (2085178.0, 296899.0)];
        for (project, (capital, yearly)) in made.iter().zip(wanted) {
            assert_eq!((project.capital, project.yearly), (capital, yearly));
        }
    }

    #[test]
    fn values_and_rates_are_summed() {
        let mut flows = vec![250.0; 42];
        flows[0] = -1000.0;
        flows[21] = -5000.0;
        let sums = econ(&flows);
        assert_eq!((sums.projects, sums.npv_pos, sums.irr_over, sums.irr_none), (2, 1, 1, 0));
        let annuity = crate::economics::annuity_factor(0.08, 20);
        assert!((sums.sum_npv - (500.0 * annuity - 6000.0)).abs() < 1e-9);
        assert!(read(&[0; 21 * 8 + 1]).is_err() && read(&[0xFF; 21 * 8]).is_err());
        let bytes: Vec<u8> = flows.iter().flat_map(|flow| flow.to_le_bytes()).collect();
        assert_eq!(read(&bytes).ok(), Some(flows));
    }
}
