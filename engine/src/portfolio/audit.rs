//! Whether a printed sum tells what one part of it is.
//!
//! The reader is taken to know the 1-2-5 class of every part, and, if he is a party, his own
//! parts to the last digit. From the sum he then works out an interval for each part that is not
//! his. A sum is safe if no such interval is narrower than [`LEAST_WIDTH`] of the part: no part
//! is then known within 10 % of itself. It is the p % rule of official statistics with p = 10,
//! applied to what is printed beside the sum as well (Hundepool et al., Statistical Disclosure
//! Control, Wiley 2012, sections 4.2 and 4.3).

use std::collections::{BTreeMap, BTreeSet};

use crate::model::OrganizationId;
use crate::packet::{Known, amount_class};

/// Least width of the interval in which a reader can place a part, as a share of the part:
/// 10 % to either side.
pub const LEAST_WIDTH: f64 = 0.2;

/// One part of a sum.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Who knows it.
    pub owners: [OrganizationId; 2],
    /// What it adds.
    pub value: f64,
}

/// Whether the sum of the parts is safe to print. That of none is.
pub fn is_safe(parts: &[Part]) -> bool {
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let mut of_owner: BTreeMap<OrganizationId, Vec<usize>> = BTreeMap::new();
    for (at, part) in parts.iter().enumerate() {
        for owner in BTreeSet::from(part.owners) {
            of_owner.entry(owner).or_default().push(at);
        }
    }
    let classes: Vec<(f64, f64)> = parts.iter().map(|part| class(part.value)).collect();
    let lows: f64 = classes.iter().map(|class| class.0).sum();
    let highs: f64 = classes.iter().map(|class| class.1).sum();
    let widest = classes.iter().map(|class| class.1 - class.0).fold(0.0, f64::max);
    let anybody = std::iter::once(&[] as &[usize]);
    anybody.chain(of_owner.values().map(Vec::as_slice)).all(|own| {
        let known: f64 = own.iter().map(|&at| parts[at].value).sum();
        // How far the others may lie above their least, and below their most, taken together.
        let above = sum - known - lows + own.iter().map(|&at| classes[at].0).sum::<f64>();
        let below = highs - own.iter().map(|&at| classes[at].1).sum::<f64>() - (sum - known);
        if above >= widest && below >= widest {
            return true;
        }
        let own: BTreeSet<usize> = own.iter().copied().collect();
        let others = (0..parts.len()).filter(|at| !own.contains(at));
        others.into_iter().all(|at| {
            let (least, most) = classes[at];
            let width = most.min(least + above) - least.max(most - below);
            // The last digit of a sum of many is not exact.
            width >= LEAST_WIDTH * parts[at].value.abs() - 1e-9 * highs.abs()
        })
    })
}

/// The numbers between which anybody may place a part.
pub(super) fn class(value: f64) -> (f64, f64) {
    match amount_class(value) {
        Known::Class { from, to } => (from, to),
        // Not a number: it adds nothing that can be told.
        Known::Exact { .. } | Known::Withheld | Known::Unknown => (0.0, 0.0),
    }
}
