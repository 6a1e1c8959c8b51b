//! Rules of the kind `cooling`: chilled water and other cold.

use super::{Axis, Carriage, KindRules};

pub(super) const RULES: KindRules = KindRules {
    code: "cooling",
    unit: "MWh",
    carriage: Carriage::Piped,
    axes: &[Axis::Temperature],
};
