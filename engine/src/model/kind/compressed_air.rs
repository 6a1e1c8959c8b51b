//! Rules of the kind `compressed_air`: compressed air at standard conditions.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules = KindRules {
    code: "compressed_air",
    unit: "m3",
    carriage: Carriage::Piped,
    axes: &[Axis::Pressure],
};
