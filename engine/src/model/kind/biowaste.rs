//! Rules of the kind `biowaste`: organic residues.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules = KindRules {
    code: "biowaste",
    unit: "t",
    carriage: Carriage::Trucked,
    axes: &[Axis::Moisture, Axis::Contamination],
};
